import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  addVillages,
  closeAll,
  faultOf,
  openTestCore,
  seededRandom,
  setUpDistrict,
} from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import { splitThaiName } from '../thai/names.ts'
import { holderOn, isCorrection, lasts, overlaps, postKey } from './rules.ts'

afterEach(closeAll)

async function district() {
  const { client, clock } = await openTestCore()
  await setUpDistrict(client)
  const villageIds = await addVillages(client, '800201', 3, 1)
  return { client, clock, villageIds }
}

const person = (name: string, position = '') => ({ ...splitThaiName(name), position, example: true })

/** Writes headmen into the list of villages as the grid does: whole rows. */
async function saveHeads(client: Client, heads: Record<string, string>) {
  const rows = (await client.geography.villages({ tambonCode: null }))
    .filter((row) => row.id in heads)
    .map(({ id, kind, tambonCode, mooNo, name, officialCode, population, households, example }) => ({
      id,
      fields: {
        ...{ kind, tambonCode, mooNo, name, officialCode, population, households, example },
        headmanName: heads[id] ?? '',
      },
    }))
  await client.geography.saveVillages({ rows, dryRun: false })
}
const headsOf = async (client: Client) =>
  (await client.geography.villages({ tambonCode: null })).map((row) => row.headmanName)
const list = (client: Client, kind: string | null = null) => client.people.list({ tambonCode: null, kind })
const appoint = (
  client: Client,
  postId: string,
  name: string,
  change: Partial<Parameters<Client['people']['appoint']>[0]> = {},
) =>
  client.people.appoint({
    postId,
    person: person(name),
    startsOn: null,
    acting: false,
    leave: null,
    dryRun: false,
    ...change,
  })

describe('a name typed over another', () => {
  const corrects = (before: string, after: string) =>
    isCorrection(splitThaiName(before), splitThaiName(after))

  it.each([
    ['นายสมชาย ใจดี', 'นายสมชาย ใจดี'],
    ['นายสมชาย ใจดี', 'นายสมชาย  ใจดี'],
    ['นายสมชาย ใจดี', 'ว่าที่ร้อยตรี สมชาย ใจดี'],
    ['นายสมชาย', 'นายสมชาย ใจดี'],
    ['นายสมชาย ใจดี', 'นายสมชาย ใจดีี'],
    ['นายประเสริฐ ศรีสุวรรณ', 'นายประเสริฐ ศรีสุวรรณ์'],
    ['นายประเสริฐ ศรีสุวรรณ', 'นายประเสริด ศรีสุวรรณ'],
    ['นางสาวมาลี คำดี', 'นางมาลี รักไทย'],
    ['นายณรงค์ฤทธิ์ ธรรมวงศ์', 'นายนรงค์ฤทธิ์ ธรรมวงศ์'],
  ])('%s → %s is the same person', (before, after) => {
    expect(corrects(before, after)).toBe(true)
    expect(corrects(after, before)).toBe(true)
  })

  it.each([
    ['นายสมชาย ใจดี', 'นายสมศักดิ์ รักไทย'],
    ['นายสมชาย ใจดี', 'นายสมชาย รักไทย'],
    ['นายสมชาย ใจดี', 'นางสมหญิง ใจดี'],
    ['นายหนึ่ง ใจดี', 'นายสอง ใจดี'],
    ['นายดำ ดี', 'นายแดง ดี'],
    ['นางมาลี คำดี', 'นายมาลัย คำดี'],
    ['นายวิชัย แก้วมณี', 'นายวิชิต ทองคำ'],
  ])('%s → %s is somebody new', (before, after) => {
    expect(corrects(before, after)).toBe(false)
    expect(corrects(after, before)).toBe(false)
  })

  it('posts are known again however they are written', () => {
    for (const name of ['ผู้ใหญ่บ้าน หมู่ที่ ๓ ตำบลพรหมโลก', 'ผู้ใหญ่บ้าน ม.3 ต.พรหมโลก', 'ผู้ใหญ่บ้าน หมู่ 3 ตำบล พรหมโลก'])
      expect(postKey(name)).toBe(postKey('ผู้ใหญ่บ้าน หมู่ที่ 3 ตำบลพรหมโลก'))
    expect(postKey('ปลัด อบต.บ้านเกาะ')).toBe(postKey('ปลัดองค์การบริหารส่วนตำบลบ้านเกาะ'))
    expect(postKey('ผู้ใหญ่บ้าน หมู่ที่ 13 ตำบลพรหมโลก')).not.toBe(postKey('ผู้ใหญ่บ้าน หมู่ที่ 3 ตำบลพรหมโลก'))
  })
})

