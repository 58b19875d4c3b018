import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, finish, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { Order } from './contract.ts'

afterEach(closeAll)

async function district() {
  const { core, client, clock } = await openTestCore()
  await setUpDistrict(client)
  const { id: bodyId } = await client.bodies.open({
    kind: 'tambonCommittee',
    name: '',
    tambonCode: '800201',
    villageId: null,
  })
  return { core, client, clock, bodyId }
}
const open = (client: Client, bodyId: string, editionFy = 2565) =>
  client.orders.open({ bodyId, editionFy }).then(({ id }) => id)
const sign = (client: Client, id: string, change: Partial<Parameters<Client['orders']['sign']>[0]> = {}) =>
  client.orders.sign({ id, signedOn: '2022-07-01', number: { kind: 'first' }, ...change })
const fields = ({ subject, reason, powers, duties, effectiveOn, signatoryId, annex, secrecy }: Order) => ({
  subject,
  reason,
  powers,
  duties,
  effectiveOn,
  signatoryId,
  annex,
  secrecy,
})

const seat = (name: string, title = 'กรรมการ', position = '') => {
  const [firstName = '', lastName = ''] = name.split(' ')
  return {
    title,
    role: 'member' as const,
    filledBy: 'person' as const,
    post: '',
    person: { title: 'นาย', firstName, lastName, position, example: true },
  }
}
/** Puts persons into a body: those named keep the seat they have, others get a new one. */
async function seatPeople(client: Client, bodyId: string, people: ReturnType<typeof seat>[]) {
  const before = (await client.bodies.get({ id: bodyId })).seatRows
  await client.bodies.saveSeats({
    bodyId,
    seats: people.map((fields, at) => ({ id: before[at]?.id ?? null, fields })),
  })
}
const text = async (client: Client, id: string) =>
  (await client.papers.preview({ kind: 'order', id })).html
    .replace(/<style[\s\S]*?<\/style>/gu, '')
    .replace(/<[^>]+>/gu, '')
    .replace(/\s+/gu, ' ')

/** A body with three members and its signed order of 1 July. */
async function appointed() {
  const { client, clock, bodyId } = await district()
  await seatPeople(client, bodyId, [seat('กอ หนึ่ง', 'ประธานกรรมการ'), seat('ขอ สอง'), seat('คอ สาม')])
  const base = await open(client, bodyId)
  await sign(client, base)
  return { client, clock, bodyId, base }
}
async function everyTambon() {
  const { client, clock } = await openTestCore()
  await setUpDistrict(client)
  const tambons = await client.geography.ownTambons()
  const bodyIds: string[] = []
  for (const { code } of tambons) {
    const { id } = await client.bodies.open({
      kind: 'tambonCommittee',
      name: '',
      tambonCode: code,
      villageId: null,
    })
    await seatPeople(client, id, [seat(`ก${code} หนึ่ง`, 'ประธานกรรมการ'), seat(`ข${code} สอง`)])
    bodyIds.push(id)
  }
  return { client, clock, tambons, bodyIds }
}

