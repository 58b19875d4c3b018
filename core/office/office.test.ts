import { createPublicKey, sign, verify } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  closeAll,
  faultOf,
  finish,
  letterhead,
  openTestCore,
  setUpDistrict,
  setUpProvince,
} from '../../tests/support/core.ts'
import { makeOfficeKey, readOfficeKey } from './key.ts'

afterEach(closeAll)

/** A PNG head of the given size with its end mark: enough to be measured, not to be shown. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(head)
  head.writeUInt32BE(13, 8)
  head.write('IHDR', 12, 'latin1')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  const pixels = Buffer.from('\0\0\0\x01IDAT.CRC!', 'latin1')
  return Buffer.concat([head, pixels, Buffer.from('\0\0\0\0IEND\xaeB`\x82', 'latin1')])
}

describe('set-up', () => {
  it('makes the office, its first person, its signatories and a key that signs', async () => {
    const { client, dataDir } = await openTestCore()
    expect((await client.office.status()).state).toBe('new')
    const officeId = await setUpDistrict(client)
    const status = await client.office.status()
    expect(status).toMatchObject({
      state: 'ready',
      workspace: 'office',
      today: '2022-07-15',
      office: {
        id: officeId,
        profile: 'district',
        provinceName: 'นครศรีธรรมราช',
        districtName: 'พรหมคีรี',
        agencyCode: 'นศ ๐๔๑๘',
      },
      staff: { name: 'นายทดสอบ ระบบดี', role: 'admin' },
    })
    expect((await client.office.signatories()).map((one) => one.name)).toEqual([
      'นายตัวอย่าง อำเภอดี',
      'นางสาวสมมติ พัฒนา',
    ])
    expect(statSync(join(dataDir, 'office-key.pem')).mode & 0o777).toBe(0o600)
    const key = readOfficeKey(dataDir)
    const signature = sign(null, Buffer.from('ทดสอบ'), key)
    expect(verify(null, Buffer.from('ทดสอบ'), createPublicKey(key), signature)).toBe(true)
    expect(verify(null, Buffer.from('ทดสอป'), createPublicKey(key), signature)).toBe(false)
    expect(readFileSync(join(dataDir, 'office-key.pem'), 'utf8')).toContain('BEGIN PRIVATE KEY')
  })

  it('is done once', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    expect(await faultOf(setUpDistrict(client))).toMatchObject({ code: 'office.alreadySetUp' })
    expect((await client.office.undoState()).undo).toBeNull()
    expect(await faultOf(client.office.undo())).toMatchObject({ code: 'undo.nothing' })
  })

  it('refuses areas that do not fit and writes nothing', async () => {
    const { client, dataDir } = await openTestCore()
    const fault = await faultOf(setUpDistrict(client, { districtCode: '2001' }))
    expect(fault).toMatchObject({
      code: 'input.invalid',
      params: { issues: [{ path: ['districtCode'], key: 'unknownArea' }] },
    })
    const laptop = await faultOf(
      client.office.setUp({
        profile: 'tambon',
        provinceCode: '80',
        districtCode: '8002',
        tambonCodes: ['800201', '800301'],
        letterhead,
        signatories: [],
        staffName: 'ก',
        staffPosition: '',
      }),
    )
    expect(laptop.params.issues).toMatchObject([{ path: ['tambonCodes', 1] }])
    expect((await client.office.status()).state).toBe('new')
    expect(existsSync(join(dataDir, 'office-key.pem'))).toBe(false)
  })

  it('says which fields are wrong', async () => {
    const { client } = await openTestCore()
    const fault = await faultOf(
      client.office.setUp({
        profile: 'district',
        provinceCode: '80',
        districtCode: null,
        tambonCodes: [],
        letterhead: { ...letterhead, name: '  ', agencyCode: 'abc', email: 'ไม่ใช่อีเมล' },
        signatories: [{ name: 'ก', positionLines: [], signs: [] }],
        staffName: '',
        staffPosition: '',
      }),
    )
    expect(fault.code).toBe('input.invalid')
    const paths = (fault.params.issues as { path: unknown[] }[]).map((issue) => issue.path.join('.'))
    expect(paths).toEqual(
      expect.arrayContaining([
        'letterhead.name',
        'letterhead.agencyCode',
        'letterhead.email',
        'signatories.0.positionLines',
        'staffName',
      ]),
    )
  })

  it('asks for set-up before anything else', async () => {
    const { client } = await openTestCore()
    expect(await faultOf(client.geography.ownTambons())).toMatchObject({ code: 'office.notSetUp' })
    expect((await client.geography.provinces()).length).toBe(77)
  })

  it('gives the same key for the same randomness and another for another', () => {
    const from = (value: number) =>
      makeOfficeKey({ bytes: (length) => new Uint8Array(length).fill(value) }).publicKey
    expect(from(1)).toBe(from(1))
    expect(from(1)).not.toBe(from(2))
  })
})

describe('letterhead and signatories', () => {
  it('are changed, undone and redone, and their history can be read', async () => {
    const { client } = await openTestCore()
    const officeId = await setUpDistrict(client)
    await client.office.saveLetterhead({
      ...letterhead,
      telephone: '๐ ๗๕๓๙ ๖๑๑๑',
      addressLines: ['ถนนหลัก', '', 'นศ ๘๐๓๒๐'],
    })
    expect((await client.office.status()).office).toMatchObject({
      telephone: '๐ ๗๕๓๙ ๖๑๑๑',
      addressLines: ['ถนนหลัก', 'นศ ๘๐๓๒๐'],
    })
    expect(await client.office.undoState()).toEqual({ undo: 'office.saveLetterhead', redo: null })
    await client.office.undo()
    expect((await client.office.status()).office).toMatchObject({
      telephone: letterhead.telephone,
      addressLines: letterhead.addressLines,
    })
    expect(await client.office.undoState()).toEqual({ undo: null, redo: 'office.saveLetterhead' })
    await client.office.redo()
    expect((await client.office.status()).office?.telephone).toBe('๐ ๗๕๓๙ ๖๑๑๑')
    const changes = await client.office.recordHistory({ table: 'office', id: officeId })
    expect(changes.map((change) => change.operation)).toEqual(['insert', 'update', 'update', 'update'])
    expect(changes[1]).toMatchObject({
      staffName: 'นายทดสอบ ระบบดี',
      before: { telephone: letterhead.telephone },
    })
    expect((await client.office.history({ limit: 10 })).map((line) => line.kind)).toEqual([
      'redo',
      'undo',
      'done',
      'done',
    ])
  })

  it('keeps a signatory who no longer signs', async () => {
    const { client } = await openTestCore()
    await setUpDistrict(client)
    const [first] = await client.office.signatories()
    await client.office.saveSignatory({ ...first!, active: false })
    const after = await client.office.signatories()
    expect(after.map((one) => one.active)).toEqual([true, false])
    expect(await faultOf(client.office.saveSignatory({ ...first!, id: '0'.repeat(26) }))).toMatchObject({
      code: 'record.notFound',
    })
  })
})

describe('emblem', () => {
  async function put(bytes: Buffer, name = 'ตรา.png') {
    const made = await openTestCore()
    await setUpDistrict(made.client)
    const path = join(mkdtempSync(join(tmpdir(), 'amphoe-emblem-')), 'picture')
    writeFileSync(path, bytes)
    const ticket = made.core.files.adopt(path, name, 't')
    return { ...made, token: ticket.token }
  }

  it('is taken in, shown and can be taken back', async () => {
    const { client, token } = await put(png(900, 1000))
    const made = await finish(client.office.importEmblem({ token }))
    expect(made).toMatchObject({ widthPx: 900, heightPx: 1000, lowResolution: false })
    expect(await client.office.emblem()).toMatchObject({
      mime: 'image/png',
      widthPx: 900,
      base64: png(900, 1000).toString('base64'),
    })
    expect((await client.office.status()).office?.emblemMode).toBe('picture')
    await client.office.undo()
    expect(await client.office.emblem()).toBeNull()
    expect((await client.office.status()).office?.emblemMode).toBe('space')
  })

  it('warns of a coarse picture and refuses what is none', async () => {
    const coarse = await put(png(300, 320))
    expect(await finish(coarse.client.office.importEmblem({ token: coarse.token }))).toMatchObject({
      lowResolution: true,
    })
    const cases: [Buffer, string][] = [
      [png(40, 40), 'emblem.tooSmall'],
      [Buffer.from('ไม่ใช่ภาพ'), 'emblem.kind'],
      [Buffer.from('%PDF-1.7 <svg-like'), 'emblem.kind'],
      [Buffer.alloc(0), 'emblem.kind'],
      [
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9" fill="url(#a)"/></svg>'),
        'emblem.svg',
      ],
      [Buffer.from('<?xml version="1.0"?><svg><script>alert(1)</script></svg>'), 'emblem.svgActive'],
      [Buffer.from('<svg onload="alert(1)"/>'), 'emblem.svgActive'],
      [Buffer.from('<svg><image href="https://example.org/a.png"/></svg>'), 'emblem.svgActive'],
      [Buffer.from('<svg><style>@import "x.css"</style></svg>'), 'emblem.svgActive'],
      [Buffer.from('\ufeff<svg><a href="javascript:x()"/></svg>', 'utf16le'), 'emblem.svgActive'],
      [png(900, 900).subarray(0, 30), 'emblem.broken'],
      [png(900, 900).subarray(0, -12), 'emblem.broken'],
      [png(4000, 700), 'emblem.tooWide'],
      [png(13_000, 13_000), 'emblem.tooLarge'],
      [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]), 'emblem.broken'],
      [Buffer.alloc(9 * 1024 * 1024, 1), 'emblem.tooLarge'],
    ]
    for (const [bytes, code] of cases) {
      const { client, token } = await put(bytes)
      expect((await faultOf(finish(client.office.importEmblem({ token })))).code).toBe(code)
      expect(await client.office.emblem()).toBeNull()
    }
    const { client } = await openTestCore()
    await setUpDistrict(client)
    expect((await faultOf(finish(client.office.importEmblem({ token: 'x' })))).code).toBe('file.unknown')
  })
})

describe('drafts and workspaces', () => {
  it('keeps what was typed through a restart', async () => {
    const first = await openTestCore({ keep: true })
    await first.client.office.saveDraft({ form: 'setUp', data: { name: 'อำเภอ' } })
    await first.core.close()
    const second = await openTestCore({ dataDir: first.dataDir })
    expect(await second.client.office.draft({ form: 'setUp' })).toMatchObject({ data: { name: 'อำเภอ' } })
    await second.client.office.saveDraft({ form: 'setUp', data: null })
    expect(await second.client.office.draft({ form: 'setUp' })).toBeNull()
  })

  it('opens no demo office that was not made', async () => {
    const { client } = await openTestCore()
    expect((await faultOf(finish(client.office.openWorkspace({ workspace: 'demoDistrict' })))).code).toBe(
      'office.demoMissing',
    )
    await finish(client.office.openWorkspace({ workspace: 'office' }))
  })

  it('lets only a province ask for the board', async () => {
    const { client } = await openTestCore()
    await setUpProvince(client)
    expect(await client.geography.ownTambons()).toEqual([])
    const district = await openTestCore()
    await setUpDistrict(district.client)
    expect((await faultOf(district.client.province.board({ planFy: 2567 }))).code).toBe('input.wrongProfile')
  })
})
