/**
 * The office's own picture of the garuda, checked before it is kept (DOCUMENTS.md §C). PNG and JPEG only: an SVG may carry
 * scripts or addresses, and DOCX would need a PNG beside it anyway. Pure.
 */
import { Fault } from '../../kernel/fault.ts'
import type { EmblemPicture } from './model.ts'

const MAX_BYTES = 5 * 1024 * 1024
/** 3 cm high at a little over 500 dots per inch. */
const MIN_HEIGHT_PX = 600
const MAX_SIDE_PX = 10_000

type Size = { widthPx: number; heightPx: number }

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

function pngSize(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 33 || PNG.some((byte, index) => bytes[index] !== byte)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(12) !== 0x49484452) return undefined
  return { widthPx: view.getUint32(16), heightPx: view.getUint32(20) }
}

function jpegSize(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 9 < bytes.length) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    // start of frame, but not DHT, JPG or DAC which share the range
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { heightPx: view.getUint16(at + 5), widthPx: view.getUint16(at + 7) }
    }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary)
}

/**
 * @returns the picture as the letterhead keeps it
 * @throws Fault paper.emblemInvalid: reason is a plain fact (what the file is, or its size)
 */
export function readEmblem(bytes: Uint8Array): EmblemPicture {
  const refuse = (reason: string): Fault => new Fault('paper.emblemInvalid', { reason })
  if (bytes.length > MAX_BYTES) throw refuse(`${Math.ceil(bytes.length / 1024 / 1024)} MB`)
  const png = pngSize(bytes)
  const size = png ?? jpegSize(bytes)
  if (!size) throw refuse('≠ PNG, JPG')
  const { widthPx, heightPx } = size
  if (heightPx < MIN_HEIGHT_PX || widthPx < 1 || widthPx > MAX_SIDE_PX || heightPx > MAX_SIDE_PX) {
    throw refuse(`${widthPx} × ${heightPx} px`)
  }
  // wider than high is a banner, not an emblem; it would run into the number and the address
  if (widthPx > heightPx * 1.5) throw refuse(`${widthPx} × ${heightPx} px`)
  return { mime: png ? 'image/png' : 'image/jpeg', base64: base64(bytes), widthPx, heightPx }
}
