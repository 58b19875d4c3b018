import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type PlanLevel, projectClasses } from '../../../core/plans/rules.ts'
import { sheetWords } from '../../../core/sheets/words.ts'
import { api } from '../../app/client.ts'
import type { GridColumn } from '../../ui/DataGrid.tsx'
import { useGridMemory } from '../../ui/grid-memory.ts'
import { type EntryRow, rowTotal, yearColumn } from './entry-rows.ts'

/** Columns that can be put away; the others (name, class, budget, total) make the table what it is. */
export const choosable = [
  'origin',
  'issue',
  'budgetSource',
  'leadAgency',
  'site',
  'target',
  'objective',
  'problem',
  'expectedResult',
  'kpi',
  'relatedAgencies',
  'readiness',
  'remark',
  'sourceRef',
  'sourceCode',
] as const
export type ChoosableColumn = (typeof choosable)[number]

const hiddenAtFirst: readonly ChoosableColumn[] = [
  'problem',
  'kpi',
  'relatedAgencies',
  'readiness',
  'sourceRef',
  'sourceCode',
]
/** Name under which a person's choice of columns and their widths are kept. */
export const planTable = 'plan'

/**
 * The columns of a plan's table and which of them this person wants to see. First what a priority is weighed by: name,
 * class, money of each year, total; on 1366 px they are in sight without scrolling. Paper keeps the order of DOMAIN.md
 * §3.4.
 */
export function usePlanColumns(level: PlanLevel, years: readonly number[], rows: readonly EntryRow[]) {
  const { t } = useTranslation()
  const issues = useQuery(api.rules.table.queryOptions({ input: { id: 'development-issues' } }))
  const sources = useQuery(api.rules.table.queryOptions({ input: { id: 'budget-sources' } }))
  const sheetTable = useQuery(api.rules.table.queryOptions({ input: { id: 'sheet-words' } }))
  const [memory, remember] = useGridMemory(planTable)
  const hidden = useMemo<ReadonlySet<ChoosableColumn>>(
    () =>
      memory.hidden === null
        ? new Set(hiddenAtFirst)
        : new Set(choosable.filter((column) => memory.hidden?.includes(column))),
    [memory.hidden],
  )
  const toggle = useCallback(
    (column: ChoosableColumn) => {
      const next = new Set(hidden)
      if (!next.delete(column)) next.add(column)
      remember({ hidden: [...next] })
    },
    [hidden, remember],
  )

  // pasted words mean what they mean in a workbook that is taken in
  const office = useMemo(
    () =>
      sheetWords(
        (sheetTable.data?.items ?? []) as unknown as Parameters<typeof sheetWords>[0],
        issues.data?.items.map((item) => item.name) ?? [],
        new Map(),
      ),
    [sheetTable.data, issues.data],
  )
  const usedIssues = words(rows.map((row) => row.issue))
  const usedSources = words(rows.map((row) => row.budgetSource))
  const columns = useMemo<GridColumn<EntryRow>[]>(() => {
    const list = (names: readonly string[], used: string) =>
      [...new Set([...names, ...used.split('\n')])]
        .filter((name) => name !== '')
        .map((name) => ({ value: name, label: name }))
    const text = (
      column: ChoosableColumn & keyof EntryRow,
      width: number,
      lines = false,
    ): GridColumn<EntryRow> => ({
      key: column,
      title: t(`plans.column.${column}`),
      kind: 'text',
      width,
      grow: 0,
      ...(lines ? { lines } : {}),
    })
    const all: GridColumn<EntryRow>[] = [
      {
        key: 'name',
        title: t('plans.column.name'),
        kind: 'text',
        width: 280,
        grow: 1,
        required: true,
        pinned: true,
      },
      {
        key: 'projectClass',
        title: t('plans.column.projectClass'),
        kind: 'select',
        width: 104,
        grow: 0,
        required: true,
        options: projectClasses.map((one) => ({ value: one, label: t(`plans.class.${one}`) })),
        understand: (typed) => office.classOf(typed),
      },
      ...years.map(
        (year): GridColumn<EntryRow> => ({
          key: yearColumn(year),
          title: t(years.length > 1 ? 'plans.column.yearShort' : 'plans.column.year', { year }),
          kind: 'money',
          width: years.length > 1 ? 98 : 130,
          grow: 0,
          total: true,
          fold: years.length === 1,
        }),
      ),
      ...(years.length > 1
        ? [
            {
              key: 'total',
              title: t('plans.column.total'),
              kind: 'money' as const,
              width: 114,
              grow: 0,
              total: true,
              readOnly: true,
              fold: true,
              get: (row: EntryRow) => rowTotal(row, years),
            },
          ]
        : []),
      ...(level === 'village'
        ? []
        : [
            {
              key: 'origin',
              title: t('plans.column.origin'),
              kind: 'text' as const,
              width: 150,
              grow: 0,
              readOnly: true,
              get: (row: EntryRow) => row.originName,
            },
          ]),
      {
        key: 'issue',
        title: t('plans.column.issue'),
        kind: 'select',
        free: true,
        width: 140,
        grow: 0,
        options: list(issues.data?.items.map((item) => item.name) ?? [], usedIssues),
        understand: (typed) => office.issue(typed),
      },
      {
        key: 'budgetSource',
        title: t('plans.column.budgetSource'),
        kind: 'select',
        free: true,
        width: 150,
        grow: 0,
        options: list(sources.data?.items.map((item) => item.name) ?? [], usedSources),
        understand: (typed) => office.source(typed),
      },
      text('leadAgency', 150),
      text('site', 130),
      text('target', 140, true),
      text('objective', 150, true),
      text('problem', 160, true),
      text('expectedResult', 160, true),
      text('kpi', 140, true),
      text('relatedAgencies', 150),
      text('readiness', 130),
      text('remark', 130),
      text('sourceRef', 140),
      text('sourceCode', 110),
    ]
    return all.filter((column) => !hidden.has(column.key as ChoosableColumn))
  }, [level, years, hidden, issues.data, sources.data, usedIssues, usedSources, office, t])
  return { columns, hidden, toggle, certainty: issues.data?.certainty ?? null }
}

/** Words in use, as one text: it changes only when a new word comes, not with every key in another column. */
function words(values: readonly string[]): string {
  return [...new Set(values)].sort().join('\n')
}
