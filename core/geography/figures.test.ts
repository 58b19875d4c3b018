import { afterEach, describe, expect, it } from 'vitest'
import { addVillages, closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { FigureFields } from './rules.ts'

afterEach(closeAll)

const figure = (year: number, change: Partial<FigureFields> = {}): FigureFields => ({
  year,
  population: 812,
  male: 400,
  female: 412,
  households: 246,
  source: 'ทะเบียนราษฎร',
  ...change,
})
async function office() {
  const { client } = await openTestCore()
  await setUpDistrict(client)
  const ids = await addVillages(client, '800201', 2, 1)
  return { client, ids: ids as [string, string, string] }
}
const save = (client: Client, ...rows: [string, FigureFields][]) =>
  client.geography.saveFigures({
    rows: rows.map(([villageId, fields]) => ({ villageId, fields })),
    dryRun: false,
  })
const village = async (client: Client, id: string) =>
  (await client.geography.villages({ tambonCode: null })).find((row) => row.id === id)!

describe('figures by year', () => {
  it('the village shows its newest year, whichever was written last; undo takes it back', async () => {
    const { client, ids } = await office()
    await save(client, [ids[0], figure(2566, { population: 820, male: null, female: null })])
    await save(client, [ids[0], figure(2564)])
    expect(await village(client, ids[0])).toMatchObject({
      population: 820,
      households: 246,
      figureYear: 2566,
    })
    await save(client, [
      ids[0],
      figure(2566, { population: null, male: null, female: null, households: null }),
    ])
    expect(await village(client, ids[0])).toMatchObject({ population: 812, figureYear: 2564 })
    await client.office.undo()
    expect(await village(client, ids[0])).toMatchObject({ population: 820, figureYear: 2566 })
    expect(await client.geography.figureYears()).toEqual([2566, 2564])
    const rows = await client.geography.figures({ tambonCode: '800201', year: 2566 })
    expect(rows.map((row) => [row.mooNo, row.figure?.population, row.before?.population])).toEqual([
      [1, 820, 812],
      [2, undefined, undefined],
      [null, undefined, undefined],
    ])
  })

  it('add men and women up where the sum is missing, and refuse what does not add up', async () => {
    const { client, ids } = await office()
    await save(client, [ids[0], figure(2566, { population: null })])
    expect((await village(client, ids[0])).population).toBe(812)
    const fault = await faultOf(
      save(client, [ids[1], figure(2566)], [ids[0], figure(2566, { population: 900 })]),
    )
    expect(fault).toMatchObject({
      code: 'input.invalid',
      params: { issues: [{ path: ['rows', 1, 'fields', 'population'], key: 'sexSum' }] },
    })
    expect((await faultOf(save(client, [ids[0], figure(2022)]))).params.issues).toMatchObject([
      { key: 'christianYear' },
    ])
  })

  describe('and what is typed in the list of villages', () => {
    // the test's clock stands in 2565
    const typed = async (
      client: Client,
      id: string,
      change: { population?: number | null; name?: string },
    ) => {
      const { tambonName: _t, laoNames: _l, figureYear: _y, id: _id, ...fields } = await village(client, id)
      return client.geography.saveVillages({
        rows: [{ id, fields: { ...fields, ...change } }],
        dryRun: false,
      })
    }
    const of = async (client: Client, year: number) =>
      (await client.geography.figures({ tambonCode: null, year }))[0]?.figure ?? null

    it('is that of this year; an older year keeps what it had; undo takes it back', async () => {
      const { client, ids } = await office()
      await save(client, [ids[0], figure(2564)])
      expect((await typed(client, ids[0], { population: 830 })).sexCleared).toEqual({
        villages: 0,
        years: [],
      })
      expect(await of(client, 2565)).toMatchObject({
        ...{ population: 830, male: null, female: null, households: 246 },
      })
      expect(await of(client, 2564)).toMatchObject({ population: 812, male: 400, female: 412 })
      expect(await village(client, ids[0])).toMatchObject({ population: 830, figureYear: 2565 })
      await client.office.undo()
      expect(await of(client, 2565)).toBe(null)
      expect(await village(client, ids[0])).toMatchObject({ population: 812, figureYear: 2564 })
    })

    it('corrects this year, or one that is later; men and women who no longer fit go and come back', async () => {
      const { client, ids } = await office()
      for (const year of [2565, 2566]) {
        await save(client, [ids[0], figure(year)])
        expect((await typed(client, ids[0], { population: 830 })).sexCleared).toEqual({
          villages: 1,
          years: [year],
        })
        expect(await of(client, year)).toMatchObject({ population: 830, male: null, female: null })
        await client.office.undo()
        expect(await of(client, year)).toMatchObject({ population: 812, male: 400, female: 412 })
      }
      await save(client, [ids[0], figure(2566, { male: 400, female: null })])
      expect((await typed(client, ids[0], { population: 830 })).sexCleared.villages).toBe(0)
      expect(await of(client, 2566)).toMatchObject({ population: 830, male: 400 })
    })

    it('leaves the figures alone where no total changed, and erases only the newest', async () => {
      const { client, ids } = await office()
      await save(client, [ids[0], figure(2564)])
      await typed(client, ids[0], { name: 'บ้านชื่อใหม่' })
      expect(await client.geography.figureYears()).toEqual([2564])
      await typed(client, ids[0], { population: null })
      expect(await client.geography.figureYears()).toEqual([2564])
      expect(await of(client, 2564)).toMatchObject({
        ...{ population: null, male: null, female: null, households: 246 },
      })
    })
  })

  it('go with their village', async () => {
    const { client, ids } = await office()
    await save(client, [ids[0], figure(2566)])
    await client.geography.removeVillage({ id: ids[0] })
    expect(await client.geography.figureYears()).toEqual([])
    await client.office.undo()
    expect(await client.geography.figureYears()).toEqual([2566])
    await client.forums.plan({
      planFy: 2567,
      areas: [{ level: 'village', areaKey: ids[0] }],
      heldOn: null,
      again: false,
    })
    expect((await faultOf(client.geography.removeVillage({ id: ids[0] }))).code).toBe('record.inUse')
  })
})

describe('general information of an area', () => {
  it('of a village the newest year, or the one asked; who leads it, in which อปท.', async () => {
    const { client, ids } = await office()
    await save(client, [ids[0], figure(2566, { population: 820, male: 408 })], [ids[0], figure(2564)])
    await client.geography.saveLao({
      id: null,
      fields: { name: 'อบต.พรหมโลก', laoType: 'SAO', code: null, example: true },
      villages: [{ villageId: ids[0], part: true }],
    })
    const of = (year?: number) =>
      client.geography.profile({ villageId: ids[0], tambonCode: null, ...(year ? { year } : {}) })
    expect(await of()).toMatchObject({
      population: 820,
      male: 408,
      female: 412,
      households: 246,
      year: 2566,
      source: 'ทะเบียนราษฎร',
      laos: [{ name: 'อบต.พรหมโลก', part: true }],
    })
    expect(await of(2565)).toMatchObject({ population: 812, year: 2564 })
    // before any year that is known: what the list says, its year unknown
    expect(await of(2560)).toMatchObject({ population: 820, year: null, male: null })
  })

  it('of a tambon adds up the newest year and says how many villages are in it', async () => {
    const { client, ids } = await office()
    await save(
      client,
      [ids[0], figure(2566)],
      [ids[1], figure(2566, { male: null, female: null })],
      [ids[2], figure(2565)],
    )
    const found = await client.geography.profile({ villageId: null, tambonCode: '800201' })
    expect(found).toMatchObject({
      year: 2566,
      counted: 2,
      expected: 3,
      population: 1624,
      male: null,
      households: 492,
      headman: '',
    })
  })

  it('of an unknown village is none', async () => {
    const { client } = await office()
    const call = client.geography.profile({ villageId: '00000000000000000000000000', tambonCode: null })
    expect((await faultOf(call)).code).toBe('record.notFound')
  })
})

describe('coverage of อปท.', () => {
  it('is saved as cells or as a list with new อปท., in one step', async () => {
    const { client, ids } = await office()
    const { laoIds } = await client.geography.saveCoverage({
      newLaos: [
        { name: 'อบต.พรหมโลก', laoType: 'SAO', code: null, example: true },
        { name: 'ทต.พรหมโลก', laoType: 'SUBDISTRICT_MUNI', code: null, example: true },
      ],
      links: [
        { villageId: ids[0], lao: 0, cover: 'part' },
        { villageId: ids[0], lao: 1, cover: 'part' },
        { villageId: ids[1], lao: 1, cover: 'whole' },
      ],
      dryRun: false,
    })
    const coverage = async () =>
      (await client.geography.laos()).map((row) =>
        row.villages.map((one) => [ids.indexOf(one.villageId), one.part]),
      )
    expect(await coverage()).toEqual([
      [[0, true]],
      [
        [0, true],
        [1, false],
      ],
    ])
    await client.geography.saveCoverage({
      newLaos: [],
      links: [
        { villageId: ids[0], lao: laoIds[0]!, cover: 'none' },
        { villageId: ids[0], lao: laoIds[1]!, cover: 'whole' },
      ],
      dryRun: false,
    })
    expect(await coverage()).toEqual([
      [],
      [
        [0, false],
        [1, false],
      ],
    ])
    await client.office.undo()
    await client.office.undo()
    expect(await client.geography.laos()).toEqual([])
  })

  it('refuses a name that is there, a village that is not the office’s', async () => {
    const { client, ids } = await office()
    const fields = { name: 'อบต.พรหมโลก', laoType: 'SAO' as const, code: null, example: true }
    const { id } = await client.geography.saveLao({ id: null, fields, villages: [] })
    const twice = client.geography.saveCoverage({ newLaos: [fields], links: [], dryRun: false })
    expect((await faultOf(twice)).code).toBe('record.duplicate')
    const foreign = client.geography.saveCoverage({
      newLaos: [],
      links: [{ villageId: '00000000000000000000000000', lao: id, cover: 'whole' }],
      dryRun: false,
    })
    expect((await faultOf(foreign)).code).toBe('record.notFound')
    await client.geography.saveCoverage({
      newLaos: [],
      links: [{ villageId: ids[0], lao: id, cover: 'whole' }],
      dryRun: false,
    })
    await client.geography.removeLao({ id })
    expect((await village(client, ids[0])).laoNames).toEqual([])
  })
})
