import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { entryFields } from '../../../core/calendar/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  CheckField,
  DateField,
  Fields,
  Form,
  Query,
  SelectField,
  SheetDialog,
  TextArea,
  TextField,
} from '../../ui/index.ts'

/** An own entry: new on a day, or one that is there. */
export function EntryDialog({ id, day, onClose }: { id: string | null; day: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const entry = useQuery({
    ...api.calendar.entry.queryOptions({ input: { id: id ?? '' } }),
    enabled: id !== null,
  })
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const save = useCommand(client.calendar.saveEntry)
  const remove = useCommand(client.calendar.removeEntry)
  const empty = {
    title: '',
    startsOn: day,
    endsOn: null,
    place: '',
    tambonCode: null,
    note: '',
    done: false,
    example: false,
  }
  const form = (
    initial:
      | typeof empty
      | (Omit<typeof empty, 'endsOn' | 'tambonCode'> & { endsOn: string | null; tambonCode: string | null }),
  ) => (
    <Form
      schema={entryFields}
      initial={initial}
      {...(id === null ? { draftKey: 'calendar.entry' } : {})}
      submitLabel={t('common.save')}
      onCancel={onClose}
      onSubmit={async (fields) => {
        await save.run({ id, fields })
        notify(t('common.saved'))
        onClose()
      }}
    >
      <Fields columns={2}>
        <TextField name="title" label={t('calendar.entry.title')} required autoFocus wide />
        <DateField name="startsOn" label={t('calendar.entry.startsOn')} required />
        <DateField name="endsOn" label={t('calendar.entry.endsOn')} help={t('calendar.entry.endsOn.help')} />
        <TextField name="place" label={t('calendar.entry.place')} />
        <SelectField
          name="tambonCode"
          label={t('common.tambon')}
          empty={t('calendar.entry.wholeDistrict')}
          options={(tambons.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        />
        <TextArea name="note" label={t('calendar.entry.note')} rows={2} />
        <CheckField name="done" label={t('calendar.entry.done')} />
      </Fields>
    </Form>
  )
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t(id === null ? 'calendar.entry.new' : 'calendar.entry.edit')}
      {...(id === null
        ? {}
        : {
            actions: (
              <Button
                look="danger"
                icon={Trash2}
                busy={remove.running}
                onClick={() => {
                  void remove.attempt({ id }).then((done) => {
                    if (!done.ok) return
                    notify(t('calendar.entry.removed'))
                    onClose()
                  })
                }}
              >
                {t('common.remove')}
              </Button>
            ),
          })}
    >
      {id === null ? (
        form(empty)
      ) : (
        <Query of={entry}>
          {({ id: _id, ...fields }) => form({ ...fields, example: fields.example ?? false })}
        </Query>
      )}
    </SheetDialog>
  )
}
