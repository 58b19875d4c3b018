import { afterEach, describe, expect, it } from 'vitest'
import {
  addVillages,
  closeAll,
  directive,
  fakePort,
  faultOf,
  finish,
  makePlan,
  openTestCore,
  setUpDistrict,
  type TestCore,
} from '../../tests/support/core.ts'
import type { SeatFields } from '../bodies/rules.ts'
import type { Client } from '../contract.ts'
import type { Meeting } from './contract.ts'
import type { AgendaItemFields, OpenMeetingFields, ResolutionFields } from './rules.ts'

afterEach(closeAll)

const person = (firstName: string, position = '') => ({
  title: 'นาย',
  firstName,
  lastName: 'ใจดี',
  position,
  example: true,
})
const seat = (title: string, role: SeatFields['role'], firstName: string | null, post = ''): SeatFields => ({
  title,
  role,
  filledBy: post === '' ? 'person' : 'post',
  post,
  person: firstName === null ? null : person(firstName, post === '' ? `ตำแหน่งของ${firstName}` : ''),
})

/** Two bodies: the chief leads both, สอง sits in both, a kamnan's post is vacant in both. */
async function twoBodies(port = fakePort): Promise<TestCore & { tambon: string; centre: string }> {
  const core = await openTestCore({ port })
  await setUpDistrict(core.client)
  await addVillages(core.client, '800201', 2)
  const open = async (kind: string, seats: SeatFields[]) => {
    const { id } = await core.client.bodies.open({ kind, name: '', tambonCode: '800201', villageId: null })
    await core.client.bodies.saveSeats({ bodyId: id, seats: seats.map((fields) => ({ id: null, fields })) })
    return id
  }
  const tambon = await open('tambonCommittee', [
    seat('ประธานกรรมการ', 'chair', 'หัวหน้า', 'ปลัดอำเภอประจำตำบล'),
    seat('กรรมการ', 'member', 'สอง'),
    seat('กรรมการ', 'member', null, 'กำนันตำบลพรหมโลก'),
    seat('กรรมการและเลขานุการ', 'secretary', 'เลขา'),
  ])
  const centre = await open('coordCentreTambon', [
    seat('ประธาน', 'chair', 'ชุมชน'),
    seat('รองประธาน', 'vice', 'สอง'),
    seat('กรรมการ', 'member', null, 'กำนันตำบลพรหมโลก'),
  ])
  return { ...core, tambon, centre }
}

const opening = (bodyIds: string[], change: Partial<OpenMeetingFields> = {}): OpenMeetingFields => ({
  title: '',
  bodies: bodyIds.map((bodyId) => ({ bodyId, number: 1, numberYear: 2565 })),
  agenda: 'five',
  number: null,
  numberYear: null,
  heldOn: '2022-07-14',
  startsAt: '09.30',
  endsAt: '',
  place: 'ห้องประชุมที่ว่าการอำเภอพรหมคีรี',
  ...change,
})

const headOf = (meeting: Meeting, kind: string) =>
  meeting.items.find((item) => item.parentId === null && item.kind === kind)!

const itemFields = (title: string, change: Partial<AgendaItemFields> = {}): AgendaItemFields => ({
  kind: '',
  title,
  text: '',
  presenter: '',
  bodyIds: [],
  about: null,
  ...change,
})

/** Adds matters under a head and saves the whole agenda as the screen does. @returns ids of the new matters */
async function addMatters(
  client: Client,
  id: string,
  kind: string,
  matters: AgendaItemFields[],
): Promise<string[]> {
  const meeting = await client.meetings.get({ id })
  const heads = meeting.items.filter((item) => item.parentId === null)
  const fieldsOf = ({ kind: of, title, text, presenter, bodyIds, about }: AgendaItemFields) => ({
    kind: of,
    title,
    text,
    presenter,
    bodyIds,
    about,
  })
  const rows = heads.map((head) => ({
    id: head.id,
    fields: fieldsOf(head),
    matters: [
      ...meeting.items
        .filter((item) => item.parentId === head.id)
        .map((item) => ({ id: item.id as string | null, fields: fieldsOf(item) })),
      ...(head.kind === kind ? matters.map((fields) => ({ id: null, fields })) : []),
    ],
  }))
  const { ids } = await client.meetings.saveAgenda({ id, rows })
  const at = heads.findIndex((head) => head.kind === kind)
  return ids[at]!.matters.slice(-matters.length)
}

const resolved = (text: string, change: Partial<ResolutionFields> = {}): ResolutionFields => ({
  text,
  kind: 'approved',
  about: null,
  ownerName: '',
  dueOn: null,
  state: 'none',
  ...change,
})

async function decide(client: Client, itemId: string, fields: ResolutionFields): Promise<string> {
  const { ids } = await client.meetings.saveResolutions({ itemId, rows: [{ id: null, fields }] })
  return ids[0]!
}

