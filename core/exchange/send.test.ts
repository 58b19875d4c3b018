import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { closeAll, faultOf, finish, openTestCore, seededRandom } from '../../tests/support/core.ts'
import {
  handIn,
  idOf,
  makeFolder,
  makePlans,
  openDistrict,
  planFy,
  removeFolders,
  rowsIn,
  type StickOptions,
  seedOthers,
} from '../../tests/support/packages.ts'
import { unpack } from '../../tests/support/tamper.ts'
import { makeOfficeKey } from '../office/key.ts'
import { isEnvelope, openEnvelope } from './envelope.ts'
import { readBagInfo } from './format.ts'
import { realStick } from './stick.ts'
import { drain, verifyPackage } from './verify.ts'

afterEach(async () => {
  await closeAll()
  removeFolders()
})

const passphrase = 'กำแพงแสน 2567'
const name = 'นศ-พรหมคีรี-2567-001'

async function district(options: StickOptions = {}) {
  const office = await openDistrict(options)
  const made = await makePlans(office.client)
  return { ...office, made }
}
const verify = (path: string) => drain(verifyPackage(path, { fileName: 'test' }))
const infoOf = async (path: string) => {
  const bag = readBagInfo((await unpack(path)).get('bag-info.txt')?.toString('utf8') ?? '')
  if (!bag.ok) throw new Error('no bag-info.txt')
  return bag.info
}

describe('a package with a passphrase', () => {
  it('lies on the stick in its envelope alone, and is the package that was verified', async () => {
    const office = await district()
    const done = await finish(
      office.client.exchange.exportSubmission({ planFy, placeId: 'stick', passphrase: ` ${passphrase} ` }),
    )
    expect(readdirSync(office.stickDir)).toEqual([`${name}.amphoe.zip.age`])
    expect(done.fileName).toBe(`${name}.amphoe.zip.age`)
    const path = done.path ?? ''
    expect(isEnvelope(path)).toBe(true)
    // the bytes of a zip, of a name in it or of a record are nowhere in it
    for (const trace of ['PK\u0003\u0004', 'bag-info', 'ที่ว่าการอำเภอ', 'planEntry'])
      expect(readFileSync(path).includes(trace), trace).toBe(false)
    const plain = join(makeFolder(), 'plain')
    await drain(openEnvelope(path, passphrase, plain, { fileName: name }))
    const pack = await verify(plain)
    pack.close()
    expect(pack.sha256).toBe(done.sha256)
    expect(pack.info).toMatchObject({
      kind: 'submission',
      sequence: 1,
      format: '1.4',
      toOfficeId: '',
      plays: null,
    })
    expect(await office.client.exchange.sent()).toMatchObject([
      { encrypted: true, verified: true, sha256: pack.sha256, sizeBytes: statSync(path).size },
    ])
    // nothing of it stays on this computer outside the records
    const staging = join(office.dataDir, 'staging')
    expect(readdirSync(staging).filter((entry) => entry.startsWith('package-'))).toEqual([])
  })

  it('too short is said before anything is written, and uses up no number', async () => {
    const office = await district()
    for (const short of ['1234567', '       8'])
      expect(
        (
          await faultOf(
            finish(office.client.exchange.exportSubmission({ planFy, placeId: 'stick', passphrase: short })),
          )
        ).code,
      ).toBe('package.passphraseShort')
    expect(readdirSync(office.stickDir)).toEqual([])
    // an empty field is no passphrase
    await finish(office.client.exchange.exportSubmission({ planFy, placeId: 'stick', passphrase: '' }))
    expect(readdirSync(office.stickDir)).toEqual([`${name}.amphoe.zip`])
  })

  it('goes behind a ticket as well', async () => {
    const office = await district()
    const done = await finish(office.client.exchange.exportSubmission({ planFy, placeId: null, passphrase }))
    expect(done.ticket?.name).toBe(`${name}.amphoe.zip.age`)
    const file = office.core.files.take(done.ticket?.token ?? '', 't')
    expect(isEnvelope(file?.path ?? '')).toBe(true)
    expect(done.coveringSheet).toBeNull()
    expect(done.leftOut.some(({ paper }) => paper.includes('ใบนำส่ง'))).toBe(false)
  })

  it('removes what a broken try of before left on the stick', async () => {
    const office = await district()
    const dir = office.stickDir
    writeFileSync(join(dir, 'นศ-พรหมคีรี-2566-007.amphoe.zip.age.part'), 'left over')
    await finish(office.client.exchange.exportSubmission({ planFy, placeId: 'stick', passphrase }))
    expect(readdirSync(dir)).toEqual([`${name}.amphoe.zip.age`])
  })

  it('tells a full stick before the work, and this computer’s own full disk as what it is', async () => {
    const office = await district()
    const send = () =>
      finish(office.client.exchange.exportSubmission({ planFy, placeId: 'stick', passphrase }))
    const free = vi.spyOn(realStick, 'freeBytes')
    try {
      free.mockImplementation(async (dir) => (dir === office.stickDir ? 1000 : undefined))
      expect(await faultOf(send())).toMatchObject({ code: 'usb.full', params: { place: 'แฟลชไดรฟ์' } })
      free.mockImplementation(async (dir) => (dir === office.stickDir ? undefined : 1000))
      expect((await faultOf(send())).code).toBe('disk.full')
    } finally {
      free.mockRestore()
    }
    expect(readdirSync(office.stickDir)).toEqual([])
    expect(await office.client.exchange.sent()).toEqual([])
  })

  it('that the program suggests is another one every time', async () => {
    const { client } = await openDistrict()
    const made = [await client.exchange.suggestPassphrase(), await client.exchange.suggestPassphrase()]
    expect(made[0]?.passphrase).toMatch(/^\d{4}(-\d{4}){4}$/u)
    expect(made[0]?.passphrase).not.toBe(made[1]?.passphrase)
    expect(made[0]?.minimumLength).toBe(8)
  })
})

