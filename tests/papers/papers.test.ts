import { chromium as playwright } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import type { PaperData } from '../../core/papers/data.ts'
import { joinPapers } from '../../core/papers/engine/index.ts'
import { paginatorSource } from '../../core/papers/engine/paginator-source.ts'
import { toThaiDigits } from '../../core/thai/digits.ts'
import { formatBaht } from '../../core/thai/money.ts'
import * as samples from './samples.ts'
import { seedLetter, seedOffice } from './seed-letter.ts'
import {
  bare,
  bodyTexts,
  canPrint,
  chromium,
  combining,
  compose,
  html,
  printPaper,
  readPdf,
  root,
  startPrinter,
} from './tools.ts'

const office = samples.districtOffice

describe.skipIf(!canPrint)('papers as printed', () => {
  const printer = startPrinter()
  afterAll(() => printer.close())

  it.each([5, 25, 60])(
    'order with %i seats: every seat, its role, the head and the place of signing',
    async (seats) => {
      const data = samples.sampleOrder(seats)
      const pdf = await printPaper(printer, compose('order', data, office))
      const text = bodyTexts(pdf).join('')
      expect(text).toContain(bare('คำสั่งอำเภอพรหมคีรี ที่ ๔๕/๒๕๖๕ เรื่อง แต่งตั้ง'))
      expect(text).toContain(bare('สั่ง ณ วันที่ ๑๔ กุมภาพันธ์ พ.ศ. ๒๕๖๕'))
      data.committees![0]!.seats.forEach((seat) => {
        expect(text).toContain(bare(toThaiDigits(`${seat.name ?? ''}`)))
        expect(text).toContain(bare(toThaiDigits(seat.position ?? '')))
      })
      expect(text.split('ประธานกรรมการ').length - 1).toBe(1)
      expect(text.split('กรรมการและเลขานุการ').length - 1).toBe(1)
      expect(text).toContain(`${toThaiDigits(seats)}${seats > 30 ? '' : '.'}`)
      expect(text.includes('บัญชีแนบท้ายคำสั่ง')).toBe(seats > 30)
      for (const page of bodyTexts(pdf)) expect(page).not.toMatch(combining)
      for (const line of pdf.lines.flat()) expect(line.x1).toBeLessThanOrEqual(539.1)
      const signing = bodyTexts(pdf).find((page) => page.includes('สั่งณวันที่'))!
      expect(signing).toContain('(นายธวัชชัยรักษ์ถิ่น)')
      pdf.report.marks.forEach((mark, index) => {
        if (mark !== '') expect(bodyTexts(pdf)[index + 1]!.startsWith(bare(mark.slice(1, -3)))).toBe(true)
      })
      if (seats === 25) expect(pdf.report.marks[0]).toMatch(/^\/๒[๐-๙]\. |^\/๑[๐-๙]\. /u)
    },
  )

  it.each([3, 400])(
    'plan table of %i rows: head on every page, no row cut, totals right, nothing outside the margins',
    async (rows) => {
      const data = samples.samplePlan(rows)
      const pdf = await printPaper(printer, compose('planTable', data, office))
      expect(pdf.info).toMatch(/Page size:\s+841\.\d+ x 59[45]/u)
      const tablePages = pdf.pages.filter(
        (page) => page.includes('เสริม') || page.includes('ก่อสร้าง') || page.includes('เพื่อให้ประชาชน'),
      )
      for (const page of tablePages) expect(page).toContain('โครงการ/กิจกรรม')
      for (const line of pdf.lines.flat()) {
        expect(line.x0).toBeGreaterThanOrEqual(15 * (72 / 25.4) - 0.5)
        expect(line.x1).toBeLessThanOrEqual(282 * (72 / 25.4) + 0.5)
        expect(line.y1).toBeLessThanOrEqual(195 * (72 / 25.4) + 1)
      }
      const text = pdf.pages.join('')
      expect(text).toContain(`รวมทั้งสิ้น${toThaiDigits(rows)}โครงการ`)
      for (const year of [2566, 2567, 2568, 2569, 2570]) {
        const sum = data.rows
          .flatMap((row) => row.budget ?? [])
          .filter((part) => part.year === year)
          .reduce((total, part) => total + part.satang, 0)
        if (sum > 0) expect(text).toContain(formatBaht(sum, 'thai'))
      }
      // each name whole on one page: a row is never cut
      for (const row of data.rows) {
        const name = bare(toThaiDigits(row.name))
        expect(
          pdf.pages.some((page) => page.includes(name)),
          row.name,
        ).toBe(true)
      }
      pdf.pages.forEach((page, index) => {
        expect(page.startsWith(`-${toThaiDigits(index + 1)}-`)).toBe(index > 0)
      })
    },
  )

  it('mixes portrait and landscape in one print run, each numbered for itself', async () => {
    const letter = compose('letter', seedLetter, seedOffice)
    const plan = compose('planTable', samples.samplePlan(12), office)
    const page = html(joinPapers([letter, plan, letter]))
    const pdf = readPdf(await printer.print(page, { title: 'x' }))
    const sizes = pdf.lines.map((lines) => Math.max(...lines.map((line) => line.x1)))
    expect(sizes[0]).toBeLessThan(540)
    expect(sizes[2]).toBeGreaterThan(700)
    expect(sizes[sizes.length - 1]).toBeLessThan(540)
    expect(pdf.pages[sizes.length - 2]!.startsWith('ที่นศ')).toBe(true)
    expect(pdf.pages[sizes.length - 1]!.startsWith('-๒-')).toBe(true)
  })

  it('lets a row taller than a page go on, losing no word', async () => {
    const long = Array.from({ length: 260 }, (_unused, index) => `ข้อความลำดับ${index}`).join(' ')
    const pdf = await printPaper(
      printer,
      compose(
        'planTable',
        samples.samplePlan(1, 'village', { rows: [{ rank: 1, name: 'โครงการ', problem: long }] }),
        office,
      ),
    )
    expect(pdf.pages.length).toBeGreaterThan(1)
    const text = pdf.pages.join('')
    for (let index = 0; index < 260; index += 13) expect(text).toContain(`ข้อความลำดับ${toThaiDigits(index)}`)
    for (const line of pdf.lines.flat()) expect(line.y1).toBeLessThanOrEqual(195 * (72 / 25.4) + 1)
    expect(pdf.report.overflow).toEqual([])
  })

  it('wraps names of 200 characters inside their column and page', async () => {
    const name = `นาย${'ก้อนหินยาวมาก'.repeat(16)}`.slice(0, 200)
    const latin = 'x'.repeat(200)
    const order = samples.sampleOrder(6)
    order.committees![0]!.seats[2]!.name = name
    const plan = samples.samplePlan(4)
    plan.rows[1]!.name = latin
    plan.rows[2]!.agency = name
    const papers = [
      [compose('order', order, office), 539.1],
      [compose('planTable', plan, office), 282 * (72 / 25.4) + 0.5],
      [compose('letter', { ...seedLetter, addressee: name, subject: latin }, seedOffice), 539.1],
    ] as const
    for (const [document, right] of papers) {
      const pdf = await printPaper(printer, document)
      for (const line of pdf.lines.flat()) expect(line.x1).toBeLessThanOrEqual(right)
      const text = pdf.pages.join('')
      expect(text.includes(name) || text.includes(latin)).toBe(true)
      for (const line of pdf.lines.flat()) expect(line.text).not.toMatch(combining)
    }
  })

  const others: [string, () => ReturnType<typeof compose>, string[]][] = [
    [
      'needsPlan',
      () => compose('needsPlan', samples.sampleNeeds, office),
      ['แผนความต้องการระดับอำเภอ', '๑๒,๓๔๕,๖๗๐', 'แหล่งงบประมาณที่เสนอขอ'],
    ],
    [
      'resultsReport',
      () => compose('resultsReport', samples.sampleReport, office),
      [
        'ภายในวันจันทร์ที่๒๕กรกฎาคม๒๕๖๕',
        'ดำเนินการแล้ว๖/๖ตำบล',
        'ผู้ใหญ่บ้านบางรายพ้นจากตำแหน่ง',
        'บัญชีแนบ๑',
        'บัญชีแนบ๒',
        'รวม๕ตำบล',
      ],
    ],
    [
      'reportLetter',
      () => compose('reportLetter', samples.sampleReportLetter, office),
      ['หนังสือจังหวัดนครศรีธรรมราชที่นศ๐๐๑๙.๓/๐๒๓๙', '๘๗,๖๕๔,๓๒๑บาท(แปดสิบเจ็ดล้าน', 'จึงเรียนมาเพื่อโปรดทราบ'],
    ],
    [
      'transmittal',
      () => compose('transmittal', samples.sampleTransmittal, office),
      ['phromkhiri-2565-003.amphoe.zip', '9f86d081884c7d659a2f', 'ลำดับที่ของชุดข้อมูล๓', '๑,๒๑๔', 'ผู้รับ'],
    ],
    [
      'provinceBoard',
      () => compose('provinceBoard', samples.sampleBoard, office),
      ['ทันกำหนด', 'ยังไม่ถึงกำหนด', 'อำเภอที่๒๓', 'แบบรายงานผล(ภายในวันที่๒๕กรกฎาคม๒๕๖๕)'],
    ],
    [
      'consolidated',
      () => compose('consolidated', samples.sampleConsolidated, office),
      ['จำแนกรายตำบล', 'รวมอำเภอลานสกา', 'รวมทั้งสิ้น'],
    ],
    [
      'signInSheet',
      () => compose('signInSheet', samples.sampleSignIn, office),
      ['วันพฤหัสบดีที่๑๐มีนาคม๒๕๖๕เวลา๐๙.๓๐น.', 'ลายมือชื่อ', '๒๐'],
    ],
  ]
  it.each(others)('%s holds its words, its fonts and its edges', async (_kind, make, wanted) => {
    const document = make()
    const pdf = await printPaper(printer, document)
    const text = pdf.pages.join('')
    for (const words of wanted) expect(text).toContain(words)
    for (const font of pdf.fonts) expect(font).toMatch(/\+Laksaman/u)
    expect(pdf.report.overflow).toEqual([])
    expect(pdf.info).toMatch(/Tagged:\s+yes/u)
    const page = document.sections[0]!.page
    const right = ((page.orientation === 'portrait' ? 210 : 297) - page.rightMm) * (72 / 25.4)
    for (const line of pdf.lines.flat()) expect(line.x1).toBeLessThanOrEqual(right + 0.6)
  })

  it('breaks lines and pages on the screen as in the PDF, with and without text-justify', async () => {
    const paper = compose('letter', samples.randomLetter(31), office)
    const pdf = await printPaper(printer, paper)
    const browser = await playwright.launch({
      executablePath: chromium,
      args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    })
    try {
      for (const oldBrowser of [false, true]) {
        const page = await browser.newPage()
        await page.setContent(html(paper))
        if (oldBrowser) {
          await page.addStyleTag({ content: '.justify{text-justify:auto!important}' })
          await page.evaluate(() => {
            const real = CSS.supports.bind(CSS)
            CSS.supports = ((...args: [string, string]) =>
              args[0] !== 'text-justify' && real(...args)) as typeof CSS.supports
          })
        }
        await page.evaluate(await paginatorSource(root))
        await page.evaluate('window.amphoePaginate(document)')
        const lines = await page.evaluate(() =>
          Array.from(document.querySelectorAll('.page'), (sheet) => {
            const out = new Map<number, string>()
            for (const paragraph of Array.from(sheet.querySelectorAll('.p'))) {
              const walker = document.createTreeWalker(paragraph, 4)
              const range = document.createRange()
              for (
                let node = walker.nextNode() as Text | null;
                node;
                node = walker.nextNode() as Text | null
              ) {
                for (let at = 0; at < node.length; at += 1) {
                  range.setStart(node, at)
                  range.setEnd(node, at + 1)
                  const box = range.getClientRects()[0]
                  if (!box) continue
                  const y = Math.round((box.top + box.bottom) / 2 - sheet.getBoundingClientRect().top)
                  const key = [...out.keys()].find((one) => Math.abs(one - y) < 8) ?? y
                  out.set(key, (out.get(key) ?? '') + node.data[at])
                }
              }
            }
            return [...out.entries()]
              .sort((a, b) => a[0] - b[0])
              .map((entry) => entry[1].replace(/\s+/gu, ''))
          }),
        )
        expect(lines.length).toBe(pdf.pages.length)
        lines.forEach((sheet, index) => {
          const printed = new Set(pdf.lines[index]!.map((line) => bare(line.text)))
          for (const line of sheet)
            expect(
              printed.has(line),
              `${oldBrowser ? 'old' : 'new'} page ${index + 1}: ${line} | ${[...printed].find((one) => one.startsWith(line.slice(0, 12)))}`,
            ).toBe(true)
        })
        if (oldBrowser) {
          const widths = await page.evaluate(() =>
            Array.from(document.querySelectorAll('.ln:not([data-loose])'), (line) => {
              const range = document.createRange()
              range.selectNodeContents(line)
              const box = range.getBoundingClientRect()
              return { right: box.right, edge: line.parentElement!.getBoundingClientRect().right }
            }),
          )
          expect(widths.length).toBeGreaterThan(10)
          for (const width of widths) expect(Math.abs(width.right - width.edge)).toBeLessThan(3)
        }
        await page.close()
      }
    } finally {
      await browser.close()
    }
  })

  it('stops a print run when asked and prints the next paper all the same', async () => {
    const page = html(compose('planTable', samples.samplePlan(800), office))
    const stop = new AbortController()
    const running = printer.print(page, { title: 'x', signal: stop.signal })
    setTimeout(() => stop.abort(), 300)
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    const small = await printer.print(html(compose('letter', seedLetter, seedOffice)), { title: 'x' })
    expect(Buffer.from(small.subarray(0, 5)).toString()).toBe('%PDF-')
  })

  it('prints a long table in parts that make one file: its pages in order, one tree of tags', async () => {
    const rows = 600
    const far: number[][] = []
    const page = html(compose('planTable', samples.samplePlan(rows), office))
    const bytes = await printer.print(page, { title: 'x', onProgress: (...step) => far.push(step) })
    const pdf = readPdf(bytes)
    expect(far.length).toBeGreaterThan(1)
    expect(far.at(-1)?.[1]).toBe(pdf.pages.length)
    expect(pdf.info).toMatch(/Tagged:\s+yes/u)
    expect(pdf.info).toContain(`Pages:           ${pdf.pages.length}`)
    const text = Buffer.from(bytes).toString('latin1')
    expect(text.match(/\/S \/Document\b/gu)).toHaveLength(1)
    expect(text.match(/\/Type \/Catalog\b/gu)).toHaveLength(1)
    const marks = [...text.matchAll(/\/StructParents (\d+)/gu)].map((match) => Number(match[1]))
    expect(marks).toEqual(pdf.pages.map((_page, index) => index))
    // the number of each page, in order
    for (const [index, said] of pdf.pages.entries())
      if (index > 0) expect(said.slice(0, 8)).toContain(toThaiDigits(`-${index + 1}-`))
  })

  it('puts the office’s own picture at 3 cm, never stretched', async () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEUlEQVR4nGNgYGD4z4AFMJIgCABTTQQBGdqJ8QAAAABJRU5ErkJggg=='
    const withPicture = {
      ...seedOffice,
      emblemMode: 'picture' as const,
      emblem: { mime: 'image/png' as const, base64: png, widthPx: 560, heightPx: 600 },
    }
    const page = html(compose('letter', seedLetter, withPicture))
    expect(page).toContain('height:30mm;width:28mm')
    const text = readPdf(await printer.print(page, { title: 'x' })).pages.join('')
    expect(text).toContain('ขอแสดงความนับถือ')
    expect(html(compose('letter', seedLetter, seedOffice))).not.toContain('<img')
  })
})

describe('bad input', () => {
  const wrong = (data: unknown) => () => compose('letter', data as PaperData<'letter'>, office)
  it('refuses data that does not fit, with a code and the place', () => {
    expect(wrong({ ...seedLetter, date: '18 ม.ค. 2565' })).toThrowError(
      expect.objectContaining({ code: 'paper.dataInvalid', params: { kind: 'letter', where: 'date' } }),
    )
    expect(wrong({ ...seedLetter, signatory: undefined })).toThrowError(
      expect.objectContaining({ code: 'paper.dataInvalid' }),
    )
  })

  it('prints an order without seats as an order without a list', () => {
    const document = compose('order', { ...samples.sampleOrder(0) }, office)
    expect(document.sections[0]!.blocks.some((block) => block.block === 'committee')).toBe(false)
  })

  it('writes text as text: no markup from data reaches the page', () => {
    const page = html(
      compose('letter', { ...seedLetter, subject: '<script>alert(1)</script>"\'&' }, seedOffice),
    )
    expect(page).not.toMatch(/<script/iu)
    expect(page).toContain('&lt;script&gt;')
  })
})
