import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import { body, directive, duty, letter, person, seat } from '../../db/schema.ts'
import type { CalendarEvent } from '../calendar/contract.ts'
import { eventsOfRooms } from '../calendar/events.ts'
import { directiveName } from '../directives/queries.ts'
import { dutyRoom } from '../directives/rules.ts'
import type { QueryContext } from '../kernel/context.ts'
import { fullName } from '../people/rules.ts'
import { rulesByKey } from '../rules/queries.ts'
import { addDays, daysBetween } from '../thai/dates.ts'
import { openWindows } from './board.ts'
import type { HomeDuty } from './contract.ts'
import { exchangeItems } from './exchange-items.ts'
import { byDay, type DayItem, fortnight, type ItemKind, whenOf } from './reminders.ts'

type Found = Pick<DayItem, 'key' | 'kind' | 'title' | 'on' | 'href'> &
  Partial<Pick<DayItem, 'detail' | 'tambonCode' | 'params' | 'begunOn'>>

/** Days back in which an appointment whose record is missing is still said. What is due is said for ever. */
const looksBack = 1095
/** Before every day of the records. */
const everSince = '0001-01-01'

/** Kinds of the calendar that one comes to, and those that are due; duties and windows come with what is known here. */
const appointments = ['meeting', 'forum', 'workshop', 'activity', 'entry'] as const satisfies ItemKind[]
const deadlines = ['followUp', 'pledge', 'term'] as const satisfies ItemKind[]
type TakenKind = (typeof appointments | typeof deadlines)[number]
type RoomEvent = Omit<CalendarEvent, 'tambonName'>

/**
 * Duties not done yet: the late ones first, then by due date, those without one last.
 *
 * @param state of letters that came, or of those that are only expected (C30), whose duties are planned and never late
 */
export function openDuties(
  cx: QueryContext,
  today: string,
  state: 'received' | 'expected' = 'received',
): HomeDuty[] {
  const kinds = rulesByKey(cx, 'duty-kinds')
  const forms = rulesByKey(cx, 'directive-forms')
  const rank = (dueOn: string | null) => (dueOn === null ? '9999' : dueOn)
  return cx.db
    .select({ row: duty, letter: directive })
    .from(duty)
    .innerJoin(directive, eq(directive.id, duty.directiveId))
    .where(and(eq(duty.officeId, cx.office().id), ne(duty.state, 'done'), eq(directive.state, state)))
    .all()
    .map(
      ({ row, letter }): HomeDuty => ({
        id: row.id,
        directiveId: row.directiveId,
        no: row.no,
        kind: row.kind,
        text: row.text,
        ownerName: row.ownerName,
        dueOn: row.dueOn,
        state: row.state === 'doing' ? 'doing' : 'open',
        lateDays: row.dueOn === null || state === 'expected' ? 0 : Math.max(0, daysBetween(row.dueOn, today)),
        directiveNumber: directiveName(letter, forms.get(letter.form)?.name ?? letter.form),
        directiveSubject: letter.subject,
        expected: state === 'expected',
        href: dutyRoom(kinds.get(row.kind), letter),
      }),
    )
    .sort((a, b) => rank(a.dueOn).localeCompare(rank(b.dueOn)) || a.no - b.no || a.id.localeCompare(b.id))
}

/**
 * Everything that falls on a day: what is late, today, and what comes. Late are things that are not done, and things one
 * goes to whose record is still missing.
 *
 * @param known mine: tambons of the person at the keyboard; [] = all are his
 * @param ahead days to look ahead
 */
