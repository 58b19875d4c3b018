import { faultOfSqlite } from '../../db/open.ts'
import type { Store } from './context.ts'
import { statement } from './run.ts'

const MAX_DRAFT_CHARACTERS = 2_000_000

/**
 * Keeps what was typed but not saved (PEERS.md §3.5 #1); null forgets it. Not a record of the office, so neither
 * audited nor undone.
 */
export function saveDraft(store: Store, form: string, data: unknown, at: string): void {
  try {
    if (data === null || data === undefined) {
      statement(store, 'DELETE FROM draft WHERE form = ?').run(form)
      return
    }
    const text = JSON.stringify(data)
    if (text.length > MAX_DRAFT_CHARACTERS) return
    statement(
      store,
      `INSERT INTO draft (form, data, savedAt) VALUES (@form, @text, @at)
       ON CONFLICT (form) DO UPDATE SET data = excluded.data, savedAt = excluded.savedAt`,
    ).run({ form, text, at })
  } catch (error) {
    throw faultOfSqlite(error, store.path)
  }
}
