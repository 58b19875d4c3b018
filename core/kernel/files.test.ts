import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeFileName } from './files.ts'

describe('safeFileName', () => {
  it('keeps an ordinary Thai name and its ending', () => {
    expect(safeFileName('คำสั่งอำเภอพรหมคีรี 12-2565.pdf')).toBe('คำสั่งอำเภอพรหมคีรี 12-2565.pdf')
    expect(safeFileName('นศ-2567-1.amphoe.zip')).toBe('นศ-2567-1.amphoe.zip')
  })

  it('refuses what Windows does not take', () => {
    expect(safeFileName('CON')).toBe('_CON')
    expect(safeFileName('lpt1.txt')).toBe('_lpt1.txt')
    expect(safeFileName('../../etc/passwd')).not.toContain('/')
    expect(safeFileName('a:b*c?.pdf')).toBe('a-b-c-.pdf')
    expect(safeFileName('ชื่อ. ')).toBe('ชื่อ')
  })

  it('always fits a stick, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (name) => {
        const safe = safeFileName(`${name}.pdf`)
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(230)
        expect(safe).toMatch(/\.pdf$/u)
        expect(safe).not.toMatch(/[<>:"/\\|?*]/u)
      }),
    )
    expect(Buffer.byteLength(safeFileName(`${'ก'.repeat(300)}.pdf`))).toBeLessThanOrEqual(230)
  })
})
