/** Letters, who was told and duties put right afterwards: nothing that hangs on them vanishes or is left behind unsaid. */
import { afterEach, describe, expect, it } from 'vitest'
import {
  addVillages,
  closeAll,
  directive,
  faultOf,
  openTestCore,
  setUpDistrict,
} from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { Directive } from './contract.ts'
import type { DirectiveEdit } from './rules.ts'

afterEach(closeAll)

async function office(today = '2023-03-20T03:00:00Z') {
  const made = await openTestCore()
  made.clock.set(today)
  await setUpDistrict(made.client)
  await addVillages(made.client, '800201', 2)
  return made
}

function editOf(read: Directive): DirectiveEdit {
  const { number, dated, receivedOn, receiveNo, speed, fromOffice, subject, editionFy, planFy, body, form } =
    read
  return {
    ...{ number, dated, receivedOn, receiveNo, speed, fromOffice, subject, editionFy, planFy, body, form },
    enclosures: [],
    example: read.example,
    duties: read.duties.map(({ id, no, kind, text, ownerName, dueOn }) => ({
      ...{ id, no, kind, text, ownerName, dueOn },
    })),
  }
}

async function issuesOf(promise: Promise<unknown>): Promise<[string, string][]> {
  const { params } = await faultOf(promise)
  return (params.issues as { path: (string | number)[]; key: string }[]).map(({ path, key }) => [
    path.join('.'),
    key,
  ])
}

const how = { means: 'line', toldOn: '2023-02-01', acknowledgedOn: null, dutyId: null, about: null, note: '' }
const typed = { recipient: 'ประธาน อช.ตำบล', toKind: 'other' as const, toId: null, tambonCode: null }
const told = async (client: Client, id: string) => client.directives.told({ directiveId: id })

describe('one row of who was told', () => {
  it('is put right: another day, another recipient of the lists, a typed one that counts for his tambon', async () => {
    const { client } = await office()
    const { id } = await client.directives.register(directive)
    const { ids } = await client.directives.tell({ directiveId: id, fields: { ...how, recipients: [typed] } })
    const rowId = ids[0]!
    const covered = async () => (await told(client, id)).coverage.tambons.map(({ toldOn }) => toldOn)
    expect(await covered()).toEqual([null, null, null, null, null])
    await client.directives.saveTold({
      id: rowId,
      fields: { ...how, ...typed, toldOn: '2023-02-03', tambonCode: '800201', note: 'ทางไลน์กลุ่ม' },
    })
    expect((await told(client, id)).rows).toMatchObject([
      { id: rowId, toldOn: '2023-02-03', tambonCode: '800201', note: 'ทางไลน์กลุ่ม' },
    ])
    expect((await covered()).filter((on) => on === '2023-02-03')).toHaveLength(1)
    const kamnan = (await client.directives.recipients()).find(({ kind }) => kind === 'kamnan')!
      .recipients[1]!
    await client.directives.saveTold({ id: rowId, fields: { ...how, ...kamnan } })
    expect((await told(client, id)).rows).toMatchObject([{ toKind: 'kamnan', toId: kamnan.toId }])
    await client.office.undo()
    expect((await told(client, id)).rows).toMatchObject([{ toKind: 'other', tambonCode: '800201' }])
  })

  it('does not become a row that is there, of a tambon elsewhere, or by a record that is not there', async () => {
    const { client } = await office()
    const { id } = await client.directives.register(directive)
    const other = { ...typed, recipient: 'ประธานกองทุน' }
    const { ids } = await client.directives.tell({
      directiveId: id,
      fields: { ...how, recipients: [typed, other] },
    })
    const save = (change: object) =>
      client.directives.saveTold({ id: ids[1]!, fields: { ...how, ...other, ...change } })
    expect(await issuesOf(save({ recipient: ' ประธาน  อช.ตำบล ' }))).toEqual([['recipient', 'toldAlready']])
    expect(await issuesOf(save({ tambonCode: '960101' }))).toEqual([['tambonCode', 'foreignTambon']])
    expect(await issuesOf(save({ about: { table: 'meeting', id } }))).toEqual([['about', 'unknownKey']])
    expect(
      await issuesOf(
        client.directives.tell({
          directiveId: id,
          fields: { ...how, recipients: [{ ...typed, recipient: 'อื่น', tambonCode: '960101' }] },
        }),
      ),
    ).toEqual([['tambonCode', 'foreignTambon']])
    // as it is, it is no copy of itself
    await save({ note: 'แก้แล้ว' })
  })
})