/** Marks all known members present and records the meeting as held. */
async function hold(client: Client, id: string): Promise<void> {
  const meeting = await client.meetings.get({ id })
  const ids = meeting.attendance.filter((one) => one.name !== '').map((one) => one.id)
  await client.meetings.markAttendance({ id, ids, state: 'present', reason: '' })
  await client.meetings.hold({ id })
}

async function undoLast(client: Client): Promise<void> {
  await client.office.undo()
}

describe('a meeting is called', () => {
  it('of two bodies at once: title and counts proposed, everybody once in the order of the list', async () => {
    const { client, tambon, centre } = await twoBodies()
    const proposal = await client.meetings.propose({ bodyIds: [tambon, centre], heldOn: '2022-07-14' })
    expect(proposal).toMatchObject({ number: null, members: 5, vacant: 1, agenda: 'five', toCertify: 0 })
    expect(proposal.bodies.map((one) => [one.number, one.numberYear])).toEqual([
      [1, 2565],
      [1, 2565],
    ])
    const { id } = await client.meetings.open(opening([tambon, centre]))
    const meeting = await client.meetings.get({ id })
    expect(meeting.title).toBe(
      'การประชุมร่วมคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก และคณะกรรมการศูนย์ประสานงานองค์การชุมชน (ศอช.ต.) ตำบลพรหมโลก',
    )
    expect(meeting.attendance.map((one) => [one.no, one.name, one.position, one.seats.length])).toEqual([
      [1, 'นายหัวหน้า ใจดี', 'ปลัดอำเภอประจำตำบล', 1],
      [2, 'นายชุมชน ใจดี', 'ตำแหน่งของชุมชน', 1],
      [3, 'นายสอง ใจดี', 'ตำแหน่งของสอง', 2],
      [4, '', 'กำนันตำบลพรหมโลก', 2],
      [5, 'นายเลขา ใจดี', 'ตำแหน่งของเลขา', 1],
    ])
    expect(meeting.items.map((item) => item.label)).toEqual(['1', '2', '3', '4', '5'])
    expect(meeting).toMatchObject({
      chairName: 'นายหัวหน้า ใจดี',
      recorderName: 'นายเลขา ใจดี',
      state: 'planned',
    })
  })

  it('of many bodies under a title that still fits', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const bodies = []
    for (let at = 0; at < 25; at += 1) {
      const name = `คณะกรรมการที่มีชื่อยาวเป็นพิเศษลำดับที่ ${at + 1} ของอำเภอพรหมคีรี`
      const { id } = await client.bodies.open({ kind: 'other', name, tambonCode: null, villageId: null })
      bodies.push({ bodyId: id, number: null, numberYear: null })
    }
    const { id } = await client.meetings.open({ ...opening([]), bodies })
    const { attendance: _a, items: _i, quorum: _q, ...meeting } = await client.meetings.get({ id })
    expect(meeting.title.length).toBeLessThanOrEqual(600)
    await client.meetings.save({ id, fields: meeting })
  })

  it('with the next count of its body in the calendar year, and never one twice', async () => {
    const { client, tambon } = await twoBodies()
    await client.meetings.open(opening([tambon]))
    const next = await client.meetings.propose({ bodyIds: [tambon], heldOn: '2022-12-31' })
    expect([next.number, next.numberYear]).toEqual([2, 2565])
    const year = await client.meetings.propose({ bodyIds: [tambon], heldOn: '2023-01-01' })
    expect([year.number, year.numberYear]).toEqual([1, 2566])
    expect(await faultOf(client.meetings.open(opening([tambon])))).toMatchObject({
      code: 'meeting.numberTaken',
      params: { number: 1, year: 2565 },
    })
    expect((await client.meetings.list({ year: null })).rows).toHaveLength(1)
  })

  it('refuses a body twice, one that was closed, and an agenda nobody knows', async () => {
    const { client, tambon, centre } = await twoBodies()
    const issue = async (call: Promise<unknown>) =>
      ((await faultOf(call)).params.issues as { path: string[]; key: string }[])[0]
    expect(await issue(client.meetings.open(opening([tambon, tambon])))).toMatchObject({ key: 'bodyTwice' })
    expect(await issue(client.meetings.open(opening([tambon], { agenda: 'nine' })))).toMatchObject({
      path: ['agenda'],
      key: 'unknownKey',
    })
    await client.bodies.close({ id: centre })
    expect((await faultOf(client.meetings.open(opening([centre])))).code).toBe('meeting.bodyClosed')
  })

  it('brings in who holds the seats now and keeps what was recorded', async () => {
    const { client, tambon, centre } = await twoBodies()
    const { id } = await client.meetings.open(opening([tambon]))
    const before = await client.meetings.get({ id })
    const two = before.attendance.find((one) => one.name.includes('สอง'))!
    await client.meetings.markAttendance({ id, ids: [two.id], state: 'absent', reason: 'ลาป่วย' })
    await client.bodies.saveSeats({
      bodyId: tambon,
      seats: [
        { id: null, fields: seat('ประธานกรรมการ', 'chair', 'หัวหน้า', 'ปลัดอำเภอประจำตำบล') },
        { id: null, fields: seat('กรรมการ', 'member', 'ใหม่') },
      ],
    })
    const changes = (await client.meetings.get({ id })).memberChanges
    expect(changes).toMatchObject({ added: 1, kept: 1 })
    await client.meetings.refreshMembers({ id })
    const after = await client.meetings.get({ id })
    expect(after.attendance.map((one) => [one.no, one.name, one.state])).toEqual([
      [1, 'นายหัวหน้า ใจดี', 'called'],
      [2, 'นายใหม่ ใจดี', 'called'],
      [3, 'นายสอง ใจดี', 'absent'],
    ])
    expect(after.memberChanges).toMatchObject({ added: 0, changed: 0, gone: 0 })
    await client.meetings.setBodies({
      id,
      bodies: [
        { bodyId: tambon, number: 1, numberYear: 2565 },
        { bodyId: centre, number: 4, numberYear: 2565 },
      ],
    })
    const joint = await client.meetings.get({ id })
    expect(joint.bodies.map((one) => one.number)).toEqual([1, 4])
    expect([joint.number, joint.numberYear]).toEqual([null, null])
    expect(joint.attendance.map((one) => one.name)).toContain('นายชุมชน ใจดี')
    // สอง is called again as a member of the other body; what was recorded of him stays his
    expect(joint.attendance.filter((one) => one.name === 'นายสอง ใจดี')).toMatchObject([
      { id: two.id, state: 'absent', reason: 'ลาป่วย' },
    ])
  })
})

