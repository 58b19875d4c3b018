import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AgendaItem, Attendee, ResolutionKind } from '../../../core/meetings/contract.ts'
import { type AttendanceState, agendaRows } from '../../../core/meetings/rules.ts'
import {
  type AgendaLine,
  emptyLine,
  endOfHead,
  insertedAt,
  keysOf,
  labelsOf,
  linesOf,
  movedLine,
  pastedTitles,
  rowsOf,
  saying,
  withoutLine,
  withoutWords,
} from './agenda-lines.ts'
import { countsOf, seatWords, shownRows, stateOfKey } from './attendance-rows.ts'
import { lateDays, matchesFollowUp } from './follow-up-rows.ts'
import { asKind, matterForm, newResolution } from './matter-form.ts'
import { shortName } from './meeting-title.ts'

const line = (key: string, level: AgendaLine['level'], title = key): AgendaLine => ({
  ...emptyLine(level, title),
  key,
  id: key,
})
const agenda = [
  line('A', 'head'),
  line('a1', 'matter'),
  line('a2', 'matter'),
  line('B', 'head'),
  line('b1', 'matter'),
]
const keys = (lines: readonly AgendaLine[]) => lines.map((one) => one.key).join(' ')

describe('lines of an agenda', () => {
  it('are numbered by head and matter', () => {
    expect(labelsOf(agenda)).toEqual(['1', '1.1', '1.2', '2', '2.1'])
  })

  it('move a matter over a head into the next one, never above the first head', () => {
    expect(keys(movedLine(agenda, 'a2', 1))).toBe('A a1 B a2 b1')
    expect(keys(movedLine(agenda, 'b1', -1))).toBe('A a1 a2 b1 B')
    expect(movedLine(agenda, 'a1', -1)).toBe(agenda)
    expect(movedLine(agenda, 'b1', 1)).toBe(agenda)
  })

  it('move a head with all its matters', () => {
    expect(keys(movedLine(agenda, 'A', 1))).toBe('B b1 A a1 a2')
    expect(keys(movedLine(agenda, 'B', -1))).toBe('B b1 A a1 a2')
    expect(movedLine(agenda, 'A', -1)).toBe(agenda)
    expect(movedLine(agenda, 'B', 1)).toBe(agenda)
  })

  it('keep a head under which something stands', () => {
    expect(withoutLine(agenda, 'A')).toBe(agenda)
    expect(keys(withoutLine(agenda, 'b1'))).toBe('A a1 a2 B')
    expect(keys(withoutLine(withoutLine(agenda, 'b1'), 'B'))).toBe('A a1 a2')
  })

  it('lose and double nothing, however they are moved, and always begin with a head', () => {
    const levels = fc.array(fc.constantFrom('head' as const, 'matter' as const), { maxLength: 12 })
    const moves = fc.array(fc.record({ at: fc.nat(12), by: fc.constantFrom(-1 as const, 1 as const) }), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(levels, moves, (more, steps) => {
        const start = ['head' as const, ...more].map((level, at) => line(`k${at}`, level))
        let lines: readonly AgendaLine[] = start
        for (const { at, by } of steps) lines = movedLine(lines, `k${at % start.length}`, by)
        expect(lines[0]?.level).toBe('head')
        expect(lines.map((one) => one.key).sort()).toEqual(start.map((one) => one.key).sort())
        const saved = keysOf(lines).flatMap((head) => [head.key, ...head.matters])
        expect(saved).toEqual(lines.map((one) => one.key))
      }),
    )
  })

  it('go to the core with what was said of them, new lines without words left out', () => {
    const item = (id: string, parentId: string | null, text: string): AgendaItem =>
      ({
        id,
        parentId,
        no: 1,
        kind: 'decide',
        title: id,
        text,
        presenter: '',
        bodyIds: [],
        about: null,
      }) as unknown as AgendaItem
    const items = [
      item('0000000000000000000000000a', null, ''),
      item('0000000000000000000000000b', '0000000000000000000000000a', 'ที่ประชุมอภิปรายกว้างขวาง'),
    ]
    const lines = insertedAt(linesOf(items), 2, [emptyLine('matter'), emptyLine('matter', 'เรื่องใหม่')])
    const rows = rowsOf(lines, items)
    expect(agendaRows.safeParse(rows).success).toBe(true)
    expect(rows[0]?.matters.map(({ id, fields }) => [id, fields.title, fields.text, fields.kind])).toEqual([
      ['0000000000000000000000000b', '0000000000000000000000000b', 'ที่ประชุมอภิปรายกว้างขวาง', 'decide'],
      [null, 'เรื่องใหม่', '', 'decide'],
    ])
    expect(saying(lines)).not.toBe(saying(linesOf(items)))
    expect(saying(insertedAt(linesOf(items), 2, [emptyLine('matter')]))).toBe(saying(linesOf(items)))
    expect(withoutWords([line('x', 'matter', ' '), emptyLine('matter')]).map((one) => one.key)).toEqual(['x'])
  })

  it('come from a pasted list without its numbers', () => {
    expect(pastedTitles('4.1 รายงานสถานการณ์น้ำ\r\n๔.๒ ยาเสพติด\n\n3\tโครงการถนน\n- เรื่องอื่น')).toEqual([
      'รายงานสถานการณ์น้ำ',
      'ยาเสพติด',
      'โครงการถนน',
      'เรื่องอื่น',
    ])
    expect(pastedTitles('2567 เป็นปีของแผน')).toEqual(['2567 เป็นปีของแผน'])
  })

  it('know where the matters of a head end', () => {
    expect([endOfHead(agenda, 0), endOfHead(agenda, 1), endOfHead(agenda, 3)]).toEqual([3, 3, 5])
  })
})

