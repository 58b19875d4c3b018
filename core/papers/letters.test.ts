import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  closeAll,
  faultOf,
  finish,
  openTestCore,
  setUpDistrict,
  setUpProvince,
} from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { HostPort } from '../kernel/ports.ts'
import { readAddresseePaste } from './addressee-paste.ts'
import { fieldNames, filledFor, letterProblems } from './letter-tags.ts'
import { type LetterFields, letterFields } from './rules.ts'

afterEach(closeAll)

/** A printer that gives back what it was asked to print. */
function echoPort(): { port: HostPort; printed: string[] } {
  const printed: string[] = []
  const port: HostPort = {
    printPdf: (html) => {
      printed.push(html)
      return Promise.resolve(new TextEncoder().encode('%PDF-1.7\n%%EOF'))
    },
    places: () => Promise.resolve([]),
  }
  return { port, printed }
}

const words = (html: string) =>
  html
    .replace(/<style.*?<\/style>/gsu, '')
    .replace(/<[^>]+>/gu, '')
    .replace(/&#32;|\s+/gu, '')

async function signatoryOf(client: Client): Promise<string> {
  const [first] = await client.office.signatories()
  if (!first) throw new Error('no signatory')
  return first.id
}

const fields = (change: Partial<LetterFields> = {}): LetterFields =>
  letterFields.parse({
    dated: null,
    subject: 'ติดตามการรายงานของอำเภอ{{อำเภอ}}',
    addressee: 'นายอำเภอทุกอำเภอ',
    references: [],
    enclosures: [],
    paragraphs: [{ text: 'ขอให้อำเภอ{{อำเภอ}}รายงานผล' }, { text: 'จึงเรียนมาเพื่อดำเนินการ' }],
    closing: 'ขอแสดงความนับถือ',
    signatoryId: null,
    speed: '',
    copyTo: '',
    ...change,
  })

async function province(port?: HostPort) {
  const core = await openTestCore(port ? { port } : {})
  await setUpProvince(core.client)
  const signatoryId = await signatoryOf(core.client)
  const { rows, addressee } = await core.client.papers.addresseesOf({ group: 'districtChiefs', bodyIds: [] })
  return { ...core, signatoryId, rows, addressee }
}

describe('a letter to many', () => {
  it('goes to all 23 districts, a number each, as one paper in their order', async () => {
    const { port, printed } = echoPort()
    const { client, signatoryId, rows, addressee } = await province(port)
    expect(rows).toHaveLength(23)
    expect(addressee).toBe('นายอำเภอทุกอำเภอ')
    expect(rows[0]).toEqual({
      addressee: 'นายอำเภอเมืองนครศรีธรรมราช',
      fields: { จังหวัด: 'นครศรีธรรมราช', อำเภอ: 'เมืองนครศรีธรรมราช' },
    })
    const { id } = await client.papers.saveLetter({
      id: null,
      fields: fields({ signatoryId, numbering: 'each' }),
      addressees: rows,
    })
    expect(await client.papers.signLetter({ id, signedOn: '2022-07-14', number: { kind: 'first' } })).toEqual(
      {
        number: 1,
        year: 2565,
        last: 23,
      },
    )
    const book = await client.papers.register({ register: 'outgoing', year: 2565 })
    expect(book.rows.map(({ number, addressee: to, subject }) => [number, to, subject])).toEqual(
      rows.map((row, index) => [index + 1, row.addressee, `ติดตามการรายงานของอำเภอ${row.fields.อำเภอ}`]),
    )
    await finish(client.papers.make({ paper: { kind: 'letterRun', id, fileCopy: true }, format: 'pdf' }))
    const text = words(printed[0] ?? '')
    const places = rows.map((row) => text.indexOf(`ขอให้อำเภอ${row.fields.อำเภอ}รายงานผล`))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
    expect(text).toContain('นศ๐๐๑๙.๓/๐๐๒๓')
    expect(text).not.toContain('{{')
    // one copy for the file, with the numbers of all and the list of who was told what
    expect(text.split('สำเนาคู่ฉบับ').length - 1).toBe(1)
    const copy = text.slice(text.indexOf('สำเนาคู่ฉบับ'))
    expect(copy).toContain('นายอำเภอทุกอำเภอ')
    expect(copy).toContain('ขอให้อำเภอ(อำเภอ)รายงานผล')
    const list = copy.slice(copy.indexOf('บัญชีผู้รับ'))
    for (const row of rows) expect(list).toContain(`${row.addressee}${row.fields.อำเภอ}`)
    await finish(
      client.papers.make({ paper: { kind: 'letterRun', id, fileCopy: true, copies: 'each' }, format: 'pdf' }),
    )
    expect(words(printed[1] ?? '').split('สำเนาคู่ฉบับ').length - 1).toBe(23)
    const { title } = await client.papers.preview({
      kind: 'letter',
      id,
      addresseeId: (await client.papers.letter({ id })).addresseeRows[4]?.id ?? '',
    })
    expect(title).toContain(rows[4]?.fields.อำเภอ)
  })

  it('one number for all of a circular; undone as one', async () => {
    const { client, signatoryId, rows } = await province()
    const { id } = await client.papers.saveLetter({
      id: null,
      fields: fields({ signatoryId, circular: true }),
      addressees: rows,
    })
    await client.papers.signLetter({ id, signedOn: '2022-07-14', number: { kind: 'first' } })
    const book = await client.papers.register({ register: 'outgoing', year: 2565 })
    expect(book.rows).toMatchObject([{ number: 1, addressee: 'นายอำเภอทุกอำเภอ' }])
    const [line] = await client.papers.letters()
    expect(line).toMatchObject({ addressees: 23, number: 1, lastNumber: null, state: 'signed' })
    const second = (await client.papers.letter({ id })).addresseeRows[1]
    const { html } = await client.papers.preview({ kind: 'letter', id, addresseeId: second?.id ?? '' })
    expect(words(html)).toContain('นศ๐๐๑๙.๓/ว๐๐๐๑')
    expect(words(html)).toContain('เรียนนายอำเภอพรหมคีรี')
    await client.office.undo()
    expect((await client.papers.register({ register: 'outgoing', year: 2565 })).rows).toEqual([])
    expect(await client.papers.letter({ id })).toMatchObject({ state: 'draft', number: null })
  })

  it('says an unknown tag with its place and the addressee without a value, before signing and printing', async () => {
    const { port, printed } = echoPort()
    const { client, signatoryId, rows } = await province(port)
    const save = (change: Partial<LetterFields>, addressees = rows) =>
      client.papers.saveLetter({ id: null, fields: fields({ signatoryId, ...change }), addressees })
    const sign = (id: string) =>
      faultOf(client.papers.signLetter({ id, signedOn: '2022-07-14', number: { kind: 'first' } }))

    const { id } = await save({ paragraphs: [{ text: 'หนึ่ง' }, { text: 'ขอให้{{อำเถอ}}รายงาน' }] })
    expect(await sign(id)).toEqual({
      code: 'letter.unknownTag',
      params: { tag: 'อำเถอ', place: 'ย่อหน้าที่ 2' },
    })
    expect((await client.papers.letter({ id })).problems).toMatchObject([
      { kind: 'unknownTag', tag: 'อำเถอ', nearest: 'อำเภอ', place: { part: 'paragraph', at: 2 } },
    ])
    for (const kind of ['letterRun', 'letter'] as const) {
      const made = finish(client.papers.make({ paper: { kind, id }, format: 'pdf' }))
      expect((await faultOf(made)).code).toBe('letter.unknownTag')
    }
    expect(printed).toEqual([])

    const third = rows.map((row, index) =>
      index === 2 || index === 7 ? { ...row, fields: { ...row.fields, อำเภอ: '' } } : row,
    )
    expect(await sign((await save({}, third)).id)).toEqual({
      code: 'letter.missingValue',
      params: { tag: 'อำเภอ', addressee: rows[2]?.addressee, more: 1 },
    })
    expect((await sign((await save({ subject: 'เรื่อง {{อำเภอ' })).id)).code).toBe('letter.brokenTag')
    // a letter to one has no columns at all
    expect((await sign((await save({}, [])).id)).code).toBe('letter.unknownTag')
    expect((await client.papers.register({ register: 'outgoing', year: 2565 })).rows).toEqual([])
  })

  it('500 addressees: signed together in one step, all or nothing', async () => {
    const { client, signatoryId } = await province()
    const addressees = Array.from({ length: 500 }, (_, index) => ({
      addressee: `ผู้ใหญ่บ้าน หมู่ที่ ${index + 1} ${'ตำบลชื่อยาว'.repeat(12)}`,
      fields: { อำเภอ: `ที่ ${index + 1}` },
    }))
    const { id } = await client.papers.saveLetter({
      id: null,
      fields: fields({ signatoryId, numbering: 'each' }),
      addressees,
    })
    await client.papers.cancelNumber({ register: 'outgoing', year: 2565, number: 1, reason: 'เสีย' })
    await client.papers.reserveNumbers({ register: 'outgoing', year: 2565, count: 10, reason: 'ฝ่ายความมั่นคง' })
    // 2–11 are reserved and may be given; 12 … would be next, but 1 is cancelled: none of the 500 is taken
    const wrong = client.papers.signLetter({
      id,
      signedOn: '2022-07-14',
      number: { kind: 'given', number: 1 },
    })
    expect((await faultOf(wrong)).code).toBe('register.taken')
    expect((await client.papers.register({ register: 'outgoing', year: 2565 })).next).toBe(12)
    const signed = await client.papers.signLetter({
      id,
      signedOn: '2022-07-14',
      number: { kind: 'given', number: 2 },
    })
    expect(signed).toEqual({ number: 2, year: 2565, last: 501 })
    const { rows } = await client.papers.register({ register: 'outgoing', year: 2565 })
    expect(rows).toHaveLength(501)
    expect(rows.filter(({ state }) => state === 'reserved')).toEqual([])
    expect(rows.at(-1)).toMatchObject({ number: 501, addressee: addressees[499]?.addressee })
  })

  it('keeps addressees that are not given, and takes those away that are left out', async () => {
    const { client, rows } = await province()
    const { id } = await client.papers.saveLetter({ id: null, fields: fields(), addressees: rows })
    await client.papers.saveLetter({ id, fields: fields({ subject: 'อีกเรื่อง' }) })
    const before = (await client.papers.letter({ id })).addresseeRows
    expect(before).toHaveLength(23)
    await client.papers.saveLetter({ id, fields: fields(), addressees: rows.slice(1, 4) })
    const after = (await client.papers.letter({ id })).addresseeRows
    expect(after.map(({ addressee }) => addressee)).toEqual(
      rows.slice(1, 4).map(({ addressee }) => addressee),
    )
    expect(after.map(({ no }) => no)).toEqual([1, 2, 3])
    const { id: copy } = await client.papers.copyLetter({ id })
    expect(await client.papers.letter({ id: copy })).toMatchObject({
      state: 'draft',
      subject: fields().subject,
    })
    expect((await client.papers.letter({ id: copy })).addresseeRows).toHaveLength(3)
    await client.papers.removeLetter({ id })
    expect((await faultOf(client.papers.letter({ id }))).code).toBe('record.notFound')
    expect((await client.papers.letters()).map((line) => line.id)).toEqual([copy])
  })

  it('a signed run says for ever what was signed', async () => {
    const { client, signatoryId, rows } = await province()
    const { id } = await client.papers.saveLetter({
      id: null,
      fields: fields({ signatoryId }),
      addressees: rows,
    })
    await client.papers.signLetter({ id, signedOn: '2022-07-14', number: { kind: 'blank' } })
    const before = (await client.papers.preview({ kind: 'letterRun', id })).html
    await client.office.saveSignatory({
      id: signatoryId,
      name: 'นายมาใหม่ ภายหลัง',
      positionLines: ['ผู้ว่าราชการจังหวัดคนใหม่'],
      signs: ['letter'],
      active: true,
    })
    expect((await client.papers.preview({ kind: 'letterRun', id })).html).toBe(before)
    const again = faultOf(client.papers.saveLetter({ id, fields: fields(), addressees: rows.slice(1) }))
    expect((await again).code).toBe('letter.signed')
    // the number written by hand comes in afterwards, and stands on the paper
    await client.papers.setLetterNumber({ id, addresseeId: null, number: 3, gapReason: 'ทะเบียนเล่มกระดาษ' })
    expect(words((await client.papers.preview({ kind: 'letterRun', id })).html)).toContain('/๐๐๐๓')
    const twice = client.papers.setLetterNumber({ id, addresseeId: null, number: 4, gapReason: '' })
    expect((await faultOf(twice)).code).toBe('letter.hasNumber')
  })
})

describe('addressees', () => {
  it('of bodies are written to once, however many seats they have; a seat without a person by its post', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const person = { title: 'นาย', firstName: 'สมชาย', lastName: 'ใจดี', position: 'กำนัน', example: true }
    const seat = (title: string, change: object) => ({
      id: null,
      fields: {
        title,
        role: 'member' as const,
        filledBy: 'person' as const,
        post: '',
        person: null,
        ...change,
      },
    })
    const ids: string[] = []
    for (const kind of ['tambonCommittee', 'coordCentreTambon']) {
      const { id } = await client.bodies.open({ kind, name: '', tambonCode: '800201', villageId: null })
      await client.bodies.saveSeats({
        bodyId: id,
        seats: [
          seat('กรรมการ', { filledBy: 'post', post: 'เกษตรตำบลพรหมโลก' }),
          seat('ประธานกรรมการ', { filledBy: 'post', post: 'กำนันตำบลพรหมโลก', person }),
          seat('กรรมการ', {}),
        ],
      })
      ids.push(id)
    }
    const { rows, addressee } = await client.papers.addresseesOf({ group: 'members', bodyIds: ids })
    expect(addressee).toBe('คณะกรรมการทุกท่าน')
    expect(rows.map((row) => row.addressee)).toEqual(['เกษตรตำบลพรหมโลก', 'นายสมชาย ใจดี'])
    expect(rows[1]?.fields).toMatchObject({ ตำแหน่ง: 'กำนันตำบลพรหมโลก', ตำแหน่งในคณะกรรมการ: 'ประธานกรรมการ' })
    expect(rows[1]?.fields.คณะกรรมการ?.split(', ')).toHaveLength(2)
    expect((await faultOf(client.papers.addresseesOf({ group: 'nobody', bodyIds: [] }))).code).toBe(
      'letter.unknownGroup',
    )
  })

  it('of a district: tambons, and mayors as they are called', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const { rows } = await client.papers.addresseesOf({ group: 'tambonHeads', bodyIds: [] })
    expect(rows.map((row) => row.addressee)).toContain('กำนันตำบลทอนหงส์')
    for (const [name, laoType] of [
      ['เทศบาลตำบลพรหมโลก', 'SUBDISTRICT_MUNI'],
      ['องค์การบริหารส่วนตำบลนาเรียง', 'SAO'],
      ['แขวงทางหลวงนครศรีธรรมราช', 'AGENCY'],
    ] as const)
      await client.geography.saveLao({
        id: null,
        fields: { name, laoType, code: null, example: false },
        villages: [],
      })
    const laos = await client.papers.addresseesOf({ group: 'laoHeads', bodyIds: [] })
    expect(laos.rows.map((row) => row.addressee)).toEqual([
      'นายกเทศมนตรีตำบลพรหมโลก',
      'นายกองค์การบริหารส่วนตำบลนาเรียง',
    ])
    expect(laos.rows[0]?.fields).toEqual({ 'อปท.': 'เทศบาลตำบลพรหมโลก' })
    expect((await client.papers.addresseeGroups()).find(({ key }) => key === 'agencies')?.count).toBe(1)
  })

  it('are pasted from Excel with their columns', () => {
    expect(readAddresseePaste('อำเภอ\tเรียน\tจำนวน\r\nลานสกา\tนายอำเภอลานสกา\t12\n\t\t3\n', true)).toEqual({
      columns: ['อำเภอ', 'จำนวน'],
      empty: 1,
      rows: [{ addressee: 'นายอำเภอลานสกา', fields: { อำเภอ: 'ลานสกา', จำนวน: '12' } }],
    })
    expect(readAddresseePaste('กำนัน\tพรหมโลก\nผู้ใหญ่บ้าน', false)).toEqual({
      columns: [],
      empty: 0,
      rows: [
        { addressee: 'กำนัน', fields: {} },
        { addressee: 'ผู้ใหญ่บ้าน', fields: {} },
      ],
    })
    expect(readAddresseePaste('{{เรียน}}\t__proto__\nก\tข', true).rows[0]?.addressee).toBe('ก')
  })
})

