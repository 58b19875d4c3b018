import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { PairLine } from '../../../core/duplicates/contract.ts'
import { mergeFields, verdictFields } from '../../../core/duplicates/rules.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Form, SelectField, SheetDialog, TextField } from '../../ui/index.ts'

const mergeForm = z.object({ keptId: mergeFields.shape.keptId, reason: mergeFields.shape.reason })
const reasonForm = z.object({ reason: verdictFields.shape.reason })

/** Which of the two stays; a refusal names both plans at the head of the form. */
export function MergeDialog({ pair, onClose }: { pair: PairLine; onClose: () => void }) {
  const { t } = useTranslation()
  const merge = useCommand(client.duplicates.merge)
  const { notify } = useNotice()
  return (
    <SheetDialog open onClose={onClose} title={t('duplicates.merge.title')}>
      <Form
        schema={mergeForm}
        initial={{ keptId: pair.aId, reason: '' }}
        submitLabel={t('duplicates.merge')}
        onCancel={onClose}
        onSubmit={async ({ keptId, reason }) => {
          await merge.run({ keptId, mergedId: keptId === pair.aId ? pair.bId : pair.aId, reason })
          notify(t('duplicates.merge.done'))
          onClose()
        }}
      >
        <SelectField
          name="keptId"
          label={t('duplicates.merge.kept')}
          help={t('duplicates.merge.help')}
          required
          autoFocus
          options={[pair.a, pair.b].map((project) => ({
            value: project.id,
            label: `${project.name} (${project.originName})`,
          }))}
        />
        <TextField name="reason" label={t('duplicates.reason')} />
      </Form>
    </SheetDialog>
  )
}

/** Not the same: remembered, with the reason for whoever asks later. */
export function NotSameDialog({ pair, onClose }: { pair: PairLine; onClose: () => void }) {
  const { t } = useTranslation()
  const decide = useCommand(client.duplicates.decide)
  const { notify } = useNotice()
  return (
    <SheetDialog open onClose={onClose} title={t('duplicates.notSame.title')} width="sm">
      <Form
        schema={reasonForm}
        initial={{ reason: '' }}
        submitLabel={t('duplicates.notSame')}
        onCancel={onClose}
        onSubmit={async ({ reason }) => {
          await decide.run({ aId: pair.aId, bId: pair.bId, verdict: 'notSame', reason })
          notify(t('duplicates.notSame.done'))
          onClose()
        }}
      >
        <TextField
          name="reason"
          label={t('duplicates.reason')}
          help={t('duplicates.notSame.help')}
          autoFocus
        />
      </Form>
    </SheetDialog>
  )
}
