import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Body } from '../../../core/bodies/contract.ts'
import { line } from '../../../core/kernel/fields.ts'
import { client } from '../../app/client.ts'
import { useCommand } from '../../app/task.ts'
import { Form, SheetDialog, TextField } from '../../ui/index.ts'

const schema = z.object({ name: line(300) })

/** Another name of a body; signed orders keep theirs. */
export function RenameDialog({ body, onClose }: { body: Body; onClose: () => void }) {
  const { t } = useTranslation()
  const save = useCommand(client.bodies.save)
  return (
    <SheetDialog open onClose={onClose} title={t('bodies.rename')}>
      <Form
        schema={schema}
        initial={{ name: body.name }}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async ({ name }) => {
          await save.run({ id: body.id, name })
          onClose()
        }}
      >
        <TextField
          name="name"
          label={t('bodies.open.name')}
          help={t('bodies.rename.help')}
          required
          autoFocus
          wide
        />
      </Form>
    </SheetDialog>
  )
}
