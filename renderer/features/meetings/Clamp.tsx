import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** At most so many lines of a long name; the pointer tells the whole. */
export function Clamp({ lines, whole, children }: { lines: number; whole: string; children: ReactNode }) {
  return (
    <Box
      component="span"
      title={whole}
      sx={{
        display: '-webkit-box',
        WebkitBoxOrient: 'vertical',
        WebkitLineClamp: lines,
        overflow: 'hidden',
        minWidth: 0,
      }}
    >
      {children}
    </Box>
  )
}
