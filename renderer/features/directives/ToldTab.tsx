import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import { useQuery } from '@tanstack/react-query'
import { Mail, MessageSquareShare } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Covered, Directive, ToldBook, ToldLine } from '../../../core/directives/contract.ts'
import type { Recipient } from '../../../core/directives/rules.ts'
import { isoDate } from '../../../core/kernel/fields.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  ChoiceBox,
  DateField,
  EmptyState,
  Form,
  Query,
  Section,
  SheetDialog,
  StatusChip,
  Table,
  Thai,
  useConfirm,
} from '../../ui/index.ts'
import { useFocusNext } from '../../ui/use-focus-next.ts'
import { Attachments } from '../attachments/Attachments.tsx'
import { TellDialog } from './TellDialog.tsx'
import { ToldDialog } from './ToldDialog.tsx'

/** Duty 1: who was told, when and how; who has not been told yet. */
export function ToldTab({ letter, readOnly }: { letter: Directive; readOnly: boolean }) {
  const book = useQuery(api.directives.told.queryOptions({ input: { directiveId: letter.id } }))
  return <Query of={book}>{(data) => <Book letter={letter} book={data} readOnly={readOnly} />}</Query>
}

function Book({ letter, book, readOnly }: { letter: Directive; book: ToldBook; readOnly: boolean }) {
  const [telling, setTelling] = useState<readonly Recipient[] | null>(null)
  const [passing, setPassing] = useState(false)
  return (
    <>
      <Unrecorded letter={letter} book={book} readOnly={readOnly} />
      <Coverage
        coverage={book.coverage}
        readOnly={readOnly}
        onTell={(recipients) => setTelling(recipients)}
      />
      <ToldList
        letter={letter}
        rows={book.rows}
        readOnly={readOnly}
        onTell={() => setTelling([])}
        onPassOn={() => setPassing(true)}
      />
      {telling === null ? null : (
        <TellDialog letter={letter} chosen={telling} onClose={() => setTelling(null)} />
      )}
      {passing ? <PassOnDialog letter={letter} onClose={() => setPassing(false)} /> : null}
    </>
  )
}

/** Own letters that went out and from which nobody is down as told yet. */
function Unrecorded({ letter, book, readOnly }: { letter: Directive; book: ToldBook; readOnly: boolean }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const note = useCommand(client.directives.toldByLetter)
  if (readOnly || book.unrecorded.length === 0) return null
  return (
    <Section>
      {book.unrecorded.map((one) => (
        <Box key={one.letterId} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <span>
            {t('directives.told.unrecorded', {
              date: formatDate(one.sentOn, 'short'),
              count: one.addressees,
            })}{' '}
            <AppLink href={`/papers/letters/${one.letterId}`}>{one.name}</AppLink>
          </span>
          <Button
            busy={note.running}
            onClick={() =>
              void note
                .attempt({ directiveId: letter.id, letterId: one.letterId })
                .then((done) =>
                  done.ok ? notify(t('directives.told.done', { count: done.value.ids.length })) : undefined,
                )
            }
          >
            {t('directives.told.record')}
          </Button>
        </Box>
      ))}
    </Section>
  )
}

const places = ['tambons', 'villages', 'laos'] as const

function Coverage({
  coverage,
  readOnly,
  onTell,
}: {
  coverage: ToldBook['coverage']
  readOnly: boolean
  onTell: (recipients: readonly Recipient[]) => void
}) {
  const { t } = useTranslation()
  return (
    <Section title={t('directives.told.coverage')} help={t('directives.told.coverage.help')}>
      <Box sx={{ display: 'grid', gap: 1.6, gridTemplateColumns: 'repeat(auto-fit, minmax(19rem, 1fr))' }}>
        {places.map((place) => {
          const all = coverage[place]
          const missing = all.filter((one) => one.toldOn === null)
          return (
            <Box key={place}>
              <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
                <strong>{t(`directives.told.place.${place}`)}</strong>
                {all.length === 0 ? null : (
                  <StatusChip
                    status={
                      missing.length === 0 ? 'done' : missing.length < all.length ? 'underWay' : 'notStarted'
                    }
                    label={t('directives.told.of', { done: all.length - missing.length, all: all.length })}
                  />
                )}
              </Box>
              {all.length === 0 ? (
                <Box sx={{ fontSize: '0.9rem', color: 'text.secondary' }}>
                  {t('directives.told.noPlaces')}
                </Box>
              ) : missing.length === 0 ? null : (
                <Missing missing={missing} readOnly={readOnly} onTell={onTell} />
              )}
            </Box>
          )
        })}
      </Box>
    </Section>
  )
}

