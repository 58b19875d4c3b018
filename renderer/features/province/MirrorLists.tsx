import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Activity } from '../../../core/activities/contract.ts'
import type { BodyLine } from '../../../core/bodies/contract.ts'
import type { DirectiveLine } from '../../../core/directives/contract.ts'
import type { ForumLine } from '../../../core/forums/contract.ts'
import type { VillageRow } from '../../../core/geography/contract.ts'
import type { MeetingLine } from '../../../core/meetings/contract.ts'
import type { OrderLine } from '../../../core/orders/contract.ts'
import type { PlanLine } from '../../../core/plans/contract.ts'
import type { ProjectLine } from '../../../core/projects/contract.ts'
import type { ReportLine } from '../../../core/reports/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { useGo } from '../../app/routes.tsx'
import { AppLink, Button, SheetDialog, StatusChip } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import type { TableColumn } from '../../ui/Table.tsx'
import { ActivityChip } from '../activities/ActivityChip.tsx'
import { Attachments } from '../attachments/Attachments.tsx'
import { BodyStateChip } from '../bodies/BodyStateChip.tsx'
import { MeetingStateChip, MinutesChip } from '../meetings/MeetingStateChip.tsx'
import { useNumberWords } from '../orders/order-words.ts'
import { StandingChip } from '../orders/StandingChip.tsx'
import { PlanStateChip } from '../plans/PlanStateChip.tsx'
import { Facts } from './Facts.tsx'
import { MirrorList } from './MirrorList.tsx'
import { RecordActions } from './RecordActions.tsx'
import { villageFieldsOf } from './remark-fields.ts'

/** Whose records a list shows; `planFy` where the records are of one. */
export type MirrorOf = { officeId: string; planFy: number; packageId: string | null }
type Columns<Row> = TableColumn<Row>[]

/** The name of a record; opens its page, where everything of it stands. */
function useNameColumn<Row>(
  href: (row: Row) => string,
  name: (row: Row) => string,
  width = '42%',
): TableColumn<Row> {
  const { t } = useTranslation()
  const go = useGo()
  return {
    key: 'name',
    title: t('common.name'),
    rowHead: true,
    width,
    cell: (row) => <RowLink onOpen={() => go(href(row))}>{name(row)}</RowLink>,
  }
}

export function PlanList({ of }: { of: MirrorOf }) {
  const { t } = useTranslation()
  const list = useQuery(
    api.plans.list.queryOptions({
      input: { level: null, planFy: of.planFy, tambonCode: null, officeId: of.officeId },
    }),
  )
  const columns: Columns<PlanLine> = [
    useNameColumn(
      (row) => `/plans/${row.id}`,
      (row) => row.name,
    ),
    { key: 'state', title: t('common.state'), cell: (row) => <PlanStateChip state={row.state} /> },
    {
      key: 'adopted',
      title: t('plans.overview.column.adopted'),
      nowrap: true,
      cell: (row) => formatDate(row.adoptedOn, 'short'),
    },
    {
      key: 'entries',
      title: t('plans.overview.column.entries'),
      align: 'right',
      cell: (row) => formatNumber(row.entries),
    },
    {
      key: 'total',
      title: t('plans.overview.column.total'),
      align: 'right',
      cell: (row) => formatBaht(row.total),
    },
  ]
  return (
    <MirrorList
      of={list}
      label={t('plans.title')}
      columns={columns}
      words={(row) => row.name}
      filter={{
        key: 'level',
        label: t('plans.mirror.level'),
        value: (row) => row.level,
        name: (value) => t(`plans.level.${value}`),
      }}
    />
  )
}

const mostProjects = 500

