import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import {
  activityBase,
  closeAll,
  directive,
  faultOf,
  openTestCore,
  setUpDistrict,
} from '../../tests/support/core.ts'
import type { ActivityFields } from './rules.ts'

afterEach(closeAll)

async function office(today = '2023-04-20T03:00:00Z') {
  const made = await openTestCore()
  made.clock.set(today)
  await setUpDistrict(made.client)
  return made
}

const keysOf = (fault: { params: Record<string, unknown> }) =>
  (fault.params.issues as { path: unknown[]; key: string }[]).map((issue) => [
    issue.path.join('.'),
    issue.key,
  ])

describe('activities', () => {
  it('are saved, changed, listed by day, removed and brought back', async () => {
    const { client } = await office()
    const attendance = [
      { group: 'kamnanHeadmen', persons: 12 },
      { group: 'coordCentre', persons: 7 },
      { group: 'people', persons: 0 },
    ]
    const { id } = await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'workshop', tambonCode: '800202', heldOn: '2023-03-05', attendance },
    })
    await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'session', heldOn: '2023-02-01' },
    })
    const all = await client.activities.list({ editionFy: 2566, kind: null })
    expect(all.map((row) => [row.kind, row.tambonName, row.persons, row.attendance.length])).toEqual([
      ['session', null, 0, 0],
      ['workshop', 'บ้านเกาะ', 19, 2],
    ])
    expect(await client.activities.list({ editionFy: 2565, kind: null })).toEqual([])
    expect(await client.activities.list({ editionFy: 2566, kind: null, tambonCode: '800202' })).toHaveLength(
      1,
    )
    await client.activities.save({
      id,
      fields: {
        ...activityBase,
        kind: 'workshop',
        tambonCode: '800202',
        heldOn: '2023-03-06',
        attendance: [],
      },
    })
    expect((await client.activities.list({ editionFy: 2566, kind: 'workshop' }))[0]).toMatchObject({
      heldOn: '2023-03-06',
      persons: 0,
    })
    await client.activities.remove({ id })
    expect(await client.activities.list({ editionFy: 2566, kind: 'workshop' })).toEqual([])
    await client.office.undo()
    expect(await client.activities.list({ editionFy: 2566, kind: 'workshop' })).toHaveLength(1)
    expect((await faultOf(client.activities.remove({ id: '0'.repeat(26) }))).code).toBe('record.notFound')
    expect((await faultOf(client.activities.get({ id: '0'.repeat(26) }))).code).toBe('record.notFound')
  })

  it('do not keep steps, partners and reasons that belong to another kind', async () => {
    const { client } = await office()
    await client.activities.save({
      id: null,
      fields: {
        ...activityBase,
        kind: 'session',
        steps: ['draft'],
        partnerName: 'อบต.',
        lateReason: 'น้ำท่วม',
      },
      pledges: [
        { form: 'money', what: '', amount: 5, projectId: null, dueOn: null, withdrawnOn: null, note: '' },
      ],
    })
    expect((await client.activities.list({ editionFy: 2566, kind: null }))[0]).toMatchObject({
      steps: [],
      partnerName: '',
      lateReason: '',
      pledged: null,
      received: null,
    })
  })

  it.each<[string, Partial<ActivityFields> & Pick<ActivityFields, 'kind'>, string, string]>([
    ['a workshop of no tambon', { kind: 'workshop' }, 'fields.tambonCode', 'required'],
    ['a tambon elsewhere', { kind: 'workshop', tambonCode: '800301' }, 'fields.tambonCode', 'foreignTambon'],
    ['a partner without a name', { kind: 'partner' }, 'fields.partnerName', 'required'],
    [
      'an end before the start',
      { kind: 'session', endedOn: '2022-01-31' },
      'fields.endedOn',
      'endBeforeStart',
    ],
    [
      'an unknown group',
      { kind: 'session', attendance: [{ group: 'ghosts', persons: 1 }] },
      'fields.attendance.0.group',
      'unknownKey',
    ],
    [
      'a group twice',
      {
        kind: 'session',
        attendance: [
          { group: 'people', persons: 1 },
          { group: 'people', persons: 2 },
        ],
      },
      'fields.attendance.1.group',
      'groupTwice',
    ],
    [
      'half a person',
      { kind: 'session', attendance: [{ group: 'people', persons: 0.5 }] },
      'fields.attendance.0.persons',
      'notWhole',
    ],
    [
      'fewer than nobody',
      { kind: 'session', attendance: [{ group: 'people', persons: -1 }] },
      'fields.attendance.0.persons',
      'negative',
    ],
    [
      'more persons than can be',
      { kind: 'session', attendance: [{ group: 'people', persons: 100_001 }] },
      'fields.attendance.0.persons',
      'tooMany',
    ],
    [
      'more persons than can be, in groups',
      {
        kind: 'session',
        attendance: [
          { group: 'people', persons: 90_000 },
          { group: 'groups', persons: 90_000 },
        ],
      },
      'fields.attendance',
      'tooMany',
    ],
    [
      'an unknown step',
      { kind: 'participation', tambonCode: '800201', steps: ['fly'] },
      'fields.steps.0',
      'unknownKey',
    ],
    ['taking part in no step', { kind: 'participation', tambonCode: '800201' }, 'fields.steps', 'required'],
    [
      'a project that is not here',
      { kind: 'session', projectIds: ['0'.repeat(26)] },
      'fields.projectIds.0',
      'unknownKey',
    ],
    ['negative money', { kind: 'session', cost: -1 }, 'fields.cost', 'negativeMoney'],
    ['absurd money', { kind: 'session', cost: 2_000_000_000_000_000 }, 'fields.cost', 'absurdMoney'],
    [
      'money from nowhere',
      { kind: 'session', cost: 1, costSource: 'moon' },
      'fields.costSource',
      'unknownKey',
    ],
    ['an empty subject', { kind: 'session', subject: ' ' }, 'fields.subject', 'required'],
    ['a day that is not', { kind: 'session', heldOn: '2023-02-31' }, 'fields.heldOn', 'badDate'],
    ['a day in พ.ศ.', { kind: 'session', heldOn: '2566-02-01' }, 'fields.heldOn', 'buddhistYearInDate'],
    ['an edition in ค.ศ.', { kind: 'session', editionFy: 2023 }, 'fields.editionFy', 'christianYear'],
    ['something held tomorrow', { kind: 'session', heldOn: '2023-04-21' }, 'fields.heldOn', 'heldAhead'],
    [
      'something held until tomorrow',
      { kind: 'session', endedOn: '2023-04-21' },
      'fields.endedOn',
      'heldAhead',
    ],
    ['a year that slipped', { kind: 'session', heldOn: '2013-02-01' }, 'fields.heldOn', 'farFromEdition'],
    [
      'persons at a plan',
      {
        kind: 'session',
        state: 'planned',
        heldOn: '2023-05-01',
        attendance: [{ group: 'people', persons: 3 }],
      },
      'fields.state',
      'plannedWithPersons',
    ],
  ])('refuse %s', async (_what, change, field, key) => {
    const { client } = await office()
    const fault = await faultOf(client.activities.save({ id: null, fields: { ...activityBase, ...change } }))
    expect(fault.code).toBe('input.invalid')
    expect(keysOf(fault)).toEqual([[field, key]])
    expect(await client.activities.list({ editionFy: 2566, kind: null })).toEqual([])
  })

  it('are planned until somebody says that they were held', async () => {
    const { client, clock } = await office()
    const fields = { ...activityBase, kind: 'workshop' as const, tambonCode: '800201', heldOn: '2023-05-10' }
    const { id } = await client.activities.save({ id: null, fields: { ...fields, state: 'planned' } })
    const now = async () => (await client.activities.get({ id })).awaitsResult
    expect(await now()).toBe(false)
    clock.set('2023-05-12T03:00:00Z')
    expect(await now()).toBe(true)
    const before = await client.activities.summary({ editionFy: 2566 })
    expect(before).toMatchObject({ awaiting: 1, all: { workshops: 0, planned: 1 }, counts: { workshop: 1 } })
    await client.activities.save({ id, fields })
    expect(await client.activities.summary({ editionFy: 2566 })).toMatchObject({
      awaiting: 0,
      all: { workshops: 1, planned: 0 },
    })
  })

  it('say of a workshop whether it was in time, by the duty or else by the window of the tambon plan', async () => {
    const { client } = await office()
    const add = (tambonCode: string, change: Partial<ActivityFields>) =>
      client.activities.save({
        id: null,
        fields: { ...activityBase, kind: 'workshop', tambonCode, ...change },
      })
    await add('800201', { heldOn: '2023-04-14', endedOn: '2023-04-15' })
    await add('800202', { heldOn: '2023-04-14', endedOn: '2023-04-17', lateReason: 'น้ำท่วม' })
    await add('800203', { heldOn: '2023-04-18', state: 'planned' })
    const timing = async () =>
      (await client.activities.list({ editionFy: 2566, kind: 'workshop' })).map((row) => row.timing)
    expect(await timing()).toEqual([null, null, null])
    await client.directives.register({
      ...directive,
      duties: directive.duties.filter((duty) => duty.no !== 4),
    })
    await client.calendar.setWindow({
      planFy: 2568,
      level: 'tambon',
      startsOn: '2023-03-01',
      endsOn: '2023-04-16',
      source: '',
      certainty: '',
    })
    expect(await timing()).toEqual([
      { dueOn: '2023-04-16', from: 'window', lateDays: 0 },
      { dueOn: '2023-04-16', from: 'window', lateDays: 1 },
      // planned for the 18th, and by the 20th nobody said that it was held
      { dueOn: '2023-04-16', from: 'window', lateDays: 4 },
    ])
    await client.directives.register({ ...directive, number: 'ชพ ๐๐๑๗.๒/๑๑๒', dated: '2023-01-11' })
    expect((await timing()).map((one) => [one?.from, one?.lateDays])).toEqual([
      ['duty', 0],
      ['duty', 2],
      ['duty', 5],
    ])
    const { tambons, workshopsDue } = await client.activities.summary({ editionFy: 2566 })
    expect(workshopsDue).toEqual({ dueOn: '2023-04-15', from: 'duty' })
    expect(tambons.map((row) => row.workshop?.timing?.lateDays ?? null)).toEqual([0, 2, null, null, null])
  })

  it('are summed by tambon, the district by itself', async () => {
    const { client } = await office()
    const people = (n: number) => [{ group: 'people', persons: n }]
    const add = (change: Partial<ActivityFields> & Pick<ActivityFields, 'kind'>) =>
      client.activities.save({ id: null, fields: { ...activityBase, ...change } })
    await add({ kind: 'session', attendance: people(40) })
    await add({ kind: 'session', tambonCode: '800201', attendance: people(5) })
    await add({ kind: 'workshop', tambonCode: '800201', attendance: people(30) })
    await add({
      kind: 'participation',
      tambonCode: '800201',
      steps: ['draft', 'adopt'],
      attendance: people(9),
    })
    await add({ kind: 'participation', tambonCode: '800201', steps: ['draft'] })
    const { district, tambons, all, counts } = await client.activities.summary({ editionFy: 2566 })
    expect(district).toMatchObject({ sessions: 1, persons: 40, stepsExpected: 0 })
    expect(tambons).toHaveLength(5)
    expect(tambons[0]).toMatchObject({
      tambonName: 'พรหมโลก',
      sessions: 1,
      workshops: 1,
      participations: 2,
      persons: 35,
      steps: 2,
      stepsExpected: 7,
    })
    expect(all).toMatchObject({ sessions: 2, persons: 75, steps: 2, stepsExpected: 35 })
    expect(counts).toEqual({ session: 2, participation: 2, workshop: 1, partner: 0 })
  })
})

