import { writeFile } from 'node:fs/promises'
import type { QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import type { OwnLayouts } from '../layouts/queries.ts'
import { digitsOf, type MadePaper, makePaper } from './catalogue.ts'
import {
  composePaper,
  embeddedFonts,
  linkedFonts,
  loadPaperResources,
  normalisePdf,
  type PaperDocument,
  type PaperResources,
  renderDocx,
  renderHtml,
  renderXlsx,
} from './engine/index.ts'
import { paperNames } from './names.ts'
import type { PaperFormat, PaperRef } from './rules.ts'

/** Where every host serves resources/fonts for the preview. */
export const fontsAddress = '/fonts/'
/** Thai letters are three bytes each; names of 255 bytes are the most that disks take. */
const MAX_NAME_CHARACTERS = 70

export const mimes: Record<PaperFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

type Composed = { made: MadePaper; document: PaperDocument; resources: PaperResources }

function composed(cx: QueryContext, ref: PaperRef): Composed {
  const made = makePaper(cx, ref)
  const resources = withLayouts(loadPaperResources(cx.resources.dir), made.layouts)
  const document = composePaper(made.kind, made.data, made.office, resources, {
    digits: digitsOf(cx, made.kind),
    names: paperNames(cx),
  })
  return { made, document, resources }
}

/** What papers are made of, with the office's own table layouts in the place of the program's (C23). */
export function withLayouts(resources: PaperResources, layouts: OwnLayouts | undefined): PaperResources {
  return layouts === undefined ? resources : { ...resources, layouts: { ...resources.layouts, ...layouts } }
}

/**
 * The paper as HTML for the screen, from the same document as its files: what is seen is what is printed.
 *
 * @throws Fault record.notFound, paper.dataInvalid, template.*
 */
export function previewPaper(
  cx: QueryContext,
  ref: PaperRef,
): { html: string; title: string; formats: PaperFormat[] } {
  const { made, document } = composed(cx, ref)
  const html = renderHtml(document, { fonts: linkedFonts(fontsAddress), screen: true })
  return { html, title: document.title, formats: [...made.formats] }
}

/**
 * Cuts a file's name to what every disk takes, between words where Thai has any; unsafe signs are taken out by the
 * file store (core/kernel/files.ts).
 */
export function nameWithEnding(name: string, ending: string): string {
  if (name.length <= MAX_NAME_CHARACTERS) return `${name.trim()}.${ending}`
  let cut = ''
  for (const { segment } of new Intl.Segmenter('th', { granularity: 'word' }).segment(name)) {
    if (cut.length + segment.length > MAX_NAME_CHARACTERS) break
    cut += segment
  }
  // One word longer than the whole name: cut it between letters.
  if (cut === '') {
    for (const { segment } of new Intl.Segmenter('th', { granularity: 'grapheme' }).segment(name)) {
      if (cut.length + segment.length > MAX_NAME_CHARACTERS) break
      cut += segment
    }
  }
  return `${cut.trim()}.${ending}`
}

/**
 * Makes one file of a paper. Cancelled between its steps; the file store shows only whole files.
 *
 * @throws Fault paper.noFormat, paper.fontMissing, print.*, record.notFound, cancelled
 */
export async function* makeFile(
  cx: TaskContext,
  input: { paper: PaperRef; format: PaperFormat },
): TaskGenerator<FileTicket> {
  const { format } = input
  yield { step: 'papers.progress.compose', done: 0, total: 3 }
  const { made, document, resources } = composed(cx, input.paper)
  if (!made.formats.includes(format)) throw new Fault('paper.noFormat', { format: format.toUpperCase() })
  yield { step: 'papers.progress.write', done: 1, total: 3, what: document.title }
  const bytes = await render(cx, document, resources, format)
  cx.checkCancelled()
  yield { step: 'papers.progress.keep', done: 2, total: 3, what: document.title }
  const name = nameWithEnding(made.fileName, format)
  return await cx.files.produce(name, mimes[format], cx.session.id, (path) => writeFile(path, bytes))
}

async function render(
  cx: TaskContext,
  document: PaperDocument,
  resources: PaperResources,
  format: PaperFormat,
): Promise<Uint8Array> {
  const now = cx.clock.now()
  if (format === 'docx') return await renderDocx(document, { advances: resources.advances, now })
  if (format === 'xlsx') return await renderXlsx(document, { advances: resources.advances, now })
  const html = renderHtml(document, { fonts: embeddedFonts(cx.resources.dir) })
  return normalisePdf(await cx.port.printPdf(html, { title: document.title, signal: cx.signal }), now)
}
