import { readFileSync } from 'node:fs'
import fc from 'fast-check'
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
} from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import { loadRules, windowsFor } from '../rules/rules.ts'
import { addDays, fiscalYearOf, isIsoDate } from '../thai/dates.ts'
import { readHolidayList } from './holiday-paste.ts'
import { type EventKind, moveYears, windowRemarks } from './rules.ts'

afterEach(closeAll)

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../resources/${name}`, import.meta.url), 'utf8'))
const rules = loadRules(readJson)

async function office(today = '2023-03-20T03:00:00Z') {
  const made = await openTestCore()
  made.clock.set(today)
  await setUpDistrict(made.client)
  return made
}

const own = {
  planFy: 2568,
  level: 'village' as const,
  startsOn: '2023-02-01',
  endsOn: '2023-03-15',
  source: 'ที่ประชุมอำเภอ',
  certainty: '',
}
const letterOf = (
  planFy: number,
  windows: { level: 'village' | 'tambon'; startsOn: string; endsOn: string }[],
) => ({
  ...directive,
  planFy,
  windows,
})
const of = async (client: Client, level: string, planFy = 2568) =>
  (await client.calendar.windows({ planFy })).find((window) => window.level === level)

describe('windows by the rule', () => {
  it('are days that exist, in order, two years before, for any fiscal year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2500, max: 2600 }), (planFy) => {
        const windows = windowsFor(rules, planFy)
        expect(windows.map((window) => window.level)).toEqual([
          ...['village', 'tambon', 'local', 'district', 'needs', 'province'],
        ])
        for (const { startsOn, endsOn } of windows) {
          expect([isIsoDate(startsOn), isIsoDate(endsOn), startsOn < endsOn]).toEqual([true, true, true])
          expect(Number(startsOn.slice(0, 4)) + 543).toBe(planFy - 2)
          // the last day of its month
          expect(addDays(endsOn, 1).slice(8)).toBe('01')
          expect(fiscalYearOf(endsOn)).toBeLessThan(planFy)
        }
      }),
    )
  })

  it('move by whole years, the end of February with them', () => {
    const february = { startsOn: '2021-01-01', endsOn: '2021-02-28' }
    expect(moveYears(february, 3)).toEqual({ startsOn: '2024-01-01', endsOn: '2024-02-29' })
    expect(moveYears({ ...february, endsOn: '2024-02-29' }, 1).endsOn).toBe('2025-02-28')
    // 28 February of a leap year is not the end of its month
    expect(moveYears({ ...february, endsOn: '2024-02-28' }, 4).endsOn).toBe('2028-02-28')
  })
})

describe('windows of the office', () => {
  it('set by a letter stay when an older letter is registered after it; the older one is laid beside', async () => {
    const { client } = await office()
    const at = (dated: string, endsOn: string) => ({
      ...letterOf(2568, [{ level: 'village' as const, startsOn: '2023-01-15', endsOn }]),
      number: `ชพ ๐๐๑๗.๒/${dated}`,
      dated,
      receivedOn: null,
    })
    await client.directives.register(at('2023-01-10', '2023-03-31'))
    const older = at('2023-01-05', '2023-02-28')
    const [change] = await client.calendar.compareWindows({
      planFy: 2568,
      dated: older.dated,
      windows: older.windows,
    })
    expect(change).toMatchObject({ stays: 'newer', differs: true })
    await client.directives.register(older)
    expect(await of(client, 'village')).toMatchObject({
      endsOn: '2023-03-31',
      offered: { endsOn: '2023-02-28' },
    })
    // and the next one moves it again
    await client.directives.register(at('2023-01-20', '2023-04-15'))
    expect(await of(client, 'village')).toMatchObject({ endsOn: '2023-04-15' })
  })

  it('follow a letter where the rule had set them; what a person typed waits for his answer', async () => {
    const { client } = await office()
    const { id } = await client.calendar.setWindow(own)
    const windows = [
      { level: 'village' as const, startsOn: '2023-01-15', endsOn: '2023-02-28' },
      { level: 'tambon' as const, startsOn: '2023-03-01', endsOn: '2023-04-15' },
    ]
    expect(await client.calendar.compareWindows({ planFy: 2568, dated: null, windows })).toEqual([
      {
        level: 'village',
        before: { startsOn: own.startsOn, endsOn: own.endsOn, source: own.source },
        after: windows[0],
        stays: 'byPerson',
        differs: true,
      },
      { level: 'tambon', before: null, after: windows[1], stays: null, differs: true },
    ])
    const letter = await client.directives.register(letterOf(2568, windows))
    expect(await of(client, 'village')).toMatchObject({
      ...own,
      origin: 'office',
      offered: { ...dates(windows[0]), directiveId: letter.id, directiveNumber: directive.number },
    })
    expect(await of(client, 'tambon')).toMatchObject({
      ...windows[1],
      origin: 'letter',
      certainty: 'Q',
      directiveId: letter.id,
      directiveNumber: directive.number,
      offered: null,
    })
    await client.calendar.answerOffer({ id, take: true })
    expect(await of(client, 'village')).toMatchObject({
      ...windows[0],
      origin: 'letter',
      offered: null,
      changes: [{ before: { startsOn: own.startsOn, endsOn: own.endsOn }, source: own.source }],
    })
    expect((await faultOf(client.calendar.answerOffer({ id, take: true }))).code).toBe(
      'calendar.nothingOffered',
    )
    await client.office.undo()
    expect(await of(client, 'village')).toMatchObject({ endsOn: own.endsOn, changes: [] })
    await client.calendar.answerOffer({ id, take: false })
    expect(await of(client, 'village')).toMatchObject({ endsOn: own.endsOn, offered: null })
  })

  it('give way to those of a letter at once, where the person who registers it agrees', async () => {
    const { client } = await office()
    const own = { startsOn: '2023-01-01', endsOn: '2023-01-31', source: 'พิมพ์เอง' }
    await client.calendar.setWindow({
      planFy: 2568,
      level: 'village',
      certainty: '',
      directiveId: null,
      note: '',
      ...own,
    })
    const windows = [{ level: 'village' as const, startsOn: '2023-01-15', endsOn: '2023-02-28' }]
    await client.directives.register({ ...letterOf(2568, windows), replaceOwnWindows: true })
    expect(await of(client, 'village')).toMatchObject({ ...windows[0], origin: 'letter', offered: null })
  })

  it('say what a later letter changed, and by which', async () => {
    const { client } = await office()
    const windows = [{ level: 'tambon' as const, startsOn: '2023-03-01', endsOn: '2023-04-15' }]
    await client.directives.register(letterOf(2568, windows))
    const later = [{ level: 'tambon' as const, startsOn: '2023-03-01', endsOn: '2023-05-31' }]
    await client.directives.register({
      ...letterOf(2568, later),
      number: 'ที่ 2',
      dated: '2023-02-01',
      receivedOn: null,
    })
    expect(await of(client, 'tambon')).toMatchObject({
      endsOn: '2023-05-31',
      directiveNumber: 'ที่ 2',
      changes: [{ before: { endsOn: '2023-04-15' }, source: directive.number }],
    })
  })

  it('are taken from the examples, moved to another year as an inference', async () => {
    const { client } = await office()
    const examples = await client.calendar.windowExamples()
    expect(examples.filter((one) => one.planFy === 2566 && one.certainty === 'Q')).toHaveLength(5)
    expect(examples.find((one) => one.level === 'report')).toMatchObject({ endsOn: '2022-07-25' })
    await client.calendar.takeExamples({ fromFy: 2566, planFy: 2566, levels: ['village', 'district'] })
    expect(await of(client, 'district', 2566)).toMatchObject({
      startsOn: '2021-05-01',
      endsOn: '2021-06-30',
      certainty: 'Q',
    })
    await client.calendar.takeExamples({ fromFy: 2566, planFy: 2569, levels: ['village'] })
    expect(await of(client, 'village', 2569)).toMatchObject({ endsOn: '2024-02-29', certainty: 'D' })
    expect(
      (await faultOf(client.calendar.takeExamples({ fromFy: 2566, planFy: 2569, levels: ['needs'] }))).code,
    ).toBe('record.notFound')
  })

  it('go back to the rule without what a person typed, unless he says so', async () => {
    const { client } = await office()
    await client.calendar.setWindow(own)
    await client.calendar.resetWindows({ planFy: 2568, ownToo: false })
    expect(await of(client, 'village')).toMatchObject({ endsOn: own.endsOn })
    expect(await client.calendar.windows({ planFy: 2568 })).toHaveLength(6)
    await client.calendar.resetWindows({ planFy: 2568, ownToo: true })
    expect(await of(client, 'village')).toMatchObject({ endsOn: '2023-02-28', origin: 'rule' })
  })

  it('are refused when they end before they begin, and remarked on when they are odd', async () => {
    const { client } = await office()
    expect(
      (await faultOf(client.calendar.setWindow({ ...own, endsOn: '2023-01-01' }))).params.issues,
    ).toMatchObject([{ path: ['endsOn'], key: 'endBeforeStart' }])
    const keys = (change: object, all: object[] = []) =>
      windowRemarks(
        { ...own, ...change },
        all as never,
        2568,
        2566,
        new Map([['2023-03-06', 'วันมาฆบูชา']]),
      ).map((remark) => remark.key)
    expect(keys({})).toEqual([])
    // a tambon that begins before the villages is only remarked on (DOMAIN.md §4.3)
    expect(keys({ level: 'tambon', startsOn: '2023-01-10' }, [own])).toEqual(['startsBeforeLower'])
    expect(keys({ level: 'tambon', endsOn: '2023-03-14' }, [own])).toEqual(['endsBeforeLower'])
    expect(keys({ startsOn: '2021-01-01', endsOn: '2023-03-15' })).toEqual(['longerThanYear', 'unusualYear'])
    expect(keys({ startsOn: '2024-10-01', endsOn: '2024-10-31' })).toEqual(['afterPlanYear'])
    expect(
      windowRemarks({ ...own, endsOn: '2023-03-06' }, [], 2568, 2566, new Map([['2023-03-06', 'วันมาฆบูชา']])),
    ).toEqual([{ key: 'endsOnDayOff', params: { date: '2023-03-03', name: 'วันมาฆบูชา' } }])
  })
})

function dates(window: { startsOn: string; endsOn: string } | undefined) {
  return { startsOn: window?.startsOn, endsOn: window?.endsOn }
}

describe('events', () => {
  const year = { from: '2022-10-01', to: '2023-09-30', kinds: null, mine: false }
  const kindsOf = async (client: Client, change: object = {}) =>
    (await client.calendar.events({ ...year, ...change })).events.map((event) => event.kind)

  it('come from all rooms, each with its door', async () => {
    const { client } = await office()
    const letter = await client.directives.register(directive)
    const villages = await addVillages(client, '800201', 2)
    await client.activities.save({
      id: null,
      fields: {
        ...activityBase,
        kind: 'workshop',
        tambonCode: '800201',
        heldOn: '2023-03-10',
        endedOn: '2023-03-12',
      },
    })
    await makePlan(
      client,
      { level: 'village', areaKey: villages[0] ?? '', planFy: 2568 },
      [100],
      '2023-02-20',
    )
    await makePlan(
      client,
      { level: 'village', areaKey: villages[1] ?? '', planFy: 2568 },
      [100],
      '2023-02-20',
    )
    const entry = await client.calendar.saveEntry({
      id: null,
      fields: { ...entryBase, startsOn: '2023-03-21' },
    })
    const { events, today } = await client.calendar.events(year)
    expect(today).toBe('2023-03-20')
    const find = (kind: EventKind) => events.filter((event) => event.kind === kind)
    expect(find('window').map((event) => [event.title, event.startsOn, event.state])).toContainEqual([
      expect.stringContaining('หมู่บ้าน'),
      '2023-01-01',
      'done',
    ])
    expect(find('report')).toMatchObject([
      { startsOn: '2023-07-20', state: 'open', href: `/directives/${letter.id}`, detail: directive.number },
    ])
    expect(find('duty').map((event) => event.startsOn)).toEqual(['2023-03-31', '2023-04-15'])
    expect(find('workshop')).toMatchObject([
      { startsOn: '2023-03-10', endsOn: '2023-03-12', tambonCode: '800201', tambonName: expect.any(String) },
    ])
    // two plans of one tambon adopted on one day are one line
    expect(find('lock')).toMatchObject([{ startsOn: '2023-02-20', count: 2, lock: 'adopted' }])
    expect(find('entry')).toMatchObject([{ id: `entry:${entry.id}`, state: 'open' }])
    expect(find('holiday').some((event) => event.title === 'วันมาฆบูชา')).toBe(true)
    for (const event of events) expect(event.kind === 'holiday' || event.href !== null).toBe(true)
    expect(events.map((event) => event.startsOn)).toEqual(events.map((event) => event.startsOn).sort())
  })

  it('say what is late in days and never lock it', async () => {
    const { client, clock } = await office()
    const { id } = await client.directives.register(directive)
    clock.set('2023-04-03T03:00:00Z')
    const orders = async () =>
      (await client.calendar.events({ ...year, kinds: ['duty'] })).events.find(
        (event) => event.startsOn === '2023-03-31',
      )
    expect(await orders()).toMatchObject({ state: 'late', lateDays: 3, lock: null })
    const duty = (await client.directives.get({ id })).duties.find((one) => one.no === 2)
    await client.directives.setDuty({
      id: duty?.id ?? '',
      state: 'done',
      ownerName: '',
      dueOn: '2023-03-31',
      doneOn: '2023-04-02',
      evidence: 'คำสั่งที่ 5/2566',
    })
    expect(await orders()).toMatchObject({ state: 'done', lateDays: 2 })
  })

  it('are chosen by kind, by day and by the tambons of the person', async () => {
    const { client } = await office()
    await client.directives.register(directive)
    const workshop = (tambonCode: string, heldOn: string) =>
      client.activities.save({ id: null, fields: { ...activityBase, kind: 'workshop', tambonCode, heldOn } })
    await workshop('800201', '2023-03-10')
    await workshop('800202', '2023-03-11')
    expect(new Set(await kindsOf(client, { kinds: ['workshop'] }))).toEqual(new Set(['workshop']))
    expect(await kindsOf(client, { kinds: ['workshop'], from: '2023-03-11' })).toHaveLength(1)
    expect(await kindsOf(client, { kinds: [], mine: true })).toEqual([])
    // somebody who covers no tambon in particular covers all of them
    expect(await kindsOf(client, { kinds: ['workshop'], mine: true })).toHaveLength(2)
    const [me] = await client.office.staff()
    if (!me) throw new Error('nobody works here')
    await client.office.saveStaff({ ...me, tambonCodes: ['800202'] })
    const { events } = await client.calendar.events({ ...year, kinds: ['workshop', 'duty'], mine: true })
    expect(events.filter((event) => event.kind === 'workshop').map((event) => event.tambonCode)).toEqual([
      '800202',
    ])
    // what is of the whole district stays
    expect(events.some((event) => event.kind === 'duty')).toBe(true)
  })

  it('of a range that crosses the years stand in both of them', async () => {
    const { client } = await office()
    const { id } = await client.calendar.saveEntry({
      id: null,
      fields: { ...entryBase, startsOn: '2022-12-28', endsOn: '2023-01-06' },
    })
    for (const [from, to, there] of [
      ['2022-01-01', '2022-12-31', true],
      ['2023-01-01', '2023-12-31', true],
      ['2023-01-01', '2023-01-02', true],
      ['2023-01-07', '2023-12-31', false],
      ['2022-01-01', '2022-12-27', false],
    ] as const) {
      const { events } = await client.calendar.events({ from, to, kinds: ['entry'], mine: false })
      expect([from, events.map((event) => event.id)]).toEqual([from, there ? [`entry:${id}`] : []])
    }
    expect((await faultOf(client.calendar.events({ ...year, to: '2022-09-30' }))).code).toBe('input.invalid')
    expect((await faultOf(client.calendar.events({ ...year, to: '2032-09-30' }))).code).toBe('input.invalid')
  })
})

const entryBase = {
  title: 'เตรียมเอกสารประชุม',
  startsOn: '2023-03-21',
  endsOn: null,
  place: '',
  tambonCode: null,
  note: '',
  done: false,
}

describe('own entries', () => {
  it('are added, changed, done and removed, and each can be undone', async () => {
    const { client } = await office()
    const { id } = await client.calendar.saveEntry({
      id: null,
      fields: { ...entryBase, tambonCode: '800201' },
    })
    await client.calendar.saveEntry({ id, fields: { ...entryBase, title: 'ประชุมทีมงาน' } })
    await client.calendar.setEntryDone({ id, done: true })
    expect(await client.calendar.entry({ id })).toMatchObject({ title: 'ประชุมทีมงาน', done: true })
    await client.calendar.removeEntry({ id })
    expect((await faultOf(client.calendar.entry({ id }))).code).toBe('record.notFound')
    await client.office.undo()
    await client.office.undo()
    expect(await client.calendar.entry({ id })).toMatchObject({ title: 'ประชุมทีมงาน', done: false })
  })

  it.each([
    ['no title', { title: ' ' }, 'title', 'required'],
    ['an end before its start', { endsOn: '2023-03-01' }, 'endsOn', 'endBeforeStart'],
    ['years on end', { endsOn: '2025-03-21' }, 'endsOn', 'rangeTooLong'],
    ['31 February', { startsOn: '2023-02-31' }, 'startsOn', 'badDate'],
    ['a year in พ.ศ.', { startsOn: '2566-03-21' }, 'startsOn', 'buddhistYearInDate'],
    ['a tambon of another district', { tambonCode: '800101' }, 'tambonCode', 'unknownKey'],
  ])('refuse %s', async (_what, change, field, key) => {
    const { client } = await office()
    const fault = await faultOf(client.calendar.saveEntry({ id: null, fields: { ...entryBase, ...change } }))
    expect(fault.params.issues).toMatchObject([{ path: ['fields', field], key }])
  })
})

describe('a pasted list of holidays', () => {
  const kinds = rules['holiday-kinds'].items
  const read = (text: string, year: number | null = null) =>
    readHolidayList(text, kinds, year).map(({ date, name, kind, problem }) => [date, name, kind, problem])

  it.each([
    ['1 มกราคม 2565 วันขึ้นปีใหม่', '2022-01-01', 'วันขึ้นปีใหม่', 'special'],
    ['วันพุธที่ ๑๖ กุมภาพันธ์ ๒๕๖๕\tวันมาฆบูชา', '2022-02-16', 'วันมาฆบูชา', 'lunar'],
    ['3. วันจันทร์ที่ 3 มกราคม 2565 ชดเชยวันขึ้นปีใหม่', '2022-01-03', 'ชดเชยวันขึ้นปีใหม่', 'substitute'],
    ['วันวิสาขบูชา – 15 พ.ค. 65', '2022-05-15', 'วันวิสาขบูชา', 'lunar'],
    ['๗) ชดเชยวันมาฆบูชา (จ. 22 ก.พ. 2570)', '2027-02-22', 'ชดเชยวันมาฆบูชา', 'substitute'],
    ['15/7/2565 วันหยุดราชการเพิ่มเป็นกรณีพิเศษ', '2022-07-15', 'วันหยุดราชการเพิ่มเป็นกรณีพิเศษ', 'special'],
    ['2022-10-14 : วันหยุดพิเศษ', '2022-10-14', 'วันหยุดพิเศษ', 'special'],
  ])('reads %s', (text, date, name, kind) => {
    expect(read(text)).toEqual([[date, name, kind, null]])
  })

  it('takes several days of one line, and the year from its heading', () => {
    expect(read('วันหยุดราชการ ประจำปี พ.ศ. 2568\nลำดับ วันที่ รายการ\n13 - 15 เมษายน วันสงกรานต์')).toEqual([
      ['2025-04-13', 'วันสงกรานต์', 'special', null],
      ['2025-04-14', 'วันสงกรานต์', 'special', null],
      ['2025-04-15', 'วันสงกรานต์', 'special', null],
    ])
    expect(read('12 กุมภาพันธ์ วันมาฆบูชา', 2568)).toEqual([['2025-02-12', 'วันมาฆบูชา', 'lunar', null]])
  })

  it.each([
    ['31 กุมภาพันธ์ 2566 วันหยุด', 'impossible'],
    ['6 เมษายน วันจักรี', 'noYear'],
    ['6 เมษายน 2566', 'noName'],
    ['วันที่ 99 วันหยุด', 'noDate'],
  ])('says of %s what is wrong', (text, problem) => {
    expect(read(text).map((line) => line[3])).toEqual([problem])
  })

  it('loses no holiday without its day; headings, again on the next page, and months are none', () => {
    const text = [
      'ลำดับ วันที่ รายการ',
      'มกราคม',
      '1 มกราคม 2566 วันขึ้นปีใหม่',
      'ลำดับ วันที่ รายการ',
      'เดือนเมษายน',
      'วันสงกรานต์',
      '1 พฤษภาคม 2023 วันแรงงานแห่งชาติ',
    ]
    expect(read(text.join('\n'))).toEqual([
      ['2023-01-01', 'วันขึ้นปีใหม่', 'special', null],
      [null, 'วันสงกรานต์', 'special', 'noDate'],
      ['2023-05-01', 'วันแรงงานแห่งชาติ', 'special', null],
    ])
  })

  it('says that a weekday is not that of its day', () => {
    expect(readHolidayList('วันอังคารที่ 6 มีนาคม 2566 วันมาฆบูชา', kinds, null)[0]?.weekday).toEqual({
      said: 'อังคาร',
      is: 'จันทร์',
    })
  })

  it('shows in a dry run what it would do, keeps nothing twice, and is undone as one', async () => {
    const { client } = await office()
    const text =
      '6 มีนาคม 2571 วันจักรีเลื่อน\n10 มกราคม 2571 วันมาฆบูชา\n13 เมษายน 2571 วันสงกรานต์\n31 กุมภาพันธ์ 2571 ผิด'
    const input = { text, year: null, whole: false, source: 'ประกาศ สลค. 2571' }
    const dry = await client.calendar.pasteHolidays({ ...input, dryRun: true })
    expect([dry.added.length, dry.same, dry.lines.filter((line) => line.problem).length]).toEqual([2, 1, 1])
    const stretch = { from: '2028-01-01', to: '2028-12-31' }
    const before = await client.calendar.daysOff(stretch)
    expect(before.yearsWithoutLunar).toEqual([2571])
    expect(
      (await faultOf(client.calendar.pasteHolidays({ ...input, dryRun: false }))).params.issues,
    ).toMatchObject([{ key: 'holidayLine', params: { line: 4 } }])
    const good = { ...input, text: text.split('\n').slice(0, 3).join('\n'), dryRun: false }
    await client.calendar.pasteHolidays(good)
    const after = await client.calendar.daysOff(stretch)
    expect(after.yearsWithoutLunar).toEqual([])
    expect(after.days.find((day) => day.date === '2028-01-10')).toMatchObject({
      kind: 'lunar',
      source: 'ประกาศ สลค. 2571',
      certainty: 'Q',
    })
    expect((await client.calendar.pasteHolidays(good)).added).toEqual([])
    await client.office.undo()
    expect(await client.calendar.daysOff(stretch)).toEqual(before)
  })

  it('as the whole announcement of its year makes days that it does not name working days', async () => {
    const { client } = await office()
    const stretch = { from: '2027-01-01', to: '2027-12-31' }
    const { days } = await client.calendar.daysOff(stretch)
    const named = days.filter((day) => day.date !== '2027-02-22' && day.date !== '2027-05-20')
    const text = named.map((day) => `${day.date} ${day.name}`).join('\n')
    const made = await client.calendar.pasteHolidays({
      text,
      year: null,
      whole: true,
      source: '',
      dryRun: false,
    })
    expect(made.dropped.map((day) => [day.date, day.key])).toEqual([
      ['2027-02-22', null],
      ['2027-05-20', '2027-05-20'],
    ])
    const after = (await client.calendar.daysOff(stretch)).days.map((day) => day.date)
    expect(after).toEqual(named.map((day) => day.date))
  })
})
