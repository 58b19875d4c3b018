import { count, eq } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { body, holding, post, reportFigure, setting } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { makeId } from '../kernel/ids.ts'
import { isOwnRow, ownPrefix, takesOwnRows, withoutEmpty } from './own-rows.ts'
import { layOver, type Overlay, overlayKey, readOverlay, readRuleTable } from './queries.ts'

type Values = Readonly<Record<string, string | number | boolean | null | string[]>>

/**
 * Lays the office's own values over one item of a rule table. The table in resources/rules stays as it is: what an
 * office changed can be seen, undone and taken back.
 *
 * @throws Fault record.notFound for an unknown table or item, rules.invalid when the table's schema refuses a value
 */
export function saveRuleItem(cx: CommandContext, input: { id: string; key: string; values: Values }): void {
  const table = readRuleTable(cx, input.id)
  const item = table.items.find(({ key }) => key === input.key)
  if (!item) throw new Fault('record.notFound', { kind: 'rules', id: `${input.id}/${input.key}` })
  // The key is the item's identity; unknown fields are refused by the table's strict schema.
  if ('key' in input.values) throw new Fault('rules.invalid', { id: input.id })
  const found = readOverlay(cx, input.id)
  const before = found?.value.items ?? []
  const merged = { ...before.find(({ key }) => key === input.key), ...input.values, key: input.key }
  const changed = isOwnRow(input.key) ? withoutEmpty(input.id, merged) : merged
  saveOverlay(cx, input.id, {
    ...found?.value,
    // In its place: added rows keep their order.
    items: before.some(({ key }) => key === input.key)
      ? before.map((one) => (one.key === input.key ? changed : one))
      : [...before, changed],
  })
}

/**
 * Adds a row of the office's own at the end of a table.
 *
 * @returns its key, by which records name it
 * @throws Fault record.notFound for an unknown table; rules.invalid for one that takes no rows, and when the table's
 *   schema refuses the row
 */
export function addRuleItem(cx: CommandContext, input: { id: string; values: Values }): { key: string } {
  readRuleTable(cx, input.id)
  if (!takesOwnRows(input.id) || 'key' in input.values) throw new Fault('rules.invalid', { id: input.id })
  // Unlike that of any other office: a province reads bodies of its districts' own kinds.
  const key = `${ownPrefix}${makeId(0, cx.random).slice(-12)}`
  const found = readOverlay(cx, input.id)
  saveOverlay(cx, input.id, {
    ...found?.value,
    items: [...(found?.value.items ?? []), withoutEmpty(input.id, { ...input.values, key })],
  })
  return { key }
}

/** Records that name rows of a table by their key. */
const usedBy: Partial<Record<string, { table: SQLiteTable; column: SQLiteColumn }>> = {
  bodies: { table: body, column: body.kind },
  'post-kinds': { table: post, column: post.kind },
  'leave-reasons': { table: holding, column: holding.endReason },
  'report-figures': { table: reportFigure, column: reportFigure.figure },
}

/** @throws Fault rules.inUse while a record names one of the rows: it would show a bare key */
function mustBeUnused(cx: CommandContext, id: string, item: { key: string; name?: unknown }): void {
  const by = usedBy[id]
  if (!by) return
  const found = cx.db.select({ times: count() }).from(by.table).where(eq(by.column, item.key)).get()
  if (found && found.times > 0)
    throw new Fault('rules.inUse', { name: String(item.name ?? item.key), count: found.times })
}

/**
 * Takes away a row that the office added; of a kind of committee also the seats that the office gave it.
 *
 * @throws Fault record.notFound for a row that came with the program, rules.inUse while a record names it
 */
export function removeRuleItem(cx: CommandContext, input: { id: string; key: string }): void {
  const found = readOverlay(cx, input.id)
  const items = found?.value.items ?? []
  const item = items.find(({ key }) => key === input.key)
  if (!found || !isOwnRow(input.key) || !item)
    throw new Fault('record.notFound', { kind: 'rules', id: `${input.id}/${input.key}` })
  mustBeUnused(cx, input.id, item)
  saveOverlay(cx, input.id, { ...found.value, items: items.filter(({ key }) => key !== input.key) })
  if (input.id !== 'bodies') return
  const seats = readOverlay(cx, 'seat-templates')?.value
  const kept = seats?.items?.filter((seat) => seat.body !== input.key) ?? []
  if (seats && kept.length !== seats.items?.length)
    saveOverlay(cx, 'seat-templates', { ...seats, items: kept })
}

function saveOverlay(cx: CommandContext, id: string, overlay: Overlay): void {
  layOver(cx, id, overlay)
  const found = readOverlay(cx, id)
  if (found) cx.write.update(setting, found.rowId, { value: overlay })
  else cx.write.insert(setting, { key: overlayKey(id), value: overlay })
}

/**
 * Takes back what the office changed in the rows of the program; rows of its own stay until they are removed one by one.
 * Nothing to do where there are none.
 */
export function resetRules(cx: CommandContext, input: { id: string }): void {
  const found = readOverlay(cx, input.id)
  if (!found) return
  const own = found.value.items?.filter(({ key }) => isOwnRow(key)) ?? []
  if (own.length > 0) saveOverlay(cx, input.id, { items: own })
  else cx.write.remove(setting, found.rowId)
}
