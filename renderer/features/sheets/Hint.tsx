import Box from '@mui/material/Box'
import { Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetNote } from '../../../core/sheets/rules.ts'
import { Thai } from '../../ui/index.ts'

/** Something to know before going on; nothing is wrong. */
export function Hint({ children }: { children: ReactNode }) {
  return (
    <Box
      role="note"
      sx={(theme) => ({
        display: 'flex',
        gap: 1,
        mb: 1.4,
        px: 1.4,
        py: 0.9,
        bgcolor: theme.tokens.accentTint,
        borderLeft: `4px solid ${theme.tokens.accent}`,
        borderRadius: 1,
        fontSize: '0.95rem',
      })}
    >
      <Info size={18} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
      <Box sx={{ minWidth: 0 }}>{typeof children === 'string' ? <Thai text={children} /> : children}</Box>
    </Box>
  )
}

/** What was filled in or left out so that the sheet could be read; said, never silent. */
export function Notes({ notes }: { notes: readonly SheetNote[] }) {
  const { t } = useTranslation()
  if (notes.length === 0) return null
  return (
    <Hint>
      <Box component="ul" sx={{ m: 0, pl: 2.2 }}>
        {notes.map((note) => (
          <li key={`${note.key}:${note.lines.join(',')}:${JSON.stringify(note.params)}`}>
            {t(`sheets.note.${note.key}`, note.params)}
            {note.lines.length > 0
              ? ` ${t('sheets.note.lines', { lines: note.lines.slice(0, 8).join(', '), more: note.lines.length > 8 ? '…' : '' })}`
              : ''}
          </li>
        ))}
      </Box>
    </Hint>
  )
}