export function ProjectList({ of }: { of: MirrorOf }) {
  const { t } = useTranslation()
  const list = useQuery(
    api.projects.search.queryOptions({
      input: { text: '', filters: {}, officeId: of.officeId, sort: 'budget', offset: 0, limit: mostProjects },
      // after a big take-in the index is made in steps, one with each question
      refetchInterval: (query) => ((query.state.data?.waiting ?? 0) > 0 ? 300 : false),
    }),
  )
  const columns: Columns<ProjectLine> = [
    useNameColumn(
      (row) => `/projects/${row.id}`,
      (row) => row.name,
    ),
    { key: 'origin', title: t('projects.column.origin'), cell: (row) => row.originName },
    {
      key: 'level',
      title: t('projects.column.level'),
      nowrap: true,
      cell: (row) =>
        row.level === '' ? '' : `${t(`plans.short.${row.level}`, { defaultValue: row.level })} ${row.planFy}`,
    },
    {
      key: 'total',
      title: t('projects.column.total'),
      align: 'right',
      cell: (row) => formatBaht(row.total),
    },
  ]
  return (
    <MirrorList
      of={list}
      rowsOf={(found) => found.rows}
      label={t('projects.title')}
      columns={columns}
      words={(row) => `${row.name} ${row.originName}`}
      head={(found) => (
        <>
          {found.waiting > 0
            ? t('projects.waiting', { count: formatNumber(found.waiting) })
            : found.total > found.rows.length
              ? t('province.mirror.most', {
                  shown: formatNumber(found.rows.length),
                  count: formatNumber(found.total),
                })
              : ''}{' '}
          <AppLink href={`/projects?officeId=${of.officeId}`}>{t('province.mirror.bank')}</AppLink>
        </>
      )}
    />
  )
}

export function VillageList({ of }: { of: MirrorOf }) {
  const { t } = useTranslation()
  const list = useQuery(
    api.geography.villages.queryOptions({ input: { tambonCode: null, officeId: of.officeId } }),
  )
  const name = (row: VillageRow) =>
    row.mooNo === null ? row.name : t('province.mirror.village', { name: row.name, moo: row.mooNo })
  const columns: Columns<VillageRow> = [
    { key: 'name', title: t('common.village'), rowHead: true, width: '24%', cell: name },
    { key: 'tambon', title: t('common.tambon'), cell: (row) => row.tambonName },
    {
      key: 'population',
      title: t('records.field.population'),
      align: 'right',
      cell: (row) => formatNumber(row.population),
    },
    {
      key: 'households',
      title: t('records.field.households'),
      align: 'right',
      cell: (row) => formatNumber(row.households),
    },
    { key: 'head', title: t('records.field.headmanName'), cell: (row) => row.headmanName },
    { key: 'lao', title: t('exchange.table.lao'), cell: (row) => row.laoNames.join(', ') },
    {
      key: 'do',
      title: '',
      align: 'right',
      nowrap: true,
      cell: (row) => (
        <RecordActions
          record={{ recordType: 'village', rowId: row.id, subject: `${name(row)} ${row.tambonName}` }}
          packageId={of.packageId}
          fields={villageFieldsOf(row)}
        />
      ),
    },
  ]
  return (
    <MirrorList
      of={list}
      label={t('province.tab.villages')}
      columns={columns}
      words={(row) => `${row.name} ${row.tambonName} ${row.headmanName}`}
      filter={{
        key: 'tambon',
        label: t('common.tambon'),
        value: (row) => row.tambonCode,
        name: (_, row) => row.tambonName,
      }}
    />
  )
}

export function ForumList({ of }: { of: MirrorOf }) {
  const { t } = useTranslation()
  const list = useQuery(api.forums.list.queryOptions({ input: { planFy: of.planFy, officeId: of.officeId } }))
  const columns: Columns<ForumLine> = [
    useNameColumn(
      (row) => `/forums/${row.id}`,
      (row) => row.areaName,
      '30%',
    ),
    { key: 'tambon', title: t('common.tambon'), cell: (row) => row.tambonName },
    {
      key: 'state',
      title: t('common.state'),
      cell: (row) => (
        <StatusChip
          status={row.state === 'held' ? 'done' : 'underWay'}
          label={t(`forums.state.${row.state}`)}
        />
      ),
    },
    {
      key: 'date',
      title: t('forums.column.date'),
      nowrap: true,
      cell: (row) => formatDate(row.heldOn, 'short'),
    },
    {
      key: 'persons',
      title: t('forums.column.persons'),
      align: 'right',
      cell: (row) => formatNumber(row.persons),
    },
    {
      key: 'needs',
      title: t('forums.column.needs'),
      align: 'right',
      cell: (row) => formatNumber(row.needs),
    },
  ]
  return (
    <MirrorList
      of={list}
      label={t('forums.title')}
      columns={columns}
      words={(row) => `${row.areaName} ${row.tambonName}`}
    />
  )
}

