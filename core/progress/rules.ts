import { daysBetween } from '../thai/dates.ts'

export type StepState = 'notStarted' | 'underWay' | 'late' | 'done'
export const stepStates: readonly StepState[] = ['done', 'underWay', 'late', 'notStarted']

/** How far a step is: done, else late once its time is over, else under way once something was begun. */
export function stepState(
  step: { done: number; expected: number; begun: number; endsOn: string | null },
  today: string,
): StepState {
  if (step.expected > 0 && step.done >= step.expected) return 'done'
  // Late is not locked (PEERS.md §1.2): it is only said.
  if (step.endsOn !== null && today > step.endsOn) return 'late'
  return step.begun > 0 || step.done > 0 ? 'underWay' : 'notStarted'
}

/** Areas of which some edition of the plan was adopted. */
export function adoptedAreas(plans: readonly { areaKey: string; state: string }[]): number {
  return new Set(plans.filter((row) => row.state === 'adopted').map((row) => row.areaKey)).size
}

// ── progress of plans ───────────────────────────────────────────────────────────────────────────────────────────

/** What is known of one plan to be made: days are ISO, null = not yet (or not known). */
export type PlanDays = {
  /** Day on which something of it was first there: the forum, the first draft, or its adoption. */
  begunOn: string | null
  adoptedOn: string | null
  /** Last day of its level's window. */
  endsOn: string | null
}

/** How far one plan was on a day, and by how many days it was late then. */
export function planOn(plan: PlanDays, day: string): { state: StepState; lateDays: number } {
  const done = plan.adoptedOn !== null && plan.adoptedOn <= day
  const begun = plan.begunOn !== null && plan.begunOn <= day
  const state = stepState({ done: done ? 1 : 0, expected: 1, begun: begun ? 1 : 0, endsOn: plan.endsOn }, day)
  const until = done && plan.adoptedOn !== null ? plan.adoptedOn : day
  return { state, lateDays: plan.endsOn === null ? 0 : Math.max(0, daysBetween(plan.endsOn, until)) }
}

/** Plans of one kind by their state on a day. `inTime` and `afterTime` are those of `done`. */
export type Counts = {
  expected: number
  done: number
  underWay: number
  late: number
  notStarted: number
  inTime: number
  afterTime: number
}
export const noCounts: Counts = {
  expected: 0,
  done: 0,
  underWay: 0,
  late: 0,
  notStarted: 0,
  inTime: 0,
  afterTime: 0,
}

/** Counts plans on a day. One that was adopted counts as done whether it was in time or not. */
export function countOn(plans: readonly PlanDays[], day: string): Counts {
  const counts = { ...noCounts, expected: plans.length }
  for (const plan of plans) {
    const { state, lateDays } = planOn(plan, day)
    counts[state] += 1
    if (state === 'done') counts[lateDays > 0 ? 'afterTime' : 'inTime'] += 1
  }
  return counts
}

/** The sum of counts, each figure for itself. */
export function addCounts(all: readonly Counts[]): Counts {
  const sum = { ...noCounts }
  for (const one of all) {
    for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += one[key]
  }
  return sum
}

/** How late plans were adopted, one month after the other; `late` in the groups of `lateGroups`. */
export const lateGroups = [
  { key: 'inTime', upTo: 0 },
  { key: 'late14', upTo: 14 },
  { key: 'late30', upTo: 30 },
  { key: 'lateMore', upTo: Number.POSITIVE_INFINITY },
] as const
export type LateGroup = (typeof lateGroups)[number]['key']
export type MonthOfPlans = { month: string } & Record<LateGroup, number>

/**
 * Plans adopted until a day by month of adoption, in time or late by how much. Every month between the first and the
 * last stands there, also one without a plan.
 *
 * @returns months as the ISO date of their first day
 */
export function adoptedByMonth(plans: readonly PlanDays[], day: string): MonthOfPlans[] {
  const adopted = plans.flatMap((plan) =>
    plan.adoptedOn !== null && plan.adoptedOn <= day ? [{ ...plan, adoptedOn: plan.adoptedOn }] : [],
  )
  if (adopted.length === 0) return []
  const months = adopted.map((plan) => plan.adoptedOn.slice(0, 7)).sort()
  const rows: MonthOfPlans[] = []
  const last = months.at(-1) ?? ''
  for (let month = months[0] ?? ''; month <= last; month = nextMonth(month)) {
    const row: MonthOfPlans = { month: `${month}-01`, inTime: 0, late14: 0, late30: 0, lateMore: 0 }
    for (const plan of adopted) {
      if (!plan.adoptedOn.startsWith(month)) continue
      const late = plan.endsOn === null ? 0 : daysBetween(plan.endsOn, plan.adoptedOn)
      const group = lateGroups.find((one) => late <= one.upTo)
      if (group) row[group.key] += 1
    }
    rows.push(row)
  }
  return rows
}

function nextMonth(month: string): string {
  const [year = 0, of = 1] = month.split('-').map(Number)
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`
}

/** The earliest of some days, null where none is known. */
export function earliest(days: readonly (string | null)[]): string | null {
  return days.filter((day) => day !== null).sort()[0] ?? null
}

/** A leap of the clock by more than these days, for no more than these days of work, from which it came back. */
const leap = { over: 1826, worked: 7 }

/**
 * The newest day of a history that can be believed. A day to which the clock leapt years ahead (a year mistyped) and from
 * which it came back again after a little work was never there: it must not make everything late for ever.
 *
 * @param written days on which something was written, in the order of writing
 * @param today what the clock says now
 * @returns null of an empty history
 */
export function newestBelieved(written: readonly string[], today: string): string | null {
  const days = written.filter((day, at) => day !== written[at - 1])
  let believed = days[0] ?? null
  for (const [at, day] of days.entries()) {
    if (believed === null || day <= believed) continue
    const from = believed
    const far = (other: string) => daysBetween(from, other) > leap.over
    const cameBack = [...days.slice(at + 1), today].some((later) => later >= from && !far(later))
    const worked = new Set(days.filter(far)).size
    if (!far(day) || !cameBack || worked > leap.worked) believed = day
  }
  return believed
}
