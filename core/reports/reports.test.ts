import { afterEach, describe, expect, it } from 'vitest'
import {
  activityBase,
  addVillages,
  closeAll,
  faultOf,
  makePlan,
  resourcesDir,
} from '../../tests/support/core.ts'
import {
  everyFigureTraced,
  figuresOf,
  reportOffice as office,
  signOrder,
} from '../../tests/support/reports.ts'
import type { ActivityFields } from '../activities/rules.ts'
import type { Client } from '../contract.ts'
import { openResources } from '../kernel/resources.ts'
import { loadRules } from '../rules/rules.ts'
import { figures } from './figures.ts'
import { asSigned, isTyped } from './queries.ts'

afterEach(closeAll)

describe('figures', () => {
  it('has one function for each figure of the table', () => {
    const rules = loadRules((name) => openResources(resourcesDir).json(name))
    const counted = rules['report-figures'].items.filter((item) => !isTyped(item))
    expect(Object.keys(figures).sort()).toEqual(counted.map((item) => item.key).sort())
    expect(rules['report-figures'].items.filter((item) => item.typed).every(isTyped)).toBe(true)
  })

  it('count an empty year as nothing done', async () => {
    const { client, reportId } = await office()
    const counted = await figuresOf(client, reportId)
    expect(Object.values(counted).map((figure) => figure.value)).toEqual(Object.values(counted).map(() => 0))
    expect(counted.committeesCurrent).toMatchObject({ expected: 5, unit: 'count', frozenValue: null })
    expect(counted.coordCentreSteps?.expected).toBe(35)
    expect(counted.villagePlans?.expected).toBe(0)
  })

  it('count what the records say, each with its sources', async () => {
    const { client, reportId, directiveId } = await office()
    const save = (fields: Partial<ActivityFields> & { kind: ActivityFields['kind'] }) =>
      client.activities.save({ id: null, fields: { ...activityBase, ...fields } })
    const people = (persons: number) => [{ group: 'people', persons }]
    // two sessions: one of a tambon, one after the day of the report
    await save({ kind: 'session', tambonCode: '800201', attendance: people(40) })
    await save({ kind: 'session', heldOn: '2023-07-15', attendance: people(500) })
    // a workshop in time, one that ran past the due date, and one of another edition
    await save({ kind: 'workshop', tambonCode: '800201', heldOn: '2023-04-15', attendance: people(30) })
    await save({
      kind: 'workshop',
      tambonCode: '800202',
      heldOn: '2023-04-15',
      endedOn: '2023-04-16',
      attendance: people(25),
    })
    await save({ kind: 'workshop', tambonCode: '800203', editionFy: 2565 })
    // the same step twice counts once
    await save({ kind: 'participation', tambonCode: '800201', steps: ['prepare', 'review'] })
    await save({ kind: 'participation', tambonCode: '800201', steps: ['review', 'draft'] })
    // held only when somebody says so, and on a day that is over
    await save({ kind: 'session', state: 'planned' })
    await save({ kind: 'session', heldOn: '2023-07-09', endedOn: '2023-07-11', attendance: people(9) })
    // one partner met twice: money in parts, money taken back, hands
    const { id: met } = await save({ kind: 'partner', partnerName: 'อบจ.', tambonCode: '800201' })
    const { id: again } = await save({ kind: 'partner', partnerName: 'อบจ.' })
    const base = { form: 'money', what: '', projectId: null, dueOn: null, withdrawnOn: null, note: '' }
    const pledge = async (
      activityId: string,
      fields: Partial<Parameters<Client['activities']['savePledge']>[0]['fields']>,
    ) =>
      (
        await client.activities.savePledge({
          id: null,
          activityId,
          fields: { ...base, amount: null, ...fields },
        })
      ).id
    const money = await pledge(met, { amount: 500_00 })
    await pledge(again, { amount: 300_00 })
    await pledge(again, { amount: 900_00, withdrawnOn: '2023-06-01' })
    await pledge(again, { amount: 77_00, form: 'work', what: 'แรงงาน' })
    for (const [receivedOn, amount] of [
      ['2023-05-01', 60_00],
      ['2023-06-01', 40_00],
      ['2023-07-20', 400_00],
    ] as const)
      await client.activities.saveReceipt({
        id: null,
        pledgeId: money,
        fields: { receivedOn, amount, what: '', evidence: '' },
      })
    const told = { dutyId: null, means: 'letter', about: null, note: '', example: true }
    const tell = (toldOn: string, acknowledgedOn: string | null, tambonCode: string, recipient: string) =>
      client.directives.tell({
        directiveId,
        fields: {
          ...told,
          toldOn,
          acknowledgedOn,
          recipients: [{ recipient, toKind: 'other', toId: null, tambonCode }],
        },
      })
    await tell('2023-01-20', '2023-01-25', '800201', 'กำนันตำบลหนึ่ง')
    await tell('2023-01-21', '2023-07-20', '800203', 'กำนันตำบลสาม')
    await tell('2023-07-20', null, '800204', 'กำนันตำบลสี่')
    await signOrder(client, 'tambonCommittee', '800201', 2566, '2023-03-01')
    await signOrder(client, 'tambonCommittee', '800202', 2565, '2023-03-01')
    await signOrder(client, 'coordCentreTambon', '800201', 2566, '2023-07-20')
    await signOrder(client, 'coordCentreDistrict', null, 2566, '2023-03-01')
    const homes = await addVillages(client, '800201', 2, 1)
    await makePlan(client, { level: 'village', areaKey: homes[0]!, planFy: 2568 }, [100_00], '2023-02-10')
    await makePlan(client, { level: 'village', areaKey: homes[1]!, planFy: 2568 }, [100_00], null)
    await makePlan(client, { level: 'village', areaKey: homes[2]!, planFy: 2568 }, [100_00], '2023-02-11')
    const tambon = await makePlan(
      client,
      { level: 'tambon', areaKey: '800201', planFy: 2568 },
      [1_000_00, 2_500_50],
      '2023-04-20',
    )
    await makePlan(client, { level: 'tambon', areaKey: '800202', planFy: 2568 }, [9_000_00], '2023-07-11')
    await makePlan(client, { level: 'district', areaKey: '8002', planFy: 2568 }, [7_00], '2023-06-20')
    const fate = { projectId: tambon.projectIds[0]!, fiscalYear: 2567, reason: '' }
    await client.projects.recordFate({
      ...fate,
      kind: 'funded',
      budgetSource: 'อบต.',
      amount: 400_00,
      dated: '2023-06-01',
    })
    await client.projects.recordFate({
      ...fate,
      kind: 'underWay',
      budgetSource: 'อบต.',
      amount: 450_00,
      dated: '2023-06-20',
    })
    await client.projects.recordFate({
      ...fate,
      kind: 'funded',
      budgetSource: 'จังหวัด',
      amount: 50_00,
      dated: '2023-06-25',
    })
    await client.projects.recordFate({
      ...fate,
      projectId: tambon.projectIds[1]!,
      kind: 'funded',
      budgetSource: 'อบต.',
      amount: 999_00,
      dated: '2023-06-01',
    })
    await client.projects.recordFate({
      ...fate,
      projectId: tambon.projectIds[1]!,
      kind: 'cancelled',
      reason: 'ผู้รับจ้างทิ้งงาน',
      budgetSource: '',
      amount: null,
      dated: '2023-06-30',
    })

    const counted = await figuresOf(client, reportId)
    const said = Object.fromEntries(
      Object.entries(counted).map(([key, figure]) => [
        key,
        figure.expected === null ? figure.value : [figure.value, figure.expected],
      ]),
    )
    expect(said).toEqual({
      sessionsHeld: 1,
      sessionPersons: 40,
      guidelineTambons: [2, 5],
      toldRecipients: 2,
      toldAcknowledged: [1, 2],
      committeesCurrent: [1, 5],
      coordCentresTambonCurrent: [0, 5],
      coordCentreDistrictCurrent: [1, 1],
      coordCentreTambons: [1, 5],
      coordCentreSteps: [3, 35],
      workshopsHeld: [2, 5],
      workshopPersons: 55,
      workshopsInTime: [1, 5],
      workshopsLate: 1,
      activitiesCost: 0,
      villagePlansInTime: [2, 3],
      tambonPlansInTime: [1, 5],
      villagePlans: [1, 2],
      communityPlans: [1, 1],
      tambonPlans: [1, 5],
      districtPlan: [1, 1],
      needsPlan: [0, 1],
      tambonProjects: 2,
      tambonProjectsMoney: 3_500_50,
      partnersMet: 1,
      partnersPledged: 800_00,
      partnersReceived: 100_00,
      partnersOutstanding: 700_00,
      partnersOther: 1,
      projectsPledged: 0,
      projectsFunded: 1,
      projectsFundedMoney: 500_00,
    })
    await everyFigureTraced(client, reportId)
    expect((await faultOf(client.reports.sources({ reportId, figure: 'toString' }))).code).toBe(
      'record.notFound',
    )
  })

  it('count a district session for every tambon', async () => {
    const { client, reportId } = await office()
    await client.activities.save({ id: null, fields: { ...activityBase, kind: 'session' } })
    expect((await figuresOf(client, reportId)).guidelineTambons).toMatchObject({ value: 5, expected: 5 })
  })
})

