import { eq } from 'drizzle-orm'
import { setting } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { RuleTable, RuleTableLine } from './contract.ts'
import {
  type RuleItemOf,
  type RuleTableId,
  type RuleTableOf,
  ruleTableIds,
  ruleTableSchema,
} from './rules.ts'

/** Item of a rule table as its reader needs it; the table's own test proves the fields (core/rules). */
export type RuleItem = RuleTable['items'][number]

/** What an office may lay over a table in `setting` under `rules.<id>`: changed, added and hidden items. */
export type Overlay = {
  title?: string
  source?: string
  certainty?: string
  /** Items by key: fields of a known one are replaced one by one, an unknown one is added at the end. */
  items?: (Record<string, unknown> & { key: string })[]
  hidden?: string[]
}

/**
 * One table of resources/rules with the office's own changes laid over it: rules of the field that may change are
 * data of the office, never code (ARCHITECTURE.md rule 8).
 *
 * @throws Fault record.notFound for an unknown table; rules.invalid when the office's changes do not fit it
 */
export function readRuleTable(cx: Pick<QueryContext, 'db' | 'resources'>, id: string): RuleTable {
  if (!/^[a-z][a-z-]*$/u.test(id)) throw new Fault('record.notFound', { kind: 'rules', id })
  const overlay = readOverlay(cx, id)?.value
  return overlay === undefined ? readBuiltIn(cx, id) : layOver(cx, id, overlay)
}

/** The office's own changes of a table with the row that holds them, if there are any. */
export function readOverlay(
  cx: Pick<QueryContext, 'db'>,
  id: string,
): { rowId: string; value: Overlay } | undefined {
  const row = cx.db
    .select({ rowId: setting.id, value: setting.value })
    .from(setting)
    .where(eq(setting.key, overlayKey(id)))
    .get()
  return row && row.value !== null ? { rowId: row.rowId, value: row.value as Overlay } : undefined
}

/** Key of `setting` under which the changes of a table are kept. */
export function overlayKey(id: string): string {
  return `rules.${id}`
}

/** @throws Fault rules.invalid when the changes do not fit the table's schema */
export function layOver(cx: Pick<QueryContext, 'resources'>, id: string, overlay: Overlay): RuleTable {
  const laid = lay(readBuiltIn(cx, id), overlay)
  const known = ruleTableIds.find((tableId) => tableId === id)
  if (known !== undefined && !ruleTableSchema(known).safeParse(laid).success)
    throw new Fault('rules.invalid', { id })
  return laid
}

/** All tables of the field, those the office changed marked. */
export function listRuleTables(cx: Pick<QueryContext, 'db' | 'resources'>): RuleTableLine[] {
  return ruleTableIds.map((id) => {
    const { title, source, certainty, items } = readRuleTable(cx, id)
    return { id, title, source, certainty, items: items.length, changed: readOverlay(cx, id) !== undefined }
  })
}

/** The same, with the fields of the table's own schema (core/rules/rules.ts). */
export function readRules<Id extends RuleTableId>(
  cx: Pick<QueryContext, 'db' | 'resources'>,
  id: Id,
): RuleTableOf<Id> {
  return readRuleTable(cx, id) as unknown as RuleTableOf<Id>
}

/** Items of a table by key, with the fields of its schema. */
export function rulesByKey<Id extends RuleTableId>(
  cx: Pick<QueryContext, 'db' | 'resources'>,
  id: Id,
): Map<string, RuleItemOf<Id>> {
  return new Map(readRules(cx, id).items.map((item) => [item.key, item as RuleItemOf<Id>]))
}

/** Items of a table by key. */
export function ruleItems(cx: Pick<QueryContext, 'db' | 'resources'>, id: string): Map<string, RuleItem> {
  return new Map(readRuleTable(cx, id).items.map((item) => [item.key, item]))
}

function readBuiltIn(cx: Pick<QueryContext, 'resources'>, id: string): RuleTable {
  try {
    return cx.resources.json<RuleTable>(`rules/${id}.json`)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Fault('record.notFound', { kind: 'rules', id }, { cause: error })
    }
    throw error
  }
}

function lay(table: RuleTable, overlay: Overlay): RuleTable {
  const changed = new Map((overlay.items ?? []).map((item) => [item.key, item]))
  const hidden = new Set(overlay.hidden ?? [])
  const known = table.items.map((item) => ({ ...item, ...changed.get(item.key) }))
  const added = [...changed.values()]
    .filter((item) => !table.items.some((built) => built.key === item.key))
    .map((item) => ({ name: item.key, ...item }))
  return {
    ...table,
    title: overlay.title ?? table.title,
    source: overlay.source ?? table.source,
    certainty: overlay.certainty ?? table.certainty,
    items: [...known, ...added].filter((item) => !hidden.has(item.key)),
  }
}
