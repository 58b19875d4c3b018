import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { VillageFields } from './rules.ts'

afterEach(closeAll)

const fields = (mooNo: number | null, name: string, change: Partial<VillageFields> = {}): VillageFields => ({
  kind: mooNo === null ? 'community' : 'village',
  tambonCode: '800201',
  mooNo,
  name,
  officialCode: null,
  population: null,
  households: null,
  headmanName: '',
  example: true,
  ...change,
})
const rows = (...list: VillageFields[]) => list.map((one) => ({ id: null, fields: one }))

async function office() {
  const made = await openTestCore()
  await setUpDistrict(made.client)
  return made.client
}

describe('villages', () => {
  it('are saved as one step and listed by tambon, kind and moo', async () => {
    const client = await office()
    await client.geography.saveVillages({
      rows: rows(
        fields(null, 'ชุมชนตลาด'),
        fields(10, 'บ้านปลายอวน'),
        fields(2, 'บ้านนอกท่า'),
        fields(1, 'บ้านในเขียว', { tambonCode: '800202' }),
      ),
      dryRun: false,
    })
    const all = await client.geography.villages({ tambonCode: null })
    expect(all.map((row) => [row.tambonName, row.mooNo, row.name])).toEqual([
      ['พรหมโลก', 2, 'บ้านนอกท่า'],
      ['พรหมโลก', 10, 'บ้านปลายอวน'],
      ['พรหมโลก', null, 'ชุมชนตลาด'],
      ['บ้านเกาะ', 1, 'บ้านในเขียว'],
    ])
    expect((await client.geography.ownTambons()).map((tambon) => tambon.villages)).toEqual([3, 1, 0, 0, 0])
    await client.office.undo()
    expect(await client.geography.villages({ tambonCode: null })).toEqual([])
  })

  it('are checked as a whole: a foreign tambon and a double moo name their rows, nothing is written', async () => {
    const client = await office()
    const fault = await faultOf(
      client.geography.saveVillages({
        rows: rows(fields(1, 'บ้านหนึ่ง'), fields(1, 'บ้านหนึ่งอีก'), fields(3, 'บ้านไกล', { tambonCode: '800301' })),
        dryRun: false,
      }),
    )
    expect(fault).toMatchObject({
      code: 'input.invalid',
      params: {
        issues: [
          { path: ['rows', 2, 'fields', 'tambonCode'], key: 'foreignTambon' },
          { path: ['rows', 1, 'fields', 'mooNo'], key: 'mooTwice' },
        ],
      },
    })
    expect(await client.geography.villages({ tambonCode: null })).toEqual([])
  })

  it('try without writing', async () => {
    const client = await office()
    const tried = await client.geography.saveVillages({ rows: rows(fields(1, 'บ้านหนึ่ง')), dryRun: true })
    expect(tried.ids).toHaveLength(1)
    expect(await client.geography.villages({ tambonCode: null })).toEqual([])
    expect((await client.office.undoState()).undo).toBeNull()
  })

  it('may change numbers with each other', async () => {
    const client = await office()
    const { ids } = await client.geography.saveVillages({
      rows: rows(fields(1, 'บ้านเอ'), fields(2, 'บ้านบี')),
      dryRun: false,
    })
    await client.geography.saveVillages({
      rows: [
        { id: ids[0]!, fields: fields(2, 'บ้านเอ') },
        { id: ids[1]!, fields: fields(1, 'บ้านบี') },
      ],
      dryRun: false,
    })
    expect((await client.geography.villages({ tambonCode: '800201' })).map((row) => row.name)).toEqual([
      'บ้านบี',
      'บ้านเอ',
    ])
    await client.office.undo()
    expect((await client.geography.villages({ tambonCode: '800201' })).map((row) => row.name)).toEqual([
      'บ้านเอ',
      'บ้านบี',
    ])
  })

  it.each([
    ['empty name', fields(1, ' '), 'name'],
    ['moo 0', fields(0, 'บ้าน'), 'mooNo'],
    ['village without moo', fields(null, 'บ้าน', { kind: 'village' }), 'mooNo'],
    ['negative population', fields(1, 'บ้าน', { population: -1 }), 'population'],
    ['half a household', fields(1, 'บ้าน', { households: 1.5 }), 'households'],
    ['bad code', fields(1, 'บ้าน', { tambonCode: '80' }), 'tambonCode'],
  ])('refuse %s', async (_name, bad, column) => {
    const client = await office()
    const fault = await faultOf(client.geography.saveVillages({ rows: rows(bad), dryRun: false }))
    expect(fault.code).toBe('input.invalid')
    expect((fault.params.issues as { path: unknown[] }[])[0]?.path.at(-1)).toBe(column)
  })

  it('stay while a local authority is linked to them', async () => {
    const client = await office()
    const { ids } = await client.geography.saveVillages({
      rows: rows(fields(1, 'บ้านเอ'), fields(2, 'บ้านบี')),
      dryRun: false,
    })
    const lao = { name: 'อบต.พรหมโลก', laoType: 'SAO' as const, code: null, example: true }
    const { id } = await client.geography.saveLao({
      id: null,
      fields: lao,
      villages: [
        { villageId: ids[0]!, part: false },
        { villageId: ids[1]!, part: true },
      ],
    })
    expect((await client.geography.villages({ tambonCode: null }))[0]?.laoNames).toEqual(['อบต.พรหมโลก'])
    expect((await faultOf(client.geography.removeVillage({ id: ids[0]! }))).code).toBe('record.inUse')
    await client.geography.saveLao({ id, fields: lao, villages: [{ villageId: ids[1]!, part: false }] })
    expect((await client.geography.laos())[0]?.villages).toEqual([{ villageId: ids[1], part: false }])
    await client.geography.removeVillage({ id: ids[0]! })
    expect((await client.geography.villages({ tambonCode: null })).map((row) => row.name)).toEqual(['บ้านบี'])
    expect(
      (
        await faultOf(
          client.geography.saveLao({
            id: null,
            fields: lao,
            villages: [{ villageId: '0'.repeat(26), part: false }],
          }),
        )
      ).code,
    ).toBe('record.notFound')
  })
})
