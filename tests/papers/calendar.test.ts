/** ปฏิทินการปฏิบัติงาน as it is printed: months and the year on one page each, the list whole. */
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Client } from '../../core/contract.ts'
import { addDays } from '../../core/thai/dates.ts'
import { closeAll, directive, finish, openTestCore, setUpDistrict } from '../support/core.ts'
import { type Measured, measurePrint, startInspector } from './quality.ts'
import { canPrint, startPrinter } from './tools.ts'

afterEach(closeAll)

const longTitle =
  'เตรียมเอกสารประกอบการประชุมคณะกรรมการบริหารงานอำเภอและตรวจสอบความถูกต้องของบัญชีโครงการทุกตำบลก่อนเสนอจังหวัด'

async function entries(client: Client, first: string, days: number, each: number) {
  for (let at = 0; at < days; at += 1)
    for (let no = 1; no <= each; no += 1)
      await client.calendar.saveEntry({
        id: null,
        fields: {
          title: `${longTitle} ครั้งที่ ${no}`,
          startsOn: addDays(first, at),
          endsOn: null,
          place: 'ห้องประชุมที่ว่าการอำเภอพรหมคีรี',
          tambonCode: null,
          note: '',
          done: false,
        },
      })
}

describe.skipIf(!canPrint)('the calendar on paper', () => {
  const printer = startPrinter()
  const inspector = startInspector()
  let printed: { html: string; title: string; bytes: Uint8Array } | undefined
  const port = {
    async printPdf(html: string, { title }: { title: string }) {
      const bytes = await printer.print(html, { title })
      printed = { html, title, bytes }
      return bytes
    },
    places: () => Promise.resolve([]),
  }
  afterAll(async () => {
    await printer.close()
    await inspector.close()
  })
  async function office() {
    const made = await openTestCore({ port })
    made.clock.set('2023-03-20T03:00:00Z')
    await setUpDistrict(made.client)
    return made.client
  }
  type Form = 'month' | 'months' | 'year' | 'list'
  async function print(
    client: Client,
    form: Form,
    month?: number,
    fiscalYear = 2566,
    weekStart: 0 | 1 = 0,
  ): Promise<Measured> {
    const paper = {
      kind: 'calendar' as const,
      ...{ form, fiscalYear, weekStart },
      ...(month === undefined ? {} : { month }),
    }
    await finish(client.papers.make({ paper, format: 'pdf' }))
    if (printed === undefined) throw new Error('nothing was printed')
    const measured = await measurePrint(printed.html, printed.title, printed.bytes, inspector)
    printed = undefined
    return measured
  }

  it('stands on one page a month however full its days are, and says how many more there are', async () => {
    const client = await office()
    await client.directives.register(directive)
    // October 2022 has six weeks
    await entries(client, '2022-10-01', 31, 3)
    for (const month of [10, 2]) {
      const found = await print(client, 'month', month)
      expect(found.faults).toEqual([])
      expect(found.pages).toBe(1)
      expect(found.text.includes('และอีก')).toBe(month === 10)
    }
    const year = await print(client, 'year')
    expect([year.faults, year.pages]).toEqual([[], 1])
    expect(year.text).toContain('กันยายน2566')
    const all = await print(client, 'months')
    expect([all.faults, all.pages]).toEqual([[], 12])
    const list = await print(client, 'list')
    expect(list.faults).toEqual([])
    expect(list.text.split('ครั้งที่3').length - 1).toBe(31)
  })

  it('stands on one page with weeks from Monday, many windows and wide letters, its days off never hidden', async () => {
    const client = await office()
    for (const planFy of [2567, 2568, 2569, 2570])
      for (const level of ['village', 'tambon', 'local', 'district', 'needs', 'province'] as const)
        await client.calendar.setWindow({
          ...{ planFy, level, startsOn: '2023-09-15', endsOn: '2023-11-15' },
          ...{ source: '', certainty: '' },
        })
    for (let no = 1; no <= 31; no += 1)
      for (const title of ['W'.repeat(60), longTitle, 'ฒ'.repeat(60)])
        await client.calendar.saveEntry({
          id: null,
          fields: {
            ...{ title, startsOn: addDays('2023-09-30', no), endsOn: null, place: '' },
            ...{ tambonCode: null, note: '', done: false },
          },
        })
    // October 2023 begins on a Sunday: six weeks from Monday on
    for (const weekStart of [1, 0] as const) {
      const found = await print(client, 'month', 10, 2567, weekStart)
      expect([weekStart, found.faults, found.pages]).toEqual([weekStart, [], 1])
      expect(found.text.includes('อาทิตย์จันทร์')).toBe(weekStart === 0)
      expect(found.text.includes('เสาร์อาทิตย์')).toBe(weekStart === 1)
      expect(found.text).toContain('วันปิยมหาราช')
      expect(found.text).toMatch(/พ\.ย\.66และอีก\d+เรื่อง/u)
    }
  })

  it('keeps deadline and lock in words apart, says what is late and which years need their holidays', async () => {
    const client = await office()
    await client.directives.register(directive)
    const list = await print(client, 'list')
    expect(list.faults).toEqual([])
    const { text } = list
    expect(text).toContain('กำหนดรายงานผล')
    expect(text).toContain('เลยแล้วยังบันทึกและส่งงานได้')
    expect(text).toContain('วันมาฆบูชา')
    const empty = await print(client, 'year', undefined, 2573)
    expect(empty.faults).toEqual([])
    expect(empty.text).toContain('ยังไม่มีวันหยุดตามจันทรคติ')
  })

  it('is also a document and, as a list, a sheet', async () => {
    const client = await office()
    const made = async (form: Form, format: 'docx' | 'xlsx') =>
      (await finish(client.papers.make({ paper: { kind: 'calendar', form, fiscalYear: 2566 }, format }))).name
    expect(await made('list', 'xlsx')).toMatch(/^ปฏิทินการปฏิบัติงาน.*2566\.xlsx$/u)
    expect(await made('list', 'docx')).toMatch(/\.docx$/u)
    expect(await made('year', 'docx')).toMatch(/\.docx$/u)
  })
})
