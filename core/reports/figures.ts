/**
 * The figures of the results report, each counted from the records (C19, DOMAIN.md §3.6). Which figures there are and
 * what they are called is data (resources/rules/report-figures); how a figure is counted is one function here, under
 * the same key. A figure is the sum of its sources, so that what is shown on opening it is always what was counted.
 */
import { and, asc, eq, lte } from 'drizzle-orm'
import {
  activity,
  directive,
  duty,
  entryBudget,
  fate,
  plan,
  planEntry,
  planWindow,
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
import type { FigureSource } from './contract.ts'

export type Counted = { sources: FigureSource[]; expected: number | null }
type Count = (records: Records) => Counted
export type Records = ReturnType<typeof readRecords>

/**
 * Reads once what the figures of a report count: records of the office, of the directive's edition and plan FY, up to
 * the day of the report.
 *
 * @param asOf ISO date; what was done later is not in this report
 * @throws Fault record.notFound
 */
export function readRecords(
  cx: QueryContext,
  report: { officeId: string; directiveId: string; asOf: string },
) {
  const { officeId, asOf } = report
  const letter = cx.db.select().from(directive).where(eq(directive.id, report.directiveId)).get()
  if (!letter) throw new Fault('record.notFound', { kind: 'directive', id: report.directiveId })
  const villages = cx.db.select().from(village).where(eq(village.officeId, officeId)).all()
  const plans = cx.db
    .select()
    .from(plan)
    .where(and(eq(plan.officeId, officeId), eq(plan.planFy, letter.planFy)))
    .orderBy(asc(plan.id))
    .all()
  const adopted = plans.filter(
    (row) => row.state === 'adopted' && row.adoptedOn !== null && row.adoptedOn <= asOf,
  )
  const name = areaNames(cx)
  const villageById = new Map(villages.map((row) => [row.id, row]))
  const window = cx.db
    .select({ endsOn: planWindow.endsOn })
    .from(planWindow)
    .where(
      and(
        eq(planWindow.officeId, officeId),
        eq(planWindow.planFy, letter.planFy),
        eq(planWindow.level, 'tambon'),
      ),
    )
    .get()
  const workshopDuty = cx.db
    .select({ dueOn: duty.dueOn })
    .from(duty)
    .where(and(eq(duty.directiveId, letter.id), eq(duty.kind, 'workshops')))
    .get()
  const activities = cx.db
    .select()
    .from(activity)
    .where(
      and(
        eq(activity.officeId, officeId),
        eq(activity.editionFy, letter.editionFy),
        lte(activity.heldOn, asOf),
      ),
    )
    .orderBy(asc(activity.heldOn), asc(activity.id))
    .all()
  return {
    asOf,
    letter,
    villages,
    adopted,
    tambonPlans: tambonPlansInForce(cx, adopted),
    tambons: tambonsOfOffice(cx, officeId),
    orders: appointmentsOf(cx, { officeIds: [officeId], editions: [letter.editionFy] }).filter(
      (row) => row.state === 'signed' && row.signedOn !== null && row.signedOn <= asOf,
    ),
    activities,
    of: (kind: (typeof activities)[number]['kind']) => activities.filter((row) => row.kind === kind),
    fates: cx.db
      .select()
      .from(fate)
      .where(and(eq(fate.officeId, officeId), lte(fate.dated, asOf)))
      .orderBy(asc(fate.dated), asc(fate.id))
      .all(),
    /** Where each project began. */
    origins: new Map(
      cx.db
        .select({ id: project.id, villageId: project.villageId, tambonCode: project.tambonCode })
        .from(project)
        .where(eq(project.officeId, officeId))
        .all()
        .map((row) => [row.id, row]),
    ),
    placeName: (code: string) => cx.geography.nameOf(code),
    fateKinds: rulesByKey(cx, 'fate-kinds'),
    steps: rulesByKey(cx, 'participation-steps'),
    /** Last day on which a workshop is in time; null when nobody set one. */
    workshopsEnd: workshopDuty?.dueOn ?? window?.endsOn ?? null,
    tambonName: (code: string | null) =>
      code === null ? name({ districtCode: cx.office().districtCode }) : name({ tambonCode: code }),
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

const one = (source: Omit<FigureSource, 'value'>): FigureSource => ({ ...source, value: 1 })

function sessions(
  measure: (row: Records['activities'][number]) => number,
  kind: 'session' | 'workshop' | 'partner',
): Count {
  return (records) => ({
    expected: null,
    sources: records.of(kind).map((row) => ({
      label: row.subject,
      date: row.heldOn,
      value: measure(row),
      href: `/activities?kind=${kind}&id=${row.id}`,
    })),
  })
}

/** One source a tambon: the first activity that counts for it. */
function tambonsWith(
  kind: 'session' | 'participation' | 'workshop',
  counts: (row: Records['activities'][number], records: Records) => boolean = () => true,
): Count {
  return (records) => {
    const rows = records.of(kind).filter((row) => counts(row, records))
    return {
      expected: records.tambons.length,
      sources: records.tambons.flatMap((tambon) => {
        // A session of the whole district reaches all its tambons.
        const row = rows.find(
          (row) => row.tambonCode === tambon.code || (kind === 'session' && row.tambonCode === null),
        )
        if (!row) return []
        return [
          one({
            label: `${records.tambonName(tambon.code)} · ${row.subject}`,
            date: row.heldOn,
            href: `/activities?kind=${kind}&id=${row.id}`,
          }),
        ]
      }),
    }
  }
}

function currentOrders(kind: string, perTambon: boolean): Count {
  return (records) => {
    const newest = new Map(
      records.orders.filter((row) => row.kind === kind).map((row) => [row.tambonCode ?? '', row]),
    )
    const wanted = perTambon ? records.tambons.map((tambon) => tambon.code) : ['']
    return {
      expected: wanted.length,
      sources: wanted.flatMap((code) => {
        const row = perTambon ? newest.get(code) : [...newest.values()].at(-1)
        return row ? [one({ label: row.bodyName, date: row.signedOn, href: `/orders/${row.id}` })] : []
      }),
    }
  }
}

function adoptedPlans(
  level: string,
  expected: (records: Records) => number,
  counts: (row: Records['adopted'][number], records: Records) => boolean = () => true,
): Count {
  return (records) => {
    const areas = new Map<string, Records['adopted'][number]>()
    for (const row of records.adopted)
      if (row.level === level && counts(row, records)) areas.set(row.areaKey, row)
    return {
      expected: expected(records),
      sources: [...areas.values()].map((row) =>
        one({ label: records.areaName(row), date: row.adoptedOn, href: `/plans/${row.id}` }),
      ),
    }
  }
}

const villagesOf = (kind: 'village' | 'community') => (records: Records) =>
  records.villages.filter((row) => row.kind === kind).length
const isOf = (kind: 'village' | 'community') => (row: { villageId: string | null }, records: Records) =>
  records.villages.some((home) => home.id === row.villageId && home.kind === kind)

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

function funded(measure: (row: ReturnType<typeof fundedProjects>[number]) => number): Count {
  return (records) => ({
    expected: null,
    sources: fundedProjects(records).map((row) => ({
      label: row.name,
      date: row.date,
      value: measure(row),
      href: `/projects/${row.projectId}`,
    })),
  })
}

function tambonEntries(measure: (entries: readonly { satang: number }[]) => number): Count {
  return (records) => ({
    expected: null,
    sources: records.tambonPlans.map(({ plan, entries }) => ({
      label: records.areaName(plan),
      date: plan.adoptedOn,
      value: measure(entries),
      href: `/plans/${plan.id}`,
    })),
  })
}

/** Key of resources/rules/report-figures → how it is counted. */
export const figures: Readonly<Record<string, Count>> = {
  sessionsHeld: sessions(() => 1, 'session'),
  sessionPersons: sessions((row) => persons(row.attendance), 'session'),
  guidelineTambons: tambonsWith('session'),
  committeesCurrent: currentOrders('tambonCommittee', true),
  coordCentresTambonCurrent: currentOrders('coordCentreTambon', true),
  coordCentreDistrictCurrent: currentOrders('coordCentreDistrict', false),
  coordCentreTambons: tambonsWith('participation'),
  coordCentreSteps: (records) => ({
    expected: records.tambons.length * records.steps.size,
    sources: records.tambons.flatMap((tambon) => {
      const rows = records.of('participation').filter((row) => row.tambonCode === tambon.code)
      const steps = new Set(rows.flatMap((row) => row.steps).filter((step) => records.steps.has(step)))
      const last = rows.at(-1)
      if (!last || steps.size === 0) return []
      return [
        {
          label: records.tambonName(tambon.code),
          date: last.heldOn,
          value: steps.size,
          href: `/activities?kind=participation&tambon=${tambon.code}`,
        },
      ]
    }),
  }),
  workshopsHeld: tambonsWith('workshop'),
  workshopPersons: sessions((row) => persons(row.attendance), 'workshop'),
  workshopsInTime: tambonsWith(
    'workshop',
    (row, records) => records.workshopsEnd === null || (row.endedOn ?? row.heldOn) <= records.workshopsEnd,
  ),
  villagePlans: adoptedPlans('village', villagesOf('village'), isOf('village')),
  communityPlans: adoptedPlans('village', villagesOf('community'), isOf('community')),
  tambonPlans: adoptedPlans('tambon', (records) => records.tambons.length),
  districtPlan: adoptedPlans('district', () => 1),
  needsPlan: adoptedPlans('needs', () => 1),
  tambonProjects: tambonEntries((entries) => entries.length),
  tambonProjectsMoney: tambonEntries((entries) => entries.reduce((sum, entry) => sum + entry.satang, 0)),
  partnersMet: (records) => {
    const first = new Map<string, Records['activities'][number]>()
    for (const row of records.of('partner')) if (!first.has(row.partnerName)) first.set(row.partnerName, row)
    return {
      expected: null,
      sources: [...first.values()].map((row) =>
        one({ label: row.partnerName, date: row.heldOn, href: `/activities?kind=partner&id=${row.id}` }),
      ),
    }
  },
  partnersPledged: sessions((row) => row.pledged ?? 0, 'partner'),
  partnersReceived: sessions((row) => row.received ?? 0, 'partner'),
  projectsFunded: funded(() => 1),
  projectsFundedMoney: funded((row) => row.satang),
}

/** The figure of a key, or null for a key that no function counts. */
export function countFigure(
  records: Records,
  key: string,
): { value: number; expected: number | null; sources: FigureSource[] } | null {
  const count = Object.hasOwn(figures, key) ? figures[key] : undefined
  if (!count) return null
  const counted = count(records)
  const sources = counted.sources.filter((source) => source.value !== 0)
  return {
    value: sources.reduce((sum, source) => sum + source.value, 0),
    expected: counted.expected,
    sources,
  }
}

export type Annex = {
  tambons: {
    tambon: string
    orderNumber: string
    orderDate: string
    workshopDate: string
    planDate: string
    projects: number
    satang: number
  }[]
  /** Projects of the tambon plans that got money (DOMAIN.md §3.6). */
  realised: {
    name: string
    tambon: string
    village: string
    satang: number
    source: string
    agency: string
    kind: string
    dated: string
  }[]
}

/** Annexes of the report: tambon by tambon with dates, and the projects carried out. Numbers in Arabic digits. */
export function annexOf(records: Records): Annex {
  return {
    tambons: records.tambons.map(({ code, name }) => {
      const order = records.orders
        .filter((row) => row.kind === 'tambonCommittee' && row.tambonCode === code)
        .at(-1)
      const held = records.of('workshop').find((row) => row.tambonCode === code)
      const made = records.tambonPlans.find((row) => row.plan.tambonCode === code)
      return {
        tambon: name,
        orderNumber: order?.number == null ? '' : `${order.number}/${order.numberYear}`,
        orderDate: order?.signedOn ?? '',
        workshopDate: held?.heldOn ?? '',
        planDate: made?.plan.adoptedOn ?? '',
        projects: made?.entries.length ?? 0,
        satang: made?.entries.reduce((sum, entry) => sum + entry.satang, 0) ?? 0,
      }
    }),
    realised: fundedProjects(records).map(({ projectId, name, satang, source, kind, date }) => {
      const origin = records.origins.get(projectId)
      const entry = records.tambonPlans
        .flatMap(({ entries }) => entries)
        .find((one) => one.projectId === projectId)
      return {
        name,
        tambon: origin?.tambonCode == null ? '' : (records.placeName(origin.tambonCode) ?? ''),
        village: origin?.villageId == null ? '' : records.areaName({ ...origin, districtCode: null }),
        satang,
        source,
        agency: entry?.agency ?? '',
        kind,
        dated: date,
      }
    }),
  }
}
