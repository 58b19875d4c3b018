import { z } from 'zod'
import { idField, isoDate, line } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import {
  type FormFieldKind,
  type FormProblem,
  type FormRows,
  mergeFields,
  type NoteFields,
  noteFields,
  type ReportForm,
  type ReportPart,
  reportFormInput,
  reportHeadFields,
  reportTextFields,
  typedFigureFields,
} from './rules.ts'

/** What a figure was a year before: as signed then, else counted from the records on the same day of last year. */
export type LastYear = {
  value: number
  expected: number | null
  from: 'signed' | 'counted'
  /** Last year's report, where there is one. */
  reportId: string | null
}
/** The share of one tambon in a figure; the shares add up to the figure. */
export type FigureShare = {
  /** null = what belongs to no one tambon (a meeting of the whole district). */
  tambonCode: string | null
  tambonName: string
  /** null = asked for and not typed yet. */
  value: number | null
  expected: number | null
  frozenValue: number | null
  frozenExpected: number | null
  lastYear: number | null
  /** Of a typed figure: where the number is from. */
  source: string
}
/** A figure of the report (resources/rules/report-figures): counted from the records, or typed and marked so. */
export type Figure = {
  key: string
  name: string
  dutyKind: string
  /** Typed by a person because the records cannot give it: marked wherever it stands. */
  typed: boolean
  /** Of a typed figure: typed per tambon, the district's is their sum. */
  perTambon: boolean
  /** Of a typed figure: also asked "of how many". */
  hasExpected: boolean
  /** Persons, tambons …: whole number; `money` figures are satang. null = a typed figure that nobody typed yet. */
  value: number | null
  expected: number | null
  unit: 'count' | 'money'
  /** Value when the report was signed, where it has changed since. */
  frozenValue: number | null
  /** The same for what was expected. */
  frozenExpected: number | null
  /** null = no data: nothing is invented. */
  lastYear: LastYear | null
  /** Of a figure typed for the whole district: where the number is from. */
  source: string
  /** Tambon by tambon; empty where the figure knows no tambons. */
  shares: FigureShare[]
}
/** A record that a figure counted, with the place where it can be opened. */
export type FigureSource = {
  /** Record: `activity:<id>`; of a typed figure `typed`. */
  record: string
  tambonCode: string | null
  label: string
  date: string | null
  value: number
  href: string
}

export type ReportLine = {
  id: string
  /** Whose it is: the own office, or one that handed it in. */
  officeId: string
  directiveId: string
  directiveNumber: string
  editionFy: number
  planFy: number
  versionNo: number
  asOf: string
  state: 'draft' | 'signed'
  signedOn: string | null
  letterId: string | null
  dueOn: string | null
  form: string
  /** ฉบับแก้ไข: why, and of which. */
  reason: string
  supersedesId: string | null
  /** The version that corrects this one, draft or signed. */
  supersededById: string | null
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
    /** Notes of the year that are not in the words yet ("ยังไม่ได้รวม n ข้อ"). */
    unmerged: Record<ReportPart, number>
  }[]
}

/** A note of the year as it is listed. */
export type Note = Omit<NoteFields, 'about'> & {
  id: string
  dutyNo: number
  tambonName: string
  /** The record it was said of; null when it was of none, or that is gone. */
  about: (NonNullable<NoteFields['about']> & { label: string; href: string }) | null
  /** In the words of this directive's newest report. */
  merged: boolean
}
/** What the notes would add to the words of one duty: the person confirms each part (`mergeNotes`). */
export type NotesProposal = {
  part: ReportPart
  /** What stands now; stays as it is. */
  current: string
  /** Grouped by tambon, each note with its date. */
  addition: string
  noteIds: string[]
}[]

/** Why a figure is another than it was: records that came, went or count differently. */
export type RecordChange = {
  record: string
  tambonCode: string | null
  label: string
  /** '' when the record is gone. */
  href: string
  before: number | null
  now: number | null
  /** Instant and person of the last change since the signature; null where the log does not say. */
  changedAt: string | null
  changedBy: string
}
export type FigureDifference = {
  key: string
  name: string
  dutyNo: number
  unit: 'count' | 'money'
  typed: boolean
  before: { value: number | null; expected: number | null }
  now: { value: number | null; expected: number | null }
  records: RecordChange[]
}
export type ReportDifferences = {
  /** `now`: a signed report against the records of today; `version`: a version against the one it corrects. */
  against: 'now' | 'version'
  /** The version it is compared with. */
  versionNo: number | null
  figures: FigureDifference[]
  texts: { dutyId: string; no: number; part: ReportPart; before: string; now: string }[]
  /** Notes of the year written after the signature and not in the words. */
  notes: Note[]
}

