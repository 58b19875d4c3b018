import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import {
  addVillages,
  closeAll,
  directive,
  faultOf,
  finish,
  openTestCore,
  setUpDistrict,
} from '../../tests/support/core.ts'
import {
  bringIn,
  handIn,
  makePlans,
  openDistrict,
  openProvince,
  removeFolders,
} from '../../tests/support/packages.ts'
import type { Client } from '../contract.ts'
import type { Directive } from './contract.ts'
import type { DirectiveEdit } from './rules.ts'

afterEach(async () => {
  await closeAll()
  removeFolders()
})

async function office(today = '2023-03-20T03:00:00Z') {
  const made = await openTestCore()
  made.clock.set(today)
  await setUpDistrict(made.client)
  return made
}

/** The letter as its form has it. */
function editOf(read: Directive): DirectiveEdit {
  const { number, dated, receivedOn, receiveNo, speed, fromOffice, subject, editionFy, planFy, body, form } =
    read
  return {
    ...{ number, dated, receivedOn, receiveNo, speed, fromOffice, subject, editionFy, planFy, body, form },
    enclosures: read.enclosures.map(({ file: _file, ...one }) => one),
    example: read.example,
    duties: read.duties.map(({ id, no, kind, text, ownerName, dueOn }) => ({
      id,
      no,
      kind,
      text,
      ownerName,
      dueOn,
    })),
  }
}

async function attach(
  made: Awaited<ReturnType<typeof office>>,
  table: 'duty' | 'directive' | 'guidelineEdition',
  id: string,
) {
  async function* bytes() {
    yield Buffer.from(`%PDF-1.7\n${id}\n%%EOF`)
  }
  const { token } = await made.core.files.put('แนวทาง.pdf', bytes(), 't')
  return finish(made.client.attachments.add({ token, table, id }))
}

const issuesOf = async (call: Promise<unknown>) => {
  const fault = await faultOf(call)
  expect(fault.code).toBe('input.invalid')
  return (fault.params.issues as { path: unknown[]; key: string }[]).map(({ path, key }) => [
    path.join('.').replace(/^fields\./u, ''),
    key,
  ])
}

describe('forms of instructions', () => {
  it('asks for a number only where the form has one, and calls a notice by its form and day', async () => {
    const { client } = await office()
    expect(await issuesOf(client.directives.register({ ...directive, number: '' }))).toEqual([
      ['number', 'required'],
    ])
    expect(await issuesOf(client.directives.register({ ...directive, form: 'pigeon' }))).toEqual([
      ['form', 'unknownKey'],
    ])
    const notice = {
      ...directive,
      form: 'notice',
      number: '',
      receiveNo: '๑๒/๒๕๖๖',
      speed: 'urgent' as const,
    }
    const { id } = await client.directives.register(notice)
    expect(await client.directives.get({ id })).toMatchObject({
      name: 'ข่าว–ประกาศ 10 ม.ค. 66',
      formName: 'ข่าว–ประกาศ',
      receiveNo: '๑๒/๒๕๖๖',
      speed: 'urgent',
      state: 'received',
    })
    expect((await faultOf(client.directives.register(notice))).code).toBe('record.duplicate')
    // another one of the same day and sender has another subject
    await client.directives.register({ ...notice, subject: 'เรื่องอื่น', duties: [] })
    expect(await issuesOf(client.directives.register({ ...directive, receivedOn: '2023-01-09' }))).toEqual([
      ['receivedOn', 'receivedBeforeLetter'],
    ])
    expect(
      (
        await faultOf(
          client.directives.register({ ...directive, dated: '2023-03-21', receivedOn: null, duties: [] }),
        )
      ).code,
    ).toBe('date.inFuture')
  })
})

