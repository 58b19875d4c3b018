import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { faultOfSqlite } from '../../db/open.ts'
import { keptAside, office, packageIn } from '../../db/schema.ts'
import type { CommandContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { isFault } from '../kernel/fault.ts'
import type { NewRow, OwnedTable, RowPatch } from '../kernel/write.ts'
import { type ChangeLine, type Comparison, comparePackage } from './compare.ts'
import type { PackagePreview } from './contract.ts'
import { attachmentPath } from './format.ts'
import { rowsOf } from './select.ts'
import { makeStaging, readLines, type Staging } from './staging.ts'
import { checkStanding, readStanding, type Standing } from './standing.ts'
import { faultOfReading, type VerifiedPackage, verifyPackage } from './verify.ts'

/**
 * Verifies a package whole before any row of it is read, then says who sends it and what it would change. Nothing is
 * written.
 *
 * @throws Fault package.* when it is not whole, not signed, hostile, or its rows do not hold
 */
export async function* inspect(cx: TaskContext, input: { token: string }): TaskGenerator<PackagePreview> {
  return yield* withPackage(cx, input.token, async function* (pack, standing, staging) {
    const state = stateOf(standing)
    const worthReading = state !== 'already' && state !== 'wrongPlace'
    const comparison = worthReading ? yield* comparePackage(cx, pack, staging) : null
    return {
      info: pack.info,
      sha256: pack.sha256,
      fingerprint: standing.fingerprint,
      knownFingerprint: standing.knownFingerprint,
      keyState: standing.keyState,
      state,
      held: standing.held,
      changes: (comparison?.tables ?? []).map(({ type, added, changed, removed, same }) => ({
        table: type.name,
        added,
        changed,
        removed,
        same,
      })),
    }
  })
}

/**
 * Takes a package in: the mirror of the sender becomes what the package says, in one transaction with the row that
 * remembers the package. The same file again changes nothing.
 *
 * @throws Fault package.*; nothing is changed then, and no file stays behind
 */
export async function* takeIn(
  cx: TaskContext,
  input: { token: string; confirmKey: boolean; confirmGap?: boolean | undefined },
): TaskGenerator<{ packageId: string; already: boolean }> {
  const { name } = cx.files.look(input.token, cx.session.id)
  return yield* withPackage(cx, input.token, async function* (pack, standing, staging) {
    if (standing.alreadyId !== null) return { packageId: standing.alreadyId, already: true }
    const confirmed = { key: input.confirmKey, gap: input.confirmGap === true }
    checkStanding(cx, pack.info, standing, confirmed)
    const comparison = yield* comparePackage(cx, pack, staging)
    yield { step: 'exchange.progress.applying', done: 0, total: 1, what: pack.info.fromOfficeName }
    const placed = await placeAttachments(cx, pack, comparison, staging)
    try {
      const packageId = cx.run(
        'exchange.takeIn',
        (cmd) => {
          // Another window may have taken in a package since: judged again inside the transaction.
          checkStanding(cmd, pack.info, readStanding(cmd, pack.info, pack.sha256), confirmed)
          return apply(cmd, pack, comparison, name)
        },
        pack.info.fromOfficeId,
      )
      return { packageId, already: false }
    } catch (error) {
      for (const path of placed) rmSync(path, { force: true })
      throw error
    }
  })
}

async function* withPackage<R>(
  cx: TaskContext,
  token: string,
  work: (pack: VerifiedPackage, standing: Standing, staging: Staging) => TaskGenerator<R>,
): TaskGenerator<R> {
  const { path, name } = cx.files.look(token, cx.session.id)
  const staging = makeStaging(cx.dir, cx.random, cx.clock.now())
  let pack: VerifiedPackage | undefined
  try {
    pack = yield* verifyPackage(path, { fileName: name, checkCancelled: cx.checkCancelled })
    return yield* work(pack, readStanding(cx, pack.info, pack.sha256), staging)
  } catch (error) {
    // A stick pulled out meanwhile, or this PC's own disk full while staging.
    const fault = faultOfReading(error, name)
    throw isFault(fault) ? fault : faultOfSqlite(fault, staging.dir)
  } finally {
    pack?.close()
    staging.remove()
  }
}

function stateOf(standing: Standing): PackagePreview['state'] {
  if (standing.alreadyId !== null) return 'already'
  if (!standing.inPlace) return 'wrongPlace'
  return standing.sequence === 'next' ? 'new' : standing.sequence
}

/** Puts attachments under their hash before the rows name them. @returns files that were not there before */
async function placeAttachments(
  cx: TaskContext,
  pack: VerifiedPackage,
  comparison: Comparison,
  staging: Staging,
): Promise<string[]> {
  const folder = join(cx.dir, 'attachments')
  const placed: string[] = []
  try {
    for (const hash of comparison.attachments) {
      cx.checkCancelled()
      const target = join(folder, hash)
      if (existsSync(target)) continue
      const staged = staging.path(`attachment-${hash}`)
      await pack.copyOut(attachmentPath(hash), staged)
      mkdirSync(folder, { recursive: true })
      renameSync(staged, target)
      placed.push(target)
    }
    return placed
  } catch (error) {
    for (const path of placed) rmSync(path, { force: true })
    throw error
  }
}

/** Runs inside the one transaction. `write` writes the sender's mirror, `own` this office's records. */
function apply(cmd: CommandContext, pack: VerifiedPackage, comparison: Comparison, fileName: string): string {
  const { info } = pack
  for (const { type, removedIds, renewedIds } of comparison.tables.toReversed()) {
    for (const id of [...removedIds, ...renewedIds]) cmd.write.remove(type.table, id)
  }
  for (const { type, file } of comparison.tables) {
    for (const { text } of readLines(file)) {
      const { added, row } = JSON.parse(text ?? '') as ChangeLine
      const { id, ...fields } = row
      if (added || type.renew) cmd.write.insert(type.table, row as NewRow<OwnedTable>)
      else cmd.write.update(type.table, id, fields as RowPatch<OwnedTable>)
    }
  }
  for (const { id } of [...rowsOf(cmd.db, keptAside, info.fromOfficeId)]) cmd.write.remove(keptAside, id)
  for (const { text } of readLines(comparison.asideFile)) {
    cmd.write.insert(keptAside, JSON.parse(text ?? '') as NewRow<typeof keptAside>)
  }
  rememberSender(cmd, pack)
  const id = cmd.own.insert(packageIn, {
    fromOfficeId: info.fromOfficeId,
    kind: 'submission',
    sequence: info.sequence,
    planFy: info.planFy,
    fileName,
    sha256: pack.sha256,
    counts: info.counts,
    createdOn: info.createdOn,
    receivedOn: cmd.today(),
    publicKey: info.publicKey,
  })
  cmd.about('packageIn', id)
  return id
}

/** The sender's row belongs to this office: it is what we know of it, not what it says of itself. */
function rememberSender(cmd: CommandContext, { info }: VerifiedPackage): void {
  const facts = {
    profile: 'district',
    provinceCode: info.fromProvinceCode,
    districtCode: info.fromDistrictCode,
    name: info.fromOfficeName,
    publicKey: info.publicKey,
  } as const
  const known = cmd.db.select().from(office).where(eq(office.id, info.fromOfficeId)).get()
  if (!known) cmd.own.insert(office, { id: info.fromOfficeId, ...facts, keyConfirmedOn: cmd.today() })
  else {
    const confirmed = known.publicKey === info.publicKey && known.keyConfirmedOn !== null
    cmd.own.update(office, info.fromOfficeId, {
      ...facts,
      ...(confirmed ? {} : { keyConfirmedOn: cmd.today() }),
    })
  }
}
