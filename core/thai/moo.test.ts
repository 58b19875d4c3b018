import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoo, parseMoo } from './moo.ts'

describe('parseMoo', () => {
  it.each([
    ['ม.3,5', [3, 5]],
    ['หมู่ที่ ๑-๔', [1, 2, 3, 4]],
    ['หมู่ที่ ๑ ถึง ๓', [1, 2, 3]],
    ['ม.3, ม.5 และ ม.7', [3, 5, 7]],
    ['ม.1-3, 5', [1, 2, 3, 5]],
    ['หมู่ 2', [2]],
    ['หมู่บ้านที่ 2', [2]],
    ['ม3', [3]],
    ['(ม.4)', [4]],
    ['3', [3]],
    ['5 4 4', [4, 5]],
    ['ม.3 บ้านในเขียว ต.พรหมโลก', [3]],
    ['ทุกหมู่บ้าน', 'all'],
    ['ทุกหมู่', 'all'],
    ['ทั้งตำบล', 'all'],
    ['ภาพรวม', 'all'],
    ['ทุกหมู่บ้านในตำบล', 'all'],
  ])('%s', (text, moo) => {
    expect(parseMoo(text)).toEqual(moo)
  })

  it.each([
    '',
    'หลายหมู่',
    '5-3',
    'ม.1, 5-3',
    'ม.0',
    'ม.100',
    'ม.3,',
    'ม.3/5',
    'บ้านในเขียว',
    '3 ไร่',
    '⚠ ตรวจสอบ',
    '-3',
  ])('%j says no certain number', (text) => {
    expect(parseMoo(text)).toBeNull()
  })

  it('reads back what it writes', () => {
    expect(formatMoo([5, 3, 1, 2, 2])).toBe('1-3, 5')
    expect(formatMoo([1, 2])).toBe('1, 2')
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 20 }), (moo) => {
        expect(parseMoo(`ม.${formatMoo(moo)}`)).toEqual([...moo].sort((a, b) => a - b))
      }),
    )
  })
})
