// biome-ignore-all lint/a11y/useFocusableInteractive: cells are reached through the one input (aria-activedescendant)
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be an HTML table
import Box from '@mui/material/Box'
import { useTheme } from '@mui/material/styles'
import { X } from 'lucide-react'
import {
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { formatBaht, formatNumber } from '../app/format.ts'
import { size } from '../theme/tokens.ts'
import { Button } from './Button.tsx'
import { GridBody } from './GridBody.tsx'
import { type Editing, GridEditor } from './GridEditor.tsx'
import { GridFind } from './GridFind.tsx'
import { GridHead } from './GridHead.tsx'
import { isNumeric } from './GridRow.tsx'
import { GridTools } from './GridTools.tsx'
import { type ClipCell, readHtmlTable, writeHtmlTable } from './grid-html.ts'
import {
  columnEdges,
  columnWidths,
  figureLengths,
  findCells,
  isPlain,
  type Look,
  leastWidth,
  lookedAt,
  mostWidth,
  pinnedCount,
  plainLook,
} from './grid-layout.ts'
import { useGridMemory } from './grid-memory.ts'
import {
  type Block,
  blockOf,
  type Cell,
  type CellOption,
  cellText,
  cellValue,
  clearBlock,
  edgeOf,
  fillDown,
  fillRight,
  type GridColumn,
  isReadOnly,
  matchingOptions,
  nextInBlock,
  pasteBlock,
  readCell,
  readClipboard,
  showValue,
  sumsOf,
  totalOf,
  unreadOf,
  withValue,
  writeClipboard,
} from './grid-model.ts'
import { gridStyle } from './grid-style.ts'

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
  /**
   * Rows keep what was pasted and cannot be read (`unread` of the row, see grid-model) in red until it is put right;
   * the screen must not take such a row for complete. Without it such a cell keeps its value and the bar says so.
   */
  keepsUnread?: boolean
  /** Most rows the screen can save at once; a longer paste is refused whole. */
  mostRows?: number
  /** Most height, CSS; the table is as high as its rows up to it. */
  maxHeight?: string
  /** Lines of the heads of the columns, 1 unless the names are long. */
  headLines?: number
  /** Name under which the widths that a person draws are kept. */
  memory?: string
  /** Ctrl-F of the whole screen finds in this table, not only while the cursor is in it. */
  findsByKey?: boolean
  /** Ctrl-Enter or the number of the row opens the whole record. */
  onOpenRow?: (row: Row, at: number) => void
  /** More buttons in the bar; they get the rows that are marked. */
  actions?: (selected: Row[], block: { from: number; to: number }) => ReactNode
  onSelect?: (from: number, to: number) => void
}

/** HTML on the clipboard beyond this is not looked at; the plain text beside it is. */
const mostHtml = 24_000_000

