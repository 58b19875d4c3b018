import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../core/province/contract.ts'
import { formatNumber } from '../../app/format.ts'
import { type Status, statuses } from '../../ui/index.ts'
import { type BoardFilter, boardFilters, isIn } from './board-filter.ts'

const signs: Partial<Record<BoardFilter, Status>> = {
  onTime: 'done',
  late: 'underWay',
  missing: 'late',
  notDue: 'notStarted',
  waiting: 'underWay',
  returned: 'late',
  accepted: 'done',
}

/** The figures of the board on one line; a press shows just the districts that are counted in one. */
export function BoardFigures({
  board,
  filter,
  onFilter,
}: {
  board: Board
  /** Null: a figure leads elsewhere, none is pressed. */
  filter: BoardFilter | null
  onFilter: (filter: BoardFilter) => void
}) {
  const { t } = useTranslation()
  const count = (one: BoardFilter) => board.rows.filter((row) => isIn(row, one)).length
  return (
    <Box
      role="group"
      aria-label={t('province.board.figures')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.8, mb: 1.2 }}
    >
      {boardFilters
        .filter((one) => one !== 'notDue' || count(one) > 0 || filter === one)
        .map((one) => {
          const value = one in board ? Number(board[one as keyof Board]) : count(one)
          const sign = signs[one]
          const Icon = sign === undefined ? null : statuses[sign].icon
          const pressed = filter === one
          return (
            <Box
              component="button"
              type="button"
              key={one}
              aria-pressed={pressed}
              onClick={() => onFilter(pressed ? 'expected' : one)}
              sx={(theme) => ({
                font: 'inherit',
                color: 'inherit',
                textAlign: 'left',
                cursor: 'pointer',
                flex: '1 1 6.2rem',
                px: 1.2,
                py: 0.3,
                borderRadius: 1,
                border: `1px solid ${pressed ? theme.tokens.primary : theme.tokens.rule}`,
                bgcolor: pressed ? theme.tokens.primaryTint : theme.tokens.sheet,
                '&:hover': { bgcolor: theme.tokens.primaryTint },
                '&:focus-visible': { outline: `2px solid ${theme.tokens.primary}`, outlineOffset: '1px' },
              })}
            >
              <Box
                component="span"
                sx={{ display: 'block', fontSize: '0.86rem', color: 'text.secondary', whiteSpace: 'nowrap' }}
              >
                {t(`province.figure.${one}`)}
              </Box>
              <Box
                component="span"
                sx={(theme) => ({
                  display: 'inline-flex',
                  alignItems: 'center',
                  gap: 0.6,
                  fontSize: '1.3rem',
                  fontWeight: 600,
                  lineHeight: 1.3,
                  color: sign !== undefined && value > 0 ? theme.tokens[statuses[sign].colour] : 'inherit',
                })}
              >
                {Icon !== null && value > 0 ? <Icon size={17} aria-hidden /> : null}
                {formatNumber(value)}
              </Box>
            </Box>
          )
        })}
    </Box>
  )
}