describe('agenda and attendance', () => {
  it('saves the whole tree in its order and refuses to drop a matter that has a resolution', async () => {
    const { client, tambon } = await twoBodies()
    const { id } = await client.meetings.open(opening([tambon]))
    const [a, b] = await addMatters(client, id, 'decide', [itemFields('เรื่อง ก'), itemFields('เรื่อง ข')])
    const meeting = await client.meetings.get({ id })
    expect(
      meeting.items
        .filter((item) => item.parentId !== null)
        .map((item) => [item.label, item.title, item.kind]),
    ).toEqual([
      ['4.1', 'เรื่อง ก', 'decide'],
      ['4.2', 'เรื่อง ข', 'decide'],
    ])
    await decide(client, a!, resolved('เห็นชอบ'))
    const rows = meeting.items
      .filter((item) => item.parentId === null)
      .map((head) => ({ id: head.id, fields: itemFields(head.title, { kind: head.kind }), matters: [] }))
    expect(await faultOf(client.meetings.saveAgenda({ id, rows }))).toMatchObject({
      code: 'meeting.itemHasResolutions',
      params: { title: 'เรื่อง ก' },
    })
    const kept = rows.map((row, at) => ({
      ...row,
      matters:
        at === 3 ? [b!, a!].map((one) => ({ id: one, fields: itemFields(one === a ? 'ก' : 'ข') })) : [],
    }))
    await client.meetings.saveAgenda({ id, rows: kept })
    const after = await client.meetings.get({ id })
    expect(after.items.slice(4, 6).map((item) => [item.label, item.id])).toEqual([
      ['4.1', b],
      ['4.2', a],
    ])
  })

  it('refuses a matter of a body that does not meet and a link into nothing', async () => {
    const { client, tambon, centre } = await twoBodies()
    const { id } = await client.meetings.open(opening([tambon]))
    const item = headOf(await client.meetings.get({ id }), 'decide')
    const wrong = async (change: Partial<AgendaItemFields>) =>
      (await faultOf(client.meetings.saveItem({ id: item.id, fields: itemFields('x', change) }))).params
        .issues
    expect(await wrong({ bodyIds: [centre] })).toMatchObject([
      { path: ['fields', 'bodyIds'], key: 'unknownKey' },
    ])
    expect(await wrong({ about: { table: 'plan', id: tambon } })).toMatchObject([
      { path: ['fields', 'about'] },
    ])
  })

  it('keeps proxies with name, absences with reason, guests; a member is never taken off by hand', async () => {
    const { client, tambon } = await twoBodies()
    const { id } = await client.meetings.open(opening([tambon]))
    const [chief, two, kamnan] = (await client.meetings.get({ id })).attendance
    const row = (one: Meeting['attendance'][number], change: object) => ({
      id: one.id as string | null,
      fields: {
        name: one.name,
        position: one.position,
        state: 'called' as const,
        proxyName: '',
        proxyPosition: '',
        reason: '',
        ...change,
      },
    })
    const blank = await faultOf(
      client.meetings.saveAttendance({ id, rows: [row(chief!, { state: 'proxy' })], removed: [] }),
    )
    expect(blank.params.issues).toMatchObject([{ key: 'required' }])
    const { ids } = await client.meetings.saveAttendance({
      id,
      rows: [
        row(chief!, { state: 'proxy', proxyName: 'นายแทน มาแทน', proxyPosition: 'ปลัดอำเภอ' }),
        row(two!, { state: 'absent', reason: 'ติดราชการ', proxyName: 'ค้างไว้' }),
        row(kamnan!, { name: 'นายกำนัน ใหม่', state: 'present' }),
        {
          id: null,
          fields: { ...row(chief!, { name: 'นางแขก', position: 'เกษตรอำเภอ', state: 'present' }).fields },
        },
      ],
      removed: [],
    })
    const after = (await client.meetings.get({ id })).attendance
    expect(after.find((one) => one.id === two!.id)).toMatchObject({
      state: 'absent',
      reason: 'ติดราชการ',
      proxyName: '',
    })
    expect(after.at(-1)).toMatchObject({ id: ids[3], kind: 'guest', name: 'นางแขก' })
    expect(
      await faultOf(client.meetings.saveAttendance({ id, rows: [], removed: [chief!.id] })),
    ).toMatchObject({
      code: 'meeting.memberRow',
      params: { name: 'นายหัวหน้า ใจดี' },
    })
    const [quorum] = (await client.meetings.get({ id })).quorum
    expect(quorum).toMatchObject({
      members: 4,
      present: 1,
      proxies: 1,
      counted: 2,
      needed: null,
      reached: null,
      rule: null,
    })
  })

  it('counts a quorum by the office’s rule, with or without proxies', async () => {
    const { client, tambon } = await twoBodies()
    await client.rules.saveItem({ id: 'bodies', key: 'tambonCommittee', values: { quorumOf: 'half' } })
    const { id } = await client.meetings.open(opening([tambon]))
    const [chief, two] = (await client.meetings.get({ id })).attendance
    await client.meetings.saveAttendance({
      id,
      rows: [chief!, two!].map((one, at) => ({
        id: one.id,
        fields: {
          name: one.name,
          position: one.position,
          state: at === 0 ? ('present' as const) : ('proxy' as const),
          proxyName: at === 0 ? '' : 'นายแทน',
          proxyPosition: '',
          reason: '',
        },
      })),
      removed: [],
    })
    const quorum = async () => (await client.meetings.get({ id })).quorum[0]
    expect(await quorum()).toMatchObject({ members: 3, needed: 2, counted: 2, reached: true })
    await client.rules.saveItem({ id: 'meeting-rules', key: 'proxyCounts', values: { applies: false } })
    expect(await quorum()).toMatchObject({ needed: 2, counted: 1, reached: false })
  })

  it('takes a pasted list: members present, others guests; tried first, nothing is kept', async () => {
    const { client, tambon } = await twoBodies()
    const { id } = await client.meetings.open(opening([tambon]))
    const paste = { id, text: '๑. สอง ใจดี\nนายคนนอก\tผู้สังเกตการณ์' }
    const tried = await client.meetings.pasteAttendance({ ...paste, dryRun: true })
    expect(tried).toEqual({ present: ['นายสอง ใจดี'], guests: ['นายคนนอก'], ambiguous: [] })
    expect((await client.meetings.get({ id })).attendance.some((one) => one.state === 'present')).toBe(false)
    await client.meetings.pasteAttendance({ ...paste, dryRun: false })
    const after = (await client.meetings.get({ id })).attendance
    expect(after.filter((one) => one.state === 'present').map((one) => [one.name, one.kind])).toEqual([
      ['นายสอง ใจดี', 'member'],
      ['นายคนนอก', 'guest'],
    ])
  })
})