describe('a registered letter', () => {
  it('is put right with its duties; undo brings all of it back', async () => {
    const { client } = await office()
    const { id } = await client.directives.register(directive)
    const before = await client.directives.get({ id })
    const fields = editOf(before)
    const [first, second, ...rest] = fields.duties
    await client.directives.update({
      id,
      fields: {
        ...fields,
        number: 'ชพ ๐๐๑๗.๒/๑๑๒',
        duties: [
          { ...second!, no: 1, ownerName: 'นายเอ' },
          ...rest,
          { ...first!, id: null, no: 9, kind: 'other', text: 'ข้อใหม่', dueOn: null },
        ],
      },
    })
    const after = await client.directives.get({ id })
    expect(after.name).toBe('ชพ ๐๐๑๗.๒/๑๑๒')
    expect(after.duties.map((duty) => [duty.no, duty.id === second!.id, duty.text])).toEqual([
      [1, true, 'ทบทวนคำสั่ง'],
      [3, false, 'ส่งเสริม ศอช.'],
      [4, false, 'ประชุมเชิงปฏิบัติการ'],
      [5, false, 'ประสานภาคี'],
      [6, false, 'รายงานผล'],
      [9, false, 'ข้อใหม่'],
    ])
    await client.office.undo()
    expect(await client.directives.get({ id })).toEqual(before)
    expect(
      await issuesOf(
        client.directives.update({ id, fields: { ...fields, duties: [{ ...first!, dueOn: '2023-01-09' }] } }),
      ),
    ).toEqual([['duties.0.dueOn', 'dueBeforeLetter']])
  })

  it('keeps a duty with evidence, a note or a file', async () => {
    const made = await office()
    const { client } = made
    const { id } = await client.directives.register(directive)
    const read = await client.directives.get({ id })
    const without = (no: number) => {
      const fields = editOf(read)
      return client.directives.update({
        id,
        fields: { ...fields, duties: fields.duties.filter((duty) => duty.no !== no) },
      })
    }
    const [one, two] = read.duties
    await client.directives.setDuty({
      id: one!.id,
      state: 'doing',
      ownerName: '',
      dueOn: null,
      doneOn: null,
      evidence: 'บันทึกแล้ว',
    })
    await attach(made, 'duty', two!.id)
    expect(await faultOf(without(1))).toMatchObject({
      code: 'directive.dutyInUse',
      params: { no: 1, evidence: 1 },
    })
    expect(await faultOf(without(2))).toMatchObject({
      code: 'directive.dutyInUse',
      params: { no: 2, files: 1 },
    })
    await without(3)
    expect((await client.directives.get({ id })).duties).toHaveLength(5)
  })

  it('is removed with what is its own, not while work hangs on it', async () => {
    const made = await office()
    const { client } = made
    const { id } = await client.directives.register({
      ...directive,
      windows: [{ level: 'village', startsOn: '2023-02-01', endsOn: '2023-03-31' }],
    })
    const before = await client.directives.get({ id })
    const windows = await client.calendar.windows({ planFy: 2568 })
    await attach(made, 'directive', id)
    await client.directives.remove({ id })
    expect(await client.directives.list()).toEqual([])
    expect(
      (await client.calendar.windows({ planFy: 2568 })).find(({ level }) => level === 'village'),
    ).toMatchObject({ startsOn: '2023-01-01', directiveId: null })
    await client.office.undo()
    expect(await client.directives.get({ id })).toEqual(before)
    expect(await client.calendar.windows({ planFy: 2568 })).toEqual(windows)
    expect((await client.attachments.list({ table: 'directive', id })).rows).toHaveLength(1)

    await client.directives.setDuty({
      id: before.duties[0]!.id,
      state: 'done',
      ownerName: '',
      dueOn: null,
      doneOn: '2023-03-01',
      evidence: 'ประชุมแล้ว',
    })
    const { letterId } = await client.directives.passOn({ directiveId: id, group: 'tambonHeads' })
    expect(await faultOf(client.directives.remove({ id }))).toMatchObject({
      code: 'directive.inUse',
      params: { reports: 0, letters: 1, notes: 0, evidence: 1 },
    })
    await client.papers.removeLetter({ id: letterId })
    await client.directives.setDuty({
      id: before.duties[0]!.id,
      state: 'open',
      ownerName: '',
      dueOn: null,
      doneOn: null,
      evidence: '',
    })
    await client.directives.remove({ id })
  })

  it('shows which enclosures have no file yet', async () => {
    const made = await office()
    const { client } = made
    const { id } = await client.directives.register({
      ...directive,
      enclosures: [
        { title: 'แนวทางปฏิบัติ', quantity: 'จำนวน ๑ ชุด' },
        { title: 'แบบรายงาน', quantity: 'จำนวน ๑ ฉบับ' },
      ],
    })
    expect((await client.directives.list())[0]?.missingFiles).toBe(2)
    const file = await attach(made, 'directive', id)
    const [edition] = await client.directives.editions()
    const ofEdition = await attach(made, 'guidelineEdition', edition!.id)
    await client.directives.setEnclosureFile({ id, at: 0, attachmentId: ofEdition.id })
    await client.directives.setEnclosureFile({ id, at: 1, attachmentId: file.id })
    expect((await client.directives.get({ id })).enclosures).toEqual([
      {
        title: 'แนวทางปฏิบัติ',
        quantity: 'จำนวน ๑ ชุด',
        attachmentId: ofEdition.id,
        file: { id: ofEdition.id, name: 'แนวทาง.pdf', stored: true },
      },
      {
        title: 'แบบรายงาน',
        quantity: 'จำนวน ๑ ฉบับ',
        attachmentId: file.id,
        file: { id: file.id, name: 'แนวทาง.pdf', stored: true },
      },
    ])
    await client.attachments.remove({ id: file.id })
    expect((await client.directives.list())[0]?.missingFiles).toBe(1)
    await client.directives.setEnclosureFile({ id, at: 0, attachmentId: null })
    expect((await client.directives.get({ id })).enclosures.map(({ file }) => file)).toEqual([null, null])
    expect((await faultOf(client.directives.setEnclosureFile({ id, at: 2, attachmentId: null }))).code).toBe(
      'record.notFound',
    )
    const other = await client.directives.register({ ...directive, number: 'อื่น' })
    const foreign = await attach(made, 'directive', other.id)
    expect(
      (await faultOf(client.directives.setEnclosureFile({ id, at: 0, attachmentId: foreign.id }))).code,
    ).toBe('record.notFound')
  })
})

