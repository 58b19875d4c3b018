import { and, between, eq, gte, inArray, isNotNull, lte, ne, or } from 'drizzle-orm'
import {
  activity,
  calendarEntry,
  directive,
  duty,
  forum,
  meeting,
  packageIn,
  packageOut,
  plan,
  planWindow,
  pledge,
  pledgeReceipt,
  resolution,
  resultsReport,
  village,
} from '../../db/schema.ts'
import { listBodies } from '../bodies/queries.ts'
import { lateDays } from '../directives/rules.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { groupBy } from '../kernel/group.ts'
import { coveredTambons } from '../office/queries.ts'
import { areaNames } from '../plans/areas.ts'
import { rulesByKey } from '../rules/queries.ts'
import { daysBetween } from '../thai/dates.ts'
import type { CalendarEvent, CalendarEvents } from './contract.ts'
import { readDaysOff } from './queries.ts'
import { type EventKind, eventKinds } from './rules.ts'

type Stretch = { from: string; to: string }
type Made = Omit<CalendarEvent, 'tambonName'>
type Maker = (cx: QueryContext, stretch: Stretch) => Made[]

/**
 * One list from all rooms for some days, by day: what begins, runs or is due in them (C2). Each event is a door to its
 * record; nothing is kept here but the own entries.
 */
export function readEvents(
  cx: QueryContext,
  input: Stretch & { kinds: readonly EventKind[] | null; mine: boolean },
): CalendarEvents {
  const kinds = new Set(input.kinds ?? eventKinds)
  const days = readDaysOff(cx, input)
  const made = eventsOfRooms(cx, input, [...kinds])
  if (kinds.has('holiday')) made.push(...holidays(days.days))
  const covered = new Set(coveredTambons(cx.db))
  const events = made
    .filter((event) => event.startsOn <= input.to && event.endsOn >= input.from)
    // Somebody who covers no tambon in particular covers all of them.
    .filter(
      (event) =>
        !input.mine || covered.size === 0 || event.tambonCode === null || covered.has(event.tambonCode),
    )
    .map((event) => ({
      ...event,
      tambonName:
        event.tambonCode === null ? '' : (cx.geography.nameOf(event.tambonCode) ?? event.tambonCode),
    }))
    .sort(
      (a, b) =>
        compare(a.startsOn, b.startsOn) ||
        eventKinds.indexOf(a.kind) - eventKinds.indexOf(b.kind) ||
        compare(a.title, b.title) ||
        compare(a.id, b.id),
    )
  return {
    from: input.from,
    to: input.to,
    today: cx.today(),
    events,
    yearsWithoutLunar: days.yearsWithoutLunar,
  }
}

