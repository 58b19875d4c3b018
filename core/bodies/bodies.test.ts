import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { OrderMember } from '../orders/rules.ts'
import {
  type BodyLimits,
  type BodyNow,
  bodyWarnings,
  memberChanges,
  quorumNeeded,
  type SeatFields,
  type SeatNow,
} from './rules.ts'

afterEach(closeAll)

async function district(): Promise<Client> {
  const { client } = await openTestCore()
  await setUpDistrict(client)
  const village = (mooNo: number, headmanName: string) => ({
    id: null,
    fields: {
      kind: 'village' as const,
      tambonCode: '800201',
      mooNo,
      name: `บ้านทดสอบ${mooNo}`,
      officialCode: null,
      population: null,
      households: null,
      headmanName,
      example: true,
    },
  })
  const { ids } = await client.geography.saveVillages({
    rows: [village(1, ''), village(2, 'ว่าที่ร้อยตรี สมชาย ณ นคร')],
    dryRun: false,
  })
  await client.geography.saveLao({
    id: null,
    fields: { name: 'เทศบาลตำบลพรหมโลก', laoType: 'SUBDISTRICT_MUNI', code: null, example: true },
    villages: ids.map((villageId) => ({ villageId, part: false })),
  })
  await client.geography.saveLao({
    id: null,
    fields: { name: 'องค์การบริหารส่วนตำบลอินคีรี', laoType: 'SAO', code: null, example: true },
    villages: [],
  })
  return client
}

const open = (client: Client, kind: string, tambonCode: string | null = '800201', name = '') =>
  client.bodies.open({ kind, name, tambonCode, villageId: null }).then(({ id }) => id)

const person = (firstName: string, position = '', title = 'นาย') => ({
  title,
  firstName,
  lastName: 'ใจดี',
  position,
  example: true,
})
const seat = (title: string, sits: SeatFields['person'], change: Partial<SeatFields> = {}): SeatFields => ({
  title,
  role: 'member',
  filledBy: 'person',
  post: '',
  person: sits,
  ...change,
})

describe('a body', () => {
  it('opens with the seats of its template, one per village and LAO of its tambon', async () => {
    const client = await district()
    const body = await client.bodies.get({ id: await open(client, 'tambonCommittee') })
    expect(body.name).toBe('คณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก')
    expect(body.areaName).toBe('ตำบลพรหมโลก')
    const posts = body.seatRows.map((row) => row.post)
    expect(posts[0]).toBe('ปลัดอำเภอผู้รับผิดชอบประจำตำบลพรหมโลก')
    expect(posts.filter((post) => post.startsWith('ผู้ใหญ่บ้าน'))).toEqual([
      'ผู้ใหญ่บ้าน หมู่ที่ 1 ตำบลพรหมโลก',
      'ผู้ใหญ่บ้าน หมู่ที่ 2 ตำบลพรหมโลก',
    ])
    expect(posts).toContain('ปลัดเทศบาลตำบลพรหมโลก')
    expect(posts.join()).not.toContain('อินคีรี')
    expect(body.seatRows.map((row) => row.no)).toEqual(body.seatRows.map((_, at) => at + 1))
    expect(body.seatRows[0]?.role).toBe('chair')
    const headman = body.seatRows.find((row) => row.post.includes('หมู่ที่ 2'))
    expect(headman?.person).toMatchObject({ title: 'ว่าที่ร้อยตรี', firstName: 'สมชาย', lastName: 'ณ นคร' })
    expect(body.filled).toBe(1)
    expect(body.warnings.map((warning) => warning.key)).toEqual(['noOrder', 'vacant'])
    expect(body.state).toBe('missing')
    expect(body.rule).toMatchObject({ shortName: 'ก.บ.ต.', minimum: null })
    expect(body.rule.certainty).toMatch(/^[A-Z]/u)
    expect(body.rule.source).not.toBe('')
    expect((await client.bodies.kinds()).map((kind) => kind.kind)).toContain('coordCentreDistrict')
  })

  it('is refused twice, outside the office, of an unknown kind, without a name', async () => {
    const client = await district()
    await open(client, 'coordCentreTambon')
    expect(await faultOf(open(client, 'coordCentreTambon'))).toMatchObject({
      code: 'record.duplicate',
      params: { kind: 'body' },
    })
    expect(await faultOf(open(client, 'tambonCommittee', '800301'))).toEqual({
      code: 'body.areaOutside',
      params: { area: 'เขาแก้ว' },
    })
    expect((await faultOf(open(client, 'coordCentreProvince', null))).code).toBe('body.areaOutside')
    expect(await faultOf(open(client, 'senate'))).toEqual({
      code: 'body.unknownKind',
      params: { kind: 'senate' },
    })
    expect((await faultOf(open(client, 'tambonCommittee', null))).params.issues).toMatchObject([
      { path: ['tambonCode'], key: 'required' },
    ])
    expect((await faultOf(open(client, 'other', null))).params.issues).toMatchObject([
      { path: ['name'], key: 'required' },
    ])
    await open(client, 'other', null, 'ศูนย์ปฏิบัติการป้องกันและปราบปรามยาเสพติดอำเภอ')
    expect((await faultOf(open(client, 'other', null, 'ศูนย์ปฏิบัติการป้องกันและปราบปรามยาเสพติดอำเภอ'))).code).toBe(
      'record.duplicate',
    )
    expect(await client.bodies.list({ editionFy: null })).toHaveLength(2)
  })
})

