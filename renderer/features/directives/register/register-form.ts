import { z } from 'zod'
import type { Doubt, LetterReading } from '../../../../core/directives/read-letter.ts'
import { type DutyFields, directiveFields } from '../../../../core/directives/rules.ts'
import { toArabicDigits } from '../../../../core/thai/digits.ts'
import { normaliseText } from '../../../../core/thai/text.ts'

/** A row of the form; `from` = place in the reading of what it was filled from, so that doubts find it after a move. */
export type DutyRow = DutyFields & { from?: number; unread?: Record<string, { text: string; key: string }> }
export type WindowRow = { level: string; startsOn: string | null; endsOn: string | null; from?: number }

export type RegisterValues = Omit<z.input<typeof directiveFields>, 'duties' | 'windows'> & {
  windows: WindowRow[]
  duties: DutyRow[]
  /** What was read from the pasted text; null = typed by hand. Kept with the draft. */
  read: LetterReading | null
  /** Keys of the doubts that a person looked at and let stand. */
  answers: string[]
}

export function emptyLetter(today: string): RegisterValues {
  return {
    form: 'letter',
    number: '',
    dated: '',
    receivedOn: today,
    receiveNo: '',
    speed: '',
    fromOffice: '',
    subject: '',
    editionFy: Number.NaN,
    planFy: Number.NaN,
    body: '',
    enclosures: [],
    duties: [],
    windows: [],
    replaceOwnWindows: false,
    intoId: null,
    example: false,
    read: null,
    answers: [],
  }
}

/** True once a person typed something that taking over a reading would replace. */
export function hasTyped(values: RegisterValues): boolean {
  return (
    // an emptied field holds null, one that cannot be read NaN
    [values.number, values.dated, values.fromOffice, values.subject, values.body].some(
      (text) => typeof text === 'string' && text !== '',
    ) || values.duties.length + values.windows.length + values.enclosures.length > 0
  )
}

/** The form as a reading fills it: what was seen, and nothing else; what was not found keeps what stands there. */
export function filledFrom(read: LetterReading, before: RegisterValues): RegisterValues {
  return {
    ...before,
    form: read.form,
    number: read.number?.value ?? before.number,
    dated: read.dated?.value ?? before.dated,
    receivedOn: read.receivedOn?.value ?? before.receivedOn,
    receiveNo: read.receiveNo?.value ?? before.receiveNo ?? '',
    speed: read.speed?.value ?? '',
    fromOffice: read.fromOffice?.value ?? before.fromOffice,
    subject: read.subject?.value ?? before.subject,
    editionFy: read.editionFy?.value ?? before.editionFy,
    planFy: read.planFy?.value ?? before.planFy,
    body: read.text,
    enclosures: read.enclosures.map(({ title, quantity }) => ({ title, quantity })),
    duties: read.duties.map(({ no, kind, text, dueOn }, from) => ({
      no,
      kind,
      text,
      ownerName: '',
      dueOn,
      from,
    })),
    windows: read.windows.map(({ level, startsOn, endsOn }, from) => ({ level, startsOn, endsOn, from })),
    read,
    answers: [],
  }
}

export function doubtId(doubt: Doubt): string {
  return `${doubt.field} ${doubt.key} ${JSON.stringify(doubt.params)}`
}

/** What the register refuses, whoever looked at it: it has to be put right. */
export function mustChange(doubt: Doubt): boolean {
  return doubt.key === 'datedInFuture' || doubt.key === 'dueBeforeLetter'
}

const single = ['number', 'dated', 'receivedOn', 'fromOffice', 'subject', 'editionFy', 'planFy'] as const

/**
 * Whether a doubt still waits: neither looked at nor settled by a correction – its field says something else than was
 * read, or its row is gone.
 */
export function isOpen(doubt: Doubt, values: RegisterValues): boolean {
  if (!mustChange(doubt) && values.answers.includes(doubtId(doubt))) return false
  const { read } = values
  if (read === null) return false
  const [head = '', at, part] = doubt.field.split('.')
  const field = single.find((one) => one === head)
  if (field) {
    const is = values[field]
    const was = read[field]?.value
    if (is === null || is === '' || Number.isNaN(is)) return true
    return was === undefined ? false : is === was
  }
  if (at === undefined)
    return doubt.key === 'missing' && head === 'duties' ? values.duties.length === 0 : true
  const index = Number(at)
  if (head === 'duties') {
    const row = values.duties.find(({ from }) => from === index)
    const was = read.duties[index]
    if (!row || !was) return false
    // settled by another date of the letter as well
    if (doubt.key === 'dueBeforeLetter') return row.dueOn !== null && row.dueOn < (values.dated ?? '')
    if (part === 'dueOn') return row.dueOn === was.dueOn
    if (part === 'kind') return row.kind === was.kind
    return row.text === was.text
  }
  if (head === 'windows') {
    const row = values.windows.find(({ from }) => from === index)
    const was = read.windows[index]
    return (
      row !== undefined && was !== undefined && row.startsOn === was.startsOn && row.endsOn === was.endsOn
    )
  }
  return true
}

