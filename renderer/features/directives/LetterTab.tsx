import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Directive, EnclosureLine } from '../../../core/directives/contract.ts'
import { api, client } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { formatDate } from '../../app/format.ts'
import { host } from '../../app/host.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand, useTask } from '../../app/task.ts'
import { AppLink, Button, ChoiceBox, Section, SheetDialog, StatusChip, Table, Thai } from '../../ui/index.ts'
import { Attachments } from '../attachments/Attachments.tsx'

/** The letter itself: its facts, its enclosures with their files, its text. */
export function LetterTab({ letter, readOnly }: { letter: Directive; readOnly: boolean }) {
  const { t } = useTranslation()
  const facts: [string, string][] = [
    [t('directives.form'), letter.formName],
    [
      letter.state === 'expected' ? t('directives.expected.dated') : t('directives.dated'),
      formatDate(letter.dated),
    ],
    [t('directives.receivedOn'), formatDate(letter.receivedOn)],
    [t('directives.receiveNo'), letter.receiveNo || '–'],
    [t('directives.speed'), letter.speed === '' ? '–' : t(`papers.speed.${letter.speed}`)],
    [t('directives.fromOffice'), letter.fromOffice],
    [t('directives.editionFy'), String(letter.editionFy)],
    [t('directives.planFy'), String(letter.planFy)],
  ]
  return (
    <>
      <Section title={t('directives.letter')}>
        <Box
          component="dl"
          sx={{
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fill, minmax(15rem, 1fr))',
            gap: '0.5rem 1.4rem',
            m: 0,
          }}
        >
          {facts.map(([name, value]) => (
            <Box key={name}>
              <Box component="dt" sx={{ fontSize: '0.85rem', color: 'text.secondary' }}>
                {name}
              </Box>
              <Box component="dd" sx={{ m: 0 }}>
                <Thai text={value} />
              </Box>
            </Box>
          ))}
        </Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, mt: 1, fontSize: '0.93rem' }}>
          {letter.edition === null ? null : (
            <AppLink href="/directives/editions">
              {t('directives.edition.door', { year: letter.edition.editionFy, count: letter.edition.files })}
            </AppLink>
          )}
          {letter.copiedFrom === null ? null : (
            <AppLink href={`/directives/${letter.copiedFrom.id}`}>
              {t('directives.copiedFrom', {
                name: letter.copiedFrom.name,
                year: letter.copiedFrom.editionFy,
              })}
            </AppLink>
          )}
          {letter.copies.map((one) => (
            <AppLink key={one.id} href={`/directives/${one.id}`}>
              {t('directives.copiedTo', { name: one.name, year: one.editionFy })}
            </AppLink>
          ))}
        </Box>
      </Section>
      <Enclosures letter={letter} readOnly={readOnly} />
      <Section title={t('directives.files')} help={t('directives.files.help')}>
        <Attachments subject={{ table: 'directive', id: letter.id }} readOnly={readOnly} compact />
      </Section>
      {letter.body ? (
        <Section title={t('directives.body')}>
          <Box sx={{ whiteSpace: 'pre-wrap', maxWidth: '60rem' }}>
            <Thai text={letter.body} />
          </Box>
        </Section>
      ) : null}
    </>
  )
}

type Line = EnclosureLine & { at: number }