describe('what another office handed in', () => {
  it('is read by its id, and cannot be changed', async () => {
    const { client, dataDir } = await office()
    const { id } = await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'partner', partnerName: 'อบต.พรหมโลก' },
      pledges: [
        { form: 'money', what: '', amount: 5_00, projectId: null, dueOn: null, withdrawnOn: null, note: '' },
      ],
    })
    await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'participation', tambonCode: '800201', steps: ['draft'] },
    })
    // The rows as another office's: what is taken in from its package stands beside the own ones.
    const other = '1'.repeat(26)
    const db = new Database(join(dataDir, 'office.sqlite'))
    db.pragma('foreign_keys = OFF')
    const own = db.prepare('SELECT * FROM office').get() as Record<string, unknown>
    const columns = Object.keys(own)
    db.prepare(
      `INSERT INTO office (${columns.map((one) => `"${one}"`).join()}) VALUES (${columns.map((one) => `@${one}`).join()})`,
    ).run({ ...own, id: other })
    for (const table of ['activity', 'pledge']) db.prepare(`UPDATE ${table} SET officeId = ?`).run(other)
    db.close()
    const of = { editionFy: 2566, officeId: other }
    expect(await client.activities.list({ editionFy: 2566, kind: null })).toEqual([])
    expect(await client.activities.list({ ...of, kind: null })).toHaveLength(2)
    expect((await client.activities.summary(of)).counts).toMatchObject({ partner: 1, participation: 1 })
    expect((await client.activities.partners(of))[0]).toMatchObject({ name: 'อบต.พรหมโลก', pledged: 5_00 })
    expect((await client.activities.participation(of)).done).toBe(1)
    expect((await client.activities.get({ id })).pledges).toHaveLength(1)
    for (const call of [
      client.activities.remove({ id }),
      client.activities.save({ id, fields: { ...activityBase, kind: 'partner', partnerName: 'ก' } }),
      client.activities.savePledge({
        id: null,
        activityId: id,
        fields: {
          form: 'money',
          what: '',
          amount: 1,
          projectId: null,
          dueOn: null,
          withdrawnOn: null,
          note: '',
        },
      }),
    ])
      expect((await faultOf(call)).code).toBe('record.foreign')
  })
})

