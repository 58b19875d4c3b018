import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatThaiDate, isWorkingDay, parseThaiDate, weekdayName } from '../thai/dates.ts'
import { matchDuties, moveDue, moveText, offDay } from './last-year.ts'

const off = new Map([
  ['2023-04-13', 'วันสงกรานต์'],
  ['2023-04-14', 'วันสงกรานต์'],
])

describe('due dates of the next year', () => {
  it('stay on the same day where it is a working day', () => {
    expect(moveDue('2022-07-25', 1, off)).toEqual({
      before: '2022-07-25',
      sameDay: '2023-07-25',
      noSuchDay: false,
      off: null,
      dueOn: '2023-07-25',
    })
  })

  it('go to the working day before a weekend or a holiday, and say why', () => {
    // 25 March 2023 is a Saturday
    expect(moveDue('2022-03-25', 1, off)).toMatchObject({
      sameDay: '2023-03-25',
      off: { kind: 'weekend', name: 'เสาร์' },
      dueOn: '2023-03-24',
    })
    // Sunday 16 April after two holidays and a Saturday
    expect(moveDue('2022-04-16', 1, off)).toMatchObject({
      off: { kind: 'weekend', name: 'อาทิตย์' },
      dueOn: '2023-04-12',
    })
    expect(moveDue('2022-04-14', 1, off)).toMatchObject({
      off: { kind: 'holiday', name: 'วันสงกรานต์' },
      dueOn: '2023-04-12',
    })
  })

  it('of 29 February become 28 February, and it is said', () => {
    expect(moveDue('2024-02-29', 1, off)).toMatchObject({
      noSuchDay: true,
      sameDay: '2025-02-28',
      dueOn: '2025-02-28',
    })
    expect(moveDue('2024-02-29', 4, off)).toMatchObject({ noSuchDay: false, sameDay: '2028-02-29' })
  })

  it('are always working days on or before the same day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2019-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 5 }),
        (date, years) => {
          const move = moveDue(date.toISOString().slice(0, 10), years, off)
          expect(isWorkingDay(move.dueOn, off)).toBe(true)
          expect(move.dueOn <= move.sameDay).toBe(true)
          expect(move.dueOn === move.sameDay).toBe(move.off === null)
          expect(offDay(move.sameDay, off)).toEqual(move.off)
        },
      ),
    )
  })
})

