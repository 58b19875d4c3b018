import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import {
  activityBase,
  addVillages,
  closeAll,
  directive,
  faultOf,
  makePlan,
  openTestCore,
  setUpDistrict,
  setUpProvince,
} from '../../tests/support/core.ts'
import { lateDays, stepState } from './rules.ts'

afterEach(closeAll)

async function office(today = '2023-03-20T03:00:00Z') {
  const made = await openTestCore()
  made.clock.set(today)
  await setUpDistrict(made.client)
  return made
}

describe('register', () => {
  it('keeps the letter with its duties and seeds the calendar of its plan FY two years before', async () => {
    const { client } = await office()
    const { id } = await client.directives.register(directive)
    const read = await client.directives.get({ id })
    expect(read.duties.map((duty) => [duty.no, duty.kind, duty.state, duty.dueOn])).toEqual(
      directive.duties.map((duty) => [duty.no, duty.kind, 'open', duty.dueOn]),
    )
    const windows = await client.directives.windows({ planFy: 2568 })
    expect(windows.map(({ level, startsOn, endsOn }) => [level, startsOn, endsOn])).toEqual([
      ['village', '2023-01-01', '2023-02-28'],
      ['tambon', '2023-03-01', '2023-04-30'],
      ['local', '2023-03-01', '2023-04-30'],
      ['district', '2023-05-01', '2023-06-30'],
      ['needs', '2023-05-01', '2023-06-30'],
      ['province', '2023-05-01', '2023-09-30'],
    ])
    expect(windows.every((window) => window.source !== '' && window.certainty !== '')).toBe(true)
    expect(await client.directives.planYears()).toEqual({ years: [2568], current: 2568 })
    await client.office.undo()
    expect(await client.directives.list()).toEqual([])
    expect(await client.directives.windows({ planFy: 2568 })).toEqual([])
  })

  it('leaves a window that the office set itself', async () => {
    const { client } = await office()
    const own = {
      planFy: 2568,
      level: 'village' as const,
      startsOn: '2023-02-01',
      endsOn: '2023-03-15',
      source: 'หนังสืออำเภอ',
      certainty: '',
    }
    const first = await client.directives.setWindow(own)
    await client.directives.register(directive)
    expect((await client.directives.windows({ planFy: 2568 }))[0]).toEqual({ id: first.id, ...own })
    expect(await client.directives.setWindow({ ...own, endsOn: '2023-03-31' })).toEqual(first)
    expect((await client.directives.windows({ planFy: 2568 }))[0]?.endsOn).toBe('2023-03-31')
  })

  it.each([
    ['the C.E. year for the fiscal year', { editionFy: 2023 }, 'editionFy', 'christianYear'],
    ['a plan before its edition', { planFy: 2565 }, 'planFy', 'planBeforeEdition'],
    ['no number', { number: ' ' }, 'number', 'required'],
    ['a day that does not exist', { dated: '2023-02-30' }, 'dated', 'badDate'],
    [
      'a due date before the letter',
      { duties: [{ no: 1, kind: 'report', text: 'ก', ownerName: '', dueOn: '2022-12-31' }] },
      'dueOn',
      'dueBeforeLetter',
    ],
    [
      'an unknown duty',
      { duties: [{ no: 1, kind: 'dance', text: 'ก', ownerName: '', dueOn: null }] },
      'kind',
      'unknownKey',
    ],
    [
      'a number twice',
      { duties: [directive.duties[0]!, { ...directive.duties[1]!, no: 1 }] },
      'no',
      'numberTwice',
    ],
  ])('refuses %s', async (_what, change, field, key) => {
    const { client } = await office()
    const fault = await faultOf(client.directives.register({ ...directive, ...change }))
    expect(fault.code).toBe('input.invalid')
    const issues = fault.params.issues as { path: unknown[]; key: string }[]
    expect(issues.map((issue) => [issue.path.at(-1), issue.key])).toContainEqual([field, key])
    expect(await client.directives.list()).toEqual([])
  })

  it('refuses the same letter twice', async () => {
    const { client } = await office()
    await client.directives.register(directive)
    expect(await faultOf(client.directives.register(directive))).toMatchObject({
      code: 'record.duplicate',
      params: { what: directive.number },
    })
  })
})

describe('duties', () => {
  it('are closed with evidence only, count their late days and open again', async () => {
    const { client } = await office('2023-04-05T03:00:00Z')
    const { id } = await client.directives.register(directive)
    const duty = (await client.directives.get({ id })).duties[1]!
    expect(duty.lateDays).toBe(5)
    const done = {
      id: duty.id,
      state: 'done' as const,
      ownerName: 'นายก',
      dueOn: duty.dueOn,
      doneOn: '2023-04-02',
      evidence: '',
    }
    expect((await faultOf(client.directives.setDuty(done))).params.issues).toMatchObject([
      { path: ['evidence'], key: 'evidenceMissing' },
    ])
    expect((await faultOf(client.directives.setDuty({ ...done, evidence: 'คำสั่ง', doneOn: null }))).code).toBe(
      'input.invalid',
    )
    expect(
      (await faultOf(client.directives.setDuty({ ...done, evidence: 'คำสั่ง', doneOn: '2022-12-01' }))).params
        .issues,
    ).toMatchObject([{ key: 'doneBeforeLetter' }])
    expect(
      (await faultOf(client.directives.setDuty({ ...done, evidence: 'คำสั่ง', doneOn: '2023-04-06' }))).code,
    ).toBe('date.inFuture')
    await client.directives.setDuty({ ...done, evidence: 'คำสั่งที่ ๑/๒๕๖๖' })
    expect((await client.directives.get({ id })).duties[1]).toMatchObject({
      state: 'done',
      doneOn: '2023-04-02',
      lateDays: 2,
    })
    expect((await client.directives.list())[0]).toMatchObject({ done: 1, duties: 6, dueOn: '2023-04-15' })
    await client.directives.setDuty({ ...done, state: 'doing', evidence: 'คำสั่งที่ ๑/๒๕๖๖' })
    expect((await client.directives.get({ id })).duties[1]).toMatchObject({
      state: 'doing',
      doneOn: null,
      evidence: 'คำสั่งที่ ๑/๒๕๖๖',
    })
    expect((await faultOf(client.directives.get({ id: '0'.repeat(26) }))).code).toBe('record.notFound')
  })
})

