import { afterEach, describe, expect, it } from 'vitest'
import {
  activityBase,
  addVillages,
  closeAll,
  entry,
  faultOf,
  finish,
  openTestCore,
  setUpDistrict,
} from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { PairFilter } from './rules.ts'

afterEach(closeAll)

const everything: PairFilter = {
  officeId: null,
  tambonCode: null,
  planFy: null,
  between: 'all',
  minimum: 0,
  offset: 0,
  limit: 200,
}
const emptyBrief = {
  provinceIssue: '',
  approach: '',
  issueKpi: '',
  mainProgramme: '',
  programme: '',
  rationale: '',
  objective: '',
  kpi: '',
  targetArea: '',
  activities: [],
  implementer: '',
  duration: '',
  output: '',
  outcome: '',
}
const span = { spanStart: 2566, spanLength: 5 }

async function addPlan(
  client: Client,
  head: { level: 'village' | 'tambon' | 'local' | 'district'; areaKey: string },
  names: readonly string[],
  adoptedOn: string | null = null,
): Promise<{ planId: string; projectIds: string[] }> {
  const { id: planId } = await client.plans.open({ ...head, planFy: 2567, ...span, edition: 'first' })
  await client.plans.saveEntries({
    planId,
    rows: names.map((name) => ({
      id: null,
      fields: { ...entry(name, 2567, 52_000_000), target: '', site: '' },
    })),
    removed: [],
    order: [],
    dryRun: false,
  })
  if (adoptedOn) {
    await client.plans.propose({ planId })
    await client.plans.adopt({ planId, adoptedOn, adoptedBy: 'ที่ประชุม', resolution: 'เห็นชอบ', attendees: 30 })
  }
  return { planId, projectIds: (await client.plans.get({ id: planId })).rows.map((row) => row.projectId) }
}

async function openDistrict() {
  const test = await openTestCore()
  await setUpDistrict(test.client)
  const villages = await addVillages(test.client, '800201', 3)
  return { ...test, villages }
}

const road = 'ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายวัดโพธิ์ - บ้านนายดำ หมู่ที่ 1'
const roadOfTambon = 'โครงการก่อสร้างถนน คสล. สายบ้านนายดำถึงวัดโพธิ์ ม.1'
const hall = 'ก่อสร้างศาลาอเนกประสงค์ หมู่ที่ 1'

describe('finding', () => {
  it('shows the pair with its reasons, and only that pair', async () => {
    const { client, villages } = await openDistrict()
    const village = await addPlan(client, { level: 'village', areaKey: villages[0]! }, [road, hall])
    const tambon = await addPlan(client, { level: 'tambon', areaKey: '800201' }, [roadOfTambon])
    const { rows, ready, projects } = await client.duplicates.list(everything)
    expect({ ready, projects }).toEqual({ ready: true, projects: 3 })
    expect(rows).toHaveLength(1)
    const [pair] = rows
    expect(new Set([pair!.aId, pair!.bId])).toEqual(new Set([village.projectIds[0], tambon.projectIds[0]]))
    expect(pair!.reasons.map((reason) => reason.key)).toEqual(
      expect.arrayContaining(['sameThing', 'sameKind', 'sameMoo']),
    )
    expect(
      await client.duplicates.counts({ projectIds: [...village.projectIds, ...tambon.projectIds] }),
    ).toEqual({
      [village.projectIds[0]!]: 1,
      [tambon.projectIds[0]!]: 1,
    })
  })

  it('follows every change of the records without searching anew', async () => {
    const { client, villages } = await openDistrict()
    const { planId } = await addPlan(client, { level: 'village', areaKey: villages[0]! }, [road, hall])
    await addPlan(client, { level: 'tambon', areaKey: '800201' }, [roadOfTambon])
    expect((await client.duplicates.list(everything)).total).toBe(1)
    const row = (await client.plans.get({ id: planId })).rows[0]!
    const {
      id,
      projectId: _p,
      rank: _r,
      takenFromId: _t,
      takenOn: _o,
      originName: _n,
      villageId: _v,
      mooNo: _m,
      tambonCode: _c,
      takenUpBy: _u,
      ...fields
    } = row
    await client.plans.saveEntries({
      planId,
      rows: [{ id, fields: { ...fields, name: 'อบรมการทำขนมไทย หมู่ที่ 1' } as never }],
      removed: [],
      order: [],
      dryRun: false,
    })
    expect((await client.duplicates.list(everything)).total).toBe(0)
    await client.office.undo()
    expect((await client.duplicates.list(everything)).total).toBe(1)
  })

  it('finds the village’s project in a list of an อปท. that says neither tambon nor หมู่', async () => {
    const { client, villages } = await openDistrict()
    const { id: laoId } = await client.geography.saveLao({
      id: null,
      fields: { name: 'อบต.พรหมโลก', laoType: 'SAO', code: null, example: true },
      villages: villages.map((villageId) => ({ villageId, part: false })),
    })
    await addPlan(client, { level: 'village', areaKey: villages[1]! }, ['ขุดลอกคลองนาเสน หมู่ที่ 2'])
    await addPlan(client, { level: 'local', areaKey: laoId }, ['ขุดลอกคลองนาเสน'])
    const { rows } = await client.duplicates.list({ ...everything, between: 'local' })
    expect(rows).toHaveLength(1)
    expect((await client.duplicates.list({ ...everything, between: 'plans' })).total).toBe(0)
    expect((await client.duplicates.list({ ...everything, tambonCode: '800205' })).total).toBe(0)
  })

  it('answers while a new project is being typed', async () => {
    const { client, villages } = await openDistrict()
    const { projectIds } = await addPlan(client, { level: 'village', areaKey: villages[0]! }, [road, hall])
    const fields = {
      name: roadOfTambon,
      site: '',
      target: '',
      villageId: null,
      tambonCode: '800201',
      amount: null,
      years: [],
    }
    const { rows } = await client.duplicates.of({ fields })
    expect(rows.map((row) => row.project.id)).toEqual([projectIds[0]])
    expect((await client.duplicates.of({ fields: { ...fields, name: 'แข่งขันกีฬาตำบล' } })).rows).toEqual([])
  })

  it('reports progress for a large file and keeps what was done', async () => {
    const { client, villages } = await openDistrict()
    await addPlan(client, { level: 'village', areaKey: villages[0]! }, [road, hall])
    expect(await finish(client.duplicates.find())).toEqual({ projects: 2, pairs: 0 })
  })
})

