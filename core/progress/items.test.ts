import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import {
  activityBase,
  addVillages,
  closeAll,
  directive,
  makePlan,
  openTestCore,
  setUpDistrict,
  type TestCore,
} from '../../tests/support/core.ts'
import { countStatements } from '../../tests/support/statements.ts'
import { demoYear } from '../../tests/support/year.ts'
import type { Client } from '../contract.ts'
import { playDistrict } from '../demo/play.ts'
import { addDays, daysBetween } from '../thai/dates.ts'
import type { DayItem } from './reminders.ts'

afterEach(closeAll)

const entryFields = {
  title: 'ส่งรายชื่อ',
  startsOn: '2023-04-05',
  endsOn: null,
  place: '',
  tambonCode: null,
  note: '',
  done: false,
  example: false,
}

const pledgeBase = {
  form: 'money' as const,
  amount: 100_00,
  projectId: null,
  withdrawnOn: null,
  note: '',
}

/** The screens of the window, as their areas name them; `new` and the like are not ids. */
const features = join(import.meta.dirname, '../../renderer/features')
const screens = readdirSync(features)
  .map((area) => join(features, area, 'routes.ts'))
  .filter((file) => existsSync(file))
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/path: '([^']+)'/gu)])
  .map(([, path = '']) => new RegExp(`^${path.replace(/\$\w+/gu, '\\w{26}')}$`, 'u'))

/** What a person with a pencil would find in the records of a day: every room asked plainly, nothing of core/progress. */
async function lookThrough(core: TestCore, today: string, ahead = 14): Promise<string[]> {
  const db = new Database(join(core.dataDir, 'office.sqlite'), { readonly: true })
  const rows = <T>(sql: string) => db.prepare(sql).all() as T[]
  const until = addDays(today, ahead)
  const found: [kind: string, id: string, on: string][] = []
  type Row = { id: string; on: string }
  for (const row of rows<Row>(
    `select d.id, d.dueOn "on" from duty d join directive l on l.id = d.directiveId
     where d.state <> 'done' and l.state = 'received' and d.dueOn is not null`,
  ))
    found.push(['duty', row.id, row.on])
  const years = rows<{ planFy: number }>(`select distinct planFy from plan`).map((row) => row.planFy)
  const inHand = (await core.client.calendar.planYears()).current ?? 0
  const places: Record<string, number> = {
    village: rows(`select id from village`).length,
    tambon: (await core.client.geography.ownTambons()).length,
    district: 1,
    needs: 1,
  }
  for (const row of rows<Row & { level: string; planFy: number }>(
    `select id, level, planFy, endsOn "on" from planWindow`,
  )) {
    const adopted = rows<{ areaKey: string }>(
      `select distinct areaKey from plan where state = 'adopted' and level = '${row.level}' and planFy = ${row.planFy}`,
    ).length
    if (adopted < (places[row.level] ?? 0) && (row.planFy >= inHand || years.includes(row.planFy)))
      found.push(['window', row.id, row.on])
  }
  for (const row of rows<Row>(`select id, heldOn "on" from meeting where state = 'planned' and heldOn <> ''`))
    found.push(['meeting', row.id, row.on])
  for (const row of rows<Row>(`select id, heldOn "on" from forum where state <> 'held' and heldOn <> ''`))
    found.push(['forum', row.id, row.on])
  for (const row of rows<Row & { last: string; kind: string }>(
    `select id, kind, heldOn "on", coalesce(endedOn, heldOn) last from activity where state = 'planned'`,
  )) {
    const on = row.on > today ? row.on : row.last >= today ? today : row.last
    found.push([row.kind === 'workshop' ? 'workshop' : 'activity', row.id, on])
  }
  for (const row of rows<Row & { last: string }>(
    `select id, startsOn "on", coalesce(endsOn, startsOn) last from calendarEntry where done = 0`,
  ))
    if (row.last >= today) found.push(['entry', row.id, row.on > today ? row.on : today])
  for (const row of rows<Row>(
    `select id, dueOn "on" from resolution where state not in ('none', 'dropped', 'done') and dueOn is not null`,
  ))
    found.push(['followUp', row.id, row.on])
  for (const row of rows<Row>(
    `select p.id, p.dueOn "on" from pledge p where p.withdrawnOn is null and p.dueOn is not null and (
       case when p.amount is null then not exists (select 1 from pledgeReceipt r where r.pledgeId = p.id)
       else coalesce((select sum(r.amount) from pledgeReceipt r where r.pledgeId = p.id), 0) < p.amount end)`,
  ))
    found.push(['pledge', row.id, row.on])
  for (const body of await core.client.bodies.list({ editionFy: null }))
    if (body.endsOn !== null && body.closedOn === null) found.push(['term', `term:${body.id}`, body.endsOn])
  for (const row of rows<Row>(
    `select s.id, s.untilOn "on" from seat s join body b on b.id = s.bodyId
     where s.untilOn is not null and b.closedOn is null and s.personId is not null`,
  ))
    found.push(['term', `seat:${row.id}`, row.on])
  for (const row of rows<Row>(
    `select id, coalesce(dated, '${today}') "on" from letter where state = 'signed' and form = 'external' and sentOn is null`,
  ))
    found.push(['letter', row.id, row.on])
  db.close()
  return found
    .filter(([, , on]) => on <= until)
    .map(
      ([kind, id, on]) => `${on < today ? 'overdue' : on === today ? 'today' : 'soon'} ${kind} ${id} ${on}`,
    )
    .sort()
}

