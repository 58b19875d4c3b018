import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { getTableName } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, finish } from '../../tests/support/core.ts'
import {
  bringIn,
  choose,
  handIn,
  idOf,
  makeFolder,
  makePlans,
  type Office,
  openDistrict,
  openProvince,
  planFy,
  removeFolders,
  rowsIn,
  seedOthers,
} from '../../tests/support/packages.ts'
import { editRecords, forge, unpack } from '../../tests/support/tamper.ts'
import { readOfficeKey } from '../office/key.ts'
import { recordPath } from './format.ts'
import { recordTypes } from './records.ts'
import type { PackageInfo } from './rules.ts'

afterEach(async () => {
  await closeAll()
  removeFolders()
})

const look = (office: Office, path: string, passphrase?: string) =>
  finish(office.client.exchange.inspect({ token: choose(office, path), ...(passphrase && { passphrase }) }))

/** A district with a row in every table, and its first package. */
async function seeded() {
  const district = await openDistrict()
  const made = await makePlans(district.client)
  seedOthers(district, made)
  const path = await handIn(district)
  return { district, made, path, key: readOfficeKey(district.dataDir)! }
}

function change(office: Office, sql: string, ...values: unknown[]): void {
  const db = new Database(join(office.dataDir, 'office.sqlite'))
  expect(db.prepare(sql).run(...values).changes).toBeGreaterThan(0)
  db.close()
}

describe('whether a package is meant for this office', () => {
  it('is judged by the addressee, by who wrote it and by whether it is an example', async () => {
    const { path, key } = await seeded()
    const province = await openProvince()
    const forged = (name: string, info: Parameters<typeof forge>[2]['info']) =>
      forge(path, join(makeFolder(), `${name}.amphoe.zip`), { key, ...(info && { info }) })

    const other = await forged('other', (info) => ({ ...info, toOfficeId: idOf('another province') }))
    expect(await faultOf(bringIn(province, other))).toMatchObject({ code: 'package.wrongPlace' })
    expect(await look(province, other)).toMatchObject({ state: 'wrongPlace', changes: [] })
    const ours = await forged('ours', (info) => ({ ...info, toOfficeId: province.officeId }))
    expect(await look(province, ours)).toMatchObject({ state: 'new' })
    const own = await forged('own', (info) => ({ ...info, fromOfficeId: province.officeId }))
    expect(await faultOf(bringIn(province, own))).toMatchObject({ code: 'package.own' })
    const example = await forged('example', (info) => ({ ...info, kind: 'demo', plays: 'submission' }))
    expect(await faultOf(bringIn(province, example))).toMatchObject({
      code: 'package.demo',
      params: { office: 'ที่ว่าการอำเภอพรหมคีรี' },
    })
    expect(rowsIn(province.dataDir, 'packageIn')).toEqual([])

    change(province, 'UPDATE office SET demo = 1 WHERE id = ?', province.officeId)
    expect(await faultOf(bringIn(province, path))).toMatchObject({ code: 'package.notDemo' })
    await bringIn(province, example)
    // Counted as what it plays, so that the numbers of an example office run on.
    expect(await province.client.exchange.received()).toMatchObject([{ kind: 'submission', sequence: 1 }])
  })

  it('a kind that the profile has no use for is named, with those that it has', async () => {
    const { district, path } = await seeded()
    expect(await faultOf(bringIn(district, path))).toMatchObject({
      code: 'package.wrongKind',
      params: { kind: 'ชุดข้อมูลที่อำเภอส่งจังหวัด', expected: expect.stringContaining('งานตำบล') },
    })
  })
})

