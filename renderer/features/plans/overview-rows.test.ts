import { describe, expect, it } from 'vitest'
import type { VillageRow } from '../../../core/geography/contract.ts'
import type { PlanLine } from '../../../core/plans/contract.ts'
import { areaRows, filterAreas, newest, type Places } from './overview-rows.ts'

const village = (id: string, name: string, tambonCode: string) =>
  ({ id, name, tambonCode, tambonName: 'ท', mooNo: 1 }) as VillageRow
const plan = (id: string, areaKey: string, state: PlanLine['state'], editionNo = 1) =>
  ({ id, areaKey, level: 'village', state, editionNo }) as PlanLine
const places: Places = {
  villages: [
    village('v1', 'บ้านหนึ่ง', '800201'),
    village('v2', 'บ้านสอง', '800201'),
    village('v3', 'บ้านสาม', '800202'),
  ],
  tambons: [{ code: '800201', name: 'ก' }],
  laos: [{ id: 'l1', name: 'อบต.ก' }],
  districtCode: '8002',
  districtName: 'ข',
  words: { village: (one) => one.name, tambon: (name) => `ตำบล${name}`, district: (name) => `อำเภอ${name}` },
}

describe('the overview of plans', () => {
  it('puts first what is not begun, then what is not adopted', () => {
    const rows = areaRows('village', places, [plan('a', 'v1', 'adopted'), plan('b', 'v2', 'draft')])
    expect(rows.map((row) => [row.areaName, row.plan?.id ?? null])).toEqual([
      ['บ้านสาม', null],
      ['บ้านสอง', 'b'],
      ['บ้านหนึ่ง', 'a'],
    ])
  })
  it('shows the edition in hand: one being made before the adopted one', () => {
    expect(newest([plan('a', 'v1', 'adopted', 1), plan('b', 'v1', 'draft', 1)])?.id).toBe('b')
    expect(newest([plan('a', 'v1', 'adopted', 1), plan('b', 'v1', 'adopted', 2)])?.id).toBe('b')
    expect(newest([])).toBeNull()
  })
  it('narrows by tambon and by what is typed', () => {
    const rows = areaRows('village', places, [])
    expect(filterAreas(rows, '800202', '').map((row) => row.areaName)).toEqual(['บ้านสาม'])
    expect(filterAreas(rows, null, 'สอง').map((row) => row.areaName)).toEqual(['บ้านสอง'])
  })
  it('lists every อปท. with its plan', () => {
    expect(areaRows('local', places, [{ ...plan('p', 'l1', 'draft'), level: 'local' }])).toMatchObject([
      { areaKey: 'l1', areaName: 'อบต.ก', plan: { id: 'p' } },
    ])
  })
  it('knows the one district', () => {
    expect(areaRows('needs', places, [])).toMatchObject([{ areaKey: '8002', areaName: 'อำเภอข' }])
    expect(areaRows('needs', { ...places, districtCode: null }, [])).toEqual([])
  })
})
