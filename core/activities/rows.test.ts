import { afterEach, describe, expect, it } from 'vitest'
import { activityBase, closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'

afterEach(closeAll)

describe('rows of the table of activities', () => {
  it('are recorded all at once and taken back at once', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const list = () => client.activities.list({ editionFy: activityBase.editionFy, kind: 'session' })
    const row = (subject: string) => ({
      id: null,
      fields: { ...activityBase, kind: 'session' as const, subject },
    })
    const { ids } = await client.activities.saveRows({ rows: [row('ก'), row('ข')] })
    await client.activities.saveRows({
      rows: ids.map((id, at) => ({ ...row(`ใหม่ ${at}`), id })),
    })
    expect((await list()).map((one) => one.subject).sort()).toEqual(['ใหม่ 0', 'ใหม่ 1'])
    await client.office.undo()
    expect((await list()).map((one) => one.subject).sort()).toEqual(['ก', 'ข'])
    await client.office.undo()
    expect(await list()).toEqual([])
  })

  it('are refused whole, each wrong row named', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const fields = { ...activityBase, kind: 'session' as const }
    const fault = await faultOf(
      client.activities.saveRows({
        rows: [
          { id: null, fields },
          { id: null, fields: { ...fields, tambonCode: '800301' } },
        ],
      }),
    )
    expect(fault.code).toBe('input.invalid')
    expect((fault.params.issues as { path: unknown[] }[]).map((issue) => issue.path)).toEqual([
      ['rows', 1, 'fields', 'tambonCode'],
    ])
    expect(await client.activities.list({ editionFy: fields.editionFy, kind: null })).toEqual([])
  })
})
