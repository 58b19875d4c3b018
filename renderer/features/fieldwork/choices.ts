import type { z } from 'zod'
import type { WorkRecord } from '../../../core/fieldwork/contract.ts'
import type { choiceFields } from '../../../core/fieldwork/rules.ts'

export type Choice = z.infer<typeof choiceFields>
/** What a person chose, by record and field. */
export type Choices = ReadonlyMap<string, Choice>

export const choiceKey = (record: Pick<WorkRecord, 'recordType' | 'rowId'>, field: string): string =>
  `${record.recordType} ${record.rowId} ${field}`

/** Every field of these records that both offices changed differently, in the order in which they stand. */
export function conflictsOf(records: readonly WorkRecord[]): Omit<Choice, 'choice'>[] {
  return records.flatMap(({ recordType, rowId, fields }) =>
    fields.filter((one) => one.state === 'conflict').map((one) => ({ recordType, rowId, field: one.field })),
  )
}

/** Those that nobody has chosen for yet. */
export function openConflicts(records: readonly WorkRecord[], choices: Choices): Omit<Choice, 'choice'>[] {
  return conflictsOf(records).filter((one) => !choices.has(choiceKey(one, one.field)))
}

/** The choices that belong to these records, as the core takes them. */
export function choicesFor(records: readonly WorkRecord[], choices: Choices): Choice[] {
  return conflictsOf(records).flatMap((one) => choices.get(choiceKey(one, one.field)) ?? [])
}

/**
 * One choice more. The same question asked of several records (a project and its line in the plan were renamed alike) is
 * answered once: those nobody chose for yet get the same answer.
 */
export function withChoice(choices: Choices, choice: Choice, records: readonly WorkRecord[]): Choices {
  const next = new Map(choices)
  const asked = questionOf(records, choice)
  for (const one of conflictsOf(records)) {
    const key = choiceKey(one, one.field)
    if (!next.has(key) && asked !== null && questionOf(records, one) === asked)
      next.set(key, { ...one, choice: choice.choice })
  }
  return next.set(choiceKey(choice, choice.field), choice)
}

/** Field and values of a conflict in one text; null for one that is not there. */
function questionOf(records: readonly WorkRecord[], about: Omit<Choice, 'choice'>): string | null {
  const record = records.find((one) => one.recordType === about.recordType && one.rowId === about.rowId)
  const found = record?.fields.find((one) => one.field === about.field)
  return found === undefined || about.field === ''
    ? null
    : JSON.stringify([about.field, found.base, found.theirs, found.ours])
}

/** One answer for every conflict of these records. */
export function withAll(choices: Choices, records: readonly WorkRecord[], choice: Choice['choice']): Choices {
  const next = new Map(choices)
  for (const one of conflictsOf(records)) next.set(choiceKey(one, one.field), { ...one, choice })
  return next
}
