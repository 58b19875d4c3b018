import { and, count as countOf, eq, inArray, sql } from 'drizzle-orm'
import {
  activity,
  body,
  directive,
  directiveTold,
  duty,
  plan,
  planWindow,
  resultsReport,
  village,
} from '../../db/schema.ts'
import { planYears, windows } from '../calendar/queries.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { coveredTambons } from '../office/queries.ts'
import { appointmentsOf } from '../orders/in-force.ts'
import { readRules } from '../rules/queries.ts'
import { fillPlaceholders, type RuleItemOf } from '../rules/rules.ts'
import { fiscalYearOf } from '../thai/dates.ts'
import type { BoardCell, CycleWindow, Home } from './contract.ts'
import { adoptedAreas, stepState } from './rules.ts'

/** What the board counts, read by the same few statements however many tambons there are. */
export type BoardRecords = ReturnType<typeof readBoardRecords>

export function readBoardRecords(cx: QueryContext, planFy: number) {
  const officeId = cx.office().id
  // A letter that is only expected (C30) sets no due dates yet.
  const letters = cx.db
    .select({
      id: directive.id,
      planFy: directive.planFy,
      editionFy: directive.editionFy,
      dated: directive.dated,
      state: directive.state,
    })
    .from(directive)
    .where(and(eq(directive.officeId, officeId), eq(directive.planFy, planFy)))
    .all()
    .filter((row) => row.state === 'received')
    .sort((a, b) => b.dated.localeCompare(a.dated) || b.id.localeCompare(a.id))
  const letter = letters[0] ?? null
  const letterIds = letters.map((row) => row.id)
  // Without a letter the edition is the one of the fiscal year we are in.
  const editionFy = letter?.editionFy ?? fiscalYearOf(cx.today())
  const activities = cx.db
    .select({
      kind: activity.kind,
      state: activity.state,
      tambonCode: activity.tambonCode,
      heldOn: activity.heldOn,
    })
    .from(activity)
    .where(and(eq(activity.officeId, officeId), eq(activity.editionFy, editionFy)))
    .all()
  return {
    planFy,
    editionFy,
    letter,
    /** Of all letters of the year, the newest letter's first: one that urges one duty leaves the others as they are. */
    duties: cx.db
      .select({ kind: duty.kind, dueOn: duty.dueOn, directiveId: duty.directiveId })
      .from(duty)
      .where(and(eq(duty.officeId, officeId), inArray(duty.directiveId, letterIds)))
      .all()
      .sort((a, b) => letterIds.indexOf(a.directiveId) - letterIds.indexOf(b.directiveId)),
    windows: windows(cx, { planFy }).sort((a, b) => a.startsOn.localeCompare(b.startsOn)),
    tambons: tambonsOfOffice(cx),
    villages: cx.db
      .select({ id: village.id, kind: village.kind, tambonCode: village.tambonCode })
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
    activities,
    told: cx.db
      .select({
        tambonCode: directiveTold.tambonCode,
        toldOn: directiveTold.toldOn,
        directiveId: directiveTold.directiveId,
      })
      .from(directiveTold)
      .where(inArray(directiveTold.directiveId, letterIds))
      .all(),
    reports: cx.db
      .select({ state: resultsReport.state, directiveId: resultsReport.directiveId })
      .from(resultsReport)
      .where(and(eq(resultsReport.officeId, officeId), inArray(resultsReport.directiveId, letterIds)))
      .all(),
  }
}

/** The letter that a duty of a kind comes from: the newest that orders it, else the newest of the year. */
function letterOf(records: BoardRecords, kind: string | null): string | null {
  return records.duties.find((one) => one.kind === kind)?.directiveId ?? records.letter?.id ?? null
}

/** The plan FY in hand; null while the office has neither a letter nor a plan. */
export function planFyInHand(cx: QueryContext): number | null {
  return planYears(cx).current
}

/** Tambons of the person at the keyboard, as the office has them. */
export function ownTambonCodes(cx: QueryContext): string[] {
  return coveredTambons(cx.db)
}

type Counted = { done: number; expected: number; begun: number; href?: string }