/** สิ่งที่ส่งมาด้วย, each line with its stored file or the word that it has none. */
function Enclosures({ letter, readOnly }: { letter: Directive; readOnly: boolean }) {
  const { t } = useTranslation()
  const { notify, showFault } = useNotice()
  const [joining, setJoining] = useState<Line | null>(null)
  const open = useTask(client.attachments.open)
  const rows = letter.enclosures.map((one, at): Line => ({ ...one, at }))
  const look = async (file: { id: string; name: string }) => {
    const made = await open.attempt({ id: file.id })
    if (!made.ok) return
    try {
      if (await host.deliver(made.value.token, made.value.name))
        notify(t('attachments.opened', { name: file.name }))
    } catch (error) {
      showFault(faultOf(error))
    }
  }
  return (
    <Section title={t('directives.enclosures')} help={t('directives.enclosures.help')} flush>
      <Table<Line>
        label={t('directives.enclosures')}
        rows={rows}
        rowKey={(row) => String(row.at)}
        empty={
          <Box sx={{ px: 1.6, py: 1.2, color: 'text.secondary' }}>{t('directives.enclosures.none')}</Box>
        }
        columns={[
          {
            key: 'no',
            title: t('directives.enclosure.no'),
            align: 'right',
            width: '4rem',
            cell: (row) => row.at + 1,
          },
          { key: 'title', title: t('directives.enclosure.title'), rowHead: true, cell: (row) => row.title },
          {
            key: 'quantity',
            title: t('directives.enclosure.quantity'),
            width: '9rem',
            cell: (row) => row.quantity || '–',
          },
          {
            key: 'file',
            title: t('directives.enclosure.file'),
            width: '20rem',
            cell: ({ file }) =>
              file === null ? (
                <StatusChip status="notStarted" label={t('directives.enclosure.noFile')} />
              ) : file.stored ? (
                <Button look="quiet" icon={FileText} onClick={() => void look(file)}>
                  {file.name}
                </Button>
              ) : (
                <>
                  {file.name} <StatusChip status="late" label={t('attachments.gone')} />
                </>
              ),
          },
          {
            key: 'do',
            title: '',
            align: 'right',
            cell: (row) =>
              readOnly ? null : (
                <Button
                  look="quiet"
                  label={t('directives.enclosure.join.label', { no: row.at + 1 })}
                  onClick={() => setJoining(row)}
                >
                  {t('directives.enclosure.join')}
                </Button>
              ),
          },
        ]}
      />
      {joining === null ? null : (
        <JoinDialog letter={letter} line={joining} onClose={() => setJoining(null)} />
      )}
    </Section>
  )
}

function JoinDialog({ letter, line, onClose }: { letter: Directive; line: Line; onClose: () => void }) {
  const { t } = useTranslation()
  const own = useQuery(api.attachments.list.queryOptions({ input: { table: 'directive', id: letter.id } }))
  const edition = useQuery(
    api.attachments.list.queryOptions({
      input: { table: 'guidelineEdition', id: letter.edition?.id ?? letter.id },
      enabled: letter.edition !== null,
    }),
  )
  const join = useCommand(client.directives.setEnclosureFile)
  const files = [
    ...(own.data?.rows ?? []).map((row) => ({ ...row, of: t('directives.files') })),
    ...(edition.data?.rows ?? []).map((row) => ({ ...row, of: t('directives.enclosure.ofEdition') })),
  ]
  const set = async (attachmentId: string | null) => {
    if ((await join.attempt({ id: letter.id, at: line.at, attachmentId })).ok) onClose()
  }
  return (
    <SheetDialog open onClose={onClose} title={t('directives.enclosure.join.title', { title: line.title })}>
      {files.length === 0 ? (
        t('directives.enclosure.noneYet')
      ) : (
        <ChoiceBox
          label={t('directives.enclosure.file')}
          help={t('directives.enclosure.pick')}
          options={files.map((row) => ({ value: row.id, label: `${row.name} (${row.of})` }))}
          value={line.file?.id ?? null}
          onChange={(id) => (id === line.file?.id ? undefined : void set(id))}
        />
      )}
      <Box sx={{ mt: 2 }}>
        <Attachments subject={{ table: 'directive', id: letter.id }} compact />
      </Box>
      <Box sx={{ display: 'flex', gap: 1, mt: 2 }}>
        <Button onClick={onClose}>{t('common.close')}</Button>
        {line.file === null ? null : (
          <Button onClick={() => void set(null)}>{t('directives.enclosure.unjoin')}</Button>
        )}
      </Box>
    </SheetDialog>
  )
}
