import { Fault } from '../kernel/fault.ts'

export const MAX_EMBLEM_BYTES = 8 * 1024 * 1024
/** 30 mm at 508 dpi: below it the emblem of a letter looks coarse on paper. */
const GOOD_HEIGHT_PX = 600
const LEAST_HEIGHT_PX = 80
const MOST_PX = 12_000
/** Wider than high by more than this is a banner; it would run into the number and the address. */
const WIDEST = 1.5

export type Picture = {
  mime: 'image/png' | 'image/jpeg'
  widthPx: number
  heightPx: number
  lowResolution: boolean
}

/**
 * Looks at the bytes, not at the name: a whole PNG or JPEG of sensible size and shape (DOCUMENTS.md §C). SVG is not taken:
 * it can carry programs and addresses, and DOCX needs a PNG anyway; one that does is told apart in its sentence.
 *
 * @throws Fault emblem.kind, emblem.svg, emblem.svgActive, emblem.broken, emblem.tooSmall, emblem.tooLarge, emblem.tooWide
 */
export function checkEmblem(bytes: Uint8Array, name: string): Picture {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kind = kindOf(data)
  if (kind === undefined) throw notAPicture(data, name)
  const size = kind === 'image/png' ? pngSize(data) : jpegSize(data)
  if (size === undefined || size.widthPx < 1 || size.heightPx < 1) throw new Fault('emblem.broken', { name })
  if (size.heightPx < LEAST_HEIGHT_PX) {
    throw new Fault('emblem.tooSmall', { name, heightPx: size.heightPx, least: LEAST_HEIGHT_PX })
  }
  if (size.widthPx > MOST_PX || size.heightPx > MOST_PX)
    throw new Fault('emblem.tooLarge', { name, limit: MAX_EMBLEM_BYTES })
  if (size.widthPx > size.heightPx * WIDEST)
    throw new Fault('emblem.tooWide', { name, widthPx: size.widthPx, heightPx: size.heightPx })
  return { mime: kind, ...size, lowResolution: size.heightPx < GOOD_HEIGHT_PX }
}

/** Width and height in pixels of a kept emblem; null for bytes that are none. */
export function pictureSize(bytes: Uint8Array): { widthPx: number; heightPx: number } | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kind = kindOf(data)
  return (kind === 'image/png' ? pngSize(data) : kind === 'image/jpeg' ? jpegSize(data) : undefined) ?? null
}

/** What of an SVG could do or fetch something; entities and style imports too. */
const active =
  /<script|<foreignObject|<!ENTITY|\son[a-z]+\s*=|javascript:|@import|(?:href|src)\s*=\s*["']\s*(?!#|data:image\/(?:png|jpe?g);)[^"'\s]|url\(\s*["']?\s*(?!#|data:image\/)[^)"'\s]/iu

function notAPicture(data: Buffer, name: string): Fault {
  const utf16 = data[0] === 0xff && data[1] === 0xfe
  const text = data.toString(utf16 ? 'utf16le' : 'utf8')
  if (!/<(?:[\w-]+:)?svg[\s>/]/iu.test(text.slice(0, 65_536))) return new Fault('emblem.kind', { name })
  return new Fault(active.test(text) ? 'emblem.svgActive' : 'emblem.svg', { name })
}

function kindOf(data: Buffer): Picture['mime'] | undefined {
  if (data.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return 'image/png'
  if (data.length > 3 && data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff) return 'image/jpeg'
  return undefined
}

type Size = { widthPx: number; heightPx: number }

/** Piece by piece to the end mark: a picture cut off in transport would be half a picture on paper. */
function pngSize(data: Buffer): Size | undefined {
  if (data.length < 45 || data.toString('latin1', 12, 16) !== 'IHDR') return undefined
  const size = { widthPx: data.readUInt32BE(16), heightPx: data.readUInt32BE(20) }
  let hasPixels = false
  for (let at = 8; at + 12 <= data.length; ) {
    const kind = data.toString('latin1', at + 4, at + 8)
    if (kind === 'IEND') return hasPixels ? size : undefined
    if (kind === 'IDAT') hasPixels = true
    at += 12 + data.readUInt32BE(at)
  }
  return undefined
}

function jpegSize(data: Buffer): Size | undefined {
  if (data.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) return undefined
  for (let at = 2; at + 9 < data.length; ) {
    if (data[at] !== 0xff) return undefined
    const marker = data[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { heightPx: data.readUInt16BE(at + 5), widthPx: data.readUInt16BE(at + 7) }
    at += 2 + data.readUInt16BE(at + 2)
  }
  return undefined
}
