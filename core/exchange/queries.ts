import { and, count, desc, eq, inArray, ne, sum } from 'drizzle-orm'
import {
  attachment,
  directive,
  entryBudget,
  expectation,
  letter,
  office,
  packageIn,
  packageOut,
  plan,
  planEntry,
  resultsReport,
  village,
} from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { appointmentsOf } from '../orders/in-force.ts'
import { readRules } from '../rules/queries.ts'
import type {
  Board,
  BoardLine,
  Consolidated,
  PackageOutLine,
  PlaceLine,
  SubmissionCheck,
} from './contract.ts'
import { lateDaysOf } from './rules.ts'
import { countSelection, selectRecords } from './select.ts'
import { fingerprintOf } from './sign.ts'
import { nextSequence } from './standing.ts'

/** Drives that a package can go to; free space null where the system does not say (warn, never refuse). */
export async function places(cx: QueryContext): Promise<PlaceLine[]> {
  return (await cx.places()).map(({ id, label, path, removable, freeBytes }) => ({
    id,
    label,
    path,
    removable,
    freeBytes: freeBytes ?? null,
  }))
}

// ── the district ────────────────────────────────────────────────────────────────────────────────────────────────

/** Rough sizes for the estimate before anything is written: a record as JSON, a paper, the zip around them. */
const bytesPerRecord = 420
const bytesPerPaper = 300_000
const bytesAround = 60_000

/** What stands ready to be handed in for a plan FY, and what the province would miss. */
export function check(cx: QueryContext, input: { planFy: number }): SubmissionCheck {
  const own = cx.office()
  const { planFy } = input
  const selection = selectRecords(cx.db, own.id, planFy, cx.today())
  const counts = countSelection(cx.db, own.id, selection)
  const attached = cx.db
    .selectDistinct({ sha256: attachment.sha256, sizeBytes: attachment.sizeBytes })
    .from(attachment)
    .where(eq(attachment.officeId, own.id))
    .all()
  const records = Object.values(counts).reduce((total, rows) => total + rows, 0)
  return {
    planFy,
    counts,
    missing: own.districtCode === null ? [] : missingOf(cx, own.id, own.districtCode, planFy),
    estimateBytes:
      records * bytesPerRecord +
      6 * bytesPerPaper +
      bytesAround +
      attached.reduce((total, row) => total + row.sizeBytes, 0),
    nextSequence: nextSequence(cx, 'submission'),
  }
}

type Missing = SubmissionCheck['missing'][number]

function missingOf(cx: QueryContext, officeId: string, districtCode: string, planFy: number): Missing[] {
  const facts = readFacts(cx, [officeId], planFy).get(officeId) ?? emptyFacts
  const tambons = cx.geography.tambonsOf(districtCode).length
  const missing: Missing[] = []
  const add = (key: string, params: Missing['params'], href: string) =>
    missing.push({ key: `exchange.missing.${key}`, params, href })
  if (facts.villages === 0) add('villages', {}, '/geography')
  if (facts.villagePlans < facts.villages) {
    add(
      'villagePlans',
      { done: facts.villagePlans, expected: facts.villages },
      `/plans?level=village&planFy=${planFy}`,
    )
  }
  if (facts.tambonPlans < tambons)
    add('tambonPlans', { done: facts.tambonPlans, expected: tambons }, `/plans?level=tambon&planFy=${planFy}`)
  if (!facts.adoptedLevels.has('district')) add('districtPlan', {}, `/plans?level=district&planFy=${planFy}`)
  if (!facts.adoptedLevels.has('needs')) add('needsPlan', {}, `/plans?level=needs&planFy=${planFy}`)
  if (facts.orders < tambons)
    add('orders', { done: facts.orders, expected: tambons }, '/bodies?kind=tambonCommittee')
  if (!facts.report) add('report', {}, '/reports')
  else if (!facts.letter) add('letter', {}, '/reports')
  return missing
}

export function sent(cx: QueryContext): PackageOutLine[] {
  return cx.db
    .select()
    .from(packageOut)
    .where(eq(packageOut.officeId, cx.office().id))
    .orderBy(desc(packageOut.id))
    .all()
    .map(({ officeId: _owner, ...row }) => row)
}

