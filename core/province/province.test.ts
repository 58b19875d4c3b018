import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import '../../tests/support/properties.ts'
import {
  closeAll,
  faultOf,
  openTestCore,
  resourcesDir,
  setUpProvince,
  type TestCore,
} from '../../tests/support/core.ts'
import { blankEntry } from '../../tests/support/entries.ts'
import {
  bringIn,
  handIn,
  makePlans,
  type Office,
  openDistrict,
  openProvince,
  planFy,
  removeFolders,
  rowsIn,
  seedOthers,
} from '../../tests/support/packages.ts'
import { type SeededState, seedProvince } from '../../tests/support/province.ts'
import { bundledGeography } from '../geography/bundled.ts'
import { openResources } from '../kernel/resources.ts'
import { sides } from './contract.ts'

afterAll(removeFolders)

const resources = openResources(resourcesDir)
const geography = bundledGeography(resources)
const districtsOf = (provinceCode: string) =>
  geography
    .districtsOf(provinceCode)
    .map(({ code, name }) => ({ code, name, tambons: geography.tambonsOf(code).map((one) => ({ ...one })) }))

describe('a province of 23 districts', () => {
  let test: TestCore
  let states: Map<string, SeededState>
  let db: Database.Database
  beforeAll(async () => {
    test = await openTestCore({ seed: '23' })
    test.clock.set('2022-07-25T02:00:00Z')
    await setUpProvince(test.client)
    states = seedProvince(test.dataDir, { planFy, dueOn: '2022-07-15', districts: districtsOf('80') })
    db = new Database(join(test.dataDir, 'office.sqlite'))
  })
  afterAll(async () => {
    db.close()
    await closeAll()
  })
  const states23 = (...wanted: SeededState[]) =>
    [...states.values()].filter((one) => wanted.includes(one)).length

  it('has a board on which every district stands once, by what came and when', async () => {
    const board = await test.client.province.board({ planFy })
    expect(board.rows).toHaveLength(23)
    expect(board).toMatchObject({
      asOf: '2022-07-25',
      expected: 23,
      received: 23 - states23('missing'),
      onTime: 23 - states23('missing', 'late'),
      late: states23('late'),
      missing: states23('missing'),
      notDue: 0,
      returned: states23('returned'),
      accepted: states23('accepted'),
      nextDue: null,
    })
    for (const row of board.rows) {
      const state = states.get(row.districtCode)
      expect(row.timing, row.districtName).toBe(
        state === 'missing' ? 'missing' : state === 'late' ? 'late' : 'onTime',
      )
      expect(row.lateDays).toBe(state === 'missing' ? 10 : state === 'late' ? 6 : 0)
      expect(row.clockDoubt).toBe(false)
      expect(row.reasons !== '').toBe(state === 'returned')
      const tambonPlans = row.duties.find(({ key }) => key === 'tambonPlans')!
      expect(tambonPlans.done < tambonPlans.expected).toBe(state === 'missing' || state === 'returned')
    }
    for (const [at, column] of board.duties.entries()) {
      const cells = board.rows.map((row) => row.duties[at]!)
      expect(cells.every(({ key }) => key === column.key)).toBe(true)
      expect(column.done + column.missing + column.notDue).toBe(23)
      expect(column.missing).toBe(cells.filter(({ state }) => state === 'missing').length)
      expect(column.done).toBe(cells.filter(({ since }) => since !== null).length)
    }
  })

  /** What the rows are added up to by a person with a calculator: no way of ours. */
  const byHand = (year: number, where = '1', values: unknown[] = []) =>
    db
      .prepare(
        `SELECT count(DISTINCT e.id) AS projects, coalesce(sum(b.amount), 0) AS total
         FROM planEntry e JOIN plan p ON p.id = e.planId LEFT JOIN entryBudget b ON b.entryId = e.id
         WHERE p.planFy = ? AND p.level = 'needs' AND ${where}`,
      )
      .get(year, ...values) as { projects: number; total: number }

  it('is put together by every side, each with the same sum, beside the year before', async () => {
    const whole = byHand(planFy)
    const before = byHand(planFy - 1)
    expect(whole.projects).toBeGreaterThan(150)
    for (const side of sides) {
      const table = await test.client.province.breakdown({ planFy, level: 'needs', side })
      expect(table, side).toMatchObject({ ...whole, before: { planFy: planFy - 1, ...before } })
      const sum = (pick: (row: (typeof table.rows)[number]) => number) =>
        table.rows.reduce((all, row) => all + pick(row), 0)
      expect(
        sum((row) => row.projects),
        side,
      ).toBe(whole.projects)
      expect(
        sum((row) => row.total),
        side,
      ).toBe(whole.total)
      expect(
        sum((row) => row.before?.projects ?? 0),
        side,
      ).toBe(before.projects)
      expect(
        sum((row) => row.before?.total ?? 0),
        side,
      ).toBe(before.total)
      expect(new Set(table.rows.map(({ key }) => key)).size).toBe(table.rows.length)
    }
    const { rows } = await test.client.province.breakdown({ planFy, level: 'needs', side: 'district' })
    expect(rows.map(({ key }) => key)).toEqual(districtsOf('80').map(({ code }) => code))
    // nothing is not the same as nothing known
    for (const row of rows) expect(row.before === null, row.label).toBe(states.get(row.key) === 'missing')
  })

  it('is narrowed to what is clicked on', async () => {
    const read = (side: (typeof sides)[number], only: { side: (typeof sides)[number]; key: string }[]) =>
      test.client.province.breakdown({ planFy, level: 'needs', side, only })
    const issue = await read('district', [{ side: 'issue', key: 'แหล่งน้ำ' }])
    expect(issue).toMatchObject(byHand(planFy, 'e.issue = ?', ['แหล่งน้ำ']))
    const both = await read('agency', [
      { side: 'issue', key: 'แหล่งน้ำ' },
      { side: 'source', key: '' },
      { side: 'class', key: 'SELF' },
      { side: 'class', key: 'BEYOND' },
    ])
    expect(both).toMatchObject(
      byHand(planFy, "e.issue = ? AND e.budgetSource = '' AND e.projectClass <> 'JOINT'", ['แหล่งน้ำ']),
    )
    expect(await read('year', [{ side: 'district', key: '9999' }])).toMatchObject({ rows: [], projects: 0 })
  })

  it('counts anew as soon as something was written', async () => {
    const read = () => test.client.province.breakdown({ planFy, level: 'needs', side: 'class' })
    const before = await read()
    const entry = db
      .prepare(
        `SELECT b.id, b.amount FROM entryBudget b JOIN planEntry e ON e.id = b.entryId JOIN plan p ON p.id = e.planId
         WHERE p.planFy = ? AND p.level = 'needs' LIMIT 1`,
      )
      .get(planFy) as { id: string; amount: number }
    db.prepare('UPDATE entryBudget SET amount = amount + 7 WHERE id = ?').run(entry.id)
    expect((await read()).total).toBe(before.total + 7)
    db.prepare('UPDATE entryBudget SET amount = ? WHERE id = ?').run(entry.amount, entry.id)
    expect(await read()).toEqual(before)
  })

  it('writes to those who lack something, to each what he lacks and how late he is', async () => {
    const { letterId } = await test.client.province.draftReminder({ planFy })
    const letter = await test.client.papers.letter({ id: letterId })
    expect(letter).toMatchObject({ state: 'draft', dated: null, speed: 'veryUrgent', problems: [] })
    const board = await test.client.province.board({ planFy })
    const lacking = board.rows.filter(
      (row) => row.timing === 'missing' || row.duties.some(({ state }) => state === 'missing'),
    )
    expect(letter.addresseeRows.map(({ addressee }) => addressee)).toEqual(
      lacking.map(({ districtName }) => `นายอำเภอ${districtName}`),
    )
    for (const [at, row] of lacking.entries()) {
      const fields = new Map(Object.entries(letter.addresseeRows[at]!.fields))
      expect(fields.get('อำเภอ')).toBe(row.districtName)
      expect(fields.get('กำหนดส่ง')).toBe('ซึ่งเกินกำหนดมาแล้ว 10 วัน')
      for (const [column, duty] of row.duties.entries()) {
        const { name } = board.duties[column]!
        expect((fields.get('เรื่องที่ค้างส่ง') ?? '').includes(name), `${row.districtName} ${name}`).toBe(
          duty.state === 'missing',
        )
      }
      expect((fields.get('เรื่องที่ค้างส่ง') ?? '').includes('แฟ้มข้อมูลแผน')).toBe(row.packageId === null)
    }
    const one = lacking.find(({ packageId }) => packageId !== null)!
    const chosen = await test.client.province.draftReminder({ planFy, districtCodes: [one.districtCode] })
    const { addresseeRows } = await test.client.papers.letter({ id: chosen.letterId })
    expect(addresseeRows).toHaveLength(1)
    expect(await faultOf(test.client.province.draftReminder({ planFy: 2580 }))).toMatchObject({
      code: 'province.nothingMissing',
    })
    expect(
      await faultOf(test.client.province.draftReminder({ planFy, districtCodes: ['1001'] })),
    ).toMatchObject({ code: 'exchange.notInProvince' })
    // a letter nobody wants any more goes with one undo
    await test.client.office.undo()
    expect((await faultOf(test.client.papers.letter({ id: chosen.letterId }))).code).toBe('record.notFound')
  })
})

