import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Report } from '../../../core/reports/contract.ts'
import { api, client } from '../../app/client.ts'
import { settle } from '../../app/settle.ts'
import { useCommand } from '../../app/task.ts'
import { FilterSelect } from '../../ui/Filters.tsx'

/** Which form of the report is printed: of the program, or one that the office made after the province's own. */
export function FormChoice({ report, width = '13rem' }: { report: Report; width?: string }) {
  const { t } = useTranslation()
  const forms = useQuery(api.reports.forms.queryOptions())
  const save = useCommand(client.reports.saveHead)
  const choose = async (form: string) => {
    await settle()
    const { asOf, reporterName, reporterPosition, reporterTelephone, signatoryId } = report
    await save.attempt({
      id: report.id,
      fields: { asOf, reporterName, reporterPosition, reporterTelephone, signatoryId, form },
    })
  }
  const known = forms.data ?? []
  return (
    <FilterSelect
      label={t('reports.form.choose')}
      value={report.form}
      width={width}
      options={[
        ...known.map((form) => ({
          value: form.key,
          label: form.broken ? t('reports.form.broken.of', { name: form.name }) : form.name,
        })),
        // a form that came with records of another office and is not here
        ...(forms.data && !known.some((form) => form.key === report.form)
          ? [{ value: report.form, label: t('reports.form.gone', { key: report.form }) }]
          : []),
      ]}
      onChange={(form) => void choose(form)}
    />
  )
}
