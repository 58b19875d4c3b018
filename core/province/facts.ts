import { and, eq, inArray, lte } from 'drizzle-orm'
import { activity, directive, letter, office, plan, resultsReport, village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { groupBy } from '../kernel/group.ts'
import { appointmentsOf } from '../orders/in-force.ts'
import { readRules } from '../rules/queries.ts'
import type { RuleItemOf } from '../rules/rules.ts'

export type Facts = {
  villages: number
  villagePlans: number
  tambons: number
  tambonPlans: number
  /** Tambons with a current order of the ก.บ.ต. */
  orders: number
  report: boolean
  letter: boolean
  adoptedLevels: ReadonlySet<string>
  /** Tambons with a current order, by kind of body. */
  ordersByKind: ReadonlyMap<string, number>
  /** Tambons in which an activity was held, by its kind. */
  activitiesByKind: ReadonlyMap<string, number>
}
export const emptyFacts: Facts = {
  villages: 0,
  villagePlans: 0,
  tambons: 0,
  tambonPlans: 0,
  orders: 0,
  report: false,
  letter: false,
  adoptedLevels: new Set(),
  ordersByKind: new Map(),
  activitiesByKind: new Map(),
}

/**
 * What offices have for a plan FY, counted from their records.
 *
 * @param knownDistricts district by office, where the office is not on record yet
 */
export function readFacts(
  cx: QueryContext,
  officeIds: readonly string[],
  planFy: number,
  knownDistricts?: ReadonlyMap<string, string | null>,
): Map<string, Facts> {
  if (officeIds.length === 0) return new Map()
  const of = [...new Set(officeIds)]
  const districts = new Map(
    cx.db
      .select({ id: office.id, code: office.districtCode })
      .from(office)
      .where(inArray(office.id, of))
      .all()
      .map(({ id, code }) => [id, code]),
  )
  const villages = groupBy(
    cx.db
      .select({ officeId: village.officeId, id: village.id })
      .from(village)
      .where(inArray(village.officeId, of))
      .all(),
    (row) => row.officeId,
  )
  const adopted = groupBy(
    cx.db
      .select({ officeId: plan.officeId, level: plan.level, areaKey: plan.areaKey })
      .from(plan)
      .where(and(inArray(plan.officeId, of), eq(plan.planFy, planFy), eq(plan.state, 'adopted')))
      .all(),
    (row) => row.officeId,
  )
  const reports = groupBy(
    cx.db
      .select({ officeId: resultsReport.officeId, letterState: letter.state })
      .from(resultsReport)
      .innerJoin(directive, eq(resultsReport.directiveId, directive.id))
      .leftJoin(letter, eq(resultsReport.letterId, letter.id))
      .where(
        and(
          inArray(resultsReport.officeId, of),
          eq(directive.planFy, planFy),
          eq(resultsReport.state, 'signed'),
        ),
      )
      .all(),
    (row) => row.officeId,
  )
  const editions = editionsOf(cx, of, planFy)
  const held = groupBy(
    cx.db
      .select({
        officeId: activity.officeId,
        kind: activity.kind,
        tambonCode: activity.tambonCode,
        editionFy: activity.editionFy,
      })
      .from(activity)
      .where(
        and(inArray(activity.officeId, of), eq(activity.state, 'held'), lte(activity.heldOn, cx.today())),
      )
      .all(),
    (row) => row.officeId,
  )
  return new Map(
    of.map((officeId): [string, Facts] => {
      const district = knownDistricts?.get(officeId) ?? districts.get(officeId)
      const tambons = new Set(
        district == null ? [] : cx.geography.tambonsOf(district).map(({ code }) => code),
      )
      const places = new Set(villages.get(officeId)?.map((row) => row.id))
      const mine = adopted.get(officeId) ?? []
      const areas = (level: string, known: ReadonlySet<string>) =>
        new Set(mine.flatMap((row) => (row.level === level && known.has(row.areaKey) ? [row.areaKey] : [])))
          .size
      const byTambon = (rows: readonly { kind: string; tambonCode: string | null }[]) =>
        new Map(
          [...groupBy(rows, (row) => row.kind)].map(([kind, some]) => [
            kind,
            new Set(
              some.flatMap(({ tambonCode }) => (tambonCode && tambons.has(tambonCode) ? [tambonCode] : [])),
            ).size,
          ]),
        )
      const edition = editions.get(officeId) ?? []
      const ordersByKind = byTambon(
        appointmentsOf(cx, { officeIds: [officeId], editions: edition }).filter(
          (row) => row.state === 'signed' && row.officeId === officeId,
        ),
      )
      const report = reports.get(officeId) ?? []
      return [
        officeId,
        {
          villages: places.size,
          villagePlans: areas('village', places),
          tambons: tambons.size,
          tambonPlans: areas('tambon', tambons),
          orders: ordersByKind.get('tambonCommittee') ?? 0,
          report: report.length > 0,
          letter: report.some((row) => row.letterState === 'signed' || row.letterState === 'sent'),
          adoptedLevels: new Set(mine.map((row) => row.level)),
          ordersByKind,
          activitiesByKind: byTambon(
            (held.get(officeId) ?? []).filter((row) => edition.includes(row.editionFy)),
          ),
        },
      ]
    }),
  )
}

/**
 * Editions whose guideline set the calendar of a plan FY, by office: as its letters say, and by the N+2 rule
 * (DOMAIN.md §1.1).
 */
function editionsOf(cx: QueryContext, officeIds: readonly string[], planFy: number): Map<string, number[]> {
  const named = groupBy(
    cx.db
      .selectDistinct({ officeId: directive.officeId, editionFy: directive.editionFy })
      .from(directive)
      .where(and(inArray(directive.officeId, [...officeIds]), eq(directive.planFy, planFy)))
      .all(),
    (row) => row.officeId,
  )
  const after = readRules(cx, 'guideline').items[0]?.planYearsAfterEdition ?? 2
  return new Map(
    officeIds.map((officeId) => [
      officeId,
      [...new Set([...(named.get(officeId)?.map((row) => row.editionFy) ?? []), planFy - after])],
    ]),
  )
}

export type DutyRule = RuleItemOf<'district-duties'>

/** How far one duty is, by its row of resources/rules/district-duties. */
export function countDuty(rule: DutyRule, facts: Facts): { done: number; expected: number } {
  switch (rule.counts) {
    case 'plans':
      if (rule.what === 'village') return { done: facts.villagePlans, expected: facts.villages }
      if (rule.what === 'tambon') return { done: facts.tambonPlans, expected: facts.tambons }
      return { done: facts.adoptedLevels.has(rule.what) ? 1 : 0, expected: 1 }
    case 'orders':
      return { done: facts.ordersByKind.get(rule.what) ?? 0, expected: facts.tambons }
    case 'activities':
      return { done: facts.activitiesByKind.get(rule.what) ?? 0, expected: facts.tambons }
    case 'report':
      return { done: (rule.what === 'letter' ? facts.letter : facts.report) ? 1 : 0, expected: 1 }
  }
}

/**
 * Every duty of an office for a plan FY, by key: kept with each package when it is taken in, so that it can be said
 * years later what had come by which day.
 *
 * @param districtCode of an office that hands in for the first time: it is not on record yet
 */
export function dutyFacts(
  cx: QueryContext,
  officeId: string,
  planFy: number,
  districtCode: string | null,
): Record<string, { done: number; expected: number }> {
  const facts =
    readFacts(cx, [officeId], planFy, new Map([[officeId, districtCode]])).get(officeId) ?? emptyFacts
  return Object.fromEntries(
    readRules(cx, 'district-duties').items.map((rule) => [rule.key, countDuty(rule, facts)]),
  )
}
