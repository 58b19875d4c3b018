import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Note } from '../../../core/reports/contract.ts'
import { noteFields } from '../../../core/reports/rules.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  DateField,
  Fields,
  Form,
  Query,
  SelectField,
  SheetDialog,
  TextArea,
  TextField,
} from '../../ui/index.ts'
import { type NoteStart, useNoteChoices } from './note-form.ts'

/** A note of the year in full: a new one, or one to be changed or thrown away. */
export function NoteDialog({
  note,
  start,
  directiveId,
  onClose,
}: {
  note: Note | null
  start: NoteStart
  directiveId: string | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const save = useCommand(client.reports.saveNote)
  const remove = useCommand(client.reports.removeNote)
  const { duties, choices } = useNoteChoices(directiveId)
  const away = async () => {
    if (note === null) return
    const done = await remove.attempt({ id: note.id })
    if (!done.ok) return
    notify(t('reports.notes.removed'))
    onClose()
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      width="md"
      title={t(note === null ? 'reports.notes.new' : 'reports.notes.edit')}
    >
      <Query of={duties}>
        {() =>
          choices === null ? null : (
            <Form
              schema={noteFields}
              draftKey={`reports.saveNote:${note?.id ?? `new:${start.dutyId ?? ''}`}`}
              initial={
                (note === null
                  ? choices.begin(start)
                  : {
                      dutyId: note.dutyId,
                      tambonCode: note.tambonCode,
                      notedOn: note.notedOn,
                      part: note.part,
                      text: note.text,
                      notedBy: note.notedBy,
                      about: note.about === null ? null : { table: note.about.table, id: note.about.id },
                      example: note.example,
                    }) as z.input<typeof noteFields>
              }
              submitLabel={t('common.save')}
              onCancel={onClose}
              {...(note === null
                ? {}
                : {
                    extra: (
                      <Button look="danger" busy={remove.running} onClick={() => void away()}>
                        {t('reports.notes.remove')}
                      </Button>
                    ),
                  })}
              onSubmit={async (fields) => {
                await save.run({ id: note?.id ?? null, fields })
                notify(t('reports.notes.saved'))
                onClose()
              }}
            >
              <Fields columns={2}>
                <TextArea name="text" label={t('reports.notes.text')} rows={4} required autoFocus />
                <SelectField
                  name="dutyId"
                  label={t('reports.notes.duty')}
                  options={choices.duties}
                  required
                />
                <SelectField name="part" label={t('reports.notes.part')} options={choices.parts} required />
                <SelectField
                  name="tambonCode"
                  label={t('common.tambon')}
                  options={choices.tambons}
                  empty={t('reports.notes.district')}
                />
                <DateField name="notedOn" label={t('common.date')} required />
                <TextField name="notedBy" label={t('reports.notes.by')} />
              </Fields>
              {note?.about ? (
                <p>
                  {t('reports.notes.from')} <AppLink href={note.about.href}>{note.about.label}</AppLink>
                </p>
              ) : null}
              {note?.merged ? <p>{t('reports.notes.merged.help')}</p> : null}
            </Form>
          )
        }
      </Query>
    </SheetDialog>
  )
}
