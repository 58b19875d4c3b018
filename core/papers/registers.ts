import { and, asc, eq, max } from 'drizzle-orm'
import { registerEntry } from '../../db/schema.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { NumberChoice } from '../orders/rules.ts'
import { buddhistYearOf } from '../thai/dates.ts'
import type { RegisterLine } from './contract.ts'

export type Register = 'outgoing' | 'order'
type Of = { register: Register; year: number }

/** What the row of a taken number says. */
export type Registered = {
  dated: string
  subject: string
  addressee: string
  paperTable: string
  paperId: string
}

function rowsOf(cx: QueryContext, { register, year }: Of) {
  return and(
    eq(registerEntry.officeId, cx.office().id),
    eq(registerEntry.register, register),
    eq(registerEntry.year, year),
  )
}

function find(cx: QueryContext, of: Of, number: number) {
  return cx.db
    .select()
    .from(registerEntry)
    .where(and(rowsOf(cx, of), eq(registerEntry.number, number)))
    .get()
}

/** The next number of a register: numbers start at 1 in each calendar year (DOCUMENTS.md §A2, §A4). */
export function nextNumber(cx: QueryContext, of: Of): number {
  const last = cx.db
    .select({ n: max(registerEntry.number) })
    .from(registerEntry)
    .where(rowsOf(cx, of))
    .get()
  return (last?.n ?? 0) + 1
}

/** A register of one calendar year, พ.ศ., by number. */
export function readRegister(cx: QueryContext, of: Of): { next: number; rows: RegisterLine[] } {
  const rows = cx.db
    .select()
    .from(registerEntry)
    .where(rowsOf(cx, of))
    .orderBy(asc(registerEntry.number))
    .all()
  return {
    next: nextNumber(cx, of),
    rows: rows.map(({ officeId: _officeId, paperTable: _table, paperId: _paper, ...row }) => row),
  }
}

/**
 * Takes the number of a paper in the register of its date's calendar year. `blank` takes none: it is written by hand.
 * A reserved number may be given; a number beyond the next would leave a gap nobody can explain.
 *
 * @throws Fault register.taken, register.gap
 */
export function takeNumber(
  cx: CommandContext,
  register: Register,
  choice: NumberChoice,
  paper: Registered,
): { number: number | null; year: number } {
  const year = buddhistYearOf(paper.dated)
  if (choice.kind === 'blank') return { number: null, year }
  const of = { register, year }
  const next = nextNumber(cx, of)
  const number = choice.kind === 'next' ? next : choice.number
  const row = find(cx, of, number)
  if (row && row.state !== 'reserved') throw new Fault('register.taken', { number, year })
  if (number > next) throw new Fault('register.gap', { next, year })
  if (row) cx.write.update(registerEntry, row.id, { ...paper, state: 'used' })
  else cx.write.insert(registerEntry, { ...of, ...paper, number, state: 'used' })
  return { number, year }
}

/**
 * Cancels a number with its reason: one that was reserved, one that was never used, or the next one.
 *
 * @throws Fault register.inUse when a signed paper carries it, register.taken when it was cancelled already,
 *   register.gap when numbers before it were never taken
 */
export function cancelNumber(cx: CommandContext, input: Of & { number: number; reason: string }): void {
  const { register, year, number, reason } = input
  const row = find(cx, { register, year }, number)
  if (row?.state === 'cancelled') throw new Fault('register.taken', { number, year })
  if (row?.state === 'used' && row.paperId !== null) {
    throw new Fault('register.inUse', { number, year, subject: row.subject })
  }
  if (row) {
    cx.write.update(registerEntry, row.id, { state: 'cancelled', reason })
    return
  }
  const next = nextNumber(cx, { register, year })
  if (number > next) throw new Fault('register.gap', { next, year })
  cx.write.insert(registerEntry, { register, year, number, state: 'cancelled', reason })
}

/**
 * Says that the numbers up to `lastUsed` were given out on paper before the program was used this year, with where
 * they are to be found; afterwards the program goes on from there.
 *
 * @throws Fault register.begun when the year's register already has a number
 */
export function beginRegister(cx: CommandContext, input: Of & { lastUsed: number; reason: string }): void {
  const { register, year, lastUsed, reason } = input
  if (nextNumber(cx, { register, year }) > 1) throw new Fault('register.begun', { year })
  for (let number = 1; number <= lastUsed; number += 1) {
    cx.write.insert(registerEntry, { register, year, number, state: 'used', reason })
  }
}
