import { copyFileSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { getTableName } from 'drizzle-orm'
import { afterAll, describe, expect, it } from 'vitest'
import { closeAll, entry, faultOf, finish } from '../../tests/support/core.ts'
import {
  answer,
  bringIn,
  choose,
  giveReference,
  handIn,
  handInWork,
  makeFolder,
  makePlans,
  type Office,
  openDistrict,
  openLaptop,
  openProvince,
  planFy,
  removeFolders,
  rowsIn,
  seedOthers,
} from '../../tests/support/packages.ts'
import { recordTypesOf } from '../exchange/records.ts'
import { sha256 } from '../exchange/sign.ts'
import { drain, verifyPackage } from '../exchange/verify.ts'

/**
 * Laptop, district and province, each with a data folder of its own, through a year of hand-ins, returns and corrections.
 * The only thing that goes from one to another is a copied file. (Issue "By USB", accepted when.)
 */

afterAll(async () => {
  await closeAll()
  removeFolders()
})

const tambon = '800201'
const nextFy = planFy + 1

/** The stick: every file that ever went over it, copied, never moved. */
const stick = makeFolder('amphoe-year-')
function carry(path: string): string {
  const copy = join(stick, `${sha256(readFileSync(path)).slice(0, 8)}-${basename(path)}`)
  copyFileSync(path, copy)
  return copy
}

const offices: Office[] = []
/** The same day everywhere. */
function day(iso: string): void {
  for (const office of offices) office.clock.set(`${iso}T03:00:00.000Z`)
}
function sits<T extends Office>(office: T): T {
  offices.push(office)
  return office
}

const planOf = async (
  office: Office,
  level: 'village' | 'tambon' | 'district',
  fy: number,
  areaKey: string,
) =>
  (await office.client.plans.list({ level, planFy: fy, tambonCode: null })).find(
    (row) => row.areaKey === areaKey,
  )

/** A village's plan of next year with one project, adopted. */
async function planVillage(office: Office, villageId: string, name: string, amount: number) {
  const { id: planId } = await office.client.plans.open({
    level: 'village',
    areaKey: villageId,
    planFy: nextFy,
    edition: 'first',
  })
  const { ids } = await office.client.plans.saveEntries({
    planId,
    rows: [{ id: null, fields: { ...entry(name, nextFy, amount), sourceRef: '', sourceCode: '' } }],
    removed: [],
    order: [],
    dryRun: false,
  })
  const made = await office.client.plans.get({ id: planId })
  return { planId, entryId: ids[0]!, projectId: made.rows[0]!.projectId }
}
const adopt = (office: Office, planId: string, adoptedOn: string) =>
  office.client.plans.adopt({
    planId,
    adoptedOn,
    adoptedBy: 'เวทีประชาคม',
    resolution: 'เห็นชอบ',
    attendees: 40,
  })

describe('a year of three offices that share nothing but copied files', () => {
  it('from the laptop’s forum to the province’s desk and back, every record traced to a signature', async () => {
    // ── the year begins: the district has last year's plans; the province waits for two districts ──
    const district = sits(await openDistrict())
    const made = await makePlans(district.client)
    seedOthers(district, made)
    const [first, second] = made.villageIds as [string, string]
    const other = sits(await openDistrict({ districtCode: '8004' }))
    await makePlans(other.client, '8004')
    const province = sits(await openProvince())
    day('2022-11-01')
    await province.client.province.expect({
      planFy,
      dueOn: '2023-04-30',
      districtCodes: ['8002', '8004', '8005'],
    })

    // ── the laptop goes to the field with the records of its tambon, under a passphrase ──
    const phrase = '4821 9930 1175 6604 2283'
    const reference = carry(await giveReference(district, [tambon], true, phrase))
    expect(reference).toMatch(/\.age$/u)
    const laptop = sits(await openLaptop(reference, { passphrase: phrase }))
    day('2022-11-03')
    expect(rowsIn(laptop.dataDir, 'project').map((row) => row.id)).toEqual(
      expect.arrayContaining(rowsIn(district.dataDir, 'project').map((row) => row.id)),
    )

    // ── weeks of work: two villages plan; one project is priced wrongly ──
    day('2022-12-20')
    const weir = await planVillage(laptop, first, 'ฝายน้ำล้นห้วยทราย', 45_000_000)
    await adopt(laptop, weir.planId, '2022-12-19')
    const well = await planVillage(laptop, second, 'ขุดเจาะบ่อบาดาล', 90_000_000)
    await bringIn(district, carry(await handInWork(laptop)))
    const [work] = await district.client.fieldwork.works()
    expect(work).toMatchObject({ sequence: 1, state: 'received', last: true })
    const packageId = work!.packageId
    await district.client.fieldwork.accept({ packageId, units: [first], choices: [] })
    await district.client.fieldwork.sendBack({ packageId, units: [second], reasons: 'ราคาเกินราคากลาง' })
    await district.client.exchange.saveRemark({
      ...{ id: null, packageId, unit: second, field: 'name', proposed: 'ขุดเจาะบ่อบาดาลระบบพลังงานแสงอาทิตย์' },
      ...{ recordType: 'planEntry', rowId: well.entryId, text: 'ให้ตรงกับแบบมาตรฐาน' },
    })

    // ── the return comes back; the laptop corrects and hands in again ──
    day('2022-12-27')
    await bringIn(laptop, carry(await answer(district, packageId)))
    const sent = (await laptop.client.exchange.sent())[0]!
    // the reasons for the village, and the correction
    expect(sent).toMatchObject({ answer: 'partly', openRemarks: 2 })
    const asked = (await laptop.client.exchange.remarks({ direction: 'got' })).find(
      (line) => line.field === 'name',
    )
    expect(asked).toMatchObject({ standing: 'clean', own: 'ขุดเจาะบ่อบาดาล' })
    await laptop.client.exchange.settleRemarks({ items: [{ id: asked!.id, choice: 'taken' }] })
    const wrong = (await laptop.client.plans.get({ id: well.planId })).rows[0]!
    expect(wrong.name).toBe('ขุดเจาะบ่อบาดาลระบบพลังงานแสงอาทิตย์')
    await laptop.client.plans.saveEntries({
      planId: well.planId,
      rows: [
        {
          id: well.entryId,
          fields: { ...entry(wrong.name, nextFy, 61_500_000), sourceRef: '', sourceCode: '' },
        },
      ],
      removed: [],
      order: [],
      dryRun: false,
    })
    await adopt(laptop, well.planId, '2022-12-26')
    day('2023-01-04')
    await bringIn(district, carry(await handInWork(laptop)))
    const again = (await district.client.fieldwork.works()).find((line) => line.last)!
    expect(again).toMatchObject({ sequence: 2, waiting: 1, conflicts: 0 })
    await district.client.fieldwork.accept({ packageId: again.packageId, units: [second], choices: [] })
    await bringIn(laptop, carry(await answer(district, again.packageId)))
    expect((await laptop.client.exchange.sent())[0]).toMatchObject({ answer: 'accepted', openRemarks: 0 })

    // ── the district takes up and hands in; the province returns it with a correction ──
    day('2023-04-20')
    const tambonPlan = await district.client.plans.open({
      ...{ level: 'tambon', areaKey: tambon, planFy: nextFy, edition: 'first' },
    })
    await district.client.plans.takeUp({
      planId: tambonPlan.id,
      entryIds: [weir.entryId, well.entryId],
      takenOn: '2023-04-18',
    })
    const one = carry(await handIn(district))
    await bringIn(province, one)
    const [received] = await province.client.exchange.received()
    const villageAsked = { recordType: 'village', rowId: first, unit: '', id: null, packageId: received!.id }
    await province.client.exchange.saveRemark({
      ...villageAsked,
      field: 'households',
      proposed: 131,
      text: 'จปฐ.',
    })
    await province.client.exchange.saveRemark({
      ...villageAsked,
      field: 'name',
      proposed: 'บ้านห้วยทราย',
      text: '',
    })
    await province.client.exchange.decide({
      packageId: received!.id,
      decision: 'returned',
      reasons: 'ชื่อหมู่บ้านไม่ตรงกับทะเบียน',
    })
    day('2023-04-24')
    // meanwhile the district changed the same field to something else
    const mine = (await district.client.geography.villages({ tambonCode: tambon })).find(
      ({ id }) => id === first,
    )!
    await district.client.geography.saveVillages({
      rows: [{ id: first, fields: { ...mine, name: 'บ้านห้วยทรายขาว' } }],
      dryRun: false,
    })
    await bringIn(district, carry(await answer(province, received!.id)))
    const asks = await district.client.exchange.remarks({ direction: 'got' })
    expect(Object.fromEntries(asks.map((line) => [line.field, line.standing]))).toEqual({
      households: 'clean',
      name: 'conflict',
    })
    await district.client.exchange.settleRemarks({
      items: asks.map((line) => ({ id: line.id, choice: line.field === 'name' ? 'kept' : 'taken' })),
    })
    expect(rowsIn(district.dataDir, 'village').find((row) => row.id === first)).toMatchObject({
      name: 'บ้านห้วยทรายขาว',
      households: 131,
    })
    expect(rowsIn(district.dataDir, 'remark').find((row) => row.field === 'name')).toMatchObject({
      state: 'kept',
      proposed: '"บ้านห้วยทราย"',
      ownValue: '"บ้านห้วยทรายขาว"',
    })
    const two = carry(await handIn(district))

    // ── the second package is lost on the way; the third comes, and a person says so ──
    day('2023-04-28')
    const three = carry(await handIn(district))
    expect(await finish(province.client.exchange.inspect({ token: choose(province, three) }))).toMatchObject({
      state: 'gap',
      held: 1,
      keyState: 'known',
    })
    await finish(
      province.client.exchange.takeIn({
        token: choose(province, three),
        confirmKey: false,
        confirmGap: true,
      }),
    )
    // found after all: it is older than what is there, and changes nothing
    expect(await finish(province.client.exchange.inspect({ token: choose(province, two) }))).toMatchObject({
      state: 'older',
    })
    // and the same once more is no news
    expect(await bringIn(province, three)).toMatchObject({ already: true })
    const last = (await province.client.exchange.received())[0]!
    await province.client.exchange.decide({ packageId: last.id, decision: 'accepted', reasons: '' })
    await bringIn(district, carry(await answer(province, last.id)))
    expect(
      (await district.client.exchange.sent())
        .filter((line) => line.kind === 'submission')
        .map((line) => [line.sequence, line.answer]),
    ).toEqual([
      [3, 'accepted'],
      [2, ''],
      [1, 'returned'],
    ])

    // ── another district is late, a third one never comes ──
    day('2023-05-04')
    await bringIn(province, carry(await handIn(other)))
    const board = await province.client.province.board({ planFy })
    const row = (code: string) => board.rows.find((line) => line.districtCode === code)!
    expect(row('8002')).toMatchObject({ state: 'accepted', lateDays: 0 })
    expect(row('8004')).toMatchObject({ state: 'late', lateDays: 4 })
    expect(row('8005')).toMatchObject({ state: 'missing', lateDays: 4 })

    // ── the next round: newer reference data meets what the laptop did since ──
    day('2023-06-01')
    const ours = (await laptop.client.geography.villages({ tambonCode: tambon })).find(
      ({ id }) => id === first,
    )!
    await laptop.client.geography.saveVillages({
      rows: [{ id: first, fields: { ...ours, population: 777 } }],
      dryRun: false,
    })
    const fresh = carry(await giveReference(district, [tambon]))
    // both had noted the village's figures of this year, and differently: a person says which stand
    const { records } = await finish(laptop.client.fieldwork.conflicts({ token: choose(laptop, fresh) }))
    const asksBoth = records.flatMap(({ recordType, rowId, fields }) =>
      fields.flatMap(({ field, state }) => (state === 'conflict' ? [{ recordType, rowId, field }] : [])),
    )
    expect(asksBoth.map(({ recordType, field }) => `${recordType}.${field}`)).toEqual([
      'villageFigure.population',
      'villageFigure.households',
    ])
    expect((await faultOf(bringIn(laptop, fresh))).code).toBe('fieldwork.choiceMissing')
    await finish(
      laptop.client.exchange.takeIn({
        token: choose(laptop, fresh),
        confirmKey: false,
        choices: asksBoth.map((one) => ({ ...one, choice: one.field === 'population' ? 'ours' : 'theirs' })),
      }),
    )
    expect(rowsIn(laptop.dataDir, 'village').find((one) => one.id === first)).toMatchObject({
      name: 'บ้านห้วยทรายขาว',
      households: 131,
      population: 777,
    })
    expect((await planOf(laptop, 'tambon', nextFy, tambon))?.id).toBe(tambonPlan.id)

    // ── one identity for life: begun on the laptop, at the district, at the province ──
    for (const { projectId } of [weir, well])
      for (const office of [laptop, district, province])
        expect(rowsIn(office.dataDir, 'project').some((project) => project.id === projectId)).toBe(true)

    // ── every record at the province is in a signed package, and can be shown to be ──
    const packages = new Map(
      (await province.client.exchange.received()).map((line) => [line.id, line.sha256] as const),
    )
    for (const path of [one, three]) {
      const pack = await drain(verifyPackage(path, { fileName: basename(path) }))
      expect([...packages.values()]).toContain(pack.sha256)
      pack.close()
    }
    let traced = 0
    for (const type of recordTypesOf('submission')) {
      if (!type.table) continue
      for (const record of rowsIn(province.dataDir, getTableName(type.table))) {
        if (record.officeId === province.officeId) continue
        const trace = await province.client.exchange.trace({
          recordType: type.name,
          rowId: String(record.id),
        })
        expect(trace, `${type.name} ${String(record.id)}`).toMatchObject({
          officeId: record.officeId,
          proof: 'proved',
          sha256: packages.get(trace.packageId),
        })
        traced += 1
      }
    }
    expect(traced).toBeGreaterThan(80)
  }, 120_000)
})
