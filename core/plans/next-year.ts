/** เปิดปีงบประมาณใหม่ (PRODUCT.md C30): the drafts of the next year from what this year left. */
import { and, asc, eq } from 'drizzle-orm'
import { fate, plan, planEntry, ranking, village } from '../../db/schema.ts'
import { listBodies } from '../bodies/queries.ts'
import { seedWindows } from '../calendar/commands.ts'
import { letterToCarry, openProposed, proposeCopy } from '../directives/copy.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { openMany } from '../orders/commands.ts'
import { readRules, rulesByKey } from '../rules/queries.ts'
import { type CarryWay, carryBudgets } from './carry.ts'
import { openPlan } from './commands.ts'
import type { PlanEntry, PlanLine, YearBodies, YearDirective, YearLevel } from './contract.ts'
import { additiveEditions, among, lowerPlans, readEntries, readPlanLines } from './queries.ts'
import {
  covers,
  inForce,
  levelHeight,
  type OpenYear,
  outcomeOfFate,
  type PlanLevel,
  type Span,
} from './rules.ts'
import { insertEntry } from './take-up.ts'

type Standing = 'funded' | 'finished' | 'withdrawn' | 'open'

/**
 * Opens a draft of the new year for every area of the levels that has none yet: a review inside the span of the plan in
 * force, the first edition of the next span after it. What nobody has paid for comes along in its order, with its
 * budgets as resources/rules/next-year says; the criteria of the last ranking too.
 *
 * With it, where it is asked for: the letter of instruction that is expected, with this year's duties; drafts of the
 * orders that are to be reviewed for the new edition. What has to be reviewed is said in any case.
 *
 * @throws Fault plan.nothingToOpen when every area has its plan of that year, or none can have one, and nothing else is
 *   opened
 */
export function openYear(
  cx: CommandContext,
  input: OpenYear,
): { levels: YearLevel[]; directive: YearDirective | null; bodies: YearBodies } {
  const standing = standings(cx)
  const additive = additiveEditions(cx)
  const levels = [...new Set(input.levels)].sort((a, b) => levelHeight(a) - levelHeight(b))
  const done = levels.map((level) => openLevel(cx, input, level, standing, additive))
  const letter = openLetter(cx, input)
  const bodies = reviewBodies(cx, input, letter?.editionFy ?? null)
  if (
    done.every((level) => level.reviews + level.firsts === 0) &&
    (letter?.openedId ?? null) === null &&
    bodies.drafts === 0
  )
    throw new Fault('plan.nothingToOpen', { year: input.toFy })
  // The calendar of the new year stands as its draft too; what the office has written down for it stays.
  seedWindows(cx, input.toFy)
  cx.about('office', cx.office().id)
  return { levels: done, directive: letter, bodies }
}

/** Next year's letter before it has come; null = no letter of this year's plans to begin from. */
function openLetter(cx: CommandContext, input: OpenYear): YearDirective | null {
  const carry = letterToCarry(cx, input)
  if (carry === null) return null
  const proposal = proposeCopy(cx, { fromId: carry.fromId, editionFy: carry.editionFy, intoId: null })
  const opens = input.directive && carry.there === null
  return {
    from: { id: carry.fromId, name: proposal.from.name, duties: proposal.duties.length },
    editionFy: carry.editionFy,
    planFy: input.toFy,
    moved: proposal.duties.filter(({ due }) => due !== null && (due.off !== null || due.noSuchDay)),
    unknownHolidays: proposal.unknownHolidays,
    thereId: carry.there,
    openedId: opens ? openProposed(cx, carry.fromId, carry.editionFy).id : null,
  }
}

