import type { RecordType } from './records.ts'
import { formatVersion } from './rules.ts'

/** One record as one line of a package, there and back. */
export type RecordRow = Record<string, unknown> & { id: string }

/** A row of the table as one JSON line: version first, then the fields in the order of the record type. */
export function lineOf(record: RecordType, row: Readonly<Record<string, unknown>>): string {
  const out: Record<string, unknown> = { v: record.version }
  for (const field of Object.keys(record.row.shape)) out[field] = row[field] ?? null
  return JSON.stringify(out)
}

export type ReadRow =
  | { ok: true; row: RecordRow; unknown: Record<string, unknown> | null }
  | { ok: false; reason: string }

/** Lists and objects of a row go no deeper: what does is no record, and would end whatever walks through it. */
const deepest = 60

/** Whether plain data can be walked through. */
export function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth >= deepest) return false
  for (const one of Object.values(value))
    if (typeof one === 'object' && one !== null && !isShallow(one, depth + 1)) return false
  return true
}

/**
 * Parses one line. Fields that the record type does not have are an error, or are returned as `unknown` when the
 * package is of a newer minor format than this program's; fields that came after the package's own format have the
 * value of rows of before.
 *
 * @param minor minor format of the package
 */
export function readRow(record: RecordType, text: string, minor: number): ReadRow {
  const newerMinor = minor > formatVersion.minor
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'json' }
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value) || !isShallow(value))
    return { ok: false, reason: 'json' }
  const { v, ...fields } = value as Record<string, unknown>
  if (typeof v !== 'number' || (!newerMinor && v !== record.version) || v < record.version)
    return { ok: false, reason: 'v' }
  const notYet = Object.entries(record.later).filter(([, { since }]) => since > minor)
  const strange = Object.keys(fields).filter(
    (key) => !Object.hasOwn(record.row.shape, key) || notYet.some(([later]) => later === key),
  )
  if (strange.length > 0 && !newerMinor) return { ok: false, reason: String(strange[0]).slice(0, 40) }
  for (const [key, { value: before }] of notYet) fields[key] = before
  const parsed = record.row.safeParse(fields)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return {
      ok: false,
      reason: `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 120),
    }
  }
  return {
    ok: true,
    row: parsed.data as RecordRow,
    unknown: strange.length === 0 ? null : Object.fromEntries(strange.map((key) => [key, fields[key]])),
  }
}
