import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Decrypter, Encrypter } from 'age-encryption'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Fault, isFault } from '../kernel/fault.ts'
import { envelopeExtension, isEnvelope, openEnvelope, writeEnvelope } from './envelope.ts'
import { checkPassphrase, passphraseForms, suggestPassphrase } from './passphrase.ts'
import { realStick, type StickFiles } from './stick.ts'
import { drain } from './verify.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'amphoe-envelope-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const passphrase = '1203-4567-8901-2345-6789'
const prefix = 'นศ-พรหมคีรี-'
const name = `${prefix}2567-001.amphoe.zip`
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function faultOf(run: Promise<unknown>): Promise<string> {
  try {
    await run
    return 'none'
  } catch (error) {
    return isFault(error) ? error.code : `not a fault: ${String(error)}`
  }
}

/** A file of this content in an envelope on the stick. */
async function seal(bytes: Buffer, stick: Partial<StickFiles> = {}, words = passphrase) {
  const path = join(dir, 'plain')
  writeFileSync(path, bytes)
  return drain(
    writeEnvelope({
      source: { path, sha256: sha256(bytes), sizeBytes: bytes.length },
      place: { dir, label: 'แฟลชไดรฟ์' },
      fileName: name + envelopeExtension,
      namePrefix: prefix,
      passphrase: words,
      stick: { ...realStick, ...stick },
      checkCancelled: () => undefined,
    }),
  )
}
const openTo = (path: string, words: string | undefined, target = join(dir, 'opened')) =>
  drain(openEnvelope(path, words, target, { fileName: name }))
const onStick = () => readdirSync(dir).filter((file) => file.startsWith(prefix))

