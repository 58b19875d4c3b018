import { and, asc, desc, eq } from 'drizzle-orm'
import {
  activity,
  body,
  directive,
  duty,
  expectation,
  plan,
  planWindow,
  resultsReport,
  village,
} from '../../db/schema.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readStaff } from '../office/queries.ts'
import { appointmentsOf } from '../orders/in-force.ts'
import { fiscalYearOf } from '../thai/dates.ts'
import type { BoardCell, BoardStep, Directive, DirectiveLine, Duty, Home } from './contract.ts'
import { lateDays, planLevels, stepState, type WindowFields } from './rules.ts'

type DirectiveRow = typeof directive.$inferSelect

function dutiesOf(cx: QueryContext, officeId: string): Duty[] {
  const today = cx.today()
  return cx.db
    .select()
    .from(duty)
    .where(eq(duty.officeId, officeId))
    .orderBy(asc(duty.directiveId), asc(duty.no))
    .all()
    .map(({ officeId: _owner, ...row }) => ({ ...row, lateDays: lateDays(row, today) }))
}

function directivesOf(cx: QueryContext, officeId: string): DirectiveRow[] {
  return cx.db
    .select()
    .from(directive)
    .where(eq(directive.officeId, officeId))
    .orderBy(desc(directive.dated), desc(directive.id))
    .all()
}

/** Letters, newest first; `dueOn` is the next due date still open, or the last one when all is done. */
export function list(cx: QueryContext): DirectiveLine[] {
  const officeId = cx.office().id
  const duties = dutiesOf(cx, officeId)
  return directivesOf(cx, officeId).map(
    ({ officeId: _owner, body: _body, enclosures: _enclosures, ...row }) => {
      const own = duties.filter((one) => one.directiveId === row.id)
      return {
        ...row,
        dueOn: nextDue(own),
        done: own.filter((one) => one.state === 'done').length,
        duties: own.length,
      }
    },
  )
}

function nextDue(duties: readonly Duty[]): string | null {
  const due = (list: readonly Duty[]) => list.flatMap((one) => (one.dueOn === null ? [] : [one.dueOn])).sort()
  return due(duties.filter((one) => one.state !== 'done'))[0] ?? due(duties).at(-1) ?? null
}

/** @throws Fault record.notFound */
export function get(cx: QueryContext, input: { id: string }): Directive {
  const row = cx.db.select().from(directive).where(eq(directive.id, input.id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'directive', id: input.id })
  const { officeId, ...fields } = row
  return { ...fields, duties: dutiesOf(cx, officeId).filter((one) => one.directiveId === row.id) }
}

export function windows(cx: QueryContext, input: { planFy: number }): (WindowFields & { id: string })[] {
  return cx.db
    .select({
      id: planWindow.id,
      planFy: planWindow.planFy,
      level: planWindow.level,
      startsOn: planWindow.startsOn,
      endsOn: planWindow.endsOn,
      source: planWindow.source,
      certainty: planWindow.certainty,
    })
    .from(planWindow)
    .where(and(eq(planWindow.officeId, cx.office().id), eq(planWindow.planFy, input.planFy)))
    .all()
    .flatMap((row) => {
      const level = planLevels.find((one) => one === row.level)
      return level === undefined ? [] : [{ ...row, level }]
    })
    .sort((a, b) => planLevels.indexOf(a.level) - planLevels.indexOf(b.level))
}

/**
 * The plan FYs the office has anything for, newest first. The one in hand is that of the newest letter; without a
 * letter the newest plan's; without either none.
 */
export function planYears(cx: QueryContext): { years: number[]; current: number | null } {
  const own = cx.office()
  const letters = directivesOf(cx, own.id)
  // A province looks at the districts' years too.
  const scope = own.profile === 'province' ? undefined : eq(plan.officeId, own.id)
  const plans = cx.db.selectDistinct({ planFy: plan.planFy }).from(plan).where(scope).all()
  const expected = cx.db
    .selectDistinct({ planFy: expectation.planFy })
    .from(expectation)
    .where(eq(expectation.officeId, own.id))
    .all()
  const calendar = cx.db
    .selectDistinct({ planFy: planWindow.planFy })
    .from(planWindow)
    .where(eq(planWindow.officeId, own.id))
    .all()
  const descending = (rows: readonly { planFy: number }[]) =>
    [...new Set(rows.map((row) => row.planFy))].sort((a, b) => b - a)
  return {
    years: descending([...letters, ...plans, ...expected, ...calendar]),
    current: letters[0]?.planFy ?? descending([...expected, ...plans])[0] ?? null,
  }
}

