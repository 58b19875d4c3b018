import { z } from 'zod'
import { type PlanLevel, planLevels } from '../directives/rules.ts'
import {
  count,
  fiscalYear,
  idField,
  isoDate,
  line,
  optionalLine,
  optionalText,
  satang,
} from '../kernel/fields.ts'

export { type PlanLevel, planLevels }
export const editions = ['first', 'review', 'addition', 'change', 'correction'] as const
export type Edition = (typeof editions)[number]
export const projectClasses = ['SELF', 'JOINT', 'BEYOND'] as const
export type ProjectClass = (typeof projectClasses)[number]
export const planStates = ['draft', 'proposed', 'adopted'] as const
export type PlanState = (typeof planStates)[number]

/** What a plan is: level × area × span × edition (DOMAIN.md §9.2). */
export const planHeadFields = z.object({
  level: z.enum(planLevels),
  /** Village id for a village plan, tambon code for a tambon plan, district code otherwise. */
  areaKey: z.string().min(1, { error: 'required' }).max(40),
  planFy: fiscalYear,
  spanStart: fiscalYear,
  spanLength: z.number().int().min(1, { error: 'spanLength' }).max(5, { error: 'spanLength' }),
  edition: z.enum(editions),
})
export type PlanHead = z.infer<typeof planHeadFields>

/** To open a plan: the span may be left out, then it is the usual one of resources/rules/plan-spans. */
export const openPlanFields = planHeadFields.extend({
  spanStart: planHeadFields.shape.spanStart.optional(),
  spanLength: planHeadFields.shape.spanLength.optional(),
})
export type OpenPlan = z.infer<typeof openPlanFields>

/** A project as it stands in one plan; the same object checks grid cell, Excel row, package row and command. */
export const entryFields = z.object({
  name: line(400),
  issue: optionalLine(120),
  projectClass: z.enum(projectClasses, { error: 'projectClass' }),
  problem: optionalText(2000),
  objective: optionalText(2000),
  target: optionalText(2000),
  site: optionalLine(400),
  expectedResult: optionalText(2000),
  kpi: optionalText(1000),
  budgetSource: optionalLine(160),
  leadAgency: optionalLine(200),
  relatedAgencies: optionalLine(400),
  readiness: optionalLine(400),
  remark: optionalLine(400),
  /** Where it stands in the file or book it came from: เล่ม/หน้า/ข้อ (DOMAIN.md §3.1). */
  sourceRef: optionalLine(160).default(''),
  /** Its number in the file it came from (รหัส ID). */
  sourceCode: optionalLine(60).default(''),
  /** Satang per fiscal year (พ.ศ.); years outside the plan's span are refused. */
  budgets: z
    .array(z.object({ fiscalYear, amount: satang }))
    .max(10)
    .refine((rows) => new Set(rows.map((row) => row.fiscalYear)).size === rows.length, {
      error: 'duplicateYear',
    }),
})
export type EntryFields = z.infer<typeof entryFields>

/** Texts of an entry, in the order of the table of projects (DOMAIN.md §3.4). */
export const entryTexts = [
  'name',
  'issue',
  'problem',
  'objective',
  'target',
  'site',
  'expectedResult',
  'kpi',
  'budgetSource',
  'leadAgency',
  'relatedAgencies',
  'readiness',
  'remark',
  'sourceRef',
  'sourceCode',
] as const satisfies readonly (keyof EntryFields)[]
export type EntryText = (typeof entryTexts)[number]

export const adoptionFields = z.object({
  planId: idField,
  adoptedOn: isoDate,
  /** Meeting that adopted it: เวทีประชาคมหมู่บ้าน, ก.บ.ต. ครั้งที่ … */
  adoptedBy: line(300),
  resolution: line(1000),
  attendees: count(100_000).nullable(),
})

/** Fiscal years of a plan's span, พ.ศ. */
export function spanYears(head: { spanStart: number; spanLength: number }): number[] {
  return Array.from({ length: head.spanLength }, (_, at) => head.spanStart + at)
}

/** The plan from which a plan of this level takes up in the first place (DOMAIN.md §1.2); further sources are data. */
export function lowerLevel(level: PlanLevel): PlanLevel | null {
  if (level === 'tambon') return 'village'
  if (level === 'district') return 'tambon'
  if (level === 'needs' || level === 'province') return 'district'
  return null
}

/** The plan a project goes up to next on the district's own way (DOMAIN.md §1.2). */
export function higherLevel(level: PlanLevel): PlanLevel | null {
  if (level === 'village') return 'tambon'
  if (level === 'tambon' || level === 'local') return 'district'
  return level === 'district' ? 'needs' : null
}

