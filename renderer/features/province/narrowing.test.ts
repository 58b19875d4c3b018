import { describe, expect, it } from 'vitest'
import type { SideLine } from '../../../core/province/contract.ts'
import { byUrgency, isIn } from './board-filter.ts'
import { changeOf, largest, narrow, narrowingsIn, narrowingsOut } from './narrowing.ts'

describe('narrowing of the consolidated figures', () => {
  const district = { side: 'district', key: '8002', label: 'พรหมคีรี' } as const

  it('goes through the address and comes back', () => {
    const only = [district, { side: 'source', key: 'งบ “จังหวัด” & อื่น', label: 'งบ “จังหวัด” & อื่น' } as const]
    expect(narrowingsIn(narrowingsOut(only))).toEqual(only)
    expect(narrowingsOut([])).toBeNull()
  })

  it('takes nothing from a spoiled address', () => {
    for (const text of [null, '', '{', 'moon=1', '[["district","8002"]]'])
      expect(narrowingsIn(text)).toEqual([])
    expect(narrowingsIn('district=8002')).toEqual([{ side: 'district', key: '8002', label: '8002' }])
  })

  it('shows the tambons of a district next, and never a side that is narrowed already', () => {
    const first = narrow([], district)
    expect(first.side).toBe('tambon')
    const second = narrow(first.only, { side: 'tambon', key: '800201', label: 'พรหมโลก' })
    expect(second.side).toBe('issue')
    expect(second.only.map((one) => one.side)).toEqual(['district', 'tambon'])
  })

  it('replaces the line of a side', () => {
    const { only } = narrow([district], { side: 'district', key: '8003', label: 'ลานสกา' })
    expect(only.map((one) => one.key)).toEqual(['8003'])
  })

  it('says no change where there was nothing a year before', () => {
    expect(changeOf(150, 100)).toBe(50)
    expect(changeOf(0, 100)).toBe(-100)
    expect(changeOf(150, 0)).toBeNull()
    expect(changeOf(150, null)).toBeNull()
  })

  it('gives a chart the largest lines and says how many are left out', () => {
    const row = (key: string, total: number): SideLine => ({
      key,
      label: key,
      districtCode: '',
      districts: 1,
      projects: 1,
      total,
      before: null,
      href: '',
    })
    const rows = [row('a', 1), row('b', 30), row('c', 20)]
    expect(largest(rows, 2, (one) => one.total)).toEqual({ shown: [rows[1], rows[2]], rest: 1 })
    expect(largest(rows, 3, (one) => one.total).shown).toEqual(rows)
  })
})

describe('filter of the board', () => {
  const line = (change: object) =>
    ({
      state: 'received',
      timing: 'onTime',
      packageId: 'p',
      lateDays: 0,
      districtCode: '8001',
      ...change,
    }) as never

  it('counts a district in each figure that it belongs to', () => {
    const returned = line({ state: 'returned', timing: 'late' })
    expect(isIn(returned, 'received')).toBe(true)
    expect(isIn(returned, 'late')).toBe(true)
    expect(isIn(returned, 'returned')).toBe(true)
    expect(isIn(returned, 'waiting')).toBe(false)
    const missing = line({ state: 'missing', timing: 'missing', packageId: null })
    expect(isIn(missing, 'missing')).toBe(true)
    expect(isIn(missing, 'received')).toBe(false)
    expect(isIn(line({ state: 'late', timing: 'late' }), 'waiting')).toBe(true)
  })

  it('puts the returned and the longest missing first, what is accepted last', () => {
    const rows: { districtCode: string }[] = [
      line({ districtCode: 'accepted', state: 'accepted' }),
      line({ districtCode: 'missing3', state: 'missing', timing: 'missing', lateDays: 3 }),
      line({ districtCode: 'notDue', state: 'missing', timing: 'notDue' }),
      line({ districtCode: 'missing9', state: 'missing', timing: 'missing', lateDays: 9 }),
      line({ districtCode: 'returned', state: 'returned' }),
      line({ districtCode: 'inTime' }),
    ]
    expect([...rows].sort(byUrgency as never).map((row) => row.districtCode)).toEqual([
      'returned',
      'missing9',
      'missing3',
      'inTime',
      'notDue',
      'accepted',
    ])
  })
})
