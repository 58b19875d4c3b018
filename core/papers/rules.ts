import { z } from 'zod'
import { activityKinds } from '../activities/rules.ts'
import { fiscalYear, idField, isoDate, line, optionalLine, optionalText } from '../kernel/fields.ts'
import { numberChoice } from '../orders/rules.ts'
import { normaliseText } from '../thai/text.ts'

/** หนังสือภายนอก, บันทึกข้อความ, ประกาศ (DOCUMENTS.md §A2–A4): one record, three papers. */
export const letterForms = ['external', 'memo', 'announcement'] as const
export type LetterForm = (typeof letterForms)[number]
export const secrecies = z.enum(['', 'secret', 'verySecret', 'mostSecret'])

const annexFields = z.object({
  title: line(600),
  orientation: z.enum(['portrait', 'landscape']),
  text: optionalText(40_000),
  table: z
    .object({
      head: z.array(optionalLine(400)).min(1, { error: 'required' }).max(20, { error: 'tooMany' }),
      rows: z
        .array(z.array(optionalText(2000)).max(20, { error: 'tooMany' }))
        .max(2000, { error: 'tooManyRows' }),
    })
    .nullable(),
})
export type AnnexFields = z.infer<typeof annexFields>

/** Fields of a letter of any form; what format 1.1 and the office's older records do not have is filled in. */
export const letterShape = z.object({
  form: z.enum(letterForms).default('external'),
  dated: isoDate.nullable(),
  subject: line(600),
  /** Of a letter to many: all of them in one phrase (นายอำเภอทุกอำเภอ), for the register and the file copy. */
  addressee: optionalLine(300),
  /** '' = เรียน */
  salutation: optionalLine(60).default(''),
  references: z.array(line(400)).max(20),
  enclosures: z.array(z.object({ title: line(400), quantity: optionalLine(60) })).max(20),
  paragraphs: z
    .array(z.object({ text: optionalText(8000), heading: optionalLine(200).exactOptional() }))
    .max(60, { error: 'tooManyRows' }),
  annexes: z.array(annexFields).max(20, { error: 'tooManyRows' }).default([]),
  closing: optionalLine(120),
  signatoryId: idField.nullable(),
  speed: z.enum(['', 'urgent', 'veryUrgent', 'mostUrgent']),
  speedWithin: optionalLine(120).default(''),
  secrecy: secrecies.default(''),
  circular: z.boolean({ error: 'invalid' }).default(false),
  numbering: z.enum(['one', 'each']).default('one'),
  copyTo: optionalLine(300),
})

/** Who is written to is asked of every form but an announcement (DOCUMENTS.md §A4). */
function addresseeAsked(
  letter: Pick<LetterFields, 'form' | 'addressee'>,
  context: { addIssue: (issue: { code: 'custom'; message: string; path: string[] }) => void },
): void {
  if (letter.form !== 'announcement' && letter.addressee === '')
    context.addIssue({ code: 'custom', message: 'required', path: ['addressee'] })
}

/** The same for form, command and import. */
export const letterFields = letterShape.superRefine(addresseeAsked)
export type LetterFields = z.infer<typeof letterShape>

/** Name of a column of the addressees: what stands between {{ and }}. */
const fieldName = z
  .string({ error: 'required' })
  .overwrite(normaliseText)
  .min(1, { error: 'required' })
  .max(60, { error: 'tooLong' })
  .refine((name) => !/[{}|]/u.test(name) && !Object.hasOwn(forbidden, name), { error: 'invalid' })
const forbidden = { ['__proto__']: 0, constructor: 0, prototype: 0 }

/** One of many: his own "เรียน" and what is filled into the text for him. */
export const addresseeFields = z.object({
  addressee: line(300),
  fields: z.record(fieldName, optionalLine(1000)).default({}),
})
export type AddresseeFields = z.infer<typeof addresseeFields>
export const addresseeList = z.array(addresseeFields).max(1000, { error: 'tooManyRows' })
/** A letter with its addressees, as one form. */
export const addressedLetter = letterShape.extend({ addressees: addresseeList }).superRefine(addresseeAsked)

/** Day and number of a letter that is signed; a given number is the first of a letter to many with a number each. */
export const signLetterFields = z.object({ id: idField, signedOn: isoDate, number: numberChoice })

/** What a letter may be about. */
export const letterSubject = z.object({
  table: z.enum(['meeting', 'directive', 'body', 'appointmentOrder', 'plan', 'resultsReport']),
  id: idField,
})

