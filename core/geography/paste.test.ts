import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoo } from '../thai/moo.ts'
import { coverageProblems, laoTypeOf, parseFigurePaste, parseLaoPaste, shortLaoName } from './paste.ts'
import { type Lao, parseVillagePaste } from './rules.ts'

const tambons = [
  { code: '200401', name: 'บางละมุง' },
  { code: '200403', name: 'หนองปลาไหล' },
  { code: '200407', name: 'ตะเคียนเตี้ย' },
]
const villages = [
  ...[1, 2, 3, 4, 5, 7].map((mooNo) => ({
    id: `b${mooNo}`,
    tambonCode: '200401',
    mooNo,
    name: `บ้านบาง ${mooNo}`,
  })),
  { id: 'bc', tambonCode: '200401', mooNo: null, name: 'ชุมชนตลาดเก่า' },
  ...[1, 2, 6].map((mooNo) => ({ id: `n${mooNo}`, tambonCode: '200403', mooNo, name: `บ้านหนอง ${mooNo}` })),
  { id: 't2', tambonCode: '200407', mooNo: 2, name: 'บ้านตะเคียน' },
]
const laos: Lao[] = [
  { id: 'L1', name: 'องค์การบริหารส่วนตำบลหนองปลาไหล', laoType: 'SAO', code: null, example: false },
]
const read = (text: string, only: string | null = null) =>
  parseLaoPaste(text, { villages, tambons, laos }, only)
const cover = (text: string) => {
  const [row] = read(`ทต.บางละมุง\t${text}`)
  return {
    links: row!.links.map((link) => `${link.villageId}${link.part ? '?' : ''}`),
    problems: row!.problems.map(({ key, params }) => [key, ...Object.values(params)].join(' ')),
  }
}

describe('pasted lists of อปท.', () => {
  it.each([
    ['ม.1-5', 'b1 b2 b3 b4 b5'],
    ['ม.1-5, ม.7 (บางส่วน)', 'b1 b2 b3 b4 b5 b7?'],
    ['หมู่ที่ ๑, ๒ และ ๗ บางส่วน', 'b1 b2 b7?'],
    ['หมู่ 1 - 3', 'b1 b2 b3'],
    ['1 2 3', 'b1 b2 b3'],
    ['ม.1,2,3 (บางส่วน)', 'b1 b2 b3?'],
    ['บางส่วนของ ม.1, 2', 'b1? b2?'],
    ['ทุกหมู่บ้าน', 'b1 b2 b3 b4 b5 b7 bc'],
    ['ทุกหมู่บ้าน ยกเว้น ม.3, 4', 'b1 b2 b5 b7 bc'],
    ['ชุมชนตลาดเก่า, ม.1', 'bc b1'],
    ['ชุมชนตลาดเก่า (บางส่วน)', 'bc?'],
    ['ม.1 บ้านบาง 1, ม.2', 'b1 b2'],
    ['ต.บางละมุง ม.1-2; ต.หนองปลาไหล ม.6 (บางส่วน); ต.ตะเคียนเตี้ย ม.2 (บางส่วน)', 'b1 b2 n6? t2?'],
    ['หมู่ที่ 1-2 ตำบลบางละมุง, หมู่ที่ 6 (บางส่วน) ตำบลหนองปลาไหล', 'b1 b2 n6?'],
    ['ม.1 ต.หนองปลาไหล', 'n1'],
    // a run may span numbers that the tambon does not have
    ['ม.5-7', 'b5 b7'],
  ])('%s', (text, expected) => expect(cover(text)).toEqual({ links: expected.split(' '), problems: [] }))

  it.each([
    ['ม.1, 6, 9', 'b1', 'noSuchMoo 6, 9 บางละมุง'],
    ['ม.5-3', '', 'coverageUnread ม.5-3'],
    ['หลายหมู่', '', 'coverageUnread หลายหมู่'],
    ['บ้านหลงทาง, ม.2', 'b2', 'unknownVillage บ้านหลงทาง บางละมุง'],
    ['ต.ไม่มี ม.1', '', 'unknownTambon ไม่มี'],
  ])('says what does not fit: %s', (text, links, problem) =>
    expect(cover(text)).toEqual({ links: links === '' ? [] : links.split(' '), problems: [problem] }),
  )

  it('any set of numbers written down comes back', () => {
    const moo = [1, 2, 3, 4, 5, 7]
    fc.assert(
      fc.property(
        fc.subarray(moo, { minLength: 1 }),
        fc.constantFrom('ม.', 'หมู่ที่ ', 'หมู่', ''),
        (some, prefix) => {
          const text = formatMoo(some)
          expect(cover(`${prefix}${text}`).links).toEqual(some.map((number) => `b${number}`))
        },
      ),
    )
  })

  it('knows who is there already, goes on below, takes the tambon from its column, the name or the choice', () => {
    const rows = read(
      [
        'ที่\tอปท.\tหมู่ที่ที่ครอบคลุม\tตำบล',
        '1\tอบต.หนองปลาไหล\tม.1-2\tหนองปลาไหล',
        '\t\tม.2 (บางส่วน)\tตะเคียนเตี้ย',
        '2\tทน.แหลมฉบัง\tม.1\t',
        '3\tเมืองพัทยา\t๖ (บางส่วน)\tต.หนองปลาไหล',
      ].join('\n'),
    )
    expect(
      rows.map((row) => [
        row.lao?.id ?? row.lao?.name,
        row.lao?.laoType,
        row.links.map((one) => one.villageId).join(' '),
      ]),
    ).toEqual([
      ['L1', 'SAO', 'n1 n2'],
      ['L1', 'SAO', 't2'],
      ['ทน.แหลมฉบัง', 'CITY', ''],
      ['เมืองพัทยา', 'SPECIAL', 'n6'],
    ])
    expect(rows[2]!.problems).toEqual([{ key: 'tambonMissing', params: { text: 'ม.1' } }])
    expect(read('ทน.แหลมฉบัง\tม.1', '200401')[0]!.links).toEqual([{ villageId: 'b1', part: false }])
    expect(read('\tม.1')[0]!.problems).toEqual([{ key: 'laoMissing', params: {} }])
  })

  it('tells the kind from the name', () => {
    const names = ['อบจ.ชลบุรี', 'เทศบาลเมืองหนองปรือ', 'ทต.โป่ง', 'องค์การบริหารส่วนตำบลเขาไม้แก้ว', 'แขวงทางหลวงชลบุรี']
    expect(names.map(laoTypeOf)).toEqual(['PAO', 'TOWN', 'SUBDISTRICT_MUNI', 'SAO', 'AGENCY'])
    expect(names.map(shortLaoName)).toEqual([
      'อบจ.ชลบุรี',
      'ทม.หนองปรือ',
      'ทต.โป่ง',
      'อบต.เขาไม้แก้ว',
      'แขวงทางหลวงชลบุรี',
    ])
  })
})

