import { type Side, type SideLine, sides } from '../../../core/province/contract.ts'

/** A line that the figures are narrowed to, with the words it had. */
export type Narrowing = { side: Side; key: string; label: string }

/** Narrowings as they stand in the address: the way back and a link keep them. */
export function narrowingsIn(text: string | null): Narrowing[] {
  const parts = new URLSearchParams(text ?? '')
  return [...parts].flatMap(([name, key]) => {
    const side = sides.find((one) => one === name)
    return side === undefined ? [] : [{ side, key, label: parts.get(`${name}.label`) ?? key }]
  })
}

/** @returns null for none: the address stays short */
export function narrowingsOut(only: readonly Narrowing[]): string | null {
  if (only.length === 0) return null
  const parts = new URLSearchParams()
  for (const { side, key, label } of only) {
    parts.append(side, key)
    if (label !== key) parts.append(`${side}.label`, label)
  }
  return parts.toString()
}

/**
 * One side narrowed to a line, and the side to look at then: the first one that the figures are not narrowed by yet. A
 * side is narrowed to one line only.
 */
export function narrow(only: readonly Narrowing[], to: Narrowing): { only: Narrowing[]; side: Side } {
  const next = [...only.filter((one) => one.side !== to.side), to]
  const taken = new Set(next.map((one) => one.side))
  const order: readonly Side[] = to.side === 'district' ? ['tambon', ...sides] : sides
  return { only: next, side: order.find((side) => !taken.has(side)) ?? to.side }
}

/** Percent that a figure changed by since last year; null where there was nothing to compare with. */
export function changeOf(now: number, before: number | null | undefined): number | null {
  if (before === null || before === undefined || before === 0) return null
  return Math.round((1000 * (now - before)) / before) / 10
}

/** The lines a chart has room for: the largest ones, the others put together under the last. */
export function largest(
  rows: readonly SideLine[],
  most: number,
  measureOf: (row: { projects: number; total: number }) => number,
): { shown: SideLine[]; rest: number } {
  if (rows.length <= most) return { shown: [...rows], rest: 0 }
  const shown = [...rows].sort((a, b) => measureOf(b) - measureOf(a)).slice(0, most)
  return { shown, rest: rows.length - most }
}