const press = (key: string, code = '', change = {}) =>
  stateOfKey({ key, code, ctrlKey: false, altKey: false, metaKey: false, ...change })
const who = (id: string, state: AttendanceState, name: string, bodyIds: string[] = ['b']): Attendee =>
  ({
    id,
    state,
    name,
    position: 'กำนัน',
    seats: bodyIds.map((bodyId) => ({ bodyId, title: 'กรรมการ' })),
  }) as unknown as Attendee

describe('the list of attendance', () => {
  it('is marked with one key, in either layout', () => {
    // the key 1 of the Thai layout types ๅ
    expect([press('ๅ', 'Digit1'), press('1', 'Numpad1'), press('ม', 'Comma')]).toEqual([
      'present',
      'present',
      'present',
    ])
    expect([press('/', 'Digit2'), press('ท', 'KeyM')]).toEqual(['proxy', 'proxy'])
    expect([press('-', 'Digit3'), press('ข', 'Minus'), press('ล', 'KeyS')]).toEqual([
      'absent',
      'absent',
      'absent',
    ])
    expect(press('Delete', 'Delete')).toBe('called')
    expect([press('a', 'KeyA'), press('1', 'Digit1', { ctrlKey: true })]).toEqual([null, null])
  })

  it('is narrowed by words, state and body; the row being named stays', () => {
    const rows = [who('1', 'present', 'นายสมชาย ใจดี'), who('2', 'called', 'น.ส.น้ำฝน ณ นคร', ['c'])]
    const ids = (filter: Partial<Parameters<typeof shownRows>[1]>, stays: string | null = null) =>
      shownRows(rows, { text: '', show: 'all', bodyId: null, ...filter }, stays).map((row) => row.id)
    expect(ids({})).toEqual(['1', '2'])
    expect(ids({ text: 'นํ้าฝน' })).toEqual(['2'])
    expect(ids({ show: 'called' })).toEqual(['2'])
    expect(ids({ show: 'called' }, '1')).toEqual(['1', '2'])
    expect(ids({ bodyId: 'c' })).toEqual(['2'])
    expect(countsOf(rows)).toEqual({ called: 1, present: 1, proxy: 0, absent: 0 })
  })

  it('says the seats of a person once each, with the bodies where several meet', () => {
    const bodies = [
      { bodyId: 'b', shortName: 'ก.บ.อ.' },
      { bodyId: 'c', shortName: 'ศป.ปส.อ.' },
    ]
    const seats = [
      { bodyId: 'b', title: 'กรรมการ' },
      { bodyId: 'c', title: 'กรรมการ' },
      { bodyId: 'c', title: 'เลขานุการ' },
    ]
    expect(seatWords(seats, bodies, 'ทุกคณะ')).toBe('กรรมการ (ทุกคณะ) · เลขานุการ (ศป.ปส.อ.)')
    expect(seatWords(seats, [...bodies, { bodyId: 'd', shortName: 'ศปถ.อ.' }], 'ทุกคณะ')).toBe(
      'กรรมการ (ก.บ.อ., ศป.ปส.อ.) · เลขานุการ (ศป.ปส.อ.)',
    )
    expect(seatWords(seats.slice(0, 1), bodies.slice(0, 1), 'ทุกคณะ')).toBe('กรรมการ')
  })
})

