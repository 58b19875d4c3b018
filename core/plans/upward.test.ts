import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  addVillages,
  closeAll,
  entry,
  faultOf,
  openTestCore,
  setUpDistrict,
} from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { EntryFields } from './rules.ts'

afterEach(closeAll)

const fields = (
  name: string,
  change: Partial<EntryFields> & { amount?: number; year?: number } = {},
): EntryFields => {
  const { amount = 100, year = 2567, ...rest } = change
  return { ...entry(name, year, amount), sourceRef: '', sourceCode: '', ...rest }
}

async function district(): Promise<Client> {
  const { client } = await openTestCore()
  await setUpDistrict(client)
  return client
}

type Level = 'village' | 'tambon' | 'local' | 'district' | 'needs'

async function plan(
  client: Client,
  level: Level,
  areaKey: string,
  rows: EntryFields[],
  adoptedOn: string | null = '2022-02-12',
  planFy = 2567,
): Promise<{ planId: string; ids: string[]; projectIds: string[] }> {
  const { id: planId } = await client.plans.open({ level, areaKey, planFy, edition: 'first' })
  if (rows.length > 0) await save(client, planId, rows)
  if (adoptedOn !== null) await adopt(client, planId, adoptedOn)
  const made = await client.plans.get({ id: planId })
  return { planId, ids: made.rows.map((row) => row.id), projectIds: made.rows.map((row) => row.projectId) }
}
const save = (client: Client, planId: string, rows: EntryFields[], removed: string[] = []) =>
  client.plans.saveEntries({
    planId,
    rows: rows.map((row) => ({ id: null, fields: row })),
    removed,
    order: [],
    dryRun: false,
  })
const adopt = (client: Client, planId: string, adoptedOn = '2022-04-01') =>
  client.plans.adopt({ planId, adoptedOn, adoptedBy: 'ที่ประชุม', resolution: 'เห็นชอบ', attendees: 30 })
const take = (client: Client, planId: string, entryIds: string[]) =>
  client.plans.takeUp({ planId, entryIds, takenOn: '2022-03-10' })
const fateOf = (client: Client, projectId: string, kind: string, change: Record<string, unknown> = {}) =>
  client.projects.recordFate({
    projectId,
    kind,
    budgetSource: 'งบ อบจ.',
    amount: 50_000_000,
    fiscalYear: 2567,
    reason: 'เหตุผล',
    dated: '2022-07-01',
    ...change,
  })

