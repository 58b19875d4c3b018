import Box from '@mui/material/Box'
import Tooltip from '@mui/material/Tooltip'
import { ClockAlert } from 'lucide-react'
import { type FocusEvent, type KeyboardEvent, useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, BoardDuty, BoardLine } from '../../../core/province/contract.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { AppLink, EmptyState, StatusChip, Table, type TableColumn } from '../../ui/index.ts'
import { BoardMenu } from './BoardMenu.tsx'
import { stateLooks, timingLooks, useDutyHref, useTimingWords } from './duty-words.ts'
import { districtHref } from './use-mirror.ts'

/**
 * Districts by duties: the state of each in word, sign and colour, with its days; each cell is the door to the records
 * that it was counted from. Walked with the arrow keys as a sheet is, one stop of the Tab key.
 */
export function BoardTable({
  board,
  rows,
  maxHeight,
}: {
  board: Board
  /** Lines of the board that are shown, in their order. */
  rows: readonly BoardLine[]
  maxHeight?: string
}) {
  const { t } = useTranslation()
  const hrefOf = useDutyHref(board.planFy)
  const walk = useCellWalk()
  const columns: TableColumn<BoardLine>[] = [
    {
      key: 'district',
      title: t('common.district'),
      rowHead: true,
      pinned: true,
      nowrap: true,
      width: '9rem',
      cell: (row) => (
        <AppLink href={`${districtHref(row.districtCode)}?planFy=${board.planFy}`}>
          {row.districtName}
        </AppLink>
      ),
      total: t('province.board.sum', { count: rows.length }),
    },
    {
      key: 'do',
      title: (
        <Box component="span" sx={visuallyHidden}>
          {t('province.board.do')}
        </Box>
      ),
      width: '2rem',
      nowrap: true,
      cell: (row) => <BoardMenu line={row} planFy={board.planFy} />,
    },
    {
      key: 'state',
      title: <Head name={t('province.board.package')} dueOn={rows.length > 0 ? lastOf(rows) : null} />,
      nowrap: true,
      cell: (row) => <PackageCell line={row} />,
    },
    ...board.duties.map(
      (duty): TableColumn<BoardLine> => ({
        key: duty.key,
        title: <Head name={duty.shortName} hint={duty.name} dueOn={duty.dueOn} />,
        nowrap: true,
        cell: (row) => (
          <DutyCell
            line={row}
            duty={row.duties.find((one) => one.key === duty.key)}
            name={duty.name}
            href={hrefOf(row.districtCode, duty.key)}
          />
        ),
        total: <DutyTotal duty={duty.key} rows={rows} />,
      }),
    ),
  ]
  return (
    <Box ref={walk.ref} onKeyDown={walk.onKeyDown} onFocus={walk.onFocus} sx={compact}>
      <Table
        label={t('province.board.title', { year: board.planFy })}
        rows={rows}
        rowKey={(row) => row.districtCode}
        rowTone={(row) => (row.timing === 'missing' || row.state === 'returned' ? 'late' : undefined)}
        columns={columns}
        empty={<EmptyState title={t('province.board.noMatch')} text={t('province.board.noMatch.what')} />}
        {...(maxHeight ? { maxHeight } : {})}
      />
    </Box>
  )
}

/** Name of a column with the day it is due. */
function Head({ name, hint, dueOn }: { name: string; hint?: string; dueOn: string | null }) {
  const { t } = useTranslation()
  return (
    <Box
      component="span"
      title={[hint ?? name, dueOn === null ? '' : t('province.board.due', { date: formatDate(dueOn) })]
        .filter((part) => part !== '')
        .join(' ')}
      sx={{ display: 'block', lineHeight: 1.35 }}
    >
      {name}
      <Box
        component="span"
        sx={{ display: 'block', fontWeight: 400, fontSize: '0.8rem', color: 'text.secondary' }}
      >
        {dueOn === null ? '\u00a0' : formatDate(dueOn, 'short')}
      </Box>
    </Box>
  )
}

/** What became of the package: decided or not, in time or by how many days late. */
function PackageCell({ line }: { line: BoardLine }) {
  const { t } = useTranslation()
  const words = useTimingWords()
  const timing = words({ state: line.timing, lateDays: line.lateDays })
  const isHere = line.packageId !== null
  const label = isHere
    ? line.lateDays > 0
      ? t('province.board.stateAnd', { state: t(`province.board.state.${line.state}`), timing })
      : t(`province.board.state.${line.state}`)
    : timing
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
      <Tooltip
        title={
          isHere
            ? t('province.board.receivedHint', {
                sequence: formatNumber(line.sequence ?? 0),
                received: formatDate(line.receivedOn, 'short'),
                due: formatDate(line.dueOn, 'short'),
              })
            : t('province.board.dueHint', { due: formatDate(line.dueOn, 'short') })
        }
      >
        <span>
          <StatusChip
            dense
            status={isHere ? stateLooks[line.state] : timingLooks[line.timing]}
            label={label}
          />
        </span>
      </Tooltip>
      {line.clockDoubt ? (
        <Tooltip title={t('province.board.clockDoubt')}>
          <ClockAlert size={15} aria-label={t('province.board.clockDoubt')} />
        </Tooltip>
      ) : null}
    </Box>
  )
}