describe('duties', () => {
  it('are closed by a record or a file as well as by words, and say what day they are due', async () => {
    const made = await office()
    const { client } = made
    const { id } = await client.directives.register({
      ...directive,
      // a Saturday, and Songkran
      duties: [
        { ...directive.duties[1]!, dueOn: '2023-03-25' },
        { ...directive.duties[3]!, dueOn: '2023-04-13' },
        directive.duties[5]!,
      ],
    })
    const [orders, workshops, report] = (await client.directives.get({ id })).duties
    expect([orders!.dueOff?.kind, workshops!.dueOff?.kind, report!.dueOff]).toEqual([
      'weekend',
      'holiday',
      null,
    ])
    expect([orders!.href, workshops!.href, report!.href]).toEqual([
      '/bodies?edition=2566',
      '/activities?kind=workshop&edition=2566',
      `/reports?directive=${id}`,
    ])
    const close = { state: 'done' as const, ownerName: '', dueOn: null, doneOn: '2023-03-18', evidence: '' }
    expect(await issuesOf(client.directives.setDuty({ id: orders!.id, ...close }))).toEqual([
      ['evidence', 'evidenceMissing'],
    ])
    await attach(made, 'duty', orders!.id)
    await client.directives.setDuty({ id: orders!.id, ...close })
    const meeting = await client.papers.saveLetter({
      id: null,
      fields: {
        form: 'external',
        dated: '2023-03-01',
        subject: 'ส่งรายงาน',
        addressee: 'ผวจ.',
        references: [],
        enclosures: [],
        paragraphs: [],
        closing: '',
        signatoryId: null,
        speed: '',
        copyTo: '',
      },
    })
    await client.directives.setDuty({
      id: workshops!.id,
      ...close,
      evidenceLinks: [{ table: 'letter', id: meeting.id }],
    })
    const read = await client.directives.get({ id })
    expect(read.duties.map(({ state, files, evidenceLinks }) => [state, files, evidenceLinks])).toEqual([
      ['done', 1, []],
      [
        'done',
        0,
        [{ table: 'letter', id: meeting.id, name: 'ส่งรายงาน', href: `/papers/letters/${meeting.id}` }],
      ],
      ['open', 0, []],
    ])
    expect(
      await issuesOf(
        client.directives.setDuty({
          id: report!.id,
          ...close,
          evidenceLinks: [{ table: 'meeting', id: meeting.id }],
        }),
      ),
    ).toEqual([['evidenceLinks', 'unknownKey']])
    // who changed what and when
    const history = await client.office.recordHistory({ table: 'duty', id: workshops!.id })
    expect(history.at(-1)).toMatchObject({
      staffName: 'นายทดสอบ ระบบดี',
      before: { state: 'open' },
      after: { state: 'done' },
    })
    expect(
      (await client.directives.duties()).map(({ no, directiveName, kindName }) => [
        no,
        directiveName,
        kindName,
      ]),
    ).toEqual([
      [6, directive.number, 'รายงานผลการดำเนินงาน'],
      [2, directive.number, 'ทบทวนคำสั่งแต่งตั้ง'],
      [4, directive.number, 'ประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาตำบล'],
    ])
  })

  it('say how far the records are', async () => {
    const { client } = await office()
    const { id } = await client.directives.register(directive)
    const read = async () =>
      (await client.directives.dutyWork({ directiveId: id })).find(({ key }) => key === 'guidelineTambons')
    expect(await read()).toMatchObject({
      kind: 'teach',
      done: 0,
      expected: 5,
      href: '/activities?kind=session&edition=2566',
    })
    await client.directives.tell({
      directiveId: id,
      fields: {
        means: 'line',
        toldOn: '2023-03-01',
        recipients: [{ recipient: 'กำนัน', toKind: 'kamnan', toId: '800201', tambonCode: '800201' }],
      },
    })
    expect((await read())?.done).toBe(1)
  })
})