describe('names in headings and lists', () => {
  const long = `การประชุมร่วม${'คณะกรรมการบริหารงานอำเภอแบบบูรณาการ '.repeat(4)}`.trim()
  const joint = (names: string) => `ประชุมร่วม ${names}`
  it('are shortened only for joint meetings with long names, and keep their count', () => {
    const bodies = [{ shortName: 'ก.บ.อ.' }, { shortName: 'ศปถ.อ.' }]
    expect(shortName({ name: `${long} ครั้งที่ 2/2565`, title: long, bodies }, joint)).toBe(
      'ประชุมร่วม ก.บ.อ., ศปถ.อ. ครั้งที่ 2/2565',
    )
    expect(shortName({ name: long, title: long, bodies: bodies.slice(0, 1) }, joint)).toBe(long)
    expect(shortName({ name: 'ประชุมหัวหน้าส่วนราชการ', title: 'ประชุมหัวหน้าส่วนราชการ', bodies }, joint)).toBe(
      'ประชุมหัวหน้าส่วนราชการ',
    )
  })
})

describe('follow-ups', () => {
  it('are late only after their day, in whole days', () => {
    expect([
      lateDays('2022-07-08', '2022-07-18'),
      lateDays('2022-07-18', '2022-07-18'),
      lateDays(null, '2022-07-18'),
    ]).toEqual([10, 0, 0])
    // over the end of a month and of February
    expect(lateDays('2024-02-28', '2024-03-01')).toBe(2)
  })
  it('are found by every word that is typed, wherever it stands', () => {
    const row = {
      text: 'เร่งรัดแผนตำบล',
      itemTitle: 'ผลการจัดทำแผน',
      meetingName: 'ก.บ.อ. ครั้งที่ 3/2565',
      ownerName: 'ปลัดอำเภอ',
      outcome: '',
      aboutName: null,
    }
    expect([
      matchesFollowUp(row, 'ปลัด ๓/๒๕๖๕'),
      matchesFollowUp(row, 'ปลัด ถนน'),
      matchesFollowUp(row, ''),
    ]).toEqual([true, false, true])
  })
})

const kind = (key: string, text: string, followUp = false): ResolutionKind => ({
  key,
  name: key,
  text,
  decides: false,
  followUp,
  source: '',
  certainty: '',
})
describe('a resolution', () => {
  const kinds = [kind('acknowledged', 'รับทราบ'), kind('assigned', 'มอบหมายให้', true), kind('other', '')]
  it('takes the usual words of its kind until somebody wrote others', () => {
    const row = newResolution(kinds[0]!, null)
    expect([row.text, row.state]).toEqual(['รับทราบ', 'none'])
    const assigned = asKind(row, kinds[1]!, kinds)
    expect([assigned.text, assigned.kind, assigned.state]).toEqual(['มอบหมายให้', 'assigned', 'open'])
    const written = asKind({ ...row, text: 'รับทราบ และให้เร่งรัด' }, kinds[1]!, kinds)
    expect([written.text, written.state]).toEqual(['รับทราบ และให้เร่งรัด', 'open'])
    expect(asKind({ ...assigned, state: 'done' }, kinds[0]!, kinds).state).toBe('done')
  })
  it('needs words before it is saved, and says in which row they are missing', () => {
    const form = {
      title: 'เรื่อง',
      presenter: '',
      text: '',
      resolutions: [newResolution(kinds[0]!, null), newResolution(kinds[2]!, null)],
    }
    const parsed = matterForm.safeParse(form)
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['resolutions.1.text'])
    expect(matterForm.safeParse({ ...form, resolutions: form.resolutions.slice(0, 1) }).success).toBe(true)
  })
})
