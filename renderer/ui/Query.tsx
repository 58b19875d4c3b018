import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FaultBar } from './FaultBar.tsx'

/** What a query brings: its rows, its fault with "try again", or the wait for it. */
export function Query<T>({
  of,
  children,
  lines = 4,
}: {
  of: UseQueryResult<T, Error>
  children: (data: T) => ReactNode
  lines?: number
}) {
  const { t } = useTranslation()
  if (of.isError && of.data === undefined)
    return <FaultBar error={of.error} onRetry={() => void of.refetch()} />
  if (of.data === undefined) {
    return (
      <Box role="status" aria-label={t('common.loading')} sx={{ p: 1 }}>
        {Array.from({ length: lines }, (_, at) => `line-${at}`).map((line) => (
          <Skeleton key={line} height="2rem" sx={{ transform: 'none', my: 0.7 }} />
        ))}
      </Box>
    )
  }
  return <>{children(of.data)}</>
}
