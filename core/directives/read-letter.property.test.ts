import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../tests/support/properties.ts'
import { addDays, formatThaiDate, THAI_MONTHS, THAI_MONTHS_SHORT } from '../thai/dates.ts'
import { toThaiDigits } from '../thai/digits.ts'
import { readLetter } from './read-letter.ts'

/**
 * Letters made up from parts, in many outer shapes. What was put in is read back or doubted at its field: no value that
 * differs from the truth without a doubt.
 */
const kinds = [{ key: 'report', keywords: ['รายงานผล'] }]

const provinces = ['นครศรีธรรมราช', 'เชียงราย', 'ขอนแก่น', 'ตรัง', 'อุบลราชธานี', 'แม่ฮ่องสอน']
const senders = ['ศาลากลางจังหวัด', 'สำนักงานพัฒนาชุมชนจังหวัด', 'สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด']
const subjects = [
  'แนวทางปฏิบัติรองรับการดำเนินการตามระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผนและประสานแผนพัฒนาพื้นที่ในระดับอำเภอและตำบล พ.ศ. 2562',
  'การจัดทำแผนพัฒนาตำบล',
  'ซักซ้อมความเข้าใจเกี่ยวกับการทบทวนคำสั่งแต่งตั้งคณะกรรมการ',
  'การขับเคลื่อนศูนย์ประสานงานองค์การชุมชน (ศอช.) ในระดับพื้นที่',
]
const tasks = [
  'ทบทวนคำสั่งแต่งตั้งคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ให้เป็นปัจจุบัน',
  'สร้างความรู้ ความเข้าใจเกี่ยวกับกระบวนการจัดทำแผนพัฒนาตำบล และเน้นย้ำให้ผู้เกี่ยวข้องถือปฏิบัติ',
  'ประสานภาคีเพื่อการพัฒนา หรือหน่วยงานที่เกี่ยวข้องในพื้นที่ เพื่อนำโครงการ/กิจกรรมสู่การปฏิบัติ',
  'จัดทำแบบรายงานผลการดำเนินงาน ปัญหา/อุปสรรค และข้อเสนอแนะ ให้จังหวัดทราบ',
  'กำชับเจ้าหน้าที่ให้ดำเนินการตามระเบียบฯ ข้อ 12 และหนังสือที่อ้างถึงอย่างเคร่งครัด',
  'จัดเวทีประชาคมหมู่บ้าน หมู่ที่ 1 - 9 ตำบลละไม่น้อยกว่า 2 ครั้ง งบประมาณ 15,000 บาท',
]

/** How a due date is written; `{}` is the date. */
const cues = ['ภายใน{}', 'ไม่เกิน{}', 'ให้แล้วเสร็จภายใน{}', 'อย่างช้า{}', 'ก่อน{}', 'ในวันประชุม{}', 'กำหนดส่ง{}']
const dateStyles: readonly ((iso: string) => string)[] = [
  (iso) => formatThaiDate(iso, { style: 'weekday', digits: 'arabic' }),
  (iso) => `วันที่ ${formatThaiDate(iso, { digits: 'arabic' })}`,
  (iso) => `วันที่ ${formatThaiDate(iso, { style: 'order', digits: 'arabic' })}`,
  (iso) => `วันที่ ${formatThaiDate(iso, { style: 'short', digits: 'arabic' })}`,
  (iso) => `วันที่ ${Number(iso.slice(8))}/${Number(iso.slice(5, 7))}/${Number(iso.slice(0, 4)) + 543}`,
  (iso) => `วันที่ ${Number(iso.slice(8))} ${THAI_MONTHS[Number(iso.slice(5, 7)) - 1]}`,
  (iso) => `เดือน${THAI_MONTHS[Number(iso.slice(5, 7)) - 1]} ${Number(iso.slice(0, 4)) + 543}`,
  (iso) => `วันที่ ${Number(iso.slice(8))} ${THAI_MONTHS_SHORT[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`,
  (iso) =>
    `วันที่ ${Number(iso.slice(8))} ${THAI_MONTHS[Number(iso.slice(5, 7)) - 1]} ${(Number(iso.slice(0, 4)) + 543) % 100}`,
]
const numberings: readonly ((no: number) => string)[] = [
  (no) => `${no}. `,
  (no) => `${no}) `,
  (no) => `(${no}) `,
  (no) => `ข้อ ${no} `,
  (no) => `${no}.`,
]

