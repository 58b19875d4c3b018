/** Orders as printed: one body and many, amendments, annexes upright and across (DOCUMENTS.md §A4). */
import { afterAll, describe, expect, it } from 'vitest'
import type { OrderInput } from '../../core/papers/data.ts'
import { toThaiDigits } from '../../core/thai/digits.ts'
import { seededRandom } from '../support/core.ts'
import * as samples from './samples.ts'
import { bare, bodyTexts, canPrint, combining, compose, type Pdf, printPaper, startPrinter } from './tools.ts'

const office = samples.districtOffice
const PT = 72 / 25.4
/** 2.5 cm into the text, where paragraphs, numbers of members and of changes begin. */
const indent = (30 + 25) * PT
const rightEdge = 190 * PT
const middle = 110 * PT
const data = (change: Partial<OrderInput>): OrderInput => ({ ...samples.sampleOrder(0), ...change })
const paragraph = (text: string) => ({ kind: 'paragraph' as const, number: '', text })
const lineWith = (pdf: Pdf, text: string) => {
  const found = pdf.lines.flat().find((line) => bare(line.text).startsWith(bare(text)))
  if (!found) throw new Error(`no line begins with ${text}`)
  return found
}
const said = (pdf: Pdf) => bodyTexts(pdf).join('')
/** Lies the page across? Its lines then go on where an upright one ends. */
const across = (pdf: Pdf, page: number) => Math.max(...(pdf.lines[page] ?? []).map((line) => line.x1)) > 600
/** 0.5 mm */
const tolerance = 0.5 * PT

