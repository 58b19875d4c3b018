/**
 * Everything that is asked of a printed paper, measured in the PDF itself (DOCUMENTS.md §A, §D, §G) against the flow that
 * it was made from: words, fonts, edges, baselines, breaks, marks, what stays together, tags. Any paper at all; nothing
 * here knows what kind it is.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium as playwright } from 'playwright-core'
import { paginatorSource } from '../../core/papers/engine/paginator-source.ts'
import { toThaiDigits } from '../../core/thai/digits.ts'
import type { ChromiumPrinter, PageReport } from '../../web/print.ts'
import { bare, chromium, combining, fromXml, root } from './tools.ts'

const PT = 72 / 25.4
/** Half a millimetre: as near as edges and baselines must be. */
const NEAR = 0.5 * PT
/** An upper mark on the last letter of a line has a box that reaches a little further than the letter. */
const MARK_BOX = 0.6
const LINE = 16 * 1.13

type Row = { text: string; role: string }
type FlowBlock = {
  classes: string[]
  text: string
  /** Text of what stands on its own layer: painted after everything else of its page. */
  floating: string
  split: string
  keep: string[]
  align: string
  /** Units that no line cuts, in order; '\n' for a break that the text itself has. */
  atoms: string[]
  indentPt: number
  leftPt: number
  sizePt: number
  head: string
  continued: string
  flows: boolean
  rows: Row[]
}
type Flow = {
  width: number
  height: number
  top: number
  firstTop: number
  bottom: number
  left: number
  right: number
  numbering: string
  mark: string
  restart: string
  secrecy: string
  digits: string
  blocks: FlowBlock[]
}
type Word = { text: string; x0: number; y0: number; x1: number; y1: number }
type Sheet = { width: number; height: number; words: Word[] }

/** Runs inside the page, before it is cut into sheets. */
function readFlows(): Flow[] {
  const squeeze = (text: string | null | undefined) => (text ?? '').replace(/\s+/gu, '')
  return Array.from(document.querySelectorAll<HTMLElement>('section.flow'), (flow) => {
    const blocks = Array.from(flow.children) as HTMLElement[]
    return {
      ...(Object.fromEntries(
        ['width', 'height', 'top', 'firstTop', 'bottom', 'left', 'right'].map((name) => [
          name,
          Number(flow.dataset[name]),
        ]),
      ) as Record<'width' | 'height' | 'top' | 'firstTop' | 'bottom' | 'left' | 'right', number>),
      numbering: flow.dataset.numbering ?? '',
      mark: flow.dataset.mark ?? '',
      restart: flow.dataset.restart ?? '',
      secrecy: flow.dataset.secrecy ?? '',
      digits: flow.dataset.digits ?? '',
      blocks: blocks.map((block): FlowBlock => {
        const style = getComputedStyle(block)
        const layers = Array.from(block.querySelectorAll<HTMLElement>('*')).filter(
          (one) => getComputedStyle(one).position !== 'static',
        )
        const floating = layers
          .filter((one) => !layers.some((other) => other !== one && other.contains(one)))
          .map((one) => squeeze(one.textContent))
          .join('')
        const plain = block.cloneNode(true) as HTMLElement
        const inner = Array.from(block.querySelectorAll('*'))
        const copies = Array.from(plain.querySelectorAll('*'))
        for (const layer of layers) copies[inner.indexOf(layer)]?.remove()
        const atoms: string[] = []
        if (block.classList.contains('p')) {
          const walker = document.createTreeWalker(block, 5)
          let open = false
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.nodeName === 'WBR') open = false
            else if (node.nodeName === 'BR') {
              atoms.push('\n')
              open = false
            } else if (node.nodeType === 3) {
              const text = squeeze(node.nodeValue)
              if (open) atoms[atoms.length - 1] += text
              else atoms.push(text)
              open = true
            }
          }
        }
        return {
          classes: Array.from(block.classList),
          text: squeeze(plain.textContent),
          floating,
          split: block.dataset.split ?? '',
          keep: (block.dataset.keep ?? '').split(' ').filter(Boolean),
          align: style.textAlign,
          atoms,
          indentPt: Number.parseFloat(style.textIndent) * 0.75,
          leftPt: Number.parseFloat(style.marginLeft) * 0.75,
          sizePt: Number.parseFloat(style.fontSize) * 0.75,
          head: squeeze(block.querySelector('thead')?.textContent),
          continued: squeeze(block.dataset.continued),
          flows: block.dataset.rows === 'flow',
          rows: Array.from(
            block.dataset.split === 'children'
              ? block.children
              : block.querySelectorAll<HTMLElement>('tbody > tr'),
            (row) => ({ text: squeeze(row.textContent), role: row.className }),
          ),
        }
      }),
    }
  })
}

