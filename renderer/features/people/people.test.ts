import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PostLine } from '../../../core/people/contract.ts'
import { asksFirst, type HeldPost, holderChange } from './holder-changes.ts'
import { type PasteTarget, parseHolderPaste } from './holder-paste.ts'
import { changeOfRow, filterPosts, holderRow, judgeRows, touchedRows } from './holder-rows.ts'
import { csvOf, personFacts } from './person-lines.ts'

const person = (title: string, firstName: string, lastName: string) => ({
  title,
  firstName,
  lastName,
  position: '',
  example: false,
})
const held = (id: string, name: string, who: HeldPost['holder']): HeldPost => ({ id, name, holder: who })
const somchai = { person: person('นาย', 'สมชาย', 'ใจดี'), startsOn: '2019-03-01', acting: false }

describe('what a typed name does to a post', () => {
  const post = held('p', 'ผู้ใหญ่บ้าน หมู่ที่ 3', somchai)
  it.each([
    ['นายสมชาย ใจดี', 'same', '2019-03-01'],
    ['นายสมชาย  ใจดี', 'same', '2019-03-01'],
    ['นายสมชาย ใจดีย์', 'corrected', '2019-03-01'],
    ['นางสาวสมหญิง รักไทย', 'succeeds', null],
    ['', 'vacated', null],
    ['   ', 'vacated', null],
  ] as const)('%s', (typed, kind, startsOn) => {
    expect(holderChange(post, typed)).toMatchObject({ kind, startsOn, before: 'นายสมชาย ใจดี' })
  })
  it('begins where nobody was, and is nothing where nobody is named', () => {
    const vacant = held('v', 'กำนัน', null)
    expect(holderChange(vacant, 'นายใหม่ มาแล้ว').kind).toBe('first')
    expect(holderChange(vacant, '').kind).toBe('same')
  })
  it('of the same person with another day is a correction of days', () => {
    expect(holderChange(post, 'นายสมชาย ใจดี', { startsOn: '2020-01-01' }).kind).toBe('dated')
    expect(holderChange(post, 'นายสมชาย ใจดี', { startsOn: '2019-03-01' }).kind).toBe('same')
    expect(holderChange(post, 'นายสมชาย ใจดี', { acting: true }).kind).toBe('dated')
  })
  it.each([
    'นายมาใหม่ แทนที่ (รักษาการ)',
    'นายมาใหม่ แทนที่ - รักษาการ',
    'รักษาการ นายมาใหม่ แทนที่',
    'ผู้รักษาการ นายมาใหม่ แทนที่',
    'นายมาใหม่ แทนที่ (ผู้รักษาการแทน)',
  ])('knows who only acts by the note beside the name: %s', (typed) => {
    expect(holderChange(post, typed)).toMatchObject({
      acting: true,
      person: { title: 'นาย', firstName: 'มาใหม่', lastName: 'แทนที่' },
    })
    expect(holderChange(post, 'นายรักษา การดี').acting).toBe(false)
  })
  it('takes nothing of a successor from who was there', () => {
    const known = held('p', 'x', {
      person: { ...somchai.person, position: 'ครู', example: true },
      startsOn: null,
      acting: true,
    })
    expect(holderChange(known, 'นางใหม่ มาแล้ว')).toMatchObject({
      person: { position: '', example: false },
      acting: false,
    })
    expect(holderChange(known, 'นายสมชาย ใจดีย์').person).toMatchObject({ position: 'ครู', example: true })
  })
  it('asks before somebody leaves, and only then', () => {
    fc.assert(
      fc.property(fc.constantFrom('นายสมชาย ใจดี', '', 'นางใหม่ มาแล้ว', 'นายสมชาย ใจดีย์'), (typed) => {
        const change = holderChange(post, typed)
        const leaves = change.person === null || !change.after.startsWith('นายสมชาย')
        expect(asksFirst(change)).toBe(leaves)
      }),
    )
  })
})

const line = (id: string, more: Partial<PostLine> = {}): PostLine =>
  ({
    id,
    name: `ผู้ใหญ่บ้าน ${id}`,
    kind: 'villageHead',
    kindName: 'ผู้ใหญ่บ้าน',
    areaName: '',
    tambonCode: '800201',
    holder: null,
    next: null,
    ...more,
  }) as PostLine
const holder = { name: 'นายสมชาย ใจดี', ...somchai } as unknown as PostLine['holder']