describe('editions of the guideline', () => {
  it('are made with the first letter that names them, keep both years and are not pulled away from under it', async () => {
    const made = await office()
    const { client } = made
    const { id } = await client.directives.register(directive)
    await client.directives.register({ ...directive, number: 'ชพ ๒', planFy: 2569 })
    const [edition, ...more] = await client.directives.editions()
    expect(more).toEqual([])
    expect(edition).toMatchObject({
      editionFy: 2566,
      planFy: 2568,
      source: directive.number,
      otherPlanFys: [2569],
      files: 0,
    })
    expect(edition!.title).toContain('(ฉบับปรับปรุง ประจำปีงบประมาณ พ.ศ. 2566)')
    expect(edition!.directives.map(({ name }) => name).sort()).toEqual([directive.number, 'ชพ ๒'].sort())
    expect((await faultOf(client.directives.removeEdition({ id: edition!.id }))).code).toBe('edition.inUse')
    const {
      id: _id,
      officeId: _office,
      files: _files,
      directives: _letters,
      otherPlanFys: _other,
      ...fields
    } = edition!
    expect(
      (
        await faultOf(
          client.directives.saveEdition({
            id: edition!.id,
            fields: { ...fields, editionFy: 2567, planFy: 2569 },
          }),
        )
      ).code,
    ).toBe('edition.inUse')
    expect(
      await issuesOf(client.directives.saveEdition({ id: null, fields: { ...fields, editionFy: 2024 } })),
    ).toContainEqual(['editionFy', 'christianYear'])
    expect((await faultOf(client.directives.saveEdition({ id: null, fields }))).code).toBe('record.duplicate')
    const own = await client.directives.saveEdition({
      id: null,
      fields: { ...fields, editionFy: 2565, planFy: 2567, title: 'ฉบับก่อน' },
    })
    await attach(made, 'guidelineEdition', own.id)
    expect((await client.directives.editions()).map(({ editionFy, files }) => [editionFy, files])).toEqual([
      [2566, 0],
      [2565, 1],
    ])
    await client.directives.removeEdition({ id: own.id })
    await client.office.undo()
    expect((await client.directives.editions())[1]).toMatchObject({ id: own.id, files: 1 })
    expect((await client.directives.get({ id })).edition).toMatchObject({ id: edition!.id, planFy: 2568 })
  })
})

