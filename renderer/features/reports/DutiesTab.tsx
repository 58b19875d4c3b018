import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Combine, NotebookPen } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Figure, Report } from '../../../core/reports/contract.ts'
import { reportParts, reportTextFields } from '../../../core/reports/rules.ts'
import { api, client } from '../../app/client.ts'
import { settle } from '../../app/settle.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import { Button, Fields, Form, Section, TextArea, Thai } from '../../ui/index.ts'
import { useFresh } from '../../ui/use-fresh.ts'
import { Clamp } from '../meetings/Clamp.tsx'
import { differenceOf, hasChanged, onPaper, showDifference, useFigureText } from './figure-words.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import { Paragraphs } from './Paragraphs.tsx'
import { TypedFigures } from './TypedFigures.tsx'

type Duty = Report['duties'][number]
type OpenFigure = (key: string, tambonCode?: string | null) => void

/** Duty by duty: its figures, each open to its records, and its words, with what was noted during the year. */
export function DutiesTab({
  report,
  narrow,
  openFigure,
}: {
  report: Report
  narrow: boolean
  openFigure: OpenFigure
}) {
  // where there is nothing of last year at all, the tab that compares says so once
  const compares = report.duties.some((duty) => duty.figures.some((figure) => figure.lastYear !== null))
  return report.duties.map((duty) => (
    <DutySection
      key={duty.dutyId}
      report={report}
      duty={duty}
      compares={compares}
      narrow={narrow}
      openFigure={openFigure}
    />
  ))
}

function DutySection({
  report,
  duty,
  compares,
  narrow,
  openFigure,
}: {
  report: Report
  duty: Duty
  compares: boolean
  narrow: boolean
  openFigure: OpenFigure
}) {
  const { t } = useTranslation()
  const [doing, setDoing] = useState<'merge' | 'note' | null>(null)
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'duty-kinds' } }))
  const kind = kinds.data?.items.find((item) => item.key === duty.kind)?.name ?? ''
  const signed = report.state === 'signed'
  const waiting = reportParts.reduce((sum, part) => sum + duty.unmerged[part], 0)
  const close = () => setDoing(null)
  const buttons = (
    <>
      <Button
        look="quiet"
        icon={NotebookPen}
        label={t('reports.notes.add.of', { no: duty.no })}
        onClick={() => setDoing('note')}
      >
        {t('reports.notes.add')}
      </Button>
      {signed || waiting === 0 ? null : (
        <Box data-jump={`merge:${duty.dutyId}`}>
          <Button
            icon={Combine}
            label={t('reports.merge.of', { no: duty.no, count: waiting })}
            onClick={() => void settle().then(() => setDoing('merge'))}
          >
            {t('reports.merge', { count: waiting })}
          </Button>
        </Box>
      )}
    </>
  )
  return (
    <Section
      title={`${t('reports.page.duty', { no: duty.no })} ${kind}`}
      help={
        <Clamp lines={3} whole={duty.text}>
          <Thai text={duty.text} />
        </Clamp>
      }
      {...(narrow ? {} : { actions: buttons })}
    >
      {narrow ? <Box sx={{ display: 'flex', gap: 1, mt: -0.4, mb: 0.8 }}>{buttons}</Box> : null}
      <FigureChips figures={duty.figures} signed={signed} compares={compares} open={openFigure} />
      {signed ? null : <TypedFigures reportId={report.id} figures={duty.figures} />}
      {signed ? <Words duty={duty} /> : <WordsForm reportId={report.id} duty={duty} narrow={narrow} />}
      {doing === 'merge' ? <MergeDialog report={report} duty={duty} onClose={close} /> : null}
      {doing === 'note' ? (
        <NoteDialog
          note={null}
          start={{ dutyId: duty.dutyId }}
          directiveId={report.directiveId}
          onClose={close}
        />
      ) : null}
    </Section>
  )
}

/** The figures of a duty; each opens what it counted. */
function FigureChips({
  figures,
  signed,
  compares,
  open,
}: {
  figures: readonly Figure[]
  signed: boolean
  compares: boolean
  open: OpenFigure
}) {
  if (figures.length === 0) return null
  return (
    <Box
      component="ul"
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.8, listStyle: 'none', p: 0, m: 0, mb: 1.2 }}
    >
      {figures.map((figure) => (
        <li key={figure.key}>
          <FigureChip figure={figure} signed={signed} compares={compares} open={open} />
        </li>
      ))}
    </Box>
  )
}

