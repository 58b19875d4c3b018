import type { SheetField, SheetFieldKind, SheetTarget } from './rules.ts'

/** Field → how its cells are read, in the order of the form. */
const kinds: Record<SheetTarget, Record<string, SheetFieldKind>> = {
  planEntries: {
    id: 'id',
    number: 'number',
    name: 'text',
    issue: 'text',
    programme: 'text',
    projectClass: 'class',
    classSelf: 'tick',
    classJoint: 'tick',
    classBeyond: 'tick',
    problem: 'text',
    objective: 'text',
    target: 'text',
    site: 'text',
    moo: 'moo',
    village: 'text',
    tambon: 'place',
    coordinates: 'coordinates',
    latitude: 'coordinates',
    longitude: 'coordinates',
    expectedResult: 'text',
    kpi: 'text',
    budget: 'money',
    fiscalYear: 'period',
    total: 'total',
    budgetSource: 'text',
    leadAgency: 'text',
    relatedAgencies: 'text',
    readiness: 'text',
    remark: 'text',
    sourceRef: 'text',
    book: 'text',
    page: 'text',
    item: 'text',
    sourceCode: 'text',
  },
  villages: {
    id: 'id',
    number: 'number',
    tambon: 'place',
    moo: 'moo',
    name: 'text',
    kind: 'text',
    officialCode: 'code',
    population: 'count',
    male: 'count',
    female: 'count',
    households: 'count',
    year: 'year',
    figureSource: 'text',
    headmanName: 'text',
  },
  laos: {
    id: 'id',
    number: 'number',
    name: 'text',
    laoType: 'type',
    code: 'code',
    tambon: 'place',
    villages: 'villages',
    part: 'tick',
  },
  forumNeeds: {
    id: 'id',
    number: 'number',
    issue: 'text',
    problem: 'text',
    cause: 'text',
    name: 'text',
    site: 'text',
    projectClass: 'class',
    classSelf: 'tick',
    classJoint: 'tick',
    classBeyond: 'tick',
    amount: 'money',
    votes: 'count',
  },
}

const required: Record<SheetTarget, readonly string[]> = {
  planEntries: ['name'],
  villages: ['name'],
  laos: ['name'],
  forumNeeds: [],
}

/** Fields that may stand once a year, as `field:year` (พ.ศ.). */
const yearly: Record<SheetTarget, readonly string[]> = {
  planEntries: ['budget'],
  villages: ['population', 'male', 'female', 'households'],
  laos: [],
  forumNeeds: [],
}

/**
 * The fields that columns may be mapped to.
 *
 * @param years พ.ศ.: of the plan's span, or those the sheet's head names
 */
export function fieldsOf(target: SheetTarget, years: readonly number[]): SheetField[] {
  return Object.entries(kinds[target]).flatMap(([key, kind]): SheetField[] => {
    const field = { key, name: `sheets.field.${key}`, kind, required: required[target].includes(key) }
    const perYear = yearly[target].includes(key)
      ? years.map((year) => ({ ...field, key: `${key}:${year}`, name: `sheets.fieldOfYear.${key}`, year }))
      : []
    return target === 'planEntries' ? [...perYear, field] : [field, ...perYear]
  })
}

/** True for a field that may stand once a year. */
export function isYearly(target: SheetTarget, field: string): boolean {
  return yearly[target].includes(field)
}

/** `budget:2567` → field and year; year null for a field without. */
export function partsOfField(key: string): { readonly field: string; readonly year: number | null } {
  const known = parts.get(key)
  if (known) return known
  const [field = '', year] = key.split(':')
  const made = { field, year: year === undefined ? null : Number(year) }
  // Asked for every cell of every row; keys come from people, so there is an end to them.
  if (parts.size < 1000) parts.set(key, made)
  return made
}
const parts = new Map<string, { readonly field: string; readonly year: number | null }>()

/** How the cells of a field are read; undefined for an unknown field. */
export function kindOf(target: SheetTarget, key: string): SheetFieldKind | undefined {
  const { field, year } = partsOfField(key)
  if (!Object.hasOwn(kinds[target], field)) return undefined
  if (year !== null && !(isYearly(target, field) && Number.isInteger(year) && year >= 2400 && year <= 2700))
    return undefined
  return kinds[target][field]
}