describe('quick entry', () => {
  const base = {
    editionFy: 2566,
    kind: 'workshop' as const,
    heldOn: '2023-04-01',
    subject: '',
    place: '',
    attendance: [],
    steps: [],
    evidence: '',
  }

  it('takes the least and names it by the rule table', async () => {
    const { client } = await office()
    const { id, subject, state } = await client.activities.quick({ ...base, tambonCode: '800202' })
    expect([subject, state]).toEqual(['ประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาตำบลบ้านเกาะ', 'held'])
    expect(await client.activities.get({ id })).toMatchObject({ tambonCode: '800202', subject, pledges: [] })
    const later = await client.activities.quick({ ...base, tambonCode: '800202', heldOn: '2023-05-01' })
    expect(later.state).toBe('planned')
    expect(keysOf(await faultOf(client.activities.quick(base)))).toEqual([['tambonCode', 'required']])
    expect(
      keysOf(
        await faultOf(
          client.activities.quick({
            ...base,
            tambonCode: '800202',
            heldOn: '2023-05-01',
            attendance: [{ group: 'people', persons: 3 }],
          }),
        ),
      ),
    ).toEqual([['state', 'plannedWithPersons']])
  })

  it('knows the one tambon of a field laptop', async () => {
    const { client, clock } = await openTestCore()
    clock.set('2023-04-20T03:00:00Z')
    await client.office.setUp({
      profile: 'tambon',
      provinceCode: '80',
      districtCode: '8002',
      tambonCodes: ['800203'],
      letterhead: (await import('../../tests/support/core.ts')).letterhead,
      signatories: [],
      staffName: 'นายทดสอบ ระบบดี',
      staffPosition: 'พัฒนากร',
    })
    await client.activities.quick({ ...base, kind: 'participation', steps: ['review'] })
    expect((await client.activities.list({ editionFy: 2566, kind: null }))[0]).toMatchObject({
      tambonCode: '800203',
      steps: ['review'],
    })
  })
})

