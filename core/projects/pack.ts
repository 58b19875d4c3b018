import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { copyVerified } from '../attachments/commands.ts'
import { makeStaging, type Staging } from '../exchange/staging.ts'
import {
  faultOfStick,
  realStick,
  removeLeftovers,
  type StickFiles,
  type StickPlace,
} from '../exchange/stick.ts'
import { attachmentFile } from '../kernel/attachments.ts'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault, isFault } from '../kernel/fault.ts'
import { safeFileName } from '../kernel/files.ts'
import { makeFile, nameWithEnding } from '../papers/make.ts'
import type { PaperFormat, PaperRef } from '../papers/rules.ts'
import { fillWords } from '../plans/areas.ts'
import { briefWording, mustFindProject } from './brief.ts'
import type { PackResult } from './contract.ts'
import { packContents } from './pack-contents.ts'

type PackFile = { name: string; path: string; packed: boolean }
type LeftOut = PackResult['leftOut']

/** ZIP's own first day: the same papers make the same file. */
const ZIP_TIME = new Date(1980, 0, 1, 0, 0, 0)

/**
 * ชุดเสนอโครงการ: the brief as PDF and DOCX, papers and files under numbered safe names, and a list of contents with what
 * is missing, as one zip. On a drive it is whole there or not there at all (temporary name, flush, rename). A file that
 * cannot be put in (gone from this computer, no printer for PDF) is told, the others go.
 *
 * @throws Fault record.notFound, usb.*, disk.*, cancelled; nothing half-written stays behind
 */
export async function* packProjects(
  cx: TaskContext,
  input: { projectIds: readonly string[]; placeId: string | null },
): TaskGenerator<PackResult> {
  return yield* packOnto(cx, input, realStick)
}

/** The same on a drive that is handed in: a test puts a failing one there. */
export async function* packOnto(
  cx: TaskContext,
  input: { projectIds: readonly string[]; placeId: string | null },
  stick: StickFiles,
): TaskGenerator<PackResult> {
  const place = await findPlace(cx, input.placeId)
  const staging = makeStaging(cx.dir, cx.random, cx.clock.now())
  try {
    const files: PackFile[] = []
    const leftOut: LeftOut = []
    const many = input.projectIds.length > 1
    for (const [at, projectId] of input.projectIds.entries()) {
      const { project } = mustFindProject(cx, projectId)
      const folder = many
        ? `${fillWords(briefWording(cx).packFolder, { no: String(at + 1).padStart(2, '0'), name: shortName(project.name) })}/`
        : ''
      yield {
        step: 'projects.progress.collecting',
        done: at,
        total: input.projectIds.length,
        what: project.name,
      }
      yield* collect(cx, projectId, safeFolder(folder), staging, files, leftOut)
    }
    const name = packName(cx, input.projectIds)
    const totalBytes = await sizeOf(files)
    const written = yield* writeZip(
      cx,
      files,
      place ?? { dir: staging.dir, label: name },
      name,
      totalBytes,
      stick,
    )
    if (place !== null)
      return { fileName: name, sizeBytes: written.sizeBytes, path: written.path, ticket: null, leftOut }
    const ticket = await cx.files.produce(name, 'application/zip', cx.session.id, (path) =>
      pipeline(createReadStream(written.path), createWriteStream(path)),
    )
    return { fileName: name, sizeBytes: written.sizeBytes, path: null, ticket, leftOut }
  } finally {
    staging.remove()
  }
}

async function findPlace(cx: TaskContext, placeId: string | null): Promise<StickPlace | null> {
  if (placeId === null) return null
  const place = (await cx.port.places()).find(({ id }) => id === placeId)
  if (!place) throw new Fault('usb.gone', { place: '' })
  return { dir: place.path, label: place.label }
}

function shortName(name: string): string {
  return nameWithEnding(name, 'x').slice(0, -2)
}

function safeFolder(folder: string): string {
  return folder === '' ? '' : `${safeFileName(folder.slice(0, -1))}/`
}

function packName(cx: TaskContext, projectIds: readonly string[]): string {
  const wording = briefWording(cx)
  const [only] = projectIds
  const title =
    projectIds.length === 1 && only !== undefined
      ? fillWords(wording.packFile, { name: mustFindProject(cx, only).project.name })
      : fillWords(wording.packFileMany, { count: projectIds.length })
  return safeFileName(nameWithEnding(title, 'zip'))
}

