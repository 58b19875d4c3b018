import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differencesOf } from './differences.ts'

const marked = (text: string, other: string) =>
  differencesOf(text, other)
    .filter((piece) => piece.differs)
    .map((piece) => piece.text)

describe('differences of two texts', () => {
  it('marks what only one says', () => {
    expect(marked('ขุดลอกคลองไส้ไก่ ม.6', 'ขุดลอกคลองไส้ไก่')).toEqual(['ม.6'])
    expect(marked('ก่อสร้างถนน สายในไร่', 'ก่อสร้าง ถนนสายในไร่')).toEqual([])
  })

  it('never loses a letter and never begins a piece with a hanging vowel', () => {
    const text = fc
      .array(fc.constantFrom(...'กาน้ำี่ บ1.'), { maxLength: 30 })
      .map((letters) => letters.join(''))
    fc.assert(
      fc.property(text, text, (a, b) => {
        const pieces = differencesOf(a, b)
        expect(pieces.map((piece) => piece.text).join('')).toBe(a)
        expect(marked(a, a.replaceAll(' ', ''))).toEqual([])
        for (const { text: piece } of pieces.slice(1)) expect(piece).not.toMatch(/^[ะ-ฺ็-๎]/u)
      }),
    )
  })
})
