import type { BoardLine } from '../exchange/contract.ts'
import { readBoard, readConsolidated } from '../exchange/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { readRules } from '../rules/queries.ts'
import type { PaperData } from './data.ts'

const columns = ['package', 'villagePlans', 'tambonPlans', 'orders', 'report'] as const
type Column = (typeof columns)[number]
type Cell = PaperData<'provinceBoard'>['rows'][number]['cells'][number]
type Wording = { columns: Record<Column, string>; note: string }

/** These tables are the province's own. @throws Fault input.wrongProfile */
function mustBeProvince(cx: QueryContext): void {
  const { profile } = cx.office()
  if (profile !== 'province') throw new Fault('input.wrongProfile', { name: 'papers.preview', profile })
}

/** Guideline edition that set the calendar of a plan FY (DOMAIN.md §1.1). */
function editionOf(cx: QueryContext, planFy: number): number {
  return planFy - (readRules(cx, 'guideline').items[0]?.planYearsAfterEdition ?? 0)
}

/** The province's board as a paper: district by district what came in, in time or late, and what is in it. */
export function boardData(cx: QueryContext, planFy: number): PaperData<'provinceBoard'> {
  mustBeProvince(cx)
  const board = readBoard(cx, planFy)
  const wording = cx.resources.json<Wording>('papers/wording/board.json')
  const nameOf = areaNames(cx)
  const dues = [...new Set(board.rows.map((row) => row.dueOn))].sort()
  return {
    province: nameOf({ provinceCode: cx.office().provinceCode }),
    editionFy: editionOf(cx, planFy),
    asOf: cx.today(),
    // Districts with days of their own: the last one holds for the heading.
    duties: columns.map((column, at) => ({
      number: at + 1,
      title: wording.columns[column],
      due: dues.at(-1) ?? '',
    })),
    rows: board.rows.map((row) => ({
      district: nameOf({ districtCode: row.districtCode }),
      cells: columns.map((column) => boardCell(row, column, cx.today())),
      note: row.packageId === null ? '' : fillWords(wording.note, { projects: row.projects }),
    })),
  }
}

/** One cell: the package by its day, the things in it by whether all of them are there. */
export function boardCell(row: BoardLine, column: Column, today: string): Cell {
  const isIn = row.receivedOn !== null
  const due = today > row.dueOn ? 'missing' : 'expected'
  if (!isIn) return { state: due }
  const date = row.receivedOn?.slice(0, 10) ?? ''
  if (row.state === 'returned') return { state: 'returned', date }
  const inTime = row.lateDays > 0 ? 'late' : 'onTime'
  if (column === 'package') return { state: inTime, date }
  const isWhole = column === 'report' ? row.report : isComplete(row, column)
  return isWhole ? { state: inTime, date } : { state: due }
}

function isComplete(row: BoardLine, column: 'villagePlans' | 'tambonPlans' | 'orders'): boolean {
  if (column === 'orders') return row.orders.expected > 0 && row.orders.current >= row.orders.expected
  return row[column].expected > 0 && row[column].adopted >= row[column].expected
}

/** Projects and money of every district by year. */
export function consolidatedData(cx: QueryContext, planFy: number): PaperData<'consolidated'> {
  mustBeProvince(cx)
  const table = readConsolidated(cx, planFy)
  const nameOf = areaNames(cx)
  const board = new Map(readBoard(cx, planFy).rows.map((row) => [row.districtCode, row]))
  return {
    province: nameOf({ provinceCode: cx.office().provinceCode }),
    editionFy: editionOf(cx, planFy),
    asOf: cx.today(),
    by: 'district',
    firstYear: table.years[0] ?? planFy,
    lastYear: table.years.at(-1) ?? planFy,
    rows: table.rows.map((row) => ({
      label: nameOf({ districtCode: row.districtCode }),
      villages: board.get(row.districtCode)?.villagePlans.expected ?? 0,
      handedIn: (board.get(row.districtCode)?.packageId ?? null) !== null,
      projects: row.projects,
      budget: row.budgets.map((budget) => ({ year: budget.fiscalYear, satang: budget.amount })),
    })),
  }
}