function FigureChip({
  figure,
  signed,
  compares,
  open,
}: {
  figure: Figure
  signed: boolean
  /** Some figure of the report has a last year. */
  compares: boolean
  open: OpenFigure
}) {
  const { t } = useTranslation()
  const text = useFigureText()
  const { value, expected } = signed ? onPaper(figure) : figure
  const short = value === null || (expected !== null && value < expected)
  const last = figure.lastYear
  return (
    <Box
      component="button"
      type="button"
      data-jump={`figure:${figure.key}`}
      onClick={() => open(figure.key)}
      sx={(theme) => ({
        font: 'inherit',
        color: 'inherit',
        textAlign: 'left',
        cursor: 'pointer',
        px: 1.1,
        py: 0.35,
        borderRadius: 1,
        fontSize: '0.9rem',
        lineHeight: 1.45,
        border: `1px ${figure.typed ? 'dashed' : 'solid'} ${theme.tokens.rule}`,
        bgcolor: theme.tokens.ground,
        borderLeft: `3px solid ${short ? theme.tokens.accent : theme.tokens.done}`,
        '&:hover': { borderColor: theme.tokens.primary, bgcolor: theme.tokens.primaryTint },
      })}
    >
      {figure.name} <strong>{text(figure.unit, value, expected)}</strong>
      <Box component="span" sx={{ display: 'block', fontSize: '0.84rem', color: 'text.secondary' }}>
        {[
          figure.typed ? t('reports.figure.typed') : '',
          last === null
            ? compares
              ? t('reports.figure.noLastYear')
              : ''
            : t('reports.figure.lastYear', {
                value: text(figure.unit, last.value, null),
                difference: showDifference(figure.unit, differenceOf(value, last.value)),
              }),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </Box>
      {signed && hasChanged(figure) ? (
        <Box component="span" sx={{ display: 'block', color: 'warning.main', fontWeight: 600 }}>
          {t('reports.figure.now', { value: text(figure.unit, figure.value, figure.expected) })}
        </Box>
      ) : null}
    </Box>
  )
}

/** Words of a signed report, as they stand on paper. */
function Words({ duty }: { duty: Duty }) {
  const { t } = useTranslation()
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        '& dt': { fontWeight: 600, fontSize: '0.9rem' },
        '& dd': { m: 0, mb: 0.8, maxWidth: '60rem' },
      }}
    >
      {reportParts.map((part) => (
        <div key={part}>
          <dt>{t(`reports.page.${part}`)}</dt>
          <dd>{duty[part] === '' ? '–' : <Paragraphs text={duty[part]} />}</dd>
        </div>
      ))}
    </Box>
  )
}

type TextFields = z.infer<typeof reportTextFields>

function WordsForm({ reportId, duty, narrow }: { reportId: string; duty: Duty; narrow: boolean }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const draftKey = `reports.saveText:${reportId}:${duty.dutyId}`
  const { dutyId, result, problem, suggestion } = duty
  const initial: TextFields = { reportId, dutyId, result, problem, suggestion }
  const fresh = useFresh(JSON.stringify(initial), box)
  const save = async (fields: TextFields) => {
    fresh.said(JSON.stringify(fields))
    await client.reports.saveText(fields)
  }
  return (
    <Box ref={box}>
      <Form key={fresh.key} schema={reportTextFields} draftKey={draftKey} initial={initial} onSubmit={save}>
        {(form) => (
          <>
            <Fields columns={narrow ? 1 : 3}>
              {reportParts.map((part) => (
                <Box key={part} data-jump={`${duty.dutyId}:${part}`}>
                  <TextArea name={part} label={t(`reports.page.${part}`)} rows={3} wide={false} />
                </Box>
              ))}
            </Fields>
            <AutoSave form={form} schema={reportTextFields} draftKey={draftKey} save={save} />
          </>
        )}
      </Form>
    </Box>
  )
}
