import { z } from 'zod'
import { fiscalYear, idField, isoDate, line, optionalLine, optionalText } from '../kernel/fields.ts'
import { daysBetween } from '../thai/dates.ts'

export const dutyStates = ['open', 'doing', 'done'] as const
export const directiveStates = ['received', 'expected'] as const
/** ชั้นความเร็ว of an incoming letter, the same four as of our own (DOCUMENTS.md §A2). */
export const directiveSpeeds = ['', 'urgent', 'veryUrgent', 'mostUrgent'] as const
export type DirectiveSpeed = (typeof directiveSpeeds)[number]

export const dutyFields = z.object({
  no: z.number({ error: 'notNumber' }).int({ error: 'notWhole' }).min(1, { error: 'number' }).max(99, {
    error: 'number',
  }),
  kind: z.string({ error: 'required' }).min(1, { error: 'required' }).max(40),
  text: line(2000),
  ownerName: optionalLine(120),
  dueOn: isoDate.nullable(),
})
export type DutyFields = z.infer<typeof dutyFields>
/** A duty of a letter that is registered already; null = a new one. */
const dutyEdit = dutyFields.extend({ id: idField.nullable() })

export const planLevels = ['village', 'tambon', 'local', 'district', 'needs', 'province'] as const
export type PlanLevel = (typeof planLevels)[number]

/** ห้วงเวลา of one level as a letter or notice sets it. */
const letterWindow = z
  .object({ level: z.enum(planLevels), startsOn: isoDate, endsOn: isoDate })
  .refine((value) => value.endsOn >= value.startsOn, { error: 'endBeforeStart', path: ['endsOn'] })

/** One line of สิ่งที่ส่งมาด้วย; `attachmentId` = the stored file of it (a file of the directive or of its edition). */
export const enclosureFields = z.object({
  title: line(300),
  quantity: optionalLine(60),
  attachmentId: idField.nullable().exactOptional(),
})
export type Enclosure = z.infer<typeof enclosureFields>

/** What can tell somebody of a directive: an own letter, a session or workshop, a meeting. */
export const toldLinkTables = ['letter', 'activity', 'meeting'] as const
const recordLink = (tables: readonly [string, ...string[]]) =>
  z.object({ table: z.enum(tables), id: idField }).nullable()

/** Who was told, as the program knows him: coverage is counted by it. `other` = typed. */
export const toldKinds = [
  'kamnan',
  'headmen',
  'headman',
  'lao',
  'agency',
  'member',
  'officer',
  'other',
] as const
export type ToldKind = (typeof toldKinds)[number]
export const recipientFields = z.object({
  recipient: line(300),
  toKind: z.enum(toldKinds).default('other'),
  /** Code of the tambon (kamnan, headmen), id of the village, อปท., agency, person or staff member. */
  toId: z.string().max(40).nullable().default(null),
  /** Tambon whose people are told; null for อปท., agencies and officers: they do not make a tambon told. */
  tambonCode: z
    .string()
    .regex(/^\d{6}$/u, { error: 'invalid' })
    .nullable()
    .default(null),
})
export type Recipient = z.infer<typeof recipientFields>
const toldHow = z.object({
  /** Key of resources/rules/told-means. */
  means: z.string({ error: 'required' }).min(1, { error: 'required' }).max(40),
  toldOn: isoDate,
  acknowledgedOn: isoDate.nullable().default(null),
  /** The one duty that was passed on; null = the whole letter. */
  dutyId: idField.nullable().default(null),
  about: recordLink(toldLinkTables).default(null),
  note: optionalText(2000).default(''),
})
const inOrder = (value: { toldOn: string; acknowledgedOn: string | null }) =>
  value.acknowledgedOn === null || value.acknowledgedOn >= value.toldOn
const notInOrder = { error: 'acknowledgedBeforeTold', path: ['acknowledgedOn'] }
/** One who was told. */
export const toldFields = toldHow.extend(recipientFields.shape).refine(inOrder, notInOrder)
export type ToldFields = z.infer<typeof toldFields>
/** Several at once, by the same means on the same day. */
export const tellFields = toldHow
  .extend({
    recipients: z.array(recipientFields).min(1, { error: 'required' }).max(1000, { error: 'tooManyRows' }),
  })
  .refine(inOrder, notInOrder)
export type TellFields = z.infer<typeof tellFields>

