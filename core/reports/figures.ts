/**
 * The figures of the results report, each counted from the records (C19, DOMAIN.md §3.6). Which figures there are and
 * what they are called is data (resources/rules/report-figures); how a figure is counted is one function here, under
 * the same key. A figure is the sum of its sources, and what it is "of" the sum of what was wanted, so that what is
 * shown on opening it – of the district or of one tambon – is always what was counted.
 */
import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import {
  activity,
  directive,
  directiveTold,
  duty,
  entryBudget,
  fate,
  office,
  plan,
  planEntry,
  planWindow,
  pledge,
  pledgeReceipt,
  project,
  village,
} from '../../db/schema.ts'
import { persons } from '../activities/rules.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { groupBy } from '../kernel/group.ts'
import { appointmentsOf } from '../orders/in-force.ts'
import { areaNames } from '../plans/areas.ts'
import { additiveEditions } from '../plans/queries.ts'
import { inForce } from '../plans/rules.ts'
import { rulesByKey } from '../rules/queries.ts'
import { daysBetween } from '../thai/dates.ts'
import type { FigureSource } from './contract.ts'

/** `of`: what it fulfils (a tambon, a village), to find what is missing. */
type Item = FigureSource & { of: string }
type Counted = { sources: Item[]; wanted: Item[] | null }
type Count = (records: Records) => Counted
export type Records = ReturnType<typeof readRecords>
/** The letter whose edition and plan FY are counted; without an id no letter of the office: nothing was told by it. */
export type Edition = { id: string | null; editionFy: number; planFy: number }

/** @throws Fault record.notFound */
export function editionOf(cx: QueryContext, directiveId: string): Edition & { number: string } {
  const letter = cx.db.select().from(directive).where(eq(directive.id, directiveId)).get()
  if (!letter) throw new Fault('record.notFound', { kind: 'directive', id: directiveId })
  const { id, editionFy, planFy, number } = letter
  return { id, editionFy, planFy, number }
}

/**
 * Reads once what the figures of a report count: records of the office, of the directive's edition and plan FY, up to
 * the day of the report. What is only planned, or goes on after that day, is not counted.
 *
 * @param asOf ISO date; what was done later is not in this report
 */
