import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'

afterEach(closeAll)

/** A change as it may lie in `setting`, also one that no command would have let in. */
function lay(dataDir: string, id: string, value: unknown): void {
  const db = new Database(join(dataDir, 'office.sqlite'))
  db.prepare("INSERT INTO setting (id, officeId, key, value) VALUES ('s', 'o', ?, ?)").run(
    `rules.${id}`,
    JSON.stringify(value),
  )
  db.close()
}

describe('rules.table', () => {
  it('gives a built-in table before set-up', async () => {
    const { client } = await openTestCore()
    const table = await client.rules.table({ id: 'budget-sources' })
    expect(table.items.find((item) => item.key === 'province')?.name).toBe('งบพัฒนาจังหวัด')
    expect(table.certainty).not.toBe('')
  })

  it('knows only its own tables', async () => {
    const { client } = await openTestCore()
    for (const id of ['nothing', '../package', '..', 'a/b', '']) {
      expect((await faultOf(client.rules.table({ id }))).code, id).toBe('record.notFound')
    }
  })

  it('lays the changes of the office over it and the calendar follows', async () => {
    const { client, dataDir } = await openTestCore()
    await setUpDistrict(client)
    lay(dataDir, 'plan-windows', {
      items: [{ key: 'village', startMonth: 2, endMonth: 3, source: 'หนังสืออำเภอ' }],
      hidden: ['local'],
    })
    const table = await client.rules.table({ id: 'plan-windows' })
    expect(table.items.map((item) => item.key)).toEqual([
      'village',
      'tambon',
      'district',
      'needs',
      'province',
    ])
    expect(table.items[0]).toMatchObject({ startMonth: 2, endMonth: 3, level: 'village' })
  })

  it('refuses changes that do not fit the table', async () => {
    const { client, dataDir } = await openTestCore()
    await setUpDistrict(client)
    lay(dataDir, 'plan-windows', { items: [{ key: 'village', startMonth: 13 }] })
    expect(await faultOf(client.rules.table({ id: 'plan-windows' }))).toMatchObject({
      code: 'rules.invalid',
      params: { id: 'plan-windows' },
    })
  })
})

describe('an office changes a rule', () => {
  it('by data: the calendar of the next letter follows, and it can be undone and taken back', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    await client.rules.saveItem({
      id: 'plan-windows',
      key: 'village',
      values: { startMonth: 2, endMonth: 3 },
    })
    await client.rules.saveItem({ id: 'plan-windows', key: 'village', values: { source: 'หนังสืออำเภอ' } })
    const window = async () => (await client.rules.table({ id: 'plan-windows' })).items[0]
    expect(await window()).toMatchObject({ startMonth: 2, endMonth: 3, source: 'หนังสืออำเภอ' })
    const changed = async () =>
      (await client.rules.list()).filter((table) => table.changed).map((table) => table.id)
    expect(await changed()).toEqual(['plan-windows'])
    await client.office.undo()
    expect((await window())?.source).not.toBe('หนังสืออำเภอ')
    await client.rules.reset({ id: 'plan-windows' })
    expect(await window()).toMatchObject({ startMonth: 1, endMonth: 2 })
    expect(await changed()).toEqual([])
  })

  it('is refused what the table cannot hold, and nothing is kept', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const save = (values: Record<string, string | number>) =>
      faultOf(client.rules.saveItem({ id: 'plan-windows', key: 'village', values }))
    expect((await save({ startMonth: 13 })).code).toBe('rules.invalid')
    expect((await save({ startMonth: 'มกราคม' })).code).toBe('rules.invalid')
    expect((await save({ key: 'x' })).code).toBe('rules.invalid')
    expect((await save({ madeUp: 1 })).code).toBe('rules.invalid')
    expect((await faultOf(client.rules.saveItem({ id: 'plan-windows', key: 'no', values: {} }))).code).toBe(
      'record.notFound',
    )
    expect((await client.rules.list()).every((table) => !table.changed)).toBe(true)
  })
})
