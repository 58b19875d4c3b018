import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { ForumArea } from '../../../core/forums/contract.ts'
import { isoDate } from '../../../core/kernel/fields.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { DateField, Fields, Form, SheetDialog, Thai } from '../../ui/index.ts'

const planFields = z.object({ heldOn: isoDate.nullable() })

/** Plans a forum for one area, or for all villages of a tambon at once; the day may come later. */
export function PlanForumsDialog({
  planFy,
  areas,
  again,
  onClose,
}: {
  planFy: number
  areas: readonly ForumArea[]
  again: boolean
  onClose: () => void
}) {
  const { t } = useTranslation()
  const go = useGo()
  const { notify } = useNotice()
  const plan = useCommand(client.forums.plan)
  const [only] = areas
  const names = areas
    .slice(0, 30)
    .map((area) => area.areaName)
    .join(', ')
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={
        areas.length === 1 && only
          ? t('forums.planOne.title', { area: only.areaName })
          : t('forums.planMany.title', { count: areas.length })
      }
    >
      <Form
        schema={planFields}
        initial={{ heldOn: null }}
        submitLabel={t('forums.plan')}
        onCancel={onClose}
        onSubmit={async ({ heldOn }) => {
          const { ids } = await plan.run({
            planFy,
            areas: areas.map(({ level, areaKey }) => ({ level, areaKey })),
            heldOn,
            again,
          })
          const [id] = ids
          onClose()
          if (ids.length === 1 && id !== undefined) go(`/forums/${id}`)
          else notify(t('forums.planned', { count: ids.length }))
        }}
      >
        {areas.length > 1 ? (
          <p style={{ marginTop: 0 }}>
            <Thai
              text={areas.length > 30 ? t('forums.planMany.more', { names, more: areas.length - 30 }) : names}
            />
          </p>
        ) : null}
        <Fields columns={2}>
          <DateField
            name="heldOn"
            label={t('forums.heldOn.planned')}
            help={t('forums.heldOn.later')}
            autoFocus
          />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
