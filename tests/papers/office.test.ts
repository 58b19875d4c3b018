import { describe, expect, it } from 'vitest'
import { renderDocx, renderXlsx } from '../../core/papers/engine/index.ts'
import { sheetName } from '../../core/papers/engine/xlsx.ts'
import { unzip } from '../../core/papers/engine/zip.ts'
import * as samples from './samples.ts'
import { seedLetter, seedOffice } from './seed-letter.ts'
import { bare, compose, now, resources } from './tools.ts'

const options = { advances: resources.advances, now }
const office = samples.districtOffice

async function parts(bytes: Uint8Array): Promise<(name: string) => string> {
  const files = await unzip(bytes)
  return (name) => files.get(name)?.toString('utf8') ?? ''
}
const text = (xml: string) =>
  bare([...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/gu)].map((match) => match[1]).join(''))

describe('DOCX (DOCUMENTS.md §E)', () => {
  it('carries font, size, language, justification and page set-up of a Thai letter', async () => {
    const read = await parts(await renderDocx(compose('letter', seedLetter, seedOffice), options))
    const styles = read('word/styles.xml')
    expect(styles).toMatch(/<w:rFonts[^>]*w:cs="TH SarabunPSK"/u)
    expect(styles).toMatch(/<w:rFonts[^>]*w:ascii="TH SarabunPSK"/u)
    expect(styles).toMatch(/<w:sz w:val="32"\/><w:szCs w:val="32"\/>/u)
    expect(styles).toMatch(/<w:lang[^>]*w:bidi="th-TH"/u)
    const body = read('word/document.xml')
    expect(body).toMatch(/<w:jc w:val="thaiDistribute"\/>/u)
    expect(body).toMatch(/<w:ind w:firstLine="1417"\/>/u)
    expect(body).toMatch(/<w:titlePg\/>/u)
    expect(body).toMatch(/<w:pgNumType[^>]*w:fmt="thaiNumbers"/u)
    expect(body).toMatch(/<w:pgMar[^>]*w:left="1701"/u)
    expect(body).toMatch(/<w:pgMar[^>]*w:right="1134"/u)
    // date on the axis of the text area, 8.0 cm from its left
    expect(body).toMatch(/<w:ind w:left="4535"\/><\/w:pPr><w:r><w:t[^>]*>๑๘ มกราคม ๒๕๖๕/u)
    // closing words and every line of the signature stay with what follows
    const closing = body.slice(body.indexOf('ขอแสดงความนับถือ') - 300, body.indexOf('ขอแสดงความนับถือ'))
    expect(closing).toContain('<w:keepNext/>')
    expect(read('word/header1.xml') + read('word/header2.xml')).toMatch(/- <\/w:t>[\s\S]*PAGE/u)
    expect(text(body)).toContain(bare('๖. จัดทำแบบรายงานผลการดำเนินงาน ปัญหา/อุปสรรค'))
    expect(text(body)).toContain('(นายจตุพลศรีคำ)')
    expect(body).not.toContain('<w:drawing>')
  })

  it('writes the office’s font and decimal page numbers when the office says so', async () => {
    const read = await parts(
      await renderDocx(
        compose('letter', seedLetter, { ...seedOffice, docxFont: 'TH SarabunIT๙', digits: 'arabic' }),
        options,
      ),
    )
    expect(read('word/styles.xml')).toContain('w:cs="TH SarabunIT๙"')
    expect(read('word/document.xml')).toMatch(/<w:pgNumType[^>]*w:fmt="decimal"/u)
  })

  it('draws a table with a repeated head, rows that are not cut, and a landscape page', async () => {
    const read = await parts(await renderDocx(compose('planTable', samples.samplePlan(12), office), options))
    const body = read('word/document.xml')
    expect(body.split('<w:tblHeader/>').length - 1).toBe(2)
    expect(body.split('<w:cantSplit/>').length).toBeGreaterThan(12)
    expect(body).toMatch(
      /<w:pgSz[^>]*w:w="16838"[^>]*w:orient="landscape"|<w:pgSz[^>]*w:orient="landscape"[^>]*w:w="16838"/u,
    )
    expect(body).toMatch(/<w:gridSpan w:val="5"\/>/u)
    expect(body).toMatch(/<w:vMerge/u)
    expect(body).toMatch(/<w:bCs\/>/u)
  })

  it('reserves the emblem’s room, or holds the picture at exactly 28 × 30 mm', async () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEUlEQVR4nGNgYGD4z4AFMJIgCABTTQQBGdqJ8QAAAABJRU5ErkJggg=='
    const picture = {
      ...seedOffice,
      emblemMode: 'picture' as const,
      emblem: { mime: 'image/png' as const, base64: png, widthPx: 560, heightPx: 600 },
    }
    const blank = await parts(await renderDocx(compose('letter', seedLetter, seedOffice), options))
    const drawn = await parts(await renderDocx(compose('letter', seedLetter, picture), options))
    expect(drawn('word/document.xml')).toMatch(/<wp:extent cx="1008000" cy="1080000"\/>/u)
    expect(drawn('word/document.xml')).toMatch(/<wp:posOffset>540000<\/wp:posOffset>/u)
    const spaceAbove = (xml: string) => /w:before="(\d+)"/u.exec(xml)?.[1]
    expect(spaceAbove(blank('word/document.xml'))).toBe(spaceAbove(drawn('word/document.xml')))
    expect(Number(spaceAbove(blank('word/document.xml')))).toBeGreaterThan(700)
  })

  it.each([
    ['letter', () => compose('letter', seedLetter, seedOffice)],
    ['order', () => compose('order', samples.sampleOrder(60), office)],
    ['report', () => compose('resultsReport', samples.sampleReport, office)],
  ] as const)('%s gives the same bytes for the same input', async (_name, make) => {
    const first = await renderDocx(make(), options)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const second = await renderDocx(make(), options)
    expect(Buffer.compare(Buffer.from(first), Buffer.from(second))).toBe(0)
    expect((await parts(first))('docProps/core.xml')).toContain('2026-01-18T03:04:05Z')
  })
})

