import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import { ownFields, ownRowSchema, ownRowValues } from './own-rows.ts'
import { ruleTableIds } from './rules.ts'

afterEach(closeAll)

const fieldsOf = (id: string) => ownFields(id) ?? []
/** What a person fills in, field by field, of the first choice where there is one. */
const filled = (id: string, change: Record<string, string | number | boolean | string[] | null> = {}) => ({
  ...Object.fromEntries(
    fieldsOf(id).map(({ name, kind, options, minimum }) => [
      name,
      {
        text: 'คณะทำงานลุ่มน้ำ',
        number: minimum ?? 1,
        yesNo: true,
        choice: options[0] ?? 'tambonCommittee',
        choices: options.slice(0, 1),
        words: ['นายทะเบียน', ' '],
        date: '2022-12-30',
      }[kind],
    ]),
  ),
  ...change,
})
const keysOf = (id: string, change: Record<string, string | number | boolean | string[] | null>) =>
  ownRowSchema(fieldsOf(id))
    .safeParse(filled(id, change))
    .error?.issues.map((issue) => [issue.path.join('.'), issue.message])

describe('a row of the office’s own', () => {
  it.each(ruleTableIds.filter((id) => ownFields(id) !== null))(
    'in %s: the form fits the table',
    async (id) => {
      const { client } = await openTestCore()
      await setUpDistrict(client)
      const fields = fieldsOf(id)
      expect(fields.length).toBeGreaterThan(2)
      const row = filled(id)
      expect(ownRowSchema(fields).safeParse(row).success).toBe(true)
      const { key } = await client.rules.addItem({ id, values: ownRowValues(id, fields, row) })
      const read = async () => (await client.rules.table({ id })).items.find((item) => item.key === key)
      expect(await read()).toMatchObject({ source: 'คณะทำงานลุ่มน้ำ' })
      expect((await read())?.name).not.toBe(key)

      // What may be empty can be emptied again.
      const empty = Object.fromEntries(
        fields
          .filter(({ required }) => !required)
          .map(({ name, kind }) => [name, kind === 'yesNo' ? false : null]),
      )
      const values = ownRowValues(id, fields, { ...row, ...empty })
      await client.rules.saveItem({ id, key, values })
      expect(Object.hasOwn((await read()) ?? {}, 'source')).toBe(false)
      await client.rules.removeItem({ id, key })
      expect(await read()).toBeUndefined()
      await client.office.undo({})
      expect(await read()).toBeDefined()
    },
  )

  it('says at the field what is wrong', () => {
    expect(keysOf('bodies', { name: '' })).toEqual([['name', 'required']])
    expect(keysOf('bodies', { minimum: 0 })).toEqual([['minimum', 'belowLeast']])
    expect(keysOf('bodies', { minimum: 1.5, maximum: 501 })).toEqual([
      ['minimum', 'notWhole'],
      ['maximum', 'tooMany'],
    ])
    expect(keysOf('bodies', { nameTemplate: 'คณะทำงาน ตำบล{{tambom}}' })).toEqual([
      ['nameTemplate', 'placeTag'],
    ])
    expect(keysOf('seat-templates', { post: 'กำนันตำบล{{tambon}', count: null })).toEqual([
      ['post', 'placeTag'],
      ['count', 'required'],
    ])
    expect(keysOf('seat-templates', { post: 'กำนันตำบล{{tambon}}' })).toBeUndefined()
  })

  it('is not taken by a table that only the program reads', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const values = { name: 'ก', text: 'ก', keywords: ['ก'], activityKind: null }
    expect((await faultOf(client.rules.addItem({ id: 'duty-kinds', values }))).code).toBe('rules.invalid')
    expect((await faultOf(client.rules.addItem({ id: 'nothing', values }))).code).toBe('record.notFound')
  })
})