describe('a package in an envelope', () => {
  it('opens to the same bytes, of every size around a chunk', async () => {
    for (const size of [0, 1, 65_536, 65_537, 200_000]) {
      const bytes = randomBytes(size)
      const sealed = await seal(bytes)
      expect(sealed.sha256).toBe(sha256(bytes))
      expect(sealed.sizeBytes).toBe(statSync(sealed.path).size)
      expect(isEnvelope(sealed.path)).toBe(true)
      const target = join(dir, `opened-${size}`)
      await openTo(sealed.path, passphrase, target)
      expect(sha256(readFileSync(target)), String(size)).toBe(sha256(bytes))
    }
    expect(onStick()).toEqual([name + envelopeExtension])
  })

  it('is a file of the age format, both ways', async () => {
    const sealed = await seal(Buffer.from('ชุดข้อมูล'))
    const decrypter = new Decrypter()
    decrypter.addPassphrase(passphrase)
    expect(await decrypter.decrypt(readFileSync(sealed.path), 'text')).toBe('ชุดข้อมูล')
    // what the age program writes of itself: more work than ours
    const encrypter = new Encrypter()
    encrypter.setPassphrase('รหัสผ่านยาว')
    encrypter.setScryptWorkFactor(18)
    writeFileSync(join(dir, 'by-age'), await encrypter.encrypt('จากโปรแกรมอื่น'))
    await openTo(join(dir, 'by-age'), 'รหัสผ่านยาว')
    expect(readFileSync(join(dir, 'opened'), 'utf8')).toBe('จากโปรแกรมอื่น')
  })

  it('takes a passphrase as it is told by telephone: Thai digits, spaces, no hyphens', async () => {
    const { path } = await seal(Buffer.from('a'))
    for (const [at, typed] of [
      '12034567890123456789',
      ' 1203 4567 8901 2345 6789 ',
      '๑๒๐๓–๔๕๖๗ ๘๙๐๑-๒๓๔๕-๖๗๘๙',
    ].entries())
      await openTo(path, typed, join(dir, `opened-${at}`))
  })

  it('without its passphrase says so, and with another one', async () => {
    const { path } = await seal(Buffer.from('a'))
    expect(await faultOf(openTo(path, undefined))).toBe('package.passphraseMissing')
    expect(await faultOf(openTo(path, '  '))).toBe('package.passphraseMissing')
    expect(await faultOf(openTo(path, '1203-4567-8901-2345-6780'))).toBe('package.passphraseWrong')
  })

  it('cut, changed or added to is damaged, wherever it was', async () => {
    const bytes = randomBytes(150_000)
    const { path } = await seal(bytes)
    const whole = readFileSync(path)
    const changed = join(dir, 'changed')
    const trial = async (content: Uint8Array, why: string, codes = ['package.damaged']) => {
      writeFileSync(changed, content)
      const target = join(dir, 'opened')
      rmSync(target, { force: true })
      expect(codes, why).toContain(await faultOf(openTo(changed, passphrase, target)))
    }
    const header = whole.indexOf('---')
    for (const length of [
      0,
      5,
      30,
      header,
      header + 20,
      header + 60,
      whole.length - 65_552,
      whole.length - 1,
    ])
      await trial(whole.subarray(0, length), `cut at ${length}`)
    await trial(Buffer.concat([whole, Buffer.from('x')]), 'a byte more')
    await trial(Buffer.concat([whole, whole.subarray(-65_552)]), 'a chunk more')
    // what the passphrase opens and what it does not cannot be told apart in the first lines
    const mayBeWrong = ['package.damaged', 'package.passphraseWrong', 'package.hostile', 'package.notPackage']
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const other = Buffer.from(whole)
        other[at] = (other[at] ?? 0) ^ bits
        await trial(other, `byte ${at}`, at < header ? mayBeWrong : ['package.damaged'])
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  it('for keys, for two passphrases or with work for hours is refused at once', async () => {
    const { path } = await seal(Buffer.from('a'))
    const whole = readFileSync(path)
    const text = whole.toString('latin1')
    const trial = async (content: string) => {
      writeFileSync(join(dir, 'other'), content, 'latin1')
      return faultOf(openTo(join(dir, 'other'), passphrase))
    }
    const started = performance.now()
    expect(await trial(text.replace(/ 16\n/u, ' 20\n'))).toBe('package.hostile')
    rmSync(join(dir, 'opened'), { force: true })
    expect(await trial(text.replace('-> scrypt', '-> X25519'))).toBe('package.notPackage')
    rmSync(join(dir, 'opened'), { force: true })
    const stanza = text.slice(text.indexOf('-> '), text.indexOf('---'))
    expect(await trial(text.replace(stanza, stanza + stanza))).toBe('package.damaged')
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('an envelope goes to the stick whole or not at all', () => {
  const bytes = randomBytes(300_000)
  it('when the stick gives other bytes back than it took', async () => {
    const create: StickFiles['create'] = async (path) => {
      const file = await realStick.create(path)
      let count = 0
      return {
        ...file,
        write(chunk) {
          count += 1
          return file.write(count === 4 ? Uint8Array.from(chunk, (byte) => byte ^ 1) : chunk)
        },
      }
    }
    expect(await faultOf(seal(bytes, { create }))).toBe('usb.lies')
    expect(onStick()).toEqual([])
  })
  it('when it is full, before or meanwhile, and leftovers of before go first', async () => {
    writeFileSync(join(dir, `${prefix}2566-009.amphoe.zip.age.part`), 'left')
    writeFileSync(join(dir, 'ของคนอื่น.amphoe.zip.age.part'), 'not ours')
    expect(await faultOf(seal(bytes, { freeBytes: async () => 100 }))).toBe('usb.full')
    const create: StickFiles['create'] = async (path) => ({
      ...(await realStick.create(path)),
      write: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    })
    expect(await faultOf(seal(bytes, { create }))).toBe('usb.full')
    expect(onStick()).toEqual([])
    expect(existsSync(join(dir, 'ของคนอื่น.amphoe.zip.age.part'))).toBe(true)
  })
  it('when a person cancels, at any step', async () => {
    for (const patience of [0, 2, 6]) {
      let left = patience
      const source = join(dir, 'plain')
      writeFileSync(source, bytes)
      const run = drain(
        writeEnvelope({
          source: { path: source, sha256: sha256(bytes), sizeBytes: bytes.length },
          place: { dir, label: 'แฟลชไดรฟ์' },
          fileName: name + envelopeExtension,
          namePrefix: prefix,
          passphrase,
          stick: realStick,
          checkCancelled: () => {
            left -= 1
            if (left < 0) throw new Fault('cancelled', {})
          },
        }),
      )
      expect(await faultOf(run)).toBe('cancelled')
      expect(onStick(), `after ${patience}`).toEqual([])
    }
  })
  it('holds a chunk of it in memory, however large it is', async () => {
    const size = 160 * 1024 ** 2
    const path = join(dir, 'plain')
    const chunk = randomBytes(1024 ** 2)
    const hash = createHash('sha256')
    const file = await realStick.create(path)
    for (let at = 0; at < size; at += chunk.length) {
      await file.write(chunk)
      hash.update(chunk)
    }
    await file.close()
    let most = 0
    const before = process.memoryUsage().rss
    const steps = writeEnvelope({
      source: { path, sha256: hash.digest('hex'), sizeBytes: size },
      place: { dir, label: 'แฟลชไดรฟ์' },
      fileName: name + envelopeExtension,
      namePrefix: prefix,
      passphrase,
      stick: realStick,
      checkCancelled: () => {
        most = Math.max(most, process.memoryUsage().rss - before)
      },
    })
    await drain(steps)
    // the scrypt of one passphrase takes 64 MiB of it
    expect(most / 1024 ** 2).toBeLessThan(140)
  }, 60_000)
})

describe('passphrases', () => {
  it('that are suggested can be read out, and no digit is likelier than another', () => {
    const seen = new Set<string>()
    const count = new Array<number>(10).fill(0)
    for (let run = 0; run < 2000; run += 1) {
      const made = suggestPassphrase(randomBytes)
      expect(made).toMatch(/^\d{4}(-\d{4}){4}$/u)
      expect(checkPassphrase(made)).toBe(made)
      seen.add(made)
      for (const digit of made.replaceAll('-', '')) count[Number(digit)] = (count[Number(digit)] ?? 0) + 1
    }
    expect(seen.size).toBe(2000)
    for (const times of count) expect(Math.abs(times - 4000)).toBeLessThan(400)
    // bytes of 250 and more would make 0–5 likelier: they are passed over
    let turn = 0
    expect(suggestPassphrase((length) => new Uint8Array(length).fill(turn++ === 0 ? 255 : 7))).toBe(
      '7777-7777-7777-7777-7777',
    )
  })
  it('have a least length, in letters and not in bytes', () => {
    for (const short of ['', '1234567', '  1234567  ', 'กขคงจฉช'])
      expect(() => checkPassphrase(short)).toThrow(
        expect.objectContaining({ code: 'package.passphraseShort' }),
      )
    expect(checkPassphrase(' กขคงจฉชซ ')).toBe('กขคงจฉชซ')
  })
  it('are tried as typed first, then as told', () => {
    expect(passphraseForms('รหัส ยาว พอ')).toEqual(['รหัส ยาว พอ'])
    expect(passphraseForms('12345678')).toEqual(['12345678'])
    expect(passphraseForms(passphrase)).toEqual([passphrase])
    expect(passphraseForms('12034567890123456789')).toEqual(['12034567890123456789', passphrase])
  })
})
