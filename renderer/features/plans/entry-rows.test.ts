import { describe, expect, it } from 'vitest'
import type { Plan, PlanEntry } from '../../../core/plans/contract.ts'
import { blankEntry } from '../../../tests/support/entries.ts'
import { checkRow, emptyRow, fingerprint, isEmptyRow, problemsOf, rowOf, rowTotal } from './entry-rows.ts'
import { changedRows, mergeRows, planAfter } from './row-state.ts'

const years = [2566, 2567, 2568]
const entry = (id: string, change: Partial<PlanEntry> = {}): PlanEntry => ({
  id,
  projectId: `p-${id}`,
  rank: 1,
  takenFromId: null,
  takenOn: null,
  originName: 'บ้านทดสอบ',
  villageId: null,
  mooNo: null,
  tambonCode: null,
  takenUpBy: 0,
  returned: null,
  withdrawn: null,
  ...blankEntry,
  name: `โครงการ ${id}`,
  projectClass: 'SELF',
  budgets: [{ fiscalYear: 2567, amount: 45_000_00 }],
  ...change,
})
const row = (id: string, change: Partial<PlanEntry> = {}) => rowOf(entry(id, change), years)
const known = (...entries: PlanEntry[]) => new Map(entries.map((one) => [one.id, fingerprint(one)]))

describe('a line of the plan’s table', () => {
  it('turns an entry into a line and back without a change', () => {
    // a copy: a line that somebody wrote in is checked, the core's own is not
    const { fields } = checkRow({ ...row('a') }, years)
    expect(fields && fingerprint(fields)).toBe(fingerprint(entry('a')))
    expect(rowTotal(row('a'), years)).toBe(45_000_00)
  })

  it('says what is wrong at the column of its year', () => {
    const wrong = { ...row('a'), y2568: -1, name: ' ' }
    expect(checkRow(wrong, years).problems).toMatchObject({
      y2568: { key: 'negativeMoney' },
      name: { key: 'required' },
    })
    expect(
      problemsOf([{ path: ['budgets', 1, 'amount'], key: 'absurdMoney', params: {} }], [2566, 2568]),
    ).toEqual({
      y2568: { key: 'absurdMoney', params: {} },
    })
  })

  it('asks for the class and does not guess it', () => {
    expect(checkRow({ ...emptyRow(years), name: 'ซ่อมถนน' }, years).problems).toEqual({
      projectClass: { key: 'projectClass', params: {} },
    })
  })

  it('counts a line as empty only while nothing stands in it', () => {
    expect(isEmptyRow(emptyRow(years), years)).toBe(true)
    expect(isEmptyRow({ ...emptyRow(years), y2566: 0 }, years)).toBe(false)
    expect(isEmptyRow(row('a'), years)).toBe(false)
  })
})

describe('what goes to the core', () => {
  it('is every complete line that changed, and no other', () => {
    const rows = [
      row('a'),
      { ...row('b'), name: 'ชื่อใหม่' },
      { ...row('c'), name: '' },
      emptyRow(years),
      { ...emptyRow(years), name: 'ใหม่', projectClass: 'JOINT' as const },
    ]
    const changed = changedRows(rows, years, known(entry('a'), entry('b'), entry('c')))
    expect(changed.map(({ fields }) => fields.name)).toEqual(['ชื่อใหม่', 'ใหม่'])
  })

  it('does not send a line again that the core knows with its years in another order', () => {
    const both = entry('a', {
      budgets: [
        { fiscalYear: 2568, amount: 1 },
        { fiscalYear: 2566, amount: 2 },
      ],
    })
    expect(changedRows([rowOf(both, years)], years, known(both))).toEqual([])
  })
})

