import { and, asc, eq, max } from 'drizzle-orm'
import { registerEntry } from '../../db/schema.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { NumberChoice } from '../orders/rules.ts'
import { fillWords } from '../plans/areas.ts'
import { readRules } from '../rules/queries.ts'
import type { RuleItemOf } from '../rules/rules.ts'
import { buddhistYearOf } from '../thai/dates.ts'
import type { RegisterBook, RegisterImport, RegisterKind, RegisterLine } from './contract.ts'
import { gapsIn, type UsedNumber } from './rules.ts'

/** `register` = key of resources/rules/registers, `year` = calendar year, พ.ศ. */
export type Of = { register: string; year: number }
type Rule = RuleItemOf<'registers'>
type Row = typeof registerEntry.$inferSelect

/** More numbers at once than this were mistyped, not given out. */
const WIDEST_GAP = 20_000

/** What the row of a taken number says. */
export type Registered = {
  dated: string
  subject: string
  addressee: string
  paperTable: string
  paperId: string
}

/** The registers of the office, with what takes its number in each. */
export function listRegisters(cx: Pick<QueryContext, 'db' | 'resources'>): RegisterKind[] {
  const { items, source, certainty } = readRules(cx, 'registers')
  return items.map((item) => ({
    key: item.key,
    name: item.name,
    papers: [...item.papers],
    source: item.source ?? source,
    certainty: item.certainty ?? certainty,
  }))
}

function ruleOf(cx: Pick<QueryContext, 'db' | 'resources'>, register: string): Rule {
  const item = readRules(cx, 'registers').items.find(({ key }) => key === register)
  if (!item) throw new Fault('record.notFound', { kind: 'register', id: register })
  return item
}

/** Register that a form of letter takes its number from; the first, where the office names none for it. */
export function registerOf(
  cx: Pick<QueryContext, 'db' | 'resources'>,
  paper: Rule['papers'][number],
): string {
  const { items } = readRules(cx, 'registers')
  return (items.find(({ papers }) => papers.includes(paper)) ?? items[0])?.key ?? 'outgoing'
}

/** The number with the zeros before it, 0239; '' for none. */
export function paddedNumber(
  cx: Pick<QueryContext, 'db' | 'resources'>,
  register: string,
  number: number | null,
): string {
  return number === null ? '' : String(number).padStart(ruleOf(cx, register).leastDigits, '0')
}

function rowsOf(cx: QueryContext, { register, year }: Of) {
  return and(
    eq(registerEntry.officeId, cx.office().id),
    eq(registerEntry.register, register),
    eq(registerEntry.year, year),
  )
}

function find(cx: QueryContext, of: Of, number: number): Row | undefined {
  return cx.db
    .select()
    .from(registerEntry)
    .where(and(rowsOf(cx, of), eq(registerEntry.number, number)))
    .get()
}

/** The next number of a register: numbers start at 1 in each calendar year (DOCUMENTS.md §A2, §A4). */
function nextNumber(cx: QueryContext, of: Of): number {
  const last = cx.db
    .select({ n: max(registerEntry.number) })
    .from(registerEntry)
    .where(rowsOf(cx, of))
    .get()
  return (last?.n ?? 0) + 1
}

/** A register of one calendar year, พ.ศ., by number. @throws Fault record.notFound for no such register */
export function readRegister(cx: QueryContext, of: Of): RegisterBook {
  const rule = ruleOf(cx, of.register)
  const rows = cx.db
    .select()
    .from(registerEntry)
    .where(rowsOf(cx, of))
    .orderBy(asc(registerEntry.number))
    .all()
  let latest: RegisterBook['latest'] = null
  for (const { state, dated, number } of rows) {
    if (state === 'used' && dated !== null && (latest === null || dated >= latest.dated))
      latest = { number, dated }
  }
  return {
    name: rule.name,
    next: (rows.at(-1)?.number ?? 0) + 1,
    begun: rows.length > 0,
    latest,
    rows: rows.map((row) => lineOf(rule, row)),
  }
}

