/** Version of the package format written by this program (docs/package-format.md). */
export const formatVersion = { major: 1, minor: 4 } as const

/** Every kind that the format knows; the program takes in those that its profile has a use for. */
export const packageKinds = ['submission', 'receipt', 'return', 'tambonWork', 'reference', 'demo'] as const
export type PackageKind = (typeof packageKinds)[number]
/** What a package is for; a demo office plays one of these. */
export type PlayedKind = Exclude<PackageKind, 'demo'>

/** bag-info.txt as data: who hands in what. */
export type PackageInfo = {
  kind: PackageKind
  /** `major.minor` */
  format: string
  app: string
  fromOfficeId: string
  fromOfficeName: string
  fromDistrictCode: string | null
  fromProvinceCode: string
  /** Name of the office it is for, as printed on the covering sheet. */
  toOffice: string
  /** Code of the area of that office: 2 digits province, 4 district. */
  toCode: string
  /** พ.ศ. */
  planFy: number
  /** 1, 2, … of this kind by this office; never by the clock. */
  sequence: number
  /** Sequence that the rows are a change of; 0 = the package is whole by itself. */
  baseSequence: number
  /** ISO date. */
  createdOn: string
  /** Ed25519, base64 of the raw 32 bytes. */
  publicKey: string
  /** Rows by table. */
  counts: Record<string, number>
  /** Id of the office it is for, where the sender knows it (an answer); '' else. Since 1.4. */
  toOfficeId: string
  /** Tambons of a laptop's work or of reference data, 6 digits each. Since 1.4. */
  tambonCodes: string[]
  /** Kind that a demo office plays; a package of kind `demo` has one, no other has. Since 1.4. */
  plays: PlayedKind | null
}

/**
 * What a package is for, demo or not: by it records are chosen, packages counted and remembered (`packageOut.kind`,
 * `packageIn.kind`), so that the numbers of a demo office run as those of a real one.
 */
export function playedKind(info: Pick<PackageInfo, 'kind' | 'plays'>): PlayedKind {
  return info.kind === 'demo' ? (info.plays ?? 'submission') : info.kind
}

/** Kinds that are answered; the others say themselves what was taken in. */
export const answeredKinds = ['submission', 'tambonWork'] as const satisfies readonly PlayedKind[]
export type AnsweredKind = (typeof answeredKinds)[number]
/** Kinds that answer. */
export const answerKinds = ['receipt', 'return'] as const satisfies readonly PlayedKind[]
export type AnswerKind = (typeof answerKinds)[number]

/** What the receiver of a package says of it. */
export const answers = ['received', 'accepted', 'partly', 'returned'] as const
export type Answer = (typeof answers)[number]

/** Days after the due date; 0 when on time. Both ISO dates. */
export function lateDaysOf(dueOn: string, receivedOn: string): number {
  const days = Math.round(
    (Date.parse(`${receivedOn}T00:00:00Z`) - Date.parse(`${dueOn}T00:00:00Z`)) / 86_400_000,
  )
  return Math.max(0, days)
}

/**
 * How the sequence number of a package stands to the last one taken in from that office.
 * A first package may bear any number: a submission is whole by itself, and the province may have begun later.
 */
export function sequenceState(held: number | null, found: number): 'next' | 'older' | 'gap' {
  if (held === null) return 'next'
  if (found <= held) return 'older'
  return found === held + 1 ? 'next' : 'gap'
}
