import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bahtOfText, bahtText, formatBaht, MAX_SATANG, parseBaht } from './money.ts'

const anySatang = fc.oneof(fc.integer({ min: 0, max: 100_000_00 }), fc.integer({ min: 0, max: MAX_SATANG }))

describe('parseBaht', () => {
  it.each([
    ['300,000.50 บาท', 30_000_050],
    ['๓๐๐,๐๐๐', 30_000_000],
    ['300000', 30_000_000],
    ['300,000.-', 30_000_000],
    ['300,000 .-', 30_000_000],
    ['1.2 ล้าน', 120_000_000],
    ['1.2ล้านบาท', 120_000_000],
    ['5 แสน', 50_000_000],
    ['1 ล้าน 2 แสน', 120_000_000],
    ['2 ล้าน 5 แสนบาท', 250_000_000],
    ['1.5 พันล้าน', 150_000_000_000],
    ['500 บาท 25 สตางค์', 50_025],
    ['25 สตางค์', 25],
    ['฿ 1,000', 100_000],
    ['1,000 บาทถ้วน', 100_000],
    ['0', 0],
    ['0.5', 50],
    ['-', null],
    ['–', null],
    ['', null],
    ['ไม่ใช้งบประมาณ', null],
  ])('%s', (text, satang) => {
    expect(parseBaht(text)).toEqual({ ok: true, satang })
  })

  it.each([
    ['-500', 'negative'],
    ['−๕๐๐', 'negative'],
    ['(500)', 'negative'],
    ['300.000', 'tooPrecise'],
    ['0.001', 'tooPrecise'],
    ['1.00000000001 ล้าน', 'tooPrecise'],
    ['3,00,000', 'unrecognised'],
    ['1,5', 'unrecognised'],
    ['ห้าแสน', 'unrecognised'],
    ['2 3', 'unrecognised'],
    ['2 แสน 3 ล้าน', 'unrecognised'],
    ['1e6', 'unrecognised'],
    ['ประมาณ 5 แสน', 'unrecognised'],
    ['1.2.3', 'unrecognised'],
    ['100 ล้านล้าน', 'tooLarge'],
    ['99999999999999999999999', 'tooLarge'],
  ])('%s → %s', (text, reason) => {
    expect(parseBaht(text)).toEqual({ ok: false, reason })
  })

  it('takes the largest amount and refuses one satang more', () => {
    expect(parseBaht('10 ล้านล้าน')).toEqual({ ok: true, satang: MAX_SATANG })
    expect(parseBaht('10,000,000,000,000.01')).toEqual({ ok: false, reason: 'tooLarge' })
  })

  it('reads back what it writes, to the satang', () => {
    fc.assert(
      fc.property(
        anySatang,
        fc.constantFrom('thai', 'arabic') as fc.Arbitrary<'thai' | 'arabic'>,
        fc.constantFrom('auto', 2) as fc.Arbitrary<'auto' | 2>,
        (satang, digits, decimals) => {
          expect(parseBaht(formatBaht(satang, digits, { decimals }))).toEqual({ ok: true, satang })
        },
      ),
    )
  })
})

describe('formatBaht', () => {
  it('groups, pads and shows satang only when there are any', () => {
    expect(formatBaht(30_000_000)).toBe('300,000')
    expect(formatBaht(30_000_005)).toBe('300,000.05')
    expect(formatBaht(30_000_000, 'thai', { decimals: 2 })).toBe('๓๐๐,๐๐๐.๐๐')
    expect(formatBaht(5)).toBe('0.05')
    expect(formatBaht(-123_456)).toBe('-1,234.56')
    expect(() => formatBaht(0.5)).toThrow(RangeError)
    expect(() => formatBaht(Number.NaN)).toThrow(RangeError)
  })
})

