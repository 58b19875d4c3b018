import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeAll, faultOf, finish, openTestCore, type TestCore } from '../../tests/support/core.ts'
import { provinceForms } from '../../tests/support/report-forms.ts'
import { figuresOf } from '../../tests/support/reports.ts'
import { type ReportForm, reportFormInput } from './rules.ts'

let made: TestCore
let reportId = ''
beforeAll(async () => {
  made = await openTestCore()
  made.clock.set('2022-07-19T03:00:00Z')
  await finish(made.client.demo.start({ which: 'demoDistrict', districtCode: '8002' }))
  reportId = (await made.client.reports.list())[0]?.id ?? ''
})
afterAll(closeAll)

/** The report of the demo district in a form of the office's own. */
async function inForm(form: ReportForm): Promise<void> {
  const { client } = made
  const { key } = await client.reports.createForm({ fromKey: 'standard', name: form.name })
  await client.reports.saveForm({ key, form: reportFormInput.parse(form) })
  const { asOf, reporterName, reporterPosition, reporterTelephone, signatoryId } = await client.reports.get({
    id: reportId,
  })
  await client.reports.saveHead({
    id: reportId,
    fields: { asOf, reporterName, reporterPosition, reporterTelephone, signatoryId, form: key },
  })
}

async function firstSheet(): Promise<unknown[][]> {
  const { token } = await finish(
    made.client.papers.make({ paper: { kind: 'report', id: reportId }, format: 'xlsx' }),
  )
  const file = await made.core.files.take(token, 't')
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file?.path ?? '')
  const [sheet] = book.worksheets
  return sheet?.getRows(1, sheet.rowCount)?.map((row) => (row.values as unknown[]).slice(1)) ?? []
}

describe('a form that a province sends is matched by data alone', () => {
  it('indicators under their duties with target, result and percent as numbers', async () => {
    const { client } = made
    await inForm(provinceForms.indicators)
    const figures = await figuresOf(client, reportId)
    const rows = await firstSheet()
    const names = rows.flatMap((row) => (typeof row[0] === 'number' ? [String(row[1])] : []))
    expect(names).toHaveLength(9)
    const plans = rows.find((row) => row[1] === figures.villagePlans?.name)
    const { value, expected } = figures.villagePlans ?? {}
    expect(plans?.slice(2, 6)).toEqual([
      'หมู่บ้าน',
      expected,
      value,
      Math.round(((value ?? 0) * 10_000) / (expected ?? 1)) / 100,
    ])
    const money = rows.find((row) => row[1] === figures.partnersPledged?.name)
    expect(money?.[2]).toBe('บาท')
    expect(money?.[4]).toBe((figures.partnersPledged?.value ?? 0) / 100)
    // the duty stands above its figures; what was said of it once, beside the first
    const report = await client.reports.get({ id: reportId })
    const duty = report.duties.find((one) => one.kind === 'workshops')
    expect(duty?.problem).not.toBe('')
    expect(rows.filter((row) => row[6] === duty?.problem)).toHaveLength(1)
    const at = rows.findIndex((row) => row[6] === duty?.problem)
    expect(rows[at - 1]?.[0]).toBe('ประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาตำบล')
    expect(rows[at]?.[1]).toBe(figures.workshopsHeld?.name)
  })

  it('ticks from the state of each duty, and counts them', async () => {
    const { client } = made
    await inForm(provinceForms.ticks)
    const { directiveId } = await client.reports.get({ id: reportId })
    const { duties } = await client.directives.get({ id: directiveId })
    const rows = await firstSheet()
    for (const { no, state } of duties) {
      const row = rows.find((one) => one[0] === no)
      const at = ['done', 'doing', 'open'].indexOf(state)
      expect([2, 3, 4].map((column) => row?.[column] ?? '')).toEqual(
        [0, 1, 2].map((one) => (one === at ? '√' : '')),
      )
    }
    const total = rows.find((row) => String(row[0]).startsWith('รวม') && String(row[0]).endsWith('ข้อ'))
    const count = (state: string) => duties.filter((duty) => duty.state === state).length
    expect(total?.slice(2, 5)).toEqual([count('done'), count('doing'), count('open')])
  })

  it('a page for each tambon with its own figures, activities and notes alone', async () => {
    const { client } = made
    await inForm(provinceForms.sheets)
    const tambons = await client.geography.ownTambons()
    const [, second] = tambons
    const report = await client.reports.get({ id: reportId })
    const duty = report.duties.find((one) => one.kind === 'workshops')
    await client.reports.saveNote({
      id: null,
      fields: {
        ...{ dutyId: duty!.dutyId, tambonCode: second!.code, notedOn: '2022-04-01', part: 'problem' },
        ...{ text: 'สถานที่ประชุมคับแคบ', notedBy: '', about: null, example: false },
      },
    })
    const html = (await client.papers.preview({ kind: 'report', id: reportId })).html
    const pages = html.split('<section class="flow"').slice(1)
    expect(pages).toHaveLength(tambons.length)
    const bare = (text: string | undefined) => (text ?? '').replaceAll(/<[^>]*>|\s/gu, '')
    for (const [at, { code, name }] of tambons.entries()) {
      expect(bare(pages[at])).toContain(`แบบรายงานตำบล${name}`)
      expect(bare(pages[at])).toContain(`กำนันตำบล${name}`)
      const share = duty!.figures
        .find((one) => one.key === 'villagePlans')
        ?.shares.find((one) => one.tambonCode === code)
      const thai = (value: number | null | undefined) =>
        String(value).replaceAll(/[0-9]/gu, (digit) => String.fromCharCode(Number(digit) + 0x0e50))
      expect(bare(pages[at])).toContain(`${thai(share?.value)}/${thai(share?.expected)}หมู่บ้าน`)
    }
    expect(bare(pages[1])).toContain('สถานที่ประชุมคับแคบ')
    expect(bare(pages[0])).not.toContain('สถานที่ประชุมคับแคบ')
    // the district's own plan is of no tambon
    expect(bare(pages[0])).not.toContain('แผนความต้องการระดับอำเภอ')
    const other = await client.activities.list({ editionFy: report.editionFy, kind: 'workshop' })
    const foreign = other.find((one) => one.tambonCode === second!.code)
    expect(foreign).toBeDefined()
    expect(bare(pages[1])).toContain(bare(foreign?.subject))
    expect(bare(pages[0])).not.toContain(bare(foreign?.subject))
  })

  it('and what cannot be is said: a whole-district layout per tambon, a group that is no field', async () => {
    const { client } = made
    const wrong = reportFormInput.parse({
      ...provinceForms.sheets,
      paperTitle: '{{tambon}}',
      sections: [
        {
          ...provinceForms.sheets.sections[0],
          parts: [
            { part: 'table', rows: 'tambons', layout: 'reportTambons' },
            {
              part: 'table',
              rows: 'figures',
              group: 'value',
              columns: [{ show: 'name', head: 'ก', width: 20 }],
            },
          ],
          signatures: [{ who: 'blank', position: '{{nobody}}' }],
        },
      ],
    }) as ReportForm
    const fault = await faultOf(client.reports.previewForm({ reportId, form: wrong }))
    const at = (fault.params.issues as { path: string[]; key: string }[]).map(
      (issue) => `${issue.path.slice(1).join('.')} ${issue.key}`,
    )
    expect(at).toEqual([
      'paperTitle layoutUnknownTag',
      'sections.0.signatures.0.position layoutUnknownTag',
      'sections.0.parts.0.layout formLayoutEach',
      'sections.0.parts.1.group layoutUnknownColumn',
    ])
  })
})