/**
 * The home screen: what must be done today, the cycle, and the board tambon × step (C3), from the records alone.
 *
 * @returns null while the office has neither a letter nor a plan
 */
export function home(cx: QueryContext): Home | null {
  const planFy = planYears(cx).current
  if (planFy === null) return null
  const today = cx.today()
  const records = readRecords(cx, planFy)
  const letter = records.letters.find((row) => row.planFy === planFy) ?? null
  const duties = openDuties(records, today)
  const ends = new Map<string, string>(records.windows.map((window) => [window.level, window.endsOn]))
  const dueOf = (kind: string): string | null =>
    records.duties.find((one) => one.directiveId === letter?.id && one.kind === kind)?.dueOn ?? null
  const cell = (
    done: number,
    expected: number,
    begun: number,
    endsOn: string | null,
    href: string,
  ): BoardCell => ({
    state: stepState({ done, expected, begun, endsOn }, today),
    done,
    expected,
    href,
  })
  const planEnd = (level: string) => ends.get(level) ?? null
  // Orders and workshops have no window of their own: the duty's due date, else the end of the tambon plan's window.
  const ordersEnd = dueOf('orders') ?? planEnd('tambon')
  const workshopsEnd = dueOf('workshops') ?? planEnd('tambon')
  const mine = new Set(readStaff(cx.db, null)?.tambonCodes ?? [])

  const board = records.tambons.map(({ code, name }): Home['board'][number] => {
    const villages = records.villages.filter((row) => row.tambonCode === code)
    const villagePlans = records.plans.filter((row) => row.level === 'village' && row.tambonCode === code)
    const tambonPlans = records.plans.filter((row) => row.level === 'tambon' && row.tambonCode === code)
    const orderCell = (kind: string): BoardCell => {
      const orders = records.orders.filter(
        (row) => row.kind === kind && row.tambonCode === code && row.state !== 'cancelled',
      )
      const bodies = records.bodies.filter((row) => row.kind === kind && row.tambonCode === code)
      const signed = orders.some((row) => row.state === 'signed')
      return cell(
        signed ? 1 : 0,
        1,
        orders.length + bodies.length,
        ordersEnd,
        `/bodies?kind=${kind}&tambon=${code}`,
      )
    }
    const workshops = records.workshops.filter((row) => row.tambonCode === code)
    const cells: Record<BoardStep, BoardCell> = {
      villagePlans: cell(
        adoptedAreas(villagePlans),
        villages.length,
        villagePlans.length,
        planEnd('village'),
        `/plans?level=village&tambon=${code}`,
      ),
      tambonPlan: cell(
        adoptedAreas(tambonPlans),
        1,
        tambonPlans.length,
        planEnd('tambon'),
        `/plans?level=tambon&tambon=${code}`,
      ),
      committee: orderCell('tambonCommittee'),
      coordCentre: orderCell('coordCentreTambon'),
      workshop: cell(
        workshops.some((row) => row.heldOn <= today) ? 1 : 0,
        1,
        workshops.length,
        workshopsEnd,
        `/activities?kind=workshop&tambon=${code}`,
      ),
    }
    return { tambonCode: code, tambonName: name, mine: mine.has(code), cells }
  })
  const districtPlans = records.plans.filter((row) => row.level === 'district')
  const needsPlans = records.plans.filter((row) => row.level === 'needs')
  const isDistrict = cx.office().profile === 'district' ? 1 : 0
  const reports = records.reports.filter((row) => row.directiveId === letter?.id)
  const reportDue = dueOf('report')
  const expectedAt: Record<string, number> = {
    village: records.villages.length,
    tambon: records.tambons.length,
    district: isDistrict,
    needs: isDistrict,
  }

  return {
    today,
    planFy,
    duties,
    windows: records.windows.map((window) => {
      const plans = records.plans.filter((row) => row.level === window.level)
      const done = adoptedAreas(plans)
      const expected = expectedAt[window.level] ?? 0
      // Plans that other offices make (LAO, province) are not late here.
      const endsOn = window.level in expectedAt && expected > 0 ? window.endsOn : null
      return {
        ...window,
        state: stepState({ done, expected, begun: plans.length, endsOn }, today),
        done,
        expected,
      }
    }),
    board: [...board.filter((row) => row.mine), ...board.filter((row) => !row.mine)],
    districtPlan: cell(
      adoptedAreas(districtPlans),
      isDistrict,
      districtPlans.length,
      planEnd('district'),
      '/plans?level=district',
    ),
    needsPlan: cell(
      adoptedAreas(needsPlans),
      isDistrict,
      needsPlans.length,
      planEnd('needs'),
      '/plans?level=needs',
    ),
    report: {
      ...cell(
        reports.some((row) => row.state === 'signed') ? 1 : 0,
        letter === null ? 0 : 1,
        reports.length,
        reportDue,
        letter === null ? '/reports' : `/reports?directive=${letter.id}`,
      ),
      dueOn: reportDue,
    },
  }
}