describe('what lies where', () => {
  const lao = (name: string, laoType: Lao['laoType'], ...links: [string, boolean][]) => ({
    name,
    laoType,
    villages: links.map(([villageId, part]) => ({ villageId, part })),
  })
  it('says villages in none, partly in one only, and wholly in one and also in another', () => {
    const found = coverageProblems(
      ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id })),
      [
        lao('อบจ.', 'PAO', ['a', false]),
        lao('แขวง', 'AGENCY', ['a', false], ['b', false]),
        lao('อบต.ก', 'SAO', ['b', false], ['c', true], ['d', true], ['e', false]),
        lao('ทต.ข', 'SUBDISTRICT_MUNI', ['d', true], ['e', true]),
      ],
    )
    expect(found.map((one) => [one.villageId, one.kind])).toEqual([
      ['a', 'none'],
      ['c', 'partAlone'],
      ['e', 'overlap'],
    ])
  })
})

describe('pasted figures', () => {
  const figures = (text: string, only: string | null = '200401') =>
    parseFigurePaste(text, { villages, tambons }, only, 2566, 'ทะเบียนราษฎร').map((row) =>
      row.figure
        ? [row.villageId, row.figure.population, row.figure.male, row.figure.female, row.figure.households]
        : row.problem?.key,
    )
  it('follow the head in whatever order', () => {
    expect(
      figures(
        'หมู่ที่\tชื่อหมู่บ้าน\tครัวเรือน\tชาย\tหญิง\tรวม\n๑\tบ้านบาง 1\t246\t400\t412\t812\n2\t\t-\t1,000\t\t\nชุมชน\tชุมชนตลาดเก่า\t9\t1\t2\t3',
      ),
    ).toEqual([
      ['b1', 812, 400, 412, 246],
      ['b2', null, 1000, null, null],
      ['bc', 3, 1, 2, 9],
    ])
    expect(figures('ตำบล\tหมู่ที่\tประชากร\nหนองปลาไหล\t6\t90\nไม่มี\t1\t4', null)).toEqual([
      ['n6', 90, null, null, null],
      'unknownTambon',
    ])
  })
  it('without a head take only what adds up', () => {
    expect(figures('1\t812\n2\t812\t246\n3\t400\t412\t812\n4\t812\t400\t412\t246\n5\t1\t2\t9\n9\t4')).toEqual(
      [
        ['b1', 812, null, null, null],
        ['b2', 812, null, null, 246],
        ['b3', 812, 400, 412, null],
        ['b4', 812, 400, 412, 246],
        'figuresUnclear',
        'villageUnread',
      ],
    )
  })
  it('that contradict themselves or come twice are said', () => {
    expect(figures('หมู่ที่\tชาย\tหญิง\tรวม\n1\t5\t5\t11\n2\t5\t5\t\n2\t1\t1\t2\n3\tx\t1\t2')).toEqual([
      'sexSum',
      ['b2', 10, 5, 5, null],
      'villageTwice',
      'notNumber',
    ])
  })
})

describe('pasted communities', () => {
  it('need no หมู่ที่, whether its column is empty or missing', () => {
    const rows = parseVillagePaste(
      'ตำบลบางละมุง\t\tชุมชนวัดเก่า\t120\t40\tนางประธาน ชุมชน\nบางละมุง\tชุมชนบ้านล่าง\t90\nบางละมุง\t3\tบ้านบาง\t10\nบางละมุง\t\tตลาด\t10',
      tambons,
      null,
    )
    expect(
      rows.map((row) =>
        row.village
          ? [row.village.kind, row.village.mooNo, row.village.name, row.village.population]
          : row.problem?.key,
      ),
    ).toEqual([
      ['community', null, 'ชุมชนวัดเก่า', 120],
      ['community', null, 'ชุมชนบ้านล่าง', 90],
      ['village', 3, 'บ้านบาง', 10],
      'mooNo',
    ])
    expect(rows[0]!.village!.headmanName).toBe('นางประธาน ชุมชน')
  })
})
