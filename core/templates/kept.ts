import { createHash } from 'node:crypto'
import { and, desc, eq, inArray, like, sql } from 'drizzle-orm'
import { change, setting } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { TemplateVersion } from './contract.ts'
import { isNode, sorted, type TemplateNode, type WordingEdit } from './rules.ts'

type Reader = Pick<QueryContext, 'db'>

/** What an office keeps of a template in `setting` under `templates.<id>`. */
export type KeptTemplate = {
  template: TemplateNode
  /** Fingerprint of the program's template that it was made from. */
  base: string
  at: string
  by: string
}
/** What an office keeps of a wording under `wording.<id>`: only what it says otherwise, each with what it took the place of. */
export type KeptWording = {
  edits: (WordingEdit & { from: string | string[] | null })[]
  at: string
  by: string
}

const prefixes = { template: 'templates.', wording: 'wording.' } as const
export type OwnKind = keyof typeof prefixes

/** Earlier forms that are offered again. */
const MOST_VERSIONS = 10

/** Key of `setting` under which the office's own is kept. */
export function ownKey(kind: OwnKind, id: string): string {
  return `${prefixes[kind]}${id}`
}

/** Fingerprint of what the program came with: tells that it changed with an update. */
export function baseHash(base: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(base)))
    .digest('hex')
    .slice(0, 16)
}

/** The office's own by id, with the rows that hold them. A row that is no such thing counts as none. */
export function keptAll<T extends KeptTemplate | KeptWording>(
  cx: Reader,
  kind: OwnKind,
): Map<string, T & { rowId: string }> {
  const prefix = prefixes[kind]
  const rows = cx.db
    .select({ rowId: setting.id, key: setting.key, value: setting.value })
    .from(setting)
    .where(like(setting.key, `${prefix}%`))
    .all()
  return new Map(
    rows.flatMap((row) =>
      isNode(row.value) ? [[row.key.slice(prefix.length), { ...(row.value as T), rowId: row.rowId }]] : [],
    ),
  )
}

export function keptTemplate(cx: Reader, id: string): (KeptTemplate & { rowId: string }) | undefined {
  return keptAll<KeptTemplate>(cx, 'template').get(id)
}
export function keptWording(cx: Reader, id: string): (KeptWording & { rowId: string }) | undefined {
  return keptAll<KeptWording>(cx, 'wording').get(id)
}

type Version<T> = TemplateVersion & { kept: T }

/**
 * What the office kept before, newest first, from the history of the record (db/schema.ts `change`): also what was
 * taken back since.
 */
export function versionsOf<T extends KeptTemplate | KeptWording>(
  cx: Reader,
  kind: OwnKind,
  id: string,
): Version<T>[] {
  const key = ownKey(kind, id)
  const now = cx.db
    .select({ rowId: setting.id, value: setting.value })
    .from(setting)
    .where(eq(setting.key, key))
    .get()
  const gone = cx.db
    .selectDistinct({ rowId: change.rowId })
    .from(change)
    .where(and(eq(change.tableName, 'setting'), sql`json_extract(${change.before}, '$.key') = ${key}`))
    .all()
    .map((row) => row.rowId)
  const rowIds = [...new Set([...gone, ...(now ? [now.rowId] : [])])]
  if (rowIds.length === 0) return []
  const seen = new Set(now ? [JSON.stringify(now.value)] : [])
  const versions: Version<T>[] = []
  const rows = cx.db
    .select({ n: change.n, before: change.before })
    .from(change)
    .where(and(eq(change.tableName, 'setting'), inArray(change.rowId, rowIds)))
    .orderBy(desc(change.n))
    .all()
  for (const { n, before } of rows) {
    const text = before?.value
    if (typeof text !== 'string' || versions.length >= MOST_VERSIONS) continue
    const kept: unknown = JSON.parse(text)
    const same = JSON.stringify(kept)
    if (!isNode(kept) || seen.has(same)) continue
    seen.add(same)
    versions.push({ n, at: String(kept.at ?? ''), by: String(kept.by ?? ''), kept: kept as T })
  }
  return versions
}
