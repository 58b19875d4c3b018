import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { seedLetter, seedOffice } from './seed-letter.ts'
import { bare, canPrint, compose, html, printPaper, startPrinter } from './tools.ts'

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