describe('packages of the other kinds at a district', () => {
  it('from elsewhere, for somebody else, or of a kind it has no use for', async () => {
    const { district, path, key } = await seeded()
    const stranger = idOf('a stranger')
    const answer: Partial<PackageInfo> = {
      kind: 'return',
      fromOfficeId: stranger,
      fromDistrictCode: null,
      toCode: '8002',
      toOfficeId: district.officeId,
    }
    const work: Partial<PackageInfo> = {
      kind: 'tambonWork',
      fromOfficeId: stranger,
      toCode: '8002',
      tambonCodes: ['800201'],
    }
    const cases: [name: string, info: Partial<PackageInfo>, code: string][] = [
      ['an answer to another office', { ...answer, toOfficeId: idOf('another') }, 'package.wrongPlace'],
      ['an answer to nobody', { ...answer, toOfficeId: '' }, 'package.wrongPlace'],
      ['an answer for another district', { ...answer, toCode: '8003' }, 'package.wrongPlace'],
      ['an answer of another province', { ...answer, fromProvinceCode: '83' }, 'package.wrongPlace'],
      ['an answer of a district', { ...answer, fromDistrictCode: '8003' }, 'package.wrongPlace'],
      ['its own answer', { ...answer, fromOfficeId: district.officeId }, 'package.own'],
      ['work of another district', { ...work, fromDistrictCode: '8003' }, 'package.wrongPlace'],
      ['work for another district', { ...work, toCode: '8003' }, 'package.wrongPlace'],
      ['work for another office', { ...work, toOfficeId: idOf('another') }, 'package.wrongPlace'],
      ['reference data', { ...work, kind: 'reference' }, 'package.wrongKind'],
      ['an answer nobody knows', answer, 'package.unknownKey'],
      ['work nobody knows', work, 'package.unknownKey'],
      ['an example', { ...answer, kind: 'demo', plays: 'return' }, 'package.demo'],
    ]
    for (const [at, [name, info, code]] of cases.entries()) {
      const made = await forge(path, join(makeFolder(), `${at}.amphoe.zip`), {
        key,
        info: (before) => ({ ...before, ...info }),
      })
      expect((await faultOf(bringIn(district, made, false))).code, name).toBe(code)
    }
    // Rows that this kind does not have are refused, whoever confirms the key.
    const wrongRows = await forge(path, join(makeFolder(), 'rows.amphoe.zip'), {
      key,
      info: (before) => ({ ...before, ...answer }),
    })
    expect((await faultOf(bringIn(district, wrongRows, true))).code).toMatch(/^package\.(damaged|hostile)$/u)
    expect(rowsIn(district.dataDir, 'packageIn')).toEqual([])
  })
})

describe('a package in an envelope', () => {
  it('opens with its passphrase only, and is the package inside', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const made = await finish(
      district.client.exchange.exportSubmission({
        planFy,
        placeId: 'stick',
        passphrase: '1234-5678-9012-3456-7890',
      }),
    )
    const province = await openProvince()
    // What it is is told by its bytes: somebody may have renamed it.
    const path = join(makeFolder(), 'ชุดข้อมูล.amphoe.zip')
    copyFileSync(made.path!, path)
    expect(await faultOf(look(province, path))).toMatchObject({ code: 'package.passphraseMissing' })
    expect(await faultOf(look(province, path, 'no such words'))).toMatchObject({
      code: 'package.passphraseWrong',
    })
    const preview = await look(province, path, '12345678901234567890')
    expect(preview).toMatchObject({ encrypted: true, state: 'new', sha256: made.sha256 })
    const passphrase = '1234-5678-9012-3456-7890'
    const taken = await finish(
      province.client.exchange.takeIn({ token: choose(province, path), passphrase, confirmKey: true }),
    )
    expect(taken.already).toBe(false)
    expect(readdirSync(join(province.dataDir, 'staging'))).toEqual([])
    expect(await look(province, path, passphrase)).toMatchObject({ state: 'already' })
  })
})

