import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PlanLevel, projectClasses } from '../../../core/plans/rules.ts'
import { api } from '../../app/client.ts'
import type { GridColumn } from '../../ui/DataGrid.tsx'
import { type EntryRow, rowTotal, yearColumn } from './entry-rows.ts'

/** Columns that can be put away; the others (name, budget, total) make the table what it is. */
export const choosable = [
  'origin',
  'issue',
  'projectClass',
  'problem',
  'objective',
  'target',
  'site',
  'budgetSource',
  'leadAgency',
  'expectedResult',
  'kpi',
  'relatedAgencies',
  'readiness',
  'remark',
] as const
export type ChoosableColumn = (typeof choosable)[number]

const hiddenAtFirst: readonly ChoosableColumn[] = ['problem', 'kpi', 'relatedAgencies', 'readiness']
const key = 'amphoe-plan.plan-columns'

/** The columns of a plan's table (DOMAIN.md §3.4) and which of them this person wants to see. */
export function usePlanColumns(level: PlanLevel, years: readonly number[], rows: readonly EntryRow[]) {
  const { t } = useTranslation()
  const issues = useQuery(api.rules.table.queryOptions({ input: { id: 'development-issues' } }))
  const sources = useQuery(api.rules.table.queryOptions({ input: { id: 'budget-sources' } }))
  const [hidden, setHidden] = useState<ReadonlySet<ChoosableColumn>>(readHidden)
  const toggle = useCallback((column: ChoosableColumn) => {
    setHidden((now) => {
      const next = new Set(now)
      if (!next.delete(column)) next.add(column)
      try {
        localStorage.setItem(key, JSON.stringify([...next]))
      } catch {
        // a window without storage forgets it on closing; nothing else is lost
      }
      return next
    })
  }, [])

  const usedIssues = words(rows.map((row) => row.issue))
  const usedSources = words(rows.map((row) => row.budgetSource))
  const columns = useMemo<GridColumn<EntryRow>[]>(() => {
    const list = (names: readonly string[], used: string) =>
      [...new Set([...names, ...used.split('\n')])]
        .filter((name) => name !== '')
        .map((name) => ({ value: name, label: name }))
    const text = (column: ChoosableColumn & keyof EntryRow, width: number): GridColumn<EntryRow> => ({
      key: column,
      title: t(`plans.column.${column}`),
      kind: 'text',
      width,
    })
    const all: GridColumn<EntryRow>[] = [
      { key: 'name', title: t('plans.column.name'), kind: 'text', width: 250, grow: 4, required: true },
      ...(level === 'village'
        ? []
        : [
            {
              key: 'origin',
              title: t('plans.column.origin'),
              kind: 'text' as const,
              width: 140,
              readOnly: true,
              get: (row: EntryRow) => row.originName,
            },
          ]),
      {
        key: 'issue',
        title: t('plans.column.issue'),
        kind: 'select',
        free: true,
        width: 130,
        options: list(issues.data?.items.map((item) => item.name) ?? [], usedIssues),
      },
      {
        key: 'projectClass',
        title: t('plans.column.projectClass'),
        kind: 'select',
        width: 112,
        required: true,
        options: projectClasses.map((one) => ({ value: one, label: t(`plans.class.${one}`) })),
      },
      text('problem', 160),
      text('objective', 140),
      text('target', 130),
      text('site', 120),
      ...years.map(
        (year): GridColumn<EntryRow> => ({
          key: yearColumn(year),
          title: t(years.length > 1 ? 'plans.column.yearShort' : 'plans.column.year', { year }),
          kind: 'money',
          width: 108,
          total: true,
        }),
      ),
      ...(years.length > 1
        ? [
            {
              key: 'total',
              title: t('plans.column.total'),
              kind: 'money' as const,
              width: 120,
              total: true,
              readOnly: true,
              get: (row: EntryRow) => rowTotal(row, years),
            },
          ]
        : []),
      {
        key: 'budgetSource',
        title: t('plans.column.budgetSource'),
        kind: 'select',
        free: true,
        width: 150,
        options: list(sources.data?.items.map((item) => item.name) ?? [], usedSources),
      },
      text('leadAgency', 150),
      text('expectedResult', 160),
      text('kpi', 140),
      text('relatedAgencies', 150),
      text('readiness', 130),
      text('remark', 130),
    ]
    return all.filter((column) => !hidden.has(column.key as ChoosableColumn))
  }, [level, years, hidden, issues.data, sources.data, usedIssues, usedSources, t])
  return { columns, hidden, toggle, certainty: issues.data?.certainty ?? null }
}

function readHidden(): ReadonlySet<ChoosableColumn> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (Array.isArray(kept)) return new Set(choosable.filter((column) => kept.includes(column)))
  } catch {
    // what cannot be read counts as not kept
  }
  return new Set(hiddenAtFirst)
}

/** Words in use, as one text: it changes only when a new word comes, not with every key in another column. */
function words(values: readonly string[]): string {
  return [...new Set(values)].sort().join('\n')
}
