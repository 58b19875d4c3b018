import { FileSearch, MessageSquarePlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/index.ts'
import { RemarkDialog, type RemarkField } from '../exchange/RemarkDialog.tsx'
import { type RecordRef, TraceDialog } from './TraceDialog.tsx'

/** What the province does with one record of a district: see where it comes from, ask for a correction. */
export function RecordActions({
  record,
  packageId,
  fields = [],
}: {
  record: RecordRef
  /** The package that is looked at; without one nothing can be asked for. */
  packageId: string | null
  fields?: readonly RemarkField[]
}) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'trace' | 'remark' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Button
        look="quiet"
        icon={FileSearch}
        label={t('province.trace.of', { subject: record.subject })}
        onClick={() => setOpen('trace')}
      >
        {t('province.trace.open')}
      </Button>
      {packageId === null ? null : (
        <Button
          look="quiet"
          icon={MessageSquarePlus}
          label={t('exchange.remark.of', { subject: record.subject })}
          onClick={() => setOpen('remark')}
        >
          {t('exchange.remark.open')}
        </Button>
      )}
      <TraceDialog of={open === 'trace' ? record : null} onClose={close} />
      {open === 'remark' && packageId !== null ? (
        <RemarkDialog packageId={packageId} record={record} fields={fields} onClose={close} />
      ) : null}
    </>
  )
}