describe('an order', () => {
  it('is drafted from the wording of its body, signed with frozen members and the next number', async () => {
    const { client, bodyId } = await district()
    const id = await open(client, bodyId)
    expect(await open(client, bodyId)).toBe(id)
    const draft = await client.orders.get({ id })
    expect(draft.subject).toBe('แต่งตั้งคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก')
    expect(draft.reason).toContain('2565')
    expect(draft.powers).toContain('พ.ศ. ๒๕๖๒')
    expect([draft.reason, draft.powers, ...draft.duties].join()).not.toMatch(/[{}]/u)
    expect(draft.duties.length).toBeGreaterThan(3)
    const { seatRows } = await client.bodies.get({ id: bodyId })
    // Two expert seats have nobody yet and are left out.
    expect(draft.members).toHaveLength(seatRows.length - 2)
    expect(await sign(client, id)).toEqual({ number: 1, year: 2565 })
    await client.bodies.saveSeats({ bodyId, seats: [] })
    const signed = await client.orders.get({ id })
    expect(signed).toMatchObject({ state: 'signed', number: 1, numberYear: 2565, members: draft.members })
    expect((await client.bodies.list({ editionFy: 2565 }))[0]).toMatchObject({
      order: { id, number: 1, year: 2565 },
      state: 'review',
    })
    expect((await client.bodies.list({ editionFy: 2566 }))[0]?.warnings[0]).toMatchObject({
      key: 'notReviewed',
      params: { orderFy: 2565, editionFy: 2566 },
    })
    const again = { code: 'order.signed', params: { name: '1/2565' } }
    expect(await faultOf(sign(client, id))).toEqual(again)
    expect(await faultOf(client.orders.save({ id, fields: fields(signed) }))).toEqual(again)
    await client.office.undo()
    await client.office.undo()
    expect(await client.orders.get({ id })).toEqual(draft)
    expect((await client.papers.register({ register: 'order', year: 2565 })).next).toBe(1)
  })

  it('is not signed for a body that was closed since, and takes its files along when it is thrown away', async () => {
    const { core, client, bodyId } = await district()
    const id = await open(client, bodyId)
    async function* scan() {
      yield Buffer.from('%PDF-1.7 scan %%EOF')
    }
    const { token } = await core.files.put('คำสั่งที่ลงนามแล้ว.pdf', scan(), 't')
    const file = await finish(client.attachments.add({ token, table: 'appointmentOrder', id }))
    await client.bodies.close({ id: bodyId })
    expect((await faultOf(sign(client, id))).code).toBe('body.closed')
    const files = async () =>
      (await client.attachments.list({ table: 'appointmentOrder', id })).rows.map((row) => row.id)
    expect(await files()).toEqual([file.id])
    await client.orders.remove({ id })
    expect(await files()).toEqual([])
    await client.office.undo({})
    expect(await files()).toEqual([file.id])
  })

  it('says of who only acts in a post that he does', async () => {
    const { client, bodyId } = await district()
    const post = 'กำนันตำบลพรหมโลก'
    const { seatRows } = await client.bodies.get({ id: bodyId })
    const postId = seatRows.find((row) => row.post === post)?.postId ?? ''
    const appoint = (acting: boolean, startsOn: string) =>
      client.people.appoint({
        postId,
        person: { title: 'นาย', firstName: 'รอ', lastName: 'รักษาการ', position: '', example: true },
        ...{ startsOn, acting, leave: null, dryRun: false },
      })
    await appoint(true, '2022-05-01')
    const members = async () => {
      const { members } = await client.orders.get({ id: await open(client, bodyId) })
      return members.find((one) => one.name === 'นายรอ รักษาการ')?.position
    }
    expect(await members()).toBe(`รักษาการในตำแหน่ง${post}`)
    await appoint(false, '2022-06-01')
    expect(await members()).toBe(post)
  })

  it('of the next edition carries over what the office wrote, renews untouched wording, and replaces the one before', async () => {
    const { client, clock, bodyId } = await district()
    const first = await open(client, bodyId)
    const draft = await client.orders.get({ id: first })
    await client.orders.save({ id: first, fields: { ...fields(draft), duties: ['หน้าที่ที่อำเภอเขียนเอง'] } })
    await sign(client, first)
    clock.set('2023-02-01T02:00:00Z')
    const second = await client.orders.get({ id: await open(client, bodyId, 2566) })
    expect(second.duties).toEqual(['หน้าที่ที่อำเภอเขียนเอง'])
    expect(second.reason).toBe(draft.reason.replace('2565', '2566'))
    expect(second.signatoryId).toBe(draft.signatoryId)
    expect(await sign(client, second.id, { signedOn: '2023-02-01' })).toEqual({ number: 1, year: 2566 })
    expect((await client.orders.get({ id: second.id })).supersedesId).toBe(first)
    expect((await client.bodies.list({ editionFy: 2566 }))[0]?.order?.id).toBe(second.id)
    const paper = await client.papers.preview({ kind: 'order', id: second.id })
    expect(paper.html.replace(/<[^>]+>/gu, '')).toContain('ให้ยกเลิกคำสั่งอำเภอพรหมคีรี ที่ ๑/๒๕๖๕')
    expect((await client.orders.list({ editionFy: 2566 })).map((line) => line.id)).toEqual([second.id])
  })

  it('is not signed without members, signatory or a day that has come', async () => {
    const { client, bodyId } = await district()
    const id = await open(client, bodyId)
    const draft = await client.orders.get({ id })
    await client.orders.save({ id, fields: { ...fields(draft), signatoryId: null } })
    const name = 'คณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก'
    expect(await faultOf(sign(client, id))).toEqual({ code: 'order.noSignatory', params: { name } })
    await client.orders.save({ id, fields: fields(draft) })
    expect((await faultOf(sign(client, id, { signedOn: '2022-07-16' }))).code).toBe('date.inFuture')
    expect((await faultOf(sign(client, id, { signedOn: '2565-07-01' }))).params.issues).toMatchObject([
      { path: ['signedOn'], key: 'buddhistYearInDate' },
    ])
    await client.bodies.saveSeats({ bodyId, seats: [] })
    expect(await faultOf(sign(client, id))).toEqual({ code: 'order.noSeats', params: { name } })
    expect((await client.orders.get({ id })).state).toBe('draft')
    expect(
      (await faultOf(client.orders.save({ id, fields: { ...fields(draft), subject: ' ' } }))).params.issues,
    ).toMatchObject([{ key: 'required' }])
    expect(
      (await faultOf(client.orders.save({ id, fields: { ...fields(draft), signatoryId: '0'.repeat(26) } })))
        .code,
    ).toBe('record.notFound')
    expect((await faultOf(open(client, '0'.repeat(26)))).code).toBe('record.notFound')
  })

  it('has words for every kind of body, and none of them keeps a tag', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    for (const kind of await client.bodies.kinds()) {
      const opened = client.bodies.open({
        kind: kind.kind,
        name: 'คณะกรรมการทดสอบ',
        tambonCode: '800201',
        villageId: null,
      })
      const { id: bodyId } = await opened.catch(() => ({ id: null }))
      // The committee of a village needs one, that of the province belongs to the province.
      if (bodyId === null) continue
      const { subject, reason, powers, duties } = await client.orders.get({ id: await open(client, bodyId) })
      const words = [subject, reason, powers, ...duties].join('\n')
      expect(words).not.toMatch(/[{}]|undefined/u)
      expect(subject).toMatch(/^แต่งตั้ง\S/u)
      expect(powers.trim()).not.toBe('')
    }
    expect((await client.bodies.list({ editionFy: null })).length).toBe(8)
  })

  it('left without a number is numbered by hand and leaves the register as it is', async () => {
    const { client, bodyId } = await district()
    const id = await open(client, bodyId)
    expect(await sign(client, id, { number: { kind: 'blank' } })).toEqual({ number: null, year: 2565 })
    expect((await client.papers.register({ register: 'order', year: 2565 })).rows).toEqual([])
    expect((await client.papers.preview({ kind: 'order', id })).html.replace(/<[^>]+>/gu, '')).toMatch(
      /ที่ \.{5,}\/๒๕๖๕/u,
    )
  })
})

