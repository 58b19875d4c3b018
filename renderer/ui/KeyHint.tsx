import Box from '@mui/material/Box'

/** The key that does the same as the button it stands in. */
export function KeyHint({ letter }: { letter: string }) {
  return (
    <Box
      component="kbd"
      sx={{
        ml: 0.8,
        px: 0.6,
        border: 1,
        borderColor: 'currentColor',
        borderRadius: 0.6,
        fontSize: '0.78rem',
        opacity: 0.8,
      }}
    >
      {letter}
    </Box>
  )
}