/** Areas of which some edition of the plan was adopted. */
export function adoptedAreas(plans: readonly { areaKey: string; state: string }[]): number {
  return new Set(plans.filter((row) => row.state === 'adopted').map((row) => row.areaKey)).size
}

function readRecords(cx: QueryContext, planFy: number) {
  const officeId = cx.office().id
  const letters = directivesOf(cx, officeId)
  // Without a letter the edition is the one of the fiscal year we are in.
  const editionFy = letters.find((row) => row.planFy === planFy)?.editionFy ?? fiscalYearOf(cx.today())
  return {
    letters,
    duties: dutiesOf(cx, officeId),
    windows: windows(cx, { planFy }).sort((a, b) =>
      a.startsOn < b.startsOn ? -1 : a.startsOn > b.startsOn ? 1 : 0,
    ),
    tambons: tambonsOfOffice(cx),
    villages: cx.db
      .select({ id: village.id, tambonCode: village.tambonCode })
      .from(village)
      .where(eq(village.officeId, officeId))
      .all(),
    plans: cx.db
      .select({ level: plan.level, areaKey: plan.areaKey, tambonCode: plan.tambonCode, state: plan.state })
      .from(plan)
      .where(and(eq(plan.officeId, officeId), eq(plan.planFy, planFy)))
      .all(),
    bodies: cx.db
      .select({ kind: body.kind, tambonCode: body.tambonCode })
      .from(body)
      .where(eq(body.officeId, officeId))
      .all(),
    orders: appointmentsOf(cx, { officeIds: [officeId], editions: [editionFy] }),
    workshops: cx.db
      .select({ tambonCode: activity.tambonCode, heldOn: activity.heldOn })
      .from(activity)
      .where(
        and(
          eq(activity.officeId, officeId),
          eq(activity.editionFy, editionFy),
          eq(activity.kind, 'workshop'),
        ),
      )
      .all(),
    reports: cx.db
      .select({ directiveId: resultsReport.directiveId, state: resultsReport.state })
      .from(resultsReport)
      .where(eq(resultsReport.officeId, officeId))
      .all(),
  }
}

/** Duties not done: the late ones first (the latest of them on top), then by due date, those without one last. */
function openDuties(
  records: { letters: readonly DirectiveRow[]; duties: readonly Duty[] },
  today: string,
): Home['duties'] {
  const letters = new Map(records.letters.map((row) => [row.id, row]))
  const rank = (one: Duty) =>
    one.dueOn === null ? '9999' : one.dueOn < today ? `0 ${one.dueOn}` : `1 ${one.dueOn}`
  return records.duties
    .filter((one) => one.state !== 'done')
    .map((one) => {
      const letter = letters.get(one.directiveId)
      return { ...one, directiveNumber: letter?.number ?? '', directiveSubject: letter?.subject ?? '' }
    })
    .sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.no - b.no))
}
