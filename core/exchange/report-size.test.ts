import { Buffer } from 'node:buffer'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { addVillages, closeAll, directive, makePlan } from '../../tests/support/core.ts'
import {
  bringIn,
  handIn,
  openDistrict,
  openProvince,
  removeFolders,
  rowsIn,
} from '../../tests/support/packages.ts'
import { packageLimits } from './format.ts'

afterAll(async () => {
  await closeAll()
  removeFolders()
})

const districtCode = '3001'
const VILLAGES = 12
const PROJECTS = 40

/** Adopted plans of all villages but one, straight into the file: three hundred ceremonies are not the subject. */
function adoptVillagePlans(dataDir: string, villageIds: readonly string[]): void {
  const db = new Database(join(dataDir, 'office.sqlite'))
  const model = db.prepare("SELECT * FROM plan WHERE level = 'village'").get() as Record<string, unknown>
  const keys = Object.keys(model)
  const insert = db.prepare(
    `INSERT INTO plan (${keys.map((key) => `"${key}"`).join(',')}) VALUES (${keys.map((key) => `@${key}`).join(',')})`,
  )
  const tambonOf = db.prepare('SELECT tambonCode FROM village WHERE id = ?').pluck()
  for (const villageId of villageIds)
    insert.run({
      ...model,
      id: villageId.split('').reverse().join(''),
      areaKey: villageId,
      villageId,
      tambonCode: tambonOf.get(villageId),
    })
  db.close()
}

describe('the signed report of the largest district', () => {
  it('travels with all it counted and its long paper, and the province prints it as it was signed', async () => {
    const district = await openDistrict({ districtCode })
    const { client, clock } = district
    const { id: directiveId } = await client.directives.register({
      ...directive,
      editionFy: 2565,
      planFy: 2567,
      dated: '2022-01-18',
      receivedOn: '2022-01-20',
      duties: directive.duties.map((duty) => ({ ...duty, dueOn: null })),
    })
    const tambons = await client.geography.ownTambons()
    expect(tambons.length).toBeGreaterThanOrEqual(25)
    const villageIds: string[] = []
    for (const { code } of tambons) villageIds.push(...(await addVillages(client, code, VILLAGES)))
    const [first = '', ...others] = villageIds
    await makePlan(client, { level: 'village', areaKey: first, planFy: 2567 }, [1_000_000], '2022-03-01')
    adoptVillagePlans(district.dataDir, others)
    for (const { code } of tambons)
      await makePlan(
        client,
        { level: 'tambon', areaKey: code, planFy: 2567 },
        Array.from({ length: PROJECTS }, (_, at) => (at + 1) * 1_000_000),
        '2022-04-01',
      )
    clock.set('2022-07-20T03:00:00Z')
    const { id } = await client.reports.open({ directiveId })
    const report = await client.reports.get({ id })
    const prose = 'ประชุมชี้แจงกำนัน ผู้ใหญ่บ้าน และผู้แทนทุกภาคส่วนครบทุกตำบล '.repeat(120).slice(0, 5900).trim()
    for (const { dutyId } of report.duties)
      await client.reports.saveText({
        reportId: id,
        dutyId,
        result: prose,
        problem: prose,
        suggestion: prose,
      })
    const { asOf, reporterName, reporterPosition, reporterTelephone } = report
    const [signer] = await client.office.signatories()
    await client.reports.saveHead({
      id,
      fields: {
        ...{ asOf, reporterName: reporterName || 'นายก', reporterPosition, reporterTelephone },
        ...{ signatoryId: signer?.id ?? null, form: 'comparison' },
      },
    })
    await client.reports.sign({ id, signedOn: '2022-07-20' })
    const [row] = rowsIn(district.dataDir, 'resultsReport')
    const frozen = JSON.parse(String(row?.frozen)) as Record<string, number>
    expect(frozen.villagePlans).toBe(villageIds.length)
    expect(frozen.tambonProjects).toBe(tambons.length * PROJECTS)
    expect(Object.keys(frozen).every((key) => key.length <= 80)).toBe(true)
    // nothing that was counted was left out because its name was too long
    for (const key of ['villagePlans', 'tambonPlans', 'tambonProjects', 'tambonProjectsMoney']) {
      const records = Object.entries(frozen).filter(([name]) => name.startsWith(`${key}#`))
      expect(
        records.reduce((sum, [, value]) => sum + value, 0),
        key,
      ).toBe(frozen[key])
    }
    expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThan(packageLimits.lineBytes / 2)
    const signed = await client.papers.preview({ kind: 'report', id })

    const province = await openProvince('30')
    province.clock.set('2022-07-21T03:00:00Z')
    await bringIn(province, await handIn(district))
    const [mirror] = rowsIn(province.dataDir, 'resultsReport', district.officeId)
    expect(JSON.parse(String(mirror?.frozen))).toEqual(frozen)
    const body = (html: string) => html.slice(html.indexOf('<body'))
    const printed = await province.client.papers.preview({ kind: 'report', id })
    expect(body(printed.html).replaceAll(/src="[^"]*"/gu, '')).toBe(
      body(signed.html).replaceAll(/src="[^"]*"/gu, ''),
    )
  }, 240_000)
})
