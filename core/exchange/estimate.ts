import { deflateRawSync } from 'node:zlib'
import { attachment } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { isFault } from '../kernel/fault.ts'
import { makePaper as paperOf } from '../papers/catalogue.ts'
import type { WantedPaper } from './package-papers.ts'
import { lineOf } from './record-lines.ts'
import { type RecordType, recordTypesOf } from './records.ts'
import type { Outgoing, OutgoingRow } from './send.ts'

/** Rows of a type that are really packed; the others are taken to be like them. */
const sampled = 200
/** Directory entry and local head of a file in the zip, its lines in the manifest. */
const bytesPerFile = 300
/** Tag files, the README, the seal. */
const bytesAround = 4_000

/** What a paper is without its content (fonts, styles), and how much a byte of its data becomes; measured. */
const paperSizes = {
  pdf: { base: 58_000, perByte: 6.5 },
  xlsx: { base: 8_200, perByte: 0.2 },
  docx: { base: 12_000, perByte: 0.2 },
} as const

export type Estimate = { counts: Record<string, number>; estimateBytes: number }

/**
 * How large a package would be, before anything is written: the files that go along to the byte, records packed as a
 * sample of them packs, papers by what they say.
 */
export function estimatePackage(
  cx: QueryContext,
  outgoing: Pick<Outgoing, 'kind' | 'collect' | 'papers'>,
): Estimate {
  const collected = outgoing.collect()
  const counts: Record<string, number> = {}
  const attached = new Map<string, number>()
  let estimateBytes = bytesAround
  for (const type of recordTypesOf(outgoing.kind)) {
    const known = type.table === attachment ? undefined : collected.count?.(type)
    const { count, packedBytes } = packRows(type, collected.rows(type), known, (row) => {
      if (type.table === attachment) attached.set(String(row.sha256), Number(row.sizeBytes))
    })
    counts[type.name] = count
    estimateBytes += packedBytes + bytesPerFile
  }
  for (const sizeBytes of attached.values()) estimateBytes += sizeBytes + bytesPerFile
  for (const wanted of outgoing.papers()) estimateBytes += paperBytes(cx, wanted) + bytesPerFile
  return { counts, estimateBytes: Math.round(estimateBytes) }
}

function packRows(
  type: RecordType,
  rows: Iterable<OutgoingRow>,
  known: number | undefined,
  look: (row: OutgoingRow) => void,
): { count: number; packedBytes: number } {
  const sample: string[] = []
  let read = 0
  for (const row of rows) {
    read += 1
    look(row)
    if (sample.length < sampled) sample.push(lineOf(type, row))
    else if (known !== undefined) break
  }
  if (read === 0) return { count: 0, packedBytes: 0 }
  const count = known ?? read
  return { count, packedBytes: (deflateRawSync(sample.join('\n')).length * count) / sample.length }
}

function paperBytes(cx: QueryContext, { paper, format }: WantedPaper): number {
  const { base, perByte } = paperSizes[format]
  try {
    const { data, also = [] } = paperOf(cx, paper)
    return base + perByte * JSON.stringify([data, ...also]).length
  } catch (error) {
    // A paper that cannot be made is left out, and said when the package is written.
    if (isFault(error)) return 0
    throw error
  }
}
