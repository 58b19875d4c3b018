import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { fiscalYear, isoDate, line } from '../../../core/kernel/fields.ts'
import { api, client } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import { ChipsField, DateField, Fields, FiscalYearField, Form, Query, SheetDialog } from '../../ui/index.ts'

const expectFields = z.object({
  planFy: fiscalYear,
  dueOn: isoDate,
  districtCodes: z.array(line(4)).min(1, { error: 'required' }),
})

/** Which districts are to hand in which plan FY by when; all districts are offered. */
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
  const expect = useCommand(client.exchange.expect)
  return (
    <SheetDialog open={open} onClose={onClose} title={t('exchange.expect.title')}>
      <Query of={districts}>
        {(list) => (
          <Form
            schema={expectFields}
            initial={{ planFy: planFy ?? Number.NaN, dueOn: '', districtCodes: list.map((one) => one.code) }}
            submitLabel={t('common.save')}
            onCancel={onClose}
            onSubmit={async (fields) => {
              await expect.run(fields)
              onSaved(fields.planFy)
              onClose()
            }}
          >
            <Fields columns={2}>
              <FiscalYearField name="planFy" label={t('common.planYear')} required autoFocus />
              <DateField name="dueOn" label={t('exchange.expect.dueOn')} required />
              <ChipsField
                name="districtCodes"
                label={t('exchange.expect.districts')}
                required
                wide
                options={list.map((one) => ({ value: one.code, label: one.name }))}
              />
            </Fields>
          </Form>
        )}
      </Query>
    </SheetDialog>
  )
}