const day = fc.integer({ min: 0, max: 1800 }).map((days) => addDays('2020-10-01', days))
const dueAfter = fc.option(
  fc.record({
    days: fc.integer({ min: 1, max: 500 }),
    cue: fc.constantFrom(...cues),
    style: fc.constantFrom(...dateStyles),
  }),
  { freq: 3 },
)
const plan = fc.record({
  province: fc.constantFrom(...provinces),
  sender: fc.constantFrom(...senders),
  code: fc.constantFrom('นศ 0019', 'ชร 0019.3', 'มท 0810.3', 'สถจ.ตง 0023.6', 'พช 0407.1'),
  circular: fc.constantFrom('/ว ', '/ว', '/', ' /ว '),
  running: fc.integer({ min: 1, max: 9999 }),
  dated: day,
  subject: fc.constantFrom(...subjects),
  edition: fc.integer({ min: 2563, max: 2570 }),
  numbering: fc.constantFrom(...numberings),
  duties: fc.array(fc.record({ task: fc.constantFrom(...tasks), due: dueAfter, tail: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  }),
  closingDue: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 20, max: 400 }) },
  ),
  thai: fc.boolean(),
  glued: fc.boolean(),
  blank: fc.boolean(),
  indent: fc.boolean(),
  /** Letters a line; 0 = not broken. */
  width: fc.constantFrom(0, 40, 55, 70, 88),
  midWord: fc.boolean(),
  turns: fc.boolean(),
  trailing: fc.boolean(),
  /** Every line followed by an empty one. */
  doubled: fc.oneof(
    { weight: 5, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  /** A line break that the copy lost: which one. */
  lost: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat({ max: 60 }) }),
  noise: fc.constantFrom('none', 'nbsp', 'zwsp', 'pua', 'swapped'),
})
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never

