import { readdirSync, readFileSync } from 'node:fs'
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
    expect(reading.enclosures).toMatchObject([
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
    expect(wrong.doubts).toMatchObject([
      { key: 'weekdayMismatch', field: 'duties.5.dueOn', params: { said: 'อังคาร', is: 'จันทร์' } },
    ])
  })

  it('says so when the date cannot be', () => {
    const wrong = readLetter(letter.replace('ที่ ๒๕ กรกฎาคม', 'ที่ ๓๑ กุมภาพันธ์'), kinds)
    expect(wrong.duties[5]?.dueOn).toBeNull()
    expect(wrong.doubts).toMatchObject([{ key: 'impossibleDate', field: 'duties.5.dueOn' }])
  })

  it('says so when a number is missing', () => {
    const wrong = readLetter(letter.replace('\n๔. ', '\n๕. '), kinds)
    expect(wrong.doubts).toContainEqual(
      expect.objectContaining({ key: 'dutyNumbers', field: 'duties', params: { expected: 4, found: 5 } }),
    )
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
    expect(reading.doubts.map(({ field, key }) => `${field} ${key}`)).toEqual([
      'dated datedFromText',
      'fromOffice officeFromText',
      'subject subjectFromText',
      'duties dutiesFromProse',
      'number missing',
    ])
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
    expect(reading.enclosures).toMatchObject([{ title: 'แบบรายงาน', quantity: '๒ ชุด' }])
    expect(reading.editionFy?.value).toBe(2567)
    expect(reading.duties.map((duty) => [duty.no, duty.dueOn])).toEqual([
      [1, null],
      [2, '2024-03-15'],
    ])
    expect(reading.doubts).toEqual([])
  })
})

/**
 * tests/fixtures/letters (see its README): made-up letters in the shapes that offices send. Those with a .json were taken
 * down from what was read and then looked through; they keep it from changing unseen.
 */
describe('the letters of the corpus', () => {
  const folder = 'tests/fixtures/letters'
  const all = readdirSync(folder)
  const names = all.filter((name) => name.endsWith('.txt') && all.includes(name.replace('.txt', '.json')))
  const value = <T>(found: { value: T } | null) => found?.value ?? null

  it('are many', () => expect(names.length).toBeGreaterThanOrEqual(25))

  it.each(names)('%s', (name) => {
    const read = readLetter(readFileSync(`${folder}/${name}`, 'utf8'), kinds)
    const expected: unknown = JSON.parse(readFileSync(`${folder}/${name.replace('.txt', '.json')}`, 'utf8'))
    expect({
      form: read.form,
      number: value(read.number),
      dated: value(read.dated),
      receiveNo: value(read.receiveNo),
      receivedOn: value(read.receivedOn),
      speed: value(read.speed),
      fromOffice: value(read.fromOffice),
      addressee: value(read.addressee),
      subject: value(read.subject),
      references: read.references.map(value),
      editionFy: value(read.editionFy),
      planFy: value(read.planFy),
      enclosures: read.enclosures.map(({ title, quantity }) => [title, quantity]),
      duties: read.duties.map(({ no, kind, dueOn, text }) => ({
        no,
        kind,
        dueOn,
        begins: text.slice(0, 24),
        ends: text.slice(-14),
      })),
      windows: read.windows.map(({ level, startsOn, endsOn }) => [level, startsOn, endsOn]),
      leftOut: read.leftOut,
      doubts: read.doubts.map(
        ({ field, key, proposal }) => `${field} ${key}${proposal === null ? '' : ` ${proposal}`}`,
      ),
    }).toEqual(expected)
  })
})