const letterShape = z.object({
  /** Key of resources/rules/directive-forms: หนังสือภายนอก, ข่าว, มติที่ประชุม … */
  form: z.string({ error: 'required' }).min(1, { error: 'required' }).max(40).default('letter'),
  /** '' only where the form has no number, or the letter has not come yet. */
  number: optionalLine(60),
  /** Of an expected letter: the day it is expected. */
  dated: isoDate,
  receivedOn: isoDate.nullable(),
  receiveNo: optionalLine(60).default(''),
  /** An empty choice of a form is no speed. */
  speed: z
    .enum(directiveSpeeds, { error: 'invalid' })
    .nullable()
    .default('')
    .transform((value): DirectiveSpeed => value ?? ''),
  fromOffice: line(160),
  subject: line(600),
  editionFy: fiscalYear,
  planFy: fiscalYear,
  body: optionalText(20_000),
  enclosures: z.array(enclosureFields).max(20),
  example: z.boolean(),
})
const planAfterEdition = (value: { planFy: number; editionFy: number }) => value.planFy >= value.editionFy
const planTooEarly = { error: 'planBeforeEdition', path: ['planFy'] }
/** What dates and duties of one letter must keep; keys of validation.json at the field. */
function lettersOrder(
  value: { dated: string; receivedOn: string | null; duties: readonly { dueOn: string | null }[] },
  context: { addIssue: (issue: { code: 'custom'; message: string; path: (string | number)[] }) => void },
): void {
  if (value.receivedOn !== null && value.receivedOn < value.dated)
    context.addIssue({ code: 'custom', message: 'receivedBeforeLetter', path: ['receivedOn'] })
  for (const [at, duty] of value.duties.entries())
    if (duty.dueOn !== null && duty.dueOn < value.dated)
      context.addIssue({ code: 'custom', message: 'dueBeforeLetter', path: ['duties', at, 'dueOn'] })
}

/** A letter as it is registered. */
export const directiveFields = letterShape
  .extend({
    state: z.enum(directiveStates).default('received'),
    duties: z.array(dutyFields).max(40, { error: 'tooManyRows' }),
    /** Windows that the letter itself sets; the other levels follow the rule (DOMAIN.md §4). */
    windows: z.array(letterWindow).max(12).default([]),
    /** They also take the place of what a person typed; else they are laid beside it (calendar.answerOffer). */
    replaceOwnWindows: z.boolean().default(false),
    /** Who was told in the same step. */
    told: z.array(toldFields).max(1000, { error: 'tooManyRows' }).default([]),
    /** The expected letter that has come: its record, duties and notes become this letter's. */
    intoId: idField.nullable().default(null),
  })
  .refine(planAfterEdition, planTooEarly)
  .superRefine(lettersOrder)
export type DirectiveFields = z.infer<typeof directiveFields>

/** A registered letter put right; duties that are left out are removed. */
export const directiveEdit = letterShape
  .extend({ duties: z.array(dutyEdit).max(40, { error: 'tooManyRows' }) })
  .refine(planAfterEdition, planTooEarly)
  .superRefine(lettersOrder)
export type DirectiveEdit = z.infer<typeof directiveEdit>

/** ฉบับของแนวทางปฏิบัติ (C1): the edition of a FY sets the calendar of the plans of a later one. */
export const editionFields = z
  .object({
    editionFy: fiscalYear,
    planFy: fiscalYear,
    title: line(600),
    receivedOn: isoDate.nullable(),
    source: optionalLine(300),
    note: optionalText(4000),
    example: z.boolean(),
  })
  .refine(planAfterEdition, planTooEarly)
export type EditionFields = z.infer<typeof editionFields>

/** Records that show that a duty was done. */
export const evidenceTables = ['letter', 'activity', 'meeting', 'appointmentOrder', 'plan'] as const
export const evidenceLink = z.object({ table: z.enum(evidenceTables), id: idField })
export type EvidenceLink = z.infer<typeof evidenceLink>

/** State of a duty; whether it may be closed is the command's to say, who knows its files. */
export const dutyChange = z
  .object({
    state: z.enum(dutyStates),
    ownerName: optionalLine(120),
    dueOn: isoDate.nullable(),
    doneOn: isoDate.nullable(),
    evidence: optionalText(2000),
    /** Left out = as they are. */
    evidenceLinks: z.array(evidenceLink).max(50, { error: 'tooMany' }).exactOptional(),
  })
  .refine((value) => value.state !== 'done' || value.doneOn !== null, { error: 'required', path: ['doneOn'] })
export type DutyChange = z.infer<typeof dutyChange>

/** Duties that are copied into another year's letter, as a person has confirmed them. */
export const copiedDuty = dutyFields.extend({ fromDutyId: idField })
export const copiedDuties = z
  .array(copiedDuty)
  .min(1, { error: 'required' })
  .max(40, { error: 'tooManyRows' })

/** Where the work of a duty is done and its progress is counted; the row of resources/rules/duty-kinds says it. */
export function dutyRoom(
  kind: { room?: 'bodies' | 'reports' | 'plans' | undefined; activityKind: string | null } | undefined,
  directive: { id: string; planFy: number; editionFy: number },
): string | null {
  if (kind === undefined) return null
  // The year stands in the door: rooms open at the newest letter, which may be another one.
  const edition = `edition=${directive.editionFy}`
  if (kind.room === 'reports') return `/reports?directive=${directive.id}`
  if (kind.room === 'plans') return `/plans?planFy=${directive.planFy}`
  if (kind.room === 'bodies') return `/bodies?${edition}`
  return kind.activityKind === null ? null : `/activities?kind=${kind.activityKind}&${edition}`
}

/** Days by which a duty is or was late, 0 when in time or without a due date. */
export function lateDays(
  duty: { dueOn: string | null; state: DutyState; doneOn: string | null },
  today: string,
): number {
  if (duty.dueOn === null) return 0
  const until = duty.state === 'done' && duty.doneOn !== null ? duty.doneOn : today
  return Math.max(0, daysBetween(duty.dueOn, until))
}
export type DutyState = (typeof dutyStates)[number]
