import { afterEach, describe, expect, it } from 'vitest'
import { activityBase, closeAll, faultOf, finish } from '../../tests/support/core.ts'
import { reportOffice } from '../../tests/support/reports.ts'

afterEach(closeAll)

const bare = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>/gsu, '')
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/\s+/gu, ' ')

describe('a report in another form than its own', () => {
  it('shows a signed report as signed beside last year, and leaves the signed paper as it was', async () => {
    const { client, reportId: id } = await reportOffice()
    const attendance = [{ group: 'people', persons: 47 }]
    const { id: session } = await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'session', attendance },
    })
    await client.reports.sign({ id, signedOn: '2023-07-18' })
    const signed = await client.papers.preview({ kind: 'report', id })
    await client.activities.remove({ id: session })
    const other = await client.papers.preview({ kind: 'report', id, form: 'comparison' })
    expect(bare(other.html)).toContain('๔๗')
    expect(bare(other.html)).toMatch(/ปี\s?ก่อน/u)
    expect(other.signed).toBe(false)
    const again = await client.papers.preview({ kind: 'report', id })
    expect(again.html).toBe(signed.html)
    expect(again.signed).toBe(true)
    const made = await finish(
      client.papers.make({ paper: { kind: 'report', id, form: 'comparison' }, format: 'xlsx' }),
    )
    expect(made.name).toMatch(/\.xlsx$/u)
  })
  it('names a form that is not there', async () => {
    const { client, reportId: id } = await reportOffice()
    const fault = await faultOf(client.papers.preview({ kind: 'report', id, form: 'nowhere' }))
    expect(fault.code).toBe('record.notFound')
  })
})