describe('the covering sheet (ใบนำส่ง)', () => {
  const sheet = `${name} ใบนำส่ง.pdf`
  it('lies beside the package, of just this package', async () => {
    const printed: string[] = []
    const office = await district({
      printPdf: async (html) => {
        printed.push(html)
        return Buffer.from(`%PDF- ${printed.length}`)
      },
    })
    const done = await finish(office.client.exchange.exportSubmission({ planFy, placeId: 'stick' }))
    expect(done.coveringSheet).toBe(sheet)
    expect(readdirSync(office.stickDir).sort()).toEqual([sheet, `${name}.amphoe.zip`].sort())
    expect(readFileSync(join(office.stickDir, sheet), 'utf8')).toBe(`%PDF- ${printed.length}`)
    const text = (printed.at(-1) ?? '').replace(/<[^>]+>/gu, '').replace(/\s/gu, '')
    expect(text).toContain(done.sha256)
    expect(text).toContain('ไม่ได้ใส่รหัสผ่าน')
    expect(text).toContain('รวมทั้งสิ้น')
  })
  it('that cannot be printed or written is said, and the package counts', async () => {
    const mute = await district()
    const without = await finish(mute.client.exchange.exportSubmission({ planFy, placeId: 'stick' }))
    expect(without.coveringSheet).toBeNull()
    expect(without.leftOut.map(({ paper }) => paper)).toContain(sheet)
    expect(await mute.client.exchange.sent()).toMatchObject([{ sequence: 1, verified: true }])

    const office = await district({ seed: 'other', printPdf: async () => Buffer.from('%PDF-') })
    // something of that name that cannot be written over
    mkdirSync(join(office.stickDir, sheet, 'full'), { recursive: true })
    const done = await finish(office.client.exchange.exportSubmission({ planFy, placeId: 'stick' }))
    expect(done.coveringSheet).toBeNull()
    expect(done.leftOut.map(({ paper }) => paper)).toEqual([sheet])
    expect(readdirSync(office.stickDir).sort()).toEqual([sheet, `${name}.amphoe.zip`].sort())
    expect(await office.client.exchange.sent()).toMatchObject([{ sequence: 1 }])
  })
})