describe('rows from Excel', () => {
  const paste = (text: string, change: object = {}) => ({
    editionFy: 2566,
    kind: 'workshop' as const,
    tambonCode: null,
    text,
    dryRun: false,
    ...change,
  })

  it('are read with heads, groups, merged tambons and Thai dates, tried first, and taken back as a whole', async () => {
    const { client } = await office()
    const text = [
      'ลำดับ\tตำบล\tวันที่จัด\tเรื่อง\tสถานที่\tกำนัน ผู้ใหญ่บ้าน\tประชาชนทั่วไป\tรวม (คน)\tงบประมาณ (บาท)\tแหล่งงบ',
      '๑\tต.พรหมโลก\t๕-๖ มีนาคม ๒๕๖๖\tประชุมจัดทำแผน\t"ศาลา\nอเนกประสงค์"\t๑๒\t๓๐\t๔๒\t15,000\tงบพัฒนาจังหวัด',
      '2\t\t7 มี.ค. 66\tประชุมทบทวน\tวัด\t10 คน\t-\t10\t\t',
      '3\tบ้านเกาะ\t8/3/2566\t\t\t\t\t25\t\t',
    ].join('\r\n')
    const tried = await client.activities.paste(paste(text, { dryRun: true }))
    expect(tried.saved).toBe(3)
    expect(await client.activities.list({ editionFy: 2566, kind: null })).toEqual([])
    const { rows, saved, ids } = await client.activities.paste(paste(text))
    expect(rows.flatMap((row) => row.problems)).toEqual([])
    expect([saved, ids.length]).toEqual([3, 3])
    expect(rows.map((row) => row.fields)).toMatchObject([
      {
        tambonCode: '800201',
        heldOn: '2023-03-05',
        endedOn: '2023-03-06',
        place: 'ศาลา อเนกประสงค์',
        attendance: [
          { group: 'kamnanHeadmen', persons: 12 },
          { group: 'people', persons: 30 },
        ],
        cost: 15_000_00,
        costSource: 'province',
        state: 'held',
      },
      { tambonCode: '800201', heldOn: '2023-03-07', attendance: [{ group: 'kamnanHeadmen', persons: 10 }] },
      {
        tambonCode: '800202',
        subject: 'ประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาตำบลบ้านเกาะ',
        attendance: [{ group: 'unsorted', persons: 25 }],
      },
    ])
    const again = await client.activities.paste(paste(text))
    expect([again.saved, again.rows.map((row) => row.already)]).toEqual([0, [true, true, true]])
    await client.office.undo()
    expect(await client.activities.list({ editionFy: 2566, kind: null })).toEqual([])
  })

  it('are read without heads, with a number or without, and say line by line what cannot be', async () => {
    const { client } = await office()
    const text = [
      'พรหมโลก\t5 มี.ค. 2566\tประชุม\tวัด\t20',
      '',
      'ลานสกา\t5 มี.ค. 2566\tประชุม\tวัด\t20',
      'พรหมโลก\t31 กุมภาพันธ์ 2566\tประชุม\tวัด\t20',
      'พรหมโลก\t5/3/12\tประชุม\tวัด\t20',
      'พรหมโลก\tวันจันทร์ที่ 7 มีนาคม 2566\tประชุม\tวัด\t20',
      'พรหมโลก\t8 มี.ค. 2566\tประชุม\tวัด\tหลายคน',
      'พรหมโลก\t8 มี.ค. 2566\tประชุม\tวัด\t-4',
      'พรหมโลก\t8 พ.ค. 2566\tประชุม\tวัด\t4',
      'พรหมโลก\t8 มี.ค. 2556\tประชุม\tวัด\t4',
      'พรหมโลก\t\tประชุม\tวัด\t4',
      '12\tพรหมโลก\t9 มี.ค. 2566\tประชุม\tวัด\t4',
      'พรหมโลก\t9 มี.ค. 2566\tประชุม\tวัด\t999999',
    ].join('\n')
    const { rows, saved } = await client.activities.paste(paste(text))
    expect(rows.map((row) => [row.line, row.problems.map((one) => one.key).join(' ')])).toEqual([
      [1, ''],
      [3, 'unknownTambon'],
      [4, 'impossibleDate'],
      [5, 'ambiguousYear'],
      [6, 'weekdayDiffers'],
      [7, 'personsUnread'],
      [8, 'personsUnread'],
      [9, 'plannedWithPersons'],
      [10, 'farFromEdition'],
      [11, 'pasteDateMissing'],
      [12, ''],
      [13, 'tooMany'],
    ])
    expect(saved).toBe(2)
  })

  it('mark steps by number, range and name', async () => {
    const { client } = await office()
    const text = [
      'พรหมโลก\t5 มี.ค. 2566\t1-3, 5',
      'พรหมโลก\t6 มี.ค. 2566\tยกร่างแผนพัฒนาตำบล',
      'พรหมโลก\t7 มี.ค. 2566\tขั้นตอนที่ 9',
      'พรหมโลก\t8 มี.ค. 2566\tทุกขั้นตอน',
      'พรหมโลก\t9 มี.ค. 2566\tแผน',
      'พรหมโลก\t10 มี.ค. 2566\t',
    ].join('\n')
    const { rows } = await client.activities.paste(paste(text, { kind: 'participation' }))
    expect(rows.map((row) => row.fields?.steps.length)).toEqual([4, 1, 0, 7, 0, 0])
    expect(rows.map((row) => row.problems.map((one) => one.key).join(' '))).toEqual([
      '',
      '',
      'unknownStep',
      '',
      'unknownStep',
      'pasteStepsMissing',
    ])
  })
})
