import { z } from 'zod'
import { idField, isoDate } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import { reportHeadFields, reportTextFields } from './rules.ts'

/** A figure of the report, counted from the records (resources/rules/report-figures). */
export type Figure = {
  key: string
  dutyKind: string
  /** Persons, tambons …: whole number; `money` figures are satang. */
  value: number
  expected: number | null
  unit: 'count' | 'money'
  /** Value when the report was signed, where it has changed since. */
  frozenValue: number | null
  /** The same for what was expected. */
  frozenExpected: number | null
}
/** A record that a figure counted, with the place where it can be opened. */
export type FigureSource = { label: string; date: string | null; value: number; href: string }

export type ReportLine = {
  id: string
  directiveId: string
  directiveNumber: string
  versionNo: number
  asOf: string
  state: 'draft' | 'signed'
  signedOn: string | null
  letterId: string | null
  dueOn: string | null
}
export type Report = ReportLine & {
  reporterName: string
  reporterPosition: string
  reporterTelephone: string
  signatoryId: string | null
  duties: {
    dutyId: string
    no: number
    kind: string
    text: string
    figures: Figure[]
    result: string
    problem: string
    suggestion: string
  }[]
}

export const reportsContract = {
  list: query().output(answer<ReportLine[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Report>()),
  /** The one report of a directive, opened when first asked for; after signing, the next version. */
  open: command()
    .input(z.object({ directiveId: idField }))
    .output(answer<{ id: string }>()),
  saveHead: command()
    .input(z.object({ id: idField, fields: reportHeadFields }))
    .output(answer<void>()),
  saveText: command().input(reportTextFields).output(answer<void>()),
  /** What a figure counted. */
  sources: query()
    .input(z.object({ reportId: idField, figure: z.string().max(60) }))
    .output(answer<FigureSource[]>()),
  /** Freezes figures and words as signed, closes the report duty and drafts the covering letter. */
  sign: command()
    .input(z.object({ id: idField, signedOn: isoDate }))
    .output(answer<{ letterId: string }>()),
}
