import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { paperDigits } from '../../core/papers/engine/digits.ts'
import { toThaiDigits } from '../../core/thai/digits.ts'
import { districtOffice, randomLetter } from './samples.ts'
import { seedLetter, seedOffice } from './seed-letter.ts'
import {
  bare,
  bodyTexts,
  canPrint,
  combining,
  compose,
  cutWords,
  html,
  printPaper,
  startPrinter,
} from './tools.ts'

// The seed letter as it was received; kept beside the test, because the product folder alone is what a fresh clone has.
const seedText = readFileSync(new URL('./seed-letter.txt', import.meta.url), 'utf8')

describe.skipIf(!canPrint)('seed letter', async () => {
  const printer = startPrinter()
  afterAll(() => printer.close())
  const pdf = canPrint
    ? await printPaper(printer, compose('letter', seedLetter, seedOffice))
    : (undefined as never)

  it('has two pages and the mark of the seed at the turn', () => {
    expect(pdf.info).toMatch(/Pages:\s+2\n/u)
    expect(pdf.report.marks).toEqual(['/๖. จัดทำแบบรายงาน...', ''])
    expect(pdf.report.overflow).toEqual([])
  })

  it('says exactly what the seed says, in its order', () => {
    // the page number is the one thing on the paper that the seed's text does not hold
    expect(pdf.pages.join('').replace('-๒-', '')).toBe(bare(seedText))
  })

  it('embeds the bundled font only', () => {
    expect(pdf.fonts.length).toBeGreaterThan(0)
    for (const font of pdf.fonts) expect(font).toMatch(/^[A-Z]{6}\+Laksaman(-Bold)?$/u)
  })

  it('keeps the margins, the indent and the line pitch (DOCUMENTS.md §G.1)', () => {
    const all = pdf.lines.flat()
    expect(Math.min(...all.map((line) => line.x0))).toBeCloseTo(85.04, 0)
    expect(Math.max(...all.map((line) => line.x1))).toBeLessThanOrEqual(538.6)
    const page = pdf.lines[0]!
    const first = page.findIndex((line) => line.text.startsWith('ด้วย กระทรวงมหาดไทย'))
    expect(page[first]!.x0).toBeCloseTo(85.04 + 70.87, 1)
    expect(page[first + 1]!.x0).toBeCloseTo(85.04, 1)
    const pitch = page[first + 1]!.y0 - page[first]!.y0
    expect(Math.abs(pitch - 18)).toBeLessThan(0.8)
    // full lines reach both edges
    expect(page[first + 1]!.x1).toBeGreaterThan(538)
  })

  it('starts date and closing words on the axis of the garuda', () => {
    const find = (text: string) => pdf.lines.flat().find((line) => bare(line.text) === bare(text))!
    const axis = (30 + 80) * (72 / 25.4)
    expect(find('๑๘ มกราคม ๒๕๖๕').x0).toBeCloseTo(axis, 0)
    expect(find('ขอแสดงความนับถือ').x0).toBeCloseTo(find('๑๘ มกราคม ๒๕๖๕').x0, 1)
    const middle = (line: { x0: number; x1: number }) => (line.x0 + line.x1) / 2
    expect(middle(find('(นายจตุพล ศรีคำ)'))).toBeCloseTo(middle(find('ขอแสดงความนับถือ')), 0)
  })

  it('puts number and address level with the feet of the emblem, 4.5 cm below the edge', () => {
    const number = pdf.lines[0]!.find((line) => line.text.startsWith('ที่ นศ'))!
    const address = pdf.lines[0]!.find((line) => line.text.startsWith('ศาลากลาง'))!
    expect(address.y0).toBeCloseTo(number.y0, 1)
    expect(Math.abs(number.y1 - 45 * (72 / 25.4))).toBeLessThan(3)
    expect(address.x0).toBeGreaterThan(366)
    expect(address.x0).toBeLessThan(375)
  })

  it('is tagged, titled and Thai', () => {
    expect(pdf.info).toMatch(/Tagged:\s+yes/u)
    expect(pdf.info).toMatch(/Title:\s+แนวทางปฏิบัติ/u)
    expect(Buffer.from(pdf.bytes).toString('latin1')).toMatch(/\/Lang \(th\)/u)
  })

  it('gives the same bytes for the same input', async () => {
    const page = html(compose('letter', seedLetter, seedOffice))
    const again = startPrinter()
    const other = await again.print(page, { title: 'x' })
    await again.close()
    expect(Buffer.compare(Buffer.from(other), Buffer.from(pdf.bytes))).toBe(0)
    expect(pdf.info).toMatch(/CreationDate:.*2026/u)
  })

  it('switches its digits, e-mail and Latin words apart', async () => {
    const arabic = await printPaper(printer, compose('letter', seedLetter, seedOffice, { digits: 'arabic' }))
    const text = arabic.pages.join('')
    expect(text).not.toMatch(/[๐-๙]/u)
    expect(text).toContain('-2-')
    expect(text).toContain('18มกราคม2565')
  })
})

