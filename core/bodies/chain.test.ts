import { afterEach, describe, expect, it } from 'vitest'
import { addVillages, closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import { countStatements } from '../../tests/support/statements.ts'
import type { Client } from '../contract.ts'

afterEach(closeAll)

const tambonCode = '800201'

async function district(heads: readonly string[]) {
  const { client, clock } = await openTestCore()
  await setUpDistrict(client)
  const villageIds = await addVillages(client, tambonCode, heads.length)
  await saveHeads(client, heads)
  return { client, clock, villageIds }
}

/** The grid of villages: names of headmen in the order of moo. */
async function saveHeads(client: Client, heads: readonly string[]) {
  const rows = (await client.geography.villages({ tambonCode })).map(
    ({ id, kind, mooNo, name, officialCode, population, households, example }, at) => ({
      id,
      fields: {
        ...{ kind, tambonCode, mooNo, name, officialCode, population, households, example },
        headmanName: heads[at] ?? '',
      },
    }),
  )
  await client.geography.saveVillages({ rows, dryRun: false })
}

const open = (
  client: Client,
  kind: string,
  villageId: string | null = null,
  tambon: string | null = tambonCode,
) => client.bodies.open({ kind, name: '', tambonCode: tambon, villageId }).then(({ id }) => id)

async function signed(
  client: Client,
  bodyId: string,
  signedOn = '2022-07-01',
  editionFy = 2565,
): Promise<string> {
  const { id } = await client.orders.open({ bodyId, editionFy })
  const { subject, reason, powers, duties, annex, secrecy } = await client.orders.get({ id })
  const [signer] = await client.office.signatories()
  await client.orders.save({
    id,
    fields: {
      ...{ subject, reason, powers, duties, annex, secrecy },
      effectiveOn: signedOn,
      signatoryId: signer?.id ?? null,
    },
  })
  await client.orders.sign({ id, signedOn, number: { kind: 'first' } })
  return id
}

const stateOf = async (client: Client, id: string) =>
  (await client.bodies.list({ editionFy: null })).find((body) => body.id === id)
const said = async (client: Client, id: string) =>
  (await stateOf(client, id))?.warnings
    .filter((warning) => warning.key === 'holderLeft' || warning.key === 'holderNew')
    .map((warning) => [warning.key, warning.params.names])

describe('a headman who changes', () => {
  it('makes ก.บ.ต. and กม. to be reviewed, stands in the draft, and is current once signed', async () => {
    const heads = ['นายหนึ่ง ใจดี', 'นายสองเมือง ดีใจ', 'นายสาม ทองคำ']
    const { client, villageIds } = await district(heads)
    const tambon = await open(client, 'tambonCommittee')
    const village = await open(client, 'villageCommittee', villageIds[1] ?? '')
    const other = await open(client, 'villageCommittee', villageIds[0] ?? '')
    for (const id of [tambon, village, other]) await signed(client, id)
    for (const id of [tambon, village, other]) expect((await stateOf(client, id))?.state).toBe('current')

    await saveHeads(client, [heads[0] ?? '', 'นางทับทิม มาแทน', heads[2] ?? ''])
    const changed = [
      ['holderLeft', 'นายสองเมือง ดีใจ'],
      ['holderNew', 'นางทับทิม มาแทน'],
    ]
    for (const id of [tambon, village]) {
      expect(await said(client, id)).toEqual(changed)
      expect((await stateOf(client, id))?.state).toBe('review')
    }
    expect(await said(client, other)).toEqual([])
    expect((await faultOf(client.bodies.reviewed({ ids: [tambon], editionFy: 2566 }))).params.names).toBe(
      'นายสองเมือง ดีใจ',
    )

    const { id: draft } = await client.orders.open({ bodyId: tambon, editionFy: 2565 })
    const named = (await client.orders.get({ id: draft })).members.map((member) => member.name)
    expect(named).toContain('นางทับทิม มาแทน')
    expect(named).not.toContain('นายสองเมือง ดีใจ')
    await client.orders.sign({ id: draft, signedOn: '2022-07-14', number: { kind: 'first' } })
    expect(await stateOf(client, tambon)).toMatchObject({ state: 'current', order: { id: draft } })
    expect(await said(client, village)).toEqual(changed)

    // Sign, open, the grid: everything is as it was.
    for (let at = 0; at < 3; at += 1) await client.office.undo()
    for (const id of [tambon, village]) expect((await stateOf(client, id))?.state).toBe('current')
    expect((await client.geography.villages({ tambonCode })).map((row) => row.headmanName)).toEqual(heads)
  })

  it('entered in a committee shows in the list of villages and in every other committee', async () => {
    const { client, villageIds } = await district(['นายหนึ่ง ใจดี', 'นายสองเมือง ดีใจ'])
    const tambon = await open(client, 'tambonCommittee')
    const village = await open(client, 'villageCommittee', villageIds[1] ?? '')
    const { seatRows } = await client.bodies.get({ id: tambon })
    await client.bodies.saveSeats({
      bodyId: tambon,
      seats: seatRows.map(({ id, title, role, filledBy, post, person }) => ({
        id,
        fields: {
          ...{ title, role, filledBy, post },
          person:
            post.includes('หมู่ที่ 2') && person
              ? { ...person, title: 'นาง', firstName: 'ทับทิม', lastName: 'มาแทน' }
              : person,
        },
      })),
    })
    expect((await client.geography.villages({ tambonCode })).map((row) => row.headmanName)).toEqual([
      'นายหนึ่ง ใจดี',
      'นางทับทิม มาแทน',
    ])
    expect((await client.bodies.get({ id: village })).seatRows[0]?.person?.firstName).toBe('ทับทิม')
    await client.office.undo()
    expect((await client.bodies.get({ id: village })).seatRows[0]?.person?.firstName).toBe('สองเมือง')
  })

  it('who is kamnan sits once: his own village is left out, and sitting twice is said', async () => {
    const { client } = await district(['นายหนึ่ง ใจดี', 'นายสองเมือง ดีใจ'])
    await client.people.openPosts({ tambonCode, dryRun: false })
    const [kamnan] = await client.people.list({ tambonCode, kind: 'tambonHead' })
    const appoint = (name: string, lastName: string) =>
      client.people.appoint({
        postId: kamnan?.id ?? '',
        person: { title: 'นาย', firstName: name, lastName, position: '', example: true },
        startsOn: null,
        acting: false,
        leave: null,
        dryRun: false,
      })
    await appoint('สองเมือง', 'ดีใจ')
    const id = await open(client, 'tambonCommittee')
    const posts = (await client.bodies.get({ id })).seatRows.map((seat) => seat.post)
    expect(posts).toContain('ผู้ใหญ่บ้าน หมู่ที่ 1 ตำบลพรหมโลก')
    expect(posts).not.toContain('ผู้ใหญ่บ้าน หมู่ที่ 2 ตำบลพรหมโลก')
    await signed(client, id)
    const { touched } = await appoint('หนึ่ง', 'ใจดี')
    expect(touched).toMatchObject([{ bodyId: id }])
    const line = await stateOf(client, id)
    expect(line?.warnings.find((warning) => warning.key === 'sitsTwice')).toMatchObject({
      params: { count: 1, names: 'นายหนึ่ง ใจดี' },
      who: [{ post: 'กำนันตำบลพรหมโลก' }, { post: 'ผู้ใหญ่บ้าน หมู่ที่ 1 ตำบลพรหมโลก' }],
    })
  })
})

describe('bodies of a district', () => {
  it('are opened in every place at once, confirmed, closed, and taken away only when unused', async () => {
    const { client, clock } = await district(['นายหนึ่ง ใจดี', 'นายสองเมือง ดีใจ'])
    expect(
      (await client.bodies.missing({ kind: null })).map((row) => [row.kind, row.areaName]),
    ).toContainEqual(['tambonCommittee', 'ตำบลพรหมโลก'])
    const { ids } = await client.bodies.openMany({ kind: 'tambonCommittee', tambonCode: null, dryRun: false })
    expect(ids).toHaveLength(5)
    expect(
      (await client.bodies.openMany({ kind: 'tambonCommittee', tambonCode: null, dryRun: false })).ids,
    ).toEqual([])
    expect(
      (await client.bodies.openMany({ kind: 'villageCommittee', tambonCode, dryRun: true })).ids,
    ).toHaveLength(2)
    expect(await client.bodies.list({ editionFy: null })).toHaveLength(5)
    const [first = '', second = ''] = ids
    expect((await faultOf(client.bodies.reviewed({ ids: [first], editionFy: 2565 }))).code).toBe(
      'body.noOrder',
    )
    await signed(client, first)
    clock.set('2023-02-01T02:00:00Z')
    expect((await client.bodies.list({ editionFy: 2566 })).find((body) => body.id === first)?.state).toBe(
      'review',
    )
    await client.bodies.reviewed({ ids: [first], editionFy: 2566 })
    expect((await client.bodies.list({ editionFy: 2566 })).find((body) => body.id === first)).toMatchObject({
      state: 'current',
      reviewedFy: 2566,
      reviewedOn: '2023-02-01',
    })
    expect((await faultOf(client.bodies.remove({ id: first }))).code).toBe('body.inUse')
    const people = await client.people.list({ tambonCode: null, kind: null })
    await client.bodies.remove({ id: second })
    expect((await client.people.list({ tambonCode: null, kind: null })).length).toBeLessThan(people.length)
    await client.office.undo()
    expect(await client.people.list({ tambonCode: null, kind: null })).toEqual(people)
    await client.bodies.close({ id: first })
    expect((await client.bodies.list({ editionFy: 2566 })).find((body) => body.id === first)).toMatchObject({
      state: 'closed',
      warnings: [],
    })
    expect(
      (await client.bodies.openMany({ kind: 'tambonCommittee', tambonCode: null, dryRun: false })).ids,
    ).toHaveLength(1)
    expect((await faultOf(client.bodies.reopen({ id: first }))).code).toBe('record.duplicate')
    await client.bodies.save({ id: second, name: 'คณะกรรมการชื่อใหม่' })
    expect((await client.bodies.get({ id: second })).name).toBe('คณะกรรมการชื่อใหม่')
  })

  it('of a kind the office adds itself work like the others', async () => {
    const { client } = await district(['นายหนึ่ง ใจดี', 'นายสองเมือง ดีใจ'])
    const { key } = await client.rules.addItem({
      id: 'bodies',
      values: {
        name: 'คณะทำงานป้องกันน้ำท่วมตำบล',
        shortName: 'คปน.ต.',
        area: 'tambon',
        nameTemplate: 'คณะทำงานป้องกันน้ำท่วม ตำบล{{tambon}}',
        minimum: 2,
        maximum: 30,
        termYears: null,
        appointer: 'นายอำเภอ',
        reviewedYearly: true,
        quorumOf: 'half',
        onePersonOneSeat: true,
        source: 'คำสั่งอำเภอ',
        certainty: 'Q',
      },
    })
    const seat = (name: string, title: string, role: string, post: string, repeat: string) =>
      client.rules.addItem({
        id: 'seat-templates',
        values: { name, body: key, title, role, filledBy: 'post', post, repeat, count: 1 },
      })
    await seat('กำนัน', 'ประธาน', 'chair', 'กำนันตำบล{{tambon}}', 'once')
    await seat('ผู้ใหญ่บ้าน', 'คณะทำงาน', 'member', 'ผู้ใหญ่บ้าน หมู่ที่ {{moo}} ตำบล{{tambon}}', 'village')
    expect((await client.bodies.missing({ kind: null })).filter((row) => row.kind === key)).toHaveLength(5)
    const { ids } = await client.bodies.openMany({ kind: key, tambonCode, dryRun: false })
    const body = await client.bodies.get({ id: ids[0] ?? '' })
    expect(body.name).toBe('คณะทำงานป้องกันน้ำท่วม ตำบลพรหมโลก')
    expect(body.rule).toMatchObject({ quorumOf: 'half', source: 'คำสั่งอำเภอ' })
    expect(body.seatRows.map((row) => [row.post, row.person?.firstName])).toEqual([
      ['กำนันตำบลพรหมโลก', undefined],
      ['ผู้ใหญ่บ้าน หมู่ที่ 1 ตำบลพรหมโลก', 'หนึ่ง'],
      ['ผู้ใหญ่บ้าน หมู่ที่ 2 ตำบลพรหมโลก', 'สองเมือง'],
    ])
    expect(body.warnings.map((warning) => [warning.key, warning.params.role])).toEqual([
      ['noOrder', undefined],
      ['roleMissing', 'secretary'],
      ['vacant', undefined],
    ])
    const id = await signed(client, body.id)
    expect((await client.orders.get({ id })).subject).toContain('คณะทำงานป้องกันน้ำท่วม')
    expect((await faultOf(client.rules.addItem({ id: 'bodies', values: { name: 'ขาด' } }))).code).toBe(
      'rules.invalid',
    )
    expect((await faultOf(client.rules.removeItem({ id: 'bodies', key: 'tambonCommittee' }))).code).toBe(
      'record.notFound',
    )
    // While there is a body of it, the kind stays; then its seats go with it.
    expect(await faultOf(client.rules.removeItem({ id: 'bodies', key }))).toEqual({
      code: 'rules.inUse',
      params: { name: 'คณะทำงานป้องกันน้ำท่วมตำบล', count: 1 },
    })
    await client.rules.reset({ id: 'bodies' })
    expect((await stateOf(client, body.id))?.kindName).toBe('คปน.ต.')
    const ofKind = async () =>
      (await client.rules.table({ id: 'seat-templates' })).items.filter((item) => item.body === key)
    expect(await ofKind()).toHaveLength(2)
    const { key: unused } = await client.rules.addItem({
      id: 'bodies',
      values: {
        ...{ name: 'คณะอื่น', shortName: '', area: 'district', nameTemplate: '', minimum: null, maximum: null },
        ...{ termYears: null, appointer: '', reviewedYearly: false },
      },
    })
    await client.rules.addItem({
      id: 'seat-templates',
      values: {
        ...{ name: 'ก', body: unused, title: 'ก', role: 'member', filledBy: 'post', post: 'ก' },
        ...{ repeat: 'once', count: 1 },
      },
    })
    await client.rules.removeItem({ id: 'bodies', key: unused })
    const seats = (await client.rules.table({ id: 'seat-templates' })).items
    expect(seats.some((item) => item.body === unused)).toBe(false)
    expect(await ofKind()).toHaveLength(2)
    await client.office.undo({})
    expect((await client.rules.table({ id: 'seat-templates' })).items).toHaveLength(seats.length + 1)
  })

  it('say which post of a new village has no seat, unless none of its kind sits or its holder sits already', async () => {
    const { client } = await district(['นายหนึ่ง ใจดี', 'นายสองเมือง ดีใจ', 'นายสาม ทองคำ'])
    const bodyId = await open(client, 'tambonCommittee')
    const unseated = async () =>
      (await stateOf(client, bodyId))?.warnings.find((warning) => warning.key === 'unseated')
    expect(await unseated()).toBeUndefined()
    await signed(client, bodyId)
    const newVillage = {
      ...{ kind: 'village' as const, tambonCode, mooNo: 12, name: 'บ้านใหม่', officialCode: null },
      ...{ population: null, households: null, headmanName: 'นายสี่ทิศ มาใหม่', example: true },
    }
    await client.geography.saveVillages({ rows: [{ id: null, fields: newVillage }], dryRun: false })
    expect(await unseated()).toMatchObject({
      level: 'notice',
      params: { count: 1, names: 'ผู้ใหญ่บ้าน หมู่ที่ 12 ตำบลพรหมโลก' },
      who: [{ seatId: null, title: 'กรรมการ' }],
    })
    expect((await stateOf(client, bodyId))?.state).toBe('current')

    // The new headman is kamnan, too: he sits as kamnan.
    await client.people.openPosts({ tambonCode, dryRun: false })
    const posts = await client.people.list({ tambonCode, kind: null })
    const head = posts.find((post) => post.name.includes('หมู่ที่ 12'))
    const kamnan = posts.find((post) => post.kind === 'tambonHead')
    await client.people.appoint({
      postId: kamnan?.id ?? '',
      person: head?.holder?.person ?? { title: '', firstName: '', lastName: '', position: '', example: true },
      personId: head?.holder?.personId ?? null,
      ...{ startsOn: null, acting: false, leave: null, dryRun: false },
    })
    expect(await unseated()).toBeUndefined()
    await client.office.undo({})
    expect(await unseated()).toBeDefined()

    // An office whose committee has no headman at all means it so.
    const { seatRows } = await client.bodies.get({ id: bodyId })
    const seats = seatRows
      .filter((seat) => !seat.post.startsWith('ผู้ใหญ่บ้าน'))
      .map(({ id, title, role, filledBy, post, postId, person }) => ({
        id,
        fields: { title, role, filledBy, post, postId, person },
      }))
    expect(seats.length).toBeLessThan(seatRows.length)
    await client.bodies.saveSeats({ bodyId, seats })
    expect(await unseated()).toBeUndefined()
  })

  it('are read by the same few statements, ten of them or 210 in a district of 200 villages', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const tambons = await client.geography.ownTambons()
    const statements = async () => {
      const counting = countStatements()
      try {
        await client.bodies.list({ editionFy: 2565 })
        return counting.count()
      } finally {
        counting.stop()
      }
    }
    for (const { code } of tambons) {
      await client.geography.saveVillages({
        rows: Array.from({ length: 40 }, (_, at) => ({
          id: null,
          fields: {
            kind: 'village' as const,
            tambonCode: code,
            mooNo: at + 1,
            name: `บ้าน ${code} ${at + 1}`,
            officialCode: null,
            population: null,
            households: null,
            headmanName: `นายที่${at + 1} ของตำบล${code}`,
            example: true,
          },
        })),
        dryRun: false,
      })
    }
    const few = await client.bodies.openMany({ kind: 'tambonCommittee', tambonCode: null, dryRun: false })
    await client.bodies.openMany({ kind: 'coordCentreTambon', tambonCode: null, dryRun: false })
    expect(few.ids).toHaveLength(5)
    for (const id of few.ids) await signed(client, id)
    const before = await statements()
    expect(before).toBeGreaterThan(3)

    await client.bodies.openMany({ kind: 'villageCommittee', tambonCode: null, dryRun: false })
    const bodyIds = (await client.bodies.list({ editionFy: null })).map((body) => body.id)
    expect(bodyIds).toHaveLength(210)
    for (const id of bodyIds.slice(-10)) await signed(client, id, '2022-07-02')
    expect(await statements()).toBe(before)
  })
})
