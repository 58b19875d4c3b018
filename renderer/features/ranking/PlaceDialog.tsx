import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { idField, line } from '../../../core/kernel/fields.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Fields, Form, NumberField, SheetDialog, TextArea } from '../../ui/index.ts'
import { formatTotal, type ScoreRow } from './score-rows.ts'

/** Moves one project to a place by hand; the place by score stays beside it, with the reason why it was not followed. */
export function PlaceDialog({
  planId,
  row,
  count,
  onClose,
}: {
  planId: string
  row: ScoreRow
  count: number
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const place = useCommand(client.ranking.place)
  const fields = z.object({
    planId: idField,
    entryId: idField,
    rank: z
      .number({ error: 'notNumber' })
      .int({ error: 'notWhole' })
      .min(1, { error: 'rankOutside' })
      .max(Math.max(1, count), { error: 'rankOutside' }),
    reason: line(400),
  })
  return (
    <SheetDialog open onClose={onClose} title={t('ranking.hand.title')} width="sm">
      <p>
        <strong>{row.name}</strong>
        <br />
        {row.total === null
          ? t('ranking.hand.noTotal', { rank: row.rank })
          : t('ranking.hand.now', {
              rank: row.rank,
              place: row.scoreRank ?? '–',
              total: formatTotal(row.total),
            })}
      </p>
      <Form
        schema={fields}
        initial={{ planId, entryId: row.entryId, rank: row.rank, reason: row.reason }}
        submitLabel={t('ranking.hand.do')}
        onCancel={onClose}
        onSubmit={async (value) => {
          await place.run(value)
          notify(t('ranking.hand.done', { rank: value.rank }))
          onClose()
        }}
      >
        <Fields columns={1}>
          <NumberField name="rank" label={t('ranking.hand.rank', { count })} required autoFocus />
          <TextArea name="reason" label={t('ranking.hand.reason')} required rows={2} />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