export function dayItems(
  cx: QueryContext,
  known: {
    today: string
    duties: readonly HomeDuty[]
    mine: readonly string[]
  },
  ahead: number = fortnight,
): DayItem[] {
  const { today } = known
  const until = addDays(today, ahead)
  const found: Found[] = [
    ...known.duties.flatMap((row): Found[] =>
      row.dueOn === null
        ? []
        : [
            {
              key: `duty:${row.id}`,
              kind: 'duty',
              title: row.text,
              detail: row.directiveNumber,
              on: row.dueOn,
              href: `/directives/${row.directiveId}?duty=${row.id}`,
              params: { no: row.no },
            },
          ],
    ),
    ...openWindows(cx).map(
      (row): Found => ({
        key: `window:${row.id}`,
        kind: 'window',
        title: '',
        on: row.endsOn,
        href: `/progress?planFy=${row.planFy}`,
        params: { level: row.level, planFy: row.planFy, done: row.done, expected: row.expected },
      }),
    ),
    ...[
      ...eventsOfRooms(cx, { from: addDays(today, -looksBack), to: until }, appointments),
      ...eventsOfRooms(cx, { from: everSince, to: until }, deadlines),
    ].flatMap((event) => fromEvent(event, today)),
    ...seatTerms(cx),
    ...letters(cx, today),
    ...exchangeItems(cx, today),
  ]
  const mine = new Set(known.mine)
  return found
    .filter((one) => one.on <= until)
    .map(
      ({ detail = '', params = {}, tambonCode = null, ...one }): DayItem => ({
        ...one,
        detail,
        params,
        tambonCode,
        tambonName: tambonCode === null ? '' : (cx.geography.nameOf(tambonCode) ?? tambonCode),
        mine: tambonCode === null || mine.size === 0 || mine.has(tambonCode),
        ...whenOf(one.on, today),
      }),
    )
    .sort(byDay)
}

/** An event of the calendar as something to do; [] = it is done, or it was a day and no deadline. */
function fromEvent(event: RoomEvent, today: string): Found[] {
  if (!isTaken(event.kind) || event.href === null) return []
  const { kind } = event
  const found: Found = {
    key: event.id,
    kind,
    title: event.title,
    detail: event.detail,
    on: event.startsOn,
    href: event.href,
    tambonCode: event.tambonCode,
  }
  if (kind === 'workshop' || kind === 'activity' || kind === 'entry') {
    if (event.state === 'done') return []
    if (event.startsOn > today) return [found]
    // One of several days that has begun is of today.
    if (event.endsOn >= today) return [{ ...found, on: today, begunOn: event.startsOn }]
    // Planned, over, and nobody has said that it was held: its record is missing. An own entry was a day, no deadline.
    return kind === 'entry' ? [] : [{ ...found, on: event.endsOn }]
  }
  return event.state === 'open' || event.state === 'late' ? [found] : []
}

function isTaken(kind: CalendarEvent['kind']): kind is TakenKind {
  return [...appointments, ...deadlines].some((taken) => taken === kind)
}

/** Seats that have a term of their own (experts of กม.). */
function seatTerms(cx: QueryContext): Found[] {
  return cx.db
    .select({ id: seat.id, body, untilOn: seat.untilOn, person })
    .from(seat)
    .innerJoin(body, eq(body.id, seat.bodyId))
    .innerJoin(person, eq(person.id, seat.personId))
    .where(and(eq(seat.officeId, cx.office().id), isNotNull(seat.untilOn), isNull(body.closedOn)))
    .all()
    .flatMap(({ id, body: of, untilOn, person: who }): Found[] =>
      untilOn === null
        ? []
        : [
            {
              key: `seat:${id}`,
              kind: 'term',
              title: of.name,
              detail: fullName(who),
              on: untilOn,
              href: `/bodies/${of.id}`,
              tambonCode: of.tambonCode,
            },
          ],
    )
}

/** Letters that are signed and have not gone out. */
function letters(cx: QueryContext, today: string): Found[] {
  return cx.db
    .select({ id: letter.id, subject: letter.subject, dated: letter.dated, addressee: letter.addressee })
    .from(letter)
    .where(
      and(
        eq(letter.officeId, cx.office().id),
        eq(letter.state, 'signed'),
        eq(letter.form, 'external'),
        isNull(letter.sentOn),
      ),
    )
    .all()
    .map(
      ({ id, subject, dated, addressee }): Found => ({
        key: `letter:${id}`,
        kind: 'letter',
        title: subject,
        detail: addressee,
        on: dated ?? today,
        href: `/papers/letters/${id}`,
      }),
    )
}
