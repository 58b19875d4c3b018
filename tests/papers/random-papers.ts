/** Letters, memos, announcements and orders of every length and shape, made from a seed. */
import type { AnnexData, LetterInput, OrderInput, PaperData } from '../../core/papers/data.ts'
import { prose, seeded } from './samples.ts'

type Random = ReturnType<typeof seeded>

const oddities = [
  'ฯลฯ',
  'ศูนย์ป้องกันและปราบปรามยาเสพติดอำเภอ (ศป.ปส.อ.)',
  'ศูนย์ปฏิบัติการความปลอดภัยทางถนน “ศปถ.อำเภอ”',
  'ระหว่างวันที่ 11 – 17 เมษายน 2567',
  'ค่าเป้าหมายร้อยละ 80 ขึ้นไป',
  'ไม่เกิน 1,234,567.89 บาท (หนึ่งล้านสองแสนสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทแปดสิบเก้าสตางค์)',
  'https://example.go.th/very/long/address/of-a-form?id=1234567890&lang=th#part-2',
  'saraban_phromkhiri@moi.go.th',
  'เปี๊ยะ ก๋วยเตี๋ยว น้ำแข็ง ฉ่ำ ซ้ำ ค่ำ ปั๊ม ป้ำ ๆ เป๋อ ๆ',
  'นายแพทย์สาธารณสุขจังหวัด',
  'ว่าที่ร้อยตรีหญิงพิมพ์ชนกพรรณรายณ์ ณ นครศรีธรรมราชพิพัฒนพงศ์',
  'ทต.พรหมโลก อบต.อินคีรี และ อบจ.นครศรีธรรมราช',
  'แบบ ผ.02 และแบบ จ.1-1',
  'COVID-19',
  'km2',
  'หมู่ที่ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 และ 12',
  'W'.repeat(30),
  'ขอเชิญประชุมคณะกรรมการบริหารงานอำเภอแบบบูรณาการ (ก.บ.อ.) ครั้งที่ 3/2567',
]

function words(random: Random, pieces: number): string {
  return Array.from({ length: pieces }, () =>
    random.next() < 0.25 ? random.pick(oddities) : prose(random, 1),
  ).join(random.next() < 0.25 ? '' : ' ')
}

/** Mostly short, sometimes very long. */
function length(random: Random, most: number): number {
  const share = random.next()
  return random.int(1, Math.max(1, Math.round(most * share * share)))
}

type Part = NonNullable<LetterInput['body']>[number]

function body(random: Random): Part[] {
  const parts: Part[] = []
  const paragraph = (most: number): Part => ({ kind: 'paragraph', text: words(random, length(random, most)) })
  const headed = random.next() < 0.3
  for (let count = random.int(1, 4); count > 0; count -= 1) {
    if (headed)
      parts.push({
        kind: 'heading',
        text: random.pick(['เรื่องเดิม', 'ข้อเท็จจริง', 'ข้อกฎหมาย', 'ข้อพิจารณา', 'ข้อเสนอ']),
      })
    parts.push(paragraph(24))
  }
  const items = random.next() < 0.6 ? length(random, 26) : 0
  for (let item = 1; item <= items; item += 1) {
    parts.push({ kind: 'item', number: `${item}.`, text: words(random, length(random, 12)) })
    const under = random.next() < 0.25 ? random.int(1, 5) : 0
    for (let sub = 1; sub <= under; sub += 1)
      parts.push({ kind: 'subitem', number: `${item}.${sub}`, text: words(random, length(random, 6)) })
  }
  parts.push({
    kind: 'paragraph',
    text: random.pick([
      'จึงเรียนมาเพื่อทราบ',
      'จึงเรียนมาเพื่อพิจารณา',
      `จึงเรียนมาเพื่อโปรดพิจารณา ${words(random, length(random, 8))}`,
    ]),
  })
  return parts
}