describe('a meeting is held', () => {
  it('on a day that has come, with somebody there', async () => {
    const { client, tambon } = await twoBodies()
    const { id } = await client.meetings.open(opening([tambon], { heldOn: null }))
    expect((await faultOf(client.meetings.hold({ id }))).code).toBe('meeting.noDate')
    const { attendance: _a, items: _i, quorum: _q, ...meeting } = await client.meetings.get({ id })
    const fields = { ...meeting, heldOn: '2022-07-16' }
    await client.meetings.save({ id, fields })
    expect(await faultOf(client.meetings.hold({ id }))).toMatchObject({ code: 'date.inFuture' })
    await client.meetings.save({ id, fields: { ...fields, heldOn: '2022-07-15' } })
    expect((await faultOf(client.meetings.hold({ id }))).code).toBe('meeting.nobody')
    await hold(client, id)
    expect(await client.meetings.get({ id })).toMatchObject({ state: 'held', openedAt: '09.30' })
    expect((await faultOf(client.meetings.save({ id, fields }))).code).toBe('date.inFuture')
    await client.meetings.close({ id })
    expect((await faultOf(client.meetings.save({ id, fields }))).code).toBe('meeting.closed')
    await client.meetings.reopen({ id })
    await client.meetings.reopen({ id })
    expect((await client.meetings.get({ id })).state).toBe('planned')
    await client.meetings.remove({ id })
    expect((await client.meetings.list({ year: null })).rows).toEqual([])
    await undoLast(client)
    expect((await client.meetings.get({ id })).attendance).toHaveLength(4)
  })
})

