import { type SheetTarget, sheetTargets, targetsOfRecord } from '../../../core/sheets/rules.ts'

/** What a workbook is taken into, as the address says it. */
export type ImportTarget = { target: SheetTarget; targetId: string | null }

/** The target of an address; null when it names none, or leaves out the record it is about. */
export function targetOf(target: string | null, targetId: string | null): ImportTarget | null {
  const known = sheetTargets.find((one) => one === target)
  if (known === undefined) return null
  const needsRecord = targetsOfRecord.includes(known)
  if (needsRecord && (targetId === null || targetId === '')) return null
  return { target: known, targetId: needsRecord ? targetId : null }
}

/** The screen that the rows are seen on. */
export function homeOf({ target, targetId }: ImportTarget): string {
  if (target === 'planEntries') return `/plans/${targetId ?? ''}`
  if (target === 'forumNeeds') return `/forums/${targetId ?? ''}`
  return target === 'laos' ? '/geography?tab=laos' : '/geography'
}

/** Address of the import of a target, for the buttons of other screens. */
export function importHref(target: SheetTarget, targetId?: string): string {
  return `/sheets/import?target=${target}${targetId === undefined ? '' : `&targetId=${targetId}`}`
}