describe('an amendment', () => {
  it('says only what changed, leaves the order in force and counts from then on', async () => {
    const { client, bodyId, base } = await appointed()
    await seatPeople(client, bodyId, [
      seat('กอ หนึ่ง', 'ประธานกรรมการ'),
      seat('งอ สี่', 'กรรมการ', 'ครู'),
      seat('คอ สาม'),
      seat('จอ ห้า'),
    ])
    const { id } = await client.orders.open({ bodyId, editionFy: 2565, action: 'amend' })
    const draft = await client.orders.get({ id })
    expect(draft).toMatchObject({ action: 'amend', supersedesId: base, duties: [] })
    expect(draft.subject).toBe(`แก้ไขเพิ่มเติมคำสั่ง${(await client.orders.get({ id: base })).subject}`)
    expect(draft.reason).toContain('ที่ 1/2565')
    expect(draft.bodies[0]?.changes).toEqual([
      'แต่งตั้ง นายงอ สี่ ครู เป็นกรรมการ แทน นายขอ สอง (ลำดับที่ 2)',
      'แต่งตั้ง นายจอ ห้า เป็นกรรมการ เพิ่มเติม',
    ])
    await sign(client, id, { signedOn: '2022-07-10' })
    const paper = await text(client, id)
    expect(paper).toContain('แต่งตั้ง นายงอ สี่ ครู เป็นกรรมการ แทน นายขอ สอง (ลำดับที่ ๒)')
    expect(paper).toContain('ให้เป็นไปตามคำสั่งเดิมทุกประการ')
    expect(paper).not.toContain('นายคอ')
    const chain = (await client.orders.get({ id })).chain
    expect(chain.map(({ id: one, action, standing }) => [one, action, standing])).toEqual([
      [base, 'appoint', 'inForce'],
      [id, 'amend', 'inForce'],
    ])
    // A second amendment starts from the first one's members and says which it is.
    await seatPeople(client, bodyId, [
      seat('กอ หนึ่ง', 'ประธานกรรมการ'),
      seat('งอ สี่', 'กรรมการ', 'ครู'),
      seat('คอ สาม'),
    ])
    const { id: next } = await client.orders.open({ bodyId, editionFy: 2565, action: 'amend' })
    const second = await client.orders.get({ id: next })
    expect(second.subject).toMatch(/\(ครั้งที่ 2\)$/u)
    expect(second.bodies[0]?.changes).toEqual(['ให้ นายจอ ห้า พ้นจากการเป็นกรรมการ (ลำดับที่ 4)'])
    expect(second.reason).toContain('และที่แก้ไขเพิ่มเติม')
    await sign(client, next, { signedOn: '2022-07-12' })
    expect((await client.orders.get({ id })).bodies[0]?.changes).toHaveLength(2)
    // A new order for the whole body ends all three.
    const { id: fresh } = await client.orders.open({ bodyId, editionFy: 2566, action: 'replace' })
    await sign(client, fresh, { signedOn: '2022-07-14' })
    expect(await text(client, fresh)).toContain('และที่แก้ไขเพิ่มเติม และให้ใช้คำสั่งนี้แทน')
    expect((await client.orders.list({ editionFy: null })).map(({ standing }) => standing)).toEqual([
      'inForce',
      'past',
      'past',
      'past',
    ])
  })

  it('needs an order in force, something to say and a day not before it', async () => {
    const { client, bodyId } = await district()
    const name = 'คณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก'
    const amend = () => client.orders.open({ bodyId, editionFy: 2565, action: 'amend' })
    expect(await faultOf(amend())).toEqual({ code: 'order.nothingInForce', params: { name } })
    await sign(client, await open(client, bodyId))
    const { id } = await amend()
    expect(await faultOf(sign(client, id))).toEqual({ code: 'order.nothingToAmend', params: { name } })
    const draft = await client.orders.get({ id })
    await client.orders.save({ id, fields: { ...fields(draft), duties: ['เพิ่มหน้าที่ข้อใหม่'] } })
    expect(await faultOf(sign(client, id, { signedOn: '2022-06-30' }))).toMatchObject({
      code: 'order.beforeReplaced',
      params: { name: '1/2565' },
    })
    await sign(client, id)
    expect(await text(client, id)).toContain('เพิ่มหน้าที่ข้อใหม่')
  })
})

