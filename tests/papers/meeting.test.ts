/** Papers of a meeting: agenda, sign-in sheet, minutes and the list of follow-ups (DOCUMENTS.md §A5). */
import { afterAll, describe, expect, it } from 'vitest'
import type { PaperData } from '../../core/papers/data.ts'
import { renderDocx, renderXlsx } from '../../core/papers/engine/index.ts'
import { unzip } from '../../core/papers/engine/zip.ts'
import { bodyParts } from '../../core/papers/rules.ts'
import { toThaiDigits } from '../../core/thai/digits.ts'
import { seededRandom } from '../../scripts/lib/seeded-random.ts'
import { districtOffice } from './samples.ts'
import {
  bare,
  canPrint,
  combining,
  compose,
  cutWords,
  now,
  type Pdf,
  printPaper,
  resources,
  startPrinter,
} from './tools.ts'

const MM = 72 / 25.4
const head = {
  subject:
    'หัวหน้าส่วนราชการ กำนัน ผู้ใหญ่บ้าน คณะกรรมการบริหารงานอำเภอ และคณะกรรมการรักษาความมั่นคงและความสงบเรียบร้อยอำเภอพรหมคีรี',
  counts: ['ก.บ.อ. ครั้งที่ 3/2565', 'ศป.ปส.อ. ครั้งที่ 1/2565'],
  date: '2022-03-10',
  time: '09.30',
  place: 'ศาลาประชาคม ที่ว่าการอำเภอพรหมคีรี',
}
const positions = [
  'สาธารณสุขอำเภอพรหมคีรี รักษาราชการแทนผู้อำนวยการโรงพยาบาลพรหมคีรี',
  'กำนันตำบลพรหมโลก',
  'นายกองค์การบริหารส่วนตำบลอินคีรี',
]
const name = (at: number) => `นายสมชายคนที่ ${at + 101} ทองอร่ามรุ่งเรือง`
const person = (at: number) => ({ name: name(at), position: positions[at % 3] ?? '' })
const members = (howMany: number) =>
  Array.from({ length: howMany }, (_unused, at) => ({
    ...person(at),
    role: at === 0 ? 'ประธานกรรมการ' : 'กรรมการ (ก.บ.อ.)\nกรรมการและเลขานุการ (ศป.ปส.อ.)',
  }))

const said = Array.from(
  { length: 30 },
  (_unused, at) =>
    `ให้อำเภอให้ความสำคัญกับการจัดทำแผนความต้องการระดับอำเภอ เรื่องที่ ${at + 501} และจัดทำคลังข้อมูลโครงการพร้อมเอกสารประกอบ เพื่อบูรณาการการรับฟังปัญหาความต้องการของประชาชนร่วมกัน\n1. ข้อแรกของเรื่องนี้\n2. ข้อสองของเรื่องนี้`,
).join('\n')
const matter = (number: string, title: string, text = '', resolution = '') => ({
  number,
  title,
  parts: bodyParts([text]),
  resolutions: resolution === '' ? [] : [{ text: resolution }],
})
const minutes = (howMany: number): PaperData<'minutes'> => ({
  ...head,
  present: members(howMany).map((one, at) =>
    at === 1
      ? { ...one, name: 'นางสาวแทนใจ มาแทน', position: 'ปลัดอำเภอ', standsFor: `(แทน) ${one.name}` }
      : one,
  ),
  absent: [{ name: 'นายไม่มา ประชุม', position: 'เกษตรอำเภอพรหมคีรี', reason: 'ติดราชการ' }],
  guests: [{ name: 'นางแขก รับเชิญ', position: 'ผู้แทนธนาคาร' }],
  openedAt: '09.40',
  closedAt: '12.05',
  opening: ['คณะกรรมการบริหารงานอำเภอ มีกรรมการ 40 คน มาประชุม 12 คน ไม่ครบองค์ประชุม (องค์ประชุม 20 คน)'],
  heads: [
    {
      ...matter('1', 'เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ'),
      matters: [matter('1.1', 'นโยบายการพัฒนาพื้นที่', said, 'รับทราบ')],
    },
    matter('2', 'เรื่องรับรองรายงานการประชุม'),
    {
      ...matter('3', 'เรื่องเสนอให้ที่ประชุมพิจารณา'),
      matters: [matter('3.1', 'ร่างแผนพัฒนาอำเภอ', 'เสนอที่ประชุมพิจารณา', 'เห็นชอบแผนพัฒนาอำเภอตามที่เสนอ')],
    },
  ],
  recorder: { name: 'นางสาวพิมพ์ชนก ศรีสุวรรณ', position: 'ปลัดอำเภอ' },
  checker: { name: '', position: '' },
})