function Missing({
  missing,
  readOnly,
  onTell,
}: {
  missing: readonly Covered[]
  readOnly: boolean
  onTell: (recipients: readonly Recipient[]) => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <Box
        component="details"
        sx={{ fontSize: '0.92rem', mt: 0.4 }}
        {...(missing.length <= 8 ? { open: true } : {})}
      >
        <summary>{t('directives.told.missing', { count: missing.length })}</summary>
        <Box component="ul" sx={{ m: 0, pl: 2.2, maxHeight: '11rem', overflow: 'auto' }}>
          {missing.map((one) => (
            <li key={`${one.toKind} ${one.toId}`}>{one.recipient}</li>
          ))}
        </Box>
      </Box>
      {readOnly ? null : (
        <Button
          look="quiet"
          onClick={() =>
            onTell(
              missing.map(({ recipient, toKind, toId, tambonCode }) => ({
                recipient,
                toKind,
                toId,
                tambonCode,
              })),
            )
          }
        >
          {t('directives.told.tellMissing', { count: missing.length })}
        </Button>
      )}
    </>
  )
}

function ToldList({
  letter,
  rows,
  readOnly,
  onTell,
  onPassOn,
}: {
  letter: Directive
  rows: readonly ToldLine[]
  readOnly: boolean
  onTell: () => void
  onPassOn: () => void
}) {
  const { t } = useTranslation()
  const confirm = useConfirm()
  const remove = useCommand(client.directives.removeTold)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [acknowledging, setAcknowledging] = useState(false)
  const [files, setFiles] = useState<ToldLine | null>(null)
  const [correcting, setCorrecting] = useState<ToldLine | null>(null)
  const chosen = rows.filter((row) => picked.has(row.id))
  const room = useRef<HTMLDivElement>(null)
  const focusNext = useFocusNext()
  // The buttons of what was picked go with it: the cursor goes back to the list, or to its main button.
  const unpick = () => {
    setPicked(new Set())
    focusNext(() => room.current?.querySelector<HTMLElement>('input[type=checkbox]')?.focus())
  }
  const pick = (ids: readonly string[], on: boolean) => {
    const next = new Set(picked)
    for (const id of ids) {
      if (on) next.add(id)
      else next.delete(id)
    }
    setPicked(next)
  }
  const drop = async () => {
    const yes = await confirm({
      title: t('directives.told.remove'),
      text: t('directives.told.remove.text', { count: chosen.length }),
      confirm: t('common.remove'),
      danger: true,
    })
    if (yes && (await remove.attempt({ ids: chosen.map((row) => row.id) })).ok) unpick()
  }
  const actions =
    readOnly || letter.state === 'expected' ? null : (
      <>
        {chosen.length > 0 ? (
          <>
            <Button onClick={() => setAcknowledging(true)}>
              {t('directives.told.acknowledge', { count: chosen.length })}
            </Button>
            <Button look="danger" onClick={() => void drop()}>
              {t('common.remove')}
            </Button>
          </>
        ) : null}
        <Button icon={Mail} onClick={onPassOn}>
          {t('directives.told.passOn')}
        </Button>
        <Button look="main" icon={MessageSquareShare} onClick={onTell}>
          {t('directives.told.add')}
        </Button>
      </>
    )
  return (
    <Box ref={room}>
      <Section title={t('directives.told')} help={t('directives.told.help')} flush actions={actions}>
        <Table<ToldLine>
          label={t('directives.told')}
          rows={rows}
          rowKey={(row) => row.id}
          maxHeight="30rem"
          empty={
            <EmptyState
              icon={MessageSquareShare}
              title={t('directives.told.empty')}
              text={t(
                letter.state === 'expected' ? 'directives.told.expected' : 'directives.told.empty.text',
              )}
            />
          }
          columns={[
            ...(readOnly
              ? []
              : [
                  {
                    key: 'pick',
                    title: (
                      <Checkbox
                        size="small"
                        checked={rows.length > 0 && chosen.length === rows.length}
                        indeterminate={chosen.length > 0 && chosen.length < rows.length}
                        onChange={(event) =>
                          pick(
                            rows.map((row) => row.id),
                            event.target.checked,
                          )
                        }
                        slotProps={{ input: { 'aria-label': t('common.all') } }}
                      />
                    ),
                    width: '3rem',
                    cell: (row: ToldLine) => (
                      <Checkbox
                        size="small"
                        checked={picked.has(row.id)}
                        onChange={(event) => pick([row.id], event.target.checked)}
                        slotProps={{ input: { 'aria-label': row.recipient } }}
                      />
                    ),
                  },
                ]),
            {
              key: 'toldOn',
              title: t('directives.told.toldOn'),
              nowrap: true,
              cell: (row) => formatDate(row.toldOn, 'short'),
            },
            {
              key: 'recipient',
              title: t('directives.told.recipient'),
              rowHead: true,
              width: '13rem',
              cell: (row) => (
                <>
                  <Thai text={row.recipient} />
                  {row.note === '' ? null : (
                    <Box sx={{ fontWeight: 400, fontSize: '0.86rem', color: 'text.secondary' }}>
                      {row.note}
                    </Box>
                  )}
                </>
              ),
            },
            { key: 'tambon', title: t('common.tambon'), nowrap: true, cell: (row) => row.tambonName ?? '–' },
            { key: 'means', title: t('directives.told.means'), cell: (row) => row.meansName },
            {
              key: 'about',
              title: t('directives.told.about'),
              width: '14rem',
              cell: (row) =>
                row.about === null ? (
                  '–'
                ) : row.aboutHref === null ? (
                  t('directives.evidence.gone')
                ) : (
                  <AppLink href={row.aboutHref}>
                    <Thai text={row.aboutName ?? ''} />
                  </AppLink>
                ),
            },
            {
              key: 'acknowledged',
              title: t('directives.told.acknowledgedOn'),
              nowrap: true,
              cell: (row) => formatDate(row.acknowledgedOn, 'short'),
            },
            {
              key: 'files',
              title: t('directives.files'),
              nowrap: true,
              cell: (row) => (
                <Button
                  look="quiet"
                  label={t('directives.told.files', { name: row.recipient })}
                  onClick={() => setFiles(row)}
                >
                  {row.files === 0 ? t('directives.told.files.none') : String(row.files)}
                </Button>
              ),
            },
            ...(readOnly
              ? []
              : [
                  {
                    key: 'do',
                    title: '',
                    align: 'right' as const,
                    nowrap: true,
                    cell: (row: ToldLine) => (
                      <Button
                        look="quiet"
                        label={t('directives.told.correct.label', { name: row.recipient })}
                        onClick={() => setCorrecting(row)}
                      >
                        {t('common.edit')}
                      </Button>
                    ),
                  },
                ]),
          ]}
        />
        {acknowledging ? (
          <AcknowledgeDialog
            ids={chosen.map((row) => row.id)}
            onClose={(done) => {
              setAcknowledging(false)
              if (done) unpick()
            }}
          />
        ) : null}
        {correcting === null ? null : (
          <ToldDialog letter={letter} row={correcting} onClose={() => setCorrecting(null)} />
        )}
        <SheetDialog
          open={files !== null}
          onClose={() => setFiles(null)}
          title={files === null ? '' : t('directives.told.files', { name: files.recipient })}
        >
          {files === null ? null : (
            <Attachments subject={{ table: 'directiveTold', id: files.id }} readOnly={readOnly} compact />
          )}
        </SheetDialog>
      </Section>
    </Box>
  )
}

