import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { PackagePreview } from './contract.ts'
import { attachmentPath } from './format.ts'
import { type Opened, withPackage } from './open-package.ts'
import { playedKind } from './rules.ts'
import type { Staging } from './staging.ts'
import { checkStanding, readStanding, type Standing, takerOf } from './standing.ts'
import type { Incoming, MergeChoice } from './taker.ts'
import { takers } from './takers.ts'
import type { VerifiedPackage } from './verify.ts'

type Chosen = { token: string; passphrase?: string | undefined }
type TakeIn = Chosen & {
  confirmKey: boolean
  confirmGap?: boolean | undefined
  choices?: readonly MergeChoice[] | undefined
}

/**
 * Verifies a package whole before any row of it is read, then says who sends it and what it would change. Nothing is
 * written.
 *
 * @throws Fault package.* when it is not whole, not signed, hostile, not for this office, or its rows do not hold
 */
export async function* inspect(cx: TaskContext, input: Chosen): TaskGenerator<PackagePreview> {
  return yield* withPackage(cx, input, async function* (opened) {
    const { pack, encrypted } = opened
    const taker = takerOf(cx, pack.info, takers)
    const standing = readStanding(cx, pack.info, pack.sha256, taker)
    const state = stateOf(standing)
    const isWorthReading = state !== 'already' && state !== 'wrongPlace'
    const compared = isWorthReading
      ? yield* taker.compare(cx, incomingOf(opened, []), opened.staging)
      : undefined
    return {
      info: pack.info,
      sha256: pack.sha256,
      fingerprint: standing.fingerprint,
      knownFingerprint: standing.knownFingerprint,
      keyState: standing.keyState,
      encrypted,
      state,
      held: standing.held,
      ...(compared?.show(cx) ?? { changes: [], differences: [], more: 0, verdicts: [] }),
    }
  })
}

/**
 * Takes a package in, in one transaction with the row that remembers it: a submission becomes the mirror of its sender,
 * the other kinds do what their taker says. The same file again changes nothing.
 *
 * @throws Fault package.*, exchange.alreadyTakingIn; nothing is changed then, and no file stays behind
 */
export async function* takeIn(
  cx: TaskContext,
  input: TakeIn,
): TaskGenerator<{ packageId: string; already: boolean }> {
  // What is compared must still be so when it is written: one at a time, whichever window asks.
  if (taking.has(cx.files)) throw new Fault('exchange.alreadyTakingIn', {})
  taking.add(cx.files)
  try {
    return yield* takeInAlone(cx, input)
  } finally {
    taking.delete(cx.files)
  }
}

/** Programs that take a package in now. */
const taking = new WeakSet<object>()

async function* takeInAlone(
  cx: TaskContext,
  input: TakeIn,
): TaskGenerator<{ packageId: string; already: boolean }> {
  return yield* withPackage(cx, { ...input, seen: true }, async function* (opened) {
    const { pack, staging } = opened
    const taker = takerOf(cx, pack.info, takers)
    const standing = readStanding(cx, pack.info, pack.sha256, taker)
    if (standing.alreadyId !== null) return { packageId: standing.alreadyId, already: true }
    const confirmed = { key: input.confirmKey, gap: input.confirmGap === true }
    checkStanding(cx, pack.info, standing, confirmed)
    const compared = yield* taker.compare(cx, incomingOf(opened, input.choices ?? []), staging)
    const shown = compared.show(cx)
    const placed = yield* placeAttachments(cx, pack, compared.attachments, staging)
    let isIn = false
    try {
      yield { step: 'exchange.progress.applying', done: 0, total: 1, what: pack.info.fromOfficeName }
      cx.checkCancelled()
      const taken = cx.run(
        'exchange.takeIn',
        (cmd) => {
          // Another program may have the file open too: judged again inside the transaction.
          const now = readStanding(cmd, pack.info, pack.sha256, taker)
          checkStanding(cmd, pack.info, now, confirmed)
          return { packageId: compared.apply(cmd, shown), already: false }
        },
        taker.writes === 'sender' ? pack.info.fromOfficeId : cx.office().id,
      )
      isIn = true
      return taken
    } finally {
      if (!isIn) for (const path of placed) rmSync(path, { force: true })
    }
  })
}

function incomingOf({ pack, fileName, encrypted }: Opened, choices: readonly MergeChoice[]): Incoming {
  return { pack, info: pack.info, kind: playedKind(pack.info), fileName, encrypted, choices }
}

function stateOf(standing: Standing): PackagePreview['state'] {
  if (standing.alreadyId !== null) return 'already'
  if (standing.place !== 'here') return 'wrongPlace'
  return standing.sequence === 'next' ? 'new' : standing.sequence
}

/** Puts attachments under their hash before the rows name them. @returns files that were not there before */
async function* placeAttachments(
  cx: TaskContext,
  pack: VerifiedPackage,
  hashes: ReadonlySet<string>,
  staging: Staging,
): TaskGenerator<string[]> {
  const folder = join(cx.dir, 'attachments')
  const placed: string[] = []
  let isWhole = false
  try {
    for (const [at, hash] of [...hashes].entries()) {
      cx.checkCancelled()
      yield {
        step: 'exchange.progress.placing',
        done: at,
        total: hashes.size,
        what: pack.info.fromOfficeName,
      }
      const target = join(folder, hash)
      const isThere = existsSync(target)
      if (isThere && statSync(target).size === pack.files.get(attachmentPath(hash))?.sizeBytes) continue
      const staged = staging.path(`attachment-${hash}`)
      await pack.copyOut(attachmentPath(hash), staged)
      mkdirSync(folder, { recursive: true })
      renameSync(staged, target)
      if (!isThere) placed.push(target)
    }
    isWhole = true
    return placed
  } finally {
    // Also when the person cancels between two files: a generator that is ended there does not throw.
    if (!isWhole) for (const path of placed) rmSync(path, { force: true })
  }
}
