import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, fakePort, faultOf, finish, openTestCore } from '../../tests/support/core.ts'
import {
  answer,
  bringIn,
  choose,
  giveReference,
  handIn,
  handInWork,
  idOf,
  type Made,
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
import { editRecords, type Forge, forge, unpack } from '../../tests/support/tamper.ts'
import { readOfficeKey } from '../office/key.ts'

afterEach(async () => {
  await closeAll()
  removeFolders()
})

type Play = { district: Office; province: Office; made: Made; packageId: string }

/** A district has handed in, its province has taken it in. */
async function handedIn(districtCode = '8002'): Promise<Play> {
  const district = await openDistrict({ districtCode })
  const province = await openProvince(districtCode.slice(0, 2))
  const made = await makePlans(district.client, districtCode)
  seedOthers(district, made)
  const { packageId } = await bringIn(province, await handIn(district))
  return { district, province, made, packageId }
}

const ask = (province: Office, packageId: string, about: Record<string, unknown>) =>
  province.client.exchange.saveRemark({
    id: null,
    packageId,
    recordType: '',
    rowId: null,
    unit: '',
    field: '',
    proposed: undefined,
    text: '',
    ...about,
  })

const got = (office: Office) => office.client.exchange.remarks({ direction: 'got' })
const sentBy = async (office: Office, sequence: number) =>
  (await office.client.exchange.sent()).find((row) => row.kind === 'submission' && row.sequence === sequence)

/** Records of one type as a package has them. */
async function recordsIn(path: string, recordType: string): Promise<Record<string, unknown>[]> {
  const text = (await unpack(path)).get(`data/records/${recordType}.jsonl`)?.toString('utf8') ?? ''
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** The answer written anew by its own writer, with something changed. */
function forged(province: Office, path: string, how: Omit<Forge, 'key'>, name = 'forged'): Promise<string> {
  const target = join(province.stickDir, `${name}.amphoe.zip`)
  return forge(path, target, { ...how, key: readOfficeKey(province.dataDir) })
}

describe('the answer to a submission', () => {
  it('says that it came, before anybody decides, and what was decided', async () => {
    const { district, province, packageId } = await handedIn()
    expect(await province.client.exchange.answersDue()).toEqual([
      { packageId, officeName: 'ที่ว่าการอำเภอพรหมคีรี', kind: 'receipt', sequence: 1 },
    ])
    expect((await province.client.exchange.received())[0]).toMatchObject({ answered: false, remarks: 0 })
    const receipt = await answer(province, packageId)
    expect(await province.client.exchange.answersDue()).toEqual([])
    expect((await province.client.exchange.received())[0]).toMatchObject({ answered: true })
    const [verdict] = await recordsIn(receipt, 'verdict')
    const [out] = await district.client.exchange.sent()
    expect(verdict).toMatchObject({
      ...{ id: packageId, kind: 'submission', sequence: 1, sha256: out?.sha256, planFy },
      ...{ state: 'received', answerNo: 1, receivedOn: '2022-07-15', decidedOn: null, reasons: '' },
    })
    expect(verdict?.counts).toMatchObject({ project: 2 })
    await bringIn(district, receipt)
    expect(await sentBy(district, 1)).toMatchObject({
      answer: 'received',
      answerReceivedOn: '2022-07-15',
      answerDecidedOn: null,
    })
    province.clock.set('2022-07-20T03:00:00Z')
    await province.client.exchange.decide({ packageId, decision: 'accepted', reasons: '' })
    expect((await province.client.exchange.received())[0]).toMatchObject({
      state: 'accepted',
      decidedOn: '2022-07-20',
      decidedBy: 'นางสาวจังหวัด ทดสอบ',
      answered: false,
    })
    await bringIn(district, await answer(province, packageId))
    expect(await sentBy(district, 1)).toMatchObject({ answer: 'accepted', answerDecidedOn: '2022-07-20' })
  })

  it('is about the package inside the envelope, and comes in one', async () => {
    const { district, province } = await handedIn()
    const passphrase = 'สวนมะพร้าวริมคลอง 2567'
    const sealed = await finish(
      district.client.exchange.exportSubmission({ planFy, placeId: 'stick', passphrase }),
    )
    const { packageId } = await finish(
      province.client.exchange.takeIn({
        token: choose(province, sealed.path ?? ''),
        confirmKey: true,
        passphrase,
      }),
    )
    const back = await finish(
      province.client.exchange.exportAnswer({ packageId, placeId: 'stick', passphrase }),
    )
    expect(back.fileName.endsWith('.amphoe.zip.age')).toBe(true)
    const token = choose(district, back.path ?? '')
    await finish(district.client.exchange.takeIn({ token, confirmKey: true, passphrase }))
    expect(await sentBy(district, 1)).toMatchObject({ answer: 'received', encrypted: false })
    expect(await sentBy(district, 2)).toMatchObject({ answer: 'received', encrypted: true })
  })

  it('is due again only while it would say something else', async () => {
    const { province, packageId } = await handedIn()
    await answer(province, packageId)
    await province.client.exchange.decide({ packageId, decision: 'returned', reasons: 'ขาดแบบรายงาน' })
    expect(await province.client.exchange.answersDue()).toMatchObject([{ kind: 'return' }])
    await province.client.office.undo()
    expect(await province.client.exchange.answersDue()).toEqual([])
    expect((await province.client.exchange.received())[0]).toMatchObject({ decidedOn: null, decidedBy: '' })
  })

  it('plays a return with corrections to its end', async () => {
    const { district, province, made, packageId } = await handedIn()
    const villageId = made.villageIds[0] ?? ''
    const entries = rowsIn(province.dataDir, 'planEntry', district.officeId)
    const entry = entries.find((row) => row.planId === made.districtPlanId) as {
      id: string
      objective: string
    }
    await ask(province, packageId, {
      ...{ recordType: 'village', rowId: villageId, field: 'population', proposed: 145 },
      text: 'ไม่ตรงกับทะเบียนราษฎร',
    })
    await ask(province, packageId, {
      ...{ recordType: 'planEntry', rowId: entry.id, field: 'objective', proposed: 'เพื่อให้สัญจรสะดวก' },
    })
    await ask(province, packageId, { text: 'โปรดแนบคำสั่งแต่งตั้งให้ครบทุกตำบล' })
    await province.client.exchange.decide({ packageId, decision: 'returned', reasons: 'ข้อมูลไม่ครบ' })
    expect(await province.client.exchange.remarks({ direction: 'made', packageId })).toMatchObject([
      { subject: 'บ้านทดสอบ1 หมู่ที่ 1', handedIn: 100, proposed: 145, own: 100, standing: 'clean' },
      { field: 'objective', handedIn: '', standing: 'clean' },
      { field: '', standing: 'none' },
    ])

    const path = await answer(province, packageId)
    const preview = await finish(district.client.exchange.inspect({ token: choose(district, path) }))
    expect(preview).toMatchObject({
      info: { kind: 'return', toOfficeId: district.officeId },
      changes: [{ table: 'remark', added: 3, changed: 0, removed: 0 }],
      verdicts: [{ kind: 'submission', sequence: 1, state: 'returned', reasons: 'ข้อมูลไม่ครบ', remarks: 3 }],
    })
    await bringIn(district, path)
    expect(await sentBy(district, 1)).toMatchObject({
      ...{ answer: 'returned', answerReasons: 'ข้อมูลไม่ครบ', openRemarks: 3 },
    })
    const [ofVillage, ofEntry, inWords] = await got(district)
    expect(ofVillage).toMatchObject({
      ...{ own: 100, standing: 'clean', state: 'open', obstacle: null, href: '/geography' },
      ...{ officeName: 'ศาลากลางจังหวัดนครศรีธรรมราช', dated: '2022-07-15' },
    })
    expect(ofEntry).toMatchObject({
      href: `/plans/${made.districtPlanId}`,
      obstacle: { code: 'plan.adopted' },
    })
    expect(inWords).toMatchObject({ standing: 'none', text: 'โปรดแนบคำสั่งแต่งตั้งให้ครบทุกตำบล' })

    // an adopted plan stays as it is until another edition is opened
    const settle = (id: string | undefined, choice: 'taken' | 'kept' | 'done' | 'open') =>
      district.client.exchange.settleRemarks({ items: [{ id: id ?? '', choice }] })
    expect(await faultOf(settle(ofEntry?.id, 'taken'))).toMatchObject({ code: 'plan.adopted' })
    const correction = await district.client.plans.open({
      ...{ level: 'district', areaKey: '8002', planFy, edition: 'correction' },
    })
    expect((await got(district))[1]).toMatchObject({ obstacle: null, href: `/plans/${correction.id}` })
    await settle(ofEntry?.id, 'taken')
    await settle(ofVillage?.id, 'taken')
    await settle(inWords?.id, 'done')
    expect(rowsIn(district.dataDir, 'village').find((row) => row.id === villageId)).toMatchObject({
      population: 145,
    })
    const texts = (planId: string) =>
      rowsIn(district.dataDir, 'planEntry')
        .filter((row) => row.planId === planId)
        .map((row) => row.objective)
    expect(texts(correction.id)).toContain('เพื่อให้สัญจรสะดวก')
    expect(texts(made.districtPlanId)).not.toContain('เพื่อให้สัญจรสะดวก')
    expect(await sentBy(district, 1)).toMatchObject({ openRemarks: 0 })
    expect((await got(district)).find((row) => row.id === ofVillage?.id)).toMatchObject({
      ...{ state: 'taken', ownValue: 100, settledOn: '2022-07-15', settledBy: 'นายทดสอบ ระบบดี', own: 145 },
    })

    // handed in again: the province sees what was done
    const second = await bringIn(province, await handIn(district))
    expect(await province.client.exchange.remarks({ direction: 'made' })).toMatchObject([
      { standing: 'same', own: 145 },
      { standing: 'same', own: 'เพื่อให้สัญจรสะดวก' },
      { standing: 'none' },
    ])
    expect(await faultOf(ask(province, packageId, { text: 'อีกเรื่องหนึ่ง' }))).toEqual({
      code: 'remark.olderPackage',
      params: { office: 'ที่ว่าการอำเภอพรหมคีรี', sequence: 1, last: 2 },
    })
    await province.client.exchange.decide({ packageId: second.packageId, decision: 'accepted', reasons: '' })
    const receipt = await answer(province, second.packageId)
    expect((await recordsIn(receipt, 'verdict')).map((row) => [row.sequence, row.state])).toEqual([
      [1, 'returned'],
      [2, 'accepted'],
    ])
    await bringIn(district, receipt)
    expect(await sentBy(district, 2)).toMatchObject({ answer: 'accepted' })
    expect(await sentBy(district, 1)).toMatchObject({ answer: 'returned' })
    // the choices that were made stay
    expect((await got(district)).map((row) => row.state).sort()).toEqual(['done', 'taken', 'taken'])
  })

  it('taken in again or said again, doubles nothing; what is withdrawn there goes here while it is open', async () => {
    const { district, province, made, packageId } = await handedIn()
    const about = {
      recordType: 'village',
      rowId: made.villageIds[0] ?? '',
      field: 'households',
      proposed: 31,
    }
    const first = await ask(province, packageId, about)
    const second = await ask(province, packageId, { text: 'ขอแผนที่' })
    const third = await ask(province, packageId, { text: 'ขอรูปถ่าย' })
    await province.client.exchange.decide({ packageId, decision: 'returned', reasons: 'แก้ไข' })
    const path = await answer(province, packageId)
    await bringIn(district, path)
    expect(await bringIn(district, path)).toMatchObject({ already: true })
    await district.client.exchange.settleRemarks({ items: [{ id: third.id, choice: 'done' }] })
    await district.client.exchange.settleRemarks({ items: [{ id: first.id, choice: 'kept' }] })
    // same words, nothing new; then another value; then both withdrawn
    await bringIn(district, await answer(province, packageId))
    expect((await got(district)).map((row) => [row.id, row.state]).sort()).toEqual(
      [
        [first.id, 'kept'],
        [second.id, 'open'],
        [third.id, 'done'],
      ].sort(),
    )
    await province.client.exchange.saveRemark({ ...askOf(packageId), ...about, id: first.id, proposed: 33 })
    await bringIn(district, await answer(province, packageId))
    expect((await got(district)).find((row) => row.id === first.id)).toMatchObject({
      ...{ proposed: 33, state: 'open', settledOn: null, ownValue: null },
    })
    for (const { id } of [first, second, third]) await province.client.exchange.removeRemark({ id })
    await bringIn(district, await answer(province, packageId))
    expect((await got(district)).map((row) => [row.id, row.state])).toEqual([[third.id, 'done']])
  })

  it('is not turned back by an older one of the other kind', async () => {
    const { district, province, packageId } = await handedIn()
    await province.client.exchange.decide({ packageId, decision: 'returned', reasons: 'ดูใหม่' })
    await ask(province, packageId, { text: 'ขอแผนที่' })
    const returned = await answer(province, packageId)
    for (const { id } of await province.client.exchange.remarks({ direction: 'made' }))
      await province.client.exchange.removeRemark({ id })
    await province.client.exchange.decide({ packageId, decision: 'accepted', reasons: '' })
    const accepted = await answer(province, packageId)
    await bringIn(district, accepted)
    expect(await bringIn(district, returned)).toMatchObject({ already: false })
    expect(await sentBy(district, 1)).toMatchObject({ answer: 'accepted', answerReasons: '' })
    expect(await got(district)).toEqual([])
    // older of its own kind: refused as any package is
    await province.client.exchange.decide({ packageId, decision: 'returned', reasons: 'อีกครั้ง' })
    const third = await answer(province, packageId)
    await bringIn(district, third)
    expect(await sentBy(district, 1)).toMatchObject({ answer: 'returned', answerReasons: 'อีกครั้ง' })
    const old = await forged(province, returned, { info: (info) => ({ ...info, createdOn: '2022-07-16' }) })
    expect(await faultOf(bringIn(district, old))).toMatchObject({ code: 'package.older' })
  })
})

const askOf = (packageId: string) => ({
  ...{ id: null, packageId, recordType: '', rowId: null, unit: '', field: '', proposed: undefined, text: '' },
})

describe('the answer to a laptop', () => {
  it('returns one village with reasons and a correction, and is settled when the work is accepted', async () => {
    const district = await openDistrict()
    const made = await makePlans(district.client)
    seedOthers(district, made)
    const laptop = await openLaptop(await giveReference(district, ['800201']))
    const [one = '', two = ''] = made.villageIds
    const saveVillages = async (office: Office, change: Record<string, object>) => {
      const rows = await office.client.geography.villages({ tambonCode: '800201' })
      await office.client.geography.saveVillages({
        rows: rows.flatMap(({ id, ...fields }) =>
          change[id] === undefined ? [] : [{ id, fields: { ...fields, ...change[id] } }],
        ),
        dryRun: false,
      })
    }
    await saveVillages(laptop, { [one]: { households: 41 }, [two]: { households: 52 } })
    const { packageId } = await bringIn(district, await handInWork(laptop))
    expect(await district.client.exchange.answersDue()).toMatchObject([{ packageId, kind: 'receipt' }])
    await bringIn(laptop, await answer(district, packageId))
    expect((await laptop.client.exchange.sent())[0]).toMatchObject({ kind: 'tambonWork', answer: 'received' })
    // what is in the district's own records meanwhile is no news for the laptop
    await saveVillages(district, { [one]: { name: 'บ้านใหม่' } })
    expect(await district.client.exchange.answersDue()).toEqual([])

    await district.client.fieldwork.accept({ packageId, units: [one], choices: [] })
    await district.client.fieldwork.sendBack({ packageId, units: [two], reasons: 'จำนวนครัวเรือนไม่ตรง' })
    const remark = await ask(district, packageId, {
      ...{ recordType: 'village', rowId: two, field: 'households', proposed: 50 },
    })
    // of the district's own records nothing can be asked there
    const [directive] = rowsIn(district.dataDir, 'directive') as { id: string }[]
    expect(
      await faultOf(ask(district, packageId, { recordType: 'directive', rowId: directive?.id, text: 'ก' })),
    ).toMatchObject({ code: 'record.notFound' })
    expect(await district.client.exchange.remarks({ direction: 'made' })).toMatchObject([
      { id: remark.id, unit: two, unitName: 'บ้านทดสอบ2 หมู่ที่ 2 ตำบลพรหมโลก', handedIn: 52, standing: 'clean' },
    ])
    const path = await answer(district, packageId)
    const preview = await finish(laptop.client.exchange.inspect({ token: choose(laptop, path) }))
    expect(preview.info).toMatchObject({ kind: 'return', toOfficeId: laptop.officeId })
    expect(preview.verdicts[0]).toMatchObject({ state: 'partly', remarks: 1 })
    expect(
      preview.verdicts[0]?.units.map(({ name, state, reasons }) => [name, state, reasons]).sort(),
    ).toEqual([
      ['บ้านทดสอบ2 หมู่ที่ 2 ตำบลพรหมโลก', 'returned', 'จำนวนครัวเรือนไม่ตรง'],
      ['บ้านใหม่ หมู่ที่ 1 ตำบลพรหมโลก', 'accepted', ''],
    ])
    await bringIn(laptop, path)
    expect((await laptop.client.exchange.sent())[0]).toMatchObject({ answer: 'partly', openRemarks: 2 })
    const lines = await got(laptop)
    expect(lines).toHaveLength(2)
    const ofUnit = lines.find((line) => line.recordType === '')
    const ofField = lines.find((line) => line.recordType === 'village')
    expect(ofUnit).toMatchObject({ unit: two, text: 'จำนวนครัวเรือนไม่ตรง', standing: 'none' })
    expect(ofField).toMatchObject({ own: 52, proposed: 50, standing: 'clean', obstacle: null })
    await laptop.client.exchange.settleRemarks({
      items: [
        { id: ofUnit?.id ?? '', choice: 'done' },
        { id: ofField?.id ?? '', choice: 'taken' },
      ],
    })
    const second = await bringIn(district, await handInWork(laptop))
    expect(await district.client.exchange.remarks({ direction: 'made' })).toMatchObject([
      { own: 50, standing: 'same' },
    ])
    await district.client.fieldwork.accept({ packageId: second.packageId, units: [two], choices: [] })
    expect(rowsIn(district.dataDir, 'village').find((row) => row.id === two)).toMatchObject({
      households: 50,
    })
    await bringIn(laptop, await answer(district, second.packageId))
    const sent = await laptop.client.exchange.sent()
    expect(sent.map((row) => [row.sequence, row.answer, row.openRemarks])).toEqual([
      [2, 'accepted', 0],
      [1, 'partly', 0],
    ])
  })
})

describe('the answer in a demo', () => {
  it('goes from the demo province to its demo district, and to no real office', async () => {
    const open = async (which: 'demoDistrict' | 'demoProvince'): Promise<Office> => {
      const stickDir = makeFolder()
      const place = { id: 'stick', label: 'แฟลชไดรฟ์', path: stickDir, removable: true }
      const core = await openTestCore({ seed: which, port: { ...fakePort, places: async () => [place] } })
      core.clock.set('2022-07-18T03:00:00Z')
      await finish(core.client.demo.start({ which }))
      return { ...core, officeId: '', stickDir }
    }
    const district = await open('demoDistrict')
    const province = await open('demoProvince')
    const { packageId } = await bringIn(province, await handIn(district))
    const path = await answer(province, packageId)
    const real = await openDistrict({ districtCode: '8003' })
    expect(await faultOf(bringIn(real, path))).toMatchObject({ code: 'package.demo' })
    await bringIn(district, path)
    expect((await district.client.exchange.sent())[0]).toMatchObject({
      kind: 'submission',
      answer: 'received',
    })
  }, 120_000)
})

describe('answers that are refused', () => {
  it('for another office, or about what was never sent, or about another file', async () => {
    const { district, province, packageId } = await handedIn()
    await ask(province, packageId, { text: 'ขอแผนที่' })
    const path = await answer(province, packageId)
    const other = await openDistrict({ districtCode: '8003' })
    expect(await faultOf(bringIn(other, path))).toMatchObject({ code: 'package.wrongPlace' })
    const noAddressee = await forged(province, path, { info: (info) => ({ ...info, toOfficeId: '' }) }, 'a')
    expect(await faultOf(bringIn(district, noAddressee))).toMatchObject({ code: 'package.wrongPlace' })
    const verdicts = (edit: (row: Record<string, unknown>) => Record<string, unknown>, name: string) =>
      forged(
        province,
        path,
        { payload: (files) => editRecords(files, 'verdict', (rows) => rows.map(edit)) },
        name,
      )
    const params = { office: 'ศาลากลางจังหวัดนครศรีธรรมราช', planFy }
    expect(await faultOf(bringIn(district, await verdicts((row) => ({ ...row, sequence: 2 }), 'b')))).toEqual(
      { code: 'package.answerNotSent', params: { ...params, sequence: 2 } },
    )
    expect(
      await faultOf(bringIn(district, await verdicts((row) => ({ ...row, kind: 'tambonWork' }), 'c'))),
    ).toEqual({ code: 'package.answerNotSent', params: { ...params, sequence: 1 } })
    expect(
      await faultOf(bringIn(district, await verdicts((row) => ({ ...row, sha256: 'a'.repeat(64) }), 'd'))),
    ).toEqual({ code: 'package.answerOtherContent', params: { ...params, sequence: 1 } })
    const twice = await forged(
      province,
      path,
      {
        payload: (files) => editRecords(files, 'verdict', (rows) => [...rows, { ...rows[0], id: idOf('x') }]),
      },
      'e',
    )
    expect(await faultOf(bringIn(district, twice))).toMatchObject({ code: 'package.badRecord' })
    expect(await sentBy(district, 1)).toMatchObject({ answer: '', answerReceivedOn: null })
    expect(await got(district)).toEqual([])
    expect(rowsIn(district.dataDir, 'packageIn')).toEqual([])
    // the honest one is taken in afterwards
    await bringIn(district, path)
    expect(await got(district)).toHaveLength(1)
  })

  it('with requests that cannot be', async () => {
    const { district, province, made, packageId } = await handedIn()
    const rowId = made.villageIds[0]
    await ask(province, packageId, { recordType: 'village', rowId, field: 'population', proposed: 5 })
    const path = await answer(province, packageId)
    const wrong: [string, Record<string, unknown>][] = [
      ['a value that the field does not take', { proposed: 'มาก' }],
      ['a field that is none', { field: 'colour' }],
      ['a record type that is none', { recordType: 'settings' }],
      ['a record type of answers', { recordType: 'verdict' }],
      ['a field without a record', { recordType: '', rowId: null }],
      ['a value without a field', { field: '' }],
      ['a request of no package', { verdictId: idOf('none') }],
      ['a field that the format does not have', { officeId: district.officeId }],
    ]
    for (const [at, [what, change]] of wrong.entries()) {
      const bad = await forged(
        province,
        path,
        {
          payload: (files) =>
            editRecords(files, 'remark', (rows) => rows.map((row) => ({ ...row, ...change }))),
        },
        `bad-${at}`,
      )
      const { code } = await faultOf(bringIn(district, bad))
      expect(['package.badRecord', 'package.outsideReference'], what).toContain(code)
    }
    const deep = await forged(
      province,
      path,
      {
        payload: (files) => {
          const name = 'data/records/remark.jsonl'
          const text = files.get(name)?.toString('utf8') ?? ''
          const nested = text.replace('"proposed":5', `"proposed":${'['.repeat(60_000)}${']'.repeat(60_000)}`)
          expect(nested).not.toBe(text)
          files.set(name, Buffer.from(nested))
        },
      },
      'deep',
    )
    expect(await faultOf(bringIn(district, deep))).toMatchObject({ code: 'package.badRecord' })
    expect(rowsIn(district.dataDir, 'remark')).toEqual([])
    const signedByAnother = await forge(path, join(province.stickDir, 'k.amphoe.zip'), {
      key: readOfficeKey(district.dataDir),
    })
    expect(await faultOf(bringIn(district, signedByAnother))).toMatchObject({ code: 'package.notSigned' })
  })

  it('with the id of a request of another office', async () => {
    const { district, province, packageId } = await handedIn()
    await ask(province, packageId, { text: 'ขอแผนที่' })
    const path = await answer(province, packageId)
    await bringIn(district, path)
    // another office plays the province, and a person let its key pass
    const other = await openProvince('81')
    const [own] = rowsIn(other.dataDir, 'office') as { publicKey: string }[]
    const stranger = await forge(path, join(province.stickDir, 's.amphoe.zip'), {
      key: readOfficeKey(other.dataDir),
      info: (info) => ({ ...info, fromOfficeId: other.officeId, publicKey: own?.publicKey ?? '' }),
      payload: (files) =>
        editRecords(files, 'remark', (rows) => rows.map((row) => ({ ...row, text: 'ลบทิ้ง' }))),
    })
    expect(await faultOf(bringIn(district, stranger))).toMatchObject({ code: 'package.foreignRecord' })
    expect(await got(district)).toMatchObject([{ text: 'ขอแผนที่' }])
    // a province that was set up anew numbers its answers from 1 again, and is heard
    await bringIn(district, await answer(province, packageId))
    expect(await sentBy(district, 1)).toMatchObject({ answer: 'received' })
    const renewed = await forge(path, join(province.stickDir, 'n.amphoe.zip'), {
      key: readOfficeKey(other.dataDir),
      info: (info) => ({ ...info, fromOfficeId: other.officeId, publicKey: own?.publicKey ?? '' }),
      payload: (files) => {
        editRecords(files, 'remark', () => [])
        editRecords(files, 'verdict', (rows) => rows.map((row) => ({ ...row, state: 'accepted' })))
      },
    })
    await bringIn(district, renewed)
    expect(await sentBy(district, 1)).toMatchObject({ answer: 'accepted' })
    // what the one before it asked for stays until it is settled
    expect(await got(district)).toHaveLength(1)
  })
})
