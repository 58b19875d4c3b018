import { afterEach, describe, expect, it } from 'vitest'
import {
  activityBase,
  addVillages,
  closeAll,
  directive,
  faultOf,
  finish,
  makePlan,
  openTestCore,
  setUpDistrict,
  setUpProvince,
} from '../../tests/support/core.ts'
import { countStatements } from '../../tests/support/statements.ts'
import type { Client } from '../contract.ts'
import type { Core } from '../core.ts'

afterEach(closeAll)

async function office(today = '2023-03-20T03:00:00Z') {
  const made = await openTestCore()
  made.clock.set(today)
  await setUpDistrict(made.client)
  return made
}

describe('home', () => {
  it('is empty before the first letter', async () => {
    const { client } = await office()
    expect(await client.progress.home()).toBeNull()
  })

  it('says of each tambon and step how far it is, from the records', async () => {
    const { client, clock } = await office()
    await client.directives.register(directive)
    const villages = await addVillages(client, '800201', 2)
    await makePlan(client, { level: 'village', areaKey: villages[0]!, planFy: 2568 }, [100_00], '2023-02-10')
    await makePlan(client, { level: 'village', areaKey: villages[1]!, planFy: 2568 }, [], null)
    await makePlan(client, { level: 'tambon', areaKey: '800202', planFy: 2568 }, [100_00], '2023-03-05')
    await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'workshop', tambonCode: '800202', heldOn: '2023-03-04' },
    })

    const home = (await client.progress.home())!
    const row = (code: string) => home.board.find((one) => one.tambonCode === code)!.cells
    expect(home.planFy).toBe(2568)
    // the village window closed at the end of February, the tambon window runs to the end of April
    expect(row('800201').villagePlans).toEqual({
      state: 'late',
      done: 1,
      expected: 2,
      href: '/plans?level=village&planFy=2568&tambon=800201',
    })
    expect(row('800201').tambonPlan?.state).toBe('notStarted')
    expect(row('800202').tambonPlan).toMatchObject({ state: 'done', done: 1, expected: 1 })
    expect(row('800202').workshop?.state).toBe('done')
    expect(row('800203').workshop).toMatchObject({ state: 'notStarted', done: 0 })
    // nobody was told, and the villages had to be at work by the end of February
    expect(row('800203').told).toMatchObject({ state: 'late', done: 0, expected: 1 })
    expect(row('800204').committee).toMatchObject({
      state: 'notStarted',
      href: '/bodies?kind=tambonCommittee&edition=2566&tambon=800204',
    })
    expect(home.report).toMatchObject({ state: 'notStarted', dueOn: '2023-07-20' })
    expect(home.windows.map((window) => [window.level, window.state, window.done, window.expected])).toEqual([
      ['village', 'late', 1, 2],
      ['tambon', 'underWay', 1, 5],
      ['local', 'notStarted', 0, 0],
      ['district', 'notStarted', 0, 1],
      ['needs', 'notStarted', 0, 1],
      ['province', 'notStarted', 0, 0],
    ])

    clock.set('2023-04-02T03:00:00Z')
    const later = (await client.progress.home())!
    // duty 2 (orders) was due on 31 March: it comes first, and the orders are late; workshops are not yet
    expect(later.duties.map((duty) => duty.no)).toEqual([2, 4, 6, 1, 3, 5])
    expect(later.duties[0]?.lateDays).toBe(2)
    expect(later.board[0]?.cells.committee?.state).toBe('late')
    expect(later.board.find((one) => one.tambonCode === '800204')?.cells.workshop?.state).toBe('notStarted')

    clock.set('2023-07-21T03:00:00Z')
    const last = (await client.progress.home())!
    expect(last.report.state).toBe('late')
    expect(last.districtPlan.state).toBe('late')
    expect(last.windows.find((window) => window.level === 'local')?.state).toBe('notStarted')
  })

  it('shows the tambons of the person at the keyboard first', async () => {
    const { client } = await office()
    await client.directives.register(directive)
    const [me] = await client.office.staff()
    await client.office.saveStaff({ ...me!, tambonCodes: ['800204'] })
    const home = (await client.progress.home())!
    expect(home.board.map((row) => [row.tambonCode, row.mine])[0]).toEqual(['800204', true])
    expect(home.board).toHaveLength(5)
    expect((await faultOf(client.office.saveStaff({ ...me!, tambonCodes: ['800304'] }))).code).toBe(
      'input.invalid',
    )
    expect((await faultOf(client.office.saveStaff({ ...me!, role: 'officer' }))).code).toBe(
      'office.lastAdmin',
    )
  })

  it('opens for a province without tambons', async () => {
    const { client, clock } = await openTestCore()
    clock.set('2023-03-20T03:00:00Z')
    await setUpProvince(client)
    await client.directives.register(directive)
    const home = (await client.progress.home())!
    expect(home.board).toEqual([])
    expect(home.windows.every((window) => window.state === 'notStarted')).toBe(true)
  })
})

