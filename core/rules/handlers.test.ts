import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'

afterEach(closeAll)

/** There is no command for it yet; an office's change lies in `setting`, as the readers expect it. */
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