describe('take-up rules', () => {
  it('say which entries serve several villages, are proposed by several, or exceed the village, and why', async () => {
    const client = await district()
    const [one, two] = await addVillages(client, '800201', 5)
    await plan(client, 'village', one!, [
      fields('ถนนเชื่อมหมู่ที่ 3 และหมู่ที่ 5', { projectClass: 'JOINT' }),
      fields('เก็บขยะทุกหมู่บ้าน', { projectClass: 'SELF' }),
      fields('ไฟส่องสว่าง', { projectClass: 'SELF' }),
      fields('ฝายใหญ่', { projectClass: 'BEYOND', site: 'หมู่ที่ 1' }),
      fields('ซ่อมศาลา', { projectClass: 'SELF', site: 'หมู่ที่ 1', target: 'ยาว 20 ม. 2 หลัง' }),
    ])
    await plan(client, 'village', two!, [fields('ไฟส่องสว่าง', { projectClass: 'SELF' })])
    const { planId } = await plan(client, 'tambon', '800201', [], null)
    const candidates = await client.plans.candidates({ planId })
    const met = (name: string) =>
      candidates
        .filter((row) => row.name === name)
        .map((row) => row.rules.map(({ key, reason }) => [key, reason]))
    expect(met('ถนนเชื่อมหมู่ที่ 3 และหมู่ที่ 5')).toEqual([
      [
        ['tambon-villages', { kind: 'villages', moo: [1, 3, 5] }],
        ['tambon-joint', { kind: 'class', projectClass: 'JOINT' }],
      ],
    ])
    expect(met('เก็บขยะทุกหมู่บ้าน')).toEqual([[['tambon-villages', { kind: 'allVillages' }]]])
    const both = ['บ้านทดสอบ 1 หมู่ที่ 1', 'บ้านทดสอบ 2 หมู่ที่ 2']
    expect(met('ไฟส่องสว่าง')).toEqual([
      [['tambon-linked', { kind: 'proposers', names: both }]],
      [['tambon-linked', { kind: 'proposers', names: [both[1], both[0]] }]],
    ])
    expect(met('ฝายใหญ่')).toEqual([[['tambon-beyond', { kind: 'class', projectClass: 'BEYOND' }]]])
    expect(met('ซ่อมศาลา')).toEqual([[]])
    expect(candidates.filter((row) => row.rules.some((rule) => rule.selects)).map((row) => row.name)).toEqual(
      ['ถนนเชื่อมหมู่ที่ 3 และหมู่ที่ 5', 'เก็บขยะทุกหมู่บ้าน', 'ฝายใหญ่'],
    )
    await client.rules.saveItem({ id: 'take-up-rules', key: 'tambon-villages', values: { atLeast: 3 } })
    const again = await client.plans.candidates({ planId })
    expect(
      again.filter((row) => row.rules.some((rule) => rule.key === 'tambon-villages')).map((row) => row.name),
    ).toEqual(['ถนนเชื่อมหมู่ที่ 3 และหมู่ที่ 5', 'เก็บขยะทุกหมู่บ้าน'])
  })

  it('projects a person linked serve both villages; what was said not to be the same does not count', async () => {
    const client = await district()
    const [one, two] = await addVillages(client, '800201', 2)
    const a = await plan(client, 'village', one!, [
      fields('ถนนสายใน'),
      fields('บ่อขยะ', { projectClass: 'SELF' }),
    ])
    const b = await plan(client, 'village', two!, [
      fields('ซอยวัด'),
      fields('บ่อขยะ', { projectClass: 'SELF' }),
    ])
    const { planId } = await plan(client, 'tambon', '800201', [], null)
    const rules = async (projectId: string) =>
      (await client.plans.candidates({ planId }))
        .find((row) => row.projectId === projectId)!
        .rules.map((rule) => rule.reason)
    const decide = (at: number, verdict: 'linked' | 'notSame') =>
      client.duplicates.decide({ aId: a.projectIds[at]!, bId: b.projectIds[at]!, verdict, reason: '' })
    expect((await rules(a.projectIds[1]!)).map((reason) => reason.kind)).toEqual(['proposers'])
    await decide(0, 'linked')
    await decide(1, 'notSame')
    expect(await rules(a.projectIds[0]!)).toEqual([
      { kind: 'villages', moo: [1, 2] },
      { kind: 'proposers', names: ['บ้านทดสอบ 1 หมู่ที่ 1', 'บ้านทดสอบ 2 หมู่ที่ 2'] },
      { kind: 'class', projectClass: 'BEYOND' },
    ])
    expect(await rules(a.projectIds[1]!)).toEqual([])
    // The way of the one that went up is the way of the other too.
    await take(client, planId, [a.ids[0]!])
    await adopt(client, planId)
    const [stayed] = await client.plans.journeys({ projectIds: [b.projectIds[0]!] })
    expect(stayed).toMatchObject({ outcome: 'waiting', linked: [{ projectId: a.projectIds[0] }] })
    expect(stayed?.steps.map((step) => step.level)).toEqual(['village'])
    await fateOf(client, a.projectIds[0]!, 'funded')
    expect((await client.plans.journey({ projectId: b.projectIds[0]! })).outcome).toBe('funded')
  })

  it('a merged project has the way of the one it became', async () => {
    const client = await district()
    const [one, two] = await addVillages(client, '800201', 2)
    const a = await plan(client, 'village', one!, [fields('ถนนสายใน')], null)
    const b = await plan(client, 'village', two!, [fields('ถนนสายในเดิม')], null)
    await client.duplicates.merge({
      keptId: a.projectIds[0]!,
      mergedId: b.projectIds[0]!,
      reason: 'เรื่องเดียวกัน',
    })
    const [gone, kept] = await client.plans.journeys({ projectIds: [b.projectIds[0]!, a.projectIds[0]!] })
    expect(gone?.mergedInto).toEqual({ projectId: a.projectIds[0], name: 'ถนนสายใน' })
    expect(gone?.steps).toEqual(kept?.steps)
    expect(kept?.merged.map((row) => row.projectId)).toEqual(b.projectIds)
    const sheet = await client.plans.feedback({ villageId: two!, planFy: 2567 })
    expect(sheet.rows.map((row) => [row.name, row.reason])).toEqual([
      ['ถนนสายในเดิม', 'รวมเป็นโครงการ “ถนนสายใน”'],
    ])
  })

  it('offers an อปท. plan to the district only where the อปท. cannot do it alone', async () => {
    const client = await district()
    const lao = async (name: string, laoType: 'SAO' | 'AGENCY') =>
      client.geography
        .saveLao({ id: null, fields: { name, laoType, code: null, example: false }, villages: [] })
        .then(({ id }) => id)
    const local = await plan(client, 'local', await lao('อบต.พรหมโลก', 'SAO'), [
      fields('สะพานข้ามคลอง', { projectClass: 'BEYOND' }),
      fields('ท่อระบายน้ำ', { projectClass: 'JOINT' }),
      fields('เขื่อนกันตลิ่ง', { projectClass: 'BEYOND' }),
    ])
    // Another agency's list is only there to co-ordinate with.
    await plan(client, 'local', await lao('ชลประทาน', 'AGENCY'), [fields('ฝาย', { projectClass: 'BEYOND' })])
    await plan(client, 'tambon', '800201', [fields('อ่างเก็บน้ำ ตำบลพรหมโลก และตำบลบ้านเกาะ')])
    const { planId } = await plan(client, 'district', '8002', [], null)
    const candidates = await client.plans.candidates({ planId })
    expect(candidates.map((row) => [row.name, row.planLevel, row.rules.map((rule) => rule.key)])).toEqual([
      ['อ่างเก็บน้ำ ตำบลพรหมโลก และตำบลบ้านเกาะ', 'tambon', ['district-tambons', 'district-beyond']],
      ['สะพานข้ามคลอง', 'local', ['district-local']],
      ['เขื่อนกันตลิ่ง', 'local', ['district-local']],
    ])
    expect(candidates[0]?.rules[0]?.reason).toEqual({ kind: 'tambons', names: ['พรหมโลก', 'บ้านเกาะ'] })
    const wanted = candidates.slice(0, 2).map((row) => row.id)
    expect((await take(client, planId, wanted)).ids).toHaveLength(2)
    await adopt(client, planId, '2022-06-01')
    const ways = await client.plans.journeys({ projectIds: local.projectIds })
    expect(ways.map((way) => [way.name, way.outcome, way.leftAt])).toEqual([
      ['สะพานข้ามคลอง', 'waiting', null],
      ['ท่อระบายน้ำ', 'waiting', null],
      ['เขื่อนกันตลิ่ง', 'left', 'district'],
    ])
  })
})

