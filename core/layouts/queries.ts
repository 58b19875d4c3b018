import { like } from 'drizzle-orm'
import { setting } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { type TableLayout, tableLayout } from '../papers/engine/layout.ts'
import { loadPaperResources } from '../papers/engine/resources.ts'
import type { LayoutDetail, LayoutLine } from './contract.ts'
import {
  checkLayout,
  factsOf,
  inputOf,
  type LayoutInput,
  type LayoutProblem,
  layoutOf,
  type TableFacts,
  tableFacts,
} from './rules.ts'

type Reader = Pick<QueryContext, 'db' | 'resources'>

/** Layouts by id as the paper engine takes them. */
export type OwnLayouts = Readonly<Record<string, unknown>>

/** What an office keeps of a layout in `setting` under `layouts.<id>`. */
export type KeptLayout = {
  /** Layout of the program that it began from; its own id where it only lies over that one. */
  from: string
  layout: Record<string, unknown>
}

const prefix = 'layouts.'

/** Key of `setting` under which a layout of the office is kept. */
export function layoutKey(id: string): string {
  return `${prefix}${id}`
}

/** The office's own layouts with the rows that hold them. */
export function keptLayouts(cx: Reader): Map<string, KeptLayout & { rowId: string }> {
  const rows = cx.db
    .select({ rowId: setting.id, key: setting.key, value: setting.value })
    .from(setting)
    .where(like(setting.key, `${prefix}%`))
    .all()
  return new Map(
    rows.map((row) => [row.key.slice(prefix.length), { ...(row.value as KeptLayout), rowId: row.rowId }]),
  )
}

/** Names of the layouts that a template prints its tables with, each with the page it stands on. */
function layoutsNamed(template: unknown, words: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const found = new Map<string, unknown>()
  const look = (node: unknown, page: unknown): void => {
    if (Array.isArray(node)) {
      for (const part of node) look(part, page)
      return
    }
    if (typeof node !== 'object' || node === null) return
    const one = node as Record<string, unknown>
    const here = one.page ?? page
    if (one.block === 'layoutTable' && typeof one.layout === 'string') {
      // {{level|word:planLayout}}: any of the words of that group
      const group = /^\{\{[^{}|]+\|word:(\w+)\}\}$/u.exec(one.layout)?.[1]
      const names = group === undefined ? [one.layout] : Object.values(words[group] ?? {})
      for (const name of names) if (typeof name === 'string' && !found.has(name)) found.set(name, here)
    }
    for (const value of Object.values(one)) look(value, here)
  }
  look(template, undefined)
  return found
}

/** Templates that print with a layout, each with the page on which its table stands. */
export function layoutUses(cx: Pick<QueryContext, 'resources'>, id: string): Map<string, unknown> {
  const { templates, words } = loadPaperResources(cx.resources.dir)
  const uses = new Map<string, unknown>()
  for (const [template, content] of Object.entries(templates)) {
    const named = layoutsNamed(content, words as Record<string, unknown>)
    if (named.has(id)) uses.set(template, named.get(id))
  }
  return uses
}

/**
 * The office's own layouts of the tables of one template, checked: what does not fit is said before anything is
 * printed, never printed with a hole.
 *
 * @throws Fault layout.invalid
 */
export function layoutsOfTemplate(cx: Reader, template: string): OwnLayouts {
  const kept = keptLayouts(cx)
  if (kept.size === 0) return {}
  const { templates, words } = loadPaperResources(cx.resources.dir)
  const names = layoutsNamed(templates[template], words as Record<string, unknown>)
  return Object.fromEntries(
    [...names.keys()].filter((id) => kept.has(id)).map((id) => [id, readLayout(cx, id).layout]),
  )
}

function builtIn(cx: Pick<QueryContext, 'resources'>, id: string): TableLayout | undefined {
  const { layouts } = loadPaperResources(cx.resources.dir)
  return Object.hasOwn(layouts, id) ? tableLayout.parse(layouts[id]) : undefined
}

/** @throws Fault record.notFound */
function mustBeBuiltIn(cx: Pick<QueryContext, 'resources'>, id: string): TableLayout {
  const layout = builtIn(cx, id)
  if (layout === undefined) throw new Fault('record.notFound', { kind: 'layout', id })
  return layout
}

/**
 * One layout as it is printed: the office's own, else the program's.
 *
 * @throws Fault record.notFound; layout.invalid when the office's own does not fit the program (any more)
 */
export function readLayout(
  cx: Reader,
  id: string,
): { id: string; layout: TableLayout; from: string; table: string; state: LayoutLine['state'] } {
  const kept = keptLayouts(cx).get(id)
  if (kept === undefined) {
    const layout = mustBeBuiltIn(cx, id)
    return { id, layout, from: id, table: layout.table ?? id, state: 'program' }
  }
  const from = mustBeBuiltIn(cx, kept.from)
  const table = from.table ?? kept.from
  const parsed = tableLayout.safeParse(kept.layout)
  const name = typeof kept.layout.sheet === 'string' ? kept.layout.sheet : from.sheet
  if (!parsed.success) throw new Fault('layout.invalid', { name })
  const { fields } = tableFactsOf(cx, table, from)
  const strange = parsed.data.columns.find((column) => !Object.hasOwn(fields, column.key))
  if (strange !== undefined) throw new Fault('layout.unknownColumn', { name, column: strange.head })
  return { id, layout: parsed.data, from: kept.from, table, state: kept.from === id ? 'changed' : 'own' }
}