async function* collect(
  cx: TaskContext,
  projectId: string,
  folder: string,
  staging: Staging,
  files: PackFile[],
  leftOut: LeftOut,
): TaskGenerator<void> {
  const contents = packContents(cx, projectId)
  const wording = briefWording(cx)
  const papers: { paper: PaperRef; format: PaperFormat; name: string }[] = [
    { paper: { kind: 'projectPack', id: projectId }, format: 'pdf', name: wording.contentsFile },
    { paper: { kind: 'projectPack', id: projectId }, format: 'xlsx', name: wording.contentsFile },
    { paper: { kind: 'projectBrief', id: projectId }, format: 'pdf', name: contents.brief },
    { paper: { kind: 'projectBrief', id: projectId }, format: 'docx', name: contents.brief },
  ]
  for (const { paper, format, name } of papers) {
    cx.checkCancelled()
    const fileName = safeFileName(`${name}.${format}`)
    try {
      const made = makeFile(cx, { paper, format })
      let step = await made.next()
      while (!step.done) step = await made.next()
      const file = cx.files.take(step.value.token, cx.session.id)
      if (file) {
        const path = staging.path(`paper-${files.length}`)
        await pipeline(createReadStream(file.path), createWriteStream(path))
        await rm(file.path, { force: true })
        files.push({ name: folder + fileName, path, packed: false })
      }
    } catch (error) {
      if (!isFault(error) || !error.code.startsWith('print.')) throw error
      leftOut.push({ name: fileName, code: error.code })
    }
  }
  for (const { name, row } of contents.files) {
    cx.checkCancelled()
    yield { step: 'projects.progress.copying', done: files.length, what: name }
    const path = staging.path(`file-${files.length}`)
    try {
      if (!cx.hasAttachment(row.sha256, row.sizeBytes))
        throw new Fault('attachment.missing', { name: row.name })
      await copyVerified(attachmentFile(cx.dir, row.sha256), path, row)
      files.push({ name: folder + name, path, packed: row.mime.startsWith('text/') })
    } catch (error) {
      if (!isFault(error) || error.code !== 'attachment.missing') throw error
      leftOut.push({ name, code: error.code })
    }
  }
}

async function sizeOf(files: readonly PackFile[]): Promise<number> {
  let sum = 0
  for (const file of files) sum += (await stat(file.path)).size
  return sum
}

async function* writeZip(
  cx: TaskContext,
  files: readonly PackFile[],
  place: StickPlace,
  name: string,
  totalBytes: number,
  stick: StickFiles,
): TaskGenerator<{ path: string; sizeBytes: number }> {
  const final = join(place.dir, name)
  const temporary = `${final}.part`
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  for (const file of files) {
    zip.addReadStreamLazy(
      file.name,
      { mtime: ZIP_TIME, mode: 0o100644, forceDosTimestamp: true, compress: file.packed },
      (give) => {
        const stream = createReadStream(file.path)
        stream.on('error', (error) => zip.emit('error', error))
        give(null, stream)
      },
    )
  }
  zip.end()
  try {
    await removeLeftovers(place.dir, (one) => one === `${name}.part`, stick)
    const free = await stick.freeBytes(place.dir)
    if (free !== undefined && free < totalBytes) {
      const megabytes = (bytes: number) => Math.ceil(bytes / 1024 ** 2)
      throw new Fault('usb.full', {
        place: place.label,
        needed: megabytes(totalBytes),
        free: Math.floor(free / 1024 ** 2),
      })
    }
    const file = await stick.create(temporary)
    let sizeBytes = 0
    try {
      for await (const chunk of output as AsyncIterable<Buffer>) {
        cx.checkCancelled()
        await file.write(chunk)
        sizeBytes += chunk.length
        yield { step: 'projects.progress.writing', done: sizeBytes, total: totalBytes, what: name }
      }
      await file.sync()
    } finally {
      await file.close()
    }
    cx.checkCancelled()
    await stick.rename(temporary, final)
    await stick.syncDir(place.dir)
    return { path: final, sizeBytes }
  } catch (error) {
    throw await faultOfStick(error, place, totalBytes, stick)
  } finally {
    output.destroy()
    await stick.remove(temporary).catch(() => undefined)
  }
}
