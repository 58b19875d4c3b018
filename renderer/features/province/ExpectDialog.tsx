import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { fiscalYear, isoDate, line } from '../../../core/kernel/fields.ts'
import type { Expectations } from '../../../core/province/contract.ts'
import { api, client } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import {
  CertaintyNote,
  ChipsField,
  DateField,
  Fields,
  FiscalYearField,
  Form,
  Query,
  SheetDialog,
} from '../../ui/index.ts'

const expectFields = z.object({
  planFy: fiscalYear,
  dueOn: isoDate,
  districtCodes: z.array(line(4)).min(1, { error: 'required' }),
  /** By duty; null = together with the package. */
  days: z.record(z.string(), isoDate.nullable()),
})
type Values = {
  planFy: number
  dueOn: string
  districtCodes: string[]
  days: Record<string, string | null>
}

/** Which districts are to hand in which plan FY by when, with a day of its own for some duties; all districts are offered. */
export function ExpectDialog({
  open,
  onClose,
  planFy,
  onSaved,
}: {
  open: boolean
  onClose: () => void
  planFy: number | null
  onSaved: (planFy: number) => void
}) {
  const { t } = useTranslation()
  const { office } = useOffice()
  const districts = useQuery(
    api.geography.districts.queryOptions({ input: { provinceCode: office.provinceCode } }),
  )
  const now = useQuery({
    // without a year only the names of the duties are asked for
    ...api.province.expectations.queryOptions({ input: { planFy: planFy ?? 2500 } }),
    enabled: open,
  })
  return (
    <SheetDialog open={open} onClose={onClose} title={t('province.expect.title')}>
      <Query of={districts}>
        {(list) => (
          <Query of={now}>
            {(expected) => (
              <ExpectForm
                planFy={planFy}
                districts={list}
                expected={expected}
                onClose={onClose}
                onSaved={onSaved}
              />
            )}
          </Query>
        )}
      </Query>
    </SheetDialog>
  )
}

function ExpectForm({
  planFy,
  districts,
  expected,
  onClose,
  onSaved,
}: {
  planFy: number | null
  districts: readonly { code: string; name: string }[]
  expected: Expectations
  onClose: () => void
  onSaved: (planFy: number) => void
}) {
  const { t } = useTranslation()
  const expect = useCommand(client.province.expect)
  const certainty = expected.duties[0]?.certainty ?? null
  return (
    <Form<z.output<typeof expectFields>, Values>
      schema={expectFields}
      initial={{
        planFy: planFy ?? Number.NaN,
        dueOn: expected.dueOn ?? '',
        districtCodes:
          expected.districtCodes.length > 0 ? expected.districtCodes : districts.map((one) => one.code),
        days: Object.fromEntries(
          expected.duties.map(({ duty, dueOn }) => [duty, dueOn === '' ? null : dueOn]),
        ),
      }}
      submitLabel={t('common.save')}
      onCancel={onClose}
      onSubmit={async ({ days, ...fields }) => {
        await expect.run({
          ...fields,
          duties: Object.entries(days).flatMap(([duty, dueOn]) => (dueOn === null ? [] : [{ duty, dueOn }])),
        })
        onSaved(fields.planFy)
        onClose()
      }}
    >
      <Fields columns={2}>
        <FiscalYearField name="planFy" label={t('common.planYear')} required autoFocus />
        <DateField name="dueOn" label={t('province.expect.dueOn')} required />
        <ChipsField
          name="districtCodes"
          label={t('province.expect.districts')}
          required
          wide
          options={districts.map((one) => ({ value: one.code, label: one.name }))}
        />
      </Fields>
      {expected.duties.length === 0 ? null : (
        <fieldset style={{ border: 0, padding: 0, margin: '0.8rem 0 0', minWidth: 0 }}>
          <legend style={{ fontWeight: 600, padding: 0 }}>{t('province.expect.duties')}</legend>
          <p style={{ margin: '0.1rem 0 0.6rem', fontSize: '0.9rem' }}>{t('province.expect.duties.help')}</p>
          <CertaintyNote certainty={certainty} />
          <Fields columns={2}>
            {expected.duties.map(({ duty, name }) => (
              <DateField key={duty} name={`days.${duty}`} label={name} />
            ))}
          </Fields>
        </fieldset>
      )}
    </Form>
  )
}
