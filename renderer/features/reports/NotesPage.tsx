import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Mail, NotebookPen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Note } from '../../../core/reports/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { useGoAndBack } from '../../app/way-back.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { FilterBar, FilterCheck, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Button, EmptyState, Page, Query, Section, StatusChip, Table } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import { useNoteChoices } from './note-form.ts'
import { matchesNote } from './note-rows.ts'
import { QuickNote } from './QuickNote.tsx'

/** บันทึกระหว่างปี: what came of it, what went wrong, what could be better, noted when it happens (C19). */
export default function NotesPage() {
  const { t } = useTranslation()
  const [directiveId, setDirective] = useQueryParam('directive')
  const { duties, choices } = useNoteChoices(directiveId)
  return (
    <Page
      title={t('reports.notes.title')}
      help={t('reports.notes.help')}
      back={{ href: '/reports', label: t('reports.page.back') }}
      actions={<DirectiveChoice value={choices?.directiveId ?? null} onChange={setDirective} />}
    >
      <Query of={duties}>
        {() =>
          choices === null ? null : choices.directiveId === null ? (
            <Section>
              <EmptyState
                icon={Mail}
                title={t('reports.notes.noDirective')}
                text={t('reports.notes.noDirective.what')}
                action={
                  <Button look="main" href="/directives/new">
                    {t('reports.list.none.do')}
                  </Button>
                }
              />
            </Section>
          ) : (
            <>
              <Section title={t('reports.notes.quick')} help={t('reports.notes.quick.help')}>
                <QuickNote
                  key={choices.directiveId}
                  choices={choices}
                  start={{}}
                  draftKey={`reports.note:${choices.directiveId}`}
                  autoFocus
                />
              </Section>
              <NoteList directiveId={choices.directiveId} duties={choices.duties} tambons={choices.tambons} />
            </>
          )
        }
      </Query>
    </Page>
  )
}

/** Notes belong to the duties of one letter; the newest is the usual. */
function DirectiveChoice({ value, onChange }: { value: string | null; onChange: (id: string) => void }) {
  const { t } = useTranslation()
  const directives = useQuery(api.directives.list.queryOptions())
  if (value === null || (directives.data ?? []).length < 2) return null
  return (
    <FilterSelect
      label={t('reports.column.directive')}
      value={value}
      width="20rem"
      options={(directives.data ?? []).map((one) => ({
        value: one.id,
        label: `${one.number} (${one.editionFy})`,
      }))}
      onChange={onChange}
    />
  )
}

type Choice = { value: string; label: string }