describe('a cancelling order', () => {
  it('ends the order in force with its reason and leaves the body without one', async () => {
    const { client, bodyId, base } = await appointed()
    const { id } = await client.orders.open({ bodyId, editionFy: 2565, action: 'cancel' })
    const draft = await client.orders.get({ id })
    await client.orders.save({ id, fields: { ...fields(draft), reason: '' } })
    expect((await faultOf(sign(client, id))).code).toBe('order.noReason')
    await client.orders.save({ id, fields: fields(draft) })
    await sign(client, id, { signedOn: '2022-07-10' })
    const paper = await text(client, id)
    expect(paper).toContain('จึงให้ยกเลิกคำสั่งดังกล่าว')
    expect(paper).not.toContain('นายกอ')
    expect((await client.bodies.get({ id: bodyId })).order).toBeNull()
    expect((await client.orders.get({ id: base })).standing).toBe('past')
    expect((await client.orders.get({ id })).standing).toBe('signed')
    // A dissolved body is not appointed again.
    await client.bodies.close({ id: bodyId })
    expect((await faultOf(open(client, bodyId))).code).toBe('body.closed')
    await client.bodies.reopen({ id: bodyId })
    // The next one appoints anew and cancels nothing.
    const again = await client.orders.get({ id: await open(client, bodyId) })
    expect(again.action).toBe('appoint')
    expect(await text(client, again.id)).not.toContain('ยกเลิก')
  })
})

