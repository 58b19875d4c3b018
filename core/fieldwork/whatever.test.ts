import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, entry } from '../../tests/support/core.ts'
import {
  bringIn,
  giveReference,
  handInWork,
  makePlans,
  openDistrict,
  openLaptop,
  planFy,
  removeFolders,
  rowsIn,
  seedOthers,
} from '../../tests/support/packages.ts'
import '../../tests/support/properties.ts'
import type { Client } from '../contract.ts'

afterEach(async () => {
  await closeAll()
  removeFolders()
})

const tambon = '800201'
const nextFy = planFy + 1

/** What a person of either office does; `at` counts the rows that were there at first. */
type Doing =
  | { what: 'rename'; at: number; word: string }
  | { what: 'amount'; at: number; amount: number }
  | { what: 'remove'; at: number }
  | { what: 'add'; word: string; amount: number }
  | { what: 'village'; at: number; field: 'name' | 'officialCode'; word: string }

const word = fc.constantFrom('ถนน', 'ฝาย', 'ศาลา')
const amount = fc.constantFrom(100, 200, 300)
const at = fc.integer({ min: 0, max: 3 })
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('rename' as const), at, word }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('amount' as const), at, amount }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('remove' as const), at }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('add' as const), word, amount }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('village' as const),
      at: fc.integer({ min: 0, max: 1 }),
      field: fc.constantFrom('name' as const, 'officialCode' as const),
      word,
    }),
  },
)

type Entry = { name: string; amount: number }
type State = {
  entries: Map<string, Entry>
  villages: Map<string, { name: string; officialCode: string | null }>
}

async function act(
  client: Client,
  planId: string,
  first: readonly string[],
  villages: readonly string[],
  side: string,
  doings: readonly Doing[],
) {
  for (const one of doings) {
    const { rows } = await client.plans.get({ id: planId })
    const save = (changed: object, removed: string[] = []) =>
      client.plans.saveEntries({ planId, rows: [], removed, order: [], dryRun: false, ...changed })
    if (one.what === 'add') {
      const fields = {
        ...entry(`${one.word} ใหม่ ${side}`, nextFy, one.amount),
        sourceRef: '',
        sourceCode: '',
      }
      await save({ rows: [{ id: null, fields }] })
      continue
    }
    if (one.what === 'village') {
      const id = villages[one.at]!
      const found = (await client.geography.villages({ tambonCode: tambon })).find((row) => row.id === id)!
      const code = one.word === 'ถนน' ? '80020101' : '80020102'
      const value = one.field === 'name' ? `บ้าน${one.word}` : code
      await client.geography.saveVillages({
        rows: [{ id, fields: { ...found, [one.field]: value } }],
        dryRun: false,
      })
      continue
    }
    const row = rows.find(({ id }) => id === first[one.at])
    if (!row) continue
    if (one.what === 'remove') await save({}, [row.id])
    else {
      const now = { name: row.name, amount: row.budgets[0]?.amount ?? 0 }
      const next = one.what === 'rename' ? { ...now, name: one.word } : { ...now, amount: one.amount }
      const fields = { ...entry(next.name, nextFy, next.amount), sourceRef: '', sourceCode: '' }
      await save({ rows: [{ id: row.id, fields }] })
    }
  }
}

async function look(client: Client, planId: string): Promise<State> {
  const { rows } = await client.plans.get({ id: planId })
  const villages = await client.geography.villages({ tambonCode: tambon })
  return {
    entries: new Map(rows.map(({ id, name, budgets }) => [id, { name, amount: budgets[0]?.amount ?? 0 }])),
    villages: new Map(villages.map(({ id, name, officialCode }) => [id, { name, officialCode }])),
  }
}

/** The model: one value three ways, and one thing with all that belongs to it. */
function pick<T>(base: T, theirs: T, ours: T, choice: 'theirs' | 'ours'): T {
  if (theirs === base) return ours
  if (ours === base || theirs === ours) return theirs
  return choice === 'theirs' ? theirs : ours
}
function model(base: State, theirs: State, ours: State, choice: 'theirs' | 'ours'): State {
  const same = (a: Entry, b: Entry) => a.name === b.name && a.amount === b.amount
  const entries = new Map<string, Entry>()
  for (const id of new Set([...theirs.entries.keys(), ...ours.entries.keys()])) {
    const [b, t, o] = [base.entries.get(id), theirs.entries.get(id), ours.entries.get(id)]
    if (b === undefined) entries.set(id, (t ?? o)!)
    else if (t && o)
      entries.set(id, {
        name: pick(b.name, t.name, o.name, choice),
        amount: pick(b.amount, t.amount, o.amount, choice),
      })
    else if (o && !same(b, o) && choice === 'ours') entries.set(id, o)
    else if (t && !same(b, t) && choice === 'theirs') entries.set(id, t)
  }
  const villages = new Map(
    [...ours.villages].map(([id, o]) => {
      const [b, t] = [base.villages.get(id)!, theirs.villages.get(id)!]
      return [
        id,
        {
          name: pick(b.name, t.name, o.name, choice),
          officialCode: pick(b.officialCode, t.officialCode, o.officialCode, choice),
        },
      ]
    }),
  )
  return { entries, villages }
}

