import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { Thai } from '../../ui/index.ts'

/** Names and values of one thing, side by side; what has no value is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Box
      component="dl"
      sx={{ display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', gap: '0.3rem 1.2rem', m: 0 }}
    >
      {facts
        .filter(([, value]) => value !== '' && value !== null)
        .map(([name, value]) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {name}
            </Box>
            <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
              {typeof value === 'string' ? <Thai text={value} /> : value}
            </Box>
          </Box>
        ))}
    </Box>
  )
}
