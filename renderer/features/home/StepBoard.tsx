import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { BoardCell, BoardStep, Home } from '../../../core/directives/contract.ts'
import { formatDate } from '../../app/format.ts'
import { AppLink, Section, statuses } from '../../ui/index.ts'

const steps: readonly BoardStep[] = ['villagePlans', 'tambonPlan', 'committee', 'coordCentre', 'workshop']

/** The board tambon × step; every cell is the door to its work. */
export function StepBoard({ home }: { home: Home }) {
  const { t } = useTranslation()
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
          })}
        >
          <thead>
            <tr>
              <th scope="col">{t('common.tambon')}</th>
              {steps.map((step) => (
                <th key={step} scope="col">
                  {t(`home.step.${step}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {home.board.map((row) => (
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
                  <td key={step} style={{ padding: 0, width: '16%' }}>
                    <Cell cell={row.cells[step]} label={`${row.tambonName} ${t(`home.step.${step}`)}`} />
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
function Cell({ cell, label }: { cell: BoardCell; label: string }) {
  const { t } = useTranslation()
  const look = statuses[cell.state]
  const Icon = look.icon
  return (
    <AppLink
      href={cell.href}
      label={`${label}: ${t(look.key)} ${cell.done}/${cell.expected}`}
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
      <span>{t(look.key)}</span>
      <Box component="span" sx={{ ml: 'auto', fontWeight: 600 }}>
        {cell.done}/{cell.expected}
      </Box>
    </AppLink>
  )
}
