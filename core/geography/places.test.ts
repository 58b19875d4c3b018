import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGeography, type GeographyData, type PlaceRow } from './places.ts'

const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../resources/geography/${name}.json`, import.meta.url), 'utf8'),
  ) as PlaceRow[]
const data: GeographyData = {
  provinces: read('provinces'),
  districts: read('districts'),
  tambons: read('tambons'),
}
const geography = createGeography(data)

/** DOMAIN.md §8: Nakhon Si Thammarat, code, name, number of tambons. */
const NAKHON_SI_THAMMARAT = `8001 เมืองนครศรีธรรมราช 16 · 8002 พรหมคีรี 5 · 8003 ลานสกา 5 · 8004 ฉวาง 10 · 8005 พิปูน 5 · 8006 เชียรใหญ่ 10 · 8007 ชะอวด 11 · 8008 ท่าศาลา 10 · 8009 ทุ่งสง 13 · 8010 นาบอน 3 · 8011 ทุ่งใหญ่ 7 · 8012 ปากพนัง 18 · 8013 ร่อนพิบูลย์ 6 · 8014 สิชล 9 · 8015 ขนอม 3 · 8016 หัวไทร 11 · 8017 บางขัน 4 · 8018 ถ้ำพรรณรา 3 · 8019 จุฬาภรณ์ 6 · 8020 พระพรหม 4 · 8021 นบพิตำ 4 · 8022 ช้างกลาง 3 · 8023 เฉลิมพระเกียรติ 4`

describe('the built-in areas', () => {
  it('hold 77 provinces and 928 districts without a stray', () => {
    expect(geography.provinces()).toHaveLength(77)
    expect(data.districts).toHaveLength(928)
    expect(data.tambons.length).toBeGreaterThanOrEqual(7435)
    for (const [, name] of [...data.provinces, ...data.districts, ...data.tambons]) {
      expect(name).toMatch(/^[ก-๙.-]+$/)
    }
  })

  it('give Nakhon Si Thammarat exactly as DOMAIN.md §8 has it', () => {
    const found = geography
      .districtsOf('80')
      .map((d) => `${d.code} ${d.name} ${geography.tambonsOf(d.code).length}`)
    expect(found).toEqual(NAKHON_SI_THAMMARAT.split(' · '))
    expect(data.tambons.filter(([code]) => code.startsWith('80'))).toHaveLength(170)
  })

  it.each([
    ['8002', 'พรหมโลก บ้านเกาะ อินคีรี ทอนหงส์ นาเรียง'],
    ['8003', 'เขาแก้ว ลานสกา ท่าดี กำโลน ขุนทะเล'],
    ['8005', 'พิปูน กะทูน เขาพระ ยางค้อม ควนกลาง'],
    ['8009', 'ปากแพรก ชะมาย หนองหงส์ ควนกรด นาไม้ไผ่ นาหลวงเสน เขาโร กะปาง ที่วัง น้ำตก ถ้ำใหญ่ นาโพธิ์ เขาขาว'],
    ['8010', 'นาบอน ทุ่งสง แก้วแสน'],
    ['8015', 'ขนอม ควนทอง ท้องเนียน'],
    ['2004', 'บางละมุง หนองปรือ หนองปลาไหล โป่ง เขาไม้แก้ว ห้วยใหญ่ ตะเคียนเตี้ย นาเกลือ'],
  ])('give %s its tambons in code order', (code, names) => {
    expect(geography.tambonsOf(code).map((tambon) => tambon.name)).toEqual(names.split(' '))
    expect(geography.tambonsOf(code).map((tambon) => tambon.code)).toEqual(
      names.split(' ').map((_, index) => `${code}${String(index + 1).padStart(2, '0')}`),
    )
  })

  it('no longer hold the codes that younger districts took over', () => {
    // 180 แขวง and 289 tambons are the official counts of these two provinces
    expect(data.tambons.filter(([code]) => code.startsWith('10'))).toHaveLength(180)
    expect(data.tambons.filter(([code]) => code.startsWith('30'))).toHaveLength(289)
    expect(geography.byCode('102702')).toBeUndefined()
    expect(geography.nameOf('104401')).toBe('สะพานสูง')
    expect(geography.nameOf('803202')).toBeUndefined()
  })
})

describe('lookups', () => {
  it('walk up and down by code', () => {
    expect(geography.pathOf('800201').map((place) => place.name)).toEqual([
      'นครศรีธรรมราช',
      'พรหมคีรี',
      'พรหมโลก',
    ])
    expect(geography.byCode('8002')).toEqual({
      code: '8002',
      name: 'พรหมคีรี',
      level: 'district',
      parentCode: '80',
    })
    expect(geography.byCode('80')?.nameEn).toBe('Nakhon Si Thammarat')
    expect(geography.pathOf('999999')).toEqual([])
    expect(geography.districtsOf('8002')).toEqual([])
    expect(geography.tambonsOf('80')).toEqual([])
  })

  it('search forgives digits, mistyped marks and the word before the name', () => {
    expect(geography.search('ทุ่งสง').map((place) => place.code)).toEqual(
      expect.arrayContaining(['8009', '801002']),
    )
    expect(geography.search('อำเภอพรหมคีรี')[0]?.code).toBe('8002')
    expect(geography.search('น\u0E49\u0E4D\u0E32ตก').map((place) => place.code)).toContain('800910')
    expect(geography.search('๘๐๐๒')[0]?.code).toBe('8002')
    expect(geography.search('nakhon si')[0]?.code).toBe('80')
    expect(geography.search('  ')).toEqual([])
    expect(geography.search('บาง', 5)).toHaveLength(5)
  })

  it('refuse data that contradict themselves', () => {
    const good: GeographyData = {
      provinces: [['80', 'ก']],
      districts: [['8001', 'ข']],
      tambons: [['800101', 'ค']],
    }
    expect(() => createGeography(good)).not.toThrow()
    expect(() => createGeography({ ...good, provinces: [] })).toThrow(RangeError)
    expect(() => createGeography({ ...good, tambons: [['800201', 'ค']] })).toThrow(/8002/)
    expect(() => createGeography({ ...good, tambons: [['80011', 'ค']] })).toThrow(RangeError)
    expect(() =>
      createGeography({
        ...good,
        districts: [
          ['8001', 'ข'],
          ['8001', 'ง'],
        ],
      }),
    ).toThrow(/twice/)
    expect(() => createGeography({ ...good, districts: [['8001', '']] })).toThrow(/no name/)
  })
})
