import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LetterFields } from '../../../core/papers/rules.ts'
import { letterForm, letterFormOf, paragraphsOf, textOf } from './letter-form.ts'

const letter: LetterFields = {
  dated: null,
  subject: 'ส่งรายงาน',
  addressee: 'ผู้ว่าราชการจังหวัด',
  references: ['หนังสือ ที่ นศ ๐๐๑๙.๓/๐๒๓๙'],
  enclosures: [{ title: 'แบบรายงาน', quantity: '๑ ชุด' }],
  paragraphs: [{ text: 'ตามที่' }, { text: 'อำเภอขอเรียนว่า' }],
  closing: 'ขอแสดงความนับถือ',
  signatoryId: null,
  speed: '',
  copyTo: '',
}

describe('the form of a letter', () => {
  it('comes out as it went in', () => {
    expect(letterForm.parse(letterFormOf(letter))).toEqual(letter)
    expect(letterForm.parse(letterFormOf({ ...letter, speed: 'urgent' })).speed).toBe('urgent')
  })
  it('drops the empty lines of the references', () => {
    expect(letterForm.parse({ ...letterFormOf(letter), references: ['ก', ' ', ''] }).references).toEqual([
      'ก',
    ])
  })
  it('refuses a letter without subject at the subject', () => {
    expect(letterForm.safeParse({ ...letterFormOf(letter), subject: ' ' }).error?.issues[0]?.path).toEqual([
      'subject',
    ])
  })
  it('keeps paragraphs apart by an empty line, whatever they hold', () => {
    const paragraph = fc.stringMatching(/^[ก-ฮa-z0-9]([ก-ฮa-z0-9 ]*[ก-ฮa-z0-9])?$/u)
    fc.assert(
      fc.property(fc.array(paragraph.map((text) => ({ text }))), (paragraphs) => {
        expect(paragraphsOf(textOf(paragraphs))).toEqual(paragraphs)
      }),
    )
    expect(paragraphsOf('หนึ่ง\nบรรทัดสอง\n\n\n สอง \r\n\r\n')).toEqual([
      { text: 'หนึ่ง\nบรรทัดสอง' },
      { text: 'สอง' },
    ])
  })
})
