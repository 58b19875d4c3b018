import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inDigits, toArabicDigits, toThaiDigits } from './digits.ts'

describe('digits', () => {
  it('maps mixed text both ways and leaves the rest alone', () => {
    expect(toThaiDigits('ที่ นศ 0019.3/๐๒39')).toBe('ที่ นศ ๐๐๑๙.๓/๐๒๓๙')
    expect(toArabicDigits('7 เมษายน ๒๕๖9')).toBe('7 เมษายน 2569')
    expect(toThaiDigits(2565)).toBe('๒๕๖๕')
    expect(inDigits('๑2', 'arabic')).toBe('12')
    expect(inDigits('๑2', 'thai')).toBe('๑๒')
  })

  it('keeps the length, loses no digit and comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789๐๑๒๓๔๕๖๗๘๙กA./ ') }), (text) => {
        const thai = toThaiDigits(text)
        expect(thai).toHaveLength(text.length)
        expect(thai).not.toMatch(/[0-9]/)
        expect(toArabicDigits(text)).not.toMatch(/[๐-๙]/)
        expect(toArabicDigits(thai)).toBe(toArabicDigits(text))
      }),
    )
  })
})
