import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { sha256, signBytes } from '../../core/exchange/sign.ts'
import { realStick, type StickFiles } from '../../core/exchange/stick.ts'
import { drain } from '../../core/exchange/verify.ts'
import { writePackage } from '../../core/exchange/write-package.ts'
import type { ZipSource } from '../../core/exchange/zip-write.ts'
import { Fault } from '../../core/kernel/fault.ts'
import { readOfficeKey } from '../../core/office/key.ts'
import { closeAll, faultOf, finish } from '../support/core.ts'
import { handIn, makeFolder, makePlans, openDistrict, planFy, removeFolders } from '../support/packages.ts'
import { unpack } from '../support/tamper.ts'

/** What sticks do to people: PEERS.md §1.7 (Kolibri's field reports) and §3.5 #4–6, #13. */

afterEach(async () => {
  await closeAll()
  removeFolders()
})

const small = 'นศ-พรหมคีรี-2567-001.amphoe.zip'

describe('a stick that fails while a package is written', () => {
  /** A real package's content, written again to a stick of our making. */
  async function material() {
    const district = await openDistrict()
    await makePlans(district.client)
    const path = await handIn(district)
    const files = await unpack(path)
    const sources = [...files].map(([name, bytes]): ZipSource => ({ path: name, packed: true, bytes }))
    return { sources, key: readOfficeKey(district.dataDir) }
  }
  async function write(stick: Partial<StickFiles>, change: { checkCancelled?: () => void } = {}) {
    const dir = makeFolder()
    writeFileSync(join(dir, `${small}.part`), 'left over by an earlier try')
    writeFileSync(join(dir, 'งานของคนอื่น.part'), 'not ours')
    const { sources, key } = await material()
    const payloadBytes = sources.reduce(
      (sum, source) => sum + ('bytes' in source ? source.bytes.length : 0),
      0,
    )
    const run = drain(
      writePackage({
        place: { dir, label: 'แฟลชไดรฟ์' },
        fileName: small,
        namePrefix: 'นศ-พรหมคีรี-',
        sources,
        payloadBytes,
        dated: '2022-07-15',
        sign: (bytes) => signBytes(key, bytes),
        stick: { ...realStick, ...stick },
        checkCancelled: () => undefined,
        ...change,
      }),
    )
    return { dir, run }
  }
  /** The fault; whatever happened, the other person's file is there and ours are gone. */
  async function fails(...args: Parameters<typeof write>) {
    const { dir, run } = await write(...args)
    const fault = await faultOf(run)
    expect(readdirSync(dir)).toEqual(['งานของคนอื่น.part'])
    return fault
  }
  /** A stick whose n-th write fails. */
  const failing = (code: string, after: number): Partial<StickFiles> => ({
    async create(path) {
      const file = await realStick.create(path)
      let writes = 0
      return {
        ...file,
        async write(bytes) {
          writes += 1
          if (writes > after) throw Object.assign(new Error(code), { code })
          await file.write(bytes)
        },
      }
    },
  })

  it('is full: says how much is needed and how much is free', async () => {
    const fault = await fails({ ...failing('ENOSPC', 1), freeBytes: async () => 3 * 1024 ** 2 })
    expect(fault).toEqual({ code: 'usb.full', params: { place: 'แฟลชไดรฟ์', needed: 1, free: 3 } })
  })
  it('is known to be full before a byte is written', async () => {
    let created = 0
    const fault = await fails({
      freeBytes: async () => 10,
      create(path) {
        created += 1
        return realStick.create(path)
      },
    })
    expect(fault.code).toBe('usb.full')
    expect(created).toBe(0)
  })
  it.each(['EIO', 'ENODEV', 'ENXIO', 'ENOENT'])('is pulled out (%s)', async (code) => {
    expect(await fails(failing(code, 2))).toEqual({ code: 'usb.gone', params: { place: 'แฟลชไดรฟ์' } })
  })
  it('is write-protected', async () => {
    expect(
      (await fails({ create: () => Promise.reject(Object.assign(new Error('x'), { code: 'EROFS' })) })).code,
    ).toBe('usb.readOnly')
  })
  it('cannot take a file that large (FAT32)', async () => {
    expect((await fails(failing('EFBIG', 0))).code).toBe('package.tooLarge')
  })
  it('loses the flush', async () => {
    const stick: Partial<StickFiles> = {
      async create(path) {
        const file = await realStick.create(path)
        return { ...file, sync: () => Promise.reject(Object.assign(new Error('x'), { code: 'EIO' })) }
      },
    }
    expect((await fails(stick)).code).toBe('usb.gone')
  })
  it('takes every byte and gives others back', async () => {
    const stick: Partial<StickFiles> = {
      async create(path) {
        const file = await realStick.create(path)
        let at = 0
        return {
          ...file,
          async write(bytes) {
            const copy = Buffer.from(bytes)
            if (at > 4000) copy.fill(0)
            at += copy.length
            await file.write(copy)
          },
        }
      },
    }
    expect(await fails(stick)).toEqual({ code: 'usb.lies', params: { place: 'แฟลชไดรฟ์' } })
  })
  it('is cancelled', async () => {
    let asked = 0
    const fault = await fails(
      {},
      {
        checkCancelled() {
          asked += 1
          if (asked > 3) throw new Fault('cancelled', {})
        },
      },
    )
    expect(fault.code).toBe('cancelled')
  })
  it('does not say how much is free: goes on', async () => {
    const { dir, run } = await write({ freeBytes: async () => undefined })
    await run
    expect(readdirSync(dir).sort()).toEqual(['งานของคนอื่น.part', small].sort())
  })
})

