import Alert from '@mui/material/Alert'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFaultMessage } from '../app/faults.ts'
import { Button } from './Button.tsx'

/** A fault where it happened: the sentence of the catalogue, and a way to try again. Shows nothing without an error. */
export function FaultBar({
  error,
  onRetry,
  onClose,
}: {
  error: unknown
  onRetry?: () => void
  onClose?: () => void
}) {
  const { t } = useTranslation()
  const message = useFaultMessage()
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) bar.current?.scrollIntoView({ block: 'nearest' })
  }, [error])
  if (!error) return null
  return (
    <Alert
      ref={bar}
      severity="error"
      variant="outlined"
      role="alert"
      sx={(theme) => ({
        mb: 1.4,
        bgcolor: theme.tokens.lateTint,
        color: theme.tokens.ink,
        borderColor: theme.tokens.late,
        fontSize: '0.95rem',
      })}
      {...(onClose ? { onClose } : {})}
      {...(onRetry
        ? {
            action: (
              <Button look="quiet" onClick={onRetry}>
                {t('common.retry')}
              </Button>
            ),
          }
        : {})}
    >
      {message(error)}
    </Alert>
  )
}
