import { describe, expect, it } from 'vitest'
import { normalisePdf } from './pdf.ts'

const now = new Date('2022-07-18T03:00:00Z')
const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes)

/** Tags of a table as Chromium writes them; `marks` are those of its head cells in the order of the file. */
function tagged(marks: readonly number[], otherFrom = 900): string {
  const name = (mark: number) => `(node${String(mark).padStart(8, '0')})`
  const all = [...marks.map((mark, at) => [mark, 71 + 40 * at] as const), [otherFrom, 5] as const]
  const sorted = [...all].sort((a, b) => a[0] - b[0])
  return [
    "/CreationDate (D:20260101000000+00'00')",
    ...marks.map((mark) => `<</Type /StructElem\n/ID ${name(mark)}>>`),
    ...marks.map((mark) => `<</Headers [${name(mark)} ${name(otherFrom)}]>>`),
    `<</ID ${name(otherFrom)}>>`,
    `<</Limits [${name(sorted[0]![0])} ${name(sorted.at(-1)![0])}]\n/Names [${sorted.map(([mark, to]) => `${name(mark)} ${to} 0 R`).join(' ')}]>>`,
    '%%EOF',
  ].join('\n')
}

describe('normalisePdf', () => {
  it('makes one file of what differs only by the marks of its tags, in the same number of bytes', () => {
    const wanted = textOf(normalisePdf(bytesOf(tagged([1, 2, 3, 4])), now))
    expect(wanted).toContain('/Names [(node00000001) 71 0 R (node00000002) 111 0 R (node00000003) 151 0 R')
    expect(wanted).toContain('D:20220718030000+')
    for (const marks of [
      [11, 12, 13, 14],
      [13, 14, 11, 12],
      [507, 31, 44, 30],
    ]) {
      const source = tagged(marks)
      const made = textOf(normalisePdf(bytesOf(source), now))
      expect(made).toHaveLength(source.length)
      expect(made).toBe(wanted)
    }
  })
  it('keeps another table apart from it', () => {
    expect(textOf(normalisePdf(bytesOf(tagged([1, 2])), now))).not.toBe(
      textOf(normalisePdf(bytesOf(tagged([1, 2, 3])), now)),
    )
  })
})