function staysInside(pdf: Pdf, leftMm: number, rightMm: number): void {
  for (const lines of pdf.lines) {
    const wide = lines.some((line) => line.x1 > 620)
    for (const line of lines) {
      expect(line.x0, line.text).toBeGreaterThanOrEqual(leftMm * MM - 1)
      expect(line.x1, line.text).toBeLessThanOrEqual(((wide ? 297 : 210) - rightMm) * MM + 1)
      expect(line.text).not.toMatch(combining)
    }
  }
  for (const font of pdf.fonts) expect(font).toMatch(/\+Laksaman/u)
  expect(pdf.report.overflow).toEqual([])
  expect(cutWords(pdf)).toEqual([])
}

describe.skipIf(!canPrint)('papers of a meeting as PDF', () => {
  const printer = startPrinter()
  afterAll(() => printer.close())

  it('the agenda: heads with their matters, what wraps hangs under its title, Thai digits, no emblem', async () => {
    const long = 'กรอบระยะเวลาการจัดทำแผนพัฒนาในระดับพื้นที่ ประจำปีงบประมาณ พ.ศ. 2567 ของอำเภอพรหมคีรี'
    const document = compose(
      'agenda',
      {
        ...head,
        heads: [
          { number: '1', title: 'เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ' },
          {
            number: '2',
            title: 'เรื่องเพื่อพิจารณา',
            matters: [{ number: '2.1', title: long, presenter: 'ปลัดอำเภอหัวหน้ากลุ่มงาน' }],
          },
        ],
      },
      districtOffice,
    )
    const pdf = await printPaper(printer, document)
    expect(pdf.pages).toHaveLength(1)
    expect(pdf.pages[0]).toContain('ก.บ.อ.ครั้งที่๓/๒๕๖๕ศป.ปส.อ.ครั้งที่๑/๒๕๖๕')
    expect(pdf.pages[0]).toContain('ระเบียบวาระที่๒เรื่องเพื่อพิจารณา๒.๑')
    expect(pdf.pages[0]).toContain('ผู้นำเสนอ:ปลัดอำเภอหัวหน้ากลุ่มงาน')
    const lines = pdf.lines[0]!
    const first = lines.find((line) => line.text.includes('กรอบระยะเวลา'))!
    const next = lines.find((line) => line.text.includes('ของอำเภอพรหมคีรี'))!
    expect(next.y0).toBeGreaterThan(first.y0)
    // The number stands before the first line; the lines after it begin under its words, not under the number.
    expect(next.x0).toBeGreaterThan(lines.find((line) => line.text.startsWith('๒.๑'))!.x0 + 5)
    expect(document.sections[0]!.blocks.some((block) => block.block === 'emblem')).toBe(false)
    staysInside(pdf, 30, 20)
  })

  it('the sign-in sheet: everybody called once with role, rows high enough to sign, the head on every page', async () => {
    const pdf = await printPaper(
      printer,
      compose('signInSheet', { ...head, people: members(150), emptyRows: 15 }, districtOffice),
    )
    const text = pdf.pages.join('')
    for (let at = 0; at < 150; at += 1)
      expect(text.split(bare(toThaiDigits(`คนที่ ${at + 101} `))).length, String(at)).toBe(2)
    for (const page of pdf.pages) expect(page).toContain('ลายมือชื่อ')
    expect(pdf.pages.at(-1)!.endsWith('๑๖๕')).toBe(true)
    const rows = pdf.lines.at(-1)!.filter((line) => /^๑[๕๖][๐-๙]$/u.test(line.text))
    expect(rows.length).toBeGreaterThan(3)
    for (const [at, row] of rows.entries())
      if (at > 0) expect(row.y0 - rows[at - 1]!.y0).toBeGreaterThanOrEqual(9.5 * MM)
    staysInside(pdf, 20, 15)
  })

  it('the minutes of 150: came, stood in, stayed away with reason, guests; every word said; both who sign on the last page', async () => {
    const pdf = await printPaper(printer, compose('minutes', minutes(150), districtOffice))
    const text = pdf.pages.join('')
    expect(text).toContain(bare(toThaiDigits('ครั้งที่ 3/2565')))
    expect(text).toContain('เมื่อวันพฤหัสบดีที่๑๐มีนาคม๒๕๖๕เวลา๐๙.๓๐น.')
    const order = [
      'ผู้มาประชุม',
      '๑๕๐.',
      'ผู้ไม่มาประชุม',
      'ติดราชการ',
      'ผู้เข้าร่วมประชุม',
      'นางแขก',
      'เริ่มประชุมเวลา๐๙.๔๐น.',
      'ไม่ครบองค์ประชุม',
      'ระเบียบวาระที่๑',
      'ระเบียบวาระที่๒',
      'ไม่มี',
      'ระเบียบวาระที่๓',
      'มติที่ประชุมเห็นชอบแผนพัฒนาอำเภอตามที่เสนอ',
      'เลิกประชุมเวลา๑๒.๐๕น.',
      'ผู้จดรายงานการประชุม',
    ]
    let from = 0
    for (const words of order) {
      const at = text.indexOf(words, from)
      expect(at, words).toBeGreaterThanOrEqual(from)
      from = at
    }
    expect(text).toContain(bare(toThaiDigits(`นางสาวแทนใจ มาแทน`)))
    expect(text).toContain(bare(toThaiDigits(`(แทน) ${name(1)}`)).slice(0, 12))
    for (let at = 0; at < 30; at += 1)
      expect(text.split(bare(toThaiDigits(`เรื่องที่ ${at + 501}`))).length, String(at)).toBe(2)
    expect(pdf.pages.at(-1)).toContain('ผู้ตรวจรายงานการประชุม')
    expect(pdf.pages.at(-1)).toContain('(นางสาวพิมพ์ชนกศรีสุวรรณ)')
    pdf.pages.forEach((page, at) => {
      if (at > 0) expect(page.startsWith(toThaiDigits(`-${at + 1}-`))).toBe(true)
    })
    // No head of the agenda stands alone at the foot of a page.
    for (const lines of pdf.lines.slice(0, -1)) {
      const last = [...lines].sort((a, b) => a.y0 - b.y0).at(-1)!
      expect(last.text).not.toMatch(/^(ระเบียบวาระ|ผู้มาประชุม|ผู้ไม่มาประชุม|ผู้เข้าร่วมประชุม)/u)
    }
    staysInside(pdf, 30, 20)
  })

  it('who sits in many bodies: the titles have the room of two columns, no tower, no cut abbreviation', async () => {
    const role = (titles: readonly string[]) =>
      titles.map((title) => `${title} (ก.บ.อ., ศป.ปส.อ., คณะกรรมการรักษาความมั่นคงฯ, กอ.รมน.อ.)`).join('\n')
    const data = minutes(20)
    const present = data.present!.map((one, at) => ({
      ...one,
      role: at % 3 === 0 ? role(['กรรมการและเลขานุการ', 'รองประธานกรรมการ', 'กรรมการ']) : 'กรรมการ',
    }))
    const people = present.map(({ standsFor: _standsFor, ...one }) => one)
    for (const document of [
      compose('minutes', { ...data, present }, districtOffice),
      compose('signInSheet', { ...head, people, emptyRows: 3 }, districtOffice),
    ]) {
      const pdf = await printPaper(printer, document)
      const text = pdf.pages.join('')
      expect(text.split('รองประธานกรรมการ(ก.บ.อ.').length - 1).toBe(7)
      // position, and three titles of four bodies each on two lines at most: not a line a word
      const top = (number: string) => {
        const row = pdf.lines[0]!.find(({ text: said }) =>
          new RegExp(`^${number}\\.?(?: |$)`, 'u').test(said),
        )
        return row?.y0 ?? Number.NaN
      }
      expect(top('๒') - top('๑')).toBeLessThan(8.5 * 16 * 1.13)
      for (const page of pdf.lines)
        for (const line of page) expect(line.text).not.toMatch(/(?:ศป\.ป?|กอ\.(?:รมน?)?|ก\.บ?)$/u)
      expect(pdf.report.overflow).toEqual([])
    }
  })

  it('minutes of any length: nothing is lost, and those who sign never stand alone on a page', async () => {
    const random = seededRandom('minutes')
    const pick = (most: number) => (random.bytes(2)[0] ?? 0) % (most + 1)
    for (let turn = 0; turn < 8; turn += 1) {
      const matters = Array.from({ length: turn === 0 ? 90 : 1 + pick(25) }, (_unused, at) => {
        const lines = turn === 0 ? 0 : pick(6)
        const words = Array.from(
          { length: lines },
          (_line, line) => `${line + 1}. ${said.slice(0, 20 + pick(250))}`,
        )
        return matter(
          `1.${at + 1}`,
          `เรื่องที่เสนอลำดับ ${at + 301}`,
          words.join('\n'),
          pick(1) === 0 ? '' : 'รับทราบ',
        )
      })
      const data = { ...minutes(1 + pick(40)), heads: [{ ...matter('1', 'เรื่องเพื่อพิจารณา'), matters }] }
      const pdf = await printPaper(printer, compose('minutes', data, districtOffice))
      const text = pdf.pages.join('')
      for (const at of matters.keys())
        expect(text.split(bare(toThaiDigits(`ลำดับ ${at + 301}`))).length, `${turn}: ${at}`).toBe(2)
      expect(pdf.pages.at(-1)).toContain('เลิกประชุมเวลา')
      expect(pdf.pages.at(-1)).toContain('ผู้ตรวจรายงานการประชุม')
      staysInside(pdf, 30, 20)
    }
  }, 60_000)

  it('minutes that are not written yet keep room for what is missing', async () => {
    const pdf = await printPaper(
      printer,
      compose(
        'minutes',
        {
          ...minutes(0),
          present: [],
          absent: [],
          guests: [],
          openedAt: '',
          closedAt: '',
          date: '',
          time: '',
        },
        districtOffice,
      ),
    )
    const text = pdf.pages.join('')
    expect(text).not.toContain('ผู้มาประชุม')
    expect(text).toMatch(/เริ่มประชุมเวลา\.{5,}น\./u)
    expect(text).toMatch(/เลิกประชุมเวลา\.{5,}น\./u)
    staysInside(pdf, 30, 20)
  })

  it('the list of follow-ups: across, dates and owners beside what was resolved', async () => {
    const rows = Array.from({ length: 60 }, (_unused, at) => ({
      meeting: 'ก.บ.อ. ครั้งที่ 3/2565\n10 มีนาคม 2565',
      matter: `4.${at + 1} มาตรการความปลอดภัยทางถนนช่วงเทศกาล`,
      resolution: `ให้ทุกหน่วยงานถือปฏิบัติอย่างเคร่งครัด ฉบับที่ ${at + 701}`,
      owner: 'ปลัดอำเภอผู้รับผิดชอบ',
      dueOn: '2022-08-31',
      state: 'ยังไม่ดำเนินการ',
      outcome: '',
    }))
    const pdf = await printPaper(
      printer,
      compose('followUpList', { body: 'คณะกรรมการบริหารงานอำเภอ', asOf: '2022-07-15', rows }, districtOffice),
    )
    const text = pdf.pages.join('')
    for (let at = 0; at < 60; at += 1)
      expect(text.split(bare(toThaiDigits(`ฉบับที่ ${at + 701}`))).length, String(at)).toBe(2)
    for (const page of pdf.pages) expect(page).toContain('ผู้รับผิดชอบ')
    expect(text).toContain('๓๑ส.ค.๖๕')
    staysInside(pdf, 15, 15)
  })
})

