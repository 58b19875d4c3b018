import { z } from 'zod'
import { count, fiscalYear, idField, isoDate, line, optionalLine, optionalText, satang } from '../kernel/fields.ts'
import { type PlanLevel, planLevels } from '../directives/rules.ts'

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
  /** Satang per fiscal year (พ.ศ.); years outside the plan's span are refused. */
  budgets: z.array(z.object({ fiscalYear, amount: satang })).max(10),
})
export type EntryFields = z.infer<typeof entryFields>

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

/** The plan from which a plan of this level takes up, and to which it goes (DOMAIN.md §1.2). */
export function lowerLevel(level: PlanLevel): PlanLevel | null {
  if (level === 'tambon') return 'village'
  if (level === 'district') return 'tambon'
  if (level === 'needs') return 'district'
  return null
}
