import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { office, staff } from '../../db/schema.ts'
import { attachmentPath } from '../exchange/format.ts'
import { type Opened, withPackage } from '../exchange/open-package.ts'
import { rememberPackage } from '../exchange/remember.ts'
import { playedKind } from '../exchange/rules.ts'
import { fingerprintOf } from '../exchange/sign.ts'
import type { Incoming } from '../exchange/taker.ts'
import { exchangeWords } from '../exchange/words.ts'
import { attachmentFile } from '../kernel/attachments.ts'
import type { CommandContext, TaskContext, TaskGenerator, Workspace } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { makeId } from '../kernel/ids.ts'
import type { NewRow } from '../kernel/write.ts'
import { makeOfficeKey } from '../office/key.ts'
import { laptopNameOf } from '../office/laptop-name.ts'
import { readOwnOffice } from '../office/queries.ts'
import { emptyLetterhead, type Letterhead, letterheadFields } from '../office/rules.ts'
import type { StartPreview } from './contract.ts'
import { referenceTypes } from './merge-types.ts'
import { keepRows, type Rows } from './rows.ts'
import type { startFields } from './rules.ts'
import { readRows, withinTambons } from './take-in.ts'
import { unitsOf } from './units.ts'

/** What only the core itself can do: the private key's file, and which workspace is open. */
export type StartDoors = {
  keepKey(privatePem: string): void
  workspace(): Workspace
}

/**
 * Verifies a reference package before this computer is an office, and says what a laptop would start with. Nothing is
 * written.
 *
 * @throws Fault package.* when it is not whole, not signed, hostile, or no reference data; office.alreadySetUp
 */
export async function* look(
  cx: TaskContext,
  doors: StartDoors,
  input: { token: string; passphrase?: string | undefined },
): TaskGenerator<StartPreview> {
  mustBeNew(cx)
  return yield* withPackage(cx, input, async function* (opened) {
    const { pack } = opened
    mustBeReference(cx, doors, opened)
    const { rows } = yield* readRows(cx, { pack }, opened.staging)
    const units = unitsOf(rows)
    const inTambon = (name: string, code: string) =>
      [...(rows.get(name)?.values() ?? [])].filter((row) => units.tambonOf(units.of(name, row)) === code)
        .length
    return {
      info: pack.info,
      sha256: pack.sha256,
      fingerprint: fingerprintOf(pack.info.publicKey),
      tambons: pack.info.tambonCodes.map((code) => ({
        code,
        name: cx.geography.nameOf(code) ?? code,
        villages: inTambon('village', code),
        projects: inTambon('project', code),
      })),
      counts: pack.info.counts,
    }
  })
}

/**
 * Sets this computer up as a field laptop of the district: office, key pair, the person who works on it, and all records
 * of the package as its own, in one transaction. A power cut before its end leaves a folder that is not set up.
 *
 * @throws Fault as look; package.unknownKey until the person says that the fingerprint was compared; input.invalid for a
 *   tambon that the package does not have
 */
export async function* start(
  cx: TaskContext,
  doors: StartDoors,
  input: z.output<typeof startFields>,
): TaskGenerator<{ officeId: string }> {
  mustBeNew(cx)
  return yield* withPackage(cx, { ...input, seen: true }, async function* (opened) {
    const { pack, staging } = opened
    mustBeReference(cx, doors, opened)
    const { info } = pack
    if (!input.confirmKey) {
      throw new Fault('package.unknownKey', {
        office: info.fromOfficeName,
        fingerprint: fingerprintOf(info.publicKey),
      })
    }
    const tambonCodes = chosenTambons(info.tambonCodes, input.tambonCodes)
    const { rows: all } = yield* readRows(cx, { pack }, staging)
    const rows = withinTambons(all, tambonCodes)
    cx.checkCancelled()
    yield { step: 'exchange.progress.applying', done: 0, total: 1, what: info.fromOfficeName }
    const placed: string[] = []
    try {
      for (const hash of hashesOf(rows)) {
        const target = attachmentFile(cx.dir, hash)
        if (existsSync(target)) continue
        cx.checkCancelled()
        const staged = staging.path(`attachment-${hash}`)
        await pack.copyOut(attachmentPath(hash), staged)
        mkdirSync(dirname(target), { recursive: true })
        renameSync(staged, target)
        placed.push(target)
      }
      // written as nobody's until the office has an id; a set-up is not undone
      return cx.run('fieldwork.start', (cmd) => begin(cmd, doors, opened, rows, tambonCodes, input), '')
    } catch (error) {
      for (const path of placed) rmSync(path, { force: true })
      throw error
    }
  })
}

