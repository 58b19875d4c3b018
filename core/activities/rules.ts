import { z } from 'zod'
import {
  count,
  fiscalYear,
  idField,
  isoDate,
  line,
  optionalLine,
  optionalText,
  satang,
} from '../kernel/fields.ts'
import { daysBetween } from '../thai/dates.ts'
import { searchKey } from '../thai/text.ts'

export const activityKinds = ['session', 'participation', 'workshop', 'partner'] as const
export type ActivityKind = (typeof activityKinds)[number]

/**
 * planned: it is meant to be held; its day may have come without anybody having said that it was. Only what was held
 * counts in the report (C19): a day that passed is no evidence.
 */
export const activityStates = ['planned', 'held'] as const
export type ActivityState = (typeof activityStates)[number]

/** Key of resources/rules/attendance-groups: heads that were counted without being told apart. */
export const UNSORTED_GROUP = 'unsorted'

export const attendanceField = z
  .array(z.object({ group: z.string().min(1).max(40), persons: count(100_000) }))
  .max(30)
const stepsField = z.array(z.string().min(1).max(40)).max(20)
const tambonField = z
  .string()
  .regex(/^\d{6}$/u, { error: 'areaCode' })
  .nullable()

/** What is typed of an activity; sums of pledges are not typed (activityRowShape). */
const fieldsShape = {
  editionFy: fiscalYear,
  kind: z.enum(activityKinds),
  state: z.enum(activityStates),
  /** Null = of the whole district. */
  tambonCode: tambonField,
  subject: line(400),
  heldOn: isoDate,
  endedOn: isoDate.nullable(),
  place: optionalLine(200),
  organiser: optionalLine(200),
  objective: optionalText(2000),
  outcome: optionalText(4000),
  attendance: attendanceField,
  /** Keys of resources/rules/participation-steps. */
  steps: stepsField,
  partnerName: optionalLine(200),
  projectIds: z.array(idField).max(500),
  /** Satang. */
  cost: satang.nullable(),
  /** Key of resources/rules/budget-sources; '' = not said. */
  costSource: z.string().max(40),
  evidence: optionalLine(600),
  /** Why a workshop came after the day it was due (DOMAIN.md §1.3 no. 4). */
  lateReason: optionalLine(600),
  /** Anything else: which villages were represented, who stood in for whom … */
  note: optionalText(2000),
  example: z.boolean(),
}

/** The row as it is kept and handed in; pledged and received are sums of its pledges of money (satang). */
export const activityRowShape = { ...fieldsShape, pledged: satang.nullable(), received: satang.nullable() }

export const activityFields = z
  .object(fieldsShape)
  .refine((value) => value.endedOn === null || value.endedOn >= value.heldOn, {
    error: 'endBeforeStart',
    path: ['endedOn'],
  })
  .refine((value) => value.kind !== 'partner' || value.partnerName !== '', {
    error: 'required',
    path: ['partnerName'],
  })
  .refine((value) => value.kind === 'session' || value.kind === 'partner' || value.tambonCode !== null, {
    error: 'required',
    path: ['tambonCode'],
  })
export type ActivityFields = z.infer<typeof activityFields>

/** Fields of an activity of which only kind and day are known. */
export function emptyFields(editionFy: number, kind: ActivityKind, heldOn: string): ActivityFields {
  return {
    editionFy,
    kind,
    state: 'held',
    tambonCode: null,
    subject: '',
    heldOn,
    endedOn: null,
    place: '',
    organiser: '',
    objective: '',
    outcome: '',
    attendance: [],
    steps: [],
    partnerName: '',
    projectIds: [],
    cost: null,
    costSource: '',
    evidence: '',
    lateReason: '',
    note: '',
    example: false,
  }
}

/** The least that is asked of somebody in the field; everything else has its usual value. */
export const quickFields = z.object({
  editionFy: fiscalYear,
  kind: z.enum(['session', 'participation', 'workshop']),
  /** Left out in a tambon office: its own tambon. */
  tambonCode: tambonField.optional(),
  heldOn: isoDate,
  /** '' = as the rule table activity-kinds calls it. */
  subject: optionalLine(400),
  place: optionalLine(200),
  attendance: attendanceField,
  steps: stepsField,
  evidence: optionalLine(600),
})
export type QuickFields = z.infer<typeof quickFields>

