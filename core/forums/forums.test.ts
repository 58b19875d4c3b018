import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { addVillages, closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import {
  type ForumFields,
  forumFields,
  type NeedFields,
  needFields,
  openTies,
  orderOf,
  type Ranked,
  ranksOf,
  settleTie,
} from './rules.ts'

afterEach(closeAll)

const head = (change: Partial<ForumFields> = {}): ForumFields => ({
  heldOn: '2022-02-06',
  startsAt: '09.00',
  endsAt: '12.00',
  place: 'ศาลาอเนกประสงค์',
  chairName: 'นายสมชาย ใจดี',
  chairPosition: 'ผู้ใหญ่บ้าน',
  recorderName: '',
  recorderPosition: '',
  partners: [],
  attendance: [
    { group: 'villageCommittee', persons: 12 },
    { group: 'people', persons: 30 },
  ],
  opening: '',
  otherMatters: '',
  resolution: '',
  rankMethod: 'hands',
  ...change,
})
const need = (name: string, votes: number | null, change: Partial<NeedFields> = {}): NeedFields => ({
  problem: `ปัญหา${name}`,
  cause: '',
  name,
  issue: 'สังคม',
  site: '',
  projectClass: 'BEYOND',
  amount: 50_000_000,
  votes,
  ...change,
})

async function office(villages = 3) {
  const made = await openTestCore()
  await setUpDistrict(made.client)
  const villageIds = await addVillages(made.client, '800201', villages, 1)
  return { ...made, villageIds }
}
const planOne = async (
  client: Client,
  areaKey: string,
  planFy = 2567,
  level: 'village' | 'tambon' = 'village',
) =>
  (await client.forums.plan({ planFy, areas: [{ level, areaKey }], heldOn: '2022-02-06', again: true }))
    .ids[0]!
const put = (client: Client, forumId: string, ...fields: NeedFields[]) =>
  client.forums.saveNeeds({
    forumId,
    rows: fields.map((one) => ({ id: null, fields: one })),
    removed: [],
    order: [],
    dryRun: false,
  })
async function held(
  client: Client,
  areaKey: string,
  needs: NeedFields[],
  planFy = 2567,
  heldOn = '2022-02-06',
) {
  const id = await planOne(client, areaKey, planFy)
  await client.forums.save({ id, fields: head({ heldOn }) })
  const { ids } = await put(client, id, ...needs)
  await client.forums.hold({ id })
  return { id, needIds: ids }
}
const ranks = async (client: Client, id: string) =>
  (await client.forums.get({ id })).needs.map((one) => [one.name, one.rank, one.tied])

describe('places of needs', () => {
  const list = fc.array(
    fc.record({ votes: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }), rank: fc.constant(null) }),
    { maxLength: 12 },
  )
  const needsOf = (rows: { votes: number | null; rank: null }[]): Ranked[] =>
    rows.map((row, at) => ({ ...row, id: `n${at}`, no: at + 1 }))

  it('are those of a competition: a place is one more than there are better ones', () => {
    fc.assert(
      fc.property(list, (rows) => {
        const needs = needsOf(rows)
        const places = ranksOf('hands', needs)
        for (const one of needs) {
          const { votes } = one
          const better = needs.filter((other) => (other.votes ?? -1) > (votes ?? -1)).length
          expect(places.get(one.id)).toBe(votes === null ? null : better + 1)
        }
      }),
    )
  })

  it('a settled tie stays settled, and breaks open again when its votes change', () => {
    fc.assert(
      fc.property(list, fc.nat(), (rows, pick) => {
        const needs = needsOf(rows)
        const first = ranksOf('score', needs)
        const ranked = needs.map((one) => ({ ...one, rank: first.get(one.id) ?? null }))
        const tied = [...openTies(ranked)]
        if (tied.length === 0) return
        const chosen = tied[pick % tied.length]!
        const settled = settleTie(ranked, chosen)
        const after = ranked.map((one) => ({ ...one, rank: settled.get(one.id) ?? one.rank }))
        expect(after.find((one) => one.id === chosen)?.rank).toBe(
          ranked.find((one) => one.id === chosen)?.rank,
        )
        for (const id of settled.keys()) expect(openTies(after).has(id)).toBe(false)
        expect(new Map([...ranksOf('score', after)].filter(([id]) => settled.has(id)))).toEqual(settled)
        const changed = after.map((one) => (one.id === chosen ? { ...one, votes: 9 } : one))
        expect(ranksOf('score', changed).get(chosen)).toBe(1)
      }),
    )
  })

  it('by agreement are the order itself; an order keeps every row once', () => {
    expect([
      ...ranksOf(
        'agreed',
        needsOf([
          { votes: 1, rank: null },
          { votes: 9, rank: null },
        ]),
      ).values(),
    ]).toEqual([1, 2])
    expect(orderOf(['a', 'b', 'c'], ['c', 'x', 'c'])).toEqual(['c', 'a', 'b'])
  })
})

