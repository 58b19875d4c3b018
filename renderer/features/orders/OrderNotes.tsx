import Box from '@mui/material/Box'
import { Info } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OrderNote } from '../../../core/orders/rules.ts'
import { Thai } from '../../ui/Thai.tsx'

/** What is worth knowing before an order is signed, a sentence each. None of them forbids it. */
export function OrderNotes({ notes }: { notes: readonly OrderNote[] }) {
  const { t } = useTranslation()
  if (notes.length === 0) return null
  return (
    <Box
      component="ul"
      aria-live="polite"
      sx={{ m: 0, mb: 1, p: 0, listStyle: 'none', display: 'grid', gap: 0.4 }}
    >
      {notes.map((note) => (
        <Box
          component="li"
          key={note.key}
          sx={(theme) => ({
            display: 'grid',
            gridTemplateColumns: '1.1rem 1fr',
            gap: 0.7,
            fontSize: '0.92rem',
            '& svg': { mt: '0.28em', color: theme.tokens.underWay },
          })}
        >
          <Info size={15} aria-hidden />
          <Thai text={t(`orders.note.${note.key}`, note.params)} />
        </Box>
      ))}
    </Box>
  )
}