describe('the office after a failed export', () => {
  it('has nothing marked as sent, and the same number again', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    rmSync(district.stickDir, { recursive: true })
    expect((await faultOf(handIn(district))).code).toBe('usb.gone')
    expect(await district.client.exchange.sent()).toEqual([])
    expect((await district.client.exchange.check({ planFy })).nextSequence).toBe(1)
    expect(
      (await faultOf(finish(district.client.exchange.exportSubmission({ planFy, placeId: 'other' })))).code,
    ).toBe('usb.gone')
    expect(readdirSync(join(district.dataDir, 'staging'))).toEqual([])
  })

  it('cancelled at every step it reports: the stick is clean, nothing is marked', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    for (let stop = 1; ; stop += 3) {
      const abort = new AbortController()
      let steps = 0
      let result: unknown
      try {
        for await (const event of await district.client.exchange.exportSubmission(
          { planFy, placeId: 'stick' },
          { signal: abort.signal },
        )) {
          steps += 1
          if (event.kind === 'result') result = event.result
          if (steps === stop) abort.abort()
        }
      } catch (error) {
        expect((error as { data?: { code?: string } }).data?.code).toBe('cancelled')
      }
      if (result !== undefined) break
      expect(readdirSync(district.stickDir), `after step ${stop}`).toEqual([])
      expect(await district.client.exchange.sent()).toEqual([])
      expect(readdirSync(join(district.dataDir, 'staging'))).toEqual([])
    }
    expect(readdirSync(district.stickDir)).toEqual([small])
    expect(await district.client.exchange.sent()).toMatchObject([{ sequence: 1 }])
  })

  it('with the package gone from the stick later still knows what it sent', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const path = await handIn(district)
    const hash = sha256(readFileSync(path))
    rmSync(path)
    expect(await district.client.exchange.sent()).toMatchObject([
      { sha256: hash, fileName: small, verified: true },
    ])
  })
})

/** A real small file system; only root may mount one. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount()
function tryMount(): boolean {
  const dir = makeFolder('amphoe-mount-')
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', dir]).status === 0
  if (done) spawnSync('umount', [dir])
  return done
}

describe.skipIf(!canMount)('on a real small file system (needs root)', () => {
  it('full and read-only are told, and it is left clean', async () => {
    const dir = makeFolder('amphoe-mount-')
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', dir]).status).toBe(0)
    try {
      const district = await openDistrict({ dir })
      await makePlans(district.client)
      const full = await faultOf(handIn(district))
      expect(full).toMatchObject({ code: 'usb.full', params: { needed: 1, free: 0 } })
      expect(readdirSync(dir)).toEqual([])
      spawnSync('mount', ['-o', 'remount,size=4m,ro', dir])
      expect((await faultOf(handIn(district))).code).toBe('usb.readOnly')
      spawnSync('mount', ['-o', 'remount,rw', dir])
      const path = await handIn(district)
      expect(existsSync(path)).toBe(true)
      expect(await district.client.exchange.sent()).toMatchObject([{ sequence: 1 }])
    } finally {
      spawnSync('umount', [dir])
    }
  })
})
