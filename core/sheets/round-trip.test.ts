/** Every list that is handed out comes back unchanged: the exported file is the template of the import (PRODUCT.md C12). */
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  closeAll,
  finish,
  makePlan,
  openTestCore,
  setUpDistrict,
  type TestCore,
} from '../../tests/support/core.ts'
import { blankEntry } from '../../tests/support/entries.ts'
import type { EntryFields } from '../plans/rules.ts'
import type { ListRef, SheetTarget } from './rules.ts'

afterEach(closeAll)

/** The exported file, handed in again. @returns what the trial says of its rows */
async function handedBack(
  { client, core }: TestCore,
  list: ListRef,
  target: SheetTarget,
  targetId: string | null,
  format: 'xlsx' | 'csv',
  layoutId: string | null = null,
) {
  const made = await finish(client.sheets.exportList({ list, format, layoutId }))
  const file = core.files.take(made.token, 't')
  if (!file) throw new Error('no file')
  const { token } = core.files.adopt(file.path, made.name, 't')
  const opened = await finish(client.sheets.open({ token }))
  const input = { token, sheetIndex: opened.sheets[0]?.index ?? 0, target, targetId, headRow: null }
  const { mapping } = await finish(client.sheets.read({ ...input, mapping: null }))
  const { counts, rows } = await finish(client.sheets.dryRun({ ...input, mapping }))
  return { exported: made.rows, counts, rows, mapping, input }
}

async function planWith(fields: readonly EntryFields[]): Promise<TestCore & { planId: string }> {
  const test = await openTestCore()
  await setUpDistrict(test.client)
  const { planId } = await makePlan(
    test.client,
    { level: 'tambon', areaKey: '800201', planFy: 2567 },
    [],
    null,
  )
  await test.client.plans.saveEntries({
    planId,
    rows: fields.map((one) => ({ id: null, fields: one })),
    removed: [],
    order: [],
    dryRun: false,
  })
  return { ...test, planId }
}

const awkward: EntryFields[] = [
  { ...blankEntry, name: '=HYPERLINK("http://x","ก")', remark: "'เขียนไว้", kpi: '-5 ครั้ง' },
  { ...blankEntry, name: 'รวมกลุ่มอาชีพสตรี', problem: 'บรรทัดหนึ่ง\nบรรทัดสอง', projectClass: 'SELF' },
  {
    ...blankEntry,
    name: 'ก่อสร้างถนน คสล. หมู่ที่ 3, 5',
    site: 'หมู่ที่ 3 บ้านนอกท่า',
    issue: 'โครงสร้างพื้นฐาน',
    projectClass: 'BEYOND',
    leadAgency: 'อบต.พรหมโลก',
    budgetSource: 'งบพัฒนาจังหวัด',
    sourceCode: '0012',
    sourceRef: 'เล่ม 2 หน้า 45',
    budgets: [
      { fiscalYear: 2566, amount: 0 },
      { fiscalYear: 2567, amount: 1_234_567_89 },
      { fiscalYear: 2570, amount: 1 },
    ],
  },
  { ...blankEntry, name: '2567', target: '1,200 เมตร', objective: 'ข้อ "ก", ข' },
]

