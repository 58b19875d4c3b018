import Box from '@mui/material/Box'
import { LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/index.ts'
import { Secret } from './LockFields.tsx'

/** A package in an envelope: asks for its passphrase. Enter opens. */
export function PassphraseAsk({
  busy,
  onPassphrase,
}: {
  busy: boolean
  onPassphrase: (passphrase: string) => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [shown, setShown] = useState(false)
  return (
    <Box
      component="form"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault()
        if (typed.trim() !== '' && !busy) onPassphrase(typed)
      }}
      sx={(theme) => ({
        p: 1.4,
        mb: 1.2,
        borderLeft: `4px solid ${theme.tokens.warning}`,
        bgcolor: theme.tokens.warningTint,
        borderRadius: 1,
      })}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mb: 0.8 }}>
        <LockKeyhole size={18} aria-hidden /> {t('exchange.lock.asked')}
      </Box>
      <Box sx={{ maxWidth: '28rem' }}>
        <Secret
          label={t('exchange.lock.first')}
          value={typed}
          onChange={setTyped}
          shown={shown}
          onShow={setShown}
          autoFocus
        />
      </Box>
      <Box sx={{ mt: 1 }}>
        <Button type="submit" look="main" busy={busy} disabled={typed.trim() === ''}>
          {t('exchange.lock.open')}
        </Button>
      </Box>
    </Box>
  )
}
