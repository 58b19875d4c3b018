import { and, count, eq, inArray, sql } from 'drizzle-orm'
import { entryBudget, plan, planEntry, project, village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { countedOffices, readBoard } from '../province/board.ts'
import { breakdown } from '../province/consolidated.ts'
import type { BoardDuty, BoardLine, Side, SideLine } from '../province/contract.ts'
import { type CountedLevel, countedPlans, readFigures, yearsOf } from '../province/figures.ts'
import { sumBySide } from '../province/rules.ts'
import { readRules, ruleItems } from '../rules/queries.ts'
import { readWording } from '../templates/wording.ts'
import type { MadePaper } from './catalogue.ts'
import type { PaperData } from './data.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'
import type { PaperRef } from './rules.ts'

type Cell = PaperData<'provinceBoard'>['rows'][number]['cells'][number]
type SumTable = PaperData<'consolidated'>
/** resources/papers/wording/board.json */
type Wording = {
  columns: { package: string }
  note: string
  returned: string
  clock: string
  late: string
  missing: string
  summary: string
  unsaid: string
  wholeDistrict: string
  sides: Record<Side, string>
}

/** These tables are the province's own. @throws Fault input.wrongProfile */
function mustBeProvince(cx: QueryContext): void {
  const { profile } = cx.office()
  if (profile !== 'province') throw new Fault('input.wrongProfile', { name: 'papers.preview', profile })
}

/** Guideline edition that set the calendar of a plan FY (DOMAIN.md §1.1). */
function editionOf(cx: QueryContext, planFy: number): number {
  return planFy - (readRules(cx, 'guideline').items[0]?.planYearsAfterEdition ?? 0)
}

function provincePaper<K extends 'provinceBoard' | 'consolidated'>(
  cx: QueryContext,
  kind: K,
  planFy: number,
  data: PaperData<K>,
): MadePaper<K> {
  const office = readOfficeHead(cx)
  return {
    kind,
    data,
    office,
    formats: ['pdf', 'xlsx'],
    fileName: paperFileTitle(cx, kind, { province: office.provinceName, planFy }),
  }
}

/**
 * The province's board as a paper: district by district what came in, in time or how many days late, and what lacks.
 *
 * @throws Fault input.wrongProfile
 */
export function boardPaper(cx: QueryContext, planFy: number): MadePaper<'provinceBoard'> {
  mustBeProvince(cx)
  const board = readBoard(cx, planFy)
  const wording = readWording<Wording>(cx, 'board')
  const nameOf = areaNames(cx)
  const dues = board.rows.map((row) => row.dueOn).sort()
  return provincePaper(cx, 'provinceBoard', planFy, {
    province: nameOf({ provinceCode: cx.office().provinceCode }),
    editionFy: editionOf(cx, planFy),
    planFy,
    asOf: board.asOf,
    summary: fillWords(wording.summary, {
      expected: board.expected,
      received: board.received,
      onTime: board.onTime,
      late: board.late,
      missing: board.missing,
      returned: board.returned,
      accepted: board.accepted,
    }),
    // Districts with days of their own: the last one holds for the heading.
    duties: [
      { number: 1, title: wording.columns.package, due: dues.at(-1) ?? '' },
      ...board.duties.map((duty, at) => ({ number: at + 2, title: duty.name, due: duty.dueOn ?? '' })),
    ],
    rows: board.rows.map((row) => ({
      district: nameOf({ districtCode: row.districtCode }),
      cells: [packageCell(row, wording), ...row.duties.map((duty) => dutyCell(duty, wording))],
      note: [
        row.packageId === null
          ? ''
          : fillWords(wording.note, { projects: row.projects.toLocaleString('en-US') }),
        row.reasons === '' ? '' : fillWords(wording.returned, { reasons: row.reasons }),
        row.clockDoubt ? wording.clock : '',
      ]
        .filter((part) => part !== '')
        .join('\n'),
    })),
  })
}

function packageCell(row: BoardLine, wording: Wording): Cell {
  if (row.state === 'returned') return { state: 'returned', date: row.receivedOn?.slice(0, 10) ?? '' }
  const { timing, dueOn, firstReceivedOn, lateDays } = row
  return dutyCell({ state: timing, dueOn, since: firstReceivedOn, lateDays }, wording)
}

function dutyCell(
  { state, since, lateDays }: Pick<BoardDuty, 'state' | 'dueOn' | 'since' | 'lateDays'>,
  wording: Wording,
): Cell {
  if (state === 'notDue') return { state: 'expected' }
  if (state === 'onTime') return { state: 'onTime', date: since ?? '' }
  return {
    state,
    date: since ?? '',
    days: lateDays,
    text: fillWords(state === 'late' ? wording.late : wording.missing, { days: lateDays }),
  }
}

/** Sides in the order of the sheets. */
const sheets = [
  'district',
  'tambon',
  'issue',
  'class',
  'source',
  'agency',
  'year',
] as const satisfies readonly Side[]

/**
 * The consolidated workbook: the districts' figures by every side, beside the year before, and the list of every
 * project. The list stands only in the workbook; on paper there are the tables.
 *
 * @throws Fault input.wrongProfile
 */
export function consolidatedPaper(
  cx: QueryContext,
  { planFy, level = 'needs' }: Extract<PaperRef, { kind: 'consolidated' }>,
): MadePaper<'consolidated'> {
  mustBeProvince(cx)
  const offices = countedOffices(cx, planFy)
  const plans = countedPlans(cx, [...offices.values()], planFy, level)
  const years = yearsWithMoney(cx, plans)
  const wording = readWording<Wording>(cx, 'board')
  const common = {
    province: areaNames(cx)({ provinceCode: cx.office().provinceCode }),
    planFy,
    plans: String(ruleItems(cx, 'plan-levels').get(level)?.name ?? level),
    asOf: cx.today(),
    firstYear: years[0] ?? planFy,
    lastYear: years.at(-1) ?? planFy,
  }
  const tables = sheets.map(
    (side): SumTable => ({ ...common, by: side, rows: sumRows(cx, planFy, level, side, wording) }),
  )
  const [first = { ...common, by: 'district' }, ...others] = tables
  return {
    ...provincePaper(cx, 'consolidated', planFy, first),
    also: [
      ...others,
      { ...common, by: 'comparison', comparison: comparisonRows(cx, planFy, level, wording) },
    ],
    inWorkbook: [{ ...common, by: 'projects', projects: projectRows(cx, plans, offices, wording) }],
    numberedTogether: true,
  }
}

/** Years of the spans, and those beyond them that have money: none of it is left out of a table. */
function yearsWithMoney(cx: QueryContext, plans: readonly string[]): number[] {
  if (plans.length === 0) return []
  const found = cx.db
    .selectDistinct({ year: entryBudget.fiscalYear })
    .from(entryBudget)
    .innerJoin(planEntry, eq(entryBudget.entryId, planEntry.id))
    .where(and(inArray(planEntry.planId, [...plans]), sql`${entryBudget.amount} <> 0`))
    .all()
  return [...new Set([...yearsOf(cx, plans), ...found.map(({ year }) => year)])].sort((a, b) => a - b)
}

function sumRows(
  cx: QueryContext,
  planFy: number,
  level: CountedLevel,
  side: Side,
  wording: Wording,
): NonNullable<SumTable['rows']> {
  const offices = countedOffices(cx, planFy)
  const sums = sumBySide(readFigures(cx, offices, planFy, level), side).rows
  const nameOf = areaNames(cx)
  const villages =
    side === 'district' || side === 'tambon' ? villagesBy(cx, offices, side) : new Map<string, number>()
  const states = new Map(
    side === 'district' ? readBoard(cx, planFy).rows.map((row) => [row.districtCode, row.state]) : [],
  )
  const rows = breakdown(cx, { planFy, level, side }).rows.filter(
    (row) => side === 'district' || sums.has(row.key),
  )
  // A tambon from which no project came is told as well: it has villages.
  const without =
    side === 'tambon'
      ? [...villages.keys()]
          .filter((key) => !sums.has(key))
          .map((key) => ({ key, label: '', districtCode: key.slice(0, 4), projects: 0 }))
      : []
  const all: Pick<SideLine, 'key' | 'label' | 'districtCode' | 'projects'>[] =
    without.length === 0
      ? rows
      : [...rows, ...without].sort((a, b) => (a.key === '' ? 1 : b.key === '' ? -1 : a.key < b.key ? -1 : 1))
  return all.map((row) => {
    const budget = [...(sums.get(row.key)?.byYear ?? [])].map(([year, satang]) => ({ year, satang }))
    return {
      label: labelOf(row, side, nameOf, wording),
      group: side === 'tambon' && row.key !== '' ? nameOf({ districtCode: row.districtCode }) : '',
      villages: villages.get(row.key) ?? 0,
      projects: row.projects,
      handedIn: side !== 'district' || offices.has(row.key),
      budget: budget.sort((a, b) => a.year - b.year),
      note: side === 'district' && states.get(row.key) === 'returned' ? 'returned' : '',
    }
  })
}

type Named = ReturnType<typeof areaNames>

function labelOf(row: { key: string; label: string }, side: Side, nameOf: Named, wording: Wording): string {
  if (row.key === '') return side === 'tambon' ? wording.wholeDistrict : wording.unsaid
  if (side === 'district') return nameOf({ districtCode: row.key })
  if (side === 'tambon') return nameOf({ tambonCode: row.key })
  return row.label
}

function villagesBy(
  cx: QueryContext,
  offices: ReadonlyMap<string, string>,
  side: 'district' | 'tambon',
): Map<string, number> {
  const districtOf = new Map([...offices].map(([code, officeId]) => [officeId, code]))
  const rows = cx.db
    .select({ officeId: village.officeId, tambonCode: village.tambonCode, villages: count() })
    .from(village)
    .where(inArray(village.officeId, [...offices.values()]))
    .groupBy(village.officeId, village.tambonCode)
    .all()
  const sums = new Map<string, number>()
  for (const { officeId, tambonCode, villages } of rows) {
    const key = side === 'tambon' ? tambonCode : (districtOf.get(officeId) ?? '')
    sums.set(key, (sums.get(key) ?? 0) + villages)
  }
  return sums
}

/** By district, issue, class, source: this year beside the one before. */
function comparisonRows(
  cx: QueryContext,
  planFy: number,
  level: CountedLevel,
  wording: Wording,
): NonNullable<SumTable['comparison']> {
  const nameOf = areaNames(cx)
  const offices = countedOffices(cx, planFy)
  return (['district', 'issue', 'class', 'source', 'agency'] as const).flatMap((side) =>
    breakdown(cx, { planFy, level, side }).rows.map((row) => ({
      group: wording.sides[side],
      label: labelOf(row, side, nameOf, wording),
      projectsBefore: row.before?.projects ?? null,
      satangBefore: row.before?.total ?? null,
      // Of a district that has not handed in nothing is known.
      projects: side === 'district' && !offices.has(row.key) ? null : row.projects,
      satang: side === 'district' && !offices.has(row.key) ? null : row.total,
    })),
  )
}

const workClasses = { SELF: 'self', JOINT: 'joint', BEYOND: 'beyond' } as const

/** Every project that is counted, by district in the order of its plan. */
function projectRows(
  cx: QueryContext,
  plans: readonly string[],
  offices: ReadonlyMap<string, string>,
  wording: Wording,
): NonNullable<SumTable['projects']> {
  if (plans.length === 0) return []
  const nameOf = areaNames(cx)
  const budgets = new Map<string, { year: number; satang: number }[]>()
  for (const { entryId, year, satang } of cx.db
    .select({ entryId: entryBudget.entryId, year: entryBudget.fiscalYear, satang: entryBudget.amount })
    .from(entryBudget)
    .innerJoin(planEntry, eq(entryBudget.entryId, planEntry.id))
    .where(inArray(planEntry.planId, [...plans]))
    .orderBy(entryBudget.fiscalYear)
    .all()) {
    const list = budgets.get(entryId)
    if (list) list.push({ year, satang })
    else budgets.set(entryId, [{ year, satang }])
  }
  const entries = cx.db
    .select({
      id: planEntry.id,
      projectId: planEntry.projectId,
      officeId: planEntry.officeId,
      tambonCode: project.tambonCode,
      villageTambon: village.tambonCode,
      villageName: village.name,
      villageKind: village.kind,
      mooNo: village.mooNo,
      name: planEntry.name,
      issue: planEntry.issue,
      projectClass: planEntry.projectClass,
      source: planEntry.budgetSource,
      agency: planEntry.leadAgency,
    })
    .from(planEntry)
    .innerJoin(plan, eq(planEntry.planId, plan.id))
    .innerJoin(project, eq(planEntry.projectId, project.id))
    .leftJoin(village, eq(project.villageId, village.id))
    .where(inArray(planEntry.planId, [...plans]))
    .orderBy(plan.id, planEntry.rank, planEntry.id)
    .all()
  // As it is counted: once for an office, as its last addition has it (core/province/figures.ts).
  const counted = new Map(entries.map((row) => [`${row.officeId} ${row.projectId}`, row]))
  const order = new Map([...offices].map(([code, officeId], at) => [officeId, { code, at }]))
  return [...counted.values()]
    .sort((a, b) => (order.get(a.officeId)?.at ?? 0) - (order.get(b.officeId)?.at ?? 0))
    .map((row) => {
      const tambonCode = row.villageTambon ?? row.tambonCode
      return {
        id: row.id,
        district: nameOf({ districtCode: order.get(row.officeId)?.code ?? null }),
        tambon: tambonCode === null ? wording.wholeDistrict : nameOf({ tambonCode }),
        village:
          row.villageName === null
            ? ''
            : nameOf({ villageName: row.villageName, villageKind: row.villageKind, mooNo: row.mooNo }),
        name: row.name,
        issue: row.issue,
        workClass: workClasses[row.projectClass],
        source: row.source,
        agency: row.agency,
        budget: budgets.get(row.id) ?? [],
      }
    })
}