describe('a signed order', () => {
  it('left without a number gets the one written by hand, in the register and on the paper', async () => {
    const { client, bodyId } = await district()
    const id = await open(client, bodyId)
    await sign(client, id, { number: { kind: 'blank' } })
    expect((await faultOf(client.orders.setNumber({ id, number: 7 }))).code).toBe('register.gap')
    const entered = { id, number: 7, gapReason: 'ออกเลขในสมุดทะเบียนก่อนใช้โปรแกรม' }
    expect(await client.orders.setNumber(entered)).toEqual({ number: 7, year: 2565 })
    expect(await text(client, id)).toContain('ที่ ๗/๒๕๖๕')
    expect((await client.papers.register({ register: 'order', year: 2565 })).next).toBe(8)
    expect(await faultOf(client.orders.setNumber({ id, number: 8 }))).toEqual({
      code: 'order.numbered',
      params: { name: '7/2565' },
    })
  })

  it('that was never issued is struck out: its number stays with the reason, the one before is in force again', async () => {
    const { client, clock, bodyId, base } = await appointed()
    clock.set('2022-08-01T02:00:00Z')
    const id = await open(client, bodyId, 2566)
    await sign(client, id, { signedOn: '2022-08-01' })
    expect((await faultOf(client.orders.annul({ id: base, reason: 'ผิด' }))).code).toBe('order.builtUpon')
    await client.orders.annul({ id, reason: 'พิมพ์ผิดคณะ' })
    expect((await client.orders.get({ id })).standing).toBe('annulled')
    expect((await client.bodies.get({ id: bodyId })).order?.id).toBe(base)
    const { rows } = await client.papers.register({ register: 'order', year: 2565 })
    expect(rows.map(({ number, state, reason }) => [number, state, reason])).toEqual([
      [1, 'used', ''],
      [2, 'cancelled', 'พิมพ์ผิดคณะ'],
    ])
    await client.office.undo()
    expect((await client.bodies.get({ id: bodyId })).order?.id).toBe(id)
  })
})

