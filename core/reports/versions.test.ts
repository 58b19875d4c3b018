import { afterEach, describe, expect, it } from 'vitest'
import {
  activityBase,
  addVillages,
  closeAll,
  directive,
  faultOf,
  makePlan,
} from '../../tests/support/core.ts'
import { everyFigureTraced, figuresOf, reportOffice } from '../../tests/support/reports.ts'
import type { ActivityFields } from '../activities/rules.ts'
import type { Client } from '../contract.ts'

afterEach(closeAll)

/** What a preview says, without its markup. */
const paper = async (client: Client, ref: Parameters<Client['papers']['preview']>[0]) =>
  (await client.papers.preview(ref)).html
    .replaceAll(/<style>.*?<\/style>/gsu, '')
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/\s+/gu, ' ')
const act = async (client: Client, fields: Partial<ActivityFields> & { kind: ActivityFields['kind'] }) =>
  (await client.activities.save({ id: null, fields: { ...activityBase, ...fields } })).id
const people = (persons: number) => [{ group: 'people', persons }]
const addFigure = async (client: Client, change: Record<string, string | number | boolean | null> = {}) =>
  (
    await client.rules.addItem({
      id: 'report-figures',
      values: {
        ...{ name: 'ครัวเรือนที่ได้รับประโยชน์', dutyKind: 'partners', unit: 'count' },
        ...{ text: 'ครัวเรือนที่ได้รับประโยชน์ {{n}} ครัวเรือน', hasExpected: false, perTambon: true },
        ...change,
      },
    })
  ).key

