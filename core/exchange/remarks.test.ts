import { join } from 'node:path'
import Database from 'better-sqlite3'
import { getTableColumns, getTableName } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf } from '../../tests/support/core.ts'
import {
  answer,
  bringIn,
  handIn,
  idOf,
  type Made,
  makePlans,
  type Office,
  openDistrict,
  openProvince,
  removeFolders,
  rowsIn,
  seedOthers,
} from '../../tests/support/packages.ts'
import { sameValue } from '../kernel/same-value.ts'
import { recordTypes } from './records.ts'
import { isFieldValue, isProposable, standingOf } from './remark-rules.ts'

afterEach(async () => {
  await closeAll()
  removeFolders()
})

const value = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom('', 'ก', 'ข'),
  fc.array(fc.record({ group: fc.constantFrom('people', 'lao'), persons: fc.integer({ min: 0, max: 2 }) }), {
    maxLength: 2,
  }),
)

describe('how a proposal stands', () => {
  it('is clean, same or a conflict, and nothing else', () => {
    fc.assert(
      fc.property(value, value, value, (handedIn, proposed, own) => {
        const standing = standingOf({ field: 'x', handedIn, proposed }, own)
        const eq = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
        expect(standing).toBe(eq(own, proposed) ? 'same' : eq(own, handedIn) ? 'clean' : 'conflict')
      }),
      { numRuns: 2000 },
    )
  })
  it('is none without a field or a record', () => {
    expect(standingOf({ field: '', handedIn: null, proposed: null }, null)).toBe('none')
    expect(standingOf({ field: 'name', handedIn: 'ก', proposed: 'ข' }, undefined)).toBe('none')
  })
  it('does not ask in which order keys stand', () => {
    expect(sameValue({ a: 1, b: [{ c: 2, d: null }] }, { b: [{ d: null, c: 2 }], a: 1 })).toBe(true)
    expect(sameValue([1, 2], [2, 1])).toBe(false)
    expect(sameValue([], {})).toBe(false)
    expect(sameValue([1], [1, null])).toBe(false)
    expect(sameValue(0, '')).toBe(false)
    expect(sameValue(undefined, null)).toBe(true)
  })
  it('takes no value that is no plain data, too deep or too long', () => {
    expect(isFieldValue([{ group: 'people', persons: 3 }])).toBe(true)
    let deep: unknown = 1
    for (let at = 0; at < 100_000; at += 1) deep = [deep]
    expect(isFieldValue(deep)).toBe(false)
    expect(isFieldValue('ก'.repeat(300_000))).toBe(false)
    expect(isFieldValue(Array.from({ length: 100_000 }, () => 1))).toBe(false)
    expect(isFieldValue(() => 1)).toBe(false)
    expect(isFieldValue(Number.NaN)).toBe(false)
  })
})

type Play = { district: Office; province: Office; made: Made; packageId: string }

async function handedIn(): Promise<Play> {
  const district = await openDistrict()
  const province = await openProvince()
  const made = await makePlans(district.client)
  seedOthers(district, made)
  const { packageId } = await bringIn(province, await handIn(district))
  return { district, province, made, packageId }
}

const blank = { id: null, recordType: '', rowId: null, unit: '', field: '', text: '' }
const remarks = (office: Office, direction: 'made' | 'got' = 'got') =>
  office.client.exchange.remarks({ direction })

/** Requests straight into the file, as a return brings them; `packageId` of a return that was taken in. */
function putRequests(
  office: Office,
  packageId: string,
  rows: { recordType: string; rowId: string; field: string; handedIn: unknown; proposed: unknown }[],
): string[] {
  const db = new Database(join(office.dataDir, 'office.sqlite'))
  try {
    db.prepare('DELETE FROM remark').run()
    return rows.map((row, at) => {
      const id = idOf(`request ${at} ${JSON.stringify(row)}`)
      db.prepare(
        `INSERT INTO remark (id, officeId, direction, packageId, recordType, rowId, dated, field, handedIn, proposed)
         VALUES (?, ?, 'got', ?, ?, ?, '2022-07-15', ?, ?, ?)`,
      ).run(
        ...[id, office.officeId, packageId, row.recordType, row.rowId, row.field],
        ...[JSON.stringify(row.handedIn), JSON.stringify(row.proposed)],
      )
      return id
    })
  } finally {
    db.close()
  }
}

