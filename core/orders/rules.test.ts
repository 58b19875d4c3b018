import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memberChanges, type SeatNow } from '../bodies/rules.ts'
import { applyChanges, compareMembers, type OrderMember } from './rules.ts'

const names = ['', 'นายกอ หนึ่ง', 'นางขอ สอง', 'นายคอ สาม', 'นางสาวงอ สี่']
const positions = ['', 'กำนันตำบลหนึ่ง', 'ผู้ใหญ่บ้าน หมู่ที่ 1', 'ผู้ใหญ่บ้าน หมู่ที่ 2', 'ปลัดอำเภอ']
const titles = ['ประธานกรรมการ', 'กรรมการ', 'กรรมการและเลขานุการ']
const member: fc.Arbitrary<OrderMember> = fc.record(
  {
    name: fc.constantFrom(...names),
    position: fc.constantFrom(...positions),
    title: fc.constantFrom(...titles),
    seatId: fc.constantFrom('s1', 's2', 's3', 's4', 's5'),
    personId: fc.constantFrom('p1', 'p2', 'p3', null),
  },
  { requiredKeys: ['name', 'position', 'title'] },
)
/** A seat stands once in a list. */
const list = fc.uniqueArray(member, { maxLength: 8, selector: (one) => one.seatId ?? one }) as fc.Arbitrary<
  OrderMember[]
>
const words = ({ name, position, title }: OrderMember) => `${name}|${position}|${title}`

const one = (
  name: string,
  position: string,
  title: string,
  more: Partial<OrderMember> = {},
): OrderMember => ({
  name,
  position,
  title,
  ...more,
})

const seatOf = (member: OrderMember, at: number): SeatNow => ({
  seatId: member.seatId ?? `new${at}`,
  postId: null,
  personId: member.personId ?? null,
  title: member.title,
  role: 'member',
  filledBy: member.position === '' ? 'person' : 'post',
  post: member.position,
  name: member.name,
  position: member.position,
  untilOn: null,
})

describe('differences of members', () => {
  it('are none for an amendment only where nothing asks for a review of the body', () => {
    const appointed = (members: OrderMember[]) =>
      members.filter((one) => one.name !== '' || one.position !== '')
    fc.assert(
      fc.property(list.map(appointed), list.map(appointed), fc.boolean(), (before, others, same) => {
        const now = same ? [...before].reverse() : others
        const { left, came, added, removed, renamed } = memberChanges(before, now.map(seatOf))
        const asks = [left, came, added, removed, renamed].some((some) => some.length > 0)
        const changes = compareMembers(before, now)
        if (changes.length === 0) expect(asks).toBe(false)
        // the position alone is nothing that makes an order wrong
        if (!asks) expect(changes.every(({ kind }) => kind === 'corrected' || kind === 'instead')).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it('a seat taken out and put in again is no change, a name spelt right is a correction', () => {
    const was = one('นายสมชาย ใจดี', 'กำนันตำบลหนึ่ง', 'กรรมการ', { seatId: 's1', personId: 'p1' })
    expect(compareMembers([was], [{ ...was, seatId: 's9' }])).toEqual([])
    expect(memberChanges([was], [seatOf({ ...was, seatId: 's9' }, 0)])).toMatchObject({
      added: [],
      removed: [],
    })
    const old = one('นายสมชาญ ใจดี', 'กำนันตำบลหนึ่ง', 'กรรมการ')
    const now = one('นายสมชาย ใจดี', 'กำนันตำบลหนึ่ง', 'กรรมการ', { seatId: 's1', personId: 'p1' })
    expect(compareMembers([old], [now]).map(({ kind }) => kind)).toEqual(['corrected'])
    expect(memberChanges([old], [seatOf(now, 0)])).toMatchObject({
      renamed: [{ before: 'นายสมชาญ ใจดี' }],
      left: [],
    })
  })

  it('turn the members before into those of now, for any two lists', () => {
    fc.assert(
      fc.property(list, list, (before, now) => {
        const after = applyChanges(before, compareMembers(before, now)).map(words)
        // A post that was given without a name stays so: whoever holds it was appointed already.
        const open = new Map<string, number>()
        for (const text of after) open.set(text, (open.get(text) ?? 0) + 1)
        const left = now.filter((wanted) => {
          const text = words(wanted)
          const found = open.get(text) ?? 0
          if (found > 0) open.set(text, found - 1)
          return found === 0
        })
        for (const wanted of left) {
          const byPost = words({ ...wanted, name: '' })
          expect(open.get(byPost) ?? 0, `${words(wanted)} not in ${after.join()}`).toBeGreaterThan(0)
          open.set(byPost, (open.get(byPost) ?? 0) - 1)
        }
        expect([...open.values()].every((count) => count === 0)).toBe(true)
        expect(after.length).toBe(now.length)
      }),
      { numRuns: 3000 },
    )
  })

  it('of a list with itself, in any order, are none', () => {
    fc.assert(
      fc.property(
        list.chain((before) =>
          fc.tuple(
            fc.constant(before),
            fc.shuffledSubarray(before, { minLength: before.length, maxLength: before.length }),
          ),
        ),
        ([before, now]) => {
          const bySeat = before.map((row) => row.seatId)
          // Seats that were made anew have no record to be known by.
          fc.pre(bySeat.every((id) => id !== undefined))
          expect(compareMembers(before, now)).toEqual([])
        },
      ),
    )
  })

  it('name who leaves, who comes instead, who is written differently and who is new', () => {
    const before = [
      one('นายกอ หนึ่ง', 'กำนันตำบลหนึ่ง', 'กรรมการ', { seatId: 's1', personId: 'p1' }),
      one('นางขอ สอง', 'ครู', 'กรรมการ', { seatId: 's2', personId: 'p2' }),
      one('นายคอ สาม', 'ปลัด', 'กรรมการ', { seatId: 's3', personId: 'p3' }),
      one('', 'ผู้ใหญ่บ้าน หมู่ที่ 1', 'กรรมการ', { seatId: 's4', personId: null }),
    ]
    const now = [
      one('นายจอ ห้า', 'กำนันตำบลหนึ่ง', 'กรรมการ', { seatId: 's1', personId: 'p5' }),
      one('นางขอ สองใหม่', 'ครู', 'กรรมการ', { seatId: 's2', personId: 'p2' }),
      one('นายฉอ หก', 'ผู้ใหญ่บ้าน หมู่ที่ 1', 'กรรมการ', { seatId: 's4', personId: 'p6' }),
      one('นายชอ เจ็ด', 'เกษตรตำบล', 'กรรมการ', { seatId: 's7', personId: 'p7' }),
    ]
    expect(compareMembers(before, now)).toEqual([
      { kind: 'instead', no: 1, was: before[0], now: now[0] },
      { kind: 'corrected', no: 2, was: before[1], now: now[1] },
      { kind: 'leaves', no: 3, was: before[2] },
      { kind: 'joins', now: now[3] },
    ])
  })

  it('of an order signed before seats were kept go by post and name', () => {
    const before = [one('นายกอ หนึ่ง', 'กำนันตำบลหนึ่ง', 'กรรมการ'), one('นางขอ สอง', 'ครู', 'กรรมการ')]
    const now = [
      one('นางขอ สอง', 'ครู', 'กรรมการและเลขานุการ', { seatId: 's2' }),
      one('นายจอ ห้า', 'กำนันตำบลหนึ่ง', 'กรรมการ', { seatId: 's1' }),
    ]
    expect(compareMembers(before, now).map(({ kind }) => kind)).toEqual(['instead', 'corrected'])
  })
})
