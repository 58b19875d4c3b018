import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seatRoles } from '../bodies/rules.ts'
import {
  type AttendanceState,
  type Called,
  carryActionOf,
  meetingFields,
  memberChanges,
  numberedAgenda,
  quorumOfBody,
  readPastedAttendance,
  type SeatNow,
  whoIsCalled,
  yearsBesideDate,
} from './rules.ts'

const head = (id: string, no: number) => ({ id, parentId: null, no, bodyIds: [] as string[] })
const matter = (id: string, parentId: string, no: number, bodyIds: string[] = []) => ({
  id,
  parentId,
  no,
  bodyIds,
})

describe('the agenda', () => {
  it('numbers heads 1, 2 … and matters 2.1, 2.2 …, in the order of their places', () => {
    const items = [
      matter('c', 'b', 2),
      head('b', 2),
      matter('d', 'b', 1),
      head('a', 1),
      matter('x', 'gone', 1),
    ]
    expect(numberedAgenda(items).map((item) => [item.id, item.label])).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['d', '2.1'],
      ['c', '2.2'],
    ])
  })

  it('closes up the numbers where matters of another body are left out, and keeps every head', () => {
    const items = [head('a', 1), matter('b', 'a', 1, ['one']), matter('c', 'a', 2, ['two']), head('d', 2)]
    const kept = numberedAgenda(items, (item) => item.bodyIds.includes('two'))
    expect(kept.map((item) => [item.id, item.label])).toEqual([
      ['a', '1'],
      ['c', '1.1'],
      ['d', '2'],
    ])
  })

  it('numbers any tree without gap or double', () => {
    const trees = fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 8 }), { maxLength: 8 })
    fc.assert(
      fc.property(trees, (tree) => {
        const items = tree.flatMap((nos, at) => [
          head(`h${at}`, at),
          ...nos.map((no, under) => matter(`h${at}m${under}`, `h${at}`, no)),
        ])
        const labels = numberedAgenda([...items].reverse()).map((item) => item.label)
        const wanted = tree.flatMap((nos, at) => [
          `${at + 1}`,
          ...nos.map((_no, under) => `${at + 1}.${under + 1}`),
        ])
        expect(labels).toEqual(wanted)
      }),
    )
  })
})

const seat = (
  bodyId: string,
  seatId: string,
  role: SeatNow['role'],
  personId: string | null,
  post = '',
): SeatNow => ({
  bodyId,
  seatId,
  title: role,
  role,
  personId,
  name: personId ?? '',
  position: post,
})

