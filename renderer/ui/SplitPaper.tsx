import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** The work at the left, the paper it makes at the right, each scrolling by itself; under each other where it is narrow. */
export function SplitPaper({ children, paper }: { children: ReactNode; paper: ReactNode | null }) {
  if (paper === null) return <>{children}</>
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1.8,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(26rem, 1fr) minmax(24rem, 1fr)' },
      }}
    >
      <Box sx={{ minWidth: 0 }}>{children}</Box>
      <Box sx={{ minWidth: 0, position: { lg: 'sticky' }, top: '0.6rem' }}>{paper}</Box>
    </Box>
  )
}
