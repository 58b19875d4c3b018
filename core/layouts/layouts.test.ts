import { readdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import tables from '../../resources/papers/wording/tables.json' with { type: 'json' }
import {
  addVillages,
  closeAll,
  faultOf,
  finish,
  makePlan,
  openTestCore,
  resourcesDir,
  setUpDistrict,
  type TestCore,
} from '../../tests/support/core.ts'
import { tableLayout } from '../papers/engine/layout.ts'
import { loadPaperResources } from '../papers/engine/resources.ts'
import type { LayoutDetail } from './contract.ts'
import { checkLayout, inputOf, layoutOf, newColumn, tableFacts } from './rules.ts'

afterEach(closeAll)

const builtIn = loadPaperResources(resourcesDir)
const ids = readdirSync(path.join(resourcesDir, 'papers/layouts')).map((name) => name.slice(0, -5))

async function districtWithPlan(): Promise<TestCore & { planId: string }> {
  const test = await openTestCore()
  await setUpDistrict(test.client)
  const [villageId = ''] = await addVillages(test.client, '800201', 2)
  const { planId } = await makePlan(
    test.client,
    { level: 'village', areaKey: villageId, planFy: 2567 },
    [100_000_00, 50_00],
    null,
  )
  return { ...test, planId }
}

const changed = (detail: LayoutDetail): LayoutDetail['layout'] => ({
  ...detail.layout,
  sheet: 'ตารางของอำเภอ',
  columns: detail.layout.columns
    .filter((column) => column.key !== 'problem')
    .map((column) => (column.key === 'name' ? { ...column, head: 'ชื่อ\nโครงการ' } : column)),
})

describe('layouts of the program', () => {
  it.each(ids)('%s fits its own rules and comes back whole from the editor', async (id) => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const detail = await client.layouts.get({ id })
    expect(detail.problems).toEqual([])
    const from = tableLayout.parse(builtIn.layouts[id])
    expect(layoutOf(inputOf(from), detail.facts, from, from.table ?? id)).toEqual({ table: id, ...from })
  })

  it('have one name each', () => {
    const names = ids.map((id) => tableLayout.parse(builtIn.layouts[id]).sheet)
    const own = ids.filter((id) => id.startsWith('list') || id.startsWith('upload'))
    const ownNames = own.map((id) => tableLayout.parse(builtIn.layouts[id]).sheet)
    expect(new Set(ownNames).size).toBe(own.length)
    expect(names.every((name) => name.length <= 31)).toBe(true)
  })

  it('say of every table what its columns may be', () => {
    for (const [name, facts] of Object.entries(tables)) {
      expect(tableFacts.safeParse(facts).success, name).toBe(true)
      expect(
        ids.some((id) => tableLayout.parse(builtIn.layouts[id]).table === name),
        name,
      ).toBe(true)
    }
  })
})

describe('the check', () => {
  const facts = tableFacts.parse(tables.planRows)
  const page = builtIn.pages.landscape
  const start = inputOf(tableLayout.parse(builtIn.layouts.villagePlan))
  const keysOf = (input: typeof start) => checkLayout(input, facts, page).map((problem) => problem.key)

  it('finds an unknown column, a column twice, a sum over words, an unknown tag, no column, too wide a table', () => {
    const [first] = start.columns
    if (!first) throw new Error('no column')
    expect(keysOf({ ...start, columns: [...start.columns, { ...first, key: 'salary' }] })).toEqual([
      'layoutUnknownColumn',
    ])
    expect(keysOf({ ...start, columns: [...start.columns, { ...first, key: '__proto__' }] })).toEqual([
      'layoutUnknownColumn',
    ])
    expect(keysOf({ ...start, columns: [...start.columns, first] })).toEqual(['layoutTwice'])
    expect(keysOf({ ...start, columns: start.columns.map((one) => ({ ...one, sum: true })) })).toContain(
      'layoutNoSum',
    )
    expect(keysOf({ ...start, total: 'รวม {{sum}}' })).toEqual(['layoutUnknownTag'])
    expect(keysOf({ ...start, subtotal: 'รวม {{}} {{count}}' })).toEqual([])
    expect(keysOf({ ...start, columns: [] })).toEqual(['layoutNoColumn'])
    expect(
      keysOf({ ...start, columns: start.columns.map((one) => ({ ...one, width: 60, grow: 0 })) }),
    ).toEqual(['layoutTooWide'])
    expect(keysOf({ ...start, groupBy: 'budget' })).toEqual(['layoutUnknownColumn'])
    expect(
      keysOf({
        ...start,
        columns: start.columns.map((one) => (one.key === 'budget' ? { ...one, head: 'ปี' } : one)),
      }),
    ).toEqual(['layoutYearMissing'])
  })

  it('lets every field of a table be added as the editor adds it', () => {
    for (const [key, field] of Object.entries(facts.fields)) {
      const input = { ...start, columns: [newColumn(key, field)], groupBy: null }
      expect(checkLayout(input, facts, page), key).toEqual([])
    }
  })

  it('never lets through what cannot be printed', () => {
    const column = fc.record({
      key: fc.constantFrom(...Object.keys(facts.fields), 'x'),
      head: fc.constantFrom('', 'หัว', '{{}}', '{{count}}', 'ก\nข'),
      under: fc.constantFrom('', 'บน', '{{}}'),
      width: fc.integer({ min: 0, max: 300 }),
      grow: fc.integer({ min: -1, max: 6 }),
      align: fc.constantFrom('left' as const, 'centre' as const, 'right' as const),
      sum: fc.boolean(),
      dropEmpty: fc.boolean(),
      hidden: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(column, { maxLength: 12 }), fc.integer({ min: 5, max: 24 }), (columns, sizePt) => {
        const input = { ...start, columns, sizePt }
        if (checkLayout(input, facts, page).length > 0) return
        const from = tableLayout.parse(builtIn.layouts.villagePlan)
        expect(() => layoutOf(input, facts, from, 'planRows')).not.toThrow()
      }),
    )
  })
})

