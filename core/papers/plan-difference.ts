import type { QueryContext } from '../kernel/context.ts'
import { fillWords } from '../plans/areas.ts'
import { readDifference } from '../plans/compare.ts'
import type { PlanDifference } from '../plans/contract.ts'
import { type ComparedField, type DifferenceKind, differenceKinds } from '../plans/difference.ts'
import { totalOf } from '../plans/queries.ts'
import { rulesByKey } from '../rules/queries.ts'
import { formatBaht } from '../thai/money.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'

type Words = {
  groups: Record<Exclude<DifferenceKind, 'same'>, string>
  fields: Record<ComparedField, string>
  year: string
  yearNone: string
  rank: string
  empty: string
  none: string
}

/**
 * บัญชีเปรียบเทียบการเปลี่ยนแปลง of two editions: เดิม, ใหม่, เหตุผล, what came first, then what went and changed.
 *
 * @throws Fault record.notFound, plan.notComparable
 */
export function planDifferencePaper(
  cx: QueryContext,
  ref: { id: string; againstId?: string | undefined },
): MadePaper<'planDifference'> {
  const difference = readDifference(cx, { planId: ref.id, againstId: ref.againstId })
  const { plan, against, reasons, totals } = difference
  const cells = cellWords(cx)
  // In the order of the kinds, each by its rank: the groups of the table.
  const rows = differenceKinds.flatMap((kind) =>
    kind === 'same' ? [] : difference.rows.filter((row) => row.kind === kind).map((row) => ({ kind, row })),
  )
  return {
    kind: 'planDifference',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'planDifference', { name: plan.name }),
    data: {
      plan: plan.name,
      against: against?.name ?? '',
      planFy: plan.planFy,
      asOf: plan.adoptedOn ?? cx.today(),
      rows: rows.map(({ kind, row }) => ({
        group: cells.groups[kind],
        name: row.before?.name ?? row.after?.name ?? '',
        ...cells.of(row),
        satangBefore: row.before ? totalOf(row.before) : 0,
        satangAfter: row.after ? totalOf(row.after) : 0,
        reason: reasons[row.projectId] ?? '',
      })),
      years: totals.map(({ fiscalYear, before, after }) => ({ year: fiscalYear, before, after })),
    },
  }
}

function cellWords(cx: QueryContext) {
  const words = cx.resources.json<Words>('papers/wording/difference.json')
  const classes = rulesByKey(cx, 'project-classes')
  const said = (field: ComparedField, value: string) =>
    fillWords(words.fields[field], {
      value:
        value === '' ? words.empty : field === 'projectClass' ? (classes.get(value)?.name ?? value) : value,
    })
  const year = (fiscalYear: number, amount: number) =>
    fillWords(amount === 0 ? words.yearNone : words.year, { year: fiscalYear, amount: formatBaht(amount) })
  const wholeRow = (row: PlanDifference['rows'][number]['before']) =>
    row === null
      ? words.none
      : [
          fillWords(words.rank, { rank: row.rank }),
          ...row.budgets.map((budget) => year(budget.fiscalYear, budget.amount)),
        ].join('\n')
  const side = (row: PlanDifference['rows'][number], which: 'before' | 'after') => {
    if (row.kind === 'added' || row.kind === 'removed') return wholeRow(row[which])
    return [
      ...(row.moved ? [fillWords(words.rank, { rank: row[which]?.rank ?? 0 })] : []),
      // The remark stands in the column of reasons.
      ...row.fields.filter((one) => one.field !== 'remark').map((one) => said(one.field, one[which])),
      ...row.budgets.map((one) => year(one.fiscalYear, one[which])),
    ].join('\n')
  }
  return {
    groups: words.groups,
    of: (row: PlanDifference['rows'][number]) => ({ before: side(row, 'before'), after: side(row, 'after') }),
  }
}
