import { type SQL, sql } from 'drizzle-orm'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames } from '../plans/areas.ts'
import { formatThaiDate } from '../thai/dates.ts'
import type { FacetCount, FoundPaper, FoundProjects, ProjectFacets, ProjectLine } from './contract.ts'
import { readFolding, readyWord } from './facts.ts'
import {
  COUNT_CAP,
  FACET_CAP,
  type ProjectFilters,
  type ProjectSearch,
  type SearchFacet,
  searchFacets,
} from './rules.ts'
import { type Folding, facetSign, indexText, likeness, looseTrigrams, soughtWords } from './search-text.ts'

/** Facts that are brought up to date within one question; after a big take-in the rest follows with the next ones. */
const FRESH_AT_ONCE = 2000
/** Trigrams that begin with a two-letter word; there are some hundreds at most. */
const MAX_TERMS = 400
/** A letter with which more trigrams begin is so common that texts are sooner looked into than listed. */
const MAX_LETTER_TERMS = 48
/** Projects that are compared when nothing holds all words. */
const LIKELY_CANDIDATES = 1500
const LIKELY_SHOWN = 50
const LIKELY_WITHOUT = [0, 1, 2, 4, 7, 11]

type Match = {
  /** Expression for the full-text index; null = no word and no facet. */
  match: string | null
  /** All words looked for, as they stand in the text. */
  words: readonly string[]
  /** Words of one letter: looked up in the text itself. */
  letters: string[]
  /** A word that no text holds. */
  impossible: boolean
}

/**
 * Projects that hold every word, in any order of words, in their names, places, problems, agencies, papers or names of
 * files. First as typed (long words loosely: core/thai/text.ts looseKey), then short words loosely too, then what is
 * only alike – and says which it was.
 */
export function searchProjects(
  cx: QueryContext,
  input: ProjectSearch & { offset: number; limit: number; sort?: 'newest' | 'name' | 'budget' | undefined },
): FoundProjects {
  const waiting = cx.upToDate(FRESH_AT_ONCE)
  const fold = readFolding(cx)
  const filters = filtersOf(cx, input)
  const sort = input.sort ?? 'newest'
  for (const how of ['exact', 'loose'] as const) {
    const words = soughtWords(fold, input.text, how === 'loose')
    const match = matchOf(cx, words, filters)
    const total = match.impossible ? 0 : countUpTo(cx, match, filters)
    if (total > 0 || words.length === 0) {
      const numbers = pageOf(cx, match, filters, { ...input, sort, total })
      return { ...counted(total, match), how, waiting, rows: linesOf(cx, numbers) }
    }
  }
  const likely = likelyNumbers(cx, looseTrigrams(fold, input.text), filters)
  return {
    total: likely.length,
    more: false,
    how: 'likely',
    waiting,
    rows: linesOf(cx, likely.slice(input.offset, input.offset + input.limit)),
  }
}

/** A list without words and facets is counted to its end: its index is narrow. */
function counted(total: number, match: Match): { total: number; more: boolean } {
  if (match.match === null && match.letters.length === 0) return { total, more: false }
  return { total: Math.min(total, COUNT_CAP), more: total > COUNT_CAP }
}

type Filters = {
  officeId: string | null
  signs: string[]
  /** The same as conditions on the facts, for what is not asked of the index. */
  conditions: SQL[]
}

function filtersOf(cx: QueryContext, input: ProjectSearch, without?: SearchFacet): Filters {
  const officeId = input.officeId === undefined ? cx.office().id : input.officeId
  const signs: string[] = []
  const conditions: SQL[] = []
  if (officeId !== null) {
    signs.push(facetSign('office', officeId))
    conditions.push(sql`f.officeId = ${officeId}`)
  }
  for (const [facet, value] of chosen(input.filters, without)) {
    signs.push(facetSign(facet, value))
    conditions.push(conditionOf(facet, value))
  }
  return { officeId, signs, conditions }
}

function chosen(filters: ProjectFilters | undefined, without?: SearchFacet): [SearchFacet, string][] {
  return searchFacets.flatMap((facet): [SearchFacet, string][] => {
    const value = filters?.[facet]
    return value === undefined || facet === without ? [] : [[facet, value]]
  })
}

