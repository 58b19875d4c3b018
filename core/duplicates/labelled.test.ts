import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  lexicon,
  measure,
  pairsOf,
  readLabelled,
  readPairs,
  weights,
} from '../../tests/support/duplicate-pairs.ts'
import { readName, sameNamed, soundKey } from './read-name.ts'
import { comparePair } from './rules.ts'

const minimum = weights.get('minimum')!
const isSame = (pair: ReturnType<typeof pairsOf>[number]) =>
  comparePair(pair.a.side, pair.b.side, weights).score >= minimum
const labelled = pairsOf(readLabelled('duplicate-pairs.txt'))
const tuned = labelled.filter((pair) => Number(pair.family) % 2 === 1)
const heldBack = labelled.filter((pair) => Number(pair.family) % 2 === 0)
const later = pairsOf(readLabelled('duplicate-pairs-later.txt'))
const fresh = [1, 2, 3, 4, 5, 6].map((round) => readPairs(`duplicate-pairs-fresh-${round}.txt`))

describe('the labelled pairs', () => {
  it.each([
    ['tuned on', tuned],
    ['held back', heldBack],
    ['written later', later],
    ['fresh, round 1', fresh[0]!],
    ['fresh, round 2', fresh[1]!],
    ['fresh, round 3', fresh[2]!],
    ['fresh, round 4', fresh[3]!],
    ['fresh, round 5', fresh[4]!],
    ['fresh, round 6', fresh[5]!],
    ['all', [...labelled, ...later, ...fresh.flat()]],
  ] as const)('precision ≥ 0.95 at recall ≥ 0.90: %s', (name, pairs) => {
    const figures = measure(pairs, isSame)
    console.log(
      `duplicates, ${name}: ${figures.pairs} pairs, ${figures.same} the same, precision ${figures.precision.toFixed(3)}, recall ${figures.recall.toFixed(3)}`,
    )
    expect(figures.precision).toBeGreaterThanOrEqual(0.95)
    expect(figures.recall).toBeGreaterThanOrEqual(0.9)
  })

  it('say the same in either order', () => {
    for (const { a, b } of [...labelled, ...later, ...fresh.flat()]) {
      expect(comparePair(b.side, a.side, weights).score).toBe(comparePair(a.side, b.side, weights).score)
    }
  })

  it('know every reason in the table of weights', () => {
    for (const { a, b } of [...labelled, ...later, ...fresh.flat()])
      for (const { key } of comparePair(a.side, b.side, weights).reasons) expect(weights.has(key)).toBe(true)
  })
})

describe('words of no list', () => {
  const likely = (a: string, b: string) => {
    const side = (name: string) => ({
      ...fresh[0]![0]!.a.side,
      amount: 5_000_000,
      reading: readName(lexicon, name),
    })
    return comparePair(side(a), side(b), weights).score >= minimum
  }

  it.each([
    ['อบรมการทำกะละแมโบราณ หมู่ที่ 3', 'ฝึกอบรมทำกะละแมโบราณ ม.3', 'อบรมการทำกระยาสารท หมู่ที่ 3'],
    ['ซ่อมแซมบ้านผู้ยากไร้ นางสาวบัวคำ ใจหาญ', 'ปรับปรุงบ้าน น.ส.บัวคำ ใจหาญ', 'ซ่อมแซมบ้านผู้ยากไร้ นางสาวบัวคำ ใจเย็น'],
    ['ขุดลอกคลองแปด หมู่ที่ 3', 'ลอกคลอง 8 ม.3', 'ขุดลอกคลองสิบแปด หมู่ที่ 3'],
    ['วางท่อระบายน้ำ ถนนวัวลาย ซอย 4', 'วางท่อระบายน้ำ ซอยวัวลาย 4', 'วางท่อระบายน้ำ ถนนวัวลาย ซอย 6'],
    ['ปรับปรุงผิวจราจรถนนบำรุงเมือง 2', 'ปรับปรุงผิวจราจร ถ.บำรุงเมือง 2', 'ปรับปรุงผิวจราจรถนนบำรุงเมือง 3'],
    [
      'ติดตั้งไฟส่องสว่างรอบอ่างเก็บน้ำห้วยเดื่อ ม.3',
      'ติดตั้งไฟถนนรอบอ่างห้วยเดื่อ หมู่ 3',
      'ติดตั้งไฟส่องสว่างรอบอ่างเก็บน้ำห้วยหวาย ม.3',
    ],
    ['จัดทำเตาเผาถ่าน ประจำตำบลวังทอง', 'ก่อสร้างเตาเผาถ่าน ต.วังทอง', 'ซ่อมแซมเตาเผาถ่าน ต.วังทอง'],
    ['ซ่อมแซมบ้านผู้สูงอายุ ม.1', 'ซ่อมบ้านคนชรา ม.1', 'ซ่อมแซมศูนย์ผู้สูงอายุ ม.1'],
    ['ขุดลอกบึงบ้านบึงเกลือ ม.3', 'ลอกบึง บ้านบึงเกลือ ม.3', 'ขุดลอกบึง บ้านโนนจิก ม.3'],
  ])('%s: the same in other words, not another one', (name, same, other) => {
    expect([likely(name, same), likely(name, other)]).toEqual([true, false])
  })
})