describe('fields', () => {
  it('read times as people type them', () => {
    const times = (text: string) => forumFields.safeParse(head({ startsAt: text, endsAt: '' })).data?.startsAt
    expect([times('9.30'), times('๐๙:๓๐ น.'), times('13.05 น'), times('25.00'), times('เช้า')]).toEqual([
      '09.30',
      '09.30',
      '13.05',
      undefined,
      undefined,
    ])
    expect(forumFields.safeParse(head({ startsAt: '13.00', endsAt: '9.00' })).success).toBe(false)
  })

  it('ask of a need a problem or a name', () => {
    expect(needFields.safeParse(need('', null, { problem: '' })).success).toBe(false)
    expect(needFields.safeParse(need('', null)).success).toBe(true)
  })
})

describe('planning and holding', () => {
  it('plans all villages and communities at once, leaves out who has one, and is one step back', async () => {
    const { client, villageIds } = await office()
    await planOne(client, villageIds[1]!)
    const areas = villageIds.map((areaKey) => ({ level: 'village' as const, areaKey }))
    const done = await client.forums.plan({ planFy: 2567, areas, heldOn: null, again: false })
    expect([done.ids.length, done.skipped]).toEqual([3, 1])
    const board = await client.forums.board({ planFy: 2567 })
    expect(board.tambons[0]).toMatchObject({
      tambonCode: '800201',
      expected: 4,
      planned: 4,
      held: 0,
      late: 4,
    })
    // plans of FY 2567 are made in January and February 2565; today is July
    expect(board.windows.village).toEqual({ startsOn: '2022-01-01', endsOn: '2022-02-28' })
    expect(board.tambons[0]!.areas[1]).toMatchObject({ state: 'late', overdue: true, lateDays: 137 })
    await client.office.undo()
    expect(await client.forums.list({ planFy: 2567 })).toHaveLength(1)
  })

  it('refuses villages of other districts', async () => {
    const { client } = await office()
    expect(await faultOf(planOne(client, '800301', 2567, 'tambon'))).toMatchObject({
      code: 'plan.areaOutside',
      params: { area: 'เขาแก้ว' },
    })
  })

  it('is held only with a day that has come and persons that came', async () => {
    const { client, villageIds } = await office()
    const id = await planOne(client, villageIds[0]!)
    const hold = () => faultOf(client.forums.hold({ id }))
    await client.forums.save({ id, fields: head({ heldOn: null }) })
    expect((await hold()).code).toBe('forum.noDate')
    await client.forums.save({ id, fields: head({ heldOn: '2022-07-16' }) })
    expect((await hold()).code).toBe('date.inFuture')
    await client.forums.save({ id, fields: head({ attendance: [] }) })
    expect(await hold()).toEqual({ code: 'forum.nobody', params: { name: 'บ้านทดสอบ 1 หมู่ที่ 1' } })
    await client.forums.save({ id, fields: head() })
    await client.forums.hold({ id })
    expect(await client.forums.get({ id })).toMatchObject({ state: 'held', persons: 42, number: 1 })
    // what was held cannot lose what makes it so
    expect((await faultOf(client.forums.save({ id, fields: head({ heldOn: null }) }))).code).toBe(
      'forum.noDate',
    )
    expect((await faultOf(client.forums.save({ id, fields: head({ attendance: [] }) }))).code).toBe(
      'forum.nobody',
    )
    const line = (await client.forums.board({ planFy: 2567 })).tambons[0]!.areas[0]!
    expect(line).toMatchObject({ state: 'done', lateDays: 0, overdue: false })
  })

  it('counts forums of one area from 1 in each calendar year', async () => {
    const { client, villageIds } = await office()
    const second = await held(client, villageIds[0]!, [], 2567, '2022-03-01')
    const first = await held(client, villageIds[0]!, [], 2567, '2022-02-01')
    const other = await held(client, villageIds[1]!, [], 2567, '2022-02-02')
    const old = await held(client, villageIds[0]!, [], 2566, '2021-02-01')
    const numbers = [first, second, other, old].map(
      async ({ id }) => (await client.forums.get({ id })).number,
    )
    expect(await Promise.all(numbers)).toEqual([1, 2, 1, 1])
  })

  it('names unknown and double groups and partners at their rows', async () => {
    const { client, villageIds } = await office()
    const id = await planOne(client, villageIds[0]!)
    const partner = { name: 'รพ.สต.พรหมโลก', kind: 'agency' as const, persons: 2 }
    const fault = await faultOf(
      client.forums.save({
        id,
        fields: head({
          attendance: [
            { group: 'people', persons: 1 },
            { group: 'people', persons: 2 },
            { group: 'martians', persons: 2 },
          ],
          partners: [partner, partner],
        }),
      }),
    )
    const issues = fault.params.issues as { path: (string | number)[]; key: string }[]
    expect(issues.map((issue) => [issue.path.join('.'), issue.key])).toEqual([
      ['fields.attendance.1.group', 'groupTwice'],
      ['fields.attendance.2.group', 'unknownKey'],
      ['fields.partners.1.name', 'partnerTwice'],
    ])
  })

  it('proposes อปท. of the village first, then who came before', async () => {
    const { client, villageIds } = await office()
    const lao = (name: string, laoType: 'SAO' | 'AGENCY', at: number[]) =>
      client.geography.saveLao({
        id: null,
        fields: { name, laoType, code: null, example: true },
        villages: at.map((one) => ({ villageId: villageIds[one]!, part: false })),
      })
    await lao('อบต.พรหมโลก', 'SAO', [0])
    await lao('ทต.ที่อื่น', 'SAO', [1])
    await lao('แขวงทางหลวงชนบท', 'AGENCY', [])
    const other = await planOne(client, villageIds[1]!)
    await client.forums.save({
      id: other,
      fields: head({ partners: [{ name: 'รพ.สต.พรหมโลก', kind: 'agency', persons: 1 }] }),
    })
    const id = await planOne(client, villageIds[0]!)
    expect(await client.forums.partners({ id })).toEqual([
      { name: 'อบต.พรหมโลก', kind: 'lao' },
      { name: 'รพ.สต.พรหมโลก', kind: 'agency' },
      { name: 'แขวงทางหลวงชนบท', kind: 'agency' },
    ])
  })
})