describe('days of office', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2022-07-${String(n).padStart(2, '0')}`)
  const span = fc
    .record({ startsOn: fc.option(day), endsOn: fc.option(day) })
    .filter(({ startsOn, endsOn }) => startsOn === null || endsOn === null || startsOn <= endsOn)

  it('overlap just where one day is of both', () => {
    const days = Array.from({ length: 30 }, (_, at) =>
      at === 0 ? '2022-06-01' : at === 29 ? '2022-08-01' : `2022-07-${String(at).padStart(2, '0')}`,
    )
    fc.assert(
      fc.property(span, span, (a, b) => {
        expect(overlaps(a, b)).toBe(days.some((one) => lasts(a, one) && lasts(b, one)))
        expect(overlaps(a, b)).toBe(overlaps(b, a))
      }),
    )
  })

  it('have one holder a day, the one who came last', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), day, (spans, on) => {
        const rows = spans.map((one, at) => ({ ...one, id: String(at) }))
        const found = holderOn(rows, on)
        const lasting = rows.filter((row) => lasts(row, on))
        expect(found === null).toBe(lasting.length === 0)
        if (found)
          for (const row of lasting) expect((row.startsOn ?? '') <= (found.startsOn ?? '')).toBe(true)
      }),
    )
  })
})

describe('the list of villages', () => {
  it('makes posts and holders: a new name is a successor, a name spelt right is the same person', async () => {
    const { client, villageIds } = await district()
    const [first = '', second = ''] = villageIds
    await saveHeads(client, { [first]: 'นายสมชาย ใจดี', [second]: 'ว่าที่ร้อยตรี สมบัติ ณ นคร' })
    const posts = await list(client)
    expect(posts.map((post) => [post.name, post.holder?.name, post.holder?.startsOn])).toEqual([
      ['ผู้ใหญ่บ้าน หมู่ที่ 1 ตำบลพรหมโลก', 'นายสมชาย ใจดี', null],
      ['ผู้ใหญ่บ้าน หมู่ที่ 2 ตำบลพรหมโลก', 'ว่าที่ร้อยตรี สมบัติ ณ นคร', null],
    ])
    const id = posts[0]?.id ?? ''
    const who = posts[0]?.holder?.personId
    await saveHeads(client, { [first]: 'นายสมชาญ ใจดี' })
    let post = await client.people.get({ id })
    expect(post.holdings).toHaveLength(1)
    expect(post.holder).toMatchObject({ personId: who, name: 'นายสมชาญ ใจดี' })
    await saveHeads(client, { [first]: 'นางทับทิม มาแทน' })
    post = await client.people.get({ id })
    expect(post.holdings.map((one) => [one.name, one.startsOn, one.endsOn, one.endReason])).toEqual([
      ['นางทับทิม มาแทน', '2022-07-15', null, ''],
      ['นายสมชาญ ใจดี', null, '2022-07-14', 'unstated'],
    ])
    expect(await headsOf(client)).toEqual(['นางทับทิม มาแทน', 'ว่าที่ร้อยตรี สมบัติ ณ นคร', '', ''])
    // Typed back on the same day: he never left.
    await saveHeads(client, { [first]: 'นายสมชาญ ใจดี' })
    post = await client.people.get({ id })
    expect(post.holdings.map((one) => [one.name, one.endsOn])).toEqual([['นายสมชาญ ใจดี', null]])
    expect(await client.people.persons({ q: 'ทับทิม' })).toEqual([])
    for (let at = 0; at < 4; at += 1) await client.office.undo()
    expect(await headsOf(client)).toEqual(['', '', '', ''])
    expect(await list(client)).toEqual([])
  })

  it('changes nothing where the name stays, keeps the spelling typed, and an emptied name is a vacancy', async () => {
    const { client, villageIds } = await district()
    const [first = ''] = villageIds
    await saveHeads(client, { [first]: 'นาย สมชาย  ใจดี' })
    expect((await headsOf(client))[0]).toBe('นาย สมชาย ใจดี')
    const before = await list(client)
    await saveHeads(client, { [first]: 'นาย สมชาย ใจดี' })
    expect(await list(client)).toEqual(before)
    await saveHeads(client, { [first]: 'นายสมชาย ใจดี' })
    expect((await headsOf(client))[0]).toBe('นายสมชาย ใจดี')
    expect((await list(client))[0]?.holder).toEqual(before[0]?.holder)
    await saveHeads(client, { [first]: '' })
    const [vacant] = await list(client)
    expect([vacant?.holder, vacant?.vacantSince]).toEqual([null, '2022-07-15'])
    expect((await headsOf(client))[0]).toBe('')
  })

  it('follows the post: appointed, corrected, moved to another moo, taken away', async () => {
    const { client, villageIds } = await district()
    const [first = '', second = '', third = '', community = ''] = villageIds
    await client.people.openPosts({ tambonCode: null, dryRun: false })
    const posts = await list(client)
    expect(posts.map((post) => post.name)).toEqual(
      expect.arrayContaining([
        'ประธานชุมชนทดสอบ 1',
        'กำนันตำบลพรหมโลก',
        'กำนันตำบลนาเรียง',
        'นายอำเภอพรหมคีรี',
        'ผู้ใหญ่บ้าน หมู่ที่ 3 ตำบลพรหมโลก',
      ]),
    )
    expect((await client.people.openPosts({ tambonCode: null, dryRun: false })).ids).toEqual([])
    const of = (villageId: string) => posts.find((post) => post.villageId === villageId)?.id ?? ''
    await appoint(client, of(first), 'นายหนึ่ง ใจดี')
    await appoint(client, of(community), 'นางประธาน ชุมชน')
    expect(await headsOf(client)).toEqual(['นายหนึ่ง ใจดี', '', '', 'นางประธาน ชุมชน'])
    const holder = (await client.people.get({ id: of(first) })).holder
    await client.people.savePerson({ id: holder?.personId ?? '', fields: person('ว่าที่ร้อยตรี หนึ่ง ใจดีมาก') })
    expect((await headsOf(client))[0]).toBe('ว่าที่ร้อยตรี หนึ่ง ใจดีมาก')
    const rows = await client.geography.villages({ tambonCode: null })
    const row = rows.find((one) => one.id === first)!
    const { kind, tambonCode, name, officialCode, population, households, headmanName, example } = row
    await client.geography.saveVillages({
      rows: [
        {
          id: first,
          fields: {
            kind,
            tambonCode,
            mooNo: 9,
            name,
            officialCode,
            population,
            households,
            headmanName,
            example,
          },
        },
      ],
      dryRun: false,
    })
    expect((await client.people.get({ id: of(first) })).name).toBe('ผู้ใหญ่บ้าน หมู่ที่ 9 ตำบลพรหมโลก')
    await client.geography.removeVillage({ id: third })
    expect((await list(client)).some((post) => post.villageId === third)).toBe(false)
    await client.bodies.open({ kind: 'tambonCommittee', name: '', tambonCode: '800201', villageId: null })
    expect((await faultOf(client.geography.removeVillage({ id: second }))).code).toBe('record.inUse')
  })
})

describe('the list of villages, edited at random', () => {
  it.each([1, 2, 3, 4])(
    'always names who holds the posts, nobody twice at a time, and undoes to the start (%i)',
    async (seed) => {
      const { client, clock, villageIds } = await district()
      const random = seededRandom(`heads ${seed}`)
      const pick = (most: number) => (random.bytes(1)[0] ?? 0) % most
      const names = [
        '',
        'นายสมชาย ใจดี',
        'นายสมชาญ ใจดี',
        'นางสาวมาลี คำแก้ว',
        'นางมาลี รักไทย',
        'ว่าที่ร้อยตรี สมบัติ ณ นคร',
        'นายหนึ่ง',
        'พระครูปลัดสุวัฒน์',
      ]
      let commands = 0
      let day = 15
      for (let step = 0; step < 12; step += 1) {
        if (pick(3) === 0) {
          day += 1 + pick(3)
          clock.set(`2022-07-${Math.min(day, 31)}T02:00:00Z`)
        }
        const heads = Object.fromEntries(villageIds.map((id) => [id, names[pick(names.length)] ?? '']))
        const before = await headsOf(client)
        await saveHeads(client, heads)
        const said = villageIds.map((id) => heads[id])
        expect(await headsOf(client)).toEqual(said)
        if (JSON.stringify(before) !== JSON.stringify(said)) commands += 1
        for (const post of await list(client)) {
          const { holder, holdings } = await client.people.get({ id: post.id })
          expect(holder?.name ?? '').toBe(heads[post.villageId ?? ''])
          for (const [at, one] of holdings.entries()) {
            expect(one.startsOn === null || one.endsOn === null || one.startsOn <= one.endsOn).toBe(true)
            for (const other of holdings.slice(at + 1)) expect(overlaps(one, other)).toBe(false)
          }
        }
      }
      for (let at = 0; at < commands; at += 1) await client.office.undo()
      expect(await headsOf(client)).toEqual(['', '', '', ''])
      expect(await list(client)).toEqual([])
      expect(await client.people.persons({ q: '' })).toEqual([])
    },
  )
})

describe('a post', () => {
  async function kamnan() {
    const { client, clock, villageIds } = await district()
    await client.people.openPosts({ tambonCode: '800201', dryRun: false })
    const id = (await list(client, 'tambonHead'))[0]?.id ?? ''
    return { client, clock, id, villageIds }
  }

  it('passes from one to the other with days and reasons; a successor may be known ahead', async () => {
    const { client, clock, id } = await kamnan()
    await appoint(client, id, 'นายเก่า อยู่มา', { startsOn: '2018-05-01' })
    await appoint(client, id, 'นายใหม่ เข้ามา', {
      startsOn: '2022-08-01',
      leave: { endsOn: '2022-07-31', endReason: 'retired' },
    })
    let post = await client.people.get({ id })
    expect([post.holder?.name, post.next?.name]).toEqual(['นายเก่า อยู่มา', 'นายใหม่ เข้ามา'])
    clock.set('2022-08-01T00:00:00Z')
    post = await client.people.get({ id })
    expect([post.holder?.name, post.next]).toEqual(['นายใหม่ เข้ามา', null])
    expect(post.holdings[1]).toMatchObject({ endsOn: '2022-07-31', endReason: 'retired' })
    await client.people.vacate({ postId: id, endsOn: '2022-08-20', endReason: 'moved' })
    clock.set('2022-08-21T00:00:00Z')
    post = await client.people.get({ id })
    expect([post.holder, post.vacantSince]).toEqual([null, '2022-08-21'])
    await client.office.undo()
    expect((await client.people.get({ id })).holder?.name).toBe('นายใหม่ เข้ามา')
  })

  it('a headman from a day ahead stands in the list of villages from that day on', async () => {
    const { client, clock, villageIds } = await kamnan()
    const post = (await list(client, 'villageHead')).find((one) => one.villageId === villageIds[0])!
    await appoint(client, post.id, 'นายเก่า อยู่มา')
    await appoint(client, post.id, 'นายใหม่ เข้ามา', { startsOn: '2022-08-01' })
    expect((await headsOf(client))[0]).toBe('นายเก่า อยู่มา')
    clock.set('2022-08-01T02:00:00Z')
    expect((await headsOf(client))[0]).toBe('นายใหม่ เข้ามา')
    // The grid that shows him saves him: nothing changes.
    const before = await client.people.get({ id: post.id })
    await saveHeads(client, { [villageIds[0] ?? '']: 'นายใหม่ เข้ามา' })
    expect(await client.people.get({ id: post.id })).toEqual(before)
  })

  it('is refused days that do not fit, with who is there', async () => {
    const { client, id } = await kamnan()
    await appoint(client, id, 'นายเก่า อยู่มา', { startsOn: '2018-05-01' })
    await appoint(client, id, 'นายใหม่ เข้ามา', { startsOn: '2022-07-01' })
    const [now, before] = (await client.people.get({ id })).holdings
    const days = (startsOn: string | null, endsOn: string | null, endReason = '') => ({
      startsOn,
      endsOn,
      endReason,
      acting: false,
    })
    expect(
      await faultOf(
        client.people.saveHolding({ id: before?.holdingId ?? '', fields: days('2018-05-01', '2022-07-05') }),
      ),
    ).toEqual({
      code: 'holding.overlaps',
      params: { post: 'กำนันตำบลพรหมโลก', name: 'นายใหม่ เข้ามา', from: '1 กรกฎาคม 2565', to: '–' },
    })
    expect(
      (
        await faultOf(
          client.people.saveHolding({
            id: before?.holdingId ?? '',
            fields: days('2018-05-01', '2018-04-01'),
          }),
        )
      ).params.issues,
    ).toMatchObject([{ path: ['fields', 'endsOn'], key: 'endBeforeStart' }])
    expect(
      (
        await faultOf(
          client.people.saveHolding({
            id: before?.holdingId ?? '',
            fields: days('2018-05-01', '2022-06-01', 'bored'),
          }),
        )
      ).params.issues,
    ).toMatchObject([{ key: 'unknownKey' }])
    expect((await faultOf(appoint(client, id, 'นายเร็ว ไปหน่อย', { startsOn: '2020-01-01' }))).code).toBe(
      'holding.overlaps',
    )
    expect(
      (
        await faultOf(
          appoint(client, id, 'นายซ้อน กัน', {
            startsOn: '2022-07-10',
            leave: { endsOn: '2022-07-10', endReason: '' },
          }),
        )
      ).params.issues,
    ).toMatchObject([{ path: ['leave', 'endsOn'], key: 'endsAfterNext' }])
    expect(
      (await faultOf(client.people.vacate({ postId: id, endsOn: '2022-06-30', endReason: '' }))).params
        .issues,
    ).toMatchObject([{ key: 'endBeforeStart' }])
    await client.people.removeHolding({ id: now?.holdingId ?? '' })
    expect((await client.people.get({ id })).holder).toBe(null)
    expect(
      (await faultOf(client.people.vacate({ postId: id, endsOn: '2022-07-15', endReason: '' }))).code,
    ).toBe('post.vacant')
  })

  it('may be held by one person beside another post; two of one name in two tambons are two', async () => {
    const { client, id, villageIds } = await kamnan()
    await appoint(client, id, 'นายพงศ์ ทองดี')
    await saveHeads(client, { [villageIds[0] ?? '']: 'นายพงศ์ ทองดี' })
    const found = await client.people.persons({ q: 'พงศ์' })
    expect(found.map((one) => one.posts.map((post) => post.name))).toEqual([
      ['กำนันตำบลพรหมโลก', 'ผู้ใหญ่บ้าน หมู่ที่ 1 ตำบลพรหมโลก'],
    ])
    const [elsewhere = ''] = await addVillages(client, '800202', 1)
    await saveHeads(client, { [elsewhere]: 'นายพงศ์ ทองดี', [villageIds[1] ?? '']: 'นายพงศ์ ทองดี' })
    expect(await client.people.persons({ q: 'พงศ์' })).toHaveLength(3)
  })

  it('is saved for its place, once, and removed only when no seat needs it', async () => {
    const { client, villageIds } = await district()
    type Fields = Parameters<Client['people']['savePost']>[0]['fields']
    const base: Omit<Fields, 'kind'> = {
      name: '',
      tambonCode: null,
      villageId: null,
      laoId: null,
      example: true,
    }
    const save = (fields: Partial<Fields> & Pick<Fields, 'kind'>) =>
      client.people.savePost({ id: null, fields: { ...base, ...fields } })
    const { id } = await save({ kind: 'tambonHead', tambonCode: '800201' })
    expect((await client.people.get({ id })).name).toBe('กำนันตำบลพรหมโลก')
    expect((await faultOf(save({ kind: 'tambonHead', tambonCode: '800201' }))).code).toBe('record.duplicate')
    expect((await faultOf(save({ kind: 'tambonHead', tambonCode: '800301' }))).code).toBe('body.areaOutside')
    expect((await faultOf(save({ kind: 'tambonHead' }))).params.issues).toMatchObject([
      { path: ['fields', 'tambonCode'], key: 'required' },
    ])
    expect((await faultOf(save({ kind: 'sheriff', name: 'นายอำเภอใจ' }))).code).toBe('post.unknownKind')
    expect((await faultOf(save({ kind: 'agencyHead' }))).params.issues).toMatchObject([
      { path: ['fields', 'name'], key: 'required' },
    ])
    expect((await faultOf(save({ kind: 'communityHead', villageId: villageIds[0] ?? '' }))).code).toBe(
      'body.areaOutside',
    )
    await save({ kind: 'villageHead', villageId: villageIds[0] ?? '' })
    expect(
      (await faultOf(save({ kind: 'villageHead', villageId: villageIds[0] ?? '', name: 'ผญ.1' }))).code,
    ).toBe('record.duplicate')
    await client.bodies.open({ kind: 'tambonCommittee', name: '', tambonCode: '800201', villageId: null })
    expect(await faultOf(client.people.removePost({ id }))).toEqual({
      code: 'post.inUse',
      params: {
        name: 'กำนันตำบลพรหมโลก',
        bodies: 'คณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก',
      },
    })
    const agency = await save({ kind: 'agencyHead', name: 'ประมงอำเภอพรหมคีรี' })
    await client.people.removePost(agency)
    expect((await list(client, 'agencyHead')).length).toBe(0)
  })

  it('a pasted list of holders is all or nothing, with the row of each mistake', async () => {
    const { client, villageIds } = await kamnan()
    const posts = (await list(client, 'villageHead')).map((post) => post.id)
    const rows = posts.map((postId, at) => ({
      postId,
      person: person(`นายที่${at + 1} ทดลอง`),
      startsOn: null,
    }))
    const wrong = [
      ...rows,
      { postId: posts[0] ?? '', person: null, startsOn: null },
      {
        postId: (await list(client, 'tambonHead'))[0]?.id ?? '',
        person: person('นายก ข'),
        startsOn: '2022-12-01',
      },
    ]
    expect(
      (await faultOf(client.people.saveHolders({ rows: wrong, dryRun: false }))).params.issues,
    ).toMatchObject([
      { path: ['rows', 3, 'postId'], key: 'twiceInRows' },
      { path: ['rows', 4, 'startsOn'], key: 'startsAhead' },
    ])
    expect(await headsOf(client)).toEqual(['', '', '', ''])
    expect((await client.people.saveHolders({ rows, dryRun: true })).changed).toBe(3)
    expect(await headsOf(client)).toEqual(['', '', '', ''])
    expect((await client.people.saveHolders({ rows, dryRun: false })).changed).toBe(3)
    expect((await client.people.saveHolders({ rows, dryRun: false })).changed).toBe(0)
    expect(await headsOf(client)).toEqual(['นายที่1 ทดลอง', 'นายที่2 ทดลอง', 'นายที่3 ทดลอง', ''])
    const dated = [
      { postId: posts[0] ?? '', person: person('นางมาใหม่ วันนั้น'), startsOn: '2022-07-01', acting: true },
    ]
    await client.people.saveHolders({ rows: dated, dryRun: false })
    const post = await client.people.get({ id: posts[0] ?? '' })
    expect(post.holdings.map((one) => [one.name, one.startsOn, one.endsOn, one.acting])).toEqual([
      ['นางมาใหม่ วันนั้น', '2022-07-01', null, true],
      ['นายที่1 ทดลอง', null, '2022-06-30', false],
    ])
    expect(
      (
        await faultOf(
          client.people.saveHolders({
            rows: [{ postId: posts[0] ?? '', person: person('นายก่อนนั้น เข้ามา'), startsOn: '2022-06-15' }],
            dryRun: false,
          }),
        )
      ).params.issues,
    ).toMatchObject([{ path: ['rows', 0, 'startsOn'], key: 'heldThen', params: { name: 'นายที่1 ทดลอง' } }])
    expect(villageIds).toHaveLength(4)
  })

  it('persons are found by ear, by post and by part of a name', async () => {
    const { client, villageIds } = await district()
    await saveHeads(client, {
      [villageIds[0] ?? '']: 'นายณรงค์ฤทธิ์ ศรีสุวรรณ',
      [villageIds[1] ?? '']: 'นางสาวมาลี คำแก้ว',
    })
    const names = async (q: string) => (await client.people.persons({ q })).map((one) => one.name)
    expect(await names('นรงค์ฤทธิ')).toEqual(['นายณรงค์ฤทธิ์ ศรีสุวรรณ'])
    expect(await names('หมู่ที่ ๒')).toEqual(['นางสาวมาลี คำแก้ว'])
    expect(await names('มาลี คำ')).toEqual(['นางสาวมาลี คำแก้ว'])
    expect(await names('ไม่มี')).toEqual([])
    expect(await names('')).toHaveLength(2)
  })
})