describe('from the call to the certified minutes', () => {
  it('adopts the plan, signs the minutes, certifies them at the next meeting, and takes all of it back', async () => {
    const { client, tambon, centre, clock } = await twoBodies()
    const { planId } = await makePlan(
      client,
      { level: 'tambon', areaKey: '800201', planFy: 2567 },
      [1_000_000],
      null,
    )
    const { id } = await client.meetings.open(opening([tambon, centre]))
    const [itemId] = await addMatters(client, id, 'decide', [
      itemFields('พิจารณาแผนพัฒนาตำบล', { bodyIds: [tambon], about: { table: 'plan', id: planId } }),
    ])
    const found = await client.meetings.decidable({ meetingId: id })
    expect(found).toContainEqual(expect.objectContaining({ table: 'plan', id: planId, action: 'adoptPlan' }))
    const resolutionId = await decide(
      client,
      itemId!,
      resolved('เห็นชอบแผนพัฒนาตำบลตามที่เสนอ', { about: { table: 'plan', id: planId } }),
    )
    expect((await faultOf(client.meetings.carryOut({ resolutionId, planId: null }))).code).toBe(
      'meeting.notHeld',
    )
    await hold(client, id)
    await client.meetings.carryOut({ resolutionId, planId: null })
    const plan = await client.plans.get({ id: planId })
    expect(plan).toMatchObject({ state: 'adopted', adoptedOn: '2022-07-14', attendees: 3 })
    expect(plan.adoptedBy).toBe('คณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก ครั้งที่ 1/2565')
    expect(plan.resolution).toContain('ระเบียบวาระที่ 4.1 พิจารณาแผนพัฒนาตำบล')
    expect((await faultOf(client.meetings.carryOut({ resolutionId, planId: null }))).code).toBe(
      'meeting.alreadyCarried',
    )
    expect((await faultOf(client.meetings.reopen({ id }))).code).toBe('meeting.carriedOut')
    const again = (fields: ResolutionFields) =>
      client.meetings.saveResolutions({ itemId: itemId!, rows: [{ id: resolutionId, fields }] })
    expect((await faultOf(again(resolved('อื่น', { about: null })))).code).toBe('meeting.carriedOut')
    await again(resolved('เห็นชอบแผนพัฒนาตำบล', { about: { table: 'plan', id: planId } }))
    expect(
      (await client.meetings.get({ id })).items.find((one) => one.id === itemId)!.resolutions[0],
    ).toMatchObject({ text: 'เห็นชอบแผนพัฒนาตำบล', state: 'done', action: null })

    const sign = { meetingId: id, bodyId: tambon, signedOn: '2022-07-15' }
    const early = await faultOf(client.meetings.signMinutes({ ...sign, signedOn: '2022-07-13' }))
    expect(early.params.issues).toMatchObject([{ path: ['signedOn'], key: 'beforeMeeting' }])
    const { id: minutesId } = await client.meetings.signMinutes(sign)
    expect((await faultOf(client.meetings.signMinutes({ ...sign, bodyId: null }))).code).toBe(
      'meeting.minutesExist',
    )
    expect((await faultOf(client.meetings.remove({ id }))).code).toBe('meeting.signed')

    clock.set('2022-08-20T02:00:00.000Z')
    const { id: next } = await client.meetings.open(
      opening([tambon], {
        bodies: [{ bodyId: tambon, number: 2, numberYear: 2565 }],
        heldOn: '2022-08-19',
        agenda: 'six',
      }),
    )
    const second = await client.meetings.get({ id: next })
    expect(second.toCertify.map((one) => one.id)).toEqual([minutesId])
    expect(second.items.find((item) => item.about?.id === minutesId)).toMatchObject({
      label: '2.1',
      title:
        'รับรองรายงานการประชุมคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก ครั้งที่ 1/2565 เมื่อวันที่ 14 กรกฎาคม 2565',
    })
    const certify = { minutesId, byMeetingId: next, corrections: 'หน้า 2 แก้คำว่า ก เป็น ข' }
    expect((await faultOf(client.meetings.certifyMinutes(certify))).code).toBe('meeting.notHeld')
    expect((await faultOf(client.meetings.certifyMinutes({ ...certify, byMeetingId: id }))).code).toBe(
      'meeting.notLater',
    )
    await hold(client, next)
    await client.meetings.certifyMinutes(certify)
    expect((await client.meetings.get({ id })).minutes).toMatchObject([
      { state: 'certified', certifiedOn: '2022-08-19', certifiedById: next },
    ])
    expect((await faultOf(client.meetings.withdrawMinutes({ minutesId }))).code).toBe('meeting.certified')
    const certified = (await client.meetings.get({ id: next })).items.find(
      (one) => one.about?.id === minutesId,
    )!
    expect(certified.resolutions).toMatchObject([
      { kind: 'certified', text: 'รับรองรายงานการประชุม โดยให้แก้ไข ดังนี้ หน้า 2 แก้คำว่า ก เป็น ข' },
    ])
    await undoLast(client)
    expect((await client.meetings.get({ id })).minutes).toMatchObject([
      { state: 'signed', certifiedOn: null },
    ])
  })

  it('takes the carrying out of a resolution back as one: plan and resolution', async () => {
    const { client, tambon } = await twoBodies()
    const { planId } = await makePlan(client, { level: 'tambon', areaKey: '800201', planFy: 2567 }, [5], null)
    const { id } = await client.meetings.open(opening([tambon]))
    const [itemId] = await addMatters(client, id, 'decide', [itemFields('แผน')])
    const resolutionId = await decide(
      client,
      itemId!,
      resolved('เห็นชอบ', { about: { table: 'plan', id: planId } }),
    )
    await hold(client, id)
    await client.meetings.carryOut({ resolutionId, planId: null })
    await undoLast(client)
    expect((await client.plans.get({ id: planId })).state).toBe('draft')
    const item = (await client.meetings.get({ id })).items.find((one) => one.id === itemId)!
    expect(item.resolutions[0]).toMatchObject({ state: 'none', action: 'adoptPlan', outcome: '' })
  })

  it('lets the area refuse: an empty plan is not adopted, and nothing is noted', async () => {
    const { client, tambon } = await twoBodies()
    const { planId } = await makePlan(client, { level: 'tambon', areaKey: '800201', planFy: 2567 }, [], null)
    const { id } = await client.meetings.open(opening([tambon]))
    const [itemId] = await addMatters(client, id, 'decide', [itemFields('แผน')])
    const resolutionId = await decide(
      client,
      itemId!,
      resolved('เห็นชอบ', { about: { table: 'plan', id: planId } }),
    )
    await hold(client, id)
    expect((await faultOf(client.meetings.carryOut({ resolutionId, planId: null }))).code).toBe('plan.empty')
    const item = (await client.meetings.get({ id })).items.find((one) => one.id === itemId)!
    expect(item.resolutions[0]!.state).toBe('none')
  })

  it('drafts an order, finishes a duty and takes a project up', async () => {
    const { client, tambon } = await twoBodies()
    const { id: directiveId } = await client.directives.register({
      ...directive,
      dated: '2022-01-10',
      receivedOn: null,
      editionFy: 2565,
      planFy: 2567,
      duties: directive.duties.map((one) => ({ ...one, dueOn: null })),
    })
    const duties = (await client.directives.get({ id: directiveId })).duties
    const lower = await makePlan(
      client,
      { level: 'tambon', areaKey: '800201', planFy: 2567 },
      [7],
      '2022-07-01',
    )
    const upper = await client.plans.open({
      level: 'district',
      areaKey: '8002',
      planFy: 2567,
      spanStart: 2566,
      spanLength: 5,
      edition: 'first',
    })
    const entryId = (await client.plans.get({ id: lower.planId })).rows[0]!.id
    const { id } = await client.meetings.open(opening([tambon]))
    const items = await addMatters(client, id, 'decide', [
      itemFields('คำสั่ง'),
      itemFields('ภารกิจ'),
      itemFields('โครงการ'),
    ])
    const ids = [
      await decide(client, items[0]!, resolved('ให้แต่งตั้ง', { about: { table: 'body', id: tambon } })),
      await decide(client, items[1]!, resolved('รับไปทำแล้ว', { about: { table: 'duty', id: duties[1]!.id } })),
      await decide(client, items[2]!, resolved('ให้นำขึ้น', { about: { table: 'planEntry', id: entryId } })),
      await decide(client, items[2]!, resolved('รับทราบ', { kind: 'acknowledged' })),
    ]
    await hold(client, id)
    const order = await client.meetings.carryOut({ resolutionId: ids[0]!, planId: null })
    expect(order.table).toBe('appointmentOrder')
    expect((await client.orders.get({ id: order.id })).editionFy).toBe(2565)
    await client.meetings.carryOut({ resolutionId: ids[1]!, planId: null })
    const done = (await client.directives.get({ id: directiveId })).duties[1]!
    expect(done).toMatchObject({ state: 'done', doneOn: '2022-07-14' })
    expect(done.evidence).toContain('ระเบียบวาระที่ 4.2')
    // the second saving of the matter's resolutions left the first out
    expect((await faultOf(client.meetings.carryOut({ resolutionId: ids[2]!, planId: null }))).code).toBe(
      'record.notFound',
    )
    const [taken] = (
      await client.meetings.saveResolutions({
        itemId: items[2]!,
        rows: [{ id: null, fields: resolved('ให้นำขึ้น', { about: { table: 'planEntry', id: entryId } }) }],
      })
    ).ids
    await client.meetings.carryOut({ resolutionId: taken!, planId: null })
    expect((await client.plans.get({ id: upper.id })).rows.map((row) => row.takenFromId)).toEqual([entryId])
    expect(await client.meetings.decidable({ meetingId: id, q: 'โครงการ 1' })).toContainEqual(
      expect.objectContaining({ table: 'planEntry', id: entryId, action: 'takeUp' }),
    )
  })
})

