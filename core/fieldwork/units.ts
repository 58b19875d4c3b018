import type { MergeRow, RowSet } from './merge.ts'

/**
 * What a district accepts or returns as one (rules.ts unitKey): the village that a record belongs to by its id, else its
 * tambon by its code, else ''. Pure.
 */

/** Record that says where a record belongs: [field, record type]. */
const parents: Readonly<Record<string, readonly [field: string, to: string]>> = {
  villageLao: ['villageId', 'village'],
  villageAgency: ['villageId', 'village'],
  villageFigure: ['villageId', 'village'],
  forumNeed: ['forumId', 'forum'],
  holding: ['postId', 'post'],
  planEntry: ['planId', 'plan'],
  entryBudget: ['entryId', 'planEntry'],
  fate: ['projectId', 'project'],
  entryReturn: ['entryId', 'planEntry'],
  ranking: ['planId', 'plan'],
  entryScore: ['entryId', 'planEntry'],
  projectPair: ['aId', 'project'],
  projectBrief: ['projectId', 'project'],
  projectDocument: ['projectId', 'project'],
  seat: ['bodyId', 'body'],
  appointmentOrder: ['bodyId', 'body'],
  orderChange: ['bodyId', 'body'],
  pledge: ['activityId', 'activity'],
  pledgeReceipt: ['pledgeId', 'pledge'],
}
/** Records without a place of their own stand where those that name them stand together. */
const namedFrom: Readonly<Record<string, readonly (readonly [type: string, field: string])[]>> = {
  person: [
    ['holding', 'personId'],
    ['seat', 'personId'],
  ],
  lao: [['villageLao', 'laoId']],
  agency: [['villageAgency', 'laoId']],
}

export type Units = {
  /** Unit of a record; '' for what belongs to no place. */
  of(recordType: string, row: MergeRow): string
  /** Tambon of a unit; '' for ''. */
  tambonOf(unit: string): string
}

/** @param rows the records together with those they name */
export function unitsOf(rows: RowSet): Units {
  const villages = rows.get('village') ?? new Map<string, MergeRow>()
  const common = new Map<string, ReadonlyMap<string, string>>()

  function place(row: MergeRow): string {
    if (typeof row.villageId === 'string' && row.villageId !== '') return row.villageId
    return typeof row.tambonCode === 'string' ? row.tambonCode : ''
  }

  function of(recordType: string, row: MergeRow): string {
    if (recordType === 'village') return row.id
    if (typeof row.subjectTable === 'string' && typeof row.subjectId === 'string')
      return below(String(row.subjectTable), row.subjectId)
    if (namedFrom[recordType]) return commonOf(recordType).get(row.id) ?? ''
    const parent = parents[recordType]
    if (parent === undefined) return place(row)
    const [field, to] = parent
    return to === 'village' ? String(row[field] ?? '') : below(to, String(row[field] ?? ''))
  }

  function below(recordType: string, id: string): string {
    const row = rows.get(recordType)?.get(id)
    return row === undefined ? '' : of(recordType, row)
  }

  function commonOf(recordType: string): ReadonlyMap<string, string> {
    const known = common.get(recordType)
    if (known) return known
    const found = new Map<string, string>()
    for (const [type, field] of namedFrom[recordType] ?? []) {
      for (const row of rows.get(type)?.values() ?? []) {
        const id = row[field]
        if (typeof id !== 'string') continue
        const unit = of(type, row)
        const before = found.get(id)
        found.set(id, before === undefined || before === unit ? unit : together(before, unit))
      }
    }
    common.set(recordType, found)
    return found
  }

  function together(a: string, b: string): string {
    const tambon = tambonOf(a)
    return tambon === tambonOf(b) ? tambon : ''
  }

  function tambonOf(unit: string): string {
    return /^(\d{6})?$/u.test(unit) ? unit : String(villages.get(unit)?.tambonCode ?? '')
  }

  return { of, tambonOf }
}
