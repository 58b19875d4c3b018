import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayoutDetail } from '../../../core/layouts/contract.ts'
import {
  type ColumnInput,
  type LayoutInput,
  type LayoutProblem,
  newColumn,
  type TableField,
} from '../../../core/layouts/rules.ts'
import type { CellValue, GridColumn } from '../../ui/index.ts'
import { fromScreen, toScreen } from './layout-marks.ts'

/** A column with a key of its own: two rows may name the same field while the person is changing them. */
export type ColumnRow = ColumnInput & { id: string }

/** The columns of a layout as rows of a DataGrid. */
export function useColumnGrid(
  detail: LayoutDetail,
  draft: LayoutInput,
  onChange: (next: LayoutInput) => void,
  problems: readonly LayoutProblem[],
) {
  const { t, i18n } = useTranslation()
  const ids = useRef(new WeakMap<ColumnInput, string>())
  const count = useRef(0)
  const idOf = (column: ColumnInput) => {
    const known = ids.current.get(column)
    if (known !== undefined) return known
    count.current += 1
    const id = `c${count.current}`
    ids.current.set(column, id)
    return id
  }
  const { fields } = detail.facts
  const markOf = useCallback(
    (field: TableField | undefined): string => {
      const key = `layouts.mark.${field?.repeat ?? ''}`
      return field?.repeat !== undefined && i18n.exists(key) ? t(key) : t('layouts.mark.each')
    },
    [t, i18n],
  )
  const rows = draft.columns.map((column): ColumnRow => ({ ...column, id: idOf(column) }))

  const columns = useMemo<GridColumn<ColumnRow>[]>(() => {
    const yesNo = [
      { value: 'yes', label: t('layouts.yes') },
      { value: 'no', label: t('layouts.no') },
    ]
    const flag = (key: 'sum' | 'dropEmpty' | 'hidden', width: number): GridColumn<ColumnRow> => ({
      key,
      title: t(`layouts.column.${key}`),
      kind: 'select',
      width,
      options: yesNo,
      get: (row) => (row[key] ? 'yes' : 'no'),
      set: (row, value) => ({ ...row, [key]: value === 'yes' }),
    })
    const words = (key: 'head' | 'under', width: number, grow: number): GridColumn<ColumnRow> => ({
      key,
      title: t(`layouts.column.${key}`),
      kind: 'text',
      lines: true,
      width,
      grow,
      get: (row) => toScreen(row[key], { '': markOf(fields[row.key]) }),
      set: (row, value) => ({
        ...row,
        [key]: fromScreen(String(value ?? ''), { '': markOf(fields[row.key]) }),
      }),
    })
    const number = (key: 'width' | 'grow', width: number): GridColumn<ColumnRow> => ({
      key,
      title: t(`layouts.column.${key}`),
      kind: 'number',
      decimals: true,
      width,
      set: (row, value: CellValue) => ({ ...row, [key]: typeof value === 'number' ? value : 0 }),
    })
    return [
      {
        key: 'key',
        title: t('layouts.column.key'),
        kind: 'select',
        width: 165,
        grow: 1,
        required: true,
        options: Object.entries(fields).map(([value, field]) => ({ value, label: field.name })),
        // another field brings its own head and kind along
        set: (row, value) => {
          const field = fields[String(value ?? '')]
          return field === undefined ? row : { ...newColumn(String(value), field), id: row.id }
        },
      },
      words('head', 150, 1.2),
      words('under', 115, 0.8),
      number('width', 92),
      number('grow', 92),
      {
        key: 'align',
        title: t('layouts.column.align'),
        kind: 'select',
        width: 86,
        options: (['left', 'centre', 'right'] as const).map((value) => ({
          value,
          label: t(`layouts.align.${value}`),
        })),
      },
      flag('sum', 80),
      flag('dropEmpty', 140),
      flag('hidden', 92),
    ]
  }, [t, fields, markOf])

  const unused = Object.entries(fields).find(([key]) => !draft.columns.some((column) => column.key === key))
  const problemsOf = (_row: ColumnRow, at: number): Record<string, string> | undefined => {
    const mine = problems.filter(({ path }) => path[0] === 'columns' && path[1] === at)
    if (mine.length === 0) return undefined
    return Object.fromEntries(
      mine.map(({ path, key, params }) => [String(path[2] ?? 'key'), t(`validation:${key}`, params)]),
    )
  }
  return {
    rows,
    columns,
    problems: problemsOf,
    newRow: unused
      ? (): ColumnRow => {
          count.current += 1
          return { ...newColumn(unused[0], unused[1]), id: `c${count.current}` }
        }
      : null,
    change: (next: ColumnRow[]) => {
      onChange({
        ...draft,
        columns: next.map(({ id, ...column }) => {
          ids.current.set(column, id)
          return column
        }),
      })
    },
    marks: { year: t('layouts.mark.years'), criterion: t('layouts.mark.criteria') },
  }
}