/** The board tambon × step and what stands below it (C3), from the records alone. */
export function boardOf(
  cx: QueryContext,
  records: BoardRecords,
  today: string,
): Pick<Home, 'steps' | 'board' | 'districtPlan' | 'needsPlan' | 'report' | 'mine'> {
  const { letter, planFy } = records
  const ends = new Map<string, string>(records.windows.map((window) => [window.level, window.endsOn]))
  const dueOf = (kind: string): string | null =>
    records.duties.find((one) => one.kind === kind && one.dueOn !== null)?.dueOn ?? null
  const cell = (counted: Counted, endsOn: string | null, href: string): BoardCell => ({
    state: stepState({ ...counted, endsOn }, today),
    done: counted.done,
    expected: counted.expected,
    href: counted.href ?? href,
  })
  const hasCommunities = records.villages.some((row) => row.kind === 'community')
  const steps = readRules(cx, 'board-steps').items.filter(
    (step) => !(step.counts === 'plans' && step.what === 'community' && !hasCommunities),
  )
  const mine = ownTambonCodes(cx)
  const board = records.tambons.map(({ code, name }): Home['board'][number] => {
    const cells: Record<string, BoardCell> = {}
    for (const step of steps) {
      const counted = count(records, step, code, today)
      // What has no window of its own ends with the duty, else with the window of its level.
      const endsOn = (step.duty === null ? null : dueOf(step.duty)) ?? ends.get(step.window) ?? null
      const directiveId = letterOf(records, step.duty)
      // What is done in the room of a letter has no door while there is none.
      const href =
        directiveId === null && step.href.includes('{{directive}}')
          ? '/directives'
          : fillPlaceholders(step.href, {
              tambon: code,
              directive: directiveId ?? '',
              planFy,
              edition: records.editionFy,
            })
      cells[step.key] = cell(counted, counted.expected === 0 && !counted.href ? null : endsOn, href)
    }
    return { tambonCode: code, tambonName: name, mine: mine.includes(code), cells }
  })
  const isDistrict = cx.office().profile === 'district' ? 1 : 0
  const whole = (level: 'district' | 'needs'): BoardCell => {
    const plans = records.plans.filter((row) => row.level === level)
    return cell(
      { done: adoptedAreas(plans), expected: isDistrict, begun: plans.length },
      ends.get(level) ?? null,
      `/plans?level=${level}&planFy=${planFy}`,
    )
  }
  const reportDue = dueOf('report')
  const reportFor = letterOf(records, 'report')
  const reports = records.reports.filter((row) => row.directiveId === reportFor)
  return {
    mine: records.tambons.map((one) => one.code).filter((code) => mine.includes(code)),
    steps: steps.map(({ key, name }) => ({ key, name })),
    board: [...board.filter((row) => row.mine), ...board.filter((row) => !row.mine)],
    districtPlan: whole('district'),
    needsPlan: whole('needs'),
    report: {
      ...cell(
        {
          done: reports.some((row) => row.state === 'signed') ? 1 : 0,
          expected: letter === null ? 0 : 1,
          begun: reports.length,
        },
        reportDue,
        reportFor === null ? '/reports' : `/reports?directive=${reportFor}`,
      ),
      dueOn: reportDue,
    },
  }
}

