import Box from '@mui/material/Box'
import { Check, Clock3 } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Participation, ParticipationCell, ParticipationRow } from '../../../core/activities/contract.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { type Block, blockBetween, isDone, isInside, moved, type Spot } from './step-block.ts'

/**
 * Tambons down, steps of the tambon plan across; a cell says on which day ศอช. took part. Arrows move, Shift with them
 * (or the mouse, dragged) marks a block, Enter or Space asks for the day, Delete takes it out, Shift-Space and Ctrl-Space
 * mark a row or a column.
 */
export function StepMatrix({
  data,
  rows,
  head,
  onChoose,
  onMark,
  onClear,
}: {
  data: Participation
  rows: readonly ParticipationRow[]
  head: (row: ParticipationRow) => ReactNode
  onChoose: (block: Block) => void
  onMark: (block: Block) => void
  onClear: (block: Block) => void
}) {
  const { t } = useTranslation()
  const [active, setActive] = useState<Spot>({ row: 0, column: 0 })
  const [anchor, setAnchor] = useState<Spot>({ row: 0, column: 0 })
  const table = useRef<HTMLTableElement>(null)
  /** The cursor is being put somewhere by a key or the mouse, which say themselves what is marked. */
  const going = useRef(false)
  const last = { row: Math.max(0, rows.length - 1), column: Math.max(0, data.steps.length - 1) }
  const inside = (spot: Spot): Spot => ({
    row: Math.min(spot.row, last.row),
    column: Math.min(spot.column, last.column),
  })
  const here = inside(active)
  const block = blockBetween(here, inside(anchor))
  const { top, bottom, left, right } = block
  useEffect(() => onChoose({ top, bottom, left, right }), [onChoose, top, bottom, left, right])

  const cellAt = (spot: Spot) =>
    table.current?.querySelector<HTMLElement>(`[data-spot="${spot.row}.${spot.column}"]`)
  const go = (to: Spot, from: Spot = to) => {
    setActive(to)
    setAnchor(from)
    going.current = true
    cellAt(to)?.focus()
    going.current = false
  }
  const press = (event: KeyboardEvent) => {
    // what stands in a head (a door to the plan) has its own keys
    if (!(event.target as HTMLElement).hasAttribute('data-spot')) return
    const to = event.altKey || event.metaKey ? null : moved(here, event.key, last)
    if (to) go(to, event.shiftKey ? inside(anchor) : to)
    else if (event.key === ' ' && event.shiftKey)
      go({ row: here.row, column: last.column }, { row: here.row, column: 0 })
    else if (event.key === ' ' && event.ctrlKey)
      go({ row: last.row, column: here.column }, { row: 0, column: here.column })
    else if (event.key.toLowerCase() === 'a' && event.ctrlKey) go(last, { row: 0, column: 0 })
    else if (event.key === 'Enter' || event.key === ' ') onMark(block)
    else if (event.key === 'Delete' || event.key === 'Backspace') onClear(block)
    else return
    event.preventDefault()
  }
  return (
    <Box sx={{ overflow: 'auto', maxHeight: 'calc(100vh - 18.5rem)', minHeight: '12rem' }}>
      <Box
        component="table"
        ref={table}
        role="grid"
        aria-multiselectable
        aria-label={t('activities.matrix.label')}
        onKeyDown={press}
        sx={(theme) => ({
          borderCollapse: 'separate',
          borderSpacing: 0,
          width: '100%',
          fontSize: '0.9rem',
          userSelect: 'none',
          '& th, & td': {
            px: 0.8,
            py: 0.25,
            borderBottom: `1px solid ${theme.tokens.rule}`,
            borderRight: `1px solid ${theme.tokens.rule}`,
            textAlign: 'left',
            verticalAlign: 'top',
          },
          '& tr > :last-child': { borderRight: 0 },
          '& thead th': {
            position: 'sticky',
            top: 0,
            zIndex: 2,
            bgcolor: theme.tokens.quiet,
            fontWeight: 600,
            fontSize: '0.84rem',
            lineHeight: 1.35,
            borderBottom: `1px solid ${theme.tokens.ruleStrong}`,
          },
          '& tbody th': {
            position: 'sticky',
            left: 0,
            zIndex: 1,
            bgcolor: theme.tokens.sheet,
            fontWeight: 600,
          },
          '& thead th:first-of-type': { left: 0, zIndex: 3 },
          '& td[data-spot]': { cursor: 'cell', outlineOffset: '-2px', minWidth: '5.6rem' },
          '& td[data-spot]:focus': { outline: `2px solid ${theme.tokens.focus}` },
          '& td[data-done]': { bgcolor: theme.tokens.doneTint, color: theme.tokens.done },
          '& td[data-planned]': { color: theme.tokens.underWay },
          '& td[aria-selected=true]': { bgcolor: theme.tokens.accentTint, color: theme.tokens.ink },
          '& tfoot td, & tfoot th': {
            position: 'sticky',
            bottom: 0,
            zIndex: 1,
            bgcolor: theme.tokens.quiet,
            fontWeight: 600,
            borderTop: `1px solid ${theme.tokens.ruleStrong}`,
            borderBottom: 0,
          },
        })}
      >
        <thead>
          <tr>
            <th scope="col" style={{ minWidth: '13rem' }}>
              {t('activities.column.tambon')}
            </th>
            {data.steps.map((step) => (
              <th key={step.key} scope="col">
                {step.name}
              </th>
            ))}
            <th scope="col" style={{ textAlign: 'right', width: '4.5rem' }}>
              {t('common.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.tambonCode}>
              <th scope="row">{head(row)}</th>
              {row.cells.map((cell, column) => {
                const spot = { row: at, column }
                const isHere = here.row === at && here.column === column
                const chosen = isInside(block, spot) && (top !== bottom || left !== right)
                return (
                  <td
                    key={cell.step}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid to work in
                    role="gridcell"
                    data-spot={`${at}.${column}`}
                    data-done={isDone(cell) ? '' : undefined}
                    data-planned={!isDone(cell) && cell.occasions.length > 0 ? '' : undefined}
                    aria-selected={chosen}
                    aria-label={t('activities.matrix.cell', {
                      tambon: row.tambonName,
                      step: data.steps[column]?.name ?? cell.step,
                      state: cellWords(cell, t('activities.matrix.notYet'), t('activities.state.planned')),
                    })}
                    tabIndex={isHere ? 0 : -1}
                    onMouseDown={(event) => {
                      if (event.button !== 0) return
                      event.preventDefault()
                      go(spot, event.shiftKey ? inside(anchor) : spot)
                    }}
                    onFocus={() => (going.current || isHere ? undefined : go(spot))}
                    onMouseEnter={(event) => (event.buttons === 1 ? go(spot, inside(anchor)) : undefined)}
                    onDoubleClick={() => onMark(block)}
                  >
                    <CellFace cell={cell} />
                  </td>
                )
              })}
              <td style={{ textAlign: 'right', whiteSpace: 'nowrap' }}>
                {formatNumber(row.done)}/{formatNumber(row.cells.length)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('activities.matrix.tambons')}</th>
            {data.steps.map((step, column) => (
              <td key={step.key}>
                {formatNumber(rows.filter((row) => row.cells[column] && isDone(row.cells[column])).length)}/
                {formatNumber(rows.length)}
              </td>
            ))}
            <td style={{ textAlign: 'right', whiteSpace: 'nowrap' }}>
              {formatNumber(rows.reduce((sum, row) => sum + row.done, 0))}/
              {formatNumber(rows.length * data.steps.length)}
            </td>
          </tr>
        </tfoot>
      </Box>
    </Box>
  )
}

function cellWords(cell: ParticipationCell, none: string, planned: string): string {
  if (cell.occasions.length === 0) return none
  return cell.occasions
    .map((one) => `${one.planned ? `${planned} ` : ''}${formatDate(one.heldOn, 'short')}`)
    .join(', ')
}

/** Sign and day; two at most, and how many more. */
function CellFace({ cell }: { cell: ParticipationCell }) {
  const shown = cell.occasions.slice(0, 2)
  const more = cell.occasions.length - shown.length
  return (
    <Box
      aria-hidden
      title={cell.occasions.map((one) => `${formatDate(one.heldOn, 'short')} ${one.subject}`).join('\n')}
      sx={{ minHeight: '2.5rem', fontSize: '0.86rem', lineHeight: 1.4 }}
    >
      {shown.length === 0 ? <Box sx={{ color: 'text.disabled', pt: 0.2 }}>–</Box> : null}
      {shown.map((one, at) => (
        <Box
          key={one.activityId}
          sx={{ display: 'flex', alignItems: 'center', gap: 0.4, whiteSpace: 'nowrap' }}
        >
          {one.planned ? <Clock3 size={13} /> : <Check size={14} strokeWidth={2.6} />}
          {formatDate(one.heldOn, 'short')}
          {at === shown.length - 1 && more > 0 ? ` +${more}` : ''}
        </Box>
      ))}
    </Box>
  )
}