describe('who was told', () => {
  async function district() {
    const made = await office()
    await addVillages(made.client, '800201', 2, 1)
    const { id } = await made.client.directives.register(directive)
    return { ...made, id }
  }
  const group = async (client: Client, kind: string) =>
    (await client.directives.recipients()).find((one) => one.kind === kind)!.recipients

  it('is picked from the lists, several at once, and who was not told is said', async () => {
    const { client, id } = await district()
    const kamnan = await group(client, 'kamnan')
    expect(kamnan).toHaveLength(5)
    const how = { means: 'meeting', toldOn: '2023-02-01', dutyId: null }
    expect(
      await client.directives.tell({ directiveId: id, fields: { ...how, recipients: kamnan.slice(0, 2) } }),
    ).toMatchObject({ already: 0 })
    const headmen = await group(client, 'headmen')
    const first = await client.directives.tell({
      directiveId: id,
      fields: { ...how, recipients: [...kamnan.slice(0, 2), headmen[0]!] },
    })
    expect([first.ids.length, first.already]).toEqual([1, 2])
    const { rows, coverage } = await client.directives.told({ directiveId: id })
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatchObject({ meansName: 'แจ้งในที่ประชุม', acknowledgedOn: null })
    expect(coverage.tambons.map(({ toldOn }) => toldOn)).toEqual([
      '2023-02-01',
      '2023-02-01',
      null,
      null,
      null,
    ])
    // every headman of the tambon is told, the head of its community is not
    expect(coverage.villages.map(({ recipient, toldOn }) => [recipient.split(' ')[0], toldOn])).toEqual([
      ['ผู้ใหญ่บ้าน', '2023-02-01'],
      ['ผู้ใหญ่บ้าน', '2023-02-01'],
      ['ประธานชุมชนทดสอบ', null],
    ])
    await client.directives.acknowledge({ ids: rows.map((row) => row.id), acknowledgedOn: '2023-02-03' })
    expect((await client.directives.told({ directiveId: id })).coverage.tambons[0]?.acknowledgedOn).toBe(
      '2023-02-03',
    )
    expect(
      await issuesOf(client.directives.acknowledge({ ids: [rows[0]!.id], acknowledgedOn: '2023-01-31' })),
    ).toEqual([['acknowledgedOn', 'acknowledgedBeforeTold']])
    await client.directives.removeTold({ ids: rows.map((row) => row.id) })
    expect((await client.directives.told({ directiveId: id })).rows).toEqual([])
    await client.office.undo()
    expect((await client.directives.told({ directiveId: id })).rows).toHaveLength(3)
  })

  it.each([
    ['before the letter', { toldOn: '2023-01-09' }, 'toldOn', 'toldBeforeLetter'],
    ['by an unknown means', { means: 'pigeon' }, 'means', 'unknownKey'],
    ['on no day', { toldOn: '2023-02-30' }, 'toldOn', 'badDate'],
    ['acknowledged before', { acknowledgedOn: '2023-01-31' }, 'acknowledgedOn', 'acknowledgedBeforeTold'],
  ])('refuses %s', async (_what, change, path, key) => {
    const { client, id } = await district()
    const fields = { means: 'line', toldOn: '2023-02-01', recipients: [{ recipient: 'นายหนึ่ง' }], ...change }
    expect(await issuesOf(client.directives.tell({ directiveId: id, fields }))).toEqual([[path, key]])
    expect(
      (
        await faultOf(
          client.directives.tell({
            directiveId: id,
            fields: { ...fields, means: 'line', acknowledgedOn: null, toldOn: '2023-03-21' },
          }),
        )
      ).code,
    ).toBe('date.inFuture')
  })

  it('by an own letter: the door drafts it, and when it is sent everybody on it is told', async () => {
    const { client, id } = await district()
    const { letterId } = await client.directives.passOn({ directiveId: id, group: 'tambonHeads' })
    const draft = await client.papers.letter({ id: letterId })
    expect(draft).toMatchObject({
      subject: directive.subject,
      aboutTable: 'directive',
      aboutId: id,
      problems: [],
    })
    expect(draft.references).toEqual(['หนังสือจังหวัดชุมพร ที่ ชพ ๐๐๑๗.๒/๑๑๑ ลงวันที่ 10 มกราคม 2566'])
    expect(draft.addresseeRows).toHaveLength(5)
    expect(draft.paragraphs.map(({ text }) => text).join(' ')).toContain('ภายในวันพฤหัสบดีที่ 20 กรกฎาคม 2566')
    expect((await faultOf(client.directives.toldByLetter({ directiveId: id, letterId }))).code).toBe(
      'directive.letterNotSent',
    )
    const [signer] = await client.office.signatories()
    const { id: _id, addresseeRows: _rows, problems: _problems, ...fields } = draft
    await client.papers.saveLetter({
      id: letterId,
      fields: { ...fields, signatoryId: signer!.id, dated: '2023-03-10' },
    })
    await client.papers.signLetter({ id: letterId, signedOn: '2023-03-10', number: { kind: 'first' } })
    expect((await client.directives.told({ directiveId: id })).unrecorded).toMatchObject([
      { letterId, addressees: 5 },
    ])
    await client.directives.toldByLetter({ directiveId: id, letterId })
    const { coverage, unrecorded, rows } = await client.directives.told({ directiveId: id })
    expect(unrecorded).toEqual([])
    expect(coverage.tambons.every(({ toldOn }) => toldOn === '2023-03-10')).toBe(true)
    expect(rows[0]).toMatchObject({
      about: { table: 'letter', id: letterId },
      aboutHref: `/papers/letters/${letterId}`,
      toKind: 'kamnan',
    })
    expect((await faultOf(client.directives.passOn({ directiveId: id, group: 'agencies' }))).code).toBe(
      'directive.nobodyToTell',
    )
  })
})

