import { createReadStream, type ReadStream } from 'node:fs'
import { ZipFile } from 'yazl'
import { sealLength, sealStatement, writeSeal } from './format.ts'
import { startSha256 } from './sign.ts'

/** A file of the zip: bytes, or a file to be streamed. `packed`: worth deflating (text is, PDF and XLSX are not). */
export type ZipSource = { path: string; packed: boolean } & ({ bytes: Uint8Array } | { file: string })

/** A file of the payload with its hash, staged on this computer or in memory. */
export type Payload = ZipSource & { sizeBytes: number; sha256: string }

export type ZipWriteOptions = {
  /** ISO date; the time of every file in the zip, so that the same content is the same zip. */
  dated: string
  write(bytes: Uint8Array): Promise<void>
  /** Signs the text of the seal. @returns base64 */
  sign(bytes: Uint8Array): string
}

/**
 * Writes the zip as a stream and seals it: the comment at its end holds the hash of all bytes before it, signed by the
 * office, so that not one byte of the container can differ unnoticed (flipped padding bits of a deflated file, times,
 * attributes), while it stays a plain zip to everybody.
 *
 * Yields the bytes written so far. @returns SHA-256 and size of the whole file
 */
export async function* writeSealedZip(
  sources: readonly ZipSource[],
  options: ZipWriteOptions,
): AsyncGenerator<number, { sha256: string; sizeBytes: number }, void> {
  const zip = new ZipFile()
  const output = zip.outputStream as ReadStream
  const opened: ReadStream[] = []
  zip.on('error', (error: Error) => output.destroy(error))
  for (const source of sources) addSource(zip, source, dosDate(options.dated), opened)
  zip.end({ forceZip64Format: false, comment: ' '.repeat(sealLength) })
  const sealed = startSha256()
  const whole = startSha256()
  let written = 0
  // The placeholder of the seal is the last thing that comes: always held back, never written.
  let held: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      const bytes = Buffer.concat([held, chunk])
      const ready = bytes.subarray(0, Math.max(0, bytes.length - sealLength))
      held = bytes.subarray(ready.length)
      if (ready.length === 0) continue
      sealed.update(ready)
      whole.update(ready)
      await options.write(ready)
      written += ready.length
      yield written
    }
    const hash = sealed.digest('hex')
    const seal = Buffer.from(
      writeSeal(hash, options.sign(Buffer.from(sealStatement(hash), 'utf8'))),
      'latin1',
    )
    whole.update(seal)
    await options.write(seal)
    return { sha256: whole.digest('hex'), sizeBytes: written + seal.length }
  } finally {
    output.destroy()
    for (const stream of opened) stream.destroy()
  }
}

function addSource(zip: ZipFile, source: ZipSource, mtime: Date, opened: ReadStream[]): void {
  const options = { mtime, mode: 0o100644, forceDosTimestamp: true, compress: source.packed }
  if ('bytes' in source) {
    zip.addBuffer(Buffer.from(source.bytes), source.path, options)
    return
  }
  zip.addReadStreamLazy(source.path, options, (give) => {
    const stream = createReadStream(source.file)
    opened.push(stream)
    // A staged file that vanished: without a listener the error would end the program.
    stream.on('error', (error) => zip.emit('error', error))
    give(null, stream)
  })
}

/** Zip keeps local time without a zone: noon of the day, in whatever zone the program runs. */
function dosDate(isoDate: string): Date {
  const [year = 1980, month = 1, day = 1] = isoDate.split('-').map(Number)
  return new Date(year, month - 1, day, 12, 0, 0)
}
