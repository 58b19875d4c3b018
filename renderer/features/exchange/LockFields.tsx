import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import InputAdornment from '@mui/material/InputAdornment'
import MuiTextField from '@mui/material/TextField'
import { Eye, EyeOff, KeyRound } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { passphraseLength } from '../../../core/exchange/passphrase.ts'
import { client } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { useNotice } from '../../app/notice.tsx'
import { FieldFrame } from '../../ui/Fields.tsx'
import { Button, WarningNote } from '../../ui/index.ts'
import { passphraseProblem } from './write-room.ts'

export type Lock = { on: boolean; first: string; second: string; suggested: string; copied: boolean }
export const openLock: Lock = { on: false, first: '', second: '', suggested: '', copied: false }

/** The passphrase to write with: '' = without one, null = it is asked for and not whole yet. */
export function passphraseOf(lock: Lock): string | null {
  if (!lock.on) return ''
  if (lock.suggested !== '') return lock.copied ? lock.suggested : null
  return passphraseProblem(lock.first, lock.second) === null ? lock.first : null
}

/**
 * Lock the package with a passphrase: typed twice, or one of the program to copy down. Before anything is written it is
 * said that nobody opens it without the passphrase, and that it can be handed in again (PEERS.md §3.5 #37).
 */
export function LockFields({ lock, onChange }: { lock: Lock; onChange: (lock: Lock) => void }) {
  const { t } = useTranslation()
  const { showFault } = useNotice()
  const [shown, setShown] = useState(false)
  const set = (part: Partial<Lock>) => onChange({ ...lock, ...part })
  const problem = passphraseProblem(lock.first, lock.second)
  const suggest = () =>
    client.exchange.suggestPassphrase().then(
      ({ passphrase }) => set({ suggested: passphrase, copied: false }),
      (error: unknown) => showFault(faultOf(error)),
    )
  return (
    <Box sx={(theme) => ({ borderTop: `1px solid ${theme.tokens.rule}`, mt: 1.4, pt: 0.6 })}>
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={lock.on}
            onChange={(_, on) => onChange(on ? { ...openLock, on } : openLock)}
          />
        }
        label={t('exchange.lock.on')}
      />
      {lock.on ? (
        <Box sx={{ pl: { xs: 0, md: 3.4 } }}>
          <WarningNote>{t('exchange.lock.warning')}</WarningNote>
          {lock.suggested === '' ? (
            <>
              <Box
                sx={{
                  display: 'grid',
                  gap: 1.2,
                  gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' },
                  alignItems: 'start',
                }}
              >
                <Secret
                  label={t('exchange.lock.first')}
                  value={lock.first}
                  shown={shown}
                  onShow={setShown}
                  onChange={(first) => set({ first })}
                  wrong={
                    lock.first !== '' && problem === 'short'
                      ? t('exchange.lock.short', { least: passphraseLength })
                      : undefined
                  }
                  help={t('exchange.lock.help', { least: passphraseLength })}
                  autoFocus
                />
                <Secret
                  label={t('exchange.lock.second')}
                  value={lock.second}
                  shown={shown}
                  onChange={(second) => set({ second })}
                  wrong={
                    lock.second.length >= lock.first.length && lock.second !== '' && problem === 'unlike'
                      ? t('exchange.lock.unlike')
                      : undefined
                  }
                />
              </Box>
              <Button look="quiet" icon={KeyRound} onClick={() => void suggest()}>
                {t('exchange.lock.suggest')}
              </Button>
            </>
          ) : (
            <>
              <Box sx={{ fontSize: '0.9rem', fontWeight: 600 }}>{t('exchange.lock.suggested')}</Box>
              <Box
                sx={{
                  fontSize: '1.5rem',
                  fontWeight: 600,
                  letterSpacing: '0.06em',
                  fontVariantNumeric: 'tabular-nums',
                  my: 0.4,
                  overflowWrap: 'anywhere',
                }}
              >
                {lock.suggested}
              </Box>
              <FormControlLabel
                control={
                  <Checkbox
                    size="small"
                    checked={lock.copied}
                    onChange={(_, copied) => set({ copied })}
                    autoFocus
                  />
                }
                label={t('exchange.lock.copied')}
              />
              <Box>
                <Button look="quiet" onClick={() => set({ suggested: '', copied: false })}>
                  {t('exchange.lock.own')}
                </Button>
              </Box>
            </>
          )}
        </Box>
      ) : null}
    </Box>
  )
}

/** A field whose letters are dots until the person wants to see them. */
export function Secret({
  label,
  value,
  onChange,
  shown,
  onShow,
  wrong,
  help,
  autoFocus = false,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  shown: boolean
  onShow?: (shown: boolean) => void
  wrong?: string | undefined
  help?: string
  autoFocus?: boolean
}) {
  const { t } = useTranslation()
  const id = useId()
  const Icon = shown ? EyeOff : Eye
  return (
    <FieldFrame id={id} label={label}>
      <MuiTextField
        id={id}
        fullWidth
        autoFocus={autoFocus}
        type={shown ? 'text' : 'password'}
        value={value}
        error={wrong !== undefined}
        helperText={wrong ?? help}
        onChange={(event) => onChange(event.target.value)}
        slotProps={{
          // no password manager: it is the passphrase of one package, not of an account
          htmlInput: { autoComplete: 'off', spellCheck: false, maxLength: 200 },
          input: onShow
            ? {
                endAdornment: (
                  <InputAdornment position="end">
                    <Button look="quiet" icon={Icon} onClick={() => onShow(!shown)}>
                      {t(shown ? 'exchange.lock.hide' : 'exchange.lock.show')}
                    </Button>
                  </InputAdornment>
                ),
              }
            : {},
        }}
      />
    </FieldFrame>
  )
}
