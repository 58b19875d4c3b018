import { z } from 'zod'
import { fiscalYear, idField, line } from '../kernel/fields.ts'
import { answer, command, query, task, taskAnswer } from '../kernel/meta.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import { signFields } from '../orders/rules.ts'
import {
  type LetterFields,
  letterFields,
  type PaperFormat,
  paperFormats,
  paperRefs,
  registerNumber,
  registers,
} from './rules.ts'

export type LetterLine = {
  id: string
  number: number | null
  numberYear: number | null
  dated: string | null
  subject: string
  addressee: string
  state: 'draft' | 'signed' | 'sent'
}
export type Letter = LetterLine & LetterFields
/** An อปท. or agency with the number and sum (satang, all years) of the projects that are co-ordinated with it. */
export type CoordinationLine = { laoId: string; name: string; laoType: string; rows: number; total: number }
export type RegisterLine = {
  id: string
  register: 'outgoing' | 'order'
  year: number
  number: number
  state: 'used' | 'reserved' | 'cancelled'
  dated: string | null
  subject: string
  addressee: string
  reason: string
}

/** `year` of a register is the calendar year, พ.ศ. */
export const papersContract = {
  /** The paper as complete HTML (no script); the screen runs the same paginator as the printer. */
  preview: query().input(paperRefs).output(answer<{ html: string; title: string; formats: PaperFormat[] }>()),
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
  letters: query().output(answer<LetterLine[]>()),
  letter: query()
    .input(z.object({ id: idField }))
    .output(answer<Letter>()),
  saveLetter: command()
    .input(z.object({ id: idField.nullable(), fields: letterFields }))
    .output(answer<{ id: string }>()),
  signLetter: command().input(signFields).output(answer<{ number: number | null; year: number }>()),
  register: query()
    .input(z.object({ register: registers, year: fiscalYear }))
    .output(answer<{ next: number; rows: RegisterLine[] }>()),
  /** A number that will not be used keeps its row and its reason: no gap without one. */
  cancelNumber: command()
    .input(z.object({ register: registers, year: fiscalYear, number: registerNumber, reason: line(300) }))
    .output(answer<void>()),
  /** Numbers up to `lastUsed` were given out on paper before the program was used this year; only for an empty year. */
  beginRegister: command()
    .input(
      z.object({
        register: registers,
        year: fiscalYear,
        lastUsed: registerNumber.max(20_000, { error: 'number' }),
        reason: line(300),
      }),
    )
    .output(answer<void>()),
}
