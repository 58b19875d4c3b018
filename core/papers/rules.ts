import { z } from 'zod'
import { fiscalYear, idField, isoDate, line, optionalLine, optionalText } from '../kernel/fields.ts'

export const letterFields = z.object({
  dated: isoDate.nullable(),
  subject: line(600),
  addressee: line(300),
  references: z.array(line(400)).max(20),
  enclosures: z.array(z.object({ title: line(400), quantity: optionalLine(60) })).max(20),
  paragraphs: z.array(z.object({ text: optionalText(8000) })).max(60),
  closing: optionalLine(120),
  signatoryId: idField.nullable(),
  speed: z.enum(['', 'urgent', 'veryUrgent', 'mostUrgent']),
  copyTo: optionalLine(300),
})
export type LetterFields = z.infer<typeof letterFields>

/** Every paper that a record can be printed as. */
export const paperRefs = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('letter'), id: idField }),
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
  z.object({ kind: z.literal('projectBrief'), id: idField }),
  z.object({ kind: z.literal('projectPack'), id: idField }),
  z.object({ kind: z.literal('report'), id: idField }),
  z.object({ kind: z.literal('transmittal'), id: idField }),
  z.object({ kind: z.literal('board'), planFy: z.number().int() }),
  z.object({ kind: z.literal('consolidated'), planFy: z.number().int() }),
])
export type PaperRef = z.infer<typeof paperRefs>
export const paperFormats = ['pdf', 'docx', 'xlsx'] as const
export type PaperFormat = (typeof paperFormats)[number]

/** ทะเบียนหนังสือส่ง, ทะเบียนคำสั่ง: one run of numbers per calendar year each (DOCUMENTS.md §A2, §A4). */
export const registers = z.enum(['outgoing', 'order'])
export const registerNumber = z
  .number()
  .int({ error: 'notWhole' })
  .min(1, { error: 'number' })
  .max(99_999, { error: 'number' })

/** A part of a body text as the paper engine takes it (core/papers/data.ts). */
type Part = { kind: 'paragraph' | 'item' | 'subitem'; number: string; text: string }

const itemNumber = /^([0-9๐-๙]{1,2}\.)(?![0-9๐-๙])\s*(\S.*)$/u
const subitemNumber = /^([0-9๐-๙]{1,2}\.[0-9๐-๙]{1,2}\.?)\s+(\S.*)$/u

/**
 * Paragraphs as typed → parts of a paper: a line break begins a new paragraph, "๑. …" is a numbered item, "๑.๑ …"
 * under an item a sub-item (DOCUMENTS.md §A2.5). Empty paragraphs are left out.
 */
export function bodyParts(paragraphs: readonly string[]): Part[] {
  const parts: Part[] = []
  for (const text of paragraphs.flatMap((paragraph) => paragraph.split('\n')).map((line) => line.trim())) {
    if (text === '') continue
    const under = parts.some((part) => part.kind === 'item')
    const sub = under ? subitemNumber.exec(text) : null
    const item = sub ?? itemNumber.exec(text)
    if (item) parts.push({ kind: sub ? 'subitem' : 'item', number: item[1] ?? '', text: item[2] ?? '' })
    else parts.push({ kind: 'paragraph', number: '', text })
  }
  return parts
}
