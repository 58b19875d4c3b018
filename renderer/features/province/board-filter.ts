import type { BoardLine } from '../../../core/province/contract.ts'

/** What the board can be narrowed to: each of its head figures. */
export const boardFilters = [
  'expected',
  'received',
  'onTime',
  'late',
  'missing',
  'notDue',
  'waiting',
  'returned',
  'accepted',
] as const
export type BoardFilter = (typeof boardFilters)[number]

/** Whether a district is counted in a head figure; `waiting` = handed in, nothing decided yet. */
export function isIn(line: Pick<BoardLine, 'state' | 'timing' | 'packageId'>, filter: BoardFilter): boolean {
  switch (filter) {
    case 'expected':
      return true
    case 'received':
      return line.packageId !== null
    case 'waiting':
      return line.state === 'received' || line.state === 'late'
    case 'returned':
    case 'accepted':
      return line.state === filter
    default:
      return line.timing === filter
  }
}

/** What is asked for first stands first: returned, missing, late, waiting, in time, not due yet, accepted. */
export function byUrgency(a: BoardLine, b: BoardLine): number {
  return rankOf(a) - rankOf(b) || b.lateDays - a.lateDays || (a.districtCode < b.districtCode ? -1 : 1)
}

function rankOf(line: BoardLine): number {
  if (line.state === 'returned') return 0
  if (line.timing === 'missing') return 1
  if (line.state === 'accepted') return 6
  if (line.timing === 'notDue') return 5
  return line.timing === 'late' ? 2 : 3
}
