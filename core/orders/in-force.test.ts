import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inForceOf, inSequence, membersOf, type OrderRow } from './in-force.ts'

const row = (id: string, more: Partial<OrderRow> = {}): OrderRow => ({
  id,
  officeId: 'o',
  bodyId: 'b',
  editionFy: 2565,
  subject: id,
  reason: '',
  powers: '',
  duties: [],
  effectiveOn: null,
  state: 'signed',
  number: null,
  numberYear: 2565,
  signedOn: '2022-01-01',
  signatoryId: null,
  action: 'appoint',
  supersedesId: null,
  moreBodyIds: [],
  annex: 'auto',
  secrecy: '',
  batchId: null,
  members: [],
  ...more,
})
const names = (rows: readonly OrderRow[]) => rows.map(({ id }) => id)

describe('orders in their sequence', () => {
  it('stand after those they replace, also when dated earlier or on the same day', () => {
    const rows = [
      row('c', { action: 'replace', supersedesId: 'd', signedOn: '2022-01-05' }),
      row('d', { signedOn: '2022-03-01' }),
      row('a', { action: 'amend', supersedesId: 'c', signedOn: '2022-03-01' }),
    ]
    expect(names(inSequence(rows))).toEqual(['d', 'c', 'a'])
    expect(inForceOf('b', inSequence(rows))).toMatchObject({ order: { id: 'c' }, amendments: [{ id: 'a' }] })
  })

  it('come to the same whatever order they are read in, and never stand before what they are about', () => {
    const history = fc
      .array(
        fc.record({
          action: fc.constantFrom('appoint', 'replace', 'amend', 'cancel'),
          about: fc.nat(20),
          day: fc.integer({ min: 1, max: 28 }),
        }),
        { maxLength: 12 },
      )
      .map((steps) =>
        steps.map(({ action, about, day }, at) =>
          row(`r${String(at).padStart(2, '0')}`, {
            action,
            signedOn: `2022-02-${String(day).padStart(2, '0')}`,
            supersedesId: at === 0 || action === 'appoint' ? null : `r${String(about % at).padStart(2, '0')}`,
          }),
        ),
      )
    fc.assert(
      fc.property(
        history.chain((rows) =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
          ),
        ),
        ([rows, shuffled]) => {
          const sequence = inSequence(rows)
          expect(names(inSequence(shuffled))).toEqual(names(sequence))
          for (const [at, one] of sequence.entries())
            if (one.supersedesId !== null) expect(names(sequence.slice(0, at))).toContain(one.supersedesId)
        },
      ),
    )
  })

  it('that point at each other in a circle (a spoilt package) still come to an end', () => {
    const rows = [
      row('a', { action: 'replace', supersedesId: 'b1' }),
      row('b1', { action: 'replace', supersedesId: 'a' }),
    ]
    expect(inSequence(rows)).toHaveLength(2)
    expect(inForceOf('b', inSequence(rows))).not.toBeNull()
  })

  it('name the members of each body; those of before format 1.2 have one body and do not say it', () => {
    const member = { name: 'นายกอ', position: '', title: 'กรรมการ' }
    const old = row('a', { members: [member] })
    expect(membersOf(old, 'b')).toEqual([member])
    expect(membersOf(old, 'other')).toEqual([])
    const many = row('m', {
      moreBodyIds: ['c'],
      members: [
        { ...member, bodyId: 'b' },
        { ...member, bodyId: 'c', name: 'นายขอ' },
      ],
    })
    expect(inForceOf('c', [many])?.members.map(({ name }) => name)).toEqual(['นายขอ'])
  })
})
