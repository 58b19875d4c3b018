import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import MuiTextField from '@mui/material/TextField'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Note, NotesProposal, Report } from '../../../core/reports/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { AppLink, Button, EmptyState, FieldFrame, Query, SheetDialog, Thai } from '../../ui/index.ts'
import { Paragraphs } from './Paragraphs.tsx'

/** As long as the words of a duty may be (reportTextFields). */
const LONGEST = 6000

type Duty = Report['duties'][number]

/**
 * รวมจากบันทึก: beside the words that stand, what the notes of the year would add to each part. The person takes all or
 * some of the notes, changes the text, and confirms part by part; the words that stand are never touched.
 */
export function MergeDialog({ report, duty, onClose }: { report: Report; duty: Duty; onClose: () => void }) {
  const { t } = useTranslation()
  const proposal = useQuery(
    api.reports.notesProposal.queryOptions({ input: { reportId: report.id, dutyId: duty.dutyId } }),
  )
  const notes = useQuery(
    api.reports.notes.queryOptions({ input: { directiveId: report.directiveId, dutyId: duty.dutyId } }),
  )
  return (
    <SheetDialog
      open
      onClose={onClose}
      width="lg"
      title={t('reports.merge.title', { no: duty.no })}
      actions={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <p>{t('reports.merge.help')}</p>
      <Query of={proposal}>
        {(parts) => (
          <Query of={notes}>
            {(all) => {
              const waiting = parts.filter((one) => one.noteIds.length > 0)
              if (waiting.length === 0)
                return <EmptyState title={t('reports.merge.none')} text={t('reports.merge.none.what')} />
              return waiting.map((one) => (
                <PartMerge
                  key={`${one.part}:${one.noteIds.join()}`}
                  report={report}
                  duty={duty}
                  proposal={one}
                  notes={all.filter((note) => one.noteIds.includes(note.id))}
                />
              ))
            }}
          </Query>
        )}
      </Query>
    </SheetDialog>
  )
}

function PartMerge({
  report,
  duty,
  proposal,
  notes,
}: {
  report: Report
  duty: Duty
  proposal: NotesProposal[number]
  notes: readonly Note[]
}) {
  const { t } = useTranslation()
  const id = useId()
  const { notify } = useNotice()
  const merge = useCommand(client.reports.mergeNotes)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [written, setWritten] = useState<string | null>(null)
  const taken = proposal.noteIds.filter((noteId) => !left.has(noteId))
  const chosen = useQuery(
    api.reports.notesProposal.queryOptions({
      input: { reportId: report.id, dutyId: duty.dutyId, noteIds: taken },
      enabled: left.size > 0 && taken.length > 0,
      placeholderData: keepPreviousData,
    }),
  )
  const proposed =
    left.size === 0
      ? proposal.addition
      : taken.length === 0
        ? ''
        : (chosen.data?.find((one) => one.part === proposal.part)?.addition ?? '')
  const addition = written ?? proposed
  const waits = written === null && left.size > 0 && taken.length > 0 && chosen.isPlaceholderData
  const part = t(`reports.page.${proposal.part}`)
  const whole = [duty[proposal.part], addition].filter((one) => one !== '').join('\n').length
  const tooLong = whole > LONGEST
  const accept = async () => {
    const done = await merge.attempt({
      reportId: report.id,
      dutyId: duty.dutyId,
      part: proposal.part,
      addition,
      noteIds: taken,
    })
    if (done.ok) notify(t('reports.merge.done', { count: taken.length, part }))
  }
  return (
    <Box component="section" aria-label={part} sx={{ borderTop: 1, borderColor: 'divider', pt: 1, mb: 1.6 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 0.6 }}>
        <strong style={{ flex: 1 }}>{part}</strong>
        <Button
          look="main"
          icon={Check}
          busy={merge.running || waits}
          disabled={taken.length === 0 || tooLong}
          label={t('reports.merge.accept.of', { count: taken.length, part })}
          onClick={() => void accept()}
        >
          {t('reports.merge.accept', { count: taken.length })}
        </Button>
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 1.4,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        <Box>
          <Heading>{t('reports.merge.notes')}</Heading>
          <Box
            component="ul"
            aria-label={t('reports.merge.notes')}
            sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: '18rem', overflow: 'auto' }}
          >
            {notes.map((note) => (
              <Box component="li" key={note.id} sx={{ pb: 0.5 }}>
                <FormControlLabel
                  sx={{ alignItems: 'flex-start', mr: 0 }}
                  control={
                    <Checkbox
                      size="small"
                      sx={{ py: 0.2 }}
                      checked={!left.has(note.id)}
                      onChange={(_, on) => {
                        const next = new Set(left)
                        if (on) next.delete(note.id)
                        else next.add(note.id)
                        setLeft(next)
                      }}
                    />
                  }
                  label={
                    <Box component="span" sx={{ fontSize: '0.93rem' }}>
                      <Box component="span" sx={{ color: 'text.secondary' }}>
                        {[formatDate(note.notedOn, 'short'), note.tambonName, note.notedBy]
                          .filter((one) => one !== '')
                          .join(' · ')}
                      </Box>{' '}
                      <Thai text={note.text} />
                    </Box>
                  }
                />
                {note.about ? (
                  <Box sx={{ pl: 3.4, fontSize: '0.88rem' }}>
                    <AppLink href={note.about.href}>{note.about.label}</AppLink>
                  </Box>
                ) : null}
              </Box>
            ))}
          </Box>
        </Box>
        <Box>
          <Heading>{t('reports.merge.current')}</Heading>
          <Box
            tabIndex={0}
            role="region"
            aria-label={t('reports.merge.current')}
            sx={(theme) => ({
              bgcolor: theme.tokens.quiet,
              borderRadius: 1,
              px: 1.1,
              py: 0.5,
              mb: 0.8,
              maxHeight: '9rem',
              overflow: 'auto',
              fontSize: '0.93rem',
            })}
          >
            {duty[proposal.part] === '' ? '–' : <Paragraphs text={duty[proposal.part]} />}
          </Box>
          <FieldFrame id={id} label={t('reports.merge.addition')}>
            <MuiTextField
              id={id}
              multiline
              minRows={3}
              maxRows={10}
              value={addition}
              onChange={(event) => setWritten(event.target.value)}
              error={tooLong}
              helperText={
                tooLong
                  ? t('reports.merge.tooLong', {
                      length: formatNumber(whole),
                      maximum: formatNumber(LONGEST),
                    })
                  : written === null
                    ? ''
                    : t('reports.merge.written')
              }
            />
          </FieldFrame>
          {written === null ? null : (
            <Button look="quiet" onClick={() => setWritten(null)}>
              {t('reports.merge.asProposed')}
            </Button>
          )}
        </Box>
      </Box>
    </Box>
  )
}

function Heading({ children }: { children: string }) {
  return <Box sx={{ fontWeight: 600, fontSize: '0.9rem', mb: 0.2 }}>{children}</Box>
}
