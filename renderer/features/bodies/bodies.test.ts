import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BodyLine, BodyRule, MissingBody, Seat } from '../../../core/bodies/contract.ts'
import type { BodyWarning, WarnedSeat } from '../../../core/bodies/rules.ts'
import { postKey } from '../../../core/people/rules.ts'
import {
  bodyRows,
  canBeConfirmed,
  countRows,
  filterRows,
  groupRows,
  nameOfBody,
  officeGroup,
} from './body-rows.ts'
import { reasonsOf, seatNotes } from './reasons.ts'
import {
  checkSeat,
  emptySeat,
  holdersTypedOver,
  isEmptySeat,
  type SeatRow,
  seatRowOf,
  seatText,
  withPost,
} from './seat-rows.ts'

const rules = [
  { kind: 'tambonCommittee', shortName: 'ก.บ.ต.', area: 'tambon' },
  { kind: 'coordCentreDistrict', shortName: 'ศอช.อ.', area: 'district' },
  { kind: 'villageCommittee', shortName: 'กม.', area: 'village' },
] as BodyRule[]

const tambons = [
  { code: '800201', name: 'หนึ่ง' },
  { code: '800202', name: 'สอง' },
]

const who = (seatId: string | null, name: string, post = 'ผู้ใหญ่บ้าน หมู่ที่ 3'): WarnedSeat => ({
  seatId,
  postId: null,
  personId: name,
  name,
  post,
  title: 'กรรมการ',
})
const warning = (
  key: BodyWarning['key'],
  level: BodyWarning['level'] = 'review',
  whom: WarnedSeat[] = [],
): BodyWarning => ({ key, level, params: { count: whom.length }, who: whom })

function body(
  id: string,
  state: BodyLine['state'],
  { kind = 'tambonCommittee', tambonCode = '800201' as string | null, warnings = [] as BodyWarning[] } = {},
): BodyLine {
  return {
    id,
    kind,
    kindName: rules.find((rule) => rule.kind === kind)?.shortName ?? '',
    name: `คณะ ${id}`,
    areaName: `ที่ ${id}`,
    tambonCode,
    villageId: null,
    state,
    warnings,
    order: null,
  } as unknown as BodyLine
}
const notSetUp: MissingBody = {
  kind: 'tambonCommittee',
  kindName: 'ก.บ.ต.',
  tambonCode: '800202',
  villageId: null,
  areaName: 'ตำบลสอง',
}

