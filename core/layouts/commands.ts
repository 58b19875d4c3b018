import { setting } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { checkedLayout, type KeptLayout, keptLayouts, layoutKey, readLayout } from './queries.ts'
import type { LayoutInput } from './rules.ts'

/**
 * Keeps the office's own form of a layout; the program's stays as it came, so that there is a way back.
 *
 * @throws Fault record.notFound, input.invalid with everything that keeps it from being printed
 */
export function saveLayout(cx: CommandContext, input: { id: string; layout: LayoutInput }): void {
  const { fromId, layout } = checkedLayout(cx, input)
  const found = keptLayouts(cx).get(input.id)
  const value: KeptLayout = { from: fromId, layout: layout as Record<string, unknown> }
  if (found) cx.write.update(setting, found.rowId, { value })
  else cx.write.insert(setting, { key: layoutKey(input.id), value })
}

/** @throws Fault record.notFound, layout.invalid when the layout it begins from does not fit */
export function createLayout(cx: CommandContext, input: { fromId: string; name: string }): { id: string } {
  const { layout, from, table } = readLayout(cx, input.fromId)
  const kept = keptLayouts(cx)
  let number = 1
  while (kept.has(`own-${number}`)) number += 1
  const id = `own-${number}`
  const value: KeptLayout = { from, layout: { ...layout, table, sheet: input.name } }
  cx.write.insert(setting, { key: layoutKey(id), value })
  return { id }
}

/** Takes the office's changes of a layout back; nothing to do where there are none. */
export function resetLayout(cx: CommandContext, input: { id: string }): void {
  const found = keptLayouts(cx).get(input.id)
  if (found) cx.write.remove(setting, found.rowId)
}