const acknowledgedFields = z.object({ acknowledgedOn: isoDate })

function AcknowledgeDialog({ ids, onClose }: { ids: readonly string[]; onClose: (done: boolean) => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const save = useCommand(client.directives.acknowledge)
  return (
    <SheetDialog
      open
      onClose={() => onClose(false)}
      title={t('directives.told.acknowledge', { count: ids.length })}
      width="sm"
    >
      <Form
        schema={acknowledgedFields}
        initial={{ acknowledgedOn: today }}
        submitLabel={t('common.save')}
        onCancel={() => onClose(false)}
        onSubmit={async (fields) => {
          await save.run({ ids: [...ids], ...fields })
          onClose(true)
        }}
      >
        <DateField name="acknowledgedOn" label={t('directives.told.acknowledgedOn')} required autoFocus />
      </Form>
    </SheetDialog>
  )
}

/** Opens the draft of an own letter that passes the directive on. */
function PassOnDialog({ letter, onClose }: { letter: Directive; onClose: () => void }) {
  const { t } = useTranslation()
  const go = useGo()
  const groups = useQuery(api.papers.addresseeGroups.queryOptions())
  const open = useCommand(client.directives.passOn)
  const known = (groups.data ?? []).filter((group) => !group.needsBodies && group.count > 0)
  const [group, setGroup] = useState<string | null>(null)
  const chosen = group ?? known[0]?.key ?? null
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('directives.told.passOn')}
      width="sm"
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="main"
            disabled={chosen === null}
            busy={open.running}
            onClick={() =>
              void open
                .attempt({ directiveId: letter.id, group: chosen ?? '' })
                .then((done) => (done.ok ? go(`/papers/letters/${done.value.letterId}`) : undefined))
            }
          >
            {t('directives.told.passOn.do')}
          </Button>
        </>
      }
    >
      <ChoiceBox
        label={t('directives.told.passOn.to')}
        help={t('directives.told.passOn.help')}
        options={known.map(({ key, name, count }) => ({ value: key, label: `${name} (${count})` }))}
        value={chosen}
        onChange={setGroup}
        autoFocus
      />
    </SheetDialog>
  )
}
