import Box from '@mui/material/Box'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FateProposal, Pledge, Receipt } from '../../../core/activities/contract.ts'
import { receiptFields } from '../../../core/activities/rules.ts'
import { client } from '../../app/client.ts'
import { formatBaht, formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import { Button, DateField, Fields, Form, MoneyField, SheetDialog, TextField, Thai } from '../../ui/index.ts'
import { atFields } from './activity-form.ts'

/** What came of a pledge: all that is still to come, today – Enter, unless it was otherwise. */
export function ReceiptDialog({
  pledge,
  receipt,
  onFate,
  onClose,
}: {
  pledge: Pledge
  /** The one to put right; null = a new one. */
  receipt: Receipt | null
  /** Money came for a project: its fate is proposed, never written silently. */
  onFate: (proposal: FateProposal) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const { today } = useOffice()
  const save = useCommand(client.activities.saveReceipt)
  const remove = useCommand(client.activities.removeReceipt)
  const initial = receipt
    ? {
        receivedOn: receipt.receivedOn,
        what: receipt.what,
        amount: receipt.amount,
        evidence: receipt.evidence,
      }
    : {
        receivedOn: today,
        what: pledge.money ? '' : pledge.what,
        amount: pledge.outstanding === 0 ? null : pledge.outstanding,
        evidence: '',
      }
  const drop = async (known: Receipt) => {
    if (!(await remove.attempt({ id: known.id })).ok) return
    notify(t('activities.receipt.removed'))
    onClose()
  }
  return (
    <SheetDialog open onClose={onClose} width="sm" title={t('activities.receipt.title')}>
      <Box sx={{ mb: 1 }}>
        <Box sx={{ fontWeight: 600 }}>
          <Thai text={pledge.partnerName} />
        </Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.92rem' }}>
          <Thai
            text={[pledge.formName, pledge.what, pledge.projectName ?? '']
              .filter((one) => one !== '')
              .join(' · ')}
          />
        </Box>
        {pledge.amount === null ? null : (
          <Box sx={{ fontSize: '0.92rem' }}>
            {t('activities.receipt.of', {
              pledged: formatBaht(pledge.amount),
              received: formatBaht(pledge.received),
            })}
          </Box>
        )}
      </Box>
      <Form
        schema={receiptFields}
        initial={initial}
        {...(receipt ? {} : { draftKey: `activities.receipt:${pledge.id}` })}
        submitLabel={t('activities.receipt.do')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          const done = await atFields(save.run({ id: receipt?.id ?? null, pledgeId: pledge.id, fields }))
          const remarks = [
            done.over > 0 ? t('activities.receipt.over', { amount: formatBaht(done.over) }) : '',
            done.early
              ? t('activities.receipt.early', {
                  date: formatDate(fields.receivedOn, 'short'),
                  promised: formatDate(pledge.promisedOn, 'short'),
                })
              : '',
          ].filter((one) => one !== '')
          if (remarks.length > 0) notify(remarks.join(' · '), { severity: 'warning' })
          else notify(t('activities.receipt.done'))
          onClose()
          if (done.fateProposal) onFate(done.fateProposal)
        }}
        extra={
          receipt ? (
            <Button look="danger" icon={Trash2} onClick={() => void drop(receipt)}>
              {t('activities.remove')}
            </Button>
          ) : null
        }
      >
        <Fields columns={2}>
          <MoneyField
            name="amount"
            label={t('activities.receipt.amount')}
            autoFocus
            required={pledge.money}
          />
          <DateField name="receivedOn" label={t('activities.receipt.on')} required />
          <TextField name="what" label={t('activities.receipt.what')} wide />
          <TextField name="evidence" label={t('activities.evidence')} wide />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