export function BodyList({ of }: { of: MirrorOf }) {
  const { t } = useTranslation()
  const list = useQuery(api.bodies.list.queryOptions({ input: { editionFy: null, officeId: of.officeId } }))
  const columns: Columns<BodyLine> = [
    useNameColumn(
      (row) => `/bodies/${row.id}`,
      (row) => row.name,
    ),
    { key: 'area', title: t('bodies.column.area'), cell: (row) => row.areaName },
    {
      key: 'seats',
      title: t('bodies.column.seats'),
      align: 'right',
      cell: (row) => `${formatNumber(row.filled)}/${formatNumber(row.seats)}`,
    },
    { key: 'state', title: t('common.state'), cell: (row) => <BodyStateChip state={row.state} /> },
  ]
  return (
    <MirrorList
      of={list}
      label={t('bodies.title')}
      columns={columns}
      words={(row) => `${row.name} ${row.kindName} ${row.areaName}`}
      filter={{
        key: 'kind',
        label: t('exchange.kind'),
        value: (row) => row.kind,
        name: (_, row) => row.kindName,
      }}
    />
  )
}

export function OrderList({ of }: { of: MirrorOf }) {
  const { t } = useTranslation()
  const numberWords = useNumberWords()
  const list = useQuery(api.orders.list.queryOptions({ input: { editionFy: null, officeId: of.officeId } }))
  const columns: Columns<OrderLine> = [
    {
      key: 'number',
      title: t('meetings.column.number'),
      nowrap: true,
      width: '6rem',
      cell: (row) => numberWords(row) || '–',
    },
    useNameColumn(
      (row) => `/orders/${row.id}`,
      (row) => row.subject,
    ),
    { key: 'body', title: t('orders.column.body'), cell: (row) => row.bodyName },
    {
      key: 'signed',
      title: t('common.date'),
      nowrap: true,
      cell: (row) => formatDate(row.signedOn, 'short'),
    },
    { key: 'state', title: t('common.state'), cell: (row) => <StandingChip standing={row.standing} /> },
  ]
  return (
    <MirrorList
      of={list}
      label={t('orders.title')}
      columns={columns}
      words={(row) => `${row.subject} ${row.bodyName} ${numberWords(row)}`}
      filter={{
        key: 'edition',
        label: t('orders.column.editionFy'),
        value: (row) => String(row.editionFy),
        name: (value) => value,
      }}
    />
  )
}

export function MeetingList({ of }: { of: MirrorOf }) {
  const { t } = useTranslation()
  const list = useQuery(api.meetings.list.queryOptions({ input: { year: null, officeId: of.officeId } }))
  const columns: Columns<MeetingLine> = [
    {
      key: 'date',
      title: t('common.date'),
      nowrap: true,
      width: '7rem',
      cell: (row) => formatDate(row.heldOn, 'short'),
    },
    useNameColumn(
      (row) => `/meetings/${row.id}`,
      (row) => row.name,
    ),
    { key: 'state', title: t('common.state'), cell: (row) => <MeetingStateChip state={row.state} /> },
    {
      key: 'minutes',
      title: t('meetings.column.minutes'),
      cell: (row) => <MinutesChip state={row.state} minutes={row.minutes} />,
    },
    {
      key: 'resolutions',
      title: t('province.mirror.resolutions'),
      align: 'right',
      cell: (row) => formatNumber(row.resolutions),
    },
  ]
  return (
    <MirrorList
      of={list}
      rowsOf={(found) => found.rows}
      label={t('meetings.title')}
      columns={columns}
      words={(row) => row.name}
    />
  )
}

