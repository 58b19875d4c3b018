import { createReadStream, existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { and, desc, eq } from 'drizzle-orm'
import { faultOfSqlite } from '../../db/open.ts'
import { attachment, directive, letter, office, packageOut, plan, resultsReport } from '../../db/schema.ts'
import type { QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault, isFault } from '../kernel/fault.ts'
import { safeFileName } from '../kernel/files.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import { publicKeyOf, readOfficeKey } from '../office/key.ts'
import { makePaper as paperOf } from '../papers/catalogue.ts'
import type { PaperFormat, PaperRef } from '../papers/rules.ts'
import type { ExportResult, LeftOut } from './contract.ts'
import {
  attachmentPath,
  bagInfoFile,
  bagItFile,
  bagItText,
  manifestFile,
  packageExtension,
  packageLimits,
  paperPath,
  pathKey,
  pathProblem,
  readmeFile,
  recordPath,
  signatureFile,
  signedStatement,
  tagManifestFile,
  writeBagInfo,
  writeManifest,
} from './format.ts'
import { lineOf, readRow, recordTypes } from './records.ts'
import { formatVersion, type PackageInfo } from './rules.ts'
import { cutLoose, lastCommand, rowsOf, type Selection, selectRecords } from './select.ts'
import { fingerprintOf, sha256, signBytes, startSha256 } from './sign.ts'
import { makeStaging, type Staging, writeLines } from './staging.ts'
import { nextSequence } from './standing.ts'
import { realStick, type StickFiles } from './stick.ts'
import { exchangeWords, fill } from './words.ts'
import { type WrittenPackage, writePackage } from './write-package.ts'
import type { ZipSource } from './zip-write.ts'

export type ExportInput = { planFy: number; placeId: string | null }

/** A payload file with its hash, staged on this computer or in memory. */
type Payload = ZipSource & { sizeBytes: number; sha256: string }

const collectRounds = 5

/** Programs that write a package now: a second window must not take the first one's temporary file for a leftover. */
const exporting = new WeakSet<object>()

/**
 * Hands in: collects the records of a plan FY, the papers for people and the attachments, signs them and puts the
 * package down on a drive, or behind a ticket where `placeId` is null. The package counts as made (packageOut, the
 * next sequence number) only after what was written was read back and verified.
 *
 * @throws Fault usb.*, package.*, office.keyMissing, exchange.alreadyRunning, cancelled; nothing is marked and nothing stays on the drive then
 */
export async function* exportSubmission(cx: TaskContext, input: ExportInput): TaskGenerator<ExportResult> {
  if (exporting.has(cx.files)) throw new Fault('exchange.alreadyRunning', {})
  exporting.add(cx.files)
  try {
    return yield* exportAlone(cx, input, realStick)
  } finally {
    exporting.delete(cx.files)
  }
}

async function* exportAlone(
  cx: TaskContext,
  input: ExportInput,
  stick: StickFiles,
): TaskGenerator<ExportResult> {
  const own = readSender(cx)
  const place = await findPlace(cx, input.placeId)
  const key = readOfficeKey(cx.dir)
  // A key of another file (a data folder put together by hand) would sign what nobody could verify.
  if (publicKeyOf(key) !== own.publicKey) throw new Fault('office.keyMissing', { path: cx.dir })
  const staging = makeStaging(cx.dir, cx.random, cx.clock.now())
  try {
    const records = yield* stageRecords(cx, own.id, input.planFy, staging)
    const attachments = yield* stageAttachments(cx, own.id, records.selection)
    const papers = yield* stagePapers(cx, own.id, input.planFy, staging)
    const info: PackageInfo = {
      kind: 'submission',
      format: `${formatVersion.major}.${formatVersion.minor}`,
      app: `amphoe-plan ${(await cx.client.office.status()).version}`,
      fromOfficeId: own.id,
      fromOfficeName: own.name,
      fromDistrictCode: own.districtCode,
      fromProvinceCode: own.provinceCode,
      toOffice: own.toOffice,
      toCode: own.provinceCode,
      planFy: input.planFy,
      sequence: nextSequence(cx, 'submission'),
      baseSequence: 0,
      createdOn: cx.today(),
      publicKey: own.publicKey,
      counts: records.counts,
    }
    const payload = [readme(cx, info), ...records.files, ...papers.files, ...attachments]
    const payloadBytes = payload.reduce((sum, file) => sum + file.sizeBytes, 0)
    if (payload.length + 5 > packageLimits.entries) {
      throw new Fault('package.tooLarge', { size: Math.ceil(payloadBytes / 1024 ** 2), limit: 4095 })
    }
    const names = fileNames(cx, own, info)
    const written = yield* writePackage({
      place: place ?? { dir: staging.dir, label: names.fileName },
      fileName: names.fileName,
      namePrefix: names.prefix,
      sources: [...payload, ...tagSources(info, payload, payloadBytes, (bytes) => signBytes(key, bytes))],
      payloadBytes,
      dated: info.createdOn,
      sign: (bytes) => signBytes(key, bytes),
      stick,
      checkCancelled: cx.checkCancelled,
    })
    const id = await mark(cx, info, names.fileName, written, stick)
    const ticket = place === null ? await handOver(cx, names.fileName, written.path) : null
    return {
      id,
      fileName: names.fileName,
      sha256: written.sha256,
      path: place === null ? null : written.path,
      ticket,
      leftOut: papers.leftOut,
    }
  } catch (error) {
    // The stick's faults are told where they happen; what is left is this PC's own disk.
    throw faultOfSqlite(error, staging.dir)
  } finally {
    staging.remove()
  }
}

type Sender = {
  id: string
  name: string
  agencyCode: string
  provinceCode: string
  districtCode: string | null
  districtName: string
  toOffice: string
  publicKey: string
}

function readSender(cx: QueryContext): Sender {
  const own = cx.office()
  const row = cx.db.select().from(office).where(eq(office.id, own.id)).get()
  if (!row) throw new Fault('office.notSetUp', {})
  const words = exchangeWords(cx)
  return {
    id: own.id,
    name: row.name,
    agencyCode: row.agencyCode,
    provinceCode: own.provinceCode,
    districtCode: own.districtCode,
    districtName:
      cx.geography.nameOf(own.districtCode ?? own.provinceCode) ?? own.districtCode ?? own.provinceCode,
    toOffice: fill(words.toProvince, { province: cx.geography.nameOf(own.provinceCode) ?? own.provinceCode }),
    publicKey: row.publicKey,
  }
}

async function findPlace(
  cx: TaskContext,
  placeId: string | null,
): Promise<{ dir: string; label: string } | null> {
  if (placeId === null) return null
  const place = (await cx.port.places()).find(({ id }) => id === placeId)
  if (!place) throw new Fault('usb.gone', { place: '' })
  return { dir: place.path, label: place.label }
}

// ── records ─────────────────────────────────────────────────────────────────────────────────────────────────────

type StagedRecords = { files: Payload[]; counts: Record<string, number>; selection: Selection }

/**
 * Writes the records to files. Other windows may go on working meanwhile; when a command ran between the first and the
 * last row the records would not fit together, and it is done again.
 */
async function* stageRecords(
  cx: TaskContext,
  officeId: string,
  planFy: number,
  staging: Staging,
): TaskGenerator<StagedRecords> {
  for (let round = 1; round <= collectRounds; round += 1) {
    const before = lastCommand(cx.db)
    const selection = selectRecords(cx.db, officeId, planFy, cx.today())
    if (!hasPlan(cx, officeId, planFy)) throw new Fault('package.nothingToSend', { planFy })
    const files: Payload[] = []
    const counts: Record<string, number> = {}
    for (const [at, type] of recordTypes.entries()) {
      cx.checkCancelled()
      yield { step: 'exchange.progress.collecting', done: at, total: recordTypes.length, what: type.name }
      const file = staging.path(`${round}-${type.name}.jsonl`)
      const lines = writeLines(file)
      const chosen = selection.get(type.name) ?? null
      let line = 0
      try {
        for (const row of rowsOf(cx.db, type.table, officeId)) {
          if (chosen !== null && !chosen.has(row.id)) continue
          line += 1
          // The row goes through the receiver's own check, so that what would be refused there is found here.
          const read = readRow(type, lineOf(type, cutLoose(type.name, row, selection)), formatVersion.minor)
          if (!read.ok)
            throw new Fault('package.badRecord', { file: recordPath(type.name), line, reason: read.reason })
          lines.write(lineOf(type, read.row))
        }
      } finally {
        const done = lines.end()
        counts[type.name] = done.lines
        files.push({
          path: recordPath(type.name),
          packed: true,
          file,
          sizeBytes: done.sizeBytes,
          sha256: done.sha256,
        })
      }
    }
    if (lastCommand(cx.db) === before) return { files, counts, selection }
  }
  throw new Fault('package.recordsChanging', {})
}

function hasPlan(cx: QueryContext, officeId: string, planFy: number): boolean {
  return (
    cx.db
      .select({ id: plan.id })
      .from(plan)
      .where(and(eq(plan.officeId, officeId), eq(plan.planFy, planFy)))
      .limit(1)
      .get() !== undefined
  )
}

/** Attachments of the chosen records, each content once, hashed from the disk: a file that changed there is told now. */
async function* stageAttachments(
  cx: TaskContext,
  officeId: string,
  selection: Selection,
): TaskGenerator<Payload[]> {
  const chosen = new Set(
    recordTypes.flatMap(({ name, table }) => (table === attachment ? [...(selection.get(name) ?? [])] : [])),
  )
  const files = new Map<string, Payload>()
  for (const row of rowsOf(cx.db, attachment, officeId)) {
    const hash = String(row.sha256)
    if (!chosen.has(row.id) || files.has(hash)) continue
    cx.checkCancelled()
    yield {
      step: 'exchange.progress.attachments',
      done: files.size,
      total: chosen.size,
      what: String(row.name),
    }
    const file = join(cx.dir, 'attachments', hash)
    if (!existsSync(file) || (await hashFile(file)) !== hash)
      throw new Fault('package.attachmentMissing', { name: String(row.name) })
    files.set(hash, {
      path: attachmentPath(hash),
      packed: false,
      file,
      sizeBytes: statSync(file).size,
      sha256: hash,
    })
  }
  return [...files.values()]
}

// ── papers for people ───────────────────────────────────────────────────────────────────────────────────────────

type WantedPaper = { paper: PaperRef; format: PaperFormat }

/**
 * The papers that a province without the program would ask for: district plan, needs plan, the list of what is asked of
 * the province (แบบ จ.1), report, its letter.
 */
function wantedPapers(cx: QueryContext, officeId: string, planFy: number): WantedPaper[] {
  const plans = cx.db
    .select({ id: plan.id, level: plan.level })
    .from(plan)
    .where(and(eq(plan.officeId, officeId), eq(plan.planFy, planFy)))
    .orderBy(plan.level, plan.id)
    .all()
    .filter(({ level }) => level === 'district' || level === 'needs')
  const reports = cx.db
    .select({ id: resultsReport.id, letterId: letter.id })
    .from(resultsReport)
    .innerJoin(directive, eq(resultsReport.directiveId, directive.id))
    .leftJoin(letter, eq(resultsReport.letterId, letter.id))
    .where(and(eq(resultsReport.officeId, officeId), eq(directive.planFy, planFy)))
    .orderBy(desc(resultsReport.versionNo), desc(resultsReport.id))
    .limit(1)
    .all()
  return [
    ...plans.flatMap(({ id, level }): WantedPaper[] => {
      const paper: PaperRef = level === 'needs' ? { kind: 'needsPlan', id } : { kind: 'plan', id }
      return [
        { paper, format: 'pdf' },
        { paper, format: 'xlsx' },
      ]
    }),
    ...(asksOfProvince(cx, planFy)
      ? ([
          { paper: { kind: 'provinceList', planFy }, format: 'pdf' },
          { paper: { kind: 'provinceList', planFy }, format: 'xlsx' },
        ] as const)
      : []),
    ...reports.flatMap(({ id, letterId }): WantedPaper[] => [
      { paper: { kind: 'report', id }, format: 'pdf' },
      ...(letterId === null ? [] : [{ paper: { kind: 'letter', id: letterId }, format: 'pdf' } as const]),
    ]),
  ]
}

function asksOfProvince(cx: QueryContext, planFy: number): boolean {
  const made = paperOf(cx, { kind: 'provinceList', planFy })
  return 'rows' in made.data && made.data.rows.length > 0
}

async function* stagePapers(
  cx: TaskContext,
  officeId: string,
  planFy: number,
  staging: Staging,
): TaskGenerator<{ files: Payload[]; leftOut: LeftOut[] }> {
  const wanted = wantedPapers(cx, officeId, planFy)
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

// ── tag files, marking ──────────────────────────────────────────────────────────────────────────────────────────

function readme(cx: QueryContext, info: PackageInfo): Payload {
  const text = fill(cx.resources.text('exchange/readme.th.txt'), {
    from: info.fromOfficeName,
    to: info.toOffice,
    planFy: info.planFy,
    sequence: info.sequence,
    createdOn: info.createdOn,
    fingerprint: fingerprintOf(info.publicKey),
  })
  // CR LF: this file is opened in Notepad.
  const bytes = Buffer.from(text.replaceAll('\n', '\r\n'), 'utf8')
  return { path: readmeFile, packed: true, bytes, sizeBytes: bytes.length, sha256: sha256(bytes) }
}

function tagSources(
  info: PackageInfo,
  payload: readonly Payload[],
  bytes: number,
  sign: (bytes: Uint8Array) => string,
): ZipSource[] {
  const bagInfo = writeBagInfo(info, { bytes, files: payload.length })
  const manifest = writeManifest(new Map(payload.map((file) => [file.path, file.sha256])))
  const tagManifest = writeManifest(
    new Map([
      [bagInfoFile, sha256(bagInfo)],
      [bagItFile, sha256(bagItText)],
      [manifestFile, sha256(manifest)],
    ]),
  )
  const signature = `${sign(Buffer.from(signedStatement(tagManifest), 'utf8'))}\n`
  const texts: [string, string][] = [
    [bagItFile, bagItText],
    [bagInfoFile, bagInfo],
    [manifestFile, manifest],
    [tagManifestFile, tagManifest],
    [signatureFile, signature],
  ]
  return texts.map(([path, text]) => ({ path, packed: true, bytes: Buffer.from(text, 'utf8') }))
}

/** Marks the package as made. Not undoable: the file is out of the house. When it fails, so does the file. */
async function mark(
  cx: TaskContext,
  info: PackageInfo,
  fileName: string,
  written: WrittenPackage,
  stick: StickFiles,
): Promise<string> {
  try {
    return cx.run(
      'exchange.exportSubmission',
      ({ own }) =>
        own.insert(packageOut, {
          kind: 'submission',
          sequence: info.sequence,
          planFy: info.planFy,
          toOffice: info.toOffice,
          fileName,
          sha256: written.sha256,
          sizeBytes: written.sizeBytes,
          counts: info.counts,
          createdOn: info.createdOn,
          verified: true,
        }),
      info.fromOfficeId,
    )
  } catch (error) {
    await stick.remove(written.path).catch(() => undefined)
    throw error
  }
}

function handOver(cx: TaskContext, fileName: string, path: string): Promise<FileTicket> {
  return cx.files.produce(fileName, 'application/zip', cx.session.id, (temporary) =>
    Promise.resolve(renameSync(path, temporary)),
  )
}

/** นศ-พรหมคีรี-2567-001.amphoe.zip: short, and safe on FAT32 and Windows. */
function fileNames(cx: QueryContext, own: Sender, info: PackageInfo): { fileName: string; prefix: string } {
  const words = exchangeWords(cx)
  const letters = /^[ก-ฮ]{1,3}/u.exec(own.agencyCode)?.[0] ?? own.provinceCode
  const start = { prefix: letters, district: own.districtName }
  const stem = fill(words.fileName, {
    ...start,
    planFy: info.planFy,
    sequence: String(info.sequence).padStart(3, '0'),
  })
  return {
    fileName: `${safeFileName(stem).slice(0, 100)}${packageExtension}`,
    prefix: safeFileName(`${letters}-${own.districtName}-`),
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = startSha256()
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}