export type Inspector = {
  inspect(html: string): Promise<{ flows: Flow[]; report: PageReport }>
  close(): Promise<void>
}

/** A Chromium that reads the flow of papers, before and after it is cut into sheets. */
export function startInspector(): Inspector {
  let browser: Promise<Browser> | undefined
  return {
    async inspect(html) {
      browser ??= playwright.launch({
        executablePath: chromium,
        args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
      })
      const page = await (await browser).newPage()
      try {
        await page.emulateMedia({ media: 'print' })
        await page.setContent(html, { timeout: 300_000 })
        const flows = await page.evaluate(readFlows)
        await page.evaluate(await paginatorSource(root))
        const report = (await page.evaluate('window.amphoePaginate(document)')) as PageReport
        return { flows, report }
      } finally {
        await page.close()
      }
    },
    async close() {
      await (await browser)?.close()
    },
  }
}

/** Words in the order in which they were written into the file. */
export function readSheets(file: string): Sheet[] {
  const boxes = execFileSync('pdftotext', ['-raw', '-bbox', file, '-'], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  return boxes
    .split('<page ')
    .slice(1)
    .map((page): Sheet => {
      const size = /width="([^"]+)" height="([^"]+)"/u.exec(page)
      return {
        width: Number(size?.[1]),
        height: Number(size?.[2]),
        words: [
          ...page.matchAll(
            /<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">(.*?)<\/word>/gsu,
          ),
        ].map((match) => ({
          x0: Number(match[1]),
          y0: Number(match[2]),
          x1: Number(match[3]),
          y1: Number(match[4]),
          text: bare(fromXml(match[5] ?? '')),
        })),
      }
    })
}

export type Measured = {
  /** What is not as it must be; empty for every paper that may be handed in. */
  faults: string[]
  pages: number
  report: PageReport
  /** What the flow says, without white space. */
  text: string
  /** How often each rule was really looked at: a check of nothing proves nothing. */
  seen: Record<'paragraphs' | 'lines' | 'fullLines' | 'marks' | 'rows' | 'closings' | 'cuts', number>
}

/** Prints the paper as the program does and measures the file. */
export async function measurePaper(
  html: string,
  title: string,
  printer: ChromiumPrinter,
  inspector: Inspector,
): Promise<Measured> {
  return measurePrint(html, title, await printer.print(html, { title }), inspector)
}

/** Measures what was printed from this page. */
export async function measurePrint(
  html: string,
  title: string,
  bytes: Uint8Array,
  inspector: Inspector,
): Promise<Measured> {
  const { flows, report } = await inspector.inspect(html)
  return measurePdf(bytes, flows, report, title)
}

function measurePdf(bytes: Uint8Array, flows: readonly Flow[], report: PageReport, title: string): Measured {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-quality-'))
  try {
    const file = join(dir, 'paper.pdf')
    writeFileSync(file, bytes)
    const faults = [...fontFaults(file), ...tagFaults(bytes, file, title)]
    const seen = { paragraphs: 0, lines: 0, fullLines: 0, marks: 0, rows: 0, closings: 0, cuts: 0 }
    const sheets = readSheets(file)
    if (sheets.length !== report.pages)
      faults.push(`${sheets.length} pages printed, ${report.pages} laid out`)
    if (report.overflow.length > 0) faults.push(`too high: ${report.overflow.join(', ')}`)
    let from = 0
    let number = 1
    flows.forEach((flow, index) => {
      const count = report.sections[index] ?? 0
      if (flow.restart === 'true' || index === 0) number = 1
      measureFlow(flow, sheets.slice(from, from + count), number, report.marks.slice(from, from + count), {
        fault: (text) => faults.push(`section ${index + 1}: ${text}`),
        seen,
      })
      from += count
      number += count
    })
    const text = flows.flatMap(({ blocks }) => blocks.map((block) => block.text + block.floating)).join('')
    return { faults, pages: sheets.length, report, text, seen }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function fontFaults(file: string): string[] {
  const fonts = execFileSync('pdffonts', [file], { encoding: 'utf8' }).split('\n').slice(2).filter(Boolean)
  if (fonts.length === 0) return ['no font']
  return fonts.flatMap((line) =>
    /^[A-Z]{6}\+Laksaman(?:-Bold)?(?:-?Italic)?\s.*\syes yes yes\s/u.test(line) ? [] : [`font: ${line}`],
  )
}

/** Tagged, in Thai, and the title is what a reader's window shows. */
function tagFaults(bytes: Uint8Array, file: string, title: string): string[] {
  const text = Buffer.from(bytes).toString('latin1')
  const wanted: [RegExp, string][] = [
    [/\/MarkInfo\s*<<[^>]*\/Marked true/u, 'not marked as tagged'],
    [/\/StructTreeRoot \d+ 0 R/u, 'no structure tree'],
    [/\/Lang \(th\)/u, 'language is not Thai'],
    [/\/DisplayDocTitle true/u, 'title is not shown'],
  ]
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' })
  const said = /^Title:\s+(.*)$/mu.exec(info)?.[1] ?? ''
  return [
    ...wanted.flatMap(([pattern, fault]) => (pattern.test(text) ? [] : [fault])),
    ...(bare(said) === bare(title) ? [] : [`title is ${said}`]),
    ...(/^Tagged:\s+yes$/mu.test(info) ? [] : ['poppler finds no tags']),
  ]
}

type Tell = { fault(text: string): void; seen: Measured['seen'] }
type Char = { sheet: number; word: number; char: string }

/** Takes page number, class of secrecy and continuation mark off a sheet; the words between are the paper's own. */
function bodyOf(
  flow: Flow,
  sheet: Sheet,
  expected: { number: string; mark: string },
  tell: Tell,
  name: string,
): { words: Word[]; mark: Word[] } {
  let words = sheet.words
  const secrecy = bare(flow.secrecy)
  const takeFirst = (wanted: string, what: string) => {
    if (wanted === '') return
    let got = ''
    let count = 0
    while (count < words.length && got.length < wanted.length) {
      got += words[count]?.text ?? ''
      count += 1
    }
    if (got !== wanted) tell.fault(`${name}: ${what} is ${got}, not ${wanted}`)
    else words = words.slice(count)
  }
  const takeLast = (wanted: string, what: string): Word[] => {
    if (wanted === '') return []
    let got = ''
    let count = 0
    while (count < words.length && got.length < wanted.length) {
      count += 1
      got = (words[words.length - count]?.text ?? '') + got
    }
    if (got !== wanted) {
      tell.fault(`${name}: ${what} is ${got}, not ${wanted}`)
      return []
    }
    const taken = words.slice(words.length - count)
    words = words.slice(0, words.length - count)
    return taken
  }
  takeFirst(expected.number, 'page number')
  takeFirst(secrecy, 'secrecy at the top')
  takeLast(secrecy, 'secrecy at the foot')
  const mark = takeLast(bare(expected.mark), 'mark')
  return { words, mark }
}

function measureFlow(
  flow: Flow,
  sheets: readonly Sheet[],
  numberFrom: number,
  marks: readonly string[],
  tell: Tell,
): void {
  const left = flow.left * PT
  const right = (flow.width - flow.right) * PT
  const bodies = sheets.map((sheet, index) => {
    const shown =
      flow.numbering === 'all' || (flow.numbering === 'fromSecond' && (index > 0 || numberFrom > 1))
    const plain = `-${numberFrom + index}-`
    const number = shown ? (flow.digits === 'thai' ? toThaiDigits(plain) : plain) : ''
    const name = `page ${numberFrom + index}`
    const last = index === sheets.length - 1
    const mark = marks[index] ?? ''
    if (flow.mark === 'true' && !last && mark === '') tell.fault(`${name}: no mark`)
    if ((flow.mark !== 'true' || last) && mark !== '') tell.fault(`${name}: a mark where none belongs`)
    if (Math.abs(sheet.width - flow.width * PT) > 1 || Math.abs(sheet.height - flow.height * PT) > 1)
      tell.fault(`${name}: sheet of ${sheet.width} × ${sheet.height}`)
    const floating = index === 0 ? flow.blocks.map((block) => block.floating).join('') : ''
    const body = bodyOf(flow, sheet, { number, mark: '' }, tell, name)
    const withMark = bodyOf(
      { ...flow, secrecy: '' },
      { ...sheet, words: body.words },
      { number: '', mark },
      tell,
      name,
    )
    // what stands on its own layer comes after the words of the body
    const own = bodyOf(
      { ...flow, secrecy: '' },
      { ...sheet, words: withMark.words },
      { number: '', mark: floating },
      tell,
      name,
    )
    return { name, words: own.words, mark: withMark.mark }
  })

  // edges of the paper's text area
  bodies.forEach(({ name, words }, index) => {
    const bottom = (flow.height - flow.bottom) * PT
    const top = (index === 0 && numberFrom === 1 ? flow.firstTop : Math.min(flow.top, flow.firstTop)) * PT
    for (const word of words) {
      if (word.x0 < left - NEAR)
        tell.fault(`${name}: ${word.text} begins ${(left - word.x0).toFixed(1)} pt left`)
      if (word.x1 > right + NEAR + MARK_BOX)
        tell.fault(`${name}: ${word.text} ends ${(word.x1 - right).toFixed(1)} pt right`)
      if (word.y1 > bottom + NEAR || word.y0 < top - 8)
        tell.fault(`${name}: ${word.text} stands above or below the page (${word.y0.toFixed(1)})`)
    }
    const first = words[0]?.text ?? ''
    if (combining.test(first)) tell.fault(`${name}: begins with a mark: ${first}`)
    const next = bodies[index + 1]
    const mark = marks[index] ?? ''
    if (mark === '' || !next) return
    tell.seen.marks += 1
    const said = bare(mark).slice(1, -3)
    let begins = ''
    for (const word of next.words) {
      if (begins.length >= said.length) break
      begins += word.text
    }
    if (!/^\/.+\.\.\.$/u.test(mark)) tell.fault(`${name}: mark ${mark}`)
    // a table begins with its head again: the mark is read from its first row
    const heads = flow.blocks.filter((block) => block.head !== '').map((block) => block.head)
    if (!begins.startsWith(said) && !heads.some((head) => head.startsWith(begins.slice(0, 12))))
      tell.fault(`${name}: mark ${mark} but the next page begins ${begins}`)
  })

  // the words, in order
  const stream: Char[] = bodies.flatMap(({ words }, sheet) =>
    words.flatMap((word, at) => [...word.text].map((char) => ({ sheet, word: at, char }))),
  )
  const wordOf = (char: Char): Word => bodies[char.sheet]?.words[char.word] as Word
  let at = 0
  let lost = false
  const take = (text: string, what: string): Char[] => {
    const wanted = [...text]
    if (lost) return []
    const got = stream.slice(at, at + wanted.length)
    const found = got.map((one) => one.char).join('')
    if (found !== text) {
      const place = wanted.findIndex((char, index) => got[index]?.char !== char)
      tell.fault(
        `${what}: written …${wanted.slice(Math.max(0, place - 15), place + 25).join('')} printed …${got
          .slice(Math.max(0, place - 15), place + 25)
          .map((one) => one.char)
          .join('')}`,
      )
      lost = true
      return []
    }
    at += wanted.length
    return got
  }
  const peek = (text: string) =>
    stream
      .slice(at, at + text.length)
      .map((one) => one.char)
      .join('') === text
  const startsSheet = () => at > 0 && stream[at]?.sheet !== stream[at - 1]?.sheet

  const ends: { first: Char | undefined; last: Char | undefined }[] = []
  flow.blocks.forEach((block) => {
    const begin = at
    if (block.split === 'rows') takeTable(block)
    else if (block.split === 'children' && block.rows.length > 1) {
      for (const row of block.rows) {
        const chars = take(row.text, 'list')
        tell.seen.rows += 1
        if (chars[0]?.sheet !== chars.at(-1)?.sheet) tell.fault(`a row of a list is cut: ${row.text}`)
      }
    } else {
      const chars = take(block.text, block.classes.join('.'))
      if (block.classes.includes('p') && chars.length > 0) measureParagraph(block, chars)
      else if (chars[0]?.sheet !== chars.at(-1)?.sheet) tell.fault(`cut by a page: ${block.text}`)
    }
    ends.push(
      at > begin ? { first: stream[begin], last: stream[at - 1] } : { first: undefined, last: undefined },
    )
  })
  if (!lost && at < stream.length)
    tell.fault(
      `printed and written nowhere: ${stream
        .slice(at, at + 40)
        .map((one) => one.char)
        .join('')}`,
    )
  if (lost) return
  measureTogether()
  measureMarks()

  function takeTable(block: FlowBlock): void {
    take(block.head, 'head')
    const least = (flow.height - flow.top - flow.bottom) * PT
    let group = ''
    if (block.flows) {
      takeLoosely(block)
      return
    }
    for (const row of block.rows) {
      if (lost) return
      if (startsSheet() && peek(block.head)) take(block.head, 'head again')
      if (row.role.includes('group')) group = row.text
      else if (block.continued !== '' && group !== '' && peek(`${group}${block.continued}`))
        take(`${group}${block.continued}`, 'group again')
      const begin = at
      if (!peek(row.text)) {
        // taller than a page: its lines go on there, cell by cell
        takeLoosely({ ...block, rows: block.rows.slice(block.rows.indexOf(row)) })
        return
      }
      take(row.text, 'row')
      tell.seen.rows += 1
      const first = stream[begin]
      const last = stream[at - 1]
      if (first && last && first.sheet !== last.sheet && least > 0)
        tell.fault(`a row is cut: ${row.text.slice(0, 60)}`)
    }
  }

  /** Rows that go on on the next page: every letter is there, whatever the order of the cells' pieces. */
  function takeLoosely(block: FlowBlock): void {
    const wanted = block.rows.map((row) => row.text).join('')
    const letters = [...wanted].sort().join('')
    let got = ''
    while (at < stream.length && [...got].length < [...wanted].length) {
      if (startsSheet() && peek(block.head)) {
        take(block.head, 'head again')
        // the number of the row that goes on: its first letters, with (ต่อ)
        const again =
          block.continued === ''
            ? undefined
            : block.rows
                .flatMap((row) => [1, 2, 3].map((length) => `${row.text.slice(0, length)}${block.continued}`))
                .find((text) => peek(text))
        if (again !== undefined) take(again, 'row again')
        continue
      }
      got += stream[at]?.char ?? ''
      at += 1
    }
    if ([...got].sort().join('') !== letters) {
      tell.fault('a table that goes on loses or gains words')
      lost = true
    }
  }

  function measureParagraph(block: FlowBlock, chars: readonly Char[]): void {
    type Line = { sheet: number; x0: number; x1: number; y0: number; length: number }
    const lines: Line[] = []
    let word = -1
    for (const char of chars) {
      const box = wordOf(char)
      const line = lines.at(-1)
      if (line && char.sheet === line.sheet && Math.abs(box.y0 - line.y0) < 4) {
        line.x0 = Math.min(line.x0, box.x0)
        line.x1 = Math.max(line.x1, box.x1)
        line.length += 1
      } else lines.push({ sheet: char.sheet, x0: box.x0, x1: box.x1, y0: box.y0, length: 1 })
      word = char.word
    }
    if (word < 0) return
    tell.seen.paragraphs += 1
    tell.seen.lines += lines.length
    const said = block.text.slice(0, 40)
    const begin = left + block.leftPt
    const pitch = block.sizePt * 1.13
    const isLeft = block.align === 'justify' || block.align === 'left' || block.align === 'start'
    // where the text allows a line to end
    const places = new Set<number>()
    const forced = new Set<number>()
    let sum = 0
    for (const atom of block.atoms) {
      if (atom === '\n') forced.add(sum)
      else sum += [...atom].length
      places.add(sum)
    }
    let end = 0
    let base = lines[0] as Line
    let count = 0
    lines.forEach((line, index) => {
      const before = lines[index - 1]
      end += line.length
      const isLast = index === lines.length - 1
      if (isLeft) {
        const wanted = begin + (index === 0 ? block.indentPt : 0)
        if (Math.abs(line.x0 - wanted) > NEAR)
          tell.fault(`line ${index + 1} begins ${(line.x0 - wanted).toFixed(1)} pt off: ${said}`)
      }
      if (!isLast && !forced.has(end)) {
        if (!places.has(end) && !isWideUnit(block, end))
          tell.fault(
            `a line ends inside a word: ${[...block.text].slice(Math.max(0, end - 12), end).join('')}|${[...block.text].slice(end, end + 12).join('')}`,
          )
        if (block.align === 'justify') {
          tell.seen.fullLines += 1
          if (Math.abs(line.x1 - right) > NEAR + MARK_BOX && !(line.x1 < right && followsLong(block, end)))
            tell.fault(`line ${index + 1} ends ${(right - line.x1).toFixed(1)} pt before the edge: ${said}`)
        }
      }
      if (before && before.sheet === line.sheet) {
        count += 1
        const off = line.y0 - base.y0 - count * pitch
        if (Math.abs(off) > NEAR) tell.fault(`baseline ${index + 1} is ${off.toFixed(2)} pt off: ${said}`)
      } else {
        base = line
        count = 0
        if (before) {
          tell.seen.cuts += 1
          const here = lines.filter((one) => one.sheet === before.sheet).length
          const there = lines.filter((one) => one.sheet === line.sheet).length
          if (here < 2 || there < 2) tell.fault(`one line alone on a page: ${said}`)
        }
      }
    })
  }

  /** A line before a unit too long for it may stay short: stretched, it would be torn apart. */
  function followsLong(block: FlowBlock, end: number): boolean {
    let sum = 0
    for (const atom of block.atoms) {
      if (sum === end && atom !== '\n') return [...atom].length >= 24
      sum += atom === '\n' ? 0 : [...atom].length
    }
    return false
  }

  /** A unit longer than a line may be cut anywhere: nothing may stick out. */
  function isWideUnit(block: FlowBlock, end: number): boolean {
    let sum = 0
    for (const atom of block.atoms) {
      const length = atom === '\n' ? 0 : [...atom].length
      if (end > sum && end < sum + length) return length > 60
      sum += length
    }
    return false
  }

  /** Blocks that keep each other, the closing words with the name under them and two lines of text before them. */
  function measureTogether(): void {
    flow.blocks.forEach((block, index) => {
      const here = ends[index]
      if (!here?.first) return
      let before = index - 1
      while (before >= 0 && !ends[before]?.last) before -= 1
      const previous = ends[before]
      if (previous?.last && block.keep.includes('previous') && previous.last.sheet !== here.first.sheet)
        tell.fault(`parted from what stands before: ${block.text.slice(0, 40)}`)
      if (
        previous?.last &&
        flow.blocks[before]?.keep.includes('next') &&
        previous.last.sheet !== here.first.sheet
      )
        tell.fault(`parted from what it heads: ${flow.blocks[before]?.text.slice(0, 40)}`)
      if (!block.classes.includes('closing')) return
      tell.seen.closings += 1
      const sheet = here.first.sheet
      const baselines = new Set<number>()
      for (let other = 0; other < index; other += 1) {
        const body = flow.blocks[other]
        if (!body || !(body.classes.includes('p') || body.rows.length > 0)) continue
        const own = stream.slice(
          stream.indexOf(ends[other]?.first as Char),
          stream.indexOf(ends[other]?.last as Char) + 1,
        )
        for (const char of own) if (char.sheet === sheet) baselines.add(Math.round(wordOf(char).y0 / 6))
      }
      const hasBody = flow.blocks
        .slice(0, index)
        .filter((one) => one.classes.includes('p') || one.rows.length > 0)
      const all = hasBody.reduce((sum, one) => sum + [...one.text].length, 0)
      if (baselines.size < 2 && all > 120) tell.fault(`closing words with ${baselines.size} lines of text`)
    })
  }

  /** Three line spaces under the last line, or as near to the foot as a mark may come (DOCUMENTS.md §A1). */
  function measureMarks(): void {
    bodies.forEach(({ name, words, mark }) => {
      const first = mark[0]
      const end = mark.at(-1)
      if (!first || !end) return
      const lowest = Math.max(...words.map((word) => word.y1))
      const gap = first.y1 - lowest
      const atFoot = Math.abs(first.y1 - (flow.height - 12) * PT) < 4
      if (Math.abs(gap - 3 * LINE) > NEAR + 1 && !atFoot)
        tell.fault(`${name}: mark ${gap.toFixed(1)} pt under the text`)
      if (gap < 2 * LINE) tell.fault(`${name}: mark only ${gap.toFixed(1)} pt under the text`)
      if (Math.abs(end.x1 - right) > NEAR + MARK_BOX)
        tell.fault(`${name}: mark ends ${(right - end.x1).toFixed(1)} pt off`)
    })
  }
}