describe('the list of committees', () => {
  it('puts what asks for work first in its group, those of the whole office in one group', () => {
    const rows = bodyRows(
      [
        body('fine', 'current'),
        body('old', 'closed'),
        body('bad', 'review'),
        body('none', 'missing'),
        body('district', 'current', { kind: 'coordCentreDistrict', tambonCode: null }),
      ],
      [notSetUp],
      rules,
      tambons,
    )
    const groups = groupRows(rows, 'kind', null)
    expect(groups.map((group) => [group.key, group.rows.map((row) => row.key)])).toEqual([
      ['tambonCommittee', ['bad', 'none', 'tambonCommittee:800202:', 'fine', 'old']],
      [officeGroup, ['district']],
    ])
    expect(groups[0]?.counts).toMatchObject({
      review: 1,
      missing: 1,
      notSetUp: 1,
      current: 1,
      closed: 1,
      asked: 4,
    })
  })

  it('of 200 that are in order shows only the one that is not, until it is opened', () => {
    const many = Array.from({ length: 200 }, (_, at) =>
      body(`v${at}`, at === 137 ? 'review' : 'current', { kind: 'villageCommittee' }),
    )
    const rows = bodyRows(many, [], rules, tambons)
    const [folded] = groupRows(rows, 'kind', new Set())
    expect(folded?.rows.map((row) => row.key)).toEqual(['v137'])
    expect(folded?.folded).toBe(199)
    const [open] = groupRows(rows, 'kind', new Set(['villageCommittee']))
    expect([open?.rows.length, open?.folded]).toEqual([200, 0])
    expect(folded?.all).toHaveLength(200)
    expect(open?.rows[0]?.key).toBe('v137')
  })

  it('of 250 that all ask for work shows forty at first', () => {
    const many = Array.from({ length: 250 }, (_, at) =>
      body(`v${at}`, 'missing', { kind: 'villageCommittee' }),
    )
    const [group] = groupRows(bodyRows(many, [], rules, tambons), 'kind', new Set())
    expect([group?.rows.length, group?.folded, group?.all.length]).toEqual([40, 210, 250])
  })

  it('loses and doubles no body, whatever the grouping', () => {
    const states = fc.constantFrom('review', 'missing', 'current', 'closed')
    const kinds = fc.constantFrom('tambonCommittee', 'villageCommittee', 'coordCentreDistrict', 'unknownKind')
    const one = fc.record({
      state: states,
      kind: kinds,
      tambonCode: fc.constantFrom('800201', '800202', null),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), fc.constantFrom('kind', 'tambon'), (made, by) => {
        const rows = bodyRows(
          made.map(({ state, ...rest }, at) => body(`b${at}`, state, rest)),
          [],
          rules,
          tambons,
        )
        const groups = groupRows(rows, by, new Set())
        const hidden = groups.reduce((sum, group) => sum + group.folded, 0)
        const shown = groups.flatMap((group) => group.rows.map((row) => row.key))
        expect(shown.length + hidden).toBe(rows.length)
        expect(new Set(shown).size).toBe(shown.length)
        // what asks for work is folded away only behind forty others that do
        for (const group of groups) {
          const needs = group.all.filter((row) => row.state === 'review' || row.state === 'missing')
          for (const row of needs.slice(0, 40)) expect(shown).toContain(row.key)
        }
        expect(countRows(rows).asked).toBe(rows.filter((row) => row.state !== 'closed').length)
      }),
    )
  })

  it('is found by whom the reasons are about, also with Thai digits', () => {
    const rows = bodyRows(
      [
        body('a', 'review', {
          warnings: [warning('holderLeft', 'review', [who('s', 'นายสมชาย ใจดี', 'ผู้ใหญ่บ้าน หมู่ที่ 7')])],
        }),
        body('b', 'current'),
      ],
      [],
      rules,
      tambons,
    )
    const found = (text: string) =>
      filterRows(rows, { tambonCode: null, group: null, state: null, text }).map((row) => row.key)
    expect(found('สมชาย')).toEqual(['a'])
    expect(found('หมู่ที่ ๗')).toEqual(['a'])
    expect(found('ไม่มีใคร')).toEqual([])
  })

  it('offers to confirm only what nothing but the yearly review is asked of', () => {
    expect(
      canBeConfirmed(
        body('a', 'review', { warnings: [warning('notReviewed'), warning('vacant', 'notice')] }),
      ),
    ).toBe(true)
    expect(
      canBeConfirmed(body('b', 'review', { warnings: [warning('notReviewed'), warning('expired')] })),
    ).toBe(false)
    expect(canBeConfirmed(body('c', 'current'))).toBe(false)
  })

  it('fills the name of a body from its template and leaves no holes', () => {
    expect(nameOfBody('คณะ (ก.บ.ต.) ตำบล{{tambon}} {{unknown}}', { tambon: 'หนึ่ง' })).toBe(
      'คณะ (ก.บ.ต.) ตำบลหนึ่ง',
    )
  })
})