/** What some rooms have in some days, unsorted; no days off. The same few statements for any number of records. */
export function eventsOfRooms(cx: QueryContext, stretch: Stretch, kinds: readonly EventKind[]): Made[] {
  return kinds
    .flatMap((kind) => (kind === 'holiday' ? [] : makers[kind](cx, stretch)))
    .filter((event) => event.startsOn <= stretch.to && event.endsOn >= stretch.from)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const event = (fields: Partial<Made> & Pick<Made, 'id' | 'kind' | 'startsOn' | 'title'>): Made => ({
  endsOn: fields.startsOn,
  detail: '',
  count: 1,
  planFy: null,
  lock: null,
  state: 'none',
  lateDays: 0,
  tambonCode: null,
  href: null,
  ...fields,
})

/** Late is said, never locked (PEERS.md §1.2). */
function dueState(dueOn: string, doneOn: string | null, isDone: boolean, today: string) {
  const late = Math.max(0, daysBetween(dueOn, isDone ? (doneOn ?? dueOn) : today))
  return {
    state: isDone ? ('done' as const) : late > 0 ? ('late' as const) : ('open' as const),
    lateDays: late,
  }
}

/** Windows: late while not every plan that the office itself expects is adopted. */
function windowEvents(cx: QueryContext): Made[] {
  const officeId = cx.office().id
  const today = cx.today()
  const levels = rulesByKey(cx, 'plan-levels')
  const isDistrict = cx.office().profile === 'district'
  const villages = cx.db
    .select({ id: village.id })
    .from(village)
    .where(eq(village.officeId, officeId))
    .all().length
  const expected: Record<string, number> = {
    village: villages,
    tambon: tambonsOfOffice(cx).length,
    district: isDistrict ? 1 : 0,
    needs: isDistrict ? 1 : 0,
  }
  const adopted = cx.db
    .selectDistinct({ level: plan.level, planFy: plan.planFy, areaKey: plan.areaKey })
    .from(plan)
    .where(and(eq(plan.officeId, officeId), eq(plan.state, 'adopted')))
    .all()
  return cx.db
    .select()
    .from(planWindow)
    .where(eq(planWindow.officeId, officeId))
    .all()
    .map((row) => {
      const done = adopted.filter((one) => one.level === row.level && one.planFy === row.planFy).length
      const of = expected[row.level] ?? 0
      return event({
        id: `window:${row.id}`,
        kind: 'window',
        startsOn: row.startsOn,
        endsOn: row.endsOn,
        title: levels.get(row.level)?.name ?? row.level,
        detail: of > 0 ? `${done}/${of}` : '',
        planFy: row.planFy,
        // What other offices adopt (LAO, province) is not late here.
        ...(of === 0 ? {} : dueState(row.endsOn, null, done >= of, today)),
        href: `/calendar?view=windows&planFy=${row.planFy}`,
      })
    })
}

function dutyEvents(cx: QueryContext, kind: 'duty' | 'report', stretch: Stretch): Made[] {
  const today = cx.today()
  const signed = new Set(
    cx.db
      .select({ directiveId: resultsReport.directiveId })
      .from(resultsReport)
      .where(and(eq(resultsReport.officeId, cx.office().id), eq(resultsReport.state, 'signed')))
      .all()
      .map((row) => row.directiveId),
  )
  return cx.db
    .select({ row: duty, number: directive.number, subject: directive.subject, letterState: directive.state })
    .from(duty)
    .innerJoin(directive, eq(duty.directiveId, directive.id))
    .where(
      and(
        eq(duty.officeId, cx.office().id),
        isNotNull(duty.dueOn),
        between(duty.dueOn, stretch.from, stretch.to),
        kind === 'report' ? eq(duty.kind, 'report') : ne(duty.kind, 'report'),
      ),
    )
    .all()
    .flatMap(({ row, number, subject, letterState }) =>
      row.dueOn === null
        ? []
        : [
            event({
              id: `duty:${row.id}`,
              kind,
              startsOn: row.dueOn,
              title: row.text,
              detail: number || subject,
              // A letter that has not come cannot be late.
              ...(letterState === 'expected'
                ? { state: 'open' as const }
                : {
                    state: row.state === 'done' ? 'done' : row.dueOn < today ? 'late' : 'open',
                    lateDays: lateDays({ ...row, dueOn: row.dueOn }, today),
                  }),
              href:
                kind === 'report' && signed.has(row.directiveId)
                  ? `/reports?directive=${row.directiveId}`
                  : `/directives/${row.directiveId}`,
            }),
          ],
    )
}

const makers: Record<Exclude<EventKind, 'holiday'>, Maker> = {
  window: windowEvents,
  duty: (cx, stretch) => dutyEvents(cx, 'duty', stretch),
  report: (cx, stretch) => dutyEvents(cx, 'report', stretch),
  meeting: (cx, stretch) =>
    cx.db
      .select()
      .from(meeting)
      .where(and(eq(meeting.officeId, cx.office().id), between(meeting.heldOn, stretch.from, stretch.to)))
      .all()
      .flatMap((row) =>
        row.heldOn === null
          ? []
          : [
              event({
                id: `meeting:${row.id}`,
                kind: 'meeting',
                startsOn: row.heldOn,
                title: row.title,
                detail: join(row.startsAt, row.place),
                ...held(row.heldOn, row.state !== 'planned', cx.today()),
                href: `/meetings/${row.id}`,
              }),
            ],
      ),
  forum(cx, stretch) {
    const nameOf = areaNames(cx)
    return cx.db
      .select({ row: forum, villageName: village.name, villageKind: village.kind, mooNo: village.mooNo })
      .from(forum)
      .leftJoin(village, eq(village.id, forum.villageId))
      .where(and(eq(forum.officeId, cx.office().id), between(forum.heldOn, stretch.from, stretch.to)))
      .all()
      .flatMap(({ row, ...place }) =>
        row.heldOn === null
          ? []
          : [
              event({
                id: `forum:${row.id}`,
                kind: 'forum',
                startsOn: row.heldOn,
                title: nameOf({ ...place, tambonCode: row.tambonCode }),
                detail: join(row.startsAt, row.place),
                ...held(row.heldOn, row.state === 'held', cx.today()),
                tambonCode: row.tambonCode,
                href: `/forums/${row.id}`,
              }),
            ],
      )
  },
  workshop: (cx, stretch) => activityEvents(cx, 'workshop', stretch),
  activity: (cx, stretch) => activityEvents(cx, 'activity', stretch),
  followUp: (cx, stretch) =>
    cx.db
      .select()
      .from(resolution)
      .where(
        and(
          eq(resolution.officeId, cx.office().id),
          ne(resolution.state, 'none'),
          ne(resolution.state, 'dropped'),
          between(resolution.dueOn, stretch.from, stretch.to),
        ),
      )
      .all()
      .flatMap((row) =>
        row.dueOn === null
          ? []
          : [
              event({
                id: `followUp:${row.id}`,
                kind: 'followUp',
                startsOn: row.dueOn,
                title: row.text,
                detail: row.ownerName,
                ...dueState(row.dueOn, row.doneOn, row.state === 'done', cx.today()),
                href: `/meetings/${row.meetingId}`,
              }),
            ],
      ),
  pledge(cx, stretch) {
    const inStretch = and(
      eq(pledge.officeId, cx.office().id),
      between(pledge.dueOn, stretch.from, stretch.to),
    )
    const receiptsOf = groupBy(
      cx.db
        .select({
          pledgeId: pledgeReceipt.pledgeId,
          on: pledgeReceipt.receivedOn,
          amount: pledgeReceipt.amount,
        })
        .from(pledgeReceipt)
        .innerJoin(pledge, eq(pledge.id, pledgeReceipt.pledgeId))
        .where(inStretch)
        .all(),
      (receipt) => receipt.pledgeId,
    )
    return cx.db
      .select({ row: pledge, partnerName: activity.partnerName, tambonCode: activity.tambonCode })
      .from(pledge)
      .innerJoin(activity, eq(pledge.activityId, activity.id))
      .where(inStretch)
      .all()
      .flatMap(({ row, partnerName, tambonCode }) => {
        if (row.dueOn === null || row.withdrawnOn !== null) return []
        const receipts = receiptsOf.get(row.id) ?? []
        const came = receipts.reduce((sum, one) => sum + (one.amount ?? 0), 0)
        const isDone = row.amount === null ? receipts.length > 0 : came >= row.amount
        const last =
          receipts
            .map((one) => one.on)
            .sort()
            .at(-1) ?? null
        return [
          event({
            id: `pledge:${row.id}`,
            kind: 'pledge',
            startsOn: row.dueOn,
            title: row.what === '' ? partnerName : row.what,
            detail: row.what === '' ? '' : partnerName,
            ...dueState(row.dueOn, last, isDone, cx.today()),
            tambonCode,
            href: `/activities?id=${row.activityId}`,
          }),
        ]
      })
  },
  term: (cx, stretch) =>
    listBodies(cx, { editionFy: null }).flatMap((body) =>
      body.endsOn === null || body.closedOn !== null || body.endsOn < stretch.from || body.endsOn > stretch.to
        ? []
        : [
            event({
              id: `term:${body.id}`,
              kind: 'term',
              startsOn: body.endsOn,
              title: body.name,
              ...dueState(body.endsOn, null, false, cx.today()),
              tambonCode: body.tambonCode,
              href: `/bodies/${body.id}`,
            }),
          ],
    ),
  lock: lockEvents,
  entry: (cx, stretch) =>
    cx.db
      .select()
      .from(calendarEntry)
      .where(
        and(
          eq(calendarEntry.officeId, cx.office().id),
          lte(calendarEntry.startsOn, stretch.to),
          or(gte(calendarEntry.startsOn, stretch.from), gte(calendarEntry.endsOn, stretch.from)),
        ),
      )
      .all()
      .map((row) =>
        event({
          id: `entry:${row.id}`,
          kind: 'entry',
          startsOn: row.startsOn,
          endsOn: row.endsOn ?? row.startsOn,
          title: row.title,
          detail: row.place,
          // An own entry that has passed is nothing late: it was a day, not a deadline.
          state: row.done ? 'done' : 'open',
          tambonCode: row.tambonCode,
          href: `/calendar?entry=${row.id}&on=${row.startsOn}`,
        }),
      ),
}

/** Something that takes place: planned for a day that has passed and not written up is late. */
function held(on: string, isHeld: boolean, today: string) {
  return dueState(on, on, isHeld, today)
}

function join(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}

function activityEvents(cx: QueryContext, kind: 'workshop' | 'activity', stretch: Stretch): Made[] {
  return cx.db
    .select()
    .from(activity)
    .where(
      and(
        eq(activity.officeId, cx.office().id),
        kind === 'workshop' ? eq(activity.kind, 'workshop') : ne(activity.kind, 'workshop'),
        lte(activity.heldOn, stretch.to),
        or(gte(activity.heldOn, stretch.from), gte(activity.endedOn, stretch.from)),
      ),
    )
    .all()
    .map((row) =>
      event({
        id: `activity:${row.id}`,
        kind,
        startsOn: row.heldOn,
        endsOn: row.endedOn ?? row.heldOn,
        title: row.subject,
        detail: join(row.partnerName, row.place),
        // planned, its day gone by, and nobody has said that it was held: still open (core/activities/rules.ts)
        state: row.state === 'held' ? 'done' : 'open',
        tambonCode: row.tambonCode,
        href: `/activities?id=${row.id}`,
      }),
    )
}

/** What no longer changes: plans adopted (one line a day and level), reports signed, packages the province accepted. */
function lockEvents(cx: QueryContext, stretch: Stretch): Made[] {
  const officeId = cx.office().id
  const levels = rulesByKey(cx, 'plan-levels')
  const nameOf = areaNames(cx)
  const adopted = cx.db
    .select({
      id: plan.id,
      level: plan.level,
      planFy: plan.planFy,
      adoptedOn: plan.adoptedOn,
      tambonCode: plan.tambonCode,
      villageName: village.name,
      villageKind: village.kind,
      mooNo: village.mooNo,
    })
    .from(plan)
    .leftJoin(village, eq(village.id, plan.villageId))
    .where(
      and(
        eq(plan.officeId, officeId),
        eq(plan.state, 'adopted'),
        between(plan.adoptedOn, stretch.from, stretch.to),
      ),
    )
    .all()
  const groups = new Map<string, typeof adopted>()
  for (const row of adopted) {
    const key = [row.adoptedOn, row.level, row.planFy, row.tambonCode].join(' ')
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const plans = [...groups.values()].flatMap((rows): Made[] => {
    const [first] = rows
    if (!first || first.adoptedOn === null) return []
    const level = levels.get(first.level)?.shortName ?? first.level
    const only = rows.length === 1
    const { villageName, villageKind, mooNo, tambonCode } = first
    const area = nameOf(only ? { villageName, villageKind, mooNo, tambonCode } : { tambonCode })
    return [
      event({
        id: `lock:plan:${first.id}`,
        kind: 'lock',
        startsOn: first.adoptedOn,
        title: join(level, area),
        count: rows.length,
        planFy: first.planFy,
        lock: 'adopted',
        state: 'done',
        tambonCode,
        href: only
          ? `/plans/${first.id}`
          : `/plans?level=${first.level}&planFy=${first.planFy}${tambonCode === null ? '' : `&tambon=${tambonCode}`}`,
      }),
    ]
  })
  const reports = cx.db
    .select({
      id: resultsReport.id,
      signedOn: resultsReport.signedOn,
      number: directive.number,
      subject: directive.subject,
    })
    .from(resultsReport)
    .innerJoin(directive, eq(resultsReport.directiveId, directive.id))
    .where(
      and(
        eq(resultsReport.officeId, officeId),
        eq(resultsReport.state, 'signed'),
        between(resultsReport.signedOn, stretch.from, stretch.to),
      ),
    )
    .all()
    .flatMap((row) =>
      row.signedOn === null
        ? []
        : [
            event({
              id: `lock:report:${row.id}`,
              kind: 'lock',
              startsOn: row.signedOn,
              title: row.number || row.subject,
              lock: 'signed',
              state: 'done',
              href: `/reports/${row.id}`,
            }),
          ],
    )
  return [...plans, ...reports, ...receiptEvents(cx, stretch)]
}

/** ใบรับ of the province: what it took in is its own from then on. */
function receiptEvents(cx: QueryContext, stretch: Stretch): Made[] {
  const receipts = cx.db
    .select()
    .from(packageIn)
    .where(
      and(
        eq(packageIn.officeId, cx.office().id),
        inArray(packageIn.kind, ['receipt']),
        between(packageIn.receivedOn, stretch.from, stretch.to),
      ),
    )
    .all()
  const names = new Map(
    cx.db
      .select({ sequence: packageOut.sequence, name: packageOut.fileName })
      .from(packageOut)
      .where(and(eq(packageOut.officeId, cx.office().id), eq(packageOut.kind, 'submission')))
      .all()
      .map((row) => [row.sequence, row.name]),
  )
  return receipts.map((row) =>
    event({
      id: `lock:receipt:${row.id}`,
      kind: 'lock',
      startsOn: row.receivedOn.slice(0, 10),
      title: names.get(row.sequence) ?? row.fileName,
      lock: 'accepted',
      state: 'done',
      href: '/exchange',
    }),
  )
}

function holidays(days: ReturnType<typeof readDaysOff>['days']): Made[] {
  return days.map((day) =>
    event({
      id: `holiday:${day.date}`,
      kind: 'holiday',
      startsOn: day.date,
      title: day.name,
      detail: day.kind,
    }),
  )
}
