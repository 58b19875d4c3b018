/**
 * What a project is found by, and what is looked for: the same folding on both sides, so that a person finds what
 * another has typed (PEERS.md §4.5). Pure.
 */
import { looseKey, searchKey } from '../thai/text.ts'
import { searchFacets } from './rules.ts'

/** A row of resources/rules/search-spellings. */
export type Spelling = { name: string; variants: readonly string[]; whole?: boolean | undefined }

export type Folding = (text: string) => string

const LETTER = 'A-Za-z\u0E00-\u0E7F'

/**
 * The folding of one spelling table: search key, then every known variant replaced by the right word.
 */
export function foldingOf(spellings: readonly Spelling[]): Folding {
  const known = new Map<string, { name: string; whole: boolean }>()
  for (const { name, variants, whole } of spellings) {
    const right = searchKey(name)
    for (const variant of variants) {
      const key = searchKey(variant)
      if (key !== '') known.set(key, { name: right, whole: whole === true })
    }
  }
  // a right word is taken whole before a variant inside it is: แอสฟัลต์ is not แอสฟัล and a rest
  for (const { name } of spellings) {
    const right = searchKey(name)
    known.set(right, { name: right, whole: false })
  }
  const all = [...known.keys()].sort((a, b) => b.length - a.length)
  if (all.length === 0) return (text) => withMoo(searchKey(text))
  const pattern = new RegExp(
    all.map((variant) => variant.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
    'g',
  )
  const letter = new RegExp(`[${LETTER}]`, 'u')
  return (text) => {
    const key = searchKey(text)
    return withMoo(
      key.replace(pattern, (found, at: number) => {
        const spelling = known.get(found)
        if (!spelling) return found
        if (spelling.whole) {
          const before = key[at - 1] ?? ' '
          const after = key[at + found.length] ?? ' '
          if (letter.test(before) || before === '.') return found
          if (!found.endsWith('.') && letter.test(after)) return found
        }
        return spelling.name
      }),
    )
  }
}

/** หมู่ที่ 1 is not หมู่ที่ 12: the number gets an end. */
function withMoo(key: string): string {
  return key.replace(/หมู่ที่ ?([0-9]{1,3})(?![0-9])/g, 'หมู่ที่$1;')
}

// Loose text stands in an alphabet of its own beside the exact one, facets as three signs of private use: the one
// full-text index answers for all of them, and none is ever taken for another.
const LOOSE = 0xe100
const FACET = 0xe300
const FACET_VALUE = 0xe400
const FACET_VALUES = 5000
const PRIVATE = /[\uE000-\uF8FF]/g

/** Shorter words fold to too much else when they are made loose: ป่า, ป้า, ปา (core/thai/text.ts looseKey). */
const LOOSE_LETTERS = 4

/** The loose form of a folded text without spaces, in the alphabet of its own. */
export function looseOf(folded: string): string {
  return looseKey(folded).replace(/[\u0E00-\u0E7F]/g, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) - 0x0e00 + LOOSE),
  )
}

/** What a list of projects can be narrowed by; the order is part of the index. */
export const facetKinds = ['office', ...searchFacets] as const
export type FacetKind = (typeof facetKinds)[number]

/** The sign of one facet's value. Two values may share one (1 in 25 million); what is found is checked again. */
export function facetSign(kind: FacetKind, value: string | number): string {
  let hash = 0x811c9dc5
  for (const character of `${kind}:${value}`) {
    hash ^= character.codePointAt(0) ?? 0
    hash = Math.imul(hash, 0x01000193) >>> 0
  }
  const high = hash % FACET_VALUES
  const low = Math.floor(hash / FACET_VALUES) % FACET_VALUES
  return String.fromCharCode(FACET + facetKinds.indexOf(kind), FACET_VALUE + high, FACET_VALUE + low)
}

/** The text under which a project stands in the index: its parts exact and loose, and its facets. */
export function indexText(
  fold: Folding,
  parts: Iterable<string>,
  facets: Iterable<readonly [FacetKind, string | number]>,
): string {
  const exact = new Set<string>()
  for (const part of parts) {
    const key = squeezed(fold(part))
    if (key !== '') exact.add(key)
  }
  const loose = new Set<string>()
  for (const key of exact) loose.add(looseOf(key))
  const signs = [...facets].map(([kind, value]) => facetSign(kind, value)).join('')
  // the bars give the last letters two neighbours: words of one and two letters are looked up by what they begin
  return `${[...exact].join('|')}||${[...loose].join('|')}||${signs}`
}

function squeezed(key: string): string {
  return key.replaceAll(' ', '').replace(PRIVATE, '')
}

/** A word looked for, in the form in which it stands in the index. */
export type SoughtWord = string

/**
 * The words that must all be found. `loose`: short words too are taken loosely, for a second try.
 */
export function soughtWords(fold: Folding, text: string, loose = false): SoughtWord[] {
  const words = fold(text)
    .split(' ')
    .map(squeezed)
    .filter((word) => word !== '')
    .map((word) => {
      const form = looseOf(word)
      return (loose && word.length > 1) || form.length >= LOOSE_LETTERS ? form : word
    })
    .filter((word) => word !== '')
  return [...new Set(words)]
}

/** The words in their loose form as their three-letter pieces, for what is only alike. */
export function looseTrigrams(fold: Folding, text: string): string[][] {
  return soughtWords(fold, text, true)
    .map((word) => {
      const found = new Set<string>()
      for (let at = 0; at + 3 <= word.length; at += 1) found.add(word.slice(at, at + 3))
      return [...found]
    })
    .filter((pieces) => pieces.length > 0)
}

/** How alike a text is: words of which it holds at least half the pieces count by their share. 0 = not alike. */
export function likeness(words: readonly (readonly string[])[], text: string): number {
  let alike = 0
  let sum = 0
  for (const pieces of words) {
    const share = pieces.filter((piece) => text.includes(piece)).length / pieces.length
    if (share >= 0.5) alike += 1
    sum += share
  }
  return alike * 2 >= words.length && alike > 0 ? sum / words.length : 0
}
