import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, entry, openTestCore, setUpDistrict } from '../../tests/support/core.ts'

afterEach(closeAll)

const fields = (name: string, amount: number, change: object = {}) => ({
  ...entry(name, 2567, amount),
  sourceRef: '',
  sourceCode: '',
  ...change,
})

describe('บัญชีเปรียบเทียบการเปลี่ยนแปลง', () => {
  it('says เดิม, ใหม่ and เหตุผล of what came, went and changed, with the sums of both', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const open = (planFy: number, edition: 'first' | 'review') =>
      client.plans.open({ level: 'tambon', areaKey: '800201', planFy, edition }).then(({ id }) => id)
    const first = await open(2567, 'first')
    await client.plans.saveEntries({
      planId: first,
      rows: [fields('ถนน', 100_000), fields('ฝาย', 20_000), fields('ประปา', 7_000)].map((row) => ({
        id: null,
        fields: row,
      })),
      removed: [],
      order: [],
      dryRun: false,
    })
    await client.plans.adopt({
      planId: first,
      adoptedOn: '2022-03-01',
      adoptedBy: 'ก.บ.ต.',
      resolution: 'เห็นชอบ',
      attendees: null,
    })
    const review = await open(2568, 'review')
    const { rows } = await client.plans.get({ id: review })
    await client.plans.saveEntries({
      planId: review,
      rows: [
        { id: rows[0]?.id ?? '', fields: fields('ถนน', 150_050, { site: 'หมู่ที่ 9', remark: 'ราคาวัสดุสูงขึ้น' }) },
        { id: null, fields: fields('สะพาน', 500_000) },
      ],
      removed: [rows[1]?.id ?? ''],
      order: [],
      dryRun: false,
    })
    const { html, formats, title } = await client.papers.preview({ kind: 'planDifference', id: review })
    const text = html.replace(/<[^>]+>/gu, '').replace(/[\u200b\u2060]/gu, '')
    expect(formats).toEqual(['pdf', 'docx', 'xlsx'])
    expect(title).toContain('ฉบับทบทวนปี พ.ศ. 2568')
    const at = ['โครงการที่เพิ่ม', 'สะพาน', 'โครงการที่ตัดออก', 'ฝาย', 'โครงการที่เปลี่ยนแปลง', 'ราคาวัสดุสูงขึ้น'].map(
      (word) => text.indexOf(word),
    )
    expect(at.every((place) => place >= 0)).toBe(true)
    expect([...at].sort((a, b) => a - b)).toEqual(at)
    for (const word of ['พื้นที่ดำเนินการ: ในพื้นที่', 'พื้นที่ดำเนินการ: หมู่ที่ 9', 'ปี 2567: 1,500.50 บาท'])
      expect(text).toContain(word)
    expect(text).not.toContain('ประปา')
    // Of the whole plan: 1,270 before, 6,570.50 after, 5,300.50 more.
    for (const sum of ['1,270', '6,570.50', '5,300.50']) expect(text).toContain(sum)
  })
})