export function readRecords(
  cx: QueryContext,
  { officeId, edition, asOf }: { officeId: string; edition: Edition; asOf: string },
) {
  const villages = cx.db
    .select()
    .from(village)
    .where(eq(village.officeId, officeId))
    .orderBy(asc(village.tambonCode), asc(village.mooNo), asc(village.id))
    .all()
  const home = cx.db
    .select({ districtCode: office.districtCode })
    .from(office)
    .where(eq(office.id, officeId))
    .get()
  const plans = cx.db
    .select()
    .from(plan)
    .where(and(eq(plan.officeId, officeId), eq(plan.planFy, edition.planFy)))
    .orderBy(asc(plan.id))
    .all()
  const adopted = plans.filter(
    (row) => row.state === 'adopted' && row.adoptedOn !== null && row.adoptedOn <= asOf,
  )
  const name = areaNames(cx)
  const villageById = new Map(villages.map((row) => [row.id, row]))
  const windowEnds = new Map(
    cx.db
      .select({ level: planWindow.level, endsOn: planWindow.endsOn })
      .from(planWindow)
      .where(and(eq(planWindow.officeId, officeId), eq(planWindow.planFy, edition.planFy)))
      .all()
      .map((row) => [row.level, row.endsOn]),
  )
  const duties =
    edition.id === null
      ? []
      : cx.db.select().from(duty).where(eq(duty.directiveId, edition.id)).orderBy(asc(duty.no)).all()
  const activities = cx.db
    .select()
    .from(activity)
    .where(
      and(
        eq(activity.officeId, officeId),
        eq(activity.editionFy, edition.editionFy),
        eq(activity.state, 'held'),
        lte(activity.heldOn, asOf),
      ),
    )
    .orderBy(asc(activity.heldOn), asc(activity.id))
    .all()
    // one that goes on beyond the day of the report is not held yet
    .filter((row) => (row.endedOn ?? row.heldOn) <= asOf)
  const projectNames = new Map(
    cx.db
      .select({
        id: project.id,
        name: project.name,
        villageId: project.villageId,
        tambonCode: project.tambonCode,
      })
      .from(project)
      .where(eq(project.officeId, officeId))
      .all()
      .map((row) => [row.id, row]),
  )
  const tambons = tambonsOfOffice(cx, officeId)
  const districtCode = home?.districtCode ?? null
  return {
    asOf,
    edition,
    villages,
    adopted,
    tambonPlans: tambonPlansInForce(cx, adopted),
    tambons,
    orders: appointmentsOf(cx, { officeIds: [officeId], editions: [edition.editionFy] }).filter(
      (row) => row.state === 'signed' && row.signedOn !== null && row.signedOn <= asOf,
    ),
    activities,
    of: (kind: (typeof activities)[number]['kind']) => activities.filter((row) => row.kind === kind),
    pledges: pledgesOf(cx, activities, asOf),
    told:
      edition.id === null
        ? []
        : cx.db
            .select()
            .from(directiveTold)
            .where(and(eq(directiveTold.directiveId, edition.id), lte(directiveTold.toldOn, asOf)))
            .orderBy(asc(directiveTold.toldOn), asc(directiveTold.id))
            .all(),
    fates: cx.db
      .select()
      .from(fate)
      .where(and(eq(fate.officeId, officeId), lte(fate.dated, asOf)))
      .orderBy(asc(fate.dated), asc(fate.id))
      .all(),
    /** Where each project began. */
    origins: projectNames,
    placeName: (code: string) => cx.geography.nameOf(code),
    fateKinds: rulesByKey(cx, 'fate-kinds'),
    steps: rulesByKey(cx, 'participation-steps'),
    /** Last day on which a workshop is in time; null when nobody set one. */
    workshopsEnd: duties.find((row) => row.kind === 'workshops')?.dueOn ?? windowEnds.get('tambon') ?? null,
    windowEnds,
    districtCode,
    tambonName: (code: string | null) =>
      code === null ? name({ districtCode }) : name({ tambonCode: code }),
    areaName: (row: { villageId: string | null; tambonCode: string | null; districtCode: string | null }) => {
      const home = row.villageId === null ? undefined : villageById.get(row.villageId)
      return name({
        villageName: home?.name ?? null,
        villageKind: home?.kind ?? null,
        mooNo: home?.mooNo ?? null,
        tambonCode: row.tambonCode,
        districtCode: row.districtCode,
      })
    },
  }
}

/** Anything at all of this edition: a year without any is no year of nothing done, it is a year without data. */
export function hasRecords(records: Records): boolean {
  return records.activities.length + records.adopted.length + records.orders.length + records.told.length > 0
}

/** A promise of a partner as far as the day of the report, satang. */
export type Promised = {
  id: string
  activityId: string
  partner: string
  tambonCode: string | null
  heldOn: string
  projectId: string | null
  form: string
  isMoney: boolean
  what: string
  pledged: number
  received: number
  withdrawn: boolean
}

/** Promises made at these meetings with partners, each with what came of it by that day. */
function pledgesOf(
  cx: QueryContext,
  activities: readonly (typeof activity.$inferSelect)[],
  asOf: string,
): Promised[] {
  const partners = activities.filter((row) => row.kind === 'partner')
  const ids = partners.map((row) => row.id)
  const rows =
    ids.length === 0
      ? []
      : cx.db.select().from(pledge).where(inArray(pledge.activityId, ids)).orderBy(asc(pledge.id)).all()
  const receipts = groupBy(
    rows.length === 0
      ? []
      : cx.db
          .select()
          .from(pledgeReceipt)
          .where(
            and(
              inArray(
                pledgeReceipt.pledgeId,
                rows.map((row) => row.id),
              ),
              lte(pledgeReceipt.receivedOn, asOf),
            ),
          )
          .all(),
    (row) => row.pledgeId,
  )
  const byActivity = groupBy(rows, (row) => row.activityId)
  const forms = rulesByKey(cx, 'pledge-forms')
  return partners.flatMap((meeting): Promised[] => {
    const base = {
      activityId: meeting.id,
      partner: meeting.partnerName,
      tambonCode: meeting.tambonCode,
      heldOn: meeting.heldOn,
    }
    const own = byActivity.get(meeting.id) ?? []
    // written by an office whose program keeps the two sums only
    if (own.length === 0) {
      if ((meeting.pledged ?? 0) + (meeting.received ?? 0) === 0) return []
      const [projectId = null, ...more] = meeting.projectIds
      return [
        {
          ...base,
          id: meeting.id,
          projectId: more.length > 0 ? null : projectId,
          form: 'money',
          isMoney: true,
          what: '',
          pledged: meeting.pledged ?? 0,
          received: meeting.received ?? 0,
          withdrawn: false,
        },
      ]
    }
    return own.map((row) => ({
      ...base,
      id: row.id,
      projectId: row.projectId,
      form: row.form,
      isMoney: forms.get(row.form)?.money ?? false,
      what: row.what,
      pledged: row.amount ?? 0,
      received: (receipts.get(row.id) ?? []).reduce((sum, receipt) => sum + (receipt.amount ?? 0), 0),
      withdrawn: row.withdrawnOn !== null && row.withdrawnOn <= asOf,
    }))
  })
}