/** Those with a .hand.json: a person wrote down what the letter says before the program had seen it. */
describe('the letters read by hand first', () => {
  const folder = 'tests/fixtures/letters'
  const names = readdirSync(folder).filter((name) => name.endsWith('.hand.json'))
  type Hand = {
    number: string | null
    dated: string | null
    fromOffice: string | null
    subject: string | null
    editionFy: number | null
    planFy?: number
    duties: { begins: string; dueOn: string | null }[]
    /** Due dates that must be said to be in doubt, by place. */
    duesInDoubt?: number[]
    windows: [string, string, string][]
    /** What may be read otherwise, as long as it is said to be in doubt. */
    doubted?: string[]
  }

  it('are many', () => expect(names.length).toBeGreaterThanOrEqual(30))

  it.each(names)('%s', (name) => {
    const hand = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Hand
    const read = readLetter(readFileSync(`${folder}/${name.replace('.hand.json', '.txt')}`, 'utf8'), kinds)
    const inDoubt = (field: string) =>
      read.doubts.some((one) => one.field === field || one.field === field.split('.')[0])
    const seen = {
      number: read.number?.value ?? null,
      dated: read.dated?.value ?? null,
      fromOffice: read.fromOffice?.value ?? null,
      subject: read.subject?.value ?? null,
      editionFy: read.editionFy?.value ?? null,
      ...(hand.planFy === undefined ? {} : { planFy: read.planFy?.value ?? null }),
      duties: read.duties.map(({ text, dueOn }, at) => ({
        begins: text.slice(0, hand.duties[at]?.begins.length ?? 40),
        dueOn,
      })),
      windows: read.windows.map(({ level, startsOn, endsOn }) => [level, startsOn, endsOn]),
    }
    const free = hand.doubted ?? []
    for (const field of free) expect(inDoubt(field), `${field} is said to be in doubt`).toBe(true)
    const strict = Object.entries(seen).filter(([field]) => !free.includes(field))
    expect(Object.fromEntries(strict)).toEqual(
      Object.fromEntries(strict.map(([field]) => [field, hand[field as keyof Hand]])),
    )
    // a duty that begins with other words still has its day
    expect(seen.duties.map(({ dueOn }) => dueOn)).toEqual(hand.duties.map(({ dueOn }) => dueOn))
    for (const at of hand.duesInDoubt ?? []) expect(inDoubt(`duties.${at}.dueOn`), `due of ${at}`).toBe(true)
  })
})

