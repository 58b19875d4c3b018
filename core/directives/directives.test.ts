import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, directive, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import { lateDays } from './rules.ts'

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
    const windows = await client.calendar.windows({ planFy: 2568 })
    expect(windows.map(({ level, startsOn, endsOn }) => [level, startsOn, endsOn])).toEqual([
      ['village', '2023-01-01', '2023-02-28'],
      ['tambon', '2023-03-01', '2023-04-30'],
      ['local', '2023-03-01', '2023-04-30'],
      ['district', '2023-05-01', '2023-06-30'],
      ['needs', '2023-05-01', '2023-06-30'],
      ['province', '2023-05-01', '2023-09-30'],
    ])
    expect(windows.every((window) => window.source !== '' && window.certainty !== '')).toBe(true)
    expect(await client.calendar.planYears()).toEqual({ years: [2568], current: 2568 })
    await client.office.undo()
    expect(await client.directives.list()).toEqual([])
    expect(await client.calendar.windows({ planFy: 2568 })).toEqual([])
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
    const first = await client.calendar.setWindow(own)
    await client.directives.register(directive)
    expect((await client.calendar.windows({ planFy: 2568 }))[0]).toMatchObject({ id: first.id, ...own })
    expect(await client.calendar.setWindow({ ...own, endsOn: '2023-03-31' })).toEqual(first)
    expect((await client.calendar.windows({ planFy: 2568 }))[0]?.endsOn).toBe('2023-03-31')
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

describe('rules', () => {
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
    const windows = await client.calendar.windows({ planFy: 2566 })
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
