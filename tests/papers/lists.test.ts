/** Lists, books and feedback sheets as printed: any number of rows, names of any length, figures that add up. */
import { afterAll, describe, expect, it } from 'vitest'
import { type PaperDocument, renderDocx, renderXlsx } from '../../core/papers/engine/index.ts'
import { unzip } from '../../core/papers/engine/zip.ts'
import { formatBaht } from '../../core/thai/money.ts'
import * as samples from './samples.ts'
import { bare, canPrint, compose, cutWords, now, printPaper, resources, startPrinter } from './tools.ts'

const office = { ...samples.districtOffice, digits: 'arabic' as const }
const options = { advances: resources.advances, now }

/** Names that can be found again, begun and ended by their own number, and as long as officers write them. */
function named<R extends { name: string }>(rows: readonly R[]): R[] {
  return rows.map((row, index) => ({
    ...row,
    name: `เริ่ม${index + 1}. ก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านนายประเสริฐ ชูแก้ว เชื่อมถนนทางหลวงท้องถิ่นหมายเลข นศ.ถ 12-034 พร้อมวางท่อระบายน้ำและบ่อพักทั้งสองข้างทาง ช่วงที่ 2 จบ${index + 1}.`,
  }))
}
const withNames = <R extends { name: string }, D extends { rows: R[] }>(data: D): D => ({
  ...data,
  rows: named(data.rows),
})
const kinds: readonly [string, (rows: number) => PaperDocument][] = [
  ['localPlan', (rows) => compose('localPlan', withNames(samples.sampleLocal(rows)), office)],
  ['provinceList', (rows) => compose('provinceList', withNames(samples.sampleProvinceList(rows)), office)],
  [
    'coordinationList',
    (rows) => compose('coordinationList', withNames(samples.sampleCoordination(rows)), office),
  ],
  ['planBook', (rows) => compose('planBook', withNames(samples.sampleBook(rows)), office)],
  ['rankList', (rows) => compose('rankList', withNames(samples.sampleRankList(rows)), office)],
  ['feedback', (rows) => compose('feedback', withNames(samples.sampleFeedback(rows)), office)],
]

