import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { and, eq } from 'drizzle-orm'
import yauzl from 'yauzl'
import { faultOfSqlite } from '../../db/open.ts'
import {
  activity,
  appointmentOrder,
  attachment,
  directive,
  directiveTold,
  duty,
  forum,
  guidelineEdition,
  meeting,
  meetingMinutes,
  project,
  projectDocument,
} from '../../db/schema.ts'
import { attachmentFile, keepAttachmentFile } from '../kernel/attachments.ts'
import type { CommandContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { safeFileName } from '../kernel/files.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import type { OwnedTable } from '../kernel/write.ts'
import { attachmentKinds, attachmentsOf, officeTotal } from './queries.ts'
import {
  type AttachmentKind,
  type AttachmentSubject,
  attachmentLimits,
  endingOf,
  hasSignature,
  isProgram,
  isText,
  kindByName,
} from './rules.ts'

const tables: Record<AttachmentSubject['table'], OwnedTable> = {
  project,
  projectDocument,
  forum,
  directive,
  guidelineEdition,
  duty,
  directiveTold,
  activity,
  appointmentOrder,
  meeting,
  meetingMinutes,
}

const HEAD_BYTES = 4096
/** A table of contents longer than this is no document. */
const MAX_ENTRIES = 20_000

/**
 * Attaches a handed-in file to a record. What it is is judged by its bytes, never by its name; the bytes are kept once
 * under their hash, whoever else has attached them.
 *
 * @throws Fault file.unknown, file.tooLarge, attachment.empty, attachment.kind, attachment.program,
 *   attachment.mismatch, attachment.recordFull, attachment.officeFull, record.notFound, record.foreign, disk.*
 */
export async function* addAttachment(
  cx: TaskContext,
  input: AttachmentSubject & { token: string; name?: string | undefined },
): TaskGenerator<{ id: string; already: boolean }> {
  const file = cx.files.look(input.token, cx.session.id)
  const name = safeFileName(input.name === undefined || input.name === '' ? file.name : input.name)
  const subject: AttachmentSubject = { table: input.table, id: input.id }
  try {
    const kinds = attachmentKinds(cx)
    const kind = await kindOfFile(file.path, name, file.sizeBytes, kinds)
    mustFit(cx, subject, name, file.sizeBytes)
    const step = { step: 'attachments.progress.keeping', total: file.sizeBytes, what: name }
    yield { ...step, done: 0 }
    const temporary = Buffer.from(cx.random.bytes(12)).toString('hex')
    const copying = keepAttachmentFile(cx.dir, file.path, temporary)
    let sha256: string
    try {
      for (;;) {
        const next = await copying.next()
        if (next.done) {
          sha256 = next.value
          break
        }
        cx.checkCancelled()
        yield { ...step, done: next.value }
      }
    } finally {
      await copying.return('')
    }
    return cx.run('attachments.add', (cmd) => {
      cmd.write.mustOwn(tables[subject.table], subject.id)
      const known = cmd.db
        .select({ id: attachment.id })
        .from(attachment)
        .where(
          and(
            eq(attachment.subjectTable, subject.table),
            eq(attachment.subjectId, subject.id),
            eq(attachment.sha256, sha256),
          ),
        )
        .get()
      if (known) return { id: known.id, already: true }
      const id = cmd.write.insert(attachment, {
        sha256,
        name: freeName(
          name,
          attachmentsOf(cmd, subject).map((row) => row.name),
        ),
        mime: kind.mime,
        sizeBytes: file.sizeBytes,
        subjectTable: subject.table,
        subjectId: subject.id,
      })
      cmd.about(subject.table, subject.id)
      return { id, already: false }
    })
  } finally {
    cx.files.discard(input.token, cx.session.id)
  }
}

/** Takes a file off its record; the bytes stay as long as an undo, a backup or another record names them. */
export function removeAttachment(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustGet(attachment, input.id)
  cx.write.remove(attachment, row.id)
  cx.about(row.subjectTable, row.subjectId)
}

/**
 * A copy to look at; the stored file itself is never opened, and nothing here runs it. Files of another office's package
 * were not looked at by this program when they were attached: what a computer would run is not handed out.
 *
 * @throws Fault record.notFound; attachment.missing when its bytes are not here or no longer what they were;
 *   attachment.program, attachment.notOpened for what is no document
 */
export async function* openAttachment(cx: TaskContext, input: { id: string }): TaskGenerator<FileTicket> {
  const row = cx.db.select().from(attachment).where(eq(attachment.id, input.id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'attachment', id: input.id })
  if (!cx.hasAttachment(row.sha256, row.sizeBytes)) throw new Fault('attachment.missing', { name: row.name })
  const kind = kindByName(attachmentKinds(cx), row.name)
  if (!kind) throw new Fault('attachment.notOpened', { name: row.name })
  if (isProgram(await headOf(attachmentFile(cx.dir, row.sha256))))
    throw new Fault('attachment.program', { name: row.name })
  yield { step: 'attachments.progress.opening', done: 0, total: row.sizeBytes, what: row.name }
  return await cx.files.produce(row.name, kind.mime, cx.session.id, (path) =>
    copyVerified(attachmentFile(cx.dir, row.sha256), path, row),
  )
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const head = Buffer.alloc(512)
    return head.subarray(0, (await handle.read(head, 0, head.length, 0)).bytesRead)
  } finally {
    await handle.close()
  }
}

