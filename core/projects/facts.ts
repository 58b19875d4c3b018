import type { Database, Statement } from 'better-sqlite3'
import type { QueryContext } from '../kernel/context.ts'
import { groupBy } from '../kernel/group.ts'
import { areaNames } from '../plans/areas.ts'
import { levelHeight, type PlanLevel } from '../plans/rules.ts'
import { readRules } from '../rules/queries.ts'
import { sortKey } from '../thai/text.ts'
import { type DocumentState, readinessOf, sourceFinder, type WorksRule, worksGuesser } from './readiness.ts'
import { type FacetKind, type Folding, foldingOf, indexText } from './search-text.ts'

/** Changed when this file makes facts otherwise than before: files opened by a newer program are brought up to date. */
const FACTS_VERSION = 1
const BATCH = 500

type FactsContext = Pick<QueryContext, 'db' | 'geography' | 'resources'>

/** What facts are made by, read once a refresh. */
export type FactRules = {
  fold: Folding
  sourceOf(text: string): string
  guess(name: string): WorksRule['kind'] | null
  percent(
    sourceKey: string,
    kind: WorksRule['kind'] | null,
    states: Map<string, DocumentState>,
  ): number | null
  areaName: ReturnType<typeof areaNames>
  tambonName(code: string): string
  documentName(key: string): string
}

export function readFactRules(cx: FactsContext): FactRules {
  const documents = readRules(cx, 'project-documents').items
  const names = new Map(documents.map((rule) => [rule.key, rule.name]))
  return {
    fold: readFolding(cx),
    sourceOf: sourceFinder(readRules(cx, 'budget-sources').items),
    guess: worksGuesser(readRules(cx, 'works-words').items),
    percent: (sourceKey, kind, states) => readinessOf(documents, sourceKey, kind, states).percent,
    areaName: areaNames(cx),
    tambonName: (code) => cx.geography.nameOf(code) ?? code,
    documentName: (key) => names.get(key) ?? key,
  }
}

const foldings = new WeakMap<object, Folding>()

/** The folding of the office's own spelling table. */
export function readFolding(cx: Pick<QueryContext, 'db' | 'resources'>): Folding {
  const table = readRules(cx, 'search-spellings')
  let folding = foldings.get(table)
  if (!folding) {
    folding = foldingOf(table.items)
    foldings.set(table, folding)
  }
  return folding
}

type ProjectRow = {
  n: number
  id: string
  officeId: string
  name: string
  villageId: string | null
  tambonCode: string | null
  districtCode: string | null
  works: number | null
  villageName: string | null
  villageKind: 'village' | 'community' | null
  mooNo: number | null
}
type EntryRow = {
  projectId: string
  id: string
  planId: string
  level: PlanLevel
  planFy: number
  planState: string
  name: string
  issue: string
  projectClass: string
  problem: string
  objective: string
  site: string
  budgetSource: string
  leadAgency: string
  relatedAgencies: string
  sourceCode: string
  total: number
}

type Statements = Record<
  | 'dirty'
  | 'stale'
  | 'projects'
  | 'entries'
  | 'fates'
  | 'documents'
  | 'briefs'
  | 'attachments'
  | 'upsert'
  | 'clean'
  | 'left',
  Statement
>
const prepared = new WeakMap<Database, Statements>()

const ids = '(SELECT value FROM json_each(@ids))'

