import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import Typography from '@mui/material/Typography'
import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PackagePreview } from '../../../core/exchange/contract.ts'
import { Thai } from '../../ui/index.ts'
import { Fingerprint } from './Fingerprint.tsx'

/**
 * Whose key it is. A key never seen, or another than the one confirmed, is compared by telephone and ticked by a person;
 * a changed one is said loudly, with both fingerprints (PEERS.md §3.5).
 */
export function KeyCheck({
  preview,
  same,
  onSame,
}: {
  preview: Pick<PackagePreview, 'keyState' | 'fingerprint' | 'knownFingerprint' | 'info'>
  same: boolean
  onSame: (same: boolean) => void
}) {
  const { t } = useTranslation()
  const office = preview.info.fromOfficeName
  if (preview.keyState === 'known')
    return (
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'success.main' }}>
        <ShieldCheck size={20} aria-hidden /> {t('exchange.key.known')}
      </Box>
    )
  const changed = preview.keyState === 'changed'
  const Icon = changed ? ShieldAlert : ShieldQuestion
  return (
    <Box
      role={changed ? 'alert' : undefined}
      sx={(theme) => ({
        p: 1.6,
        bgcolor: changed ? theme.tokens.lateTint : theme.tokens.warningTint,
        border: changed ? `2px solid ${theme.tokens.late}` : 0,
        borderLeft: `${changed ? 8 : 4}px solid ${changed ? theme.tokens.late : theme.tokens.warning}`,
        borderRadius: 1,
      })}
    >
      <Box
        sx={(theme) => ({
          display: 'flex',
          gap: 1,
          alignItems: 'center',
          mb: 0.6,
          color: changed ? theme.tokens.late : theme.tokens.warning,
        })}
      >
        <Icon size={changed ? 26 : 20} aria-hidden />
        <Typography sx={{ fontWeight: 600, fontSize: changed ? '1.15rem' : '1rem' }}>
          <Thai text={t(`exchange.key.${preview.keyState}`, { office })} />
        </Typography>
      </Box>
      <Typography variant="body2">
        <Thai text={t(changed ? 'takeIn.key.changedHow' : 'exchange.key.how', { office })} />
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '0.4rem 2.4rem', my: 1 }}>
        {changed && preview.knownFingerprint !== null ? (
          <Box sx={{ color: 'text.secondary' }}>
            <Box sx={{ fontSize: '0.86rem' }}>{t('takeIn.key.before')}</Box>
            <Fingerprint of={preview.knownFingerprint} />
          </Box>
        ) : null}
        <Box>
          <Box sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>{t('takeIn.key.now')}</Box>
          <Fingerprint of={preview.fingerprint} />
        </Box>
      </Box>
      <FormControlLabel
        sx={{ alignItems: 'flex-start' }}
        control={
          <Checkbox size="small" checked={same} onChange={(_, on) => onSame(on)} sx={{ mt: '-0.35rem' }} />
        }
        label={t(changed ? 'takeIn.key.changedSame' : 'exchange.key.same')}
      />
    </Box>
  )
}
