import { useQuery } from '@tanstack/react-query'
import { CalendarRange } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { planLevels, type WindowFields, windowFields } from '../../../core/directives/rules.ts'
import { daysBetween } from '../../../core/thai/dates.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  DateField,
  EmptyState,
  Fields,
  Form,
  Page,
  Query,
  Section,
  SheetDialog,
  StatusChip,
  Table,
  TextField,
  usePlanYear,
  YearPicker,
} from '../../ui/index.ts'
import { CycleStrip } from '../home/CycleStrip.tsx'

/** The window of each plan level for a plan FY: offered by the N−2 rule, changed by the office (C2). */
export default function CalendarPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { planFy, years, setPlanFy } = usePlanYear()
  const windows = useQuery({
    ...api.directives.windows.queryOptions({ input: { planFy: planFy ?? 2500 } }),
    enabled: planFy !== null,
  })
  const home = useQuery(api.directives.home.queryOptions())
  const save = useCommand(client.directives.setWindow)
  const [editing, setEditing] = useState<WindowFields | null>(null)
  const empty = (
    <EmptyState
      icon={CalendarRange}
      title={t('directives.calendar.empty.title')}
      text={t('directives.calendar.empty.text')}
      action={
        <Button look="main" href="/directives/new">
          {t('directives.new')}
        </Button>
      }
    />
  )
  return (
    <Page
      title={t('nav.calendar')}
      help={t('directives.calendar.help')}
      actions={<YearPicker planFy={planFy} years={years} onChange={setPlanFy} />}
      certainty={planFy === null ? null : 'D'}
    >
      {planFy === null ? (
        <Section>{empty}</Section>
      ) : (
        <Query of={windows}>
          {(rows) => {
            const known = home.data?.planFy === planFy ? home.data.windows : []
            const shown = rows.map((row) => ({
              done: 0,
              expected: 0,
              state: stateOf(row, today),
              ...known.find((one) => one.id === row.id),
              ...row,
            }))
            return (
              <>
                <CycleStrip windows={shown} today={today} planFy={planFy} />
                <Section title={t('directives.calendar.windows')} flush>
                  <Table
                    label={t('directives.calendar.windows')}
                    rows={planLevels.map((level) => ({
                      level,
                      window: rows.find((row) => row.level === level) ?? null,
                    }))}
                    rowKey={(row) => row.level}
                    columns={[
                      {
                        key: 'level',
                        title: t('directives.calendar.level'),
                        rowHead: true,
                        cell: (row) => t(`common.level.${row.level}`),
                      },
                      {
                        key: 'from',
                        title: t('directives.calendar.from'),
                        cell: (row) => formatDate(row.window?.startsOn ?? null),
                      },
                      {
                        key: 'to',
                        title: t('directives.calendar.to'),
                        cell: (row) => formatDate(row.window?.endsOn ?? null),
                      },
                      {
                        key: 'left',
                        title: t('directives.calendar.left'),
                        cell: (row) => (row.window ? <Countdown window={row.window} today={today} /> : '–'),
                      },
                      {
                        key: 'source',
                        title: t('directives.calendar.source'),
                        cell: (row) => row.window?.source || '–',
                      },
                      {
                        key: 'do',
                        title: '',
                        align: 'right',
                        cell: (row) => (
                          <Button
                            look="quiet"
                            label={t('directives.calendar.edit', { level: t(`common.level.${row.level}`) })}
                            onClick={() =>
                              setEditing(
                                row.window ?? {
                                  planFy,
                                  level: row.level,
                                  startsOn: '',
                                  endsOn: '',
                                  source: '',
                                  certainty: '',
                                },
                              )
                            }
                          >
                            {row.window ? t('common.edit') : t('directives.calendar.set')}
                          </Button>
                        ),
                      },
                    ]}
                  />
                </Section>
              </>
            )
          }}
        </Query>
      )}
      <SheetDialog
        open={editing !== null}
        onClose={() => setEditing(null)}
        title={editing ? t('directives.calendar.edit', { level: t(`common.level.${editing.level}`) }) : ''}
      >
        {editing ? (
          <Form
            schema={windowFields}
            initial={{
              planFy: editing.planFy,
              level: editing.level,
              startsOn: editing.startsOn,
              endsOn: editing.endsOn,
              source: editing.source,
              certainty: editing.certainty,
            }}
            submitLabel={t('common.save')}
            onCancel={() => setEditing(null)}
            onSubmit={async (fields) => {
              // a date the office sets itself is no longer our inference
              await save.run({ ...fields, certainty: '' })
              setEditing(null)
            }}
          >
            <Fields columns={2}>
              <DateField name="startsOn" label={t('directives.calendar.from')} required autoFocus />
              <DateField name="endsOn" label={t('directives.calendar.to')} required />
              <TextField
                name="source"
                label={t('directives.calendar.source')}
                help={t('directives.calendar.source.help')}
                wide
              />
            </Fields>
          </Form>
        ) : null}
      </SheetDialog>
    </Page>
  )
}

function stateOf(window: WindowFields, today: string): 'notStarted' | 'underWay' | 'late' {
  if (today < window.startsOn) return 'notStarted'
  return today <= window.endsOn ? 'underWay' : 'notStarted'
}

function Countdown({ window, today }: { window: WindowFields; today: string }) {
  const { t } = useTranslation()
  if (today < window.startsOn)
    return (
      <StatusChip
        status="notStarted"
        label={t('directives.calendar.startsIn', { count: daysBetween(today, window.startsOn) })}
      />
    )
  if (today <= window.endsOn)
    return (
      <StatusChip
        status="underWay"
        label={t('directives.calendar.endsIn', { count: daysBetween(today, window.endsOn) })}
      />
    )
  return (
    <StatusChip
      status="notStarted"
      label={t('directives.calendar.ended', { count: daysBetween(window.endsOn, today) })}
    />
  )
}
