import Box from '@mui/material/Box'
import { CalendarRange, Flag, Lock, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Thai } from '../../ui/index.ts'

const items = [
  { key: 'window', icon: CalendarRange, ink: 'underWay' },
  { key: 'deadline', icon: Flag, ink: 'accent' },
  { key: 'late', icon: TriangleAlert, ink: 'late' },
  { key: 'lock', icon: Lock, ink: 'lock' },
] as const

/** A deadline is no lock (PEERS.md §1.2): said wherever both can stand. */
export function Legend() {
  const { t } = useTranslation()
  return (
    <Box
      component="ul"
      aria-label={t('calendar.legend')}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 2.2,
        rowGap: 0.2,
        listStyle: 'none',
        p: 0,
        m: 0,
        mt: 1,
        mb: 1.4,
        fontSize: '0.84rem',
      }}
    >
      {items.map(({ key, icon: Icon, ink }) => (
        <Box
          component="li"
          key={key}
          sx={(theme) => ({
            display: 'inline-flex',
            gap: 0.5,
            alignItems: 'center',
            '& > svg, & > b': { color: theme.tokens[ink] },
          })}
        >
          <Icon size={14} aria-hidden />
          <b>{t(`calendar.legend.${key}`)}</b>
          <span>
            <Thai text={t(`calendar.legend.${key}.what`)} />
          </span>
        </Box>
      ))}
    </Box>
  )
}