describe('what a package changes, record by record', () => {
  it('is told in words before, and kept with the package', async () => {
    const { district, made, path } = await seeded()
    const province = await openProvince()
    const first = await look(province, path)
    const all = first.changes.reduce((sum, one) => sum + one.added, 0)
    expect(first.differences.length + first.more).toBe(all)
    expect(first.differences.every(({ change: is, subject }) => is === 'added' && subject !== '')).toBe(true)
    const told = (type: string) => first.differences.find(({ recordType }) => recordType === type)
    expect(told('village')).toMatchObject({ place: expect.stringMatching(/หมู่ที่ 1 ตำบลพรหมโลก$/u) })
    expect(told('planEntry')?.subject).toMatch(/ – แผนพัฒนา/u)
    expect(told('entryBudget')?.subject).toMatch(/ – แผนพัฒนา.* ปี 25\d\d$/u)
    expect(told('seat')?.subject).toBe('ประธานกรรมการ นายสมชาย ตัวอย่าง – ก.บ.ต. ตำบลพรหมโลก')
    expect(told('forumNeed')).toMatchObject({
      subject: 'ขุดลอกคลองสายกลาง',
      place: expect.stringContaining('ตำบลพรหมโลก'),
    })
    await bringIn(province, path)

    change(district, 'UPDATE forumNeed SET votes = 55, problem = ?', 'คลองตื้นและแคบ')
    change(district, 'UPDATE seat SET personId = ? WHERE no = 1', idOf(`head-${district.officeId}`))
    change(district, 'DELETE FROM pledgeReceipt')
    change(
      district,
      'UPDATE entryBudget SET amount = amount + 100 WHERE entryId IN (SELECT id FROM planEntry WHERE planId = ?)',
      made.tambonPlanId,
    )
    change(district, "UPDATE village SET name = 'บ้านใหม่' WHERE id = ?", made.villageIds[1])
    const second = await handIn(district)
    const preview = await look(province, second)
    const of = (type: string) => preview.differences.filter(({ recordType }) => recordType === type)
    expect(of('forumNeed')).toMatchObject([
      {
        change: 'changed',
        fields: expect.arrayContaining([
          { field: 'votes', before: 40, after: 55 },
          { field: 'problem', before: 'คลองตื้นเขิน', after: 'คลองตื้นและแคบ' },
        ]),
      },
    ])
    expect(of('forumNeed')[0]?.fields).toHaveLength(2)
    // A person is read, not an id.
    expect(of('seat')[0]?.fields).toEqual([
      { field: 'personId', before: 'นายสมชาย ตัวอย่าง', after: 'นางสมหญิง ตัวอย่าง' },
    ])
    expect(of('pledgeReceipt')).toMatchObject([{ change: 'removed' }])
    expect(of('pledgeReceipt')[0]?.fields).toContainEqual({
      field: 'evidence',
      before: 'ใบเสร็จ',
      after: null,
    })
    expect(of('entryBudget')[0]?.subject).toMatch(/แผนพัฒนาตำบล ตำบลพรหมโลก.* ปี 25\d\d$/u)
    // Named as it is to be, not as it was.
    expect(of('village')).toMatchObject([{ subject: expect.stringContaining('บ้านใหม่') }])
    expect(preview.more).toBe(0)

    const { packageId } = await bringIn(province, second, false)
    expect(await province.client.exchange.changesOf({ packageId })).toEqual({
      differences: preview.differences,
      more: 0,
    })
    expect(await faultOf(province.client.exchange.changesOf({ packageId: idOf('nothing') }))).toMatchObject({
      code: 'record.notFound',
    })
  })

  it('changes first, at most three hundred, and says how many more', async () => {
    const { path, key } = await seeded()
    const province = await openProvince()
    const many = await forge(path, join(makeFolder(), 'many.amphoe.zip'), {
      key,
      payload(files) {
        editRecords(files, 'fate', (rows) =>
          Array.from({ length: 700 }, (_, at) => ({ ...rows[0], id: idOf(`fate ${at}`) })),
        )
      },
    })
    await bringIn(province, path)
    const again = await forge(many, join(makeFolder(), 'again.amphoe.zip'), {
      key,
      info: (info) => ({ ...info, sequence: 2 }),
      payload: (files) =>
        editRecords(files, 'meeting', (rows) => rows.map((row) => ({ ...row, place: 'ห้องประชุม' }))),
    })
    const preview = await look(province, again)
    expect(preview.differences).toHaveLength(300)
    expect(preview.differences.slice(0, 2)).toMatchObject([
      { recordType: 'fate', change: 'removed' },
      { recordType: 'meeting', change: 'changed' },
    ])
    expect(preview.more).toBe(702 - 300)
  })
})

