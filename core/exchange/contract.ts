import { z } from 'zod'
import { fiscalYear, idField, line, optionalLine, optionalText } from '../kernel/fields.ts'
import { answer, command, query, task, taskAnswer } from '../kernel/meta.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import type { Answer, AnswerKind, PackageInfo, PackageKind } from './rules.ts'

export type PlaceLine = {
  id: string
  label: string
  path: string
  removable: boolean
  freeBytes: number | null
}
export type PackageOutLine = {
  id: string
  kind: string
  sequence: number
  planFy: number
  toOffice: string
  fileName: string
  sha256: string
  sizeBytes: number
  counts: Record<string, number>
  createdOn: string
  verified: boolean
  encrypted: boolean
  tambonCodes: string[]
  /** Receipt and return: the package that is answered. */
  aboutId: string | null
  /** What the receiver answered; '' = nothing heard yet. */
  answer: Answer | ''
  answerReceivedOn: string | null
  answerDecidedOn: string | null
  answerReasons: string
  /** Corrections asked for that are still open. */
  openRemarks: number
}
/** What stands ready to be handed in, and what is missing, before anything is written. */
export type SubmissionCheck = {
  planFy: number
  counts: Record<string, number>
  /** Things that a province would miss: keys of exchange.json with parameters. */
  missing: { key: string; params: Record<string, string | number>; href: string }[]
  estimateBytes: number
  nextSequence: number
}
/** What a verified package holds, shown before it is taken in. */
export type PackagePreview = {
  info: PackageInfo
  sha256: string
  /** Twenty digits in five groups to compare by telephone; the screen may show Thai digits. */
  fingerprint: string
  /** Fingerprint of the key that was known until now; null for an office never heard of. */
  knownFingerprint: string | null
  keyState: 'known' | 'unknown' | 'changed'
  /** In an envelope with a passphrase, which was right. */
  encrypted: boolean
  /** `gap`: a package between `held` and this one was not taken in; needs `confirmGap`. */
  state: 'new' | 'already' | 'older' | 'gap' | 'wrongPlace'
  /** Last sequence taken in from that office. */
  held: number | null
  changes: { table: string; added: number; changed: number; removed: number; same: number }[]
  /** The first of what changes, record by record; `more` beyond those. */
  differences: RecordDifference[]
  more: number
  /** What a receipt or return says of the packages of this office. */
  verdicts: Verdict[]
}
/** A record that a package brings, changes or takes away. */
export type RecordDifference = {
  recordType: string
  id: string
  /** Name of the record as a person knows it. */
  subject: string
  /** Village or tambon that it belongs to, in words; '' for none. */
  place: string
  change: 'added' | 'changed' | 'removed'
  /** Fields that differ, with the values of the records; of an added or removed record the telling ones. */
  fields: { field: string; before: unknown; after: unknown }[]
}
/** What the receiver says of one package, as a receipt or return carries it. */
export type Verdict = {
  kind: PackageKind
  sequence: number
  sha256: string
  planFy: number
  state: Answer
  receivedOn: string
  decidedOn: string | null
  reasons: string
  counts: Record<string, number>
  /** Of a laptop's work: village by village. */
  units: { unit: string; name: string; state: 'accepted' | 'returned' | 'waiting'; reasons: string }[]
  remarks: number
}
/** A correction asked for. `made` here of a package that came in, or `got` from the receiver of one of ours. */
export type RemarkLine = {
  id: string
  direction: 'made' | 'got'
  /** `made`: the package that came in; `got`: the return that brought it first. */
  packageId: string
  /** `got`: the own package that it is about. */
  aboutId: string | null
  /** Who asks (`got`) or is asked (`made`). */
  officeName: string
  /** Return package's day, or the day of making. */
  dated: string
  unit: string
  unitName: string
  recordType: string
  rowId: string | null
  subject: string
  /** Page of the record in this office; '' where there is none. */
  href: string
  field: string
  handedIn: unknown
  proposed: unknown
  /** Own value now; undefined where there is no such record any more. */
  own: unknown
  text: string
  /**
   * `clean`: still as handed in, the proposal can be taken as it stands; `conflict`: changed here since, a person
   * chooses; `same`: already as proposed; `none`: words only, or the record is gone.
   */
  standing: 'clean' | 'conflict' | 'same' | 'none'
  /** Why the program cannot write the proposal just now (an adopted plan, a field that is changed in its own room). */
  obstacle: { code: string; params: Readonly<Record<string, unknown>> } | null
  state: 'open' | 'taken' | 'kept' | 'done'
  /** The own value when it was settled. */
  ownValue: unknown
  settledOn: string | null
  settledBy: string
}
/** One file of many taken in at once. */
export type ManyLine = {
  token: string
  name: string
  /** What `inspect` says without the records one by one, or the fault. */
  preview: Omit<PackagePreview, 'differences' | 'more' | 'verdicts'> | null
  fault: { code: string; params: Record<string, unknown> } | null
}
/** Where a mirrored record comes from. */
export type Trace = {
  officeId: string
  officeName: string
  packageId: string
  kind: string
  sequence: number
  createdOn: string
  receivedOn: string
  fileName: string
  sha256: string
  fingerprint: string
  /**
   * `proved`: the record's line is in the list of hashes that the office signed, calculated anew just now; `kept`: the
   * signature was verified when it came, its list is not kept (package of an older program) or was written in another
   * order; `broken`: the mirror is no longer what was signed.
   */
  proof: 'proved' | 'kept' | 'broken'
}
export type PackageInLine = {
  id: string
  fromOfficeId: string
  fromOfficeName: string
  kind: PackageKind
  sequence: number
  planFy: number
  createdOn: string
  receivedOn: string
  state: 'received' | 'accepted' | 'partly' | 'returned'
  reasons: string
  decidedOn: string | null
  decidedBy: string
  fileName: string
  sha256: string
  counts: Record<string, number>
  tambonCodes: string[]
  /** Corrections asked for here. */
  remarks: number
  /** The answer written last, if it says what stands now. */
  answered: boolean
}
/** A paper that could not be made, and why. */
export type LeftOut = { paper: string; code: string; params: Record<string, unknown> }

