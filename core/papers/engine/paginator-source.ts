/** The paginator as the text of one script, for a print host to run in a loaded paper. Node. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildOptions } from 'esbuild'

const kept = new Map<string, string>()

/**
 * @param root the program's folder. Built program: reads dist/paper/paginate.js. Run from source (renderer/paper is there
 * and esbuild too): builds it on the fly and keeps it under .cache/, named by the content of its sources.
 */
export async function paginatorSource(root: string): Promise<string> {
  const known = kept.get(root)
  if (known !== undefined) return known
  const sources = ['entry.ts', 'paginate.ts'].map((name) => join(root, 'renderer', 'paper', name))
  const built = join(root, 'dist', 'paper', 'paginate.js')
  let text: string
  if (sources.every((path) => existsSync(path)) && existsSync(join(root, 'node_modules', 'esbuild'))) {
    text = await fromSource(root, sources)
  } else text = readFileSync(built, 'utf8')
  kept.set(root, text)
  return text
}

async function fromSource(root: string, sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of sources) hash.update(readFileSync(path))
  const cache = join(root, '.cache')
  const file = join(cache, `paginate-${hash.digest('hex').slice(0, 16)}.js`)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const { build } = await import('esbuild')
  const result = await build({ ...paginatorBuild(root), write: false as const })
  const text = result.outputFiles[0]?.text ?? ''
  mkdirSync(cache, { recursive: true })
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, text)
  renameSync(temporary, file)
  return text
}

/** esbuild options, shared with scripts/build.ts (outfile dist/paper/paginate.js). Chromium 114 is the oldest host. */
export function paginatorBuild(root: string) {
  return {
    entryPoints: [join(root, 'renderer', 'paper', 'entry.ts')] as string[],
    bundle: true,
    format: 'iife',
    target: 'chrome114',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
  } satisfies BuildOptions
}
