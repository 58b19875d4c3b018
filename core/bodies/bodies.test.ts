import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import { type BodyLimits, type BodyState, bodyWarnings, type SeatFields } from './rules.ts'

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
    expect(body.warnings.map((warning) => warning.key)).toEqual(['vacant', 'noOrder'])
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
  const limits: BodyLimits = { minimum: 9, maximum: 25, termYears: 4, reviewedYearly: true }
  const order = { signedOn: '2020-02-01', editionFy: 2563, effectiveOn: null }
  const of = (
    body: Partial<BodyState>,
    change: Partial<BodyLimits> = {},
    editionFy: number | null = 2565,
    today = '2022-07-15',
  ) => bodyWarnings({ ...limits, ...change }, { seats: 9, filled: 9, order, ...body }, editionFy, today)
  it('say what is wrong, with the numbers', () => {
    expect(of({ order: { ...order, editionFy: 2565 } })).toEqual([])
    expect(of({ filled: 8, seats: 10 })).toEqual([
      { key: 'belowMinimum', params: { filled: 8, minimum: 9 } },
      { key: 'vacant', params: { count: 2 } },
      { key: 'notReviewed', params: { orderFy: 2563, editionFy: 2565 } },
    ])
    expect(of({ seats: 26, filled: 26 }, { reviewedYearly: false })).toEqual([
      { key: 'aboveMaximum', params: { filled: 26, maximum: 25 } },
    ])
    expect(of({ order: null })).toEqual([{ key: 'noOrder', params: {} }])
    expect(of({}, {}, null)).toEqual([])
    expect(of({}, {}, null, '2024-01-31')).toEqual([])
    expect(of({}, {}, null, '2024-02-01')).toEqual([{ key: 'expired', params: { date: '31 มกราคม 2567' } }])
    expect(
      of({ seats: 30, filled: 0, order: null }, { minimum: null, maximum: null }).map(
        (warning) => warning.key,
      ),
    ).toEqual(['vacant', 'noOrder'])
  })
})
