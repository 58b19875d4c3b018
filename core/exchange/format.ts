import { z } from 'zod'
import { fiscalYear, idField, isoDate, line, optionalLine } from '../kernel/fields.ts'
import { formatVersion, type PackageInfo, type PlayedKind, packageKinds, playedKind } from './rules.ts'

/**
 * The package format (docs/package-format.md) as text: BagIt's files (RFC 8493), the statement that is signed and the
 * seal of the zip. Pure: strings in, strings out. Reading is strict: there is one way to write a package, and whatever
 * is written in another way was not written by this program.
 */

const mebibyte = 1024 ** 2

/** Limits of a package; all sizes in bytes (PEERS.md §3.5 #25, #36; STACK.md §6). */
export const packageLimits = {
  /** FAT32 holds no larger file. */
  fileBytes: 4 * 1024 * mebibyte - 1,
  entries: 20_000,
  inflatedBytes: 4 * 1024 * mebibyte,
  entryBytes: 512 * mebibyte,
  /** Records of a kind that is compared in memory: a laptop's work, reference data. */
  heldRecordBytes: 128 * mebibyte,
  /** Records of an answer. */
  answerBytes: 32 * mebibyte,
  tagBytes: 8 * mebibyte,
  /** The largest row is a signed report: what it counted and its paper as signed (core/exchange/report-size.test.ts). */
  lineBytes: 8 * mebibyte,
  /** Inflated : packed, for entries over `ratioFrom`. */
  ratio: 200,
  ratioFrom: mebibyte,
} as const

export const packageExtension = '.amphoe.zip'
export const bagItFile = 'bagit.txt'
export const bagInfoFile = 'bag-info.txt'
export const manifestFile = 'manifest-sha256.txt'
export const tagManifestFile = 'tagmanifest-sha256.txt'
export const signatureFile = 'manifest.sig'
export const readmeFile = 'data/README.txt'
/** Files that describe the payload, in the order in which they stand in the zip. */
export const tagFiles = [bagItFile, bagInfoFile, manifestFile, tagManifestFile, signatureFile] as const

export const bagItText = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

export function recordPath(name: string): string {
  return `data/records/${name}.jsonl`
}
export function attachmentPath(sha256: string): string {
  return `data/attachments/${sha256}`
}
export function paperPath(fileName: string): string {
  return `data/papers/${fileName}`
}

/** What a file of the package is, told by its path; undefined for a path that no package has. */
export function kindOfPath(path: string): 'tag' | 'readme' | 'records' | 'attachment' | 'paper' | undefined {
  if ((tagFiles as readonly string[]).includes(path)) return 'tag'
  if (path === readmeFile) return 'readme'
  if (/^data\/records\/[a-z][A-Za-z]{0,39}\.jsonl$/u.test(path)) return 'records'
  if (/^data\/attachments\/[0-9a-f]{64}$/u.test(path)) return 'attachment'
  if (/^data\/papers\/[^/]{1,120}\.(pdf|xlsx|docx)$/u.test(path)) return 'paper'
  return undefined
}

/** Name of the table of a records file. */
export function recordName(path: string): string {
  return path.slice('data/records/'.length, -'.jsonl'.length)
}

const windowsReserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/iu

/**
 * Whether a path inside a zip could name a file outside the folder, or no file at all, on any system
 * (PEERS.md §3.5 #26, #38). @returns the reason, or undefined for a good one
 */
export function pathProblem(path: string): string | undefined {
  if (path === '' || path.length > 400) return 'length'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f<>:"|?*\\]/u.test(path)) return 'characters'
  if (path.startsWith('/')) return 'absolute'
  if (path.normalize('NFC') !== path) return 'notNfc'
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'traversal'
    if (/[. ]$/u.test(part)) return 'trailingDot'
    if (part.length > 140) return 'length'
    if (windowsReserved.test(part)) return 'reservedName'
  }
  return undefined
}

/** Two paths with the same key are the same file on some system. */
export function pathKey(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC')
}

// ── bag-info.txt ────────────────────────────────────────────────────────────────────────────────────────────────

const infoFields = z.object({
  'Bag-Software-Agent': line(120),
  'Bagging-Date': isoDate,
  'Payload-Oxum': z.string().regex(/^(0|[1-9]\d{0,15})\.(0|[1-9]\d{0,8})$/u),
  'Amphoe-Format': z.string().regex(/^[1-9]\d{0,3}\.(0|[1-9]\d{0,3})$/u),
  'Amphoe-Kind': z.enum(packageKinds),
  'Amphoe-From-Office': idField,
  'Amphoe-From-Name': line(160),
  'Amphoe-From-Province': z.string().regex(/^\d{2}$/u),
  'Amphoe-From-District': z.string().regex(/^(\d{4})?$/u),
  'Amphoe-To-Name': optionalLine(160),
  'Amphoe-To-Code': z.string().regex(/^(\d{2}|\d{4})$/u),
  'Amphoe-Plan-FY': z
    .string()
    .regex(/^\d{4}$/u)
    .transform(Number)
    .pipe(fiscalYear),
  'Amphoe-Sequence': z
    .string()
    .regex(/^[1-9]\d{0,8}$/u)
    .transform(Number),
  'Amphoe-Base-Sequence': z
    .string()
    .regex(/^(0|[1-9]\d{0,8})$/u)
    .transform(Number),
  'Amphoe-Key': z.string().regex(/^[A-Za-z0-9+/]{43}=$/u),
  'Amphoe-Counts': z.string().regex(/^([a-z][A-Za-z]{0,39}=(0|[1-9]\d{0,8})( (?=\S)|$))*$/u),
})

