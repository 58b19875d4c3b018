import type { PlanProgress, TambonProgress } from '../../../core/progress/contract.ts'

/** Which lines are shown. */
export const shownStates = ['all', 'late', 'notStarted', 'notDone', 'adoptedLate'] as const
export type Shown = (typeof shownStates)[number]

export function fits(line: Pick<PlanProgress, 'state' | 'lateDays' | 'begunOn'>, shown: Shown): boolean {
  if (shown === 'all') return true
  if (shown === 'notDone') return line.state !== 'done'
  if (shown === 'adoptedLate') return line.state === 'done' && line.lateDays > 0
  // What nobody has begun is shown under that name too once it is late: it is both.
  if (shown === 'notStarted') return line.state !== 'done' && line.begunOn === null
  return line.state === shown
}

/** A tambon with the lines that fit; null when none does. With a filter it stands open. */
export function tambonRows(
  tambon: TambonProgress,
  filter: { shown: Shown; mine: boolean; open: ReadonlySet<string> },
): { isOpen: boolean; rows: PlanProgress[] } | null {
  if (filter.mine && !tambon.mine) return null
  const rows = [tambon.tambon, ...tambon.areas].filter((line) => fits(line, filter.shown))
  if (rows.length === 0) return null
  const isOpen = filter.shown !== 'all' || filter.open.has(tambon.tambonCode)
  return { isOpen, rows: isOpen ? rows : [] }
}
