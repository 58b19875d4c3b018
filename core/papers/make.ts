import { writeFile } from 'node:fs/promises'
import type { QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import { type MadePaper, makePaper } from './catalogue.ts'
import {
  composePaper,
  embeddedFonts,
  joinPapers,
  linkedFonts,
  loadPaperResources,
  normalisePdf,
  type PaperDocument,
  type PaperResources,
  renderDocx,
  renderHtml,
  renderXlsx,
} from './engine/index.ts'
import { agendaOfRun, mustBePrintable } from './letter.ts'
import { paperNames } from './names.ts'
import type { PaperDigits, PaperFormat, PaperRef } from './rules.ts'

/** Where every host serves resources/fonts for the preview. */
export const fontsAddress = '/fonts/'
/** Thai letters are three bytes each; names of 255 bytes are the most that disks take. */
const MAX_NAME_CHARACTERS = 70

export const mimes: Record<PaperFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

type Composed = {
  made: MadePaper & { digits: PaperDigits }
  document: PaperDocument
  resources: PaperResources
}

function composed(cx: QueryContext, ref: PaperRef): Composed {
  const made = makePaper(cx, ref)
  const resources = withOwn(loadPaperResources(cx.resources.dir), made)
  const options = { digits: made.digits, names: paperNames(cx) }
  const compose = (data: MadePaper['data']) => composePaper(made.kind, data, made.office, resources, options)
  const first = compose(made.data)
  const also = (made.also ?? []).map(compose)
  const agenda = agendaOfRun(cx, ref)
  if (agenda !== null) {
    const enclosed = composed(cx, agenda).document
    return {
      made,
      document: joinPapers([first, enclosed, ...also.flatMap((one) => [one, enclosed])]),
      resources,
    }
  }
  const document = also.length > 0 ? joinPapers([first, ...also]) : first
  return { made, document, resources }
}

/** What papers are made of, with the office's own templates and table layouts in the place of the program's (C23). */
export function withOwn(
  resources: PaperResources,
  own: Partial<Pick<PaperResources, 'layouts' | 'templates'>>,
): PaperResources {
  return {
    ...resources,
    layouts: { ...resources.layouts, ...own.layouts },
    templates: { ...resources.templates, ...own.templates },
  }
}

/**
 * The paper as HTML for the screen, from the same document as its files: what is seen is what is printed.
 *
 * @throws Fault record.notFound, paper.dataInvalid, template.*
 */
export function previewPaper(
  cx: QueryContext,
  ref: PaperRef,
): { html: string; title: string; formats: PaperFormat[]; digits: PaperDigits; signed: boolean } {
  const { made, document } = composed(cx, ref)
  const html = renderHtml(document, { fonts: linkedFonts(fontsAddress), screen: true })
  const { digits, signed = false } = made
  return { html, title: document.title, formats: [...made.formats], digits, signed }
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
 * @throws Fault paper.noFormat, paper.fontMissing, print.*, record.notFound, letter.unknownTag, letter.brokenTag,
 *   letter.missingValue, cancelled
 */
export async function* makeFile(
  cx: TaskContext,
  input: { paper: PaperRef; format: PaperFormat },
): TaskGenerator<FileTicket> {
  const { format } = input
  yield { step: 'papers.progress.compose', done: 0, total: 3 }
  if (input.paper.kind === 'letter') mustBePrintable(cx, input.paper)
  const { made, document, resources } = composed(cx, input.paper)
  if (!made.formats.includes(format)) throw new Fault('paper.noFormat', { format: format.toUpperCase() })
  yield { step: 'papers.progress.write', done: 1, total: 3, what: document.title }
  const bytes = yield* render(cx, document, resources, format)
  cx.checkCancelled()
  yield { step: 'papers.progress.keep', done: 2, total: 3, what: document.title }
  const name = nameWithEnding(made.fileName, format)
  return await cx.files.produce(name, mimes[format], cx.session.id, (path) => writeFile(path, bytes))
}

async function* render(
  cx: TaskContext,
  document: PaperDocument,
  resources: PaperResources,
  format: PaperFormat,
): TaskGenerator<Uint8Array> {
  const now = cx.clock.now()
  if (format === 'docx') return await renderDocx(document, { advances: resources.advances, now })
  if (format === 'xlsx') return await renderXlsx(document, { advances: resources.advances, now })
  const html = renderHtml(document, { fonts: embeddedFonts(cx.resources.dir) })
  return normalisePdf(yield* printPdf(cx, html, document.title), now)
}

/** Prints, and says meanwhile how many sheets of a long paper are done. */
async function* printPdf(cx: TaskContext, html: string, title: string): TaskGenerator<Uint8Array> {
  let far: { done: number; total: number } | undefined
  let wake = () => {}
  let going = true
  const printing = cx.port.printPdf(html, {
    title,
    signal: cx.signal,
    onProgress: (done, total) => {
      far = { done, total }
      wake()
    },
  })
  const end = () => {
    going = false
    wake()
  }
  printing.then(end, end)
  while (going) {
    await new Promise<void>((resolve) => {
      wake = resolve
      if (!going || far) resolve()
    })
    if (far && going) yield { step: 'papers.progress.print', ...far, what: title }
    far = undefined
  }
  return printing
}