describe('follow-ups', () => {
  it('go along to the next meetings until they are closed, each once', async () => {
    const { client, tambon, centre, clock } = await twoBodies()
    const { id } = await client.meetings.open(opening([tambon]))
    const [itemId] = await addMatters(client, id, 'decide', [itemFields('ซ่อมถนน')])
    const resolutionId = await decide(
      client,
      itemId!,
      resolved('มอบหมายให้ช่างสำรวจ', {
        kind: 'assigned',
        state: 'open',
        ownerName: 'นายช่าง',
        dueOn: '2022-07-31',
      }),
    )
    await hold(client, id)
    clock.set('2022-08-10T02:00:00.000Z')
    const [open] = await client.meetings.followUps({ state: 'open' })
    expect(open).toMatchObject({ id: resolutionId, label: '4.1', lateDays: 10, carriedTo: [] })
    expect(await client.meetings.followUps({ state: 'open', bodyId: centre })).toEqual([])
    const { id: next } = await client.meetings.open(
      opening([tambon, centre], {
        heldOn: '2022-08-10',
        agenda: 'six',
        bodies: [
          { bodyId: tambon, number: 2, numberYear: 2565 },
          { bodyId: centre, number: 1, numberYear: 2565 },
        ],
      }),
    )
    const carried = (await client.meetings.get({ id: next })).items.find(
      (item) => item.about?.id === resolutionId,
    )!
    expect(carried).toMatchObject({ label: '3.1', bodyIds: [tambon], presenter: 'นายช่าง' })
    expect(carried.text).toContain('มติที่ประชุม: มอบหมายให้ช่างสำรวจ')
    expect(await client.meetings.carryMatters({ id: next })).toEqual({ added: 0 })
    const bad = await faultOf(
      client.meetings.setFollowUp({
        id: resolutionId,
        state: 'done',
        doneOn: '2022-07-01',
        outcome: '',
        ownerName: '',
        dueOn: null,
      }),
    )
    expect(bad.params.issues).toMatchObject([{ key: 'beforeMeeting' }])
    await client.meetings.setFollowUp({
      id: resolutionId,
      state: 'done',
      doneOn: '2022-08-09',
      outcome: 'สำรวจแล้ว',
      ownerName: 'นายช่าง',
      dueOn: '2022-07-31',
    })
    const [closed] = await client.meetings.followUps({ state: 'done' })
    expect(closed).toMatchObject({ lateDays: 0, outcome: 'สำรวจแล้ว', carriedTo: [{ id: next }] })
    const third = await client.meetings.open(
      opening([tambon], { heldOn: '2022-08-10', bodies: [{ bodyId: tambon, number: 3, numberYear: 2565 }] }),
    )
    expect((await client.meetings.get({ id: third.id })).items.some((item) => item.about !== null)).toBe(
      false,
    )
  })
})

