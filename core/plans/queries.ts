import { and, asc, count, eq, lte, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { entryBudget, entryReturn, fate, lao, plan, planEntry, project, village } from '../../db/schema.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readRuleTable, rulesByKey } from '../rules/queries.ts'
import { areaNames, fillWords } from './areas.ts'
import type { Plan, PlanEntry, PlanLine } from './contract.ts'
import {
  covers,
  inForce,
  levelHeight,
  outcomeOfFate,
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

/** `column` is one of many ids: one statement whatever their number, and no limit of variables. */
export function among(column: SQLiteColumn, ids: readonly string[]): SQL {
  return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
}

/** Names of plans, without counting their rows. */
export function planNamesById(cx: QueryContext, ids: readonly string[]): Map<string, string> {
  if (ids.length === 0) return new Map()
  const nameOf = areaNames(cx)
  const planName = planNames(cx)
  const rows = cx.db
    .select({
      plan,
      villageName: village.name,
      villageKind: village.kind,
      mooNo: village.mooNo,
      laoName: lao.name,
    })
    .from(plan)
    .leftJoin(village, eq(village.id, plan.villageId))
    .leftJoin(lao, and(eq(plan.level, 'local'), eq(lao.id, plan.areaKey)))
    .where(among(plan.id, ids))
    .all()
  return new Map(
    rows.map(({ plan: row, ...place }) => [
      row.id,
      planName(
        row,
        nameOf({
          ...place,
          tambonCode: row.tambonCode,
          districtCode: row.districtCode,
          provinceCode: row.level === 'province' ? row.areaKey : null,
        }),
        place.villageKind === 'community',
      ),
    ]),
  )
}

const lineColumns = {
  row: plan,
  villageName: village.name,
  villageKind: village.kind,
  mooNo: village.mooNo,
  laoName: lao.name,
  entries: sql<number>`(SELECT count(*) FROM planEntry WHERE planEntry.planId = plan.id)`,
  total: sql<number>`(SELECT coalesce(sum(b.amount), 0) FROM planEntry e JOIN entryBudget b ON b.entryId = e.id WHERE e.planId = plan.id)`,
  returned: sql<number>`(SELECT count(*) FROM entryReturn r JOIN planEntry e ON e.id = r.entryId JOIN plan p ON p.id = e.planId WHERE r.state = 'open' AND p.level = plan.level AND p.areaKey = plan.areaKey)`,
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
    .map(({ row, entries, total, returned, villageName, villageKind, mooNo, laoName }) => {
      const areaName = nameOf({
        villageName,
        villageKind,
        mooNo,
        laoName,
        tambonCode: row.tambonCode,
        districtCode: row.districtCode,
        provinceCode: row.level === 'province' ? row.areaKey : null,
      })
      return {
        ...row,
        areaName,
        name: planName(row, areaName, villageKind === 'community'),
        entries,
        total,
        returned,
      }
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
 * Entries with budgets, origin and what stands against them; four statements for any number of rows.
 *
 * @param where over planEntry (and its plan)
 */
export function readEntries(cx: QueryContext, where: SQL): (PlanEntry & { planId: string })[] {
  const nameOf = areaNames(cx)
  const budgets = readBudgets(cx, where)
  const returned = openReturns(cx)
  const withdrawn = withdrawals(cx, where)
  return cx.db
    .select({
      entry: planEntry,
      level: plan.level,
      areaKey: plan.areaKey,
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
    .map(({ entry, level, areaKey, villageName, villageKind, mooNo, takenUpBy, ...place }) => {
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
        returned: returned.get(returnKey(entry.projectId, level, areaKey)) ?? null,
        withdrawn: withdrawn.get(entry.projectId) ?? null,
      }
    })
}

/** A return is the owner's plan's business in all its editions. */
export function returnKey(projectId: string, level: string, areaKey: string): string {
  return `${projectId}|${level}|${areaKey}`
}

/** Returns that nobody has closed, the newest of each project and plan area. */
function openReturns(cx: QueryContext): Map<string, NonNullable<PlanEntry['returned']>> {
  const rows = cx.db
    .select({ row: entryReturn, level: plan.level, areaKey: plan.areaKey })
    .from(entryReturn)
    .innerJoin(planEntry, eq(planEntry.id, entryReturn.entryId))
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(eq(entryReturn.state, 'open'))
    .orderBy(asc(entryReturn.dated), asc(entryReturn.id))
    .all()
  const names = planNamesById(
    cx,
    rows.map(({ row }) => row.byPlanId),
  )
  return new Map(
    rows.map(({ row, level, areaKey }) => [
      returnKey(row.projectId, level, areaKey),
      { id: row.id, reason: row.reason, dated: row.dated, byPlanName: names.get(row.byPlanId) ?? '' },
    ]),
  )
}

/** Projects of these entries that are withdrawn: their last fate says so. */
function withdrawals(cx: QueryContext, where: SQL): Map<string, { reason: string; dated: string }> {
  const kinds = rulesByKey(cx, 'fate-kinds')
  const last = new Map<string, { kind: string; reason: string; dated: string }>()
  const rows = cx.db
    .select({ projectId: fate.projectId, kind: fate.kind, reason: fate.reason, dated: fate.dated })
    .from(fate)
    .innerJoin(planEntry, eq(planEntry.projectId, fate.projectId))
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(where)
    .orderBy(asc(fate.dated), asc(fate.id))
    .all()
  for (const { projectId, ...row } of rows) last.set(projectId, row)
  for (const [projectId, { kind }] of last) {
    const known = kinds.get(kind)
    if (!known || outcomeOfFate(known) !== 'withdrawn') last.delete(projectId)
  }
  return new Map([...last].map(([id, { reason, dated }]) => [id, { reason, dated }]))
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

/** Levels a plan takes up from: its own source first, then further ones (resources/rules/plan-levels). */
export function sourceLevels(cx: Pick<QueryContext, 'db' | 'resources'>, level: PlanLevel): PlanLevel[] {
  const rule = rulesByKey(cx, 'plan-levels').get(level)
  return [...new Set([...(rule?.takesFrom ? [rule.takesFrom] : []), ...(rule?.alsoTakesFrom ?? [])])]
}

/** The lower plans that say what may be taken up into this one: those in force for its plan FY, inside its area. */
export function lowerPlans(cx: QueryContext, upper: PlanRow): PlanLine[] {
  const additive = additiveEditions(cx)
  return sourceLevels(cx, upper.level).flatMap((level) => {
    const lines = readPlanLines(
      cx,
      and(eq(plan.level, level), lte(plan.planFy, upper.planFy), insideArea(upper, level)),
    ).filter((line) => covers(line, upper.planFy))
    const byArea = new Map<string, PlanLine[]>()
    for (const line of lines) byArea.set(line.areaKey, [...(byArea.get(line.areaKey) ?? []), line])
    return [...byArea.values()].flatMap((editions) => inForce(editions, additive))
  })
}

function insideArea(upper: PlanRow, lower: PlanLevel): SQL | undefined {
  // The list of another agency is there to co-ordinate with; what it does itself does not go up (DOMAIN.md §1.4).
  if (lower === 'local') {
    const ofLao = sql`${plan.areaKey} IN (SELECT l.id FROM lao l WHERE l.laoType <> 'AGENCY')`
    return and(ofLao, insideLaoArea(upper))
  }
  if (upper.level === 'tambon') return eq(plan.tambonCode, upper.areaKey)
  return insideDistrictOrProvince(upper)
}

function insideLaoArea(upper: PlanRow): SQL | undefined {
  // The area of an อปท. is its villages, not a tambon (DOMAIN.md §8).
  return upper.level === 'tambon'
    ? sql`${plan.areaKey} IN (SELECT vl.laoId FROM villageLao vl JOIN village v ON v.id = vl.villageId WHERE v.tambonCode = ${upper.areaKey})`
    : insideDistrictOrProvince(upper)
}

function insideDistrictOrProvince(upper: PlanRow): SQL | undefined {
  if (upper.level === 'district' || upper.level === 'needs') return eq(plan.districtCode, upper.areaKey)
  if (upper.level === 'province') return sql`substr(${plan.districtCode}, 1, 2) = ${upper.areaKey}`
  return sql`0`
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
