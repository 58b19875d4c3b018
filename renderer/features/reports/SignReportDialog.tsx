import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate } from '../../../core/kernel/fields.ts'
import type { Report } from '../../../core/reports/contract.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import { useGoAndBack } from '../../app/way-back.tsx'
import { Button, DateField, Fields, Form, SheetDialog } from '../../ui/index.ts'
import { MissingList } from './BeforeSigning.tsx'
import type { Missing } from './missing.ts'

const signForm = z.object({ signedOn: isoDate })

/** Freezes the report: what is missing stands above; only what the core refuses keeps it from being signed. */
export function SignReportDialog({
  report,
  missing,
  onJump,
  onClose,
}: {
  report: Report
  missing: readonly Missing[]
  onJump: (missing: Missing) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const goAndBack = useGoAndBack()
  const { notify } = useNotice()
  const sign = useCommand(client.reports.sign)
  const stopped = missing.some((one) => one.stops)
  const remarks = missing.filter((one) => !one.stops).length
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('reports.sign.title')}
      width="sm"
      {...(stopped ? { actions: <Button onClick={onClose}>{t('common.close')}</Button> } : {})}
    >
      <p>{t(stopped ? 'reports.sign.stopped' : 'reports.sign.help')}</p>
      {stopped ? (
        <MissingList report={report} missing={missing.filter((one) => one.stops)} onJump={onJump} />
      ) : (
        <>
          {remarks > 0 ? (
            <details>
              <summary>{t('reports.sign.remarks', { count: remarks })}</summary>
              <MissingList report={report} missing={missing} onJump={onJump} />
            </details>
          ) : null}
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
              goAndBack(`/papers/letters/${letterId}`, `/reports/${report.id}`, t('reports.sign.wayBack'))
            }}
          >
            <Fields columns={1}>
              <DateField name="signedOn" label={t('reports.sign.date')} required autoFocus />
            </Fields>
          </Form>
        </>
      )}
    </SheetDialog>
  )
}
