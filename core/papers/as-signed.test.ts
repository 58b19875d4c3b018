import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, letterhead, openTestCore, setUpDistrict } from '../../tests/support/core.ts'

afterEach(closeAll)

describe('a signed paper', () => {
  it('stays as it was signed when signatory, letterhead and members change', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const { id: bodyId } = await client.bodies.open({
      kind: 'tambonCommittee',
      name: '',
      tambonCode: '800201',
      villageId: null,
    })
    const { id } = await client.orders.open({ bodyId, editionFy: 2565 })
    await client.orders.sign({ id, signedOn: '2022-07-01', number: { kind: 'first' } })
    const before = (await client.papers.preview({ kind: 'order', id })).html

    for (const { id: one, signs } of await client.office.signatories()) {
      await client.office.saveSignatory({
        id: one,
        name: 'นายผู้มาใหม่ ตัวอย่าง',
        positionLines: ['นายอำเภอคนใหม่'],
        signs,
        active: true,
      })
    }
    await client.office.saveLetterhead({ ...letterhead, orderIssuer: 'ชื่อใหม่ของสำนักงาน' })
    await client.bodies.saveSeats({ bodyId, seats: [] })

    expect((await client.papers.preview({ kind: 'order', id })).html).toBe(before)
    expect(before).not.toContain('ผู้มาใหม่')

    const { id: next } = await client.orders.open({ bodyId, editionFy: 2566 })
    expect((await client.papers.preview({ kind: 'order', id: next })).html).toContain('ผู้มาใหม่')
  })
})
