import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeOfficeKey } from '../office/key.ts'
import {
  kindOfPath,
  packageLimits,
  pathProblem,
  readBagInfo,
  readManifest,
  readSeal,
  sealLength,
  writeBagInfo,
  writeManifest,
  writeSeal,
} from './format.ts'
import { lineOf, readRow } from './record-lines.ts'
import { recordTypeOf, recordTypes, recordTypesOf } from './records.ts'
import { formatVersion, lateDaysOf, type PackageInfo, sequenceState } from './rules.ts'
import { fingerprintOf, isPublicKey, isSignedBy, signBytes } from './sign.ts'
import { readLines, writeLines } from './staging.ts'

const key = makeOfficeKey({ bytes: (length) => new Uint8Array(length).fill(7) })
const info: PackageInfo = {
  toOfficeId: '',
  tambonCodes: [],
  plays: null,
  kind: 'submission',
  format: '1.0',
  app: 'amphoe-plan 0.1.0',
  fromOfficeId: '0123456789abcdefghjkmnpqrs',
  fromOfficeName: 'ที่ว่าการอำเภอพรหมคีรี',
  fromDistrictCode: '8002',
  fromProvinceCode: '80',
  toOffice: 'จังหวัดนครศรีธรรมราช',
  toCode: '80',
  planFy: 2567,
  sequence: 3,
  baseSequence: 0,
  createdOn: '2022-07-15',
  publicKey: key.publicKey,
  counts: { plan: 4, village: 0 },
}

describe('bag-info.txt', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(
        fc.record({
          sequence: fc.integer({ min: 1, max: 999_999 }),
          planFy: fc.integer({ min: 2500, max: 2700 }),
          bytes: fc.nat(2 ** 40),
          files: fc.nat(20_000),
          counts: fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z]{0,12}$/u), fc.nat(1_000_000), {
            maxKeys: 20,
          }),
        }),
        ({ sequence, planFy, counts, bytes, files }) => {
          const sent = { ...info, sequence, planFy, counts }
          expect(readBagInfo(writeBagInfo(sent, { bytes, files }))).toEqual({
            ok: true,
            minor: 0,
            oxum: { bytes, files },
            info: sent,
          })
        },
      ),
    )
  })

  it('is refused in any other writing', () => {
    const text = writeBagInfo(info, { bytes: 1, files: 1 })
    const changes: [string, string][] = [
      ['no last line end', text.slice(0, -1)],
      ['CR LF', text.replaceAll('\n', '\r\n')],
      ['a label twice', `${text}Amphoe-Sequence: 4\n`],
      ['an unknown label', `${text}Amphoe-Colour: red\n`],
      ['a line continued', text.replace('Amphoe-To-Name: ', 'Amphoe-To-Name:\n  ')],
      ['ค.ศ.', text.replace('2567', '2024')],
      ['a leading zero', text.replace('Amphoe-Sequence: 3', 'Amphoe-Sequence: 03')],
      ['no key', text.replace(/Amphoe-Key: .*\n/u, '')],
      ['no kind of ours', text.replace('submission', 'virus')],
      ['nothing', ''],
    ]
    for (const [name, changed] of changes) expect(readBagInfo(changed).ok, name).toBe(false)
  })

  it('of a newer major is told apart, of a newer minor is read', () => {
    const text = writeBagInfo(info, { bytes: 1, files: 1 })
    expect(readBagInfo(text.replace('Amphoe-Format: 1.0', 'Amphoe-Format: 2.1'))).toEqual({
      ok: false,
      newer: '2.1',
    })
    expect(9).toBeGreaterThan(formatVersion.minor)
    const today = writeBagInfo({ ...info, format: '1.4' }, { bytes: 1, files: 1 })
    expect(readBagInfo(`${today.replace('Format: 1.4', 'Format: 1.9')}Amphoe-Colour: red\n`)).toMatchObject({
      ok: true,
      minor: 9,
    })
  })
})