describe('a draft', () => {
  it('becomes another kind of order: untouched words follow, written ones stay', async () => {
    const { client, bodyId } = await appointed()
    const id = await open(client, bodyId, 2566)
    const draft = await client.orders.get({ id })
    expect(draft.actions).toEqual(['replace', 'amend', 'cancel'])
    await client.orders.save({ id, fields: { ...fields(draft), reason: 'เหตุผลที่อำเภอเขียนเอง' } })
    await client.orders.setAction({ id, action: 'amend' })
    const amend = await client.orders.get({ id })
    expect(amend).toMatchObject({ action: 'amend', reason: 'เหตุผลที่อำเภอเขียนเอง' })
    expect(amend.subject).toMatch(/^แก้ไขเพิ่มเติม/u)
    await client.orders.setAction({ id, action: 'replace' })
    expect((await client.orders.get({ id })).subject).toBe(draft.subject)
    await client.orders.remove({ id })
    expect((await faultOf(client.orders.get({ id }))).code).toBe('record.notFound')
  })

  it('tells what is unusual about its day before it is signed', async () => {
    const { client, bodyId } = await appointed()
    const id = await open(client, bodyId, 2566)
    const draft = await client.orders.get({ id })
    expect(draft.notes.map(({ key }) => key)).toEqual(['membersUnchanged'])
    await client.orders.save({ id, fields: { ...fields(draft), effectiveOn: '2022-06-01' } })
    const keys = async (signedOn: string) =>
      (await client.orders.beforeSigning({ ids: [id], signedOn })).map(({ key }) => key)
    expect(await keys('2022-07-10')).toEqual(['effectiveBefore'])
    expect(await keys('2022-06-01')).toEqual(['datedBeforeNumber'])
  })
})