describe('reading a name', () => {
  const read = (name: string, ...more: string[]) => readName(lexicon, name, more)

  it('tells หมู่ที่ from metres', () => {
    expect(read('ถนน คสล. ยาว 200 ม. หนา 0.15 ม. ม.3').moos).toEqual([3])
    expect(read('ถนน คสล.ซอยสุขใจ 2 (ม.5)').moos).toEqual([5])
    expect(read('ท่อระบายน้ำ หมู่ที่ ๓, ๕-๗ และ หมู่ที่ 9').moos).toEqual([3, 5, 6, 7, 9])
    const { quantities } = read('ถนน คสล. กว้าง 4.00 ม. ยาว 1.2 กม.')
    expect([quantities.get('width'), quantities.get('length'), quantities.get('area')]).toEqual([
      [4],
      [1200],
      [4800],
    ])
  })

  it('tells the place from the thing', () => {
    const ends = read('ถนนลูกรังสายบ้านหนองบัว - วัดป่าโนนสะอาด หมู่ที่ 3 บ้านโคกกลาง')
    expect(ends.things.map((one) => one.type)).toEqual(['village', 'temple'])
    expect(ends.villages.map((one) => one.text)).toEqual(['โคกกลาง'])
    expect(read('ขยายเขตประปา เทศบาลตำบลท่าบ่อ').tambons).toEqual([soundKey('ท่าบ่อ')])
  })

  it('reads phases and years, and what a road becomes', () => {
    expect(read('ก่อสร้างอาคาร ระยะที่ ๒').phase).toBe(2)
    expect(read('ก่อสร้างถนน (ต่อเนื่อง)').phase).toBe('more')
    expect(read('แข่งขันกีฬา ประจำปีงบประมาณ พ.ศ. ๒๕๖๗').years).toEqual([2567])
    expect(read('ปรับปรุงถนนลูกรังเป็นถนนคอนกรีตเสริมเหล็ก').objects).toEqual(['road:roadConcrete'])
  })

  it('forgives a slip of the pen, not another name', () => {
    const named = (name: string) => read(`ก่อสร้างถนน คสล. สาย${name}`).things[0]!
    for (const [a, b] of [
      ['วัดศรีบุญเรือง', 'วัดศรีบุณเรือง'],
      ['บ้านโคกสูง', 'บ้านโคกสง'],
      ['คลองไส้ไก่', 'คลองใส้ไก่'],
    ] as const)
      expect(sameNamed(named(a), named(b)), `${a} ${b}`).toBe(true)
    for (const [a, b] of [
      ['บ้านหนองแวง', 'บ้านหนองแสง'],
      ['บ้านหนองแสงเหนือ', 'บ้านหนองแสงใต้'],
      ['ซอยสุขใจ 2', 'ซอยสุขใจ 3'],
      ['วัดโพธิ์', 'โรงเรียนโพธิ์'],
    ] as const)
      expect(sameNamed(named(a), named(b)), `${a} ${b}`).toBe(false)
  })

  it('never fails and never scores outside 0–100, whatever is typed', () => {
    const letter = fc.constantFrom(
      ...'กขคงมบสหนปี่้าำเแโ0123๔๕ .,-()/ม.ตถคสล',
      'หมู่ที่ ',
      'สาย',
      'บ้าน',
      'ระยะที่',
      '\u200b',
    )
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 60 }), fc.array(letter, { maxLength: 60 }), (a, b) => {
        const side = (name: string) => ({ ...labelled[0]!.a.side, reading: read(name) })
        const { score } = comparePair(side(a.join('')), side(b.join('')), weights)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(100)
      }),
      { numRuns: 500 },
    )
  })
})
