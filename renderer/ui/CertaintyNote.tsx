import Box from '@mui/material/Box'
import { BookOpenCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/**
 * "ตรวจสอบกับแนวทางปฏิบัติฉบับล่าสุด" beside everything that follows a rule of the field which may change (DOMAIN.md [B]).
 * Shows nothing for certain rules (read in a source: Q, P); B = background, D = derived (DOMAIN.md §0).
 */
export function CertaintyNote({ certainty, source }: { certainty: string | null; source?: string }) {
  const { t } = useTranslation()
  if (certainty === null || !/^[BD]/u.test(certainty)) return null
  return (
    <Box
      role="note"
      sx={(theme) => ({
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        px: 1.2,
        py: 0.4,
        mb: 1.2,
        borderRadius: 1,
        fontSize: '0.88rem',
        width: 'fit-content',
        maxWidth: '100%',
        bgcolor: theme.tokens.accentTint,
        color: theme.tokens.ink,
        borderLeft: `3px solid ${theme.tokens.accent}`,
      })}
    >
      <BookOpenCheck size={16} aria-hidden style={{ flex: 'none' }} />
      <span>{source ? t('common.certainty.withSource', { source }) : t('common.certainty')}</span>
    </Box>
  )
}