describe('packages and their days', () => {
  afterEach(closeAll)
  const cell = async (province: Office, code: string, key: string) => {
    const board = await province.client.province.board({ planFy })
    const row = board.rows.find(({ districtCode }) => districtCode === code)
    return row?.duties.find((duty) => duty.key === key)
  }
  const project = { ...blankEntry, issue: 'แหล่งน้ำ', projectClass: 'SELF' as const }
  async function adoptSecondVillage(district: Office, villageId: string): Promise<void> {
    const { id } = await district.client.plans.open({
      level: 'village',
      areaKey: villageId,
      planFy,
      edition: 'first',
    })
    await district.client.plans.saveEntries({
      planId: id,
      rows: [{ id: null, fields: { ...project, name: 'ซ่อมแซมประปาหมู่บ้าน หมู่ที่ 2' } }],
      removed: [],
      order: [],
      dryRun: false,
    })
    await district.client.plans.adopt({
      planId: id,
      adoptedOn: '2022-07-01',
      adoptedBy: 'ที่ประชุม',
      resolution: 'เห็นชอบ',
      attendees: 30,
    })
  }

  it('are judged duty by duty, by the first package in which each was fulfilled', async () => {
    const province = await openProvince()
    province.clock.set('2022-07-14T03:00:00Z')
    await province.client.province.expect({
      planFy,
      dueOn: '2022-07-15',
      districtCodes: ['8002', '8003'],
      duties: [
        { duty: 'districtPlan', dueOn: '2022-07-12' },
        { duty: 'workshops', dueOn: '2022-07-31' },
      ],
    })
    const district = await openDistrict()
    district.clock.set('2022-07-14T02:00:00Z')
    const made = await makePlans(district.client)
    seedOthers(district, made)
    await bringIn(province, await handIn(district))
    const first = await province.client.province.board({ planFy })
    expect(first).toMatchObject({
      expected: 2,
      received: 1,
      onTime: 1,
      missing: 1,
      notDue: 1,
      nextDue: { duty: '', dueOn: '2022-07-15', districts: 1 },
    })
    expect(first.duties.map(({ key }) => key)).toContain('workshops')
    // before its day nothing is missing: every district stands in one of the three figures
    const columnOf = (key: string) => first.duties.find((duty) => duty.key === key)
    expect(columnOf('districtPlan')).toMatchObject({ done: 1, late: 1, missing: 1, notDue: 0 })
    expect(columnOf('needsPlan')).toMatchObject({ done: 1, late: 0, missing: 0, notDue: 1 })
    expect(columnOf('workshops')).toMatchObject({ done: 0, late: 0, missing: 0, notDue: 2 })
    expect(await cell(province, '8002', 'districtPlan')).toEqual({
      key: 'districtPlan',
      done: 1,
      expected: 1,
      state: 'late',
      dueOn: '2022-07-12',
      since: '2022-07-14',
      lateDays: 2,
    })
    expect(await cell(province, '8002', 'needsPlan')).toMatchObject({ state: 'onTime', since: '2022-07-14' })
    expect(await cell(province, '8002', 'villagePlans')).toMatchObject({
      state: 'notDue',
      done: 1,
      expected: 2,
    })
    expect(await cell(province, '8002', 'workshops')).toMatchObject({ state: 'notDue', dueOn: '2022-07-31' })
    const [kept] = rowsIn(province.dataDir, 'packageIn')
    expect(JSON.parse(String(kept?.facts))).toMatchObject({
      villagePlans: { done: 1, expected: 2 },
      orders: { done: 1, expected: 5 },
      report: { done: 1, expected: 1 },
    })

    // returned, corrected, handed in again days later: the package stays in time, the duty is late by its own day
    const { packageId } = first.rows[0]!
    await province.client.exchange.decide({
      packageId: packageId!,
      decision: 'returned',
      reasons: 'ขาดแผนหมู่ที่ 2\nโปรดแนบบัญชีโครงการ',
    })
    province.clock.set('2022-07-20T03:00:00Z')
    district.clock.set('2022-07-20T02:00:00Z')
    expect((await province.client.province.board({ planFy })).rows[0]).toMatchObject({
      state: 'returned',
      timing: 'onTime',
      reasons: 'ขาดแผนหมู่ที่ 2\nโปรดแนบบัญชีโครงการ',
    })
    expect(await cell(province, '8002', 'villagePlans')).toMatchObject({ state: 'missing', lateDays: 5 })
    await adoptSecondVillage(district, made.villageIds[1]!)
    await bringIn(province, await handIn(district))
    expect((await province.client.province.board({ planFy })).rows[0]).toMatchObject({
      state: 'received',
      timing: 'onTime',
      lateDays: 0,
      sequence: 2,
      firstReceivedOn: '2022-07-14',
      receivedOn: '2022-07-20',
      reasons: '',
    })
    expect(await cell(province, '8002', 'villagePlans')).toMatchObject({
      state: 'late',
      since: '2022-07-20',
      lateDays: 5,
    })
    expect(await cell(province, '8002', 'needsPlan')).toMatchObject({ state: 'onTime', since: '2022-07-14' })
  })

  it('are asked for with the days of each where they differ, else said once', async () => {
    const province = await openProvince()
    const { client } = province
    province.clock.set('2022-07-20T03:00:00Z')
    const lackingOf = async (duties: { duty: string; dueOn: string }[]) => {
      await client.province.expect({ planFy, dueOn: '2022-07-15', districtCodes: ['8002'], duties })
      const { letterId } = await client.province.draftReminder({ planFy })
      const letter = await client.papers.letter({ id: letterId })
      expect(letter.problems).toEqual([])
      const fields = letter.addresseeRows[0]!.fields
      return [fields.เรื่องที่ค้างส่ง ?? '', fields.กำหนดส่ง ?? '']
    }
    const [alike = '', since] = await lackingOf([])
    expect(since).toBe('ซึ่งเกินกำหนดมาแล้ว 5 วัน')
    expect(alike).not.toContain('เกินกำหนด')
    const [each = '', longest] = await lackingOf([{ duty: 'tambonPlans', dueOn: '2022-06-30' }])
    expect(longest).toBe('โดยเกินกำหนดนานที่สุด 20 วัน')
    expect(each).toContain('แผนพัฒนาตำบล (มีแล้ว 0 จาก 5 แห่ง เกินกำหนด 20 วัน)')
    expect(each).toContain('แผนพัฒนาอำเภอ (เกินกำหนด 5 วัน)')
  })

  it('do not come in time by a clock that was set back', async () => {
    const province = await openProvince()
    await province.client.province.expect({
      planFy,
      dueOn: '2022-07-15',
      districtCodes: ['8001', '8002', '8003'],
    })
    province.clock.set('2022-07-20T03:00:00Z')
    const one = await openDistrict({ districtCode: '8002' })
    one.clock.set('2022-07-13T03:00:00Z')
    await makePlans(one.client, '8002')
    await bringIn(province, await handIn(one))
    province.clock.set('2022-07-01T03:00:00Z')
    const other = await openDistrict({ districtCode: '8003' })
    other.clock.set('2022-07-13T03:00:00Z')
    await makePlans(other.client, '8003')
    await bringIn(province, await handIn(other))
    const board = await province.client.province.board({ planFy })
    expect(board).toMatchObject({ asOf: '2022-07-20', onTime: 0, late: 2, missing: 1, notDue: 0 })
    expect(board.rows).toMatchObject([
      { districtCode: '8001', timing: 'missing', lateDays: 5 },
      { districtCode: '8002', timing: 'late', lateDays: 5, clockDoubt: false },
      { districtCode: '8003', timing: 'late', lateDays: 5, clockDoubt: true },
    ])
  })

  it('are returned with a letter that gives the reasons and what to correct', async () => {
    const province = await openProvince()
    const district = await openDistrict()
    await makePlans(district.client)
    await bringIn(province, await handIn(district))
    const { packageId } = (await province.client.province.board({ planFy })).rows[0]!
    const id = packageId!
    expect(await faultOf(province.client.province.draftReturn({ packageId: id }))).toMatchObject({
      code: 'province.notReturned',
    })
    await province.client.exchange.decide({
      packageId: id,
      decision: 'returned',
      reasons: 'ขาดแผน\n- แนบบัญชี',
    })
    const plain = await province.client.province.draftReturn({ packageId: id })
    expect(await province.client.papers.letter({ id: plain.letterId })).toMatchObject({
      addressee: 'นายอำเภอพรหมคีรี',
      state: 'draft',
      enclosures: [],
      annexes: [],
      addresseeRows: [],
      problems: [],
    })
    const entry = rowsIn(province.dataDir, 'planEntry').find(({ projectClass }) => projectClass === 'JOINT')!
    const asked = { id: null, packageId: id, recordType: 'planEntry', rowId: String(entry.id), unit: '' }
    await province.client.exchange.saveRemark({
      ...asked,
      field: 'projectClass',
      proposed: 'BEYOND',
      text: 'เกินกำลังของหมู่บ้าน',
    })
    const { letterId } = await province.client.province.draftReturn({ packageId: id })
    const letter = await province.client.papers.letter({ id: letterId })
    expect(letter.problems).toEqual([])
    expect(letter.enclosures).toEqual([{ title: 'บัญชีรายการที่ขอให้แก้ไข', quantity: 'จำนวน ๑ ชุด' }])
    expect(letter.paragraphs[1]?.text.split('\n').slice(1)).toEqual(['1. ขาดแผน', '2. แนบบัญชี'])
    const [row] = letter.annexes[0]?.table?.rows ?? []
    expect(row?.[0]).toBe('1')
    expect(row?.[2]).toContain('ขุดลอกคลองสายกลาง')
    expect(row?.slice(4)).toEqual(['ทำร่วม', 'เกินศักยภาพ', 'เกินกำลังของหมู่บ้าน'])
    expect(row?.[3]).toMatch(/[ก-๙]/u)
  })
})

