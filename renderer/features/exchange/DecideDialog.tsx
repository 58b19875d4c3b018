import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { optionalText } from '../../../core/kernel/fields.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { useTakeBack } from '../../app/undo.tsx'
import { Form, SheetDialog, TextArea } from '../../ui/index.ts'

export type Deciding = { packageId: string; office: string; decision: 'accepted' | 'returned' }

/** Accept, or return with the reasons that go on the letter: a return without a reason helps nobody. */
export function DecideDialog({ deciding, onClose }: { deciding: Deciding | null; onClose: () => void }) {
  const { t } = useTranslation()
  const decide = useCommand(client.exchange.decide)
  const { notify } = useNotice()
  const takeBack = useTakeBack()
  const returned = deciding?.decision === 'returned'
  const schema = z
    .object({ reasons: optionalText(2000) })
    .refine((value) => !returned || value.reasons !== '', { error: 'required', path: ['reasons'] })
  return (
    <SheetDialog
      open={deciding !== null}
      onClose={onClose}
      title={
        deciding ? t(returned ? 'exchange.return.of' : 'exchange.accept.of', { office: deciding.office }) : ''
      }
      width="sm"
    >
      {deciding ? (
        <Form
          schema={schema}
          initial={{ reasons: '' }}
          submitLabel={t(returned ? 'exchange.return' : 'exchange.accept')}
          onCancel={onClose}
          onSubmit={async ({ reasons }) => {
            await decide.run({ packageId: deciding.packageId, decision: deciding.decision, reasons })
            const done = returned ? 'exchange.return.done' : 'exchange.accept.done'
            notify(t(done, { office: deciding.office }), { action: takeBack })
            onClose()
          }}
        >
          <TextArea
            name="reasons"
            label={t(returned ? 'exchange.return.reasons' : 'exchange.accept.note')}
            required={returned}
            help={returned ? t('exchange.return.help') : undefined}
            autoFocus
            rows={5}
          />
        </Form>
      ) : null}
    </SheetDialog>
  )
}