/** Every row of every table but the history and what is derived. */
function dump(dataDir: string): Record<string, unknown[]> {
  const db = new Database(join(dataDir, 'office.sqlite'), { readonly: true })
  const names = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[]
  db.close()
  const skip = /^(sqlite_|audit$|change$|meta$|draft$|project(Facts|Dirty|Text))/u
  return Object.fromEntries(
    names.filter((name) => !skip.test(name)).map((name) => [name, rowsIn(dataDir, name)]),
  )
}
const withoutCounter = (rows: Record<string, unknown[]>) =>
  JSON.parse(JSON.stringify(rows, (key, value) => (key === 'n' ? undefined : value))) as Record<
    string,
    unknown[]
  >
const sorted = (rows: Record<string, unknown[]>) =>
  Object.fromEntries(
    Object.entries(withoutCounter(rows)).map(([name, list]) => [
      name,
      list.map((row) => JSON.stringify(row)).sort(),
    ]),
  )

describe('whatever a laptop and its district do', () => {
  it('after everything is accepted the district has the merge of both, nothing else changed, and undo gives all back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(doing, { minLength: 2, maxLength: 7 }),
        fc.array(doing, { minLength: 2, maxLength: 7 }),
        fc.constantFrom('theirs' as const, 'ours' as const),
        async (there, here, choice) => {
          const district = await openDistrict()
          const made = await makePlans(district.client)
          seedOthers(district, made)
          const village = made.villageIds[1]!
          const { id: planId } = await district.client.plans.open({
            level: 'village',
            areaKey: village,
            planFy: nextFy,
            edition: 'first',
          })
          const { ids } = await district.client.plans.saveEntries({
            planId,
            rows: [1, 2, 3, 4].map((no) => ({
              id: null,
              fields: { ...entry(`โครงการ ${no}`, nextFy, no), sourceRef: '', sourceCode: '' },
            })),
            removed: [],
            order: [],
            dryRun: false,
          })
          const laptop = await openLaptop(await giveReference(district, [tambon]))
          const base = await look(district.client, planId)
          await act(laptop.client, planId, ids, made.villageIds, 'สนาม', there)
          await act(district.client, planId, ids, made.villageIds, 'อำเภอ', here)
          const theirs = await look(laptop.client, planId)
          const ours = await look(district.client, planId)
          await bringIn(district, await handInWork(laptop))
          const { packageId } = (await district.client.fieldwork.works())[0]!
          const work = await district.client.fieldwork.work({ packageId })
          const units = work.byUnit.map(({ unit }) => unit)
          const choices = []
          for (const unit of units) {
            for (const { recordType, rowId, fields } of await district.client.fieldwork.unit({
              packageId,
              unit,
            })) {
              for (const { field, state } of fields)
                if (state === 'conflict') choices.push({ recordType, rowId, field, choice })
            }
          }
          const before = dump(district.dataDir)
          await district.client.fieldwork.accept({ packageId, units, choices })
          const result = await look(district.client, planId)
          const wanted = model(base, theirs, ours, choice)
          const plain = (state: State) => ({
            entries: [...state.entries].sort(([a], [b]) => (a < b ? -1 : 1)),
            villages: [...state.villages].sort(([a], [b]) => (a < b ? -1 : 1)),
          })
          expect(plain(result)).toEqual(plain(wanted))
          const ranks = (await district.client.plans.get({ id: planId })).rows.map(({ rank }) => rank)
          expect(new Set(ranks).size).toBe(ranks.length)

          // nothing else changed
          const after = dump(district.dataDir)
          const touched = [
            'village',
            'project',
            'planEntry',
            'entryBudget',
            'packageRow',
            'packageIn',
            'workDecision',
            'mergeChoice',
          ]
          for (const [name, rows] of Object.entries(before))
            if (!touched.includes(name)) expect(after[name]).toEqual(rows)
          const others = (rows: Record<string, unknown[]>) =>
            (rows.planEntry as { planId: string }[]).filter((row) => row.planId !== planId)
          expect(others(after)).toEqual(others(before))
          const everyProject = new Set(
            (after.planEntry as { projectId: string }[]).map((row) => row.projectId),
          )
          for (const { id } of after.project as { id: string }[]) expect(everyProject).toContain(id)

          // compared again nothing is left to say
          expect((await district.client.fieldwork.works())[0]).toMatchObject({
            waiting: 0,
            conflicts: 0,
            state: 'accepted',
          })
          await district.client.office.undo()
          expect(sorted(dump(district.dataDir))).toEqual(sorted(before))
          await closeAll()
          removeFolders()
        },
      ),
      { numRuns: 8 },
    )
  }, 180_000)
})