describe('edited rows', () => {
  it('are saved, asked or wait by what they say', () => {
    const rows = [
      line('a'),
      line('b', { holder }),
      line('c', { holder }),
      line('d'),
      line('e'),
      line('f', { holder }),
    ].map(holderRow)
    const edited = rows.map((row) => {
      if (row.id === 'a') return { ...row, name: 'นายใหม่ มาแล้ว' }
      if (row.id === 'b') return { ...row, name: 'นางสาวสมหญิง รักไทย' }
      if (row.id === 'c') return { ...row, startsOn: '2020-02-02' }
      if (row.id === 'd') return { ...row, startsOn: '2020-02-02' }
      if (row.id === 'e') return { ...row, name: `นาย${'ก'.repeat(90)} ดี` }
      return row
    })
    const touched = touchedRows(rows, edited)
    expect(touched.map((row) => row.id)).toEqual(['a', 'b', 'c', 'd', 'e'])
    const verdict = judgeRows(touched)
    expect(verdict.ready.map((one) => [one.postId, one.kind])).toEqual([
      ['a', 'first'],
      ['c', 'dated'],
    ])
    expect(verdict.asked.map((one) => one.postId)).toEqual(['b'])
    expect([...verdict.wrong]).toEqual([
      ['d', { name: { key: 'required', params: {} } }],
      ['e', { name: { key: 'tooLong', params: { maximum: 80 } } }],
    ])
    expect(changeOfRow(holderRow(line('z', { holder }))).kind).toBe('same')
  })
  it('are found by post and holder, or only where nobody is', () => {
    const posts = [line('1', { holder }), line('2'), line('3', { tambonCode: '800202' })]
    const all = { tambonCode: null, kind: null, vacantOnly: false, text: '' }
    expect(filterPosts(posts, { ...all, text: 'สมชาย' }).map((one) => one.id)).toEqual(['1'])
    expect(filterPosts(posts, { ...all, vacantOnly: true }).map((one) => one.id)).toEqual(['2', '3'])
    expect(filterPosts(posts, { ...all, tambonCode: '800202' }).map((one) => one.id)).toEqual(['3'])
  })
})

const tambons = [
  { code: '800201', name: 'พรหมโลก' },
  { code: '800202', name: 'บ้านเกาะ' },
]
const target = (id: string, tambonCode: string, mooNo: number, villageName: string): PasteTarget => ({
  id,
  name: `ผู้ใหญ่บ้าน หมู่ที่ ${mooNo} ตำบล${tambons.find((one) => one.code === tambonCode)?.name}`,
  holder: null,
  tambonCode,
  mooNo,
  villageName,
  isHead: true,
})
const posts: PasteTarget[] = [
  target('a1', '800201', 1, 'บ้านนอกท่า'),
  target('a2', '800201', 2, 'บ้านวังลุง'),
  { ...target('b1', '800202', 1, 'บ้านเกาะ'), holder: somchai },
  {
    id: 'k',
    name: 'กำนันตำบลพรหมโลก',
    holder: null,
    tambonCode: '800201',
    mooNo: null,
    villageName: '',
    isHead: false,
  },
]
const read = (text: string, only: string | null = null) =>
  parseHolderPaste(text, posts, tambons, only).map((row) =>
    row.change ? [row.change.postId, row.change.after, row.change.startsOn] : (row.problem?.key ?? ''),
  )

