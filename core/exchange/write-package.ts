import { join } from 'node:path'
import { Fault, isFault } from '../kernel/fault.ts'
import type { Progress } from '../kernel/meta.ts'
import { megabytes, packageExtension, packageLimits } from './format.ts'
import { faultOfStick, removeLeftovers, type StickFiles, type StickPlace } from './stick.ts'
import { verifyPackage } from './verify.ts'
import { writeSealedZip, type ZipSource } from './zip-write.ts'

export type WrittenPackage = { path: string; sha256: string; sizeBytes: number }

export type WritePackageOptions = {
  place: StickPlace
  fileName: string
  /** Start of the names of this office's packages: leftovers with it are ours to remove. */
  namePrefix: string
  sources: readonly ZipSource[]
  /** Payload before packing, to be compared with the free space. */
  payloadBytes: number
  dated: string
  sign(bytes: Uint8Array): string
  stick: StickFiles
  checkCancelled(): void
}

const temporaryEnd = `${packageExtension}.part`

/**
 * Puts a package down on a stick so that it is either whole there or not there at all (PEERS.md §1.7, §3.5 #4–6):
 * leftovers away, free space, temporary name on the stick itself, flush, open again and verify with the verifier of
 * the receiver, rename, flush the folder. Whatever fails or is cancelled: the temporary file goes.
 *
 * @throws Fault usb.gone, usb.full, usb.lies, usb.readOnly, package.tooLarge, file.busy, cancelled
 */
export async function* writePackage(
  options: WritePackageOptions,
): AsyncGenerator<Progress, WrittenPackage, void> {
  const { place, stick, payloadBytes } = options
  const path = join(place.dir, options.fileName)
  const temporary = `${path}.part`
  if (payloadBytes > packageLimits.fileBytes) {
    throw new Fault('package.tooLarge', {
      size: megabytes(payloadBytes),
      limit: megabytes(packageLimits.fileBytes),
    })
  }
  await removeLeftovers(
    place.dir,
    (name) => name.startsWith(options.namePrefix) && name.endsWith(temporaryEnd),
    stick,
  )
  const free = await stick.freeBytes(place.dir)
  if (free === undefined) yield { step: 'exchange.progress.freeUnknown', done: 0, what: place.label }
  else if (free < payloadBytes) {
    throw new Fault('usb.full', {
      place: place.label,
      needed: megabytes(payloadBytes),
      free: Math.floor(free / 1024 ** 2),
    })
  }
  try {
    const written = yield* writeTemporary(temporary, options)
    yield* readBack(temporary, written.sha256, options)
    yield { step: 'exchange.progress.finishing', done: 1, total: 1, what: options.fileName }
    options.checkCancelled()
    await stick.rename(temporary, path)
    await stick.syncDir(place.dir)
    return { path, ...written }
  } catch (error) {
    throw await faultOfStick(error, place, payloadBytes, stick)
  } finally {
    // After the rename there is nothing under this name; a stick that is gone cannot be cleaned, and is the next time.
    await stick.remove(temporary).catch(() => undefined)
  }
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
