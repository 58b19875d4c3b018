import { z } from 'zod'
import { fiscalYear, idField, isoDate, line, optionalLine } from '../kernel/fields.ts'
import { answer, command, query, task, taskAnswer } from '../kernel/meta.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import type { LetterProblem } from './letter-tags.ts'
import {
  type AddresseeFields,
  addresseeList,
  type LetterFields,
  type LetterForm,
  letterFields,
  letterForms,
  letterSubject,
  numberBlock,
  type PaperDigits,
  type PaperFormat,
  paperDigits,
  paperFormats,
  paperRefs,
  registerKey,
  registerNumber,
  signLetterFields,
  usedNumber,
} from './rules.ts'

/** `cancelled` = signed and never sent: its numbers stay in the register with the reason. */
export type LetterState = 'draft' | 'signed' | 'sent' | 'cancelled'
export type LetterLine = {
  id: string
  form: LetterForm
  number: number | null
  /** Of a letter to many with a number each: the last of them. */
  lastNumber: number | null
  numberYear: number | null
  dated: string | null
  subject: string
  addressee: string
  /** How many it goes to; 0 = the one addressee of the letter itself. */
  addressees: number
  circular: boolean
  state: LetterState
  sentOn: string | null
}
export type Addressee = AddresseeFields & {
  id: string
  no: number
  number: number | null
  numberYear: number | null
}
export type Letter = LetterFields & {
  id: string
  /** Whose it is: the own office, or one that handed it in. */
  officeId: string
  state: LetterState
  number: number | null
  numberYear: number | null
  sentOn: string | null
  sentHow: string
  /** Why it was cancelled; '' also of one that had no number to keep the reason with. */
  cancelReason: string
  aboutTable: string
  aboutId: string | null
  /** Register its number comes from. */
  register: string
  addresseeRows: Addressee[]
  /** What of the {{…}} in its text cannot be filled in; it is neither signed nor printed before that is mended. */
  problems: LetterProblem[]
}
/** A model letter with what the program knows filled in; the rest stands in brackets to be typed over. */
export type LetterModel = {
  key: string
  name: string
  use: string
  fields: Omit<LetterFields, 'signatoryId' | 'dated'>
  /** Group that it usually goes to; '' = one addressee. */
  group: string
  certainty: string
  source: string
}
/** Words that are offered while a letter is written: usual closing, headings of a memo, ways to send. */
export type LetterWords = { closing: string; headings: string[]; sentHow: string[] }
/** A group of addressees that the records can name. `needsBodies`: the members of bodies that are chosen. */
export type AddresseeGroup = { key: string; name: string; count: number; needsBodies: boolean }
export type Signed = {
  number: number | null
  year: number
  /** Last number of a letter to many with a number each. */
  last: number | null
}
/** An อปท. or agency with the number and sum (satang, all years) of the projects that are co-ordinated with it. */
export type CoordinationLine = { laoId: string; name: string; laoType: string; rows: number; total: number }
export type RegisterLine = {
  id: string
  register: string
  year: number
  number: number
  /** The number as it stands on the paper: นศ ๐๐๑๙.๓/๐๒๓๙ without its prefix, in Arabic digits. */
  shown: string
  state: 'used' | 'reserved' | 'cancelled'
  dated: string | null
  subject: string
  addressee: string
  reason: string
  paper: { table: 'letter' | 'appointmentOrder'; id: string } | null
}
export type RegisterKind = { key: string; name: string; source: string; certainty: string; papers: string[] }
export type RegisterBook = {
  name: string
  next: number
  /** A number of this year was ever written down; else it is asked where the year begins. */
  begun: boolean
  /** Latest date of its numbers: an earlier date after it is out of order, which is said and allowed. */
  latest: { number: number; dated: string } | null
  rows: RegisterLine[]
}
/** What an import of used numbers does; `gaps` are runs of numbers that neither the list nor the register has. */
export type RegisterImport = {
  added: number
  same: number
  refused: { number: number; reason: 'taken' | 'wrongYear' | 'twice' }[]
  gaps: { from: number; to: number }[]
}