function DutyCell({
  line,
  duty,
  name,
  href,
}: {
  line: BoardLine
  duty: BoardDuty | undefined
  name: string
  href: string
}) {
  const { t } = useTranslation()
  const words = useTimingWords()
  if (duty === undefined) return '–'
  const share = t('province.board.of', {
    done: formatNumber(duty.done),
    expected: formatNumber(duty.expected),
  })
  const isPart = line.packageId !== null && duty.done < duty.expected && duty.expected > 1
  const chip = (
    <StatusChip
      dense
      status={timingLooks[duty.state]}
      label={isPart ? `${words(duty)} ${share}` : words(duty)}
    />
  )
  const hint = t(duty.since === null ? 'province.board.dutyHint' : 'province.board.dutySince', {
    name,
    share,
    due: formatDate(duty.dueOn, 'short'),
    since: formatDate(duty.since, 'short'),
  })
  return (
    <Tooltip title={hint}>
      {line.officeId === null || line.packageId === null ? (
        <span>{chip}</span>
      ) : (
        <span>
          <AppLink
            href={href}
            label={t('province.board.cell', { district: line.districtName, name, state: words(duty), share })}
            sx={{ textDecoration: 'none' }}
          >
            {chip}
          </AppLink>
        </span>
      )}
    </Tooltip>
  )
}

/** How many of the districts shown have done it. */
function DutyTotal({ duty, rows }: { duty: string; rows: readonly BoardLine[] }) {
  const { t } = useTranslation()
  const states = rows.flatMap((row) => row.duties.find((one) => one.key === duty)?.state ?? [])
  const count = (state: BoardDuty['state']) => states.filter((one) => one === state).length
  const done = count('onTime') + count('late')
  return (
    <Box
      component="span"
      title={t('province.board.dutyTotal', {
        done: formatNumber(done),
        late: formatNumber(count('late')),
        missing: formatNumber(count('missing')),
        notDue: formatNumber(count('notDue')),
      })}
    >
      {t('province.board.of', { done: formatNumber(done), expected: formatNumber(states.length) })}
    </Box>
  )
}

/** The day most districts have for the package; those with another one say it in their cell. */
function lastOf(rows: readonly BoardLine[]): string {
  return rows.reduce((last, row) => (row.dueOn > last ? row.dueOn : last), '')
}

/** Twenty districts and more are read at a glance: lines of one chip's height, little room between the columns. */
const compact = {
  '& th, & td': { px: '0.4rem !important' },
  '& tbody th, & tbody td': {
    py: '0.14rem !important',
    verticalAlign: 'middle !important',
    lineHeight: 1.3,
  },
}
const visuallyHidden = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
}

const doors = 'tbody a, tbody button'

/**
 * Arrow keys between the links and buttons of a table: ↑ ↓ in the column, ← → in the row, Home and End; the whole table
 * is one stop of the Tab key, at the door used last.
 */
function useCellWalk() {
  const ref = useRef<HTMLDivElement>(null)
  const last = useRef<HTMLElement | null>(null)
  const settle = useCallback(() => {
    const all = [...(ref.current?.querySelectorAll<HTMLElement>(doors) ?? [])]
    const stop = all.find((one) => one === last.current) ?? all[0]
    for (const one of all) one.tabIndex = one === stop ? 0 : -1
  }, [])
  // after every drawing: lines come and go with the filter
  useEffect(settle)
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    if (!event.target.matches(doors)) return
    last.current = event.target
    settle()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const here = event.target
    if (!(here instanceof HTMLElement) || !here.matches(doors)) return
    const row = here.closest('tr')
    const cell = here.closest<HTMLTableCellElement>('td, th')
    const next = row === null || cell === null ? undefined : step(event.key, row, cell)
    if (next === undefined) return
    event.preventDefault()
    next?.focus()
  }
  return { ref, onKeyDown, onFocus }
}

/** @returns undefined for a key that moves nothing, null at an edge */
function step(
  key: string,
  row: HTMLTableRowElement,
  cell: HTMLTableCellElement,
): HTMLElement | null | undefined {
  const doorOf = (one: Element | undefined) => one?.querySelector<HTMLElement>('a, button') ?? null
  const cells = [...row.cells]
  const column = cells.indexOf(cell)
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const ahead = key === 'ArrowRight' ? cells.slice(column + 1) : cells.slice(0, column).reverse()
    return doorOf(ahead.find((one) => doorOf(one) !== null))
  }
  const rows = [...(row.parentElement?.querySelectorAll('tr') ?? [])]
  const at = rows.indexOf(row)
  const down = { ArrowDown: 1, ArrowUp: -1 }[key]
  const target =
    key === 'Home' ? rows[0] : key === 'End' ? rows.at(-1) : down === undefined ? undefined : rows[at + down]
  if (key !== 'Home' && key !== 'End' && down === undefined) return undefined
  return doorOf(target?.cells[column]) ?? doorOf(target?.cells[0])
}
