import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { BoardCell, Home } from '../../../core/progress/contract.ts'
import { formatDate } from '../../app/format.ts'
import { AppLink, Section, statuses, Thai } from '../../ui/index.ts'

/** The board tambon × step; every cell is the door to its work. */
export function StepBoard({ home, mineOnly }: { home: Home; mineOnly: boolean }) {
  const { t } = useTranslation()
  const { steps } = home
  return (
    <Section title={t('home.board.title')} help={t('home.board.help')} flush>
      <Box sx={{ overflowX: 'auto' }} role="region" aria-label={t('home.board.title')} tabIndex={0}>
        <Box
          component="table"
          sx={(theme) => ({
            borderCollapse: 'separate',
            borderSpacing: 3,
            width: '100%',
            fontSize: '0.92rem',
            p: 1,
            '& th': { textAlign: 'left', fontWeight: 600, px: 1, py: 0.4 },
            '& thead th': { color: theme.tokens.inkSoft, fontSize: '0.86rem' },
            // The cells ask for all the room there is; a name is never broken for them, the board scrolls instead.
            '& tbody th': { minWidth: '7.5rem', whiteSpace: 'nowrap' },
          })}
        >
          <thead>
            <tr>
              <th scope="col">{t('common.tambon')}</th>
              {steps.map((step) => (
                <th key={step.key} scope="col">
                  <Thai text={step.name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {home.board
              .filter((row) => !mineOnly || row.mine)
              .map((row) => (
                <tr key={row.tambonCode}>
                  <th scope="row">
                    {row.tambonName}
                    {row.mine ? (
                      <Box
                        component="span"
                        sx={{ ml: 0.8, fontSize: '0.8rem', color: 'text.secondary', fontWeight: 400 }}
                      >
                        {t('home.board.mine')}
                      </Box>
                    ) : null}
                  </th>
                  {steps.map((step) => (
                    <td key={step.key} style={{ padding: 0, width: `${80 / steps.length}%` }}>
                      <Cell cell={row.cells[step.key]} label={`${row.tambonName} ${step.name}`} />
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </Box>
      </Box>
      <Box
        sx={(theme) => ({
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1,
          p: 1.2,
          borderTop: `1px solid ${theme.tokens.rule}`,
          alignItems: 'stretch',
        })}
      >
        <Whole label={t('home.step.districtPlan')} cell={home.districtPlan} />
        <Whole label={t('home.step.needsPlan')} cell={home.needsPlan} />
        <Whole
          label={
            home.report.dueOn
              ? t('home.step.reportBy', { date: formatDate(home.report.dueOn, 'short') })
              : t('home.step.report')
          }
          cell={home.report}
        />
      </Box>
    </Section>
  )
}

function Whole({ label, cell }: { label: string; cell: BoardCell }) {
  if (cell.expected === 0) return null
  return (
    <Box sx={{ flex: '1 1 14rem', display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box sx={{ fontWeight: 600, fontSize: '0.92rem', flex: '1 1 auto' }}>{label}</Box>
      <Box sx={{ flex: '0 0 9.5rem' }}>
        <Cell cell={cell} label={label} />
      </Box>
    </Box>
  )
}

/** Colour, sign, word and figures; the whole cell is the link. */
function Cell({ cell, label }: { cell: BoardCell | undefined; label: string }) {
  const { t } = useTranslation()
  if (cell === undefined) return null
  // Nothing is expected here: a tambon without communities.
  if (cell.expected === 0 && cell.state === 'notStarted')
    return (
      <Box
        sx={{ px: 1, py: 0.5, color: 'text.secondary' }}
        aria-label={`${label}: ${t('home.board.nothing')}`}
      >
        –
      </Box>
    )
  const look = statuses[cell.state]
  const Icon = look.icon
  // Late with nothing expected: what is to be counted is not known yet.
  const word = t(cell.expected === 0 ? 'home.board.noPlaces' : look.key)
  const figures = cell.expected === 0 ? '' : `${cell.done}/${cell.expected}`
  return (
    <AppLink
      href={cell.href}
      label={`${label}: ${word} ${figures}`.trim()}
      sx={(theme) => ({
        display: 'flex',
        alignItems: 'center',
        gap: 0.7,
        px: 1,
        py: 0.5,
        borderRadius: 0.5,
        textDecoration: 'none',
        whiteSpace: 'nowrap',
        color: theme.tokens[look.colour],
        bgcolor: theme.tokens[look.ground],
        '&:hover': { textDecoration: 'underline', boxShadow: `inset 0 0 0 1px ${theme.tokens[look.colour]}` },
      })}
    >
      <Icon size={15} aria-hidden />
      <span>{word}</span>
      <Box component="span" sx={{ ml: 'auto', fontWeight: 600 }}>
        {figures}
      </Box>
    </AppLink>
  )
}