describe('forms of a letter', () => {
  it('a memo and an announcement have their own registers and papers', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const signatoryId = await signatoryOf(client)
    const make = async (form: LetterFields['form']) => {
      const { id } = await client.papers.saveLetter({
        id: null,
        fields: fields({
          form,
          signatoryId,
          subject: 'ใช้แผนพัฒนาอำเภอ',
          addressee: form === 'announcement' ? '' : 'นายอำเภอพรหมคีรี',
          paragraphs: [{ text: 'ตามที่ได้จัดทำแผน', heading: 'เรื่องเดิม' }],
        }),
      })
      await client.papers.signLetter({ id, signedOn: '2022-07-14', number: { kind: 'first' } })
      return words((await client.papers.preview({ kind: 'letter', id })).html)
    }
    const [external, memo, announcement] = [
      await make('external'),
      await make('memo'),
      await make('announcement'),
    ]
    expect(memo).toContain('บันทึกข้อความ')
    expect(memo).toContain('เรื่องเดิม')
    expect(memo).not.toContain('ขอแสดงความนับถือ')
    expect(announcement).toContain('ประกาศอำเภอพรหมคีรี')
    expect(announcement).toContain('ประกาศณวันที่๑๔กรกฎาคมพ.ศ.๒๕๖๕')
    expect(external).toContain('ขอแสดงความนับถือ')
    for (const register of ['outgoing', 'memo', 'announcement'])
      expect((await client.papers.register({ register, year: 2565 })).rows).toMatchObject([{ number: 1 }])
    expect((await client.papers.letters({ form: 'memo' })).map((line) => line.form)).toEqual(['memo'])
    expect(await client.papers.letters()).toHaveLength(3)
  })

  it('only an announcement has no addressee', () => {
    const bare = { ...fields(), addressee: '' }
    expect(letterFields.safeParse({ ...bare, form: 'announcement' }).success).toBe(true)
    expect(letterFields.safeParse(bare).error?.issues).toMatchObject([
      { path: ['addressee'], message: 'required' },
    ])
  })

  it('model letters hold no tag that nobody fills in', async () => {
    for (const setUp of [setUpDistrict, setUpProvince]) {
      const { client } = await openTestCore()
      await setUp(client)
      const models = await client.papers.letterModels()
      const groups = new Set((await client.papers.addresseeGroups()).map(({ key }) => key))
      expect(models.length).toBeGreaterThan(3)
      for (const { fields: model, group, key } of models) {
        const { id } = await client.papers.saveLetter({
          id: null,
          fields: { ...model, dated: null, signatoryId: null },
        })
        const { problems } = await client.papers.letter({ id })
        // what is left are columns of the group that it goes to
        const columns = ['อปท.', 'อำเภอ', 'ตำบล', 'เรื่องที่ค้างส่ง', 'กำหนดส่ง']
        expect(
          problems.filter((one) => one.kind !== 'blank' && !columns.includes(one.tag)),
          key,
        ).toEqual([])
        expect(group === '' || groups.has(group) || ['laoHeads', 'tambonHeads'].includes(group), key).toBe(
          true,
        )
      }
    }
  })

  it('is printed to be looked at, but not signed, while words of its model wait to be typed over', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const [signatory] = await client.office.signatories()
    const models = await client.papers.letterModels()
    const model = models.find((one) =>
      one.fields.paragraphs.some(({ text }) => text.includes('[วันครบกำหนด]')),
    )
    if (!model) throw new Error('no model with a day to fill in')
    const letter = { ...model.fields, dated: null, signatoryId: signatory?.id ?? null }
    const addressees = [
      { addressee: 'นายอำเภอลานสกา', fields: { อำเภอ: 'ลานสกา', ตำบล: 'ลานสกา', 'อปท.': 'อบต.ลานสกา' } },
    ]
    const { id } = await client.papers.saveLetter({ id: null, fields: letter, addressees })
    expect(
      (await client.papers.letter({ id })).problems.map(({ kind, tag }) => ({ kind, tag })),
    ).toContainEqual({
      kind: 'blank',
      tag: '[วันครบกำหนด]',
    })
    const { html } = await client.papers.preview({ kind: 'letter', id })
    expect(html.replace(/<[^>]+>/gu, '')).toContain('[วันครบกำหนด]')
    const sign = () => client.papers.signLetter({ id, signedOn: '2022-07-01', number: { kind: 'blank' } })
    expect((await faultOf(sign())).code).toBe('letter.blank')
    const typed = (text: string) => text.replace(/\[[^\]]+\]/gu, '1 กรกฎาคม 2565')
    await client.papers.saveLetter({
      id,
      fields: {
        ...letter,
        subject: typed(letter.subject),
        references: letter.references.map(typed),
        enclosures: letter.enclosures.map((one) => ({ ...one, title: typed(one.title) })),
        paragraphs: letter.paragraphs.map((one) => ({ ...one, text: typed(one.text) })),
      },
    })
    await sign()
    expect((await client.papers.letter({ id })).state).toBe('signed')
  })

  it('goes out after it was signed, not before', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const { id } = await client.papers.saveLetter({
      id: null,
      fields: fields({ subject: 'ก', paragraphs: [{ text: 'ข' }], signatoryId: await signatoryOf(client) }),
    })
    const send = (sentOn: string) => client.papers.sendLetter({ id, sentOn, sentHow: 'ไปรษณีย์' })
    expect((await faultOf(send('2022-07-14'))).code).toBe('letter.notSigned')
    await client.papers.signLetter({ id, signedOn: '2022-07-13', number: { kind: 'first' } })
    expect((await faultOf(send('2022-07-12'))).code).toBe('letter.sentBefore')
    expect((await faultOf(send('2022-07-16'))).code).toBe('date.inFuture')
    await send('2022-07-14')
    expect(await client.papers.letter({ id })).toMatchObject({ state: 'sent', sentHow: 'ไปรษณีย์' })
    const { html } = await client.papers.preview({ kind: 'register', register: 'outgoing', year: 2565 })
    expect(words(html)).toContain('ส่งแล้ว14ก.ค.65ไปรษณีย์')
  })
})