describe('the office’s key', () => {
  it('lost: no package, and a word about what to do; a new one signs again', async () => {
    const office = await district()
    const before = await office.client.exchange.ownKey()
    expect(before.state).toBe('whole')
    const first = await infoOf(await handIn(office))
    const file = join(office.dataDir, 'office-key.pem')
    rmSync(file)
    expect(await office.client.exchange.ownKey()).toEqual({ ...before, state: 'missing' })
    expect((await faultOf(handIn(office))).code).toBe('office.keyMissing')
    writeFileSync(file, makeOfficeKey(seededRandom('another')).privatePem)
    expect((await office.client.exchange.ownKey()).state).toBe('other')
    writeFileSync(file, 'no key')
    expect((await office.client.exchange.ownKey()).state).toBe('missing')

    const undo = (await office.client.office.undoState()).undo
    const { fingerprint } = await office.client.exchange.renewKey()
    expect(fingerprint).not.toBe(before.fingerprint)
    expect(await office.client.exchange.ownKey()).toEqual({ fingerprint, state: 'whole' })
    const second = await infoOf(await handIn(office))
    expect(second.publicKey).not.toBe(first.publicKey)
    expect(second.sequence).toBe(2)
    // the own row says so, the history too, and nobody takes it back by hand
    expect(rowsIn(office.dataDir, 'office', office.officeId)).toMatchObject([{ publicKey: second.publicKey }])
    const history = await office.client.office.history({ limit: 20 })
    expect(history.map(({ command }) => command)).toContain('exchange.renewKey')
    expect((await office.client.office.undoState()).undo).not.toBe('exchange.renewKey')
    expect(undo).not.toBe('exchange.renewKey')
  })
})

describe('what a demo office writes', () => {
  it('is a demo, whatever it plays, and counts like the real one', async () => {
    const stickDir = makeFolder()
    const place = { id: 'stick', label: 'แฟลชไดรฟ์', path: stickDir, removable: true }
    const { client, clock } = await openTestCore({
      port: { printPdf: () => Promise.reject(new Error('no')), places: async () => [place] },
    })
    clock.set('2022-07-18T03:00:00Z')
    await finish(client.demo.start({ which: 'demoDistrict' }))
    const done = await finish(client.exchange.exportSubmission({ planFy, placeId: 'stick' }))
    const pack = await verify(done.path ?? '')
    pack.close()
    expect(pack.info).toMatchObject({ kind: 'demo', plays: 'submission', sequence: 1 })
    expect(await client.exchange.check({ planFy })).toMatchObject({ nextSequence: 2 })
  }, 60_000)
})

describe('the size said before', () => {
  it('has the attached files to the byte, each content once', async () => {
    const office = await district()
    seedOthers(office, office.made)
    const before = await office.client.exchange.check({ planFy })
    const bytes = randomBytes(1_234_567)
    const hash = createHash('sha256').update(bytes).digest('hex')
    writeFileSync(join(office.dataDir, 'attachments', hash), bytes)
    const db = new Database(join(office.dataDir, 'office.sqlite'))
    const [forum] = rowsIn(office.dataDir, 'forum') as { id: string }[]
    for (const id of ['a', 'b'])
      db.prepare(
        `INSERT INTO attachment (id, officeId, sha256, name, mime, sizeBytes, subjectTable, subjectId)
         VALUES (?, ?, ?, 'ภาพ.jpg', 'image/jpeg', ?, 'forum', ?)`,
      ).run(idOf(id), office.officeId, hash, bytes.length, forum?.id)
    db.close()
    const after = await office.client.exchange.check({ planFy })
    const more = after.estimateBytes - before.estimateBytes - bytes.length
    expect(more).toBeGreaterThan(0)
    expect(more).toBeLessThan(2000)
    expect(after.counts.laterAttachment).toBe((before.counts.laterAttachment ?? 0) + 2)
  })
  it('is that of the rows of today, also before there is a plan', async () => {
    const { client } = await openDistrict()
    const check = await client.exchange.check({ planFy })
    expect(check.counts.plan).toBe(0)
    expect(check.estimateBytes).toBeLessThan(100_000)
    expect((await faultOf(finish(client.exchange.exportSubmission({ planFy, placeId: null })))).code).toBe(
      'package.nothingToSend',
    )
  })
})
