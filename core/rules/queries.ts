import { and, eq } from 'drizzle-orm'
import { setting } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readOwnOffice } from '../office/queries.ts'
import type { RuleTable } from './contract.ts'

type RuleItem = RuleTable['items'][number]
type RuleContext = Pick<QueryContext, 'db' | 'resources'>

/**
 * One rule table of the field (resources/rules) with the office's own changes laid over it: setting `rules.<id>` =
 * `{ items }`, merged item by item by key, new keys at the end. Rules are data, never code (ARCHITECTURE.md rule 8).
 *
 * @throws Fault record.notFound for a table that does not exist
 */
export function readRuleTable(cx: RuleContext, id: string): RuleTable {
  if (!/^[a-z][a-z-]{0,59}$/u.test(id)) throw new Fault('record.notFound', { kind: 'rules', id })
  const table = builtIn(cx, id)
  const own = ownItems(cx, id)
  if (own.length === 0) return table
  const items = new Map(table.items.map((item) => [item.key, item]))
  for (const item of own) items.set(item.key, { ...items.get(item.key), ...item })
  return { ...table, items: [...items.values()] }
}

/** The item of a rule table with this key, or undefined. @throws as readRuleTable */
export function readRule(cx: RuleContext, table: string, key: string): RuleItem | undefined {
  return readRuleTable(cx, table).items.find((item) => item.key === key)
}

function builtIn(cx: RuleContext, id: string): RuleTable {
  try {
    return cx.resources.json<RuleTable>(`rules/${id}.json`)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Fault('record.notFound', { kind: 'rules', id })
    }
    throw error
  }
}

function ownItems(cx: RuleContext, id: string): RuleItem[] {
  const office = readOwnOffice(cx.db)
  if (office === null) return []
  const row = cx.db
    .select({ value: setting.value })
    .from(setting)
    .where(and(eq(setting.officeId, office.id), eq(setting.key, `rules.${id}`)))
    .get()
  const items = (row?.value as { items?: RuleItem[] } | undefined)?.items
  return Array.isArray(items) ? items.filter((item) => typeof item?.key === 'string') : []
}
