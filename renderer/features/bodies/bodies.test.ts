import { describe, expect, it } from 'vitest'
import type { BodyLine } from '../../../core/bodies/contract.ts'
import { type BodyKind, bodyRows, nameOfBody } from './body-rows.ts'
import { checkSeat, emptySeat, isEmptySeat } from './seat-rows.ts'

const kinds = [
  {
    key: 'tambonCommittee',
    shortName: 'ก.บ.ต.',
    name: '',
    area: 'tambon',
    nameTemplate: '',
    reviewedYearly: true,
  },
  {
    key: 'coordCentreDistrict',
    shortName: 'ศอช.อ.',
    name: '',
    area: 'district',
    nameTemplate: '',
    reviewedYearly: true,
  },
  {
    key: 'villageCommittee',
    shortName: 'กม.',
    name: '',
    area: 'village',
    nameTemplate: '',
    reviewedYearly: false,
  },
] satisfies BodyKind[]
const tambons = [
  { code: '800201', name: 'หนึ่ง' },
  { code: '800202', name: 'สอง' },
]
const words = { tambon: (name: string) => `ตำบล${name}`, district: 'อำเภอทดสอบ' }
const body = (id: string, tambonCode: string | null, warnings: BodyLine['warnings'] = []) =>
  ({ id, kind: 'tambonCommittee', kindName: 'ก.บ.ต.', areaName: '', tambonCode, warnings }) as BodyLine

describe('the list of committees', () => {
  it('shows those still to be set up first, then those with a warning', () => {
    const rows = bodyRows(
      [body('fine', '800201'), body('bad', '800299', [{ key: 'noOrder', params: {} }])],
      kinds,
      tambons,
      words,
    )
    expect(rows.map((row) => row.key)).toEqual([
      'tambonCommittee:800202',
      'coordCentreDistrict:',
      'bad',
      'fine',
    ])
  })
  it('fills the name of a body from its template and leaves no holes', () => {
    expect(nameOfBody('คณะ (ก.บ.ต.) ตำบล{{tambon}} {{unknown}}', { tambon: 'หนึ่ง' })).toBe(
      'คณะ (ก.บ.ต.) ตำบลหนึ่ง',
    )
  })
})

describe('a seat', () => {
  it('is vacant without any name', () => {
    expect(checkSeat({ ...emptySeat(), title: 'กรรมการ', post: 'กำนัน' }).fields).toMatchObject({
      person: null,
      filledBy: 'post',
    })
  })
  it('with half a name says which cell is missing', () => {
    expect(checkSeat({ ...emptySeat(), title: 'กรรมการ', lastName: 'ดี' }).problems).toMatchObject({
      firstName: { key: 'required' },
    })
  })
  it('without its title is wrong at the title', () => {
    expect(Object.keys(checkSeat({ ...emptySeat(), firstName: 'สมมติ' }).problems ?? {})).toEqual(['title'])
    expect(isEmptySeat(emptySeat())).toBe(true)
  })
})