describe('seats', () => {
  it('are saved as one command; persons are made, found again, corrected and forgotten', async () => {
    const client = await district()
    const id = await open(client, 'coordCentreTambon')
    const save = (seats: { id: string | null; fields: SeatFields }[]) =>
      client.bodies.saveSeats({ bodyId: id, seats })
    const first = await save([
      { id: null, fields: seat('ประธานกรรมการ', person('หนึ่ง', 'ประธาน อช.'), { role: 'chair' }) },
      { id: null, fields: seat('กรรมการ', person('สอง')) },
      { id: null, fields: seat('กรรมการและเลขานุการ', null, { role: 'secretary' }) },
    ])
    const rows = (await client.bodies.get({ id })).seatRows
    expect(rows.map((row) => [row.no, row.title, row.person?.firstName])).toEqual([
      [1, 'ประธานกรรมการ', 'หนึ่ง'],
      [2, 'กรรมการ', 'สอง'],
      [3, 'กรรมการและเลขานุการ', undefined],
    ])
    const other = await open(client, 'coordCentreDistrict', null)
    await client.bodies.saveSeats({
      bodyId: other,
      seats: [{ id: null, fields: seat('กรรมการ', person('หนึ่ง', 'ประธาน อช.')) }],
    })
    const shared = (await client.bodies.get({ id: other })).seatRows[0]!
    expect(shared.personId).toBe(rows[0]!.personId)
    // A corrected position of the same person shows wherever he sits; a new name is a new person.
    await save([
      { id: first.ids[1]!, fields: seat('กรรมการ', person('สาม')) },
      { id: first.ids[0]!, fields: seat('ประธานกรรมการ', person('หนึ่ง', 'ประธาน ศอช.ต.'), { role: 'chair' }) },
    ])
    const after = (await client.bodies.get({ id })).seatRows
    expect(after.map((row) => [row.no, row.person?.firstName])).toEqual([
      [1, 'สาม'],
      [2, 'หนึ่ง'],
    ])
    expect((await client.bodies.get({ id: other })).seatRows[0]?.person?.position).toBe('ประธาน ศอช.ต.')
    await client.office.undo()
    expect((await client.bodies.get({ id })).seatRows).toEqual(rows)
  })

  it('bad input: no name, 200 letters, a seat of another body', async () => {
    const client = await district()
    const id = await open(client, 'coordCentreTambon')
    const other = await open(client, 'tambonCommittee')
    const before = await client.bodies.get({ id })
    const save = (fields: SeatFields, seatId: string | null = null) =>
      faultOf(client.bodies.saveSeats({ bodyId: id, seats: [{ id: seatId, fields }] }))
    expect((await save(seat('กรรมการ', person('')))).params.issues).toMatchObject([
      { path: ['seats', 0, 'fields', 'person', 'firstName'], key: 'required' },
    ])
    expect((await save(seat('กรรมการ', person('ก'.repeat(200))))).params.issues).toMatchObject([
      { key: 'tooLong' },
    ])
    expect((await save(seat('', null))).params.issues).toMatchObject([{ key: 'required' }])
    const foreign = (await client.bodies.get({ id: other })).seatRows[0]!
    expect((await save(seat('กรรมการ', null), foreign.id)).code).toBe('record.notFound')
    expect(await client.bodies.get({ id })).toEqual(before)
  })
})

