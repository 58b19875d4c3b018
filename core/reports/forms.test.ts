import { afterEach, describe, expect, it } from 'vitest'
import { activityBase, closeAll, faultOf } from '../../tests/support/core.ts'
import { reportOffice } from '../../tests/support/reports.ts'
import type { Client } from '../contract.ts'
import type { ReportForm } from './rules.ts'

afterEach(closeAll)

/** A form nobody built: two tables, paragraphs with figures, a blank, three signatures. Pure data. */
const enclosure = {
  name: 'แบบสิ่งที่ส่งมาด้วย ๒ ของจังหวัด',
  source: '',
  note: '',
  paperTitle: 'แบบรายงาน (จังหวัด) {{district}}',
  sections: [
    {
      orientation: 'portrait' as const,
      heading: ['แบบรายงานของจังหวัด', '{{district}} {{province}}'],
      head: [{ label: 'ณ วันที่', text: '{{asOf}}' }],
      parts: [
        {
          part: 'text' as const,
          title: 'ก. ภาพรวม',
          lines: [
            'จัดอบรม {{figure:sessionsHeld}} ครั้ง แผนตำบล {{figure:tambonPlans}}/{{figure:tambonPlans.of}} ตำบล',
          ],
        },
        {
          part: 'table' as const,
          title: 'ข. รายตำบล',
          rows: 'tambons' as const,
          total: 'รวม {{count}} ตำบล',
          columns: [
            { show: 'tambon', head: 'ตำบล', width: 30 },
            {
              show: 'figure:sessionPersons',
              head: 'อบรม (คน)',
              width: 30,
              align: 'right' as const,
              sum: true,
            },
            { show: 'blank', head: 'ลายมือชื่อ', width: 40 },
          ],
        },
        {
          part: 'table' as const,
          title: 'ค. ตัวเลขที่เลือก',
          rows: 'figures' as const,
          figures: ['workshopPersons', 'sessionPersons'],
          columns: [
            { show: 'rank', head: 'ที่', width: 10 },
            { show: 'name', head: 'รายการ', width: 80 },
            { show: 'value', head: 'จำนวน', width: 25, align: 'right' as const },
          ],
        },
        { part: 'narrative' as const, title: 'ง. ปัญหา', texts: ['problem' as const], duties: ['workshops'] },
        { part: 'blank' as const, title: 'จ. ความเห็นของจังหวัด', lines: 3 },
      ],
      signatures: [
        { who: 'reporter' as const, caption: 'ผู้รายงาน' },
        { who: 'signatory' as const },
        { who: 'blank' as const, position: 'ผู้ตรวจ' },
      ],
    },
  ],
}

const paper = async (client: Client, id: string) =>
  plain((await client.papers.preview({ kind: 'report', id })).html)
const plain = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>/gsu, '')
    .replaceAll(/<br>|<\/td>|<\/th>|<\/div>/gu, ' ')
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/\s+/gu, ' ')
const head = { asOf: '2023-07-10', reporterName: 'นายก', reporterPosition: 'ปลัด', reporterTelephone: '' }

