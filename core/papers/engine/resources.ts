/** Reads what papers are made of from resources/. Node. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../kernel/fault.ts'
import type { PaperResources } from './compose.ts'
import type { FontSource } from './html.ts'
import type { Advances } from './measure.ts'
import type { ProtectedWords } from './protected-words.ts'
import type { Words } from './template.ts'

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

function folder(dir: string): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const name of readdirSync(dir).sort()) {
    if (name.endsWith('.json')) out[name.slice(0, -5)] = json(join(dir, name))
  }
  return out
}

const resourceCache = new Map<string, PaperResources>()
/** @param dir the program's resources folder. Kept after the first call. */
export function loadPaperResources(dir: string): PaperResources {
  const known = resourceCache.get(dir)
  if (known) return known
  const papers = join(dir, 'papers')
  const { words, pages, 'protected-words': protectedWords, ...templates } = folder(papers)
  const loaded: PaperResources = {
    templates,
    layouts: folder(join(papers, 'layouts')),
    pages: pages as Record<string, unknown>,
    words: words as Words,
    protectedWords: protectedWords as ProtectedWords,
    advances: json(join(dir, 'fonts', 'advances.json')) as Advances,
  }
  resourceCache.set(dir, loaded)
  return loaded
}

type Face = { file: string; weight: 400 | 700; style: 'normal' | 'italic'; sha256: string }

/**
 * The four faces, each checked against its known fingerprint: a paper printed with a replacement font would have other
 * lines and other pages. @throws Fault paper.fontMissing when a file is not there or is not the one the program came with.
 */
export function checkedFonts(dir: string): { face: Face; bytes: Buffer }[] {
  const { faces } = json(join(dir, 'fonts', 'faces.json')) as { faces: Face[] }
  return faces.map((face) => {
    const path = join(dir, 'fonts', face.file)
    let bytes: Buffer
    try {
      bytes = readFileSync(path)
    } catch (cause) {
      throw new Fault('paper.fontMissing', { font: face.file, path }, { cause })
    }
    if (createHash('sha256').update(bytes).digest('hex') !== face.sha256) {
      throw new Fault('paper.fontMissing', { font: face.file, path })
    }
    return { face, bytes }
  })
}

/** Fonts as data in the HTML itself: for the printer, which loads nothing. @throws Fault paper.fontMissing */
export function embeddedFonts(dir: string): FontSource {
  return {
    faces: checkedFonts(dir).map(({ face, bytes }) => ({
      weight: face.weight,
      style: face.style,
      url: `data:font/ttf;base64,${bytes.toString('base64')}`,
    })),
  }
}