describe('return and withdrawal', () => {
  async function upper() {
    const client = await district()
    const [villageId] = await addVillages(client, '800201', 1)
    const lower = await plan(client, 'village', villageId!, [fields('ถนน'), fields('ประปา')])
    const { planId } = await plan(client, 'tambon', '800201', [], null)
    return { client, villageId: villageId!, lower, planId }
  }

  it('a returned entry waits, is corrected in a new edition, and is offered again', async () => {
    const { client, villageId, lower, planId } = await upper()
    const [road] = lower.ids
    const { id } = await client.plans.returnEntry({ entryId: road!, byPlanId: planId, reason: 'ขาดแบบแปลน' })
    expect((await client.plans.get({ id: lower.planId })).rows[0]?.returned).toEqual({
      id,
      reason: 'ขาดแบบแปลน',
      dated: '2022-07-15',
      byPlanName: 'แผนพัฒนาตำบล ตำบลพรหมโลก',
    })
    expect((await client.plans.list({ level: 'village', planFy: 2567, tambonCode: null }))[0]?.returned).toBe(
      1,
    )
    expect(await take(client, planId, [road!])).toEqual({
      ids: [],
      skipped: [{ entryId: road, name: 'ถนน', reason: 'returned' }],
    })
    expect(
      (await faultOf(client.plans.returnEntry({ entryId: road!, byPlanId: planId, reason: 'อีก' }))).code,
    ).toBe('plan.alreadyReturned')
    const review = await client.plans.open({
      level: 'village',
      areaKey: villageId,
      planFy: 2567,
      edition: 'correction',
    })
    const copied = (await client.plans.get({ id: review.id })).rows[0]!
    expect(copied.returned?.id).toBe(id)
    expect(await client.plans.returns({ planId: review.id })).toMatchObject([
      { id, name: 'ถนน', planId: review.id, state: 'open', reason: 'ขาดแบบแปลน' },
    ])
    await client.plans.saveEntries({
      planId: review.id,
      rows: [{ id: copied.id, fields: fields('ถนน พร้อมแบบแปลน') }],
      removed: [],
      order: [],
      dryRun: false,
    })
    await client.plans.closeReturn({ id, note: 'แนบแบบแปลนแล้ว' })
    expect((await faultOf(client.plans.closeReturn({ id, note: '' }))).code).toBe('plan.returnClosed')
    await adopt(client, review.id)
    const offered = await client.plans.candidates({ planId })
    expect(offered.map((row) => [row.name, row.returned, row.corrected?.note ?? null])).toEqual([
      ['ถนน พร้อมแบบแปลน', null, 'แนบแบบแปลนแล้ว'],
      ['ประปา', null, null],
    ])
    expect((await take(client, planId, [offered[0]!.id])).ids).toHaveLength(1)
    const difference = await client.plans.difference({ planId: review.id })
    expect(difference.reasons[copied.projectId]).toBe('ขาดแบบแปลน')
  })

  it('needs a draft above and an entry below, and can be undone', async () => {
    const { client, lower, planId } = await upper()
    const other = await plan(client, 'tambon', '800202', [fields('อื่น')], null)
    const back = (entryId: string, byPlanId: string) =>
      client.plans.returnEntry({ entryId, byPlanId, reason: 'แก้' })
    expect((await faultOf(back(lower.ids[0]!, other.planId))).code).toBe('plan.notBelow')
    await adopt(client, other.planId)
    expect((await faultOf(back(lower.ids[0]!, other.planId))).code).toBe('plan.adopted')
    await back(lower.ids[0]!, planId)
    await client.office.undo()
    expect(await client.plans.returns({ planId: null })).toEqual([])
  })

  it('a withdrawn project stays in adopted plans, is not taken up, and closes its returns', async () => {
    const { client, lower, planId } = await upper()
    const [road, water] = lower.ids
    await take(client, planId, [water!])
    await client.plans.returnEntry({ entryId: road!, byPlanId: planId, reason: 'ขาดแบบแปลน' })
    const withdraw = (projectId: string, dated = '2022-07-10') =>
      client.plans.withdraw({ projectId, reason: 'ใช้งบอื่นแล้ว', dated })
    expect((await faultOf(withdraw(lower.projectIds[0]!, '2022-07-16'))).code).toBe('date.inFuture')
    await withdraw(lower.projectIds[0]!)
    await withdraw(lower.projectIds[1]!)
    expect((await faultOf(withdraw(lower.projectIds[0]!))).code).toBe('project.withdrawn')
    expect((await client.plans.returns({ planId: null })).map((row) => row.state)).toEqual(['withdrawn'])
    const below = await client.plans.get({ id: lower.planId })
    expect(below.rows.map((row) => row.withdrawn?.reason)).toEqual(['ใช้งบอื่นแล้ว', 'ใช้งบอื่นแล้ว'])
    expect((await take(client, planId, [road!])).skipped).toEqual([
      { entryId: road, name: 'ถนน', reason: 'withdrawn' },
    ])
    const draft = await client.plans.get({ id: planId })
    expect(draft.rows[0]?.withdrawn?.dated).toBe('2022-07-10')
    await save(client, planId, [], [draft.rows[0]!.id])
    expect((await client.plans.get({ id: planId })).rows).toEqual([])
    expect((await client.plans.journey({ projectId: lower.projectIds[0]! })).outcome).toBe('withdrawn')
  })

  it('every way to write into an adopted plan is refused', async () => {
    const { client, lower, planId } = await upper()
    await save(client, planId, [fields('ของตำบล')])
    await adopt(client, planId)
    const rows = (await client.plans.get({ id: planId })).rows
    const ways = [
      save(client, planId, [fields('ใหม่')]),
      save(client, planId, [], [rows[0]!.id]),
      client.plans.saveEntries({
        planId,
        rows: [{ id: rows[0]!.id, fields: fields('แก้') }],
        removed: [],
        order: [],
        dryRun: true,
      }),
      client.plans.saveEntries({ planId, rows: [], removed: [], order: [rows[0]!.id], dryRun: false }),
      take(client, planId, [lower.ids[0]!]),
      client.plans.propose({ planId }),
      client.ranking.begin({ planId }),
      client.ranking.apply({ planId, note: '' }),
      adopt(client, planId),
      client.plans.returnEntry({ entryId: lower.ids[0]!, byPlanId: planId, reason: 'แก้' }),
    ]
    for (const way of ways) expect((await faultOf(way)).code).toBe('plan.adopted')
    expect((await client.plans.get({ id: planId })).rows).toEqual(rows)
  })
})