/** What duty 2 asks for in the new edition (DOMAIN.md §1.3): bodies without an order that was reviewed for it. */
function reviewBodies(cx: CommandContext, input: OpenYear, editionFy: number | null): YearBodies {
  const edition = editionFy ?? input.toFy - (readRules(cx, 'guideline').items[0]?.planYearsAfterEdition ?? 2)
  const bodies = listBodies(cx, { editionFy: edition }).flatMap(({ id, name, state }) =>
    state === 'review' || state === 'missing' ? [{ id, name, state }] : [],
  )
  const drafts =
    input.orders && bodies.length > 0
      ? openMany(cx, { bodyIds: bodies.map((one) => one.id), editionFy: edition, combine: false }).ids.length
      : 0
  return { editionFy: edition, bodies, drafts }
}

function openLevel(
  cx: CommandContext,
  input: OpenYear,
  level: OpenYear['levels'][number],
  standing: (projectId: string) => Standing,
  additive: ReadonlySet<string>,
): YearLevel {
  const areas = areasOf(cx, level)
  const made: YearLevel = {
    level,
    areas: areas.length,
    reviews: 0,
    firsts: 0,
    existing: 0,
    notAdopted: [],
    entries: 0,
    total: 0,
    leftOut: { funded: 0, finished: 0, withdrawn: 0 },
  }
  const lines = readPlanLines(cx, and(eq(plan.officeId, cx.office().id), eq(plan.level, level)))
  const byArea = new Map<string, PlanLine[]>()
  for (const line of lines) byArea.set(line.areaKey, [...(byArea.get(line.areaKey) ?? []), line])
  const budgetsBy = rulesByKey(cx, 'next-year')
  const way = (key: string): CarryWay => budgetsBy.get(key)?.budgets ?? 'keep'
  for (const areaKey of areas) {
    const plans = byArea.get(areaKey) ?? []
    if (plans.some((line) => line.planFy === input.toFy)) {
      made.existing += 1
      continue
    }
    // What held in the year before; of an older span too, when nothing newer was made.
    const held = inForce(
      plans.filter((line) => line.planFy <= input.fromFy),
      additive,
    )
    const draft = held.find((line) => line.state !== 'adopted')
    if (draft) {
      made.notAdopted.push(draft.name)
      continue
    }
    const base = held.find((line) => !additive.has(line.edition)) ?? held[0]
    const opened = openNext(cx, input, level, areaKey, base)
    if (opened.edition === 'review') made.reviews += 1
    else made.firsts += 1
    if (base) cx.write.update(plan, opened.id, { basedOnId: base.id })
    const budgets =
      level === 'needs' ? way('needs') : opened.edition === 'review' ? way('sameSpan') : way('nextSpan')
    if (input.take !== 'none') {
      const rows = rowsToCarry(cx, held)
      const further = level === 'needs' ? districtRows(cx, opened.id, input.toFy, rows) : []
      let rank = 0
      for (const { row, takenFromId, takenOn } of [...rows, ...further]) {
        const stands = standing(row.projectId)
        if (
          stands === 'withdrawn' ||
          stands === 'finished' ||
          (stands === 'funded' && input.take === 'unfunded')
        ) {
          made.leftOut[stands] += 1
          continue
        }
        rank += 1
        const carried = carryBudgets(row.budgets, opened.span, input.toFy, budgets)
        insertEntry(cx, { row, budgets: carried, planId: opened.id, takenFromId, takenOn, rank })
        made.entries += 1
        made.total += carried.reduce((sum, budget) => sum + budget.amount, 0)
      }
    }
    if (base) copyCriteria(cx, base.id, opened.id)
  }
  return made
}

/** A review in the span that still holds the year, else the first edition of the next; a rolling span moves on. */
function openNext(
  cx: CommandContext,
  input: OpenYear,
  level: PlanLevel,
  areaKey: string,
  base: PlanLine | undefined,
): { id: string; edition: 'review' | 'first'; span: Span } {
  const rolls = base && isRolling(cx, base)
  const edition = base && level !== 'needs' && !rolls && covers(base, input.toFy) ? 'review' : 'first'
  const span = rolls ? { spanStart: input.toFy, spanLength: base.spanLength } : {}
  const { id } = openPlan(cx, { level, areaKey, planFy: input.toFy, edition, ...span }, { empty: true })
  const { spanStart, spanLength } = cx.write.mustGet(plan, id)
  return { id, edition, span: { spanStart, spanLength } }
}

