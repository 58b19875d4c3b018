import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** An empty screen says what it is for and what the first step is. */
export function EmptyState({
  icon: Icon,
  title,
  text,
  action,
}: {
  icon?: LucideIcon
  title: string
  text: ReactNode
  action?: ReactNode
}) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        textAlign: 'center',
        px: 2,
        py: 4.5,
        gap: 0.6,
      }}
    >
      {Icon ? (
        <Box sx={{ color: 'text.secondary', mb: 0.5 }}>
          <Icon size={34} strokeWidth={1.4} aria-hidden />
        </Box>
      ) : null}
      <Typography variant="h3" component="p">
        {title}
      </Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: '36rem' }}>
        {text}
      </Typography>
      {action ? (
        <Box sx={{ mt: 1.2, display: 'flex', gap: 1, flexWrap: 'wrap', justifyContent: 'center' }}>
          {action}
        </Box>
      ) : null}
    </Box>
  )
}
