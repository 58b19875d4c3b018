import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { CalendarPlus, ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { calendarYearRange, eventKinds } from '../../../core/calendar/rules.ts'
import { buddhistYearOf, fiscalYearOf, fiscalYearRange } from '../../../core/thai/dates.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { FilterBar, FilterCheck, FilterSelect } from '../../ui/Filters.tsx'
import { Button, EmptyState, Page, Query, Section, Thai } from '../../ui/index.ts'
import { DayDialog } from './DayDialog.tsx'
import { addMonths, monthStart, weeksOf } from './days.ts'
import { EntryDialog } from './EntryDialog.tsx'
import { EventTable } from './EventTable.tsx'
import { HolidaysView } from './HolidaysView.tsx'
import { Legend } from './Legend.tsx'
import { MonthView } from './MonthView.tsx'
import { PrintView } from './PrintView.tsx'
import { type LookAt, useLookAt, useWeekStart, type View, views } from './use-look-at.ts'
import { WeekStartSelect } from './WeekStartSelect.tsx'
import { WindowsView } from './WindowsView.tsx'
import { YearView } from './YearView.tsx'

/** The calendar of the office: everything with a day from all rooms, windows, days off, print (C2). */
export default function CalendarPage() {
  const { t } = useTranslation()
  const look = useLookAt()
  const [entry, setEntry] = useQueryParam('entry')
  const [opened, setOpened] = useState<string | null>(null)
  const { view } = look
  return (
    <Page
      title={t('calendar.title')}
      help={t(`calendar.help.${view}`)}
      actions={
        view === 'print' ? undefined : (
          <Button
            look={view === 'windows' || view === 'holidays' ? 'plain' : 'main'}
            icon={CalendarPlus}
            onClick={() => setEntry('new')}
          >
            {t('calendar.entry.new')}
          </Button>
        )
      }
    >
      <Tabs
        value={view}
        onChange={(_, next: View) => look.setView(next)}
        variant="scrollable"
        sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
      >
        {views.map((one) => (
          <Tab key={one} value={one} label={t(`calendar.view.${one}`)} />
        ))}
      </Tabs>
      {view === 'windows' ? (
        <WindowsView />
      ) : view === 'holidays' ? (
        <HolidaysView day={look.day} />
      ) : view === 'print' ? (
        <PrintView look={look} />
      ) : (
        <Days look={look} opened={opened} onOpen={setOpened} onNew={() => setEntry('new')} />
      )}
      {entry === null ? null : (
        <EntryDialog id={entry === 'new' ? null : entry} day={look.day} onClose={() => setEntry(null)} />
      )}
    </Page>
  )
}

/** First and last day that a view shows. */
function stretchOf({ view, day, by }: LookAt, weekStart: 0 | 1): { from: string; to: string } {
  if (view === 'month') {
    const weeks = weeksOf(day, weekStart)
    return { from: weeks[0]?.[0] ?? day, to: weeks.at(-1)?.[6] ?? day }
  }
  const range = by === 'fiscal' ? fiscalYearRange(fiscalYearOf(day)) : calendarYearRange(buddhistYearOf(day))
  return { from: range.start, to: range.end }
}

function Days({
  look,
  opened,
  onOpen,
  onNew,
}: {
  look: LookAt
  opened: string | null
  onOpen: (day: string | null) => void
  onNew: () => void
}) {
  const { t } = useTranslation()
  const [weekStart, setWeekStart] = useWeekStart()
  const { view, day, today, by } = look
  const { from, to } = stretchOf(look, weekStart)
  const events = useQuery({
    ...api.calendar.events.queryOptions({ input: { from, to, kinds: look.kinds, mine: look.mine } }),
    placeholderData: (previous) => previous,
  })
  const step = view === 'month' ? 1 : 12
  const year = by === 'fiscal' ? fiscalYearOf(day) : buddhistYearOf(day)
  const heading =
    view === 'month'
      ? formatDate(monthStart(day)).replace(/^1 /u, '')
      : t(by === 'fiscal' ? 'calendar.year.fiscal' : 'calendar.year.calendar', { year })
  const openNew = (on: string) => {
    look.setDay(on)
    onNew()
  }
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 1 }}>
        <Button
          icon={ChevronLeft}
          label={t(view === 'month' ? 'calendar.month.before' : 'calendar.year.before')}
          onClick={() => look.setDay(addMonths(day, -step))}
        >
          {t('calendar.before')}
        </Button>
        <Button onClick={() => look.setDay(today)}>{t('calendar.today')}</Button>
        <Button
          icon={ChevronRight}
          label={t(view === 'month' ? 'calendar.month.after' : 'calendar.year.after')}
          onClick={() => look.setDay(addMonths(day, step))}
        >
          {t('calendar.after')}
        </Button>
        <Typography variant="h2" aria-live="polite" sx={{ minWidth: '11rem', ml: 0.5 }}>
          {heading}
        </Typography>
        <Box sx={{ flex: 1 }} />
        <FilterBar>
          {view === 'month' ? (
            <WeekStartSelect weekStart={weekStart} onChange={setWeekStart} />
          ) : (
            <ToggleButtonGroup
              exclusive
              size="small"
              value={by}
              aria-label={t('calendar.by')}
              onChange={(_, next: typeof by | null) => (next ? look.setBy(next) : undefined)}
            >
              <ToggleButton value="fiscal" sx={{ py: 0.3 }}>
                {t('calendar.by.fiscal')}
              </ToggleButton>
              <ToggleButton value="calendar" sx={{ py: 0.3 }}>
                {t('calendar.by.calendar')}
              </ToggleButton>
            </ToggleButtonGroup>
          )}
          <FilterSelect
            label={t('calendar.column.kind')}
            value={look.kind ?? ''}
            width="12rem"
            options={[
              { value: '', label: t('calendar.kind.all') },
              ...eventKinds.map((kind) => ({ value: kind, label: t(`calendar.kind.${kind}`) })),
            ]}
            onChange={(next) => look.setKind(eventKinds.find((kind) => kind === next) ?? null)}
          />
          <FilterCheck label={t('calendar.mine')} checked={look.mine} onChange={look.setMine} />
        </FilterBar>
      </Box>
      <Query of={events} lines={10}>
        {(found) => (
          <>
            {view === 'month' ? (
              <MonthView
                events={found.events}
                day={day}
                today={today}
                weekStart={weekStart}
                onDay={look.setDay}
                onOpen={onOpen}
                onNew={openNew}
              />
            ) : view === 'year' ? (
              <YearView
                events={found.events}
                from={from}
                day={day}
                today={today}
                weekStart={weekStart}
                onDay={look.setDay}
                onOpen={onOpen}
                onNew={openNew}
              />
            ) : (
              <Section flush>
                {found.events.length === 0 ? (
                  <EmptyState title={t('calendar.list.empty')} text={t('calendar.list.empty.text')} />
                ) : (
                  <EventTable events={found.events} label={t('calendar.table.label')} months />
                )}
              </Section>
            )}
            <Legend />
            {found.yearsWithoutLunar.length > 0 ? (
              <Typography variant="body2" sx={{ mt: 0.8 }}>
                <Thai text={t('calendar.noLunar', { years: found.yearsWithoutLunar.join(', ') })} />
              </Typography>
            ) : null}
            {opened === null ? null : (
              <DayDialog
                day={opened}
                events={found.events}
                onClose={() => onOpen(null)}
                onNew={() => {
                  onOpen(null)
                  openNew(opened)
                }}
              />
            )}
          </>
        )}
      </Query>
    </>
  )
}