describe('a letter put right', () => {
  it('keeps a duty of which somebody was told, and says so', async () => {
    const { client } = await office()
    const { id } = await client.directives.register(directive)
    const read = await client.directives.get({ id })
    const dutyId = read.duties[1]!.id
    const { ids } = await client.directives.tell({
      directiveId: id,
      fields: { ...how, dutyId, recipients: [typed] },
    })
    const without = () => {
      const fields = editOf(read)
      return client.directives.update({
        id,
        fields: { ...fields, duties: fields.duties.filter((one) => one.id !== dutyId) },
      })
    }
    expect(await faultOf(without())).toMatchObject({
      code: 'directive.dutyInUse',
      params: { no: 2, told: 1, reports: 0 },
    })
    await client.directives.removeTold({ ids })
    await without()
    expect((await client.directives.get({ id })).duties).toHaveLength(5)
  })

  it('is not dated after somebody was told of it', async () => {
    const { client } = await office()
    const { id } = await client.directives.register(directive)
    await client.directives.tell({ directiveId: id, fields: { ...how, recipients: [typed] } })
    const fields = editOf(await client.directives.get({ id }))
    const late = { ...fields, dated: '2023-02-02', receivedOn: '2023-02-02' }
    expect(await issuesOf(client.directives.update({ id, fields: late }))).toEqual([
      ['dated', 'letterAfterTold'],
    ])
    await client.directives.update({ id, fields: { ...late, dated: '2023-02-01' } })
  })

  it('takes the windows that it set to the plan FY it was put right to, with its new number', async () => {
    const { client } = await office()
    const village = { level: 'village' as const, startsOn: '2023-02-01', endsOn: '2023-03-31' }
    const { id } = await client.directives.register({ ...directive, windows: [village] })
    const of = async (planFy: number) =>
      (await client.calendar.windows({ planFy })).find(({ level }) => level === 'village')
    const before = [await of(2568), await of(2569)]
    const fields = editOf(await client.directives.get({ id }))
    await client.directives.update({ id, fields: { ...fields, number: 'ชพ 9/1', planFy: 2569 } })
    expect(await of(2568)).toMatchObject({ origin: 'rule', startsOn: '2023-01-01', directiveId: null })
    expect(await of(2569)).toMatchObject({ ...village, origin: 'letter', directiveId: id, source: 'ชพ 9/1' })
    await client.office.undo()
    expect([await of(2568), await of(2569)]).toEqual(before)
    await client.directives.update({ id, fields: { ...fields, number: 'ชพ 9/2' } })
    expect(await of(2568)).toMatchObject({ ...village, source: 'ชพ 9/2' })
  })

  it('goes without the window that a person typed by it', async () => {
    const { client } = await office()
    const { id } = await client.directives.register(directive)
    const own = { planFy: 2568, level: 'tambon' as const, startsOn: '2023-03-05', endsOn: '2023-04-20' }
    await client.calendar.setWindow({ ...own, source: 'โทรสาร', certainty: '', directiveId: id })
    await client.directives.remove({ id })
    expect(
      (await client.calendar.windows({ planFy: 2568 })).find(({ level }) => level === 'tambon'),
    ).toMatchObject({ ...own, origin: 'office', directiveId: null })
  })
})

