import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMON_TITLES, joinThaiName, splitThaiName } from './names.ts'

describe('splitThaiName', () => {
  it.each([
    ['นายจตุพล ศรีคำ', 'นาย', 'จตุพล', 'ศรีคำ'],
    ['(นายจตุพล  ศรีคำ)', 'นาย', 'จตุพล', 'ศรีคำ'],
    ['นางสาวมาลี แก้วมณี', 'นางสาว', 'มาลี', 'แก้วมณี'],
    ['น.ส. มาลี แก้วมณี', 'น.ส.', 'มาลี', 'แก้วมณี'],
    ['นางมาลี ณ นคร', 'นาง', 'มาลี', 'ณ นคร'],
    ['ว่าที่ร้อยตรี สมชาย ใจดี', 'ว่าที่ร้อยตรี', 'สมชาย', 'ใจดี'],
    ['ว่าที่ร้อยตรีหญิงสมศรี ใจดี', 'ว่าที่ร้อยตรีหญิง', 'สมศรี', 'ใจดี'],
    ['ว่าที่ ร.ต.สมชาย ใจดี', 'ว่าที่ ร.ต.', 'สมชาย', 'ใจดี'],
    ['พ.ต.ท. สมชาย ใจดี', 'พ.ต.ท.', 'สมชาย', 'ใจดี'],
    ['พ.ต.ท.ดร.สมชาย ใจดี', 'พ.ต.ท.ดร.', 'สมชาย', 'ใจดี'],
    ['ดร.สมชาย ใจดี', 'ดร.', 'สมชาย', 'ใจดี'],
    ['ผศ.ดร.สมชาย ใจดี', 'ผศ.ดร.', 'สมชาย', 'ใจดี'],
    ['ม.ร.ว.สมชาย ใจดี', 'ม.ร.ว.', 'สมชาย', 'ใจดี'],
    ['สมชาย ใจดี', '', 'สมชาย', 'ใจดี'],
    ['พระครูสุนทร', 'พระครู', 'สุนทร', ''],
    ['นายพระนาย สุวรรณรัฐ', 'นาย', 'พระนาย', 'สุวรรณรัฐ'],
    ['นาย', '', 'นาย', ''],
    ['', '', '', ''],
  ])('%s', (text, title, firstName, lastName) => {
    expect(splitThaiName(text)).toEqual({ title, firstName, lastName })
  })

  it('splits what it joins', () => {
    const word = fc.constantFrom('จตุพล', 'มาลี', 'สมชาย', 'กนกวรรณ', 'ศรีคำ', 'ทองแท้', 'ณ นคร')
    fc.assert(
      fc.property(fc.constantFrom('', ...COMMON_TITLES), word, word, (title, firstName, lastName) => {
        if (firstName.includes(' ')) return
        const name = { title, firstName, lastName }
        expect(splitThaiName(joinThaiName(name))).toEqual(name)
      }),
    )
    expect(joinThaiName({ title: 'นาย', firstName: 'จตุพล', lastName: 'ศรีคำ' })).toBe('นายจตุพล ศรีคำ')
    expect(joinThaiName({ title: 'ว่าที่ร้อยตรี', firstName: 'สมชาย', lastName: '' })).toBe('ว่าที่ร้อยตรี สมชาย')
  })
})