// ── what came in ────────────────────────────────────────────────────────────────────────────────────────────────

export function received(cx: QueryContext) {
  return cx.db
    .select({
      id: packageIn.id,
      fromOfficeId: packageIn.fromOfficeId,
      fromOfficeName: office.name,
      kind: packageIn.kind,
      sequence: packageIn.sequence,
      planFy: packageIn.planFy,
      receivedOn: packageIn.receivedOn,
      state: packageIn.state,
      reasons: packageIn.reasons,
      sha256: packageIn.sha256,
      counts: packageIn.counts,
    })
    .from(packageIn)
    .innerJoin(office, eq(packageIn.fromOfficeId, office.id))
    .where(eq(packageIn.officeId, cx.office().id))
    .orderBy(desc(packageIn.id))
    .all()
}

export function offices(cx: QueryContext) {
  return cx.db
    .select({
      id: office.id,
      name: office.name,
      districtCode: office.districtCode,
      publicKey: office.publicKey,
      keyConfirmedOn: office.keyConfirmedOn,
    })
    .from(office)
    .where(ne(office.id, cx.office().id))
    .orderBy(office.districtCode, office.id)
    .all()
    .map(({ publicKey, ...row }) => ({
      ...row,
      fingerprint: publicKey === '' ? '' : fingerprintOf(publicKey),
    }))
}

/** District → the office that last handed in for it: after a new installation the old mirror no longer counts. */
function senders(cx: QueryContext): Map<string, string> {
  const rows = cx.db
    .select({ id: office.id, districtCode: office.districtCode })
    .from(packageIn)
    .innerJoin(office, eq(packageIn.fromOfficeId, office.id))
    .where(eq(packageIn.kind, 'submission'))
    .orderBy(packageIn.id)
    .all()
  return new Map(
    rows.flatMap(({ id, districtCode }) => (districtCode === null ? [] : [[districtCode, id] as const])),
  )
}

type Received = {
  id: string
  sequence: number
  receivedOn: string
  firstReceivedOn: string
  state: 'received' | 'accepted' | 'returned'
}

/** Last package of the plan FY by district, whichever office of the district sent it. */
function receivedOf(cx: QueryContext, planFy: number): Map<string, Received> {
  const rows = cx.db
    .select({
      id: packageIn.id,
      sequence: packageIn.sequence,
      receivedOn: packageIn.receivedOn,
      state: packageIn.state,
      districtCode: office.districtCode,
    })
    .from(packageIn)
    .innerJoin(office, eq(packageIn.fromOfficeId, office.id))
    .where(and(eq(packageIn.planFy, planFy), eq(packageIn.kind, 'submission')))
    .orderBy(packageIn.id)
    .all()
  const last = new Map<string, Received>()
  for (const { districtCode, ...row } of rows) {
    if (districtCode === null) continue
    last.set(districtCode, {
      ...row,
      firstReceivedOn: last.get(districtCode)?.firstReceivedOn ?? row.receivedOn,
    })
  }
  return last
}

/** Districts in the order of the province's list: those expected and those that handed in anyway. */
function districtsOfYear(
  cx: QueryContext,
  planFy: number,
): { code: string; name: string; dueOn: string | null }[] {
  const own = cx.office()
  const due = new Map(
    cx.db
      .select({ code: expectation.districtCode, dueOn: expectation.dueOn })
      .from(expectation)
      .where(and(eq(expectation.officeId, own.id), eq(expectation.planFy, planFy)))
      .all()
      .map(({ code, dueOn }) => [code, dueOn]),
  )
  const came = receivedOf(cx, planFy)
  return cx.geography
    .districtsOf(own.provinceCode)
    .filter(({ code }) => due.has(code) || came.has(code))
    .map(({ code, name }) => ({ code, name, dueOn: due.get(code) ?? null }))
}

/**
 * The province's board for a plan FY (C22): who was expected, what came, when. Whether a district is late is decided
 * by the first package of the year: a corrected one after a return is not late again.
 */