describe('dates that a letter can write', () => {
  const due = (words: string) => {
    const read = readLetter(
      `ที่ นศ ๐๐๑๙/ว ๑\nศาลากลางจังหวัดตรัง\n๑๐ มกราคม ๒๕๖๕\nเรื่อง ก (ฉบับปรับปรุง ประจำปีงบประมาณ พ.ศ. ๒๕๖๕)\nเรียน ข\nด้วย จังหวัดขอให้อำเภอดำเนินการ ดังนี้\n๑. รายงานผล${words}\nจึงเรียนมาเพื่อทราบ`,
      kinds,
    )
    return [
      read.duties[0]?.dueOn ?? null,
      ...read.doubts.map(({ key, proposal }) => `${key} ${proposal ?? ''}`.trim()),
    ]
  }

  it.each<[string, (string | null)[]]>([
    ['ภายในวันจันทร์ที่ ๒๕ กรกฎาคม ๒๕๖๕', ['2022-07-25']],
    ['ภายใน ๒๕ ก.ค. ๖๕', ['2022-07-25']],
    ['ภายในวันที่ 25 ก.ค.65', ['2022-07-25']],
    ['ภายในวันที่ ๒๕/๗/๒๕๖๕', ['2022-07-25']],
    ['ภายในวันที่ 25-07-2565', ['2022-07-25']],
    ['ภายในวันที่ 25.7.2565', ['2022-07-25']],
    ['ภายในวันที่ ๒๕ เดือนกรกฎาคม พ.ศ. ๒๕๖๕', ['2022-07-25']],
    ['ภายในวันที่ ๒๕ กรกฏาคม ๒๕๖๕ (เวลา ๑๖.๓๐ น.)', ['2022-07-25']],
    ['ไม่ช้ากว่าวันที่ ๒๕ กรกฎาคม ๒๕๖๕', ['2022-07-25']],
    ['ภายใน July 25, 2022', ['2022-07-25']],
    ['ภายในวันที่ 2022-07-25', ['2022-07-25']],
    ['ภายในสิ้นเดือนกรกฎาคม ๒๕๖๕', ['2022-07-31', 'dueMonth']],
    ['ภายในวันที่ ๒๙ กุมภาพันธ์ ๒๕๖๗', ['2024-02-29', 'dueFarFromLetter']],
    ['ภายในวันที่ ๒๙ กุมภาพันธ์ ๒๕๖๖', [null, 'impossibleDate']],
    ['ภายในวันที่ ๓๑/๖/๒๕๖๕', [null, 'impossibleDate']],
    ['ภายในวันที่ ๑๓/๑๓/๒๕๖๕', [null, 'impossibleDate']],
    ['ภายในวันที่ ๒๕ กรกฎาคม ๒๕๖๕๖', [null, 'badYear']],
    ['ภายในวันที่ ๒๕ กรกฎาคม พ.ศ. ๒๐๒๒', [null, 'badYear']],
    ['ภายในวันที่ ๒๕ กรกฎาคม ๒๐๒๒', ['2022-07-25', 'christianYear']],
    ['ภายในวันที่ ๒๕ กรกฎาคม ศกนี้', [null, 'dueNoYear 2022-07-25']],
    ['ภายในวันที่ ๕ มกราคม', [null, 'dueNoYear 2023-01-05']],
    ['ภายในวันที่ ๒๕ กรกฎาคม ๒๒', [null, 'ambiguousYear']],
    ['ภายใน ๗ วัน นับแต่วันที่ ๑ มีนาคม ๒๕๖๕', [null, 'dueRelative 2022-03-08']],
    ['ภายในสิบห้าวัน', [null, 'dueRelative 2022-01-25']],
    ['ภายใน ๓ เดือน', [null, 'dueRelative 2022-04-10']],
    ['ภายใน ๕ วันทำการ', [null, 'dueRelative 2022-01-17']],
    ['ภายในไตรมาสที่ ๑ ของปีงบประมาณ พ.ศ. ๒๕๖๖', [null, 'dueQuarter 2022-12-31']],
    ['ทุกวันที่ ๓๑ ของเดือน', [null, 'dueRecurring 2022-01-31']],
    ['ภายในวันที่ ๕ ของทุกเดือน', [null, 'dueRecurring 2022-02-05']],
    ['โดยด่วนที่สุด', [null, 'dueUrgent']],
    ['ภายในวันดังกล่าว', [null, 'dueUnread']],
    ['ภายในตำบล', [null]],
    ['ภายในพื้นที่รับผิดชอบ', [null]],
    ['ตามหนังสือลงวันที่ ๓ มกราคม ๒๕๖๕', [null]],
    ['ไม่ก่อนวันที่ ๒๕ กรกฎาคม ๒๕๖๕', [null, 'dateNotDue 2022-07-25']],
    ['จากเดิมภายในวันที่ ๑ มีนาคม ๒๕๖๕ เป็นภายในวันที่ ๑ เมษายน ๒๕๖๕', ['2022-04-01', 'severalDues']],
    ['ระหว่างวันที่ ๑ – ๒๕ กรกฎาคม ๒๕๖๕', ['2022-07-25', 'dueRange']],
    ['ภายในเดือน ม.ค. – ก.พ. ๒๕๖๕', ['2022-02-28', 'dueRange']],
  ])('%s', (words, expected) => expect(due(words)).toEqual(expected))

  it('a letter of a later day is a doubt', () => {
    const read = readLetter(letter, kinds, '2022-01-10')
    expect(read.doubts.map(({ key }) => key)).toEqual(['datedInFuture'])
  })

  it('digits that meet at a line break are a doubt', () => {
    const read = readLetter(letter.replace('๒๕ กรกฎาคม ๒๕๖๕ ราย', '๒\n๕ กรกฎาคม ๒๕๖๕ ราย'), kinds)
    expect(read.doubts.map(({ field, key }) => `${field} ${key}`)).toContain('duties.5.dueOn brokenNumber')
  })
})
