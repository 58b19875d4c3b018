import { Fault, isFault } from '../kernel/fault.ts'
import type { Progress } from '../kernel/meta.ts'
import { type PutDown, putDown } from './stick.ts'
import { verifyPackage } from './verify.ts'
import { writeSealedZip, type ZipSource } from './zip-write.ts'

export type WrittenPackage = { path: string; sha256: string; sizeBytes: number }

export type WritePackageOptions = PutDown & {
  sources: readonly ZipSource[]
  /** Payload before packing, to be compared with the free space. */
  payloadBytes: number
  dated: string
  sign(bytes: Uint8Array): string
}

/**
 * Puts a package down on a stick, whole or not at all (stick.ts); what was written is opened again and verified with the
 * verifier of the receiver.
 *
 * @throws Fault usb.gone, usb.full, usb.lies, usb.readOnly, package.tooLarge, file.busy, cancelled
 */
export function writePackage(options: WritePackageOptions): AsyncGenerator<Progress, WrittenPackage, void> {
  return putDown(options, options.payloadBytes, async function* (temporary) {
    const written = yield* writeTemporary(temporary, options)
    yield* readBack(temporary, written.sha256, options)
    return written
  })
}

async function* writeTemporary(
  temporary: string,
  options: WritePackageOptions,
): AsyncGenerator<Progress, { sha256: string; sizeBytes: number }, void> {
  const file = await options.stick.create(temporary)
  try {
    const steps = writeSealedZip(options.sources, {
      dated: options.dated,
      write: file.write,
      sign: options.sign,
    })
    try {
      for (;;) {
        const step = await steps.next()
        if (step.done) {
          await file.sync()
          return step.value
        }
        options.checkCancelled()
        yield {
          step: 'exchange.progress.writing',
          done: step.value,
          total: options.payloadBytes,
          what: options.fileName,
        }
      }
    } finally {
      await steps.return(undefined as never)
    }
  } finally {
    await file.close()
  }
}

/** A stick with a faked capacity takes every byte and gives others back (PEERS.md §3.5 #5). */
async function* readBack(
  temporary: string,
  sha256: string,
  options: WritePackageOptions,
): AsyncGenerator<Progress, void, void> {
  const lies = (cause?: unknown) => new Fault('usb.lies', { place: options.place.label }, { cause })
  try {
    const found = yield* verifyPackage(temporary, {
      fileName: options.fileName,
      checkCancelled: options.checkCancelled,
    })
    found.close()
    if (found.sha256 !== sha256) throw lies()
  } catch (error) {
    if (!isFault(error)) throw error
    if (error.code.startsWith('package.')) throw lies(error)
    throw error.code === 'file.unknown'
      ? new Fault('usb.gone', { place: options.place.label }, { cause: error })
      : error
  }
}