describe('needs', () => {
  it('are placed by hands, ties are shown, settled, and opened by new votes', async () => {
    const { client, villageIds } = await office()
    const id = await planOne(client, villageIds[0]!)
    const { ids } = await put(
      client,
      id,
      need('ถนน', 20),
      need('ประปา', 31),
      need('ไฟฟ้า', 20),
      need('คลอง', null),
    )
    expect(await ranks(client, id)).toEqual([
      ['ถนน', 2, true],
      ['ประปา', 1, false],
      ['ไฟฟ้า', 2, true],
      ['คลอง', null, false],
    ])
    expect((await faultOf(client.forums.settleTie({ needId: ids[1]! }))).code).toBe('forum.noTie')
    await client.forums.settleTie({ needId: ids[2]! })
    expect(await ranks(client, id)).toEqual([
      ['ถนน', 3, false],
      ['ประปา', 1, false],
      ['ไฟฟ้า', 2, false],
      ['คลอง', null, false],
    ])
    await client.forums.save({ id, fields: head({ rankMethod: 'agreed' }) })
    expect((await ranks(client, id)).map((row) => row[1])).toEqual([1, 2, 3, 4])
    await client.forums.saveNeeds({
      forumId: id,
      rows: [],
      removed: [ids[0]!],
      order: [ids[3]!],
      dryRun: false,
    })
    expect(await ranks(client, id)).toEqual([
      ['คลอง', 1, false],
      ['ประปา', 2, false],
      ['ไฟฟ้า', 3, false],
    ])
  })

  it('with more hands than persons are said, and keep the forum from being recorded as held', async () => {
    const { client, villageIds } = await office()
    const id = await planOne(client, villageIds[0]!)
    await client.forums.save({ id, fields: head() })
    const { ids } = await put(client, id, need('ถนน', 43), need('ประปา', 42))
    expect((await client.forums.get({ id })).needs.map((one) => one.tooManyHands)).toEqual([true, false])
    expect(await faultOf(client.forums.hold({ id }))).toEqual({
      code: 'forum.tooManyHands',
      params: { name: 'ถนน', votes: 43, persons: 42 },
    })
    // points may be more
    await client.forums.save({ id, fields: head({ rankMethod: 'score' }) })
    await client.forums.hold({ id })
    expect((await faultOf(client.forums.save({ id, fields: head() }))).code).toBe('forum.tooManyHands')
    const save = (votes: number) =>
      client.forums.saveNeeds({
        forumId: id,
        rows: [{ id: ids[0]!, fields: need('ถนน', votes) }],
        removed: [],
        order: [],
        dryRun: false,
      })
    await save(40)
    await client.forums.save({ id, fields: head() })
    expect(await faultOf(save(50))).toMatchObject({
      code: 'input.invalid',
      params: { issues: [{ path: ['rows', 0, 'fields', 'votes'], key: 'tooManyHands' }] },
    })
  })
})

