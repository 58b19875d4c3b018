import Box from '@mui/material/Box'
import { Thai } from '../../ui/index.ts'
import { differencesOf } from './differences.ts'

/** Texts longer than this are not marked: comparing every word with every word would hold up the screen. */
const MOST = 8000

/** The words of one side, those that the other has not marked by colour and line. */
export function Marked({ text, other }: { text: string; other: string }) {
  if (text === '') return <>–</>
  if (other === '' || text.length + other.length > MOST) return <Thai text={text} />
  return (
    <>
      {differencesOf(text, other).map((piece, at) => (
        <Box
          component={piece.differs ? 'mark' : 'span'}
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text in their order
          key={at}
          sx={(theme) =>
            piece.differs && piece.text.trim() !== ''
              ? {
                  color: 'inherit',
                  bgcolor: theme.tokens.lateTint,
                  borderBottom: `2px solid ${theme.tokens.late}`,
                }
              : { bgcolor: 'transparent', color: 'inherit' }
          }
        >
          <Thai text={piece.text} />
        </Box>
      ))}
    </>
  )
}