describe('editions', () => {
  it('keep the span of their plan; the difference is against what they began with', async () => {
    const client = await district()
    const first = await plan(client, 'tambon', '800201', [fields('ก'), fields('ข'), fields('ค')])
    const open = (change: object) =>
      client.plans.open({ level: 'tambon', areaKey: '800201', planFy: 2568, edition: 'review', ...change })
    expect(await faultOf(open({ spanStart: 2568, spanLength: 3 }))).toEqual({
      code: 'plan.spanOfEdition',
      params: { from: 2566, to: 2570 },
    })
    const { id } = await open({})
    const review = await client.plans.get({ id })
    expect(review.basedOnId).toBe(first.planId)
    expect((await client.plans.difference({ planId: id })).counts).toEqual({
      added: 0,
      removed: 0,
      changed: 0,
      moved: 0,
      same: 3,
    })
    await client.plans.saveEntries({
      planId: id,
      rows: [
        { id: review.rows[1]!.id, fields: fields('ข', { amount: 900, year: 2568, site: 'หมู่ที่ 2' }) },
        { id: null, fields: fields('ง', { amount: 7 }) },
      ],
      removed: [review.rows[0]!.id],
      order: [],
      dryRun: false,
    })
    const difference = await client.plans.difference({ planId: id })
    expect(difference.against?.id).toBe(first.planId)
    expect(difference.counts).toEqual({ added: 1, removed: 1, changed: 1, moved: 0, same: 1 })
    expect(difference.totals).toEqual([
      { fiscalYear: 2567, before: 300, after: 107 },
      { fiscalYear: 2568, before: 0, after: 900 },
    ])
    const other = await plan(client, 'tambon', '800202', [fields('อื่น')])
    expect((await faultOf(client.plans.difference({ planId: id, againstId: other.planId }))).code).toBe(
      'plan.notComparable',
    )
    expect((await client.plans.difference({ planId: first.planId })).against).toBeNull()
    const back = await client.plans.difference({ planId: first.planId, againstId: id })
    expect(back.counts).toEqual({ added: 1, removed: 1, changed: 1, moved: 0, same: 1 })
  })
})

