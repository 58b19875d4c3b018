import { inflateRawSync } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { sheetLimits } from '../workbook.ts'
import { WorkbookRefused } from './refused.ts'

const encrypted = 1

/**
 * A workbook's zip opened as a stranger's: its parts counted, inflated once and counted in inflated bytes, whatever its
 * directory claims (PEERS.md §3.5 #25). The parser gets a new zip of just these bytes, nothing packed: it can neither
 * inflate anything on its own nor see another file than the one that was checked.
 *
 * @throws WorkbookRefused hostile, damaged, macros, encrypted, notWorkbook
 */
export async function checkedZip(bytes: Uint8Array): Promise<Uint8Array> {
  const parts = await inflateAll(bytes)
  const names = [...parts.keys()].map((name) => name.toLowerCase())
  // Code (Excel, LibreOffice) and the old macro sheets; an .xlsm that holds none is only a wrong ending.
  if (
    names.some((name) => /(^|\/)vbaproject\.bin$|^xl\/macrosheets\/|^basic\/.*\.xml$|^scripts\//u.test(name))
  )
    throw new WorkbookRefused('macros')
  const manifest = parts.get('META-INF/manifest.xml')
  if (manifest && /encryption-data/u.test(manifest.toString('utf8'))) throw new WorkbookRefused('encrypted')
  const isWorkbook =
    names.some((name) => /^xl\/workbook\.(xml|bin)$/u.test(name)) ||
    (names.includes('content.xml') && isSpreadsheet(parts))
  if (!isWorkbook) throw new WorkbookRefused('notWorkbook')
  return storedZip(parts)
}

/** A text document of LibreOffice has a content.xml too. */
function isSpreadsheet(parts: ReadonlyMap<string, Buffer>): boolean {
  const mime = parts.get('mimetype')?.toString('utf8')
  return mime === undefined
    ? (parts.get('content.xml')?.includes('office:spreadsheet') ?? false)
    : mime.includes('spreadsheet')
}

async function inflateAll(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let zip: ZipFile
  try {
    zip = await fromBufferPromise(buffer, { decodeStrings: true, strictFileNames: false })
  } catch {
    throw new WorkbookRefused('damaged')
  }
  if (zip.entryCount > sheetLimits.entries) throw new WorkbookRefused('hostile', 'entries')
  const parts = new Map<string, Buffer>()
  let left: number = sheetLimits.inflatedBytes
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      if (parts.has(entry.fileName)) throw new WorkbookRefused('hostile', 'twice')
      if (parts.size >= sheetLimits.entries) throw new WorkbookRefused('hostile', 'entries')
      const part = await inflate(zip, entry, buffer, left)
      left -= part.length
      parts.set(entry.fileName, part)
    }
  } catch (error) {
    throw error instanceof WorkbookRefused ? error : new WorkbookRefused('damaged')
  }
  return parts
}

async function inflate(zip: ZipFile, entry: Entry, file: Buffer, left: number): Promise<Buffer> {
  if (entry.generalPurposeBitFlag & encrypted) throw new WorkbookRefused('encrypted')
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry)
  const end = fileDataStart + entry.compressedSize
  if (end > file.length) throw new WorkbookRefused('damaged')
  const packed = file.subarray(fileDataStart, end)
  if (entry.compressionMethod === 0) {
    if (packed.length > left) throw new WorkbookRefused('hostile', 'size')
    return packed
  }
  if (entry.compressionMethod !== 8) throw new WorkbookRefused('hostile', 'method')
  const byRatio = Math.max(sheetLimits.ratioFrom, packed.length * sheetLimits.ratio)
  const most = Math.min(left, byRatio)
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new WorkbookRefused('hostile', byRatio < left ? 'ratio' : 'size')
    throw error
  }
}

/** A zip with nothing packed. Check sums are left 0: the parser does not look at them, and the bytes never leave memory. */
function storedZip(parts: ReadonlyMap<string, Buffer>): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, part] of parts) {
    const rawName = Buffer.from(name, 'utf8')
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(0x0800, 6)
    local.writeUInt32LE(part.length, 18)
    local.writeUInt32LE(part.length, 22)
    local.writeUInt16LE(rawName.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(20, 4)
    central.writeUInt16LE(20, 6)
    central.writeUInt16LE(0x0800, 8)
    central.writeUInt32LE(part.length, 20)
    central.writeUInt32LE(part.length, 24)
    central.writeUInt16LE(rawName.length, 28)
    central.writeUInt32LE(at, 42)
    locals.push(local, rawName, part)
    directory.push(central, rawName)
    at += 30 + rawName.length + part.length
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.size, 8)
  end.writeUInt16LE(parts.size, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, ...directory, end])
}
