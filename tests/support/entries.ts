import type { EntryFields } from '../../core/plans/rules.ts'

/** A project in a plan with nothing typed yet but its class. */
export const blankEntry: EntryFields = {
  name: '',
  issue: '',
  projectClass: 'JOINT',
  problem: '',
  objective: '',
  target: '',
  site: '',
  expectedResult: '',
  kpi: '',
  budgetSource: '',
  leadAgency: '',
  relatedAgencies: '',
  readiness: '',
  remark: '',
  sourceRef: '',
  sourceCode: '',
  budgets: [],
}