/** `year` of a register is the calendar year, พ.ศ. */
export const papersContract = {
  /** The paper as complete HTML (no script); the screen runs the same paginator as the printer. */
  preview: query()
    .input(paperRefs)
    .output(
      answer<{ html: string; title: string; formats: PaperFormat[]; digits: PaperDigits; signed: boolean }>(),
    ),
  /** Thai or Arabic digits of one document; `forAll` = from now on of every paper of its kind. Signed ones stay. */
  setDigits: command()
    .input(z.object({ paper: paperRefs, digits: z.enum(paperDigits), forAll: z.boolean() }))
    .output(answer<void>()),
  /** Makes the file; deliver it with the host's save dialog or download. */
  make: task()
    .input(z.object({ paper: paperRefs, format: z.enum(paperFormats) }))
    .output(taskAnswer<FileTicket>()),
  /** Many papers in one zip, e.g. the list of every อปท.; `name` is the file's. */
  makeMany: task()
    .input(
      z.object({
        papers: z.array(paperRefs).min(1, { error: 'required' }).max(500, { error: 'tooManyRows' }),
        format: z.enum(paperFormats),
        name: line(120),
      }),
    )
    .output(taskAnswer<FileTicket>()),
  /** Every อปท. and agency with what the plans of a FY co-ordinate with it (resources/rules/project-lists). */
  coordination: query()
    .input(z.object({ planFy: fiscalYear, officeId: idField.optional() }))
    .output(answer<CoordinationLine[]>()),
  /** Names of places, offices and persons that no line may cut, on paper or on the screen. */
  names: query().output(answer<string[]>()),
  letters: query()
    .input(z.object({ form: z.enum(letterForms).nullable(), officeId: idField.optional() }).optional())
    .output(answer<LetterLine[]>()),
  letter: query()
    .input(z.object({ id: idField }))
    .output(answer<Letter>()),
  /** Keeps a draft. `addressees` left out = as they are; [] = one addressee only. */
  saveLetter: command()
    .input(
      z.object({
        id: idField.nullable(),
        fields: letterFields,
        addressees: addresseeList.optional(),
        about: letterSubject.nullable().optional(),
      }),
    )
    .output(answer<{ id: string }>()),
  /** A new draft with the words and addressees of another letter, signed or not. */
  copyLetter: command()
    .input(z.object({ id: idField }))
    .output(answer<{ id: string }>()),
  removeLetter: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** Signs a letter to all its addressees at once: all of it or nothing. */
  signLetter: command().input(signLetterFields).output(answer<Signed>()),
  /**
   * The number that was written by hand on a letter signed without one; `addresseeId` where each has his own. Numbers
   * that it leaps over are kept as given out on paper, with `gapReason`.
   */
  setLetterNumber: command()
    .input(
      z.object({
        id: idField,
        addresseeId: idField.nullable(),
        number: registerNumber,
        gapReason: optionalLine(300),
      }),
    )
    .output(answer<void>()),
  /** Notes that a signed letter went out; again = corrects it. */
  sendLetter: command()
    .input(z.object({ id: idField, sentOn: isoDate, sentHow: optionalLine(120) }))
    .output(answer<void>()),
  /** Cancels a signed letter that was never sent, with its numbers and the reason for all of them. */
  annulLetter: command()
    .input(z.object({ id: idField, reason: line(300) }))
    .output(answer<void>()),
  letterModels: query().output(answer<LetterModel[]>()),
  letterWords: query().output(answer<LetterWords>()),
  addresseeGroups: query().output(answer<AddresseeGroup[]>()),
  /** Those of a group now, each with the fields that the group gives, and all of them in one phrase. */
  addresseesOf: query()
    .input(z.object({ group: line(40), bodyIds: z.array(idField).max(200, { error: 'tooMany' }) }))
    .output(answer<{ addressee: string; rows: AddresseeFields[] }>()),
  registers: query().output(answer<RegisterKind[]>()),
  register: query()
    .input(z.object({ register: registerKey, year: fiscalYear }))
    .output(answer<RegisterBook>()),
  /** A number that will not be used keeps its row and its reason: no gap without one. */
  cancelNumber: command()
    .input(z.object({ register: registerKey, year: fiscalYear, number: registerNumber, reason: line(300) }))
    .output(answer<void>()),
  /** จองเลข: the next `count` numbers, for whom or what. */
  reserveNumbers: command()
    .input(
      z.object({
        register: registerKey,
        year: fiscalYear,
        count: z
          .number({ error: 'notNumber' })
          .int({ error: 'notWhole' })
          .min(1, { error: 'number' })
          .max(500, { error: 'tooMany' }),
        reason: line(300),
      }),
    )
    .output(answer<{ from: number; to: number }>()),
  /** Gives back reserved numbers at the end of the register; such in its middle are cancelled with a reason. */
  releaseNumbers: command().input(numberBlock).output(answer<void>()),
  /** Numbers up to `lastUsed` were given out on paper before the program was used this year; only for an empty year. */
  beginRegister: command()
    .input(
      z.object({
        register: registerKey,
        year: fiscalYear,
        lastUsed: registerNumber.max(20_000, { error: 'number' }),
        reason: line(300),
      }),
    )
    .output(answer<void>()),
  /** Numbers used outside the program, row by row; every gap that is left needs `gapReason`. */
  importRegister: command({ dryRun: true })
    .input(
      z.object({
        register: registerKey,
        year: fiscalYear,
        rows: z.array(usedNumber).min(1, { error: 'required' }).max(20_000, { error: 'tooManyRows' }),
        gapReason: optionalLine(300),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<RegisterImport>()),
}