/** Several cells of the matrix tambon × step at once: each tambon gets one activity with all the steps. */
export const participationFields = z
  .object({
    editionFy: fiscalYear,
    tambonCodes: z
      .array(z.string().regex(/^\d{6}$/u, { error: 'areaCode' }))
      .min(1, { error: 'required' })
      .max(60),
    steps: stepsField.min(1, { error: 'required' }),
    /** '' = as the rule table activity-kinds calls it. */
    subject: optionalLine(400),
    heldOn: isoDate,
    endedOn: isoDate.nullable(),
    place: optionalLine(200),
    attendance: attendanceField,
    evidence: optionalLine(600),
  })
  .refine((value) => value.endedOn === null || value.endedOn >= value.heldOn, {
    error: 'endBeforeStart',
    path: ['endedOn'],
  })
export type ParticipationFields = z.infer<typeof participationFields>

export const pledgeFields = z.object({
  /** Key of resources/rules/pledge-forms. */
  form: z.string().min(1, { error: 'required' }).max(40),
  what: optionalLine(400),
  /** Satang; null = nobody put a value on it. */
  amount: satang.nullable(),
  /** Null = for the plan as a whole. */
  projectId: idField.nullable(),
  /** Day by which it was promised. */
  dueOn: isoDate.nullable(),
  /** The partner said that nothing more will come. */
  withdrawnOn: isoDate.nullable(),
  note: optionalLine(600),
})
export type PledgeFields = z.infer<typeof pledgeFields>

export const receiptFields = z.object({
  receivedOn: isoDate,
  what: optionalLine(400),
  /** Satang. */
  amount: satang.nullable(),
  evidence: optionalLine(600),
})
export type ReceiptFields = z.infer<typeof receiptFields>

export const pledgeStates = ['promised', 'partly', 'received', 'overdue', 'withdrawn'] as const
export type PledgeState = (typeof pledgeStates)[number]

/**
 * How far a pledge is. A pledge without a value is received with its first receipt: there is nothing to measure it by.
 *
 * @param today ISO date
 */
export function pledgeState(
  pledge: Pick<PledgeFields, 'amount' | 'dueOn' | 'withdrawnOn'>,
  receipts: readonly Pick<ReceiptFields, 'amount'>[],
  today: string,
): PledgeState {
  if (isReceived(pledge, receipts)) return 'received'
  if (pledge.withdrawnOn !== null) return 'withdrawn'
  if (pledge.dueOn !== null && pledge.dueOn < today) return 'overdue'
  return receipts.length > 0 ? 'partly' : 'promised'
}

function isReceived(
  pledge: Pick<PledgeFields, 'amount'>,
  receipts: readonly Pick<ReceiptFields, 'amount'>[],
) {
  if (receipts.length === 0) return false
  return pledge.amount === null || amountOf(receipts) >= pledge.amount
}

/** Satang of rows that have a value. */
export function amountOf(rows: readonly { amount: number | null }[]): number {
  return rows.reduce((sum, row) => sum + (row.amount ?? 0), 0)
}

/** Persons of all groups together. */
export function persons(attendance: readonly { persons: number }[]): number {
  return attendance.reduce((sum, group) => sum + group.persons, 0)
}

/** The last day of an activity, ISO. */
export function lastDay(row: { heldOn: string; endedOn: string | null }): string {
  return row.endedOn ?? row.heldOn
}

/**
 * Days by which a workshop came too late; 0 = in time. One that is only planned is late when its day is, or when the due
 * day went by without it.
 *
 * @param today ISO date
 */
export function lateDays(
  row: { heldOn: string; endedOn: string | null; state: ActivityState },
  dueOn: string,
  today: string,
): number {
  const day = row.state === 'planned' && lastDay(row) < today ? today : lastDay(row)
  return Math.max(0, daysBetween(dueOn, day))
}

/** True where the day of something planned has gone by and nobody has said that it was held. */
export function awaitsResult(
  row: { heldOn: string; endedOn: string | null; state: ActivityState },
  today: string,
): boolean {
  return row.state === 'planned' && lastDay(row) < today
}

// ── names of partners ───────────────────────────────────────────────────────────────────────────────────────────────

/** A row of resources/rules/partner-names: an agency and the ways it is written. */
export type PartnerWords = { name: string; words: readonly string[]; named: boolean }

/** Compares names of partners; keys are made once a name. */
export type PartnerMatcher = {
  /**
   * Equal keys = the same partner, however it is written: "พช.", "พช.อำเภอพรหมคีรี", "สำนักงานพัฒนาชุมชนอำเภอพรหมคีรี". Of an
   * agency of the rule table: its key, then | and what else the name says.
   */
  keyOf(name: string): string
  /** Those of `others` whose names are nearly this one: the same key, or one slip of the finger in a name of some length. */
  alike(name: string, others: Iterable<string>): string[]
}