function asWritten(items: readonly DayItem[]): string[] {
  return items
    .map(
      ({ when, kind, key, on }) =>
        `${when} ${kind} ${kind === 'term' ? key : key.replace(/^\w+:/u, '')} ${on}`,
    )
    .sort()
}

/** Things whose day is coming and goes by while nobody does anything: one of every kind that can be late. */
async function leaveUndone(client: Client, editionFy: number, planFy: number, from: string): Promise<void> {
  const [tambon] = await client.geography.ownTambons()
  const tambonCode = tambon?.code ?? ''
  const [at10, at40] = [addDays(from, 10), addDays(from, 40)]
  const planned = { ...activityBase, editionFy, tambonCode, state: 'planned' as const }
  await client.activities.save({
    id: null,
    fields: { ...planned, kind: 'workshop', heldOn: at10, endedOn: addDays(from, 70) },
  })
  await client.activities.save({ id: null, fields: { ...planned, kind: 'session', heldOn: at40 } })
  await client.activities.save({
    id: null,
    fields: { ...planned, kind: 'partner', partnerName: 'พช.', heldOn: at40 },
    pledges: [
      { ...pledgeBase, what: 'เงินอุดหนุน', dueOn: at40 },
      { ...pledgeBase, what: 'ช่าง', form: 'work', amount: null, dueOn: addDays(from, 80) },
    ],
  })
  await client.calendar.saveEntry({
    id: null,
    fields: { ...entryFields, startsOn: at10, endsOn: addDays(from, 45), tambonCode },
  })
  const areas = [{ level: 'tambon' as const, areaKey: tambonCode }]
  await client.forums.plan({ planFy: planFy + 1, areas, heldOn: at10, again: false })
}