/** Entries of the tambon plans that hold now, one a project, with their money over the whole span. */
function tambonPlansInForce(cx: QueryContext, adopted: readonly (typeof plan.$inferSelect)[]) {
  const additive = additiveEditions(cx)
  const byTambon = groupBy(
    adopted.filter((row) => row.level === 'tambon'),
    (row) => row.areaKey,
  )
  return [...byTambon.values()].flatMap((editions) => {
    const entries = new Map<string, { projectId: string; name: string; agency: string; satang: number }>()
    const holding = inForce(editions, additive)
    for (const one of holding) {
      const rows = cx.db
        .select()
        .from(planEntry)
        .where(eq(planEntry.planId, one.id))
        .orderBy(asc(planEntry.rank))
        .all()
      const money = new Map<string, number>()
      const budgets = cx.db
        .select({ entryId: entryBudget.entryId, amount: entryBudget.amount })
        .from(entryBudget)
        .innerJoin(planEntry, eq(planEntry.id, entryBudget.entryId))
        .where(eq(planEntry.planId, one.id))
        .all()
      for (const { entryId, amount } of budgets) money.set(entryId, (money.get(entryId) ?? 0) + amount)
      for (const row of rows) {
        entries.set(row.projectId, {
          projectId: row.projectId,
          name: row.name,
          agency: row.leadAgency,
          satang: money.get(row.id) ?? 0,
        })
      }
    }
    const newest = holding.at(-1)
    return newest === undefined ? [] : [{ plan: newest, entries: [...entries.values()] }]
  })
}

const one = (source: Omit<Item, 'value'>): Item => ({ ...source, value: 1 })

/** Doors into the year that the report is of, not into the one that another screen was left at. */
const roomOf = (records: Records, kind: string, tambonCode: string) =>
  `/activities?kind=${kind}&edition=${records.edition.editionFy}&tambon=${tambonCode}`
const plansOf = (records: Records, level: string, tambonCode: string) =>
  `/plans?level=${level}&planFy=${records.edition.planFy}&tambon=${tambonCode}`

function activityItem(row: Records['activities'][number], value: number, of = row.id): Item {
  return {
    of,
    record: `activity:${row.id}`,
    tambonCode: row.tambonCode,
    label: row.subject,
    date: row.heldOn,
    value,
    href: `/activities?kind=${row.kind}&id=${row.id}`,
  }
}

function measured(
  measure: (row: Records['activities'][number]) => number,
  kinds: readonly Records['activities'][number]['kind'][],
): Count {
  return (records) => ({
    wanted: null,
    sources: records.activities
      .filter((row) => kinds.includes(row.kind))
      .map((row) => activityItem(row, measure(row))),
  })
}

/** Every tambon of the office, as what a figure is "of". */
function everyTambon(records: Records, door: (code: string) => string, value = 1): Item[] {
  return records.tambons.map(({ code }) => ({
    of: code,
    record: `tambon:${code}`,
    tambonCode: code,
    label: records.tambonName(code),
    date: null,
    value,
    href: door(code),
  }))
}

type Activity = Records['activities'][number]

/** One source a tambon: the first activity that counts for it. */
function tambonsWith(
  kind: Activity['kind'],
  counts: (row: Activity, records: Records) => boolean = () => true,
): Count {
  return (records) => {
    const rows = records.of(kind).filter((row) => counts(row, records))
    return {
      wanted: everyTambon(records, (code) => roomOf(records, kind, code)),
      sources: records.tambons.flatMap((tambon) => {
        const row = rows.find((row) => row.tambonCode === tambon.code)
        return row === undefined ? [] : [ofTambon(records, row, tambon.code)]
      }),
    }
  }
}