/** What the rows of a table have; of a table without an entry of its own, what the program's layout shows. */
export function tableFactsOf(
  cx: Pick<QueryContext, 'resources'>,
  table: string,
  from: TableLayout,
): TableFacts {
  const known = cx.resources.json<Record<string, unknown>>('papers/wording/tables.json')
  return Object.hasOwn(known, table) ? tableFacts.parse(known[table]) : factsOf(from)
}

/** Page set-up that a layout stands on: of its paper's template, else of its list. */
function pageOfLayout(cx: Pick<QueryContext, 'resources'>, id: string, facts: TableFacts): unknown {
  const { pages } = loadPaperResources(cx.resources.dir)
  const given = [...layoutUses(cx, id).values()][0] ?? facts.page
  if (typeof given === 'string') return pages[given]
  const { preset, ...changes } = (given ?? {}) as { preset?: string }
  // a paper that turns its pages by its own data must fit the narrow one
  const known = preset !== undefined && Object.hasOwn(pages, preset) ? preset : 'portrait'
  return { ...(pages[known] as object), ...changes }
}

function usesOf(cx: Pick<QueryContext, 'resources'>, id: string, facts: TableFacts): string[] {
  const papers = [...layoutUses(cx, id).keys()]
  return facts.page === undefined ? papers : [...papers, 'list']
}

/** All layouts, the office's own after the program's. */
export function listLayouts(cx: QueryContext): LayoutLine[] {
  const { layouts } = loadPaperResources(cx.resources.dir)
  const kept = keptLayouts(cx)
  const own = [...kept.keys()].filter((id) => !Object.hasOwn(layouts, id)).sort()
  return [...Object.keys(layouts), ...own].flatMap((id): LayoutLine[] => {
    const from = builtIn(cx, kept.get(id)?.from ?? id)
    if (from === undefined) return []
    const table = from.table ?? kept.get(id)?.from ?? id
    const facts = tableFactsOf(cx, table, from)
    const raw = (kept.get(id)?.layout ?? from) as { sheet?: unknown; columns?: unknown }
    const state = !kept.has(id) ? 'program' : Object.hasOwn(layouts, id) ? 'changed' : 'own'
    return [
      {
        id,
        name: typeof raw.sheet === 'string' ? raw.sheet : from.sheet,
        table,
        tableName: facts.name,
        columns: Array.isArray(raw.columns) ? raw.columns.length : 0,
        uses: usesOf(cx, id, facts),
        state,
        broken: state !== 'program' && problemsOf(cx, id) !== null,
      },
    ]
  })
}

function problemsOf(cx: Reader, id: string): Fault | null {
  try {
    readLayout(cx, id)
    return null
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}

/**
 * One layout for its editor. A layout that does not fit is shown as far as it can be read, with what is wrong: it can
 * be mended or taken back, nothing of it is lost.
 *
 * @throws Fault record.notFound
 */
export function getLayout(cx: QueryContext, id: string): LayoutDetail {
  const line = listLayouts(cx).find((one) => one.id === id)
  if (line === undefined) throw new Fault('record.notFound', { kind: 'layout', id })
  const kept = keptLayouts(cx).get(id)
  const from = mustBeBuiltIn(cx, kept?.from ?? id)
  const parsed = tableLayout.safeParse(kept?.layout ?? from)
  const facts = tableFactsOf(cx, line.table, from)
  const page = pageOfLayout(cx, kept?.from ?? id, facts)
  const layout = inputOf(parsed.success ? parsed.data : from)
  const unreadable: LayoutProblem[] = parsed.success
    ? []
    : [{ path: [], key: 'layoutUnreadable', params: {} }]
  const { columns: _columns, uses: _uses, ...head } = line
  return { ...head, layout, facts, page, problems: [...unreadable, ...checkLayout(layout, facts, page)] }
}

/**
 * What a person wrote of a layout, as the engine takes it; nothing is kept.
 *
 * @returns also the layout it comes from and the table it is of
 * @throws Fault record.notFound, input.invalid with everything that keeps it from being printed
 */
export function checkedLayout(
  cx: QueryContext,
  input: { id: string; layout: LayoutInput },
): { fromId: string; table: string; layout: TableLayout } {
  const fromId = keptLayouts(cx).get(input.id)?.from ?? input.id
  const from = mustBeBuiltIn(cx, fromId)
  const table = from.table ?? fromId
  const facts = tableFactsOf(cx, table, from)
  const problems = checkLayout(input.layout, facts, pageOfLayout(cx, fromId, facts))
  if (problems.length > 0)
    throw new Fault('input.invalid', {
      issues: problems.map(({ path, ...issue }) => ({ path: ['layout', ...path], ...issue })),
    })
  return { fromId, table, layout: layoutOf(input.layout, facts, from, table) }
}