describe('the year of a district, month by month', () => {
  it('home says exactly what a look through all records says, also with a clock that went wrong', async () => {
    const core = await openTestCore()
    const { client, clock } = core
    const demo = demoYear('8002', 0)
    const { planFy, editionFy } = demo.directive
    let month = ''
    const kinds = new Set<string>()
    const doors = new Set<string>()
    const monthEnds: string[] = []
    async function endOfMonth(day: string) {
      const home = await client.progress.home()
      if (home === null) return
      if (monthEnds.length === 0) await leaveUndone(client, editionFy, planFy, home.today)
      monthEnds.push(day)
      const { items, today } = (await client.progress.home())!
      expect(asWritten(items)).toEqual(await lookThrough(core, today))
      for (const item of items) {
        kinds.add(`${item.when} ${item.kind}`)
        expect(item.lateDays).toBe(Math.max(0, daysBetween(item.on, today)))
      }
      const { board, districtPlan, needsPlan, report, duties } = home
      for (const one of [
        ...items,
        ...duties,
        ...board.flatMap((row) => Object.values(row.cells)),
        ...[districtPlan, needsPlan, report],
      ])
        if (one.href !== null) doors.add(one.href)
      const progress = await client.progress.plans({ planFy: home.planFy, asOf: null })
      for (const { tambon, areas } of progress.tambons)
        for (const one of [tambon, ...areas]) doors.add(one.href)
      // the same for the bell, as far ahead as its rules look
      const { shown, snoozed } = await client.progress.reminders()
      const told = [...shown, ...snoozed].map(({ item }) => item)
      const late = (all: readonly DayItem[]) =>
        all.filter((item) => item.when !== 'soon' && item.when !== 'later')
      expect(asWritten(late(told))).toEqual(asWritten(late(items)))
      // a battery runs out: the clock says 2004, and nothing goes away
      const now = clock.now().toISOString()
      if (day === '') return
      clock.set('2004-01-01T02:00:00.000Z')
      const wrong = (await client.progress.home())!
      expect(wrong.clockBehind).toBe(today)
      expect(asWritten(wrong.items)).toEqual(asWritten(items))
      clock.set(now)
    }
    for await (const _step of playDistrict(client, demo, async (day) => {
      if (month !== '' && day.slice(0, 7) !== month) await endOfMonth(clock.now().toISOString().slice(0, 10))
      month = day.slice(0, 7)
      clock.set(`${day}T02:00:00.000Z`)
    }));
    // half a year on, nobody has done anything more: no later day is written anywhere
    clock.set(`${addDays(demo.office.today, 170)}T02:00:00.000Z`)
    await endOfMonth('')
    expect(monthEnds.length).toBeGreaterThan(6)
    // every door leads to a screen there is, and to a filter that the screen knows
    for (const href of doors) {
      const { pathname, searchParams } = new URL(href, 'http://x')
      expect(
        screens.filter((screen) => screen.test(pathname)),
        href,
      ).not.toEqual([])
      const level = searchParams.get('level')
      if (level !== null) expect(['village', 'tambon', 'district', 'needs'], href).toContain(level)
      if (pathname === '/plans') expect(searchParams.get('planFy'), href).toMatch(/^25\d\d$/u)
      if (pathname === '/bodies') expect(searchParams.get('edition'), href).toMatch(/^25\d\d$/u)
      if (pathname === '/activities')
        expect(searchParams.get('id') ?? searchParams.get('edition'), href).toMatch(/^(?:25\d\d|\w{26})$/u)
    }
    expect(doors.size).toBeGreaterThan(40)
    for (const kind of ['duty', 'window', 'forum', 'workshop', 'activity', 'pledge', 'followUp'])
      expect([...kinds], kind).toContain(`overdue ${kind}`)
    for (const kind of ['workshop', 'entry']) expect([...kinds], kind).toContain(`today ${kind}`)
    expect([...kinds].filter((kind) => kind.startsWith('soon')).length, [...kinds].join()).toBeGreaterThan(2)
  })
})