describe('needs become projects', () => {
  it('in one step: the draft plan is opened, the order is the forum’s, the link stays, undo takes all back', async () => {
    const { client, villageIds } = await office()
    const { id, needIds } = await held(client, villageIds[0]!, [
      need('ถนน', 10, { cause: 'ฝนตกหนัก' }),
      need('ประปา', 31),
      need('ไฟฟ้า', 20, { projectClass: null }),
      need('', 5),
    ])
    const done = await client.forums.carryOver({ id, needIds })
    expect(done.skipped).toEqual([
      { needId: needIds[2], name: 'ไฟฟ้า', reason: 'noClass' },
      { needId: needIds[3], name: 'ปัญหา', reason: 'noName' },
    ])
    const plan = await client.plans.get({ id: done.planId })
    expect(plan).toMatchObject({
      level: 'village',
      areaKey: villageIds[0],
      planFy: 2567,
      state: 'draft',
      edition: 'first',
    })
    expect(plan.rows.map((row) => [row.rank, row.name, row.problem, row.budgets])).toEqual([
      [1, 'ประปา', 'ปัญหาประปา', [{ fiscalYear: 2567, amount: 50_000_000 }]],
      [2, 'ถนน', 'ปัญหาถนน\nฝนตกหนัก', [{ fiscalYear: 2567, amount: 50_000_000 }]],
    ])
    const after = await client.forums.get({ id })
    expect(after.needs.map((one) => one.inPlan)).toEqual([true, true, false, false])
    expect(after.needs[0]?.standing).toMatchObject({
      projectId: plan.rows[1]!.projectId,
      entry: { level: 'village', rank: 2, planState: 'draft' },
      fate: null,
    })
    expect((await client.forums.list({ planFy: 2567 }))[0]).toMatchObject({ needs: 4, carried: 2 })
    expect((await client.forums.carryOver({ id, needIds: [needIds[0]!] })).skipped).toMatchObject([
      { reason: 'inPlan' },
    ])
    for (const call of [client.forums.remove({ id }), client.forums.reopen({ id })])
      expect((await faultOf(call)).code).toBe('forum.carried')
    const drop = client.forums.saveNeeds({
      forumId: id,
      rows: [],
      removed: [needIds[0]!],
      order: [],
      dryRun: false,
    })
    expect((await faultOf(drop)).code).toBe('forum.needCarried')
    await client.office.undo()
    expect(await client.plans.list({ level: null, planFy: 2567, tambonCode: null })).toEqual([])
    expect((await client.forums.get({ id })).needs.every((one) => one.projectId === null)).toBe(true)
  })

  it('a village of one button a row ends in the order of the forum', async () => {
    const { client, villageIds } = await office()
    const { id, needIds } = await held(client, villageIds[0]!, [need('ก', 1), need('ข', 3), need('ค', 2)])
    for (const needId of needIds) await client.forums.carryOver({ id, needIds: [needId] })
    const { planId } = await client.forums.carryOver({ id, needIds: [needIds[0]!] })
    expect((await client.plans.get({ id: planId })).rows.map((row) => row.name)).toEqual(['ข', 'ค', 'ก'])
  })

  it('of a tambon go to the tambon plan', async () => {
    const { client } = await office()
    const id = await planOne(client, '800201', 2567, 'tambon')
    await client.forums.save({ id, fields: head() })
    const { ids } = await put(client, id, need('ถนนสายหลัก', 9))
    await client.forums.hold({ id })
    const { planId } = await client.forums.carryOver({ id, needIds: ids })
    expect(await client.plans.get({ id: planId })).toMatchObject({
      level: 'tambon',
      areaKey: '800201',
      entries: 1,
    })
  })

  it('not before the forum was held, and not into an adopted plan', async () => {
    const { client, villageIds } = await office()
    const planned = await planOne(client, villageIds[1]!)
    const { ids } = await put(client, planned, need('ถนน', 1))
    expect((await faultOf(client.forums.carryOver({ id: planned, needIds: ids }))).code).toBe('forum.notHeld')
    const { id, needIds } = await held(client, villageIds[0]!, [need('ถนน', 1), need('ประปา', 2)])
    const { planId } = await client.forums.carryOver({ id, needIds: [needIds[0]!] })
    await client.plans.adopt({
      planId,
      adoptedOn: '2022-02-20',
      adoptedBy: 'เวที',
      resolution: 'เห็นชอบ',
      attendees: 42,
    })
    expect((await faultOf(client.forums.carryOver({ id, needIds: [needIds[1]!] }))).code).toBe(
      'forum.planAdopted',
    )
    // a further edition takes it
    await client.plans.open({ level: 'village', areaKey: villageIds[0]!, planFy: 2567, edition: 'addition' })
    await client.forums.carryOver({ id, needIds: [needIds[1]!] })
    expect((await client.forums.get({ id })).needs.map((one) => one.inPlan)).toEqual([true, true])
  })

  it('a project removed from the plan frees its need; undo ties them again', async () => {
    const { client, villageIds } = await office()
    const { id, needIds } = await held(client, villageIds[0]!, [need('ถนน', 1)])
    const { planId, entryIds } = await client.forums.carryOver({ id, needIds })
    await client.plans.saveEntries({ planId, rows: [], removed: entryIds, order: [], dryRun: false })
    expect((await client.forums.get({ id })).needs[0]).toMatchObject({ projectId: null, inPlan: false })
    await client.office.undo()
    expect((await client.forums.get({ id })).needs[0]).toMatchObject({ inPlan: true })
    await client.plans.saveEntries({ planId, rows: [], removed: entryIds, order: [], dryRun: false })
    await client.forums.carryOver({ id, needIds })
    expect((await client.plans.get({ id: planId })).rows.map((row) => row.name)).toEqual(['ถนน'])
  })
})

