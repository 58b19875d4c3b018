import { afterEach, describe, expect, it } from 'vitest'
import { activityBase, closeAll, faultOf } from '../../tests/support/core.ts'
import { reportOffice } from '../../tests/support/reports.ts'
import type { Client } from '../contract.ts'

afterEach(closeAll)

type Fields = Parameters<Client['reports']['saveNote']>[0]['fields']
const noteWith = (client: Client, base: Pick<Fields, 'dutyId'>) => (fields: Partial<Fields>) =>
  client.reports.saveNote({
    id: null,
    fields: { tambonCode: null, notedOn: '2023-03-01', part: 'problem', text: 'ฝนตก', ...base, ...fields },
  })

async function desk() {
  const made = await reportOffice()
  const { duties } = await made.client.reports.get({ id: made.reportId })
  const dutyId = duties[3]!.dutyId
  return { ...made, dutyId, note: noteWith(made.client, { dutyId }) }
}

describe('notes of the year', () => {
  it('are written for a duty, a tambon and a record, listed newest first, changed and removed', async () => {
    const { client, dutyId, directiveId, note } = await desk()
    const { id: activityId } = await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'workshop', tambonCode: '800201', subject: 'ประชุมพรหมโลก' },
    })
    const { id } = await note({ tambonCode: '800201', about: { table: 'activity', id: activityId } })
    await note({ notedOn: '2023-05-01', text: 'น้ำท่วม', tambonCode: '800202' })
    const listed = await client.reports.notes({ directiveId: null })
    expect(listed).toMatchObject([
      { text: 'น้ำท่วม', tambonName: 'ตำบลบ้านเกาะ', about: null, dutyNo: 4, merged: false },
      {
        text: 'ฝนตก',
        notedBy: 'นายทดสอบ ระบบดี',
        about: { label: 'ประชุมพรหมโลก', href: expect.stringContaining(activityId) },
      },
    ])
    expect(await client.reports.notes({ directiveId, dutyId })).toEqual(listed)
    const of = { directiveId: null, about: { table: 'activity', id: activityId } }
    expect((await client.reports.notes(of)).map((one) => one.id)).toEqual([id])
    await client.reports.saveNote({
      id,
      fields: { dutyId, tambonCode: null, notedOn: '2023-03-02', part: 'suggestion', text: 'ควรเลื่อน' },
    })
    expect((await client.reports.notes({ directiveId })).find((one) => one.id === id)).toMatchObject({
      ...{ part: 'suggestion', text: 'ควรเลื่อน', tambonCode: null, about: null },
    })
    await client.reports.removeNote({ id })
    expect((await client.reports.notes({ directiveId })).length).toBe(1)
    await client.office.undo()
    expect((await client.reports.notes({ directiveId })).length).toBe(2)
    expect((await client.reports.noteDuties({ directiveId: null })).map((one) => one.no)).toEqual([
      1, 2, 3, 4, 5, 6,
    ])
  })

  it('refuse a day to come, a place of others, a duty or record that is not there, and nothing said', async () => {
    const { client, note } = await desk()
    const ghost = '0'.repeat(26)
    expect((await faultOf(note({ notedOn: '2023-07-26' }))).code).toBe('date.inFuture')
    expect((await faultOf(note({ notedOn: '2023-02-31' }))).params.issues).toMatchObject([{ key: 'badDate' }])
    expect((await faultOf(note({ tambonCode: '100101' }))).params.issues).toMatchObject([{ key: 'areaCode' }])
    expect((await faultOf(note({ dutyId: ghost }))).code).toBe('record.notFound')
    expect((await faultOf(note({ about: { table: 'forum', id: ghost } }))).code).toBe('record.notFound')
    expect((await faultOf(note({ text: ' \n ' }))).params.issues).toMatchObject([{ key: 'required' }])
    expect(await client.reports.notes({ directiveId: null })).toEqual([])
  })

  it('are proposed as an addition by tambon with their days and never touch what a person wrote', async () => {
    const { client, reportId, dutyId, note } = await desk()
    await client.reports.saveText({
      reportId,
      dutyId,
      result: 'จัดครบ',
      problem: 'คนไม่พอ',
      suggestion: '',
    })
    await note({ tambonCode: '800202', text: 'ถนนขาด', notedOn: '2023-04-02' })
    await note({ tambonCode: '800201', text: 'ฝนตก\nน้ำหลาก', notedOn: '2023-03-01' })
    await note({ tambonCode: '800202', text: 'ไฟดับ', notedOn: '2023-04-01' })
    await note({ text: 'งบมาช้า', notedOn: '2023-02-01' })
    const unmerged = async () => (await client.reports.get({ id: reportId })).duties[3]!.unmerged
    expect(await unmerged()).toEqual({ result: 0, problem: 4, suggestion: 0 })
    const [proposal, ...others] = await client.reports.notesProposal({ reportId, dutyId })
    expect(others).toEqual([])
    expect(proposal).toMatchObject({ part: 'problem', current: 'คนไม่พอ' })
    expect(proposal!.addition.split('\n')).toEqual([
      'ทั้งอำเภอ: งบมาช้า (๑ ก.พ. ๖๖)',
      'ตำบลพรหมโลก: ฝนตก น้ำหลาก (๑ มี.ค. ๖๖)',
      'ตำบลบ้านเกาะ: ไฟดับ (๑ เม.ย. ๖๖); ถนนขาด (๒ เม.ย. ๖๖)',
    ])
    const merge = { reportId, dutyId, part: 'problem' as const, noteIds: proposal!.noteIds }
    await client.reports.mergeNotes({ ...merge, addition: proposal!.addition })
    const text = (await client.reports.get({ id: reportId })).duties[3]!
    expect(text.problem).toBe(`คนไม่พอ\n${proposal!.addition}`)
    expect(text.result).toBe('จัดครบ')
    expect(await unmerged()).toEqual({ result: 0, problem: 0, suggestion: 0 })
    expect((await client.reports.notes({ directiveId: null })).every((one) => one.merged)).toBe(true)
    // a later note waits; the person's own change of the merged words stays
    await client.reports.saveText({ reportId, dutyId, result: 'จัดครบ', problem: 'สรุปใหม่', suggestion: '' })
    await note({ text: 'ลมแรง', notedOn: '2023-06-01' })
    expect((await unmerged()).problem).toBe(1)
    const [later] = await client.reports.notesProposal({ reportId, dutyId })
    expect(later).toMatchObject({ current: 'สรุปใหม่', addition: 'ทั้งอำเภอ: ลมแรง (๑ มิ.ย. ๖๖)' })

    const fault = await faultOf(client.reports.mergeNotes({ ...merge, part: 'result', addition: 'x' }))
    expect(fault.code).toBe('record.notFound')
    const long = { ...merge, noteIds: later!.noteIds, addition: 'ก'.repeat(5998) }
    expect((await faultOf(client.reports.mergeNotes(long))).params.issues).toMatchObject([{ key: 'tooLong' }])
    await client.reports.sign({ id: reportId, signedOn: '2023-07-18' })
    expect((await faultOf(client.reports.mergeNotes({ ...long, addition: 'x' }))).code).toBe('report.signed')
    await note({ text: 'บันทึกหลังลงนาม', notedOn: '2023-07-20' })
    expect((await client.reports.differences({ id: reportId })).notes.map((one) => one.text)).toEqual([
      'บันทึกหลังลงนาม',
    ])
  })
})