describe.skipIf(!canPrint)('orders as printed', () => {
  const printer = startPrinter()
  afterAll(() => printer.close())
  const print = (change: Partial<OrderInput>) => printPaper(printer, compose('order', data(change), office))

  it('of one body: numbers at 2.5 cm, roles in one column at the right, signed about the middle', async () => {
    const { committees } = samples.sampleOrder(9)
    const pdf = await print({ committees: committees ?? [] })
    expect(lineWith(pdf, '๑.').x0).toBeCloseTo(indent, 0)
    const roles = pdf.lines.flat().filter((line) => /^(ประธานกรรมการ|กรรมการ)/u.test(line.text))
    expect(roles.length).toBeGreaterThanOrEqual(9)
    for (const role of roles) expect(Math.abs(role.x0 - roles[0]!.x0)).toBeLessThan(0.5)
    for (const text of ['คำสั่งอำเภอ', 'สั่ง ณ วันที่', '(นาย']) {
      const line = lineWith(pdf, text)
      expect(Math.abs((line.x0 + line.x1) / 2 - middle)).toBeLessThan(1.5)
    }
  })

  it('that amends: one change is a paragraph, several are numbered, nobody else is named', async () => {
    const changes = Array.from(
      { length: 6 },
      (_, at) => `แต่งตั้ง นายคนใหม่${at + 1} เป็นกรรมการ แทน นายคนเดิม${at + 1}`,
    )
    const rest = [paragraph('นอกจากที่แก้ไขเพิ่มเติมนี้ ให้เป็นไปตามคำสั่งเดิมทุกประการ')]
    const one = await print({ committees: [{ seats: [], changes: changes.slice(0, 1) }], provisions: rest })
    expect(lineWith(one, 'แต่งตั้ง นายคนใหม่๑').x0).toBeCloseTo(indent, 0)
    const six = await print({ committees: [{ seats: [], changes }], provisions: rest })
    const text = said(six)
    changes.forEach((change, at) => {
      expect(text).toContain(bare(toThaiDigits(`${at + 1}. ${change}`)))
      expect(lineWith(six, toThaiDigits(`${at + 1}.`)).x0).toBeCloseTo(indent, 0)
    })
    expect(text.indexOf(bare('๖. แต่งตั้ง'))).toBeLessThan(text.indexOf(bare('นอกจากที่แก้ไข')))
    expect(text).not.toContain('บัญชีแนบท้าย')
  })

  it('that cancels has no list and no annex', async () => {
    const pdf = await print({ committees: [], annex: 'always' })
    expect(pdf.pages).toHaveLength(1)
    expect(said(pdf)).not.toContain('บัญชีแนบท้าย')
  })

  it('of twelve bodies: each is named, each has its own annex from the top of a page', async () => {
    const committees = Array.from({ length: 12 }, (_, at) => ({
      heading: `${at + 1}. คณะกรรมการคณะที่ ${at + 1}`,
      seats: (samples.sampleOrder(8).committees?.[0]?.seats ?? []).map((seat) => ({
        ...seat,
        name: `${seat.name} ${at + 1}`,
      })),
      duties: at === 11 ? ['หน้าที่ร่วมกัน'] : [],
      dutiesIntro: at === 11 ? 'ให้คณะกรรมการมีหน้าที่ ดังนี้' : '',
    }))
    const pdf = await print({ committees })
    const texts = bodyTexts(pdf)
    const first = texts.findIndex((page) => page.startsWith('บัญชีแนบท้าย'))
    expect(texts.slice(first).filter((page) => page.startsWith('บัญชีแนบท้าย'))).toHaveLength(12)
    committees.forEach((committee, at) => {
      const no = toThaiDigits(at + 1)
      const page = texts.find((one) => one.startsWith(`บัญชีแนบท้าย${no}คำสั่ง`)) ?? ''
      expect(page).toContain(bare(toThaiDigits(committee.heading)))
      for (const seat of committee.seats) expect(page).toContain(bare(toThaiDigits(seat.name ?? '')))
      expect(texts.slice(0, first).join('')).toContain(`บัญชีแนบท้าย${no}คำสั่งนี้`)
    })
    // The duties and the signature stand before the annexes.
    expect(texts.slice(0, first).join('')).toContain(bare('หน้าที่ร่วมกัน'))
    expect(texts.slice(0, first).join('')).toContain('สั่งณวันที่')
  })

  it('keeps the lists where the office wants them, and turns the page of long posts', async () => {
    const long =
      'ผู้อำนวยการโรงพยาบาลส่งเสริมสุขภาพตำบลบ้านนอกท่า รักษาราชการแทนสาธารณสุขอำเภอพรหมคีรี จังหวัดนครศรีธรรมราช'
    const seats = samples.sampleOrder(40).committees?.[0]?.seats ?? []
    const inside = await print({ annex: 'never', committees: [{ seats }] })
    expect(said(inside)).not.toContain('บัญชีแนบท้าย')
    expect(said(inside)).toContain('๔๐.')
    const upright = await print({ annex: 'always', committees: [{ seats: seats.slice(0, 5) }] })
    expect(across(upright, 1)).toBe(false)
    const turned = await print({
      annex: 'always',
      committees: [{ seats: seats.slice(0, 5).map((seat) => ({ ...seat, position: long })) }],
    })
    expect(across(turned, 1)).toBe(true)
    expect(said(turned)).toContain(bare(long))
  })

  it('of any length and any names: all is said, nothing leaves the margins, no page begins with a sign above', async () => {
    const random = seededRandom('orders')
    const below = (most: number) => (random.bytes(1)[0] ?? 0) % most
    const syllables = ['กิตติ', 'ศักดิ์', 'พงษ์', 'จันทร์', 'เพ็ญ', 'ประเสริฐ', 'ธนา', 'น้ำทิพย์', 'ณ นคร', 'วิไล']
    const words = (count: number) =>
      Array.from({ length: count }, () => syllables[below(syllables.length)]).join('')
    for (let round = 0; round < 12; round += 1) {
      const committees = Array.from({ length: 1 + below(3) }, (_, at) => ({
        heading: at === 0 && round % 2 === 0 ? '' : `${at + 1}. คณะทำงาน${words(1 + below(4))}`,
        seats: Array.from({ length: 1 + below(24) }, (_, no) => ({
          name: below(5) === 0 ? '' : `นาย${words(1 + below(12))}`,
          position: `ตำแหน่ง${words(1 + below(10))}`,
          role: no === 0 ? 'ประธานกรรมการ' : 'กรรมการ',
        })),
        duties: Array.from({ length: below(6) }, () => `หน้าที่${words(2 + below(20))}`),
        dutiesIntro: '',
      }))
      const subject = `แต่งตั้ง${words(3 + below(30))}`
      const pdf = await print({ committees, subject, annex: round % 3 === 0 ? 'never' : 'auto' })
      const text = said(pdf)
      expect(text).toContain(bare(subject))
      for (const { seats, duties } of committees) {
        for (const seat of seats) {
          // In a table, a name and its post are woven line by line; their beginnings stand.
          expect(text).toContain(bare(seat.position).slice(0, 12))
          expect(text).toContain(bare(seat.name).slice(0, 9))
        }
        for (const duty of duties) expect(text).toContain(bare(duty))
      }
      expect(pdf.report.overflow).toEqual([])
      for (const page of bodyTexts(pdf)) expect(page).not.toMatch(combining)
      for (const [at, lines] of pdf.lines.entries())
        if (!across(pdf, at))
          for (const line of lines) expect(line.x1).toBeLessThanOrEqual(rightEdge + tolerance)
      const signing = bodyTexts(pdf).find((page) => page.includes('สั่งณวันที่')) ?? ''
      expect(signing.indexOf('สั่งณวันที่')).toBeGreaterThan(0)
    }
  })
})
