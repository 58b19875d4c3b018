import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromScreen, makeMarks, nearName, tagOnScreen, toScreen } from './tag-marks.ts'

const fields = { subject: 'ชื่อเรื่อง', date: 'วันที่', 'signatory.name': 'ชื่อผู้ลงนาม', other: 'ชื่อเรื่อง' }
const scope = {
  subject: 'ก',
  date: '2022-07-15',
  signatory: { name: 'ข' },
  other: 'ค',
  code: 'urgent',
  hiddenOne: 'ง',
}
const texts = ['({{signatory.name|orBlank:name}})', '{{date|orderDate}}']
const marks = makeMarks(
  scope,
  texts,
  fields,
  (filter) => ({ orderDate: 'แบบคำสั่ง', orBlank: '' })[filter] ?? filter,
)

describe('tags on the screen', () => {
  it('are names, each its own', () => {
    expect(toScreen('เรื่อง {{subject}}', marks)).toBe('เรื่อง ‹ชื่อเรื่อง›')
    expect(toScreen('{{date|letterDate}} {{date|orderDate}}', marks)).toBe('‹วันที่› ‹วันที่ (แบบคำสั่ง)›')
    expect(new Set(marks.names.values()).size).toBe(marks.names.size)
    expect(toScreen('{{signatory.name}}', marks)).not.toBe(toScreen('{{signatory.name|orBlank:name}}', marks))
  })
  it('come back as they were, whatever stands between them', () => {
    const piece = fc.oneof(
      fc.string().filter((text) => !/[‹›{}]/u.test(text)),
      fc.constantFrom(...[...marks.names.keys()].map((inside) => `{{${inside}}}`)),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        expect(fromScreen(toScreen(text, marks), marks)).toBe(text)
      }),
    )
  })
  it('that are mistyped stay tags and find their neighbour', () => {
    expect(fromScreen('‹ชื่อเรือง›', marks)).toBe('{{ชื่อเรือง}}')
    const typed = makeMarks(scope, [...texts, '{{ชื่อเรือง}}'], fields, () => '')
    expect(toScreen('{{ชื่อเรือง}}', typed)).toBe('‹ชื่อเรือง›')
    expect(nearName('ชื่อเรือง', typed)).toBe('ชื่อเรื่อง')
    expect(tagOnScreen('signatory.name', marks, fields)).toBe('‹ชื่อผู้ลงนาม›')
    expect(tagOnScreen('{{date|orderDate}}', marks, fields)).toBe('‹วันที่ (แบบคำสั่ง)›')
  })
  it('without a name, and codes, are not offered', () => {
    expect(marks.palette.map((one) => one.tag)).toEqual([
      '{{subject}}',
      '{{date|letterDate}}',
      '{{signatory.name}}',
      '{{other}}',
    ])
  })
})
