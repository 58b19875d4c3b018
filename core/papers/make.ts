import { writeFile } from 'node:fs/promises'
import type { QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import { type MadePaper, makePaper } from './catalogue.ts'
import {
  embeddedFonts,
  linkedFonts,
  loadPaperResources,
  normalisePdf,
  type PaperDocument,
  type PaperResources,
  renderDocx,
  renderHtml,
} from './engine/index.ts'
import { agendaOfRun, mustBePrintable } from './letter.ts'
import { paperNames } from './names.ts'
import { assemble, type Parts, withOwn } from './parts.ts'
import type { PaperDigits, PaperFormat, PaperRef } from './rules.ts'
import { rowsIn, type WorkbookOrder, write, writeApart } from './workbook.ts'

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

function composed(cx: QueryContext, ref: PaperRef, format?: PaperFormat): Composed {
  const made = makePaper(cx, ref)
  const resources = withOwn(loadPaperResources(cx.resources.dir), made)
  const agenda = agendaOfRun(cx, ref)
  const enclosed = agenda === null ? null : composed(cx, agenda).document
  return { made, document: assemble(partsOf(cx, made, format), resources, enclosed), resources }
}

/** What a paper is put together from, free of the database. */
function partsOf(cx: QueryContext, made: MadePaper & { digits: PaperDigits }, format?: PaperFormat): Parts {
  return {
    kind: made.kind,
    data: [made.data, ...(made.also ?? []), ...(format === 'xlsx' ? (made.inWorkbook ?? []) : [])],
    office: made.office,
    numberedTogether: made.numberedTogether === true,
    digits: made.digits,
    names: paperNames(cx),
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
  const { fileName, what, bytes } = yield* format === 'xlsx'
    ? workbook(cx, input.paper)
    : printed(cx, input.paper, format)
  cx.checkCancelled()
  yield { step: 'papers.progress.keep', done: 2, total: 3, what }
  const name = nameWithEnding(fileName, format)
  return await cx.files.produce(name, mimes[format], cx.session.id, (path) => writeFile(path, bytes))
}

type MadeFile = { fileName: string; what: string; bytes: Uint8Array }

function mustHave(made: MadePaper, format: PaperFormat): void {
  if (!made.formats.includes(format)) throw new Fault('paper.noFormat', { format: format.toUpperCase() })
}

async function* printed(
  cx: TaskContext,
  ref: PaperRef,
  format: Exclude<PaperFormat, 'xlsx'>,
): TaskGenerator<MadeFile> {
  const { made, document, resources } = composed(cx, ref, format)
  mustHave(made, format)
  yield { step: 'papers.progress.write', done: 1, total: 3, what: document.title }
  const bytes = yield* render(cx, document, resources, format)
  return { fileName: made.fileName, what: document.title, bytes }
}

/** A workbook of many rows is made beside the core: nobody waits for it. A small one is made at once. */
async function* workbook(cx: TaskContext, ref: PaperRef): TaskGenerator<MadeFile> {
  const made = makePaper(cx, ref)
  mustHave(made, 'xlsx')
  const { fileName, layouts = {}, templates = {} } = made
  const order: WorkbookOrder = {
    parts: partsOf(cx, made, 'xlsx'),
    resourcesDir: cx.resources.dir,
    own: { layouts, templates },
    now: cx.clock.now(),
  }
  yield { step: 'papers.progress.write', done: 1, total: 3, what: fileName }
  const bytes = rowsIn(order) > ROWS_AT_ONCE ? yield* writeApart(cx, order, fileName) : await write(order)
  return { fileName, what: fileName, bytes }
}
/** Half a second's work on a small computer. */
const ROWS_AT_ONCE = 400

async function* render(
  cx: TaskContext,
  document: PaperDocument,
  resources: PaperResources,
  format: Exclude<PaperFormat, 'xlsx'>,
): TaskGenerator<Uint8Array> {
  const now = cx.clock.now()
  if (format === 'docx') return await renderDocx(document, { advances: resources.advances, now })
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
