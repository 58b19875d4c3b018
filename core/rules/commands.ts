import { setting } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { layOver, type Overlay, overlayKey, readOverlay, readRuleTable } from './queries.ts'

type Values = Readonly<Record<string, string | number | boolean | null>>

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
  const changed = { ...before.find(({ key }) => key === input.key), ...input.values, key: input.key }
  const overlay: Overlay = {
    ...found?.value,
    items: [...before.filter(({ key }) => key !== input.key), changed],
  }
  layOver(cx, input.id, overlay)
  if (found) cx.write.update(setting, found.rowId, { value: overlay })
  else cx.write.insert(setting, { key: overlayKey(input.id), value: overlay })
}

/** Takes all of the office's own changes of a table back; nothing to do where there are none. */
export function resetRules(cx: CommandContext, input: { id: string }): void {
  const found = readOverlay(cx, input.id)
  if (found) cx.write.remove(setting, found.rowId)
}
