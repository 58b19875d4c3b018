/** Papers of a forum: the form and the sign-in sheet to print beforehand, the minutes from the record. */
import { afterAll, describe, expect, it } from 'vitest'
import type { PaperData } from '../../core/papers/data.ts'
import { renderDocx } from '../../core/papers/engine/index.ts'
import { unzip } from '../../core/papers/engine/zip.ts'
import { toThaiDigits } from '../../core/thai/digits.ts'
import { districtOffice } from './samples.ts'
import {
  bare,
  canPrint,
  compose,
  cutWords,
  now,
  type Pdf,
  printPaper,
  resources,
  startPrinter,
} from './tools.ts'

const head = {
  kind: 'village' as const,
  title: 'ประชาคมหมู่บ้าน บ้านวังลุงตอนบนฝั่งตะวันออก หมู่ที่ 12 ตำบลพรหมโลก',
  purpose: 'เพื่อจัดทำแผนพัฒนาหมู่บ้าน ประจำปีงบประมาณ พ.ศ. 2567',
  area: 'บ้านวังลุงตอนบนฝั่งตะวันออก หมู่ที่ 12',
  tambon: 'ตำบลพรหมโลก',
  district: 'อำเภอพรหมคีรี',
  province: 'จังหวัดนครศรีธรรมราช',
  date: '2022-02-06',
  startsAt: '09.30',
  endsAt: '12.15',
  place: 'ศาลาอเนกประสงค์',
  chair: { name: 'นายสมชาย ทองอร่ามรุ่งเรืองกิจ', position: 'ผู้ใหญ่บ้าน หมู่ที่ 12' },
  recorder: { name: 'นางสาวพิมพ์ชนก ศรีสุวรรณ', position: 'นักวิชาการพัฒนาชุมชนชำนาญการ' },
}
const partners = ['องค์การบริหารส่วนตำบลพรหมโลก', 'โรงพยาบาลส่งเสริมสุขภาพตำบลพรหมโลก']
const groups = Array.from({ length: 9 }, (_unused, at) => `คณะกรรมการกลุ่มที่ ${at + 1}`)
const form: PaperData<'forumForm'> = {
  ...head,
  facts: {
    population: 1812,
    male: null,
    female: null,
    households: 446,
    year: 2564,
    headman: '',
    laos: partners,
  },
  groups,
  partners,
  needRows: 18,
}
const minutes: PaperData<'forumMinutes'> = {
  ...head,
  number: 1,
  year: 2565,
  groups: groups.map((group, at) => ({ group, persons: at + 1 })),
  partners: partners.map((name) => ({ name, persons: 2 })),
  opening: 'ชี้แจงการจัดเวทีร่วมกันเพื่อบูรณาการงบประมาณ',
  method: 'hands',
  needs: Array.from({ length: 40 }, (_unused, at) => ({
    rank: at + 1,
    name: `ก่อสร้างถนนคอนกรีตเสริมเหล็กสายที่ ${at + 101}`,
    problem: 'ถนนลูกรังเป็นหลุมเป็นบ่อ สัญจรไม่สะดวก',
    satang: 25_000_000 + at,
    workClass: 'BEYOND' as const,
    votes: 80 - at,
  })),
  resolution: 'เห็นชอบ',
}

function staysInside(pdf: Pdf, rightMm: number): void {
  for (const [at, lines] of pdf.lines.entries()) {
    const wide = lines.some((line) => line.x1 > 600)
    for (const line of lines)
      expect(line.x1, line.text).toBeLessThanOrEqual(((wide ? 297 : 210) - rightMm) * (72 / 25.4) + 1)
    expect(pdf.report.marks[at] ?? '').toBe('')
  }
}

describe.skipIf(!canPrint)('papers of a forum as PDF', () => {
  const printer = startPrinter()
  afterAll(() => printer.close())

  it('the form: who and how many on one page, then ruled rows to write in, signatures with the last of them', async () => {
    const pdf = await printPaper(printer, compose('forumForm', form, districtOffice))
    expect(pdf.pages).toHaveLength(3)
    expect(pdf.pages[0]).toContain('ประชากร๑,๘๑๒คน')
    expect(pdf.pages[0]).toContain(bare(toThaiDigits('คณะกรรมการกลุ่มที่ 9')))
    expect(pdf.pages[1]).toContain('ความต้องการ/โครงการ')
    expect(pdf.pages[2]).toContain('ความต้องการ/โครงการ')
    expect(pdf.pages[2]).toContain('๑๘')
    expect(pdf.pages[2]).toContain('ผู้จดบันทึก')
    staysInside(pdf, 13)
    expect(cutWords(pdf)).toEqual([])
  })

  it('the sign-in sheet: 25 rows on each page, high enough to sign', async () => {
    const data: PaperData<'forumSignIn'> = { ...head, partners, emptyRows: 50, rowsPerPage: 25 }
    const pdf = await printPaper(printer, compose('forumSignIn', data, districtOffice))
    expect(pdf.pages).toHaveLength(3)
    expect(pdf.pages[1]!.endsWith('๒๔๒๕')).toBe(true)
    expect(pdf.pages[2]!.endsWith('๔๙๕๐')).toBe(true)
    const numbers = pdf.lines[1]!.filter((line) => /^[๑-๙][๐-๙]?$/u.test(line.text)).slice(-2)
    expect(numbers[1]!.y0 - numbers[0]!.y0).toBeGreaterThanOrEqual(8.4 * (72 / 25.4))
    staysInside(pdf, 13)
  })

  it('the minutes: every need once, the head of the table on each page, both who sign on the last', async () => {
    const pdf = await printPaper(printer, compose('forumMinutes', minutes, districtOffice))
    const text = pdf.pages.join('')
    for (let at = 101; at <= 140; at += 1)
      expect(text.split(bare(toThaiDigits(`เหล็กสายที่ ${at}`))).length, String(at)).toBe(2)
    expect(text).toContain('รวม๔๕')
    for (const page of pdf.pages.slice(1, -1)) expect(page).toContain('ปัญหาและสาเหตุ')
    expect(pdf.pages.at(-1)).toContain('ผู้จดรายงานการประชุม')
    expect(pdf.pages.at(-1)).toContain('ผู้ตรวจรายงานการประชุม')
    staysInside(pdf, 20)
    expect(cutWords(pdf)).toEqual([])
  })
})

describe('the minutes as DOCX', () => {
  it('hold the needs in a table whose head repeats, spread as Thai', async () => {
    const document = compose('forumMinutes', minutes, districtOffice)
    const bytes = await renderDocx(document, { advances: resources.advances, now })
    const xml = new TextDecoder().decode((await unzip(bytes)).get('word/document.xml'))
    const text = bare(xml.replace(/<[^>]+>/gu, ''))
    expect(text).toContain(bare(toThaiDigits('ก่อสร้างถนนคอนกรีตเสริมเหล็กสายที่ 140')))
    expect(text).toContain('ผู้ตรวจรายงานการประชุม')
    expect(xml).toContain('w:tblHeader')
    expect(xml).toContain('thaiDistribute')
  })
})