describe('asking for a correction', () => {
  it('refuses what is not in the package, what is no field, what cannot be and what says nothing', async () => {
    const { province, made, packageId } = await handedIn()
    const rowId = made.villageIds[0] ?? ''
    const village = { ...blank, packageId, recordType: 'village', rowId }
    const save = (about: object) => province.client.exchange.saveRemark({ ...village, ...about })
    const issueOf = async (about: object) => {
      const { code, params } = await faultOf(save(about))
      expect(code).toBe('input.invalid')
      return (params.issues as { path: string[]; key: string }[])[0]
    }
    expect(await faultOf(save({ rowId: idOf('none'), text: 'ก' }))).toMatchObject({ code: 'record.notFound' })
    expect(await faultOf(save({ recordType: 'forum', text: 'ก' }))).toMatchObject({ code: 'record.notFound' })
    expect(await faultOf(save({ recordType: 'staff', text: 'ก' }))).toMatchObject({ code: 'record.notFound' })
    expect(await faultOf(save({ packageId: idOf('none'), text: 'ก' }))).toMatchObject({
      code: 'record.notFound',
    })
    expect(await issueOf({})).toMatchObject({ path: ['text'], key: 'required' })
    expect(await issueOf({ field: 'colour', proposed: 1 })).toMatchObject({ path: ['field'] })
    expect(await issueOf({ field: 'id', proposed: rowId })).toMatchObject({ path: ['field'] })
    expect(await issueOf({ field: 'population' })).toMatchObject({ path: ['proposed'], key: 'required' })
    expect(await issueOf({ field: 'population', proposed: -1 })).toMatchObject({
      path: ['proposed'],
      key: 'negative',
    })
    expect(await issueOf({ field: 'population', proposed: 'มาก' })).toMatchObject({ path: ['proposed'] })
    const { id } = await save({ field: 'population', proposed: 7 })
    expect(await faultOf(save({ field: 'population', proposed: 8 }))).toMatchObject({
      code: 'record.duplicate',
    })
    await save({ id, field: 'population', proposed: 8, text: 'แก้แล้ว' })
    expect(await remarks(province, 'made')).toMatchObject([{ id, proposed: 8, handedIn: 100, text: 'แก้แล้ว' }])
    await province.client.exchange.removeRemark({ id })
    expect(await remarks(province, 'made')).toEqual([])
    await province.client.office.undo()
    expect(await remarks(province, 'made')).toHaveLength(1)
    // what is empty may be asked to be filled, what is filled to be emptied
    await save({ field: 'officialCode', proposed: null })
    expect((await remarks(province, 'made')).find((row) => row.field === 'officialCode')).toMatchObject({
      ...{ proposed: null, handedIn: null, standing: 'same' },
    })
  })
})

