import { and, asc, eq, inArray, min } from 'drizzle-orm'
import {
  attachment,
  audit,
  change,
  forum,
  meeting,
  meetingMinutes,
  plan,
  resolution,
  village,
} from '../../db/schema.ts'
import { windows } from '../calendar/queries.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { localDate } from '../kernel/local-date.ts'
import { areaNames } from '../plans/areas.ts'
import { ownTambonCodes } from './board.ts'
import type { LevelCounts, PlanProgress, Progress, TambonProgress } from './contract.ts'
import { addCounts, adoptedByMonth, countOn, earliest, type PlanDays, planOn } from './rules.ts'

type Place = Pick<PlanProgress, 'level' | 'kind' | 'areaKey' | 'areaName' | 'tambonCode'>
type Evidence = ReturnType<typeof readEvidence>

/**
 * How far the plans of a plan FY are on a day: every village, community and tambon, the district's own plan and its
 * needs plan, each with its dates and what proves them. A fixed number of statements for any number of tambons.
 *
 * @param input asOf: null = today; what came after that day is left out
 */
export function plansProgress(cx: QueryContext, input: { planFy: number; asOf: string | null }): Progress {
  const { planFy } = input
  const today = cx.today()
  const asOf = input.asOf ?? today
  const office = cx.office()
  const spans = windows(cx, { planFy })
  const ends = new Map<string, string>(spans.map((one) => [one.level, one.endsOn]))
  const evidence = readEvidence(cx, planFy)
  const nameOf = areaNames(cx)
  const places = cx.db
    .select({
      id: village.id,
      kind: village.kind,
      name: village.name,
      mooNo: village.mooNo,
      tambonCode: village.tambonCode,
    })
    .from(village)
    .where(eq(village.officeId, office.id))
    .orderBy(asc(village.tambonCode), asc(village.mooNo), asc(village.id))
    .all()
  const mine = ownTambonCodes(cx)
  const seen: { place: Place; days: PlanDays }[] = []
  const progressOf = (place: Place): { line: PlanProgress; days: PlanDays } => {
    const days = daysOf(evidence, place, ends.get(place.level) ?? null)
    seen.push({ place, days })
    return { line: lineOf(evidence, place, days, asOf, planFy), days }
  }

  const tambons = tambonsOfOffice(cx).map(({ code, name }): TambonProgress => {
    const areas = places
      .filter((row) => row.tambonCode === code)
      .map((row) =>
        progressOf({
          level: 'village',
          kind: row.kind,
          areaKey: row.id,
          areaName: nameOf({ villageName: row.name, villageKind: row.kind, mooNo: row.mooNo }),
          tambonCode: code,
        }),
      )
    const own = progressOf({
      level: 'tambon',
      kind: 'tambon',
      areaKey: code,
      areaName: nameOf({ tambonCode: code }),
      tambonCode: code,
    })
    const of = (kind: PlanProgress['kind']) =>
      countOn(
        areas.filter(({ line }) => line.kind === kind).map(({ days }) => days),
        asOf,
      )
    const counts = { village: of('village'), community: of('community'), tambon: countOn([own.days], asOf) }
    return {
      tambonCode: code,
      tambonName: name,
      mine: mine.includes(code),
      counts,
      all: sumOf(counts),
      tambon: own.line,
      areas: areas.map(({ line }) => line),
    }
  })
  const counts: LevelCounts = {
    village: addCounts(tambons.map((one) => one.counts.village)),
    community: addCounts(tambons.map((one) => one.counts.community)),
    tambon: addCounts(tambons.map((one) => one.counts.tambon)),
  }
  const { districtCode } = office
  const whole = (level: 'district' | 'needs'): PlanProgress | null =>
    office.profile !== 'district' || districtCode === null
      ? null
      : progressOf({
          level,
          kind: level,
          areaKey: districtCode,
          areaName: nameOf({ districtCode }),
          tambonCode: null,
        }).line
  const districtPlan = whole('district')
  const needsPlan = whole('needs')
  return {
    today,
    asOf,
    planFy,
    windows: spans.map(({ level, startsOn, endsOn }) => ({ level, startsOn, endsOn })),
    tambons: [...tambons.filter((one) => one.mine), ...tambons.filter((one) => !one.mine)],
    counts,
    all: sumOf(counts),
    districtPlan,
    needsPlan,
    months: adoptedByMonth(
      seen.map(({ days }) => days),
      asOf,
    ),
  }
}