/** An independent reader of Thai number words, so that bahtText is checked against its meaning. */
function meaning(words: string): bigint {
  const millions = words.lastIndexOf('ล้าน')
  if (millions >= 0) {
    return meaning(words.slice(0, millions)) * 1_000_000n + meaning(words.slice(millions + 'ล้าน'.length))
  }
  const figure: Record<string, bigint> = {
    หนึ่ง: 1n,
    เอ็ด: 1n,
    สอง: 2n,
    ยี่: 2n,
    สาม: 3n,
    สี่: 4n,
    ห้า: 5n,
    หก: 6n,
    เจ็ด: 7n,
    แปด: 8n,
    เก้า: 9n,
  }
  const place: Record<string, bigint> = { สิบ: 10n, ร้อย: 100n, พัน: 1000n, หมื่น: 10_000n, แสน: 100_000n }
  let total = 0n
  let rest = words
  while (rest !== '') {
    const match = /^(หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)?(สิบ|ร้อย|พัน|หมื่น|แสน)?/.exec(rest)
    if (!match || match[0] === '') throw new Error(`cannot read ${rest}`)
    total += (match[1] ? figure[match[1]]! : 1n) * (match[2] ? place[match[2]]! : 1n)
    rest = rest.slice(match[0].length)
  }
  return total
}

describe('bahtText', () => {
  it.each([
    [0, 'ศูนย์บาทถ้วน'],
    [100, 'หนึ่งบาทถ้วน'],
    [1_000, 'สิบบาทถ้วน'],
    [1_100, 'สิบเอ็ดบาทถ้วน'],
    [2_000, 'ยี่สิบบาทถ้วน'],
    [2_100, 'ยี่สิบเอ็ดบาทถ้วน'],
    [10_100, 'หนึ่งร้อยเอ็ดบาทถ้วน'],
    [50, 'ห้าสิบสตางค์'],
    [1, 'หนึ่งสตางค์'],
    [125, 'หนึ่งบาทยี่สิบห้าสตางค์'],
    [10_011, 'หนึ่งร้อยบาทสิบเอ็ดสตางค์'],
    [30_000_000, 'สามแสนบาทถ้วน'],
    [100_000_100, 'หนึ่งล้านเอ็ดบาทถ้วน'],
    [1_100_000_000, 'สิบเอ็ดล้านบาทถ้วน'],
    [2_150_000_000, 'ยี่สิบเอ็ดล้านห้าแสนบาทถ้วน'],
    [100_000_000_000_000, 'หนึ่งล้านล้านบาทถ้วน'],
    [MAX_SATANG, 'สิบล้านล้านบาทถ้วน'],
  ])('%d satang', (satang, words) => {
    expect(bahtText(satang)).toBe(words)
  })

  it('means exactly the amount', () => {
    fc.assert(
      fc.property(anySatang, (satang) => {
        const match = /^(?:(.+)บาท)?(?:ถ้วน|(.+)สตางค์)$/.exec(bahtText(satang))
        expect(match).not.toBeNull()
        if (satang === 0) return
        const baht = match![1] === undefined ? 0n : meaning(match![1])
        expect(baht * 100n + (match![2] === undefined ? 0n : meaning(match![2]))).toBe(BigInt(satang))
        expect(bahtText(satang)).not.toMatch(/undefined|หนึ่งสิบ|สองสิบ|สิบหนึ่ง/)
      }),
      { numRuns: 1000 },
    )
  })

  it('refuses what no paper can say', () => {
    expect(() => bahtText(-500)).toThrow(RangeError)
    expect(() => bahtText(1.5)).toThrow(RangeError)
  })
})

describe('bahtOfText', () => {
  it('reads back every whole amount as bahtText writes it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_SATANG / 100 }), (baht) => {
        expect(bahtOfText(bahtText(baht * 100))).toBe(baht * 100)
      }),
    )
  })
  it.each([
    ['สองแสนบาท', 20_000_000],
    ['หนึ่งล้านสองแสนบาทถ้วน', 120_000_000],
    ['สิบเอ็ด บาท', 1_100],
  ])('reads %s', (text, satang) => {
    expect(bahtOfText(text)).toBe(satang)
  })
  it.each(['แสนบาท', 'สองสองบาท', 'สองแสน', 'สิบหนึ่งบาท', 'สองบาทกว่า', 'บาท', ''])(
    'does not guess %s',
    (text) => {
      expect(bahtOfText(text)).toBeUndefined()
    },
  )
})