describe('two windows on one meeting', () => {
  it('what one adds is not lost by what the other, who had not read it, saves', async () => {
    const { client, core, tambon } = await twoBodies()
    const other = core.client({ id: 'other window' })
    const { id } = await client.meetings.open(opening([tambon]))
    const read = async () => (await client.meetings.get({ id })).items
    const before = await read()
    const seen = before.map((item) => item.id)
    const rows = before
      .filter((item) => item.parentId === null)
      .map((head) => ({
        id: head.id as string | null,
        fields: itemFields(head.title, { kind: head.kind }),
        matters: before
          .filter((item) => item.parentId === head.id)
          .map((item) => ({
            id: item.id as string | null,
            fields: itemFields(item.title, { kind: item.kind }),
          })),
      }))
    // this window: a matter with what was said of it and resolved
    const [head] = rows
    await client.meetings.saveAgenda({
      id,
      seen,
      rows: rows.map((row) =>
        row === head
          ? { ...row, matters: [{ id: null, fields: itemFields('เรื่องใหม่') }, ...row.matters] }
          : row,
      ),
    })
    const added = (await read()).find((item) => item.title === 'เรื่องใหม่')!
    await client.meetings.saveItem({
      id: added.id,
      fields: { ...itemFields('เรื่องใหม่', { kind: added.kind }), text: 'กล่าวในที่ประชุม' },
    })
    const said = before.find((item) => item.id === head!.id)!
    await client.meetings.saveItem({
      id: said.id,
      fields: { ...itemFields(said.title, { kind: said.kind }), text: 'ประธานแจ้ง' },
    })
    // the other, with the old agenda on screen, takes the first head away and adds a matter to the last
    const last = rows.at(-1)!
    await other.meetings.saveAgenda({
      id,
      seen,
      rows: rows
        .slice(1)
        .map((row) =>
          row === last ? { ...row, matters: [{ id: null, fields: itemFields('เรื่องของอีกหน้าต่าง') }] } : row,
        ),
    })
    const after = await read()
    expect(after.find((item) => item.id === added.id)).toMatchObject({
      text: 'กล่าวในที่ประชุม',
      parentId: head!.id,
    })
    expect(after.find((item) => item.id === head!.id)?.text).toBe('ประธานแจ้ง')
    expect(after.some((item) => item.title === 'เรื่องของอีกหน้าต่าง')).toBe(true)

    // resolutions of one matter in both windows
    const resolved = { kind: '', ownerName: '', dueOn: null, state: 'none' as const, about: null }
    const one = await client.meetings.saveResolutions({
      itemId: added.id,
      rows: [{ id: null, fields: { ...resolved, text: 'เห็นชอบ' } }],
      seen: [],
    })
    await other.meetings.saveResolutions({
      itemId: added.id,
      rows: [{ id: null, fields: { ...resolved, text: 'มอบหมาย' } }],
      seen: [],
    })
    const both = (await read()).find((item) => item.id === added.id)!
    expect(both.resolutions.map(({ text }) => text).sort()).toEqual(['มอบหมาย', 'เห็นชอบ'].sort())
    // who has read both takes one away
    const kept = both.resolutions.find(({ text }) => text === 'มอบหมาย')!
    await other.meetings.saveResolutions({
      itemId: added.id,
      rows: [{ id: kept.id, fields: { ...resolved, text: 'มอบหมาย' } }],
      seen: both.resolutions.map((row) => row.id),
    })
    expect(
      (await read()).find((item) => item.id === added.id)!.resolutions.map((row) => row.id),
    ).not.toContain(one.ids[0])
  })
})

