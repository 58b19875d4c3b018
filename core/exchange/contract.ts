import { z } from 'zod'
import { fiscalYear, idField, isoDate, line, optionalText } from '../kernel/fields.ts'
import { answer, command, query, task, taskAnswer } from '../kernel/meta.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import type { PackageInfo } from './rules.ts'

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
  /** `gap`: a package between `held` and this one was not taken in; needs `confirmGap`. */
  state: 'new' | 'already' | 'older' | 'gap' | 'wrongPlace'
  /** Last sequence taken in from that office. */
  held: number | null
  changes: { table: string; added: number; changed: number; removed: number; same: number }[]
}
export type BoardLine = {
  districtCode: string
  districtName: string
  officeId: string | null
  dueOn: string
  state: 'missing' | 'late' | 'received' | 'accepted' | 'returned'
  receivedOn: string | null
  lateDays: number
  packageId: string | null
  sequence: number | null
  projects: number
  total: number
  villagePlans: { adopted: number; expected: number }
  tambonPlans: { adopted: number; expected: number }
  orders: { current: number; expected: number }
  report: boolean
}
export type Board = {
  planFy: number
  expected: number
  received: number
  onTime: number
  late: number
  missing: number
  returned: number
  rows: BoardLine[]
}
export type Consolidated = {
  planFy: number
  years: number[]
  rows: {
    districtCode: string
    districtName: string
    projects: number
    budgets: { fiscalYear: number; amount: number }[]
    total: number
    byClass: { SELF: number; JOINT: number; BEYOND: number }
  }[]
  byIssue: { issue: string; projects: number; total: number }[]
  bySource: { source: string; projects: number; total: number }[]
}

/** A paper that could not be made, and why. */
export type LeftOut = { paper: string; code: string; params: Record<string, unknown> }

export type ExportResult = {
  id: string
  fileName: string
  sha256: string
  path: string | null
  ticket: FileTicket | null
  /** Papers that could not be made on this computer (no printer at hand), with the fault; the records are all there. */
  leftOut: LeftOut[]
}

export const exchangeContract = {
  places: query().output(answer<PlaceLine[]>()),
  check: query({ profiles: ['district', 'tambon'] })
    .input(z.object({ planFy: fiscalYear }))
    .output(answer<SubmissionCheck>()),
  /**
   * Writes, flushes, re-opens, verifies, renames; `placeId` null = hand the file to the host's save dialog.
   * `leftOut`: papers that this computer could not make (e.g. no browser to print with), by file name, with the fault.
   */
  exportSubmission: task({ profiles: ['district'] })
    .input(z.object({ planFy: fiscalYear, placeId: z.string().nullable() }))
    .output(taskAnswer<ExportResult>()),
  sent: query().output(answer<PackageOutLine[]>()),

  /** Verifies a package whole before any row is read, then compares. */
  inspect: task()
    .input(z.object({ token: z.string() }))
    .output(taskAnswer<PackagePreview>()),
  /**
   * Takes it in, in one transaction. An unknown or changed key needs `confirmKey` by a person who compared it, a
   * missing sequence `confirmGap` by a person who asked the office.
   */
  takeIn: task()
    .input(z.object({ token: z.string(), confirmKey: z.boolean(), confirmGap: z.boolean().optional() }))
    .output(taskAnswer<{ packageId: string; already: boolean }>()),
  received: query().output(
    answer<
      {
        id: string
        fromOfficeId: string
        fromOfficeName: string
        kind: string
        sequence: number
        planFy: number
        receivedOn: string
        state: string
        reasons: string
        sha256: string
        counts: Record<string, number>
      }[]
    >(),
  ),
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

  expect: command({ profiles: ['province'] })
    .input(
      z.object({
        planFy: fiscalYear,
        dueOn: isoDate,
        districtCodes: z.array(line(4)).min(1, { error: 'required' }),
      }),
    )
    .output(answer<void>()),
  board: query({ profiles: ['province'] })
    .input(z.object({ planFy: fiscalYear }))
    .output(answer<Board>()),
  /** Of the needs plans unless the district plans are asked for. */
  consolidated: query({ profiles: ['province'] })
    .input(z.object({ planFy: fiscalYear, level: z.enum(['needs', 'district']).optional() }))
    .output(answer<Consolidated>()),
  /** Offices whose records lie here as a mirror. */
  offices: query().output(
    answer<
      {
        id: string
        name: string
        districtCode: string | null
        fingerprint: string
        keyConfirmedOn: string | null
      }[]
    >(),
  ),
}