describe('the next year', () => {
  const next = { fromId: '', editionFy: 2567, planFy: 2569, dated: '2024-01-10', subject: 'แนวทางปฏิบัติประจำปี' }
  async function year() {
    const made = await office()
    const duties = directive.duties.map((duty) => ({
      ...duty,
      ownerName: `คน ${duty.no}`,
      text: `${duty.text} ปี พ.ศ. ๒๕๖๖`,
    }))
    const { id } = await made.client.directives.register({ ...directive, duties })
    const proposal = await made.client.directives.proposeCopy({ fromId: id, editionFy: null, intoId: null })
    const rows = proposal.duties.map(({ fromDutyId, no, kind, text, ownerName, dueOn }) => ({
      fromDutyId,
      no,
      kind,
      text,
      ownerName,
      dueOn,
    }))
    return { ...made, id, proposal, rows }
  }

  it('is proposed with owners, years and due dates moved, and opened before the letter comes', async () => {
    const { client, id, proposal, rows } = await year()
    expect(proposal).toMatchObject({
      years: 1,
      editionFy: 2567,
      planFy: 2569,
      dated: '2024-01-10',
      unknownHolidays: [],
    })
    expect(proposal.duties.map(({ dueOn, due }) => [dueOn, due?.sameDay, due?.off?.kind])).toEqual([
      [null, undefined, undefined],
      // 31 March 2024 is a Sunday
      ['2024-03-29', '2024-03-31', 'weekend'],
      [null, undefined, undefined],
      // 15 April is Songkran, before it a weekend
      ['2024-04-12', '2024-04-15', 'holiday'],
      [null, undefined, undefined],
      ['2024-07-19', '2024-07-20', 'weekend'],
    ])
    expect(proposal.duties[0]).toMatchObject({
      text: 'สร้างความเข้าใจ ปี พ.ศ. ๒๕๖๗',
      before: 'สร้างความเข้าใจ ปี พ.ศ. ๒๕๖๖',
      ownerName: 'คน 1',
    })
    // far ahead nobody knows the holidays yet: it is said
    expect(
      (await client.directives.proposeCopy({ fromId: id, editionFy: 2595, intoId: null })).unknownHolidays,
    ).toEqual([2595])
    const opened = await client.directives.openExpected({ ...next, fromId: id, rows })
    const read = await client.directives.get(opened)
    expect(read).toMatchObject({
      state: 'expected',
      number: '',
      name: 'หนังสือภายนอก 2567',
      copiedFrom: { id },
    })
    expect(
      read.duties.map(({ state, ownerName, copiedFromId }, at) => [
        state,
        ownerName,
        copiedFromId === rows[at]?.fromDutyId,
      ]),
    ).toEqual(rows.map(({ ownerName }) => ['open', ownerName, true]))
    expect((await client.directives.get({ id })).copies).toMatchObject([{ id: opened.id, state: 'expected' }])
    // it is there, but it is not the letter in hand, and nothing of it is late
    expect((await client.directives.list()).map(({ state }) => state)).toEqual(['expected', 'received'])
    expect((await client.calendar.planYears()).current).toBe(2568)
    // its duties stand on the home screen as planned, after those of the letter in hand
    const home = (await client.progress.home())!
    expect(home.duties.map(({ expected, lateDays }) => [expected, lateDays])).toEqual([
      ...rows.map(() => [false, 0]),
      ...rows.map(() => [true, 0]),
    ])
    expect(home.items.filter(({ href }) => href.includes(opened.id))).toEqual([])
    expect((await client.directives.editions()).map(({ editionFy }) => editionFy)).toEqual([2566])
    expect(await faultOf(client.directives.openExpected({ ...next, fromId: id, rows }))).toMatchObject({
      code: 'directive.expectedAlready',
      params: { edition: 2567, plan: 2569 },
    })
    expect(
      (
        await faultOf(
          client.directives.setDuty({
            id: read.duties[0]!.id,
            state: 'done',
            ownerName: '',
            dueOn: null,
            doneOn: '2023-03-01',
            evidence: 'x',
          }),
        )
      ).code,
    ).toBe('directive.notCome')
    expect(
      (
        await faultOf(
          client.directives.tell({
            directiveId: opened.id,
            fields: { means: 'line', toldOn: '2023-03-01', recipients: [{ recipient: 'ก' }] },
          }),
        )
      ).code,
    ).toBe('directive.notCome')
    await client.office.undo()
    expect(await client.directives.list()).toHaveLength(1)
  })

  it('comes: the expected letter becomes it, its duties are known again', async () => {
    const { client, clock, id, rows } = await year()
    const { id: expectedId } = await client.directives.openExpected({ ...next, fromId: id, rows })
    const planned = (await client.directives.get({ id: expectedId })).duties
    clock.set('2024-01-20T03:00:00Z')
    const arrived = {
      ...directive,
      number: 'ชพ ๐๐๑๗.๒/๙๙',
      dated: '2024-01-12',
      receivedOn: '2024-01-15',
      editionFy: 2567,
      planFy: 2569,
      duties: [
        { no: 1, kind: 'orders', text: 'ทบทวนคำสั่ง', ownerName: '', dueOn: '2024-03-15' },
        { ...rows[0]!, no: 2, ownerName: '', fromDutyId: undefined },
        { no: 3, kind: 'other', text: 'ส่งรายชื่อผู้ประสานงาน', ownerName: 'นางใหม่', dueOn: null },
      ].map(({ no, kind, text, ownerName, dueOn }) => ({ no, kind, text, ownerName, dueOn })),
    }
    const told = await client.directives.compareArrived({ id: expectedId, duties: arrived.duties })
    expect(told.map((one) => [one.is, one.expected?.no ?? null])).toEqual([
      ['changed', 2],
      ['same', 1],
      ['new', null],
      ['gone', 3],
      ['gone', 4],
      ['gone', 5],
      ['gone', 6],
    ])
    const before = await client.directives.get({ id: expectedId })
    expect(await client.directives.register({ ...arrived, intoId: expectedId })).toEqual({ id: expectedId })
    const read = await client.directives.get({ id: expectedId })
    expect(read).toMatchObject({
      state: 'received',
      number: arrived.number,
      dated: '2024-01-12',
      receivedOn: '2024-01-15',
    })
    expect(read.duties.map((duty) => [duty.no, duty.id, duty.ownerName, duty.dueOn])).toEqual([
      [1, planned[1]!.id, 'คน 2', '2024-03-15'],
      [2, planned[0]!.id, 'คน 1', null],
      [3, read.duties[2]!.id, 'นางใหม่', null],
    ])
    expect((await client.calendar.planYears()).current).toBe(2569)
    expect((await client.directives.editions()).map(({ editionFy }) => editionFy)).toEqual([2567, 2566])
    expect(
      (await faultOf(client.directives.register({ ...arrived, number: 'อื่น', intoId: expectedId }))).code,
    ).toBe('directive.notExpected')
    await client.office.undo()
    expect(await client.directives.get({ id: expectedId })).toEqual(before)
  })

  it('the duties go into a letter that is there, under free numbers, and not twice unseen', async () => {
    const { client, clock, id } = await year()
    clock.set('2024-02-01T03:00:00Z')
    const into = await client.directives.register({
      ...directive,
      number: 'ชพ ๕',
      dated: '2024-01-20',
      receivedOn: null,
      editionFy: 2567,
      planFy: 2569,
      duties: [{ no: 1, kind: 'orders', text: 'ทบทวนคำสั่ง', ownerName: '', dueOn: null }],
    })
    const proposal = await client.directives.proposeCopy({ fromId: id, editionFy: null, intoId: into.id })
    expect(proposal.duties.map(({ no, alike }) => [no, alike?.no ?? null])).toEqual([
      [2, null],
      [3, 1],
      [4, null],
      [5, null],
      [6, null],
      [7, null],
    ])
    const row = (at: number) => {
      const { fromDutyId, no, kind, text, ownerName, dueOn } = proposal.duties[at]!
      return { fromDutyId, no, kind, text, ownerName, dueOn }
    }
    expect(
      await issuesOf(
        client.directives.copyDuties({
          fromId: id,
          intoId: into.id,
          rows: [
            { ...row(0), no: 1 },
            { ...row(5), dueOn: '2024-01-19' },
          ],
        }),
      ),
    ).toEqual([
      ['rows.0.no', 'numberTwice'],
      ['rows.1.dueOn', 'dueBeforeLetter'],
    ])
    await client.directives.copyDuties({ fromId: id, intoId: into.id, rows: [row(0), row(5)] })
    expect((await client.directives.get({ id: into.id })).duties.map(({ no, state }) => [no, state])).toEqual(
      [
        [1, 'open'],
        [2, 'open'],
        [7, 'open'],
      ],
    )
    await client.office.undo()
    expect((await client.directives.get({ id: into.id })).duties).toHaveLength(1)
    expect(
      (await faultOf(client.directives.proposeCopy({ fromId: into.id, editionFy: null, intoId: id }))).code,
    ).toBe('directive.copyBackwards')
    expect(
      (await faultOf(client.directives.proposeCopy({ fromId: id, editionFy: 2566, intoId: null }))).code,
    ).toBe('directive.copyBackwards')
  })
})

