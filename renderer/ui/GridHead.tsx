// biome-ignore-all lint/a11y/useFocusableInteractive: columns are reached through the one input of the table
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be an HTML table
import Box from '@mui/material/Box'
import Popover from '@mui/material/Popover'
import TextField from '@mui/material/TextField'
import { ArrowDownAZ, ArrowUpAZ, ChevronDown, Filter, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { isNumeric } from './GridRow.tsx'
import { type Look, leastWidth, mostWidth, plainLook } from './grid-layout.ts'
import type { GridColumn } from './grid-model.ts'
import { Thai } from './Thai.tsx'

type Props<Row> = {
  columns: readonly GridColumn<Row>[]
  widths: readonly number[]
  template: string
  height: number
  lines: number
  pinned: readonly number[]
  look: Look
  scale: number
  /** Column whose menu is open. */
  menu: string | null
  setMenu: (column: string | null) => void
  onLook: (look: Look) => void
  onSelect: (column: number, extend: boolean) => void
  onWidth: (column: string, width: number, done: boolean) => void
  onFit: (column: number) => void
}

/** The heads of the columns: a press marks the column, the edge draws its width, the arrow sorts and filters for reading. */
export function GridHead<Row>(props: Props<Row>) {
  const { columns, widths, look, pinned, scale } = props
  const { t } = useTranslation()
  const heads = useRef<HTMLDivElement>(null)
  const drawing = useRef<{ key: string; x: number; width: number } | null>(null)
  const open = columns.findIndex((one) => one.key === props.menu)
  const widthAt = (x: number) => {
    const { width, x: from } = drawing.current ?? { width: 0, x }
    return Math.max(leastWidth, Math.min(mostWidth, (width + x - from) / scale))
  }
  return (
    <div
      ref={heads}
      role="row"
      aria-rowindex={1}
      className={props.lines > 1 ? 'heads tall' : 'heads'}
      style={{ gridTemplateColumns: props.template, height: props.height }}
    >
      <div data-corner role="columnheader" aria-colindex={1} className="corner">
        {t('common.grid.number')}
      </div>
      {columns.map((one, at) => {
        const sorted = look.sort?.column === one.key ? look.sort : null
        const filtered = (look.filters[one.key] ?? '').trim() !== ''
        const left = pinned[at]
        return (
          <div
            key={one.key}
            data-head={at}
            role="columnheader"
            aria-colindex={at + 2}
            aria-sort={sorted ? (sorted.down ? 'descending' : 'ascending') : undefined}
            title={one.title}
            className={`title${isNumeric(one) ? ' number' : ''}${left === undefined ? '' : ' pin'}${sorted || filtered ? ' looked' : ''}`}
            {...(left === undefined ? {} : { style: { left } })}
            onMouseDown={(event) => {
              if (
                event.button !== 0 ||
                !event.currentTarget.firstElementChild?.contains(event.target as Node)
              )
                return
              event.preventDefault()
              props.onSelect(at, event.shiftKey)
            }}
          >
            <span className="words">
              {props.lines > 1 ? (
                <span className="clamp">
                  <Thai text={one.title} />
                </span>
              ) : (
                one.title
              )}
              {one.required ? <span className="star"> *</span> : null}
              {one.unit && props.lines > 1 ? <span className="unit">{one.unit}</span> : null}
            </span>
            <button
              type="button"
              className="arrow"
              tabIndex={-1}
              aria-label={t('common.grid.look', { column: one.title })}
              onClick={() => props.setMenu(one.key)}
            >
              {filtered ? (
                <Filter size={13} aria-hidden />
              ) : sorted ? (
                sorted.down ? (
                  <ArrowUpAZ size={14} aria-hidden />
                ) : (
                  <ArrowDownAZ size={14} aria-hidden />
                )
              ) : (
                <ChevronDown size={14} aria-hidden />
              )}
            </button>
            <span
              className="edge"
              aria-hidden
              onPointerDown={(event) => {
                event.preventDefault()
                event.stopPropagation()
                event.currentTarget.setPointerCapture(event.pointerId)
                drawing.current = { key: one.key, x: event.clientX, width: widths[at] ?? leastWidth }
              }}
              onPointerMove={(event) => {
                if (drawing.current) props.onWidth(one.key, widthAt(event.clientX), false)
              }}
              onPointerUp={(event) => {
                if (drawing.current && event.clientX !== drawing.current.x)
                  props.onWidth(one.key, widthAt(event.clientX), true)
                drawing.current = null
              }}
              onDoubleClick={() => props.onFit(at)}
            />
          </div>
        )
      })}
      {open >= 0 ? (
        <LookMenu
          key={props.menu}
          anchor={() => heads.current?.querySelector(`[data-head="${open}"]`) ?? null}
          column={columns[open] as GridColumn<Row>}
          look={look}
          onLook={props.onLook}
          onClose={() => props.setMenu(null)}
        />
      ) : null}
    </div>
  )
}

function LookMenu<Row>({
  anchor,
  column,
  look,
  onLook,
  onClose,
}: {
  anchor: () => Element | null
  column: GridColumn<Row>
  look: Look
  onLook: (look: Look) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [words, setWords] = useState(look.filters[column.key] ?? '')
  const done = (next: Look) => {
    onLook(next)
    onClose()
  }
  const filtered: Look = { ...look, filters: { ...look.filters, [column.key]: words } }
  return (
    <Popover
      // what is typed here is not typed in the table, though it stands in its head
      onKeyDown={(event) => event.stopPropagation()}
      onCopy={(event) => event.stopPropagation()}
      onCut={(event) => event.stopPropagation()}
      onPaste={(event) => event.stopPropagation()}
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
    >
      <Box
        component="form"
        sx={{ p: 1.2, width: '19rem', display: 'grid', gap: 0.8, justifyItems: 'start' }}
        onSubmit={(event: React.FormEvent) => {
          event.preventDefault()
          // a table may stand in a form: this is not its submission
          event.stopPropagation()
          done(filtered)
        }}
      >
        <strong>{column.title}</strong>
        <Button
          look="quiet"
          icon={ArrowDownAZ}
          onClick={() => done({ ...filtered, sort: { column: column.key, down: false } })}
        >
          {t('common.grid.sortUp')}
        </Button>
        <Button
          look="quiet"
          icon={ArrowUpAZ}
          onClick={() => done({ ...filtered, sort: { column: column.key, down: true } })}
        >
          {t('common.grid.sortDown')}
        </Button>
        <TextField
          fullWidth
          autoFocus
          label={t('common.grid.filter')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Box sx={{ display: 'flex', gap: 0.8 }}>
          <Button look="main" type="submit" icon={Filter}>
            {t('common.grid.filterDo')}
          </Button>
          <Button look="quiet" icon={X} onClick={() => done(plainLook)}>
            {t('common.grid.lookClear')}
          </Button>
        </Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.85rem' }}>{t('common.grid.lookHelp')}</Box>
      </Box>
    </Popover>
  )
}
