import { describe, expect, it } from 'vitest'
import { servedBy } from './served.ts'

const tambons = [
  { code: '800201', name: 'พรหมโลก' },
  { code: '800202', name: 'บ้านเกาะ' },
  { code: '800203', name: 'อินคีรี' },
]
const moo = (...texts: string[]) => servedBy(texts).moo

describe('villages that a project serves', () => {
  it('are read out of names, places and targets', () => {
    expect(moo('ก่อสร้างถนน คสล. สายบ้านนอกท่า ม.3,5')).toEqual([3, 5])
    expect(moo('ปรับปรุงถนนเชื่อมหมู่ที่ ๒ บ้านใหญ่ - หมู่ที่ ๔ บ้านนา')).toEqual([2, 4])
    expect(moo('ขุดลอกคลอง หมู่ที่ 1-4')).toEqual([1, 2, 3, 4])
    expect(moo('ขยายเขตประปา หมู่ 3 และ 7')).toEqual([3, 7])
    expect(moo('ฝายน้ำล้น', 'หมู่ที่ 6', 'ประชาชน ม.6 ม.9')).toEqual([6, 9])
    expect(moo('ก่อสร้างบ้านนอกท่าหมู่ที่ 3')).toEqual([3])
  })

  it('are not metres, school classes, kilometres or a second number that counts something', () => {
    expect(moo('ถนนกว้าง 4 ม. ยาว 500 ม. 3 สาย')).toEqual([])
    expect(moo('พื้นที่ 300 ตร.ม. 2 แห่ง ระยะทาง กม. 3')).toEqual([])
    expect(moo('อบรมนักเรียนชั้น ม.1-ม.6')).toEqual([])
    expect(moo('หินคลุก 500 ม.3')).toEqual([])
    expect(moo('ถนน ม.3, 2 สาย')).toEqual([3])
    expect(moo('หมู่ 3 - 1,200 เมตร')).toEqual([3])
    expect(moo('ม.0 ม.100')).toEqual([])
  })

  it('may be all or several without a number', () => {
    expect(servedBy(['กำจัดขยะทุกหมู่บ้าน']).villages).toBe('all')
    expect(servedBy(['ภาพรวมตำบล']).villages).toBe('all')
    expect(servedBy(['ไฟส่องสว่าง หลายหมู่']).villages).toBe('several')
    expect(servedBy(['ถนนสายใน']).villages).toBeNull()
  })

  it('tambons are known by their names', () => {
    expect(servedBy(['ถนนเชื่อม ต.พรหมโลก - ต.อินคีรี'], tambons).tambons).toEqual(['800201', '800203'])
    expect(servedBy(['คลองส่งน้ำ ตำบลพรหมโลก และบ้านเกาะ'], tambons).tambons).toEqual(['800201', '800202'])
    expect(servedBy(['ตำบลอื่นที่ไม่รู้จัก'], tambons).tambons).toEqual([])
    expect(servedBy(['โครงการทั้งอำเภอ'], tambons).wholeTambons).toBe('all')
    expect(servedBy(['แผนระหว่างตำบล'], tambons).wholeTambons).toBe('several')
  })
})
