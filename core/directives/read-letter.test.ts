import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readLetter } from './read-letter.ts'

const kinds = (
  JSON.parse(readFileSync('resources/rules/duty-kinds.json', 'utf8')) as {
    items: { key: string; keywords: string[] }[]
  }
).items

const letter = readFileSync('tests/fixtures/letter-2565.txt', 'utf8')
const notice = readFileSync('tests/fixtures/notice-2564.txt', 'utf8')

describe('the seed letter, pasted whole', () => {
  const reading = readLetter(letter, kinds)

  it('tells number, date, sender, subject and edition', () => {
    expect(reading.number?.value).toBe('นศ ๐๐๑๙.๓/๐๒๓๙')
    expect(reading.dated?.value).toBe('2022-01-18')
    expect(reading.fromOffice?.value).toBe('ศาลากลางจังหวัดนครศรีธรรมราช')
    expect(reading.addressee?.value).toBe('นายอำเภอทุกอำเภอ')
    expect(reading.subject?.value).toMatch(/^แนวทางปฏิบัติรองรับ.*๒๕๖๕\)$/u)
    expect(reading.editionFy?.value).toBe(2565)
    expect(reading.planFy).toBeNull()
  })

  it('tells both enclosures with their quantity', () => {
    expect(reading.enclosures).toEqual([
      { title: 'แนวทางปฏิบัติรองรับการดำเนินการตามระเบียบฯ', quantity: '๑ ชุด' },
      { title: 'แบบรายงานผลการดำเนินงาน ปัญหา/อุปสรรค และข้อเสนอแนะฯ', quantity: '๑ ฉบับ' },
    ])
  })

  it('tells the six duties by kind, and the due date with its weekday', () => {
    expect(reading.duties.map((duty) => duty.no)).toEqual([1, 2, 3, 4, 5, 6])
    expect(reading.duties.map((duty) => duty.kind)).toEqual([
      'teach',
      'orders',
      'coordCentre',
      'workshops',
      'partners',
      'report',
    ])
    expect(reading.duties.map((duty) => duty.dueOn)).toEqual([null, null, null, null, null, '2022-07-25'])
    expect(reading.duties[5]?.text).toMatch(/^จัดทำแบบรายงานผล.*สิ่งที่ส่งมาด้วย ๒$/u)
    expect(reading.doubts).toEqual([])
  })

  it('says so when the weekday does not match', () => {
    const wrong = readLetter(letter.replace('วันจันทร์ที่ ๒๕', 'วันอังคารที่ ๒๕'), kinds)
    expect(wrong.doubts).toContainEqual({
      key: 'weekdayMismatch',
      params: expect.objectContaining({ said: 'อังคาร', is: 'จันทร์' }) as unknown,
    })
  })

  it('says so when the date cannot be', () => {
    const wrong = readLetter(letter.replace('ที่ ๒๕ กรกฎาคม', 'ที่ ๓๑ กุมภาพันธ์'), kinds)
    expect(wrong.duties[5]?.dueOn).toBeNull()
    expect(wrong.doubts.map((doubt) => doubt.key)).toContain('impossibleDate')
  })

  it('says so when a number is missing', () => {
    const wrong = readLetter(letter.replace('\n๔. ', '\n๕. '), kinds)
    expect(wrong.doubts).toContainEqual({ key: 'dutyNumbers', params: { expected: 4, found: 5 } })
  })

  it('survives the hard line breaks of a PDF', () => {
    const broken = letter
      .split('\n')
      .map((line) => (line.length > 90 ? `${line.slice(0, 70)}\n${line.slice(70)}` : line))
      .join('\n')
    const again = readLetter(broken, kinds)
    expect(again.duties.map((duty) => duty.kind)).toEqual(reading.duties.map((duty) => duty.kind))
    expect(again.duties[5]?.dueOn).toBe('2022-07-25')
    expect(again.subject?.value.replace(/\s/gu, '')).toBe(reading.subject?.value.replace(/\s/gu, ''))
  })
})

describe('the seed notice, pasted whole', () => {
  const reading = readLetter(notice, kinds)

  it('tells edition, plan year and the windows of each level', () => {
    expect(reading.editionFy?.value).toBe(2564)
    expect(reading.planFy?.value).toBe(2566)
    expect(reading.dated?.value).toBe('2021-03-09')
    expect(reading.windows.map(({ level, startsOn, endsOn }) => [level, startsOn, endsOn])).toEqual([
      ['village', '2021-01-01', '2021-02-28'],
      ['tambon', '2021-03-01', '2021-04-30'],
      ['local', '2021-03-01', '2021-04-30'],
      ['district', '2021-05-01', '2021-06-30'],
      ['province', '2021-05-01', '2021-09-30'],
    ])
  })

  it('offers the duties that have no number, and says what it did not find', () => {
    expect(reading.duties.length).toBeGreaterThanOrEqual(3)
    expect(reading.duties.every((duty) => !duty.numbered)).toBe(true)
    expect(reading.doubts).toContainEqual({ key: 'missing', params: { field: 'number' } })
  })
})

describe('a letter not seen before', () => {
  const text = `ที่ ชบ ๐๐๒๓.๔/ว ๑๑๒๘                    ศาลากลางจังหวัดชลบุรี
ถนนมนตเสวี ชบ ๒๐๐๐๐
๓ กุมภาพันธ์ ๒๕๖๗
เรื่อง การจัดทำแผนพัฒนาอำเภอ
เรียน นายอำเภอ ทุกอำเภอ
อ้างถึง หนังสือจังหวัดชลบุรี ที่ ชบ ๐๐๒๓.๔/ว ๙๐๐ ลงวันที่ ๑๐ มกราคม ๒๕๖๗
สิ่งที่ส่งมาด้วย แบบรายงาน จำนวน ๒ ชุด
ตามหนังสือที่อ้างถึง จังหวัดได้แจ้งแนวทางปฏิบัติ (ฉบับปรับปรุง ประจำปีงบประมาณ พ.ศ. ๒๕๖๗) นั้น
จึงขอให้อำเภอดำเนินการ ดังนี้
๑. ทบทวนคำสั่งแต่งตั้ง ก.บ.ต. ให้เป็นปัจจุบัน
๒. รายงานผลภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗
จึงเรียนมาเพื่อทราบและดำเนินการ
ขอแสดงความนับถือ`

  it('is understood too', () => {
    const reading = readLetter(text, kinds)
    expect(reading.number?.value).toBe('ชบ ๐๐๒๓.๔/ว ๑๑๒๘')
    expect(reading.fromOffice?.value).toBe('ศาลากลางจังหวัดชลบุรี')
    expect(reading.dated?.value).toBe('2024-02-03')
    expect(reading.enclosures).toEqual([{ title: 'แบบรายงาน', quantity: '๒ ชุด' }])
    expect(reading.editionFy?.value).toBe(2567)
    expect(reading.duties.map((duty) => [duty.no, duty.dueOn])).toEqual([
      [1, null],
      [2, '2024-03-15'],
    ])
    expect(reading.doubts).toEqual([])
  })
})
