import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { RowReason } from '../../../core/sheets/rules.ts'
import { Thai } from '../../ui/index.ts'

/** Cell by cell what is wrong and what to do. */
export function Reasons({ reasons, line }: { reasons: readonly RowReason[]; line: number }) {
  const { t } = useTranslation()
  if (reasons.length === 0) return null
  return (
    <Box component="ul" sx={{ m: 0, pl: 2, minWidth: '16rem' }}>
      {reasons.map((reason) => (
        <li key={`${reason.column}:${reason.key}:${JSON.stringify(reason.params)}`}>
          {reason.column === null ? null : (
            <Box component="span" sx={{ fontWeight: 600 }}>
              {`${reason.column}${line}`}
              {reason.head === '' ? '' : ` (${reason.head.replaceAll('\n', ' ')})`}
              {': '}
            </Box>
          )}
          <Thai text={t(`validation:${reason.key}`, reason.params)} />
        </li>
      ))}
    </Box>
  )
}