export function ActivityList({ of }: { of: MirrorOf }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Activity | null>(null)
  const list = useQuery(
    api.activities.list.queryOptions({ input: { kind: null, editionFy: null, officeId: of.officeId } }),
  )
  const columns: Columns<Activity> = [
    {
      key: 'date',
      title: t('common.date'),
      nowrap: true,
      width: '7rem',
      cell: (row) => formatDate(row.heldOn, 'short'),
    },
    {
      key: 'name',
      title: t('common.name'),
      rowHead: true,
      width: '40%',
      cell: (row) => <RowLink onOpen={() => setOpen(row)}>{row.subject}</RowLink>,
    },
    { key: 'kind', title: t('exchange.kind'), cell: (row) => t(`activities.kind.${row.kind}`) },
    { key: 'tambon', title: t('common.tambon'), cell: (row) => row.tambonName ?? '–' },
    {
      key: 'persons',
      title: t('forums.column.persons'),
      align: 'right',
      cell: (row) => formatNumber(row.persons),
    },
    { key: 'state', title: t('common.state'), cell: (row) => <ActivityChip activity={row} /> },
  ]
  return (
    <>
      <MirrorList
        of={list}
        label={t('activities.title')}
        columns={columns}
        words={(row) => `${row.subject} ${row.tambonName ?? ''} ${row.partnerName}`}
        filter={{
          key: 'kind',
          label: t('exchange.kind'),
          value: (row) => row.kind,
          name: (value) => t(`activities.kind.${value}`),
        }}
      />
      {open === null ? null : (
        <SheetDialog
          open
          onClose={() => setOpen(null)}
          title={open.subject}
          actions={
            <>
              <RecordActions
                record={{ recordType: 'activity', rowId: open.id, subject: open.subject }}
                packageId={of.packageId}
              />
              <Button onClick={() => setOpen(null)}>{t('common.close')}</Button>
            </>
          }
        >
          <Facts
            facts={[
              [t('exchange.kind'), t(`activities.kind.${open.kind}`)],
              [t('common.date'), formatDate(open.heldOn)],
              [t('common.tambon'), open.tambonName],
              [t('records.field.place'), open.place],
              [t('records.field.partnerName'), open.partnerName],
              [t('forums.column.persons'), formatNumber(open.persons)],
              [t('records.field.cost'), open.cost === null ? '' : formatBaht(open.cost)],
              [t('records.field.outcome'), open.outcome],
            ]}
          />
          <Attachments subject={{ table: 'activity', id: open.id }} readOnly compact />
        </SheetDialog>
      )}
    </>
  )
}

export function ReportList({ of }: { of: MirrorOf }) {
  const { t } = useTranslation()
  const list = useQuery(api.reports.list.queryOptions({ input: { officeId: of.officeId } }))
  const columns: Columns<ReportLine> = [
    useNameColumn(
      (row) => `/reports/${row.id}`,
      (row) => t('province.mirror.report', { number: row.directiveNumber, year: row.planFy }),
    ),
    {
      key: 'version',
      title: t('reports.column.version'),
      align: 'right',
      cell: (row) => formatNumber(row.versionNo),
    },
    {
      key: 'asOf',
      title: t('reports.column.asOf'),
      nowrap: true,
      cell: (row) => formatDate(row.asOf, 'short'),
    },
    {
      key: 'signed',
      title: t('records.field.signedOn'),
      nowrap: true,
      cell: (row) => formatDate(row.signedOn, 'short'),
    },
    {
      key: 'state',
      title: t('common.state'),
      cell: (row) => (
        <StatusChip
          status={row.state === 'signed' ? 'done' : 'underWay'}
          label={t(`reports.state.${row.state}`)}
        />
      ),
    },
  ]
  return (
    <MirrorList of={list} label={t('reports.title')} columns={columns} words={(row) => row.directiveNumber} />
  )
}

export function DirectiveList({ of }: { of: MirrorOf }) {
  const { t } = useTranslation()
  const list = useQuery(api.directives.list.queryOptions({ input: { officeId: of.officeId } }))
  const columns: Columns<DirectiveLine> = [
    useNameColumn(
      (row) => `/directives/${row.id}`,
      (row) => row.name,
      '20%',
    ),
    { key: 'subject', title: t('records.field.subject'), cell: (row) => row.subject },
    {
      key: 'dated',
      title: t('common.date'),
      nowrap: true,
      cell: (row) => formatDate(row.dated, 'short'),
    },
    { key: 'year', title: t('common.planYear'), align: 'right', cell: (row) => row.planFy },
    {
      key: 'duties',
      title: t('province.mirror.duties'),
      align: 'right',
      cell: (row) => `${formatNumber(row.done)}/${formatNumber(row.duties)}`,
    },
  ]
  return (
    <MirrorList
      of={list}
      label={t('nav.directives')}
      columns={columns}
      words={(row) => `${row.name} ${row.subject}`}
    />
  )
}
