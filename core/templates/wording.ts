import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { ruleItems } from '../rules/queries.ts'
import type { WordingDetail } from './contract.ts'
import { keptWording } from './kept.ts'
import { templatesAbout } from './own.ts'
import {
  checkEdit,
  isNode,
  type WordingEdit,
  type WordingEntry,
  type WordingFacts,
  withAt,
  withWording,
  wordingAt,
  wordingTags,
  wordingTexts,
} from './rules.ts'

/** Words that are only being looked at: read in the place of those that the office keeps. */
export type WordingDraft = {
  wordingDraft?: { id: string; edits: readonly WordingEdit[] }
}
type Reader = Pick<QueryContext, 'db' | 'resources'> & WordingDraft

/** Which tags and groups a wording has. @throws Fault record.notFound for one that offices do not change */
export function factsOfWording(cx: Pick<QueryContext, 'resources'>, id: string): WordingFacts {
  const { wordings } = templatesAbout(cx)
  const facts = Object.hasOwn(wordings, id) ? wordings[id] : undefined
  if (facts === undefined) throw new Fault('record.notFound', { kind: 'wording', id })
  return facts
}

function program(cx: Pick<QueryContext, 'resources'>, id: string): unknown {
  return cx.resources.json<unknown>(`papers/wording/${id}.json`)
}

/** Entries of its own that an office may add to one group. */
const MOST_OWN = 40

const keysOf = (group: unknown): string[] =>
  Array.isArray(group)
    ? group.flatMap((one) => (isNode(one) ? [String(one.key)] : []))
    : isNode(group)
      ? Object.keys(group)
      : []

/** Groups of a wording with the entries that an office may add to them. */
export function addableOf(cx: Reader, id: string): WordingDetail['addable'] {
  const words = program(cx, id)
  return factsOfWording(cx, id).maps.flatMap(({ path, keys, like, prefix }) => {
    const taken = new Set(keysOf(wordingAt(words, path)))
    const offered =
      keys === 'own'
        ? Array.from({ length: MOST_OWN }, (_unused, at) => ({ key: `${prefix}-${at + 1}`, name: '' }))
        : [...ruleItems(cx, keys)].map(([key, item]) => ({ key, name: String(item.name ?? key) }))
    return offered.filter(({ key }) => !taken.has(key)).map((one) => ({ path, like, ...one }))
  })
}

/** The program's wording with an entry, made like another of its group, for each that the office added. */
function withAdded(
  cx: Reader,
  id: string,
  edits: readonly { path: readonly string[] }[],
): { words: unknown; added: string[][] } {
  const added: string[][] = []
  let words = program(cx, id)
  const { maps } = factsOfWording(cx, id)
  if (maps.length === 0 || edits.length === 0) return { words, added }
  const offered = addableOf(cx, id)
  for (const { path } of edits) {
    const found = offered.find((one) => [...one.path, one.key].every((key, at) => path[at] === key))
    const map = maps.find((one) => one.path.join() === found?.path.join() && one.like === found?.like)
    if (map === undefined || found === undefined) continue
    const { key } = found
    const group = wordingAt(words, map.path)
    if (keysOf(group).includes(key)) continue
    const like = wordingAt(group, [map.like])
    if (!isNode(like)) continue
    added.push([...map.path, key])
    const made = { ...like, ...map.set }
    words = withAt(
      words,
      map.path,
      Array.isArray(group) ? [...group, { ...made, key }] : { ...(group as object), [key]: made },
    )
  }
  return { words, added }
}

/** Every text of a wording: the program's, and what the office says in its place. @throws Fault record.notFound */
export function entriesOf(
  cx: Reader,
  id: string,
  edits: readonly { path: readonly string[]; value: string | string[] }[],
): WordingEntry[] {
  const facts = factsOfWording(cx, id)
  const { words, added } = withAdded(cx, id, edits)
  const own = new Map(edits.map((edit) => [edit.path.join('\n'), edit.value]))
  return wordingTexts(words, facts).map(({ path, value }) => ({
    path,
    value: own.get(path.join('\n')) ?? value,
    program: added.some((one) => one.every((key, at) => path[at] === key)) ? null : value,
    needed: typeof value === 'string' && value !== '',
    tags: wordingTags(path, value, facts),
  }))
}

/** Names of the groups that a wording's entries stand in, by path: of a rule table's key, or the item's own name. */
export function titlesOf(
  cx: Reader,
  id: string,
  entries: readonly Pick<WordingEntry, 'path' | 'value'>[],
): Record<string, string> {
  const titles: Record<string, string> = {}
  const { maps } = factsOfWording(cx, id)
  for (const { path, value } of entries) {
    const group = path.slice(0, -1).join('.')
    if (path.at(-1) === 'name' && typeof value === 'string' && path.length > 2) titles[group] = value
  }
  for (const { path, keys } of maps) {
    if (keys === 'own') continue
    for (const [key, item] of ruleItems(cx, keys)) titles[[...path, key].join('.')] = String(item.name ?? key)
  }
  return titles
}

const cache = new WeakMap<object, Map<string, unknown>>()

/**
 * A wording as it is used: the program's, with the office's own words in it. The one way in which papers read them.
 *
 * @throws Fault template.wordingInvalid when a text of the office does not fit the program (any more)
 */
export function readWording<T>(cx: Reader, id: string): T {
  if (cx.wordingDraft?.id === id) return laidOver(cx, id, cx.wordingDraft) as T
  const kept = keptWording(cx, id)
  if (kept === undefined) return program(cx, id) as T
  const key = `${id}\n${JSON.stringify(kept.edits)}`
  const ofProgram = program(cx, id) as object
  const known = cache.get(ofProgram)?.get(key)
  if (known !== undefined) return known as T
  const made = laidOver(cx, id, kept)
  cache.set(ofProgram, new Map([[key, made]]))
  return made as T
}

function laidOver(cx: Reader, id: string, kept: { edits: readonly WordingEdit[] }): unknown {
  const entries = new Map(entriesOf(cx, id, kept.edits).map((entry) => [entry.path.join('\n'), entry]))
  let { words } = withAdded(cx, id, kept.edits)
  for (const [at, edit] of kept.edits.entries()) {
    const entry = entries.get(edit.path.join('\n'))
    // a text that the program has no place for any more is not printed by anything; the list of templates says so
    if (entry === undefined) continue
    const problem = checkEdit(edit, entry, at)[0]
    if (problem !== undefined)
      throw new Fault('template.wordingInvalid', {
        wording: factsOfWording(cx, id).name,
        what: String(problem.params.tag ?? edit.path.at(-1) ?? ''),
        id,
      })
    words = withWording(words, edit.path, edit.value)
  }
  return words
}
