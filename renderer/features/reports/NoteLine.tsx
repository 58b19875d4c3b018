import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Note } from '../../../core/reports/contract.ts'
import type { NoteSubject } from '../../../core/reports/rules.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { AppLink, Query, Section } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import { useNoteChoices } from './note-form.ts'
import { QuickNote } from './QuickNote.tsx'

/**
 * Notes for the report on the page of what they are said of (an activity, a meeting, a forum): those there are, and one
 * line for the next. Put it at the foot of the page; `dutyKind`, `tambonCode` and `notedOn` are what the line begins with.
 */
export function NoteLine({
  about,
  dutyKind,
  activityKind,
  tambonCode,
  notedOn,
}: {
  about: { table: NoteSubject; id: string }
  /** Key of resources/rules/duty-kinds. */
  dutyKind?: string
  /** Of an activity: its kind, from which the duty follows. */
  activityKind?: string
  tambonCode?: string | null
  /** ISO date; today where it is left out or still to come. */
  notedOn?: string | null
}) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState<Note | null>(null)
  const notes = useQuery(api.reports.notes.queryOptions({ input: { directiveId: null, about } }))
  const today = useQuery(api.office.status.queryOptions()).data?.today
  const { duties, choices } = useNoteChoices(null)
  const duty = choices?.duties.find((one) =>
    activityKind === undefined ? one.kind === dutyKind : one.activityKind === activityKind,
  )
  return (
    <Section
      title={t('reports.notes.here')}
      help={t('reports.notes.here.help')}
      actions={<AppLink href="/reports/notes">{t('reports.notes.all')}</AppLink>}
    >
      <Query of={notes} lines={1}>
        {(rows) =>
          rows.length === 0 ? null : (
            <Box component="ul" sx={{ listStyle: 'none', m: 0, mb: 1, p: 0, '& li': { py: 0.2 } }}>
              {rows.map((note) => (
                <li key={note.id}>
                  <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.9rem' }}>
                    {[
                      formatDate(note.notedOn, 'short'),
                      t('reports.page.duty', { no: note.dutyNo }),
                      note.tambonName,
                      t(`reports.page.${note.part}`),
                    ]
                      .filter((one) => one !== '')
                      .join(' · ')}
                  </Box>{' '}
                  <RowLink onOpen={() => setEditing(note)} hint={t('reports.notes.edit')}>
                    {note.text}
                  </RowLink>
                </li>
              ))}
            </Box>
          )
        }
      </Query>
      <Query of={duties} lines={2}>
        {() =>
          choices === null ? null : choices.duties.length === 0 ? (
            <AppLink href="/directives/new">{t('reports.list.none.do')}</AppLink>
          ) : (
            <QuickNote
              choices={choices}
              draftKey={`reports.note:${about.table}:${about.id}`}
              start={{
                about,
                ...(duty === undefined ? {} : { dutyId: duty.value }),
                ...(tambonCode === undefined ? {} : { tambonCode }),
                ...(notedOn == null || today === undefined || notedOn > today ? {} : { notedOn }),
              }}
            />
          )
        }
      </Query>
      {editing ? (
        <NoteDialog note={editing} start={{}} directiveId={null} onClose={() => setEditing(null)} />
      ) : null}
    </Section>
  )
}