const positions = [
  'นายอำเภอพรหมคีรี',
  'ปลัดอำเภอ (เจ้าพนักงานปกครองชำนาญการพิเศษ)',
  'หัวหน้ากลุ่มงานบริหารงานปกครอง',
  'รักษาราชการแทนนายอำเภอพรหมคีรี ปฏิบัติราชการแทน',
  'ผู้ว่าราชการจังหวัดนครศรีธรรมราช',
  'ผู้อำนวยการศูนย์ปฏิบัติการป้องกันและปราบปรามยาเสพติดอำเภอพรหมคีรี จังหวัดนครศรีธรรมราช',
]
function signatory(random: Random): LetterInput['signatory'] {
  if (random.next() < 0.08) return {}
  return {
    name: random.pick(['นายธวัชชัย รักษ์ถิ่น', 'ว่าที่ร้อยตรีหญิงพิมพ์ชนกพรรณรายณ์ ณ นครศรีธรรมราชพิพัฒนพงศ์']),
    positionLines: Array.from({ length: random.int(1, 5) }, () => random.pick(positions)),
  }
}

function annexes(random: Random): AnnexData[] {
  if (random.next() < 0.8) return []
  return Array.from({ length: random.int(1, 2) }, (): AnnexData => {
    const columns = random.int(2, 7)
    return {
      title: words(random, 1),
      orientation: random.pick(['portrait', 'landscape'] as const),
      text: random.next() < 0.5 ? words(random, length(random, 10)) : '',
      table:
        random.next() < 0.3
          ? null
          : {
              head: Array.from({ length: columns }, (_unused, at) => (at === 0 ? 'ลำดับที่' : `รายการที่ ${at}`)),
              rows: Array.from({ length: length(random, 70) }, (_unused, row) =>
                Array.from({ length: columns }, (_cell, at) =>
                  at === 0 ? String(row + 1) : at === columns - 1 ? '1,250.00' : words(random, 1),
                ),
              ),
            },
    }
  })
}

const speeds = ['none', 'none', 'none', 'urgent', 'veryUrgent', 'mostUrgent'] as const
const secrets = ['none', 'none', 'none', 'none', 'secret', 'verySecret', 'mostSecret'] as const
const date = (random: Random) =>
  random.next() < 0.1
    ? ''
    : `20${random.int(20, 29)}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`
const number = (random: Random) => (random.next() < 0.2 ? '' : String(random.int(1, 9999)).padStart(4, '0'))
const within = (random: Random) =>
  random.next() < 0.1 ? random.pick(['25 กรกฎาคม 2565', '25 กรกฎาคม 2565 เวลา 12.00 น.', '15.00 น.']) : ''
const addressees = [
  'นายอำเภอทุกอำเภอ',
  'ผู้ว่าราชการจังหวัดนครศรีธรรมราช (ผ่านพัฒนาการจังหวัด)',
  'กำนันตำบลพรหมโลก นายกองค์การบริหารส่วนตำบลบ้านเกาะ และผู้อำนวยการโรงเรียนพรหมคีรีพิทยาคม',
  `ประธาน${'ชมรมผู้สูงอายุ'.repeat(14)}`,
]

export function randomLetterOfAnyShape(seed: number): LetterInput {
  const random = seeded(seed * 7919 + 13)
  const enclosures = Array.from({ length: random.next() < 0.5 ? 0 : random.int(1, 9) }, () => ({
    text: words(random, random.int(1, 3)),
    count: random.next() < 0.8 ? `จำนวน ${random.int(1, 120)} ${random.pick(['ชุด', 'ฉบับ', 'แผ่น'])}` : '',
  }))
  const pages = annexes(random)
  return {
    number: number(random),
    circular: random.next() < 0.3,
    date: date(random),
    speed: random.pick(speeds),
    speedWithin: within(random),
    secrecy: random.pick(secrets),
    subject: words(random, length(random, 8)),
    salutation: random.next() < 0.1 ? 'นมัสการ' : '',
    addressee: random.pick(addressees),
    references: Array.from(
      { length: random.next() < 0.5 ? 0 : random.int(1, 4) },
      () => `หนังสือจังหวัดนครศรีธรรมราช ที่ นศ 0019.3/ว ${random.int(1, 9999)} ลงวันที่ 18 มกราคม 2565`,
    ),
    enclosures: [...enclosures, ...pages.map(({ title }) => ({ text: title, count: 'จำนวน 1 ชุด' }))],
    body: body(random),
    signatory: signatory(random),
    closing: random.next() < 0.05 ? 'ขอนมัสการด้วยความเคารพอย่างสูง' : '',
    copies: random.next() < 0.2 ? ['องค์การบริหารส่วนตำบลทุกแห่ง', 'กำนันทุกตำบล'] : [],
    fileCopy: random.next() < 0.15,
    annexes: pages,
  }
}

