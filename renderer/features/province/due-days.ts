import type { Board } from '../../../core/province/contract.ts'

/** A day with what is due on it: districts that have done it, of those it is due of. */
export type DueDay = {
  dueOn: string
  items: { key: string; name: string; done: number; expected: number }[]
}

/** The due days of a board, earliest first; districts with a day of their own are counted on theirs. */
export function dueDays(board: Pick<Board, 'rows' | 'duties'>, packageName: string): DueDay[] {
  const days = new Map<string, Map<string, { name: string; done: number; expected: number }>>()
  const count = (dueOn: string, key: string, name: string, isDone: boolean) => {
    const day = days.get(dueOn) ?? new Map<string, { name: string; done: number; expected: number }>()
    days.set(dueOn, day)
    const item = day.get(key) ?? { name, done: 0, expected: 0 }
    day.set(key, { name, done: item.done + (isDone ? 1 : 0), expected: item.expected + 1 })
  }
  const nameOf = new Map(board.duties.map(({ key, shortName }) => [key, shortName]))
  for (const row of board.rows) {
    count(row.dueOn, '', packageName, row.packageId !== null)
    for (const duty of row.duties) {
      // what is due together with the package is said by the package
      if (duty.dueOn !== row.dueOn)
        count(duty.dueOn, duty.key, nameOf.get(duty.key) ?? duty.key, duty.since !== null)
    }
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([dueOn, items]) => ({ dueOn, items: [...items].map(([key, item]) => ({ key, ...item })) }))
}
