import { writeFile } from 'node:fs/promises'
import type { QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { keptLayouts, readLayout, tableFactsOf } from '../layouts/queries.ts'
import {
  compose,
  embeddedFonts,
  loadPaperResources,
  normalisePdf,
  type PaperDocument,
  renderHtml,
  renderXlsx,
} from '../papers/engine/index.ts'
import type { TableLayout } from '../papers/engine/layout.ts'
import { mimes, nameWithEnding } from '../papers/make.ts'
import { paperNames } from '../papers/names.ts'
import { readOfficeHead } from '../papers/office-head.ts'
import { withOwn } from '../papers/parts.ts'
import type { ExportedList } from './contract.ts'
import { csvOf, flatColumns, jsonOf } from './export-text.ts'
import { type ListData, layoutFor, readList, rowsInGroups } from './lists.ts'
import type { ListFormat, ListRef } from './rules.ts'

const textMimes = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const

/** A list as a paper of its own: title, whose it is, the table in this layout. */
export function listDocument(
  cx: QueryContext,
  data: ListData,
  layoutId: string,
  layout: TableLayout,
): PaperDocument {
  const resources = withOwn(loadPaperResources(cx.resources.dir), { layouts: { [layoutId]: layout } })
  const { table, from } = keptOrBuiltIn(cx, layoutId)
  const { page } = tableFactsOf(cx, table, from)
  const scope = {
    title: data.title,
    subtitle: data.subtitle,
    place: data.place,
    asOf: cx.today(),
    page: page ?? 'landscape',
    layout: layoutId,
    tableRows: rowsInGroups(data, layout.groupBy),
    years: data.extras.years ?? [],
    criteria: data.extras.criteria ?? [],
  }
  return compose('list', 'list', scope, readOfficeHead(cx), resources, {
    digits: 'arabic',
    names: paperNames(cx),
  })
}

function keptOrBuiltIn(cx: QueryContext, layoutId: string): { table: string; from: TableLayout } {
  const fromId = keptLayouts(cx).get(layoutId)?.from ?? layoutId
  const from = loadPaperResources(cx.resources.dir).layouts[fromId] as TableLayout
  return { table: from.table ?? fromId, from }
}

/**
 * Hands a list out as a file: XLSX to print and to take in again, PDF, CSV or JSON for other programs. The same rows
 * and the same layout make all four.
 *
 * @throws Fault record.notFound, layout.*, print.*, paper.fontMissing, cancelled
 */
export async function* exportList(
  cx: TaskContext,
  input: { list: ListRef; format: ListFormat; layoutId: string | null },
): TaskGenerator<ExportedList> {
  const { format } = input
  yield { step: 'sheets.progress.collect', done: 0, total: 3 }
  const layoutId = layoutFor(cx, input.list.list, input.layoutId)
  const { layout } = readLayout(cx, layoutId)
  const data = readList(cx, input.list)
  yield { step: 'sheets.progress.write', done: 1, total: 3, what: data.title }
  const { bytes, guarded } = await bytesOf(cx, input.list, format, data, layoutId, layout)
  cx.checkCancelled()
  yield { step: 'sheets.progress.keep', done: 2, total: 3, what: data.title }
  const mime = format === 'csv' || format === 'json' ? textMimes[format] : mimes[format]
  const name = nameWithEnding(data.fileName, format)
  const ticket = await cx.files.produce(name, mime, cx.session.id, (path) => writeFile(path, bytes))
  return { ...ticket, rows: data.rows.length, guarded }
}

async function bytesOf(
  cx: TaskContext,
  ref: ListRef,
  format: ListFormat,
  data: ListData,
  layoutId: string,
  layout: TableLayout,
): Promise<{ bytes: Uint8Array | string; guarded: number }> {
  if (format === 'csv' || format === 'json') {
    const { table, from } = keptOrBuiltIn(cx, layoutId)
    const { fields } = tableFactsOf(cx, table, from)
    const groupName = fields[layout.groupBy ?? '']?.name ?? layout.groupBy ?? ''
    const rows = rowsInGroups(data, layout.groupBy)
    const columns = flatColumns(layout, groupName, rows, data.extras)
    if (format === 'json') {
      const head = { list: ref.list, title: data.title, place: data.place, asOf: cx.today() }
      return { bytes: jsonOf(columns, data.rows.length, head), guarded: 0 }
    }
    const { text, guarded } = csvOf(columns, data.rows.length)
    return { bytes: text, guarded }
  }
  const now = cx.clock.now()
  const document = listDocument(cx, data, layoutId, layout)
  const { advances } = loadPaperResources(cx.resources.dir)
  if (format === 'xlsx') return { bytes: await renderXlsx(document, { advances, now }), guarded: 0 }
  const html = renderHtml(document, { fonts: embeddedFonts(cx.resources.dir) })
  const printed = await cx.port.printPdf(html, { title: document.title, signal: cx.signal })
  return { bytes: await normalisePdf(printed, now), guarded: 0 }
}