const columns: Record<Exclude<SearchFacet, 'readiness'>, SQL> = {
  tambon: sql`f.tambonCode`,
  village: sql`f.villageId`,
  planFy: sql`f.planFy`,
  level: sql`f.level`,
  issue: sql`f.issue`,
  source: sql`f.budgetSource`,
  projectClass: sql`f.projectClass`,
  fate: sql`f.fate`,
  planState: sql`f.planState`,
}

function conditionOf(facet: SearchFacet, value: string): SQL {
  if (facet === 'readiness') {
    if (value === 'none') return sql`f.readiness IS NULL`
    return value === 'ready' ? sql`f.readiness = 100` : sql`f.readiness < 100`
  }
  if (facet === 'planFy') return sql`f.planFy = ${Number(value)}`
  return value === '' && (facet === 'tambon' || facet === 'village')
    ? sql`${columns[facet]} IS NULL`
    : sql`${columns[facet]} = ${value}`
}

/** Words and facets as one expression of the trigram index. */
function matchOf(cx: QueryContext, words: readonly string[], filters: Filters): Match {
  const parts: string[] = []
  const letters: string[] = []
  for (const word of words) {
    const length = [...word].length
    if (length >= 3) parts.push(quoted(word))
    else {
      const most = length === 1 ? MAX_LETTER_TERMS : MAX_TERMS
      const terms = termsOf(cx, word, most)
      if (terms.length === 0) return { match: null, words, letters: [], impossible: true }
      if (terms.length >= most) letters.push(word)
      else parts.push(`(${terms.map(quoted).join(' OR ')})`)
    }
  }
  // the office alone is answered faster by its own index
  const onlyOffice = parts.length === 0 && filters.signs.length === (filters.officeId === null ? 0 : 1)
  if (!onlyOffice) parts.push(...filters.signs.map(quoted))
  return { match: parts.length === 0 ? null : parts.join(' AND '), words, letters, impossible: false }
}

function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}

/** Trigrams that begin with a word of one or two letters. */
function termsOf(cx: QueryContext, word: string, most: number): string[] {
  return cx.db
    .values<[string]>(
      sql`SELECT term FROM projectTextTerm WHERE term >= ${word} AND term < ${`${word}\u{10FFFF}`} LIMIT ${most}`,
    )
    .map(([term]) => term)
}

/** Conditions beside the index. */
function besides(match: Match, filters: Filters): SQL {
  const all = [...filters.conditions, ...match.letters.map((word) => sql`instr(f.text, ${word}) > 0`)]
  return all.length === 0 ? sql`1` : sql.join(all, sql` AND `)
}

/** How many there are, counted no further than is said (COUNT_CAP + 1). */
function countUpTo(cx: QueryContext, match: Match, filters: Filters): number {
  const limit = match.match === null && match.letters.length === 0 ? -1 : COUNT_CAP + 1
  const from =
    match.match === null
      ? sql`FROM projectFacts f WHERE ${besides(match, filters)}`
      : match.letters.length === 0
        ? sql`FROM projectText WHERE projectText MATCH ${match.match}`
        : sql`FROM projectText t CROSS JOIN projectFacts f ON f.n = t.rowid
            WHERE t.projectText MATCH ${match.match} AND ${besides(match, filters)}`
  return cx.db.values<[number]>(sql`SELECT count(*) FROM (SELECT 1 ${from} LIMIT ${limit})`)[0]?.[0] ?? 0
}

type Paging = { offset: number; limit: number; sort: 'newest' | 'name' | 'budget'; total: number }

