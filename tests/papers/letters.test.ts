/** A letter to many and a register, as they leave the program: read back out of the PDF. */
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { letterFields } from '../../core/papers/rules.ts'
import { toThaiDigits } from '../../core/thai/digits.ts'
import { closeAll, finish, openTestCore, setUpProvince } from '../support/core.ts'
import { bare, canPrint, cutWords, readPdf, startPrinter } from './tools.ts'

afterEach(closeAll)

describe.skipIf(!canPrint)('a letter to many on paper', async () => {
  const printer = startPrinter()
  afterAll(() => printer.close())

  async function province() {
    const { client, core } = await openTestCore({
      port: {
        printPdf: (html, options) => printer.print(html, options),
        places: () => Promise.resolve([]),
      },
    })
    await setUpProvince(client)
    const [signer] = await client.office.signatories()
    const { rows } = await client.papers.addresseesOf({ group: 'districtChiefs', bodyIds: [] })
    const made = async (paper: Parameters<typeof client.papers.make>[0]['paper']) => {
      const { token } = await finish(client.papers.make({ paper, format: 'pdf' }))
      return readPdf(readFileSync((await core.files.take(token, 't'))?.path ?? ''))
    }
    return { client, rows, signatoryId: signer?.id ?? null, made }
  }

  it('23 letters of two pages: one file in their order, each with its own words, number and page 2', async () => {
    const { client, rows, signatoryId, made } = await province()
    const long = 'ขอให้อำเภอ{{อำเภอ}}ดำเนินการตามแนวทางที่กำหนดและรายงานผลให้จังหวัดทราบตามห้วงเวลา '.repeat(4)
    const { id } = await client.papers.saveLetter({
      id: null,
      addressees: rows,
      fields: letterFields.parse({
        dated: null,
        subject: 'ติดตามการดำเนินงานของอำเภอ{{อำเภอ}}',
        addressee: 'นายอำเภอทุกอำเภอ',
        references: [],
        enclosures: [{ title: 'แบบรายงานของอำเภอ{{อำเภอ}}', quantity: 'จำนวน ๑ ชุด' }],
        paragraphs: [
          ...Array.from({ length: 9 }, (_, at) => ({ text: `${at + 1}. ${long}` })),
          { text: 'จึงเรียนมาเพื่อดำเนินการ' },
        ],
        closing: 'ขอแสดงความนับถือ',
        signatoryId,
        speed: 'veryUrgent',
        numbering: 'each',
        copyTo: '',
      }),
    })
    await client.papers.signLetter({ id, signedOn: '2022-07-14', number: { kind: 'first' } })
    const pdf = await made({ kind: 'letterRun', id })
    const firsts = pdf.pages.flatMap((text, at) => (text.includes('เรียนนายอำเภอ') ? [at] : []))
    expect(firsts).toHaveLength(23)
    expect(firsts[0]).toBe(0)
    for (const [index, row] of rows.entries()) {
      const from = firsts[index] ?? 0
      const pages = pdf.pages.slice(from, firsts[index + 1] ?? pdf.pages.length)
      const text = pages.join('')
      expect(pages).toHaveLength(2)
      expect(text).toContain(bare(`เรียน${row.addressee}`))
      expect(text).toContain(`/${toThaiDigits(String(index + 1).padStart(4, '0'))}`)
      expect(text.split(bare(`ขอให้อำเภอ${row.fields.อำเภอ}ดำเนินการ`)).length - 1).toBe(36)
      // each letter counts its own pages
      expect(pages[0]).not.toMatch(/^-[๐-๙]+-/u)
      expect(pages[1]).toMatch(/^-๒-/u)
      expect(text).toContain('ขอแสดงความนับถือ')
    }
    expect(pdf.pages.join('')).not.toMatch(/[{}]/u)
    for (const font of pdf.fonts) expect(font).toMatch(/^[A-Z]{6}\+Laksaman(-Bold)?$/u)
    expect(Math.max(...pdf.lines.flat().map((line) => line.x1))).toBeLessThanOrEqual(538.6)
    expect(cutWords(pdf)).toEqual([])
  }, 120_000)

  it('a register of 120 numbers: across, its head on every page, no row cut', async () => {
    const { client, made } = await province()
    const rows = Array.from({ length: 120 }, (_, at) => ({
      number: at + 1,
      dated: '2022-03-01',
      subject: `${'ขอเชิญประชุมคณะกรรมการบริหารงานตำบลแบบบูรณาการ '.repeat(1 + (at % 4))}ครั้งที่ ${at + 1}`,
      addressee: at % 3 === 0 ? '' : 'นายกองค์การบริหารส่วนตำบลทุกแห่ง',
      note: '',
    }))
    await client.papers.importRegister({
      register: 'outgoing',
      year: 2565,
      rows: rows.filter(({ number }) => number !== 50),
      gapReason: 'อยู่ในสมุดทะเบียนเล่ม ๑',
      dryRun: false,
    })
    const pdf = await made({ kind: 'register', register: 'outgoing', year: 2565 })
    expect(pdf.pages.length).toBeGreaterThan(3)
    for (const page of pdf.pages) expect(page).toContain('เลขที่ลงวันที่ถึงเรื่อง')
    const text = pdf.pages.join('')
    for (const { number } of rows) expect(text).toContain(String(number).padStart(4, '0'))
    await client.papers.beginRegister({ register: 'memo', year: 2565, lastUsed: 238, reason: 'สมุดทะเบียนเดิม' })
    const memos = await made({ kind: 'register', register: 'memo', year: 2565 })
    expect(memos.pages.join('')).toContain('1–238สมุดทะเบียนเดิม')
    expect(memos.pages).toHaveLength(1)
    expect(text).toContain(bare('อยู่ในสมุดทะเบียนเล่ม ๑').replace('๑', '1'))
    expect(text).toContain('ทะเบียนหนังสือส่ง')
    expect(pdf.info).toMatch(/Page size:\s+84[12](\.\d+)? x 59[456]/u)
    expect(cutWords(pdf)).toEqual([])
  }, 120_000)
})