describe('a reminder day by day', () => {
  it('comes 14, 7, 3, 1 and 0 days before and when late; read or put off it keeps still, also over midnight', async () => {
    const { client, clock } = await openTestCore()
    clock.set('2023-03-01T03:00:00Z')
    await setUpDistrict(client)
    await client.directives.register({
      ...directive,
      duties: [{ no: 1, kind: 'orders', text: 'ทบทวนคำสั่ง', ownerName: '', dueOn: '2023-03-31' }],
    })
    const shown = async () =>
      (await client.progress.reminders()).shown
        .filter(({ item }) => item.kind === 'duty')
        .map(({ item, stage, daysLeft }) => ({ mark: { key: item.key, on: item.on, stage }, daysLeft }))
    const said: number[] = []
    for (let day = '2023-03-10'; day <= '2023-04-20'; day = addDays(day, 1)) {
      // first minute and last minute of the day in Thailand
      clock.set(`${addDays(day, -1)}T17:00:00Z`)
      const first = await shown()
      clock.set(`${day}T16:59:00Z`)
      expect(await shown()).toEqual(first)
      for (const { mark, daysLeft } of first) {
        said.push(daysLeft)
        await client.progress.acknowledge({ reminders: [mark] })
      }
      expect(await shown()).toEqual([])
    }
    expect(said).toEqual([14, 7, 3, 1, 0, -1, -8, -15])
    // put off in the last minute of a day until tomorrow: it is back in the next minute
    clock.set('2023-04-22T16:59:00Z')
    const [one] = await shown()
    await client.progress.snooze({ reminders: [one!.mark], until: '2023-04-23' })
    expect(await shown()).toEqual([])
    clock.set('2023-04-22T17:00:00Z')
    expect(await shown()).toHaveLength(1)
  })

  it('something that goes on for days is read once, not every morning', async () => {
    const { client, clock } = await openTestCore()
    clock.set('2023-04-04T03:00:00Z')
    await setUpDistrict(client)
    await client.directives.register({ ...directive, duties: [] })
    await client.calendar.saveEntry({ id: null, fields: { ...entryFields, endsOn: '2023-04-08' } })
    const entries = async () =>
      (await client.progress.reminders()).shown.filter(({ item }) => item.kind === 'entry')
    clock.set('2023-04-05T03:00:00Z')
    const [one] = await entries()
    await client.progress.acknowledge({
      reminders: [{ key: one!.item.key, on: one!.item.on, stage: one!.stage }],
    })
    for (const day of ['05', '06', '08']) {
      clock.set(`2023-04-${day}T03:00:00Z`)
      expect(await entries(), day).toEqual([])
      expect((await client.progress.home())!.items.map(({ kind, when }) => [kind, when])).toContainEqual([
        'entry',
        'today',
      ])
    }
  })
})

describe('a clock that ran ahead once', () => {
  it('does not make everything late for ever', async () => {
    const { client, clock } = await openTestCore()
    clock.set('2023-03-20T03:00:00Z')
    await setUpDistrict(client)
    await client.directives.register(directive)
    // the year mistyped in the settings of the machine; something is written, and the clock is set right
    clock.set('2099-03-20T03:00:00Z')
    await addVillages(client, '800201', 1)
    clock.set('2023-03-21T03:00:00Z')
    const home = (await client.progress.home())!
    expect([home.today, home.clockBehind]).toEqual(['2023-03-21', null])
    expect(home.items.find((item) => item.kind === 'duty')).toMatchObject({ when: 'soon', lateDays: 0 })
    // one that falls back to 2004 after that is still found out
    await addVillages(client, '800202', 1)
    clock.set('2004-01-01T03:00:00Z')
    expect((await client.progress.home())!.clockBehind).toBe('2023-03-21')
  })
})