describe('the mirror', () => {
  it('is always what the last package says, whatever came, went, changed or moved between files', async () => {
    const { path, key } = await seeded()
    const leaves = ['fate', 'pledgeReceipt', 'villageFigure', 'entryScore', 'reportFigure', 'villageAgency']
    const originals = await unpack(path)
    const rowsOfFile = (files: ReadonlyMap<string, Buffer>, name: string) =>
      (files.get(recordPath(name))?.toString('utf8') ?? '')
        .split('\n')
        .filter((text) => text !== '')
        .map((text) => JSON.parse(text) as Record<string, unknown>)
    const step = fc.record({
      drop: fc.subarray(leaves),
      more: fc.integer({ min: 0, max: 3 }),
      reason: fc.string({ maxLength: 20 }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text)),
      agency: fc.boolean(),
      backwards: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), async (steps) => {
        const province = await openProvince()
        await bringIn(province, path)
        for (const [at, { drop, more, reason, agency, backwards }] of steps.entries()) {
          const next = await forge(path, join(makeFolder(), 'next.amphoe.zip'), {
            key,
            info: (info) => ({ ...info, sequence: at + 2 }),
            payload(files) {
              editRecords(files, 'fate', (rows) => [
                ...rows.map((row) => ({ ...row, reason: reason.trim() })),
                ...Array.from({ length: more }, (_, n) => ({ ...rows[0], id: idOf(`fate ${at} ${n}`) })),
              ])
              for (const name of drop) editRecords(files, name, () => [])
              if (agency) {
                // A record that belongs into the other file of its table now.
                const [moved] = rowsOfFile(originals, 'lao')
                editRecords(files, 'lao', () => [])
                editRecords(files, 'villageLao', () => [])
                editRecords(files, 'agency', (rows) => [...rows, { ...moved, laoType: 'AGENCY' }])
                editRecords(files, 'post', (rows) => rows.map((row) => ({ ...row, laoId: null })))
              }
              if (backwards)
                for (const name of ['person', 'fate', 'project'])
                  editRecords(files, name, (rows) =>
                    name === 'project'
                      ? rows.toSorted((a, b) => (String(a.id) < String(b.id) ? 1 : -1))
                      : rows.toReversed(),
                  )
            },
          })
          await bringIn(province, next, false)
          const files = await unpack(next)
          const district = String(rowsIn(province.dataDir, 'packageIn')[0]?.fromOfficeId)
          for (const type of recordTypes) {
            const came = rowsIn(province.dataDir, getTableName(type.table), district)
            const wanted = recordTypes
              .filter((one) => one.table === type.table)
              .flatMap((one) => rowsOfFile(files, one.name))
            expect(came.map(({ id }) => id).toSorted(), type.name).toEqual(
              wanted.map(({ id }) => id).toSorted(),
            )
          }
          expect(
            rowsIn(province.dataDir, 'fate', district)
              .map((row) => row.reason)
              .toSorted(),
          ).toEqual(
            rowsOfFile(files, 'fate')
              .map((row) => row.reason)
              .toSorted(),
          )
        }
        await closeOne(province)
      }),
      { numRuns: 5, seed: 6 },
    )
  })
})

const closeOne = (office: Office) => office.core.close()

