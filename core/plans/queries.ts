import { and, asc, count, eq, inArray, lte, type SQL, sql } from 'drizzle-orm'
import { entryBudget, fate, lao, plan, planEntry, project, village } from '../../db/schema.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readRuleTable } from '../rules/queries.ts'
import { areaNames, fillWords } from './areas.ts'
import type { Candidate, Journey, Plan, PlanEntry, PlanLine } from './contract.ts'
import {
  covers,
  inForce,
  levelHeight,
  lowerLevel,
  type PlanLevel,
  type SpanRule,
  spanYears,
} from './rules.ts'

export type PlanRow = typeof plan.$inferSelect
export type EntryRow = typeof planEntry.$inferSelect
type Budget = { fiscalYear: number; amount: number }

type Levels = { key: string; name: string; shortName: string; communityName?: string }[]

/** What names a plan: แผนพัฒนาตำบล ตำบลพรหมโลก ฉบับทบทวนปี พ.ศ. 2568; words from resources/rules. */
export function planNames(
  cx: Pick<QueryContext, 'db' | 'geography' | 'resources'>,
): (row: PlanRow, areaName: string, isCommunity?: boolean) => string {
  const levels = new Map((readRuleTable(cx, 'plan-levels').items as Levels).map((item) => [item.key, item]))
  const editions = new Map(readRuleTable(cx, 'plan-editions').items.map((item) => [item.key, item]))
  return (row, areaName, isCommunity = false) => {
    const level = levels.get(row.level)
    const head = (isCommunity ? level?.communityName : undefined) ?? level?.name ?? row.level
    const template = String(editions.get(row.edition)?.titleTemplate ?? '')
    const edition = fillWords(template, { planFy: row.planFy, no: row.editionNo })
    return [head, areaName, edition].filter((part) => part !== '').join(' ')
  }
}

/** Editions that only add rows and do not carry the earlier ones over (resources/rules/plan-editions). */
export function additiveEditions(cx: Pick<QueryContext, 'db' | 'resources'>): Set<string> {
  const items = readRuleTable(cx, 'plan-editions').items
  return new Set(
    items.filter((item) => item.key !== 'first' && item.carriesOver !== true).map((item) => item.key),
  )
}

export function spanRules(cx: Pick<QueryContext, 'db' | 'resources'>): SpanRule[] {
  return readRuleTable(cx, 'plan-spans').items as unknown as SpanRule[]
}

const lineColumns = {
  row: plan,
  villageName: village.name,
  villageKind: village.kind,
  mooNo: village.mooNo,
  laoName: lao.name,
  entries: sql<number>`(SELECT count(*) FROM planEntry WHERE planEntry.planId = plan.id)`,
  total: sql<number>`(SELECT coalesce(sum(b.amount), 0) FROM planEntry e JOIN entryBudget b ON b.entryId = e.id WHERE e.planId = plan.id)`,
}

/** Plans with their counts and sums; one statement for any number of them. */
export function readPlanLines(cx: QueryContext, where: SQL | undefined): PlanLine[] {
  const nameOf = areaNames(cx)
  const planName = planNames(cx)
  return cx.db
    .select(lineColumns)
    .from(plan)
    .leftJoin(village, eq(village.id, plan.villageId))
    .leftJoin(lao, and(eq(plan.level, 'local'), eq(lao.id, plan.areaKey)))
    .where(where)
    .orderBy(asc(plan.planFy), asc(plan.tambonCode), asc(village.mooNo), asc(village.name), asc(plan.id))
    .all()
    .map(({ row, entries, total, villageName, villageKind, mooNo, laoName }) => {
      const areaName = nameOf({
        villageName,
        villageKind,
        mooNo,
        laoName,
        tambonCode: row.tambonCode,
        districtCode: row.districtCode,
        provinceCode: row.level === 'province' ? row.areaKey : null,
      })
      return { ...row, areaName, name: planName(row, areaName, villageKind === 'community'), entries, total }
    })
    .sort((a, b) => levelHeight(a.level) - levelHeight(b.level))
}

/** @throws Fault record.notFound */
export function readPlanLine(cx: QueryContext, id: string): PlanLine {
  const line = readPlanLines(cx, eq(plan.id, id))[0]
  if (!line) throw new Fault('record.notFound', { kind: 'plan', id })
  return line
}

/** Plans of a level, year or tambon: the office's own, or those of another office as it handed them in. */
export function listPlans(
  cx: QueryContext,
  input: {
    level: PlanLevel | null
    planFy: number | null
    tambonCode: string | null
    officeId?: string | undefined
  },
): PlanLine[] {
  return readPlanLines(
    cx,
    and(
      eq(plan.officeId, input.officeId ?? cx.office().id),
      input.level === null ? undefined : eq(plan.level, input.level),
      input.planFy === null ? undefined : eq(plan.planFy, input.planFy),
      input.tambonCode === null ? undefined : eq(plan.tambonCode, input.tambonCode),
    ),
  )
}