export function readBoard(cx: QueryContext, planFy: number): Board {
  const today = cx.today()
  const came = receivedOf(cx, planFy)
  const sender = senders(cx)
  const districts = districtsOfYear(cx, planFy)
  const facts = readFacts(cx, [...sender.values()], planFy)
  const rows = districts.map(({ code, name, dueOn: due }): BoardLine => {
    const pack = came.get(code)
    const officeId = sender.get(code) ?? null
    const fact = (pack && officeId !== null ? facts.get(officeId) : undefined) ?? emptyFacts
    const tambons = cx.geography.tambonsOf(code).length
    const dueOn = due ?? pack?.firstReceivedOn ?? today
    const lateDays = lateDaysOf(dueOn, pack?.firstReceivedOn ?? today)
    return {
      districtCode: code,
      districtName: name,
      officeId: pack ? officeId : null,
      dueOn,
      state: stateOf(pack, lateDays),
      receivedOn: pack?.receivedOn ?? null,
      lateDays,
      packageId: pack?.id ?? null,
      sequence: pack?.sequence ?? null,
      projects: fact.projects,
      total: fact.total,
      villagePlans: { adopted: fact.villagePlans, expected: fact.villages },
      tambonPlans: { adopted: fact.tambonPlans, expected: tambons },
      orders: { current: fact.orders, expected: tambons },
      report: fact.report,
    }
  })
  const arrived = rows.filter((row) => row.packageId !== null)
  return {
    planFy,
    expected: rows.length,
    received: arrived.length,
    onTime: arrived.filter((row) => row.lateDays === 0).length,
    late: arrived.filter((row) => row.lateDays > 0).length,
    missing: rows.length - arrived.length,
    returned: rows.filter((row) => row.state === 'returned').length,
    rows,
  }
}

function stateOf(pack: Received | undefined, lateDays: number): BoardLine['state'] {
  if (!pack) return 'missing'
  if (pack.state !== 'received') return pack.state
  return lateDays > 0 ? 'late' : 'received'
}

export function board(cx: QueryContext, input: { planFy: number }): Board {
  return readBoard(cx, input.planFy)
}

// ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────

type Facts = {
  villages: number
  villagePlans: number
  tambonPlans: number
  orders: number
  report: boolean
  letter: boolean
  adoptedLevels: ReadonlySet<string>
  projects: number
  /** Satang over the whole span. */
  total: number
}
const emptyFacts: Facts = {
  villages: 0,
  villagePlans: 0,
  tambonPlans: 0,
  orders: 0,
  report: false,
  letter: false,
  adoptedLevels: new Set(),
  projects: 0,
  total: 0,
}

/** What offices have for a plan FY, counted from their records. */
function readFacts(cx: QueryContext, officeIds: readonly string[], planFy: number): Map<string, Facts> {
  if (officeIds.length === 0) return new Map()
  const of = [...officeIds]
  const villages = cx.db
    .select({ officeId: village.officeId, rows: count() })
    .from(village)
    .where(inArray(village.officeId, of))
    .groupBy(village.officeId)
    .all()
  const adopted = cx.db
    .select({ officeId: plan.officeId, level: plan.level, areaKey: plan.areaKey })
    .from(plan)
    .where(and(inArray(plan.officeId, of), eq(plan.planFy, planFy), eq(plan.state, 'adopted')))
    .all()
  const editions = editionsOf(cx, of, planFy)
  const orders = appointmentsOf(cx, { officeIds: of, editions }).filter(
    (row) => row.state === 'signed' && row.kind === 'tambonCommittee',
  )
  const reports = cx.db
    .select({ officeId: resultsReport.officeId, letterState: letter.state })
    .from(resultsReport)
    .innerJoin(directive, eq(resultsReport.directiveId, directive.id))
    .leftJoin(letter, eq(resultsReport.letterId, letter.id))
    .where(
      and(
        inArray(resultsReport.officeId, of),
        eq(directive.planFy, planFy),
        eq(resultsReport.state, 'signed'),
      ),
    )
    .all()
  const figures = readFigures(cx, countedPlans(cx, of, planFy, 'needs'))
  return new Map(
    of.map((officeId) => {
      const mine = adopted.filter((row) => row.officeId === officeId)
      const areas = (level: string) =>
        new Set(mine.filter((row) => row.level === level).map((row) => row.areaKey)).size
      const report = reports.filter((row) => row.officeId === officeId)
      const lines = figures.filter((line) => line.officeId === officeId)
      return [
        officeId,
        {
          villages: villages.find((row) => row.officeId === officeId)?.rows ?? 0,
          villagePlans: areas('village'),
          tambonPlans: areas('tambon'),
          orders: new Set(orders.flatMap((row) => (row.officeId === officeId ? (row.tambonCode ?? []) : [])))
            .size,
          report: report.length > 0,
          letter: report.some((row) => row.letterState === 'signed' || row.letterState === 'sent'),
          adoptedLevels: new Set(mine.map((row) => row.level)),
          projects: lines.reduce((total, line) => total + line.projects, 0),
          total: lines.reduce((total, line) => total + line.total, 0),
        },
      ]
    }),
  )
}

