import Database from 'better-sqlite3'
import { vi } from 'vitest'

/** Counts what SQLite is asked, in every open database of the process. */
export function countStatements(): { count(): number; stop(): void } {
  const db = new Database(':memory:')
  const prototype = Object.getPrototypeOf(db.prepare('SELECT 1')) as Database.Statement
  db.close()
  const spies = (['all', 'get', 'run', 'iterate'] as const).map((name) => vi.spyOn(prototype, name))
  return {
    count: () => spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0),
    stop: () => {
      for (const spy of spies) spy.mockRestore()
    },
  }
}