/** Numbers of the projects of one page. */
function pageOf(cx: QueryContext, match: Match, filters: Filters, page: Paging): number[] {
  const where = besides(match, filters)
  const slice = sql`LIMIT ${page.limit} OFFSET ${page.offset}`
  const order = {
    newest: sql`f.n DESC`,
    name: sql`f.sortName, f.n`,
    budget: sql`f.total DESC, f.n DESC`,
  }[page.sort]
  const numbers = (query: SQL) => cx.db.values<[number]>(query).map(([n]) => n)
  if (match.match === null)
    return numbers(sql`SELECT f.n FROM projectFacts f WHERE ${where} ORDER BY ${order} ${slice}`)
  if (page.sort === 'newest') {
    return numbers(
      sql`SELECT t.rowid FROM projectText t CROSS JOIN projectFacts f ON f.n = t.rowid
        WHERE t.projectText MATCH ${match.match} AND ${where} ORDER BY t.rowid DESC ${slice}`,
    )
  }
  if (page.total <= COUNT_CAP) {
    return numbers(
      sql`SELECT f.n FROM projectText t CROSS JOIN projectFacts f ON f.n = t.rowid
        WHERE t.projectText MATCH ${match.match} AND ${where} ORDER BY ${order} ${slice}`,
    )
  }
  // So many fit that the first ones are found sooner by walking along the order than by sorting them all.
  const index = sql.raw(
    `projectFacts${filters.officeId === null ? 'All' : ''}${page.sort === 'name' ? 'Name' : 'Total'}`,
  )
  const holds = match.words.map((word) => sql`AND instr(f.text, ${word}) > 0`)
  return numbers(
    sql`SELECT f.n FROM projectFacts f INDEXED BY ${index} WHERE ${where} ${sql.join(holds, sql` `)} ORDER BY ${order} ${slice}`,
  )
}

/**
 * Projects that share the rarest three-letter pieces of what was typed, the most alike first; half of the words must be
 * there by half of their pieces.
 */
function likelyNumbers(cx: QueryContext, words: readonly (readonly string[])[], filters: Filters): number[] {
  const pieces = JSON.stringify([...new Set(words.flat())])
  const known = cx.db
    .values<[string, number]>(
      sql`SELECT v.term, v.doc FROM json_each(${pieces}) j CROSS JOIN projectTextTerm v ON v.term = j.value`,
    )
    .map(([term, docs]) => ({ term, docs }))
    .sort((a, b) => a.docs - b.docs)
  const scores = new Map<number, number>()
  const gather = (terms: readonly string[], most: number): number => {
    const match = [...terms, ...filters.signs].map(quoted).join(' AND ')
    const found = cx.db.values<[number]>(
      sql`SELECT rowid FROM projectText WHERE projectText MATCH ${match} ORDER BY rowid DESC LIMIT ${most}`,
    )
    for (const [n] of found) scores.set(n, (scores.get(n) ?? 0) + terms.length)
    return found.length
  }
  // texts with the rarest pieces
  let seen = 0
  for (const { term, docs } of known) {
    if (seen + docs > LIKELY_CANDIDATES) break
    seen += docs
    gather([term], LIKELY_CANDIDATES)
  }
  // texts with nearly all pieces: the rarest, which may be the misspelt ones, are left out one after the other
  for (const without of LIKELY_WITHOUT.filter((count) => count < known.length)) {
    const terms = known.slice(without).map(({ term }) => term)
    if (gather(terms, LIKELY_SHOWN) >= LIKELY_SHOWN) break
  }
  const best = [...scores]
    .sort((a, b) => b[1] - a[1] || b[0] - a[0])
    .slice(0, LIKELY_SHOWN * 2)
    .map(([n]) => n)
  if (best.length === 0) return []
  const none = { match: null, words: [], letters: [], impossible: false }
  const texts = cx.db.values<[number, string]>(
    sql`SELECT n, text FROM projectFacts f WHERE n IN (SELECT value FROM json_each(${JSON.stringify(best)}))
      AND ${besides(none, filters)}`,
  )
  return texts
    .map(([n, text]) => ({ n, alike: likeness(words, text) }))
    .filter(({ alike }) => alike > 0)
    .sort((a, b) => b.alike - a.alike || b.n - a.n)
    .slice(0, LIKELY_SHOWN)
    .map(({ n }) => n)
}

type LineRow = [
  n: number,
  id: string,
  officeId: string,
  name: string,
  tambonCode: string | null,
  districtCode: string | null,
  villageName: string | null,
  villageKind: 'village' | 'community' | null,
  mooNo: number | null,
  level: string,
  planFy: number,
  total: number,
  fate: string,
  readiness: number | null,
]

