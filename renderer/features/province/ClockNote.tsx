import { ClockAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../core/province/contract.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { WarningNote } from '../../ui/index.ts'

/** The clock of this computer stands before days that the records know: what counts as today is said (PEERS.md §3.5 #8). */
export function ClockNote({ board }: { board: Board }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  if (board.asOf <= today) return null
  return (
    <WarningNote icon={ClockAlert}>
      {t('province.board.clock', { today: formatDate(today), last: formatDate(board.asOf) })}
    </WarningNote>
  )
}