describe('what falls on a day', () => {
  async function keysOf(client: Client, when: string) {
    return (await client.progress.home())!.items
      .filter((item) => item.when === when)
      .map((item) => [item.kind, item.on, item.lateDays])
  }

  it('today, late by how many days, and the fortnight; the same when the day changes while it is open', async () => {
    const { client, clock } = await office('2023-03-30T16:59:00Z')
    await client.directives.register(directive)
    await addVillages(client, '800201', 1)
    await client.calendar.saveEntry({
      id: null,
      fields: {
        title: 'ส่งรายชื่อ',
        startsOn: '2023-04-05',
        endsOn: null,
        place: '',
        tambonCode: '800203',
        note: '',
        done: false,
        example: false,
      },
    })
    expect(await keysOf(client, 'today')).toEqual([])
    // the window of the villages ended on 28 February
    expect(await keysOf(client, 'overdue')).toEqual([['window', '2023-02-28', 30]])
    expect(await keysOf(client, 'soon')).toEqual([
      ['duty', '2023-03-31', 0],
      ['entry', '2023-04-05', 0],
    ])
    // midnight in Thailand is 17:00 UTC
    clock.set('2023-03-30T17:00:00Z')
    expect(await keysOf(client, 'today')).toEqual([['duty', '2023-03-31', 0]])
    clock.set('2023-04-02T17:00:00Z')
    expect(await keysOf(client, 'overdue')).toEqual([
      ['window', '2023-02-28', 34],
      ['duty', '2023-03-31', 3],
    ])
    const { items, duties } = (await client.progress.home())!
    expect(items.find((item) => item.kind === 'duty')?.href).toBe(
      `/directives/${duties[0]!.directiveId}?duty=${duties[0]!.id}`,
    )
    expect(items.find((item) => item.kind === 'entry')).toMatchObject({ tambonCode: '800203', mine: true })
  })

  it('a person who covers tambons has those first; what is of the whole district is his too', async () => {
    const { client } = await office()
    await client.directives.register(directive)
    const { id } = await client.office.saveStaff({
      id: null,
      name: 'นายพัฒนากร สามตำบล',
      position: 'พัฒนากร',
      role: 'officer',
      tambonCodes: ['800205', '800203', '800204'],
      active: true,
    })
    await client.office.chooseStaff({ id })
    for (const tambonCode of ['800201', '800204'])
      await client.calendar.saveEntry({
        id: null,
        fields: {
          title: tambonCode,
          startsOn: '2023-03-21',
          endsOn: null,
          place: '',
          tambonCode,
          note: '',
          done: false,
          example: false,
        },
      })
    const home = (await client.progress.home())!
    expect(home.mine).toEqual(['800203', '800204', '800205'])
    expect(home.board.map((row) => row.tambonCode).slice(0, 3)).toEqual(['800203', '800204', '800205'])
    expect(home.board).toHaveLength(5)
    expect(home.items.map((item) => [item.title, item.mine]).filter(([title]) => title !== '')).toEqual([
      ['800201', false],
      ['800204', true],
      ['ทบทวนคำสั่ง', true],
    ])
    const progress = await client.progress.plans({ planFy: 2568, asOf: null })
    expect(progress.tambons.map((one) => one.mine)).toEqual([true, true, true, false, false])
  })
})