describe('the year in hand and the others', () => {
  async function withLetter(today = '2023-03-20T03:00:00Z') {
    const made = await openTestCore()
    made.clock.set(today)
    await setUpDistrict(made.client)
    const { id } = await made.client.directives.register(directive)
    return { ...made, letterId: id }
  }

  it('what is left of last year stays when the next letter comes; any year can be looked at', async () => {
    const { client, clock } = await withLetter()
    const [village] = await addVillages(client, '800201', 2)
    await makePlan(client, { level: 'village', areaKey: village!, planFy: 2568 }, [100_00], '2023-02-10')
    clock.set('2024-01-20T03:00:00Z')
    await client.directives.register({
      ...directive,
      number: 'ชพ ๐๐๑๗.๒/๒๒๒',
      dated: '2024-01-10',
      receivedOn: '2024-01-12',
      editionFy: 2567,
      planFy: 2569,
      duties: [],
    })
    const home = (await client.progress.home())!
    expect([home.planFy, home.planFyInHand]).toEqual([2569, 2569])
    const windows = home.items.filter((item) => item.kind === 'window')
    expect(windows.map((item) => [item.params.planFy, item.params.level, item.when])).toContainEqual([
      2568,
      'village',
      'overdue',
    ])
    expect(windows[0]?.href).toBe('/progress?planFy=2568')
    const last = (await client.progress.home({ planFy: 2568 }))!
    expect([last.planFy, last.planFyInHand]).toEqual([2568, 2569])
    expect(last.windows.find((one) => one.level === 'village')).toMatchObject({ done: 1, expected: 2 })
    // what must be done is the same whichever year is looked at
    expect(last.items).toEqual(home.items)
    // every door of that board leads into that year, not into the newest
    const hrefs = last.board.flatMap((row) => Object.values(row.cells).map((cell) => cell.href))
    expect(
      hrefs.filter((href) => !/planFy=2568|edition=2566|^\/(?:directives\/\w+|geography)\?/u.test(href)),
    ).toEqual([])
    expect(last.districtPlan.href).toBe('/plans?level=district&planFy=2568')
  })

  it('two letters for one year: the one that urges a duty leaves the others as they are', async () => {
    const { client, letterId } = await withLetter()
    const { id: urging } = await client.directives.register({
      ...directive,
      number: 'ชพ ๐๐๑๗.๒/๓๓๓',
      dated: '2023-03-10',
      receivedOn: '2023-03-12',
      duties: [{ no: 1, kind: 'orders', text: 'เร่งรัดคำสั่ง', ownerName: '', dueOn: '2023-03-24' }],
    })
    const home = (await client.progress.home())!
    expect(home.report).toMatchObject({
      dueOn: '2023-07-20',
      href: `/reports?directive=${letterId}`,
      state: 'notStarted',
    })
    expect(home.board[0]!.cells.told!.href).toBe(`/directives/${letterId}?tab=told`)
    expect(home.duties.filter((duty) => duty.directiveId === urging)).toHaveLength(1)
    await client.directives.tell({
      directiveId: letterId,
      fields: {
        means: 'line',
        toldOn: '2023-03-15',
        recipients: [{ recipient: 'กำนัน', toKind: 'kamnan', toId: '800201', tambonCode: '800201' }],
      },
    })
    const told = (await client.progress.home())!.board.find((row) => row.tambonCode === '800201')
    expect(told!.cells.told).toMatchObject({ done: 1, expected: 1, state: 'done' })
  })

  it('a letter that is only expected plans its duties; a duty without a due date is never late', async () => {
    const { client, clock, letterId } = await withLetter()
    clock.set('2030-01-01T03:00:00Z')
    const home = (await client.progress.home())!
    const open = home.duties.filter((duty) => duty.directiveId === letterId)
    expect(open.filter((duty) => duty.dueOn === null).map((duty) => duty.lateDays)).toEqual([0, 0, 0])
    // seven years on, what was due is still said
    expect(home.items.filter((item) => item.kind === 'duty').map((item) => item.on)).toEqual([
      '2023-03-31',
      '2023-04-15',
      '2023-07-20',
    ])
  })

  it('without any letter every door of the board leads somewhere', async () => {
    const { client, clock } = await openTestCore()
    clock.set('2023-03-20T03:00:00Z')
    await setUpDistrict(client)
    await makePlan(client, { level: 'tambon', areaKey: '800201', planFy: 2568 }, [], null)
    const home = (await client.progress.home())!
    const hrefs = home.board.flatMap((row) => Object.values(row.cells).map((cell) => cell.href))
    expect(hrefs.filter((href) => href.includes('//') || href.includes('{{'))).toEqual([])
    expect(home.board[0]!.cells.told).toMatchObject({ href: '/directives', expected: 0, state: 'notStarted' })
    expect(home.report.href).toBe('/reports')
  })

  it('an activity that is only planned is nothing done; once its day is over its record is missing', async () => {
    const { client, clock } = await withLetter('2023-03-20T03:00:00Z')
    const fields = {
      ...activityBase,
      kind: 'workshop' as const,
      tambonCode: '800201',
      heldOn: '2023-03-28',
      state: 'planned' as const,
    }
    const { id } = await client.activities.save({ id: null, fields })
    const look = async () => {
      const home = (await client.progress.home())!
      const item = home.items.find((one) => one.key === `activity:${id}`)
      const cell = home.board.find((row) => row.tambonCode === '800201')!.cells.workshop!
      return [item?.when, item?.lateDays, cell.state, cell.done]
    }
    expect(await look()).toEqual(['soon', 0, 'underWay', 0])
    clock.set('2023-03-31T03:00:00Z')
    expect(await look()).toEqual(['overdue', 3, 'underWay', 0])
    await client.activities.save({ id, fields: { ...fields, state: 'held', lateReason: 'บันทึกภายหลัง' } })
    expect(await look()).toEqual([undefined, undefined, 'done', 1])
  })
})

