/**
 * Which papers a project still lacks, by its budget source (DOMAIN.md §3.5). What is asked for is data
 * (resources/rules/project-documents, budget-sources, works-words). Pure.
 */
import { searchKey } from '../thai/text.ts'

export type DocumentRule = {
  key: string
  name: string
  budgetSources: readonly string[]
  works: boolean
  goods?: boolean | undefined
  order: number
}
export type SourceRule = { key: string; name: string; words?: readonly string[] | undefined }
export type WorksRule = { name: string; kind: 'works' | 'goods' | 'other' }
export type DocumentState = 'have' | 'asked' | 'notNeeded' | 'missing'

const squeeze = (text: string) => searchKey(text).replaceAll(' ', '')

/**
 * Finds the key of a budget source as people write it: its name, else the table's word that stands first in it, the
 * longest of those. @returns '' when none fits
 */
export function sourceFinder(sources: readonly SourceRule[]): (text: string) => string {
  const names = new Map(sources.map((source) => [squeeze(source.name), source.key]))
  const words = sources
    .flatMap((source) => (source.words ?? []).map((word) => ({ word: squeeze(word), key: source.key })))
    .filter(({ word }) => word !== '')
  const first = (key: string): string => {
    let best = { at: Number.POSITIVE_INFINITY, length: 0, key: '' }
    for (const { word, key: source } of words) {
      const at = key.indexOf(word)
      if (at >= 0 && (at < best.at || (at === best.at && word.length > best.length)))
        best = { at, length: word.length, key: source }
    }
    return best.key
  }
  const known = new Map<string, string>()
  return (text) => {
    let found = known.get(text)
    if (found === undefined) {
      const key = squeeze(text)
      found = key === '' ? '' : (names.get(key) ?? first(key))
      known.set(text, found)
    }
    return found
  }
}

/** Guesses by its name what a project is; the word that stands first decides. @returns null when no word is known */
export function worksGuesser(rules: readonly WorksRule[]): (name: string) => WorksRule['kind'] | null {
  const words = rules.map((rule) => ({ word: squeeze(rule.name), kind: rule.kind }))
  return (name) => {
    const key = squeeze(name)
    let best: { at: number; length: number; kind: WorksRule['kind'] } | null = null
    for (const { word, kind } of words) {
      const at = key.indexOf(word)
      if (at < 0) continue
      if (best === null || at < best.at || (at === best.at && word.length > best.length))
        best = { at, length: word.length, kind }
    }
    return best?.kind ?? null
  }
}

export type Readiness = {
  papers: { key: string; name: string; state: DocumentState }[]
  /** Of the papers that are needed how many are there, 0–100; null when none is asked for. */
  percent: number | null
}

/**
 * The checklist of one project.
 *
 * @param sourceKey key of the budget source, '' when it is not said: then nothing is asked for
 * @param kind what the project is, as the officer said or its name tells; null = unknown, asks for no papers of works
 * @param states what is known of each paper
 */
export function readinessOf(
  documents: readonly DocumentRule[],
  sourceKey: string,
  kind: WorksRule['kind'] | null,
  states: ReadonlyMap<string, DocumentState>,
): Readiness {
  const asked = documents
    .filter(
      (rule) =>
        rule.budgetSources.includes(sourceKey) &&
        (!rule.works || kind === 'works') &&
        (rule.goods !== true || kind === 'goods'),
    )
    .sort((a, b) => a.order - b.order)
  const papers = asked.map(({ key, name }) => ({ key, name, state: states.get(key) ?? ('missing' as const) }))
  const needed = papers.filter((paper) => paper.state !== 'notNeeded')
  const there = needed.filter((paper) => paper.state === 'have').length
  const percent =
    papers.length === 0 ? null : needed.length === 0 ? 100 : Math.floor((there * 100) / needed.length)
  return { papers, percent }
}