/** @param areaNames names of the own district and province, which offices add or leave out */
export function partnerMatcher(
  known: readonly PartnerWords[],
  areaNames: readonly string[] = [],
): PartnerMatcher {
  const areas = areaNames.map(squeeze).filter((area) => area !== '')
  const ways = known
    .flatMap((agency) =>
      [agency.name, ...agency.words].map((way) => ({ agency, short: squeeze(way), begins: beginning(way) })),
    )
    .filter(({ short }) => short !== '')
    // The longest way of writing first: "พัฒนาชุมชน" is part of "สำนักงานพัฒนาชุมชน".
    .sort((a, b) => b.short.length - a.short.length)
  const keys = new Map<string, string>()
  const makeKey = (name: string): string => {
    const whole = squeeze(name)
    const spaced = searchKey(name)
    const found = ways.find(({ short, begins }) => whole.startsWith(short) && begins.test(spaced))
    if (!found) return withoutArea(whole, areas)
    const rest = whole.slice(found.short.length)
    // อบต. of a place that is called as the district is: the place is its name.
    const place = found.agency.named ? rest : withoutArea(rest, areas)
    return place === '' ? squeeze(found.agency.name) : `${squeeze(found.agency.name)}|${place}`
  }
  const keyOf = (name: string): string => {
    const key = keys.get(name) ?? makeKey(name)
    keys.set(name, key)
    return key
  }
  return {
    keyOf,
    alike(name, others) {
      const own = keyOf(name)
      if (own === '') return []
      return [...others].filter((other) => other !== name && sameOrNearly(keyOf(other), own))
    },
  }
}

/** An abbreviation counts with its last dot or where a word ends: "สถ." is not the beginning of สถานีตำรวจ. */
function beginning(way: string): RegExp {
  if (!way.endsWith('.')) return /^/u
  const letters = [...squeeze(way)].map((letter) => `${letter.replace(/[\\^$*+?{}|[\]/]/u, '\\$&')}[.\\s]*?`)
  return new RegExp(`^${letters.join('')}(?:\\.|\\s|$|${AREA_WORDS.join('|')})`, 'u')
}

/** Of one agency only the places are compared: two tambons may well differ in a letter. */
function sameOrNearly(a: string, b: string): boolean {
  if (a === b) return true
  const [agencyA = '', placeA = ''] = a.split('|')
  const [agencyB = '', placeB = ''] = b.split('|')
  return agencyA === agencyB
    ? nearly(placeA, placeB, LEAST_OF_PLACE)
    : placeA === placeB && nearly(agencyA, agencyB, LEAST_OF_NAME)
}

function squeeze(text: string): string {
  return searchKey(text).replace(/[\s.\-–_()"'ฯ]+/gu, '')
}

/** As squeeze writes them: sara am falls into two letters there. */
const AREA_WORDS = ['อำเภอ', 'จังหวัด', 'ตำบล'].map((word) => searchKey(word))
const AREA_END = new RegExp(`(?:${AREA_WORDS.slice(0, 2).join('|')})$`, 'u')

/** Drops "อำเภอ<own district>", "จังหวัด<own province>" and bare อำเภอ/จังหวัด at the end. */
function withoutArea(key: string, areas: readonly string[]): string {
  let rest = key
  for (let before = ''; before !== rest; ) {
    before = rest
    const area = areas.find((name) => rest.endsWith(name))
    const cut = area === undefined ? rest : rest.slice(0, -area.length)
    if (cut === '' || /^[อจ]$/u.test(cut) || AREA_END.test(cut) || isWhole(cut)) rest = cut
    rest = rest.replace(AREA_END, '').replace(/^[อจ]$/u, '')
  }
  return rest
}

/** What is left of a name must still be one: "อบต" of "อบต.พรหมโลก" is not. */
function isWhole(key: string): boolean {
  return [...key].length >= 6
}

/** Letters (vowels and marks too) that a name must have before a slip in it is taken for one. */
const LEAST_OF_NAME = 8
const LEAST_OF_PLACE = 12

/** One letter more, less, other or two changed places, in keys of at least so many letters. */
function nearly(a: string, b: string, least: number): boolean {
  const [x, y] = [[...a], [...b]]
  if (Math.min(x.length, y.length) < least || Math.abs(x.length - y.length) > 1) return false
  // Numbers tell two schools or villages apart: a digit is no slip.
  if (a.replace(/\D/gu, '') !== b.replace(/\D/gu, '')) return false
  let at = 0
  while (at < x.length && at < y.length && x[at] === y[at]) at += 1
  const rest = (letters: readonly string[], from: number) => letters.slice(from).join('')
  return (
    rest(x, at + 1) === rest(y, at + 1) ||
    rest(x, at) === rest(y, at + 1) ||
    rest(x, at + 1) === rest(y, at) ||
    (x[at] === y[at + 1] && x[at + 1] === y[at] && rest(x, at + 2) === rest(y, at + 2))
  )
}