describe('25 tambons × 12 villages, 60 duties, 200 pledges', () => {
  it('ask as many statements as one tambon, six duties and two pledges', async () => {
    async function statements(size: {
      districtCode: string
      villages: number
      duties: number
      pledges: number
    }) {
      const { client, clock } = await openTestCore()
      clock.set('2023-03-20T03:00:00Z')
      const { districtCode } = size
      await setUpDistrict(client, { districtCode, provinceCode: districtCode.slice(0, 2) })
      const kinds = ['teach', 'orders', 'coordCentre', 'workshops', 'partners', 'report']
      const duties = Array.from({ length: size.duties }, (_, at) => ({
        no: (at % 30) + 1,
        kind: kinds[at % 6]!,
        text: `ข้อ ${at}`,
        ownerName: '',
        dueOn: addDays('2023-02-20', at),
      }))
      // a letter holds at most forty duties
      for (let at = 0; at < duties.length; at += 30)
        await client.directives.register({
          ...directive,
          number: `ชพ ๐๐๑๗.๒/${at + 1}`,
          duties: duties.slice(at, at + 30),
        })
      for (const { code } of await client.geography.ownTambons()) {
        await addVillages(client, code, size.villages)
        await client.activities.save({
          id: null,
          fields: {
            ...activityBase,
            kind: 'workshop',
            tambonCode: code,
            state: 'planned',
            heldOn: '2023-03-25',
          },
        })
        const areas = [{ level: 'tambon' as const, areaKey: code }]
        await client.forums.plan({ planFy: 2568, areas, heldOn: '2023-03-22', again: false })
      }
      for (let at = 0; at < size.pledges; at += 2)
        await client.activities.save({
          id: null,
          fields: {
            ...activityBase,
            kind: 'partner',
            partnerName: `ภาคี ${at}`,
            heldOn: '2023-03-09',
          },
          pledges: [0, 1].map((of) => ({
            ...pledgeBase,
            what: `เงิน ${at + of}`,
            dueOn: addDays('2023-03-10', (at + of) % 20),
            receipts: [{ receivedOn: '2023-03-12', what: '', amount: 1_00, evidence: 'ใบเสร็จ' }],
          })),
        })
      const asked: number[] = []
      let pledges = 0
      for (const ask of [
        async () => {
          const home = (await client.progress.home())!
          pledges = home.items.filter((item) => item.kind === 'pledge').length
        },
        () => client.progress.plans({ planFy: 2568, asOf: null }),
        () => client.progress.reminders(),
        () => client.calendar.events({ from: '2023-03-01', to: '2023-04-30', kinds: null, mine: false }),
      ]) {
        const counting = countStatements()
        await ask()
        asked.push(counting.count())
        counting.stop()
      }
      expect(pledges).toBe(size.pledges)
      return asked
    }
    const few = await statements({ districtCode: '2008', villages: 1, duties: 6, pledges: 2 })
    const many = await statements({ districtCode: '3001', villages: 12, duties: 60, pledges: 200 })
    expect(many).toEqual(few)
    expect(Math.max(...many)).toBeLessThan(100)
  })
})
