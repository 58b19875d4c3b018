import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, Mail, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Activity } from '../../../core/activities/contract.ts'
import { type ActivityKind, activityKinds } from '../../../core/activities/rules.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EditionPicker, useEditionYear } from '../../ui/EditionPicker.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { ActivityDialog } from './ActivityDialog.tsx'

/** What was done, by kind of duty; the figures of the report are counted from here (C18). */
export default function ActivitiesPage() {
  const { t } = useTranslation()
  const [kindAsked, setKind] = useQueryParam('kind')
  const [tambonCode, setTambon] = useQueryParam('tambon')
  const [openId, setOpen] = useQueryParam('id')
  const [adding, setAdding] = useState(false)
  const { editionFy, years, ready, setEditionFy } = useEditionYear()
  const kind = activityKinds.find((one) => one === kindAsked) ?? 'session'
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const all = useQuery(
    api.activities.list.queryOptions({
      input: { editionFy: editionFy ?? 0, kind: null },
      enabled: editionFy !== null,
    }),
  )
  const ofKind = (all.data ?? []).filter((one) => one.kind === kind)
  const shown = ofKind.filter((one) => tambonCode === null || one.tambonCode === tambonCode)
  const opened = (all.data ?? []).find((one) => one.id === openId) ?? null
  const without =
    kind === 'workshop' || kind === 'participation'
      ? (tambons.data ?? []).filter((tambon) => !ofKind.some((one) => one.tambonCode === tambon.code))
      : []
  const close = () => {
    setAdding(false)
    setOpen(null)
  }
  const add = (
    <Button look="main" icon={Plus} onClick={() => setAdding(true)}>
      {t('activities.add')}
    </Button>
  )

  if (editionFy === null && ready) {
    return (
      <Page title={t('activities.title')} help={t('activities.help')}>
        <Section>
          <EmptyState
            icon={Mail}
            title={t('activities.noYear')}
            text={t('activities.noYear.what')}
            action={
              <Button look="main" href="/directives/new">
                {t('activities.noYear.do')}
              </Button>
            }
          />
        </Section>
      </Page>
    )
  }
  return (
    <Page
      title={t('activities.title')}
      help={t('activities.help')}
      actions={
        <>
          <EditionPicker editionFy={editionFy} years={years} onChange={setEditionFy} />
          {add}
        </>
      }
    >
      <Tabs
        value={kind}
        onChange={(_, value: ActivityKind) => setKind(value)}
        sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
      >
        {activityKinds.map((one) => (
          <Tab
            key={one}
            value={one}
            label={`${t(`activities.kind.${one}`)} (${formatNumber((all.data ?? []).filter((activity) => activity.kind === one).length)})`}
          />
        ))}
      </Tabs>
      <Box sx={{ color: 'text.secondary', fontSize: '0.92rem', mb: 1 }}>{t(`activities.duty.${kind}`)}</Box>
      <FilterBar>
        <FilterSelect
          label={t('activities.tambon')}
          value={tambonCode ?? ''}
          options={[
            { value: '', label: t('plans.overview.allTambons') },
            ...(tambons.data ?? []).map((tambon) => ({
              value: tambon.code,
              label: t('plans.area.tambon', { name: tambon.name }),
            })),
          ]}
          onChange={(value) => setTambon(value === '' ? null : value)}
        />
        {without.length > 0 ? (
          <Box role="status" sx={{ fontSize: '0.92rem', color: 'error.main', flex: '1 1 20rem' }}>
            {t('activities.without', {
              count: without.length,
              names: without.map((tambon) => tambon.name).join(' '),
            })}
          </Box>
        ) : null}
      </FilterBar>
      <Section flush>
        <Query of={all}>
          {() => (
            <ArrowRows>
              <Table<Activity>
                label={t(`activities.kind.${kind}`)}
                rows={shown}
                rowKey={(row) => row.id}
                maxHeight="calc(100vh - 19rem)"
                empty={
                  <EmptyState
                    icon={CalendarCheck}
                    title={t('activities.none')}
                    text={t(`activities.none.${kind}`)}
                    action={add}
                  />
                }
                columns={columnsOf(kind, t as unknown as Translate, (row) => setOpen(row.id), shown)}
              />
            </ArrowRows>
          )}
        </Query>
      </Section>
      {(adding || opened) && editionFy !== null ? (
        <ActivityDialog
          key={opened?.id ?? kind}
          kind={opened?.kind ?? kind}
          editionFy={editionFy}
          tambonCode={tambonCode ?? without[0]?.code ?? null}
          activity={opened}
          onClose={close}
        />
      ) : null}
    </Page>
  )
}

type Translate = (key: string, params?: Record<string, unknown>) => string

function columnsOf(
  kind: ActivityKind,
  t: Translate,
  open: (row: Activity) => void,
  rows: readonly Activity[],
): TableColumn<Activity>[] {
  const sum = (of: (row: Activity) => number | null) => rows.reduce((total, row) => total + (of(row) ?? 0), 0)
  const head: TableColumn<Activity>[] = [
    {
      key: 'date',
      title: t('activities.column.date'),
      nowrap: true,
      width: '9rem',
      cell: (row) => formatDate(row.heldOn, 'short'),
    },
    {
      key: 'subject',
      title: t(kind === 'partner' ? 'activities.column.partner' : 'activities.column.subject'),
      rowHead: true,
      width: '34%',
      cell: (row) => (
        <>
          <RowLink onOpen={() => open(row)}>{kind === 'partner' ? row.partnerName : row.subject}</RowLink>
          {kind === 'partner' ? (
            <Box sx={{ color: 'text.secondary', fontWeight: 400 }}>{row.subject}</Box>
          ) : null}
        </>
      ),
    },
    {
      key: 'tambon',
      title: t('activities.column.tambon'),
      width: '10rem',
      cell: (row) => row.tambonName ?? t('activities.tambon.all'),
    },
  ]
  const evidence: TableColumn<Activity> = {
    key: 'evidence',
    title: t('activities.column.evidence'),
    width: '16rem',
    cell: (row) => row.evidence,
  }
  const persons: TableColumn<Activity> = {
    key: 'persons',
    title: t('activities.column.persons'),
    align: 'right',
    width: '9rem',
    cell: (row) => formatNumber(row.persons),
    total: formatNumber(sum((row) => row.persons)),
  }
  if (kind === 'partner') {
    return [
      ...head,
      {
        key: 'pledged',
        title: t('activities.column.pledged'),
        align: 'right',
        width: '10rem',
        cell: (row) => formatBaht(row.pledged),
        total: formatBaht(sum((row) => row.pledged)),
      },
      {
        key: 'received',
        title: t('activities.column.received'),
        align: 'right',
        width: '10rem',
        cell: (row) => formatBaht(row.received),
        total: formatBaht(sum((row) => row.received)),
      },
      evidence,
    ]
  }
  if (kind === 'participation') {
    return [
      ...head,
      {
        key: 'steps',
        title: t('activities.column.steps'),
        align: 'right',
        width: '7rem',
        cell: (row) => formatNumber(row.steps.length),
      },
      persons,
      evidence,
    ]
  }
  return [
    ...head,
    { key: 'place', title: t('activities.column.place'), width: '14rem', cell: (row) => row.place },
    persons,
    evidence,
  ]
}