/**
 * Entries with budgets and origin; two statements for any number of rows.
 *
 * @param where over planEntry (and its plan)
 */
export function readEntries(cx: QueryContext, where: SQL): (PlanEntry & { planId: string })[] {
  const nameOf = areaNames(cx)
  const budgets = readBudgets(cx, where)
  return cx.db
    .select({
      entry: planEntry,
      projectVillageId: project.villageId,
      projectTambonCode: project.tambonCode,
      projectDistrictCode: project.districtCode,
      villageName: village.name,
      villageKind: village.kind,
      mooNo: village.mooNo,
      takenUpBy: sql<number>`(SELECT count(DISTINCT p.level || p.areaKey) FROM planEntry t JOIN plan p ON p.id = t.planId WHERE t.takenFromId = planEntry.id)`,
    })
    .from(planEntry)
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .innerJoin(project, eq(project.id, planEntry.projectId))
    .leftJoin(village, eq(village.id, project.villageId))
    .where(where)
    .orderBy(asc(planEntry.planId), asc(planEntry.rank), asc(planEntry.id))
    .all()
    .map(({ entry, villageName, villageKind, mooNo, takenUpBy, ...place }) => {
      const { officeId: _officeId, ...fields } = entry
      return {
        ...fields,
        budgets: budgets.get(entry.id) ?? [],
        originName: nameOf({
          villageName,
          villageKind,
          mooNo,
          tambonCode: place.projectTambonCode,
          districtCode: place.projectDistrictCode,
        }),
        villageId: place.projectVillageId,
        mooNo,
        tambonCode: place.projectTambonCode,
        takenUpBy,
      }
    })
}

function readBudgets(cx: QueryContext, where: SQL): Map<string, Budget[]> {
  const byEntry = new Map<string, Budget[]>()
  const rows = cx.db
    .select({ entryId: entryBudget.entryId, fiscalYear: entryBudget.fiscalYear, amount: entryBudget.amount })
    .from(entryBudget)
    .innerJoin(planEntry, eq(planEntry.id, entryBudget.entryId))
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(where)
    .orderBy(asc(entryBudget.fiscalYear))
    .all()
  for (const { entryId, fiscalYear, amount } of rows) {
    const known = byEntry.get(entryId)
    if (known) known.push({ fiscalYear, amount })
    else byEntry.set(entryId, [{ fiscalYear, amount }])
  }
  return byEntry
}

/** A plan with all its rows in their order of priority. @throws Fault record.notFound */
export function getPlan(cx: QueryContext, id: string): Plan {
  const line = readPlanLine(cx, id)
  return { ...line, rows: readEntries(cx, eq(planEntry.planId, id)), years: spanYears(line) }
}

/** Sum over all years of a row, satang. */
export function totalOf(row: { budgets: readonly Budget[] }): number {
  return row.budgets.reduce((sum, budget) => sum + budget.amount, 0)
}

/** The lower plans that say what may be taken up into this one: those in force for its plan FY, inside its area. */
export function lowerPlans(cx: QueryContext, upper: PlanRow): PlanLine[] {
  const level = lowerLevel(upper.level)
  if (level === null) return []
  const inside = insideArea(upper)
  const lines = readPlanLines(cx, and(eq(plan.level, level), lte(plan.planFy, upper.planFy), inside)).filter(
    (line) => covers(line, upper.planFy),
  )
  const additive = additiveEditions(cx)
  const byArea = new Map<string, PlanLine[]>()
  for (const line of lines) byArea.set(line.areaKey, [...(byArea.get(line.areaKey) ?? []), line])
  return [...byArea.values()].flatMap((editions) => inForce(editions, additive))
}

function insideArea(upper: PlanRow): SQL | undefined {
  if (upper.level === 'tambon') return eq(plan.tambonCode, upper.areaKey)
  if (upper.level === 'district' || upper.level === 'needs') return eq(plan.districtCode, upper.areaKey)
  if (upper.level === 'province') return sql`substr(${plan.districtCode}, 1, 2) = ${upper.areaKey}`
  return sql`0`
}

/** What this plan may take up; rows already here are marked, so that nobody takes one twice. @throws Fault record.notFound */
export function listCandidates(cx: QueryContext, planId: string): Candidate[] {
  const upper = cx.db.select().from(plan).where(eq(plan.id, planId)).get()
  if (!upper) throw new Fault('record.notFound', { kind: 'plan', id: planId })
  const lower = new Map(lowerPlans(cx, upper).map((line) => [line.id, line]))
  if (lower.size === 0) return []
  const here = new Map(
    cx.db
      .select({ projectId: planEntry.projectId, id: planEntry.id })
      .from(planEntry)
      .where(eq(planEntry.planId, planId))
      .all()
      .map((row) => [row.projectId, row.id]),
  )
  const offered = new Map<string, Candidate>()
  const order = [...lower.keys()]
  const rows = readEntries(cx, inArray(planEntry.planId, order))
  const at = new Map(order.map((id, index) => [id, index]))
  rows.sort((a, b) => (at.get(a.planId) ?? 0) - (at.get(b.planId) ?? 0) || a.rank - b.rank)
  for (const row of rows) {
    const from = lower.get(row.planId)
    if (!from) continue
    // An addition adopted later says the last word on a project that stands in both.
    offered.set(row.projectId, {
      ...row,
      planName: from.name,
      planState: from.state,
      total: totalOf(row),
      alreadyTakenId: here.get(row.projectId) ?? null,
    })
  }
  return [...offered.values()]
}

