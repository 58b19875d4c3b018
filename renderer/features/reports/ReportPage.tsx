import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ArrowDownToLine, FilePlus2, FileText, Mail, PenLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate } from '../../../core/kernel/fields.ts'
import type { Figure, Report } from '../../../core/reports/contract.ts'
import { reportHeadFields, reportTextFields } from '../../../core/reports/rules.ts'
import { daysBetween } from '../../../core/thai/dates.ts'
import { api, client } from '../../app/client.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo, useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import { Button } from '../../ui/Button.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { DateField, SelectField, TextArea, TextField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { PaperView } from '../../ui/PaperView.tsx'
import { Query } from '../../ui/Query.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useSignatories } from '../papers/use-signatories.ts'
import { SourcesDialog } from './SourcesDialog.tsx'

type Duty = Report['duties'][number]

/** The results report: figures from the records with what they counted, words per duty, paper, signature (C19). */
export default function ReportPage() {
  const reportId = useRouteParam('reportId')
  const report = useQuery(api.reports.get.queryOptions({ input: { id: reportId } }))
  const { t } = useTranslation()
  return (
    <PageQuery
      of={report}
      title={t('reports.page.title')}
      back={{ href: '/reports', label: t('reports.page.back') }}
    >
      {(data) => <ReportDesk key={`${data.id}:${data.state}`} report={data} />}
    </PageQuery>
  )
}

function ReportDesk({ report }: { report: Report }) {
  const { t } = useTranslation()
  const go = useGo()
  const [paper, setPaper] = useQueryParam('paper')
  const [signing, setSigning] = useState(false)
  const [counted, setCounted] = useState<Figure | null>(null)
  const again = useCommand(client.reports.open)
  const figures = useQuery(api.rules.table.queryOptions({ input: { id: 'report-figures' } }))
  const nameOf = (key: string) => figures.data?.items.find((item) => item.key === key)?.name ?? key
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'duty-kinds' } }))
  const kindOf = (kind: string) => kinds.data?.items.find((item) => item.key === kind)?.name ?? ''
  const signed = report.state === 'signed'
  const empty = report.duties.filter((duty) => duty.result.trim() === '')
  const toNext = () => {
    const field = document.querySelector<HTMLElement>(`[data-duty="${empty[0]?.dutyId ?? ''}"] textarea`)
    field?.focus()
    field?.scrollIntoView({ block: 'center' })
  }
  const newVersion = async () => {
    const made = await again.attempt({ directiveId: report.directiveId })
    if (made.ok) go(`/reports/${made.value.id}`)
  }

  return (
    <Page
      title={t('reports.page.title')}
      back={{ href: '/reports', label: t('reports.page.back') }}
      aside={
        <>
          <StatusChip status={signed ? 'done' : 'underWay'} label={t(`reports.state.${report.state}`)} />
          {signed ? null : <Due dueOn={report.dueOn} />}
        </>
      }
      help={`${t('reports.page.directive', { number: report.directiveNumber })} · ${t('reports.page.help')}`}
      certainty={figures.data ? 'B:med' : null}
      actions={
        <>
          <Button icon={FileText} onClick={() => setPaper(paper === null ? '1' : null)}>
            {t(paper === null ? 'plans.page.paper' : 'plans.page.paper.hide')}
          </Button>
          {signed ? (
            <>
              <Button icon={FilePlus2} busy={again.running} onClick={() => void newVersion()}>
                {t('reports.newVersion')}
              </Button>
              {report.letterId ? (
                <Button look="main" icon={Mail} href={`/papers/letters/${report.letterId}`}>
                  {t('reports.letter')}
                </Button>
              ) : null}
            </>
          ) : (
            <>
              {empty.length > 0 ? (
                <Button icon={ArrowDownToLine} onClick={toNext}>
                  {t('reports.page.next')}
                </Button>
              ) : null}
              <Button look="main" icon={PenLine} onClick={() => setSigning(true)}>
                {t('reports.sign')}
              </Button>
            </>
          )}
        </>
      }
    >
      <Box role="status" sx={{ mb: 1, fontSize: '0.95rem' }}>
        {t('reports.page.complete', { done: report.duties.length - empty.length, all: report.duties.length })}
      </Box>
      <SplitPaper paper={paper === null ? null : <PaperView paper={{ kind: 'report', id: report.id }} />}>
        {report.duties.map((duty) => (
          <Box key={duty.dutyId} data-duty={duty.dutyId}>
            <Section
              title={`${t('reports.page.duty', { no: duty.no })} ${kindOf(duty.kind)}`}
              help={duty.text}
            >
              <Figures figures={duty.figures} nameOf={nameOf} open={setCounted} />
              {signed ? (
                <Words duty={duty} />
              ) : (
                <WordsForm reportId={report.id} duty={duty} narrow={paper !== null} />
              )}
            </Section>
          </Box>
        ))}
        {signed ? null : <HeadForm report={report} />}
      </SplitPaper>
      {counted ? (
        <SourcesDialog
          reportId={report.id}
          figure={counted}
          name={nameOf(counted.key)}
          onClose={() => setCounted(null)}
        />
      ) : null}
      {signing ? (
        <SignReportDialog report={report} empty={empty.length} onClose={() => setSigning(false)} />
      ) : null}
    </Page>
  )
}