describe('what is expected', () => {
  afterEach(closeAll)
  it('is exactly what was said last, and comes back with an undo', async () => {
    const province = await openProvince()
    const { client } = province
    expect(await client.province.expectations({ planFy })).toMatchObject({ dueOn: null, districtCodes: [] })
    await client.province.expect({
      planFy,
      dueOn: '2022-07-25',
      districtCodes: ['8001', '8002', '8002'],
      duties: [{ duty: 'tambonPlans', dueOn: '2022-04-30' }],
    })
    const before = rowsIn(province.dataDir, 'expectation')
    expect(before).toHaveLength(4)
    await client.province.expect({
      planFy,
      dueOn: '2022-07-29',
      districtCodes: ['8002', '8004'],
      duties: [{ duty: 'needsPlan', dueOn: '2022-06-30' }],
    })
    const now = await client.province.expectations({ planFy })
    expect(now).toMatchObject({ dueOn: '2022-07-29', districtCodes: ['8002', '8004'] })
    expect(now.duties.filter(({ dueOn }) => dueOn !== '')).toMatchObject([
      { duty: 'needsPlan', dueOn: '2022-06-30' },
    ])
    await client.office.undo()
    expect(rowsIn(province.dataDir, 'expectation')).toEqual(before)
    // another year is not touched by it
    await client.province.expect({ planFy: planFy + 1, dueOn: '2023-07-25', districtCodes: ['8001'] })
    expect(await client.province.expectations({ planFy })).toMatchObject({ dueOn: '2022-07-25' })
    expect(
      await faultOf(
        client.province.expect({
          planFy,
          dueOn: '2022-07-25',
          districtCodes: ['8001'],
          duties: [{ duty: 'nothing', dueOn: '2022-07-01' }],
        }),
      ),
    ).toMatchObject({ code: 'record.notFound', params: { id: 'nothing' } })
    expect(
      await faultOf(client.province.expect({ planFy, dueOn: '2022-02-31', districtCodes: ['8001'] })),
    ).toMatchObject({ code: 'input.invalid' })
  })
})

