import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { EntryFields } from '../plans/rules.ts'
import type { FateFields } from './rules.ts'

afterEach(closeAll)

const blank = {
  issue: '',
  problem: '',
  objective: '',
  target: '',
  expectedResult: '',
  kpi: '',
  budgetSource: '',
  leadAgency: '',
  relatedAgencies: '',
  readiness: '',
  remark: '',
  sourceRef: '',
  sourceCode: '',
}
const entry = (name: string, site = ''): EntryFields => ({
  ...blank,
  name,
  site,
  projectClass: 'JOINT',
  budgets: [],
})

async function bank(): Promise<Client> {
  const { client } = await openTestCore()
  await setUpDistrict(client)
  const { id } = await client.plans.open({
    level: 'tambon',
    areaKey: '800201',
    planFy: 2567,
    edition: 'first',
  })
  const rows = [
    entry('ก่อสร้างถนน คอนกรีต สาย ๑๒'),
    entry('จัดหาเครื่องทำน้ำดื่ม', 'วัดในเขียว'),
    entry('ลด 50% ขยะ_เปียก'),
  ]
  await client.plans.saveEntries({
    planId: id,
    rows: rows.map((fields) => ({ id: null, fields })),
    removed: [],
    order: [],
    dryRun: false,
  })
  return client
}

describe('search', () => {
  it('forgives spaces, digits, mistyped marks; finds places; takes signs as they are', async () => {
    const client = await bank()
    const find = async (text: string) =>
      (await client.projects.search({ text, offset: 0, limit: 10 })).rows.map((row) => row.name)
    const [road, water, waste] = ['ก่อสร้างถนน คอนกรีต สาย ๑๒', 'จัดหาเครื่องทำน้ำดื่ม', 'ลด 50% ขยะ_เปียก']
    expect(await find('ถนนคอนกรีต')).toEqual([road])
    expect(await find('คอนกรีต ถนน')).toEqual([road])
    expect(await find('สาย 12')).toEqual([road])
    expect(await find('นํ้าดื่ม')).toEqual([water])
    expect(await find('ในเขียว')).toEqual([water])
    expect(await find('พรหมโลก')).toEqual([waste, water, road])
    expect(await find('50%')).toEqual([waste])
    expect(await find('%')).toEqual([waste])
    expect(await find('ขยะ_')).toEqual([waste])
    expect(await find("' OR 1=1 --")).toEqual([])
    expect(await find('')).toEqual([waste, water, road])
    const page = await client.projects.search({ text: '', offset: 1, limit: 1 })
    expect(page.total).toBe(3)
    expect(page.rows).toMatchObject([
      { name: water, level: 'tambon', planFy: 2567, tambonName: 'พรหมโลก', fate: null },
    ])
    expect(
      (await client.projects.search({ text: '', offset: 0, limit: 5, officeId: '0'.repeat(26) })).total,
    ).toBe(0)
  })
})

describe('fate', () => {
  it('needs money, year and source, or the reason why not', async () => {
    const client = await bank()
    const [project] = (await client.projects.search({ text: '', offset: 0, limit: 1 })).rows
    const record = (change: Partial<FateFields>) =>
      client.projects.recordFate({
        projectId: project!.id,
        kind: 'notFunded',
        budgetSource: '',
        amount: null,
        fiscalYear: null,
        reason: '',
        dated: '2022-07-01',
        ...change,
      })
    const issues = async (change: Partial<FateFields>) => {
      const fault = await faultOf(record(change))
      expect(fault.code).toBe('input.invalid')
      return (fault.params.issues as { path: string[]; key: string }[]).map(
        (issue) => `${issue.path.join('.')} ${issue.key}`,
      )
    }
    expect(await issues({})).toEqual(['reason required'])
    expect(await issues({ kind: 'funded' })).toEqual([
      'amount required',
      'fiscalYear required',
      'budgetSource required',
    ])
    expect(await issues({ kind: 'ไม่มี', reason: 'ก' })).toEqual(['kind unknownKind'])
    expect(await issues({ amount: -5, reason: 'ก' })).toEqual(['amount negativeMoney'])
    expect(await issues({ fiscalYear: 2024, reason: 'ก' })).toEqual(['fiscalYear christianYear'])
    expect((await faultOf(record({ reason: 'ก', dated: '2022-08-01' }))).code).toBe('date.inFuture')
    expect((await faultOf(record({ reason: 'ก', projectId: '0'.repeat(26) }))).code).toBe('record.notFound')
    await record({ reason: 'งบประมาณไม่เพียงพอ' })
    const find = async () => (await client.projects.search({ text: '', offset: 0, limit: 1 })).rows[0]?.fate
    expect(await find()).toBe('notFunded')
    await client.office.undo()
    expect(await find()).toBe(null)
  })
})
