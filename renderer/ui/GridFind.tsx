import Box from '@mui/material/Box'
import TextField from '@mui/material/TextField'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../app/format.ts'
import { Button } from './Button.tsx'

type Props = {
  words: string
  setWords: (words: string) => void
  count: number
  /** Which of them is in hand, from 1; 0 = none. */
  at: number
  go: (by: 1 | -1) => void
  close: () => void
}

/** Ctrl-F in the table: Enter goes to the next cell that holds the words, Shift-Enter back, Esc closes. */
export function GridFind({ words, setWords, count, at, go, close }: Props) {
  const { t } = useTranslation()
  return (
    <Box
      role="search"
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 0.6,
        px: 0.8,
        py: 0.5,
        borderBottom: `1px solid ${theme.tokens.rule}`,
        bgcolor: theme.tokens.quiet,
      })}
    >
      <TextField
        autoFocus
        value={words}
        placeholder={t('common.grid.find')}
        onChange={(event) => setWords(event.target.value)}
        onFocus={(event) => event.target.select()}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') {
            event.preventDefault()
            go(event.shiftKey ? -1 : 1)
          } else if (event.key === 'Escape') {
            event.stopPropagation()
            close()
          }
        }}
        slotProps={{ htmlInput: { 'aria-label': t('common.grid.find') } }}
        sx={{ width: '20rem' }}
      />
      <Box role="status" sx={{ minWidth: '7rem', fontSize: '0.9rem', color: 'text.secondary' }}>
        {words.trim() === ''
          ? ''
          : count === 0
            ? t('common.grid.findNone')
            : t('common.grid.findCount', { at: formatNumber(at), count: formatNumber(count) })}
      </Box>
      <Button look="quiet" icon={ChevronUp} disabled={count === 0} onClick={() => go(-1)}>
        {t('common.grid.findBack')}
      </Button>
      <Button look="quiet" icon={ChevronDown} disabled={count === 0} onClick={() => go(1)}>
        {t('common.grid.findNext')}
      </Button>
      <Button look="quiet" icon={X} onClick={close}>
        {t('common.close')}
      </Button>
    </Box>
  )
}