function ofTambon(records: Records, row: Activity, code: string): Item {
  return {
    ...activityItem(row, 1, code),
    tambonCode: code,
    label: `${records.tambonName(code)} · ${row.subject}`,
  }
}

const endOf = (row: Activity) => row.endedOn ?? row.heldOn
const inTime = (row: Activity, records: Records) =>
  records.workshopsEnd === null || endOf(row) <= records.workshopsEnd

/** Days after the last day for it, of the first workshop of a tambon that was held; 0 = in time. */
export function workshopLateDays(records: Records, tambonCode: string): number {
  const rows = records.of('workshop').filter((row) => row.tambonCode === tambonCode)
  const first = rows.map(endOf).sort()[0]
  if (first === undefined || records.workshopsEnd === null) return 0
  return Math.max(0, daysBetween(records.workshopsEnd, first))
}

function currentOrders(kind: string, perTambon: boolean): Count {
  return (records) => {
    const newest = new Map(
      records.orders.filter((row) => row.kind === kind).map((row) => [row.tambonCode ?? '', row]),
    )
    const wanted = perTambon ? everyTambon(records, () => '/bodies') : [theDistrict(records, '/bodies')]
    return {
      wanted,
      sources: wanted.flatMap(({ of, tambonCode }) => {
        const row = perTambon ? newest.get(of) : [...newest.values()].at(-1)
        return row === undefined
          ? []
          : [
              one({
                of,
                record: `appointmentOrder:${row.id}`,
                tambonCode,
                label: row.bodyName,
                date: row.signedOn,
                href: `/orders/${row.id}`,
              }),
            ]
      }),
    }
  }
}

function theDistrict(records: Records, href: string): Item {
  return {
    of: '',
    record: `district:${records.districtCode ?? ''}`,
    tambonCode: null,
    label: records.tambonName(null),
    date: null,
    value: 1,
    href,
  }
}

/** Plans of a level that were adopted, one an area: its first edition, whose day decides whether it was in time. */
function adoptedPlans(
  level: string,
  wanted: (records: Records) => Item[],
  only: (row: Records['adopted'][number], records: Records) => boolean = () => true,
): Count {
  return (records) => {
    const asked = wanted(records)
    const known = new Map(asked.map((item) => [item.of, item]))
    const first = new Map<string, Records['adopted'][number]>()
    for (const row of records.adopted) {
      if (row.level !== level || !only(row, records)) continue
      const of = level === 'village' || level === 'tambon' ? row.areaKey : ''
      const before = first.get(of)
      if (known.has(of) && (before === undefined || (row.adoptedOn ?? '') < (before.adoptedOn ?? '')))
        first.set(of, row)
    }
    return {
      wanted: asked,
      sources: [...first].map(([of, row]) =>
        one({
          of,
          record: `plan:${row.id}`,
          tambonCode: known.get(of)?.tambonCode ?? null,
          label: records.areaName(row),
          date: row.adoptedOn,
          href: `/plans/${row.id}`,
        }),
      ),
    }
  }
}

const villagesOf = (kind: 'village' | 'community') => (records: Records) =>
  records.villages
    .filter((row) => row.kind === kind)
    .map((row) =>
      one({
        of: row.id,
        record: `village:${row.id}`,
        tambonCode: row.tambonCode,
        label: records.areaName({ villageId: row.id, tambonCode: row.tambonCode, districtCode: null }),
        date: null,
        href: plansOf(records, 'village', row.tambonCode),
      }),
    )
const everyVillage = (records: Records) => [
  ...villagesOf('village')(records),
  ...villagesOf('community')(records),
]
const everyTambonPlan = (records: Records) => everyTambon(records, (code) => plansOf(records, 'tambon', code))
const adoptedInTime = (row: Records['adopted'][number], records: Records) => {
  const end = records.windowEnds.get(row.level)
  return end === undefined || (row.adoptedOn ?? '') <= end
}

/**
 * Money a project got so far: of each budget source the newest amount; nothing when it was withdrawn or cancelled
 * since (DOMAIN.md §9.4).
 */
