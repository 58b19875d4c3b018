/** The province's papers: what its workbook holds, and that its list comes back unchanged (C12, C22). */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { read as readBook, utils, write } from 'xlsx'
import { bundledGeography } from '../../core/geography/bundled.ts'
import { openResources } from '../../core/kernel/resources.ts'
import { unzip } from '../../core/papers/engine/zip.ts'
import { closeAll, faultOf, finish, resourcesDir } from '../support/core.ts'
import {
  bringIn,
  handIn,
  makePlans,
  type Office,
  openDistrict,
  openProvince,
  planFy,
  removeFolders,
} from '../support/packages.ts'
import { seedProvince } from '../support/province.ts'

afterEach(closeAll)
afterAll(removeFolders)

async function twoDistricts(): Promise<{ province: Office; district: Office; needsPlanId: string }> {
  const province = await openProvince()
  await province.client.province.expect({
    planFy,
    dueOn: '2022-07-25',
    districtCodes: ['8001', '8002', '8004'],
  })
  const other = await openDistrict({ districtCode: '8004' })
  await makePlans(other.client, '8004')
  await bringIn(province, await handIn(other))
  const district = await openDistrict()
  const { needsPlanId } = await makePlans(district.client)
  await bringIn(province, await handIn(district))
  return { province, district, needsPlanId }
}

async function workbook(province: Office): Promise<string> {
  const made = await finish(
    province.client.papers.make({ paper: { kind: 'consolidated', planFy }, format: 'xlsx' }),
  )
  const file = province.core.files.take(made.token, 't')
  if (!file) throw new Error('no file')
  return file.path
}

