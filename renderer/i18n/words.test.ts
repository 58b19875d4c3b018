import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { faultCatalogue } from '../../core/faults.ts'

const here = import.meta.dirname
const root = path.join(here, '../..')
type Words = Record<string, string>
const languages = ['th', 'en'] as const
const areas = readdirSync(path.join(here, 'th')).filter((name) => name.endsWith('.json'))
const read = (language: string, file: string) =>
  JSON.parse(readFileSync(path.join(here, language, file), 'utf8')) as Words
const namesIn = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/gu)].map((match) => match[1] ?? '').sort()

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(path.join(root, folder), { recursive: true })
    .map(String)
    .filter((name) => ending.test(name) && !name.includes('.test.'))
    .map((name) => path.join(root, folder, name))
}

describe('faults', () => {
  for (const language of languages) {
    const sentences = read(language, 'faults.json')
    it(`has a sentence for every code of the catalogue, and for no other (${language})`, () => {
      expect(Object.keys(sentences).sort()).toEqual(Object.keys(faultCatalogue).sort())
    })
    it(`names just the parameters that the code carries (${language})`, () => {
      const said = Object.fromEntries(
        Object.keys(faultCatalogue).map((code) => [code, [...new Set(namesIn(sentences[code] ?? ''))]]),
      )
      const carried = Object.fromEntries(
        // an id is for the button beside the sentence, not for the sentence
        Object.entries(faultCatalogue).map(([code, params]) => [
          code,
          params.filter((name) => name !== 'id' || (said[code] ?? []).includes('id')).sort(),
        ]),
      )
      expect(said).toEqual(carried)
    })
  }
  it('is Thai in Thai: no sentence without Thai letters, none that blames', () => {
    for (const [code, sentence] of Object.entries(read('th', 'faults.json'))) {
      expect(sentence, code).toMatch(/[ก-๙]/u)
      expect(sentence, code).not.toMatch(/ท่านทำผิด|คุณทำผิด|error|failed|invalid/iu)
    }
  })
})

describe('Thai and English', () => {
  it('have the same files', () => {
    expect(readdirSync(path.join(here, 'en')).sort()).toEqual(readdirSync(path.join(here, 'th')).sort())
  })
  for (const area of areas) {
    it(`have the same keys and placeholders: ${area}`, () => {
      const [thai, english] = [read('th', area), read('en', area)]
      expect(Object.keys(english).sort()).toEqual(Object.keys(thai).sort())
      for (const [key, text] of Object.entries(thai))
        expect(namesIn(english[key] ?? ''), key).toEqual(namesIn(text))
      for (const text of [...Object.values(thai), ...Object.values(english)]) expect(text.trim()).not.toBe('')
    })
  }
  it('has no key in two files', () => {
    const seen = new Map<string, string>()
    for (const area of areas.filter((name) => name !== 'faults.json' && name !== 'validation.json')) {
      for (const key of Object.keys(read('th', area))) {
        expect(seen.get(key), key).toBeUndefined()
        seen.set(key, area)
      }
    }
  })
})

describe('keys in use', () => {
  const words = Object.assign(
    {},
    ...areas.filter((name) => !/^(faults|validation)/u.test(name)).map((name) => read('th', name)),
  ) as Words
  const validation = read('th', 'validation.json')
  const sources = filesUnder('renderer', /\.tsx?$/u).map((file) => ({
    file,
    text: readFileSync(file, 'utf8'),
  }))

  it('has every key that a screen names', () => {
    const missing: string[] = []
    for (const { file, text } of sources) {
      for (const [, key = ''] of text.matchAll(/\bt\(\s*'([a-zA-Z]+\.[\w.-]+)'/gu))
        if (!(key in words)) missing.push(`${key} (${path.basename(file)})`)
      for (const [, key = ''] of text.matchAll(/\bt\(\s*'validation:([\w.-]+)'/gu))
        if (!(key in validation)) missing.push(`validation:${key} (${path.basename(file)})`)
    }
    expect(missing).toEqual([])
  })

  it('has at least one word for every family of keys that a screen puts together', () => {
    const missing: string[] = []
    for (const { file, text } of sources) {
      for (const [, prefix = ''] of text.matchAll(/\bt\(\s*`([a-zA-Z]+\.[\w.]*)\$\{/gu)) {
        if (!Object.keys(words).some((key) => key.startsWith(prefix)))
          missing.push(`${prefix}… (${path.basename(file)})`)
      }
    }
    expect(missing).toEqual([])
  })

  it('has a sentence for every rule of the contracts', () => {
    const missing = new Set<string>()
    for (const file of filesUnder('core', /(rules|contract|fields|commands)\.ts$/u)) {
      for (const [, key = ''] of readFileSync(file, 'utf8').matchAll(/\{\s*error: '([a-zA-Z]+)'/gu))
        if (!(key in validation)) missing.add(key)
    }
    expect([...missing]).toEqual([])
  })

  it('has words for every step of every task', () => {
    const missing = new Set<string>()
    for (const file of filesUnder('core', /\.ts$/u)) {
      for (const [, key = ''] of readFileSync(file, 'utf8').matchAll(/\bstep: '([a-zA-Z.]+)'/gu))
        if (!(key in words)) missing.add(key)
    }
    expect([...missing]).toEqual([])
  })
})