describe('writing and signing', () => {
  it('opens one report, with the office as reporter, and keeps its words', async () => {
    const { client, directiveId, reportId } = await office()
    expect(await client.reports.open({ directiveId })).toEqual({ id: reportId })
    const report = await client.reports.get({ id: reportId })
    expect(report).toMatchObject({
      asOf: '2023-07-10',
      reporterName: 'นายทดสอบ ระบบดี',
      reporterPosition: 'ปลัดอำเภอ',
      state: 'draft',
      dueOn: '2023-07-20',
    })
    const dutyId = report.duties[3]!.dutyId
    await client.reports.saveText({ reportId, dutyId, result: 'จัดแล้ว', problem: 'ฝนตก', suggestion: '' })
    await client.reports.saveText({
      reportId,
      dutyId,
      result: 'จัดแล้วสามตำบล',
      problem: 'ฝนตก',
      suggestion: 'เลื่อน',
    })
    expect((await client.reports.get({ id: reportId })).duties[3]).toMatchObject({
      result: 'จัดแล้วสามตำบล',
      suggestion: 'เลื่อน',
    })
    await client.office.undo()
    expect((await client.reports.get({ id: reportId })).duties[3]).toMatchObject({
      result: 'จัดแล้ว',
      suggestion: '',
    })
    expect(
      (
        await faultOf(
          client.reports.saveText({
            reportId,
            dutyId: '0'.repeat(26),
            result: '',
            problem: '',
            suggestion: '',
          }),
        )
      ).code,
    ).toBe('record.notFound')
  })

  it('freezes the figures, closes the duty and drafts the letter in one step', async () => {
    const { client, directiveId, reportId } = await office()
    const { id: activityId } = await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'session' },
    })
    const { letterId } = await client.reports.sign({ id: reportId, signedOn: '2023-07-18' })
    const duty = (await client.directives.get({ id: directiveId })).duties[5]!
    expect(duty).toMatchObject({ state: 'done', doneOn: '2023-07-18', lateDays: 0 })
    expect(duty.evidence).toContain('๑๘ กรกฎาคม ๒๕๖๖')
    const letter = await client.papers.letter({ id: letterId })
    expect(letter).toMatchObject({
      state: 'draft',
      dated: '2023-07-18',
      addressee: 'ผู้ว่าราชการจังหวัดนครศรีธรรมราช',
      references: ['หนังสือจังหวัดชุมพร ที่ ชพ ๐๐๑๗.๒/๑๑๑ ลงวันที่ ๑๐ มกราคม ๒๕๖๖'],
    })
    expect(letter.subject).toContain('ประจำปีงบประมาณ พ.ศ. ๒๕๖๖')
    expect(letter.paragraphs.map((paragraph) => paragraph.text).join('\n')).toContain(
      'ภายในวันพฤหัสบดีที่ ๒๐ กรกฎาคม ๒๕๖๖',
    )
    expect(JSON.stringify(letter)).not.toContain('{{')

    // a later change of the records shows as a difference; the signed figure stays
    await client.activities.remove({ id: activityId })
    const figure = (await figuresOf(client, reportId)).sessionsHeld!
    expect(figure).toMatchObject({ value: 0, frozenValue: 1 })
    expect(asSigned(figure)).toEqual({ value: 1, expected: null })
    expect((await figuresOf(client, reportId)).workshopsHeld).toMatchObject({
      value: 0,
      frozenValue: null,
      frozenExpected: null,
    })

    const dutyId = (await client.reports.get({ id: reportId })).duties[0]!.dutyId
    expect(
      (await faultOf(client.reports.saveText({ reportId, dutyId, result: 'x', problem: '', suggestion: '' })))
        .code,
    ).toBe('report.signed')
    expect((await faultOf(client.reports.sign({ id: reportId, signedOn: '2023-07-19' }))).code).toBe(
      'report.signed',
    )
    expect((await client.progress.home())?.report.state).toBe('done')
  })

  it('can be taken back as a whole', async () => {
    const { client, directiveId, reportId } = await office()
    await client.reports.sign({ id: reportId, signedOn: '2023-07-18' })
    await client.office.undo()
    expect((await client.reports.get({ id: reportId })).state).toBe('draft')
    expect((await client.directives.get({ id: directiveId })).duties[5]?.state).toBe('open')
    expect(await client.papers.letters()).toEqual([])
    await client.office.redo()
    expect((await client.reports.get({ id: reportId })).state).toBe('signed')
  })

  it('is not signed without a signatory or before the day of its figures', async () => {
    const { client, reportId } = await office()
    const fields = { asOf: '2023-07-10', reporterName: 'นายก', reporterPosition: '', reporterTelephone: '' }
    expect(
      (await faultOf(client.reports.sign({ id: reportId, signedOn: '2023-07-09' }))).params.issues,
    ).toMatchObject([{ key: 'signedBeforeData' }])
    expect((await faultOf(client.reports.sign({ id: reportId, signedOn: '2023-07-26' }))).code).toBe(
      'date.inFuture',
    )
    await client.reports.saveHead({ id: reportId, fields: { ...fields, signatoryId: null } })
    expect((await faultOf(client.reports.sign({ id: reportId, signedOn: '2023-07-18' }))).code).toBe(
      'report.noSignatory',
    )
    const [signer] = await client.office.signatories()
    await client.reports.saveHead({
      id: reportId,
      fields: { ...fields, reporterName: '', signatoryId: signer!.id },
    })
    expect((await faultOf(client.reports.sign({ id: reportId, signedOn: '2023-07-18' }))).code).toBe(
      'report.noReporter',
    )
    expect(
      (
        await faultOf(
          client.reports.saveHead({ id: reportId, fields: { ...fields, signatoryId: '0'.repeat(26) } }),
        )
      ).code,
    ).toBe('record.notFound')
    expect(await client.papers.letters()).toEqual([])
  })
})