describe('warnings', () => {
  const limits: BodyLimits = {
    minimum: 9,
    maximum: 25,
    termYears: 4,
    termOf: 'body',
    warnDays: 90,
    reviewedYearly: true,
    onePersonOneSeat: true,
    needsRoles: ['chair', 'secretary'],
  }
  const role = (at: number) => (at === 0 ? 'chair' : at === 1 ? 'secretary' : 'member')
  const seats = (filled: number, all = filled): SeatNow[] =>
    Array.from({ length: all }, (_, at) => ({
      seatId: `s${at}`,
      postId: null,
      personId: at < filled ? `p${at}` : null,
      title: 'กรรมการ',
      role: role(at),
      filledBy: 'person',
      post: '',
      name: at < filled ? `นายที่${at} ใจดี` : '',
      position: '',
      untilOn: null,
    }))
  const membersOf = (rows: readonly SeatNow[]): OrderMember[] =>
    rows
      .filter((row) => row.name !== '' || row.filledBy === 'post')
      .map(({ name, position, title, seatId, personId }) => ({
        ...{ name, position, title, seatId, personId },
      }))
  const ordered = (rows: readonly SeatNow[], change = {}) => ({
    signedOn: '2020-02-01',
    editionFy: 2563,
    effectiveOn: null,
    members: membersOf(rows),
    ...change,
  })
  const of = (
    rows: readonly SeatNow[],
    order: BodyNow['order'],
    change: Partial<BodyLimits & Pick<BodyNow, 'closedOn' | 'reviewedFy' | 'expected'>> = {},
    editionFy: number | null = 2565,
    today = '2022-07-15',
  ) =>
    bodyWarnings(
      { ...limits, ...change },
      {
        seats: rows,
        expected: change.expected ?? [],
        order,
        closedOn: change.closedOn ?? null,
        reviewedFy: change.reviewedFy ?? null,
      },
      editionFy,
      today,
    )
  const keys = (...args: Parameters<typeof of>) => of(...args).map((warning) => warning.key)
  const nine = seats(9)

  it('say what is wrong, with the numbers', () => {
    expect(of(nine, ordered(nine, { editionFy: 2565 }))).toEqual([])
    const short = seats(8, 10)
    expect(of(short, ordered(short)).map(({ key, params }) => ({ key, params }))).toEqual([
      { key: 'notReviewed', params: { orderFy: 2563, editionFy: 2565 } },
      { key: 'belowMinimum', params: { filled: 8, minimum: 9 } },
      { key: 'vacant', params: { count: 2, names: 'กรรมการ' } },
    ])
    const many = seats(26)
    expect(of(many, ordered(many), { reviewedYearly: false })).toMatchObject([
      { key: 'aboveMaximum', level: 'review', params: { filled: 26, maximum: 25 } },
    ])
    expect(keys(nine, null)).toEqual(['noOrder'])
    expect(keys(seats(0, 30), null, { minimum: null, maximum: null })).toEqual(['noOrder', 'vacant'])
  })

  it('know the term of the body and of single seats', () => {
    const order = ordered(nine)
    expect(keys(nine, order, {}, null)).toEqual([])
    expect(keys(nine, order, {}, null, '2023-11-01')).toEqual([])
    expect(of(nine, order, {}, null, '2023-11-02')).toMatchObject([
      { key: 'expiresSoon', level: 'notice', params: { date: '31 มกราคม 2567' } },
    ])
    expect(keys(nine, order, {}, null, '2024-01-31')).toEqual(['expiresSoon'])
    expect(of(nine, order, {}, null, '2024-02-01')).toMatchObject([
      { key: 'expired', level: 'review', params: { date: '31 มกราคม 2567' } },
    ])
    expect(keys(nine, order, { termOf: 'seats' }, null, '2030-01-01')).toEqual([])
    const expert = nine.map((one, at) => (at === 4 ? { ...one, untilOn: '2022-07-14' } : one))
    expect(of(expert, order, {}, null)).toMatchObject([{ key: 'seatExpired', who: [{ name: 'นายที่4 ใจดี' }] }])
    const soon = nine.map((one, at) => (at === 4 ? { ...one, untilOn: '2022-07-15' } : one))
    expect(keys(soon, order, {}, null)).toEqual(['seatExpiresSoon'])
  })

  it('name who left, who came and which seats are new or gone since the order was signed', () => {
    const order = ordered(nine)
    const changed = nine.map((one, at) =>
      at === 2 ? { ...one, personId: 'new', name: 'นางสาวผู้มาใหม่ ตั้งใจ' } : one,
    )
    expect(of(changed, order, {}, null)).toMatchObject([
      {
        key: 'holderLeft',
        level: 'review',
        params: { count: 1, names: 'นายที่2 ใจดี' },
        who: [{ seatId: 's2' }],
      },
      { key: 'holderNew', params: { count: 1, names: 'นางสาวผู้มาใหม่ ตั้งใจ' } },
    ])
    const spelt = nine.map((one, at) => (at === 2 ? { ...one, name: 'นายที่สอง ใจดี' } : one))
    expect(of(spelt, order, {}, null)).toMatchObject([{ key: 'renamed', level: 'notice' }])
    const gone = nine.map((one, at) => (at === 2 ? { ...one, personId: null, name: '' } : one))
    expect(keys(gone, order, { minimum: null }, null)).toEqual(['holderLeft', 'vacant'])
    expect(keys(seats(10), order, {}, null)).toEqual(['seatAdded'])
    expect(keys(nine.slice(0, 8), order, { minimum: null }, null)).toEqual(['seatRemoved'])
    expect(keys([...nine].reverse(), order, {}, null)).toEqual([])
  })

  it('compare orders of before, which do not say which seat it was', () => {
    const post = (at: number, name: string): SeatNow => ({
      ...(nine[at] ?? seats(1)[0]!),
      filledBy: 'post',
      post: `ผู้ใหญ่บ้าน หมู่ที่ ${at} ตำบลทดสอบ`,
      position: `ผู้ใหญ่บ้าน หมู่ที่ ${at} ตำบลทดสอบ`,
      name,
      personId: name,
    })
    const rows = [post(1, 'นายหนึ่ง ใจดี'), post(2, 'นายสอง ใจดี'), post(3, '')]
    const old = ordered(rows, {
      members: [
        { name: 'นายหนึ่ง ใจดี', position: 'ผู้ใหญ่บ้าน หมู่ที่ ๑ ตำบลทดสอบ', title: 'กรรมการ' },
        { name: 'นายเก่า ลาไป', position: 'ผู้ใหญ่บ้าน หมู่ที่ ๒ ตำบลทดสอบ', title: 'กรรมการ' },
        { name: '', position: 'ผู้ใหญ่บ้าน หมู่ที่ ๓ ตำบลทดสอบ', title: 'กรรมการ' },
      ],
    })
    const none = { minimum: null, needsRoles: [] }
    expect(of(rows, old, none, null).map(({ key, params }) => [key, params.names])).toEqual([
      ['holderLeft', 'นายเก่า ลาไป'],
      ['holderNew', 'นายสอง ใจดี'],
      ['vacant', 'ผู้ใหญ่บ้าน หมู่ที่ 3 ตำบลทดสอบ'],
    ])
    // A post that the order names without a name: whoever holds it is appointed.
    const filled = [rows[0]!, rows[1]!, post(3, 'นายสาม มาแล้ว')]
    expect(keys(filled, old, none, null)).toEqual(['holderLeft', 'holderNew'])
  })

  it('ask for the roles of a body, for one seat a person, and nothing of a closed one', () => {
    const members = nine.map((one) => ({ ...one, role: 'member' as const }))
    expect(of(members, ordered(members), {}, null).map(({ key, params }) => [key, params.role])).toEqual([
      ['roleMissing', 'chair'],
      ['roleMissing', 'secretary'],
    ])
    const twice = nine.map((one, at) => (at === 8 ? { ...one, personId: 'p1', name: 'นายที่1 ใจดี' } : one))
    expect(of(twice, ordered(twice), {}, null)).toMatchObject([
      {
        key: 'sitsTwice',
        params: { count: 1, names: 'นายที่1 ใจดี' },
        who: [{ seatId: 's1' }, { seatId: 's8' }],
      },
    ])
    expect(keys(twice, ordered(twice), { onePersonOneSeat: false }, null)).toEqual([])
    expect(keys(members, null, { closedOn: '2022-01-01' })).toEqual([])
    expect(keys(nine, ordered(nine), { reviewedFy: 2565 })).toEqual([])
    expect(keys(nine, ordered(nine), { reviewedFy: 2564 })).toEqual(['notReviewed'])
  })

  it('an order signed with these seats never speaks of members, however they are mixed', () => {
    const one = fc.record({
      title: fc.constantFrom('กรรมการ', 'ประธานกรรมการ', 'กรรมการและเลขานุการ'),
      post: fc.constantFrom('', 'กำนันตำบลก', 'ผู้ใหญ่บ้าน หมู่ที่ 1', 'ปลัดอำเภอ'),
      name: fc.constantFrom('', 'นายก ข', 'นายค ง', 'นางจ ฉ', 'นายก ขข'),
      hasSeat: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), fc.integer(), (drawn, turn) => {
        const rows = drawn.map(
          ({ title, post, name }, at): SeatNow => ({
            seatId: `s${at}`,
            postId: post === '' ? null : post,
            personId: name === '' ? null : `p-${name}`,
            title,
            role: 'member',
            filledBy: post === '' ? 'person' : 'post',
            post,
            name,
            position: post,
            untilOn: null,
          }),
        )
        const members = rows
          .map((row, at) => ({ row, at }))
          .filter(({ row }) => row.name !== '' || row.post !== '')
          .map(({ row: { name, position, title, seatId }, at }) => ({
            ...{ name, position, title },
            ...(drawn[at]?.hasSeat ? { seatId } : {}),
          }))
        const by = ((turn % 7) + 7) % 7
        const mixed = [...rows.slice(by), ...rows.slice(0, by)]
        const { left, came, added, removed, renamed } = memberChanges(members, mixed)
        expect([left.length, came.length, added.length, removed.length, renamed.length]).toEqual([
          0, 0, 0, 0, 0,
        ])
      }),
    )
  })

  it('counts what a meeting needs', () => {
    expect(quorumNeeded(null, 9)).toBe(null)
    expect([8, 9, 10].map((members) => quorumNeeded('half', members))).toEqual([4, 5, 5])
    expect([8, 9, 10].map((members) => quorumNeeded('majority', members))).toEqual([5, 5, 6])
    expect(quorumNeeded(7, 30)).toBe(7)
  })
})
