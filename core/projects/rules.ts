import { z } from 'zod'
import { fiscalYear, idField, isoDate, line, optionalLine, optionalText, satang } from '../kernel/fields.ts'
import { searchKey } from '../thai/text.ts'

/** What became of a project; kinds are rows of resources/rules/fate-kinds. */
export const fateFields = z.object({
  projectId: idField,
  kind: z.string().min(1, { error: 'required' }).max(40),
  budgetSource: optionalLine(160),
  amount: satang.nullable(),
  fiscalYear: fiscalYear.nullable(),
  reason: optionalLine(600),
  dated: isoDate,
})
export type FateFields = z.infer<typeof fateFields>

/**
 * Key of a project's name, site and place, each without spaces, because Thai is typed with and without them
 * ("ถนน คอนกรีต" = "ถนนคอนกรีต").
 */
export function projectKey(...parts: readonly string[]): string {
  return parts
    .map((part) => searchKey(part).replaceAll(' ', ''))
    .filter((part) => part !== '')
    .join('|')
}

/** Totals are counted up to this and then said to be more. */
export const COUNT_CAP = 1000
/** Facets of a searched text are counted over at most this many of its newest projects. */
export const FACET_CAP = 5000

export const searchFacets = [
  'tambon',
  'village',
  'planFy',
  'level',
  'issue',
  'source',
  'projectClass',
  'fate',
  'planState',
  'readiness',
] as const
export type SearchFacet = (typeof searchFacets)[number]

const facetValue = z.string().max(300)
/** Chosen values; '' is a value too: none. */
export const projectFilters = z.object(
  Object.fromEntries(searchFacets.map((facet) => [facet, facetValue.optional()])) as Record<
    SearchFacet,
    z.ZodOptional<typeof facetValue>
  >,
)
export type ProjectFilters = z.infer<typeof projectFilters>

export const projectSearch = z.object({
  text: z.string().max(200),
  filters: projectFilters.optional(),
  /** null = every office in this file; absent = the own office. */
  officeId: idField.nullable().optional(),
})
export const projectSorts = ['newest', 'name', 'budget'] as const
export type ProjectSearch = z.infer<typeof projectSearch>

/** Where a project lies, decimal degrees, WGS84. */
export const coordinateFields = z.object({
  projectId: idField,
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
})

/** A paper of the readiness checklist as the officer notes it; `missing` forgets the note. */
export const documentFields = z.object({
  projectId: idField,
  /** Key of resources/rules/project-documents. */
  document: z.string().min(1, { error: 'required' }).max(40),
  state: z.enum(['have', 'asked', 'notNeeded', 'missing']),
  number: optionalLine(120),
  dated: isoDate.nullable(),
  note: optionalLine(300),
})
export type DocumentFields = z.infer<typeof documentFields>

export const briefActivity = z.object({
  name: line(600),
  amount: satang.nullable(),
  agency: optionalLine(300),
  relatedAgencies: optionalLine(300),
  targetGroup: optionalLine(300),
  responsible: optionalLine(300),
  kpi: optionalLine(600),
})

/** โครงการแบบย่อ แบบ จ.1-1, fields in the order of the form (DOMAIN.md §3.2). Name and budget are the newest entry's. */
export const briefFields = z.object({
  projectId: idField,
  provinceIssue: optionalText(600),
  approach: optionalText(600),
  issueKpi: optionalText(1000),
  mainProgramme: optionalText(600),
  programme: optionalText(600),
  rationale: optionalText(8000),
  objective: optionalText(4000),
  kpi: optionalText(4000),
  targetArea: optionalText(2000),
  activities: z.array(briefActivity).max(40),
  implementer: optionalText(600),
  duration: optionalText(300),
  output: optionalText(4000),
  outcome: optionalText(4000),
})
export type BriefFields = z.infer<typeof briefFields>

/** Satang of the activities against the satang of the whole; difference 0 = they add up. */
export function briefSum(
  activities: readonly { amount: number | null }[],
  total: number,
): { sum: number; difference: number } {
  const sum = activities.reduce((all, activity) => all + (activity.amount ?? 0), 0)
  return { sum, difference: total - sum }
}