describe('the text of the next year', () => {
  const due = { before: '2022-07-25', after: '2023-07-25' }

  it('moves dates with their weekday, fiscal years and plan years; names of laws stay', () => {
    const text =
      'จัดทำแบบรายงานผล ตามระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผน พ.ศ.๒๕๖๒ และแนวทางปฏิบัติรองรับการดำเนินการตามระเบียบฯ (ฉบับปรับปรุง ประจำปีงบประมาณ พ.ศ. ๒๕๖๕) ให้จังหวัดทราบ ภายในวันจันทร์ที่ ๒๕ กรกฎาคม ๒๕๖๕'
    const moved = moveText(text, 1, 2565, due)
    expect(moved.text).toBe(
      'จัดทำแบบรายงานผล ตามระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผน พ.ศ.๒๕๖๒ และแนวทางปฏิบัติรองรับการดำเนินการตามระเบียบฯ (ฉบับปรับปรุง ประจำปีงบประมาณ พ.ศ. ๒๕๖๖) ให้จังหวัดทราบ ภายในวันอังคารที่ ๒๕ กรกฎาคม ๒๕๖๖',
    )
    expect(moved.changes.map(({ before, after }) => [before, after])).toEqual([
      ['๒๕๖๕', '๒๕๖๖'],
      ['วันจันทร์ที่ ๒๕ กรกฎาคม ๒๕๖๕', 'วันอังคารที่ ๒๕ กรกฎาคม ๒๕๖๖'],
    ])
    for (const change of moved.changes) expect(text.slice(change.at).startsWith(change.before)).toBe(true)
  })

  it.each([
    [
      'a due date that was moved to another month',
      'ภายใน 1 พ.ค. 2565',
      { before: '2022-05-01', after: '2023-04-28' },
      'ภายใน 28 เม.ย. 2566',
    ],
    ['a date that is no due date', 'ประชุมวันศุกร์ที่ 11 มีนาคม 2565', null, 'ประชุมวันเสาร์ที่ 11 มีนาคม 2566'],
    ['the law of the same year', 'ตามพระราชบัญญัติงบประมาณ พ.ศ. 2565', null, 'ตามพระราชบัญญัติงบประมาณ พ.ศ. 2565'],
    [
      'a fiscal year behind the name of a law',
      'ตามระเบียบฯ ประจำปีงบประมาณ พ.ศ. 2565',
      null,
      'ตามระเบียบฯ ประจำปีงบประมาณ พ.ศ. 2566',
    ],
    [
      'the date of a paper that is referred to',
      'ตามหนังสือ ที่ มท ๐๘๑๐/ว ๒๕๖๕ ลงวันที่ ๓ มกราคม ๒๕๖๕',
      null,
      'ตามหนังสือ ที่ มท ๐๘๑๐/ว ๒๕๖๕ ลงวันที่ ๓ มกราคม ๒๕๖๕',
    ],
    [
      'a span of years',
      'แผนพัฒนาอำเภอ (พ.ศ. ๒๕๖๖ – ๒๕๗๐) ปี ๒๕๖๗',
      null,
      'แผนพัฒนาอำเภอ (พ.ศ. ๒๕๖๖ – ๒๕๗๐) ปี ๒๕๖๘',
    ],
    ['years of before', 'ผลของปี 2563', null, 'ผลของปี 2563'],
    ['29 February', 'ภายใน 29 กุมภาพันธ์ 2567', null, 'ภายใน 28 กุมภาพันธ์ 2568'],
    ['a number that is no year', 'จำนวน 2570 ครัวเรือน และ 25650 คน', null, 'จำนวน 2570 ครัวเรือน และ 25650 คน'],
  ])('%s', (_what, text, move, expected) => {
    expect(moveText(text, 1, 2565, move).text).toBe(expected)
  })

  it('of the seed letter: every date has its own weekday and the law keeps its year', () => {
    const text = readFileSync('tests/fixtures/letter-2565.txt', 'utf8')
    const { text: moved, changes } = moveText(text, 1, 2565, due)
    expect(changes.length).toBeGreaterThan(3)
    const laws = (words: string) => words.match(/ระดับอำเภอและตำบล พ\.ศ\.\s?๒๕๖๒/gu)?.length
    expect(laws(moved)).toBe(laws(text))
    for (const [seen] of moved.matchAll(/วัน[ก-๙]+ที่ [๐-๙]+ [ก-๙]+ [๐-๙]{4}/gu)) {
      const read = parseThaiDate(seen)
      expect(read.ok && read.weekdayMismatch === undefined, seen).toBe(true)
    }
  })

  it('changes nothing for no years, and keeps the digits of what it replaces', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(moveText(text, 0, 2565, null)).toEqual({ text, changes: [] })
      }),
    )
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2022-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }),
        fc.constantFrom('thai' as const, 'arabic' as const),
        (date, digits) => {
          const iso = date.toISOString().slice(0, 10)
          const seen = formatThaiDate(iso, { style: 'weekday', digits })
          const { text } = moveText(`ภายใน${seen} ต่อไป`, 1, 2565, null)
          const read = parseThaiDate(text.slice('ภายใน'.length, -' ต่อไป'.length))
          expect(read.ok && read.weekdayMismatch === undefined && weekdayName(read.iso)).toBeTruthy()
          expect(/[๐-๙]/u.test(text)).toBe(digits === 'thai')
        },
      ),
    )
  })
})

describe('a letter that has come', () => {
  const known = [
    { id: 'a', no: 1, kind: 'teach', text: 'สร้างความรู้ความเข้าใจ ปี ๒๕๖๖' },
    { id: 'b', no: 2, kind: 'orders', text: 'ทบทวนคำสั่งแต่งตั้ง' },
    { id: 'c', no: 3, kind: 'other', text: 'ส่งรายชื่อผู้ประสานงานให้จังหวัด' },
    { id: 'd', no: 4, kind: 'report', text: 'รายงานผลให้จังหวัดทราบ' },
  ]

  it('knows its duties again by kind and words, whatever their number', () => {
    const { ids, gone } = matchDuties(known, [
      { no: 1, kind: 'orders', text: 'ทบทวนคำสั่งแต่งตั้งคณะกรรมการ' },
      { no: 2, kind: 'teach', text: 'สร้างความเข้าใจ' },
      { no: 3, kind: 'other', text: 'ส่งรายชื่อผู้ประสานงานของอำเภอให้จังหวัด' },
      { no: 4, kind: 'workshops', text: 'จัดประชุมเชิงปฏิบัติการ' },
    ])
    expect(ids).toEqual(['b', 'a', 'c', null])
    expect(gone).toEqual(['d'])
  })

  it('takes no duty twice', () => {
    const { ids, gone } = matchDuties(known, [
      { no: 1, kind: 'report', text: 'รายงานผลให้จังหวัดทราบ' },
      { no: 2, kind: 'report', text: 'รายงานผลให้จังหวัดทราบ' },
    ])
    expect(ids.filter((id) => id === 'd')).toHaveLength(1)
    expect(gone).toEqual(['a', 'b', 'c'])
  })

  it('does not take two duties without a kind for the same because both have the number 5', () => {
    const { ids } = matchDuties(
      [{ id: 'x', no: 5, kind: 'other', text: 'ปลูกป่าชายเลน' }],
      [{ no: 6, kind: 'other', text: 'ส่งบัญชีครุภัณฑ์' }],
    )
    expect(ids).toEqual([null])
  })
})
