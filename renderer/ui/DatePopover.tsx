import IconButton from '@mui/material/IconButton'
import Popover from '@mui/material/Popover'
import { DateCalendar } from '@mui/x-date-pickers/DateCalendar'
import dayjs from 'dayjs'
import { CalendarDays } from 'lucide-react'
import { useState } from 'react'

/** The calendar button of a date field; years in พ.ศ. (ThaiDates in app/App.tsx gives the adapter). */
export function DatePopover({
  value,
  onPick,
  label,
  disabled,
}: {
  value: string | null
  onPick: (iso: string) => void
  label: string
  disabled: boolean
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <IconButton
        size="small"
        aria-label={label}
        disabled={disabled}
        edge="end"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <CalendarDays size={17} aria-hidden />
      </IconButton>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <DateCalendar
          value={value === null ? null : dayjs(value)}
          autoFocus
          onChange={(day, state) => {
            if (day === null || state !== 'finish') return
            onPick(day.format('YYYY-MM-DD'))
            setAnchor(null)
          }}
        />
      </Popover>
    </>
  )
}
