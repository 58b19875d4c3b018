import {
  CalendarCheck,
  CalendarOff,
  CalendarRange,
  FileText,
  Flag,
  HandCoins,
  Lock,
  type LucideIcon,
  Megaphone,
  NotebookPen,
  Presentation,
  UserRoundX,
} from 'lucide-react'
import type { CalendarEvent } from '../../../core/calendar/contract.ts'
import { deadlineKinds, type EventKind } from '../../../core/calendar/rules.ts'
import type { Palette } from '../../theme/tokens.ts'

type Tone = { ink: keyof Palette; ground: keyof Palette }
type Look = Tone & { icon: LucideIcon }

const icons: Record<EventKind, LucideIcon> = {
  window: CalendarRange,
  duty: Flag,
  report: FileText,
  meeting: CalendarCheck,
  forum: Megaphone,
  workshop: Presentation,
  activity: Presentation,
  followUp: Flag,
  pledge: HandCoins,
  term: UserRoundX,
  lock: Lock,
  holiday: CalendarOff,
  entry: NotebookPen,
}

/**
 * Sign and colour of an event. A deadline is ochre (late: red), what is locked is violet with a padlock: the two can
 * never be taken for each other (PEERS.md §1.2).
 */
export function lookOf(event: Pick<CalendarEvent, 'kind' | 'state'>): Look {
  return { icon: icons[event.kind], ...toneOf(event) }
}

function toneOf({ kind, state }: Pick<CalendarEvent, 'kind' | 'state'>): Tone {
  if (kind === 'lock') return { ink: 'lock', ground: 'lockTint' }
  if (kind === 'holiday') return { ink: 'notStarted', ground: 'notStartedTint' }
  if (state === 'late') return { ink: 'late', ground: 'lateTint' }
  if (state === 'done') return { ink: 'done', ground: 'doneTint' }
  if (kind === 'window') return { ink: 'underWay', ground: 'underWayTint' }
  if (deadlineKinds.has(kind)) return { ink: 'accent', ground: 'accentTint' }
  return { ink: 'primary', ground: 'primaryTint' }
}

/** How much an event asks for an eye: where only one mark has room, the greatest stands. */
export function weightOf(event: CalendarEvent): number {
  if (event.state === 'late') return 6
  if (event.kind === 'report') return 5
  if (deadlineKinds.has(event.kind)) return event.state === 'done' ? 2 : 4
  if (event.kind === 'lock') return 3
  return event.kind === 'holiday' ? 0 : 1
}

/** Events by the days they stand on; windows only on their last day, where they are a deadline. */
export function byDay(
  events: readonly CalendarEvent[],
  from: string,
  to: string,
  nextDay: (iso: string) => string,
): Map<string, CalendarEvent[]> {
  const days = new Map<string, CalendarEvent[]>()
  const put = (date: string, event: CalendarEvent) => days.set(date, [...(days.get(date) ?? []), event])
  for (const event of events) {
    if (event.kind === 'window') {
      if (event.endsOn >= from && event.endsOn <= to) put(event.endsOn, event)
      continue
    }
    const last = event.endsOn < to ? event.endsOn : to
    for (let day = event.startsOn > from ? event.startsOn : from; day <= last; day = nextDay(day))
      put(day, event)
  }
  return days
}
