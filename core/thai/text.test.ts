import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareThai, looseKey, normaliseLines, normaliseText, searchKey, sortKey } from './text.ts'

const thai = fc.string({
  unit: fc.constantFrom(
    ...'กนมบรเแโใไาำะ',
    '\u0E4D',
    '\u0E31',
    '\u0E34',
    '\u0E35',
    '\u0E38',
    '\u0E48',
    '\u0E49',
    '\u0E4C',
    '\u0E47',
    '\u200b',
    ' ',
    '\n',
    '\t',
    '1',
    '๒',
    'A',
    '\uF70A',
    '\u00a0',
  ),
  maxLength: 30,
})

describe('normaliseText', () => {
  it.each([
    ['น\u0E49\u0E4D\u0E32', 'น้ำ'],
    ['น\u0E4D\u0E49\u0E32', 'น้ำ'],
    ['นำ้', 'น้ำ'],
    ['ท\u0E4D\u0E32', 'ทำ'],
    ['เเผน', 'แผน'],
    ['ท\u0E48\u0E35', 'ที่'],
    ['สิทธ\u0E4C\u0E34', 'สิทธิ์'],
    ['ที\u0E48\u0E48', 'ที่'],
    ['บ้าน\u200bในเขียว\ufeff', 'บ้านในเขียว'],
    ['  ถนน\u00a0คสล.\t\tสาย\r\nหนึ่ง ', 'ถนน คสล. สาย หนึ่ง'],
    ['ก\u0000ข\u0007', 'กข'],
    ['ผ\uF706าน', 'ผ้าน'],
  ])('repairs %j', (typed, wanted) => {
    expect(normaliseText(typed)).toBe(wanted)
  })

  it('leaves right Thai alone', () => {
    for (const text of [
      'ปี่ ญู ฐู กำ น้ำ ป้ำ ฝั่ง ฟื้น ผู้ใหญ่บ้าน ที่ปรึกษา ๐–๙ ฯลฯ ฤๅ',
      'เกษตร เเบบ'.replace('เเ', 'แ'),
      'ก็ต่อเมื่อ',
      'ไม้ไผ่',
    ]) {
      expect(normaliseText(text)).toBe(text)
    }
  })

  it('is done after one pass', () => {
    fc.assert(
      fc.property(thai, (text) => {
        const once = normaliseText(text)
        expect(normaliseText(once)).toBe(once)
        expect(once).not.toMatch(/เเ|\u0E4D[\u0E48-\u0E4B]?\u0E32|[\u200b\n\t]|^ | $| {2}/)
        const lines = normaliseLines(text)
        expect(normaliseLines(lines)).toBe(lines)
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps lines where lines are wanted', () => {
    expect(normaliseLines(' หนึ่ง \r\n\r\n\r\n\r\n สอง\u2028สาม ')).toBe('หนึ่ง\n\nสอง\nสาม')
  })
})

describe('searchKey', () => {
  it('finds the same word in its different codings', () => {
    const keys = ['น้ำ', 'น\u0E49\u0E4D\u0E32', 'น\u0E4D\u0E49\u0E32', 'นำ้', 'น\u200b้ำ'].map(searchKey)
    expect(new Set(keys).size).toBe(1)
    expect(searchKey('ถนน  คสล. หมู่ที่ ๓')).toBe(searchKey('ถนน คสล. หมู่ที่ 3'))
    expect(searchKey('OTOP')).toBe('otop')
    expect(searchKey('บ้าน')).not.toBe(searchKey('บาน'))
  })

  it('is stable, and the key of a repaired text is its key', () => {
    fc.assert(
      fc.property(thai, (text) => {
        expect(searchKey(searchKey(text))).toBe(searchKey(text))
        expect(searchKey(normaliseText(text))).toBe(searchKey(text))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('compareThai', () => {
  it('sorts as the Thai dictionary and by number', () => {
    const names = ['แก้วแสน', 'ขนอม', 'กำโลน', 'เขาแก้ว', 'หมู่ที่ 10', 'หมู่ที่ ๙', 'โพธิ์']
    expect([...names].sort(compareThai)).toEqual([
      'กำโลน',
      'แก้วแสน',
      'ขนอม',
      'เขาแก้ว',
      'โพธิ์',
      'หมู่ที่ ๙',
      'หมู่ที่ 10',
    ])
  })
})

describe('looseKey', () => {
  it('takes tones, silent and doubled letters and letters that sound alike for one', () => {
    const same = [
      ['ห้วยทราย', 'หวยทราย', 'ห้วยยทราย'],
      ['สะพาน', 'สพาน', 'สะพาณ'],
      ['ศาลา', 'สาลา', 'ษาลา'],
      ['ปรับปรุงภูมิทัศน์', 'ปรับปรูงพูมิทัสน'],
      ['ใน', 'ไน'],
    ]
    for (const words of same)
      expect(new Set(words.map((word) => looseKey(searchKey(word)))).size, words[0]).toBe(1)
    for (const [a, b] of [
      ['คลอง', 'คอง'],
      ['น้ำ', 'นา'],
      ['บ้าน', 'บน'],
    ] as const)
      expect(looseKey(searchKey(a))).not.toBe(looseKey(searchKey(b)))
  })

  it('is stable', () => {
    fc.assert(
      fc.property(thai, (text) => {
        const key = looseKey(searchKey(text))
        expect(looseKey(key)).toBe(key)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('sortKey', () => {
  it('orders by bytes as compareThai does', () => {
    const words = [
      'ก่อสร้างถนน',
      'แก้ไขปัญหา',
      'เกษตร',
      'กลุ่มอาชีพ',
      'ขุดลอกคลอง',
      'ไฟฟ้า',
      'ฝาย',
      'โครงการ',
      'คลอง',
      'สาย 2',
      'สาย ๑๐',
      'ป่า',
      'ปา',
      'ป้า',
      'OTOP',
      'ใน',
      'นา',
    ]
    const bytes = (word: string) => Buffer.from(sortKey(word))
    expect([...words].sort((a, b) => Buffer.compare(bytes(a), bytes(b)))).toEqual(
      [...words].sort(compareThai),
    )
  })
})