function fundedProjects(
  records: Records,
): { projectId: string; name: string; date: string; satang: number; source: string; kind: string }[] {
  const names = new Map(
    records.tambonPlans.flatMap(({ entries }) =>
      entries.map((entry) => [entry.projectId, entry.name] as const),
    ),
  )
  const byProject = groupBy(
    records.fates.filter((row) => names.has(row.projectId)),
    (row) => row.projectId,
  )
  return [...byProject].flatMap(([projectId, fates]) => {
    const last = fates.at(-1)
    const lastKind = last && records.fateKinds.get(last.kind)
    if (!last || (lastKind?.final === true && lastKind.funded !== true)) return []
    const amounts = new Map<string, number>()
    const funded = fates.filter((row) => records.fateKinds.get(row.kind)?.funded === true)
    for (const row of funded) if (row.amount !== null) amounts.set(row.budgetSource, row.amount)
    if (funded.length === 0) return []
    return [
      {
        projectId,
        name: names.get(projectId) ?? '',
        date: last.dated,
        satang: [...amounts.values()].reduce((sum, amount) => sum + amount, 0),
        source: [...amounts.keys()].join(', '),
        kind: last.kind,
      },
    ]
  })
}

/** The tambon a project is of, where it has one. */
function tambonOf(records: Records, projectId: string): string | null {
  const origin = records.origins.get(projectId)
  if (origin === undefined) return null
  if (origin.tambonCode !== null) return origin.tambonCode
  return records.villages.find((row) => row.id === origin.villageId)?.tambonCode ?? null
}

function funded(measure: (row: ReturnType<typeof fundedProjects>[number]) => number): Count {
  return (records) => ({
    wanted: null,
    sources: fundedProjects(records).map((row) => ({
      of: row.projectId,
      record: `project:${row.projectId}`,
      tambonCode: tambonOf(records, row.projectId),
      label: row.name,
      date: row.date,
      value: measure(row),
      href: `/projects/${row.projectId}`,
    })),
  })
}

function tambonEntries(measure: (entries: readonly { satang: number }[]) => number): Count {
  return (records) => ({
    wanted: null,
    sources: records.tambonPlans.map(({ plan, entries }) => ({
      of: plan.areaKey,
      record: `plan:${plan.id}`,
      tambonCode: plan.areaKey,
      label: records.areaName(plan),
      date: plan.adoptedOn,
      value: measure(entries),
      href: `/plans/${plan.id}`,
    })),
  })
}

function promised(measure: (row: Promised) => number): Count {
  return (records) => ({
    wanted: null,
    sources: records.pledges.map((row) => ({
      of: row.id,
      record: `pledge:${row.id}`,
      tambonCode: row.tambonCode,
      label: [row.partner, projectName(records, row.projectId), row.what]
        .filter((part) => part !== '')
        .join(' · '),
      date: row.heldOn,
      value: measure(row),
      href: `/activities?kind=partner&id=${row.activityId}`,
    })),
  })
}

export function projectName(records: Records, projectId: string | null): string {
  return projectId === null ? '' : (records.origins.get(projectId)?.name ?? '')
}

const isPledged = (row: Promised) => row.isMoney && !row.withdrawn
const outstanding = (row: Promised) => (isPledged(row) ? Math.max(0, row.pledged - row.received) : 0)

function toldItem(row: Records['told'][number], of: string): Item {
  return one({
    of,
    record: `directiveTold:${row.id}`,
    tambonCode: row.tambonCode,
    label: row.recipient,
    date: row.toldOn,
    href: `/directives/${row.directiveId}`,
  })
}

/** Tambons that know the guideline: told by letter or mouth, or at a session there or of the whole district. */
const guidelineTambons: Count = (records) => ({
  wanted: everyTambon(records, (code) => roomOf(records, 'session', code)),
  sources: records.tambons.flatMap(({ code }) => {
    const session = records.of('session').find((row) => row.tambonCode === code || row.tambonCode === null)
    const told = records.told.find((row) => row.tambonCode === code)
    // what came first
    if (told !== undefined && (session === undefined || told.toldOn <= session.heldOn))
      return [toldItem(told, code)]
    return session === undefined ? [] : [ofTambon(records, session, code)]
  }),
})

