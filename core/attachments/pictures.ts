/** Pictures that hang on a record, made ready to be drawn on paper. */
import type { QueryContext } from '../kernel/context.ts'
import { pictureSize } from '../office/emblem.ts'
import { attachmentsOf, isPicture } from './queries.ts'
import type { AttachmentSubject } from './rules.ts'

/** How many of one record a paper takes, and how many bytes of them: a paper of a hundred photographs prints nowhere. */
const MOST_PICTURES = 12
const MOST_BYTES = 16 * 1024 * 1024

type PaperPicture = {
  name: string
  mime: 'image/png' | 'image/jpeg'
  base64: string
  /** As it is shown, turned upright. */
  widthPx: number
  heightPx: number
  /** Degrees clockwise by which its pixels must be turned. */
  turn: 0 | 90 | 180 | 270
}

/**
 * The pictures of a record that a paper can draw, in the order they were attached, and the names of all its other files:
 * no pictures, too large, too many, or not here.
 */
export function picturesOf(
  cx: QueryContext,
  subject: AttachmentSubject,
): { pictures: PaperPicture[]; others: string[] } {
  const pictures: PaperPicture[] = []
  const others: string[] = []
  let bytesLeft = MOST_BYTES
  for (const row of attachmentsOf(cx, subject)) {
    const fits = isPicture(row) && pictures.length < MOST_PICTURES && row.sizeBytes <= bytesLeft
    const bytes = fits ? cx.attachment(row.sha256) : null
    const size = bytes === null ? null : pictureSize(bytes)
    if (bytes === null || size === null || size.widthPx < 1 || size.heightPx < 1) {
      others.push(row.name)
      continue
    }
    bytesLeft -= row.sizeBytes
    const turn = pictureTurn(bytes)
    const lies = turn === 90 || turn === 270
    pictures.push({
      name: row.name,
      mime: row.mime === 'image/png' ? 'image/png' : 'image/jpeg',
      base64: Buffer.from(bytes).toString('base64'),
      widthPx: lies ? size.heightPx : size.widthPx,
      heightPx: lies ? size.widthPx : size.heightPx,
      turn,
    })
  }
  return { pictures, others }
}

const TURNS: Readonly<Record<number, PaperPicture['turn']>> = { 3: 180, 6: 90, 8: 270 }
/** Tag of IFD0 that says how a camera was held (Exif 2.3 §4.6.4). */
const ORIENTATION = 0x0112

/** Degrees clockwise by which a JPEG's pixels must be turned to stand upright; 0 where nothing is said. */
export function pictureTurn(bytes: Uint8Array): PaperPicture['turn'] {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data[0] !== 0xff || data[1] !== 0xd8) return 0
  for (let at = 2; at + 10 < data.length && data[at] === 0xff; at += 2 + data.readUInt16BE(at + 2)) {
    const marker = data[at + 1] ?? 0
    // the pixels begin: nothing is said any more
    if (marker === 0xda) return 0
    if (marker === 0xe1 && data.toString('latin1', at + 4, at + 8) === 'Exif')
      return TURNS[orientationIn(data.subarray(at + 10, at + 2 + data.readUInt16BE(at + 2)))] ?? 0
  }
  return 0
}

function orientationIn(tiff: Buffer): number {
  if (tiff.length < 14) return 0
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const start = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const entries = Math.min(short(start), 500)
  for (let no = 0; no < entries; no += 1)
    if (short(start + 2 + no * 12) === ORIENTATION) return short(start + 2 + no * 12 + 8)
  return 0
}