function lineOf(rule: Rule, { officeId: _officeId, paperTable, paperId, ...row }: Row): RegisterLine {
  const table = paperTable === 'letter' || paperTable === 'appointmentOrder' ? paperTable : null
  return {
    ...row,
    shown: fillWords(rule.shown, {
      number: String(row.number).padStart(rule.leastDigits, '0'),
      year: row.year,
    }),
    paper: table !== null && paperId !== null ? { table, id: paperId } : null,
  }
}

/**
 * Takes the number of a paper in the register of its date's calendar year. `blank` takes none: it is written by hand.
 * A reserved number may be given; a number beyond the next would leave a gap, so the numbers between are kept as given
 * out on paper when `gapReason` says why, and refused without it.
 *
 * @throws Fault register.taken, register.gap, record.notFound for no such register; register.notBegun for the next number of
 *   a year that has none: the numbers before it may stand in the register on paper, so it is asked (`first` says 1)
 */
export function takeNumber(
  cx: CommandContext,
  register: string,
  choice: NumberChoice,
  paper: Registered,
  gapReason = '',
): { number: number | null; year: number } {
  const year = buddhistYearOf(paper.dated)
  if (choice.kind === 'blank') return { number: null, year }
  const { name } = ruleOf(cx, register)
  const of = { register, year }
  const next = nextNumber(cx, of)
  if (choice.kind === 'next' && next === 1) throw new Fault('register.notBegun', { name, year })
  const number = choice.kind === 'given' ? choice.number : next
  const row = find(cx, of, number)
  if (row && row.state !== 'reserved') throw new Fault('register.taken', { number, year })
  if (number > next) explainGap(cx, of, { from: next, to: number - 1 }, gapReason)
  if (row) cx.write.update(registerEntry, row.id, { ...paper, state: 'used' })
  else cx.write.insert(registerEntry, { ...of, ...paper, number, state: 'used' })
  return { number, year }
}

function explainGap(
  cx: CommandContext,
  of: Of,
  { from, to }: { from: number; to: number },
  reason: string,
): void {
  if (reason === '') throw new Fault('register.gap', { next: from, year: of.year })
  if (to - from >= WIDEST_GAP) throw new Fault('register.gapTooWide', { from, to, year: of.year })
  for (let number = from; number <= to; number += 1)
    cx.write.insert(registerEntry, { ...of, number, state: 'used', reason })
}

/**
 * Cancels a number with its reason: one that was reserved, one that was never used, or the next one.
 *
 * @throws Fault register.inUse when a signed paper carries it, register.taken when it was cancelled already,
 *   register.gap when numbers before it were never taken
 */