const perPerson = (row: Activity) => persons(row.attendance)

/** Key of resources/rules/report-figures → how it is counted. */
export const figures: Readonly<Record<string, Count>> = {
  sessionsHeld: measured(() => 1, ['session']),
  sessionPersons: measured(perPerson, ['session']),
  guidelineTambons,
  toldRecipients: (records) => ({
    wanted: null,
    sources: records.told.map((row) => toldItem(row, row.id)),
  }),
  toldAcknowledged: (records) => ({
    wanted: records.told.map((row) => toldItem(row, row.id)),
    sources: records.told
      .filter((row) => row.acknowledgedOn !== null && row.acknowledgedOn <= records.asOf)
      .map((row) => toldItem(row, row.id)),
  }),
  committeesCurrent: currentOrders('tambonCommittee', true),
  coordCentresTambonCurrent: currentOrders('coordCentreTambon', true),
  coordCentreDistrictCurrent: currentOrders('coordCentreDistrict', false),
  coordCentreTambons: tambonsWith('participation'),
  coordCentreSteps: (records) => ({
    wanted: everyTambon(records, (code) => roomOf(records, 'participation', code), records.steps.size),
    sources: records.tambons.flatMap(({ code }) => {
      const rows = records.of('participation').filter((row) => row.tambonCode === code)
      const seen = new Set<string>()
      // each step at the meeting where it was taken part in first
      return rows.flatMap((row) => {
        const fresh = row.steps.filter((step) => records.steps.has(step) && !seen.has(step))
        for (const step of fresh) seen.add(step)
        return fresh.length === 0 ? [] : [{ ...ofTambon(records, row, code), value: new Set(fresh).size }]
      })
    }),
  }),
  workshopsHeld: tambonsWith('workshop'),
  workshopPersons: measured(perPerson, ['workshop']),
  workshopsInTime: tambonsWith('workshop', inTime),
  workshopsLate: (records) => ({
    wanted: null,
    sources: records.tambons.flatMap(({ code }) => {
      const rows = records.of('workshop').filter((row) => row.tambonCode === code)
      const late = rows[0]
      return late === undefined || rows.some((row) => inTime(row, records))
        ? []
        : [ofTambon(records, late, code)]
    }),
  }),
  activitiesCost: measured((row) => row.cost ?? 0, ['session', 'participation', 'workshop', 'partner']),
  villagePlans: adoptedPlans('village', villagesOf('village')),
  communityPlans: adoptedPlans('village', villagesOf('community')),
  villagePlansInTime: adoptedPlans('village', everyVillage, adoptedInTime),
  tambonPlans: adoptedPlans('tambon', everyTambonPlan),
  tambonPlansInTime: adoptedPlans('tambon', everyTambonPlan, adoptedInTime),
  districtPlan: adoptedPlans('district', (records) => [theDistrict(records, '/plans?level=district')]),
  needsPlan: adoptedPlans('needs', (records) => [theDistrict(records, '/plans?level=needs')]),
  tambonProjects: tambonEntries((entries) => entries.length),
  tambonProjectsMoney: tambonEntries((entries) => entries.reduce((sum, entry) => sum + entry.satang, 0)),
  partnersMet: (records) => {
    const first = new Map<string, Activity>()
    for (const row of records.of('partner')) if (!first.has(row.partnerName)) first.set(row.partnerName, row)
    return {
      wanted: null,
      sources: [...first.values()].map((row) => ({
        ...activityItem(row, 1, row.partnerName),
        label: row.partnerName,
      })),
    }
  },
  partnersPledged: promised((row) => (isPledged(row) ? row.pledged : 0)),
  partnersReceived: promised((row) => (row.isMoney ? row.received : 0)),
  partnersOutstanding: promised(outstanding),
  partnersOther: promised((row) => (row.isMoney || row.withdrawn ? 0 : 1)),
  projectsPledged: (records) => {
    const first = new Map<string, Promised>()
    for (const row of records.pledges)
      if (row.projectId !== null && !row.withdrawn && !first.has(row.projectId)) first.set(row.projectId, row)
    return {
      wanted: null,
      sources: [...first].map(([projectId, row]) =>
        one({
          of: projectId,
          record: `project:${projectId}`,
          tambonCode: tambonOf(records, projectId),
          label: [projectName(records, projectId), row.partner].filter((part) => part !== '').join(' · '),
          date: row.heldOn,
          href: `/projects/${projectId}`,
        }),
      ),
    }
  },
  projectsFunded: funded(() => 1),
  projectsFundedMoney: funded((row) => row.satang),
}

