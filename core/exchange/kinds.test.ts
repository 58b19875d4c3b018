import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, finish } from '../../tests/support/core.ts'
import {
  answer,
  bringIn,
  giveReference,
  handIn,
  handInWork,
  makePlans,
  type Office,
  openDistrict,
  openLaptop,
  openProvince,
  removeFolders,
  seedOthers,
} from '../../tests/support/packages.ts'
import { unpack } from '../../tests/support/tamper.ts'
import { recordTypesOf } from './records.ts'
import { type PackageInfo, playedKind } from './rules.ts'
import { drain, verifyPackage } from './verify.ts'

afterEach(async () => {
  await closeAll()
  removeFolders()
})

const passphrase = '1203-4567-8901-2345-6789'

/** Verifies a package as a stranger would: whole, signed, and with just the tables of its kind. */
async function look(path: string): Promise<PackageInfo> {
  const pack = await drain(verifyPackage(path, { fileName: basename(path) }))
  pack.close()
  const records = [...pack.files.keys()].flatMap(
    (file) => /^data\/records\/(\w+)\.jsonl$/u.exec(file)?.[1] ?? [],
  )
  const types = recordTypesOf(playedKind(pack.info)).map(({ name }) => name)
  expect(records.sort()).toEqual([...types].sort())
  expect(Object.keys(pack.info.counts).sort()).toEqual([...types].sort())
  return pack.info
}

/** The covering sheet of the package that an office made last, as text. */
async function sheetOf(office: Office): Promise<string> {
  const [last] = await office.client.exchange.sent()
  const { html } = await office.client.papers.preview({ kind: 'transmittal', id: last?.id ?? '' })
  return html.replace(/<[^>]+>/gu, '').replace(/\s/gu, '')
}

describe('packages of every kind', () => {
  it('are written in one way, say what they are, and have a covering sheet', async () => {
    const district = await openDistrict()
    seedOthers(district, await makePlans(district.client))

    const reference = await giveReference(district, ['800201'], true)
    expect(basename(reference)).toBe('นศ-พรหมคีรี-ชุดอ้างอิง-พรหมโลก-001.amphoe.zip')
    expect(await look(reference)).toMatchObject({
      ...{ kind: 'reference', plays: null, toCode: '8002', toOfficeId: '', sequence: 1 },
      ...{ tambonCodes: ['800201'], baseSequence: 0, fromDistrictCode: '8002' },
    })
    expect(await sheetOf(district)).toContain('ชุดข้อมูลอ้างอิง')
    expect(await sheetOf(district)).toContain('พรหมโลก')

    const laptop = await openLaptop(reference)
    const work = await handInWork(laptop)
    expect(basename(work)).toMatch(/-พรหมคีรี-งานตำบล-พรหมโลก-2567-001\.amphoe\.zip$/u)
    expect(await look(work)).toMatchObject({
      ...{ kind: 'tambonWork', toCode: '8002', toOfficeId: '', sequence: 1 },
      ...{ tambonCodes: ['800201'], baseSequence: 1, fromDistrictCode: '8002' },
    })
    expect(await sheetOf(laptop)).toContain('งานตำบล')

    const { packageId } = await bringIn(district, work)
    const receipt = await answer(district, packageId)
    expect(await look(receipt)).toMatchObject({
      kind: 'receipt',
      toOfficeId: laptop.officeId,
      tambonCodes: [],
    })
    expect(await sheetOf(district)).toContain('ใบรับ')
    const { byUnit } = await district.client.fieldwork.work({ packageId })
    await district.client.fieldwork.sendBack({
      packageId,
      units: [byUnit[0]?.unit ?? ''],
      reasons: 'โปรดระบุพิกัด',
    })
    const back = await answer(district, packageId)
    expect(basename(back)).toMatch(/-พรหมคีรี-ส่งคืน-พรหมโลก-2567-001\.amphoe\.zip$/u)
    // a kind has numbers of its own to each office
    expect(await look(back)).toMatchObject({ kind: 'return', toOfficeId: laptop.officeId, sequence: 1 })

    // a package that lies there under that name is never written over: of a folder that was restored, of another office
    const taken = join(district.stickDir, 'นศ-พรหมคีรี-2567-001.amphoe.zip')
    writeFileSync(taken, 'another package')
    const submission = await handIn(district)
    expect(basename(submission)).toBe('นศ-พรหมคีรี-2567-001 (2).amphoe.zip')
    expect(readFileSync(taken, 'utf8')).toBe('another package')
    expect(await look(submission)).toMatchObject({
      kind: 'submission',
      toCode: '80',
      toOfficeId: '',
      sequence: 1,
    })
    expect(await district.client.exchange.sent()).toMatchObject([
      { kind: 'submission', sequence: 1 },
      { kind: 'return', sequence: 1, aboutId: packageId },
      { kind: 'receipt', sequence: 1, aboutId: packageId },
      { kind: 'reference', sequence: 1, tambonCodes: ['800201'] },
    ])
  }, 60_000)

  it('go into an envelope, are opened by who knows the passphrase, and refused by who does not', async () => {
    const district = await openDistrict()
    seedOthers(district, await makePlans(district.client))
    const reference = await giveReference(district, ['800201'], true, passphrase)
    expect(basename(reference)).toMatch(/\.amphoe\.zip\.age$/u)
    await expect(openLaptop(reference, { seed: 'other', passphrase: 'not this one' })).rejects.toMatchObject({
      data: { code: 'package.passphraseWrong' },
    })
    const laptop = await openLaptop(reference, { passphrase: passphrase.replaceAll('-', ' ') })
    const done = await finish(
      laptop.client.fieldwork.exportWork({ planFy: 2567, placeId: 'stick', passphrase }),
    )
    const token = district.core.files.adopt(done.path ?? '', basename(done.path ?? ''), 't').token
    const taken = await finish(district.client.exchange.takeIn({ token, passphrase, confirmKey: true }))
    expect(taken.already).toBe(false)
    expect(await district.client.exchange.received()).toMatchObject([
      { kind: 'tambonWork', sha256: done.sha256 },
    ])
  }, 60_000)

  it('of a province are from no district', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const province = await openProvince()
    const { packageId } = await bringIn(province, await handIn(district))
    const { ticket } = await finish(province.client.exchange.exportAnswer({ packageId, placeId: null }))
    expect(ticket?.name).toBe('นศ-นครศรีธรรมราช-ใบรับ-พรหมคีรี-2567-001.amphoe.zip')
    const file = province.core.files.take(ticket?.token ?? '', 't')
    expect(await look(file?.path ?? '')).toMatchObject({
      ...{ kind: 'receipt', fromDistrictCode: null, fromProvinceCode: '80' },
      ...{ toCode: '8002', toOfficeId: district.officeId },
    })
    const readme = (await unpack(file?.path ?? '')).get('data/README.txt')?.toString('utf8') ?? ''
    expect(readme).toContain('ใบรับชุดข้อมูล')
    expect(await sheetOf(province)).toContain('จังหวัดนครศรีธรรมราช')
  }, 60_000)
})
