import { afterEach, expect, it } from 'vitest'
import { closeAll, openTestCore, setUpDistrict } from '../../tests/support/core.ts'

afterEach(closeAll)

it('gives all that is kept of one person: posts over time, seats by post and by himself, and nobody else', async () => {
  const { client } = await openTestCore()
  await setUpDistrict(client)
  const tambonCode = (await client.geography.ownTambons())[0]?.code ?? ''
  const village = {
    kind: 'village' as const,
    tambonCode,
    mooNo: 1,
    name: 'บ้านทดสอบ',
    officialCode: null,
    population: null,
    households: null,
    headmanName: 'นายสมชาย ใจดี',
    example: false,
  }
  await client.geography.saveVillages({ rows: [{ id: null, fields: village }], dryRun: false })
  const { id: bodyId } = await client.bodies.open({
    kind: 'tambonCommittee',
    name: '',
    tambonCode,
    villageId: null,
  })
  const [line] = await client.people.persons({ q: 'สมชาย' })
  const before = await client.people.person({ id: line?.id ?? '' })
  expect(before.name).toBe('นายสมชาย ใจดี')
  expect(before.holdings).toHaveLength(1)
  expect(before.seats.map((seat) => seat.bodyId)).toEqual([bodyId])

  const post = (await client.people.list({ tambonCode, kind: 'villageHead' }))[0]
  await client.people.appoint({
    postId: post?.id ?? '',
    person: { title: 'นาง', firstName: 'สมศรี', lastName: 'มาใหม่', position: '', example: false },
    startsOn: '2022-07-01',
    acting: false,
    leave: { endsOn: null, endReason: 'retired' },
    dryRun: false,
  })
  const after = await client.people.person({ id: line?.id ?? '' })
  expect(after.holdings).toMatchObject([{ endsOn: '2022-06-30', endReason: 'เกษียณ/ครบอายุ' }])
  expect(after.seats).toEqual([])
  const [successor] = await client.people.persons({ q: 'สมศรี' })
  expect((await client.people.person({ id: successor?.id ?? '' })).seats).toHaveLength(1)
  await expect(client.people.person({ id: '0'.repeat(26) })).rejects.toMatchObject({
    data: { code: 'record.notFound' },
  })
})