export function openDoubts(values: RegisterValues): Doubt[] {
  return (values.read?.doubts ?? []).filter((doubt) => isOpen(doubt, values))
}

/**
 * A letter may be registered once its fields are right, every doubt was answered and no cell holds what could not be
 * read. One after the other, not as an intersection: that cannot be made of a choice of none, which the fields turn
 * from null into ''.
 */
export const registerFields: z.ZodType<z.output<typeof directiveFields>, RegisterValues> = z
  .custom<RegisterValues>(() => true)
  .transform((values, context) => {
    const fields = directiveFields.safeParse(values)
    for (const { input: _, ...issue } of fields.error?.issues ?? [])
      context.issues.push({ ...issue, input: undefined } as z.core.$ZodRawIssue)
    if (openDoubts(values).length > 0)
      context.addIssue({ code: 'custom', message: 'doubtsOpen', path: ['answers'] })
    for (const [at, row] of values.duties.entries())
      for (const [column, { key }] of Object.entries(row.unread ?? {}))
        context.addIssue({ code: 'custom', message: key, path: ['duties', at, column] })
    return fields.data ?? z.NEVER
  })

/** Number and date as they are compared: ๐๐๑๙/ว ๑๒ and 0019/ว12 are one letter. */
export function sameNumber(a: string, b: string): boolean {
  const bare = (text: string) => toArabicDigits(normaliseText(text)).replace(/^ที่|\s/gu, '')
  return bare(a) !== '' && bare(a) === bare(b)
}

/** Rows that stand together made one: text one behind the other, the earlier due date. */
export function mergeRows(rows: readonly DutyRow[], from: number, to: number): DutyRow[] {
  const first = rows[from]
  const merged = rows.slice(from, to + 1)
  if (!first || merged.length < 2) return [...rows]
  const dues = merged.flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn])).toSorted()
  const one: DutyRow = {
    ...first,
    text: merged.map(({ text }) => text).join(' '),
    ownerName: merged.find(({ ownerName }) => ownerName !== '')?.ownerName ?? '',
    dueOn: dues[0] ?? null,
  }
  return [...rows.slice(0, from), one, ...rows.slice(to + 1)]
}

/** One duty made several, a line each; numbered on from its own, those behind it moved up. */
export function splitRow(rows: readonly DutyRow[], at: number, lines: readonly string[]): DutyRow[] {
  const row = rows[at]
  const texts = lines.map((line) => normaliseText(line)).filter((line) => line !== '')
  const [first] = texts
  if (!row || first === undefined || texts.length < 2) return [...rows]
  const more = texts.length - 1
  const { from: _from, unread: _unread, ...plain } = row
  return [
    ...rows.slice(0, at).map((one) => (one.no > row.no ? { ...one, no: one.no + more } : one)),
    { ...row, text: first },
    ...texts.slice(1).map((text, index) => ({ ...plain, no: row.no + index + 1, text })),
    ...rows.slice(at + 1).map((one) => (one.no > row.no ? { ...one, no: one.no + more } : one)),
  ]
}

/** A stretch of the letter's text that looks the same throughout. */
type Piece = { text: string; at: number; fields: string[]; doubtful: boolean }

/** Cuts the text where something recognised or doubted begins or ends. */
export function piecesOf(read: LetterReading, doubts: readonly Doubt[]): Piece[] {
  const spans: { at: number; end: number; field: string; doubtful: boolean }[] = []
  const put = (field: string, span: { at: number; end: number } | null, doubtful = false) => {
    if (span && span.end > span.at) spans.push({ field, at: span.at, end: span.end, doubtful })
  }
  for (const field of [
    ...([
      'number',
      'dated',
      'receiveNo',
      'receivedOn',
      'speed',
      'fromOffice',
      'addressee',
      'subject',
    ] as const),
    ...(['editionFy', 'planFy'] as const),
  ])
    put(field, read[field])
  for (const reference of read.references) put('references', reference)
  for (const [index, one] of read.enclosures.entries()) put(`enclosures.${index}`, one)
  for (const [index, duty] of read.duties.entries()) {
    put(`duties.${index}`, duty)
    put(`duties.${index}.dueOn`, duty.due)
  }
  for (const [index, window] of read.windows.entries()) put(`windows.${index}`, window)
  for (const doubt of doubts) put(doubt.field, doubt.seen, true)
  const cuts = [...new Set([0, read.text.length, ...spans.flatMap(({ at, end }) => [at, end])])].toSorted(
    (a, b) => a - b,
  )
  const opening = spans.toSorted((a, b) => a.at - b.at)
  const pieces: Piece[] = []
  let open: typeof spans = []
  let next = 0
  for (const [index, at] of cuts.entries()) {
    const end = cuts[index + 1]
    if (end === undefined) break
    for (let span = opening[next]; span && span.at <= at; span = opening[next]) {
      open.push(span)
      next += 1
    }
    open = open.filter((span) => span.end > at)
    pieces.push({
      text: read.text.slice(at, end),
      at,
      fields: [...new Set(open.map(({ field }) => field))],
      doubtful: open.some(({ doubtful }) => doubtful),
    })
  }
  return pieces
}
