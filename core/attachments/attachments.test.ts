import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import yazl from 'yazl'
import {
  closeAll,
  faultOf,
  finish,
  makePlan,
  openTestCore,
  setUpDistrict,
  type TestCore,
} from '../../tests/support/core.ts'
import { rezip } from '../papers/engine/zip.ts'
import { attachmentLimits, isProgram, isText } from './rules.ts'

afterEach(closeAll)

const pdf = (text = '') => Buffer.from(`%PDF-1.7\n${text}\n%%EOF`)
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(40)])
const exe = Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(300)])

async function zipOf(names: readonly string[]): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const name of names) zip.addBuffer(Buffer.from('x'), name)
  zip.end()
  return buffer(zip.outputStream as Readable)
}

type Bank = TestCore & {
  projectId: string
  attach(name: string, bytes: Buffer): Promise<{ id: string; already: boolean }>
}

async function openBank(): Promise<Bank> {
  const opened = await openTestCore({ keep: true })
  await setUpDistrict(opened.client)
  const { projectIds } = await makePlan(
    opened.client,
    { level: 'tambon', areaKey: '800201', planFy: 2567 },
    [100],
    null,
  )
  const projectId = projectIds[0]!
  return {
    ...opened,
    projectId,
    async attach(name, bytes) {
      const { token } = await opened.core.files.put(name, once(bytes), 't')
      return finish(opened.client.attachments.add({ token, table: 'project', id: projectId }))
    },
  }
}
async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
const stored = (bank: Bank) =>
  existsSync(join(bank.dataDir, 'attachments')) ? readdirSync(join(bank.dataDir, 'attachments')) : []
const staged = (bank: Bank) => readdirSync(join(bank.dataDir, 'staging'))
const list = (bank: Bank) => bank.client.attachments.list({ table: 'project', id: bank.projectId })

describe('attaching', () => {
  it('keeps the same bytes once, without rights to run them, and gives back just these bytes', async () => {
    const bank = await openBank()
    const first = await bank.attach('แบบแปลน.pdf', pdf('a'))
    expect(first.already).toBe(false)
    expect(await bank.attach('อีกชื่อ.pdf', pdf('a'))).toEqual({ id: first.id, already: true })
    await bank.attach('แบบแปลน.PDF', pdf('b'))
    await bank.attach('ภาพ.png', png)
    const { rows, recordBytes } = await list(bank)
    expect(rows.map((row) => [row.name, row.picture, row.stored])).toEqual([
      ['แบบแปลน.pdf', false, true],
      ['แบบแปลน (2).pdf', false, true],
      ['ภาพ.png', true, true],
    ])
    expect(recordBytes).toBe(rows.reduce((sum, row) => sum + row.sizeBytes, 0))
    expect(stored(bank)).toHaveLength(3)
    expect(
      stored(bank).every((name) => (statSync(join(bank.dataDir, 'attachments', name)).mode & 0o111) === 0),
    ).toBe(true)
    expect(staged(bank)).toEqual([])
    const ticket = await finish(bank.client.attachments.open({ id: first.id }))
    expect(readFileSync(bank.core.files.look(ticket.token, 't').path).equals(pdf('a'))).toBe(true)
    expect(await bank.client.attachments.picture({ id: rows[2]!.id })).toEqual({
      mime: 'image/png',
      base64: png.toString('base64'),
    })
    expect(await bank.client.attachments.picture({ id: first.id })).toBe(null)
  })

  it('judges by the bytes: hostile, mistaken and damaged files are refused and leave nothing', async () => {
    const bank = await openBank()
    const code = async (name: string, bytes: Buffer) => (await faultOf(bank.attach(name, bytes))).code
    expect(await code('แบบ.pdf', exe)).toBe('attachment.program')
    expect(await code('แบบ.txt', Buffer.from('#!/bin/sh\nrm -rf /'))).toBe('attachment.program')
    expect(await code('setup.exe', exe)).toBe('attachment.program')
    expect(await code('a.html', Buffer.from('<script>'))).toBe('attachment.kind')
    expect(await code('แบบ.pdf.scr', pdf())).toBe('attachment.kind')
    expect(await code('ไม่มีนามสกุล', pdf())).toBe('attachment.kind')
    expect(await code('แบบ.pdf', png)).toBe('attachment.mismatch')
    expect(await code('แบบ.docx', await zipOf(['xl/workbook.xml']))).toBe('attachment.mismatch')
    expect(await code('แบบ.docx', Buffer.from('PK\x03\x04broken'))).toBe('attachment.mismatch')
    expect(await code('แบบ.odt', await zipOf(['content.xml']))).toBe('attachment.mismatch')
    expect(await code('แบบ.txt', Buffer.from('a\0b'))).toBe('attachment.mismatch')
    expect(await code('ว่าง.pdf', Buffer.alloc(0))).toBe('attachment.empty')
    expect(await code('รวม.zip', await zipOf(['แบบ.pdf', 'run.bat']))).toBe('attachment.mismatch')
    expect(await code('รวม.zip', await zipOf(['แบบ.pdf', 'inner.zip']))).toBe('attachment.mismatch')
    expect(await code('ใหญ่.pdf', Buffer.concat([pdf(), Buffer.alloc(attachmentLimits.fileBytes)]))).toBe(
      'file.tooLarge',
    )
    expect(stored(bank)).toEqual([])
    expect(staged(bank)).toEqual([])
    expect((await list(bank)).rows).toEqual([])
    for (const [name, bytes] of [
      ['ดี.docx', await zipOf(['[Content_Types].xml', 'word/document.xml'])],
      ['ดี.xlsx', Buffer.from(await rezip(await zipOf(['xl/workbook.xml']), new Date(0)))],
      ['รวม.zip', await zipOf(['แบบ.pdf', 'ภาพ/1.jpg'])],
      ['ข้อความ.csv', Buffer.from('ลำดับ,โครงการ\r\n1,ถนน')],
      ['แบบ.dwg', Buffer.from('AC1032\0\0')],
    ] as const)
      expect((await bank.attach(name, bytes)).already, name).toBe(false)
  })

  it('makes hostile names safe', async () => {
    const bank = await openBank()
    for (const name of [
      '../../etc/passwd.pdf',
      'CON.pdf',
      `${'ก'.repeat(400)}.pdf`,
      'a\u202Efdp.exe.pdf',
      'นํ้า?.pdf',
    ])
      await bank.attach(name, pdf(name))
    const names = (await list(bank)).rows.map((row) => row.name)
    expect(names.slice(0, 2)).toEqual(['..-..-etc-passwd.pdf', '_CON.pdf'])
    expect(names[2]!.length).toBeLessThanOrEqual(120)
    expect(Buffer.byteLength(names[2]!)).toBeLessThanOrEqual(230)
    expect(names.join('')).not.toMatch(/[\u202E/\\?]/u)
    expect(names[4]).toBe('น้ำ-.pdf')
  })

  it('refuses a record of another office, one that is not there, and a foreign token', async () => {
    const bank = await openBank()
    const put = async () => (await bank.core.files.put('แบบ.pdf', once(pdf()), 't')).token
    expect(
      (
        await faultOf(
          finish(bank.client.attachments.add({ token: await put(), table: 'project', id: '0'.repeat(26) })),
        )
      ).code,
    ).toBe('record.notFound')
    const other = bank.core.client({ id: 'other' })
    expect(
      (
        await faultOf(
          finish(other.attachments.add({ token: await put(), table: 'project', id: bank.projectId })),
        )
      ).code,
    ).toBe('file.unknown')
  })
})

