import { and, eq } from 'drizzle-orm'
import { expectation, office, packageIn } from '../../db/schema.ts'
import { lateDaysOf } from '../exchange/rules.ts'
import type { QueryContext } from '../kernel/context.ts'
import { readRules } from '../rules/queries.ts'
import { readWording } from '../templates/wording.ts'
import type { Board, BoardDuty, BoardLine, DutyColumn, Expectations } from './contract.ts'
import { countDuty, type DutyRule, emptyFacts, type Facts, readFacts } from './facts.ts'
import { readFigures } from './figures.ts'
import { type Arrival, countedDays, judgeDuty, sumBySide } from './rules.ts'

/** Packages of one district for a plan FY. */
type Received = {
  id: string
  /** Who sent the last one: after a new installation the mirror of the old one no longer counts. */
  officeId: string
  sequence: number
  receivedOn: string
  state: 'received' | 'accepted' | 'partly' | 'returned'
  reasons: string
  /** Every one of them, first one first. */
  arrivals: Arrival[]
  clockDoubt: boolean
}

type Arrivals = {
  /** By district, whichever office of it sent them. */
  byDistrict: Map<string, Received>
  /** Today, or the last day on which a package came: a clock that was set back makes nothing undone. */
  asOf: string
}

/** Submissions that came for a plan FY. */
function readArrivals(cx: QueryContext, planFy: number): Arrivals {
  const rows = cx.db
    .select({
      id: packageIn.id,
      officeId: packageIn.fromOfficeId,
      kind: packageIn.kind,
      planFy: packageIn.planFy,
      sequence: packageIn.sequence,
      receivedOn: packageIn.receivedOn,
      createdOn: packageIn.createdOn,
      state: packageIn.state,
      reasons: packageIn.reasons,
      facts: packageIn.facts,
      districtCode: office.districtCode,
    })
    .from(packageIn)
    .innerJoin(office, eq(packageIn.fromOfficeId, office.id))
    // ids are in the order of taking in, whatever the clock said
    .orderBy(packageIn.id)
    .all()
  const days = countedDays(rows)
  const byDistrict = new Map<string, Received>()
  let asOf = cx.today()
  for (const [at, row] of rows.entries()) {
    const stamped = row.receivedOn.slice(0, 10)
    if (stamped > asOf) asOf = stamped
    const { on = stamped, doubt = false } = days[at] ?? {}
    // A demo office takes in demo packages alone, a real one none.
    if (
      (row.kind !== 'submission' && row.kind !== 'demo') ||
      row.planFy !== planFy ||
      row.districtCode === null
    )
      continue
    const before = byDistrict.get(row.districtCode)
    byDistrict.set(row.districtCode, {
      id: row.id,
      officeId: row.officeId,
      sequence: row.sequence,
      receivedOn: row.receivedOn,
      state: row.state,
      reasons: row.reasons,
      arrivals: [...(before?.arrivals ?? []), { on, facts: row.facts }],
      clockDoubt: doubt || (before?.clockDoubt ?? false),
    })
  }
  return { byDistrict, asOf }
}

/** Offices whose mirror is counted for a plan FY, by district, in the order of the province's list. */
export function countedOffices(cx: QueryContext, planFy: number): Map<string, string> {
  const { byDistrict } = readArrivals(cx, planFy)
  return new Map(
    cx.geography.districtsOf(cx.office().provinceCode).flatMap(({ code }): [string, string][] => {
      const came = byDistrict.get(code)
      return came ? [[code, came.officeId]] : []
    }),
  )
}

/** Days of a plan FY by district and duty; '' = the package. */
function readDays(cx: QueryContext, planFy: number): Map<string, Map<string, string>> {
  const days = new Map<string, Map<string, string>>()
  const rows = cx.db
    .select({ code: expectation.districtCode, duty: expectation.duty, dueOn: expectation.dueOn })
    .from(expectation)
    .where(and(eq(expectation.officeId, cx.office().id), eq(expectation.planFy, planFy)))
    .all()
  for (const { code, duty, dueOn } of rows) days.set(code, (days.get(code) ?? new Map()).set(duty, dueOn))
  return days
}

/** Districts in the order of the province's list: those expected and those that handed in anyway. */
export function districtsOfYear(cx: QueryContext, planFy: number): { code: string; name: string }[] {
  const days = readDays(cx, planFy)
  const { byDistrict } = readArrivals(cx, planFy)
  return cx.geography
    .districtsOf(cx.office().provinceCode)
    .filter(({ code }) => days.has(code) || byDistrict.has(code))
    .map(({ code, name }) => ({ code, name }))
}

/** What is expected of whom, for the form. */
export function expectations(cx: QueryContext, input: { planFy: number }): Expectations {
  const days = readDays(cx, input.planFy)
  // One day for all but what another program wrote: the last one is offered.
  const lastOf = (duty: string) =>
    [...days.values()]
      .flatMap((own) => own.get(duty) ?? [])
      .sort()
      .at(-1)
  const table = readRules(cx, 'district-duties')
  return {
    planFy: input.planFy,
    dueOn: lastOf('') ?? null,
    districtCodes: cx.geography
      .districtsOf(cx.office().provinceCode)
      .flatMap(({ code }) => (days.has(code) ? [code] : [])),
    duties: table.items.map((rule) => ({
      duty: rule.key,
      name: rule.name,
      dueOn: lastOf(rule.key) ?? '',
      source: rule.source ?? table.source,
      certainty: rule.certainty ?? table.certainty,
    })),
  }
}