describe('settling', () => {
  /** A district that has taken in a return without requests. */
  async function withReturn(): Promise<Play & { returnId: string }> {
    const play = await handedIn()
    const { province, packageId, district } = play
    await province.client.exchange.decide({ packageId, decision: 'returned', reasons: 'แก้ไข' })
    const { packageId: returnId } = await bringIn(district, await answer(province, packageId))
    return { ...play, returnId }
  }
  const read = (office: Office, table: string, id: string) =>
    rowsIn(office.dataDir, table).find((row) => row.id === id) as Record<string, unknown>

  it('of random values: what was chosen stands, nothing else is touched, undo brings all back', async () => {
    const { district, made, returnId } = await withReturn()
    const [one = '', two = ''] = made.villageIds
    const number = fc.integer({ min: 1, max: 4 })
    const request = fc.record({
      at: fc.constantFrom(...[one, two].flatMap((id) => [`${id} population`, `${id} households`])),
      handedIn: number,
      proposed: number,
      choice: fc.constantFrom('taken' as const, 'kept' as const, 'done' as const),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(request, { selector: (row) => row.at, minLength: 1, maxLength: 4 }),
        fc.array(number, { minLength: 4, maxLength: 4 }),
        async (requests, own) => {
          const villages = rowsIn(district.dataDir, 'village') as never[]
          await district.client.geography.saveVillages({
            rows: [one, two].map((id, at) => {
              const {
                officeId: _o,
                id: _i,
                ...row
              } = villages.find((row: { id: string }) => row.id === id) as unknown as Record<string, never>
              return {
                id,
                fields: {
                  ...row,
                  population: own[at * 2],
                  households: own[at * 2 + 1],
                  example: true,
                } as never,
              }
            }),
            dryRun: false,
          })
          const ids = putRequests(
            district,
            returnId,
            requests.map(({ at, handedIn: from, proposed }) => {
              const [rowId = '', field = ''] = at.split(' ')
              return { recordType: 'village', rowId, field, handedIn: from, proposed }
            }),
          )
          const before = [read(district, 'village', one), read(district, 'village', two)]
          const ownOf = (at: string) => {
            const [rowId, field = ''] = at.split(' ')
            return before.find((row) => row.id === rowId)?.[field]
          }
          const lines = new Map((await remarks(district)).map((line) => [line.id, line]))
          requests.forEach((row, at) => {
            const mine = ownOf(row.at)
            expect(lines.get(ids[at] ?? '')).toMatchObject({
              own: mine,
              standing: mine === row.proposed ? 'same' : mine === row.handedIn ? 'clean' : 'conflict',
            })
          })
          await district.client.exchange.settleRemarks({
            items: requests.map(({ choice }, at) => ({ id: ids[at] ?? '', choice })),
          })
          const wanted = structuredClone(before)
          for (const { at, proposed, choice } of requests) {
            const [rowId, field = ''] = at.split(' ')
            const row = wanted.find((village) => village.id === rowId)
            if (choice === 'taken' && row) row[field] = proposed
          }
          expect([read(district, 'village', one), read(district, 'village', two)]).toEqual(wanted)
          const settled = rowsIn(district.dataDir, 'remark')
          requests.forEach((row, at) => {
            expect(settled.find(({ id }) => id === ids[at])).toMatchObject({
              ...{ state: row.choice, ownValue: JSON.stringify(ownOf(row.at)), settledOn: '2022-07-15' },
              ...{ proposed: JSON.stringify(row.proposed), handedIn: JSON.stringify(row.handedIn) },
            })
          })
          await district.client.office.undo()
          expect([read(district, 'village', one), read(district, 'village', two)]).toEqual(before)
          expect(rowsIn(district.dataDir, 'remark').map((row) => [row.state, row.ownValue])).toEqual(
            requests.map(() => ['open', null]),
          )
        },
      ),
      { numRuns: 25 },
    )
  })

  it('writes every field by the rules of its own room, or says why not', async () => {
    const { district, returnId } = await withReturn()
    const outcome: Record<string, string> = {}
    for (const type of recordTypes) {
      const rows = mirrored(district, type)
      const row = rows[0]
      if (!row) continue
      for (const field of Object.keys(type.row.shape)) {
        if (!isProposable(type, field)) continue
        const shape = type.row.shape[field] as {
          safeParse(value: unknown): { success: boolean; data?: unknown }
        }
        const proposed = candidates(row[field]).find(
          (one) => shape.safeParse(one).success && !sameValue(shape.safeParse(one).data, row[field]),
        )
        if (proposed === undefined) continue
        const [id = ''] = putRequests(district, returnId, [
          { recordType: type.name, rowId: row.id, field, handedIn: row[field] ?? null, proposed },
        ])
        const name = `${type.name}.${field}`
        try {
          await district.client.exchange.settleRemarks({ items: [{ id, choice: 'taken' }] })
          const [line] = await remarks(district)
          outcome[name] = line?.standing === 'same' ? 'taken' : `lost: ${JSON.stringify(line?.own)}`
          await district.client.office.undo()
        } catch (error) {
          outcome[name] = (error as { data?: { code?: string } }).data?.code ?? String(error)
        }
      }
    }
    const said = new Set([
      'taken',
      'remark.byHand',
      'input.invalid',
      'plan.adopted',
      'report.signed',
      'forum.nobody',
    ])
    expect(Object.entries(outcome).filter(([, what]) => !said.has(what))).toEqual([])
    for (const name of [
      'village.name',
      'forum.place',
      'activity.place',
      'project.works',
      'fate.amount',
      'person.lastName',
    ])
      expect([name, outcome[name]]).toEqual([name, 'taken'])
    // what the room leaves away is not called taken
    for (const name of ['duty.doneOn', 'activity.partnerName', 'holding.endReason'])
      expect([name, outcome[name]]).toEqual([name, 'remark.byHand'])
  })

  it('of one that fails leaves all as it was, and says which', async () => {
    const { district, made, returnId } = await withReturn()
    const [one = '', two = ''] = made.villageIds
    const [good = '', bad = ''] = putRequests(district, returnId, [
      { recordType: 'village', rowId: one, field: 'population', handedIn: 100, proposed: 9 },
      // the number of the other village
      { recordType: 'village', rowId: two, field: 'mooNo', handedIn: 2, proposed: 1 },
    ])
    const before = rowsIn(district.dataDir, 'village')
    const fault = await faultOf(
      district.client.exchange.settleRemarks({
        items: [
          { id: good, choice: 'taken' },
          { id: bad, choice: 'taken' },
        ],
      }),
    )
    expect(fault).toMatchObject({ code: 'input.invalid', params: { issues: [{ key: 'mooTwice' }] } })
    expect((fault.params.issues as { path: unknown[] }[])[0]?.path.slice(0, 2)).toEqual(['items', 1])
    expect(rowsIn(district.dataDir, 'village')).toEqual(before)
    expect((await remarks(district)).map((row) => row.state)).toEqual(['open', 'open'])
    expect(
      await faultOf(
        district.client.exchange.settleRemarks({ items: [{ id: idOf('none'), choice: 'done' }] }),
      ),
    ).toMatchObject({ code: 'record.notFound' })
  })

  it('takes money and names into the draft of a plan, a row of 0 baht and a record that is gone', async () => {
    const { district, made, returnId } = await withReturn()
    const planId = (
      await district.client.plans.open({
        level: 'village',
        areaKey: made.villageIds[0] ?? '',
        planFy: 2567,
        edition: 'correction',
      })
    ).id
    const rows = (table: string) => rowsIn(district.dataDir, table) as Record<string, never>[]
    const old = rows('planEntry').filter((row) => row.planId === made.villagePlanId)
    const budget = rows('entryBudget').find((row) => row.entryId === old[0]?.id)
    const gone = rows('entryBudget').find((row) => row.entryId === old[1]?.id && row.fiscalYear === 2568)
    const projectId = old[0]?.projectId ?? ''
    const ids = putRequests(district, returnId, [
      {
        recordType: 'entryBudget',
        rowId: budget?.id ?? '',
        field: 'amount',
        handedIn: 120_000_000,
        proposed: 5_000,
      },
      {
        recordType: 'entryBudget',
        rowId: gone?.id ?? '',
        field: 'amount',
        handedIn: 20_000_000,
        proposed: 0,
      },
      {
        recordType: 'project',
        rowId: projectId,
        field: 'name',
        handedIn: old[0]?.name,
        proposed: 'ถนนสายใหม่',
      },
      { recordType: 'village', rowId: idOf('none'), field: 'name', handedIn: 'ก', proposed: 'ข' },
    ])
    expect((await remarks(district)).map((row) => row.standing)).toEqual(
      (await remarks(district)).map((row) => (row.recordType === 'village' ? 'none' : 'clean')),
    )
    expect(
      await faultOf(
        district.client.exchange.settleRemarks({ items: [{ id: ids[3] ?? '', choice: 'taken' }] }),
      ),
    ).toMatchObject({ code: 'remark.recordGone' })
    await district.client.exchange.settleRemarks({
      items: ids.slice(0, 3).map((id) => ({ id, choice: 'taken' as const })),
    })
    const plan = await district.client.plans.get({ id: planId })
    expect(plan.rows.map((row) => [row.name, row.budgets])).toEqual([
      ['ถนนสายใหม่', [{ fiscalYear: 2567, amount: 5_000 }]],
      ['ขุดลอกคลองสายกลาง', [{ fiscalYear: 2567, amount: 30_000_050 }]],
    ])
    // the adopted one stands as it was adopted
    const adopted = await district.client.plans.get({ id: made.villagePlanId })
    expect(adopted.rows[0]).toMatchObject({ name: 'ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 1' })
    await district.client.office.undo()
    expect((await district.client.plans.get({ id: planId })).rows[0]).toMatchObject({
      ...{ name: 'ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 1', budgets: [{ fiscalYear: 2567, amount: 120_000_000 }] },
    })
  })
})

/** Values that differ from one, of all shapes that fields have. */
function candidates(now: unknown): unknown[] {
  if (typeof now === 'boolean') return [!now]
  if (typeof now === 'number') return [now + 1, now - 1, now * 2]
  return ['2022-03-10', 'ข้อความใหม่', '09.45', 3, true, [], null, ['ข้อ ๑']]
}

/** Own rows of a record type as they are read. */
function mirrored(
  office: Office,
  type: (typeof recordTypes)[number],
): ({ id: string } & Record<string, unknown>)[] {
  const columns = getTableColumns(type.table) as Record<
    string,
    { mapFromDriverValue(value: unknown): unknown }
  >
  return rowsIn(office.dataDir, getTableName(type.table), office.officeId)
    .map(
      (row) =>
        Object.fromEntries(
          Object.entries(row).map(([key, one]) => [
            key,
            one === null ? null : (columns[key]?.mapFromDriverValue(one) ?? one),
          ]),
        ) as { id: string } & Record<string, unknown>,
    )
    .filter((row) => type.holds?.(row) !== false)
}