export type CountedFigure = {
  value: number
  expected: number | null
  sources: FigureSource[]
  /** What was expected and is not there. */
  missing: FigureSource[]
  /** What was expected, for the shares of the tambons. */
  wanted: FigureSource[]
}

const plainSource = ({ of: _of, ...source }: Item): FigureSource => source
const total = (items: readonly { value: number }[]) => items.reduce((sum, item) => sum + item.value, 0)

/** The figure of a key, or null for a key that no function counts. */
export function countFigure(records: Records, key: string): CountedFigure | null {
  const count = Object.hasOwn(figures, key) ? figures[key] : undefined
  if (!count) return null
  const counted = count(records)
  const sources = counted.sources.filter((source) => source.value !== 0)
  const got = new Map<string, number>()
  for (const { of, value } of sources) got.set(of, (got.get(of) ?? 0) + value)
  const wanted = counted.wanted ?? []
  return {
    value: total(sources),
    expected: counted.wanted === null ? null : total(counted.wanted),
    sources: sources.map(plainSource),
    missing: wanted.flatMap((item) => {
      const left = item.value - (got.get(item.of) ?? 0)
      return left > 0 ? [plainSource({ ...item, value: left })] : []
    }),
    wanted: wanted.map(plainSource),
  }
}

/** Sum of what is of one tambon; null = of no one tambon. */
export function shareOf(items: readonly FigureSource[], tambonCode: string | null): number {
  return total(items.filter((item) => item.tambonCode === tambonCode))
}

/** Projects of the tambon plans that got money (DOMAIN.md §3.6). */
export function realisedProjects(records: Records) {
  const entries = new Map(
    records.tambonPlans.flatMap(({ entries }) => entries.map((entry) => [entry.projectId, entry] as const)),
  )
  return fundedProjects(records).map(({ projectId, name, satang, source, kind, date }) => {
    const origin = records.origins.get(projectId)
    const tambonCode = tambonOf(records, projectId)
    return {
      name,
      tambonCode,
      tambon: tambonCode === null ? '' : (records.placeName(tambonCode) ?? ''),
      village: origin?.villageId == null ? '' : records.areaName({ ...origin, districtCode: null }),
      satang,
      source,
      agency: entries.get(projectId)?.agency ?? '',
      kind,
      dated: date,
    }
  })
}

/** What the list of tambons says of each: orders, days, lateness, what stands in its plan. */
export function tambonFacts(records: Records) {
  return records.tambons.map(({ code, name }) => {
    const newestOrder = (kind: string) =>
      records.orders.filter((row) => row.kind === kind && row.tambonCode === code).at(-1)
    const number = (order: ReturnType<typeof newestOrder>) =>
      order?.number == null ? '' : `${order.number}/${order.numberYear}`
    const committee = newestOrder('tambonCommittee')
    const centre = newestOrder('coordCentreTambon')
    const homes = new Set(records.villages.filter((row) => row.tambonCode === code).map((row) => row.id))
    const adoptedOn = (level: string, areas: { has(key: string): boolean }) =>
      records.adopted
        .filter((row) => row.level === level && areas.has(row.areaKey))
        .map((row) => row.adoptedOn ?? '')
        .sort()
    const villageDays = adoptedOn('village', homes)
    const made = records.tambonPlans.find((row) => row.plan.areaKey === code)
    return {
      code,
      tambon: name,
      orderNumber: number(committee),
      orderDate: committee?.signedOn ?? '',
      centreNumber: number(centre),
      centreDate: centre?.signedOn ?? '',
      workshopDate: records.of('workshop').find((row) => row.tambonCode === code)?.heldOn ?? '',
      lateDays: workshopLateDays(records, code),
      villagePlanFrom: villageDays[0] ?? '',
      villagePlanTo: villageDays.at(-1) ?? '',
      planDate: adoptedOn('tambon', new Set([code]))[0] ?? '',
      projects: made?.entries.length ?? 0,
      satang: made?.entries.reduce((sum, entry) => sum + entry.satang, 0) ?? 0,
    }
  })
}