function NoteList({
  directiveId,
  duties,
  tambons,
}: {
  directiveId: string
  duties: readonly Choice[]
  tambons: readonly Choice[]
}) {
  const { t } = useTranslation()
  const goAndBack = useGoAndBack()
  const [dutyId, setDuty] = useQueryParam('duty')
  const [tambonCode, setTambon] = useQueryParam('tambon')
  const [part, setPart] = useQueryParam('part')
  const [waiting, setWaiting] = useQueryParam('waiting')
  const [openId, setOpen] = useQueryParam('note')
  const [text, setText] = useState('')
  const notes = useQuery(api.reports.notes.queryOptions({ input: { directiveId } }))
  const filter = { dutyId, tambonCode, part, waiting: waiting !== null, text }
  const orAll = (change: (value: string | null) => void) => (value: string) =>
    change(value === 'all' ? null : value)
  const all = { value: 'all', label: t('common.all') }
  return (
    <Query of={notes}>
      {(found) => {
        const rows = found.filter((note) => matchesNote(note, filter))
        const opened = found.find((note) => note.id === openId) ?? null
        return (
          <>
            <FilterBar>
              <FilterText label={t('common.search')} value={text} onChange={setText} width="11rem" />
              <FilterSelect
                label={t('reports.notes.duty')}
                value={dutyId ?? 'all'}
                width="13rem"
                options={[all, ...duties]}
                onChange={orAll(setDuty)}
              />
              <FilterSelect
                label={t('common.tambon')}
                value={tambonCode ?? 'all'}
                width="10rem"
                options={[all, { value: '', label: t('reports.notes.district') }, ...tambons]}
                onChange={orAll(setTambon)}
              />
              <FilterSelect
                label={t('reports.notes.part')}
                value={part ?? 'all'}
                width="10rem"
                options={[
                  all,
                  ...(['result', 'problem', 'suggestion'] as const).map((one) => ({
                    value: one,
                    label: t(`reports.page.${one}`),
                  })),
                ]}
                onChange={orAll(setPart)}
              />
              <FilterCheck
                label={t('reports.notes.waiting')}
                checked={waiting !== null}
                onChange={(on) => setWaiting(on ? '1' : null)}
              />
              <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.9rem' }}>
                {t('reports.notes.count', {
                  count: formatNumber(rows.length),
                  all: formatNumber(found.length),
                })}
              </Box>
            </FilterBar>
            <Section flush>
              <ArrowRows>
                <Table<Note>
                  label={t('reports.notes.title')}
                  rows={rows}
                  rowKey={(note) => note.id}
                  maxHeight="max(22rem, calc(100vh - 27rem))"
                  empty={
                    <EmptyState
                      icon={NotebookPen}
                      title={t(found.length === 0 ? 'reports.notes.none' : 'reports.notes.noneHere')}
                      text={t('reports.notes.none.what')}
                    />
                  }
                  columns={[
                    {
                      key: 'date',
                      title: t('common.date'),
                      nowrap: true,
                      width: '6.5rem',
                      cell: (note) => formatDate(note.notedOn, 'short'),
                    },
                    {
                      key: 'tambon',
                      title: t('common.tambon'),
                      width: '9rem',
                      cell: (note) =>
                        note.tambonName === '' ? t('reports.notes.district') : note.tambonName,
                    },
                    {
                      key: 'duty',
                      title: t('reports.notes.dutyAndPart'),
                      nowrap: true,
                      width: '9rem',
                      cell: (note) => (
                        <>
                          {t('reports.page.duty', { no: note.dutyNo })}
                          <Box component="span" sx={{ display: 'block', color: 'text.secondary' }}>
                            {t(`reports.page.${note.part}`)}
                          </Box>
                        </>
                      ),
                    },
                    {
                      key: 'text',
                      title: t('reports.notes.text'),
                      rowHead: true,
                      cell: (note) => (
                        <Box component="span" sx={{ fontWeight: 400 }}>
                          <RowLink onOpen={() => setOpen(note.id)} hint={t('reports.notes.edit')}>
                            {note.text}
                          </RowLink>
                          <From
                            note={note}
                            open={(href) =>
                              goAndBack(href, location.hash.slice(1), t('reports.notes.wayBack'))
                            }
                          />
                        </Box>
                      ),
                    },
                    {
                      key: 'merged',
                      title: t('reports.notes.inReport'),
                      nowrap: true,
                      width: '9rem',
                      cell: (note) => (
                        <StatusChip
                          status={note.merged ? 'done' : 'notStarted'}
                          label={t(note.merged ? 'reports.notes.merged' : 'reports.notes.notMerged')}
                        />
                      ),
                    },
                  ]}
                />
              </ArrowRows>
            </Section>
            {opened ? (
              <NoteDialog note={opened} start={{}} directiveId={directiveId} onClose={() => setOpen(null)} />
            ) : null}
          </>
        )
      }}
    </Query>
  )
}

/** Who noted it, and the record it was said of. */
function From({ note, open }: { note: Note; open: (href: string) => void }) {
  const { t } = useTranslation()
  const { about, notedBy } = note
  if (about === null && notedBy === '') return null
  return (
    <Box component="span" sx={{ display: 'block', color: 'text.secondary', fontSize: '0.88rem' }}>
      {notedBy}
      {about === null ? null : (
        <>
          {notedBy === '' ? '' : ' · '}
          {t('reports.notes.from')} <RowLink onOpen={() => open(about.href)}>{about.label}</RowLink>
        </>
      )}
    </Box>
  )
}