function Due({ dueOn }: { dueOn: string | null }) {
  const { t } = useTranslation()
  const status = useQuery(api.office.status.queryOptions())
  if (dueOn === null || !status.data) return null
  const left = daysBetween(status.data.today, dueOn)
  const words =
    left > 0
      ? t('reports.page.due.left', { count: left })
      : left === 0
        ? t('reports.page.due.today')
        : t('reports.page.due.late', { count: -left })
  return (
    <StatusChip
      status={left < 0 ? 'late' : 'underWay'}
      label={`${t('reports.page.due', { date: formatDate(dueOn) })} · ${words}`}
    />
  )
}

/** The figures of a duty; each opens the records that it counted. */
function Figures({
  figures,
  nameOf,
  open,
}: {
  figures: readonly Figure[]
  nameOf: (key: string) => string
  open: (figure: Figure) => void
}) {
  const { t } = useTranslation()
  const show = (figure: Figure, value: number) =>
    figure.unit === 'money' ? formatBaht(value) : formatNumber(value)
  if (figures.length === 0) return null
  return (
    <Box
      component="ul"
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.8, listStyle: 'none', p: 0, m: 0, mb: 1.2 }}
    >
      {figures.map((figure) => {
        const value = show(figure, figure.value)
        const short = figure.expected !== null && figure.value < figure.expected
        return (
          <li key={figure.key}>
            <Box
              component="button"
              type="button"
              onClick={() => open(figure)}
              sx={(theme) => ({
                font: 'inherit',
                color: 'inherit',
                textAlign: 'left',
                cursor: 'pointer',
                px: 1.1,
                py: 0.35,
                borderRadius: 1,
                fontSize: '0.9rem',
                border: `1px solid ${theme.tokens.rule}`,
                bgcolor: theme.tokens.ground,
                borderLeft: `3px solid ${short ? theme.tokens.accent : theme.tokens.done}`,
                '&:hover': { borderColor: theme.tokens.primary, bgcolor: theme.tokens.primaryTint },
              })}
            >
              {nameOf(figure.key)}{' '}
              <strong>
                {figure.expected === null
                  ? value
                  : t('reports.page.figure.of', { value, expected: show(figure, figure.expected) })}
              </strong>
              {figure.unit === 'money' ? ` ${t('common.baht')}` : ''}
              {figure.frozenValue === null ? null : (
                <Box component="span" sx={{ display: 'block', color: 'warning.main' }}>
                  {t('reports.page.figure.frozen', { value: show(figure, figure.frozenValue) })}
                </Box>
              )}
            </Box>
          </li>
        )
      })}
    </Box>
  )
}

function Words({ duty }: { duty: Duty }) {
  const { t } = useTranslation()
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        '& dt': { fontWeight: 600, fontSize: '0.9rem' },
        '& dd': { m: 0, mb: 0.8, whiteSpace: 'pre-wrap' },
      }}
    >
      {(['result', 'problem', 'suggestion'] as const).map((part) => (
        <div key={part}>
          <dt>{t(`reports.page.${part}`)}</dt>
          <dd>{duty[part] || '–'}</dd>
        </div>
      ))}
    </Box>
  )
}