/** The lines of a list in the order of their numbers; one statement. */
function linesOf(cx: QueryContext, numbers: readonly number[]): ProjectLine[] {
  if (numbers.length === 0) return []
  const rows = cx.db.values<LineRow>(
    sql`SELECT f.n, p.id, p.officeId, p.name, p.tambonCode, p.districtCode, v.name, v.kind, v.mooNo, f.level, f.planFy,
        f.total, f.fate, f.readiness
      FROM json_each(${JSON.stringify(numbers)}) j JOIN projectFacts f ON f.n = j.value JOIN project p ON p.n = f.n
      LEFT JOIN village v ON v.id = p.villageId ORDER BY j.key`,
  )
  const nameOf = areaNames(cx)
  return rows.map(
    ([
      ,
      id,
      officeId,
      name,
      tambonCode,
      districtCode,
      villageName,
      villageKind,
      mooNo,
      ...rest
    ]): ProjectLine => {
      const [level, planFy, total, fate, readiness] = rest
      return {
        id,
        officeId,
        name,
        originName: nameOf({ villageName, villageKind, mooNo, tambonCode, districtCode }),
        tambonName: tambonCode === null ? '' : (cx.geography.nameOf(tambonCode) ?? tambonCode),
        districtName: districtCode === null ? '' : (cx.geography.nameOf(districtCode) ?? districtCode),
        level,
        planFy,
        total,
        fate: fate === '' ? null : fate,
        readiness,
      }
    },
  )
}

type FacetRow = [
  tambon: string | null,
  planFy: number,
  level: string,
  issue: string,
  source: string,
  projectClass: string,
  fate: string,
  planState: string,
  readiness: number | null,
  village: string | null,
  count: number,
]

/**
 * What the found projects can be narrowed by, with counts. Each facet is counted under the others' choices, so that one
 * can go from one value to the next.
 */
export function projectFacets(cx: QueryContext, input: ProjectSearch): ProjectFacets {
  cx.upToDate(FRESH_AT_ONCE)
  const all = countFacets(cx, input)
  const facets = { ...all.facets }
  let more = all.more
  for (const [facet] of chosen(input.filters)) {
    const own = countFacets(cx, input, facet)
    facets[facet] = own.facets[facet]
    more ||= own.more
  }
  return { more, facets: withLabels(cx, facets, input.officeId === null) }
}

type Counts = Record<SearchFacet, Map<string, number>>

function countFacets(
  cx: QueryContext,
  input: ProjectSearch,
  without?: SearchFacet,
): { more: boolean; facets: Counts } {
  const facets = Object.fromEntries(searchFacets.map((facet) => [facet, new Map()])) as Counts
  const filters = filtersOf(cx, input, without)
  const fold = readFolding(cx)
  const words = soughtWords(fold, input.text)
  let match = matchOf(cx, words, filters)
  if (words.length > 0 && (match.impossible || countUpTo(cx, match, filters) === 0))
    match = matchOf(cx, soughtWords(fold, input.text, true), filters)
  if (match.impossible) return { more: false, facets }
  // in the order of their index; villages only of one tambon: a province has thousands
  const inTambon = input.filters?.tambon !== undefined && without !== 'tambon'
  const columns = sql`tambonCode, planFy, level, issue, budgetSource, projectClass, fate, planState, readiness`
  const villageColumn = inTambon ? sql`villageId` : sql`NULL`
  const grouped = inTambon ? sql`${columns}, villageId` : columns
  const where = besides(match, filters)
  const rows =
    match.match === null
      ? cx.db.values<FacetRow>(
          sql`SELECT ${columns}, ${villageColumn}, count(*) FROM projectFacts f WHERE ${where} GROUP BY officeId, ${grouped}`,
        )
      : cx.db.values<FacetRow>(
          sql`SELECT ${columns}, ${villageColumn}, 1 FROM projectFacts f WHERE ${where} AND f.n IN
            (SELECT rowid FROM projectText WHERE projectText MATCH ${match.match} ORDER BY rowid DESC LIMIT ${FACET_CAP + 1})`,
        )
  for (const [
    tambon,
    planFy,
    level,
    issue,
    source,
    projectClass,
    fate,
    planState,
    readiness,
    village,
    n,
  ] of rows) {
    const values: Record<SearchFacet, string> = {
      tambon: tambon ?? '',
      village: village ?? '',
      planFy: String(planFy),
      level,
      issue,
      source,
      projectClass,
      fate,
      planState,
      readiness: readyWord(readiness),
    }
    for (const facet of searchFacets) {
      if (facet === 'village' && !inTambon) continue
      const counts = facets[facet]
      counts.set(values[facet], (counts.get(values[facet]) ?? 0) + n)
    }
  }
  return { more: match.match !== null && rows.length > FACET_CAP, facets }
}

