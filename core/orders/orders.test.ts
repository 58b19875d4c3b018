import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { Order } from './contract.ts'

afterEach(closeAll)

async function district() {
  const { client, clock } = await openTestCore()
  await setUpDistrict(client)
  const { id: bodyId } = await client.bodies.open({
    kind: 'tambonCommittee',
    name: '',
    tambonCode: '800201',
    villageId: null,
  })
  return { client, clock, bodyId }
}
const open = (client: Client, bodyId: string, editionFy = 2565) =>
  client.orders.open({ bodyId, editionFy }).then(({ id }) => id)
const sign = (client: Client, id: string, change: Partial<Parameters<Client['orders']['sign']>[0]> = {}) =>
  client.orders.sign({ id, signedOn: '2022-07-01', number: { kind: 'next' }, ...change })
const fields = ({ subject, reason, powers, duties, effectiveOn, signatoryId }: Order) => ({
  subject,
  reason,
  powers,
  duties,
  effectiveOn,
  signatoryId,
})

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
      warnings: [],
    })
    expect((await client.bodies.list({ editionFy: 2566 }))[0]?.warnings).toEqual([
      { key: 'notReviewed', params: { orderFy: 2565, editionFy: 2566 } },
    ])
    const again = { code: 'order.signed', params: { name: '1/2565' } }
    expect(await faultOf(sign(client, id))).toEqual(again)
    expect(await faultOf(client.orders.save({ id, fields: fields(signed) }))).toEqual(again)
    await client.office.undo()
    await client.office.undo()
    expect(await client.orders.get({ id })).toEqual(draft)
    expect((await client.papers.register({ register: 'order', year: 2565 })).next).toBe(1)
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
      { path: ['signedOn'], key: 'badDate' },
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
    expect((await client.bodies.list({ editionFy: null })).length).toBe(5)
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
