import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Report } from '../../../core/reports/contract.ts'
import { reportHeadFields } from '../../../core/reports/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import { AppLink, DateField, Fields, Form, Section, SelectField, TextField } from '../../ui/index.ts'
import { useFresh } from '../../ui/use-fresh.ts'
import { useSignatories } from '../papers/use-signatories.ts'
import { FormChoice } from './FormChoice.tsx'

const headForm = reportHeadFields.omit({ form: true })
type Head = z.infer<typeof headForm>

function headOf(report: Report): Head {
  const { asOf, reporterName, reporterPosition, reporterTelephone, signatoryId } = report
  return { asOf, reporterName, reporterPosition, reporterTelephone, signatoryId }
}

/** Head of the report: of which day, who reports, who signs, in which form. */
export function HeadTab({ report }: { report: Report }) {
  const { t } = useTranslation()
  const forms = useQuery(api.reports.forms.queryOptions())
  const form = forms.data?.find((one) => one.key === report.form)
  const signed = report.state === 'signed'
  return (
    <>
      <Section title={t('reports.head')} {...(signed ? {} : { help: t('reports.head.help') })}>
        {signed ? <SignedHead report={report} /> : <HeadForm report={report} />}
      </Section>
      <Section title={t('reports.form.title')} help={t('reports.form.help')}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.6, alignItems: 'center' }} data-jump="head:form">
          {signed ? (
            <strong>{form?.name ?? report.form}</strong>
          ) : (
            <FormChoice report={report} width="24rem" />
          )}
          {form ? (
            <AppLink href={`/reports/forms/${form.key}`}>
              {t(form.broken ? 'reports.form.mend' : 'reports.form.open')}
            </AppLink>
          ) : null}
          <AppLink href="/reports/forms">{t('reports.form.all')}</AppLink>
        </Box>
        {form?.broken ? (
          <Box role="alert" sx={{ color: 'error.main', mt: 0.6 }}>
            {t('reports.form.broken')}
          </Box>
        ) : null}
      </Section>
    </>
  )
}

function HeadForm({ report }: { report: Report }) {
  const { t } = useTranslation()
  const signatories = useSignatories('report')
  const box = useRef<HTMLDivElement>(null)
  const initial = headOf(report)
  const fresh = useFresh(JSON.stringify(initial), box)
  const draftKey = `reports.saveHead:${report.id}`
  const save = async (fields: Head) => {
    fresh.said(JSON.stringify(fields))
    await client.reports.saveHead({ id: report.id, fields })
  }
  return (
    <Box ref={box}>
      <Form key={fresh.key} schema={headForm} draftKey={draftKey} initial={initial} onSubmit={save}>
        {(form) => (
          <>
            <Fields columns={3}>
              <Box data-jump="head:asOf">
                <DateField name="asOf" label={t('reports.head.asOf')} required />
              </Box>
              <Box data-jump="head:reporterName">
                <TextField name="reporterName" label={t('reports.head.reporterName')} required />
              </Box>
              <TextField name="reporterPosition" label={t('reports.head.reporterPosition')} />
              <TextField name="reporterTelephone" label={t('reports.head.reporterTelephone')} />
              <Box data-jump="head:signatoryId">
                <SelectField
                  name="signatoryId"
                  label={t('reports.head.signatory')}
                  options={signatories.options}
                  empty={t('common.none')}
                />
              </Box>
            </Fields>
            {signatories.options.length === 0 ? (
              <Box sx={{ mb: 1 }}>
                <AppLink href="/office?tab=signatories">{t('reports.head.noSignatories')}</AppLink>
              </Box>
            ) : null}
            <AutoSave form={form} schema={headForm} draftKey={draftKey} save={save} />
          </>
        )}
      </Form>
    </Box>
  )
}

function SignedHead({ report }: { report: Report }) {
  const { t } = useTranslation()
  const signatories = useSignatories('report')
  const rows: [string, string][] = [
    [t('reports.head.asOf'), formatDate(report.asOf)],
    [t('reports.sign.date'), formatDate(report.signedOn)],
    [t('reports.head.reporterName'), report.reporterName],
    [t('reports.head.reporterPosition'), report.reporterPosition],
    [t('reports.head.reporterTelephone'), report.reporterTelephone],
    [
      t('reports.head.signatory'),
      signatories.options.find((one) => one.value === report.signatoryId)?.label ?? '',
    ],
  ]
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'max-content minmax(0, 1fr)',
        gap: '0.3rem 1.4rem',
        '& dt': { color: 'text.secondary' },
        '& dd': { m: 0 },
      }}
    >
      {rows.map(([label, text]) => (
        <Box key={label} sx={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{text === '' ? '–' : text}</dd>
        </Box>
      ))}
    </Box>
  )
}
