import type { FaultIssue } from '../faults.ts'

/** The part of a zod issue that we read (zod 4). */
type RawIssue = {
  code?: string | undefined
  message: string
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined
  maximum?: unknown
  minimum?: unknown
}

const keyPattern = /^[a-z][A-Za-z0-9.]*$/u

/**
 * Turns zod issues into issues that can cross the boundary: path, key in validation.json, parameters.
 * A rule of ours carries its key as message; zod's own English message becomes the key `invalid`.
 */
export function issuesOf(issues: readonly RawIssue[]): FaultIssue[] {
  return issues.map((issue) => {
    const params: Record<string, string | number | boolean | null> = {}
    if (typeof issue.maximum === 'number') params.maximum = issue.maximum
    if (typeof issue.minimum === 'number') params.minimum = issue.minimum
    return {
      path: (issue.path ?? []).map((part) => plainPart(part)),
      key: keyPattern.test(issue.message) ? issue.message : 'invalid',
      params,
    }
  })
}

function plainPart(part: PropertyKey | { key: PropertyKey }): string | number {
  const key = typeof part === 'object' ? part.key : part
  return typeof key === 'number' ? key : String(key)
}
