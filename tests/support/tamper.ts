import type { KeyObject } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import {
  bagInfoFile,
  bagItFile,
  bagItText,
  kindOfPath,
  manifestFile,
  readBagInfo,
  signatureFile,
  signedStatement,
  tagManifestFile,
  writeBagInfo,
  writeManifest,
} from '../../core/exchange/format.ts'
import type { PackageInfo } from '../../core/exchange/rules.ts'
import { sha256, signBytes } from '../../core/exchange/sign.ts'
import { openZip } from '../../core/exchange/zip-read.ts'
import { writeSealedZip } from '../../core/exchange/zip-write.ts'

/** What an attacker can do: write zips byte by byte, and sign whatever he likes with a key of his own. */

export type RawEntry = {
  name: string | Buffer
  data: Buffer
  /** 0 stored, 8 deflated, anything else is a lie. */
  method?: number
  flags?: number
  /** What the directory says instead of the truth. */
  declaredSize?: number
  attributes?: number
  extra?: Buffer
  /** Another name in the local header. */
  localName?: string
  /** Packed bytes as they are, in place of `data` deflated. */
  packed?: Buffer
  /** The directory points there and nothing is written: bytes of another entry are shared. */
  pointsTo?: number
}

/** The fuzzer zips the same contents thousands of times. */
const deflatedOnce = new WeakMap<Buffer, Buffer>()
function deflated(data: Buffer): Buffer {
  const packed = deflatedOnce.get(data) ?? deflateRawSync(data)
  deflatedOnce.set(data, packed)
  return packed
}

/** A zip with exactly these bytes; nothing is checked. */
export function rawZip(entries: readonly RawEntry[], comment = ''): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const localName = entry.localName === undefined ? name : Buffer.from(entry.localName)
    const method = entry.method ?? 8
    const packed = entry.packed ?? (method === 8 ? deflated(entry.data) : entry.data)
    const size = entry.declaredSize ?? entry.data.length
    const extra = entry.extra ?? Buffer.alloc(0)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(entry.flags ?? 0x800, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(size, 18)
    common.writeUInt16LE(name.length, 22)
    common.writeUInt16LE(extra.length, 24)
    const at = entry.pointsTo ?? offset
    if (entry.pointsTo === undefined) {
      const local = Buffer.from(common)
      local.writeUInt16LE(localName.length, 22)
      const record = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), local, localName, extra, packed])
      parts.push(record)
      offset += record.length
    }
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(entry.attributes ?? (0o100644 << 16) >>> 0, 6)
    rest.writeUInt32LE(at, 10)
    directory.push(
      Buffer.concat([
        Buffer.from('PK\u0001\u0002', 'latin1'),
        Buffer.from([20, 3]),
        common,
        rest,
        name,
        extra,
      ]),
    )
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...parts, list, end, Buffer.from(comment, 'latin1')])
}

/** Content of every file of a package, by path, in the order of the zip. */
export async function unpack(path: string): Promise<Map<string, Buffer>> {
  const zip = await openZip(path, 'test')
  try {
    const files = new Map<string, Buffer>()
    for (const entry of zip.entries.values()) {
      const chunks: Uint8Array[] = []
      for await (const chunk of zip.read(entry)) chunks.push(chunk)
      files.set(entry.path, Buffer.concat(chunks))
    }
    return files
  } finally {
    zip.close()
  }
}

/** The fuzzer forges the same package thousands of times. */
const unpacked = new Map<string, Map<string, Buffer>>()
async function unpackOnce(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const { mtimeMs, size } = statSync(path)
  const key = `${path} ${mtimeMs} ${size}`
  const files = unpacked.get(key) ?? (await unpack(path))
  unpacked.set(key, files)
  return files
}

/** The comment at the end of a zip without zip64: the seal. */
export function commentOf(path: string): string {
  const bytes = readFileSync(path)
  return bytes.subarray(bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1')) + 22).toString('latin1')
}

export type Forge = {
  key: KeyObject
  /** Changes the payload. */
  payload?: (files: Map<string, Buffer>) => void
  info?: (info: PackageInfo) => PackageInfo
  /** Changes the tag files' text after they were made, before the signature. */
  bagInfo?: (text: string) => string
  manifest?: (text: string) => string
}

/**
 * Writes a package with the content of another one, changed as wanted, and signed properly: what a dishonest office
 * (or a newer program) can hand in. Counts follow the records unless `info` sets them.
 */
export async function forge(source: string, target: string, how: Forge): Promise<string> {
  const files = await unpackOnce(source)
  const bag = readBagInfo(files.get(bagInfoFile)?.toString('utf8') ?? '')
  if (!bag.ok) throw new Error('the source is no package')
  const payload = new Map([...files].filter(([path]) => kindOfPath(path) !== 'tag'))
  how.payload?.(payload)
  const counts = Object.fromEntries(
    [...payload].flatMap(([path, data]) => {
      const name = /^data\/records\/(\w+)\.jsonl$/u.exec(path)?.[1]
      return name === undefined ? [] : [[name, data.toString('utf8').split('\n').length - 1]]
    }),
  )
  const info = (how.info ?? ((same) => same))({ ...bag.info, counts })
  const bytes = [...payload.values()].reduce((total, data) => total + data.length, 0)
  const bagInfo = (how.bagInfo ?? String)(writeBagInfo(info, { bytes, files: payload.size }))
  const manifest = (how.manifest ?? String)(
    writeManifest(new Map([...payload].map(([path, data]) => [path, sha256(data)]))),
  )
  const tagManifest = writeManifest(
    new Map([
      [bagInfoFile, sha256(bagInfo)],
      [bagItFile, sha256(bagItText)],
      [manifestFile, sha256(manifest)],
    ]),
  )
  const signature = `${signBytes(how.key, Buffer.from(signedStatement(tagManifest)))}\n`
  const all: [string, Buffer][] = [
    ...payload,
    [bagItFile, Buffer.from(bagItText)],
    [bagInfoFile, Buffer.from(bagInfo)],
    [manifestFile, Buffer.from(manifest)],
    [tagManifestFile, Buffer.from(tagManifest)],
    [signatureFile, Buffer.from(signature)],
  ]
  const chunks: Uint8Array[] = []
  const steps = writeSealedZip(
    all.map(([path, data]) => ({ path, packed: true, bytes: data })),
    {
      dated: '2022-07-15',
      write: async (chunk) => void chunks.push(Buffer.from(chunk)),
      sign: (text) => signBytes(how.key, text),
    },
  )
  while (!(await steps.next()).done);
  writeFileSync(target, Buffer.concat(chunks))
  return target
}

/** Changes the records of one table: every line parsed, changed, written again. */
export function editRecords(
  files: Map<string, Buffer>,
  table: string,
  edit: (rows: Record<string, unknown>[]) => Record<string, unknown>[],
): void {
  const path = `data/records/${table}.jsonl`
  const rows = (files.get(path)?.toString('utf8') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  files.set(
    path,
    Buffer.from(
      edit(rows)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    ),
  )
}
