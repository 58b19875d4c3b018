import Box from '@mui/material/Box'
import InputBase from '@mui/material/InputBase'
import { type KeyboardEvent, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attendee, MeetingBody } from '../../../core/meetings/contract.ts'
import type { AttendanceFields } from '../../../core/meetings/rules.ts'
import { Thai } from '../../ui/Thai.tsx'
import { type Mark, seatWords, stateOfKey } from './attendance-rows.ts'

const marks: readonly Mark[] = ['present', 'proxy', 'absent']
const tones = { present: 'done', proxy: 'underWay', absent: 'late' } as const

type Props = {
  row: Attendee
  bodies: readonly MeetingBody[]
  reasons: string
  /** The one row of the list that Tab reaches. */
  active: boolean
  frozen: boolean
  onMark: (row: Attendee, state: Attendee['state'], byKey: boolean) => void
  onWrite: (row: Attendee, part: Partial<AttendanceFields>) => void
  onActive: (id: string) => void
  /** Enter in a detail: on to the next person. */
  onNext: (id: string) => void
}

/** One member: who, came or not, and what is to be said of it. Drawn again only when something of it changed. */
export const AttendanceRow = memo(function AttendanceRow(props: Props) {
  const { row, bodies, reasons, active, frozen, onMark, onWrite, onActive, onNext } = props
  const { t } = useTranslation()
  const name = row.name === '' ? row.position : row.name
  const seats = seatWords(row.seats, bodies, t('meetings.agenda.allBodies'))
  const missing = row.state === 'proxy' && row.proxyName.trim() === ''
  const next = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    onNext(row.id)
  }
  const field = (key: 'proxyName' | 'proxyPosition' | 'reason', list?: string) => (
    <InputBase
      value={row[key]}
      readOnly={frozen}
      error={key === 'proxyName' && missing}
      placeholder={t(`meetings.attendance.${key}`)}
      onChange={(event) => onWrite(row, { [key]: event.target.value })}
      onKeyDown={next}
      onFocus={() => onActive(row.id)}
      inputProps={{
        'data-detail': row.id,
        'aria-label': t(`meetings.attendance.${key}.of`, { name }),
        'aria-invalid': key === 'proxyName' && missing,
        tabIndex: active ? 0 : -1,
        ...(list === undefined ? {} : { list }),
      }}
      sx={{
        flex: 1,
        minWidth: 0,
        fontSize: '0.93rem',
        px: 0.7,
        border: 1,
        borderRadius: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
        '&.Mui-focused': { borderColor: 'primary.main' },
        '&.Mui-error': { borderColor: 'error.main' },
        '& input': { py: '0.16rem' },
      }}
    />
  )
  return (
    <Box
      role="listitem"
      sx={(theme) => ({
        display: 'grid',
        gridTemplateColumns: '2.6rem minmax(13rem, 1.25fr) 12.2rem minmax(11rem, 1fr)',
        columnGap: 1,
        alignItems: 'center',
        px: 1.2,
        py: 0.35,
        borderBottom: `1px solid ${theme.tokens.rule}`,
        ...(active ? { bgcolor: theme.tokens.primaryTint } : {}),
        boxShadow: row.state === 'called' ? 'none' : `inset 3px 0 0 ${theme.tokens[tones[row.state]]}`,
      })}
    >
      <Box component="span" sx={{ textAlign: 'right', color: 'text.secondary', fontSize: '0.9rem' }}>
        {row.no}
      </Box>
      <Box sx={{ minWidth: 0, lineHeight: 1.35 }}>
        <Box sx={{ fontWeight: 600 }}>
          <Thai text={row.name === '' ? t('meetings.attendance.vacant') : row.name} />
        </Box>
        <Box sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
          <Thai text={[row.position, seats].filter((part) => part !== '').join(' · ')} />
        </Box>
      </Box>
      {/* three radio inputs a row would be 450 stops for 150 members */}
      <Box
        role="radiogroup"
        data-row=""
        data-who={row.id}
        tabIndex={active ? 0 : -1}
        aria-label={t('meetings.attendance.of', { name, state: t(`meetings.attendance.state.${row.state}`) })}
        onFocus={(event) => (event.target === event.currentTarget ? onActive(row.id) : undefined)}
        onKeyDown={(event) => {
          const state = frozen ? null : stateOfKey(event)
          if (state === null || event.target !== event.currentTarget) return
          event.preventDefault()
          onMark(row, state, true)
        }}
        sx={(theme) => ({
          display: 'flex',
          borderRadius: 1,
          border: `1px solid ${theme.tokens.ruleStrong}`,
          overflow: 'hidden',
          '&:focus-visible': { outline: `2px solid ${theme.tokens.focus}`, outlineOffset: 1 },
        })}
      >
        {marks.map((mark, at) => {
          const on = row.state === mark
          return (
            <Box
              key={mark}
              component="button"
              type="button"
              role="radio"
              aria-checked={on}
              tabIndex={-1}
              disabled={frozen}
              onClick={() => onMark(row, on ? 'called' : mark, false)}
              sx={(theme) => ({
                flex: 1,
                border: 0,
                borderLeft: at === 0 ? 0 : `1px solid ${theme.tokens.ruleStrong}`,
                py: 0.3,
                font: 'inherit',
                fontSize: '0.9rem',
                cursor: frozen ? 'default' : 'pointer',
                fontWeight: on ? 700 : 400,
                color: on ? theme.tokens[tones[mark]] : theme.tokens.inkSoft,
                bgcolor: on ? theme.tokens[`${tones[mark]}Tint`] : theme.tokens.sheet,
              })}
            >
              {t(`meetings.attendance.state.${mark}`)}
            </Box>
          )
        })}
      </Box>
      <Box sx={{ display: 'flex', gap: 0.6, minWidth: 0 }}>
        {row.state === 'proxy' ? (
          <>
            {field('proxyName')}
            {field('proxyPosition')}
          </>
        ) : row.state === 'absent' ? (
          field('reason', reasons)
        ) : null}
      </Box>
    </Box>
  )
})
