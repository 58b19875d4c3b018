import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import { readRegisterPaste, runningNumber } from './register-paste.ts'
import { gapsIn } from './rules.ts'

afterEach(closeAll)

const of = { register: 'outgoing', year: 2565 }

async function district() {
  const core = await openTestCore()
  await setUpDistrict(core.client)
  const [first] = await core.client.office.signatories()
  return { ...core, signatoryId: first?.id ?? null }
}

function draft(client: Client, signatoryId: string | null) {
  return client.papers.saveLetter({
    id: null,
    fields: {
      form: 'external',
      dated: null,
      subject: 'ส่งเอกสาร',
      addressee: 'นายอำเภอ',
      salutation: '',
      references: [],
      enclosures: [],
      paragraphs: [{ text: 'จึงเรียนมาเพื่อทราบ' }],
      annexes: [],
      closing: '',
      signatoryId,
      speed: '',
      speedWithin: '',
      secrecy: '',
      circular: false,
      numbering: 'one',
      copyTo: '',
    },
  })
}

async function signed(client: Client, signatoryId: string | null, signedOn: string, number?: number) {
  const { id } = await draft(client, signatoryId)
  return client.papers.signLetter({
    id,
    signedOn,
    number: number === undefined ? { kind: 'first' } : { kind: 'given', number },
  })
}