describe('one edit, one command', () => {
  const fresh = (name: string) => ({ ...emptyRow(years), name, projectClass: 'SELF' as const })
  it('a new line brings its place, unless it is the last; unfinished ones do not count', () => {
    const rows = [
      fresh('แรก'),
      row('a'),
      { ...emptyRow(years), name: 'ไม่ครบ' },
      fresh('กลาง'),
      row('b'),
      fresh('ท้าย'),
    ]
    const changed = changedRows(rows, years, known(entry('a'), entry('b')))
    expect(changed.map((one) => [one.fields.name, one.rank])).toEqual([
      ['แรก', 1],
      ['กลาง', 3],
      ['ท้าย', undefined],
    ])
  })

  it('a line with an unread cell waits, and says so at the cell', () => {
    const pasted = { ...row('a'), unread: { y2567: { text: 'ห้าร้อย', key: 'notMoney' } } }
    expect(changedRows([pasted], years, known(entry('a')))).toEqual([])
    expect(checkRow(pasted, years).problems).toEqual({ y2567: { key: 'notMoney', params: {} } })
    expect(rowTotal(pasted, years)).toBe(0)
    expect(isEmptyRow({ ...emptyRow(years), unread: { name: { text: 'x', key: 'y' } } }, years)).toBe(false)
  })

  it('brings the plan up to date as the core will say it, and leaves other entries the same objects', () => {
    const entries = ['a', 'b', 'c'].map((id, at) => entry(id, { rank: at + 1 }))
    const plan = {
      rows: entries,
      years,
      entries: 3,
      total: 0,
      areaName: 'ตำบลทดสอบ',
      villageId: null,
      tambonCode: '1',
    } as unknown as Plan
    const fields = (name: string, amount: number) => ({
      ...(checkRow({ ...row('a') }, years).fields as NonNullable<ReturnType<typeof checkRow>['fields']>),
      name,
      budgets: [{ fiscalYear: 2567, amount }],
    })
    const after = planAfter(plan, {
      changed: [
        { id: 'b', projectId: 'p-b', isNew: false, fields: fields('แก้', 0), rank: undefined },
        { id: 'n', projectId: 'p-n', isNew: true, fields: fields('ใหม่', 7), rank: 1 },
      ],
      removed: ['c'],
      order: [],
    })
    expect(after.rows.map((one) => [one.id, one.name, one.rank])).toEqual([
      ['n', 'ใหม่', 1],
      ['a', 'โครงการ a', 2],
      ['b', 'แก้', 3],
    ])
    expect(after).toMatchObject({ entries: 3, total: 45_000_00 + 7 })
    expect(after.rows[2]?.budgets).toEqual([])
    const ordered = planAfter(plan, { changed: [], removed: [], order: ['c', 'a', 'b'] })
    expect(ordered.rows.map((one) => [one.id, one.rank])).toEqual([
      ['c', 1],
      ['a', 2],
      ['b', 3],
    ])
    expect(planAfter(plan, { changed: [], removed: ['c'], order: [] }).rows[0]).toBe(entries[0])
  })
})

describe('the answer of the core laid under the screen', () => {
  it('takes over what the core says where nothing is typed, and keeps the key of the line', () => {
    const here = { ...row('a'), key: 'new-1' }
    const [merged] = mergeRows([row('a', { name: 'แก้ที่อื่น', takenUpBy: 2 })], [here], years, known(entry('a')))
    expect(merged).toMatchObject({ name: 'แก้ที่อื่น', key: 'new-1', takenUpBy: 2 })
  })

  it('keeps what is typed and not yet saved, also where it is wrong', () => {
    const typed = { ...row('a'), name: 'กำลังพิมพ์' }
    const wrong = { ...row('b'), name: '' }
    const merged = mergeRows([row('a'), row('b')], [typed, wrong], years, known(entry('a'), entry('b')))
    expect(merged.map((one) => one.name)).toEqual(['กำลังพิมพ์', ''])
  })

  it('keeps a new line behind its neighbour, in the middle and at the head', () => {
    const fresh = { ...emptyRow(years), name: 'ใหม่' }
    const first = { ...emptyRow(years), name: 'แรก' }
    const merged = mergeRows(
      [row('a'), row('b')],
      [first, row('a'), fresh, row('b')],
      years,
      known(entry('a'), entry('b')),
    )
    expect(merged.map((one) => one.name)).toEqual(['แรก', 'โครงการ a', 'ใหม่', 'โครงการ b'])
  })

  it('leaves a removed line away until the core has heard of it, but shows one that came back by undo', () => {
    expect(
      mergeRows([row('a'), row('b')], [row('a')], years, known(entry('a'), entry('b'))).map((one) => one.id),
    ).toEqual(['a'])
    expect(
      mergeRows([row('a'), row('b')], [row('a')], years, known(entry('a'))).map((one) => one.id),
    ).toEqual(['a', 'b'])
  })
})
