import Box from '@mui/material/Box'
import { CircleCheck, CircleDashed, CircleDot, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'

export const statuses = {
  done: { icon: CircleCheck, colour: 'done', ground: 'doneTint', key: 'common.status.done' },
  underWay: { icon: CircleDot, colour: 'underWay', ground: 'underWayTint', key: 'common.status.underWay' },
  late: { icon: TriangleAlert, colour: 'late', ground: 'lateTint', key: 'common.status.late' },
  notStarted: {
    icon: CircleDashed,
    colour: 'notStarted',
    ground: 'notStartedTint',
    key: 'common.status.notStarted',
  },
} as const
export type Status = keyof typeof statuses

/** State by colour, sign and word, never by colour alone. `label` replaces the usual word (ลงนามแล้ว, ร่าง …). */
export function StatusChip({
  status,
  label,
  dense = false,
}: {
  status: Status
  label?: string
  /** Smaller, where many stand beside each other. */
  dense?: boolean
}) {
  const { t } = useTranslation()
  const look = statuses[status]
  const Icon = look.icon
  return (
    <Box
      component="span"
      sx={(theme) => ({
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        px: dense ? 0.55 : 0.8,
        py: 0.05,
        borderRadius: 1,
        fontSize: dense ? '0.82rem' : '0.86rem',
        lineHeight: 1.6,
        whiteSpace: 'nowrap',
        color: theme.tokens[look.colour],
        bgcolor: theme.tokens[look.ground],
        fontWeight: 600,
      })}
    >
      <Icon size={dense ? 13 : 14} aria-hidden /> {label ?? t(look.key)}
    </Box>
  )
}