describe('forms', () => {
  it('of the program can all be printed and edited as they are', async () => {
    const { client, reportId } = await reportOffice()
    const forms = await client.reports.forms()
    expect(forms.length).toBeGreaterThanOrEqual(2)
    for (const { key, state, broken } of forms) {
      expect([state, broken], key).toEqual(['program', false])
      const detail = await client.reports.form({ key })
      expect(detail.problems).toEqual([])
      for (const [rows, fields] of Object.entries(detail.knows.fields))
        for (const field of fields) expect(field.name, `${rows} ${field.show}`).not.toBe(field.show)
      for (const tag of detail.knows.tags) expect(tag.name).not.toBe(tag.tag)
      await client.reports.saveForm({ key, form: detail.form })
      await client.reports.saveHead({ id: reportId, fields: { ...head, signatoryId: null, form: key } })
      expect(await paper(client, reportId)).toContain('แบบรายงานผลการดำเนินงาน')
      await client.reports.resetForm({ key })
    }
  })

  it('that are made of data alone are printed, survive signing, and come back after that of the office is gone', async () => {
    const { client, reportId } = await reportOffice()
    await client.activities.save({
      id: null,
      fields: {
        ...{ ...activityBase, kind: 'session', tambonCode: '800202', heldOn: '2023-02-01' },
        attendance: [{ group: 'people', persons: 33 }],
      },
    })
    const { key } = await client.reports.createForm({ fromKey: 'standard', name: 'ของจังหวัด' })
    const shown = await client.reports.previewForm({ reportId, form: enclosure })
    expect(shown.title).toBe('แบบรายงาน (จังหวัด) อำเภอพรหมคีรี')
    await client.reports.saveForm({ key, form: enclosure })
    const [signer] = await client.office.signatories()
    await client.reports.saveHead({ id: reportId, fields: { ...head, signatoryId: signer!.id, form: key } })
    const html = await paper(client, reportId)
    expect(plain(shown.html).replaceAll(/\(\.+\)/gu, '')).toContain('จัดอบรม ๑ ครั้ง แผนตำบล ๐/๕ ตำบล')
    expect(html).toContain('จัดอบรม ๑ ครั้ง แผนตำบล ๐/๕ ตำบล')
    expect(html).toContain('บ้านเกาะ ๓๓')
    expect(html).toContain('รวม ๕ ตำบล ๓๓')
    expect(html).toMatch(/๑ ผู้เข้าร่วมประชุมเชิงปฏิบัติการ ๐ ๒ ผู้เข้าร่วมประชุม\/อบรม ๓๓/u)
    expect(html).toContain('ผู้ตรวจ')
    expect((await faultOf(client.reports.resetForm({ key }))).code).toBe('report.formInUse')

    await client.reports.sign({ id: reportId, signedOn: '2023-07-18' })
    const signed = await paper(client, reportId)
    expect(signed).toBe(html)
    await client.reports.resetForm({ key })
    expect((await client.reports.forms()).some((form) => form.key === key)).toBe(false)
    expect(await paper(client, reportId)).toBe(signed)
    await client.office.undo()
    expect((await client.reports.forms()).some((form) => form.key === key)).toBe(true)
  })

  it('are refused with every place that is wrong', async () => {
    const { client, reportId } = await reportOffice()
    const [section] = enclosure.sections
    const [text, table, figures] = section!.parts
    const form = {
      ...enclosure,
      paperTitle: '{{nobody}}',
      sections: [
        {
          ...section!,
          parts: [
            { ...text!, lines: ['{{figure:nothing}} ครั้ง', '{{district'] },
            {
              ...table!,
              columns: [
                { show: 'salary', head: 'เงินเดือน', width: 30 },
                { show: 'figure:nothing.of', head: 'ก', width: 30 },
                { show: 'tambon', head: '', width: 30, sum: true },
              ],
            },
            { ...figures!, figures: ['nothing'], duties: ['nobody'] },
            { part: 'table' as const, rows: 'tambons' as const, layout: 'duties' },
            {
              part: 'table' as const,
              rows: 'duties' as const,
              columns: [{ show: 'no', head: 'ที่', width: 200 }],
            },
          ],
        },
      ],
    } as unknown as ReportForm
    const { key } = await client.reports.createForm({ fromKey: 'byTambon', name: 'ของเรา' })
    const fault = await faultOf(client.reports.saveForm({ key, form }))
    const at = (fault.params.issues as { path: string[]; key: string }[]).map(
      (issue) => `${issue.path.slice(1).join('.')} ${issue.key}`,
    )
    expect(at).toEqual([
      'paperTitle layoutUnknownTag',
      'sections.0.parts.0.lines.0 formUnknownFigure',
      'sections.0.parts.0.lines.1 layoutUnknownTag',
      'sections.0.parts.1.columns.0.show layoutUnknownColumn',
      'sections.0.parts.1.columns.1.show formUnknownFigure',
      'sections.0.parts.1.columns.2.sum layoutNoSum',
      'sections.0.parts.1.columns.2.head required',
      'sections.0.parts.2.duties.0 formUnknownDuty',
      'sections.0.parts.2.figures.0 formUnknownFigure',
      'sections.0.parts.3.layout formUnknownLayout',
      'sections.0.parts.4.columns layoutTooWide',
    ])
    expect((await faultOf(client.reports.previewForm({ reportId, form }))).code).toBe('input.invalid')
    expect((await faultOf(client.reports.form({ key: 'nothing' }))).code).toBe('record.notFound')
    expect((await client.reports.form({ key })).form.name).toBe('ของเรา')
  })

  it('that name a figure which is gone are said to be broken, and nothing is printed with a hole', async () => {
    const { client, reportId } = await reportOffice()
    const { key: figure } = await client.rules.addItem({
      id: 'report-figures',
      values: {
        ...{ name: 'ครัวเรือน', dutyKind: 'partners', unit: 'count', text: '{{n}} ครัวเรือน' },
        ...{ hasExpected: false, perTambon: true },
      },
    })
    const { key } = await client.reports.createForm({ fromKey: 'byTambon', name: 'ของเรา' })
    const { form } = await client.reports.form({ key })
    const typed = structuredClone(form)
    const [part] = typed.sections[0]!.parts
    if (part?.part !== 'table') throw new Error('no table')
    part.columns[2] = {
      show: `figure:${figure}`,
      head: 'ครัวเรือน',
      under: '',
      width: 20,
      align: 'right',
      sum: true,
      tick: false,
    }
    await client.reports.saveForm({ key, form: typed })
    await client.reports.saveFigure({
      ...{ reportId, figure, tambonCode: '800203', value: 9, expected: null, source: 'สำรวจเอง' },
    })
    await client.reports.saveHead({ id: reportId, fields: { ...head, signatoryId: null, form: key } })
    const html = await paper(client, reportId)
    // marked where it stands, and said under the table
    expect(html).toContain('ครัวเรือน*')
    expect(html).toContain('ที่มา: สำรวจเอง')
    await client.reports.saveFigure({
      ...{ reportId, figure, tambonCode: '800203', value: null, expected: null, source: '' },
    })
    await client.rules.removeItem({ id: 'report-figures', key: figure })
    expect((await client.reports.forms()).find((one) => one.key === key)?.broken).toBe(true)
    const fault = await faultOf(client.papers.preview({ kind: 'report', id: reportId }))
    expect(fault).toMatchObject({ code: 'report.formBroken', params: { name: 'ของเรา' } })
    expect((await client.reports.form({ key })).problems).toMatchObject([{ key: 'formUnknownFigure' }])
    await client.reports.saveForm({ key, form })
    expect(await paper(client, reportId)).toContain('พรหมโลก')
  })
})