describe('reasons', () => {
  it('say who left and who came into the same seat in one sentence', () => {
    const reasons = reasonsOf([
      warning('holderLeft', 'review', [who('s1', 'นายเก่า หนึ่ง'), who('s2', 'นายเก่า สอง', 'กำนัน')]),
      warning('holderNew', 'review', [who('s1', 'นางใหม่ หนึ่ง'), who('s3', 'นายอื่น สาม', 'ปลัด อบต.')]),
    ])
    expect(reasons.map(({ key, params, seatId }) => [key, params, seatId])).toEqual([
      ['holderChanged', { who: 'นายเก่า หนึ่ง ผู้ใหญ่บ้าน หมู่ที่ 3', after: 'นางใหม่ หนึ่ง' }, 's1'],
      ['holderLeft', { who: 'นายเก่า สอง กำนัน' }, 's2'],
      ['holderNew', { who: 'นายอื่น สาม ปลัด อบต.' }, 's3'],
    ])
  })
  it('say many of a kind together, but one by one beside their seats', () => {
    const added = Array.from({ length: 12 }, (_, at) => who(`s${at}`, `นายก ${at}`))
    expect(reasonsOf([warning('seatAdded', 'review', added)])).toMatchObject([
      { key: 'seatAdded.many', params: { count: 12, names: 'นายก 0, นายก 1, นายก 2 …' }, seatId: null },
    ])
    expect(seatNotes([warning('seatAdded', 'review', added)]).size).toBe(12)
  })
  it('say of one who left an empty seat once that it is empty', () => {
    const reasons = reasonsOf([
      warning('holderLeft', 'review', [who('s1', 'นายเก่า หนึ่ง', 'ผู้ใหญ่บ้าน หมู่ที่ ๑')]),
      warning('vacant', 'notice', [who('s1', '', 'ผู้ใหญ่บ้าน หมู่ที่ ๑'), who('s2', '', 'ครู กศน.')]),
    ])
    expect(reasons.map(({ key, params }) => [key, params.who])).toEqual([
      ['holderLeft', 'นายเก่า หนึ่ง ผู้ใหญ่บ้าน หมู่ที่ 1'],
      ['vacant', 'ครู กศน.'],
    ])
  })
  it('beside the seat say whom the holder follows, and of one who sits twice both seats', () => {
    const notes = seatNotes([
      warning('holderLeft', 'review', [who('s1', 'นายเก่า หนึ่ง'), who('s2', 'นายเก่า สอง')]),
      warning('holderNew', 'review', [who('s1', 'นางใหม่ หนึ่ง')]),
      warning('sitsTwice', 'review', [who('s1', 'นางใหม่ หนึ่ง'), who('s4', 'นางใหม่ หนึ่ง')]),
      warning('vacant', 'notice', [who('s2', '')]),
    ])
    expect(
      [...notes].map(([seat, all]) => [seat, all.map(({ key, params }) => `${key} ${params.name}`)]),
    ).toEqual([
      ['s1', ['holderChanged นายเก่า หนึ่ง', 'sitsTwice นางใหม่ หนึ่ง']],
      ['s2', ['holderLeft นายเก่า สอง']],
      ['s4', ['sitsTwice นางใหม่ หนึ่ง']],
    ])
  })
  it('name one who sits twice once, with both posts, and put work before notices', () => {
    const reasons = reasonsOf([
      warning('vacant', 'notice', [who('v', '', 'ครู กศน.')]),
      warning('sitsTwice', 'review', [who('a', 'นายกำนัน ดี', 'กำนัน'), who('b', 'นายกำนัน ดี', 'ผู้ใหญ่บ้าน หมู่ที่ 1')]),
    ])
    expect(reasons.map(({ key, params }) => [key, params])).toEqual([
      ['sitsTwice', { name: 'นายกำนัน ดี', posts: 'กำนัน, ผู้ใหญ่บ้าน หมู่ที่ 1' }],
      ['vacant', { who: 'ครู กศน.', title: 'กรรมการ' }],
    ])
  })
})

const somchai = { title: 'นาย', firstName: 'สมชาย', lastName: 'ใจดี', position: '', example: false }
const seat: Seat = {
  id: 's1',
  no: 1,
  title: 'กรรมการ',
  role: 'member',
  filledBy: 'post',
  post: 'ผู้ใหญ่บ้าน หมู่ที่ 3 ตำบลหนึ่ง',
  postId: 'p1',
  personId: 'x1',
  person: somchai,
  untilOn: null,
  since: '2020-01-01',
  acting: false,
}