/** Order of the levels on a project's way up. */
export function levelHeight(level: PlanLevel): number {
  return { village: 0, local: 1, tambon: 2, district: 3, needs: 4, province: 5 }[level]
}

export type SpanRule = { spanStart: number; spanLength: number; levels: readonly string[]; usual: boolean }
export type Span = { spanStart: number; spanLength: number }

/**
 * The usual span of a level for a plan FY. A needs plan asks for one plan year (DOMAIN.md §1.2). Spans not listed
 * follow the nearest listed one in its own length: 2566–2570 → 2571–2575 → 2576–2580.
 *
 * @param planFy fiscal year, พ.ศ.
 */
export function usualSpan(rules: readonly SpanRule[], level: PlanLevel, planFy: number): Span {
  if (level === 'needs') return { spanStart: planFy, spanLength: 1 }
  const usual = rules
    .filter((rule) => rule.usual && rule.levels.includes(level))
    .sort((a, b) => b.spanLength - a.spanLength || b.spanStart - a.spanStart)
  const covering = usual.find((rule) => covers(rule, planFy))
  if (covering) return { spanStart: covering.spanStart, spanLength: covering.spanLength }
  const nearest = usual.sort((a, b) => Math.abs(a.spanStart - planFy) - Math.abs(b.spanStart - planFy))[0]
  if (!nearest) return { spanStart: planFy, spanLength: 1 }
  const { spanStart, spanLength } = nearest
  return { spanStart: spanStart + Math.floor((planFy - spanStart) / spanLength) * spanLength, spanLength }
}

/** True when the fiscal year lies in the span. */
export function covers(span: Span, fiscalYear: number): boolean {
  return fiscalYear >= span.spanStart && fiscalYear < span.spanStart + span.spanLength
}

type EditionOf = { id: string; edition: Edition; state: PlanState; planFy: number; adoptedOn: string | null }

/**
 * Which editions of one area's plan say what holds now: the newest adopted edition that carries the earlier rows over,
 * and the additions adopted after it; while nothing is adopted, the newest draft (DOMAIN.md §9.2).
 *
 * @param plans editions of one level and one area
 * @param additive editions that only add (`carriesOver` false in resources/rules/plan-editions, ฉบับเพิ่มเติม)
 */
export function inForce<P extends EditionOf>(plans: readonly P[], additive: ReadonlySet<string>): P[] {
  const adopted = plans.filter((plan) => plan.state === 'adopted').sort(olderFirst)
  if (adopted.length === 0) {
    const newest = [...plans].sort(olderFirst).at(-1)
    return newest ? [newest] : []
  }
  const isWhole = (plan: P) => plan.edition === 'first' || !additive.has(plan.edition)
  const base = adopted.findLastIndex(isWhole)
  return adopted.slice(Math.max(base, 0))
}

function olderFirst(a: EditionOf, b: EditionOf): number {
  return (
    a.planFy - b.planFy ||
    (a.adoptedOn ?? '').localeCompare(b.adoptedOn ?? '') ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

/**
 * How the way of a project stands: paid for by somebody, refused, withdrawn, still under way, or left behind – the plan
 * above was adopted without it.
 */
export const outcomes = ['funded', 'notFunded', 'withdrawn', 'left', 'waiting'] as const
export type Outcome = (typeof outcomes)[number]
type FateOutcome = Exclude<Outcome, 'left'>

/** What a kind of fate means for the way; the table says it, older rows of an office may only say `funded`. */
export function outcomeOfFate(kind: { outcome?: FateOutcome | undefined; funded: boolean }): FateOutcome {
  return kind.outcome ?? (kind.funded ? 'funded' : 'notFunded')
}

export const withdrawFields = z.object({
  projectId: idField,
  reason: line(600),
  dated: isoDate,
})

export const returnFields = z.object({
  /** Entry of the lower plan. */
  entryId: idField,
  /** Plan for which it was looked at. */
  byPlanId: idField,
  reason: line(600),
})

export const openYearFields = z.object({
  fromFy: fiscalYear,
  toFy: fiscalYear,
  levels: z.array(z.enum(['village', 'tambon', 'district', 'needs'])).min(1, { error: 'required' }),
  /** Which projects come along: those nobody has paid for, all that are not finished, or none. */
  take: z.enum(['unfunded', 'all', 'none']),
  /** Opens next year's letter of instruction before it has come, with this year's duties (C30). */
  directive: z.boolean().default(false),
  /** Drafts the orders of bodies that are to be reviewed for the new edition. */
  orders: z.boolean().default(false),
})
export type OpenYear = z.infer<typeof openYearFields>