describe('papers of a meeting as files to edit', () => {
  const textOf = (xml: Uint8Array | undefined) => new TextDecoder().decode(xml).replace(/<[^>]+>/gu, '')

  it('the minutes as DOCX say the same in the same order', async () => {
    const bytes = await renderDocx(compose('minutes', minutes(12), districtOffice), {
      advances: resources.advances,
      now,
    })
    const text = bare(textOf((await unzip(bytes)).get('word/document.xml')))
    for (const words of ['ผู้มาประชุม', 'นางสาวแทนใจมาแทน', 'ติดราชการ', 'มติที่ประชุมรับทราบ', 'เลิกประชุมเวลา๑๒.๐๕น.'])
      expect(text).toContain(words)
    expect(text.indexOf('ผู้มาประชุม')).toBeLessThan(text.indexOf('ผู้ไม่มาประชุม'))
  })

  it('the sign-in sheet as XLSX has a row for everybody', async () => {
    const bytes = await renderXlsx(
      compose('signInSheet', { ...head, people: members(12), emptyRows: 3 }, districtOffice),
      { advances: resources.advances, now },
    )
    const parts = await unzip(bytes)
    const text = textOf(parts.get('xl/sharedStrings.xml'))
    for (let at = 0; at < 12; at += 1) expect(text).toContain(toThaiDigits(name(at)))
    const sheet = new TextDecoder().decode(parts.get('xl/worksheets/sheet1.xml'))
    expect(sheet.match(/<row /gu)!.length).toBeGreaterThanOrEqual(16)
  })
})
