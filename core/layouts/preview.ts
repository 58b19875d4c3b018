import { desc, eq } from 'drizzle-orm'
import { forum } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { makePaper } from '../papers/catalogue.ts'
import { type PaperKind, paperKinds } from '../papers/data.ts'
import {
  composePaper,
  linkedFonts,
  loadPaperResources,
  type PaperDocument,
  renderHtml,
} from '../papers/engine/index.ts'
import type { TableLayout } from '../papers/engine/layout.ts'
import { fontsAddress } from '../papers/make.ts'
import { paperNames } from '../papers/names.ts'
import { withOwn } from '../papers/parts.ts'
import { recentPapers } from '../papers/recent.ts'
import { listDocument } from '../sheets/export.ts'
import { type ListData, readList } from '../sheets/lists.ts'
import type { ListRef } from '../sheets/rules.ts'
import { checkedLayout, layoutUses } from './queries.ts'
import type { LayoutInput } from './rules.ts'

/** Rows of a list that a preview shows: enough to judge widths, little enough to be quick. */
const MOST_ROWS = 40

/**
 * A layout as paper, with the office's own data where there are any; nothing is kept.
 *
 * @throws Fault record.notFound, input.invalid with everything that keeps it from being printed
 */
export function previewLayout(
  cx: QueryContext,
  input: { id: string; layout: LayoutInput },
): { html: string; title: string; sample: boolean } {
  const { fromId, table, layout } = checkedLayout(cx, input)
  const document = paperDocument(cx, fromId, layout) ?? listPreview(cx, input.id, table, layout)
  return {
    html: renderHtml(document.paper, { fonts: linkedFonts(fontsAddress), screen: true }),
    title: document.paper.title,
    sample: document.sample,
  }
}

type Shown = { paper: PaperDocument; sample: boolean }

/** The newest paper of the office that is printed with this layout. */
function paperDocument(cx: QueryContext, layoutId: string, layout: TableLayout): Shown | null {
  const uses = layoutUses(cx, layoutId)
  const kinds = (Object.keys(paperKinds) as PaperKind[]).filter((kind) => uses.has(paperKinds[kind].template))
  const ref =
    kinds
      .map((kind) => recentPapers(cx, kind, 1, planLevels[layoutId] ?? null)[0]?.ref ?? null)
      .find((found) => found !== null) ?? null
  if (ref === null) return null
  const made = makePaper(cx, ref)
  const resources = withOwn(loadPaperResources(cx.resources.dir), {
    ...made,
    layouts: { ...made.layouts, [layoutId]: layout },
  })
  const paper = composePaper(made.kind, made.data, made.office, resources, {
    digits: made.digits,
    names: paperNames(cx),
  })
  return { paper, sample: true }
}

const planLevels: Readonly<Record<string, 'village' | 'tambon' | 'district' | 'needs'>> = {
  villagePlan: 'village',
  tambonPlan: 'tambon',
  districtPlan: 'district',
  needsPlan: 'needs',
}

/** A list of the office in this layout; the bare head of the table where the office has no such rows yet. */
function listPreview(cx: QueryContext, layoutId: string, table: string, layout: TableLayout): Shown {
  const ref = sampleList(cx, table)
  const data: ListData =
    ref === null
      ? { title: layout.sheet, subtitle: '', place: '', fileName: '', rows: [], extras: {} }
      : readList(cx, ref)
  const years = data.extras.years ?? []
  const shown: ListData = {
    ...data,
    rows: data.rows.slice(0, MOST_ROWS),
    // a column a year must be seen also before there are years
    extras: { ...data.extras, years: years.length > 0 ? years : exampleYears(cx) },
  }
  return { paper: listDocument(cx, shown, layoutId, layout), sample: data.rows.length > 0 }
}

function exampleYears(cx: QueryContext): number[] {
  const year = Number(cx.today().slice(0, 4)) + 543
  return [year, year + 1]
}

function sampleList(cx: QueryContext, table: string): ListRef | null {
  if (table === 'villageRows') return { list: 'villages', tambonCode: null }
  if (table === 'laoRows') return { list: 'laos' }
  if (table === 'projectRows') return { list: 'projects', search: { text: '' } }
  if (table === 'planRows' || table === 'rankRows') {
    const newest = recentPapers(cx, 'planTable', 1)[0]?.ref
    if (newest?.kind !== 'plan') return null
    return table === 'planRows'
      ? { list: 'planEntries', planId: newest.id }
      : { list: 'ranking', planId: newest.id }
  }
  if (table === 'needRows') {
    const row = cx.db
      .select({ id: forum.id })
      .from(forum)
      .where(eq(forum.officeId, cx.office().id))
      .orderBy(desc(forum.id))
      .get()
    return row ? { list: 'forumNeeds', forumId: row.id } : null
  }
  return null
}