function statementsOf(raw: Database): Statements {
  const known = prepared.get(raw)
  if (known) return known
  const made: Statements = {
    dirty: raw.prepare('SELECT projectId FROM projectDirty LIMIT @most').pluck(),
    // gone, merged into another, or back under another number
    stale: raw.prepare(
      `DELETE FROM projectFacts WHERE projectId IN ${ids} AND NOT EXISTS
        (SELECT 1 FROM project p WHERE p.id = projectFacts.projectId AND p.n = projectFacts.n AND p.mergedIntoId IS NULL)`,
    ),
    projects: raw.prepare(
      `SELECT p.n, p.id, p.officeId, p.name, p.villageId, p.tambonCode, p.districtCode, p.works,
        v.name AS villageName, v.kind AS villageKind, v.mooNo
       FROM project p LEFT JOIN village v ON v.id = p.villageId WHERE p.id IN ${ids} AND p.mergedIntoId IS NULL`,
    ),
    entries: raw.prepare(
      `SELECT e.projectId, e.id, e.planId, l.level, l.planFy, l.state AS planState, e.name, e.issue, e.projectClass,
        e.problem, e.objective, e.site, e.budgetSource, e.leadAgency, e.relatedAgencies, e.sourceCode,
        (SELECT coalesce(sum(amount), 0) FROM entryBudget WHERE entryId = e.id) AS total
       FROM planEntry e JOIN plan l ON l.id = e.planId WHERE e.projectId IN ${ids} ORDER BY l.planFy, e.id`,
    ),
    fates: raw.prepare(`SELECT projectId, kind FROM fate WHERE projectId IN ${ids} ORDER BY dated, id`),
    documents: raw.prepare(
      `SELECT projectId, document, state, number FROM projectDocument WHERE projectId IN ${ids} ORDER BY id`,
    ),
    briefs: raw.prepare(
      `SELECT projectId, rationale, implementer FROM projectBrief WHERE projectId IN ${ids}`,
    ),
    attachments: raw.prepare(
      `SELECT subjectId AS projectId, name FROM attachment WHERE subjectTable = 'project' AND subjectId IN ${ids}
       UNION ALL
       SELECT d.projectId, a.name FROM projectDocument d
         JOIN attachment a ON a.subjectTable = 'projectDocument' AND a.subjectId = d.id
       WHERE d.projectId IN ${ids} ORDER BY 1, 2`,
    ),
    upsert: raw.prepare(
      `INSERT INTO projectFacts (n, projectId, officeId, tambonCode, villageId, entryId, planId, level, planFy,
        planState, issue, projectClass, budgetSource, leadAgency, total, fate, readiness, sortName, text)
       VALUES (@n, @projectId, @officeId, @tambonCode, @villageId, @entryId, @planId, @level, @planFy, @planState,
        @issue, @projectClass, @budgetSource, @leadAgency, @total, @fate, @readiness, @sortName, @text)
       ON CONFLICT (n) DO UPDATE SET projectId = excluded.projectId, officeId = excluded.officeId,
        tambonCode = excluded.tambonCode, villageId = excluded.villageId, entryId = excluded.entryId,
        planId = excluded.planId, level = excluded.level, planFy = excluded.planFy, planState = excluded.planState,
        issue = excluded.issue, projectClass = excluded.projectClass, budgetSource = excluded.budgetSource,
        leadAgency = excluded.leadAgency, total = excluded.total, fate = excluded.fate,
        readiness = excluded.readiness, sortName = excluded.sortName, text = excluded.text`,
    ),
    clean: raw.prepare(`DELETE FROM projectDirty WHERE projectId IN ${ids}`),
    left: raw.prepare('SELECT count(*) FROM projectDirty').pluck(),
  }
  prepared.set(raw, made)
  return made
}

/**
 * Brings the derived facts of changed projects up to date, in batches of a few statements each. Inside an open
 * transaction it is part of it, else each batch is a transaction of its own; nothing is audited, for nothing is said
 * that the records do not say.
 *
 * @param most projects to bring up to date now
 * @returns projects that still wait
 */
export function refreshFacts(
  raw: Database,
  rulesOf: () => FactRules,
  most = Number.POSITIVE_INFINITY,
): number {
  const statements = statementsOf(raw)
  let rules: FactRules | undefined
  for (let done = 0; done < most; ) {
    const dirty = statements.dirty.all({ most: Math.min(BATCH, most - done) }) as string[]
    if (dirty.length === 0) return 0
    rules ??= rulesOf()
    const own = !raw.inTransaction
    if (own) raw.exec('BEGIN IMMEDIATE')
    try {
      refreshBatch(statements, rules, JSON.stringify(dirty))
      if (own) raw.exec('COMMIT')
    } catch (error) {
      if (own && raw.inTransaction) raw.exec('ROLLBACK')
      throw error
    }
    done += dirty.length
  }
  return statements.left.get() as number
}

function refreshBatch(statements: Statements, rules: FactRules, list: string): void {
  const given = { ids: list }
  statements.stale.run(given)
  const entries = byProject(statements.entries.all(given) as EntryRow[])
  const fates = byProject(statements.fates.all(given) as { projectId: string; kind: string }[])
  const documents = byProject(
    statements.documents.all(given) as {
      projectId: string
      document: string
      state: DocumentState
      number: string
    }[],
  )
  const briefs = byProject(
    statements.briefs.all(given) as { projectId: string; rationale: string; implementer: string }[],
  )
  const attachments = byProject(statements.attachments.all(given) as { projectId: string; name: string }[])
  for (const row of statements.projects.all(given) as ProjectRow[]) {
    const known = {
      entries: entries.get(row.id) ?? [],
      fate: fates.get(row.id)?.at(-1)?.kind ?? '',
      documents: documents.get(row.id) ?? [],
      brief: briefs.get(row.id)?.[0],
      attachments: attachments.get(row.id) ?? [],
    }
    statements.upsert.run(factsOf(row, known, rules))
  }
  statements.clean.run(given)
}

const byProject = <T extends { projectId: string }>(rows: readonly T[]) =>
  groupBy(rows, (row) => row.projectId)