describe('the next year', () => {
  it('copies a duty of 29 February to the working day before the 28th where there is no 29th', async () => {
    const { client } = await office('2024-01-20T03:00:00Z')
    const leap = {
      ...{ ...directive, dated: '2024-01-10', receivedOn: '2024-01-12', editionFy: 2567, planFy: 2569 },
      duties: [
        {
          ...{ no: 1, kind: 'report', ownerName: '', dueOn: '2024-02-29' },
          text: 'รายงานภายในวันพฤหัสบดีที่ ๒๙ กุมภาพันธ์ ๒๕๖๗',
        },
      ],
    }
    const { id } = await client.directives.register(leap)
    const copy = (editionFy: number) => client.directives.proposeCopy({ fromId: id, editionFy, intoId: null })
    expect((await copy(2568)).duties).toMatchObject([
      {
        text: 'รายงานภายในวันศุกร์ที่ ๒๘ กุมภาพันธ์ ๒๕๖๘',
        dueOn: '2025-02-28',
        due: { noSuchDay: true, sameDay: '2025-02-28' },
      },
    ])
    // 29 February 2028 is there again, a Tuesday
    expect((await copy(2571)).duties).toMatchObject([{ dueOn: '2028-02-29', due: { noSuchDay: false } }])
  })

  it('expects a letter whose duties are late for nobody, and knows them again under other numbers', async () => {
    const { client, clock } = await office()
    const { id } = await client.directives.register(directive)
    const proposal = await client.directives.proposeCopy({ fromId: id, editionFy: 2567, intoId: null })
    const opened = await client.directives.openExpected({
      ...{ fromId: id, editionFy: 2567, planFy: 2569, dated: '2024-01-10', subject: '' },
      rows: proposal.duties.map(({ fromDutyId, no, kind, text, ownerName, dueOn }) => ({
        ...{ fromDutyId, no, kind, text, ownerName: ownerName || `เจ้าของข้อ ${no}`, dueOn },
      })),
    })
    const again = client.directives.openExpected({
      ...{ fromId: id, editionFy: 2567, planFy: 2569, dated: '2024-01-10', subject: '' },
      rows: proposal.duties.map(({ fromDutyId, no, kind, text, ownerName, dueOn }) => ({
        ...{ fromDutyId, no, kind, text, ownerName, dueOn },
      })),
    })
    expect((await faultOf(again)).code).toBe('directive.expectedAlready')
    clock.set('2024-05-20T03:00:00Z')
    const due = async () =>
      (
        await client.calendar.events({ from: '2024-03-01', to: '2024-04-30', kinds: ['duty'], mine: false })
      ).events.map(({ state, lateDays, detail }) => [state, lateDays > 0, detail])
    expect(await due()).toEqual([
      ['open', false, directive.subject],
      ['open', false, directive.subject],
    ])
    const expected = await client.directives.get({ id: opened.id })
    const owners = new Map(expected.duties.map((one) => [one.kind, [one.id, one.ownerName]]))
    const number = 'ชพ ๐๐๑๗.๒/๒๒๒'
    await client.directives.register({
      ...{
        ...directive,
        number,
        dated: '2024-01-15',
        receivedOn: '2024-01-16',
        editionFy: 2567,
        planFy: 2569,
      },
      duties: expected.duties
        .map(({ no, kind, text, dueOn }) => ({ no: 7 - no, kind, text, ownerName: '', dueOn }))
        .reverse(),
      intoId: opened.id,
    })
    const came = await client.directives.get({ id: opened.id })
    expect(came.duties.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6])
    for (const one of came.duties) expect([one.id, one.ownerName]).toEqual(owners.get(one.kind))
    expect(await due()).toEqual([
      ['late', true, number],
      ['late', true, number],
    ])
  })

  it('has no edition that came tomorrow, or in a year in ค.ศ.', async () => {
    const { client } = await office()
    const fields = {
      ...{ editionFy: 2567, planFy: 2569, title: 'ฉบับ', receivedOn: '2023-03-21', source: '', note: '' },
      example: false,
    }
    const save = (change: object) =>
      client.directives.saveEdition({ id: null, fields: { ...fields, ...change } })
    expect((await faultOf(save({}))).code).toBe('date.inFuture')
    expect(await issuesOf(save({ editionFy: 2024, receivedOn: null }))).toContainEqual([
      'fields.editionFy',
      'christianYear',
    ])
    await save({ receivedOn: '2023-03-20' })
  })
})
