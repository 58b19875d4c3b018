import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import { makeFile, nameWithEnding } from './make.ts'
import type { PaperFormat, PaperRef } from './rules.ts'

/** ZIP's own first day: the same papers make the same file. */
const ZIP_TIME = new Date(1980, 0, 1, 0, 0, 0)

/**
 * Many papers of one kind in one file: a list for every อปท., a sheet for every village. Each paper lies on the disk while
 * the others are made, never all of them in memory.
 *
 * @throws Fault paper.noFormat, paper.fontMissing, print.*, record.notFound, cancelled; no file stays behind
 */
export async function* makeBundle(
  cx: TaskContext,
  input: { papers: readonly PaperRef[]; format: PaperFormat; name: string },
): TaskGenerator<FileTicket> {
  const made: { path: string; name: string }[] = []
  const total = input.papers.length + 1
  try {
    for (const [done, paper] of input.papers.entries()) {
      cx.checkCancelled()
      yield { step: 'papers.progress.many', done, total }
      const ticket = await resultOf(makeFile(cx, { paper, format: input.format }))
      const file = cx.files.take(ticket.token, cx.session.id)
      if (file) made.push({ path: file.path, name: freeName(ticket.name, made) })
    }
    yield { step: 'papers.progress.keep', done: total - 1, total, what: input.name }
    return await cx.files.produce(
      nameWithEnding(input.name, 'zip'),
      'application/zip',
      cx.session.id,
      (path) => writeZip(made, path),
    )
  } finally {
    for (const { path } of made) await rm(path, { force: true })
  }
}

/** Runs a task for its result: the steps of one paper are not told, the count of papers is. */
async function resultOf<R>(task: TaskGenerator<R>): Promise<R> {
  for (;;) {
    const step = await task.next()
    if (step.done) return step.value
  }
}

/** Two villages of one name: the second file is numbered. */
function freeName(wanted: string, taken: readonly { name: string }[]): string {
  const isTaken = (name: string) => taken.some((one) => one.name.toLowerCase() === name.toLowerCase())
  const dot = wanted.lastIndexOf('.')
  let name = wanted
  for (let again = 2; isTaken(name); again += 1)
    name = `${wanted.slice(0, dot)} (${again})${wanted.slice(dot)}`
  return name
}

async function writeZip(files: readonly { path: string; name: string }[], target: string): Promise<void> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  for (const { path, name } of files) {
    zip.addReadStreamLazy(
      name,
      { mtime: ZIP_TIME, mode: 0o100644, forceDosTimestamp: true, compress: false },
      (give) => {
        const stream = createReadStream(path)
        stream.on('error', (error) => zip.emit('error', error))
        give(null, stream)
      },
    )
  }
  zip.end()
  await pipeline(output, createWriteStream(target))
}