/** A form in the list of forms (resources/rules/report-forms and the office's own). */
export type ReportFormLine = {
  key: string
  name: string
  source: string
  certainty: string
  note: string
  /** `changed`: the program's, with the office's changes over it; `own`: made by the office. */
  state: 'program' | 'changed' | 'own'
  /** Names a figure, duty or field that is not there any more: mended before it is printed. */
  broken: boolean
}
/** A form for its editor, with all that it may name. */
export type ReportFormDetail = ReportFormLine & {
  form: ReportForm
  problems: FormProblem[]
  knows: {
    figures: { key: string; name: string; unit: 'count' | 'money'; typed: boolean }[]
    dutyKinds: { key: string; name: string }[]
    fields: Record<FormRows, { show: string; name: string; kind: FormFieldKind }[]>
    tags: { tag: string; name: string }[]
  }
}

const formKey = z.string().max(40)
const figureInput = z.object({
  reportId: idField,
  figure: z.string().max(60),
  /** '' = only what is of no one tambon. */
  tambonCode: z.string().max(6).nullable().optional(),
})

export const reportsContract = {
  list: query()
    .input(z.object({ officeId: idField.exactOptional() }).optional())
    .output(answer<ReportLine[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Report>()),
  /** The newest report of a directive, made when first asked for. A signed one is corrected by `reopen`. */
  open: command()
    .input(z.object({ directiveId: idField }))
    .output(answer<{ id: string }>()),
  /** ฉบับแก้ไข: the next version of a signed report as a draft with its words and typed figures. */
  reopen: command()
    .input(z.object({ id: idField, reason: line(600) }))
    .output(answer<{ id: string }>()),
  /** Throws a draft away; notes of the year stay. */
  discard: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  saveHead: command()
    .input(z.object({ id: idField, fields: reportHeadFields }))
    .output(answer<void>()),
  saveText: command().input(reportTextFields).output(answer<void>()),
  /** Types a figure that the records cannot give; of a counted one it is refused. */
  saveFigure: command().input(typedFigureFields).output(answer<void>()),
  /** What a figure counted; of one tambon, or all of it (null, left out). */
  sources: query().input(figureInput).output(answer<FigureSource[]>()),
  /** What a figure expected and did not find: villages without a plan, tambons without a workshop. */
  missing: query().input(figureInput).output(answer<FigureSource[]>()),
  /** A signed report: as signed → now. A version: the one it corrects → it (`with: 'version'`; usual for a draft). */
  differences: query()
    .input(z.object({ id: idField, with: z.enum(['now', 'version']).optional() }))
    .output(answer<ReportDifferences>()),
  /** Freezes figures and words as signed, closes the report duty and drafts the covering letter. */
  sign: command()
    .input(z.object({ id: idField, signedOn: isoDate }))
    .output(answer<{ letterId: string }>()),

  /** Notes of the year of a directive's duties, newest first; of one duty, of one record. */
  notes: query()
    .input(
      z.object({
        directiveId: idField.nullable(),
        dutyId: idField.nullable().optional(),
        about: z.object({ table: z.string().max(40), id: idField }).optional(),
      }),
    )
    .output(answer<Note[]>()),
  /** The duties a note can be written for: of the directive, else of the newest. */
  noteDuties: query()
    .input(z.object({ directiveId: idField.nullable() }))
    .output(answer<{ directiveId: string; dutyId: string; no: number; kind: string; text: string }[]>()),
  saveNote: command()
    .input(z.object({ id: idField.nullable(), fields: noteFields }))
    .output(answer<{ id: string }>()),
  removeNote: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** The notes of one duty that are not in its words yet, as text to add; with `noteIds` only those of them. */
  notesProposal: query()
    .input(
      z.object({
        reportId: idField,
        dutyId: idField,
        noteIds: z.array(idField).max(2000, { error: 'tooManyRows' }).optional(),
      }),
    )
    .output(answer<NotesProposal>()),
  /** Adds under the words that stand and marks the notes as used. */
  mergeNotes: command().input(mergeFields).output(answer<void>()),

  forms: query().output(answer<ReportFormLine[]>()),
  form: query()
    .input(z.object({ key: formKey }))
    .output(answer<ReportFormDetail>()),
  /** The report in this form, before it is kept; without a report an empty one. */
  previewForm: query()
    .input(z.object({ reportId: idField, form: reportFormInput }))
    .output(answer<{ html: string; title: string }>()),
  /** Refused with the places that are wrong; nothing half-right is kept. */
  saveForm: command({ role: 'checker' })
    .input(z.object({ key: formKey, form: reportFormInput }))
    .output(answer<void>()),
  createForm: command({ role: 'checker' })
    .input(z.object({ fromKey: formKey, name: line(120) }))
    .output(answer<{ key: string }>()),
  /** The program's form again; a form of the office's own is removed, refused while a draft report is in it. */
  resetForm: command({ role: 'checker' })
    .input(z.object({ key: formKey }))
    .output(answer<void>()),
}
