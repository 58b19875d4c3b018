/** แบบติดตามความก้าวหน้าการจัดทำแผน: tables and bars, as print and as files to edit. */
import { afterAll, describe, expect, it } from 'vitest'
import type { PaperData } from '../../core/papers/data.ts'
import { renderDocx, renderXlsx } from '../../core/papers/engine/index.ts'
import { BAR_FIGURE_MM, barMm, CELL_PADDING_MM, makeCell } from '../../core/papers/engine/table.ts'
import { unzip } from '../../core/papers/engine/zip.ts'
import { toThaiDigits } from '../../core/thai/digits.ts'
import { districtOffice } from './samples.ts'
import { bare, canPrint, compose, cutWords, html, now, printPaper, resources, startPrinter } from './tools.ts'

/** A district of many tambons with long names; the share of plans adopted runs from nothing to all. */
const tambons = 25
const paper: PaperData<'progress'> = {
  district: 'อำเภอเมืองนครราชสีมา',
  province: 'จังหวัดนครราชสีมา',
  planFy: 2571,
  asOf: '2026-03-14',
  summary: 'รับรองแล้ว: แผนหมู่บ้าน 120/240 แผนชุมชน 3/9 แผนพัฒนาตำบล 12/25 ล่าช้า 40 แผน',
  tambons: Array.from({ length: tambons }, (_unused, at) => ({
    tambon: `หนองไผ่ล้อมใหญ่พัฒนา ${at + 101}`,
    villages: `${at}/24`,
    communities: at % 5 === 0 ? '1/2' : '',
    tambonPlan: at % 2 === 0 ? 'รับรองแล้ว ช้า 12 วัน' : 'ยังไม่เริ่ม ล่าช้า 140 วัน',
    expected: 25,
    done: at,
    late: 25 - at,
    percent: at * 4,
  })),
  months: [{ month: 'มกราคม 2569', inTime: 3, late14: 2, late30: 1, lateMore: 0, all: 6 }],
  rows: [
    { plan: 'แผนพัฒนาอำเภอ', state: 'กำลังทำ' },
    ...Array.from({ length: tambons * 4 }, (_unused, at) => ({
      tambon: `ตำบลหนองไผ่ล้อม ${101 + Math.floor(at / 4)}`,
      plan: `บ้านโคกสูงพัฒนาสามัคคี หมู่ที่ ${at + 201}`,
      forumOn: '2026-01-27',
      adoptedOn: at % 3 === 0 ? '' : '2026-02-18',
      evidence: at % 3 === 0 ? '' : 'ก.บ.ต. หนองไผ่ล้อม ครั้งที่ 1/2569 · ลงนามรายงานการประชุมแล้ว · แฟ้มแนบ 3 แฟ้ม',
      endsOn: '2026-02-28',
      state: at % 3 === 0 ? 'ล่าช้า 14 วัน' : 'รับรองแล้ว',
    })),
  ],
}
const made = () => compose('progress', paper, districtOffice)
const options = { advances: resources.advances, now }

describe('a bar of a table', () => {
  it('is as long as its share, never longer than its frame or shorter than nothing', () => {
    const whole = 50 - CELL_PADDING_MM - BAR_FIGURE_MM
    expect([0, 25, 100, 140, -3].map((percent) => barMm(percent, 50))).toEqual([
      0,
      whole / 4,
      whole,
      whole,
      0,
    ])
    expect(barMm(100, 5)).toBe(0)
    expect(makeCell(75, 'bar', 'thai')).toEqual({ text: '๗๕%', value: 75 })
    expect(makeCell('', 'bar', 'thai')).toEqual({ text: '' })
  })

  it('is drawn in every row of the tambons, each in its own length', () => {
    const page = html(made())
    const parts = [...page.matchAll(/class="part" style="width:(\d+)%"/gu)].map((found) => Number(found[1]))
    expect(parts).toEqual(paper.tambons.map((row) => row.percent))
  })

  it('stands in the DOCX as a dark and a light stretch that make one whole together', async () => {
    const xml = new TextDecoder().decode(
      (await unzip(await renderDocx(made(), options))).get('word/document.xml'),
    )
    const stretches = (fill: string) =>
      [
        ...xml.matchAll(
          /<w:r>(?:(?!<\/w:r>).)*?w:fill="([0-9A-F]{6})"(?:(?!<\/w:r>).)*?<w:t[^>]*>(\u00a0+)<\/w:t>/gu,
        ),
      ]
        .filter((found) => found[1] === fill)
        .map((found) => (found[2] ?? '').length)
    const dark = stretches('555555')
    const light = stretches('E4E4E4')
    // the first tambon has no dark one, none of them is whole
    expect([dark.length, light.length]).toEqual([tambons - 1, tambons])
    const whole = light[0] ?? 0
    expect(whole).toBeGreaterThan(8)
    for (const [at, length] of dark.entries()) expect(length + (light[at + 1] ?? 0)).toBe(whole)
    expect(dark).toEqual([...dark].sort((a, b) => a - b))
  })

  it('stands in the XLSX as a data bar over figures to calculate with, and the file is the same each time', async () => {
    const first = await renderXlsx(made(), options)
    const sheet = new TextDecoder().decode((await unzip(first)).get('xl/worksheets/sheet1.xml'))
    expect(sheet).toMatch(/<cfRule type="dataBar"/u)
    expect(sheet).toContain('<v>0.96</v>')
    expect(Buffer.from(await renderXlsx(made(), options)).equals(Buffer.from(first))).toBe(true)
  })
})

describe.skipIf(!canPrint)('printed', () => {
  const printer = canPrint ? startPrinter() : (undefined as never)
  afterAll(() => printer?.close())

  it('says every tambon and every plan once, on A4, upright and then across, without a word cut', async () => {
    const pdf = await printPaper(printer, made())
    const text = pdf.pages.join('')
    for (const row of paper.tambons) expect(text).toContain(bare(toThaiDigits(row.tambon)))
    for (let at = 0; at < tambons * 4; at += 1)
      expect(text.split(bare(toThaiDigits(`สามัคคี หมู่ที่ ${at + 201}`))).length, String(at)).toBe(2)
    expect(text).toContain('๙๖%')
    expect(cutWords(pdf)).toEqual([])
    // a table that goes on says its columns again
    for (const page of pdf.pages) expect(page).toMatch(/หลักฐาน|ร้อยละที่รับรองแล้ว/u)
  })
})