describe('a signed letter that was never sent', () => {
  it('is cancelled with all its numbers and the reason; one that was sent is not', async () => {
    const { client, signatoryId, rows } = await province()
    const make = async () => {
      const { id } = await client.papers.saveLetter({
        id: null,
        fields: fields({ signatoryId, numbering: 'each' }),
        addressees: rows.slice(0, 3),
      })
      return id
    }
    const id = await make()
    const annul = (which: string) => client.papers.annulLetter({ id: which, reason: 'พิมพ์ชื่อผิด' })
    expect((await faultOf(annul(id))).code).toBe('letter.notSigned')
    await client.papers.signLetter({ id, signedOn: '2022-07-14', number: { kind: 'first' } })
    const { html: signed } = await client.papers.preview({ kind: 'letter', id })
    await annul(id)
    const book = await client.papers.register({ register: 'outgoing', year: 2565 })
    expect(book.rows.map(({ number, state, reason }) => [number, state, reason])).toEqual(
      [1, 2, 3].map((number) => [number, 'cancelled', 'พิมพ์ชื่อผิด']),
    )
    expect(await client.papers.letter({ id })).toMatchObject({
      state: 'cancelled',
      cancelReason: 'พิมพ์ชื่อผิด',
    })
    expect((await client.papers.preview({ kind: 'letter', id })).html).toBe(signed)
    const send = (which: string) =>
      client.papers.sendLetter({ id: which, sentOn: '2022-07-15', sentHow: 'ไปรษณีย์' })
    expect((await faultOf(send(id))).code).toBe('letter.cancelled')
    expect((await faultOf(annul(id))).code).toBe('letter.cancelled')

    // undone as one: the letter counts again, with its numbers
    await client.office.undo()
    expect((await client.papers.letter({ id })).state).toBe('signed')
    expect(
      (await client.papers.register({ register: 'outgoing', year: 2565 })).rows.every(
        ({ state, paper }) => state === 'used' && paper?.id === id,
      ),
    ).toBe(true)

    await send(id)
    expect((await faultOf(annul(id))).code).toBe('letter.alreadySent')
    const next = await make()
    expect(
      await client.papers.signLetter({ id: next, signedOn: '2022-07-15', number: { kind: 'next' } }),
    ).toMatchObject({ number: 4, last: 6 })
  })
})