describe('every mirrored record can be traced to what its office signed', () => {
  const traces = async (province: Office) => {
    const proofs = new Map<string, string>()
    for (const type of recordTypes) {
      const row = rowsIn(province.dataDir, getTableName(type.table)).find(
        (one) =>
          one.officeId !== province.officeId && (type.holds === null || type.holds({ ...one }) !== false),
      )
      if (!row) continue
      const found = await province.client.exchange.trace({ recordType: type.name, rowId: String(row.id) })
      proofs.set(type.name, found.proof)
    }
    return proofs
  }

  it('proved: the file that was signed, written again from the mirror', async () => {
    const { district, path } = await seeded()
    const province = await openProvince()
    const { packageId } = await bringIn(province, path)
    const proofs = await traces(province)
    expect(proofs.size).toBeGreaterThan(35)
    expect([...proofs].filter(([, proof]) => proof !== 'proved')).toEqual([])
    const [project] = rowsIn(province.dataDir, 'project', district.officeId)
    const preview = await look(province, path)
    expect(
      await province.client.exchange.trace({ recordType: 'project', rowId: String(project?.id) }),
    ).toMatchObject({
      packageId,
      officeId: district.officeId,
      officeName: 'ที่ว่าการอำเภอพรหมคีรี',
      sequence: 1,
      fileName: basename(path),
      sha256: preview.sha256,
      fingerprint: preview.fingerprint,
    })
    // The second package changes the mirror, and is what it is traced to from then on.
    change(district, "UPDATE fate SET reason = 'ได้รับจัดสรรแล้ว'")
    const next = await bringIn(province, await handIn(district), false)
    expect([...(await traces(province))].filter(([, proof]) => proof !== 'proved')).toEqual([])
    expect(
      await province.client.exchange.trace({ recordType: 'project', rowId: String(project?.id) }),
    ).toMatchObject({ packageId: next.packageId, sequence: 2 })
  })

  it('of packages of every older format too', async () => {
    for (const minor of [0, 1, 2, 3]) {
      const province = await openProvince()
      await bringIn(
        province,
        join(import.meta.dirname, `../../tests/fixtures/submission-1.${minor}.amphoe.zip`),
      )
      const proofs = await traces(province)
      expect(proofs.size, `1.${minor}`).toBeGreaterThan(10)
      expect(
        [...proofs].filter(([, proof]) => proof !== 'proved'),
        `1.${minor}`,
      ).toEqual([])
      await closeOne(province)
    }
  })

  it('broken when the mirror, the list or the signature is another; kept when nothing can be compared', async () => {
    const { district, path, key } = await seeded()
    const province = await openProvince()
    await bringIn(province, path)
    const fate = () =>
      province.client.exchange.trace({
        recordType: 'fate',
        rowId: String(rowsIn(province.dataDir, 'fate', district.officeId)[0]?.id),
      })
    change(province, 'UPDATE fate SET amount = 101')
    expect((await fate()).proof).toBe('broken')
    change(province, 'UPDATE fate SET amount = 100')
    expect((await fate()).proof).toBe('proved')
    const proof = String(rowsIn(province.dataDir, 'packageIn')[0]?.proof)
    const { manifest, signature } = JSON.parse(proof) as { manifest: string; signature: string }
    const hash = manifest.slice(0, 64)
    change(
      province,
      'UPDATE packageIn SET proof = replace(proof, ?, ?)',
      hash,
      hash.split('').reverse().join(''),
    )
    expect((await fate()).proof).toBe('broken')
    change(province, 'UPDATE packageIn SET proof = ?', proof.replace(signature.slice(0, 6), 'AAAAAA'))
    expect((await fate()).proof).toBe('broken')
    change(province, 'UPDATE packageIn SET proof = NULL')
    expect((await fate()).proof).toBe('kept')

    // Another program may write its rows in another order: signed all the same, but not to be written again.
    const other = await forge(path, join(makeFolder(), 'other.amphoe.zip'), {
      key,
      info: (info) => ({ ...info, sequence: 2 }),
      payload: (files) => editRecords(files, 'project', (rows) => rows.toReversed()),
    })
    await bringIn(province, other, false)
    const proofs = await traces(province)
    expect([...proofs].filter(([, is]) => is !== 'proved')).toEqual([['project', 'kept']])
  })

  it('an own record comes from no package', async () => {
    const { district } = await seeded()
    const rowId = String(rowsIn(district.dataDir, 'project')[0]?.id)
    expect(await faultOf(district.client.exchange.trace({ recordType: 'project', rowId }))).toMatchObject({
      code: 'record.notFound',
    })
  })
})

/** The same package as another district would hand it in: its codes, and ids of its own. */
async function asDistrict(
  source: string,
  target: string,
  districtCode: string,
  sequence = 1,
): Promise<string> {
  const { privateKey, publicKey } = keys.get(districtCode) ?? generateKeyPairSync('ed25519')
  keys.set(districtCode, { privateKey, publicKey })
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  return forge(source, target, {
    key: privateKey,
    info: (info) => ({
      ...info,
      fromOfficeId: idOf(`office ${districtCode}`),
      fromOfficeName: `ที่ว่าการอำเภอ ${districtCode}`,
      fromDistrictCode: districtCode,
      publicKey: raw.toString('base64'),
      sequence,
    }),
    payload(files) {
      for (const [name, data] of files) {
        if (!name.endsWith('.jsonl')) continue
        const text = data
          .toString('utf8')
          .replaceAll(/"8002(\d\d)?"/gu, (_all, tambon: string | undefined) =>
            JSON.stringify(districtCode + (tambon === undefined ? '' : '01')),
          )
          .replaceAll(/"([0-9a-z]{26})"/gu, (_all, id: string) => JSON.stringify(idOf(districtCode + id)))
        files.set(name, Buffer.from(text))
      }
    },
  })
}
const keys = new Map<string, { privateKey: KeyObject; publicKey: KeyObject }>()