describe('a corrected version', () => {
  it('is a draft with reason and words; the first stays as signed; its letter cites the first and lists what changed', async () => {
    const { client, reportId } = await reportOffice()
    const session = await act(client, { kind: 'session', attendance: people(40) })
    const gone = await act(client, { kind: 'session', subject: 'ประชุมที่ลงซ้ำ', attendance: people(7) })
    const dutyId = (await client.reports.get({ id: reportId })).duties[0]!.dutyId
    await client.reports.saveText({ reportId, dutyId, result: 'ฉบับแรก', problem: '', suggestion: '' })
    expect((await faultOf(client.reports.reopen({ id: reportId, reason: 'ผิด' }))).code).toBe(
      'report.notSigned',
    )
    const { letterId } = await client.reports.sign({ id: reportId, signedOn: '2023-07-18' })
    await client.papers.signLetter({ id: letterId, signedOn: '2023-07-18', number: { kind: 'first' } })

    await client.activities.remove({ id: gone })
    const row = (await client.activities.list({ editionFy: 2566, kind: 'session' })).find(
      (one) => one.id === session,
    )!
    await client.activities.save({
      id: session,
      fields: { ...activityBase, kind: 'session', attendance: people(45), subject: row.subject },
    })
    const now = await client.reports.differences({ id: reportId })
    expect(now).toMatchObject({ against: 'now', versionNo: 1, texts: [] })
    expect(now.figures.map(({ key, before, now: after }) => [key, before.value, after.value])).toEqual([
      ['sessionsHeld', 2, 1],
      ['sessionPersons', 47, 45],
    ])
    expect(now.figures[1]!.records).toEqual([
      expect.objectContaining({
        record: `activity:${session}`,
        before: 40,
        now: 45,
        href: expect.stringContaining(session),
        changedBy: 'นายทดสอบ ระบบดี',
      }),
      expect.objectContaining({
        record: `activity:${gone}`,
        label: 'ประชุมที่ลงซ้ำ',
        before: 7,
        now: null,
        href: '',
      }),
    ])
    expect(now.figures[1]!.records.every((one) => one.changedAt !== null)).toBe(true)

    const reason = 'บันทึกการประชุมซ้ำ และจำนวนผู้เข้าร่วมไม่ครบ'
    const { id } = await client.reports.reopen({ id: reportId, reason })
    expect(await client.reports.reopen({ id: reportId, reason })).toEqual({ id })
    expect(await client.reports.get({ id })).toMatchObject({
      versionNo: 2,
      state: 'draft',
      reason,
      supersedesId: reportId,
      reporterName: 'นายทดสอบ ระบบดี',
    })
    expect((await client.reports.list()).map((one) => [one.versionNo, one.supersededById])).toEqual([
      [2, null],
      [1, id],
    ])
    await client.reports.saveText({ reportId: id, dutyId, result: 'แก้ไขแล้ว', problem: '', suggestion: '' })
    const draft = await client.reports.differences({ id })
    expect(draft).toMatchObject({
      against: 'version',
      versionNo: 1,
      texts: [{ part: 'result', before: 'ฉบับแรก', now: 'แก้ไขแล้ว' }],
    })
    expect(draft.figures.map((one) => one.key)).toEqual(['sessionsHeld', 'sessionPersons'])

    const { letterId: second } = await client.reports.sign({ id, signedOn: '2023-07-25' })
    const letter = await client.papers.letter({ id: second })
    expect(letter.subject).toContain('(ฉบับแก้ไข)')
    expect(letter.references).toEqual([
      'หนังสือจังหวัดชุมพร ที่ ชพ ๐๐๑๗.๒/๑๑๑ ลงวันที่ ๑๐ มกราคม ๒๕๖๖',
      'หนังสืออำเภอพรหมคีรี ที่ นศ ๐๔๑๘/๐๐๐๑ ลงวันที่ ๑๘ กรกฎาคม ๒๕๖๖',
    ])
    const body = letter.paragraphs.map((one) => one.text).join('\n')
    expect(body).toContain(reason)
    expect(body).toContain('๑. ข้อ ๑ ประชุม/อบรมสร้างความรู้ความเข้าใจ เดิม ๒ แก้ไขเป็น ๑')
    expect(body).toContain('เดิม ๔๗ แก้ไขเป็น ๔๕')
    expect(body).toContain('แก้ไขถ้อยคำ')
    expect(JSON.stringify(letter)).not.toContain('{{')
    // the first can still be read as it was signed
    const first = await paper(client, { kind: 'report', id: reportId })
    expect(first).toContain('ฉบับแรก')
    expect(first).toContain('ผู้เข้าร่วม ๔๗ คน')
    const corrected = await paper(client, { kind: 'report', id })
    expect(corrected).toContain('ผู้เข้าร่วม ๔๕ คน')
    // what was corrected is no difference to the records any more
    expect((await client.reports.differences({ id })).figures).toEqual([])
    // what a version said against the one before does not move with the records
    await client.activities.remove({ id: session })
    expect(
      (await client.reports.differences({ id, with: 'version' })).figures.map((one) => one.now.value),
    ).toEqual([1, 45])
  })

  it('puts a long list of changes behind the letter, and can be thrown away', async () => {
    const { client, reportId } = await reportOffice()
    await client.reports.sign({ id: reportId, signedOn: '2023-07-18' })
    for (const [at, code] of ['800201', '800202', '800203'].entries()) {
      await act(client, { kind: 'session', tambonCode: code, attendance: people(10 + at) })
      await act(client, { kind: 'participation', tambonCode: code, steps: ['prepare'] })
      await act(client, { kind: 'workshop', tambonCode: code, attendance: people(5), cost: 100_00 })
    }
    await act(client, { kind: 'partner', partnerName: 'อบจ.' })
    const { id } = await client.reports.reopen({ id: reportId, reason: 'ลงข้อมูลภายหลัง' })
    await client.reports.discard({ id })
    expect((await client.reports.list()).map((one) => one.id)).toEqual([reportId])
    expect((await faultOf(client.reports.discard({ id: reportId }))).code).toBe('report.signed')
    const again = await client.reports.reopen({ id: reportId, reason: 'ลงข้อมูลภายหลัง' })
    const { letterId } = await client.reports.sign({ id: again.id, signedOn: '2023-07-25' })
    const letter = await client.papers.letter({ id: letterId })
    expect(letter.annexes[0]?.table?.rows.length).toBeGreaterThan(8)
    expect(letter.references[1]).toBe('หนังสืออำเภอพรหมคีรี ลงวันที่ ๑๘ กรกฎาคม ๒๕๖๖')
    expect(await paper(client, { kind: 'letter', id: letterId })).toContain('บัญชีรายการที่แก้ไข')
  })
})

