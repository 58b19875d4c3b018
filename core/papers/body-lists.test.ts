import { afterEach, describe, expect, it } from 'vitest'
import { addVillages, closeAll, openTestCore, setUpDistrict } from '../../tests/support/core.ts'

afterEach(closeAll)

const wordsOf = (html: string) => html.replace(/<style[\s\S]*?<\/style>/gu, '').replace(/<[^>]+>|\s+/gu, '')

const bare = (text: string) => text.replace(/\s+/gu, '')

describe('papers of bodies', () => {
  it('say which bodies are current, which not and why, place by place', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    await addVillages(client, '800203', 2)
    const { ids } = await client.bodies.openMany({ kind: 'tambonCommittee', tambonCode: null, dryRun: false })
    const { id: orderId } = await client.orders.open({ bodyId: ids[2] ?? '', editionFy: 2565 })
    await client.orders.sign({ id: orderId, signedOn: '2022-07-01', number: { kind: 'first' } })
    const text = wordsOf((await client.papers.preview({ kind: 'bodiesState', editionFy: 2566 })).html)
    expect(text).toContain(bare('พ.ศ. 2566'))
    // five ก.บ.ต., and of the ศอช. one for each tambon and one for the district that nobody set up yet
    expect(text).toContain(
      bare('คณะกรรมการ 11 คณะ เป็นปัจจุบัน 0 คณะ ต้องทบทวน 1 คณะ ยังไม่มีคำสั่ง 4 คณะ ยังไม่ได้ตั้ง 6 คณะ'),
    )
    expect(text).toContain(bare('ที่ 1/2565 ลงวันที่ 1 กรกฎาคม 2565'))
    expect(text).toContain(bare('ทบทวนคำสั่งประจำปี 2566'))
    await client.bodies.reviewed({ ids: [ids[2] ?? ''], editionFy: 2566 })
    const after = wordsOf((await client.papers.preview({ kind: 'bodiesState', editionFy: 2566 })).html)
    expect(after).toContain(bare('เป็นปัจจุบัน 1 คณะ ต้องทบทวน 0 คณะ'))
    expect(after).toContain(bare('ทบทวนแล้วเมื่อ 15 กรกฎาคม 2565'))
  })

  it('list the members of one body with what the order says, a vacant seat as vacant', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const { id } = await client.bodies.open({
      kind: 'other',
      name: 'คณะทำงานน้ำ',
      tambonCode: null,
      villageId: null,
    })
    const person = {
      title: 'ว่าที่ร้อยตรี',
      firstName: 'สมชาย',
      lastName: 'ณ นคร',
      position: 'ปลัดอำเภอ',
      example: true,
    }
    await client.bodies.saveSeats({
      bodyId: id,
      seats: [
        {
          id: null,
          fields: {
            title: 'ประธาน',
            role: 'chair',
            filledBy: 'person',
            post: '',
            person,
            untilOn: '2023-09-30',
          },
        },
        {
          id: null,
          fields: {
            title: 'กรรมการ',
            role: 'member',
            filledBy: 'post',
            post: 'สัสดีอำเภอพรหมคีรี',
            person: null,
          },
        },
      ],
    })
    const text = wordsOf((await client.papers.preview({ kind: 'memberList', id })).html)
    expect(text).toContain(bare('รายชื่อคณะทำงานน้ำ'))
    expect(text).toContain(bare('ว่าที่ร้อยตรี สมชาย ณ นคร ปลัดอำเภอ ประธาน ครบวาระ ๓๐ กันยายน ๒๕๖๖'))
    expect(text).toContain(bare('๒ - สัสดีอำเภอพรหมคีรี กรรมการ'))
    expect(text).not.toContain(bare('ตามคำสั่ง'))
  })
})