describe('orders of many bodies', () => {
  it('are drafted from one wording, signed together in their order, and taken back by one undo', async () => {
    const { client, tambons, bodyIds } = await everyTambon()
    const { batchId, ids } = await client.orders.openMany({ bodyIds, editionFy: 2565, combine: false })
    expect(ids).toHaveLength(tambons.length)
    const batch = await client.orders.batch({ batchId: batchId! })
    expect(batch.words.subject).toBe('แต่งตั้งคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบล{{tambon}}')
    expect(batch.tags).toContainEqual({ tag: 'tambon', example: tambons[0]?.name })
    await client.orders.saveMany({
      ids,
      fields: {
        reason: 'เพื่อประโยชน์ของตำบล{{tambon}}',
        effectiveOn: '2022-07-02',
        duties: ['ดูแลตำบล{{tambon}}'],
      },
    })
    for (const [at, id] of ids.entries()) {
      const { reason, duties, effectiveOn, subject } = await client.orders.get({ id })
      const name = tambons[at]?.name
      expect({ reason, duties, effectiveOn }).toEqual({
        reason: `เพื่อประโยชน์ของตำบล${name}`,
        duties: [`ดูแลตำบล${name}`],
        effectiveOn: '2022-07-02',
      })
      expect(subject).toContain(`ตำบล${name}`)
    }
    expect((await client.orders.batch({ batchId: batchId! })).words).toMatchObject({
      reason: 'เพื่อประโยชน์ของตำบล{{tambon}}',
      duties: ['ดูแลตำบล{{tambon}}'],
    })
    const unknown = await faultOf(client.orders.saveMany({ ids, fields: { reason: 'ตำบล{{tambom}}' } }))
    expect(unknown).toMatchObject({
      code: 'input.invalid',
      params: {
        issues: [{ path: ['fields', 'reason'], key: 'layoutUnknownTag', params: { tag: '{{tambom}}' } }],
      },
    })

    // One body without members: none is signed.
    await client.bodies.saveSeats({ bodyId: bodyIds.at(-1)!, seats: [] })
    const signAll = () => client.orders.signMany({ ids, signedOn: '2022-07-01', number: 'first' })
    expect((await faultOf(signAll())).code).toBe('order.noSeats')
    expect((await client.papers.register({ register: 'order', year: 2565 })).next).toBe(1)
    await client.office.undo()
    const signed = await signAll()
    expect(signed.map(({ id, number }) => [id, number])).toEqual(ids.map((id, at) => [id, at + 1]))
    expect((await client.bodies.list({ editionFy: 2565 })).every((body) => body.order !== null)).toBe(true)
    await client.office.undo()
    expect((await client.orders.list({ editionFy: 2565 })).every((order) => order.state === 'draft')).toBe(
      true,
    )
    expect((await client.papers.register({ register: 'order', year: 2565 })).next).toBe(1)
  })

  it('may be one order for all: it counts for each, and is replaced for one of them while it goes on for others', async () => {
    const { client, tambons, bodyIds } = await everyTambon()
    const { ids } = await client.orders.openMany({ bodyIds, editionFy: 2565, combine: true })
    expect(ids).toHaveLength(1)
    const id = ids[0]!
    const draft = await client.orders.get({ id })
    expect(draft.subject).toBe('แต่งตั้งคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ในพื้นที่อำเภอพรหมคีรี')
    expect(draft.powers).toContain(`จำนวน ${tambons.length} คณะ`)
    await sign(client, id)
    const paper = await text(client, id)
    for (const { name, code } of tambons) {
      expect(paper).toContain(`ตำบล${name}`)
      expect(paper).toContain(`นายก${code.replace(/\d/gu, (digit) => '๐๑๒๓๔๕๖๗๘๙'[Number(digit)]!)} หนึ่ง`)
    }
    const board = await client.bodies.list({ editionFy: 2565 })
    expect(board.map((body) => body.order?.id)).toEqual(bodyIds.map(() => id))
    // One tambon gets an order of its own.
    const own = await open(client, bodyIds[1]!, 2566)
    await sign(client, own, { signedOn: '2022-07-10' })
    expect(await text(client, own)).toContain(
      `เฉพาะส่วนที่เกี่ยวกับคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบล${tambons[1]?.name}`,
    )
    const after = await client.bodies.list({ editionFy: 2565 })
    expect(after.map((body) => body.order?.id)).toEqual(bodyIds.map((one) => (one === bodyIds[1] ? own : id)))
    // An amendment of one tambon leaves the others alone and says which it is.
    await seatPeople(client, bodyIds[0]!, [seat('ใหม่ มา', 'ประธานกรรมการ'), seat('อีก คน')])
    const { id: amend } = await client.orders.open({ bodyId: bodyIds[0]!, editionFy: 2565, action: 'amend' })
    await sign(client, amend, { signedOn: '2022-07-11' })
    expect(await text(client, amend)).toContain(`(ก.บ.ต.) ตำบล${tambons[0]?.name}`)
    expect((await client.orders.get({ id })).standing).toBe('inForce')
    // The next order for all replaces both and says so.
    const { ids: next } = await client.orders.openMany({ bodyIds, editionFy: 2567, combine: true })
    const words = await text(client, next[0]!)
    expect(words).toContain('ให้ยกเลิกคำสั่งดังต่อไปนี้')
    await sign(client, next[0]!, { signedOn: '2022-07-12' })
    expect((await client.orders.list({ editionFy: null })).map(({ standing }) => standing)).toEqual([
      'inForce',
      'past',
      'past',
      'past',
    ])
    expect((await client.orders.get({ id: next[0]! })).chain).toHaveLength(4)
  })

  it('of other kinds go into one order too, and out of it again', async () => {
    const { client, bodyId } = await appointed()
    const { id: other } = await client.bodies.open({
      kind: 'other',
      name: 'คณะทำงานจัดเก็บข้อมูล',
      tambonCode: null,
      villageId: null,
    })
    await seatPeople(client, other, [seat('ฉอ หก')])
    const id = await open(client, other)
    await client.orders.setBodies({ id, bodyIds: [other, bodyId] })
    const both = await client.orders.get({ id })
    expect(both).toMatchObject({ action: 'replace', bodyIds: [other, bodyId], actions: ['replace'] })
    expect(both.subject).toBe(
      'แต่งตั้งคณะทำงานจัดเก็บข้อมูล และคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก',
    )
    await client.orders.setBodies({ id, bodyIds: [other] })
    expect(await client.orders.get({ id })).toMatchObject({
      action: 'appoint',
      subject: 'แต่งตั้งคณะทำงานจัดเก็บข้อมูล',
    })
  })
})