describe('who works at the machine', () => {
  it('is who was chosen, stands in the history, and never somebody who was set aside', async () => {
    const { client } = await office()
    const [admin] = await client.office.staff()
    const { id } = await client.office.saveStaff({
      id: null,
      name: 'นางสาวแทน วันนี้',
      position: '',
      role: 'officer',
      tambonCodes: [],
      active: true,
    })
    expect((await client.office.status()).staff?.name).toBe(admin!.name)
    await client.office.chooseStaff({ id })
    expect((await client.office.status()).staff).toMatchObject({ id, name: 'นางสาวแทน วันนี้' })
    await client.geography.saveVillages({ rows: [], dryRun: false })
    await addVillages(client, '800201', 1)
    expect((await client.office.history({ limit: 1 }))[0]).toMatchObject({ staffName: 'นางสาวแทน วันนี้' })
    // an officer may not change who works here, but anyone may sit down
    expect((await faultOf(client.office.saveStaff({ ...admin!, active: true }))).code).toBe(
      'input.notAllowed',
    )
    await client.office.chooseStaff({ id: admin!.id })
    const officer = (await client.office.staff()).find((one) => one.id === id)!
    await client.office.chooseStaff({ id })
    await client.office.chooseStaff({ id: admin!.id })
    await client.office.saveStaff({ ...officer, active: false })
    expect((await faultOf(client.office.chooseStaff({ id }))).code).toBe('record.notFound')
    expect((await faultOf(client.office.chooseStaff({ id: '0'.repeat(26) }))).code).toBe('record.notFound')
    expect((await client.office.status()).staff?.id).toBe(admin!.id)
  })
})

describe('reminders', () => {
  it('are counted at any time, read until the next stage, put off for a while', async () => {
    const { client, clock } = await office('2023-03-20T03:00:00Z')
    await client.directives.register(directive)
    const shown = async () =>
      (await client.progress.reminders()).shown.map(({ item, stage }) => [item.kind, item.on, stage])
    expect(await shown()).toEqual([['duty', '2023-03-31', 14]])
    const mark = async () => {
      const { shown: all } = await client.progress.reminders()
      return all.map(({ item, stage }) => ({ key: item.key, on: item.on, stage }))
    }
    await client.progress.acknowledge({ reminders: await mark() })
    expect(await shown()).toEqual([])
    clock.set('2023-03-24T03:00:00Z')
    expect(await shown()).toEqual([['duty', '2023-03-31', 7]])
    await client.progress.snooze({ reminders: await mark(), until: '2023-03-27' })
    expect(await shown()).toEqual([])
    expect((await client.progress.reminders()).snoozed).toMatchObject([{ until: '2023-03-27' }])
    clock.set('2023-03-27T03:00:00Z')
    expect(await shown()).toEqual([['duty', '2023-03-31', 7]])
    clock.set('2023-04-09T03:00:00Z')
    expect(await shown()).toEqual([
      ['duty', '2023-03-31', -8],
      ['duty', '2023-04-15', 7],
    ])
    expect(
      (await faultOf(client.progress.snooze({ reminders: await mark(), until: '2023-06-01' }))).code,
    ).toBe('input.invalid')
    expect(
      (await faultOf(client.progress.snooze({ reminders: await mark(), until: '2023-04-09' }))).code,
    ).toBe('input.invalid')
  })

  it('are each person’s own', async () => {
    const { client } = await office()
    await client.directives.register(directive)
    const [me] = await client.office.staff()
    const { shown } = await client.progress.reminders()
    await client.progress.acknowledge({
      reminders: shown.map(({ item, stage }) => ({ key: item.key, on: item.on, stage })),
    })
    const { id } = await client.office.saveStaff({ ...me!, id: null, name: 'นายคนที่สอง' })
    await client.office.chooseStaff({ id })
    expect((await client.progress.reminders()).shown).toHaveLength(shown.length)
  })

  it('a clock that fell back to 2004 hides none, and is said', async () => {
    const { client, clock } = await office('2023-04-09T03:00:00Z')
    await client.directives.register(directive)
    const before = await client.progress.reminders()
    expect(before.clockBehind).toBeNull()
    clock.set('2004-01-02T03:00:00Z')
    const after = await client.progress.reminders()
    expect(after.clockBehind).toBe('2023-04-09')
    expect(after.shown.map((one) => one.item.key)).toEqual(before.shown.map((one) => one.item.key))
    expect((await client.progress.home())!.clockBehind).toBe('2023-04-09')
    // what is read now is read, also once the clock is right again
    await client.progress.acknowledge({
      reminders: after.shown.map(({ item, stage }) => ({ key: item.key, on: item.on, stage })),
    })
    clock.set('2023-04-09T05:00:00Z')
    expect((await client.progress.reminders()).shown).toEqual([])
  })
})

