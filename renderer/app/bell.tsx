import Badge from '@mui/material/Badge'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Popover from '@mui/material/Popover'
import Tooltip from '@mui/material/Tooltip'
import { useQuery } from '@tanstack/react-query'
import { Bell, BellOff, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reminder } from '../../core/progress/reminders.ts'
import { addDays, weekdayIndex } from '../../core/thai/dates.ts'
import { AppLink } from '../ui/AppLink.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import { api, client } from './client.ts'
import { formatDate } from './format.ts'
import { useItemWords } from './item-words.ts'
import { useCommand } from './task.ts'

const mark = ({ item, stage }: Reminder) => ({ key: item.key, on: item.on, stage })

/** The Monday after a day. */
export function nextMonday(today: string): string {
  const weekday = weekdayIndex(today)
  return addDays(today, weekday === 0 ? 1 : 8 - weekday)
}

/** What is due and what is late, without a network: counted from the records when the program starts and each new day. */
export function ReminderBell() {
  const { t } = useTranslation()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { data } = useQuery(api.progress.reminders.queryOptions())
  const count = data?.shown.length ?? 0
  const label = count === 0 ? t('home.bell.none') : t('home.bell.count', { count })
  return (
    <>
      <Tooltip title={label}>
        <IconButton
          size="small"
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Badge
            badgeContent={count}
            max={99}
            color="error"
            sx={{ '& .MuiBadge-badge': { whiteSpace: 'nowrap', overflowWrap: 'normal' } }}
          >
            <Bell size={18} aria-hidden />
          </Badge>
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('home.bell.title') } }}
      >
        {data ? <ReminderList {...data} onGo={() => setAnchor(null)} /> : null}
      </Popover>
    </>
  )
}

function ReminderList({
  today,
  clockBehind,
  shown,
  snoozed,
  onGo,
}: {
  today: string
  clockBehind: string | null
  shown: readonly Reminder[]
  snoozed: readonly (Reminder & { until: string })[]
  onGo: () => void
}) {
  const { t } = useTranslation()
  const words = useItemWords()
  const read = useCommand(client.progress.acknowledge)
  const putOff = useCommand(client.progress.snooze)
  const tomorrow = addDays(today, 1)
  const monday = nextMonday(today)
  return (
    <Box sx={{ width: '33rem', maxWidth: '94vw' }}>
      <Box
        sx={(theme) => ({
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          px: 1.6,
          py: 0.8,
          borderBottom: `1px solid ${theme.tokens.rule}`,
        })}
      >
        <Box component="h2" sx={{ m: 0, flex: 1, fontSize: '1.02rem', fontWeight: 600 }}>
          {t('home.bell.title')}
        </Box>
        {shown.length > 1 ? (
          <>
            <Button
              look="quiet"
              onClick={() => void putOff.attempt({ reminders: shown.map(mark), until: tomorrow })}
            >
              {t('home.bell.allTomorrow')}
            </Button>
            <Button look="quiet" onClick={() => void read.attempt({ reminders: shown.map(mark) })}>
              {t('home.bell.allRead')}
            </Button>
          </>
        ) : null}
      </Box>
      {clockBehind === null ? null : (
        <Box
          role="note"
          sx={(theme) => ({
            px: 1.6,
            py: 0.7,
            bgcolor: theme.tokens.warningTint,
            color: theme.tokens.warning,
          })}
        >
          {t('home.clock', { last: formatDate(clockBehind) })}
        </Box>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: '60vh', overflow: 'auto' }}>
        {shown.map((one) => {
          const when = words.when(one.item, one.daysLeft)
          const title = words.title(one.item)
          return (
            <Box
              component="li"
              key={one.item.key}
              sx={(theme) => ({ px: 1.6, py: 0.8, borderBottom: `1px solid ${theme.tokens.rule}` })}
            >
              <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
                <Box sx={{ flex: 1, minWidth: 0 }}>
                  <Box component="span" onClick={onGo}>
                    <AppLink href={one.item.href} sx={{ fontWeight: 600 }}>
                      {title}
                    </AppLink>
                  </Box>
                  <Box sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>{words.small(one.item)}</Box>
                </Box>
                <StatusChip status={when.status} label={when.label} />
              </Box>
              <Box
                sx={{
                  display: 'flex',
                  justifyContent: 'flex-end',
                  gap: 0.5,
                  // low, but never below the 24 px that a finger or an unsteady hand needs (WCAG 2.5.8)
                  '& button': { py: 0, minHeight: '1.7rem' },
                }}
              >
                <Button
                  look="quiet"
                  label={t('home.bell.readOf', { what: title })}
                  onClick={() => void read.attempt({ reminders: [mark(one)] })}
                >
                  {t('home.bell.read')}
                </Button>
                <Button
                  look="quiet"
                  label={t('home.bell.tomorrowOf', { what: title })}
                  onClick={() => void putOff.attempt({ reminders: [mark(one)], until: tomorrow })}
                >
                  {t('home.bell.tomorrow')}
                </Button>
                {monday === tomorrow ? null : (
                  <Button
                    look="quiet"
                    label={t('home.bell.mondayOf', { what: title })}
                    onClick={() => void putOff.attempt({ reminders: [mark(one)], until: monday })}
                  >
                    {t('home.bell.monday')}
                  </Button>
                )}
              </Box>
            </Box>
          )
        })}
      </Box>
      {shown.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t('home.bell.empty.title')} text={t('home.bell.empty.text')} />
      ) : null}
      {snoozed.length === 0 ? null : (
        <Box
          sx={{
            display: 'flex',
            gap: 0.8,
            alignItems: 'center',
            px: 1.6,
            py: 0.8,
            color: 'text.secondary',
            fontSize: '0.86rem',
          }}
        >
          <BellOff size={15} aria-hidden />
          {t('home.bell.snoozed', {
            count: snoozed.length,
            date: formatDate(snoozed.map((one) => one.until).sort()[0] ?? null, 'short'),
          })}
        </Box>
      )}
    </Box>
  )
}