describe('taking in that does not come to its end', () => {
  it('cancelled at any of its steps leaves nothing: no row, no attached file, no staging', async () => {
    const { path } = await seeded()
    const province = await openProvince()
    const attachments = join(province.dataDir, 'attachments')
    const stepsOf = async (stopAt: (step: string, done: number) => boolean) => {
      const seen = new Set<string>()
      const stop = new AbortController()
      const input = { token: choose(province, path), confirmKey: true }
      const run = async () => {
        for await (const event of await province.client.exchange.takeIn(input, { signal: stop.signal })) {
          if (event.kind !== 'progress') continue
          seen.add(event.progress.step)
          if (stopAt(event.progress.step, event.progress.done)) stop.abort()
        }
      }
      return { seen, run }
    }
    const steps = ['verifying', 'comparing', 'placing', 'applying'].map((name) => `exchange.progress.${name}`)
    for (const step of steps) {
      const { run } = await stepsOf((name) => name === step)
      expect((await faultOf(run())).code, step).toBe('cancelled')
      expect(rowsIn(province.dataDir, 'packageIn'), step).toEqual([])
      expect(rowsIn(province.dataDir, 'project'), step).toEqual([])
      expect(existsSync(attachments) ? readdirSync(attachments) : [], step).toEqual([])
      expect(readdirSync(join(province.dataDir, 'staging')), step).toEqual([])
    }
    const { seen, run } = await stepsOf(() => false)
    await run()
    expect([...seen]).toEqual(steps)
    expect(readdirSync(attachments)).toHaveLength(1)
  })

  it('one at a time, whichever window asks', async () => {
    const { path } = await seeded()
    const province = await openProvince()
    const other = province.core.client({ id: 'other window' })
    const token = province.core.files.adopt(path, basename(path), 'other window').token
    const first = await province.client.exchange.takeIn({ token: choose(province, path), confirmKey: true })
    const steps = first[Symbol.asyncIterator]()
    await steps.next()
    expect(await faultOf(finish(other.exchange.takeIn({ token, confirmKey: true })))).toMatchObject({
      code: 'exchange.alreadyTakingIn',
    })
    while (!(await steps.next()).done);
    expect(await finish(other.exchange.takeIn({ token, confirmKey: false }))).toMatchObject({ already: true })
  })
})