describe.skipIf(!canPrint)('lists as printed', () => {
  const printer = startPrinter()
  afterAll(() => printer.close())

  it.each(kinds.flatMap(([kind, make]) => [0, 1, 60].map((rows) => [kind, rows, make] as const)))(
    '%s of %i rows: head on every page, no row cut, nothing outside the margins',
    async (kind, rows, make) => {
      const document = make(rows)
      const pdf = await printPaper(printer, document)
      expect(pdf.report.overflow).toEqual([])
      for (const font of pdf.fonts) expect(font).toMatch(/\+Laksaman/u)
      expect(cutWords(pdf)).toEqual([])
      pdf.lines.forEach((lines, index) => {
        const isPortrait = kind === 'planBook' && !pdf.pages[index]?.includes('บัญชีโครงการแผน') && index < 3
        for (const line of lines) {
          expect(line.x0).toBeGreaterThanOrEqual(15 * (72 / 25.4) - 0.5)
          expect(line.x1).toBeLessThanOrEqual(282 * (72 / 25.4) + 0.5)
          expect(line.y1).toBeLessThanOrEqual((isPortrait ? 277 : 195) * (72 / 25.4) + 1)
        }
      })
      const text = pdf.pages.join('')
      if (rows === 0) expect(text).toMatch(/ไม่มีโครงการ/u)
      for (let row = 1; row <= rows; row += 1) {
        const at = pdf.pages.filter((page) => page.includes(`เริ่ม${row}.`))
        expect(at, `row ${row}`).toHaveLength(1)
        expect(at[0]).toContain(`จบ${row}.`)
      }
      for (const page of pdf.pages.filter((one) => one.includes('เริ่ม'))) expect(page).toMatch(/โครงการ/u)
      if (rows === 60) expect(pdf.pages.length).toBeGreaterThan(2)
    },
  )

  it('figures on paper are those of the rows, by year and in all', async () => {
    const data = samples.sampleProvinceList(25)
    const pdf = await printPaper(printer, compose('provinceList', data, office))
    const last = bare(pdf.pages.at(-1) ?? '')
    for (let year = data.firstYear; year <= data.lastYear; year += 1) {
      const sum = data.rows
        .flatMap((row) => row.budget ?? [])
        .filter((part) => part.year === year)
        .reduce((total, part) => total + part.satang, 0)
      if (sum > 0) expect(last).toContain(formatBaht(sum, 'arabic'))
    }
    const total = data.rows.flatMap((row) => row.budget ?? []).reduce((sum, part) => sum + part.satang, 0)
    expect(last).toContain(formatBaht(total, 'arabic'))
    expect(pdf.pages.join('')).toContain('แบบจ.1')
  })

  it('a book keeps the order of its parts, and leaves room for what is not known yet', async () => {
    const whole = await printPaper(printer, compose('planBook', samples.sampleBook(8), office))
    const text = whole.pages.join('')
    const parts = ['ส่วนที่1', 'ส่วนที่2', 'ส่วนที่3', 'ส่วนที่4', 'บัญชีโครงการแผนพัฒนาหมู่บ้าน(พ.ศ.']
    const places = parts.map((part) => text.indexOf(part))
    expect([...places].sort((a, b) => a - b)).toEqual(places)
    expect(places[0]).toBeGreaterThan(0)
    expect(text).toContain('มีมติเห็นชอบด้วยคะแนนเสียงเป็นเอกฉันท์')
    const empty = await printPaper(
      printer,
      compose(
        'planBook',
        {
          ...samples.sampleBook(0),
          headman: '',
          population: null,
          households: null,
          figures: [],
          forums: [],
          needs: [],
          laos: [],
          adoption: null,
        },
        office,
      ),
    )
    const blank = empty.pages.join('')
    expect(blank).toContain('ยังไม่มีบันทึกเวทีประชาคม')
    expect(blank).toMatch(/จำนวนประชากร\.{10,}คน/u)
    expect(blank).toMatch(/มีมติ\.{20,}/u)
    expect(blank).not.toContain('null')
  })

  it('a book of 200 projects, 30 villages and 120 needs', async () => {
    const book = samples.sampleBook(200, 'tambon')
    const pdf = await printPaper(
      printer,
      compose(
        'planBook',
        {
          ...book,
          figures: Array.from({ length: 30 }, (_unused, index) => ({
            label: `บ้านหนองเต่าดำเหนือฝั่งตะวันออก หมู่ที่ ${index + 1}`,
            headman: 'ว่าที่ร้อยตรีประเสริฐศักดิ์ ศรีสุวรรณพงศ์ไพศาล',
            population: 12_345,
            households: 4_321,
          })),
          needs: Array.from({ length: 120 }, (_unused, index) => ({
            ...book.needs![index % 6]!,
            rank: index + 1,
          })),
        },
        office,
      ),
    )
    expect(pdf.report.overflow).toEqual([])
    expect(pdf.pages.join('')).toContain('รวมทั้งสิ้น200โครงการ')
    expect(cutWords(pdf)).toEqual([])
  })
})

describe('lists as Office files', () => {
  it.each(kinds)('%s: the same rows in DOCX', async (_kind, make) => {
    const files = await unzip(await renderDocx(make(5), options))
    const text = bare(
      [
        ...files
          .get('word/document.xml')!
          .toString('utf8')
          .matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/gu),
      ]
        .map((match) => match[1])
        .join(''),
    )
    for (const row of [1, 2, 3, 4, 5]) expect(text).toContain(`จบ${row}.`)
  })
  it.each(kinds.filter(([kind]) => kind !== 'planBook'))(
    '%s: numbers that a spreadsheet adds up',
    async (kind, make) => {
      const files = await unzip(await renderXlsx(make(12), options))
      const sheet = files.get('xl/worksheets/sheet1.xml')!.toString('utf8')
      expect(sheet).toMatch(/<pageSetup[^>]*paperSize="9"[^>]*orientation="landscape"/u)
      expect(files.get('xl/workbook.xml')!.toString('utf8')).toContain('_xlnm.Print_Titles')
      if (kind === 'rankList') return
      const data =
        kind === 'feedback'
          ? samples.sampleFeedback(12).rows.map((row) => row.satang)
          : samples
              .sampleLocal(12)
              .rows.flatMap((row) => (row.budget ?? []).filter((part) => part.year === 2567))
              .map((part) => part.satang)
      const total = data.reduce((sum, part) => sum + part, 0) / 100
      expect(sheet).toContain(`<v>${total}</v>`)
    },
  )
})