export function cancelNumber(cx: CommandContext, input: Of & { number: number; reason: string }): void {
  const { register, year, number, reason } = input
  ruleOf(cx, register)
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

/** Cancels the numbers of a signed paper that was never issued, with the reason; a paper without a number has none. */
export function strikeNumbers(
  cx: CommandContext,
  paper: { table: string; id: string },
  reason: string,
): void {
  for (const { id } of numbersOf(cx, paper))
    cx.write.update(registerEntry, id, { state: 'cancelled', reason })
}

function numbersOf(cx: Pick<QueryContext, 'db'>, paper: { table: string; id: string }): Row[] {
  return cx.db
    .select()
    .from(registerEntry)
    .where(and(eq(registerEntry.paperTable, paper.table), eq(registerEntry.paperId, paper.id)))
    .all()
}

/** Why the numbers of a paper were cancelled; '' where it has none. */
export function strikeReason(cx: Pick<QueryContext, 'db'>, paper: { table: string; id: string }): string {
  return numbersOf(cx, paper).find(({ state }) => state === 'cancelled')?.reason ?? ''
}

/** จองเลข: the next `count` numbers, with the reason or for whom. */
export function reserveNumbers(
  cx: CommandContext,
  input: Of & { count: number; reason: string },
): { from: number; to: number } {
  const { register, year, count, reason } = input
  ruleOf(cx, register)
  const from = nextNumber(cx, { register, year })
  const to = from + count - 1
  for (let number = from; number <= to; number += 1)
    cx.write.insert(registerEntry, { register, year, number, state: 'reserved', reason })
  return { from, to }
}

/**
 * Gives reserved numbers back, so that they come next again. Only those at the end of the register: of others a gap
 * would be left, they are cancelled with a reason.
 *
 * @throws Fault register.notReserved for a number of the block that is not reserved, register.releaseMiddle
 */
export function releaseNumbers(cx: CommandContext, input: Of & { from: number; to: number }): void {
  const { register, year } = input
  const [from, to] = input.from <= input.to ? [input.from, input.to] : [input.to, input.from]
  const last = nextNumber(cx, { register, year }) - 1
  if (to > last) throw new Fault('register.notReserved', { number: Math.max(from, last + 1), year })
  for (let number = from; number <= to; number += 1) {
    const row = find(cx, { register, year }, number)
    if (row?.state !== 'reserved') throw new Fault('register.notReserved', { number, year })
  }
  if (to < last) throw new Fault('register.releaseMiddle', { number: to, last, year })
  for (let number = to; number >= from; number -= 1) {
    const row = find(cx, { register, year }, number)
    if (row) cx.write.remove(registerEntry, row.id)
  }
}

/**
 * Says that the numbers up to `lastUsed` were given out on paper before the program was used this year, with where
 * they are to be found; afterwards the program goes on from there.
 *
 * @throws Fault register.begun when the year's register already has a number
 */
export function beginRegister(cx: CommandContext, input: Of & { lastUsed: number; reason: string }): void {
  const { register, year, lastUsed, reason } = input
  ruleOf(cx, register)
  if (nextNumber(cx, { register, year }) > 1) throw new Fault('register.begun', { year })
  explainGap(cx, { register, year }, { from: 1, to: lastUsed }, reason)
}

/**
 * Takes in the numbers used outside the program, as the office's own register has them. Numbers that neither the list
 * nor the register has are kept as given out on paper, with the one reason for all of them. A number that stands in
 * the register only as given out on paper, or reserved, gets the words of the list.
 *
 * @returns what was done; with `refused` rows nothing of those is
 * @throws Fault register.gapsUnexplained when numbers are missing and no reason is given (not in a dry run)
 */
export function importRegister(
  cx: CommandContext,
  input: Of & { rows: readonly UsedNumber[]; gapReason: string; dryRun: boolean },
): RegisterImport {
  const { register, year, rows, gapReason, dryRun } = input
  ruleOf(cx, register)
  const known = new Map(
    cx.db
      .select()
      .from(registerEntry)
      .where(rowsOf(cx, { register, year }))
      .all()
      .map((row) => [row.number, row]),
  )
  const done: RegisterImport = { added: 0, same: 0, refused: [], gaps: [] }
  const seen = new Set<number>()
  for (const { number, dated, subject, addressee, note } of rows) {
    const row = known.get(number)
    if (seen.has(number)) done.refused.push({ number, reason: 'twice' })
    else if (dated !== null && buddhistYearOf(dated) !== year)
      done.refused.push({ number, reason: 'wrongYear' })
    else if (
      row &&
      row.paperId === null &&
      row.state === 'used' &&
      isSame(row, { dated, subject, addressee })
    )
      done.same += 1
    else if (row && (row.paperId !== null || row.state === 'cancelled' || row.subject !== ''))
      done.refused.push({ number, reason: 'taken' })
    else {
      const values = { dated, subject, addressee, state: 'used' as const, reason: note }
      if (row) cx.write.update(registerEntry, row.id, { ...values, reason: note === '' ? row.reason : note })
      else cx.write.insert(registerEntry, { register, year, number, ...values })
      done.added += 1
    }
    seen.add(number)
  }
  const numbers = cx.db
    .select({ number: registerEntry.number })
    .from(registerEntry)
    .where(rowsOf(cx, { register, year }))
    .all()
  done.gaps = gapsIn(numbers.map(({ number }) => number))
  if (dryRun || done.gaps.length === 0) return done
  if (gapReason === '') {
    const { from, to } = done.gaps[0] ?? { from: 0, to: 0 }
    throw new Fault('register.gapsUnexplained', { from, to, year })
  }
  for (const gap of done.gaps) explainGap(cx, { register, year }, gap, gapReason)
  return done
}

function isSame(row: Row, used: Pick<UsedNumber, 'dated' | 'subject' | 'addressee'>): boolean {
  return row.dated === used.dated && row.subject === used.subject && row.addressee === used.addressee
}