/** Breaks a line where a page could: at a space, or within a word – never within a number or before a mark. */
function wrapped(line: string, width: number, midWord: boolean, trailing: boolean): string[] {
  if (width === 0 || line.length <= width) return [line]
  const lines: string[] = []
  let rest = line
  while (rest.length > width) {
    let at = width
    if (!midWord) {
      const space = rest.lastIndexOf(' ', width)
      if (space > width / 2) at = space
    }
    const torn = () =>
      /[\u0E31\u0E33-\u0E3A\u0E47-\u0E4E]/u.test(rest.charAt(at)) ||
      /[0-9๐-๙,./]/u.test(rest.charAt(at)) ||
      /[0-9๐-๙(.]/u.test(rest.charAt(at - 1)) ||
      /[เแโใไ]/u.test(rest.charAt(at - 1))
    while (at > 5 && torn()) at -= 1
    if (at <= 5) break
    lines.push(trailing && rest.charAt(at) === ' ' ? `${rest.slice(0, at)} ` : rest.slice(0, at))
    rest = rest.slice(at).trimStart()
  }
  lines.push(rest)
  return lines
}

function noisy(text: string, noise: Plan['noise']): string {
  if (noise === 'nbsp') return text.replace(/ (?=[0-9๐-๙])/gu, '\u00A0')
  if (noise === 'zwsp') return text.replace(/การ/gu, 'การ\u200B')
  if (noise === 'pua') return text.replace(/ี่/gu, 'ี\uF70A').replace(/ื่/gu, 'ื\uF705')
  if (noise === 'swapped') return text.replace(/ี่/gu, '่ี').replace(/น้ำ/gu, 'นำ้')
  return text
}

function compose(p: Plan) {
  const number = `${p.code}${p.circular}${p.running}`
  const office = `${p.sender}${p.province}`
  const subject = `${p.subject} (ฉบับปรับปรุง ประจำปีงบประมาณ พ.ศ. ${p.edition})`
  const duties = p.duties.map(({ task, due, tail }) => {
    if (due === null) return { text: task, due: null, sure: false }
    const iso = addDays(p.dated, due.days)
    const words = due.cue.replace('{}', due.style(iso))
    const text = tail ? `${task} ${words} รายละเอียดตามสิ่งที่ส่งมาด้วย 2` : `${task} ${words}`
    return { text, due: due.cue.startsWith('ในวันประชุม') ? null : iso, sure: true }
  })
  const closingIso = p.closingDue === null ? null : addDays(p.dated, p.closingDue)
  const pad = p.indent ? '          ' : ''
  const gap = p.blank ? [''] : []
  const body = (text: string) => {
    const [first = '', ...more] = wrapped(text, p.width, p.midWord, p.trailing)
    return [pad + first, ...more, ...gap]
  }
  const date = formatThaiDate(p.dated, { digits: 'arabic' })
  const lines = [
    ...(p.glued ? [`ที่ ${number}          ${office}`] : [`ที่ ${number}`, ...gap, office]),
    'ถนนราชดำเนิน 80000',
    ...gap,
    `${pad}${pad}${date}`,
    ...gap,
    ...wrapped(`เรื่อง ${subject}`, p.width, p.midWord, p.trailing),
    ...gap,
    'เรียน นายอำเภอทุกอำเภอ',
    ...gap,
    ...body('ด้วย กระทรวงมหาดไทยได้กำหนดแนวทางปฏิบัติ เพื่อให้เกิดความต่อเนื่อง จึงขอให้อำเภอดำเนินการ ดังนี้'),
    ...duties.flatMap(({ text }, index) => [
      ...(p.turns && index === 1 ? [`/${p.numbering(2)}${text.slice(0, 8)}...`, '', '- 2 -', ''] : []),
      ...body(`${p.numbering(index + 1)}${text}`),
    ]),
    ...body(
      closingIso === null
        ? 'จึงเรียนมาเพื่อพิจารณา'
        : `จึงเรียนมาเพื่อพิจารณาดำเนินการ และรายงานผลภายใน${formatThaiDate(closingIso, { style: 'weekday', digits: 'arabic' })}`,
    ),
    'ขอแสดงความนับถือ',
    '(นายจตุพล ศรีคำ)',
    'โทร. 0-7535-6543',
  ]
  let raw = lines
    .map((line, index) => line + (index === p.lost && !p.doubled ? ' ' : p.doubled ? '\n\n' : '\n'))
    .join('')
  if (p.thai) raw = toThaiDigits(raw)
  const text = noisy(raw, p.noise)
  return { text, number, office, subject, duties, closingIso }
}

const bare = (text: string) => toThaiDigits(text).replace(/\s/gu, '')

/** Fields whose value is not the truth and that no doubt stands at. */
function silentlyWrong(p: Plan): string[] {
  const truth = compose(p)
  const reading = readLetter(truth.text, kinds)
  const doubted = (field: string) =>
    reading.doubts.some((doubt) => field === doubt.field || field.startsWith(`${doubt.field}.`))
  const wrong: string[] = []
  const check = (field: string, is: boolean, got: unknown) => {
    if (!is && !doubted(field)) wrong.push(`${field}: ${JSON.stringify(got)}`)
  }
  check('number', bare(reading.number?.value ?? '') === bare(truth.number), reading.number)
  check('dated', reading.dated?.value === p.dated, reading.dated)
  check('fromOffice', bare(reading.fromOffice?.value ?? '') === bare(truth.office), reading.fromOffice)
  check('subject', bare(reading.subject?.value ?? '') === bare(truth.subject), reading.subject)
  check('editionFy', reading.editionFy?.value === p.edition, reading.editionFy)
  check('addressee', reading.addressee?.value === 'นายอำเภอทุกอำเภอ', reading.addressee)
  check(
    'duties',
    reading.duties.length === truth.duties.length,
    reading.duties.map(({ text }) => text),
  )
  for (const [index, duty] of truth.duties.entries()) {
    const read = reading.duties[index]
    check(`duties.${index}`, bare(read?.text ?? '') === bare(duty.text), read?.text)
    check(`duties.${index}.dueOn`, (read?.dueOn ?? null) === (duty.due ?? truth.closingIso), read)
  }
  if (reading.windows.length > 0 && !reading.doubts.some(({ field }) => field.startsWith('windows')))
    wrong.push(`windows: ${JSON.stringify(reading.windows)}`)
  return wrong
}

describe('letters made up from parts', () => {
  it('are read back or doubted, never silently wrong', () => {
    fc.assert(
      fc.property(plan, (p) => {
        expect(silentlyWrong(p)).toEqual([])
      }),
      { numRuns: Number(process.env.RUNS ?? 600) },
    )
  })

  it('are read without any doubt when they are faultless', () => {
    let silent = 0
    let all = 0
    fc.assert(
      fc.property(plan, (p) => {
        const sure = p.duties.every(
          ({ due }) =>
            due === null || (!/^(?:ก่อน|ในวันประชุม)/u.test(due.cue) && dateStyles.indexOf(due.style) < 5),
        )
        if (
          !sure ||
          p.closingDue !== null ||
          Math.abs(p.edition - (Number(p.dated.slice(0, 4)) + 543)) > 2 ||
          p.circular.startsWith(' ') ||
          p.doubled ||
          p.lost !== null
        )
          return
        all += 1
        if (readLetter(compose(p).text, kinds).doubts.length === 0) silent += 1
      }),
      { numRuns: 1500 },
    )
    // a reader that doubts everything is of no use
    expect(all).toBeGreaterThan(30)
    expect(silent / all).toBeGreaterThan(0.9)
  })
})

describe('any text', () => {
  const odd = fc.string({
    unit: fc.constantFrom(
      ...[
        'ที่',
        'เรื่อง',
        'เรียน',
        'สิ่งที่ส่งมาด้วย',
        'ภายใน',
        'วันที่',
        'วันจันทร์ที่',
        'กรกฎาคม',
        'ก.ค.',
        '๒๕',
        '65',
        '2565',
        '/',
        '-',
        '–',
        'ถึง',
      ],
      ...[
        '(',
        ')',
        '.',
        ' ',
        '\n',
        '\n\n',
        'ว',
        'นศ',
        '1.',
        '๒)',
        'ดังนี้',
        'ให้อำเภอ',
        'แผนพัฒนาตำบล',
        'ฉบับปรับปรุง',
        'ประจำปี',
        'จึงเรียน',
        '\uF70A',
        '\uFFFD',
        '\u0E48',
        'x',
      ],
    ),
    maxLength: 200,
  })

  it('breaks nothing, and each span shows the words that were seen', () => {
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary' })), (text) => {
        const reading = readLetter(text, kinds)
        const spans = [
          ...[
            reading.number,
            reading.dated,
            reading.fromOffice,
            reading.subject,
            reading.editionFy,
            reading.planFy,
          ].filter((one) => one !== null),
          ...reading.duties,
          ...reading.duties.flatMap(({ due }) => (due ? [due] : [])),
          ...reading.windows,
          ...reading.enclosures,
          ...reading.doubts.flatMap(({ seen }) => (seen ? [seen] : [])),
        ]
        for (const { at, end } of spans) {
          expect(at).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(at)
          expect(end).toBeLessThanOrEqual(reading.text.length)
        }
        for (const found of [reading.dated, reading.editionFy, reading.dueOn].filter((one) => one !== null))
          expect(reading.text.slice(found.at, found.end)).toBe(found.seen)
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['digits', '1'],
    ['spaced digits', '๑ '],
    ['numbers of a letter', 'ที่ นศ 0019'],
    ['labels', 'เรื่อง '],
    ['dates', 'วันที่ ๒๕ กรกฎาคม ๒๕๖๕ '],
    ['torn dates', 'ภายในวันที่ ๒๕ กรก'],
    ['months', 'เดือน ม.ค. – '],
    ['weekdays', 'วันจันทร์ที่ '],
    ['numbered lines', '๑. ทบทวนคำสั่ง\n'],
    ['growing lines', 'แผนพัฒนาตำบล เดือน ม.ค. - ก.พ. ๒๕๖๔ ๒. '],
    ['guidelines', 'แนวทางปฏิบัติ '],
    ['quarters', 'ทุก เดือน ของ '],
    ['orders', 'ให้อำเภอ '],
    ['brackets', '((((('],
    ['letters', 'กขคงจฉช'],
    ['lines', 'ก\n'],
    ['english', 'jan 1st '],
  ])('takes time by its length: %s', (_, piece) => {
    // time of this thread's own work: other programs of the machine do not count
    const work = (length: number, times: number) => {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
      const before = process.threadCpuUsage().user
      for (let round = 0; round < times; round += 1) {
        readLetter(`เรื่อง ก\nเรียน ข\n\nด้วย ค\n${text}`, kinds)
        readLetter(text, kinds)
      }
      return process.threadCpuUsage().user - before
    }
    work(5_000, 2)
    // as much text in eight pieces and in one: by the square of the length it would take eight times as long
    const ratios = [1, 2, 3].map(() => work(200_000, 1) / Math.max(work(25_000, 8), 2_000))
    expect(Math.min(...ratios)).toBeLessThan(3)
  })
})