function sumOf(counts: LevelCounts) {
  return addCounts([counts.village, counts.community, counts.tambon])
}

/** Everything that is known of the plans of a plan FY, by the key of what each is of. */
function readEvidence(cx: QueryContext, planFy: number) {
  const officeId = cx.office().id
  const plans = cx.db
    .select({
      id: plan.id,
      level: plan.level,
      areaKey: plan.areaKey,
      state: plan.state,
      adoptedOn: plan.adoptedOn,
      adoptedBy: plan.adoptedBy,
      resolution: plan.resolution,
    })
    .from(plan)
    .where(and(eq(plan.officeId, officeId), eq(plan.planFy, planFy)))
    .orderBy(asc(plan.id))
    .all()
  const planIds = plans.map((row) => row.id)
  // When a plan was opened stands in the history alone: it is nobody's field. What is there was there today at the latest,
  // whatever the clock said when it was written.
  const today = cx.today()
  const dayOf = (at: string) => [localDate(new Date(at)), today].sort()[0] ?? today
  const opened = new Map(
    planIds.length === 0
      ? []
      : cx.db
          .select({ id: change.rowId, at: min(audit.at) })
          .from(change)
          .innerJoin(audit, eq(audit.n, change.auditN))
          .where(
            and(eq(change.tableName, 'plan'), eq(change.operation, 'insert'), inArray(change.rowId, planIds)),
          )
          .groupBy(change.rowId)
          .all()
          .flatMap(({ id, at }) => (at === null ? [] : [[id, dayOf(at)] as const])),
  )
  const forums = cx.db
    .select({
      id: forum.id,
      level: forum.level,
      villageId: forum.villageId,
      tambonCode: forum.tambonCode,
      heldOn: forum.heldOn,
    })
    .from(forum)
    .where(and(eq(forum.officeId, officeId), eq(forum.planFy, planFy), eq(forum.state, 'held')))
    .orderBy(asc(forum.heldOn), asc(forum.id))
    .all()
  const decided = new Map(
    planIds.length === 0
      ? []
      : cx.db
          .select({
            planId: resolution.aboutId,
            id: meeting.id,
            title: meeting.title,
            heldOn: meeting.heldOn,
          })
          .from(resolution)
          .innerJoin(meeting, eq(meeting.id, resolution.meetingId))
          .where(and(eq(resolution.aboutTable, 'plan'), inArray(resolution.aboutId, planIds)))
          .orderBy(asc(meeting.heldOn), asc(meeting.id))
          .all()
          .map(({ planId, ...one }) => [planId, one] as const),
  )
  const minutes = cx.db
    .select({ id: meetingMinutes.id, meetingId: meetingMinutes.meetingId, state: meetingMinutes.state })
    .from(meetingMinutes)
    .where(eq(meetingMinutes.officeId, officeId))
    .all()
  const files = cx.db
    .select({ table: attachment.subjectTable, id: attachment.subjectId })
    .from(attachment)
    .where(
      and(
        eq(attachment.officeId, officeId),
        inArray(attachment.subjectTable, ['forum', 'meeting', 'meetingMinutes']),
      ),
    )
    .all()
  const byArea = new Map<string, (typeof plans)[number][]>()
  for (const row of plans) {
    const key = `${row.level} ${row.areaKey}`
    byArea.set(key, [...(byArea.get(key) ?? []), row])
  }
  const forumOf = new Map<string, (typeof forums)[number][]>()
  for (const row of forums) {
    const key = `${row.level} ${row.level === 'village' ? row.villageId : row.tambonCode}`
    forumOf.set(key, [...(forumOf.get(key) ?? []), row])
  }
  const minutesOf = new Map<string, (typeof minutes)[number][]>()
  for (const row of minutes) minutesOf.set(row.meetingId, [...(minutesOf.get(row.meetingId) ?? []), row])
  const filesOf = new Map<string, number>()
  for (const row of files) {
    const key = `${row.table} ${row.id}`
    filesOf.set(key, (filesOf.get(key) ?? 0) + 1)
  }
  return { byArea, opened, forumOf, decided, minutesOf, filesOf }
}