describe('deciding', () => {
  async function openPair(adopted: { village?: string; tambon?: string } = {}) {
    const test = await openDistrict()
    const village = await addPlan(
      test.client,
      { level: 'village', areaKey: test.villages[0]! },
      [road, hall],
      adopted.village,
    )
    const tambon = await addPlan(
      test.client,
      { level: 'tambon', areaKey: '800201' },
      [roadOfTambon],
      adopted.tambon,
    )
    return {
      ...test,
      a: village.projectIds[0]!,
      b: tambon.projectIds[0]!,
      other: village.projectIds[1]!,
      village,
      tambon,
    }
  }

  it('remembers "not the same" and offers the pair no more, until it is reopened', async () => {
    const { client, a, b } = await openPair()
    const { id } = await client.duplicates.decide({ aId: b, bId: a, verdict: 'notSame', reason: 'คนละเส้น' })
    expect((await client.duplicates.list(everything)).total).toBe(0)
    expect(await client.duplicates.counts({ projectIds: [a, b] })).toEqual({})
    const [decision] = await client.duplicates.decisions()
    expect(decision).toMatchObject({ id, verdict: 'notSame', reason: 'คนละเส้น', decidedOn: '2022-07-15' })
    expect(decision!.score).toBeGreaterThan(60)
    await client.duplicates.reopen({ id })
    expect((await client.duplicates.list(everything)).total).toBe(1)
  })

  it('links: both stay, each knows the other', async () => {
    const { client, a, b } = await openPair()
    await client.duplicates.decide({ aId: a, bId: b, verdict: 'linked', reason: '' })
    expect((await client.duplicates.of({ projectId: a })).linked.map((one) => one.id)).toEqual([b])
    expect((await client.duplicates.of({ projectId: b })).linked.map((one) => one.id)).toEqual([a])
    await client.office.undo()
    expect((await client.duplicates.of({ projectId: a })).linked).toEqual([])
  })

  it('merges: the way and the fate follow; undo and reopen bring both back', async () => {
    const { client, a, b } = await openPair({ village: '2022-02-01' })
    await client.projects.recordFate({
      projectId: b,
      kind: 'notFunded',
      budgetSource: '',
      amount: null,
      fiscalYear: null,
      reason: 'งบไม่พอ',
      dated: '2022-05-01',
    })
    const before = await client.plans.journey({ projectId: b })
    expect(before.fates).toHaveLength(1)
    await client.duplicates.merge({ keptId: a, mergedId: b, reason: '' })
    const way = await client.plans.journey({ projectId: a })
    expect(way.steps.map((step) => step.level)).toEqual(['village', 'tambon'])
    expect(way.steps[1]!.name).toBe(roadOfTambon)
    expect(way.fates).toEqual(before.fates)
    // who asks for the merged one is led to the one that stayed
    expect((await client.plans.journey({ projectId: b })).steps).toEqual(way.steps)
    expect((await client.duplicates.pair({ aId: a, bId: b })).b.mergedIntoId).toBe(a)
    expect((await client.duplicates.list(everything)).total).toBe(0)

    await client.office.undo()
    expect((await client.plans.journey({ projectId: b })).steps).toEqual(before.steps)
    expect((await client.duplicates.list(everything)).total).toBe(1)
    await client.office.redo()
    expect((await client.plans.journey({ projectId: a })).steps).toHaveLength(2)
    await client.office.undo()

    const again = await client.duplicates.merge({ keptId: a, mergedId: b, reason: '' })
    await client.duplicates.reopen({ id: again.id })
    expect(await client.plans.journey({ projectId: b })).toEqual(before)
    expect(await client.duplicates.decisions()).toEqual([])
    expect((await client.duplicates.list(everything)).total).toBe(1)
  })

  it('moves activities and earlier decisions with the project', async () => {
    const { client, a, b, other } = await openPair()
    await client.duplicates.decide({ aId: b, bId: other, verdict: 'notSame', reason: 'คนละงาน' })
    await client.duplicates.merge({ keptId: a, mergedId: b, reason: '' })
    const decisions = await client.duplicates.decisions()
    const moved = decisions.find((one) => one.verdict === 'notSame')!
    expect(new Set([moved.a.id, moved.b.id])).toEqual(new Set([a, other]))
  })

  it('after undo and redo a merge can still be reopened as a whole', async () => {
    const { client, a, b } = await openPair()
    const before = await client.plans.journey({ projectId: b })
    const { id } = await client.duplicates.merge({ keptId: a, mergedId: b, reason: '' })
    await client.office.undo()
    await client.office.redo()
    expect((await client.plans.journey({ projectId: a })).steps).toHaveLength(2)
    await client.duplicates.reopen({ id })
    expect(await client.plans.journey({ projectId: b })).toEqual(before)
    expect(await client.duplicates.decisions()).toEqual([])
    expect((await client.duplicates.list(everything)).total).toBe(1)
  })

  it('merges briefs, papers, files and activities, and reopening gives each its own again', async () => {
    const { client, core, a, b } = await openPair()
    await client.projects.saveBrief({ ...emptyBrief, projectId: a, rationale: 'ถนนเป็นหลุม' })
    await client.projects.saveBrief({
      ...emptyBrief,
      projectId: b,
      rationale: 'รถสัญจรลำบาก',
      kpi: 'ยาว 300 เมตร',
    })
    const paper = (projectId: string, document: string, state: 'have' | 'asked') =>
      client.projects.saveDocument({
        projectId,
        document,
        state,
        number: `${document} 1`,
        dated: null,
        note: '',
      })
    await paper(a, 'costSheets', 'asked')
    await paper(b, 'costSheets', 'have')
    await paper(b, 'drawings', 'have')
    const attach = async (id: string, name: string, text: string) => {
      const bytes = (async function* () {
        yield Buffer.from(`%PDF-1.4 ${text}`)
      })()
      const { token } = await core.files.put(name, bytes, 't')
      await finish(client.attachments.add({ token, table: 'project', id }))
    }
    await attach(a, 'แบบแปลน.pdf', 'x')
    await attach(b, 'แบบแปลน สำเนา.pdf', 'x')
    await attach(b, 'ภาพถ่าย.pdf', 'y')
    await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'session', projectIds: [a, b] },
    })
    const stateOf = async (id: string) => ({
      brief: (await client.projects.brief({ projectId: id })).fields,
      papers: (await client.projects.get({ id })).papers.map(({ key, state, number }) => ({
        key,
        state,
        number,
      })),
      files: (await client.attachments.list({ table: 'project', id })).rows.map((row) => row.name).sort(),
    })
    const before = [await stateOf(a), await stateOf(b)]
    expect(before[1]!.files).toHaveLength(2)

    const { id } = await client.duplicates.merge({ keptId: a, mergedId: b, reason: '' })
    const merged = await stateOf(a)
    // the kept one's words stay, its empty fields take the other's
    expect(merged.brief).toMatchObject({ rationale: 'ถนนเป็นหลุม', kpi: 'ยาว 300 เมตร' })
    expect(merged.papers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: 'costSheets', state: 'have' }),
        expect.objectContaining({ key: 'drawings', state: 'have' }),
      ]),
    )
    expect(merged.files).toEqual(['ภาพถ่าย.pdf', 'แบบแปลน.pdf'])
    const activities = () => client.activities.list({ editionFy: 2566, kind: null })
    expect((await activities())[0]!.projectIds).toEqual([a])

    await client.duplicates.reopen({ id })
    expect([await stateOf(a), await stateOf(b)]).toEqual(before)
    expect((await activities())[0]!.projectIds).toEqual([a, b])
  })

  it('lets the last entry of a project in a pair be removed, and undo brings the decision back', async () => {
    const { client, a, b, tambon } = await openPair()
    await client.duplicates.decide({ aId: a, bId: b, verdict: 'linked', reason: '' })
    const { rows } = await client.plans.get({ id: tambon.planId })
    await client.plans.saveEntries({
      planId: tambon.planId,
      rows: [],
      removed: [rows[0]!.id],
      order: [],
      dryRun: false,
    })
    expect(await client.duplicates.decisions()).toEqual([])
    expect((await client.duplicates.of({ projectId: a })).linked).toEqual([])
    await client.office.undo()
    expect((await client.duplicates.of({ projectId: a })).linked.map((one) => one.id)).toEqual([b])
  })

  it('refuses to merge what two adopted plans say differently, and names both', async () => {
    const { client, a, b } = await openPair({ village: '2022-02-01', tambon: '2022-03-01' })
    const fault = await faultOf(client.duplicates.merge({ keptId: a, mergedId: b, reason: '' }))
    expect(fault.code).toBe('duplicate.bothAdopted')
    expect(fault.params.planA).toContain('บ้านทดสอบ 1')
    expect(fault.params.planB).toContain('ตำบลพรหมโลก')
    expect((await client.plans.journey({ projectId: b })).steps).toHaveLength(1)
  })

  it('refuses two entries in one plan, a project with itself and one that is merged already', async () => {
    const { client, a, b, other } = await openPair()
    const same = await faultOf(client.duplicates.merge({ keptId: a, mergedId: other, reason: '' }))
    expect(same.code).toBe('duplicate.samePlan')
    expect(
      await faultOf(client.duplicates.decide({ aId: a, bId: a, verdict: 'linked', reason: '' })),
    ).toMatchObject({
      code: 'duplicate.itself',
    })
    await client.duplicates.merge({ keptId: a, mergedId: b, reason: '' })
    const again = await faultOf(client.duplicates.merge({ keptId: other, mergedId: b, reason: '' }))
    expect(again.code).toBe('duplicate.merged')
  })

  it('takes no merge back over a later change of what moved', async () => {
    const { client, a, b, tambon } = await openPair()
    const { id } = await client.duplicates.merge({ keptId: a, mergedId: b, reason: '' })
    await client.plans.saveEntries({
      planId: tambon.planId,
      rows: [],
      removed: [(await client.plans.get({ id: tambon.planId })).rows[0]!.id],
      order: [],
      dryRun: false,
    })
    expect((await faultOf(client.duplicates.reopen({ id }))).code).toBe('undo.changedSince')
    expect(await client.duplicates.decisions()).toHaveLength(1)
  })
})

describe('the demo district', () => {
  it('shows the pairs that are one project in the village’s words and in the อปท.’s, and no other', async () => {
    const { client, clock } = await openTestCore()
    clock.set('2022-07-18T03:00:00Z')
    await finish(client.demo.start({ which: 'demoDistrict' }))
    await finish(client.duplicates.find())
    const { rows } = await client.duplicates.list({
      officeId: null,
      tambonCode: null,
      planFy: null,
      between: 'all',
      minimum: 0,
      offset: 0,
      limit: 50,
    })
    const pairs = rows.map((row) => [row.a.name, row.b.name].join(' = '))
    expect(pairs).toHaveLength(4)
    for (const thing of ['ข้ามคลองพรหมโลก', 'ประปา', 'หอกระจายข่าว', 'วงจรปิด'])
      expect(pairs.filter((pair) => pair.split(' = ').every((name) => name.includes(thing)))).toHaveLength(1)
  })
})