function mustBeNew(cx: TaskContext): void {
  if (readOwnOffice(cx.db) !== null) throw new Fault('office.alreadySetUp', {})
}

function mustBeReference(cx: TaskContext, doors: StartDoors, { pack: { info } }: Opened): void {
  const demo = doors.workspace() !== 'office'
  if (demo && info.kind !== 'demo') throw new Fault('package.notDemo', { office: info.fromOfficeName })
  if (!demo && info.kind === 'demo') throw new Fault('package.demo', { office: info.fromOfficeName })
  const kind = playedKind(info)
  const { kinds } = exchangeWords(cx)
  if (kind !== 'reference')
    throw new Fault('package.wrongKind', { kind: kinds[kind], expected: kinds.reference })
  const own = new Set(cx.geography.tambonsOf(info.fromDistrictCode ?? '').map(({ code }) => code))
  if (info.tambonCodes.length === 0 || info.tambonCodes.some((code) => !own.has(code))) {
    throw new Fault('package.wrongPlace', {
      office: info.fromOfficeName,
      expected: cx.geography.nameOf(info.fromDistrictCode ?? '') ?? '',
    })
  }
}

function chosenTambons(there: readonly string[], wanted: readonly string[]): string[] {
  const issues = wanted.flatMap((code, at) =>
    there.includes(code) ? [] : [{ path: ['tambonCodes', at], key: 'foreignTambon', params: { code } }],
  )
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  return wanted.length === 0 ? [...there] : [...new Set(wanted)]
}

function hashesOf(rows: Rows): Set<string> {
  const hashes = new Set<string>()
  for (const set of rows.values())
    for (const row of set.values()) if (typeof row.sha256 === 'string') hashes.add(row.sha256)
  return hashes
}

function begin(
  cmd: CommandContext,
  doors: StartDoors,
  opened: Opened,
  rows: Rows,
  tambonCodes: string[],
  input: z.output<typeof startFields>,
): { officeId: string } {
  if (readOwnOffice(cmd.db) !== null) throw new Fault('office.alreadySetUp', {})
  const { info } = opened.pack
  const id = makeId(0, cmd.random)
  const key = makeOfficeKey(cmd.random)
  cmd.own.become(id)
  cmd.own.insert(office, {
    id,
    profile: 'tambon',
    provinceCode: info.fromProvinceCode,
    districtCode: info.fromDistrictCode,
    tambonCodes,
    ...letterheadOf(rows, info.fromOfficeName),
    laptopName: laptopNameOf(cmd, { tambonCodes, staffName: input.staffName }),
    publicKey: key.publicKey,
    demo: doors.workspace() !== 'office',
  })
  cmd.own.insert(staff, { name: input.staffName, position: input.staffPosition, role: 'admin' })
  for (const { name, table } of referenceTypes) {
    for (const row of rows.get(name)?.values() ?? []) cmd.own.insert(table, row as NewRow<typeof table>)
  }
  const incoming: Incoming = {
    pack: opened.pack,
    info,
    kind: 'reference',
    fileName: opened.fileName,
    encrypted: opened.encrypted,
    choices: [],
  }
  const changes = referenceTypes.flatMap(({ name }) => {
    const added = rows.get(name)?.size ?? 0
    return added === 0 ? [] : [{ table: name, added, changed: 0, removed: 0, same: 0 }]
  })
  const shown = { changes, differences: [], more: 0, verdicts: [] }
  const packageId = rememberPackage(cmd, incoming, { from: 'district', shown, exact: null })
  keepRows(cmd, packageId, referenceTypes, rows)
  cmd.about('office', id)
  // Last, so that nothing but the commit itself stands between the file and the record.
  doors.keepKey(key.privatePem)
  return { officeId: id }
}

/** A laptop prints under its district's head; the picture of the emblem stays at the district. */
function letterheadOf(rows: Rows, name: string): Letterhead {
  const facts = rows.get('officeFacts')?.values().next().value
  const parsed = letterheadFields.safeParse(facts)
  const head = parsed.success ? parsed.data : { ...emptyLetterhead, name }
  return head.emblemMode === 'picture' ? { ...head, emblemMode: 'space' } : head
}