describe('typed figures', () => {
  it('are the office’s own, typed per tambon with their source, marked, and never mixed with counted ones', async () => {
    const { client, reportId } = await reportOffice()
    const figure = await addFigure(client)
    const typed = (fields: Partial<Parameters<Client['reports']['saveFigure']>[0]>) =>
      client.reports.saveFigure({
        ...{ reportId, figure, tambonCode: '800201', value: 12, expected: null, source: 'ทะเบียน อบต.' },
        ...fields,
      })
    expect((await figuresOf(client, reportId))[figure]).toMatchObject({ typed: true, value: null })
    await typed({})
    await typed({ tambonCode: '800202', value: 30, source: 'กำนัน' })
    await typed({ tambonCode: '800203', value: 5 })
    await typed({ tambonCode: '800203', value: null, source: '' })
    expect((await figuresOf(client, reportId))[figure]).toMatchObject({ value: 42, typed: true })
    await everyFigureTraced(client, reportId)
    const issue = async (call: Promise<unknown>) => {
      const fault = await faultOf(call)
      const issues = fault.params.issues as { path: string[]; key: string }[] | undefined
      return issues?.map((one) => `${one.path.join('.')} ${one.key}`).join() ?? fault.code
    }
    expect(await issue(typed({ figure: 'villagePlans', tambonCode: null }))).toBe('report.figureCounted')
    expect(await issue(typed({ figure: 'nothing', tambonCode: null }))).toBe('record.notFound')
    expect(await issue(typed({ value: -1 }))).toBe('value negative')
    expect(await issue(typed({ value: 1.5 }))).toBe('value notWhole')
    expect(await issue(typed({ value: 10_000_001 }))).toBe('value tooMany')
    expect(await issue(typed({ source: '' }))).toBe('source required')
    expect(await issue(typed({ tambonCode: null }))).toBe('tambonCode required')
    expect(await issue(typed({ tambonCode: '100101' }))).toBe('tambonCode areaCode')
    expect(await issue(typed({ expected: 5, value: 6 }))).toBe('value moreThanAll')
    const inUse = await faultOf(client.rules.removeItem({ id: 'report-figures', key: figure }))
    expect(inUse.code).toBe('rules.inUse')

    const html = await paper(client, { kind: 'report', id: reportId })
    expect(html).toContain('ครัวเรือนที่ได้รับประโยชน์ ๔๒ ครัวเรือน*')
    expect(html).toContain('เป็นตัวเลขที่กรอกเอง')
    expect(html).toContain('พรหมโลก')
    await client.reports.sign({ id: reportId, signedOn: '2023-07-18' })
    expect(await issue(typed({}))).toBe('report.signed')
    const { id } = await client.reports.reopen({ id: reportId, reason: 'แก้' })
    expect((await figuresOf(client, id))[figure]).toMatchObject({ value: 42 })
    await client.reports.saveFigure({
      ...{ reportId: id, figure, tambonCode: '800201', value: 13, expected: null, source: 'ทะเบียนใหม่' },
    })
    const { figures } = await client.reports.differences({ id })
    expect(figures).toMatchObject([{ key: figure, typed: true, before: { value: 42 }, now: { value: 43 } }])
  })

  it('of the whole district ask for "of how many" and take money', async () => {
    const { client, reportId } = await reportOffice()
    const key = await addFigure(client, { perTambon: false, hasExpected: true, text: 'กองทุนชุมชน' })
    const base = { reportId, figure: key, tambonCode: null, source: 'ทะเบียน' }
    const fault = await faultOf(client.reports.saveFigure({ ...base, value: 3, expected: null }))
    expect(fault.params.issues).toMatchObject([{ path: ['expected'], key: 'required' }])
    await client.reports.saveFigure({ ...base, value: 3, expected: 9 })
    expect((await figuresOf(client, reportId))[key]).toMatchObject({
      value: 3,
      expected: 9,
      source: 'ทะเบียน',
    })
    // the words of the row name no place for the numbers: they stand behind them
    const html = await paper(client, { kind: 'report', id: reportId })
    expect(html).toContain('กองทุนชุมชน ๓ จาก ๙*')
  })
})