describe('progress of plans', () => {
  it('counts per tambon with dates, evidence and lateness, as of any day', async () => {
    const { client, clock } = await office('2023-01-15T03:00:00Z')
    await client.directives.register(directive)
    const villages = await addVillages(client, '800201', 2, 1)
    clock.set('2023-02-10T03:00:00Z')
    const { planId } = await makePlan(
      client,
      { level: 'village', areaKey: villages[0]!, planFy: 2568 },
      [100_00],
      '2023-02-10',
    )
    clock.set('2023-03-20T03:00:00Z')
    await makePlan(client, { level: 'village', areaKey: villages[1]!, planFy: 2568 }, [100_00], '2023-03-12')
    await makePlan(client, { level: 'tambon', areaKey: '800201', planFy: 2568 }, [], null)

    const read = (asOf: string | null) => client.progress.plans({ planFy: 2568, asOf })
    const now = await read(null)
    const tambon = now.tambons.find((one) => one.tambonCode === '800201')!
    expect(
      tambon.areas.map((one) => `${one.kind} ${one.state} ${one.lateDays} ${one.adoptedOn}`).sort(),
    ).toEqual(['community late 20 null', 'village done 0 2023-02-10', 'village done 12 2023-03-12'])
    const first = tambon.areas.find((one) => one.planId === planId)!
    expect(first).toMatchObject({
      href: `/plans/${planId}`,
      begunOn: '2023-02-10',
      adoptedBy: 'ที่ประชุม',
      resolution: 'เห็นชอบ',
      meeting: null,
      attachments: 0,
    })
    expect(tambon.counts.village).toMatchObject({ expected: 2, done: 2, inTime: 1, afterTime: 1 })
    expect(tambon.counts.community).toMatchObject({ expected: 1, late: 1 })
    expect(tambon.tambon).toMatchObject({ state: 'underWay', lateDays: 0 })
    expect(now.all).toMatchObject({ expected: 8, done: 2, underWay: 1, late: 1, notStarted: 4 })
    expect(now.months).toEqual([
      { month: '2023-02-01', inTime: 1, late14: 0, late30: 0, lateMore: 0 },
      { month: '2023-03-01', inTime: 0, late14: 1, late30: 0, lateMore: 0 },
    ])
    expect(now.districtPlan).toMatchObject({ state: 'notStarted', kind: 'district' })
    expect(now.needsPlan).toMatchObject({ state: 'notStarted', endsOn: '2023-06-30' })

    const before = await read('2023-03-01')
    const then = before.tambons.find((one) => one.tambonCode === '800201')!
    expect(then.counts.village).toMatchObject({ done: 1, late: 1 })
    expect(then.tambon.state).toBe('notStarted')
    expect(then.areas.map((one) => one.adoptedOn).filter((day) => day !== null)).toEqual(['2023-02-10'])
    const start = await read('2023-01-31')
    expect(start.all).toMatchObject({ done: 0, underWay: 0 })
  })

  it('names the forum and the meeting that prove it, with the files of both', async () => {
    const { client, core } = await office()
    await client.directives.register(directive)
    const [village] = await addVillages(client, '800201', 1)
    const { ids } = await client.forums.plan({
      planFy: 2568,
      areas: [{ level: 'village', areaKey: village! }],
      heldOn: '2023-02-03',
      again: false,
    })
    const read = async () => {
      const progress = await client.progress.plans({ planFy: 2568, asOf: null })
      return progress.tambons.find((one) => one.tambonCode === '800201')!.areas[0]!
    }
    // planned is not held
    expect(await read()).toMatchObject({ forum: null, begunOn: null, state: 'late' })
    await attachTo(core, client, { table: 'forum', id: ids[0]! })
    await holdForum(client, ids[0]!)
    expect(await read()).toMatchObject({
      forum: { id: ids[0], heldOn: '2023-02-03' },
      begunOn: '2023-02-03',
      attachments: 1,
    })
    const { planId } = await makePlan(
      client,
      { level: 'village', areaKey: village!, planFy: 2568 },
      [1_00],
      null,
    )
    await client.plans.propose({ planId })
    const meetingId = await adoptInMeeting(client, planId)
    expect(await read()).toMatchObject({
      state: 'done',
      adoptedOn: '2023-03-02',
      lateDays: 2,
      planId,
      meeting: { id: meetingId, heldOn: '2023-03-02', minutes: 'none' },
    })
  })

  it('asks the same number of statements of a district of 25 tambons, of five and of one', async () => {
    const asked = new Map<string, number[]>()
    for (const [districtCode, tambons] of [
      ['3001', 25],
      ['8002', 5],
      ['2008', 1],
    ] as const) {
      const { client, clock } = await openTestCore()
      clock.set('2023-03-20T03:00:00Z')
      await setUpDistrict(client, { districtCode, provinceCode: districtCode.slice(0, 2) })
      await client.directives.register(directive)
      const places = await client.geography.ownTambons()
      for (const { code } of places) await addVillages(client, code, 2, 1)
      for (const { code } of places)
        await makePlan(client, { level: 'tambon', areaKey: code, planFy: 2568 }, [], null)
      const home = await counted(() => client.progress.home())
      expect(home.value!.board).toHaveLength(tambons)
      const progress = await counted(() => client.progress.plans({ planFy: 2568, asOf: null }))
      expect(progress.value.all).toMatchObject({ expected: tambons * 4, underWay: tambons })
      const reminders = await counted(() => client.progress.reminders())
      asked.set(districtCode, [home.statements, progress.statements, reminders.statements])
    }
    const of = [...asked.values()]
    expect(of[0]!.every((statements) => statements > 5 && statements < 100)).toBe(true)
    expect(of).toEqual([of[0], of[0], of[0]])
  })

  it('opens for a district without a single village, and says that the list is missing', async () => {
    const { client } = await office()
    await client.directives.register(directive)
    const home = (await client.progress.home())!
    const progress = await client.progress.plans({ planFy: 2568, asOf: null })
    expect(progress.counts.village).toMatchObject({ expected: 0, done: 0 })
    expect(home.board[0]!.cells.villagePlans).toEqual({
      state: 'late',
      done: 0,
      expected: 0,
      href: '/geography?tambon=800201',
    })
    // no communities anywhere: no column for them
    expect(home.steps.map((step) => step.key)).not.toContain('communityPlans')
    await addVillages(client, '800201', 0, 2)
    const later = (await client.progress.home())!
    expect(later.steps.map((step) => step.key)).toContain('communityPlans')
    expect(later.board[0]!.cells.villagePlans).toMatchObject({ state: 'notStarted', expected: 0 })
    expect(later.board[0]!.cells.communityPlans).toMatchObject({ state: 'late', expected: 2 })
  })
})

