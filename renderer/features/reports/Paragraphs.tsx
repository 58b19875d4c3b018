import Box from '@mui/material/Box'
import { Thai } from '../../ui/index.ts'

/** Text of several lines whose Thai words stay whole. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text never change places
        <Box key={at} sx={{ minHeight: '1em' }}>
          <Thai text={line} />
        </Box>
      ))}
    </>
  )
}