describe('what was said before', () => {
  it('comes with what became of it; named again it stays the same project in a review of the plan', async () => {
    const { client, villageIds } = await office()
    const areaKey = villageIds[0]!
    const last = await held(
      client,
      areaKey,
      [need('ถนน', 9), need('ประปา', 12), need('', 3)],
      2566,
      '2021-02-06',
    )
    const { planId } = await client.forums.carryOver({ id: last.id, needIds: last.needIds.slice(0, 2) })
    await client.plans.saveEntries({
      planId,
      rows: [
        {
          id: null,
          fields: {
            ...(await client.plans.get({ id: planId })).rows[0]!,
            name: 'ลานกีฬา',
            budgets: [{ fiscalYear: 2566, amount: 100 }],
          },
        },
      ],
      removed: [],
      order: [],
      dryRun: false,
    })
    await client.plans.adopt({
      planId,
      adoptedOn: '2021-02-20',
      adoptedBy: 'เวที',
      resolution: 'เห็นชอบ',
      attendees: 42,
    })
    const rows = (await client.plans.get({ id: planId })).rows
    const projectOf = (name: string) => rows.find((row) => row.name === name)!.projectId

    const id = await planOne(client, areaKey, 2567)
    const before = await client.forums.before({ id })
    expect(before.planFy).toBe(2566)
    expect(
      before.matters.map((one) => [
        one.name,
        one.rank,
        one.standing?.entry?.planState ?? null,
        one.needId !== null,
      ]),
    ).toEqual([
      ['ประปา', 1, 'adopted', true],
      ['ถนน', 2, 'adopted', true],
      ['', 3, null, true],
      ['ลานกีฬา', 3, 'adopted', false],
    ])
    const named = await client.forums.nameAgain({
      id,
      needIds: [last.needIds[0]!, last.needIds[2]!],
      projectIds: [projectOf('ลานกีฬา'), projectOf('ถนน')],
    })
    expect(named.ids).toHaveLength(3)
    expect((await client.forums.before({ id })).matters.map((one) => one.again)).toEqual([
      false,
      true,
      true,
      true,
    ])
    const now = await client.forums.get({ id })
    expect(now.needs.map((one) => [one.name, one.votes, one.inPlan])).toEqual([
      ['ถนน', null, false],
      ['', null, false],
      ['ลานกีฬา', null, false],
    ])
    await client.forums.save({ id, fields: head() })
    await client.forums.hold({ id })
    const carried = await client.forums.carryOver({ id, needIds: [now.needs[0]!.id, now.needs[2]!.id] })
    const plan = await client.plans.get({ id: carried.planId })
    // the adopted plan of the span is reviewed: its rows come along, nothing stands twice
    expect(plan).toMatchObject({ edition: 'review', planFy: 2567 })
    expect(plan.rows.map((row) => row.projectId).sort()).toEqual(rows.map((row) => row.projectId).sort())
    expect((await client.forums.get({ id })).needs.map((one) => one.inPlan)).toEqual([true, false, true])
  })

  it('belongs to the area: needs of another village are refused', async () => {
    const { client, villageIds } = await office()
    const other = await held(client, villageIds[1]!, [need('ถนน', 9)], 2566, '2021-02-06')
    const id = await planOne(client, villageIds[0]!, 2567)
    const call = client.forums.nameAgain({ id, needIds: other.needIds, projectIds: [] })
    expect((await faultOf(call)).code).toBe('record.notFound')
    expect((await client.forums.before({ id })).matters).toEqual([])
  })
})

describe('forums of another office', () => {
  it('are read and never written', async () => {
    const { client, dataDir, villageIds } = await office()
    const { id, needIds } = await held(client, villageIds[0]!, [need('ถนน', 3), need('ประปา', 3)])
    const raw = new Database(join(dataDir, 'office.sqlite'))
    raw.prepare("UPDATE forum SET officeId = 'other' WHERE id = ?").run(id)
    raw.prepare("UPDATE forumNeed SET officeId = 'other' WHERE forumId = ?").run(id)
    raw.close()
    expect((await client.forums.get({ id })).needs).toHaveLength(2)
    expect(await client.forums.list({ planFy: 2567 })).toEqual([])
    const calls = [
      client.forums.save({ id, fields: head() }),
      client.forums.hold({ id }),
      client.forums.reopen({ id }),
      client.forums.remove({ id }),
      put(client, id, need('ใหม่', 1)),
      client.forums.settleTie({ needId: needIds[0]! }),
      client.forums.carryOver({ id, needIds }),
    ]
    for (const call of calls) expect((await faultOf(call)).code).toBe('record.foreign')
  })
})