/** Rules that stand on the board, and those that have a day of their own although they are not shown. */
function dutiesOf(
  cx: QueryContext,
  days: ReadonlyMap<string, ReadonlyMap<string, string>>,
): (DutyRule & { source: string; certainty: string })[] {
  const table = readRules(cx, 'district-duties')
  const asked = new Set([...days.values()].flatMap((own) => [...own.keys()]))
  return table.items
    .filter((rule) => rule.shown || asked.has(rule.key))
    .map((rule) => ({
      ...rule,
      source: rule.source ?? table.source,
      certainty: rule.certainty ?? table.certainty,
    }))
}

/**
 * The province's board for a plan FY (C22): district × duty × day. Whether something is in time is decided by the
 * first package in which it was there: a corrected one after a return is not late again. What was decided about the
 * last package stands beside it, not in its place.
 */
export function readBoard(cx: QueryContext, planFy: number): Board {
  const days = readDays(cx, planFy)
  const { byDistrict, asOf } = readArrivals(cx, planFy)
  const rules = dutiesOf(cx, days)
  const offices = countedOffices(cx, planFy)
  const facts = readFacts(cx, [...offices.values()], planFy)
  const sums = sumBySide(readFigures(cx, offices, planFy, 'needs'), 'district').rows
  const rows = districtsOfYear(cx, planFy).map(({ code, name }): BoardLine => {
    const came = byDistrict.get(code)
    const first = came?.arrivals[0]?.on ?? null
    // One that nobody expected is in time on the day it came.
    const dueOn = days.get(code)?.get('') ?? first ?? asOf
    const lateDays = lateDaysOf(dueOn, first ?? asOf)
    const tambons = cx.geography.tambonsOf(code).length
    const fact: Facts = (came && facts.get(came.officeId)) ?? { ...emptyFacts, tambons }
    return {
      districtCode: code,
      districtName: name,
      officeId: came?.officeId ?? null,
      dueOn,
      state: stateOf(came, lateDays),
      timing: first === null ? (asOf > dueOn ? 'missing' : 'notDue') : lateDays > 0 ? 'late' : 'onTime',
      receivedOn: came?.receivedOn ?? null,
      firstReceivedOn: first,
      lateDays,
      packageId: came?.id ?? null,
      sequence: came?.sequence ?? null,
      reasons: came?.state === 'returned' ? came.reasons : '',
      clockDoubt: came?.clockDoubt ?? false,
      projects: sums.get(code)?.projects ?? 0,
      total: sums.get(code)?.total ?? 0,
      villagePlans: { adopted: fact.villagePlans, expected: fact.villages },
      tambonPlans: { adopted: fact.tambonPlans, expected: tambons },
      orders: { current: fact.orders, expected: tambons },
      report: fact.report,
      duties: rules.map((rule): BoardDuty => {
        const due = days.get(code)?.get(rule.key) ?? dueOn
        return {
          key: rule.key,
          ...judgeDuty(countDuty(rule, fact), rule.key, due, came?.arrivals ?? [], asOf),
        }
      }),
    }
  })
  const counting = (is: (row: BoardLine) => boolean) => rows.filter(is).length
  const packageName = readWording<{ columns: { package: string } }>(cx, 'board').columns.package
  return {
    planFy,
    asOf,
    expected: rows.length,
    received: counting((row) => row.packageId !== null),
    onTime: counting((row) => row.timing === 'onTime'),
    late: counting((row) => row.timing === 'late'),
    missing: counting((row) => row.packageId === null),
    notDue: counting((row) => row.timing === 'notDue'),
    returned: counting((row) => row.state === 'returned'),
    accepted: counting((row) => row.state === 'accepted'),
    nextDue: nextDueOf(rows, rules, packageName),
    duties: rules.map((rule, at) => columnOf(rule, at, rows)),
    rows,
  }
}

function columnOf(
  { key, name, shortName, source, certainty }: ReturnType<typeof dutiesOf>[number],
  at: number,
  rows: readonly BoardLine[],
): DutyColumn {
  const cells = rows.flatMap((row) => row.duties[at] ?? [])
  const counting = (state: BoardDuty['state']) => cells.filter((cell) => cell.state === state).length
  return {
    key,
    name,
    shortName,
    source,
    certainty,
    dueOn:
      cells
        .map((cell) => cell.dueOn)
        .sort()
        .at(-1) ?? null,
    done: counting('onTime') + counting('late'),
    late: counting('late'),
    missing: counting('missing'),
    notDue: counting('notDue'),
  }
}

/** The nearest day still to come on which something is due that somebody has not fulfilled; the package before others. */
function nextDueOf(
  rows: readonly BoardLine[],
  rules: readonly DutyRule[],
  packageName: string,
): Board['nextDue'] {
  const open = rows.flatMap((row) => [
    ...(row.timing === 'notDue' ? [{ duty: '', name: packageName, dueOn: row.dueOn }] : []),
    ...row.duties.flatMap((cell, at) =>
      cell.state === 'notDue' ? [{ duty: cell.key, name: rules[at]?.name ?? '', dueOn: cell.dueOn }] : [],
    ),
  ])
  const dueOn = open.map((one) => one.dueOn).sort()[0]
  if (dueOn === undefined) return null
  const then = open.filter((one) => one.dueOn === dueOn)
  const [first] = [...then].sort((a, b) => rank(rules, a.duty) - rank(rules, b.duty))
  if (!first) return null
  return { ...first, districts: then.filter((one) => one.duty === first.duty).length }
}

const rank = (rules: readonly DutyRule[], duty: string): number => rules.findIndex(({ key }) => key === duty)

function stateOf(came: Received | undefined, lateDays: number): BoardLine['state'] {
  if (!came) return 'missing'
  if (came.state === 'accepted' || came.state === 'returned') return came.state
  return lateDays > 0 ? 'late' : 'received'
}

export function board(cx: QueryContext, input: { planFy: number }): Board {
  return readBoard(cx, input.planFy)
}
