import { z } from 'zod'
import type { QueryContext } from '../kernel/context.ts'
import { isFault } from '../kernel/fault.ts'
import { layOver } from '../rules/queries.ts'
import { ruleTableIds } from '../rules/rules.ts'
import { checkShape } from '../templates/rules.ts'

const name = z.string().max(80)
const own = z.record(name, z.unknown())
const overlay = z.strictObject({
  title: z.string().max(600).optional(),
  source: z.string().max(2000).optional(),
  certainty: z.string().max(20).optional(),
  items: z
    .array(own.refine((item) => typeof item.key === 'string' && item.key !== ''))
    .max(2000)
    .optional(),
  hidden: z.array(name).max(2000).optional(),
})
const layout = z.object({ from: name, layout: own })
const template = z.object({ template: own, base: z.string(), at: z.string(), by: z.string() })
const words = z.union([z.string(), z.array(z.string())])
const wording = z.object({
  edits: z
    .array(
      z.object({ path: z.array(z.string().max(200)).min(1).max(20), value: words, from: words.nullable() }),
    )
    .max(5000),
  at: z.string(),
  by: z.string(),
})

/**
 * Whether a setting of a reference package is one that this program can work with (db/schema.ts setting): every screen
 * reads the rule tables, so one that does not fit would stop them all. Layouts, templates and wordings are looked at only
 * for their shape: one that does not fit is told where it would be printed, and can be taken back there.
 */
export function isUsableRule(
  cx: Pick<QueryContext, 'resources'>,
  { key, value }: Readonly<Record<string, unknown>>,
): boolean {
  const [group, id = ''] = /^(\w+)\.(.*)$/su.exec(String(key))?.slice(1) ?? []
  switch (group) {
    case 'rules':
      return overlay.safeParse(value).success && fits(cx, id, value)
    case 'layouts':
      return layout.safeParse(value).success
    case 'templates':
      return (
        template.safeParse(value).success &&
        checkShape((value as { template: unknown }).template).length === 0
      )
    case 'wording':
      return wording.safeParse(value).success
    default:
      return false
  }
}

/** A table that only a newer program has is read by nothing here. */
function fits(cx: Pick<QueryContext, 'resources'>, id: string, value: unknown): boolean {
  if (!(ruleTableIds as readonly string[]).includes(id)) return true
  try {
    layOver(cx, id, value as Parameters<typeof layOver>[2])
    return true
  } catch (error) {
    if (isFault(error)) return false
    throw error
  }
}
