/** A small photograph as a telephone writes it: 48 × 32 pixels, with or without a word on how it was held. */
const pixels = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhl' +
    'bXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8' +
    'fHx8fHx8fHx8fHx8fHz/wAARCAAgADADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAUG/8QAFhAAAwAAAAAAAAAA' +
    'AAAAAAAAABNh/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAQG/8QAFhEBAQEAAAAAAAAAAAAAAAAAABIU/9oADAMBAAIRAxEAPwDN' +
    'IgRCmiBEKNJKYiBEKaIEQaSUxECIU0QIg0kqiIEQpogRDOaVUpiIEQpogRBpJTEQIhTRAiDSS//Z',
  'base64',
)

/** @param said.orientation of Exif, 1 = upright, 6 = its pixels must be turned by 90° clockwise */
export function photo(said: { orientation?: number; little?: boolean; mark?: string } = {}): Buffer {
  const { orientation, little = false, mark = '' } = said
  const comment = segment(0xfe, Buffer.from(mark))
  if (orientation === undefined) return Buffer.concat([pixels.subarray(0, 2), comment, pixels.subarray(2)])
  const tiff = Buffer.alloc(26)
  const short = (value: number, at: number) =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  const long = (value: number, at: number) =>
    little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at)
  tiff.write(little ? 'II' : 'MM', 0, 'latin1')
  short(42, 2)
  long(8, 4)
  short(1, 8)
  short(0x0112, 10)
  short(3, 12)
  long(1, 14)
  short(orientation, 18)
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]))
  return Buffer.concat([pixels.subarray(0, 2), exif, comment, pixels.subarray(2)])
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}