describe('many packages in one go', () => {
  it('twenty-three districts from one stick, the bad ones told and the others in', async () => {
    const source = await openDistrict()
    await makePlans(source.client)
    const path = await handIn(source)
    const province = await openProvince()
    const codes = districtCodes()
    expect(codes).toHaveLength(23)
    const folder = join(province.stickDir, 'ชุดข้อมูลอำเภอ')
    mkdirSync(join(folder, 'ลึกลงไป'), { recursive: true })
    for (const [at, code] of codes.entries())
      await asDistrict(path, join(at < 20 ? province.stickDir : folder, `อำเภอ-${code}.amphoe.zip`), code)
    // The first district handed in twice; the later one comes first by name.
    await asDistrict(path, join(province.stickDir, 'ก-แก้ไข.amphoe.zip'), codes[0]!, 2)
    // One that broke on the way, one too deep, a link, other files.
    const broken = readFileSync(join(folder, `อำเภอ-${codes[22]}.amphoe.zip`))
    broken[200] = (broken[200] ?? 0) ^ 1
    writeFileSync(join(folder, `อำเภอ-${codes[22]}.amphoe.zip`), broken)
    copyFileSync(path, join(folder, 'ลึกลงไป', 'deep.amphoe.zip'))
    symlinkSync(path, join(province.stickDir, 'link.amphoe.zip'))
    symlinkSync(join(folder, 'ลึกลงไป'), join(province.stickDir, 'ลิงก์'))
    writeFileSync(join(province.stickDir, '._อำเภอ.amphoe.zip'), 'AppleDouble')
    writeFileSync(join(province.stickDir, 'อ่านก่อน.txt'), 'x')

    const found = await finish(province.client.exchange.packagesAt({ placeId: 'stick' }))
    expect(found.map(({ name }) => name).toSorted()).toEqual(
      ['ก-แก้ไข.amphoe.zip', ...codes.map((code) => `อำเภอ-${code}.amphoe.zip`)].toSorted(),
    )
    const tokens = found.map(({ token }) => token)
    const lines = await finish(province.client.exchange.inspectMany({ tokens }))
    expect(lines.map(({ token }) => token)).toEqual(tokens)
    const faults = lines.filter(({ fault }) => fault !== null)
    expect(faults).toMatchObject([{ name: `อำเภอ-${codes[22]}.amphoe.zip`, preview: null }])
    const states = lines
      .flatMap(({ preview }) => preview ?? [])
      .map(({ state, keyState }) => [state, keyState])
    expect(states).toHaveLength(23)
    expect(new Set(states.map((state) => state.join()))).toEqual(new Set(['new,unknown']))

    // Nothing is in before a person compared the keys.
    const refused = await finish(
      province.client.exchange.takeInMany({ items: tokens.map((token) => ({ token, confirmKey: false })) }),
    )
    expect(new Set(refused.map(({ fault }) => fault?.code))).toEqual(
      new Set(['package.unknownKey', faults[0]?.fault?.code]),
    )
    expect(rowsIn(province.dataDir, 'packageIn')).toEqual([])

    const taken = await finish(
      province.client.exchange.takeInMany({ items: tokens.map((token) => ({ token, confirmKey: true })) }),
    )
    expect(taken.map(({ token }) => token)).toEqual(tokens)
    expect(taken.filter(({ fault }) => fault !== null).map(({ name }) => name)).toEqual([
      `อำเภอ-${codes[22]}.amphoe.zip`,
    ])
    const rows = rowsIn(province.dataDir, 'packageIn')
    expect(rows).toHaveLength(23)
    const ofFirst = rows.filter((row) => row.fromOfficeId === idOf(`office ${codes[0]}`))
    expect(ofFirst.map((row) => row.sequence)).toEqual([1, 2])
    const board = await province.client.province.board({ planFy })
    expect(board.rows.filter((row) => row.officeId !== null && row.projects === 2)).toHaveLength(22)
    expect(readdirSync(join(province.dataDir, 'staging'))).toEqual([])

    // All once more: nothing happens.
    const again = await finish(
      province.client.exchange.takeInMany({ items: tokens.map((token) => ({ token, confirmKey: false })) }),
    )
    expect(again.filter(({ already }) => already)).toHaveLength(23)
    expect(rowsIn(province.dataDir, 'packageIn')).toHaveLength(23)
  }, 120_000)

  it('a number that is missing among them is a gap, one that lies beside is none', async () => {
    const source = await openDistrict()
    await makePlans(source.client)
    const path = await handIn(source)
    const province = await openProvince()
    const file = (sequence: number) =>
      asDistrict(path, join(makeFolder(), `${sequence}.amphoe.zip`), '8003', sequence)
    const tokens = [
      choose(province, await file(5)),
      choose(province, await file(3)),
      choose(province, await file(2)),
    ]
    const lines = await finish(province.client.exchange.inspectMany({ tokens }))
    expect(lines.map(({ preview }) => preview?.state)).toEqual(['gap', 'new', 'new'])
    const taken = await finish(
      province.client.exchange.takeInMany({ items: tokens.map((token) => ({ token, confirmKey: true })) }),
    )
    expect(taken.map(({ fault }) => fault?.code ?? null)).toEqual(['package.gap', null, null])
    expect(rowsIn(province.dataDir, 'packageIn').map((row) => row.sequence)).toEqual([2, 3])
  })

  it('cancelled: those that are in stay in, of the others nothing', async () => {
    const source = await openDistrict()
    await makePlans(source.client)
    const path = await handIn(source)
    const province = await openProvince()
    const codes = ['8003', '8004', '8005']
    const items: { token: string; confirmKey: boolean }[] = []
    for (const code of codes) {
      const made = await asDistrict(path, join(makeFolder(), `${code}.amphoe.zip`), code)
      items.push({ token: choose(province, made), confirmKey: true })
    }
    const stop = new AbortController()
    const run = async () => {
      const steps = await province.client.exchange.takeInMany({ items }, { signal: stop.signal })
      for await (const event of steps) {
        if (
          event.kind === 'progress' &&
          event.progress.step === 'exchange.progress.many' &&
          event.progress.done === 2
        )
          stop.abort()
      }
    }
    expect(await faultOf(run())).toMatchObject({ code: 'cancelled' })
    const inside = rowsIn(province.dataDir, 'packageIn').map((row) => row.fromOfficeId)
    expect(inside).toEqual(codes.slice(0, 2).map((code) => idOf(`office ${code}`)))
    expect(rowsIn(province.dataDir, 'project', idOf('office 8005'))).toEqual([])
    expect(readdirSync(join(province.dataDir, 'staging'))).toEqual([])
  })

  it('a drive that is gone is told', async () => {
    const province = await openProvince()
    expect(await faultOf(finish(province.client.exchange.packagesAt({ placeId: 'other' })))).toMatchObject({
      code: 'usb.gone',
    })
  })
})

function districtCodes(): string[] {
  const all = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../resources/geography/districts.json'), 'utf8'),
  ) as [code: string, name: string][]
  return all.map(([code]) => code).filter((code) => code.startsWith('80'))
}