/**
 * The one table to work in (docs/decisions/0003-grid.md). Keyboard as in Excel: arrows, Ctrl-arrows, Tab and Enter (inside
 * a marked block they go round in it), F2, typing replaces, Alt-Enter begins a line, Ctrl-C / Ctrl-X / Ctrl-V of blocks,
 * Ctrl-D and Ctrl-R fill, Delete empties, Shift extends, Ctrl-A, Shift-Space and Ctrl-Space mark row and column, Ctrl-F
 * finds; Esc and then Tab leaves the table. Rows are drawn only where they can be seen. Changes go out at once; undo is
 * the program's own. Sorting and filtering only change what is looked at: the rows keep their order.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, rows, columns, newRow, rowKey, problems, onOpenRow, onSelect } = props
  const { t } = useTranslation()
  const theme = useTheme()
  const tokens = theme.tokens
  const id = useId()
  const frozen = props.readOnly === true || props.onChange === undefined

  // ── what is looked at ──
  const keyOf = useCallback((row: Row, at: number) => rowKey?.(row, at) ?? `#${at}`, [rowKey])
  const [look, setLook] = useState<Look>(plainLook)
  const [lookedKeys, setLookedKeys] = useState<readonly string[] | null>(null)
  const [menu, setMenu] = useState<string | null>(null)
  const places = useMemo(() => {
    if (lookedKeys === null) return null
    const byKey = new Map(rows.map((row, at) => [keyOf(row, at), at]))
    return lookedKeys.flatMap((key) => byKey.get(key) ?? [])
  }, [rows, lookedKeys, keyOf])
  const shown = useMemo(
    () => (places === null ? rows : places.flatMap((at) => rows[at] ?? [])),
    [rows, places],
  )
  const changeLook = (next: Look) => {
    setLook(next)
    setLookedKeys(
      isPlain(next) ? null : lookedAt(rows, columns, next).map((at) => keyOf(rows[at] as Row, at)),
    )
    mark({ row: 0, column })
    setSaid(null)
  }
  const looking = places !== null

  const canAdd = !frozen && newRow !== undefined && !looking
  const canRemove = !frozen && (props.canRemove ?? newRow !== undefined)
  const movable = props.movable === true && !frozen && !looking
  const lines = shown.length + (canAdd ? 1 : 0)

  const [active, setActive] = useState<Cell>({ row: 0, column: 0 })
  const [anchor, setAnchor] = useState<Cell>({ row: 0, column: 0 })
  /** A marked block in which Tab and Enter go round. */
  const [held, setHeld] = useState<Block | null>(null)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [said, setSaid] = useState<{ text: string; bad: boolean } | null>(null)
  const [focused, setFocused] = useState(false)
  const leaving = useRef(false)
  /** Column in which a row of Tabs began: Enter goes back under it. */
  const tabbedFrom = useRef<number | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLTextAreaElement>(null)

  const last = { row: Math.max(0, lines - 1), column: columns.length - 1 }
  const inside = (cell: Cell): Cell => ({
    row: Math.max(0, Math.min(last.row, cell.row)),
    column: Math.max(0, Math.min(last.column, cell.column)),
  })
  const { row, column } = inside(active)
  const block: Block = held ?? blockOf({ row, column }, inside(anchor))
  const current = columns[column]
  const currentRow = shown[row]

  // ── where everything stands ──
  const [memory, remember] = useGridMemory(props.memory)
  const [widths, setWidths] = useState(memory.widths)
  const [box, setBox] = useState({ width: 0, height: 480, rem: 16 })
  const [left, setLeft] = useState(0)
  const scale = box.rem / 16
  const rowHeight = Math.round(size.rowHeight * scale)
  const headLines = props.headLines ?? 1
  const headHeight = headLines === 1 ? rowHeight : Math.round((headLines * 17 + 10) * scale)
  const numberWidth = Math.round(46 * scale)
  const totals = useMemo(() => columns.map((one) => totalOf(one, shown)), [columns, shown])
  const figureText = figureLengths(shown, columns, totals)
    .map((length) => (length === 0 ? 0 : Math.ceil((length * 7.7 + 16) * scale)))
    .join()
  const figures = useMemo(() => figureText.split(',').map(Number), [figureText])
  const columnsAt = useMemo(() => {
    const across = columnWidths(columns, widths, box.width - numberWidth, scale, figures)
    const edges = columnEdges(across, numberWidth)
    const count = pinnedCount(columns, edges, box.width * 0.6)
    return {
      widths: across,
      edges,
      pinned: edges.slice(0, count),
      template: `${numberWidth}px ${across.map((width) => `${width}px`).join(' ')}`,
    }
  }, [columns, widths, box.width, numberWidth, scale, figures])
  const wide = columnsAt.edges.at(-1) ?? 0
  const isPinned = (at: number) => at < columnsAt.pinned.length
  const hasTotals = shown.length > 0 && columns.some((one) => one.total)

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
      setBox((now) =>
        now.width === element.clientWidth && now.height === element.clientHeight && now.rem === rem
          ? now
          : { width: element.clientWidth, height: element.clientHeight, rem },
      )
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  const reveal = useCallback(
    (cell: Cell) => {
      const element = scroller.current
      if (!element) return
      const top = cell.row * rowHeight
      const room = element.clientHeight - headHeight - (hasTotals ? rowHeight : 0)
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room
      const fixed = columnsAt.edges[columnsAt.pinned.length] ?? 0
      if (cell.column < columnsAt.pinned.length) return
      const left = columnsAt.edges[cell.column] ?? 0
      const right = columnsAt.edges[cell.column + 1] ?? 0
      if (left < element.scrollLeft + fixed) element.scrollLeft = left - fixed
      else if (right > element.scrollLeft + element.clientWidth)
        element.scrollLeft = Math.min(right - element.clientWidth, left - fixed)
    },
    [rowHeight, headHeight, hasTotals, columnsAt],
  )

  /** Puts the cursor on a cell and marks from there to another. */
  const mark = (cell: Cell, other: Cell = cell) => {
    setActive(cell)
    setAnchor(other)
    setHeld(null)
  }
  const place = (to: Cell, extend = false) => {
    const next = inside(to)
    mark(next, extend ? anchor : next)
    setSaid(null)
    reveal(next)
  }
  useEffect(() => onSelect?.(block.top, block.bottom), [onSelect, block.top, block.bottom])

  // ── changes ──
  /** Rows on screen after a change, put back among all rows. */
  const send = (next: Row[], change: Omit<GridChange<Row>, 'removed'> & { removed?: Row[] }) => {
    const removed = change.removed ?? []
    if (places === null) {
      props.onChange?.(next, { ...change, removed })
      return
    }
    if (change.kind === 'remove') {
      const gone = new Set(removed)
      props.onChange?.(
        rows.filter((one) => !gone.has(one)),
        { ...change, removed },
      )
      return
    }
    const all = [...rows]
    for (const [at, to] of places.entries()) all[to] = next[at] as Row
    const touched = places.slice(change.from, change.to + 1)
    props.onChange?.(all, { ...change, from: Math.min(...touched), to: Math.max(...touched), removed })
  }
  const lastOfBlock = Math.min(block.bottom, shown.length - 1)
  const editable = (cell: Cell) => {
    const one = columns[cell.column]
    return !frozen && one !== undefined && !isReadOnly(one, shown[cell.row])
  }
  const startEditing = (text: string | null) => {
    if (!current || !editable({ row, column })) return
    const said = currentRow === undefined ? '' : cellText(current, currentRow, 'copy')
    const chosen =
      current.kind === 'select' && text === null
        ? (current.options ?? []).findIndex(
            (option) => currentRow !== undefined && option.value === cellValue(current, currentRow),
          )
        : 0
    setEditing({
      text: text ?? (current.kind === 'select' && !current.free ? '' : said),
      wrong: null,
      marked: current.kind !== 'select' ? null : current.free ? -1 : Math.max(0, chosen),
    })
    reveal({ row, column })
    requestAnimationFrame(() => {
      input.current?.focus()
      if (text === null) input.current?.setSelectionRange(-1, -1)
    })
  }
  const listed: CellOption[] =
    editing && current?.kind === 'select' ? matchingOptions(current.options ?? [], editing.text) : []

  /**
   * Takes what stands in the editor; with `fill` into all marked cells, as Ctrl-Enter in Excel.
   * @returns false when it cannot be read and the cursor stays
   */
  const commit = (chosen?: CellOption, fill = false): boolean => {
    if (!editing || !current) return true
    const pick =
      chosen ?? (current.kind === 'select' && editing.marked !== null ? listed[editing.marked] : undefined)
    const got = pick ? ({ ok: true, value: pick.value } as const) : readCell(current, editing.text)
    if (!got.ok) {
      setEditing({ ...editing, wrong: t(`validation:${got.key}`) })
      return false
    }
    setEditing(null)
    if (fill && (block.top !== block.bottom || block.left !== block.right)) {
      const text = pick ? pick.label : editing.text
      const done = pasteBlock(shown, columns, block, [[{ text }]], undefined)
      if (!('refused' in done)) send(done.rows, { kind: 'fill', from: block.top, to: lastOfBlock })
      return true
    }
    const before = currentRow ?? newRow?.()
    if (before === undefined) return true
    const unread = unreadOf(currentRow)?.[current.key] !== undefined
    if (currentRow !== undefined && !unread && cellValue(current, currentRow) === got.value) return true
    if (currentRow === undefined && (got.value === '' || got.value === null)) return true
    const next = [...shown]
    next[row] = withValue(current, before, got.value)
    send(next, { kind: currentRow === undefined ? 'insert' : 'edit', from: row, to: row })
    return true
  }

  const insertRow = (at: number) => {
    if (!canAdd || !newRow) return
    const next = [...shown]
    next.splice(at, 0, newRow())
    send(next, { kind: 'insert', from: at, to: at })
    mark({ row: at, column: 0 })
    input.current?.focus()
  }
  const removeRows = () => {
    if (!canRemove || block.top > lastOfBlock) return
    const next = [...shown]
    const removed = next.splice(block.top, lastOfBlock - block.top + 1)
    send(next, { kind: 'remove', from: block.top, to: block.top, removed })
    const stay = { row: Math.max(0, Math.min(block.top, next.length - 1)), column }
    mark(stay)
    input.current?.focus()
  }
  const moveRows = (by: -1 | 1) => {
    if (!movable || block.top + by < 0 || lastOfBlock + by > shown.length - 1) return
    const next = [...shown]
    const taken = next.splice(block.top, lastOfBlock - block.top + 1)
    next.splice(block.top + by, 0, ...taken)
    send(next, {
      kind: 'move',
      from: Math.min(block.top, block.top + by),
      to: Math.max(lastOfBlock, lastOfBlock + by),
    })
    mark({ row: row + by, column }, { row: anchor.row + by, column: anchor.column })
    reveal({ row: row + by, column })
    input.current?.focus()
  }
  const fill = (how: typeof fillDown) => {
    if (frozen || block.top > lastOfBlock) return
    send(how(shown, columns, block), { kind: 'fill', from: block.top, to: lastOfBlock })
  }
  const clear = () => {
    if (frozen || block.top > lastOfBlock) return
    send(clearBlock(shown, columns, block), { kind: 'clear', from: block.top, to: lastOfBlock })
  }

  // ── finding ──
  const [finding, setFinding] = useState<string | null>(null)
  const words = useDeferredValue(finding ?? '')
  const found = useMemo(() => (words === '' ? [] : findCells(shown, columns, words)), [shown, columns, words])
  const foundAt = found.findIndex((cell) => cell.row === row && cell.column === column) + 1
  const foundIn = useMemo(() => {
    const byRow = new Map<number, string>()
    for (const cell of found) byRow.set(cell.row, `${byRow.get(cell.row) ?? ','}${cell.column},`)
    return byRow
  }, [found])
  const goFound = (by: 1 | -1) => {
    if (found.length === 0) return
    const order = (cell: Cell) => cell.row * columns.length + cell.column
    const here = order({ row, column })
    const to =
      by === 1
        ? (found.find((cell) => order(cell) > here) ?? found[0])
        : (found.findLast((cell) => order(cell) < here) ?? found.at(-1))
    if (to) place(to)
  }
  const { findsByKey } = props
  useEffect(() => {
    if (!findsByKey) return
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyF' || event.shiftKey) return
      if (event.defaultPrevented || document.querySelector('[role=dialog]')) return
      event.preventDefault()
      setFinding((now) => now ?? '')
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [findsByKey])

  // ── widths ──
  const setWidth = (key: string, width: number, done: boolean) => {
    const next = { ...widths, [key]: Math.round(Math.max(leastWidth, Math.min(mostWidth, width))) }
    setWidths(next)
    if (done) remember({ widths: next })
  }
  const fitWidth = (at: number) => {
    const one = columns[at]
    const pen = document.createElement('canvas').getContext('2d')
    if (!one || !pen || !scroller.current) return
    pen.font = getComputedStyle(scroller.current).font
    const texts = [one.title, ...shown.slice(0, 2000).map((each) => cellText(one, each, 'show'))]
    const longest = texts.reduce((most, text) => Math.max(most, pen.measureText(text).width), 0)
    setWidth(one.key, (longest + 20 * scale) / scale, true)
  }

  // ── keys ──
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const ctrl = event.ctrlKey || event.metaKey
    const { key, code, shiftKey, altKey } = event
    const take = () => event.preventDefault()
    if (editing) {
      const arrow = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
      if (key === 'Escape') {
        setEditing(null)
        event.stopPropagation()
      } else if (key === 'Enter' && altKey) {
        take()
        if (!current?.lines) return
        const {
          selectionStart: from,
          selectionEnd: to,
          value,
        } = input.current ?? {
          selectionStart: editing.text.length,
          selectionEnd: editing.text.length,
          value: editing.text,
        }
        setEditing({ ...editing, text: `${value.slice(0, from)}\n${value.slice(to)}` })
        requestAnimationFrame(() => input.current?.setSelectionRange(from + 1, from + 1))
      } else if (key === 'Enter' || key === 'Tab') {
        take()
        if (commit(undefined, key === 'Enter' && ctrl) && !(key === 'Enter' && ctrl))
          afterCell(key === 'Tab' ? 'across' : 'down', shiftKey ? -1 : 1)
      } else if (editing.marked !== null && arrow !== 0) {
        take()
        setEditing({
          ...editing,
          marked: Math.max(0, Math.min(listed.length - 1, editing.marked + arrow)),
        })
      } else if (arrow !== 0 && !editing.text.includes('\n')) {
        take()
        if (commit()) place({ row: row + arrow, column })
      }
      return
    }
    if (altKey && shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      take()
      const one = columns[column]
      if (one)
        setWidth(one.key, (columnsAt.widths[column] ?? 0) / scale + (key === 'ArrowRight' ? 12 : -12), true)
      return
    }
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      take()
      if (props.movable) moveRows(key === 'ArrowUp' ? -1 : 1)
      else if (key === 'ArrowDown') startEditing(null)
      return
    }
    const page = Math.max(1, Math.floor((box.height - headHeight) / rowHeight) - 1)
    const edge = (down: -1 | 0 | 1, right: -1 | 0 | 1) =>
      edgeOf(
        { row, column },
        { row: down, column: right },
        { rows: shown.length, columns: columns.length },
        (cell) => {
          const [one, at] = [columns[cell.column], shown[cell.row]]
          return one !== undefined && at !== undefined && cellText(one, at, 'show') !== ''
        },
      )
    const steps: Record<string, () => Cell> = {
      ArrowUp: () => (ctrl ? edge(-1, 0) : { row: row - 1, column }),
      ArrowDown: () => (ctrl ? edge(1, 0) : { row: row + 1, column }),
      ArrowLeft: () => (ctrl ? edge(0, -1) : { row, column: column - 1 }),
      ArrowRight: () => (ctrl ? edge(0, 1) : { row, column: column + 1 }),
      PageUp: () => ({ row: row - page, column }),
      PageDown: () => ({ row: row + page, column }),
      Home: () => ({ row: ctrl ? 0 : row, column: 0 }),
      End: () => ({ row: ctrl ? shown.length - 1 : row, column: columns.length - 1 }),
    }
    const to = altKey ? undefined : steps[key]?.()
    if (to) {
      take()
      tabbedFrom.current = null
      place(to, shiftKey)
      return
    }
    if (key === 'Tab') {
      if (leaving.current || ctrl || frozen) return
      const many = block.top !== block.bottom || block.left !== block.right
      const forward = !shiftKey
      const atEnd = row === last.row && column === last.column
      if (!many && ((forward && atEnd) || (!forward && row === 0 && column === 0))) return
      take()
      afterCell('across', forward ? 1 : -1)
      return
    }
    leaving.current = false
    if (key === 'Escape') {
      leaving.current = true
      mark({ row, column })
      if (finding !== null) setFinding(null)
    } else if (key === 'Enter') {
      take()
      if (ctrl && onOpenRow && currentRow !== undefined) onOpenRow(currentRow, row)
      else afterCell('down', shiftKey ? -1 : 1)
    } else if (key === 'F2') {
      take()
      startEditing(null)
    } else if (key === 'Delete' || key === 'Backspace') {
      take()
      clear()
    } else if (key === ' ' && (ctrl || shiftKey)) {
      take()
      if (shiftKey) {
        mark({ row: block.bottom, column: last.column }, { row: block.top, column: 0 })
      } else {
        mark({ row: Math.max(0, shown.length - 1), column: block.right }, { row: 0, column: block.left })
      }
    } else if (!ctrl || altKey) {
      // typing goes into the one input and begins the edit there
    } else if (code === 'KeyD') {
      take()
      fill(fillDown)
    } else if (code === 'KeyR') {
      take()
      fill(fillRight)
    } else if (code === 'KeyA') {
      take()
      mark({ row: Math.max(0, shown.length - 1), column: last.column }, { row: 0, column: 0 })
    } else if (code === 'KeyF') {
      take()
      event.stopPropagation()
      setFinding((now) => now ?? '')
    } else if (code === 'KeyL' && shiftKey) {
      take()
      setMenu(current?.key ?? null)
    } else if (key === '+' || key === '=') {
      take()
      insertRow(row)
    } else if (key === '-') {
      take()
      removeRows()
    }
  }
  /** Where Tab and Enter go: round in a marked block, else to the next cell, at the end of a row into the next one. */
  const afterCell = (way: 'across' | 'down', by: 1 | -1) => {
    if (block.top !== block.bottom || block.left !== block.right) {
      const next = nextInBlock(block, { row, column }, way, by)
      setHeld(block)
      setActive(next)
      reveal(next)
      return
    }
    if (way === 'down') {
      const under = tabbedFrom.current ?? column
      tabbedFrom.current = null
      place({ row: row + by, column: by === 1 ? under : column })
      return
    }
    tabbedFrom.current ??= column
    if (by === 1) place(column < last.column ? { row, column: column + 1 } : { row: row + 1, column: 0 })
    else place(column > 0 ? { row, column: column - 1 } : { row: row - 1, column: last.column })
  }

  // ── the clipboard ──
  const onCopy = (event: React.ClipboardEvent, cut: boolean) => {
    if (editing) return
    event.preventDefault()
    const marked = columns.slice(block.left, block.right + 1)
    const picked = shown
      .slice(block.top, block.bottom + 1)
      .map((one) => marked.map((col) => ({ text: cellText(col, one, 'copy'), number: isNumeric(col) })))
    event.clipboardData.setData(
      'text/plain',
      writeClipboard(picked.map((line) => line.map((cell) => cell.text))),
    )
    event.clipboardData.setData('text/html', writeHtmlTable(picked))
    if (cut) clear()
    else
      setSaid({ text: t('common.grid.copied', { rows: picked.length, columns: marked.length }), bad: false })
  }
  const onPaste = (event: React.ClipboardEvent) => {
    if (editing) return
    event.preventDefault()
    if (frozen) return
    const clip = clipOf(event.clipboardData)
    if (clip.length === 0) return
    const pasted = pasteBlock(shown, columns, block, clip, canAdd ? newRow : undefined, {
      keepUnread: props.keepsUnread === true,
      ...(props.mostRows === undefined ? {} : { most: props.mostRows }),
    })
    if ('refused' in pasted) {
      setSaid({
        text: t(
          looking && pasted.refused === 'tooManyRows'
            ? 'common.grid.tooManyLooked'
            : `common.grid.${pasted.refused}`,
          {
            found: formatNumber(pasted.found),
            most: formatNumber(pasted.most),
            text: pasted.text.slice(0, 40),
          },
        ),
        bad: true,
      })
      return
    }
    send(pasted.rows, { kind: 'paste', from: block.top, to: pasted.to.row })
    mark(pasted.to, { row: block.top, column: block.left })
    const first = pasted.problems[0]
    const done = pasted.to.row - block.top + 1
    setSaid(
      first
        ? {
            text: t(props.keepsUnread ? 'common.grid.pastedUnread' : 'common.grid.pastedWithProblems', {
              count: pasted.problems.length,
              row: (places?.[first.row] ?? first.row) + 1,
              column: first.column,
              text: first.text.slice(0, 40),
              why: t(`validation:${first.key}`),
            }),
            bad: true,
          }
        : {
            text: [
              t('common.grid.pasted', { rows: formatNumber(done) }),
              pasted.added > 0 ? t('common.grid.pastedAdded', { count: formatNumber(pasted.added) }) : '',
              pasted.untouched > 0
                ? t('common.grid.pastedUntouched', { count: formatNumber(pasted.untouched) })
                : '',
            ]
              .filter(Boolean)
              .join(' '),
            bad: pasted.untouched > 0,
          },
    )
  }

  // ── the mouse ──
  const [dragging, setDragging] = useState(false)
  useEffect(() => {
    if (!dragging) return
    const stop = () => setDragging(false)
    window.addEventListener('mouseup', stop)
    return () => window.removeEventListener('mouseup', stop)
  }, [dragging])
  const cellAt = (target: EventTarget): Cell | null => {
    const element = (target as Element).closest?.('[data-row]')
    const at = columns.findIndex((one) => one.key === element?.getAttribute('data-column'))
    return element && at >= 0 ? { row: Number(element.getAttribute('data-row')), column: at } : null
  }
  const onMouseDown = (event: React.MouseEvent) => {
    const head = (event.target as Element).closest('[data-row-head]')
    const cell = cellAt(event.target)
    if (event.button !== 0 || (!head && !cell)) return
    event.preventDefault()
    input.current?.focus({ preventScroll: true })
    tabbedFrom.current = null
    if (head) {
      if (editing && !commit()) return
      const at = Number(head.getAttribute('data-row-head'))
      mark({ row: at, column: last.column }, { row: event.shiftKey ? anchor.row : at, column: 0 })
    } else if (cell) {
      if (editing && ((cell.row === row && cell.column === column) || !commit())) return
      place(cell, event.shiftKey)
      setDragging(true)
    }
  }
  const onDoubleClick = (event: React.MouseEvent) => {
    const head = (event.target as Element).closest('[data-row-head]')
    const one = head ? shown[Number(head.getAttribute('data-row-head'))] : undefined
    if (one !== undefined) onOpenRow?.(one, Number(head?.getAttribute('data-row-head')))
    else if (!head && cellAt(event.target)) startEditing(null)
  }

  const wrongIn = (one: Row, at: number): Record<string, string> | undefined => {
    const told = problems?.(one, places?.[at] ?? at)
    const unread = unreadOf(one)
    if (!unread) return told
    const sentences = Object.entries(unread).map(([key, { key: why }]) => [key, t(`validation:${why}`)])
    return { ...told, ...Object.fromEntries(sentences) }
  }
  const activeProblem =
    currentRow !== undefined && current ? wrongIn(currentRow, row)?.[current.key] : undefined
  const activeText = current && currentRow !== undefined ? cellText(current, currentRow, 'copy') : ''
  const many = block.top !== block.bottom || block.left !== block.right
  const sums = useMemo(
    () =>
      many
        ? sumsOf(shown, columns, {
            top: block.top,
            bottom: block.bottom,
            left: block.left,
            right: block.right,
          })
        : null,
    [many, shown, columns, block.top, block.bottom, block.left, block.right],
  )
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minWidth: 0 }}>
      {frozen && !props.actions ? null : (
        <GridTools
          label={t('common.grid.tools', { table: label })}
          {...(canAdd
            ? {
                add: () => {
                  place({ row: shown.length, column: 0 })
                  input.current?.focus()
                },
              }
            : {})}
          {...(canAdd && shown.length > 0 ? { insert: () => insertRow(row) } : {})}
          {...(canRemove ? { remove: removeRows } : {})}
          {...(movable ? { move: moveRows } : {})}
          {...(findsByKey && rows.length > 0 ? { find: () => setFinding((now) => now ?? '') } : {})}
          nothingMarked={block.top >= shown.length}
          atHead={block.top === 0}
          atFoot={block.bottom >= shown.length - 1}
        >
          {props.actions?.(shown.slice(block.top, block.bottom + 1), {
            from: places?.[block.top] ?? block.top,
            to: places?.[lastOfBlock] ?? lastOfBlock,
          })}
        </GridTools>
      )}
      {finding === null ? null : (
        <GridFind
          words={finding}
          setWords={setFinding}
          count={found.length}
          at={foundAt}
          go={goFound}
          close={() => {
            setFinding(null)
            input.current?.focus({ preventScroll: true })
          }}
        />
      )}
      {looking ? (
        <Box
          role="status"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            gap: 1,
            px: 1,
            py: 0.2,
            fontSize: '0.9rem',
            bgcolor: tokens.accentTint,
            borderBottom: `1px solid ${tokens.rule}`,
          }}
        >
          {t(props.movable ? 'common.grid.looking' : 'common.grid.lookingPlain', {
            count: formatNumber(shown.length),
            of: formatNumber(rows.length),
          })}
          <Button look="quiet" icon={X} onClick={() => changeLook(plainLook)}>
            {t('common.grid.lookClear')}
          </Button>
        </Box>
      ) : null}
      <Box
        ref={scroller}
        onScroll={(event: React.UIEvent<HTMLDivElement>) => setLeft(event.currentTarget.scrollLeft)}
        onKeyDown={onKeyDown}
        onCopy={(event: React.ClipboardEvent) => onCopy(event, false)}
        onCut={(event: React.ClipboardEvent) => onCopy(event, true)}
        onPaste={onPaste}
        sx={gridStyle(tokens, { wide, rowHeight, headHeight, maxHeight: props.maxHeight })}
      >
        <Box
          role="grid"
          aria-label={label}
          aria-rowcount={lines + 1}
          aria-colcount={columns.length + 1}
          aria-readonly={frozen}
          aria-multiselectable
          sx={{ width: wide }}
        >
          <GridHead
            columns={columns}
            widths={columnsAt.widths}
            template={columnsAt.template}
            height={headHeight}
            lines={headLines}
            pinned={columnsAt.pinned}
            look={look}
            scale={scale}
            menu={menu}
            setMenu={(key) => {
              setMenu(key)
              if (key === null) requestAnimationFrame(() => input.current?.focus({ preventScroll: true }))
            }}
            onLook={changeLook}
            onSelect={(at, extend) => {
              if (editing && !commit()) return
              input.current?.focus({ preventScroll: true })
              mark(
                { row: Math.max(0, shown.length - 1), column: at },
                { row: 0, column: extend ? anchor.column : at },
              )
            }}
            onWidth={setWidth}
            onFit={fitWidth}
          />
          <GridBody<Row>
            scroller={scroller}
            height={box.height}
            rowHeight={rowHeight}
            wide={wide}
            template={columnsAt.template}
            pinned={columnsAt.pinned}
            columns={columns}
            shown={shown}
            places={places}
            lines={lines}
            keyOf={keyOf}
            here={{ row, column }}
            block={block}
            lit={focused || finding !== null}
            hereId={`${id}-here`}
            readOnly={frozen}
            wrongIn={wrongIn}
            foundIn={foundIn}
            onMouseDown={onMouseDown}
            onMouseOver={(event) => {
              const cell = dragging ? cellAt(event.target) : null
              if (cell) place(cell, true)
            }}
            onDoubleClick={onDoubleClick}
          />
          {hasTotals ? (
            <div
              role="row"
              aria-rowindex={lines + 2}
              className="sums"
              style={{ gridTemplateColumns: columnsAt.template, height: rowHeight }}
            >
              <div role="rowheader" className="sumHead" style={{ fontSize: '0.85rem' }}>
                {t('common.total')}
              </div>
              {columns.map((one, at) => {
                const total = totals[at]
                const left = columnsAt.pinned[at]
                return (
                  <div
                    key={one.key}
                    role="gridcell"
                    data-total={one.key}
                    className={`cell${isNumeric(one) ? ' number' : ''}${left === undefined ? '' : ' pin'}`}
                    style={left === undefined ? { borderBottom: 0 } : { left, borderBottom: 0 }}
                  >
                    {total === null || total === undefined ? '' : showValue(one, total)}
                  </div>
                )
              })}
            </div>
          ) : null}
        </Box>
        <GridEditor
          ref={input}
          id={id}
          column={current}
          editing={editing}
          listed={listed}
          label={t('common.grid.cell', {
            table: label,
            column: current?.title ?? '',
            row: (places?.[row] ?? row) + 1,
            text: activeText || t('common.grid.emptyCell'),
          })}
          hasCells={lines > 0}
          left={(columnsAt.edges[column] ?? 0) + (isPinned(column) ? left : 0)}
          top={headHeight + row * rowHeight}
          width={columnsAt.widths[column] ?? 0}
          rowHeight={rowHeight}
          rem={box.rem}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false)
            leaving.current = false
            if (editing && !commit()) setEditing(null)
          }}
          onType={(text) => {
            if (editing) setEditing(typedIn(current, text))
            else startEditing(text)
          }}
          onChoose={(option) => commit(option)}
        />
      </Box>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 2,
          justifyContent: 'space-between',
          px: 1,
          py: 0.35,
          minHeight: '1.9rem',
          borderTop: `1px solid ${tokens.rule}`,
          fontSize: '0.86rem',
          color: tokens.inkSoft,
        }}
      >
        <Box
          id={`${id}-say`}
          role="status"
          sx={{
            flex: '1 1 18rem',
            minWidth: 0,
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
        {sums === null ? null : (
          <Box role="status" data-grid-sums sx={{ whiteSpace: 'nowrap', color: tokens.ink }}>
            {t('common.grid.filled', { count: formatNumber(sums.filled) })}
            {sums.sum === null
              ? ''
              : ` · ${
                  sums.kind === 'money'
                    ? t('common.grid.sumMoney', { sum: formatBaht(sums.sum) })
                    : t('common.grid.sum', { sum: formatNumber(sums.sum) })
                }`}
          </Box>
        )}
      </Box>
    </Box>
  )
}

/** The editor after a key: a list that must be chosen from has its first match marked, free words have none. */
function typedIn<Row>(column: GridColumn<Row> | undefined, text: string): Editing {
  return { text, wrong: null, marked: column?.kind === 'select' ? (column.free ? -1 : 0) : null }
}

/**
 * The block on the clipboard. Its HTML where it holds a table: only there merged cells and the paragraphs of a Word cell
 * are told apart; else the plain text, tabs between cells.
 */
function clipOf(data: DataTransfer): readonly (readonly ClipCell[])[] {
  const html = data.getData('text/html')
  const table = html !== '' && html.length <= mostHtml ? readHtmlTable(html) : null
  return table ?? readClipboard(data.getData('text/plain')).map((line) => line.map((text) => ({ text })))
}