describe('a district that hands in again', () => {
  afterEach(closeAll)
  const figures = async (province: Office, year: number) => {
    const { rows, projects, total, before } = await province.client.province.breakdown({
      planFy: year,
      level: 'needs',
      side: 'district',
    })
    const row = rows.find(({ key }) => key === '8002')
    return { all: { projects, total }, row: { projects: row?.projects, total: row?.total }, before }
  }
  const once = { projects: 2, total: 150_000_050 }
  /** The plan of the year after, with one of the two projects in it. */
  async function makeNextYear({ client }: Office) {
    const next = planFy + 1
    const { id: planId } = await client.plans.open({
      level: 'needs',
      areaKey: '8002',
      planFy: next,
      edition: 'first',
    })
    await client.plans.saveEntries({
      planId,
      rows: [
        {
          id: null,
          fields: {
            ...blankEntry,
            name: 'ปรับปรุงระบบประปาหมู่บ้าน',
            issue: 'แหล่งน้ำ',
            budgets: [{ fiscalYear: next, amount: 40_000_000 }],
          },
        },
      ],
      removed: [],
      order: [],
      dryRun: false,
    })
    await client.plans.adopt({
      planId,
      adoptedOn: '2022-07-12',
      adoptedBy: 'ที่ประชุม',
      resolution: 'เห็นชอบ',
      attendees: 40,
    })
  }

  it('for two plan FYs has the figures of each beside those of the other', async () => {
    const province = await openProvince()
    const district = await openDistrict()
    await makePlans(district.client)
    await makeNextYear(district)
    await bringIn(province, await handIn(district))
    await bringIn(province, await handIn(district, planFy + 1))
    for (const year of [planFy, planFy + 1])
      await province.client.province.expect({ planFy: year, dueOn: '2022-07-25', districtCodes: ['8002'] })
    expect(await figures(province, planFy)).toEqual({ all: once, row: once, before: null })
    const next = { projects: 1, total: 40_000_000 }
    expect(await figures(province, planFy + 1)).toEqual({
      all: next,
      row: next,
      before: { planFy, ...once },
    })
    for (const year of [planFy, planFy + 1])
      expect(await province.client.province.board({ planFy: year })).toMatchObject({
        expected: 1,
        received: 1,
      })
    // the earlier one again, corrected: the later year stays as it was
    await bringIn(province, await handIn(district))
    expect((await figures(province, planFy)).all).toEqual(once)
    expect((await figures(province, planFy + 1)).all).toEqual(next)
  })

  it('from a new installation with a new key is counted once, in its year and in the year after', async () => {
    const province = await openProvince()
    await province.client.province.expect({ planFy, dueOn: '2022-07-20', districtCodes: ['8002'] })
    const before = await openDistrict({ seed: 'the first computer' })
    await makePlans(before.client)
    await bringIn(province, await handIn(before))
    const after = await openDistrict({ seed: 'the second computer' })
    expect(after.officeId).not.toBe(before.officeId)
    await makePlans(after.client)
    await makeNextYear(after)
    province.clock.set('2022-07-18T03:00:00Z')
    await bringIn(province, await handIn(after))
    expect(await figures(province, planFy)).toEqual({ all: once, row: once, before: null })
    const board = await province.client.province.board({ planFy })
    expect(board).toMatchObject({
      expected: 1,
      received: 1,
      rows: [{ officeId: after.officeId, projects: 2 }],
    })
    expect(board.rows[0]?.villagePlans.expected).toBe(2)
    for (const side of sides)
      expect(await province.client.province.breakdown({ planFy, level: 'needs', side }), side).toMatchObject(
        once,
      )
    await bringIn(province, await handIn(after, planFy + 1))
    expect((await figures(province, planFy + 1)).before).toEqual({ planFy, ...once })
    expect((await figures(province, planFy)).all).toEqual(once)
    // what came of the old computer is still there to be looked at
    expect((await province.client.exchange.received()).map(({ fromOfficeId }) => fromOfficeId)).toContain(
      before.officeId,
    )
  })
})

