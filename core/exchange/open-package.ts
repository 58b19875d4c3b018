import { faultOfSqlite } from '../../db/open.ts'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault, isFault } from '../kernel/fault.ts'
import { isEnvelope, openEnvelope } from './envelope.ts'
import { makeStaging, type Staging } from './staging.ts'
import { faultOfReading, type VerifiedPackage, verifyPackage } from './verify.ts'

/** SHA-256 of the package that was shown last of a chosen file. */
const shown = new WeakMap<object, string>()

export type Opened = {
  pack: VerifiedPackage
  staging: Staging
  /** Name of the file that the person chose. */
  fileName: string
  /** It came in an envelope with a passphrase. */
  encrypted: boolean
}

/**
 * A file that a person chose, out of its envelope if it is in one, verified whole before any row of it is read, in a
 * staging folder of its own. Whatever happens in `work`, the package is closed and the folder gone afterwards.
 *
 * @param input `seen` where a person decided on what was shown of this file before: another package that lies under
 *   the same name by now is none that he saw, and its key none that he compared
 * @throws Fault file.unknown, usb.gone, disk.*, package.* of openEnvelope and verifyPackage, package.replaced; those of
 *   `work`
 */
export async function* withPackage<R>(
  cx: TaskContext,
  input: { token: string; passphrase?: string | undefined; seen?: boolean },
  work: (opened: Opened) => TaskGenerator<R>,
): TaskGenerator<R> {
  const file = cx.files.look(input.token, cx.session.id)
  const { path, name } = file
  const staging = makeStaging(cx.dir, cx.random, cx.clock.now())
  const options = { fileName: name, checkCancelled: cx.checkCancelled }
  let pack: VerifiedPackage | undefined
  try {
    const encrypted = isEnvelope(path)
    const plain = encrypted ? staging.path('opened.amphoe.zip') : path
    if (encrypted) yield* openEnvelope(path, input.passphrase, plain, options)
    pack = yield* verifyPackage(plain, options)
    const before = shown.get(file)
    if (input.seen !== true) shown.set(file, pack.sha256)
    else if (before !== undefined && before !== pack.sha256)
      throw new Fault('package.replaced', { file: name })
    return yield* work({ pack, staging, fileName: name, encrypted })
  } catch (error) {
    // A stick pulled out meanwhile, or this PC's own disk full while staging.
    const fault = faultOfReading(error, name)
    throw isFault(fault) ? fault : faultOfSqlite(fault, staging.dir)
  } finally {
    pack?.close()
    staging.remove()
  }
}