describe('the consolidated workbook', () => {
  it('has a sheet for every side, the year before and the list, each ready to print and with the same sum', async () => {
    const { province } = await twoDistricts()
    const path = await workbook(province)
    const book = readBook(readFileSync(path))
    expect(book.SheetNames).toEqual([
      'รายอำเภอ',
      'รายตำบล',
      'ตามประเด็น',
      'ตามลักษณะการดำเนินการ',
      'ตามแหล่งงบประมาณ',
      'ตามหน่วยงาน',
      'รายปี',
      'เทียบปีก่อน',
      'รายชื่อโครงการ',
    ])
    const parts = await unzip(readFileSync(path))
    const read = (name: string) => new TextDecoder().decode(parts.get(name))
    const sheets = book.SheetNames.map((_name, at) => read(`xl/worksheets/sheet${at + 1}.xml`))
    for (const [at, sheet] of sheets.entries()) {
      const name = book.SheetNames[at]
      expect(sheet, name).toMatch(/<pageSetup[^>]*paperSize="9"[^>]*orientation="landscape"/u)
      expect(sheet, name).toMatch(/fitToPage="1"/u)
      expect(sheet, name).toContain('&amp;P')
      expect(sheet.includes('<autoFilter'), name).toBe(name === 'รายชื่อโครงการ')
      const rows = utils.sheet_to_json<unknown[]>(book.Sheets[name!]!, { header: 1 })
      const text = rows.flat().map(String)
      expect(
        text.some((cell) => cell.includes('ผู้จัดทำ')),
        name,
        // the list is one to work with
      ).toBe(name !== 'รายชื่อโครงการ')
      if (name === 'เทียบปีก่อน') continue
      const total = rows.find((row) => row.some((cell) => String(cell).startsWith('รวมทั้งสิ้น')))
      // 1,500,000.50 baht from each of two districts
      expect(total?.filter((cell) => typeof cell === 'number').at(-1), name).toBe(3_000_001)
    }
    const titles = read('xl/workbook.xml')
    expect([...titles.matchAll(/_xlnm\.Print_Titles/gu)]).toHaveLength(9)
    const districts = utils.sheet_to_json<unknown[]>(book.Sheets.รายอำเภอ!, { header: 1 })
    const absent = districts.find((row) => row.some((cell) => String(cell).includes('เมืองนครศรีธรรมราช')))
    expect(absent?.at(-1)).toBe('ยังไม่ส่ง')
    expect(absent?.some((cell) => cell === 0)).toBe(false)
  })

  it('of a whole province is made beside the core, which goes on answering; it says how far it is, and can be cancelled', async () => {
    const province = await openProvince()
    const geography = bundledGeography(openResources(resourcesDir))
    seedProvince(province.dataDir, {
      planFy,
      dueOn: '2022-07-15',
      districts: geography
        .districtsOf('80')
        .map(({ code, name }) => ({ code, name, tambons: [...geography.tambonsOf(code)] })),
      stateOf: () => 'accepted',
      projectsOf: () => 60,
    })
    const paper = { kind: 'consolidated' as const, planFy }
    const make = (signal?: AbortSignal) =>
      province.client.papers.make({ paper, format: 'xlsx' }, signal ? { signal } : {})
    const steps: string[] = []
    const far: number[] = []
    let answered = 0
    for await (const event of await make()) {
      if (event.kind === 'result') continue
      steps.push(event.progress.step)
      if (event.progress.step !== 'papers.progress.rows') continue
      far.push(event.progress.done)
      // the list alone has 23 × 60 rows
      expect(event.progress.total).toBeGreaterThan(1380)
      await province.client.province.board({ planFy })
      answered += 1
    }
    expect(new Set(steps)).toEqual(
      new Set([
        'papers.progress.compose',
        'papers.progress.write',
        'papers.progress.rows',
        'papers.progress.keep',
      ]),
    )
    expect(far).toEqual([...far].sort((a, b) => a - b))
    expect(answered).toBeGreaterThan(1)
    const first = readFileSync(await workbook(province))
    const rows = utils.sheet_to_json<unknown[]>(readBook(first).Sheets.รายชื่อโครงการ!, { header: 1 })
    expect(rows.filter((row) => /^อำเภอ.+/u.test(String(row[1])))).toHaveLength(23 * 60)
    expect(readFileSync(await workbook(province)).equals(first)).toBe(true)

    const stop = new AbortController()
    const cancelled = (async () => {
      for await (const event of await make(stop.signal))
        if (event.kind === 'progress' && event.progress.step === 'papers.progress.write') stop.abort()
    })()
    expect((await faultOf(cancelled)).code).toBe('cancelled')
  }, 60_000)

  it('gives a list that a district takes in again unchanged', async () => {
    const { province, district, needsPlanId } = await twoDistricts()
    const book = readBook(readFileSync(await workbook(province)))
    // the province chooses one district's rows and sends them back
    const sheet = book.Sheets.รายชื่อโครงการ!
    const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, blankrows: false })
    const mine = rows.filter((row) => typeof row[0] !== 'number' || String(row[1]).includes('พรหมคีรี'))
    expect(mine.length).toBeLessThan(rows.length)
    const made = utils.book_new()
    utils.book_append_sheet(made, utils.aoa_to_sheet(mine), 'รายชื่อโครงการ')
    const path = `${district.stickDir}/รายชื่อโครงการ.xlsx`
    writeFileSync(path, write(made, { type: 'buffer', bookType: 'xlsx' }))
    // a plan that is being worked on takes lists in
    const db = new Database(join(district.dataDir, 'office.sqlite'))
    db.prepare("UPDATE plan SET state = 'draft', adoptedOn = NULL WHERE id = ?").run(needsPlanId)
    db.close()
    const { token } = district.core.files.adopt(path, 'รายชื่อโครงการ.xlsx', 't')
    const opened = await finish(district.client.sheets.open({ token }))
    const input = {
      token,
      sheetIndex: opened.sheets[0]?.index ?? 0,
      target: 'planEntries' as const,
      targetId: needsPlanId,
      headRow: null,
    }
    const { mapping } = await finish(district.client.sheets.read({ ...input, mapping: null }))
    expect(Object.values(mapping)).toEqual(expect.arrayContaining(['id', 'name', `budget:${planFy}`]))
    const { counts } = await finish(district.client.sheets.dryRun({ ...input, mapping }))
    expect(counts).toMatchObject({ added: 0, changed: 0, refused: 0, same: 2 })
  })
})