describe('ways', () => {
  it('say how each project stands: funded, refused, left behind, waiting; one line each', async () => {
    const client = await district()
    const [villageId] = await addVillages(client, '800201', 1)
    const lower = await plan(client, 'village', villageId!, [
      fields('ได้'),
      fields('ไม่ได้'),
      fields('ตกค้าง'),
      fields('ทำเอง', { projectClass: 'SELF' }),
    ])
    const [got, not, left, own] = lower.projectIds
    expect(
      (await client.plans.journeys({ projectIds: [left!, got!] })).map((one) => [one.name, one.outcome]),
    ).toEqual([
      ['ตกค้าง', 'waiting'],
      ['ได้', 'waiting'],
    ])
    const upper = await plan(client, 'tambon', '800201', [], null)
    await take(client, upper.planId, lower.ids.slice(0, 2))
    await adopt(client, upper.planId)
    await fateOf(client, got!, 'funded')
    await fateOf(client, not!, 'notFunded', {
      amount: null,
      fiscalYear: null,
      budgetSource: '',
      reason: 'งบไม่พอ',
    })
    const all = {
      planFy: 2567,
      tambonCode: null,
      villageId: null,
      outcome: null,
      text: '',
      offset: 0,
      limit: 100,
    }
    const ways = await client.plans.ways(all)
    expect(ways.rows.map((one) => [one.name, one.outcome, one.leftAt])).toEqual([
      ['ได้', 'funded', null],
      ['ไม่ได้', 'notFunded', null],
      ['ตกค้าง', 'left', 'tambon'],
      ['ทำเอง', 'waiting', null],
    ])
    expect(ways.counts).toEqual({ funded: 1, notFunded: 1, withdrawn: 0, left: 1, waiting: 1 })
    expect((await client.plans.ways({ ...all, outcome: 'left' })).rows.map((one) => one.projectId)).toEqual([
      left,
    ])
    expect((await client.plans.ways({ ...all, outcome: 'left' })).total).toBe(1)
    expect((await client.plans.ways({ ...all, planFy: 2568 })).total).toBe(0)
    expect((await client.plans.ways({ ...all, text: 'ทำเอง' })).rows.map((one) => one.projectId)).toEqual([
      own,
    ])
    expect((await client.plans.ways({ ...all, offset: 3, limit: 1 })).rows).toHaveLength(1)

    const sheet = await client.plans.feedback({ villageId: villageId!, planFy: 2567 })
    expect(sheet.areaName).toBe('บ้านทดสอบ 1 หมู่ที่ 1')
    expect(sheet.rows.map((row) => [row.rank, row.name, row.way, row.fate, row.reason])).toEqual([
      [
        1,
        'ได้',
        'แผนหมู่บ้าน ลำดับที่ 1 (เห็นชอบ 12 ก.พ. 65) → แผนตำบล ลำดับที่ 1 (เห็นชอบ 1 เม.ย. 65)',
        'ได้รับงบประมาณ งบ อบจ. 500,000 บาท ปี 2567',
        'เหตุผล',
      ],
      [
        2,
        'ไม่ได้',
        'แผนหมู่บ้าน ลำดับที่ 2 (เห็นชอบ 12 ก.พ. 65) → แผนตำบล ลำดับที่ 2 (เห็นชอบ 1 เม.ย. 65)',
        'ไม่ได้รับงบประมาณ',
        'งบไม่พอ',
      ],
      [3, 'ตกค้าง', 'แผนหมู่บ้าน ลำดับที่ 3 (เห็นชอบ 12 ก.พ. 65)', 'ไปไม่ถึง', 'ไม่ได้บรรจุในแผนตำบล'],
      [4, 'ทำเอง', 'แผนหมู่บ้าน ลำดับที่ 4 (เห็นชอบ 12 ก.พ. 65)', 'รอผล', ''],
    ])
    expect((await client.plans.feedback({ tambonCode: '800201', planFy: null })).rows).toHaveLength(4)
    expect((await faultOf(client.plans.feedback({ villageId: '0'.repeat(26), planFy: null }))).code).toBe(
      'record.notFound',
    )
  })

  it('a district project planned for a later year has not been left behind by this year’s needs plan', async () => {
    const client = await district()
    const made = await plan(client, 'district', '8002', [fields('ปีนี้'), fields('ปีหน้า', { year: 2568 })])
    const needs = await plan(client, 'needs', '8002', [fields('อื่น')])
    expect(needs.ids).toHaveLength(1)
    const outcomes = (await client.plans.journeys({ projectIds: made.projectIds })).map((one) => one.outcome)
    expect(outcomes).toEqual(['left', 'waiting'])
  })

  it('3,000 projects are counted and the first page read quickly', async () => {
    const client = await district()
    const villages = await addVillages(client, '800201', 30)
    for (const [at, villageId] of villages.entries()) {
      await plan(
        client,
        'village',
        villageId,
        Array.from({ length: 100 }, (_, n) => fields(`โครงการ ${at}/${n}`)),
      )
    }
    const { planId } = await plan(client, 'tambon', '800201', [], null)
    const time = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const started = performance.now()
      const result = await work()
      console.log(`${name} ${Math.round(performance.now() - started)} ms`)
      return result
    }
    const candidates = await time('candidates', () => client.plans.candidates({ planId }))
    expect(candidates).toHaveLength(3000)
    await time('takeUp', () =>
      take(
        client,
        planId,
        candidates.map((row) => row.id),
      ),
    )
    await adopt(client, planId)
    const all = {
      planFy: 2567,
      tambonCode: null,
      villageId: null,
      outcome: null,
      text: '',
      offset: 0,
      limit: 50,
    }
    await client.plans.ways(all)
    const ways = await time('ways', () => client.plans.ways(all))
    expect(ways.total).toBe(3000)
    expect(ways.rows[0]?.steps.map((step) => step.level)).toEqual(['village', 'tambon'])
    await time('list', () => client.plans.list({ level: null, planFy: 2567, tambonCode: null }))
    await time('get', () => client.plans.get({ id: planId }))
    await time('journeys 1000', () =>
      client.plans.journeys({ projectIds: candidates.slice(0, 1000).map((row) => row.projectId) }),
    )
    await time('openYear', () =>
      client.plans.openYear({
        fromFy: 2567,
        toFy: 2568,
        levels: ['village', 'tambon'],
        take: 'unfunded',
        dryRun: true,
      }),
    )
  }, 60_000)
})