/** Editions whose guideline set the calendar of a plan FY: as the letters say, else by the N+2 rule (DOMAIN.md §1.1). */
function editionsOf(cx: QueryContext, officeIds: readonly string[], planFy: number): number[] {
  const named = cx.db
    .selectDistinct({ editionFy: directive.editionFy })
    .from(directive)
    .where(and(inArray(directive.officeId, [...officeIds]), eq(directive.planFy, planFy)))
    .all()
  const after = readRules(cx, 'guideline').items[0]?.planYearsAfterEdition ?? 2
  return [...new Set([...named.map((row) => row.editionFy), planFy - after])]
}

type FigureLine = {
  officeId: string
  issue: string
  projectClass: 'SELF' | 'JOINT' | 'BEYOND'
  source: string
  projects: number
  total: number
  budgets: { fiscalYear: number; amount: number }[]
}

/** Figures of plans, summed in the database by office, issue, class and source. */
function readFigures(cx: QueryContext, plans: readonly string[]): FigureLine[] {
  if (plans.length === 0) return []
  const group = [planEntry.officeId, planEntry.issue, planEntry.projectClass, planEntry.budgetSource] as const
  const columns = {
    officeId: planEntry.officeId,
    issue: planEntry.issue,
    projectClass: planEntry.projectClass,
    source: planEntry.budgetSource,
  }
  const projects = cx.db
    .select({ ...columns, projects: count() })
    .from(planEntry)
    .where(inArray(planEntry.planId, [...plans]))
    .groupBy(...group)
    .all()
  const budgets = cx.db
    .select({
      ...columns,
      fiscalYear: entryBudget.fiscalYear,
      amount: sum(entryBudget.amount).mapWith(Number),
    })
    .from(entryBudget)
    .innerJoin(planEntry, eq(entryBudget.entryId, planEntry.id))
    .where(inArray(planEntry.planId, [...plans]))
    .groupBy(...group, entryBudget.fiscalYear)
    .orderBy(entryBudget.fiscalYear)
    .all()
  const keyOf = (row: { officeId: string; issue: string; projectClass: string; source: string }) =>
    JSON.stringify([row.officeId, row.issue, row.projectClass, row.source])
  const lines = new Map(
    projects.map((row) => [keyOf(row), { ...row, total: 0, budgets: [] as FigureLine['budgets'] }]),
  )
  for (const row of budgets) {
    const line = lines.get(keyOf(row))
    if (!line) continue
    line.total += row.amount
    line.budgets.push({ fiscalYear: row.fiscalYear, amount: row.amount })
  }
  return [...lines.values()]
}

/** Which plan of a district is counted. */
export type CountedLevel = 'needs' | 'district'

/**
 * The one plan per office that is counted, its last edition, adopted before not adopted. `needs`: the needs plan
 * (แผนความต้องการ, what the province is asked for); where it is empty or missing, the district plan. Never both: the
 * needs plan is taken up from the district plan.
 */