describe.skipIf(!canPrint)('letters of any length', () => {
  const printer = startPrinter()
  afterAll(() => printer.close())
  const count = Number(process.env.AMPHOE_LETTERS ?? 40)

  it.each(Array.from({ length: count }, (_unused, index) => index + 1))(
    'letter %i holds every rule',
    async (seed) => {
      const data = randomLetter(seed)
      const pdf = await printPaper(printer, compose('letter', data, districtOffice))
      const secrecy = data.secrecy === 'secret' ? 'ลับ' : ''
      expect(pdf.report.overflow).toEqual([])
      expect(pdf.pages.length).toBe(pdf.report.pages)

      const bodies = bodyTexts(pdf, secrecy)
      const whole = bodies.join('')
      let from = 0
      for (const part of data.body) {
        const wanted = bare(paperDigits(`${part.number ?? ''}${part.text}`, 'thai'))
        const at = whole.indexOf(wanted, from)
        expect(at, `part not found in order: ${wanted.slice(0, 60)}`).toBeGreaterThanOrEqual(0)
        from = at + wanted.length
      }
      for (const text of [data.subject, data.addressee, ...(data.references ?? [])])
        expect(whole).toContain(bare(paperDigits(text, 'thai')))

      for (const font of pdf.fonts) expect(font).toMatch(/\+Laksaman(-Bold)?$/u)
      bodies.forEach((text, index) => {
        expect(text).not.toMatch(combining)
        const mark = pdf.report.marks[index] ?? ''
        if (index === bodies.length - 1) {
          expect(mark).toBe('')
          return
        }
        expect(mark).toMatch(/^\/.+\.\.\.$/u)
        expect(pdf.pages[index]).toContain(bare(mark))
        expect(bodies[index + 1]!.startsWith(bare(mark.slice(1, -3)))).toBe(true)
      })
      pdf.pages.forEach((text, index) => {
        const number = `-${toThaiDigits(index + 1)}-`
        expect(text.replace(secrecy, '').startsWith(number) || text.startsWith(number)).toBe(index > 0)
      })
      for (const line of pdf.lines.flat()) {
        expect(line.x0).toBeGreaterThanOrEqual(84.9)
        // the box of an upper mark on the last letter (ทั้งนี้) reaches .4 pt further than the letter
        expect(line.x1).toBeLessThanOrEqual(539.1)
        expect(line.y1).toBeLessThan(842)
      }
      // the closing words never stand alone: at least two lines of text above them, the name below them, on one page
      const closingPage = bodies.findIndex((text) => text.includes('ขอแสดงความนับถือ'))
      expect(bodies[closingPage]).toContain('(นายธวัชชัยรักษ์ถิ่น)')
      const lines = pdf.lines[closingPage]!
      const closing = lines.find((line) => bare(line.text) === 'ขอแสดงความนับถือ')!
      const above = lines.filter(
        (line) => line.y0 < closing.y0 - 4 && !/^- /u.test(line.text) && bare(line.text) !== secrecy,
      )
      expect(above.length).toBeGreaterThanOrEqual(2)
      // nothing protected is cut by a line
      expect(cutWords(pdf)).toEqual([])
    },
  )
})