export function randomMemo(seed: number): PaperData<'memo'> {
  const random = seeded(seed * 104_729 + 7)
  return {
    number: number(random),
    circular: random.next() < 0.2,
    date: date(random),
    speed: random.pick(speeds),
    speedWithin: within(random),
    secrecy: random.pick(secrets),
    agency: random.next() < 0.3 ? words(random, random.int(1, 3)) : '',
    subject: words(random, length(random, 8)),
    addressee: random.pick(addressees),
    body: body(random),
    signatory: signatory(random),
    fileCopy: random.next() < 0.15,
    annexes: annexes(random),
  }
}

export function randomAnnouncement(seed: number): PaperData<'announcement'> {
  const random = seeded(seed * 15_485_863 + 3)
  return {
    number: random.next() < 0.5 ? '' : String(random.int(1, 400)),
    year: random.next() < 0.5 ? null : 2567,
    date: date(random),
    secrecy: random.pick(secrets),
    subject: words(random, length(random, 6)),
    body: body(random),
    signatory: signatory(random),
    annexes: annexes(random),
  }
}

const roles = [
  'ประธานกรรมการ',
  'รองประธานกรรมการ',
  'กรรมการ',
  'กรรมการและเลขานุการ',
  'กรรมการและผู้ช่วยเลขานุการ',
  'ที่ปรึกษา',
]
export function randomOrder(seed: number): OrderInput {
  const random = seeded(seed * 32_452_843 + 1)
  const person = () =>
    random.pick(['นายสมชาย ใจดี', 'นางสาวอรอนงค์ ศรีสุวรรณพงศ์ไพศาล', 'พ.ต.อ.ประเสริฐ บุญเรืองรอง', ''])
  const post = () =>
    random.pick([
      'กำนันตำบลพรหมโลก',
      'ผู้ใหญ่บ้านหมู่ที่ 7 ตำบลทอนหงส์',
      `ผู้อำนวยการ${'โรงพยาบาลส่งเสริมสุขภาพ'.repeat(random.int(1, 4))}ตำบลพรหมโลก`,
    ])
  return {
    secrecy: random.pick(secrets),
    issuer: random.next() < 0.3 ? 'จังหวัดนครศรีธรรมราช' : '',
    number: number(random),
    year: 2567,
    subject: words(random, length(random, 6)),
    preamble: body(random).slice(0, random.int(1, 4)),
    committees: Array.from({ length: random.int(1, 4) }, (_unused, at) => ({
      heading: random.next() < 0.6 ? `${at + 1}. คณะกรรมการ${words(random, 1)}` : '',
      seats: Array.from({ length: length(random, 60) }, () => ({
        name: person(),
        position: post(),
        role: random.pick(roles),
      })),
      dutiesIntro: random.next() < 0.4 ? words(random, random.int(1, 4)) : '',
      duties: Array.from({ length: random.int(0, 8) }, () => words(random, length(random, 4))),
    })),
    provisions: random.next() < 0.3 ? [{ kind: 'paragraph', text: words(random, random.int(1, 4)) }] : [],
    effectiveFrom: date(random),
    date: date(random),
    signatory: signatory(random),
    annexAbove: random.pick([10, 30, 400]),
  }
}
