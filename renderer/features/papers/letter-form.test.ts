import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LetterFields, letterFields } from '../../../core/papers/rules.ts'
import {
  letterForm,
  letterFormOf,
  paragraphsOf,
  savedLetter,
  tableOf,
  tableText,
  textOf,
} from './letter-form.ts'

const letter: LetterFields = letterFields.parse({
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
})
const addressees = [{ addressee: 'นายอำเภอลานสกา', fields: { อำเภอ: 'ลานสกา' } }]

describe('the form of a letter', () => {
  it('comes out as it went in', () => {
    expect(savedLetter(letterForm.parse(letterFormOf(letter, addressees)))).toEqual({
      fields: letter,
      addressees,
    })
    const urgent = letterFormOf({ ...letter, speed: 'urgent', secrecy: 'secret' }, [])
    expect(letterForm.parse(urgent)).toMatchObject({ speed: 'urgent', secrecy: 'secret' })
  })
  it('drops the empty lines of the references and of the addressees', () => {
    const form = letterFormOf({ ...letter, references: ['ก', ' ', ''] }, [
      ...addressees,
      { addressee: ' ', fields: { อำเภอ: '' } },
    ])
    expect(letterForm.parse(form)).toMatchObject({ references: ['ก'], addressees })
  })
  it('refuses a letter without subject at the subject, a row without addressee at its row', () => {
    const at = (form: ReturnType<typeof letterFormOf>) => letterForm.safeParse(form).error?.issues[0]?.path
    expect(at(letterFormOf({ ...letter, subject: ' ' }, []))).toEqual(['subject'])
    expect(at(letterFormOf({ ...letter, addressee: '' }, []))).toEqual(['addressee'])
    expect(at(letterFormOf({ ...letter, addressee: '', form: 'announcement' }, []))).toBeUndefined()
    expect(at(letterFormOf(letter, [...addressees, { addressee: '', fields: { อำเภอ: 'ก' } }]))).toEqual([
      'addressees',
      1,
      'addressee',
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
  it('a table of an annex comes out as it was pasted, short rows made as wide as the head', () => {
    expect(tableOf('ที่\tชื่อ\r\n1\tก\n2')).toEqual({
      head: ['ที่', 'ชื่อ'],
      rows: [
        ['1', 'ก'],
        ['2', ''],
      ],
    })
    expect(tableOf(' \n')).toBeNull()
    expect(tableText(tableOf('ที่\tชื่อ\n1\tก'))).toBe('ที่\tชื่อ\n1\tก')
  })
})
