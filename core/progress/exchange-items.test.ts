import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, finish } from '../../tests/support/core.ts'
import {
  bringIn,
  giveReference,
  handIn,
  makePlans,
  type Office,
  openDistrict,
  openLaptop,
  openProvince,
  removeFolders,
  rowsIn,
} from '../../tests/support/packages.ts'

afterEach(async () => {
  await closeAll()
  removeFolders()
})

const kinds = ['correction', 'laptopWork', 'answerDue', 'handInAgain', 'noAnswer']

/** What the home screen says of the exchange of packages, in short. */
async function said(office: Office): Promise<string[]> {
  const home = await office.client.progress.home({})
  return (home?.items ?? [])
    .filter((item) => kinds.includes(item.kind))
    .map(
      ({ kind, title, on, when, params }) =>
        `${kind} ${title} ${params.count ?? params.sequence} ${on} ${when}`,
    )
}

async function answerOf(office: Office, packageId: string): Promise<string> {
  const stick = { packageId, placeId: null }
  const { ticket } = await finish(office.client.exchange.exportAnswer(stick))
  return office.core.files.look(ticket?.token ?? '', 't').path
}

const province = 'ศาลากลางจังหวัดนครศรีธรรมราช'

describe('what the exchange leaves to do, on the home screen', () => {
  it('follows a submission: nothing, corrections, hand in again, nothing, then the answer that does not come', async () => {
    const district = await openDistrict()
    const receiver = await openProvince()
    await makePlans(district.client)
    const { packageId } = await bringIn(receiver, await handIn(district))
    expect(await said(district)).toEqual([])
    // a receiver who has never answered is not asked for an answer
    district.clock.set('2022-08-20T02:00:00Z')
    expect(await said(district)).toEqual([])
    district.clock.set('2022-07-16T02:00:00Z')

    const [village] = rowsIn(receiver.dataDir, 'village')
    const about = {
      id: null,
      packageId,
      unit: '',
      text: '',
      recordType: 'village',
      rowId: String(village?.id),
    }
    const remark = { ...about, field: 'population', proposed: 321 }
    await receiver.client.exchange.saveRemark(remark)
    await receiver.client.exchange.decide({ packageId, decision: 'returned', reasons: 'ประชากรไม่ตรง' })
    await bringIn(district, await answerOf(receiver, packageId))
    district.clock.set('2022-07-20T02:00:00Z')
    expect(await said(district)).toEqual([`correction ${province} 1 2022-07-16 overdue`])

    const [open] = await district.client.exchange.remarks({ direction: 'got' })
    await district.client.exchange.settleRemarks({ items: [{ id: open?.id ?? '', choice: 'taken' }] })
    expect(await said(district)).toEqual([`handInAgain จังหวัดนครศรีธรรมราช 1 2022-07-15 overdue`])
    await handIn(district)
    expect(await said(district)).toEqual([])

    district.clock.set('2022-08-02T02:00:00Z')
    expect(await said(district)).toEqual([])
    district.clock.set('2022-08-04T02:00:00Z')
    expect(await said(district)).toEqual([`noAnswer จังหวัดนครศรีธรรมราช 2 2022-08-03 overdue`])
  })

  it('follows the work of a laptop: decide, then answer, then nothing', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const laptop = await openLaptop(await giveReference(district, ['800201']))
    const [village] = await laptop.client.geography.villages({ tambonCode: null })
    if (village === undefined) throw new Error('no village')
    const { id, ...fields } = village
    await laptop.client.geography.saveVillages({
      rows: [{ id, fields: { ...fields, population: 222 } }],
      dryRun: false,
    })
    const planFy = 2567
    const work = await finish(laptop.client.fieldwork.exportWork({ planFy, placeId: 'stick' }))
    expect(await said(laptop)).toEqual([])
    const { packageId } = await bringIn(district, work.path ?? '')
    const name = (await district.client.fieldwork.works())[0]?.name
    expect(await said(district)).toEqual([`laptopWork ${name} 1 2022-07-15 today`])

    const { byUnit } = await district.client.fieldwork.work({ packageId })
    await district.client.fieldwork.sendBack({
      packageId,
      units: byUnit.map(({ unit }) => unit),
      reasons: 'ตรวจจำนวนประชากรอีกครั้ง',
    })
    expect(await said(district)).toEqual([`answerDue ${name} 1 2022-07-15 today`])
    const answer = await answerOf(district, packageId)
    expect(await said(district)).toEqual([])
    await bringIn(laptop, answer)
    // every village that is returned is a line to work off
    const asked = await laptop.client.exchange.remarks({ direction: 'got' })
    expect(asked.length).toBeGreaterThan(0)
    expect(await said(laptop)).toEqual([
      `correction ${asked[0]?.officeName} ${asked.length} 2022-07-15 today`,
    ])
    await laptop.client.exchange.settleRemarks({ items: asked.map(({ id }) => ({ id, choice: 'done' })) })
    expect(await said(laptop)).toEqual([expect.stringMatching(/^handInAgain .* 1 2022-07-15 today$/u)])
  })
})
