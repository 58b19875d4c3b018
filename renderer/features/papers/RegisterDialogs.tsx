import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { line } from '../../../core/kernel/fields.ts'
import { registerNumber } from '../../../core/papers/rules.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { NumberField, TextField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'

/** A register of one calendar year, พ.ศ. */
export type Of = { register: string; year: number }
type Props = { of: Of; next: number; onClose: () => void }

const cancelForm = z.object({ number: registerNumber, reason: line(300) })

/** A number that will not be used: it keeps its row and its reason. */
export function CancelDialog({ of, next, onClose }: Props) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const cancel = useCommand(client.papers.cancelNumber)
  return (
    <SheetDialog open onClose={onClose} title={t('papers.register.cancel')} width="sm">
      <p>{t('papers.register.cancel.help')}</p>
      <Form
        schema={cancelForm}
        initial={{ number: next, reason: '' }}
        submitLabel={t('papers.register.cancel.do')}
        onCancel={onClose}
        onSubmit={async ({ number, reason }) => {
          await cancel.run({ ...of, number, reason })
          notify(t('papers.register.cancelled'))
          onClose()
        }}
      >
        <Fields columns={1}>
          <NumberField name="number" label={t('papers.register.cancel.number')} required autoFocus />
          <TextField name="reason" label={t('papers.register.cancel.reason')} required />
        </Fields>
      </Form>
    </SheetDialog>
  )
}

const reserveForm = z.object({
  count: z
    .number({ error: 'notNumber' })
    .int({ error: 'notWhole' })
    .min(1, { error: 'number' })
    .max(500, { error: 'tooMany' }),
  reason: line(300),
})

/** จองเลข: the next numbers, for whom or what. */
export function ReserveDialog({ of, next, onClose }: Props) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const reserve = useCommand(client.papers.reserveNumbers)
  return (
    <SheetDialog open onClose={onClose} title={t('papers.register.reserve')} width="sm">
      <Form
        schema={reserveForm}
        initial={{ count: 1, reason: '' }}
        submitLabel={t('papers.register.reserve.do')}
        onCancel={onClose}
        onSubmit={async (value) => {
          const { from, to } = await reserve.run({ ...of, ...value })
          notify(t('papers.register.reserved', { from, to, year: of.year }))
          onClose()
        }}
      >
        {(form) => {
          const count = form.watch('count')
          const wanted = Number.isInteger(count) && count > 0 && count <= 500 ? count : 1
          return (
            <>
              <p>
                {t(wanted === 1 ? 'papers.register.reserve.one' : 'papers.register.reserve.help', {
                  from: next,
                  to: next + wanted - 1,
                  year: of.year,
                })}
              </p>
              <Fields columns={1}>
                <NumberField name="count" label={t('papers.register.reserve.count')} required autoFocus />
                <TextField
                  name="reason"
                  label={t('papers.register.reserve.reason')}
                  placeholder={t('papers.register.reserve.example')}
                  required
                />
              </Fields>
            </>
          )
        }}
      </Form>
    </SheetDialog>
  )
}