describe('who is called', () => {
  it('has one who sits in several bodies once, chair first and secretaries last', () => {
    const called = whoIsCalled([
      seat('a', 's1', 'member', 'member of both'),
      seat('a', 's2', 'secretary', 'clerk'),
      seat('a', 's3', 'chair', 'chief'),
      seat('b', 's4', 'chair', 'chief'),
      seat('b', 's5', 'vice', 'member of both'),
      seat('b', 's6', 'member', 'other'),
    ])
    expect(called.map((one) => [one.name, one.seats.map((it) => it.seatId)])).toEqual([
      ['chief', ['s3', 's4']],
      ['member of both', ['s1', 's5']],
      ['other', ['s6']],
      ['clerk', ['s2']],
    ])
  })

  it('calls a post that nobody is known to hold once, and nobody for an empty seat', () => {
    const called = whoIsCalled([
      seat('a', 's1', 'member', null, 'กำนันตำบลพรหมโลก'),
      seat('b', 's2', 'member', null, 'กำนันตำบลพรหมโลก'),
      seat('b', 's3', 'member', null, ''),
    ])
    expect(called).toHaveLength(1)
    expect(called[0]!.seats.map((it) => it.seatId)).toEqual(['s1', 's2'])
  })

  it('has every person once and every seat once, whatever the bodies', () => {
    const one = fc.record({
      bodyId: fc.constantFrom('a', 'b', 'c'),
      role: fc.constantFrom(...seatRoles),
      personId: fc.option(fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5')),
      post: fc.constantFrom('', 'กำนัน', 'นายก'),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (rows) => {
        const seats = rows.map((row, at) => seat(row.bodyId, `s${at}`, row.role, row.personId, row.post))
        const called = whoIsCalled(seats)
        const persons = called.flatMap((it) => it.personId ?? [])
        expect(new Set(persons).size).toBe(persons.length)
        const known = seats.filter((it) => it.personId !== null || it.position !== '').map((it) => it.seatId)
        const placed = called.flatMap((it) => it.seats.map((of) => of.seatId))
        expect([...placed].sort()).toEqual([...known].sort())
        // asked again, nothing has changed
        const recorded = called.map((it, at) => ({ ...it, id: `r${at}`, state: 'called' as AttendanceState }))
        expect(memberChanges(recorded, called)).toEqual({ added: [], changed: [], gone: [], kept: [] })
      }),
    )
  })
})

describe('members who changed since they were called', () => {
  const of = (seatId: string) => ({ bodyId: 'a', seatId, title: 'กรรมการ', role: 'member' as const })
  const called = (personId: string | null, position: string, seatId: string): Called => ({
    personId,
    name: personId ?? '',
    position,
    seats: [of(seatId)],
  })
  const row = (id: string, state: AttendanceState, one: Called) => ({ id, state, ...one })

  it('keeps the row of a post that has a holder now, and what was recorded of one who left', () => {
    const changes = memberChanges(
      [
        row('r1', 'called', called(null, 'กำนัน', 's1')),
        row('r2', 'present', called('old', 'นายก', 's2')),
        row('r3', 'called', called('gone', 'ปลัด', 's3')),
      ],
      [called('new', 'กำนัน', 's1'), called('other', 'นายก', 's2')],
    )
    expect(changes.changed).toEqual([{ id: 'r1', called: called('new', 'กำนัน', 's1') }])
    expect(changes.added.map((one) => one.name)).toEqual(['other'])
    expect(changes.kept).toEqual(['r2'])
    expect(changes.gone).toEqual(['r3'])
  })
})

describe('the quorum', () => {
  const member = (state: AttendanceState, role: SeatNow['role'] = 'member', title = 'กรรมการ') => ({
    name: 'ใคร',
    state,
    seats: [{ bodyId: 'a', seatId: 's', title, role }],
  })
  const counting = { proxies: true, assistants: false, memberWord: 'กรรมการ' }
  const rows = [
    member('present'),
    member('proxy'),
    member('absent'),
    member('called'),
    member('present', 'assistantSecretary', 'ผู้ช่วยเลขานุการ'),
    member('present', 'assistantSecretary', 'กรรมการและผู้ช่วยเลขานุการ'),
    { ...member('called'), name: '' },
    {
      name: 'ใคร',
      state: 'present' as const,
      seats: [{ bodyId: 'b', seatId: 't', title: 'กรรมการ', role: 'member' as const }],
    },
  ]

  it('counts the members of the body, proxies as the rule says, assistants only who are members', () => {
    expect(quorumOfBody('half', counting, 'a', rows)).toEqual({
      members: 5,
      present: 2,
      proxies: 1,
      counted: 3,
      needed: 3,
      reached: true,
    })
    expect(quorumOfBody('half', { ...counting, proxies: false }, 'a', rows)).toMatchObject({
      counted: 2,
      reached: false,
    })
    expect(quorumOfBody('half', { ...counting, assistants: true }, 'a', rows)).toMatchObject({
      members: 6,
      needed: 3,
      counted: 4,
    })
  })

  it('says nothing without a rule, and nothing before anybody is marked', () => {
    expect(quorumOfBody(null, counting, 'a', rows)).toMatchObject({ needed: null, reached: null })
    expect(quorumOfBody('majority', counting, 'a', [member('called'), member('called')])).toMatchObject({
      needed: 2,
      reached: null,
    })
  })

  it('is reached exactly when as many came as are needed', () => {
    const states = fc.array(fc.constantFrom<AttendanceState>('present', 'proxy', 'absent'), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(states, fc.constantFrom('half' as const, 'majority' as const, 7), (marked, rule) => {
        const quorum = quorumOfBody(
          rule,
          counting,
          'a',
          marked.map((state) => member(state)),
        )
        const came = marked.filter((state) => state !== 'absent').length
        expect(quorum.counted).toBe(came)
        const enough =
          rule === 7 ? came >= 7 : rule === 'half' ? came * 2 >= marked.length : came * 2 > marked.length
        expect(quorum.reached).toBe(enough)
      }),
    )
  })
})

describe('a pasted list of those who came', () => {
  const members = [
    { id: 'a', name: 'นายสมชาย ใจดี' },
    { id: 'b', name: 'ว่าที่ร้อยตรี สมชาย ณ นคร' },
    { id: 'c', name: 'นางสาวพิมพ์ ทอง' },
    { id: 'd', name: 'นายพิมพ์ ทอง' },
    { id: 'e', name: '' },
  ]

  it('finds members with or without title and number, and takes the others as guests', () => {
    const text =
      '1. สมชาย  ใจดี\tกำนัน\r\n๒\tว่าที่ร้อยตรี สมชาย ณ นคร\n\nพิมพ์ ทอง\nนางสาวพิมพ์ ทอง\nนายแขก มาเยือน\tเกษตรอำเภอ'
    expect(readPastedAttendance(text, members)).toEqual({
      present: ['a', 'b', 'c'],
      guests: [{ name: 'นายแขก มาเยือน', position: 'เกษตรอำเภอ' }],
      ambiguous: ['พิมพ์ ทอง'],
    })
  })
})

describe('the head of a meeting', () => {
  const fields = {
    title: 'การประชุม',
    number: null,
    numberYear: null,
    heldOn: '2022-07-15',
    startsAt: '9.30 น.',
    endsAt: '',
    place: '',
    openedAt: '๐๙:๔๐',
    closedAt: '',
    minutesFor: 'one',
    chairName: '',
    chairPosition: '',
    recorderName: '',
    recorderPosition: '',
    checkerName: '',
    checkerPosition: '',
    note: '',
  }
  const keysOf = (change: object) =>
    meetingFields
      .safeParse({ ...fields, ...change })
      .error?.issues.map((issue) => [issue.path.join('.'), issue.message])

  it('takes times as they are typed and refuses those that are none or lie the wrong way round', () => {
    expect(meetingFields.parse(fields)).toMatchObject({ startsAt: '09.30', openedAt: '09.40' })
    expect(keysOf({ startsAt: '25.00' })).toEqual([['startsAt', 'badTime']])
    expect(keysOf({ closedAt: '09.30' })).toEqual([['closedAt', 'endTimeBeforeStart']])
    expect(keysOf({ heldOn: '2565-07-15' })).toEqual([['heldOn', 'buddhistYearInDate']])
    expect(keysOf({ number: 1, numberYear: 2022 })).toEqual([['numberYear', 'christianYear']])
  })
})

describe('what carrying out does', () => {
  it('follows from what was decided about what', () => {
    expect(carryActionOf(true, 'plan')).toBe('adoptPlan')
    expect(carryActionOf(true, 'body')).toBe('openOrder')
    expect(carryActionOf(false, 'plan')).toBe(null)
    expect(carryActionOf(true, 'appointmentOrder')).toBe(null)
  })
})

describe('the year of a count', () => {
  it('is said where the meeting is in another year; each year once, nothing before both are known', () => {
    expect(yearsBesideDate('2022-01-05', [2565, 2565, null])).toEqual([])
    expect(yearsBesideDate('2022-01-05', [2564, 2565, 2564])).toEqual([2564])
    expect(yearsBesideDate(null, [2564])).toEqual([])
  })
})
