import Box from '@mui/material/Box'
import { Info, TriangleAlert } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Thai } from '../../ui/Thai.tsx'
import type { Reason } from './reasons.ts'

/** A reason as a sentence in the language of the screen. */
function useReasonWords(): (reason: Reason) => string {
  const { t } = useTranslation()
  return useCallback(
    ({ key, params }) =>
      t(`bodies.reason.${key}`, {
        ...params,
        ...(typeof params.role === 'string' ? { role: t(`bodies.role.${params.role}`) } : {}),
      }),
    [t],
  )
}

/**
 * Why a body is not current, one sentence a line; `most` lines, the rest as a number. `within`: the place that the row
 * names already and the sentences need not.
 */
export function ReasonList({
  reasons,
  most,
  within = '',
}: {
  reasons: readonly Reason[]
  most?: number
  within?: string
}) {
  const { t } = useTranslation()
  const words = useReasonWords()
  const shown = reasons.slice(0, most ?? reasons.length)
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.15 }}>
      {shown.map((reason) => {
        const asks = reason.level === 'review'
        const Icon = asks ? TriangleAlert : Info
        const said = words(reason)
        const text = within === '' ? said : said.replaceAll(` ${within}`, '')
        return (
          <Box
            component="li"
            key={`${reason.key}:${reason.seatId ?? ''}:${text}`}
            sx={(theme) => ({
              display: 'grid',
              gridTemplateColumns: '1.1rem 1fr',
              gap: 0.6,
              alignItems: 'start',
              color: asks ? 'text.primary' : 'text.secondary',
              '& svg': { mt: '0.28em', color: asks ? theme.tokens.late : theme.tokens.notStarted },
            })}
          >
            <Icon size={14} aria-hidden />
            <Thai text={text} />
          </Box>
        )
      })}
      {reasons.length > shown.length ? (
        <Box component="li" sx={{ color: 'text.secondary', pl: '1.7rem' }}>
          {t('bodies.reason.more', { count: reasons.length - shown.length })}
        </Box>
      ) : null}
    </Box>
  )
}