describe('a layout of the office', () => {
  it('is followed by preview and spreadsheet alike, and can be taken back', async () => {
    const { client, planId } = await districtWithPlan()
    const before = (await client.papers.preview({ kind: 'plan', id: planId })).html
    expect(before).toContain('ปัญหา')
    const detail = await client.layouts.get({ id: 'villagePlan' })
    const shown = await client.layouts.preview({ id: 'villagePlan', layout: changed(detail) })
    expect(shown.sample).toBe(true)
    await client.layouts.save({ id: 'villagePlan', layout: changed(detail) })

    const after = (await client.papers.preview({ kind: 'plan', id: planId })).html
    expect(after).toContain('ชื่อ')
    expect(after).not.toContain('น้ำท่วมขัง')
    expect(shown.html).toBe(after)
    expect((await client.layouts.list()).find((line) => line.id === 'villagePlan')).toMatchObject({
      state: 'changed',
      name: 'ตารางของอำเภอ',
      broken: false,
    })

    await client.layouts.reset({ id: 'villagePlan' })
    expect((await client.papers.preview({ kind: 'plan', id: planId })).html).toBe(before)
  })

  it('is refused with every field that is wrong, and nothing is kept', async () => {
    const { client, planId } = await districtWithPlan()
    const before = (await client.papers.preview({ kind: 'plan', id: planId })).html
    const detail = await client.layouts.get({ id: 'villagePlan' })
    const [first] = detail.layout.columns
    if (!first) throw new Error('no column')
    const wrong = {
      ...detail.layout,
      total: '{{salary}}',
      columns: [...detail.layout.columns, { ...first, key: 'salary' }],
    }
    const fault = await faultOf(client.layouts.save({ id: 'villagePlan', layout: wrong }))
    expect(fault.code).toBe('input.invalid')
    expect(fault.params.issues).toEqual([
      {
        path: ['layout', 'columns', detail.layout.columns.length, 'key'],
        key: 'layoutUnknownColumn',
        params: { column: 'salary' },
      },
      { path: ['layout', 'total'], key: 'layoutUnknownTag', params: { tag: '{{salary}}' } },
    ])
    expect((await client.papers.preview({ kind: 'plan', id: planId })).html).toBe(before)
  })

  it('that does not fit the program any more says so when printed, stays, and can be mended', async () => {
    const { client, dataDir, planId } = await districtWithPlan()
    const detail = await client.layouts.get({ id: 'villagePlan' })
    await client.layouts.save({ id: 'villagePlan', layout: changed(detail) })
    const keep = (change: (layout: { columns: { key: string }[]; sizePt: unknown }) => void) => {
      const db = new Database(path.join(dataDir, 'office.sqlite'))
      const row = db.prepare("SELECT value FROM setting WHERE key = 'layouts.villagePlan'").pluck().get()
      const value = JSON.parse(String(row))
      change(value.layout)
      db.prepare("UPDATE setting SET value = ? WHERE key = 'layouts.villagePlan'").run(JSON.stringify(value))
      db.close()
    }
    keep((layout) => {
      const name = layout.columns.find((column) => column.key === 'name')
      if (name) name.key = 'salary'
    })
    expect(await faultOf(client.papers.preview({ kind: 'plan', id: planId }))).toEqual({
      code: 'layout.unknownColumn',
      params: { name: 'ตารางของอำเภอ', column: 'ชื่อ\nโครงการ' },
    })
    const broken = await client.layouts.get({ id: 'villagePlan' })
    expect(broken.broken).toBe(true)
    expect(broken.problems.map((problem) => problem.key)).toEqual(['layoutUnknownColumn'])
    // a list that does not use it is not held up
    expect((await client.sheets.listLayouts({ list: 'planEntries' })).map((line) => line.id)).not.toContain(
      'villagePlan',
    )
    await finish(
      client.sheets.exportList({ list: { list: 'planEntries', planId }, format: 'json', layoutId: null }),
    )
    await client.layouts.save({
      id: 'villagePlan',
      layout: {
        ...broken.layout,
        columns: broken.layout.columns.map((one) => (one.key === 'salary' ? { ...one, key: 'name' } : one)),
      },
    })
    expect((await client.papers.preview({ kind: 'plan', id: planId })).html).toContain('ชื่อ')

    keep((layout) => {
      layout.sizePt = 'large'
    })
    expect((await faultOf(client.papers.preview({ kind: 'plan', id: planId }))).code).toBe('layout.invalid')
    expect((await client.layouts.get({ id: 'villagePlan' })).problems[0]?.key).toBe('layoutUnreadable')
    await client.layouts.reset({ id: 'villagePlan' })
    expect((await client.papers.preview({ kind: 'plan', id: planId })).html).toContain('ปัญหา')
  })

  it('may be a new one beside the program’s, chosen when a list is handed out', async () => {
    const { client, planId } = await districtWithPlan()
    const { id } = await client.layouts.create({ fromId: 'uploadJ1', name: 'ตารางของจังหวัด' })
    const detail = await client.layouts.get({ id })
    await client.layouts.save({
      id,
      layout: {
        ...detail.layout,
        columns: detail.layout.columns.filter((column) => column.key !== 'kpi'),
      },
    })
    const offered = await client.sheets.listLayouts({ list: 'planEntries' })
    expect(offered[0]?.id).toBe('listEntries')
    expect(offered.find((line) => line.id === id)).toEqual({
      id,
      name: 'ตารางของจังหวัด',
      state: 'own',
      returns: true,
    })
    const made = await finish(
      client.sheets.exportList({ list: { list: 'planEntries', planId }, format: 'csv', layoutId: id }),
    )
    expect(made.rows).toBe(2)
    expect((await client.papers.preview({ kind: 'plan', id: planId })).html).toContain('ปัญหา')
    await client.layouts.reset({ id })
    expect((await client.layouts.list()).some((line) => line.id === id)).toBe(false)
    expect(
      (
        await faultOf(
          finish(
            client.sheets.exportList({ list: { list: 'planEntries', planId }, format: 'csv', layoutId: id }),
          ),
        )
      ).code,
    ).toBe('record.notFound')
  })

  it('of another table is refused for a list', async () => {
    const { client, planId } = await districtWithPlan()
    const call = client.sheets.exportList({
      list: { list: 'planEntries', planId },
      format: 'csv',
      layoutId: 'listVillages',
    })
    expect((await faultOf(finish(call))).code).toBe('record.notFound')
  })

  it('is undone like any other change', async () => {
    const { client } = await districtWithPlan()
    const detail = await client.layouts.get({ id: 'villagePlan' })
    await client.layouts.save({ id: 'villagePlan', layout: changed(detail) })
    await client.office.undo()
    expect((await client.layouts.get({ id: 'villagePlan' })).state).toBe('program')
  })

  it('of its day is kept with a signed paper', async () => {
    const { client, dataDir } = await openTestCore()
    await setUpDistrict(client)
    const { id: bodyId } = await client.bodies.open({
      kind: 'tambonCommittee',
      name: '',
      tambonCode: '800201',
      villageId: null,
    })
    const { id } = await client.orders.open({ bodyId, editionFy: 2565 })
    const detail = await client.layouts.get({ id: 'annexSeats' })
    await client.layouts.save({ id: 'annexSeats', layout: { ...detail.layout, sheet: 'บัญชีของวันลงนาม' } })
    await client.orders.sign({ id, signedOn: '2022-07-01', number: { kind: 'first' } })
    const before = (await client.papers.preview({ kind: 'order', id })).html
    await client.layouts.save({ id: 'annexSeats', layout: { ...detail.layout, sheet: 'บัญชีใหม่' } })
    const db = new Database(path.join(dataDir, 'office.sqlite'))
    const kept = JSON.parse(String(db.prepare('SELECT paperAsSigned FROM appointmentOrder').pluck().get()))
    db.close()
    expect(kept.layouts.annexSeats.sheet).toBe('บัญชีของวันลงนาม')
    expect((await client.papers.preview({ kind: 'order', id })).html).toBe(before)
  })
})