describe('numbers of a register', () => {
  it('are reserved in a block, used out of it, released from its end, cancelled in its middle', async () => {
    const { client, signatoryId } = await district()
    expect(await client.papers.reserveNumbers({ ...of, count: 5, reason: 'ฝ่ายปกครอง' })).toEqual({
      from: 1,
      to: 5,
    })
    expect(await signed(client, signatoryId, '2022-07-14')).toMatchObject({ number: 6 })
    expect(await signed(client, signatoryId, '2022-07-14', 2)).toMatchObject({ number: 2 })
    expect((await faultOf(client.papers.releaseNumbers({ ...of, from: 3, to: 5 }))).code).toBe(
      'register.releaseMiddle',
    )
    expect(await faultOf(client.papers.releaseNumbers({ ...of, from: 2, to: 2 }))).toEqual({
      code: 'register.notReserved',
      params: { number: 2, year: 2565 },
    })
    await client.papers.reserveNumbers({ ...of, count: 3, reason: 'คลัง' })
    await client.papers.releaseNumbers({ ...of, from: 8, to: 9 })
    expect((await client.papers.register(of)).next).toBe(8)
    await client.papers.cancelNumber({ ...of, number: 4, reason: 'ไม่ได้ใช้' })
    const { rows } = await client.papers.register(of)
    expect(rows.map((row) => `${row.number}${row.state[0]}`)).toEqual([
      '1r',
      '2u',
      '3r',
      '4c',
      '5r',
      '6u',
      '7r',
    ])
    expect(rows.every((row) => row.state === 'used' || row.reason !== '')).toBe(true)
  })

  it('go to the year of the date, and the latest date is known', async () => {
    const { client, clock, signatoryId } = await district()
    await signed(client, signatoryId, '2022-07-14')
    clock.set('2023-01-10T02:00:00Z')
    await signed(client, signatoryId, '2023-01-09')
    expect(await signed(client, signatoryId, '2022-12-30')).toMatchObject({ number: 2, year: 2565 })
    expect(await signed(client, signatoryId, '2022-08-01')).toMatchObject({ number: 3, year: 2565 })
    expect((await client.papers.register(of)).latest).toEqual({ number: 2, dated: '2022-12-30' })
    expect(await client.papers.register({ ...of, year: 2567 })).toMatchObject({
      begun: false,
      next: 1,
      latest: null,
    })
  })

  it('do not begin at 1 by themselves: whoever signs first in a year says so', async () => {
    const { client, signatoryId } = await district()
    const { id } = await draft(client, signatoryId)
    const sign = (kind: 'next' | 'first') =>
      client.papers.signLetter({ id, signedOn: '2022-07-14', number: { kind } })
    expect(await faultOf(sign('next'))).toEqual({
      code: 'register.notBegun',
      params: { name: 'ทะเบียนหนังสือส่ง', year: 2565 },
    })
    expect((await client.papers.letter({ id })).state).toBe('draft')
    expect(await sign('first')).toMatchObject({ number: 1 })
    // later in the year both say the same
    for (const [kind, number] of [
      ['next', 2],
      ['first', 3],
    ] as const) {
      const { id: later } = await draft(client, signatoryId)
      expect(
        await client.papers.signLetter({ id: later, signedOn: '2022-07-14', number: { kind } }),
      ).toMatchObject({ number })
    }
  })

  it('used on paper this year come in with one reason for the gaps; tried out first', async () => {
    const { client, signatoryId } = await district()
    await signed(client, signatoryId, '2022-07-14')
    const row = (number: number, subject: string, dated: string | null = '2022-03-01') => ({
      number,
      dated,
      subject,
      addressee: 'อปท.',
      note: '',
    })
    const rows = [
      row(2, 'สอง'),
      row(5, 'ห้า'),
      row(1, 'ชนเลขที่ลงนามแล้ว'),
      row(5, 'ซ้ำ'),
      row(9, 'ปีผิด', '2021-01-01'),
    ]
    const dry = await client.papers.importRegister({ ...of, rows, gapReason: '', dryRun: true })
    expect(dry).toEqual({
      added: 2,
      same: 0,
      refused: [
        { number: 1, reason: 'taken' },
        { number: 5, reason: 'twice' },
        { number: 9, reason: 'wrongYear' },
      ],
      gaps: [{ from: 3, to: 4 }],
    })
    expect((await client.papers.register(of)).rows).toHaveLength(1)
    const without = client.papers.importRegister({ ...of, rows, gapReason: '', dryRun: false })
    expect(await faultOf(without)).toEqual({
      code: 'register.gapsUnexplained',
      params: { from: 3, to: 4, year: 2565 },
    })
    expect((await client.papers.register(of)).rows).toHaveLength(1)
    await client.papers.importRegister({ ...of, rows, gapReason: 'อยู่ในสมุดทะเบียนเล่ม 2', dryRun: false })
    const book = await client.papers.register(of)
    expect(book.rows.map(({ number, subject, reason }) => [number, subject || reason])).toEqual([
      [1, 'ส่งเอกสาร'],
      [2, 'สอง'],
      [3, 'อยู่ในสมุดทะเบียนเล่ม 2'],
      [4, 'อยู่ในสมุดทะเบียนเล่ม 2'],
      [5, 'ห้า'],
    ])
    // once more: nothing new; the rows of the gap take the words that come later
    const again = await client.papers.importRegister({
      ...of,
      rows: [row(2, 'สอง'), row(3, 'สามที่พบแล้ว')],
      gapReason: '',
      dryRun: false,
    })
    expect(again).toMatchObject({ same: 1, added: 1, gaps: [], refused: [] })
    await client.office.undo()
    expect((await client.papers.register(of)).rows[2]?.subject).toBe('')
  })

  it('two windows and two programs at once never take one number', async () => {
    const { core, client, dataDir, signatoryId } = await district()
    const other = core.client({ id: 'second window' })
    // the lock of the folder keeps a second program away; here it is defeated, as a bad network drive does
    rmSync(join(dataDir, 'in-use.json'), { force: true })
    const second = await openTestCore({ dataDir, session: 'second program', seed: 'second' })
    const all = await Promise.all(
      Array.from({ length: 24 }, (_, at) =>
        signed([client, other, second.client][at % 3] ?? client, signatoryId, '2022-07-14'),
      ),
    )
    expect(all.map(({ number }) => number).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 24 }, (_, at) => at + 1),
    )
    expect((await second.client.papers.register(of)).rows).toHaveLength(24)
  })

  it('an absurd number is told apart from a gap', async () => {
    const { client } = await district()
    const rows = [{ number: 99_999, dated: null, subject: 'ก', addressee: '', note: '' }]
    const wrong = client.papers.importRegister({ ...of, rows, gapReason: 'พิมพ์ผิด', dryRun: false })
    expect((await faultOf(wrong)).code).toBe('register.gapTooWide')
    expect((await faultOf(client.papers.register({ register: 'nothing', year: 2565 }))).code).toBe(
      'record.notFound',
    )
  })

  it('whatever is signed, reserved, released, cancelled and imported: no gap, no double, no silence', async () => {
    const number = fc.integer({ min: 1, max: 14 })
    const step = fc.oneof(
      fc.record({ kind: fc.constant('next' as const) }),
      fc.record({ kind: fc.constant('given' as const), number }),
      fc.record({ kind: fc.constant('reserve' as const), number: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ kind: fc.constant('release' as const), number, to: number }),
      fc.record({ kind: fc.constant('cancel' as const), number }),
      fc.record({ kind: fc.constant('import' as const), number, to: number }),
      fc.record({ kind: fc.constant('undo' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const { client, signatoryId } = await district()
        const made = { signed: 0 }
        const run = async (one: (typeof steps)[number]): Promise<unknown> => {
          switch (one.kind) {
            case 'next':
              return await signed(client, signatoryId, '2022-07-14')
            case 'given':
              return await signed(client, signatoryId, '2022-07-14', one.number)
            case 'reserve':
              return await client.papers.reserveNumbers({ ...of, count: one.number, reason: 'จอง' })
            case 'release':
              return await client.papers.releaseNumbers({ ...of, from: one.number, to: one.to })
            case 'cancel':
              return await client.papers.cancelNumber({ ...of, number: one.number, reason: 'ยกเลิก' })
            case 'import':
              return await client.papers.importRegister({
                ...of,
                rows: [one.number, one.to].map((value) => ({
                  number: value,
                  dated: null,
                  subject: 'จากสมุด',
                  addressee: '',
                  note: '',
                })),
                gapReason: made.signed % 2 === 0 ? 'อยู่ในสมุด' : '',
                dryRun: false,
              })
            case 'undo':
              return await client.office.undo()
          }
        }
        for (const one of steps) {
          made.signed += 1
          await run(one).catch((error: { data?: { code: string } }) =>
            expect(error.data?.code).toMatch(
              /^(register\.(gap|taken|inUse|notReserved|releaseMiddle|gapsUnexplained)|undo\..+)$/u,
            ),
          )
          const { rows, next } = await client.papers.register(of)
          expect(gapsIn(rows.map((row) => row.number))).toEqual([])
          expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length)
          expect(next).toBe(rows.length + 1)
          for (const row of rows)
            expect(row.paper !== null || row.subject !== '' || row.reason !== '').toBe(true)
        }
        await closeAll()
      }),
      { numRuns: 25 },
    )
  }, 60_000)
})

