import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault, isFault } from '../kernel/fault.ts'
import { safeFileName } from '../kernel/files.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import { makePaper as paperOf } from '../papers/catalogue.ts'
import type { PaperFormat, PaperRef } from '../papers/rules.ts'
import type { LeftOut } from './contract.ts'
import { paperPath, pathKey, pathProblem } from './format.ts'
import { hashFile } from './sign.ts'
import type { Staging } from './staging.ts'
import { faultOfStick, type StickFiles, type StickPlace, temporaryEnd } from './stick.ts'
import { exchangeWords, fill } from './words.ts'
import type { Payload } from './zip-write.ts'

/** A paper that goes with a package. */
export type WantedPaper = { paper: PaperRef; format: PaperFormat }

/** Makes the papers for people. What this computer cannot make is left out and said; the records are all there. */
export async function* stagePapers(
  cx: TaskContext,
  wanted: readonly WantedPaper[],
  staging: Staging,
): TaskGenerator<{ files: Payload[]; leftOut: LeftOut[] }> {
  const files: Payload[] = []
  const leftOut: LeftOut[] = []
  const names = new Set<string>()
  for (const [at, { paper, format }] of wanted.entries()) {
    cx.checkCancelled()
    const what = `${namePaper(cx, paper)}.${format}`
    yield { step: 'exchange.progress.papers', done: at, total: wanted.length, what }
    const ticket = await makePaper(cx, paper, format)
    if ('code' in ticket) {
      if (ticket.code === 'cancelled') throw new Fault('cancelled', {})
      leftOut.push({ paper: what, ...ticket })
      continue
    }
    const made = cx.files.take(ticket.token, cx.session.id)
    if (!made) throw new Fault('file.unknown', { name: ticket.name })
    const file = staging.path(`paper-${at}`)
    renameSync(made.path, file)
    files.push({
      path: paperPath(freeName(ticket.name, format, names)),
      packed: false,
      file,
      sizeBytes: made.sizeBytes,
      sha256: await hashFile(file),
    })
  }
  return { files, leftOut }
}

/**
 * Puts the covering sheet (ใบนำส่ง) on the drive beside a package that is made. Whatever fails here, also a cancel or a
 * drive that was pulled out, is only said: the package is whole and marked.
 *
 * @returns name of the file on the drive, or null and why
 */
export async function* writeCoveringSheet(
  cx: TaskContext,
  packageOutId: string,
  stem: string,
  place: StickPlace,
  stick: StickFiles,
): TaskGenerator<{ name: string | null; leftOut: LeftOut[] }> {
  const name = `${fill(exchangeWords(cx).coveringSheet, { name: stem })}.pdf`
  yield { step: 'exchange.progress.coveringSheet', done: 0, total: 1, what: name }
  const failed = (fault: Omit<LeftOut, 'paper'>) => ({ name: null, leftOut: [{ paper: name, ...fault }] })
  try {
    const ticket = await makePaper(cx, { kind: 'transmittal', id: packageOutId }, 'pdf')
    if ('code' in ticket) return failed(ticket)
    const made = cx.files.look(ticket.token, cx.session.id)
    const path = join(place.dir, name)
    const temporary = `${path}${temporaryEnd}`
    try {
      const file = await stick.create(temporary)
      try {
        await file.write(readFileSync(made.path))
        await file.sync()
      } finally {
        await file.close()
      }
      await stick.rename(temporary, path)
      await stick.syncDir(place.dir)
    } finally {
      await stick.remove(temporary).catch(() => undefined)
      cx.files.discard(ticket.token, cx.session.id)
    }
    return { name, leftOut: [] }
  } catch (error) {
    if (isFault(error)) return failed({ code: error.code, params: error.params })
    const fault = await faultOfStick(error, place, 0, stick)
    return failed(
      isFault(fault)
        ? { code: fault.code, params: fault.params }
        : { code: 'usb.gone', params: { place: place.label } },
    )
  }
}

/** Name of the file of a paper; its kind where even that cannot be read. */
function namePaper(cx: TaskContext, paper: PaperRef): string {
  try {
    return paperOf(cx, paper).fileName
  } catch (error) {
    if (isFault(error)) return paper.kind
    throw error
  }
}

/** A paper through the program's own contract. @returns its ticket, or the fault that kept it from being made */
async function makePaper(
  cx: TaskContext,
  paper: PaperRef,
  format: PaperFormat,
): Promise<FileTicket | Omit<LeftOut, 'paper'>> {
  try {
    for await (const event of await cx.client.papers.make({ paper, format }, { signal: cx.signal })) {
      if (event.kind === 'result') return event.result
    }
    return { code: 'internal', params: { id: '' } }
  } catch (error) {
    const fault = (error as { data?: { code?: string; params?: Record<string, unknown> } }).data
    if (fault?.code === undefined) throw error
    return { code: fault.code, params: fault.params ?? {} }
  }
}

function freeName(wanted: string, format: PaperFormat, taken: Set<string>): string {
  const end = `.${format}`
  const stem = safeFileName(wanted.endsWith(end) ? wanted.slice(0, -end.length) : wanted).slice(0, 100)
  const base = pathProblem(paperPath(stem + end)) === undefined ? stem : format
  let name = base + end
  for (let again = 2; taken.has(pathKey(name)); again += 1) name = `${base} (${again})${end}`
  taken.add(pathKey(name))
  return name
}
