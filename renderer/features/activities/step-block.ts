import type { ParticipationCell, ParticipationRow } from '../../../core/activities/contract.ts'

export type Spot = { row: number; column: number }
export type Block = { top: number; bottom: number; left: number; right: number }

export function blockBetween(a: Spot, b: Spot): Block {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  }
}

export function isInside(block: Block, spot: Spot): boolean {
  return (
    spot.row >= block.top &&
    spot.row <= block.bottom &&
    spot.column >= block.left &&
    spot.column <= block.right
  )
}

const steps: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
  PageUp: [Number.NEGATIVE_INFINITY, 0],
  PageDown: [Number.POSITIVE_INFINITY, 0],
}

/** Where a key leads from a cell; null for a key that leads nowhere. */
export function moved(from: Spot, key: string, last: Spot): Spot | null {
  const step = steps[key]
  if (!step) return null
  const within = (value: number, most: number) => Math.max(0, Math.min(most, value))
  return { row: within(from.row + step[0], last.row), column: within(from.column + step[1], last.column) }
}

/** The tambons and cells of a block. */
export function chosenIn(rows: readonly ParticipationRow[], block: Block) {
  const within = rows.slice(block.top, block.bottom + 1)
  return {
    rows: within,
    cells: within.flatMap((row) => row.cells.slice(block.left, block.right + 1)),
  }
}

/** What Delete takes out: every occasion of the cells, each with its step. */
export function occasionsOf(cells: readonly ParticipationCell[]): { activityId: string; step: string }[] {
  return cells.flatMap(({ step, occasions }) => occasions.map(({ activityId }) => ({ activityId, step })))
}

/** A cell counts when ศอช. took part on at least one day; a planned day is none (C19). */
export function isDone(cell: ParticipationCell): boolean {
  return cell.occasions.some((one) => !one.planned)
}