describe('XLSX (DOCUMENTS.md §F)', () => {
  it('prints like the paper: A4 landscape, fit to width, repeated head, merged head of two rows', async () => {
    const read = await parts(await renderXlsx(compose('planTable', samples.samplePlan(12), office), options))
    const sheet = read('xl/worksheets/sheet1.xml')
    expect(sheet).toMatch(/<pageSetup[^>]*paperSize="9"[^>]*orientation="landscape"/u)
    expect(sheet).toMatch(/fitToWidth="1"|fitToPage="1"/u)
    expect(sheet).toMatch(/<mergeCell ref="[A-Z]4:[A-Z]4"\/>|<mergeCell ref="F4:J4"\/>/u)
    expect(sheet).toMatch(/<mergeCell ref="A4:A5"\/>/u)
    expect(read('xl/workbook.xml')).toMatch(/_xlnm.Print_Titles[^>]*>[^<]*\$4:\$5</u)
    expect(read('xl/styles.xml')).toContain('TH SarabunPSK')
    expect(read('xl/styles.xml')).toMatch(/\[\$-D00041E\]#,##0/u)
  })

  it('keeps real numbers that add up, and rows high enough for their text', async () => {
    const data = samples.samplePlan(40)
    const read = await parts(await renderXlsx(compose('planTable', data, office), options))
    const sheet = read('xl/worksheets/sheet1.xml')
    const total =
      data.rows
        .flatMap((row) => row.budget ?? [])
        .filter((part) => part.year === 2567)
        .reduce((sum, part) => sum + part.satang, 0) / 100
    expect(sheet).toContain(`<v>${total}</v>`)
    const heights = [...sheet.matchAll(/<row r="(\d+)"[^>]* ht="([\d.]+)"/gu)].map((match) =>
      Number(match[2]),
    )
    expect(heights.length).toBeGreaterThan(40)
    expect(Math.max(...heights.slice(5))).toBeGreaterThan(30)
  })

  it('writes whatever text begins with as text, never as a formula', async () => {
    const plan = samples.samplePlan(2)
    plan.rows[0]!.name = '=HYPERLINK("http://x","y")'
    plan.rows[1]!.name = '+1+cmd|calc'
    const read = await parts(await renderXlsx(compose('planTable', plan, office), options))
    expect(read('xl/worksheets/sheet1.xml')).not.toContain('<f>')
    expect(read('xl/sharedStrings.xml')).toContain('=HYPERLINK')
  })

  it('writes dates as dates with the Buddhist year', async () => {
    const read = await parts(
      await renderXlsx(compose('resultsReport', samples.sampleReport, office), options),
    )
    expect(read('xl/styles.xml')).toMatch(/\[\$-D07041E\]d mmm yyyy/u)
    // 2022-02-14 is day 44606
    expect(read('xl/worksheets/sheet2.xml')).toContain('<v>44606</v>')
  })

  it('gives the same bytes for the same input', async () => {
    const make = () => renderXlsx(compose('consolidated', samples.sampleConsolidated, office), options)
    const first = await make()
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(Buffer.compare(Buffer.from(first), Buffer.from(await make()))).toBe(0)
  })

  it('names sheets as Excel allows', () => {
    expect(sheetName('ก[ข]:*?/\\', new Set())).toBe('ก ข')
    expect(sheetName('ก'.repeat(40), new Set()).length).toBe(31)
    expect(sheetName('ก', new Set(['ก']))).toBe('ก 2')
  })
})
