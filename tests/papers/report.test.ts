/** Every number that the results report prints can be traced: read back from PDF and XLSX, found as the sum of its sources. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../core/contract.ts'
import type { Core } from '../../core/core.ts'
import { toArabicDigits } from '../../core/thai/digits.ts'
import districts from '../../resources/geography/districts.json' with { type: 'json' }
import { closeAll, finish, openTestCore, seededRandom } from '../support/core.ts'
import { everyFigureTraced, figuresOf } from '../support/reports.ts'
import { measurePrint, startInspector } from './quality.ts'
import { bare, canPrint, readPdf, resourcesDir, startPrinter } from './tools.ts'

type Rule = { key: string; name: string; text: string; unit: 'count' | 'money'; hasExpected: boolean }
const rules = (
  JSON.parse(readFileSync(join(resourcesDir, 'rules/report-figures.json'), 'utf8')) as { items: Rule[] }
).items
const forms = ['standard', 'byTambon', 'comparison'] as const
// another district, chosen by nobody and the same in every run
const [byte = 0, more = 0] = seededRandom('a district nobody has seen').bytes(2)
const [other = '2306'] = districts[(byte * 256 + more) % districts.length] ?? []

/** The numbers that a text prints of each figure, in the order of the rules. */
function numbersIn(text: string): Map<string, { n: number; of: number | null }> {
  const found = new Map<string, { n: number; of: number | null }>()
  const number = '([0-9][0-9,.]*)'
  let from = 0
  for (const { key, text: phrase, unit } of rules) {
    const pattern = bare(phrase)
      .split(/(\{\{n\}\}|\{\{of\}\})/u)
      .map((part) => (/^\{\{/u.test(part) ? number : part.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&')))
      .join('')
    const match = new RegExp(pattern, 'u').exec(text.slice(from))
    if (!match) continue
    from += match.index + match[0].length
    const amount = (part: string | undefined) => {
      const value = Number((part ?? '').replaceAll(',', ''))
      return unit === 'money' ? Math.round(value * 100) : value
    }
    found.set(key, { n: amount(match[1]), of: match[2] === undefined ? null : amount(match[2]) })
  }
  return found
}

describe.skipIf(!canPrint).each(['8002', other])('the report of district %s', (districtCode) => {
  const printer = startPrinter()
  const inspector = startInspector()
  let bytes: Uint8Array | undefined
  let page = { html: '', title: '' }
  let core: Core
  let client: Client
  let reportId = ''
  beforeAll(async () => {
    const port = {
      async printPdf(html: string, { title }: { title: string }) {
        page = { html, title }
        bytes = await printer.print(html, { title })
        return bytes
      },
      places: () => Promise.resolve([]),
    }
    const made = await openTestCore({ port, seed: districtCode })
    made.clock.set('2022-07-19T03:00:00Z')
    await finish(made.client.demo.start({ which: 'demoDistrict', districtCode }))
    ;({ core, client } = made)
    reportId = (await client.reports.list())[0]?.id ?? ''
  })
  afterAll(async () => {
    await closeAll()
    await printer.close()
    await inspector.close()
  })

  async function inForm(form: string): Promise<void> {
    const { asOf, reporterName, reporterPosition, reporterTelephone, signatoryId } = await client.reports.get(
      { id: reportId },
    )
    const head = { asOf, reporterName, reporterPosition, reporterTelephone, signatoryId, form }
    await client.reports.saveHead({ id: reportId, fields: head })
  }
  async function pdf(): Promise<Uint8Array> {
    await finish(client.papers.make({ paper: { kind: 'report', id: reportId }, format: 'pdf' }))
    return bytes ?? new Uint8Array()
  }
  async function workbook(): Promise<ExcelJS.Workbook> {
    const { token } = await finish(
      client.papers.make({ paper: { kind: 'report', id: reportId }, format: 'xlsx' }),
    )
    const file = await core.files.take(token, 't')
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(file?.path ?? '')
    return book
  }
  const sum = (items: readonly { value: number }[]) => items.reduce((all, one) => all + one.value, 0)
  const text = (cell: ExcelJS.Cell | undefined) => toArabicDigits(String(cell?.text ?? '')).trim()
  const amountIn = (words: string) => (/[0-9]/u.test(words) ? Number(words.replaceAll(/[^0-9.]/gu, '')) : 0)

  it('is counted from records that open', async () => {
    await everyFigureTraced(client, reportId)
  })

  it('prints in PDF only numbers that are the sum of their sources', async () => {
    await inForm('standard')
    const printed = numbersIn(toArabicDigits(readPdf(await pdf()).pages.join('')))
    expect([...printed.keys()]).toEqual(rules.map((rule) => rule.key))
    for (const [figure, { n, of }] of printed) {
      const sources = await client.reports.sources({ reportId, figure })
      expect(n, figure).toBe(sum(sources))
      if (of !== null) expect(of - n, figure).toBe(sum(await client.reports.missing({ reportId, figure })))
    }
  })

  it('says in the spreadsheet of each tambon what its sources say', async () => {
    await inForm('byTambon')
    const form = await client.reports.form({ key: 'byTambon' })
    const part = form.form.sections[0]?.parts[0]
    if (part?.part !== 'table') throw new Error('no table')
    const sheet = (await workbook()).worksheets[0]
    const tambons = await client.geography.ownTambons()
    let seen = 0
    for (const { code, name } of tambons) {
      const row = sheet?.getRows(1, sheet.rowCount)?.find((one) => text(one.getCell(2)) === name)
      expect(row, name).toBeDefined()
      for (const [at, { show }] of part.columns.entries()) {
        const figure = /^figure:(\w+)(\.of)?$/u.exec(show)
        if (!figure?.[1]) continue
        const own = { reportId, figure: figure[1], tambonCode: code }
        const unit = rules.find((rule) => rule.key === figure[1])?.unit
        const value = Number(row?.getCell(at + 1).value ?? 0) * (unit === 'money' ? 100 : 1)
        const counted = sum(await client.reports.sources(own))
        const missing = figure[2] ? sum(await client.reports.missing(own)) : 0
        expect(Math.round(value), `${name} ${show}`).toBe(counted + missing)
        seen += 1
      }
    }
    expect(seen).toBe(tambons.length * 10)
  })

  it('compares in the spreadsheet figure by figure, and lists in its annexes what was counted', async () => {
    await inForm('comparison')
    const book = await workbook()
    const figures = await figuresOf(client, reportId)
    const [first] = book.worksheets
    let row = 1
    while (text(first?.getRow(row).getCell(1)) !== '1') row += 1
    for (const { key, name, unit } of rules) {
      const cells = first?.getRow(row)
      expect(text(cells?.getCell(2))).toBe(name)
      const shown = amountIn(text(cells?.getCell(3)))
      expect(Math.round(shown * (unit === 'money' ? 100 : 1)), key).toBe(
        sum(await client.reports.sources({ reportId, figure: key })),
      )
      row += 1
    }
    const activities = book.worksheets.find((sheet) =>
      text(sheet.getRow(1).getCell(1)).startsWith('บัญชีแนบ 4'),
    )
    expect(activities).toBeDefined()
    let persons = 0
    activities?.eachRow((one) => {
      if (/^[0-9]+$/u.test(text(one.getCell(1)))) persons += Number(one.getCell(7).value ?? 0)
    })
    const counted = (figures.sessionPersons?.value ?? 0) + (figures.workshopPersons?.value ?? 0)
    expect(persons).toBeGreaterThanOrEqual(counted)
  })

  it.each(forms)('stands well on its pages in the form %s', async (form) => {
    await inForm(form)
    const printed = await pdf()
    const measured = await measurePrint(page.html, page.title, printed, inspector)
    expect(measured.faults).toEqual([])
  })

  it.each(forms)(
    'stands well with long prose too, and no page is left to its heads in the form %s',
    async (form) => {
      const prose = 'ชี้แจงแนวทางปฏิบัติแก่กำนัน ผู้ใหญ่บ้าน และผู้แทนทุกภาคส่วนครบทุกตำบลแล้ว '
      const { duties } = await client.reports.get({ id: reportId })
      for (const { dutyId } of duties.slice(0, 2))
        await client.reports.saveText({
          ...{ reportId, dutyId, result: prose.repeat(30).trim(), problem: prose.repeat(12).trim() },
          suggestion: prose.repeat(8).trim(),
        })
      await inForm(form)
      const printed = await pdf()
      const measured = await measurePrint(page.html, page.title, printed, inspector)
      expect(measured.faults).toEqual([])
      const { pages } = readPdf(printed)
      expect(pages[0]?.length).toBeGreaterThan(700)
      if (form !== 'standard') return
      // the first row is higher than the room under the heads: it begins there and its number comes again
      expect(pages[0]).toContain(bare(prose).slice(0, 20))
      expect(toArabicDigits(pages[1] ?? '')).toContain('1(ต่อ)')
      for (const text of pages.slice(0, -2)) expect(text).toContain('เรื่อง/กิจกรรม')
    },
  )
})