/** Labels of format 1.4. The tambons are said of what belongs to some, what is played by demo offices. */
const laterFields = z.object({
  'Amphoe-To-Office': z.union([z.literal(''), idField]),
  'Amphoe-Tambons': z
    .string()
    .regex(/^\d{6}( \d{6}){0,59}$/u)
    .optional(),
  'Amphoe-Plays': z.enum(packageKinds).exclude(['demo']).optional(),
})
/** Minor format that brought the later labels, and every kind but the submission. */
const laterSince = 4
const ofTambons: readonly PlayedKind[] = ['tambonWork', 'reference']

export type Oxum = { bytes: number; files: number }

/** bag-info.txt: one `Label: value` a line, LF, in this order; the labels that the stated format has. */
export function writeBagInfo(info: PackageInfo, oxum: Oxum): string {
  const counts = Object.entries(info.counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name}=${count}`)
  const later: z.input<typeof laterFields> = {
    'Amphoe-To-Office': info.toOfficeId,
    ...(ofTambons.includes(playedKind(info)) && { 'Amphoe-Tambons': [...info.tambonCodes].sort().join(' ') }),
    ...(info.plays !== null && { 'Amphoe-Plays': info.plays }),
  }
  const fields: { [K in keyof z.input<typeof infoFields>]: string } = {
    'Bag-Software-Agent': info.app,
    'Bagging-Date': info.createdOn,
    'Payload-Oxum': `${oxum.bytes}.${oxum.files}`,
    'Amphoe-Format': info.format,
    'Amphoe-Kind': info.kind,
    'Amphoe-From-Office': info.fromOfficeId,
    'Amphoe-From-Name': info.fromOfficeName,
    'Amphoe-From-Province': info.fromProvinceCode,
    'Amphoe-From-District': info.fromDistrictCode ?? '',
    'Amphoe-To-Name': info.toOffice,
    'Amphoe-To-Code': info.toCode,
    'Amphoe-Plan-FY': String(info.planFy),
    'Amphoe-Sequence': String(info.sequence),
    'Amphoe-Base-Sequence': String(info.baseSequence),
    'Amphoe-Key': info.publicKey,
    'Amphoe-Counts': counts.join(' '),
  }
  const hasLater = Number(info.format.split('.')[1]) >= laterSince
  return Object.entries({ ...fields, ...(hasLater && later) })
    .map(([label, value]) => `${label}: ${value}\n`)
    .join('')
}

export type BagInfo =
  | { ok: true; info: PackageInfo; oxum: Oxum; minor: number }
  | { ok: false; newer: string }
  | { ok: false; newer: null }

/**
 * Reads bag-info.txt. Labels that a newer minor version added are passed over; a newer major version is told apart
 * before anything else of it is understood.
 */
export function readBagInfo(text: string): BagInfo {
  const bad: BagInfo = { ok: false, newer: null }
  if (!text.endsWith('\n')) return bad
  const values = new Map<string, string>()
  for (const row of text.slice(0, -1).split('\n')) {
    const match = /^([A-Za-z][A-Za-z-]{0,60}): (.*)$/u.exec(row)
    if (!match || match[1] === undefined || match[2] === undefined || values.has(match[1])) return bad
    values.set(match[1], match[2])
  }
  const version = /^([1-9]\d{0,3})\.(\d{1,4})$/u.exec(values.get('Amphoe-Format') ?? '')
  if (!version) return bad
  if (Number(version[1]) > formatVersion.major) return { ok: false, newer: version[0] }
  const minor = Number(version[2])
  const parsed = infoFields.safeParse(Object.fromEntries(values))
  if (!parsed.success) return bad
  const later = readLater(values, minor, parsed.data)
  if (later === undefined) return bad
  const known = [...Object.keys(infoFields.shape), ...Object.keys(laterFields.shape)]
  if (minor <= formatVersion.minor && [...values.keys()].some((label) => !known.includes(label))) return bad
  const fields = parsed.data
  const [bytes = 0, files = 0] = fields['Payload-Oxum'].split('.').map(Number)
  const counts =
    fields['Amphoe-Counts'] === '' ? [] : fields['Amphoe-Counts'].split(' ').map((part) => part.split('='))
  return {
    ok: true,
    minor,
    oxum: { bytes, files },
    info: {
      kind: fields['Amphoe-Kind'],
      format: fields['Amphoe-Format'],
      app: fields['Bag-Software-Agent'],
      fromOfficeId: fields['Amphoe-From-Office'],
      fromOfficeName: fields['Amphoe-From-Name'],
      fromDistrictCode: fields['Amphoe-From-District'] === '' ? null : fields['Amphoe-From-District'],
      fromProvinceCode: fields['Amphoe-From-Province'],
      toOffice: fields['Amphoe-To-Name'],
      toCode: fields['Amphoe-To-Code'],
      planFy: fields['Amphoe-Plan-FY'],
      sequence: fields['Amphoe-Sequence'],
      baseSequence: fields['Amphoe-Base-Sequence'],
      createdOn: fields['Bagging-Date'],
      publicKey: fields['Amphoe-Key'],
      counts: Object.fromEntries(counts.map(([name = '', count]) => [name, Number(count)])),
      ...later,
    },
  }
}

/**
 * Labels of format 1.4: a package of before has none of them and is a submission. One that has another set of them than
 * its kind has was not written by a program of its format. @returns undefined for such a one
 */
function readLater(
  values: ReadonlyMap<string, string>,
  minor: number,
  fields: z.output<typeof infoFields>,
): Pick<PackageInfo, 'toOfficeId' | 'tambonCodes' | 'plays'> | undefined {
  const kind = fields['Amphoe-Kind']
  const base = fields['Amphoe-Base-Sequence']
  if (minor < laterSince) {
    const isOld = kind === 'submission' && !Object.keys(laterFields.shape).some((label) => values.has(label))
    return isOld ? { toOfficeId: '', tambonCodes: [], plays: null } : undefined
  }
  const parsed = laterFields.safeParse(Object.fromEntries(values))
  if (!parsed.success) return undefined
  const plays = parsed.data['Amphoe-Plays'] ?? null
  if ((kind === 'demo') !== (plays !== null)) return undefined
  const tambons = parsed.data['Amphoe-Tambons']
  const played = playedKind({ kind, plays })
  if (ofTambons.includes(played) !== (tambons !== undefined)) return undefined
  if (base !== 0 && played !== 'tambonWork' && minor <= formatVersion.minor) return undefined
  const tambonCodes = tambons?.split(' ') ?? []
  if (tambonCodes.some((code, at) => at > 0 && code <= (tambonCodes[at - 1] ?? ''))) return undefined
  return { toOfficeId: parsed.data['Amphoe-To-Office'], tambonCodes, plays }
}

// ── manifests, signature, seal ──────────────────────────────────────────────────────────────────────────────────

/** Manifest: `<sha256>  <path>`, sorted by path, LF. */
export function writeManifest(hashes: ReadonlyMap<string, string>): string {
  return [...hashes.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, hash]) => `${hash}  ${path}\n`)
    .join('')
}

/** @returns hash by path, or undefined when the text is not exactly what writeManifest would write */
export function readManifest(text: string): Map<string, string> | undefined {
  const hashes = new Map<string, string>()
  if (text !== '' && !text.endsWith('\n')) return undefined
  for (const row of text.split('\n').slice(0, -1)) {
    const match = /^([0-9a-f]{64}) {2}(.+)$/u.exec(row)
    if (!match || match[1] === undefined || match[2] === undefined || hashes.has(match[2])) return undefined
    hashes.set(match[2], match[1])
  }
  return writeManifest(hashes) === text ? hashes : undefined
}

/** The exact text (UTF-8) that the office's key signs: it covers every byte of every file. */
export function signedStatement(tagManifest: string): string {
  return `amphoe-package-1\n${tagManifest}`
}

const sealPattern = /^amphoe-seal-1 sha256=([0-9a-f]{64}) ed25519=([A-Za-z0-9+/]{86}==)$/u
/** Length of the seal, the comment at the end of the zip; ASCII. */
export const sealLength = 'amphoe-seal-1 sha256= ed25519='.length + 64 + 88

/** The text that the seal signs: the hash of all bytes of the zip before the seal. */
export function sealStatement(sha256: string): string {
  return `amphoe-seal-1\n${sha256}\n`
}
export function writeSeal(sha256: string, signature: string): string {
  return `amphoe-seal-1 sha256=${sha256} ed25519=${signature}`
}
export function readSeal(text: string): { sha256: string; signature: string } | undefined {
  const match = sealPattern.exec(text)
  if (!match || match[1] === undefined || match[2] === undefined) return undefined
  return { sha256: match[1], signature: match[2] }
}

/** Sizes as people read them: whole mebibytes, rounded up. */
export function megabytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / mebibyte))
}