describe('removing', () => {
  it('can be undone; the bytes stay within the reach of undo and backups, and go when nothing names them', async () => {
    const bank = await openBank()
    const { id } = await bank.attach('แบบ.pdf', pdf())
    await bank.client.attachments.remove({ id })
    expect((await list(bank)).rows).toEqual([])
    await bank.core.close()
    const orphan = 'a'.repeat(64)
    writeFileSync(join(bank.dataDir, 'attachments', orphan), 'x')
    writeFileSync(join(bank.dataDir, 'attachments', 'half.part'), 'x')
    const kept = 'b'.repeat(64)
    writeFileSync(join(bank.dataDir, 'attachments', kept), 'x')
    // a backup of another day still names this one
    mkdirSync(join(bank.dataDir, 'backups'), { recursive: true })
    const copy = new Database(join(bank.dataDir, 'backups', '2000-old.sqlite'))
    copy.exec('CREATE TABLE attachment (sha256); CREATE TABLE change (tableName, before, after)')
    copy.prepare('INSERT INTO attachment VALUES (?)').run(kept)
    copy.close()
    const again = await openTestCore({ dataDir: bank.dataDir })
    const names = readdirSync(join(bank.dataDir, 'attachments'))
    expect(names).toContain(kept)
    expect(names).not.toContain(orphan)
    expect(names).not.toContain('half.part')
    expect(names).toHaveLength(2)
    await again.client.office.undo()
    const { rows } = await again.client.attachments.list({ table: 'project', id: bank.projectId })
    expect(rows).toMatchObject([{ id, stored: true }])
  })

  it('says when the kept bytes are gone or changed', async () => {
    const bank = await openBank()
    const { id } = await bank.attach('แบบ.pdf', pdf())
    const [name] = stored(bank)
    writeFileSync(
      join(bank.dataDir, 'attachments', name!),
      pdf().map((byte) => byte ^ 1),
    )
    expect((await faultOf(finish(bank.client.attachments.open({ id })))).code).toBe('attachment.missing')
    writeFileSync(join(bank.dataDir, 'attachments', name!), 'shorter')
    expect((await list(bank)).rows[0]?.stored).toBe(false)
    // attaching the original again mends it
    await bank.attach('แบบ.pdf', pdf())
    expect((await list(bank)).rows[0]?.stored).toBe(true)
    expect((await finish(bank.client.attachments.open({ id }))).sizeBytes).toBe(pdf().length)
  })
})

describe('bytes', () => {
  it('tell programs and text', () => {
    expect(isProgram(exe)).toBe(true)
    expect(isProgram(Buffer.from('MZ คือรหัส'))).toBe(false)
    expect(isProgram(Buffer.from('7f454c4602', 'hex'))).toBe(true)
    expect(isText(Buffer.from('ก\tข\r\n'))).toBe(true)
    expect(isText(Buffer.from([27]))).toBe(false)
  })
})
