import Box from '@mui/material/Box'
import { toThaiDigits } from '../../../core/thai/digits.ts'

/** Twenty digits in groups, as large as they are read out by telephone; in Thai digits as on the covering sheet. */
export function Fingerprint({ of }: { of: string }) {
  return (
    <Box
      sx={{
        fontSize: '1.4rem',
        fontWeight: 600,
        letterSpacing: '0.06em',
        fontVariantNumeric: 'tabular-nums',
        my: 0.6,
      }}
    >
      {toThaiDigits(of)}
    </Box>
  )
}