function keyOf(place: Pick<Place, 'level' | 'areaKey'>): string {
  return `${place.level} ${place.areaKey}`
}

/** The first edition that was adopted: with it the plan of the year was made; later editions change it. */
function adoptedOf(evidence: Evidence, place: Place) {
  return (evidence.byArea.get(keyOf(place)) ?? [])
    .filter((row) => row.state === 'adopted' && row.adoptedOn !== null)
    .sort((a, b) => (a.adoptedOn ?? '').localeCompare(b.adoptedOn ?? ''))[0]
}

function daysOf(evidence: Evidence, place: Place, endsOn: string | null): PlanDays {
  const plans = evidence.byArea.get(keyOf(place)) ?? []
  const adoptedOn = adoptedOf(evidence, place)?.adoptedOn ?? null
  const begunOn = earliest([
    adoptedOn,
    ...plans.map((row) => evidence.opened.get(row.id) ?? null),
    ...(evidence.forumOf.get(keyOf(place)) ?? []).map((row) => row.heldOn),
  ])
  return { begunOn, adoptedOn, endsOn }
}

function lineOf(
  evidence: Evidence,
  place: Place,
  days: PlanDays,
  asOf: string,
  planFy: number,
): PlanProgress {
  const plans = evidence.byArea.get(keyOf(place)) ?? []
  const upTo = (day: string | null) => day !== null && day <= asOf
  const adopted = upTo(days.adoptedOn) ? adoptedOf(evidence, place) : undefined
  // The plan that the door leads to: the adopted one, else the newest there is.
  const shown = adopted ?? plans.at(-1)
  const held = (evidence.forumOf.get(keyOf(place)) ?? []).find((row) => upTo(row.heldOn))
  const decided = adopted === undefined ? undefined : evidence.decided.get(adopted.id)
  const minutes = decided === undefined ? [] : (evidence.minutesOf.get(decided.id) ?? [])
  const files = (table: string, id: string) => evidence.filesOf.get(`${table} ${id}`) ?? 0
  const { state, lateDays } = planOn(days, asOf)
  return {
    ...place,
    state,
    lateDays,
    endsOn: days.endsOn,
    begunOn: upTo(days.begunOn) ? days.begunOn : null,
    forum: held === undefined ? null : { id: held.id, heldOn: held.heldOn ?? '' },
    planId: shown?.id ?? null,
    adoptedOn: adopted?.adoptedOn ?? null,
    adoptedBy: adopted?.adoptedBy ?? '',
    resolution: adopted?.resolution ?? '',
    meeting:
      decided === undefined
        ? null
        : {
            ...decided,
            minutes:
              minutes.length === 0
                ? 'none'
                : minutes.every((row) => row.state === 'certified')
                  ? 'certified'
                  : 'signed',
          },
    attachments:
      (held === undefined ? 0 : files('forum', held.id)) +
      (decided === undefined ? 0 : files('meeting', decided.id)) +
      minutes.reduce((sum, row) => sum + files('meetingMinutes', row.id), 0),
    href:
      shown === undefined
        ? `/plans?level=${place.level}&planFy=${planFy}${place.tambonCode === null ? '' : `&tambon=${place.tambonCode}`}`
        : `/plans/${shown.id}`,
  }
}