describe('last year', () => {
  const register = async (client: Client, editionFy: number, dated: string) => {
    const { windows: _windows, ...rest } = { windows: [], ...directive }
    const { id } = await client.directives.register({
      ...rest,
      editionFy,
      planFy: editionFy + 2,
      number: `ชพ ๐๐๑๗.๒/${editionFy}`,
      dated,
      receivedOn: dated,
      duties: directive.duties.map((duty) => ({ ...duty, dueOn: null })),
    })
    return id
  }

  it('is said to be unknown where there are no records, is counted where there are, and is taken as signed', async () => {
    const { client, clock, reportId } = await reportOffice()
    expect((await figuresOf(client, reportId)).sessionsHeld?.lastYear).toBeNull()
    await act(client, { kind: 'session', heldOn: '2023-02-01', attendance: people(50) })
    const last = { editionFy: 2565, kind: 'session' as const }
    const early = await act(client, {
      ...last,
      heldOn: '2022-05-01',
      attendance: people(11),
      tambonCode: '800202',
    })
    // after the same day of last year
    await act(client, { ...last, heldOn: '2022-07-11', attendance: people(500) })
    expect((await figuresOf(client, reportId)).sessionPersons).toMatchObject({
      value: 50,
      lastYear: { value: 11, from: 'counted', reportId: null },
    })
    const share = (await figuresOf(client, reportId)).sessionPersons!.shares.find(
      (one) => one.tambonCode === '800202',
    )
    expect(share).toMatchObject({ value: 0, lastYear: 11 })

    const directiveId = await register(client, 2565, '2022-01-10')
    clock.set('2022-07-20T03:00:00Z')
    const { id } = await client.reports.open({ directiveId })
    await client.reports.sign({ id, signedOn: '2022-07-20' })
    clock.set('2023-07-25T03:00:00Z')
    await client.activities.remove({ id: early })
    expect((await figuresOf(client, reportId)).sessionPersons).toMatchObject({
      lastYear: { value: 511, from: 'signed', reportId: id },
    })
  })
})

describe('bad input', () => {
  it('is refused with its reason', async () => {
    const { client, reportId } = await reportOffice()
    const head = { asOf: '2023-07-10', reporterName: 'นายก', reporterPosition: '', reporterTelephone: '' }
    const save = (fields: object) =>
      client.reports.saveHead({ id: reportId, fields: { ...head, signatoryId: null, ...fields } })
    expect((await faultOf(save({ asOf: '2023-07-26' }))).code).toBe('date.inFuture')
    expect((await faultOf(save({ asOf: '2566-07-01' }))).params.issues).toMatchObject([
      { key: 'buddhistYearInDate' },
    ])
    expect((await faultOf(save({ form: 'nothing' }))).code).toBe('record.notFound')
    await save({ form: 'byTambon' })
    await save({})
    expect((await client.reports.get({ id: reportId })).form).toBe('byTambon')
  })
})

it('counts the plans of each tambon, the late ones too', async () => {
  const { client, reportId } = await reportOffice()
  const one = await addVillages(client, '800201', 2)
  const two = await addVillages(client, '800202', 1)
  await makePlan(client, { level: 'village', areaKey: one[0]!, planFy: 2568 }, [1_00], '2023-02-10')
  await makePlan(client, { level: 'village', areaKey: two[0]!, planFy: 2568 }, [1_00], '2023-06-10')
  const figures = await figuresOf(client, reportId)
  expect(
    figures.villagePlans?.shares.map((share) => [share.tambonCode, share.value, share.expected]).slice(0, 2),
  ).toEqual([
    ['800201', 1, 2],
    ['800202', 1, 1],
  ])
  expect(figures.villagePlansInTime).toMatchObject({ value: 1, expected: 3 })
  const missing = await client.reports.missing({ reportId, figure: 'villagePlans', tambonCode: '800201' })
  expect(missing).toMatchObject([{ label: 'บ้านทดสอบ 2 หมู่ที่ 2', value: 1 }])
  await everyFigureTraced(client, reportId)
})