function countedPlans(
  cx: QueryContext,
  officeIds: readonly string[],
  planFy: number,
  level: CountedLevel,
): string[] {
  if (officeIds.length === 0) return []
  const levels: CountedLevel[] = level === 'needs' ? ['needs', 'district'] : ['district']
  const rows = cx.db
    .select({
      id: plan.id,
      officeId: plan.officeId,
      level: plan.level,
      state: plan.state,
      entries: count(planEntry.id),
    })
    .from(plan)
    .leftJoin(planEntry, eq(planEntry.planId, plan.id))
    .where(and(inArray(plan.officeId, [...officeIds]), eq(plan.planFy, planFy), inArray(plan.level, levels)))
    .groupBy(plan.id)
    .orderBy(plan.id)
    .all()
  const chosen = new Map<string, (typeof rows)[number]>()
  const weight = (row: (typeof rows)[number]) =>
    (row.level === 'needs' && row.entries > 0 ? 2 : 0) + (row.state === 'adopted' ? 1 : 0)
  for (const row of rows) {
    const before = chosen.get(row.officeId)
    if (!before || weight(row) >= weight(before)) chosen.set(row.officeId, row)
  }
  return [...chosen.values()].map((row) => row.id)
}

/** Years of the spans of plans, พ.ศ. */
function yearsOf(cx: QueryContext, plans: readonly string[]): number[] {
  if (plans.length === 0) return []
  const spans = cx.db
    .select({ start: plan.spanStart, length: plan.spanLength })
    .from(plan)
    .where(inArray(plan.id, [...plans]))
    .all()
  const years = new Set(spans.flatMap(({ start, length }) => Array.from({ length }, (_, at) => start + at)))
  return [...years].sort((a, b) => a - b)
}

/**
 * Consolidated figures of the districts that handed in, in satang: by district and fiscal year, by class, by
 * development issue, by source. A district that was expected and did not hand in stands with nothing; a returned
 * package counts until the corrected one comes (the board says which).
 */
export function readConsolidated(
  cx: QueryContext,
  planFy: number,
  level: CountedLevel = 'needs',
): Consolidated {
  const sender = senders(cx)
  const came = receivedOf(cx, planFy)
  const districts = districtsOfYear(cx, planFy)
  const officeIds = districts
    .flatMap(({ code }) => (came.has(code) ? [sender.get(code) ?? ''] : []))
    .filter((id) => id !== '')
  const plans = countedPlans(cx, officeIds, planFy, level)
  const lines = readFigures(cx, plans)
  return {
    planFy,
    years: yearsOf(cx, plans),
    rows: districts.map(({ code, name }) => {
      const mine = came.has(code) ? lines.filter((line) => line.officeId === sender.get(code)) : []
      const byClass = { SELF: 0, JOINT: 0, BEYOND: 0 }
      for (const line of mine) byClass[line.projectClass] += line.projects
      return {
        districtCode: code,
        districtName: name,
        projects: mine.reduce((total, line) => total + line.projects, 0),
        budgets: sumBudgets(mine),
        total: mine.reduce((total, line) => total + line.total, 0),
        byClass,
      }
    }),
    byIssue: groupLines(lines, (line) => line.issue).map(({ key, ...rest }) => ({ issue: key, ...rest })),
    bySource: groupLines(lines, (line) => line.source).map(({ key, ...rest }) => ({ source: key, ...rest })),
  }
}

export function consolidated(
  cx: QueryContext,
  input: { planFy: number; level?: CountedLevel | undefined },
): Consolidated {
  return readConsolidated(cx, input.planFy, input.level)
}

function sumBudgets(lines: readonly FigureLine[]): { fiscalYear: number; amount: number }[] {
  const sums = new Map<number, number>()
  for (const { fiscalYear, amount } of lines.flatMap((line) => line.budgets))
    sums.set(fiscalYear, (sums.get(fiscalYear) ?? 0) + amount)
  return [...sums.entries()].sort(([a], [b]) => a - b).map(([fiscalYear, amount]) => ({ fiscalYear, amount }))
}

/** Largest sums first. */
function groupLines(
  lines: readonly FigureLine[],
  keyOf: (line: FigureLine) => string,
): { key: string; projects: number; total: number }[] {
  const groups = new Map<string, { key: string; projects: number; total: number }>()
  for (const line of lines) {
    const key = keyOf(line)
    const group = groups.get(key) ?? { key, projects: 0, total: 0 }
    groups.set(key, { key, projects: group.projects + line.projects, total: group.total + line.total })
  }
  return [...groups.values()].sort((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1))
}
