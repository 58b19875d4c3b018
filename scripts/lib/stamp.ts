import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { at, root } from './project.ts'

/** Hash over the names and bytes of the files the patterns find (tests left out). */
export function hashOf(patterns: string[]): string {
  const hash = createHash('sha256')
  const files = globSync(patterns, { cwd: root }).filter(
    (file) => path.extname(file) !== '' && !/\.test\.tsx?$/u.test(file),
  )
  for (const file of [...new Set(files)].sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(at(file)))
      .update('\0')
  return hash.digest('hex')
}

/**
 * Does the work unless it was done for just these sources before and what it made is still there.
 * @returns true when it was done now
 */
export async function onceFor(
  name: string,
  patterns: string[],
  made: string[],
  work: () => Promise<void>,
): Promise<boolean> {
  const stampFile = at('dist', '.stamps', name)
  const stamp = hashOf(patterns)
  const fresh = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
  if (fresh && made.every((file) => existsSync(at(file)))) return false
  await work()
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
  return true
}
