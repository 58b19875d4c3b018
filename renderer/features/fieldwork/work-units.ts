import type { WorkUnit } from '../../../core/fieldwork/contract.ts'

/** Something in it differs from the district's own, or did when it was decided. */
export const isTouched = (unit: Pick<WorkUnit, 'decision' | 'rows'>): boolean =>
  unit.decision !== null || Object.values(unit.rows).some((count) => count > 0)

/** Something differs, and nobody decided on it yet. */
export const isWaiting = (unit: Pick<WorkUnit, 'decision' | 'rows'>): boolean =>
  unit.decision === null && isTouched(unit)

/** Units that can be accepted all at once: waiting, and nothing in them asks for a choice. */
export function withoutConflicts(units: readonly WorkUnit[]): WorkUnit[] {
  return units.filter((unit) => isWaiting(unit) && unit.conflicts === 0)
}

/**
 * Where the eye goes after these units were decided: the next that waits, around the end of the list; the last of them if
 * none does.
 */
export function nextWaiting(units: readonly WorkUnit[], decided: readonly string[]): string {
  const last = decided.at(-1) ?? ''
  const at = units.findIndex((unit) => unit.unit === last)
  const around = [...units.slice(at + 1), ...units.slice(0, Math.max(at, 0))]
  return around.find((unit) => isWaiting(unit) && !decided.includes(unit.unit))?.unit ?? last
}

export type UnitGroup = { tambonCode: string; units: WorkUnit[] }
/** Units under their tambons, in the order in which they stand. */
export function groupsOf(units: readonly WorkUnit[]): UnitGroup[] {
  const groups = new Map<string, UnitGroup>()
  for (const unit of units) {
    const group = groups.get(unit.tambonCode) ?? { tambonCode: unit.tambonCode, units: [] }
    group.units.push(unit)
    groups.set(unit.tambonCode, group)
  }
  return [...groups.values()]
}

/** A village under the head of its tambon is called without it. */
export function nameUnder(unit: Pick<WorkUnit, 'level' | 'name'>, tambon: string): string {
  const tail = `ตำบล${tambon}`
  return unit.level === 'village' && tambon !== '' && unit.name.endsWith(tail)
    ? unit.name.slice(0, -tail.length).trimEnd()
    : unit.name
}

/** The address keeps the unit; '' (what belongs to no place) needs a sign of its own there. */
export const unitInAddress = (unit: string): string => (unit === '' ? '-' : unit)
export const unitOfAddress = (text: string): string => (text === '-' ? '' : text)