function count(
  records: BoardRecords,
  step: RuleItemOf<'board-steps'>,
  tambonCode: string,
  today: string,
): Counted {
  const here = <Row extends { tambonCode: string | null }>(rows: readonly Row[]) =>
    rows.filter((row) => row.tambonCode === tambonCode)
  if (step.counts === 'plans') {
    if (step.what === 'tambon') {
      const plans = here(records.plans).filter((row) => row.level === 'tambon')
      return { done: adoptedAreas(plans), expected: 1, begun: plans.length }
    }
    const places = here(records.villages)
    const own = new Set(places.filter((row) => row.kind === step.what).map((row) => row.id))
    const plans = here(records.plans).filter((row) => row.level === 'village' && own.has(row.areaKey))
    const counted = { done: adoptedAreas(plans), expected: own.size, begun: plans.length }
    // A tambon of which no place is known yet is not finished: its list of villages is missing.
    return places.length === 0 && step.what === 'village'
      ? { ...counted, href: `/geography?tambon=${tambonCode}` }
      : counted
  }
  if (step.counts === 'orders') {
    const orders = here(records.orders).filter((row) => row.kind === step.what && row.state !== 'cancelled')
    const bodies = here(records.bodies).filter((row) => row.kind === step.what)
    return {
      done: orders.some((row) => row.state === 'signed') ? 1 : 0,
      expected: 1,
      begun: orders.length + bodies.length,
    }
  }
  if (step.counts === 'activities') {
    // what is only planned is begun, whatever its day (core/activities/rules.ts activityStates)
    const rows = here(records.activities).filter((row) => row.kind === step.what)
    const held = rows.some((row) => row.state === 'held' && row.heldOn <= today)
    return { done: held ? 1 : 0, expected: 1, begun: rows.length }
  }
  // Told: by name in the list of who was told, or in a session held in the tambon (duty 1).
  const toldOf = letterOf(records, step.duty)
  const told = [
    ...here(records.told)
      .filter((row) => row.directiveId === toldOf)
      .map((row) => row.toldOn),
    ...here(records.activities)
      .filter((row) => row.kind === 'session' && row.state === 'held')
      .map((row) => row.heldOn),
  ]
  return {
    done: told.some((day) => day <= today) ? 1 : 0,
    expected: records.letter === null ? 0 : 1,
    begun: told.length,
  }
}

/** How many plans of each level the office itself makes; levels that others make (LAO, province) are not there. */
function plansToMake(cx: QueryContext, areas: { villages: number; tambons: number }): Record<string, number> {
  const isDistrict = cx.office().profile === 'district' ? 1 : 0
  return { village: areas.villages, tambon: areas.tambons, district: isDistrict, needs: isDistrict }
}

/**
 * Windows of every plan FY whose plans are not all adopted: a new letter does not make what is left of the last year go
 * away. A year before the one in hand of which no plan was ever begun here is history and asks for nothing.
 */
export function openWindows(
  cx: QueryContext,
): Pick<CycleWindow, 'id' | 'planFy' | 'level' | 'endsOn' | 'done' | 'expected'>[] {
  const officeId = cx.office().id
  const inHand = planFyInHand(cx) ?? 0
  const made = new Map(
    cx.db
      .select({
        planFy: plan.planFy,
        level: plan.level,
        done: sql<number>`count(distinct case when ${plan.state} = 'adopted' then ${plan.areaKey} end)`,
      })
      .from(plan)
      .where(eq(plan.officeId, officeId))
      .groupBy(plan.planFy, plan.level)
      .all()
      .map((row) => [`${row.planFy} ${row.level}`, row.done]),
  )
  const begunYears = new Set([...made.keys()].map((key) => Number(key.slice(0, 4))))
  const villages =
    cx.db.select({ rows: countOf() }).from(village).where(eq(village.officeId, officeId)).get()?.rows ?? 0
  const expectedAt = plansToMake(cx, { villages, tambons: tambonsOfOffice(cx).length })
  return cx.db
    .select({
      id: planWindow.id,
      planFy: planWindow.planFy,
      level: planWindow.level,
      endsOn: planWindow.endsOn,
    })
    .from(planWindow)
    .where(eq(planWindow.officeId, officeId))
    .all()
    .map((row) => ({
      ...row,
      done: made.get(`${row.planFy} ${row.level}`) ?? 0,
      expected: expectedAt[row.level] ?? 0,
    }))
    .filter((row) => row.done < row.expected && (row.planFy >= inHand || begunYears.has(row.planFy)))
}

/** The windows of the cycle with how far their plans are. */
export function cycleOf(cx: QueryContext, records: BoardRecords, today: string): CycleWindow[] {
  const expectedAt = plansToMake(cx, {
    villages: records.villages.length,
    tambons: records.tambons.length,
  })
  return records.windows.map(({ id, planFy, level, startsOn, endsOn }) => {
    const plans = records.plans.filter((row) => row.level === level)
    const done = adoptedAreas(plans)
    const expected = expectedAt[level] ?? 0
    // Plans that other offices make (LAO, province) are not late here.
    const ends = level in expectedAt && expected > 0 ? endsOn : null
    return {
      ...{ id, planFy, level, startsOn, endsOn, done, expected },
      state: stepState({ done, expected, begun: plans.length, endsOn: ends }, today),
    }
  })
}
