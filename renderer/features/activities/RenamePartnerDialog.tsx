import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { line } from '../../../core/kernel/fields.ts'
import { client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Fields, Form, SelectField, SheetDialog, Thai } from '../../ui/index.ts'

const renameForm = z.object({ to: line(200) })

/** One partner that was written in several ways gets one name, in all years. */
export function RenamePartnerDialog({ names, onClose }: { names: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const rename = useCommand(client.activities.renamePartner)
  return (
    <SheetDialog open onClose={onClose} width="sm" title={t('activities.partner.merge')}>
      <p>{t('activities.partner.merge.help')}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <Thai text={name} />
          </li>
        ))}
      </ul>
      <Form
        schema={renameForm}
        initial={{ to: [...names].sort((a, b) => b.length - a.length)[0] ?? '' }}
        submitLabel={t('activities.partner.merge.do')}
        onCancel={onClose}
        onSubmit={async ({ to }) => {
          const { changed } = await rename.run({ from: names.filter((name) => name !== to), to })
          notify(t('activities.partner.merged', { count: formatNumber(changed), name: to }))
          onClose()
        }}
      >
        <Fields columns={1}>
          <SelectField
            name="to"
            label={t('activities.partner.merge.to')}
            required
            autoFocus
            options={names.map((name) => ({ value: name, label: name }))}
          />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
