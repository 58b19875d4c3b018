import Box from '@mui/material/Box'
import { CalendarClock, Check, CircleCheck, type LucideIcon, Sun, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DayItem } from '../../../core/progress/reminders.ts'
import { daysBetween } from '../../../core/thai/dates.ts'
import { client } from '../../app/client.ts'
import { useItemWords } from '../../app/item-words.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { AppLink, Button, StatusChip, Thai } from '../../ui/index.ts'

const lists = [
  { when: 'today', icon: Sun, tone: 'underWay' },
  { when: 'overdue', icon: TriangleAlert, tone: 'late' },
  { when: 'soon', icon: CalendarClock, tone: 'notStarted' },
] as const

/** What must I do today: today, what is late, and the fortnight, side by side; each line is the door to its work. */
export function DayLists({
  items,
  hidden,
  today,
}: {
  items: readonly DayItem[]
  /** Things of other tambons that are left out now. */
  hidden: number
  today: string
}) {
  const { t } = useTranslation()
  return (
    <>
      <Box
        sx={{
          display: 'grid',
          gap: 1.4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(3, minmax(0, 1fr))' },
          mb: hidden > 0 ? 0.4 : 1.4,
        }}
      >
        {lists.map((list) => (
          <DayList
            key={list.when}
            {...list}
            today={today}
            rows={items.filter((item) => item.when === list.when)}
          />
        ))}
      </Box>
      {hidden > 0 ? (
        <Box sx={{ fontSize: '0.86rem', color: 'text.secondary', mb: 1.2 }}>
          {t('home.area.hidden', { count: hidden })}
        </Box>
      ) : null}
    </>
  )
}

function DayList({
  when,
  icon: Icon,
  tone,
  rows,
  today,
}: {
  when: (typeof lists)[number]['when']
  icon: LucideIcon
  tone: (typeof lists)[number]['tone']
  rows: readonly DayItem[]
  today: string
}) {
  const { t } = useTranslation()
  const words = useItemWords()
  const title = t(`home.list.${when}`)
  return (
    <Box
      component="section"
      aria-label={t('home.list.of', { list: title, count: rows.length })}
      sx={(theme) => ({
        bgcolor: theme.tokens.sheet,
        border: `1px solid ${theme.tokens.rule}`,
        borderTop: `3px solid ${rows.length > 0 ? theme.tokens[tone] : theme.tokens.rule}`,
        borderRadius: 1,
        display: 'flex',
        flexDirection: 'column',
        minWidth: 0,
      })}
    >
      <Box
        component="h2"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.8,
          m: 0,
          px: 1.3,
          py: 0.5,
          fontSize: '1rem',
          fontWeight: 600,
        }}
      >
        <Icon size={17} aria-hidden />
        <Box component="span" sx={{ flex: 1 }}>
          {title}
        </Box>
        <Box
          component="span"
          sx={(theme) => ({ color: rows.length > 0 ? theme.tokens[tone] : theme.tokens.inkSoft })}
        >
          {rows.length}
        </Box>
      </Box>
      {rows.length === 0 ? (
        <Box
          sx={{
            display: 'flex',
            gap: 0.8,
            alignItems: 'center',
            px: 1.3,
            pb: 1.2,
            pt: 0.2,
            color: 'text.secondary',
            fontSize: '0.9rem',
          }}
        >
          <CircleCheck size={16} aria-hidden /> {t(`home.list.${when}.none`)}
        </Box>
      ) : (
        <Box
          component="ul"
          tabIndex={rows.length > 3 ? 0 : -1}
          aria-label={title}
          sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: '12.4rem', overflow: 'auto' }}
        >
          {rows.map((item) => {
            const chip = words.when(item, daysBetween(today, item.on))
            return (
              <Box
                component="li"
                key={item.key}
                sx={(theme) => ({
                  display: 'flex',
                  gap: 0.6,
                  alignItems: 'center',
                  px: 1.3,
                  py: 0.5,
                  borderTop: `1px solid ${theme.tokens.rule}`,
                })}
              >
                <Box sx={{ flex: 1, minWidth: 0 }}>
                  <AppLink href={item.href} sx={{ fontWeight: 600, fontSize: '0.92rem', lineHeight: 1.4 }}>
                    {words.title(item)}
                  </AppLink>
                  <Box
                    sx={{
                      display: 'flex',
                      flexWrap: 'wrap',
                      gap: 0.7,
                      alignItems: 'center',
                      fontSize: '0.82rem',
                      color: 'text.secondary',
                    }}
                  >
                    {when === 'today' ? null : <StatusChip status={chip.status} label={chip.label} />}
                    <Thai text={words.small(item)} />
                  </Box>
                </Box>
                {item.kind === 'entry' ? <EntryDone item={item} title={words.title(item)} /> : null}
              </Box>
            )
          })}
        </Box>
      )}
    </Box>
  )
}

/** The office's own date is ticked off where it is read; undo brings it back. */
function EntryDone({ item, title }: { item: DayItem; title: string }) {
  const { t } = useTranslation()
  const save = useCommand(client.calendar.setEntryDone)
  const { notify } = useNotice()
  const id = item.key.slice(item.key.indexOf(':') + 1)
  return (
    <Box component="span" sx={{ flex: 'none', mr: -1 }}>
      <Button
        look="quiet"
        icon={Check}
        busy={save.running}
        label={t('home.entry.done.of', { title })}
        onClick={() =>
          void save.attempt({ id, done: true }).then((done) => {
            if (done.ok) notify(t('home.entry.done.said', { title }))
          })
        }
      >
        {t('calendar.entry.done')}
      </Button>
    </Box>
  )
}