/** The whole way of one project, lowest level first, and what became of it. @throws Fault record.notFound */
export function readJourney(cx: QueryContext, projectId: string): Journey {
  const nameOf = areaNames(cx)
  const found = cx.db
    .select({ project, villageName: village.name, villageKind: village.kind, mooNo: village.mooNo })
    .from(project)
    .leftJoin(village, eq(village.id, project.villageId))
    .where(eq(project.id, projectId))
    .get()
  if (!found) throw new Fault('record.notFound', { kind: 'project', id: projectId })
  const rows = readEntries(cx, eq(planEntry.projectId, projectId))
  const planIds = rows.map((row) => row.planId)
  const plans = new Map(
    planIds.length === 0 ? [] : readPlanLines(cx, inArray(plan.id, planIds)).map((line) => [line.id, line]),
  )
  const steps = rows.flatMap((row) => {
    const of = plans.get(row.planId)
    if (!of) return []
    return [
      {
        level: of.level,
        planId: of.id,
        planName: of.name,
        edition: of.edition,
        planFy: of.planFy,
        rank: row.rank,
        name: row.name,
        total: totalOf(row),
        state: of.state,
        takenOn: row.takenOn,
        adoptedOn: of.adoptedOn,
        resolution: of.resolution,
        editionNo: of.editionNo,
      },
    ]
  })
  steps.sort(
    (a, b) => levelHeight(a.level) - levelHeight(b.level) || a.planFy - b.planFy || a.editionNo - b.editionNo,
  )
  const fates = cx.db
    .select({
      kind: fate.kind,
      budgetSource: fate.budgetSource,
      amount: fate.amount,
      fiscalYear: fate.fiscalYear,
      reason: fate.reason,
      dated: fate.dated,
    })
    .from(fate)
    .where(eq(fate.projectId, projectId))
    .orderBy(asc(fate.dated), asc(fate.id))
    .all()
  const { project: row, ...place } = found
  return {
    projectId,
    name: row.name,
    originName: nameOf({ ...place, tambonCode: row.tambonCode, districtCode: row.districtCode }),
    steps: steps.map(({ editionNo: _editionNo, ...step }) => step),
    fates,
  }
}

export type LevelProgress = {
  level: PlanLevel
  expected: number
  opened: number
  adopted: number
  entries: number
  total: number
}

/**
 * n of n villages, tambons, district and needs plan for a plan FY. An area counts once however many editions it has;
 * entries and sums are those of the editions in force.
 */
export function readProgress(cx: QueryContext, planFy: number): LevelProgress[] {
  const additive = additiveEditions(cx)
  const lines = listPlans(cx, { level: null, planFy, tambonCode: null })
  const expected = expectedAreas(cx)
  return expected.map(({ level, areas }) => {
    const byArea = new Map<string, PlanLine[]>()
    for (const line of lines) {
      if (line.level === level) byArea.set(line.areaKey, [...(byArea.get(line.areaKey) ?? []), line])
    }
    const current = [...byArea.values()].flatMap((editions) => inForce(editions, additive))
    return {
      level,
      expected: areas,
      opened: byArea.size,
      adopted: [...byArea.values()].filter((editions) => editions.some((line) => line.state === 'adopted'))
        .length,
      entries: current.reduce((sum, line) => sum + line.entries, 0),
      total: current.reduce((sum, line) => sum + line.total, 0),
    }
  })
}

function expectedAreas(cx: QueryContext): { level: PlanLevel; areas: number }[] {
  const office = cx.office()
  if (office.profile === 'province') return [{ level: 'province', areas: 1 }]
  const villages = cx.db.select({ n: count() }).from(village).where(eq(village.officeId, office.id)).get()
  const laos = cx.db.select({ n: count() }).from(lao).where(eq(lao.officeId, office.id)).get()
  const rows: { level: PlanLevel; areas: number }[] = [
    { level: 'village', areas: villages?.n ?? 0 },
    { level: 'tambon', areas: tambonsOfOffice(cx).length },
  ]
  if (laos && laos.n > 0) rows.push({ level: 'local', areas: laos.n })
  if (office.profile === 'district') rows.push({ level: 'district', areas: 1 }, { level: 'needs', areas: 1 })
  return rows
}