describe('the next year', () => {
  it('opens reviews with what nobody has paid for, says beforehand what it will do, and is undone at once', async () => {
    const client = await district()
    const [one, two, three] = await addVillages(client, '800201', 3)
    const first = await plan(client, 'village', one!, [
      fields('ได้แล้ว'),
      fields('ยังไม่ได้', { amount: 300 }),
      fields('เสร็จแล้ว'),
      fields('ถอนแล้ว'),
      fields('สุดท้าย', { year: 2569, amount: 40 }),
    ])
    const [got, , done, gone] = first.projectIds
    await fateOf(client, got!, 'funded')
    await fateOf(client, done!, 'completed')
    await client.plans.withdraw({ projectId: gone!, reason: 'ซ้ำ', dated: '2022-07-01' })
    await plan(client, 'village', two!, [fields('ร่าง')], null)
    await plan(client, 'tambon', '800201', [fields('ของตำบล')])
    const year = {
      fromFy: 2567,
      toFy: 2568,
      levels: ['village' as const, 'tambon' as const],
      take: 'unfunded' as const,
    }
    const before = await client.plans.openYear({ ...year, dryRun: true })
    expect(await client.plans.list({ level: null, planFy: 2568, tambonCode: null })).toEqual([])
    const told = await client.plans.openYear({ ...year, dryRun: false })
    expect(told).toEqual(before)
    expect(told.levels[0]).toEqual({
      level: 'village',
      areas: 3,
      reviews: 1,
      firsts: 1,
      existing: 0,
      notAdopted: ['แผนพัฒนาหมู่บ้าน บ้านทดสอบ 2 หมู่ที่ 2'],
      entries: 2,
      total: 340,
      leftOut: { funded: 1, finished: 1, withdrawn: 1 },
    })
    expect(told.levels[1]).toMatchObject({ level: 'tambon', areas: 5, reviews: 1, firsts: 4, entries: 1 })
    const lines = await client.plans.list({ level: 'village', planFy: 2568, tambonCode: null })
    const review = await client.plans.get({ id: lines.find((line) => line.areaKey === one)!.id })
    expect(review).toMatchObject({
      edition: 'review',
      state: 'draft',
      basedOnId: first.planId,
      spanStart: 2566,
    })
    expect(review.rows.map((row) => [row.rank, row.name, row.budgets])).toEqual([
      [1, 'ยังไม่ได้', [{ fiscalYear: 2568, amount: 300 }]],
      [2, 'สุดท้าย', [{ fiscalYear: 2569, amount: 40 }]],
    ])
    expect(lines.find((line) => line.areaKey === three)).toMatchObject({ edition: 'first', entries: 0 })
    expect((await faultOf(client.plans.openYear({ ...year, levels: ['tambon'], dryRun: false }))).code).toBe(
      'plan.nothingToOpen',
    )
    expect((await client.calendar.planYears()).years).toContain(2568)
    await client.office.undo()
    expect(await client.plans.list({ level: null, planFy: 2568, tambonCode: null })).toEqual([])
    expect((await client.calendar.planYears()).years).toEqual([2567])
    expect((await faultOf(client.plans.openYear({ ...year, toFy: 2567, dryRun: true }))).code).toBe(
      'input.invalid',
    )
  })

  it('begins a new span after the old one, moves a rolling one on, and asks again in the needs plan', async () => {
    const client = await district()
    await plan(client, 'tambon', '800201', [fields('เก่า', { year: 2569, amount: 5 })], '2022-02-12', 2570)
    const { id } = await client.plans.open({
      level: 'tambon',
      areaKey: '800202',
      planFy: 2570,
      spanStart: 2569,
      spanLength: 3,
      edition: 'first',
    })
    await save(client, id, [fields('เลื่อน', { year: 2571, amount: 9 })])
    await adopt(client, id)
    const made = await plan(
      client,
      'district',
      '8002',
      [fields('ก', { year: 2570 }), fields('ข', { year: 2570 })],
      '2022-05-01',
      2570,
    )
    const needs = await plan(client, 'needs', '8002', [], null, 2570)
    await take(client, needs.planId, made.ids)
    await adopt(client, needs.planId)
    await fateOf(client, made.projectIds[0]!, 'funded')
    const { levels } = await client.plans.openYear({
      fromFy: 2570,
      toFy: 2571,
      levels: ['needs', 'tambon', 'district'],
      take: 'unfunded',
      dryRun: false,
    })
    expect(levels.map((level) => [level.level, level.firsts, level.reviews, level.entries])).toEqual([
      ['tambon', 5, 0, 2],
      ['district', 1, 0, 1],
      ['needs', 1, 0, 1],
    ])
    const lines = await client.plans.list({ level: null, planFy: 2571, tambonCode: null })
    const of = (areaKey: string, level: string) =>
      client.plans.get({ id: lines.find((line) => line.areaKey === areaKey && line.level === level)!.id })
    expect(await of('800201', 'tambon')).toMatchObject({
      spanStart: 2571,
      spanLength: 5,
      rows: [{ name: 'เก่า', budgets: [{ fiscalYear: 2571, amount: 5 }] }],
    })
    expect(await of('800202', 'tambon')).toMatchObject({
      spanStart: 2571,
      spanLength: 3,
      rows: [{ name: 'เลื่อน', budgets: [{ fiscalYear: 2571, amount: 9 }] }],
    })
    expect(await of('8002', 'needs')).toMatchObject({
      spanStart: 2571,
      rows: [{ name: 'ข', budgets: [{ fiscalYear: 2571, amount: 100 }], takenFromId: made.ids[1] }],
    })
  })

  it('whatever was paid for or not: each project comes along once, in order, or is counted as left out', async () => {
    const kinds = ['none', 'funded', 'completed', 'notFunded', 'forwarded', 'cancelled'] as const
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('unfunded' as const, 'all' as const, 'none' as const),
        async (fates, taken) => {
          const client = await district()
          const base = await plan(
            client,
            'tambon',
            '800201',
            fates.map((_, at) => fields(`ก${at}`, { amount: at + 1 })),
          )
          for (const [at, kind] of fates.entries())
            if (kind !== 'none') await fateOf(client, base.projectIds[at]!, kind)
          const { levels } = await client.plans.openYear({
            fromFy: 2567,
            toFy: 2568,
            levels: ['tambon'],
            take: taken,
            dryRun: false,
          })
          const open = (kind: string) =>
            taken !== 'none' &&
            !['completed', 'cancelled'].includes(kind) &&
            (taken === 'all' || kind !== 'funded')
          const line = (await client.plans.list({ level: 'tambon', planFy: 2568, tambonCode: '800201' }))[0]!
          const { rows, total } = await client.plans.get({ id: line.id })
          expect(rows.map((row) => [row.rank, row.projectId])).toEqual(
            base.projectIds.filter((_, at) => open(fates[at]!)).map((id, at) => [at + 1, id]),
          )
          expect(levels[0]?.total).toBe(total)
          const { leftOut, entries } = levels[0]!
          if (taken !== 'none')
            expect(entries + leftOut.funded + leftOut.finished + leftOut.withdrawn).toBe(fates.length)
          await closeAll()
        },
      ),
      { numRuns: 8 },
    )
  })
})