/** Key of resources/rules/registers: one run of numbers per calendar year each (DOCUMENTS.md §A2, §A4). */
export const registerKey = z
  .string({ error: 'required' })
  .regex(/^[A-Za-z0-9_-]{1,40}$/u, { error: 'invalid' })

/** Every paper that a record can be printed as. */
export const paperRefs = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('letter'),
    id: idField,
    /** Of a letter to many: the one for him; left out = to all of them in one phrase. */
    addresseeId: idField.optional(),
    /** สำเนาคู่ฉบับ */
    fileCopy: z.boolean().optional(),
  }),
  /**
   * A letter to many: every one of them after the other as one paper, the copy of the file last – one for all, with the
   * list of those it went to where their copies differ, or one of each.
   */
  z.object({
    kind: z.literal('letterRun'),
    id: idField,
    fileCopy: z.boolean().optional(),
    copies: z.enum(['one', 'each']).optional(),
    /** Of a letter about a meeting: its agenda behind each of them, as the enclosure that goes with it. */
    agenda: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('register'), register: registerKey, year: fiscalYear }),
  z.object({ kind: z.literal('order'), id: idField }),
  z.object({ kind: z.literal('plan'), id: idField }),
  z.object({
    kind: z.literal('needsPlan'),
    id: idField,
    /** Only what is asked of this budget source. */
    source: optionalLine(160).optional(),
    /** Groups with their sums: by development issue, else by budget source. */
    by: z.enum(['issue', 'source']).optional(),
  }),
  z.object({ kind: z.literal('planBook'), id: idField }),
  z.object({ kind: z.literal('rankList'), id: idField }),
  z.object({ kind: z.literal('planDifference'), id: idField, againstId: idField.optional() }),
  z.object({ kind: z.literal('coordinationList'), laoId: idField, planFy: fiscalYear }),
  z.object({ kind: z.literal('provinceList'), planFy: fiscalYear, officeId: idField.optional() }),
  z.object({ kind: z.literal('feedback'), villageId: idField, planFy: fiscalYear.nullable() }),
  z.object({
    kind: z.literal('tambonFeedback'),
    tambonCode: z.string().regex(/^\d{6}$/u, { error: 'areaCode' }),
    planFy: fiscalYear.nullable(),
  }),
  z.object({ kind: z.literal('forumForm'), id: idField }),
  z.object({ kind: z.literal('forumSignIn'), id: idField }),
  z.object({ kind: z.literal('forumMinutes'), id: idField }),
  /** Papers of a meeting; of one body that meets, or null = of all of them. */
  z.object({ kind: z.literal('agenda'), id: idField, bodyId: idField.nullable() }),
  z.object({ kind: z.literal('signInSheet'), id: idField, bodyId: idField.nullable() }),
  z.object({ kind: z.literal('minutes'), id: idField, bodyId: idField.nullable() }),
  z.object({
    kind: z.literal('followUpList'),
    state: z.enum(['open', 'done', 'dropped']).nullable(),
    bodyId: idField.nullable(),
  }),
  z.object({ kind: z.literal('projectBrief'), id: idField }),
  z.object({ kind: z.literal('projectPack'), id: idField }),
  /** `form`: in another form than its own (resources/rules/report-forms), for a table to work on; never the signed paper. */
  z.object({ kind: z.literal('report'), id: idField, form: z.string().max(40).optional() }),
  z.object({ kind: z.literal('transmittal'), id: idField }),
  /** What is asked to be corrected; `id` of a package that was taken in. */
  z.object({ kind: z.literal('corrections'), id: idField }),
  z.object({ kind: z.literal('bodiesState'), editionFy: fiscalYear.nullable() }),
  /** How far the plans of a plan FY are; as of a day, null = today. */
  z.object({ kind: z.literal('progress'), planFy: fiscalYear, asOf: isoDate.nullable() }),
  z.object({ kind: z.literal('memberList'), id: idField }),
  /** One month (1–12) or all of a fiscal year, the year on one page, or the list by date. */
  z.object({
    kind: z.literal('calendar'),
    form: z.enum(['month', 'months', 'year', 'list']),
    fiscalYear,
    month: z.int().min(1).max(12).optional(),
    /** Only the tambons that this member of the staff covers. */
    mine: z.boolean().optional(),
    /** On which day weeks begin: 0 = Sunday (as left out), 1 = Monday. */
    weekStart: z.union([z.literal(0), z.literal(1)]).optional(),
  }),
  /** ทะเบียนกิจกรรม; null = every kind, every tambon. */
  z.object({
    kind: z.literal('activityList'),
    editionFy: fiscalYear,
    activityKind: z.enum(activityKinds).nullable(),
    tambonCode: z
      .string()
      .regex(/^\d{6}$/u, { error: 'areaCode' })
      .nullable(),
  }),
  z.object({ kind: z.literal('participationTable'), editionFy: fiscalYear }),
  z.object({ kind: z.literal('partnerAccounts'), editionFy: fiscalYear }),
  z.object({
    kind: z.literal('activitySignIn'),
    id: idField,
    /** Keys of attendance-groups; left out = those of the activity, else one sheet for all. */
    groups: z.array(z.string().max(40)).max(60).optional(),
    /** Empty rows of each. */
    rows: z.number().int().min(1).max(500).optional(),
  }),
  z.object({ kind: z.literal('activityReport'), id: idField }),
  z.object({ kind: z.literal('board'), planFy: z.number().int() }),
  /** Every table of the consolidated workbook; of the needs plans unless the district plans are asked for. */
  z.object({
    kind: z.literal('consolidated'),
    planFy: z.number().int(),
    level: z.enum(['needs', 'district']).optional(),
  }),
])
export type PaperRef = z.infer<typeof paperRefs>
/** Thai digits are promoted, not compulsory: a choice for each document (DOCUMENTS.md §A1). */
export const paperDigits = ['thai', 'arabic'] as const
export type PaperDigits = (typeof paperDigits)[number]
export const paperFormats = ['pdf', 'docx', 'xlsx'] as const
export type PaperFormat = (typeof paperFormats)[number]