describe('home', () => {
  it('is empty before the first letter', async () => {
    const { client } = await office()
    expect(await client.directives.home()).toBeNull()
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
    await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'workshop', tambonCode: '800203', heldOn: '2023-03-25' },
    })

    const home = (await client.directives.home())!
    const row = (code: string) => home.board.find((one) => one.tambonCode === code)!.cells
    expect(home.planFy).toBe(2568)
    // the village window closed at the end of February, the tambon window runs to the end of April
    expect(row('800201').villagePlans).toEqual({
      state: 'late',
      done: 1,
      expected: 2,
      href: '/plans?level=village&tambon=800201',
    })
    expect(row('800201').tambonPlan.state).toBe('notStarted')
    expect(row('800202').tambonPlan).toMatchObject({ state: 'done', done: 1, expected: 1 })
    expect(row('800202').workshop.state).toBe('done')
    expect(row('800203').workshop).toMatchObject({ state: 'underWay', done: 0 })
    expect(row('800204').committee).toMatchObject({
      state: 'notStarted',
      href: '/bodies?kind=tambonCommittee&tambon=800204',
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
    const later = (await client.directives.home())!
    // duty 2 (orders) was due on 31 March: it comes first, and the orders are late; workshops are not yet
    expect(later.duties.map((duty) => duty.no)).toEqual([2, 4, 6, 1, 3, 5])
    expect(later.duties[0]?.lateDays).toBe(2)
    expect(later.board[0]?.cells.committee.state).toBe('late')
    expect(later.board.find((one) => one.tambonCode === '800204')?.cells.workshop.state).toBe('notStarted')

    clock.set('2023-07-21T03:00:00Z')
    const last = (await client.directives.home())!
    expect(last.report.state).toBe('late')
    expect(last.districtPlan.state).toBe('late')
    expect(last.windows.find((window) => window.level === 'local')?.state).toBe('notStarted')
  })

  it('shows the tambons of the person at the keyboard first', async () => {
    const { client } = await office()
    await client.directives.register(directive)
    const [me] = await client.office.staff()
    await client.office.saveStaff({ ...me!, tambonCodes: ['800204'] })
    const home = (await client.directives.home())!
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
    const home = (await client.directives.home())!
    expect(home.board).toEqual([])
    expect(home.windows.every((window) => window.state === 'notStarted')).toBe(true)
  })
})

describe('rules', () => {
  it('step state', () => {
    const state = (done: number, expected: number, begun: number, endsOn: string | null) =>
      stepState({ done, expected, begun, endsOn }, '2023-05-01')
    expect(state(2, 2, 2, '2023-04-30')).toBe('done')
    expect(state(1, 2, 2, '2023-04-30')).toBe('late')
    expect(state(1, 2, 2, '2023-05-01')).toBe('underWay')
    expect(state(0, 2, 0, null)).toBe('notStarted')
    expect(state(0, 0, 0, '2023-04-30')).toBe('late')
  })
  it('late days', () => {
    expect(lateDays({ dueOn: '2023-03-31', state: 'open', doneOn: null }, '2023-03-31')).toBe(0)
    expect(lateDays({ dueOn: '2023-03-31', state: 'done', doneOn: '2023-04-02' }, '2023-12-31')).toBe(2)
    expect(lateDays({ dueOn: null, state: 'open', doneOn: null }, '2023-12-31')).toBe(0)
  })
})

describe('a letter that sets the calendar itself', () => {
  it('goes before the rule, level by level; the other levels follow the rule', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const text = readFileSync('tests/fixtures/notice-2564.txt', 'utf8')
    const read = await client.directives.readLetter({ text })
    await client.directives.register({
      ...directive,
      number: 'บล 1/2564',
      dated: '2021-03-09',
      receivedOn: null,
      editionFy: read.editionFy?.value ?? 0,
      planFy: read.planFy?.value ?? 0,
      duties: [],
      windows: read.windows.map(({ level, startsOn, endsOn }) => ({ level, startsOn, endsOn })),
    })
    const windows = await client.directives.windows({ planFy: 2566 })
    const of = (level: string) => windows.find((window) => window.level === level)
    expect(of('province')).toMatchObject({
      startsOn: '2021-05-01',
      endsOn: '2021-09-30',
      source: 'บล 1/2564',
      certainty: 'Q',
    })
    expect(of('needs')?.certainty).not.toBe('Q')
    expect(windows).toHaveLength(6)
  })
})
