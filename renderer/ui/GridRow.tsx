// biome-ignore-all lint/a11y/useFocusableInteractive: cells are reached through the one input (aria-activedescendant)
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be an HTML table
import { memo, type ReactElement } from 'react'
import { cellText, type GridColumn, isReadOnly } from './grid-model.ts'

type GridRowProps<Row> = {
  /** Undefined: the empty line at the end. */
  row: Row | undefined
  /** Place among the rows on screen, and the number that is shown for it. */
  at: number
  number: string
  top: number
  height: number
  template: string
  columns: readonly GridColumn<Row>[]
  /** Left edges of the pinned columns, in px. */
  pinned: readonly number[]
  /** First and last marked column, -1 = none. */
  from: number
  to: number
  /** The column of the cell in hand, -1 = another row. */
  here: number
  hereId: string
  focused: boolean
  readOnly: boolean
  wrong: Readonly<Record<string, string>> | undefined
  /** Columns in which the searched words stand: ",2,5,". */
  found: string
}

/** True where values stand at the right. */
export function isNumeric(column: { kind: string; right?: boolean }): boolean {
  return (
    column.right === true || column.kind === 'money' || column.kind === 'number' || column.kind === 'year'
  )
}

function GridRowPlain<Row>(props: GridRowProps<Row>) {
  const { row, at, columns, pinned, from, to, here, wrong, readOnly, focused } = props
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      className="row"
      style={{ top: props.top, height: props.height, gridTemplateColumns: props.template }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        data-row-head={at}
        className={`head${from >= 0 && focused ? ' lit' : ''}${wrong ? ' bad' : ''}`}
      >
        {props.number}
      </div>
      {columns.map((column, c) => {
        const bad = wrong?.[column.key]
        const selected = c >= from && c <= to && from >= 0
        const locked = isReadOnly(column, row)
        const left = pinned[c]
        const names = [
          'cell',
          isNumeric(column) ? 'number' : '',
          left === undefined ? '' : c === pinned.length - 1 ? 'pin lastPin' : 'pin',
          locked && !readOnly ? 'locked' : '',
          selected && focused ? 'lit' : '',
          props.found !== '' && props.found.includes(`,${c},`) ? 'found' : '',
          bad === undefined ? '' : 'bad',
          here === c && focused ? 'here' : '',
        ]
        return (
          <div
            key={column.key}
            id={here === c ? props.hereId : undefined}
            role="gridcell"
            aria-colindex={c + 2}
            aria-selected={selected}
            aria-invalid={bad === undefined ? undefined : true}
            aria-readonly={readOnly || locked ? true : undefined}
            title={bad}
            data-row={at}
            data-column={column.key}
            className={names.filter(Boolean).join(' ')}
            {...(left === undefined ? {} : { style: { left } })}
          >
            {row === undefined ? '' : cellText(column, row, 'show')}
          </div>
        )
      })}
    </div>
  )
}

/** One line of the table; drawn again only when something in it changed: hundreds stand by while one is typed in. */
export const GridRow = memo(GridRowPlain) as <Row>(props: GridRowProps<Row>) => ReactElement