export const registerNumber = z
  .number()
  .int({ error: 'notWhole' })
  .min(1, { error: 'number' })
  .max(99_999, { error: 'number' })
/** A run of numbers of one register. */
export const numberBlock = z.object({
  register: registerKey,
  year: fiscalYear,
  from: registerNumber,
  to: registerNumber,
})

/** One number that was given out outside the program, as the office's own register says it. */
export const usedNumber = z.object({
  number: registerNumber,
  dated: isoDate.nullable(),
  subject: optionalLine(600),
  addressee: optionalLine(300),
  note: optionalLine(300).default(''),
})
export type UsedNumber = z.infer<typeof usedNumber>

/** Runs of numbers missing between 1 and the greatest of a register's numbers. */
export function gapsIn(numbers: readonly number[]): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = []
  let before = 0
  for (const number of [...numbers].sort((a, b) => a - b)) {
    if (number > before + 1) gaps.push({ from: before + 1, to: number - 1 })
    before = Math.max(before, number)
  }
  return gaps
}

/** A part of a body text as the paper engine takes it (core/papers/data.ts). */
type Part = { kind: 'paragraph' | 'item' | 'subitem' | 'heading'; number: string; text: string }

const itemNumber = /^([0-9๐-๙]{1,2}\.)(?![0-9๐-๙])\s*(\S.*)$/u
const subitemNumber = /^([0-9๐-๙]{1,2}\.[0-9๐-๙]{1,2}\.?)\s+(\S.*)$/u

/**
 * Paragraphs as typed → parts of a paper: a line break begins a new paragraph, "๑. …" is a numbered item, "๑.๑ …"
 * under an item a sub-item (DOCUMENTS.md §A2.5), a heading (เรื่องเดิม, ข้อเท็จจริง … of a memo, §A3) stands above its
 * paragraph. Empty paragraphs are left out.
 */
export function headedParts(paragraphs: readonly { text: string; heading?: string }[]): Part[] {
  const parts: Part[] = []
  for (const { text, heading = '' } of paragraphs) {
    if (heading !== '') parts.push({ kind: 'heading', number: '', text: heading })
    for (const row of text.split('\n').map((one) => one.trim())) {
      if (row === '') continue
      const under = parts.some((part) => part.kind === 'item')
      const sub = under ? subitemNumber.exec(row) : null
      const item = sub ?? itemNumber.exec(row)
      if (item) parts.push({ kind: sub ? 'subitem' : 'item', number: item[1] ?? '', text: item[2] ?? '' })
      else parts.push({ kind: 'paragraph', number: '', text: row })
    }
  }
  return parts
}

/** The same for texts without headings. */
export function bodyParts(paragraphs: readonly string[]): Part[] {
  return headedParts(paragraphs.map((text) => ({ text })))
}
