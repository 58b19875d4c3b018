import type { PlanEntry, PlanLine } from '../../../core/plans/contract.ts'
import type { RemarkField } from '../exchange/RemarkDialog.tsx'

const fieldsOf = <T extends object>(row: T, names: readonly (keyof T & string)[]): RemarkField[] =>
  names.map((field) => ({ field, value: row[field] }))

/** Of a project in a plan: what a province asks to be put right, in the order of the columns. */
export function entryFieldsOf(entry: Omit<PlanEntry, 'budgets'>): RemarkField[] {
  return fieldsOf(entry, [
    'name',
    'issue',
    'projectClass',
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
  ])
}

/** Of the adoption of a plan. */
export function planFieldsOf(
  plan: Pick<PlanLine, 'adoptedOn' | 'adoptedBy' | 'resolution' | 'attendees'>,
): RemarkField[] {
  return fieldsOf(plan, ['adoptedOn', 'adoptedBy', 'resolution', 'attendees'])
}

/** Of a village. */
export function villageFieldsOf(village: {
  name: string
  mooNo: number | null
  population: number | null
  households: number | null
}): RemarkField[] {
  return fieldsOf(village, ['name', 'mooNo', 'population', 'households'])
}