describe('tags of a letter', () => {
  const builtIn = { addressee: 'เรียน', no: 'ลำดับ' }
  const text = fc.string({ maxLength: 20 }).filter((part) => !/[{}]/u.test(part))
  const name = fc.stringMatching(/^[ก-ฮa-z]{1,8}$/u)

  it('whatever the columns, no known tag is left and nothing else is changed', () => {
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.stringMatching(/^[ก-ฮ0-9$&]{1,9}$/u), { minKeys: 1, maxKeys: 4 }),
        fc.array(text, { minLength: 1, maxLength: 5 }),
        (columns, parts) => {
          const names = fieldNames([{ fields: columns }])
          const template = parts.map((part, index) => `${part}{{${names[index % names.length]}}}`).join('')
          const expected = parts
            .map((part, index) => `${part}${columns[names[index % names.length] ?? '']}`)
            .join('')
          expect(filledFor(template, { addressee: 'ก', fields: columns }, 1, builtIn)).toBe(expected)
          expect(
            letterProblems(
              { ...fields(), subject: template, paragraphs: [] },
              [{ addressee: 'ก', fields: columns }],
              builtIn,
              [],
            ),
          ).toEqual([])
        },
      ),
    )
  })

  it('a column may not be named like a part of the language', async () => {
    const { client, rows } = await province()
    const [first] = rows
    const bad = JSON.parse('{"__proto__":"x"}') as Record<string, string>
    for (const field of [{ constructor: 'x' }, { 'a}}b': 'x' }, { '': 'x' }])
      expect(
        (
          await faultOf(
            client.papers.saveLetter({
              id: null,
              fields: fields(),
              addressees: [{ addressee: first?.addressee ?? '', fields: field as Record<string, string> }],
            }),
          )
        ).code,
      ).toBe('input.invalid')
    const { id } = await client.papers
      .saveLetter({ id: null, fields: fields(), addressees: [{ addressee: 'ก', fields: bad }] })
      .catch(() => ({ id: '' }))
    if (id !== '') expect((await client.papers.letter({ id })).addresseeRows[0]?.fields).toEqual({})
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })
})