async function counted<R>(ask: () => Promise<R>): Promise<{ value: R; statements: number }> {
  const counting = countStatements()
  try {
    return { value: await ask(), statements: counting.count() }
  } finally {
    counting.stop()
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function attachTo(core: Core, client: Client, subject: { table: 'forum'; id: string }): Promise<void> {
  const { token } = await core.files.put('รายงาน.pdf', once('%PDF-1.7\n%%EOF'), 't')
  await finish(client.attachments.add({ token, ...subject }))
}

async function holdForum(client: Client, id: string): Promise<void> {
  const read = await client.forums.get({ id })
  await client.forums.save({
    id,
    fields: {
      heldOn: read.heldOn,
      startsAt: '09.00',
      endsAt: '',
      place: 'ศาลา',
      chairName: '',
      chairPosition: '',
      recorderName: '',
      recorderPosition: '',
      partners: [],
      attendance: [{ group: 'people', persons: 30 }],
      opening: '',
      otherMatters: '',
      resolution: '',
      rankMethod: 'hands',
    },
  })
  await client.forums.hold({ id })
}

/** A tambon committee of one meets on 2 March 2566 and adopts the plan. @returns the meeting */
async function adoptInMeeting(client: Client, planId: string): Promise<string> {
  const { id: bodyId } = await client.bodies.open({
    kind: 'tambonCommittee',
    name: '',
    tambonCode: '800201',
    villageId: null,
  })
  const person = { title: 'นาย', firstName: 'ประธาน', lastName: 'ใจดี', position: 'ปลัดอำเภอ', example: true }
  await client.bodies.saveSeats({
    bodyId,
    seats: [{ id: null, fields: { title: 'ประธาน', role: 'chair', filledBy: 'person', post: '', person } }],
  })
  const { id } = await client.meetings.open({
    title: '',
    bodies: [{ bodyId, number: 1, numberYear: 2566 }],
    agenda: 'five',
    number: null,
    numberYear: null,
    heldOn: '2023-03-02',
    startsAt: '09.30',
    endsAt: '',
    place: 'ห้องประชุม',
  })
  const heads = (await client.meetings.get({ id })).items
  const matter = {
    kind: '',
    title: 'พิจารณาแผน',
    text: '',
    presenter: '',
    bodyIds: [bodyId],
    about: { table: 'plan' as const, id: planId },
  }
  await client.meetings.saveAgenda({
    id,
    rows: heads.map(({ id: headId, kind, title, text, presenter, bodyIds, about }) => ({
      id: headId,
      fields: { kind, title, text, presenter, bodyIds, about },
      matters: kind === 'decide' ? [{ id: null, fields: matter }] : [],
    })),
  })
  const item = (await client.meetings.get({ id })).items.find((one) => one.parentId !== null)!
  const { ids } = await client.meetings.saveResolutions({
    itemId: item.id,
    rows: [
      {
        id: null,
        fields: {
          text: 'เห็นชอบ',
          kind: 'approved',
          about: { table: 'plan', id: planId },
          ownerName: '',
          dueOn: null,
          state: 'none',
        },
      },
    ],
  })
  const { attendance } = await client.meetings.get({ id })
  await client.meetings.markAttendance({
    id,
    ids: attendance.map((one) => one.id),
    state: 'present',
    reason: '',
  })
  await client.meetings.hold({ id })
  await client.meetings.carryOut({ resolutionId: ids[0]!, planId: null })
  return id
}