describe('a list that is handed out and taken in again', () => {
  for (const format of ['xlsx', 'csv'] as const) {
    it(`changes nothing: projects of a plan (${format})`, async () => {
      const test = await planWith(awkward)
      const back = await handedBack(
        test,
        { list: 'planEntries', planId: test.planId },
        'planEntries',
        test.planId,
        format,
      )
      expect(back.rows.filter((row) => row.outcome !== 'same' && row.outcome !== 'skipped')).toEqual([])
      expect(back.counts).toMatchObject({ added: 0, changed: 0, refused: 0, same: awkward.length })
    })

    it(`changes nothing: villages, local authorities, needs (${format})`, async () => {
      const test = await openTestCore()
      for await (const _ of await test.client.demo.start({ which: 'demoDistrict' })) void _
      const forums = await test.client.forums.list({ planFy: 2567 })
      const forumId = forums.find((forum) => forum.needs > 0)?.id ?? ''
      const lists: [ListRef, SheetTarget, string | null][] = [
        [{ list: 'villages', tambonCode: null }, 'villages', null],
        [{ list: 'laos' }, 'laos', null],
        [{ list: 'forumNeeds', forumId }, 'forumNeeds', forumId],
      ]
      for (const [list, target, targetId] of lists) {
        const back = await handedBack(test, list, target, targetId, format)
        expect(back.exported, target).toBeGreaterThan(0)
        expect(back.counts, target).toMatchObject({ added: 0, changed: 0, refused: 0, same: back.exported })
      }
    }, 60_000)
  }

  it('changes nothing in the layouts made for upload either, as far as they show', async () => {
    const test = await planWith(awkward)
    for (const layoutId of ['uploadPlan02', 'uploadJ1']) {
      const back = await handedBack(
        test,
        { list: 'planEntries', planId: test.planId },
        'planEntries',
        test.planId,
        'xlsx',
        layoutId,
      )
      expect(
        back.rows.filter((row) => row.outcome !== 'same' && row.outcome !== 'skipped'),
        layoutId,
      ).toEqual([])
      expect(back.counts, layoutId).toMatchObject({ added: 0, changed: 0, refused: 0, same: awkward.length })
    }
  })

  it('finds its own row again after the name was corrected in Excel, and changes that one only', async () => {
    const test = await planWith(awkward)
    const { client, core, planId } = test
    const made = await finish(
      client.sheets.exportList({ list: { list: 'planEntries', planId }, format: 'csv', layoutId: null }),
    )
    const file = core.files.take(made.token, 't')
    const { readFileSync, writeFileSync } = await import('node:fs')
    if (!file) throw new Error('no file')
    const text = readFileSync(file.path, 'utf8')
    writeFileSync(file.path, text.replace('รวมกลุ่มอาชีพสตรี', 'รวมกลุ่มอาชีพสตรีบ้านนอกท่า'))
    const { token } = core.files.adopt(file.path, made.name, 't')
    const input = { token, sheetIndex: 0, target: 'planEntries' as const, targetId: planId, headRow: null }
    await finish(client.sheets.open({ token }))
    const { mapping } = await finish(client.sheets.read({ ...input, mapping: null }))
    const { counts } = await finish(client.sheets.commit({ ...input, mapping }))
    expect(counts).toMatchObject({ added: 0, changed: 1, refused: 0 })
    const names = (await client.plans.get({ id: planId })).rows.map((row) => row.name)
    expect(names).toHaveLength(awkward.length)
    expect(names).toContain('รวมกลุ่มอาชีพสตรีบ้านนอกท่า')
  })

  it('changes nothing, whatever the fields hold', async () => {
    const words = fc
      .array(
        fc.constantFrom(
          'ถนน',
          'หมู่ที่ 3',
          '๑๒๐',
          'งบประมาณ',
          '"',
          ',',
          '=1+1',
          '-',
          '@ก',
          'รวม',
          '(บาท)',
          '1.2 ล้าน',
        ),
        {
          maxLength: 4,
        },
      )
      .map((parts) => parts.join(' '))
      // a lone dash is an empty cell in Thai tables, also when it comes back
      .filter((text) => !/^[-\s]+$/u.test(text))
    const budget = fc.record({
      fiscalYear: fc.integer({ min: 2566, max: 2570 }),
      amount: fc.integer({ min: 1, max: 9_999_999_99 }),
    })
    const row = fc.record({
      name: words.map((text) => `โครงการ ${text}`),
      problem: words,
      objective: words,
      target: words,
      expectedResult: words,
      projectClass: fc.constantFrom('SELF' as const, 'JOINT' as const, 'BEYOND' as const),
      budgets: fc.uniqueArray(budget, { selector: (one) => one.fiscalYear, maxLength: 5 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('xlsx' as const, 'csv' as const),
        async (rows, format) => {
          const test = await planWith(
            rows.map((one, at) => ({ ...blankEntry, ...one, name: `${one.name} (${at + 1})` })),
          )
          const back = await handedBack(
            test,
            { list: 'planEntries', planId: test.planId },
            'planEntries',
            test.planId,
            format,
          )
          expect(back.rows.filter((one) => !['same', 'skipped'].includes(one.outcome))).toEqual([])
          expect(back.counts.same).toBe(rows.length)
        },
      ),
      { numRuns: 15 },
    )
  }, 120_000)
})
