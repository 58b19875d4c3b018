// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be an HTML table
import { type MouseEventHandler, type RefObject, useEffect, useState } from 'react'
import { GridRow } from './GridRow.tsx'
import type { Block, Cell, GridColumn } from './grid-model.ts'

/** Rows drawn above and below those in sight; the window moves in steps, so that not every pixel draws. */
const overscan = 8
const step = 4

type Props<Row> = {
  scroller: RefObject<HTMLDivElement | null>
  /** Height of the window on the rows, in px. */
  height: number
  rowHeight: number
  wide: number
  template: string
  pinned: readonly number[]
  columns: readonly GridColumn<Row>[]
  /** The rows on screen and, when they are filtered or sorted, their places among all. */
  shown: readonly Row[]
  places: readonly number[] | null
  /** Rows and the empty line at the end. */
  lines: number
  keyOf: (row: Row, at: number) => string
  here: Cell
  block: Block
  /** The marked cells are lit: the cursor is in the table. */
  lit: boolean
  hereId: string
  readOnly: boolean
  wrongIn: (row: Row, at: number) => Readonly<Record<string, string>> | undefined
  foundIn: ReadonlyMap<number, string>
  onMouseDown: MouseEventHandler
  onMouseOver: MouseEventHandler
  onDoubleClick: MouseEventHandler
}

/** The rows that can be seen. Scrolling draws only this part of the table. */
export function GridBody<Row>(props: Props<Row>) {
  const { scroller, rowHeight, shown, places, lines, keyOf, block, here } = props
  const [first, setFirst] = useState(0)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => setFirst(Math.floor(element.scrollTop / rowHeight / step) * step)
    look()
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [scroller, rowHeight])
  const from = Math.max(0, Math.min(first, lines) - overscan)
  const to = Math.min(lines, first + Math.ceil(props.height / rowHeight) + overscan + step)
  return (
    <div
      role="rowgroup"
      style={{ position: 'relative', height: lines * rowHeight, width: props.wide }}
      onMouseDown={props.onMouseDown}
      onMouseOver={props.onMouseOver}
      onFocus={() => undefined}
      onDoubleClick={props.onDoubleClick}
    >
      {Array.from({ length: Math.max(0, to - from) }, (_, offset) => {
        const at = from + offset
        const row = shown[at]
        const inBlock = at >= block.top && at <= block.bottom
        return (
          <GridRow<Row>
            key={row === undefined ? '+' : keyOf(row, places?.[at] ?? at)}
            row={row}
            at={at}
            number={row === undefined ? '+' : String((places?.[at] ?? at) + 1)}
            top={at * rowHeight}
            height={rowHeight}
            template={props.template}
            columns={props.columns}
            pinned={props.pinned}
            from={inBlock ? block.left : -1}
            to={inBlock ? block.right : -1}
            here={at === here.row ? here.column : -1}
            hereId={props.hereId}
            focused={props.lit && inBlock}
            readOnly={props.readOnly}
            wrong={row === undefined ? undefined : props.wrongIn(row, at)}
            found={props.foundIn.get(at) ?? ''}
          />
        )
      })}
    </div>
  )
}
