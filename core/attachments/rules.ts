import { z } from 'zod'
import { idField } from '../kernel/fields.ts'

/** Records that files may be attached to. */
export const attachmentTables = [
  'project',
  'projectDocument',
  'forum',
  'directive',
  'guidelineEdition',
  /** Evidence of a duty; who was told (a signed list, a picture of the message). */
  'duty',
  'directiveTold',
  'activity',
  /** The scan of the order as it was signed by hand. */
  'appointmentOrder',
  'meeting',
  'meetingMinutes',
] as const
export const attachmentSubject = z.object({ table: z.enum(attachmentTables), id: idField })
export type AttachmentSubject = z.infer<typeof attachmentSubject>

const MB = 1024 * 1024
/** Told when a file is attached, not when a package is made (PEERS.md §3.5 #36). */
export const attachmentLimits = {
  /** One file. A scan of an estimate of some hundred pages fits; a video does not. */
  fileBytes: 50 * MB,
  /** All files of one record. */
  recordBytes: 500 * MB,
  /** All files of the office together: what still goes into one package (core/exchange/format.ts). */
  officeBytes: 3500 * MB,
  /** A picture larger than this is shown by its kind only. */
  pictureBytes: 6 * MB,
} as const

/** One row of resources/rules/attachment-kinds. */
export type AttachmentKind = {
  key: string
  name: string
  endings: readonly string[]
  mime: string
  /** First bytes, hex; one of them must fit. */
  signatures: readonly string[]
  /** bytes: the first bytes are enough · entry: a zip with an entry whose name begins with `inside` · head: `inside`
   *  stands in the first bytes · text: text without control characters · archive: a zip of files of these kinds only. */
  check: 'bytes' | 'entry' | 'head' | 'text' | 'archive'
  inside?: string | undefined
}

/** Ending of a file's name without the dot, lower case; '' when it has none. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/u.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** The kind that a name says it is. */
export function kindByName(kinds: readonly AttachmentKind[], name: string): AttachmentKind | undefined {
  const ending = endingOf(name)
  return kinds.find((kind) => kind.endings.includes(ending))
}

/** First bytes of what a computer would run: Windows, Linux, macOS, Java; a shortcut; a script. */
const programs = [
  '4d5a',
  '7f454c46',
  'cafebabe',
  'feedface',
  'feedfacf',
  'cefaedfe',
  'cffaedfe',
  '4c00000001140200',
  '2321',
]

/** True for a program, whatever its name says (PEERS.md §3.5 #35). `head`: the first bytes of the file. */
export function isProgram(head: Uint8Array): boolean {
  const found = programs.find((signature) => beginsWith(head, signature))
  // two letters can also begin an honest text; a program has zeros among its first bytes
  return found !== undefined && (found !== '4d5a' || head.subarray(0, 512).includes(0))
}

/** True when one of the kind's signatures fits. */
export function hasSignature(head: Uint8Array, kind: AttachmentKind): boolean {
  return kind.signatures.some((signature) => beginsWith(head, signature))
}

function beginsWith(head: Uint8Array, signature: string): boolean {
  for (let at = 0; at * 2 < signature.length; at += 1) {
    if (head[at] !== Number.parseInt(signature.slice(at * 2, at * 2 + 2), 16)) return false
  }
  return true
}

/** Text: no control character but tab, line ends and form feed. */
export function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) =>
    byte >= 32 ? byte !== 127 : byte === 9 || byte === 10 || byte === 12 || byte === 13,
  )
}