describe('the plan that is counted', () => {
  afterEach(closeAll)
  it('is the last whole edition with its additions, no project twice', async () => {
    const test = await openTestCore({ seed: 'editions' })
    await setUpProvince(test.client)
    const [district] = districtsOf('80')
    seedProvince(test.dataDir, {
      planFy,
      dueOn: '2022-07-15',
      districts: [district!],
      stateOf: () => 'accepted',
      projectsOf: () => 10,
    })
    const db = new Database(join(test.dataDir, 'office.sqlite'))
    const [old] = db
      .prepare("SELECT * FROM plan WHERE level = 'district' AND planFy = ?")
      .all(planFy) as Record<string, unknown>[]
    const entries = db
      .prepare('SELECT * FROM planEntry WHERE planId = ? ORDER BY rank')
      .all(old!.id) as Record<string, unknown>[]
    const put = (table: string, row: Record<string, unknown>) =>
      db
        .prepare(
          `INSERT INTO "${table}" (${Object.keys(row)}) VALUES (${Object.keys(row).map((key) => `@${key}`)})`,
        )
        .run(row)
    const add = (
      id: string,
      edition: string,
      state: string,
      of: readonly Record<string, unknown>[],
      amount: number,
    ) => {
      put('plan', { ...old, id, edition, state, editionNo: Number(id.slice(2)) })
      for (const [at, entry] of of.entries()) {
        put('planEntry', { ...entry, id: `${id}e${at}`, planId: id, takenFromId: null })
        put('entryBudget', {
          id: `${id}b${at}`,
          officeId: old!.officeId,
          entryId: `${id}e${at}`,
          fiscalYear: planFy,
          amount,
        })
      }
    }
    const read = () => test.client.province.breakdown({ planFy, level: 'district', side: 'year' })
    const first = await read()
    expect(first.projects).toBe(10)
    add('zz1', 'addition', 'adopted', entries.slice(0, 2), 11)
    const added = await read()
    expect(added.projects).toBe(10)
    const kept = entries.slice(2).map((entry) => entry.id)
    const amountOf = db.prepare('SELECT sum(amount) FROM entryBudget WHERE entryId = ?').pluck()
    const rest = kept.reduce((sum: number, id) => sum + Number(amountOf.get(id)), 0)
    expect(added.total).toBe(rest + 22)
    // a draft is not added to what was adopted, nor does it stand in its place
    add('zz2', 'addition', 'draft', entries.slice(2, 3), 1000)
    add('zz3', 'review', 'draft', entries.slice(0, 1), 1000)
    expect(await read()).toEqual(added)
    // an adopted review is the whole from then on
    add('zz4', 'change', 'adopted', entries.slice(0, 3), 5)
    expect(await read()).toMatchObject({ projects: 3, total: 15 })
    db.close()
  })
})