describe('a seat', () => {
  it('is vacant without any name', () => {
    expect(checkSeat({ ...emptySeat(), title: 'กรรมการ', post: 'กำนัน' }).fields).toMatchObject({
      person: null,
      filledBy: 'post',
    })
  })
  it('takes a whole name from one cell of Excel', () => {
    expect(
      checkSeat({ ...emptySeat(), title: 'กรรมการ', name: 'ว่าที่ร้อยตรี สมชาย ณ นคร' }).fields?.person,
    ).toMatchObject({
      title: 'ว่าที่ร้อยตรี',
      firstName: 'สมชาย',
      lastName: 'ณ นคร',
    })
  })
  it('keeps the parts of a recorded name that nobody typed over', () => {
    const odd = { ...somchai, title: 'ผอ.', firstName: 'สมชาย กลาง' }
    expect(checkSeat(seatRowOf({ ...seat, postId: null, person: odd })).fields?.person).toEqual(odd)
  })
  it('without its title is wrong at the title', () => {
    expect(Object.keys(checkSeat({ ...emptySeat(), name: 'นายสมมติ ดี' }).problems ?? {})).toEqual(['title'])
    expect(isEmptySeat(emptySeat())).toBe(true)
  })
  it('with a name that is too long is wrong at the name', () => {
    expect(
      Object.keys(
        checkSeat({ ...emptySeat(), title: 'กรรมการ', name: `นาย${'ก'.repeat(120)} ดี` }).problems ?? {},
      ),
    ).toEqual(['name'])
  })
  it('brings the holder of a picked post, and is words of its own otherwise', () => {
    const post = {
      id: 'p9',
      name: 'กำนันตำบลหนึ่ง',
      holder: { person: somchai, startsOn: '2021-05-01', acting: true },
    }
    const posts = new Map([[postKey(post.name), post]])
    expect(withPost(emptySeat(), 'กำนัน ต.หนึ่ง', posts)).toMatchObject({
      post: 'กำนันตำบลหนึ่ง',
      postId: 'p9',
      filledBy: 'post',
      name: 'นายสมชาย ใจดี',
      since: '2021-05-01',
      acting: true,
    })
    expect(withPost({ ...emptySeat(), name: 'นาย ก' }, 'ผู้แทนครู', posts)).toMatchObject({
      post: 'ผู้แทนครู',
      postId: null,
      name: 'นาย ก',
    })
  })
  it('has nothing to save when only what follows from the records changed', () => {
    const row = seatRowOf(seat)
    expect(seatText([{ ...row, since: '2022-01-01', acting: true, key: 'k' }])).toBe(seatText([row]))
    expect(seatText([{ ...row, untilOn: '2022-01-01' }])).not.toBe(seatText([row]))
  })
})

describe('names typed over the holder of a post', () => {
  const row = seatRowOf(seat)
  const typed = (name: string, more: Partial<SeatRow> = {}) =>
    holdersTypedOver([row], [{ ...row, ...more, name }])
  it('are asked first when they are of somebody else, and the cell says what is recorded meanwhile', () => {
    const { rows, changes } = typed('นางสาวสมหญิง รักดี')
    expect(rows[0]?.name).toBe('นายสมชาย ใจดี')
    expect(changes).toMatchObject([
      { postId: 'p1', before: 'นายสมชาย ใจดี', after: 'นางสาวสมหญิง รักดี', kind: 'succeeds' },
    ])
  })
  it('emptied, are asked first too', () => {
    expect(typed('').changes).toMatchObject([{ kind: 'vacated', person: null }])
  })
  it('go their way when they are only spelt right, of a person, or when the post was changed with them', () => {
    for (const { rows, changes } of [
      typed('นายสมชาย ใจดีี'),
      typed('นายใหม่ คนอื่น', { filledBy: 'person' }),
      typed('นายใหม่ คนอื่น', { postId: 'p2' }),
    ]) {
      expect(changes).toEqual([])
      expect(rows[0]?.name).not.toBe('นายสมชาย ใจดี')
    }
  })
  it('are asked once for a post that sits twice', () => {
    const twin = { ...row, key: 's2', id: 's2' }
    const next = [row, twin].map((one) => ({ ...one, name: 'นางสาวสมหญิง รักดี' }))
    expect(holdersTypedOver([row, twin], next).changes).toHaveLength(1)
  })
})