describe('the labels of 1.4', () => {
  const today: PackageInfo = { ...info, format: '1.4' }
  const oxum = { bytes: 1, files: 1 }
  const kinds: readonly PackageInfo[] = [
    today,
    { ...today, kind: 'tambonWork', toCode: '8002', tambonCodes: ['800201', '800203'], baseSequence: 2 },
    { ...today, kind: 'reference', toCode: '8002', tambonCodes: ['800201'] },
    { ...today, kind: 'receipt', toCode: '8002', toOfficeId: info.fromOfficeId },
    { ...today, kind: 'return', toCode: '8002', toOfficeId: info.fromOfficeId },
    { ...today, kind: 'demo', plays: 'submission' },
    { ...today, kind: 'demo', plays: 'tambonWork', toCode: '8002', tambonCodes: ['800205'], baseSequence: 1 },
  ]
  it('come back as they were written, of every kind', () => {
    for (const one of kinds)
      expect(readBagInfo(writeBagInfo(one, oxum))).toEqual({ ok: true, minor: 4, oxum, info: one })
  })
  it('are not in a package of before, which is a submission', () => {
    const old = writeBagInfo(info, oxum)
    expect(old).not.toMatch(/To-Office|Tambons|Plays/u)
    for (const label of ['Amphoe-To-Office: ', 'Amphoe-Tambons: 800201', 'Amphoe-Plays: submission']) {
      for (const minor of [0, 1, 2, 3]) {
        const text = `${old.replace('Format: 1.0', `Format: 1.${minor}`)}${label}\n`
        expect(readBagInfo(text).ok, `${minor} ${label}`).toBe(false)
      }
    }
    for (const kind of ['receipt', 'return', 'tambonWork', 'reference', 'demo'])
      expect(readBagInfo(old.replace('Kind: submission', `Kind: ${kind}`)).ok, kind).toBe(false)
  })
  it('are just those of the kind, in the one writing', () => {
    const [submission = info, work = info, reference = info, , , demo = info] = kinds
    const changes: [string, string][] = [
      ['no addressee', writeBagInfo(submission, oxum).replace(/Amphoe-To-Office: .*\n/u, '')],
      ['no id', writeBagInfo(submission, oxum).replace('To-Office: ', 'To-Office: 80')],
      ['tambons of a submission', `${writeBagInfo(submission, oxum)}Amphoe-Tambons: 800201\n`],
      ['plays without a demo', `${writeBagInfo(submission, oxum)}Amphoe-Plays: submission\n`],
      ['a demo that plays nothing', writeBagInfo(demo, oxum).replace(/Amphoe-Plays: .*\n/u, '')],
      ['a demo that plays a demo', writeBagInfo(demo, oxum).replace('Plays: submission', 'Plays: demo')],
      ['work without tambons', writeBagInfo(work, oxum).replace(/Amphoe-Tambons: .*\n/u, '')],
      ['no tambon', writeBagInfo({ ...work, tambonCodes: [] }, oxum)],
      ['another order', writeBagInfo(work, oxum).replace('800201 800203', '800203 800201')],
      ['one twice', writeBagInfo(work, oxum).replace('800201 800203', '800201 800201')],
      ['two spaces', writeBagInfo(work, oxum).replace('800201 800203', '800201  800203')],
      ['a district', writeBagInfo(reference, oxum).replace('Tambons: 800201', 'Tambons: 8002')],
      ['a base of no work', writeBagInfo({ ...reference, baseSequence: 1 }, oxum)],
    ]
    for (const [name, text] of changes) expect(readBagInfo(text).ok, name).toBe(false)
  })
  it('say which records there are', () => {
    expect(recordTypesOf('submission').map(({ name }) => name)).toEqual(recordTypes.map(({ name }) => name))
    expect(recordTypesOf('receipt').map(({ name }) => name)).toEqual(['verdict', 'unitVerdict', 'remark'])
    expect(recordTypesOf('return')).toEqual(recordTypesOf('receipt'))
    const only = recordTypesOf('reference').filter((type) => !recordTypesOf('tambonWork').includes(type))
    expect(only.map(({ name }) => name)).toEqual(['planWindow', 'calendarEntry', 'officeRule', 'officeFacts'])
    // what a person of the office set for himself is no rule of the office
    const rule = recordTypeOf('officeRule')
    expect(['rules.x', 'layouts.x', 'reminders.x', 'rulesx'].map((key) => rule?.holds?.({ key }))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

describe('manifest and seal', () => {
  it('have one writing only', () => {
    const hash = 'ab'.repeat(32)
    const text = writeManifest(
      new Map([
        ['data/b', hash],
        ['data/a', hash],
      ]),
    )
    expect(text).toBe(`${hash}  data/a\n${hash}  data/b\n`)
    expect([...(readManifest(text)?.keys() ?? [])]).toEqual(['data/a', 'data/b'])
    for (const changed of [
      text.toUpperCase(),
      text.replace('  ', ' '),
      text.slice(0, -1),
      `${text}\n`,
      text + text,
    ]) {
      expect(readManifest(changed)).toBeUndefined()
    }
    expect(readManifest(`${hash}  data/b\n${hash}  data/a\n`)).toBeUndefined()
    const seal = writeSeal(hash, `${'A'.repeat(86)}==`)
    expect(seal).toHaveLength(sealLength)
    expect(readSeal(seal)).toEqual({ sha256: hash, signature: `${'A'.repeat(86)}==` })
    expect(readSeal(`${seal} `)).toBeUndefined()
  })
})

describe('paths', () => {
  it('of a package are told by their kind, all others are none', () => {
    expect(kindOfPath('data/records/planEntry.jsonl')).toBe('records')
    expect(kindOfPath('data/papers/แผนพัฒนาอำเภอ.pdf')).toBe('paper')
    for (const path of [
      'data/records/../x.jsonl',
      'data/papers/a/b.pdf',
      'data/x',
      'DATA/README.txt',
      'data/attachments/abc',
      'office.sqlite',
    ]) {
      expect(kindOfPath(path), path).toBeUndefined()
    }
  })
  it('that are accepted stay below their folder on every system', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (tail) => {
        const path = `data/papers/${tail}.pdf`
        if (pathProblem(path) !== undefined) return
        expect(path).not.toMatch(/[\\:*?"<>|]|(^|\/)\.\.?(\/|$)|\/\//u)
        expect([...path].every((letter) => (letter.codePointAt(0) ?? 0) > 31)).toBe(true)
      }),
    )
    for (const name of [
      'con',
      'CON',
      'nul.pdf',
      'com1.txt',
      'LPT9',
      'a.',
      'a ',
      '..',
      'a/../b',
      '/a',
      'C:a',
    ]) {
      expect(pathProblem(`data/papers/${name}`), name).toBeDefined()
    }
  })
})

describe('signatures', () => {
  const text = Buffer.from('ข้อความ')
  const privateKey = createPrivateKey(key.privatePem)
  const signature = signBytes(privateKey, text)
  it('fit these bytes, this key, and nothing else', () => {
    expect(isSignedBy(key.publicKey, text, signature)).toBe(true)
    expect(isSignedBy(key.publicKey, Buffer.from('ข้อความอื่น'), signature)).toBe(false)
    const other = generateKeyPairSync('ed25519')
      .publicKey.export({ format: 'der', type: 'spki' })
      .subarray(-32)
      .toString('base64')
    expect(isSignedBy(other, text, signature)).toBe(false)
    for (const strange of ['', 'x', signature.slice(0, -4), `${signature}\n`, `${signature}AAAA`]) {
      expect(isSignedBy(key.publicKey, text, strange), strange).toBe(false)
    }
  })
  it('of a key of small order fit nothing', () => {
    const zero = Buffer.alloc(32).toString('base64')
    expect(isPublicKey(zero)).toBe(true)
    const one = Buffer.concat([Buffer.from([1]), Buffer.alloc(31)])
    // R = the neutral point, S = 0: a signature that OpenSSL takes for any bytes under this key.
    const any = Buffer.concat([one, Buffer.alloc(32)]).toString('base64')
    expect(isSignedBy(one.toString('base64'), text, any)).toBe(false)
    expect(isSignedBy(zero, text, any)).toBe(false)
  })
  it('fingerprints are twenty digits to be read aloud', () => {
    expect(fingerprintOf(key.publicKey)).toMatch(/^\d{4}( \d{4}){4}$/u)
    expect(fingerprintOf(key.publicKey)).toBe(fingerprintOf(key.publicKey))
  })
})

describe('records', () => {
  it('refer to tables that stand before them, or to their own', () => {
    for (const kind of ['reference', 'tambonWork', 'submission', 'receipt', 'return'] as const) {
      const types = recordTypesOf(kind)
      types.forEach((record, at) => {
        for (const { field, to } of record.references) {
          const where = types.findIndex(({ name }) => name === to)
          expect(where >= 0 && where <= at, `${record.name}.${field}`).toBe(true)
          expect(Object.keys(record.row.shape)).toContain(field)
        }
      })
    }
  })
  it('have just the columns of their table', async () => {
    const { getTableColumns } = await import('drizzle-orm')
    for (const record of recordTypesOf('reference')) {
      if (record.table === null) throw new Error(`${record.name} has no table`)
      // of the office only what its papers are headed with
      if (record.name === 'officeFacts') continue
      const columns = Object.keys(getTableColumns(record.table)).filter(
        (name) => name !== 'officeId' && name !== 'n',
      )
      expect(Object.keys(record.row.shape).sort(), record.name).toEqual(columns.sort())
    }
  })
  it('come back as they were written, and tell what is wrong', () => {
    const type = recordTypeOf('entryBudget')
    if (!type) throw new Error('no entryBudget')
    const row = { id: info.fromOfficeId, entryId: info.fromOfficeId, fiscalYear: 2567, amount: 5 }
    expect(readRow(type, lineOf(type, row), formatVersion.minor)).toEqual({ ok: true, row, unknown: null })
    expect(readRow(type, lineOf(type, { ...row, amount: 0.5 }), formatVersion.minor)).toMatchObject({
      ok: false,
      reason: 'amount: notWhole',
    })
    expect(
      readRow(type, JSON.stringify({ v: 1, ...row, constructor: 1 }), formatVersion.minor),
    ).toMatchObject({
      ok: false,
      reason: 'constructor',
    })
    expect(readRow(type, JSON.stringify({ v: 2, ...row, more: 1 }), formatVersion.minor + 1)).toMatchObject({
      ok: true,
      unknown: { more: 1 },
    })
    expect(readRow(type, '[]', formatVersion.minor)).toMatchObject({ ok: false })
    expect(recordTypeOf('constructor')).toBeUndefined()
  })
  it('of an older minor format lack what came later, and only that', () => {
    const type = recordTypeOf('project')
    if (!type) throw new Error('no project')
    const row = {
      id: info.fromOfficeId,
      name: 'ขุดลอกคลอง',
      searchKey: 'ขุดลอกคลอง',
      villageId: null,
      tambonCode: '800201',
      districtCode: '8002',
      latitude: null,
      longitude: null,
      example: false,
    }
    const old = JSON.stringify({ v: 1, ...row })
    expect(readRow(type, old, 0)).toEqual({
      ok: true,
      row: { ...row, works: null, mergedIntoId: null },
      unknown: null,
    })
    expect(readRow(type, old, 1)).toMatchObject({ ok: false, reason: expect.stringContaining('works') })
    expect(readRow(type, JSON.stringify({ v: 1, ...row, works: true }), 0)).toMatchObject({
      ok: false,
      reason: 'works',
    })
  })
})

describe('lines of a file', () => {
  it('come one by one, also across the buffer, and never half', () => {
    const dir = mkdtempSync(join(tmpdir(), 'amphoe-lines-'))
    try {
      const path = join(dir, 'a')
      const lines = Array.from({ length: 5000 }, (_, at) => 'ก'.repeat(at % 300) + at)
      const out = writeLines(path)
      for (const line of lines) out.write(line)
      expect(out.end().lines).toBe(5000)
      expect([...readLines(path)].map(({ text }) => text)).toEqual(lines)
      writeFileSync(join(dir, 'long'), 'x'.repeat(packageLimits.lineBytes + 1))
      expect([...readLines(join(dir, 'long'))]).toEqual([{ line: 1, text: null }])
      writeFileSync(join(dir, 'cut'), 'a\nb')
      expect([...readLines(join(dir, 'cut'))]).toEqual([
        { line: 1, text: 'a' },
        { line: 2, text: null },
      ])
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
})

describe('sequence and days', () => {
  it('a first package may bear any number; afterwards only the next', () => {
    expect([
      sequenceState(null, 5),
      sequenceState(2, 3),
      sequenceState(2, 2),
      sequenceState(2, 1),
      sequenceState(2, 4),
    ]).toEqual(['next', 'next', 'older', 'older', 'gap'])
  })
  it('days late count from the day after the due date, over the end of a year', () => {
    expect([
      lateDaysOf('2022-07-25', '2022-07-25'),
      lateDaysOf('2022-07-25', '2022-07-24'),
      lateDaysOf('2022-12-31', '2023-01-02'),
    ]).toEqual([0, 0, 2])
  })
})
