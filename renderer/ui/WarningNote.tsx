import Box from '@mui/material/Box'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Thai } from './Thai.tsx'

/** Something to know before going on: said once, in its place; nothing is wrong yet (a fault has FaultBar). */
export function WarningNote({ icon: Icon, children }: { icon?: LucideIcon; children: ReactNode }) {
  return (
    <Box
      role="note"
      sx={(theme) => ({
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        my: 1.2,
        px: 1.4,
        py: 0.8,
        borderLeft: `4px solid ${theme.tokens.warning}`,
        borderRadius: 1,
        bgcolor: theme.tokens.warningTint,
        fontSize: '0.92rem',
      })}
    >
      {Icon === undefined ? null : <Icon size={18} aria-hidden style={{ flex: 'none' }} />}
      <Box sx={{ minWidth: 0, flex: 1 }}>
        {typeof children === 'string' ? <Thai text={children} /> : children}
      </Box>
    </Box>
  )
}
