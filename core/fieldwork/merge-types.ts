import { getTableConfig } from 'drizzle-orm/sqlite-core'
import { attachment } from '../../db/schema.ts'
import { hasTable, type RecordType, recordTypesOf, type TableType } from '../exchange/records.ts'
import { searchKey } from '../thai/text.ts'
import type { MergeType } from './merge.ts'

/**
 * What a field laptop may change and its district takes over: the records of its villages. What the district alone
 * decides (directives and their duties, orders, signatories, windows, rules) travels down and never up.
 */
const changedInTheField: ReadonlySet<string> = new Set([
  'village',
  'lao',
  'agency',
  'villageLao',
  'villageAgency',
  'villageFigure',
  'forum',
  'forumNeed',
  'person',
  'post',
  'holding',
  'plan',
  'project',
  'planEntry',
  'entryBudget',
  'fate',
  'entryReturn',
  'ranking',
  'entryScore',
  'projectPair',
  'projectBrief',
  'projectDocument',
  'body',
  'seat',
  'activity',
  'pledge',
  'pledgeReceipt',
  'dutyNote',
])
/** Tables whose files come along; the scan of a letter or an order is the district's. */
const filesInTheField: ReadonlySet<string> = new Set([
  'project',
  'projectDocument',
  'forum',
  'activity',
  'pledgeReceipt',
])

/** Record types of work that a district takes over, in the order in which they refer to each other. */
export const workTypes: readonly TableType[] = recordTypesOf('tambonWork').flatMap((type) =>
  hasTable(type) && (changedInTheField.has(type.name) || type.table === attachment) ? [type] : [],
)
/** Record types of reference data that become a laptop's own records. */
export const referenceTypes: readonly TableType[] = recordTypesOf('reference').flatMap((type) =>
  hasTable(type) && type.name !== 'officeFacts' ? [type] : [],
)

/** Whether a row of work is the laptop's to change: of the files only those of its own records. */
export function isWorkRow(type: TableType, row: Readonly<Record<string, unknown>>): boolean {
  return type.table === attachment
    ? filesInTheField.has(String(row.subjectTable))
    : changedInTheField.has(type.name)
}

const text = (value: unknown) => (value === null || value === undefined ? '' : String(value))
const all = (...parts: unknown[]) => parts.map(text).join('|')
const words = (value: unknown) => searchKey(text(value))

/** What makes two records the same thing (docs/package-format.md, Reference and work). */
const keys: Readonly<Record<string, NonNullable<MergeType['key']>>> = {
  village: (row) =>
    row.kind === 'village' ? all(row.tambonCode, row.mooNo) : all(row.tambonCode, 'c', words(row.name)),
  lao: (row) => all(row.laoType, words(row.name)),
  agency: (row) => words(row.name),
  villageLao: (row) => all(row.villageId, row.laoId),
  villageAgency: (row) => all(row.villageId, row.laoId),
  villageFigure: (row) => all(row.villageId, row.year),
  forum: (row) =>
    row.heldOn === null ? null : all(row.level, row.villageId ?? row.tambonCode, row.planFy, row.heldOn),
  forumNeed: (row) => (text(row.name) === '' ? null : all(row.forumId, words(row.name))),
  person: (row) => all(row.title, words(row.firstName), words(row.lastName), words(row.position)),
  post: (row) => all(row.kind, row.tambonCode, row.villageId, row.laoId, words(row.name)),
  // one holds a post at a time; who held it before is told by his own days
  holding: (row) =>
    row.endsOn === null
      ? all(row.postId, 'now', row.acting)
      : all(row.postId, row.personId, row.startsOn, row.endsOn),
  plan: (row) => all(row.level, row.areaKey, row.planFy, row.edition, row.editionNo),
  // typed twice from the same paper: the same name in the same plan
  project: (row, plans) => plans.map((plan) => all(row.villageId ?? row.tambonCode, words(row.name), plan)),
  planEntry: (row) => all(row.planId, row.projectId),
  entryBudget: (row) => all(row.entryId, row.fiscalYear),
  ranking: (row) => text(row.planId),
  entryScore: (row) => text(row.entryId),
  projectPair: (row) => [text(row.aId), text(row.bId)].sort().join('|'),
  projectBrief: (row) => text(row.projectId),
  projectDocument: (row) => all(row.projectId, row.document),
  body: (row) => all(row.kind, row.tambonCode, row.villageId, row.districtCode, words(row.name)),
  seat: (row) => all(row.bodyId, row.title, row.filledBy, row.postId, row.personId, words(row.post)),
  planWindow: (row) => all(row.planFy, row.level),
  officeRule: (row) => text(row.key),
  directive: (row) => all(words(row.number), row.dated, words(row.fromOffice)),
  duty: (row) => all(row.directiveId, row.no),
  signatory: (row) => words(row.name),
}

/** Record types of work that only say what its notes are of. */
const contextOnly: ReadonlySet<string> = new Set(['directive', 'duty'])

/** Record types that the rows of a laptop's work name or are. */
export const workTypesWithContext: readonly TableType[] = recordTypesOf('tambonWork').flatMap((type) =>
  hasTable(type) && (workTypes.includes(type) || contextOnly.has(type.name)) ? [type] : [],
)

/** The record types as the merge sees them. @param taken those that are taken over; the others are only named */
export function mergeTypesOf(types: readonly TableType[], taken: readonly TableType[] = types): MergeType[] {
  return types.map((type) => ({
    context: !taken.includes(type),
    name: type.name,
    fields: Object.keys(type.row.shape).filter((field) => field !== 'id'),
    references: type.references.map(({ field, to }) => ({
      field,
      to,
      needed: isNeeded(type, field),
      firm: isNeeded(type, field) || keyFields(type).has(field),
    })),
    key: keys[type.name] ?? null,
    hangs: type.table === attachment,
  }))
}

/** Columns that SQLite holds to what they name. */
function keyFields(type: TableType): Set<string> {
  return new Set(
    getTableConfig(type.table).foreignKeys.flatMap((key) => key.reference().columns.map(({ name }) => name)),
  )
}

function isNeeded(type: RecordType, field: string): boolean {
  const shape = type.row.shape[field] as { safeParse(value: unknown): { success: boolean } } | undefined
  return shape !== undefined && !shape.safeParse(null).success
}