describe('a register as it was kept on paper', () => {
  it('its running numbers are read out of every way of writing them', () => {
    const cases: [string, number | null][] = [
      ['239', 239],
      ['๐๒๓๙', 239],
      ['นศ ๐๔๑๘/๐๒๓๙', 239],
      ['นศ 0418/ว 12', 12],
      ['ว ๓๔', 34],
      ['12/2565', 12],
      ['ที่ ๑๒/๒๕๖๕', 12],
      ['12/65', 12],
      ['1,234', 1234],
      ['-', null],
      ['', null],
      ['0', null],
    ]
    for (const [text, number] of cases) expect([text, runningNumber(text, 2565)]).toEqual([text, number])
  })

  it('is pasted with or without heads, in any order of columns', () => {
    const bare = '239\t18 ม.ค. 65\tส่งแผน\tผู้ว่าราชการจังหวัด\n\n๒๔๐\t๒๐ มกราคม ๒๕๖๕\tเชิญประชุม\tกำนัน\r\n'
    expect(readRegisterPaste(bare, 2565)).toEqual({
      troubles: [],
      rows: [
        { number: 239, dated: '2022-01-18', subject: 'ส่งแผน', addressee: 'ผู้ว่าราชการจังหวัด', note: '' },
        { number: 240, dated: '2022-01-20', subject: 'เชิญประชุม', addressee: 'กำนัน', note: '' },
      ],
    })
    const headed = 'ลงวันที่\tเลขทะเบียนส่ง\tถึง\tเรื่อง\tหมายเหตุ\n18/1/2565\t239\tจังหวัด\tส่งแผน\tด่วน'
    expect(readRegisterPaste(headed, 2565).rows).toEqual([
      { number: 239, dated: '2022-01-18', subject: 'ส่งแผน', addressee: 'จังหวัด', note: 'ด่วน' },
    ])
  })

  it('says line by line what it cannot read', () => {
    const text = 'x\t18 ม.ค. 65\tก\n7\t31 ก.พ. 2565\tข\n8\t18 ม.ค. 2564\tค\n9\t2022-01-18\tง'
    const { rows, troubles } = readRegisterPaste(text, 2565)
    expect(rows.map(({ number }) => number)).toEqual([9])
    expect(troubles).toEqual([
      { line: 1, reason: 'noNumber', text: 'x' },
      { line: 2, reason: 'badDate', text: '31 ก.พ. 2565' },
      { line: 3, reason: 'wrongYear', text: '18 ม.ค. 2564' },
    ])
  })
})