/** Names of areas; the words of the other facets are the screen's and the rule tables'. */
function withLabels(
  cx: QueryContext,
  facets: Counts,
  everywhere: boolean,
): Record<SearchFacet, FacetCount[]> {
  const nameOf = areaNames(cx)
  const villages = [...facets.village.keys()].filter((id) => id !== '')
  const villageNames = new Map(
    cx.db
      .values<[string, string, 'village' | 'community', number | null]>(
        sql`SELECT id, name, kind, mooNo FROM village WHERE id IN (SELECT value FROM json_each(${JSON.stringify(villages)}))`,
      )
      .map(([id, villageName, villageKind, mooNo]) => [id, nameOf({ villageName, villageKind, mooNo })]),
  )
  const label = (facet: SearchFacet, value: string): string => {
    if (facet === 'tambon') {
      const path = cx.geography.pathOf(value)
      // two districts may have a tambon of one name
      return [path.at(-1)?.name ?? value, everywhere ? (path.at(-2)?.name ?? '') : ''].join(' ').trim()
    }
    return facet === 'village' ? (villageNames.get(value) ?? value) : value
  }
  return Object.fromEntries(
    searchFacets.map((facet) => [
      facet,
      [...facets[facet]]
        .map(([value, count]): FacetCount => ({ value, label: label(facet, value), count }))
        .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)),
    ]),
  ) as Record<SearchFacet, FacetCount[]>
}

const PAPERS_SHOWN = 20
/** Folded papers, so that typing on does not fold them again; there are some thousand of them at most. */
const foldedPapers = new WeakMap<Folding, Map<string, string>>()

/** Letters, orders and directives of the own office that hold all words; the newest first. */
export function searchPapers(cx: QueryContext, input: { text: string }): FoundPaper[] {
  const fold = readFolding(cx)
  const words = soughtWords(fold, input.text)
  if (words.length === 0) return []
  const officeId = cx.office().id
  type Row = [id: string, title: string, other: string, number: string | null, dated: string | null]
  const sources: [FoundPaper['kind'], (id: string) => string, Row[]][] = [
    [
      'letter',
      (id) => `/papers/letters/${id}`,
      cx.db.values<Row>(
        sql`SELECT id, subject, addressee, CASE WHEN number IS NULL THEN NULL ELSE number || '/' || numberYear END, dated
          FROM letter WHERE officeId = ${officeId} ORDER BY dated DESC, id DESC`,
      ),
    ],
    [
      'order',
      (id) => `/orders/${id}`,
      cx.db.values<Row>(
        sql`SELECT o.id, o.subject, b.name, CASE WHEN o.number IS NULL THEN NULL ELSE o.number || '/' || o.numberYear END, o.signedOn
          FROM appointmentOrder o JOIN body b ON b.id = o.bodyId WHERE o.officeId = ${officeId} ORDER BY o.signedOn DESC, o.id DESC`,
      ),
    ],
    [
      'directive',
      (id) => `/directives/${id}`,
      cx.db.values<Row>(
        sql`SELECT id, subject, fromOffice, number, dated FROM directive WHERE officeId = ${officeId} ORDER BY dated DESC, id DESC`,
      ),
    ],
  ]
  const folded = foldedPapers.get(fold) ?? new Map<string, string>()
  foldedPapers.set(fold, folded)
  const textOf = (parts: readonly string[]): string => {
    const key = parts.join('\n')
    let text = folded.get(key)
    if (text === undefined) {
      text = indexText(fold, parts, [])
      folded.set(key, text)
    }
    return text
  }
  return sources
    .flatMap(([kind, href, rows]) =>
      rows
        .filter(([, title, other, number]) => {
          const text = textOf([title, other, number ?? ''])
          return words.every((word) => text.includes(word))
        })
        .map(([id, title, other, number, dated]) => ({
          dated: dated ?? '',
          found: {
            kind,
            id,
            title,
            detail: [
              number ?? '',
              dated === null ? '' : formatThaiDate(dated, { style: 'short', digits: 'arabic' }),
              other,
            ]
              .filter((part) => part !== '')
              .join(' · '),
            href: href(id),
          } satisfies FoundPaper,
        })),
    )
    .sort((a, b) => (a.dated < b.dated ? 1 : a.dated > b.dated ? -1 : 0))
    .slice(0, PAPERS_SHOWN)
    .map(({ found }) => found)
}