type Known = {
  entries: readonly EntryRow[]
  fate: string
  documents: readonly { document: string; state: DocumentState; number: string }[]
  brief: { rationale: string; implementer: string } | undefined
  attachments: readonly { name: string }[]
}

function factsOf(row: ProjectRow, known: Known, rules: FactRules): Record<string, unknown> {
  const entry = newestEntry(known.entries)
  const states = new Map<string, DocumentState>()
  if (known.brief) states.set('projectBrief', 'have')
  for (const { document, state } of known.documents) states.set(document, state)
  const kind = kindOf(row.works, entry?.name ?? row.name, rules.guess)
  const source = entry?.budgetSource ?? ''
  const readiness = rules.percent(rules.sourceOf(source), kind, states)
  const facts = {
    n: row.n,
    projectId: row.id,
    officeId: row.officeId,
    tambonCode: row.tambonCode,
    villageId: row.villageId,
    entryId: entry?.id ?? null,
    planId: entry?.planId ?? null,
    level: entry?.level ?? '',
    planFy: entry?.planFy ?? 0,
    planState: entry?.planState ?? '',
    issue: entry?.issue ?? '',
    projectClass: entry?.projectClass ?? '',
    budgetSource: source,
    leadAgency: entry?.leadAgency ?? '',
    total: entry?.total ?? 0,
    fate: known.fate,
    readiness,
    sortName: sortKey(row.name),
  }
  const place = {
    villageName: row.villageName,
    villageKind: row.villageKind,
    mooNo: row.mooNo,
    tambonCode: row.tambonCode,
    districtCode: row.districtCode,
  }
  const parts = [
    row.name,
    rules.areaName(place),
    row.tambonCode === null ? '' : rules.areaName({ tambonCode: row.tambonCode }),
    row.districtCode === null ? '' : rules.areaName({ districtCode: row.districtCode }),
    ...known.entries.flatMap((one) => [
      one.name,
      one.site,
      one.problem,
      one.objective,
      one.leadAgency,
      one.relatedAgencies,
      one.sourceCode,
    ]),
    ...known.documents.flatMap((one) => [rules.documentName(one.document), one.number]),
    ...known.attachments.map((one) => one.name),
    known.brief?.implementer ?? '',
  ]
  const facets: (readonly [FacetKind, string | number])[] = [
    ['office', row.officeId],
    ['tambon', row.tambonCode ?? ''],
    ['village', row.villageId ?? ''],
    ['planFy', facts.planFy],
    ['level', facts.level],
    ['issue', facts.issue],
    ['source', source],
    ['projectClass', facts.projectClass],
    ['fate', facts.fate],
    ['planState', facts.planState],
    ['readiness', readyWord(readiness)],
  ]
  return { ...facts, text: indexText(rules.fold, parts, facets) }
}

/** As the filter has it: all papers there, some missing, none asked for. */
export function readyWord(percent: number | null): 'ready' | 'missing' | 'none' {
  return percent === null ? 'none' : percent === 100 ? 'ready' : 'missing'
}

/** What the officer said of a project, else what its name tells. */
export function kindOf(
  works: number | boolean | null,
  name: string,
  guess: (name: string) => WorksRule['kind'] | null,
): WorksRule['kind'] | null {
  const guessed = guess(name)
  if (works === null) return guessed
  return Number(works) === 1 ? 'works' : guessed === 'works' ? 'other' : guessed
}

/** The entry at the highest level, there of the newest plan year, there the one made last. */
export function newestEntry<T extends { level: PlanLevel; planFy: number }>(
  entries: readonly T[],
): T | undefined {
  let newest: T | undefined
  for (const entry of entries) {
    const height = newest === undefined ? -1 : levelHeight(entry.level) - levelHeight(newest.level)
    if (newest === undefined || height > 0 || (height === 0 && entry.planFy >= newest.planFy)) newest = entry
  }
  return newest
}

/** All facts anew where this program makes them otherwise than the one that wrote the file. */
export function markIfOutdated(raw: Database, rulesStamp: string): void {
  const stamp = `${FACTS_VERSION} ${rulesStamp}`
  const known = raw.prepare("SELECT value FROM meta WHERE key = 'factsMadeBy'").pluck().get() as
    | string
    | undefined
  if (known === stamp) return
  raw.exec('BEGIN IMMEDIATE')
  raw.exec('INSERT OR IGNORE INTO projectDirty SELECT id FROM project')
  raw
    .prepare(
      "INSERT INTO meta (key, value) VALUES ('factsMadeBy', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .run(stamp)
  raw.exec('COMMIT')
}

/** Rule files that facts depend on; their content is part of the stamp. */
export const factRuleFiles = [
  'project-documents',
  'budget-sources',
  'works-words',
  'search-spellings',
] as const
