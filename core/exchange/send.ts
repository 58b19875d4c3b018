import { existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { faultOfSqlite } from '../../db/open.ts'
import { attachment, office, packageOut } from '../../db/schema.ts'
import type { FaultCode } from '../faults.ts'
import type { CommandContext, QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault, isFault } from '../kernel/fault.ts'
import { safeFileName } from '../kernel/files.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import { publicKeyOf, readOfficeKey } from '../office/key.ts'
import { nameToOthers } from '../office/rules.ts'
import type { ExportResult } from './contract.ts'
import { envelopeExtension, writeEnvelope } from './envelope.ts'
import {
  attachmentPath,
  bagInfoFile,
  bagItFile,
  bagItText,
  manifestFile,
  megabytes,
  packageExtension,
  packageLimits,
  readmeFile,
  recordPath,
  signatureFile,
  signedStatement,
  tagManifestFile,
  writeBagInfo,
  writeManifest,
} from './format.ts'
import { stagePapers, type WantedPaper, writeCoveringSheet } from './package-papers.ts'
import { checkPassphrase } from './passphrase.ts'
import { lineOf, readRow } from './record-lines.ts'
import { type RecordType, recordTypesOf } from './records.ts'
import { formatVersion, type PackageInfo, type PlayedKind } from './rules.ts'
import { lastCommand } from './select.ts'
import { fingerprintOf, hashFile, sha256, signBytes } from './sign.ts'
import { makeStaging, type Staging, writeLines } from './staging.ts'
import { nextSequence } from './standing.ts'
import { checkFree, realStick, type StickFiles, type StickPlace } from './stick.ts'
import { exchangeWords, fill } from './words.ts'
import { type WrittenPackage, writePackage } from './write-package.ts'
import type { Payload, ZipSource } from './zip-write.ts'

/** A row of a record type; of an attachment type with the hash of its content, which is looked up in the data folder. */
export type OutgoingRow = Readonly<Record<string, unknown>> & { id: string }

/** What one look at the records gives. All of one look fits together. */
export type Collected = {
  /**
   * Rows of one record type in the order of their ids, as they are to stand in the package (links to what stays at home
   * are cut). Called once a type, in the order of `recordTypesOf(kind)`; a type of this kind that has none gives none.
   * The files of the rows of attachment types come along by themselves.
   */
  rows(type: RecordType): Iterable<OutgoingRow>
  /** How many rows a type has, where that is known without reading them: the estimate then reads only some. */
  count?(type: RecordType): number
}

/** What one office hands to another: what all kinds of package have in common is done by sendPackage. */
export type Outgoing = {
  kind: PlayedKind
  /** พ.ศ. */
  planFy: number
  /** Name of the office it is for, as printed on the covering sheet. */
  toOffice: string
  /** Of an answer; '' for what is for whoever sits in that area. The numbers of a kind run by it. */
  toOfficeId: string
  /** Code of the area of that office: 2 digits province, 4 district. */
  toCode: string
  /** Of tambonWork and reference; else empty. */
  tambonCodes: readonly string[]
  /** Of tambonWork: number of the reference package that it stands on; else 0. */
  baseSequence: number
  /** Receipt and return: the package (packageIn) that is answered. */
  aboutId: string | null
  /**
   * Looks at the records. Called anew when a command ran meanwhile, so it must read them anew.
   *
   * @throws Fault package.nothingToSend
   */
  collect(): Collected
  /** Papers for people that go inside. */
  papers(): readonly WantedPaper[]
  /** Runs in the transaction that marks the package as made: what the area remembers of it. */
  also?(cmd: CommandContext, packageOutId: string): void
}

export type SendTo = {
  /** null = behind a ticket, for the host's own save dialog. */
  placeId: string | null
  /** undefined or '' = no envelope. */
  passphrase?: string | undefined
}

const collectRounds = 5

/** Name in the history of what made the package. */
const commandOf: Readonly<Record<PlayedKind, string>> = {
  submission: 'exchange.exportSubmission',
  tambonWork: 'fieldwork.exportWork',
  reference: 'fieldwork.exportReference',
  receipt: 'exchange.exportAnswer',
  return: 'exchange.exportAnswer',
}

/** Programs that write a package now: a second window must not take the first one's temporary file for a leftover. */
const exporting = new WeakSet<object>()

/**
 * Writes a package: collects the records, the papers for people and the attachments, signs them and puts the package
 * down on a drive, or behind a ticket. With a passphrase the whole package goes into an envelope. It counts as made
 * (packageOut, the next number) only after what was written was read back and verified. In a demo office the package
 * is marked as one (kind `demo`), whatever it plays.
 *
 * @throws Fault usb.*, package.*, office.keyMissing, exchange.alreadyRunning, cancelled; nothing is marked and nothing stays on the drive then
 */
export async function* sendPackage(
  cx: TaskContext,
  outgoing: Outgoing,
  to: SendTo,
): TaskGenerator<ExportResult> {
  if (exporting.has(cx.files)) throw new Fault('exchange.alreadyRunning', {})
  exporting.add(cx.files)
  try {
    return yield* sendAlone(cx, outgoing, to, realStick)
  } finally {
    exporting.delete(cx.files)
  }
}

async function* sendAlone(
  cx: TaskContext,
  outgoing: Outgoing,
  to: SendTo,
  stick: StickFiles,
): TaskGenerator<ExportResult> {
  const passphrase =
    to.passphrase === undefined || to.passphrase === '' ? null : checkPassphrase(to.passphrase)
  const own = readSender(cx)
  const place = await findPlace(cx, to.placeId)
  const key = readOfficeKey(cx.dir)
  // A key of another file (a data folder put together by hand) would sign what nobody could verify.
  if (publicKeyOf(key) !== own.publicKey) throw new Fault('office.keyMissing', { path: cx.dir })
  const staging = makeStaging(cx.dir, cx.random, cx.clock.now())
  try {
    const records = yield* stageRecords(cx, outgoing, staging)
    const attachments = yield* stageAttachments(cx, records.attached)
    const papers = yield* stagePapers(cx, outgoing.papers(), staging)
    const info = infoOf(cx, outgoing, own, records.counts, (await cx.client.office.status()).version)
    const payload = [readme(cx, info), ...records.files, ...papers.files, ...attachments]
    const payloadBytes = payload.reduce((sum, file) => sum + file.sizeBytes, 0)
    if (payload.length + 5 > packageLimits.entries) {
      throw new Fault('package.tooLarge', {
        size: megabytes(payloadBytes),
        limit: megabytes(packageLimits.fileBytes),
      })
    }
    const sign = (bytes: Uint8Array) => signBytes(key, bytes)
    const names = fileNames(cx, own, outgoing, info.sequence, place)
    const here = { dir: staging.dir, label: names.fileName }
    // The plain package is made on this computer first: a stick without room for its envelope is told before that.
    if (place !== null && passphrase !== null) yield* checkFree(place, payloadBytes, stick)
    const plain = yield* writePackage({
      place: passphrase === null ? (place ?? here) : here,
      fileName: names.fileName,
      namePrefix: names.prefix,
      sources: [...payload, ...tagSources(info, payload, payloadBytes, sign)],
      payloadBytes,
      dated: info.createdOn,
      sign,
      stick,
      checkCancelled: cx.checkCancelled,
    })
    const fileName = passphrase === null ? names.fileName : `${names.fileName}${envelopeExtension}`
    const written: WrittenPackage =
      passphrase === null
        ? plain
        : yield* writeEnvelope({
            source: plain,
            place: place ?? here,
            fileName,
            namePrefix: names.prefix,
            passphrase,
            stick,
            checkCancelled: cx.checkCancelled,
          })
    const id = await mark(cx, outgoing, info, { fileName, encrypted: passphrase !== null }, written, stick)
    const ticket = place === null ? await handOver(cx, fileName, written.path) : null
    const sheet =
      place === null
        ? { name: null, leftOut: [] }
        : yield* writeCoveringSheet(cx, id, names.stem, place, stick)
    return {
      id,
      fileName,
      sha256: written.sha256,
      path: place === null ? null : written.path,
      ticket,
      coveringSheet: sheet.name,
      leftOut: [...papers.leftOut, ...sheet.leftOut],
    }
  } catch (error) {
    // The stick's faults are told where they happen; what is left is this PC's own disk.
    throw faultOfSqlite(faultAtHome(error, staging.dir), staging.dir)
  } finally {
    staging.remove()
  }
}

const homeFaults: Partial<Record<FaultCode, 'disk.full' | 'disk.readOnly' | 'disk.missing' | 'disk.io'>> = {
  'usb.full': 'disk.full',
  'usb.readOnly': 'disk.readOnly',
  'usb.gone': 'disk.missing',
  'usb.lies': 'disk.io',
}

/** A package that is made on this computer fails by its disk, not by a drive: told apart by the place's name. */
function faultAtHome(error: unknown, dir: string): unknown {
  if (!isFault(error) || !String(error.params.place ?? '').endsWith(packageExtension)) return error
  const code = homeFaults[error.code]
  return code === undefined ? error : new Fault(code, { path: dir }, { cause: error })
}

type Sender = {
  id: string
  name: string
  agencyCode: string
  provinceCode: string
  districtCode: string | null
  publicKey: string
  demo: boolean
}

function readSender(cx: QueryContext): Sender {
  const own = cx.office()
  const row = cx.db.select().from(office).where(eq(office.id, own.id)).get()
  if (!row) throw new Fault('office.notSetUp', {})
  return {
    id: own.id,
    name: nameToOthers(row),
    agencyCode: row.agencyCode,
    provinceCode: own.provinceCode,
    districtCode: own.districtCode,
    publicKey: row.publicKey,
    demo: own.demo,
  }
}

async function findPlace(cx: TaskContext, placeId: string | null): Promise<StickPlace | null> {
  if (placeId === null) return null
  const place = (await cx.port.places()).find(({ id }) => id === placeId)
  if (!place) throw new Fault('usb.gone', { place: '' })
  return { dir: place.path, label: place.label }
}

function infoOf(
  cx: QueryContext,
  outgoing: Outgoing,
  own: Sender,
  counts: Record<string, number>,
  version: string,
): PackageInfo {
  return {
    kind: own.demo ? 'demo' : outgoing.kind,
    format: `${formatVersion.major}.${formatVersion.minor}`,
    app: `amphoe-plan ${version}`,
    fromOfficeId: own.id,
    fromOfficeName: own.name,
    fromDistrictCode: own.districtCode,
    fromProvinceCode: own.provinceCode,
    toOffice: outgoing.toOffice,
    toCode: outgoing.toCode,
    planFy: outgoing.planFy,
    sequence: nextSequence(cx, outgoing.kind, outgoing.toOfficeId),
    baseSequence: outgoing.baseSequence,
    createdOn: cx.today(),
    publicKey: own.publicKey,
    counts,
    toOfficeId: outgoing.toOfficeId,
    tambonCodes: [...new Set(outgoing.tambonCodes)].sort(),
    plays: own.demo ? outgoing.kind : null,
  }
}

// ── records ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** A file named by an attachment row. */
type Attached = { sha256: string; name: string }
type StagedRecords = { files: Payload[]; counts: Record<string, number>; attached: Attached[] }

/**
 * Writes the records to files. Other windows may go on working meanwhile; when a command ran between the first and the
 * last row the records would not fit together, and it is done again.
 */
async function* stageRecords(
  cx: TaskContext,
  outgoing: Outgoing,
  staging: Staging,
): TaskGenerator<StagedRecords> {
  const types = recordTypesOf(outgoing.kind)
  for (let round = 1; round <= collectRounds; round += 1) {
    const before = lastCommand(cx.db)
    const collected = outgoing.collect()
    const files: Payload[] = []
    const counts: Record<string, number> = {}
    const attached = new Map<string, Attached>()
    for (const [at, type] of types.entries()) {
      cx.checkCancelled()
      yield { step: 'exchange.progress.collecting', done: at, total: types.length, what: type.name }
      const file = staging.path(`${round}-${type.name}.jsonl`)
      const lines = writeLines(file)
      let line = 0
      try {
        for (const row of collected.rows(type)) {
          line += 1
          // The row goes through the receiver's own check, so that what would be refused there is found here.
          const read = readRow(type, lineOf(type, row), formatVersion.minor)
          if (!read.ok)
            throw new Fault('package.badRecord', { file: recordPath(type.name), line, reason: read.reason })
          lines.write(lineOf(type, read.row))
          if (type.table === attachment) {
            const hash = String(row.sha256)
            if (!attached.has(hash)) attached.set(hash, { sha256: hash, name: String(row.name) })
          }
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
    if (lastCommand(cx.db) === before) return { files, counts, attached: [...attached.values()] }
  }
  throw new Fault('package.recordsChanging', {})
}

/** Contents of the attachments, each once, hashed from the disk: a file that changed there is told now. */
async function* stageAttachments(cx: TaskContext, attached: readonly Attached[]): TaskGenerator<Payload[]> {
  const files: Payload[] = []
  for (const [at, { sha256: hash, name }] of attached.entries()) {
    cx.checkCancelled()
    yield { step: 'exchange.progress.attachments', done: at, total: attached.length, what: name }
    const file = join(cx.dir, 'attachments', hash)
    if (!existsSync(file) || (await hashFile(file)) !== hash)
      throw new Fault('package.attachmentMissing', { name })
    files.push({
      path: attachmentPath(hash),
      packed: false,
      file,
      sizeBytes: statSync(file).size,
      sha256: hash,
    })
  }
  return files
}

// ── tag files, marking ──────────────────────────────────────────────────────────────────────────────────────────

function readme(cx: QueryContext, info: PackageInfo): Payload {
  const { kinds, demo } = exchangeWords(cx)
  const text = fill(cx.resources.text('exchange/readme.th.txt'), {
    kind: info.plays === null ? kinds[info.kind] : `${kinds[info.plays]} (${demo})`,
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

export function tagSources(
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
  outgoing: Outgoing,
  info: PackageInfo,
  file: { fileName: string; encrypted: boolean },
  written: WrittenPackage,
  stick: StickFiles,
): Promise<string> {
  try {
    return cx.run(
      commandOf[outgoing.kind],
      (cmd) => {
        const id = cmd.own.insert(packageOut, {
          kind: outgoing.kind,
          sequence: info.sequence,
          planFy: info.planFy,
          toOffice: info.toOffice,
          toOfficeId: info.toOfficeId,
          sha256: written.sha256,
          sizeBytes: written.sizeBytes,
          counts: info.counts,
          createdOn: info.createdOn,
          verified: true,
          baseSequence: info.baseSequence,
          tambonCodes: info.tambonCodes,
          aboutId: outgoing.aboutId,
          ...file,
        })
        cmd.about('packageOut', id)
        outgoing.also?.(cmd, id)
        return id
      },
      info.fromOfficeId,
    )
  } catch (error) {
    await stick.remove(written.path).catch(() => undefined)
    throw error
  }
}

function handOver(cx: TaskContext, fileName: string, path: string): Promise<FileTicket> {
  const mime = fileName.endsWith(envelopeExtension) ? 'application/octet-stream' : 'application/zip'
  return cx.files.produce(fileName, mime, cx.session.id, (temporary) =>
    Promise.resolve(renameSync(path, temporary)),
  )
}

/**
 * นศ-พรหมคีรี-2567-001.amphoe.zip: short, and safe on FAT32 and Windows. A package that lies on the drive under that name
 * (of a data folder that was restored, to another laptop of the same tambons) is never written over.
 */
function fileNames(
  cx: QueryContext,
  own: Sender,
  outgoing: Outgoing,
  sequence: number,
  place: StickPlace | null,
): { stem: string; fileName: string; prefix: string } {
  const words = exchangeWords(cx)
  const letters = /^[ก-ฮ]{1,3}/u.exec(own.agencyCode)?.[0] ?? own.provinceCode
  const area = own.districtCode ?? own.provinceCode
  const district = cx.geography.nameOf(area) ?? area
  const inWords = (tambons: readonly string[]) =>
    tambons.length > 2
      ? fill(words.tambons, { count: tambons.length })
      : tambons.map((code) => cx.geography.nameOf(code) ?? code).join('-')
  const name = safeFileName(
    fill(words.fileNames[outgoing.kind], {
      prefix: letters,
      district: short(district),
      tambons: short(inWords(outgoing.tambonCodes)),
      to: short(addresseeName(cx, outgoing, inWords)),
      planFy: outgoing.planFy,
      sequence: String(sequence).padStart(3, '0'),
    }),
  )
  const isTaken = (stem: string) =>
    place !== null &&
    ['', envelopeExtension].some((end) => existsSync(join(place.dir, `${stem}${packageExtension}${end}`)))
  let stem = name
  for (let again = 2; isTaken(stem); again += 1) stem = `${name} (${again})`
  return {
    stem,
    fileName: `${stem}${packageExtension}`,
    prefix: safeFileName(`${letters}-${short(district)}-`),
  }
}

/** The addressee of an answer as one finds it in a folder: a district by its name, a laptop by its tambons. */
function addresseeName(
  cx: QueryContext,
  { toOffice, toOfficeId, toCode }: Outgoing,
  inWords: (tambons: readonly string[]) => string,
): string {
  const to = cx.db.select().from(office).where(eq(office.id, toOfficeId)).get()
  if (to?.profile === 'tambon' && to.tambonCodes.length > 0) return inWords(to.tambonCodes)
  return to === undefined ? toOffice : (cx.geography.nameOf(toCode) ?? toOffice)
}

/** A stick takes 255 bytes a name, a Thai letter is three of them; the number at its end must stay. */
function short(text: string): string {
  return text.slice(0, 20).trim()
}
