/** Reading what a paper really holds: poppler for PDF, yauzl for Office files. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OfficeHead, PaperData, PaperKind } from '../../core/papers/data.ts'
import {
  type ComposeOptions,
  composePaper,
  embeddedFonts,
  loadPaperResources,
  type PaperDocument,
  renderHtml,
} from '../../core/papers/engine/index.ts'
import { type ChromiumPrinter, createChromiumPrinter, type PageReport } from '../../web/print.ts'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const resourcesDir = join(root, 'resources')
export const resources = loadPaperResources(resourcesDir)
export const chromium = process.env.AMPHOE_CHROMIUM ?? '/usr/bin/chromium'
export const now = new Date('2026-01-18T03:04:05Z')

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((dir) => existsSync(join(dir, program)))
}
/** Papers are read with Chromium and poppler; without them these tests are skipped and the runner says so. */
export const canPrint = existsSync(chromium) && ['pdftotext', 'pdffonts', 'pdfinfo'].every(onPath)

export function startPrinter(): ChromiumPrinter {
  return createChromiumPrinter({ executablePath: chromium, root, now: () => now })
}

export function compose<K extends PaperKind>(
  kind: K,
  data: PaperData<K>,
  office: OfficeHead,
  options?: ComposeOptions,
): PaperDocument {
  return composePaper(kind, data, office, resources, options)
}

export const html = (document: PaperDocument): string =>
  renderHtml(document, { fonts: embeddedFonts(resourcesDir) })

export type Line = { x0: number; y0: number; x1: number; y1: number; text: string }
export type Pdf = {
  bytes: Uint8Array
  report: PageReport
  /** Reading order as painted, per page, all white space removed. */
  pages: string[]
  /** Lines with their boxes in pt from the upper left corner. */
  lines: Line[][]
  fonts: string[]
  info: string
}

export const bare = (text: string): string => text.replace(/\s+/gu, '')

export function fromXml(text: string): string {
  return text
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&quot;/gu, '"')
    .replace(/&apos;|&#39;/gu, "'")
    .replace(/&amp;/gu, '&')
}

export function readPdf(bytes: Uint8Array): Omit<Pdf, 'report'> {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-pdf-'))
  try {
    const file = join(dir, 'paper.pdf')
    writeFileSync(file, bytes)
    const run = (program: string, ...args: string[]) =>
      execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
    const pages = run('pdftotext', '-raw', file, '-').split('\f').slice(0, -1).map(bare)
    run('pdftotext', '-bbox-layout', file, join(dir, 'box.html'))
    const boxes = readFileSync(join(dir, 'box.html'), 'utf8')
    const lines = boxes
      .split('<page ')
      .slice(1)
      .map((page) =>
        [
          ...page.matchAll(
            /<line xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">(.*?)<\/line>/gsu,
          ),
        ].map(
          (match): Line => ({
            x0: Number(match[1]),
            y0: Number(match[2]),
            x1: Number(match[3]),
            y1: Number(match[4]),
            text: [...(match[5] ?? '').matchAll(/<word[^>]*>(.*?)<\/word>/gsu)]
              .map((word) => fromXml(word[1] ?? ''))
              .join(' '),
          }),
        ),
      )
    const fonts = run('pdffonts', file)
      .split('\n')
      .slice(2)
      .map((line) => line.split(/\s+/u)[0] ?? '')
      .filter(Boolean)
    return { bytes, pages, lines, fonts, info: run('pdfinfo', file) }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

export async function printPaper(printer: ChromiumPrinter, document: PaperDocument): Promise<Pdf> {
  const page = html(document)
  const report = await printer.report(page)
  const bytes = await printer.print(page, { title: document.title })
  return { ...readPdf(bytes), report }
}

/** Page texts without page number, secrecy words and continuation mark: what the paper itself says. */
export function bodyTexts(pdf: Pdf, secrecy = ''): string[] {
  return pdf.pages.map((text, index) => {
    let out = text
    if (secrecy !== '') out = out.replace(secrecy, '')
    out = out.replace(/^-[๐-๙0-9]+-/u, '')
    if (secrecy !== '' && out.startsWith(secrecy)) out = out.slice(secrecy.length)
    if (secrecy !== '' && out.endsWith(secrecy)) out = out.slice(0, -secrecy.length)
    const mark = bare(pdf.report.marks[index] ?? '')
    if (mark !== '') {
      const at = out.lastIndexOf(mark)
      if (at >= 0) out = out.slice(0, at) + out.slice(at + mark.length)
    }
    return out
  })
}

export const combining = /^[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/u

/** Composed words may break at their place in a narrow column: ความ|สำคัญ (core/papers/engine/line-breaks.ts). */
const composed = new Set(
  resources.protectedWords.words.filter((word) => word.includes('|')).map((word) => word.replaceAll('|', '')),
)
/** Words and names found nowhere but where they are meant (การ… is also the end of โครงการ, กรรมการ). */
const telling = [
  ...resources.protectedWords.words.filter(
    (word) => !/[|()]|^การ/u.test(word) && word.length >= 7 && !composed.has(word),
  ),
  'พรหมโลก',
  'อินคีรี',
  'พรหมคีรี',
  'นครศรีธรรมราช',
  'ทอนหงส์',
]
/** Protected words that a line of this file cuts: fewer of them in its lines than in its text. */
export function cutWords(pdf: Pick<Pdf, 'pages' | 'lines'>): string[] {
  const whole = pdf.pages.join('')
  const lines = pdf.lines.map((page) => page.map((line) => bare(line.text)).join('\n')).join('\n')
  return telling.filter((word) => lines.split(word).length < whole.split(word).length)
}
