import { useQuery } from '@tanstack/react-query'
import { PencilLine, Presentation } from 'lucide-react'
import { type ReactNode, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Activity } from '../../../core/activities/contract.ts'
import { activityStates } from '../../../core/activities/rules.ts'
import { searchKey } from '../../../core/thai/text.ts'
import { api } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'
import { Button, type CellValue, DataGrid, EmptyState, FaultBar, type GridColumn } from '../../ui/index.ts'
import { newActivity } from './activity-form.ts'
import { type ActivityRow, attended, personsOf, useActivityRows, withAttended } from './use-activity-rows.ts'
import { useTambons } from './use-tambons.ts'

type Text = 'subject' | 'place' | 'organiser' | 'outcome' | 'evidence'

/** Stands for the whole district in a list of tambons. */
const whole = 'district'

/** Sessions of duty 1 in a table to work in: a cell is saved when it is left, a row is opened by its number. */
export function SessionsPanel({
  activities,
  editionFy,
  tambonCode,
  text,
  add,
  onOpen,
}: {
  activities: readonly Activity[]
  editionFy: number
  /** New rows are of this tambon; null = of the whole district. */
  tambonCode: string | null
  /** Only rows whose words hold this. */
  text: string
  add: ReactNode
  onOpen: (id: string) => void
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { options } = useTambons()
  const groups = useQuery(api.rules.table.queryOptions({ input: { id: 'attendance-groups' } }))
  const usual = useQuery(api.activities.usual.queryOptions({ input: { tambonCode } }))
  const desk = useActivityRows(activities)
  const news = useRef(0)
  const columns = useMemo<GridColumn<ActivityRow>[]>(() => {
    const text = (key: Text, more: Partial<GridColumn<ActivityRow>> = {}): GridColumn<ActivityRow> => ({
      key,
      title: t(`activities.column.${key}`),
      kind: 'text',
      get: (row) => row.fields[key],
      set: (row, value) => ({ ...row, fields: { ...row.fields, [key]: String(value ?? '') } }),
      ...more,
    })
    const put = (key: string) => (row: ActivityRow, value: CellValue) =>
      ({ ...row, fields: { ...row.fields, [key]: value } }) as ActivityRow
    return [
      {
        key: 'heldOn',
        title: t('activities.column.date'),
        kind: 'date',
        width: 100,
        pinned: true,
        get: (row) => row.fields.heldOn,
        // a day to come can only be planned
        set: (row, value) =>
          put('heldOn')(
            typeof value === 'string' && value > today && personsOf(row) === 0
              ? put('state')(row, 'planned')
              : row,
            value,
          ),
      },
      text('subject', { width: 280, grow: 4, pinned: true }),
      {
        key: 'tambonCode',
        title: t('activities.column.tambon'),
        kind: 'select',
        width: 130,
        options: [{ value: whole, label: t('activities.tambon.all') }, ...options],
        get: (row) => row.fields.tambonCode ?? whole,
        set: (row, value) => put('tambonCode')(row, value === whole ? null : value),
      },
      {
        key: 'state',
        title: t('common.state'),
        kind: 'select',
        width: 92,
        options: activityStates.map((value) => ({ value, label: t(`activities.state.${value}`) })),
        get: (row) => row.fields.state,
        set: (row, value) => (value === null ? row : put('state')(row, value)),
      },
      text('place', { width: 150, grow: 2 }),
      {
        key: 'persons',
        title: t('activities.column.persons'),
        kind: 'number',
        width: 86,
        readOnly: true,
        total: true,
        get: personsOf,
      },
      text('evidence', { width: 150, grow: 2, fold: true }),
      ...(groups.data?.items ?? []).map(
        ({ key, name }): GridColumn<ActivityRow> => ({
          key: `group.${key}`,
          title: name,
          kind: 'number',
          width: 104,
          total: true,
          get: (row) => attended(row, key),
          set: (row, value) => withAttended(row, key, typeof value === 'number' ? value : null),
        }),
      ),
      text('organiser', { width: 150 }),
      text('outcome', { width: 220, lines: true }),
      {
        key: 'cost',
        title: t('activities.column.cost'),
        kind: 'money',
        width: 110,
        total: true,
        get: (row) => row.fields.cost,
        set: put('cost'),
      },
      {
        key: 'endedOn',
        title: t('activities.column.endedOn'),
        kind: 'date',
        width: 100,
        get: (row) => row.fields.endedOn,
        set: put('endedOn'),
      },
    ]
  }, [t, options, groups.data, today])
  if (!groups.data || !usual.data) return null
  const wanted = searchKey(text)
  const shown =
    wanted === ''
      ? desk.rows
      : desk.rows.filter(
          ({ id, fields }) =>
            id === null ||
            [fields.subject, fields.place, fields.organiser, fields.evidence, fields.outcome].some((words) =>
              searchKey(words).includes(wanted),
            ),
        )
  if (desk.rows.length === 0)
    return (
      <EmptyState
        icon={Presentation}
        title={t('activities.none')}
        text={t('activities.none.session')}
        action={add}
      />
    )
  const subject = usual.data.find((one) => one.kind === 'session')?.subject ?? ''
  const newRow = (): ActivityRow => {
    news.current += 1
    const fields = newActivity({ kind: 'session', editionFy, tambonCode, heldOn: today, today, subject })
    return { key: `new-${news.current}`, id: null, activity: null, fields }
  }
  return (
    <>
      <FaultBar error={desk.fault} onClose={desk.clearFault} />
      <DataGrid<ActivityRow>
        label={t('activities.kind.session')}
        rows={shown}
        columns={columns}
        rowKey={(row) => row.key}
        newRow={newRow}
        canRemove
        headLines={2}
        memory="activities"
        mostRows={200}
        maxHeight="calc(100vh - 25rem)"
        problems={(row) => desk.problems.get(row.key)}
        onChange={(next, { kind, removed }) => (kind === 'remove' ? desk.drop(removed) : desk.change(next))}
        onOpenRow={(row) => (row.id === null ? undefined : onOpen(row.id))}
        actions={(selected) => (
          <Button
            look="quiet"
            icon={PencilLine}
            disabled={selected.length !== 1 || !selected[0]?.id}
            onClick={() => onOpen(selected[0]?.id ?? '')}
          >
            {t('activities.openRow')}
          </Button>
        )}
      />
    </>
  )
}