function WordsForm({ reportId, duty, narrow }: { reportId: string; duty: Duty; narrow: boolean }) {
  const { t } = useTranslation()
  const draftKey = `reports.saveText:${reportId}:${duty.dutyId}`
  return (
    <Form
      schema={reportTextFields}
      draftKey={draftKey}
      initial={{
        reportId,
        dutyId: duty.dutyId,
        result: duty.result,
        problem: duty.problem,
        suggestion: duty.suggestion,
      }}
      onSubmit={(fields) => client.reports.saveText(fields)}
    >
      {(form) => (
        <>
          <Fields columns={narrow ? 1 : 3}>
            <TextArea name="result" label={t('reports.page.result')} rows={3} wide={false} />
            <TextArea name="problem" label={t('reports.page.problem')} rows={3} wide={false} />
            <TextArea name="suggestion" label={t('reports.page.suggestion')} rows={3} wide={false} />
          </Fields>
          <AutoSave
            form={form}
            schema={reportTextFields}
            draftKey={draftKey}
            save={(fields) => client.reports.saveText(fields)}
          />
        </>
      )}
    </Form>
  )
}

function HeadForm({ report }: { report: Report }) {
  const { t } = useTranslation()
  const signatories = useSignatories('report')
  const draftKey = `reports.saveHead:${report.id}`
  const save = (fields: z.infer<typeof reportHeadFields>) =>
    client.reports.saveHead({ id: report.id, fields })
  return (
    <Section title={t('reports.head')}>
      <Form
        schema={reportHeadFields}
        draftKey={draftKey}
        initial={{
          asOf: report.asOf,
          reporterName: report.reporterName,
          reporterPosition: report.reporterPosition,
          reporterTelephone: report.reporterTelephone,
          signatoryId: report.signatoryId,
        }}
        onSubmit={save}
      >
        {(form) => (
          <>
            <Fields columns={3}>
              <DateField name="asOf" label={t('reports.head.asOf')} required />
              <TextField name="reporterName" label={t('reports.head.reporterName')} />
              <TextField name="reporterPosition" label={t('reports.head.reporterPosition')} />
              <TextField name="reporterTelephone" label={t('reports.head.reporterTelephone')} />
              <SelectField
                name="signatoryId"
                label={t('reports.head.signatory')}
                options={signatories.options}
                empty={t('common.none')}
              />
            </Fields>
            <AutoSave form={form} schema={reportHeadFields} draftKey={draftKey} save={save} />
          </>
        )}
      </Form>
    </Section>
  )
}

const signForm = z.object({ signedOn: isoDate })

function SignReportDialog({
  report,
  empty,
  onClose,
}: {
  report: Report
  empty: number
  onClose: () => void
}) {
  const { t } = useTranslation()
  const go = useGo()
  const { notify } = useNotice()
  const sign = useCommand(client.reports.sign)
  const status = useQuery(api.office.status.queryOptions())
  return (
    <SheetDialog open onClose={onClose} title={t('reports.sign.title')} width="sm">
      <p>{t('reports.sign.help')}</p>
      {empty > 0 ? <p>{t('reports.sign.incomplete', { count: empty })}</p> : null}
      <Query of={status} lines={1}>
        {({ today }) => (
          <Form
            schema={signForm}
            // not before the day the figures are of
            initial={{ signedOn: today > report.asOf ? today : report.asOf }}
            submitLabel={t('reports.sign.do')}
            onCancel={onClose}
            onSubmit={async ({ signedOn }) => {
              const { letterId } = await sign.run({ id: report.id, signedOn })
              notify(t('reports.sign.done'))
              onClose()
              go(`/papers/letters/${letterId}`)
            }}
          >
            <Fields columns={1}>
              <DateField name="signedOn" label={t('reports.sign.date')} required autoFocus />
            </Fields>
          </Form>
        )}
      </Query>
    </SheetDialog>
  )
}