export type ExportResult = {
  id: string
  fileName: string
  sha256: string
  path: string | null
  ticket: FileTicket | null
  /** Name of the covering sheet (ใบนำส่ง) beside the package on the drive; null where it could not be made (see leftOut). */
  coveringSheet: string | null
  /** Papers that could not be made on this computer (no printer at hand), with the fault; the records are all there. */
  leftOut: LeftOut[]
}

const passphrase = z.string().max(200).optional()

export const exchangeContract = {
  places: query().output(answer<PlaceLine[]>()),
  check: query({ profiles: ['district'] })
    .input(z.object({ planFy: fiscalYear }))
    .output(answer<SubmissionCheck>()),
  /**
   * Writes, flushes, re-opens, verifies, renames; `placeId` null = hand the file to the host's save dialog.
   * `leftOut`: papers that this computer could not make (e.g. no browser to print with), by file name, with the fault.
   * `passphrase`: the package goes into an envelope that nobody opens without it.
   */
  exportSubmission: task({ profiles: ['district'] })
    .input(z.object({ planFy: fiscalYear, placeId: z.string().nullable(), passphrase }))
    .output(taskAnswer<ExportResult>()),
  /**
   * The receipt or, where a package (or a village of it) is returned, the return package for the office that sent it:
   * what became of every package of that office, and the corrections asked for.
   */
  exportAnswer: task({ profiles: ['province', 'district'] })
    .input(z.object({ packageId: idField, placeId: z.string().nullable(), passphrase }))
    .output(taskAnswer<ExportResult>()),
  /** Answers that have not been written yet, or not since the last decision. */
  answersDue: query({ profiles: ['province', 'district'] }).output(
    answer<{ packageId: string; officeName: string; kind: AnswerKind; sequence: number }[]>(),
  ),
  sent: query().output(answer<PackageOutLine[]>()),

  /** Verifies a package whole before any row is read, then compares. */
  inspect: task()
    .input(z.object({ token: z.string(), passphrase }))
    .output(taskAnswer<PackagePreview>()),
  /**
   * Takes it in, in one transaction. An unknown or changed key needs `confirmKey` by a person who compared it, a
   * missing sequence `confirmGap` by a person who asked the office. `choices`: for reference data, where both changed.
   */
  takeIn: task()
    .input(
      z.object({
        token: z.string(),
        passphrase,
        confirmKey: z.boolean(),
        confirmGap: z.boolean().optional(),
        choices: z
          .array(
            z.object({
              recordType: line(40),
              rowId: idField,
              field: optionalLine(60),
              choice: z.enum(['theirs', 'ours']),
            }),
          )
          .max(20_000)
          .optional(),
      }),
    )
    .output(taskAnswer<{ packageId: string; already: boolean }>()),
  /** Packages that lie on a drive (its root and one folder deep), behind tokens of this session. */
  packagesAt: task()
    .input(z.object({ placeId: z.string() }))
    .output(taskAnswer<{ token: string; name: string; sizeBytes: number }[]>()),
  /** Looks at many packages; one that is broken does not keep the others from being looked at. */
  inspectMany: task()
    .input(z.object({ tokens: z.array(z.string()).min(1, { error: 'required' }).max(500) }))
    .output(taskAnswer<ManyLine[]>()),
  /** Takes many in, oldest first, each in its own transaction. Cancelled: those that are in stay in. */
  takeInMany: task()
    .input(
      z.object({
        items: z
          .array(z.object({ token: z.string(), confirmKey: z.boolean(), confirmGap: z.boolean().optional() }))
          .min(1, { error: 'required' })
          .max(500),
      }),
    )
    .output(
      taskAnswer<
        {
          token: string
          name: string
          packageId: string | null
          already: boolean
          fault: { code: string; params: Record<string, unknown> } | null
        }[]
      >(),
    ),
  received: query().output(answer<PackageInLine[]>()),
  /** What a package taken in changed, record by record. */
  changesOf: query()
    .input(z.object({ packageId: idField }))
    .output(answer<{ differences: RecordDifference[]; more: number }>()),
  /** Signed package that a mirrored record comes from. */
  trace: query()
    .input(z.object({ recordType: line(40), rowId: idField }))
    .output(answer<Trace>()),
  /** Accepts or returns a submission as a whole. A laptop's work is decided village by village (fieldwork). */
  decide: command({ profiles: ['province'] })
    .input(
      z
        .object({
          packageId: idField,
          decision: z.enum(['accepted', 'returned']),
          reasons: optionalText(2000),
        })
        .refine((value) => value.decision === 'accepted' || value.reasons !== '', {
          error: 'required',
          path: ['reasons'],
        }),
    )
    .output(answer<void>()),

  // ── corrections asked for ──
  remarks: query()
    .input(z.object({ direction: z.enum(['made', 'got']), packageId: idField.optional() }))
    .output(answer<RemarkLine[]>()),
  /** Asks for a correction of a record that was handed in; with `field`, `proposed` is the value that should stand. */
  saveRemark: command({ profiles: ['province', 'district'] })
    .input(
      z.object({
        id: idField.nullable(),
        packageId: idField,
        recordType: optionalLine(40),
        rowId: idField.nullable(),
        unit: optionalLine(40),
        field: optionalLine(60),
        proposed: z.unknown().optional(),
        text: optionalText(2000),
      }),
    )
    .output(answer<{ id: string }>()),
  removeRemark: command({ profiles: ['province', 'district'] })
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** Settles corrections that came back: takes the proposal, keeps the own value, or notes it as done otherwise. */
  settleRemarks: command({ profiles: ['district', 'tambon'] })
    .input(
      z.object({
        items: z
          .array(z.object({ id: idField, choice: z.enum(['taken', 'kept', 'done', 'open']) }))
          .min(1, { error: 'required' })
          .max(2000),
      }),
    )
    .output(answer<void>()),

  /** Offices whose records lie here as a mirror, or that are known by their key. */
  offices: query().output(
    answer<
      {
        id: string
        name: string
        profile: 'district' | 'tambon' | 'province'
        districtCode: string | null
        fingerprint: string
        keyConfirmedOn: string | null
      }[]
    >(),
  ),
  /** A passphrase that can be read out by telephone, another one every time. */
  suggestPassphrase: query().output(answer<{ passphrase: string; minimumLength: number }>()),
  /** A new key pair where the file of the old one is lost: every receiver must compare the fingerprint again. */
  renewKey: command({ role: 'admin', undoable: false }).output(answer<{ fingerprint: string }>()),
  ownKey: query().output(answer<{ fingerprint: string; state: 'whole' | 'missing' | 'other' }>()),
}