function isRolling(cx: QueryContext, span: Span): boolean {
  return readRules(cx, 'plan-spans').items.some(
    (rule) =>
      rule.rolling === true && rule.spanLength === span.spanLength && rule.spanStart <= span.spanStart,
  )
}

type Carried = { row: PlanEntry; takenFromId: string | null; takenOn: string | null }

/** Rows of the editions in force, a project once, in their order. */
function rowsToCarry(cx: QueryContext, held: readonly PlanLine[]): Carried[] {
  const at = new Map(held.map((line, index) => [line.id, index]))
  const rows = readEntries(cx, among(planEntry.planId, [...at.keys()]))
  rows.sort((a, b) => (at.get(a.planId) ?? 0) - (at.get(b.planId) ?? 0) || a.rank - b.rank)
  const byProject = new Map(rows.map((row) => [row.projectId, row]))
  return [...byProject.values()].map((row) => ({ row, takenFromId: row.takenFromId, takenOn: row.takenOn }))
}

/** Projects of the district plan with money in the new year that the last needs plan did not ask for. */
function districtRows(
  cx: CommandContext,
  needsId: string,
  toFy: number,
  known: readonly Carried[],
): Carried[] {
  const needs = cx.write.mustGet(plan, needsId)
  const lower = lowerPlans(cx, needs).filter((line) => line.state === 'adopted')
  const there = new Set(known.map(({ row }) => row.projectId))
  const rows = readEntries(
    cx,
    among(
      planEntry.planId,
      lower.map((line) => line.id),
    ),
  )
  const goesUp = rulesByKey(cx, 'project-classes')
  return rows
    .filter((row) => !there.has(row.projectId) && goesUp.get(row.projectClass)?.goesUp !== false)
    .map((row) => ({ ...row, budgets: row.budgets.filter((budget) => budget.fiscalYear === toFy) }))
    .filter((row) => row.budgets.length > 0)
    .map((row) => ({ row, takenFromId: row.id, takenOn: cx.today() }))
}

function copyCriteria(cx: CommandContext, fromId: string, toId: string): void {
  const last = cx.db.select().from(ranking).where(eq(ranking.planId, fromId)).get()
  if (last) cx.write.insert(ranking, { planId: toId, criteria: last.criteria, note: '' })
}

/** Areas that make a plan of this level. */
function areasOf(cx: QueryContext, level: OpenYear['levels'][number]): string[] {
  const office = cx.office()
  if (level === 'village') {
    return cx.db
      .select({ id: village.id })
      .from(village)
      .where(eq(village.officeId, office.id))
      .orderBy(asc(village.tambonCode), asc(village.mooNo), asc(village.name))
      .all()
      .map((row) => row.id)
  }
  if (level === 'tambon') return tambonsOfOffice(cx).map((tambon) => tambon.code)
  return office.profile === 'district' && office.districtCode !== null ? [office.districtCode] : []
}

/** How projects stand by their last fate. */
function standings(cx: QueryContext): (projectId: string) => Standing {
  const kinds = rulesByKey(cx, 'fate-kinds')
  const last = new Map<string, string>()
  for (const row of cx.db
    .select({ projectId: fate.projectId, kind: fate.kind })
    .from(fate)
    .orderBy(asc(fate.dated), asc(fate.id))
    .all()) {
    last.set(row.projectId, row.kind)
  }
  return (projectId) => {
    const kind = kinds.get(last.get(projectId) ?? '')
    if (!kind) return 'open'
    const outcome = outcomeOfFate(kind)
    if (outcome === 'withdrawn') return 'withdrawn'
    if (kind.final) return 'finished'
    return outcome === 'funded' ? 'funded' : 'open'
  }
}