describe('the province', () => {
  it('reads the letters, duties and who was told of a district, and changes nothing of them', async () => {
    const district = await openDistrict()
    district.clock.set('2022-07-15T03:00:00Z')
    await makePlans(district.client)
    const read = await district.client.directives.readLetter({
      text: readFileSync('tests/fixtures/letter-2565.txt', 'utf8'),
    })
    const { id } = await district.client.directives.register({
      ...directive,
      number: read.number!.value,
      dated: read.dated!.value,
      receivedOn: null,
      editionFy: 2565,
      planFy: 2567,
      duties: read.duties.map(({ no, kind, text, dueOn }) => ({ no, kind, text, ownerName: '', dueOn })),
      told: [
        {
          recipient: 'กำนันตำบลพรหมโลก',
          toKind: 'kamnan',
          toId: '800201',
          tambonCode: '800201',
          means: 'line',
          toldOn: '2022-02-01',
        },
      ],
    })
    const province = await openProvince()
    await bringIn(province, await handIn(district))
    const { officeId } = district
    expect(await province.client.directives.list()).toEqual([])
    expect((await province.client.directives.list({ officeId })).map((row) => [row.id, row.duties])).toEqual([
      [id, 6],
    ])
    expect(await province.client.directives.duties({ officeId })).toHaveLength(6)
    const mirror = await province.client.directives.get({ id })
    expect(mirror.officeId).toBe(officeId)
    const { rows, coverage } = await province.client.directives.told({ directiveId: id })
    expect(rows).toHaveLength(1)
    expect(coverage.tambons.filter(({ toldOn }) => toldOn !== null)).toHaveLength(1)
    expect((await province.client.directives.dutyWork({ directiveId: id })).length).toBeGreaterThan(0)
    for (const call of [
      province.client.directives.remove({ id }),
      province.client.directives.update({ id, fields: editOf(mirror) }),
      province.client.directives.setDuty({
        id: mirror.duties[0]!.id,
        state: 'open',
        ownerName: '',
        dueOn: null,
        doneOn: null,
        evidence: '',
      }),
      province.client.directives.removeTold({ ids: [rows[0]!.id] }),
    ])
      expect((await faultOf(call)).code).toBe('record.foreign')
  })
})
