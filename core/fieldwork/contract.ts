import { z } from 'zod'
import type { ExportResult, RecordDifference, SubmissionCheck } from '../exchange/contract.ts'
import type { PackageInfo } from '../exchange/rules.ts'
import { fiscalYear, idField } from '../kernel/fields.ts'
import { answer, command, query, task, taskAnswer } from '../kernel/meta.ts'
import {
  acceptFields,
  type FieldThreeWays,
  type RowChange,
  referenceFields,
  sendBackFields,
  startFields,
  unitKey,
} from './rules.ts'

/** What a district package would start a laptop with, before the office is set up. */
export type StartPreview = {
  info: PackageInfo
  sha256: string
  fingerprint: string
  tambons: { code: string; name: string; villages: number; projects: number }[]
  counts: Record<string, number>
}
/** A laptop that this district knows: it was heard of by its first hand-in. */
export type LaptopLine = {
  officeId: string
  name: string
  tambonCodes: string[]
  tambonNames: string[]
  fingerprint: string
  keyConfirmedOn: string | null
  last: { packageId: string; sequence: number; receivedOn: string; state: string } | null
  /** Villages and tambons of its last work that nobody has decided on. */
  waiting: number
}
/** A work package that came in from a laptop. */
export type WorkLine = {
  packageId: string
  officeId: string
  name: string
  sequence: number
  planFy: number
  createdOn: string
  receivedOn: string
  state: 'received' | 'accepted' | 'partly' | 'returned'
  /** Only the last of a laptop can be decided on. */
  last: boolean
  units: number
  waiting: number
  conflicts: number
}
export type WorkUnit = {
  unit: string
  /** หมู่ที่ 3 บ้านนอก ตำบลพรหมโลก */
  name: string
  level: 'village' | 'tambon' | 'none'
  tambonCode: string
  rows: Record<Exclude<RowChange, 'same'>, number>
  /** Fields that both offices changed, differently: each needs a choice before the unit can be accepted. */
  conflicts: number
  /** `decidedBy` '' = nothing differed, so nobody had to decide. */
  decision: { state: 'accepted' | 'returned'; reasons: string; decidedOn: string; decidedBy: string } | null
  /** Accepted, and nothing in it differs any more. */
  settled: boolean
}
export type Work = WorkLine & { byUnit: WorkUnit[] }
/** A record of a unit that differs from the district's own. */
export type WorkRecord = {
  recordType: string
  rowId: string
  /** Id of the district's own record: another one where both had made the same thing. */
  ownId: string | null
  /** Name of the record as a person knows it. */
  subject: string
  change: RowChange
  fields: FieldThreeWays[]
}

const district = { profiles: ['district'] as const }
const tambon = { profiles: ['tambon'] as const }

export const fieldworkContract = {
  // ── the district gives ──
  laptops: query(district).output(answer<LaptopLine[]>()),
  referenceCheck: query(district)
    .input(referenceFields.pick({ tambonCodes: true, withFiles: true }))
    .output(answer<{ counts: Record<string, number>; estimateBytes: number; nextSequence: number }>()),
  exportReference: task(district).input(referenceFields).output(taskAnswer<ExportResult>()),

  // ── the laptop begins, works, hands in ──
  /** Verifies a reference package before the office is set up. */
  look: task({ beforeSetUp: true })
    .input(z.object({ token: z.string(), passphrase: z.string().max(200).optional() }))
    .output(taskAnswer<StartPreview>()),
  /** Sets this computer up as a laptop of the district, with the package's records, in one transaction. */
  start: task({ beforeSetUp: true }).input(startFields).output(taskAnswer<{ officeId: string }>()),
  workCheck: query(tambon)
    .input(z.object({ planFy: fiscalYear }))
    .output(answer<SubmissionCheck>()),
  exportWork: task(tambon)
    .input(
      z.object({
        planFy: fiscalYear,
        placeId: z.string().nullable(),
        passphrase: z.string().max(200).optional(),
      }),
    )
    .output(taskAnswer<ExportResult>()),
  /** Of a newer reference package: what both changed since, to be chosen before it is taken in. */
  conflicts: task(tambon)
    .input(z.object({ token: z.string(), passphrase: z.string().max(200).optional() }))
    .output(taskAnswer<{ records: WorkRecord[]; differences: RecordDifference[] }>()),

  // ── the district compares and decides ──
  works: query(district).output(answer<WorkLine[]>()),
  work: query(district)
    .input(z.object({ packageId: idField }))
    .output(answer<Work>()),
  unit: query(district)
    .input(z.object({ packageId: idField, unit: unitKey }))
    .output(answer<WorkRecord[]>()),
  /**
   * Puts the records of these units among the district's own: what only the laptop changed is taken over, what both
   * changed as chosen. What the rows refer to comes with them. Can be undone.
   */
  accept: command(district)
    .input(acceptFields)
    .output(answer<{ added: number; changed: number; removed: number }>()),
  sendBack: command(district).input(sendBackFields).output(answer<void>()),
}
