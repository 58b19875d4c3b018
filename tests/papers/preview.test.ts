/** What the screen shows is what is printed: the same line and page breaks, at every zoom (DOCUMENTS.md §D.4). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium as playwright } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddedFonts, type PaperDocument, renderHtml } from '../../core/papers/engine/index.ts'
import { paginatorSource } from '../../core/papers/engine/paginator-source.ts'
import { readSheets } from './quality.ts'
import { randomAnnouncement, randomLetterOfAnyShape, randomMemo, randomOrder } from './random-papers.ts'
import * as samples from './samples.ts'
import { seedLetter, seedOffice } from './seed-letter.ts'
import { canPrint, chromium, compose, html, resourcesDir, root, startPrinter } from './tools.ts'

const office = samples.districtOffice
/** Text of a sheet and where in it a line begins; `inside`: places between which no line of a box may begin but these. */
type Lines = { text: string; starts: number[]; boxes: { from: number; to: number }[] }

/** Runs in the frame of the preview. */
function screenLines(): Lines[] {
  const boxOf =
    '.c,.set,.p,.t,.hl,.number,.v,.seat>span,.address>div,.contact>div,.names>div,.words,.motto>div,.date,.furniture'
  return Array.from(document.querySelectorAll('.page'), (sheet) => {
    const out: Lines = { text: '', starts: [], boxes: [] }
    let box: Element | null = null
    let bottom = 0
    const walker = document.createTreeWalker(sheet, 4)
    const range = document.createRange()
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      const mine = node.parentElement?.closest(boxOf) ?? node.parentElement
      if (mine !== box) {
        box = mine
        bottom = Number.NEGATIVE_INFINITY
        out.boxes.push({ from: out.text.length, to: out.text.length })
      }
      for (let at = 0; at < node.length; at += 1) {
        const char = node.data[at] ?? ''
        if (/\s/u.test(char)) continue
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        const rect = range.getClientRects()[0]
        const last = out.boxes.at(-1)
        if (rect && rect.height > 0) {
          const middle = (rect.top + rect.bottom) / 2
          if (Number.isFinite(bottom) && middle > bottom) out.starts.push(out.text.length)
          bottom = rect.bottom
        }
        out.text += char
        if (last) last.to = out.text.length
      }
    }
    return out
  })
}

function printedLines(bytes: Uint8Array): Lines[] {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-preview-'))
  try {
    writeFileSync(join(dir, 'paper.pdf'), bytes)
    return readSheets(join(dir, 'paper.pdf')).map(({ words }) => {
      const out: Lines = { text: '', starts: [], boxes: [] }
      let bottom = Number.POSITIVE_INFINITY
      for (const word of words) {
        if ((word.y0 + word.y1) / 2 > bottom) out.starts.push(out.text.length)
        bottom = word.y1
        out.text += word.text
      }
      return out
    })
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

describe.skipIf(!canPrint)('the preview', () => {
  const printer = startPrinter()
  let browser: Browser
  beforeAll(async () => {
    browser = await playwright.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] })
  })
  afterAll(async () => {
    await printer.close()
    await browser?.close()
  })

  /** As PaperView shows it: in a frame without scripts, scaled to the width there is. */
  async function shown(paper: PaperDocument, zoom: number, scale: number): Promise<Lines[]> {
    const context = await browser.newContext({ deviceScaleFactor: zoom })
    try {
      const page = await context.newPage()
      const source = renderHtml(paper, { fonts: embeddedFonts(resourcesDir), screen: true })
      await page.setContent(
        `<iframe style="width:850px;height:1200px;border:0;transform:scale(${scale});transform-origin:0 0"></iframe>`,
      )
      await page.evaluate(async (given) => {
        const frame = document.querySelector('iframe') as HTMLIFrameElement
        const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }))
        frame.srcdoc = given
        await loaded
      }, source)
      const frame = page.frames()[1]!
      await frame.evaluate(await paginatorSource(root))
      await frame.evaluate('window.amphoePaginate(document)')
      return await frame.evaluate(screenLines)
    } finally {
      await context.close()
    }
  }

  const long = (seed: number) =>
    Array.from({ length: 14 }, (_unused, at) => ({ text: samples.prose(samples.seeded(seed + at), 16) }))
  const papers: [string, PaperDocument][] = [
    ['seed letter', compose('letter', seedLetter, seedOffice)],
    ['letter of any shape', compose('letter', { ...randomLetterOfAnyShape(5), fileCopy: false }, office)],
    ['memo', compose('memo', { ...randomMemo(3), speed: 'none', speedWithin: '', fileCopy: false }, office)],
    ['announcement', compose('announcement', { ...randomAnnouncement(4), body: long(2) }, office)],
    ['order', compose('order', randomOrder(1), office)],
    ['order with an annex', compose('order', samples.sampleOrder(60), office)],
    ['long text', compose('letter', { ...seedLetter, body: long(90) }, seedOffice)],
    ['plan table', compose('planTable', samples.samplePlan(40), office)],
    ['report', compose('resultsReport', samples.sampleReport, office)],
  ]

  it.each(papers)('of a %s breaks lines and pages as the print', async (name, paper) => {
    const print = printedLines(await printer.print(html(paper), { title: paper.title }))
    for (const [zoom, scale] of [
      [1, 1],
      [1.25, 0.73],
      [2, 1.4],
    ] as const) {
      const screen = await shown(paper, zoom, scale)
      expect(screen.length).toBe(print.length)
      let lines = 0
      screen.forEach((sheet, index) => {
        const printed = print[index]!
        expect(printed.text, `${name} at ${zoom}, page ${index + 1}`).toBe(sheet.text)
        lines += sheet.starts.length
        const starts = new Set(printed.starts)
        const wrong = sheet.starts.filter((at) => !starts.has(at))
        const here = new Set(sheet.starts)
        const more = printed.starts.filter(
          (at) => !here.has(at) && sheet.boxes.some(({ from, to }) => at > from && at < to),
        )
        expect(
          [...wrong, ...more].map(
            (at) => `${sheet.text.slice(at - 12, at)}|${sheet.text.slice(at, at + 12)}`,
          ),
          `${name} at ${zoom}, page ${index + 1}`,
        ).toEqual([])
      })
      expect(lines).toBeGreaterThan(name === 'long text' ? 100 : 4)
    }
  })
})
