// biome-ignore-all lint/a11y/useFocusableInteractive: cells are reached through the one input (aria-activedescendant)
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be an HTML table
import Box from '@mui/material/Box'
import { useTheme } from '@mui/material/styles'
import { ArrowDown, ArrowUp, CornerDownLeft, Plus, Trash2 } from 'lucide-react'
import {
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { size } from '../theme/tokens.ts'
import { Button } from './Button.tsx'
import {
  type Block,
  blockOf,
  type Cell,
  type CellOption,
  cellValue,
  clearBlock,
  copyValue,
  fillDown,
  type GridColumn,
  isReadOnly,
  matchingOptions,
  pasteBlock,
  readCell,
  readClipboard,
  showValue,
  totalOf,
  withValue,
  writeClipboard,
} from './grid-model.ts'

export type { CellKind, CellOption, CellValue, GridColumn } from './grid-model.ts'

export type GridChange<Row> = {
  kind: 'edit' | 'paste' | 'fill' | 'clear' | 'insert' | 'remove' | 'move'
  /** First and last row of the new rows that were touched. */
  from: number
  to: number
  /** Rows that were taken away. */
  removed: Row[]
}

export type DataGridProps<Row> = {
  /** What the table holds; read aloud. */
  label: string
  rows: readonly Row[]
  columns: readonly GridColumn<Row>[]
  /** All rows after the change, and what it was. Absent = read-only. */
  onChange?: (rows: Row[], change: GridChange<Row>) => void
  /** An empty row; absent = rows cannot be added. */
  newRow?: () => Row
  canRemove?: boolean
  /** Rows have an order of their own (rank): Alt-↑ / Alt-↓ and two buttons move them. */
  movable?: boolean
  readOnly?: boolean
  /** Stable key of a row; without it the place of the row. */
  rowKey?: (row: Row, at: number) => string
  /** What is wrong in a row: column key → sentence. */
  problems?: (row: Row, at: number) => Record<string, string> | undefined
  /** Most height, CSS; the table is as high as its rows up to it. */
  maxHeight?: string
  /** Ctrl-Enter or the number of the row opens the whole record. */
  onOpenRow?: (row: Row, at: number) => void
  /** More buttons in the bar; they get the rows that are marked. */
  actions?: (selected: Row[], block: { from: number; to: number }) => ReactNode
  onSelect?: (from: number, to: number) => void
}

type Editing = { text: string; wrong: string | null; marked: number | null }

const overscan = 6

/**
 * The one table to work in (docs/decisions/0003-grid.md). Keyboard as in Excel: arrows, Tab, Enter, F2, typing replaces,
 * Ctrl-C / Ctrl-X / Ctrl-V of blocks, Ctrl-D fills down, Delete empties, Shift extends, Ctrl-Home/End, Ctrl-A; Esc and then
 * Tab leaves the table. Rows are drawn only where they can be seen. Changes go out at once; undo is the program's own.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, rows, columns, newRow, rowKey, problems, onOpenRow, movable = false, onSelect } = props
  const { t } = useTranslation()
  const theme = useTheme()
  const id = useId()
  const frozen = props.readOnly === true || props.onChange === undefined
  const canAdd = !frozen && newRow !== undefined
  const canRemove = !frozen && (props.canRemove ?? canAdd)
  const lines = rows.length + (canAdd ? 1 : 0)

  const [active, setActive] = useState<Cell>({ row: 0, column: 0 })
  const [anchor, setAnchor] = useState<Cell>({ row: 0, column: 0 })
  const [editing, setEditing] = useState<Editing | null>(null)
  const [said, setSaid] = useState<{ text: string; bad: boolean } | null>(null)
  const [focused, setFocused] = useState(false)
  const [view, setView] = useState({ top: 0, height: 480 })
  const leaving = useRef(false)
  const scroller = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [rem, setRem] = useState(16)
  const rowHeight = Math.round((size.rowHeight * rem) / 16)
  const headHeight = rowHeight

  const row = Math.min(active.row, Math.max(0, lines - 1))
  const column = Math.min(active.column, columns.length - 1)
  const block: Block = blockOf(
    { row, column },
    {
      row: Math.min(anchor.row, Math.max(0, lines - 1)),
      column: Math.min(anchor.column, columns.length - 1),
    },
  )
  const current = columns[column]
  const currentRow = rows[row]

  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const measure = () => {
      setView({ top: box.scrollTop, height: box.clientHeight })
      setRem(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16)
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(box)
    return () => watch.disconnect()
  }, [])

  const reveal = useCallback(
    (cell: Cell) => {
      const box = scroller.current
      if (!box) return
      const top = cell.row * rowHeight
      const foot = rows.length > 0 && columns.some((one) => one.total) ? rowHeight : 0
      const room = box.clientHeight - headHeight - foot
      if (top < box.scrollTop) box.scrollTop = top
      else if (top + rowHeight > box.scrollTop + room) box.scrollTop = top + rowHeight - room
      const head = box.querySelector<HTMLElement>(`[data-head="${cell.column}"]`)
      const number = box.querySelector<HTMLElement>('[data-corner]')
      if (head && number) {
        const left = head.offsetLeft - number.offsetWidth
        if (left < box.scrollLeft) box.scrollLeft = left
        else if (head.offsetLeft + head.offsetWidth > box.scrollLeft + box.clientWidth)
          box.scrollLeft = head.offsetLeft + head.offsetWidth - box.clientWidth
      }
    },
    [rowHeight, headHeight, rows.length, columns],
  )

  // the one input lies over the cell in hand: it takes typing, the clipboard and input methods, and is the editor
  const [place, setPlace] = useState({ left: 0, width: 80 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the columns or the view changed
  useLayoutEffect(() => {
    const head = scroller.current?.querySelector<HTMLElement>(`[data-head="${column}"]`)
    if (!head) return
    const { offsetLeft: left, offsetWidth: width } = head
    setPlace((last) => (last.left === left && last.width === width ? last : { left, width }))
  }, [column, view, columns, rem])

  const move = useCallback(
    (to: Cell, extend: boolean) => {
      const next = {
        row: Math.max(0, Math.min(lines - 1, to.row)),
        column: Math.max(0, Math.min(columns.length - 1, to.column)),
      }
      setActive(next)
      if (!extend) setAnchor(next)
      setSaid(null)
      reveal(next)
    },
    [lines, columns.length, reveal],
  )
  useEffect(() => onSelect?.(block.top, block.bottom), [onSelect, block.top, block.bottom])

  const send = (next: Row[], change: Omit<GridChange<Row>, 'removed'> & { removed?: Row[] }) =>
    props.onChange?.(next, { removed: [], ...change })
  const editable = (cell: Cell) => {
    const one = columns[cell.column]
    return !frozen && one !== undefined && !isReadOnly(one, rows[cell.row])
  }
  const startEditing = (text: string | null) => {
    if (!current || !editable({ row, column })) return
    const shown = currentRow === undefined ? '' : copyValue(current, cellValue(current, currentRow))
    const chosen =
      current.kind === 'select' && text === null
        ? (current.options ?? []).findIndex(
            (option) => currentRow !== undefined && option.value === cellValue(current, currentRow),
          )
        : 0
    setEditing({
      text: text ?? (current.kind === 'select' && !current.free ? '' : shown),
      wrong: null,
      marked: current.kind !== 'select' ? null : current.free ? -1 : Math.max(0, chosen),
    })
    requestAnimationFrame(() => {
      input.current?.focus()
      if (text === null) input.current?.setSelectionRange(-1, -1)
    })
  }
  const listed: CellOption[] =
    editing && current?.kind === 'select' ? matchingOptions(current.options ?? [], editing.text) : []

  /** Takes what stands in the editor. @returns false when it cannot be read and the cursor stays */
  const commit = (chosen?: CellOption): boolean => {
    if (!editing || !current) return true
    const pick =
      chosen ?? (current.kind === 'select' && editing.marked !== null ? listed[editing.marked] : undefined)
    const got = pick ? ({ ok: true, value: pick.value } as const) : readCell(current, editing.text)
    if (!got.ok) {
      setEditing({ ...editing, wrong: t(`validation:${got.key}`) })
      return false
    }
    setEditing(null)
    const before = currentRow ?? newRow?.()
    if (before === undefined) return true
    if (currentRow !== undefined && cellValue(current, currentRow) === got.value) return true
    if (currentRow === undefined && (got.value === '' || got.value === null)) return true
    const next = [...rows]
    next[row] = withValue(current, before, got.value)
    send(next, { kind: currentRow === undefined ? 'insert' : 'edit', from: row, to: row })
    return true
  }

  const insertRow = (at: number) => {
    if (!canAdd || !newRow) return
    const next = [...rows]
    next.splice(at, 0, newRow())
    send(next, { kind: 'insert', from: at, to: at })
    setActive({ row: at, column: 0 })
    setAnchor({ row: at, column: 0 })
    input.current?.focus()
  }
  const removeRows = () => {
    const last = Math.min(block.bottom, rows.length - 1)
    if (!canRemove || block.top > last) return
    const next = [...rows]
    const removed = next.splice(block.top, last - block.top + 1)
    send(next, { kind: 'remove', from: block.top, to: block.top, removed })
    const stay = { row: Math.max(0, Math.min(block.top, next.length - 1)), column }
    setActive(stay)
    setAnchor(stay)
    input.current?.focus()
  }
  const moveRows = (by: -1 | 1) => {
    const last = Math.min(block.bottom, rows.length - 1)
    if (frozen || !movable || block.top + by < 0 || last + by > rows.length - 1) return
    const next = [...rows]
    const taken = next.splice(block.top, last - block.top + 1)
    next.splice(block.top + by, 0, ...taken)
    send(next, { kind: 'move', from: Math.min(block.top, block.top + by), to: Math.max(last, last + by) })
    setActive({ row: row + by, column })
    setAnchor({ row: anchor.row + by, column: anchor.column })
    input.current?.focus()
  }

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const ctrl = event.ctrlKey || event.metaKey
    const key = event.key
    if (editing) {
      if (key === 'Escape') {
        setEditing(null)
        event.stopPropagation()
      } else if (key === 'Enter' || key === 'Tab') {
        event.preventDefault()
        if (commit())
          move(
            key === 'Enter'
              ? { row: row + (event.shiftKey ? -1 : 1), column }
              : { row, column: column + (event.shiftKey ? -1 : 1) },
            false,
          )
      } else if (editing.marked !== null && (key === 'ArrowDown' || key === 'ArrowUp')) {
        event.preventDefault()
        const to = editing.marked + (key === 'ArrowDown' ? 1 : -1)
        setEditing({ ...editing, marked: Math.max(0, Math.min(listed.length - 1, to)) })
      } else if (editing.marked === null && (key === 'ArrowDown' || key === 'ArrowUp')) {
        event.preventDefault()
        if (commit()) move({ row: row + (key === 'ArrowDown' ? 1 : -1), column }, false)
      }
      return
    }
    const page = Math.max(1, Math.floor((view.height - headHeight) / rowHeight) - 1)
    const steps: Record<string, Cell> = {
      ArrowUp: { row: ctrl ? 0 : row - 1, column },
      ArrowDown: { row: ctrl ? rows.length - 1 : row + 1, column },
      ArrowLeft: { row, column: ctrl ? 0 : column - 1 },
      ArrowRight: { row, column: ctrl ? columns.length - 1 : column + 1 },
      PageUp: { row: row - page, column },
      PageDown: { row: row + page, column },
      Home: { row: ctrl ? 0 : row, column: 0 },
      End: { row: ctrl ? rows.length - 1 : row, column: columns.length - 1 },
    }
    const step = steps[key]
    if (step && !event.altKey) {
      event.preventDefault()
      move(step, event.shiftKey)
      return
    }
    if (event.altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      event.preventDefault()
      if (movable) moveRows(key === 'ArrowUp' ? -1 : 1)
      else if (key === 'ArrowDown') startEditing(null)
      return
    }
    if (key === 'Tab') {
      if (leaving.current || ctrl || frozen) return
      const forward = !event.shiftKey
      const first = row === 0 && column === 0
      const lastCell = row === lines - 1 && column === columns.length - 1
      if ((forward && lastCell) || (!forward && first)) return
      event.preventDefault()
      if (forward)
        move(column < columns.length - 1 ? { row, column: column + 1 } : { row: row + 1, column: 0 }, false)
      else
        move(column > 0 ? { row, column: column - 1 } : { row: row - 1, column: columns.length - 1 }, false)
      return
    }
    leaving.current = false
    if (key === 'Escape') {
      leaving.current = true
      setAnchor({ row, column })
    } else if (key === 'Enter') {
      event.preventDefault()
      if (ctrl && onOpenRow && currentRow !== undefined) onOpenRow(currentRow, row)
      else if (frozen) move({ row: row + (event.shiftKey ? -1 : 1), column }, false)
      else if (event.shiftKey) move({ row: row - 1, column }, false)
      else if (editable({ row, column })) startEditing(null)
      else move({ row: row + 1, column }, false)
    } else if (key === 'F2') {
      event.preventDefault()
      startEditing(null)
    } else if ((key === 'Delete' || key === 'Backspace') && !frozen) {
      event.preventDefault()
      if (block.top < rows.length)
        send(clearBlock(rows, columns, block), {
          kind: 'clear',
          from: block.top,
          to: Math.min(block.bottom, rows.length - 1),
        })
    } else if (ctrl && (key === 'd' || key === 'D' || event.code === 'KeyD')) {
      event.preventDefault()
      if (!frozen)
        send(fillDown(rows, columns, block), {
          kind: 'fill',
          from: block.top,
          to: Math.min(block.bottom, rows.length - 1),
        })
    } else if (ctrl && (key === 'a' || event.code === 'KeyA')) {
      event.preventDefault()
      setAnchor({ row: 0, column: 0 })
      setActive({ row: Math.max(0, rows.length - 1), column: columns.length - 1 })
    } else if (ctrl && (key === '+' || key === '=')) {
      event.preventDefault()
      insertRow(row)
    } else if (ctrl && key === '-') {
      event.preventDefault()
      removeRows()
    }
  }

  const onCopy = (event: React.ClipboardEvent, cut: boolean) => {
    if (editing) return
    event.preventDefault()
    const picked = rows
      .slice(block.top, block.bottom + 1)
      .map((one) =>
        columns.slice(block.left, block.right + 1).map((col) => copyValue(col, cellValue(col, one))),
      )
    event.clipboardData.setData('text/plain', writeClipboard(picked))
    if (cut && !frozen)
      send(clearBlock(rows, columns, block), {
        kind: 'clear',
        from: block.top,
        to: Math.min(block.bottom, rows.length - 1),
      })
  }
  const onPaste = (event: React.ClipboardEvent) => {
    if (editing) return
    event.preventDefault()
    if (frozen) return
    const pasted = pasteBlock(
      rows,
      columns,
      block,
      readClipboard(event.clipboardData.getData('text/plain')),
      canAdd ? newRow : undefined,
    )
    if ('refused' in pasted) {
      setSaid({
        text: t(`common.grid.${pasted.refused}`, { found: pasted.found, most: pasted.most }),
        bad: true,
      })
      return
    }
    send(pasted.rows, { kind: 'paste', from: block.top, to: pasted.to.row })
    setAnchor({ row: block.top, column: block.left })
    setActive(pasted.to)
    const first = pasted.problems[0]
    setSaid(
      first
        ? {
            text: t('common.grid.pastedWithProblems', {
              count: pasted.problems.length,
              row: first.row + 1,
              column: first.column,
              text: first.text.slice(0, 40),
              why: t(`validation:${first.key}`),
            }),
            bad: true,
          }
        : { text: t('common.grid.pasted', { rows: pasted.to.row - block.top + 1 }), bad: false },
    )
  }

  const [dragging, setDragging] = useState(false)
  useEffect(() => {
    if (!dragging) return
    const stop = () => setDragging(false)
    window.addEventListener('mouseup', stop)
    return () => window.removeEventListener('mouseup', stop)
  }, [dragging])

  // not max-content: that would make every share as wide as the longest text of its column asks
  const least = `${3 * rem + columns.reduce((sum, one) => sum + ((one.width ?? 110) * rem) / 16, 0)}px`
  const template = `3rem ${columns.map((one) => `minmax(${((one.width ?? 110) * rem) / 16}px, ${one.grow ?? (one.kind === 'text' ? 2 : 0.6)}fr)`).join(' ')}`
  const from = Math.max(0, Math.floor(view.top / rowHeight) - overscan)
  const to = Math.min(lines, Math.ceil((view.top + view.height) / rowHeight) + overscan)
  const totals = useMemo(() => columns.map((one) => totalOf(one, rows)), [columns, rows])
  const hasTotals = totals.some((total) => total !== null)
  const tokens = theme.tokens
  const numeric = (one: GridColumn<Row>) =>
    one.kind === 'money' || one.kind === 'number' || one.kind === 'year'
  const activeProblem =
    currentRow !== undefined && current ? problems?.(currentRow, row)?.[current.key] : undefined
  const activeText =
    current && currentRow !== undefined ? copyValue(current, cellValue(current, currentRow)) : ''
  const selectedRows = rows.slice(block.top, block.bottom + 1)

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minWidth: 0 }}>
      {frozen && !props.actions ? null : (
        <Box
          role="toolbar"
          aria-label={t('common.grid.tools', { table: label })}
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 0.3,
            px: 0.6,
            py: 0.3,
            borderBottom: `1px solid ${tokens.rule}`,
          }}
        >
          {canAdd ? (
            <Button
              look="quiet"
              icon={Plus}
              onClick={() => {
                move({ row: rows.length, column: 0 }, false)
                input.current?.focus()
              }}
            >
              {t('common.grid.add')}
            </Button>
          ) : null}
          {canAdd ? (
            <Button
              look="quiet"
              icon={CornerDownLeft}
              onClick={() => insertRow(row)}
              disabled={rows.length === 0}
            >
              {t('common.grid.insert')}
            </Button>
          ) : null}
          {canRemove ? (
            <Button look="quiet" icon={Trash2} onClick={removeRows} disabled={block.top >= rows.length}>
              {t('common.grid.remove')}
            </Button>
          ) : null}
          {movable && !frozen ? (
            <Button look="quiet" icon={ArrowUp} onClick={() => moveRows(-1)} disabled={block.top === 0}>
              {t('common.grid.up')}
            </Button>
          ) : null}
          {movable && !frozen ? (
            <Button
              look="quiet"
              icon={ArrowDown}
              onClick={() => moveRows(1)}
              disabled={block.bottom >= rows.length - 1}
            >
              {t('common.grid.down')}
            </Button>
          ) : null}
          {props.actions?.(selectedRows, { from: block.top, to: Math.min(block.bottom, rows.length - 1) })}
        </Box>
      )}
      <Box
        ref={scroller}
        onScroll={(event: React.UIEvent<HTMLDivElement>) =>
          setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })
        }
        onKeyDown={onKeyDown}
        onCopy={(event: React.ClipboardEvent) => onCopy(event, false)}
        onCut={(event: React.ClipboardEvent) => onCopy(event, true)}
        onPaste={onPaste}
        sx={{
          position: 'relative',
          overflow: 'auto',
          maxHeight: props.maxHeight ?? 'min(34rem, 62vh)',
          fontSize: '0.92rem',
          userSelect: 'none',
          bgcolor: tokens.sheet,
        }}
      >
        <Box
          role="grid"
          aria-label={label}
          aria-rowcount={lines + 1}
          aria-colcount={columns.length + 1}
          aria-readonly={frozen}
          aria-multiselectable
          sx={{ minWidth: least, width: '100%' }}
        >
          <Box
            role="row"
            aria-rowindex={1}
            sx={{
              position: 'sticky',
              top: 0,
              zIndex: 4,
              display: 'grid',
              gridTemplateColumns: template,
              minWidth: least,
              width: '100%',
              height: headHeight,
              bgcolor: tokens.quiet,
              borderBottom: `1px solid ${tokens.ruleStrong}`,
              fontWeight: 600,
              fontSize: '0.88rem',
            }}
          >
            <Box
              data-corner
              role="columnheader"
              aria-colindex={1}
              sx={{
                position: 'sticky',
                left: 0,
                zIndex: 5,
                bgcolor: tokens.quiet,
                borderRight: `1px solid ${tokens.ruleStrong}`,
                px: 0.6,
                lineHeight: `${headHeight}px`,
                textAlign: 'center',
              }}
            >
              {t('common.grid.number')}
            </Box>
            {columns.map((one, at) => (
              <Box
                key={one.key}
                data-head={at}
                role="columnheader"
                aria-colindex={at + 2}
                title={one.title}
                sx={{
                  px: 0.8,
                  lineHeight: `${headHeight}px`,
                  overflow: 'hidden',
                  textOverflow: 'ellipsis',
                  whiteSpace: 'nowrap',
                  borderRight: `1px solid ${tokens.rule}`,
                  textAlign: numeric(one) ? 'right' : 'left',
                }}
              >
                {one.title}
                {one.required ? (
                  <Box component="span" sx={{ color: tokens.late }}>
                    {' '}
                    *
                  </Box>
                ) : null}
              </Box>
            ))}
          </Box>
          <Box
            role="rowgroup"
            sx={{
              // one rule for all cells: hundreds of them are drawn at every scroll
              '& > [role=row]': { position: 'absolute', left: 0, right: 0, display: 'grid' },
              '& > [role=row] > [role=gridcell]': {
                px: 0.8,
                lineHeight: `${rowHeight - 1}px`,
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
                cursor: 'cell',
                borderRight: `1px solid ${tokens.rule}`,
                borderBottom: `1px solid ${tokens.rule}`,
              },
              position: 'relative',
              height: lines * rowHeight,
              minWidth: least,
              width: '100%',
            }}
          >
            {/* keeps the columns of the rows as wide as those of the head */}
            <Box
              aria-hidden
              sx={{ display: 'grid', gridTemplateColumns: template, height: 0, overflow: 'hidden' }}
            />
            {Array.from({ length: Math.max(0, to - from) }, (_, offset) => {
              const at = from + offset
              const one = rows[at]
              const wrong = one === undefined ? undefined : problems?.(one, at)
              const inBlock = at >= block.top && at <= block.bottom
              return (
                <div
                  key={one !== undefined && rowKey ? rowKey(one, at) : `#${at}`}
                  role="row"
                  aria-rowindex={at + 2}
                  style={{ top: at * rowHeight, height: rowHeight, gridTemplateColumns: template }}
                >
                  <Box
                    role="rowheader"
                    aria-colindex={1}
                    onMouseDown={(event: React.MouseEvent) => {
                      event.preventDefault()
                      input.current?.focus()
                      if (editing && !commit()) return
                      setAnchor({ row: event.shiftKey ? anchor.row : at, column: 0 })
                      setActive({ row: at, column: columns.length - 1 })
                    }}
                    onDoubleClick={() => (one !== undefined ? onOpenRow?.(one, at) : undefined)}
                    sx={{
                      position: 'sticky',
                      left: 0,
                      zIndex: 2,
                      bgcolor: inBlock && focused ? tokens.primaryTint : tokens.quiet,
                      borderRight: `1px solid ${tokens.ruleStrong}`,
                      borderBottom: `1px solid ${tokens.rule}`,
                      lineHeight: `${rowHeight - 1}px`,
                      textAlign: 'center',
                      fontSize: '0.85rem',
                      color: wrong ? tokens.late : tokens.inkSoft,
                      fontWeight: wrong ? 600 : 400,
                      cursor: 'default',
                    }}
                  >
                    {one === undefined ? '+' : at + 1}
                  </Box>
                  {columns.map((col, c) => {
                    const selected = inBlock && c >= block.left && c <= block.right
                    const here = at === row && c === column
                    const text = one === undefined ? '' : showValue(col, cellValue(col, one))
                    const bad = wrong?.[col.key]
                    return (
                      <div
                        key={col.key}
                        id={here ? `${id}-here` : undefined}
                        role="gridcell"
                        aria-colindex={c + 2}
                        aria-selected={selected}
                        aria-invalid={bad ? true : undefined}
                        aria-readonly={frozen || isReadOnly(col, one) ? true : undefined}
                        title={bad}
                        data-row={at}
                        data-column={col.key}
                        onMouseDown={(event: React.MouseEvent) => {
                          if (event.button !== 0) return
                          event.preventDefault()
                          input.current?.focus({ preventScroll: true })
                          if (editing && (here || !commit())) return
                          move({ row: at, column: c }, event.shiftKey)
                          setDragging(true)
                        }}
                        onMouseEnter={() => (dragging ? move({ row: at, column: c }, true) : undefined)}
                        onDoubleClick={() => startEditing(null)}
                        style={{
                          textAlign: numeric(col) ? 'right' : 'left',
                          ...(bad
                            ? { backgroundColor: tokens.lateTint, boxShadow: `inset 0 -2px 0 ${tokens.late}` }
                            : selected && focused
                              ? { backgroundColor: tokens.primaryTint }
                              : isReadOnly(col, one) && !frozen
                                ? { backgroundColor: tokens.ground }
                                : {}),
                          ...(here && focused ? { boxShadow: `inset 0 0 0 2px ${tokens.primary}` } : {}),
                        }}
                      >
                        {text}
                      </div>
                    )
                  })}
                </div>
              )
            })}
          </Box>
          {hasTotals ? (
            <Box
              role="row"
              aria-rowindex={lines + 2}
              sx={{
                position: 'sticky',
                bottom: 0,
                zIndex: 4,
                display: 'grid',
                gridTemplateColumns: template,
                minWidth: least,
                width: '100%',
                height: rowHeight,
                bgcolor: tokens.quiet,
                borderTop: `1px solid ${tokens.ruleStrong}`,
                fontWeight: 600,
              }}
            >
              <Box
                role="rowheader"
                sx={{
                  position: 'sticky',
                  left: 0,
                  zIndex: 5,
                  bgcolor: tokens.quiet,
                  lineHeight: `${rowHeight}px`,
                  px: 0.5,
                  fontSize: '0.85rem',
                  textAlign: 'center',
                  borderRight: `1px solid ${tokens.ruleStrong}`,
                }}
              >
                {t('common.total')}
              </Box>
              {columns.map((one, at) => (
                <Box
                  key={one.key}
                  role="gridcell"
                  sx={{
                    px: 0.8,
                    lineHeight: `${rowHeight}px`,
                    textAlign: numeric(one) ? 'right' : 'left',
                    borderRight: `1px solid ${tokens.rule}`,
                    whiteSpace: 'nowrap',
                  }}
                >
                  {totals[at] === null || totals[at] === undefined ? '' : showValue(one, totals[at])}
                </Box>
              ))}
            </Box>
          ) : null}
        </Box>
        <Box
          component="input"
          ref={input}
          value={editing?.text ?? ''}
          role={current?.kind === 'select' ? 'combobox' : 'textbox'}
          aria-label={t('common.grid.cell', {
            table: label,
            column: current?.title ?? '',
            row: row + 1,
            text: activeText || t('common.grid.emptyCell'),
          })}
          aria-activedescendant={editing === null && lines > 0 ? `${id}-here` : undefined}
          aria-describedby={`${id}-say`}
          aria-invalid={editing?.wrong ? true : undefined}
          {...(current?.kind === 'select'
            ? {
                'aria-expanded': editing !== null,
                'aria-controls': `${id}-list`,
                'aria-autocomplete': 'list' as const,
              }
            : {})}
          autoComplete="off"
          spellCheck={false}
          data-grid-input={editing === null ? 'still' : 'editing'}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false)
            leaving.current = false
            if (editing && !commit()) setEditing(null)
          }}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
            const text = event.target.value
            if (editing)
              setEditing({
                text,
                wrong: null,
                marked: current?.kind === 'select' ? (current.free ? -1 : 0) : null,
              })
            else startEditing(text)
          }}
          sx={{
            position: 'absolute',
            left: place.left,
            top: headHeight + row * rowHeight,
            width: editing && current?.kind === 'text' ? Math.max(place.width, 260) : place.width,
            height: rowHeight,
            zIndex: 3,
            m: 0,
            px: 0.8,
            font: 'inherit',
            color: tokens.ink,
            textAlign: current && numeric(current) ? 'right' : 'left',
            boxSizing: 'border-box',
            border: `2px solid ${editing?.wrong ? tokens.late : tokens.primary}`,
            bgcolor: tokens.sheet,
            ...(editing ? {} : { opacity: 0, pointerEvents: 'none' }),
            '&:focus-visible': { outline: 'none' },
          }}
        />
        {editing && current?.kind === 'select' ? (
          <Box
            id={`${id}-list`}
            role="listbox"
            aria-label={current.title}
            sx={{
              position: 'absolute',
              left: place.left,
              top: headHeight + (row + 1) * rowHeight,
              minWidth: place.width,
              maxHeight: '14rem',
              overflow: 'auto',
              zIndex: 6,
              bgcolor: tokens.sheet,
              border: `1px solid ${tokens.ruleStrong}`,
              boxShadow: '0 6px 18px rgb(0 0 0 / 20%)',
            }}
          >
            {listed.map((option, at) => (
              <Box
                key={option.value}
                role="option"
                aria-selected={at === editing.marked}
                onMouseDown={(event: React.MouseEvent) => {
                  event.preventDefault()
                  event.stopPropagation()
                  commit(option)
                }}
                ref={(node: HTMLElement | null) => {
                  if (at === editing.marked) node?.scrollIntoView({ block: 'nearest' })
                }}
                sx={{
                  px: 1,
                  py: 0.45,
                  cursor: 'pointer',
                  whiteSpace: 'nowrap',
                  bgcolor: at === editing.marked ? tokens.primaryTint : 'transparent',
                }}
              >
                {option.label}
              </Box>
            ))}
            {listed.length === 0 && !current.free ? (
              <Box sx={{ px: 1, py: 0.5, color: tokens.late }}>{t('validation:notInList')}</Box>
            ) : null}
          </Box>
        ) : null}
        {editing?.wrong ? (
          <Box
            role="alert"
            sx={{
              position: 'absolute',
              left: place.left,
              top: headHeight + (row + 1) * rowHeight,
              zIndex: 6,
              px: 1,
              py: 0.3,
              maxWidth: '24rem',
              bgcolor: tokens.lateTint,
              color: tokens.ink,
              border: `1px solid ${tokens.late}`,
              fontSize: '0.88rem',
              whiteSpace: 'normal',
            }}
          >
            {editing.wrong}
          </Box>
        ) : null}
      </Box>
      <Box
        id={`${id}-say`}
        role="status"
        sx={{
          px: 1,
          py: 0.35,
          minHeight: '1.9rem',
          borderTop: `1px solid ${tokens.rule}`,
          fontSize: '0.86rem',
          color: said?.bad || activeProblem ? tokens.late : tokens.inkSoft,
          overflowWrap: 'anywhere',
        }}
      >
        {said?.text ??
          activeProblem ??
          (activeText.length > 24
            ? activeText
            : frozen
              ? t('common.grid.rows', { count: rows.length })
              : t('common.grid.help'))}
      </Box>
    </Box>
  )
}