describe('the invitation', () => {
  it('is a draft letter to every member once, with name, position and seats of each', async () => {
    const printed: string[] = []
    const { client, tambon, centre } = await twoBodies({
      ...fakePort,
      printPdf: (html) => {
        printed.push(html)
        return Promise.resolve(new TextEncoder().encode('%PDF-1.7\n%%EOF'))
      },
    })
    const { id } = await client.meetings.open(opening([tambon, centre]))
    const { letterId, addressees } = await client.meetings.invitation({
      meetingId: id,
      dated: null,
      signatoryId: null,
    })
    expect(addressees).toBe(5)
    const letter = await client.papers.letter({ id: letterId })
    expect(letter.subject).toContain('ขอเชิญประชุมร่วมคณะกรรมการ')
    expect(letter.paragraphs[0]!.text).toContain(
      'วันพฤหัสบดีที่ 14 กรกฎาคม 2565 เวลา 09.30 น. ณ ห้องประชุมที่ว่าการอำเภอพรหมคีรี',
    )
    expect(letter.enclosures).toHaveLength(1)
    expect((await client.meetings.get({ id })).letters).toMatchObject([{ id: letterId, state: 'draft' }])
    // all of them as one file, the agenda behind each and behind the copy for the file
    await finish(
      client.papers.make({
        paper: { kind: 'letterRun', id: letterId, fileCopy: true, agenda: true },
        format: 'pdf',
      }),
    )
    const text = (printed.at(-1) ?? '').replace(/<style.*?<\/style>|<[^>]+>|\s+/gsu, '')
    expect(text.split('สำเนาคู่ฉบับ')).toHaveLength(2)
    expect(text.split('ระเบียบวาระที่๑')).toHaveLength(7)
    expect(text.indexOf('ระเบียบวาระที่๑')).toBeGreaterThan(text.indexOf('ขอเชิญประชุม'))
    await undoLast(client)
    expect((await client.meetings.get({ id })).letters).toEqual([])
  })
})

describe('papers', () => {
  it('of a meeting for all bodies and for one, and the minutes stay as they were signed', async () => {
    const { client, tambon, centre } = await twoBodies()
    const { id } = await client.meetings.open(opening([tambon, centre]))
    await addMatters(client, id, 'decide', [
      itemFields('เรื่องของตำบล', { bodyIds: [tambon], text: 'ประธานชี้แจง\n1. ข้อแรก\n2. ข้อสอง' }),
      itemFields('เรื่องของศูนย์', { bodyIds: [centre] }),
    ])
    const text = async (kind: 'agenda' | 'signInSheet' | 'minutes', bodyId: string | null) =>
      (await client.papers.preview({ kind, id, bodyId })).html.replace(/<style.*?<\/style>|<[^>]+>/gsu, '')
    expect(await text('agenda', null)).toContain('เรื่องของศูนย์')
    const own = await text('agenda', tambon)
    expect(own).toContain('เรื่องของตำบล')
    expect(own).not.toContain('เรื่องของศูนย์')
    const sheet = await text('signInSheet', centre)
    expect(sheet).toContain('นายชุมชน ใจดี')
    expect(sheet).not.toContain('นายเลขา ใจดี')
    await hold(client, id)
    await client.meetings.signMinutes({ meetingId: id, bodyId: centre, signedOn: '2022-07-15' })
    const signed = await text('minutes', centre)
    expect(signed).toContain('เรื่องของศูนย์')
    await client.bodies.save({ id: centre, name: 'ศูนย์ชื่อใหม่' })
    expect(await text('minutes', centre)).toBe(signed)
    expect(await text('agenda', centre)).toContain('ศูนย์ชื่อใหม่')
    const other = await client.bodies.open({
      kind: 'districtCommittee',
      name: '',
      tambonCode: null,
      villageId: null,
    })
    expect((await faultOf(text('minutes', other.id))).code).toBe('meeting.notOfBody')
  })
})
