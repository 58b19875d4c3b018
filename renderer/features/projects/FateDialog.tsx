import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type FateFields, fateFields } from '../../../core/projects/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { CertaintyNote } from '../../ui/CertaintyNote.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { DateField, FiscalYearField, MoneyField, SelectField, TextField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'

/** What became of a project: funded by whom, how much, which year, or why not (C9). */
export function FateDialog({
  projectId,
  proposal,
  onClose,
}: {
  projectId: string
  /** What the records speak for, e.g. a partner's money that came; to be looked through before it is saved. */
  proposal?: Omit<FateFields, 'reason'>
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'fate-kinds' } }))
  const sources = useQuery(api.rules.table.queryOptions({ input: { id: 'budget-sources' } }))
  const status = useQuery(api.office.status.queryOptions())
  const record = useCommand(client.projects.recordFate)
  const kindItems = kinds.data?.items ?? []
  return (
    <SheetDialog open onClose={onClose} title={t('projects.fate.title')} width="md">
      <p>{t('projects.fate.help')}</p>
      <CertaintyNote certainty={kinds.data?.certainty ?? null} />
      {status.data && kinds.data ? (
        <Form
          schema={fateFields}
          {...(proposal ? {} : { draftKey: `projects.fate:${projectId}` })}
          initial={{
            projectId,
            kind: kindItems[0]?.key ?? '',
            budgetSource: '',
            amount: null,
            fiscalYear: null,
            reason: '',
            dated: status.data.today,
            ...proposal,
          }}
          submitLabel={t('projects.fate.do')}
          onCancel={onClose}
          onSubmit={async (fields) => {
            await record.run(fields)
            notify(t('projects.fate.done'))
            onClose()
          }}
        >
          {(form) => {
            const kind = kindItems.find((item) => item.key === form.watch('kind'))
            const funded = kind?.funded === true
            return (
              <Fields columns={2}>
                <SelectField
                  name="kind"
                  label={t('projects.fate.kind')}
                  options={kindItems.map((item) => ({ value: item.key, label: item.name }))}
                  required
                  autoFocus
                />
                <DateField name="dated" label={t('projects.fate.dated')} required />
                {funded ? (
                  <>
                    <SelectField
                      name="budgetSource"
                      label={t('projects.fate.budgetSource')}
                      options={(sources.data?.items ?? []).map((item) => ({
                        value: item.name,
                        label: item.name,
                      }))}
                    />
                    <MoneyField name="amount" label={t('projects.fate.amount')} />
                    <FiscalYearField name="fiscalYear" label={t('projects.fate.fiscalYear')} />
                  </>
                ) : null}
                <TextField name="reason" label={t('projects.fate.reason')} wide />
              </Fields>
            )
          }}
        </Form>
      ) : null}
    </SheetDialog>
  )
}
