import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ClipboardPaste, Settings } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { calendarYearRange } from '../../../core/calendar/rules.ts'
import {
  addWorkingDays,
  type DayOff,
  offDays,
  type Stepped,
  workingDaysBetween,
} from '../../../core/calendar/working-days.ts'
import { isoDate } from '../../../core/kernel/fields.ts'
import { addDays, buddhistYearOf } from '../../../core/thai/dates.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { FilterYear } from '../../ui/Filters.tsx'
import {
  Button,
  CertaintyNote,
  DateField,
  Fields,
  Form,
  NumberField,
  Query,
  Section,
  Table,
  Thai,
} from '../../ui/index.ts'
import { HolidayPasteDialog } from './HolidayPasteDialog.tsx'

/** Days off of a calendar year, where each comes from, and counting by working days. */
export function HolidaysView({ day }: { day: string }) {
  const { t } = useTranslation()
  const [year, setYear] = useState(buddhistYearOf(day))
  const [pasting, setPasting] = useState(false)
  const { start, end } = calendarYearRange(year)
  const off = useQuery(api.calendar.daysOff.queryOptions({ input: { from: start, to: end } }))
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 1.2 }}>
        <FilterYear label={t('calendar.holidays.year')} value={year} onChange={setYear} />
        <Button icon={ClipboardPaste} onClick={() => setPasting(true)}>
          {t('calendar.holidays.paste')}
        </Button>
        <Button icon={Settings} href="/office?tab=rules&rules=holidays">
          {t('calendar.holidays.edit')}
        </Button>
        <Button icon={Settings} href="/office?tab=rules&rules=holidays-yearly">
          {t('calendar.holidays.editYearly')}
        </Button>
      </Box>
      <CertaintyNote certainty="B" />
      <Query of={off}>
        {({ days, yearsWithoutLunar }) => (
          <>
            {yearsWithoutLunar.length > 0 ? (
              <Alert severity="warning" sx={{ mb: 1.2 }}>
                <Thai text={t('calendar.noLunar', { years: yearsWithoutLunar.join(', ') })} />
              </Alert>
            ) : null}
            <Section title={t('calendar.holidays.of', { year })} flush>
              <HolidayTable days={days} year={year} />
            </Section>
          </>
        )}
      </Query>
      <Counter day={day} />
      {pasting ? <HolidayPasteDialog year={year} onClose={() => setPasting(false)} /> : null}
    </>
  )
}

function HolidayTable({ days, year }: { days: readonly DayOff[]; year: number }) {
  const { t } = useTranslation()
  return (
    <Table
      label={t('calendar.holidays.of', { year })}
      rows={days}
      rowKey={(row) => row.date}
      empty={<p style={{ padding: '0 1rem' }}>{t('calendar.holidays.none')}</p>}
      columns={[
        {
          key: 'date',
          title: t('common.date'),
          nowrap: true,
          width: '15rem',
          cell: (row) => formatDate(row.date, 'weekday'),
        },
        {
          key: 'name',
          title: t('calendar.holidays.name'),
          rowHead: true,
          cell: (row) => <Thai text={row.name} />,
        },
        {
          key: 'kind',
          title: t('calendar.column.kind'),
          nowrap: true,
          cell: (row) => t(`calendar.holiday.${row.kind}`),
        },
        {
          key: 'source',
          title: t('calendar.windows.source'),
          width: '19rem',
          cell: (row) => (
            <Thai
              text={
                row.insteadOf === null
                  ? row.source
                  : t('calendar.holidays.insteadOf', { date: formatDate(row.insteadOf, 'weekday') })
              }
            />
          ),
        },
        {
          key: 'certainty',
          title: t('calendar.windows.certainty'),
          nowrap: true,
          cell: (row) => t(`calendar.certainty.${row.certainty[0] ?? 'B'}`),
        },
      ]}
    />
  )
}

const counting = z.object({
  from: isoDate,
  days: z
    .number({ error: 'notNumber' })
    .int({ error: 'notWhole' })
    .min(-250, { error: 'invalid' })
    .max(250, { error: 'tooMany' })
    .nullable(),
  to: isoDate.nullable(),
})

/** So many working days from a day, or working days between two; the holidays stepped over by name. */
function Counter({ day }: { day: string }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<z.infer<typeof counting> | null>(null)
  const span = asked === null ? 0 : 400
  const from = addDays(asked?.from ?? day, -span)
  const off = useQuery({
    ...api.calendar.daysOff.queryOptions({ input: { from, to: addDays(from, 1000) } }),
    enabled: asked !== null,
  })
  const days = off.data ? offDays(off.data.days) : null
  const over = (found: Stepped) =>
    found.over.map((one) => `${one.name} (${formatDate(one.date, 'short')})`).join(', ')
  const answers: string[] = []
  if (asked && days) {
    if (asked.days !== null) {
      const found = addWorkingDays(asked.from, asked.days, days)
      answers.push(
        t('calendar.count.reaches', { date: formatDate(found.date, 'weekday') }),
        found.over.length === 0 ? '' : t('calendar.count.over', { holidays: over(found) }),
      )
    }
    if (asked.to !== null && asked.to >= from && asked.to <= addDays(from, 1000))
      answers.push(t('calendar.count.between', { count: workingDaysBetween(asked.from, asked.to, days) }))
  }
  return (
    <Section title={t('calendar.count.title')} help={t('calendar.count.help')}>
      <Form
        schema={counting}
        initial={{ from: day, days: 15, to: null }}
        submitLabel={t('calendar.count.do')}
        onSubmit={(value) => {
          setAsked(value)
          return Promise.resolve()
        }}
      >
        <Fields columns={2}>
          <DateField name="from" label={t('calendar.count.from')} required />
          <NumberField name="days" label={t('calendar.count.days')} />
          <DateField name="to" label={t('calendar.count.to')} />
        </Fields>
      </Form>
      <Box role="status" sx={{ mt: 1 }}>
        {answers
          .filter((answer) => answer !== '')
          .map((answer) => (
            <Box key={answer}>
              <Thai text={answer} />
            </Box>
          ))}
      </Box>
    </Section>
  )
}