describe('a pasted list of holders', () => {
  it('is understood by the heads of its columns, in any order, with others between', () => {
    expect(
      read(
        'ลำดับ\tชื่อ - สกุล\tเบอร์โทร\tหมู่ที่\tตำบล\tวันที่ได้รับแต่งตั้ง\n1\tนายใหม่ มาแล้ว\t08x\t๒\tต.พรหมโลก\t1 ก.ค. 2565\n2\tนางสาวสมหญิง รักไทย\t\t1\tบ้านเกาะ\t',
      ),
    ).toEqual([
      ['a2', 'นายใหม่ มาแล้ว', '2022-07-01'],
      ['b1', 'นางสาวสมหญิง รักไทย', null],
    ])
  })
  it('is understood without heads, with and without a running number', () => {
    expect(read('พรหมโลก\t1\tบ้านนอกท่า\tนายใหม่ มาแล้ว')).toEqual([['a1', 'นายใหม่ มาแล้ว', null]])
    expect(read('7\tพรหมโลก\t2\tนายใหม่ มาแล้ว\t1/7/2565')).toEqual([['a2', 'นายใหม่ มาแล้ว', '2022-07-01']])
  })
  it('takes a row of a post by its name, also in short forms, and the kamnan by tambon', () => {
    expect(read('ผู้ใหญ่บ้าน ม.2 ต.พรหมโลก\tนายใหม่ มาแล้ว')).toEqual([['a2', 'นายใหม่ มาแล้ว', null]])
    expect(read('ตำบล\tตำแหน่ง\tชื่อ\nพรหมโลก\tกำนัน\tนายใหญ่ มาแล้ว')).toEqual([['k', 'นายใหญ่ มาแล้ว', null]])
  })
  it('joins title, first and last name of columns of their own', () => {
    expect(read('ตำบล\tหมู่ที่\tคำนำหน้า\tชื่อ\tสกุล\nพรหมโลก\t1\tนางสาว\tสมหญิง\tรักไทย')).toEqual([
      ['a1', 'นางสาวสมหญิง รักไทย', null],
    ])
  })
  it('takes the tambon in hand where the list has none, and asks where it could be several', () => {
    expect(read('1\tนายใหม่ มาแล้ว', '800202')).toEqual([['b1', 'นายใหม่ มาแล้ว', null]])
    expect(read('หมู่ที่\tชื่อ\n1\tนายใหม่ มาแล้ว')).toEqual(['whichTambon'])
  })
  it('vacates a post where the list says so', () => {
    expect(parseHolderPaste('บ้านเกาะ\t1\tว่าง', posts, tambons, null)[0]?.change).toMatchObject({
      postId: 'b1',
      kind: 'vacated',
      person: null,
    })
  })
  it('says of each wrong row why, and keeps the others', () => {
    expect(
      read(
        'ตำบล\tหมู่ที่\tชื่อ\tตั้งแต่วันที่\nพรหมโลก\t1\tนายดี แล้ว\t1 ก.ค. 2565\nพรหมโลก\t1\tนายซ้ำ แล้ว\t\nไม่มี\t1\tนายก ข\t\nพรหมโลก\t9\tนายก ข\t\nพรหมโลก\t2\t\t\nบ้านเกาะ\t1\tนายก ข\t31 ก.พ. 2565',
      ),
    ).toEqual([
      ['a1', 'นายดี แล้ว', '2022-07-01'],
      'twice',
      'unknownTambon',
      'unknownPost',
      'noName',
      'date.impossible',
    ])
  })
  it('never fails, whatever is on the clipboard', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const row of parseHolderPaste(text, posts, tambons, null))
          expect((row.change === null) !== (row.problem === null)).toBe(true)
      }),
    )
  })
})

describe('the copy of what is kept of a person', () => {
  it('holds every post, seat, order and meeting, with words for how', () => {
    const facts = personFacts(
      {
        ...somchai.person,
        id: 'x',
        name: 'นายสมชาย ใจดี',
        holdings: [
          { postId: 'p', post: 'กำนัน', startsOn: '2019-03-01', endsOn: null, endReason: '', acting: true },
        ],
        seats: [{ bodyId: 'b', body: 'ก.บ.ต.', title: 'กรรมการ', untilOn: '2025-01-01' }],
        orders: [
          {
            id: 'o',
            body: 'ก.บ.ต.',
            number: 12,
            numberYear: 2565,
            signedOn: '2022-02-14',
            title: 'กรรมการ',
            position: 'กำนัน',
          },
        ],
        meetings: [{ id: 'm', title: 'ประชุม', heldOn: '2022-03-01', state: 'absent' }],
      },
      { acting: 'รักษาการ', meeting: (state) => `(${state})` },
    )
    expect(facts.map(({ part, what, detail, from, to }) => [part, what, detail, from, to])).toEqual([
      ['name', 'นายสมชาย ใจดี', '', null, null],
      ['post', 'กำนัน', 'รักษาการ', '2019-03-01', null],
      ['seat', 'ก.บ.ต.', 'กรรมการ', null, '2025-01-01'],
      ['order', 'ก.บ.ต.', '12/2565 · กรรมการ · กำนัน', '2022-02-14', null],
      ['meeting', 'ประชุม', '(absent)', '2022-03-01', null],
    ])
  })
  it('is CSV that a spreadsheet reads as text, whatever stands in it', () => {
    expect(csvOf([['ก', 'a,b', 'เขา "ว่า"', '=1+1']])).toBe('\uFEFFก,"a,b","เขา ""ว่า""",\'=1+1\r\n')
  })
})