/** Copies a kept file and proves on the way that it still is what its name says. @throws Fault attachment.missing */
export async function copyVerified(
  from: string,
  to: string,
  row: { sha256: string; name: string },
): Promise<void> {
  const hash = createHash('sha256')
  try {
    const handle = await open(to, 'w', 0o600)
    try {
      for await (const chunk of createReadStream(from, {
        highWaterMark: 1024 * 1024,
      }) as AsyncIterable<Buffer>) {
        hash.update(chunk)
        for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw faultOfSqlite(error, to)
  }
  if (hash.digest('hex') !== row.sha256) throw new Fault('attachment.missing', { name: row.name })
}

function mustFit(cx: TaskContext, subject: AttachmentSubject, name: string, sizeBytes: number): void {
  const used = attachmentsOf(cx, subject).reduce((sum, row) => sum + row.sizeBytes, 0)
  const { recordBytes, officeBytes } = attachmentLimits
  if (used + sizeBytes > recordBytes)
    throw new Fault('attachment.recordFull', { name, used, limit: recordBytes })
  const all = officeTotal(cx)
  if (all + sizeBytes > officeBytes)
    throw new Fault('attachment.officeFull', { name, used: all, limit: officeBytes })
}

/** แบบแปลน.pdf, แบบแปลน (2).pdf: two files of one record never bear the same name. */
function freeName(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((one) => one.toLowerCase()))
  if (!used.has(name.toLowerCase())) return name
  const ending = endingOf(name)
  const stem = ending === '' ? name : name.slice(0, -ending.length - 1)
  for (let at = 2; ; at += 1) {
    const next = safeFileName(`${stem} (${at})${ending === '' ? '' : `.${ending}`}`)
    if (!used.has(next.toLowerCase())) return next
  }
}

/**
 * The kind of a file by name and bytes together.
 *
 * @throws Fault attachment.empty, file.tooLarge, attachment.program, attachment.kind, attachment.mismatch
 */
async function kindOfFile(
  path: string,
  name: string,
  sizeBytes: number,
  kinds: readonly AttachmentKind[],
): Promise<AttachmentKind> {
  if (sizeBytes === 0) throw new Fault('attachment.empty', { name })
  if (sizeBytes > attachmentLimits.fileBytes)
    throw new Fault('file.tooLarge', { name, limit: attachmentLimits.fileBytes })
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw faultOfSqlite(error, name)
  })
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, sizeBytes))
    await handle.read(head, 0, head.length, 0)
    if (isProgram(head)) throw new Fault('attachment.program', { name })
    const kind = kindByName(kinds, name)
    if (!kind) throw new Fault('attachment.kind', { name, kinds: kinds.map((one) => one.name).join(', ') })
    if (!(await fits(handle, path, head, kind, kinds)))
      throw new Fault('attachment.mismatch', { name, kind: kind.name })
    return kind
  } finally {
    await handle.close()
  }
}

async function fits(
  handle: FileHandle,
  path: string,
  head: Buffer,
  kind: AttachmentKind,
  kinds: readonly AttachmentKind[],
): Promise<boolean> {
  if (kind.check === 'text') return textOnly(handle)
  if (!hasSignature(head, kind)) return false
  const inside = kind.inside ?? ''
  if (kind.check === 'head') return head.subarray(0, 256).includes(inside, 0, 'latin1')
  if (kind.check === 'bytes') return true
  const names = await entriesOf(path)
  if (names === null) return false
  if (kind.check === 'entry') return names.some((entry) => entry.startsWith(inside))
  const files = names.filter((entry) => !entry.endsWith('/'))
  // a zip in a zip could hide anything
  return (
    files.length > 0 &&
    files.every(
      (entry) => kindByName(kinds, entry)?.check !== 'archive' && kindByName(kinds, entry) !== undefined,
    )
  )
}

async function textOnly(handle: FileHandle): Promise<boolean> {
  const chunk = Buffer.alloc(64 * 1024)
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at)
    if (bytesRead === 0) return true
    if (!isText(chunk.subarray(0, bytesRead))) return false
    at += bytesRead
  }
}

/** Names of a zip's entries, or null for what is no readable zip. Nothing is unpacked. */
function entriesOf(path: string): Promise<string[] | null> {
  return new Promise((resolve) => {
    yauzl.open(path, { lazyEntries: true, autoClose: true }, (error, zip) => {
      if (error || !zip) return resolve(null)
      const names: string[] = []
      const end = (value: string[] | null) => {
        zip.close()
        resolve(value)
      }
      zip.on('error', () => end(null))
      zip.on('end', () => resolve(names))
      zip.on('entry', (entry: yauzl.Entry) => {
        names.push(entry.fileName)
        if (names.length > MAX_ENTRIES) end(null)
        else zip.readEntry()
      })
      zip.readEntry()
    })
  })
}
