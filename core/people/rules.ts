import { z } from 'zod'
import { idField, isoDate, line, optionalLine } from '../kernel/fields.ts'
import { joinThaiName } from '../thai/names.ts'
import { looseKey, searchKey } from '../thai/text.ts'

/** Minimum personal data (PEERS.md §3.7): no identity number, no birthday, no private address. */
export const personFields = z.object({
  title: optionalLine(40),
  firstName: line(80),
  lastName: optionalLine(80),
  position: optionalLine(200),
  example: z.boolean(),
})
export type PersonFields = z.infer<typeof personFields>

/** นายสมชาย ใจดี, ว่าที่ร้อยตรี สมชาย ณ นคร – how a title stands before a name (DOCUMENTS.md §D.2). */
export function fullName(person: { title: string; firstName: string; lastName: string }): string {
  return joinThaiName(person)
}

/** A post (ตำแหน่ง): what it is, what it is called on paper, and the one place it is of. */
export const postFields = z.object({
  /** Key of resources/rules/post-kinds. */
  kind: z.string().min(1, { error: 'required' }).max(40),
  /** As printed; '' = the name of the kind's template for its place. */
  name: optionalLine(200),
  tambonCode: z
    .string()
    .regex(/^\d{6}$/u, { error: 'areaCode' })
    .nullable(),
  villageId: idField.nullable(),
  laoId: idField.nullable(),
  example: z.boolean(),
})
export type PostFields = z.infer<typeof postFields>

const endReason = optionalLine(40)

/** From when to when somebody holds a post; null = not known, of the end: it lasts. Both days are days of office. */
export const holdingFields = z
  .object({
    startsOn: isoDate.nullable(),
    endsOn: isoDate.nullable(),
    /** Key of resources/rules/leave-reasons; '' while it lasts. */
    endReason,
    /** รักษาการ */
    acting: z.boolean(),
  })
  .refine((value) => value.startsOn === null || value.endsOn === null || value.startsOn <= value.endsOn, {
    error: 'endBeforeStart',
    path: ['endsOn'],
  })
export type HoldingFields = z.infer<typeof holdingFields>

/** How the holder before left; endsOn null = the day before the new one begins. */
export const leaveFields = z.object({ endsOn: isoDate.nullable(), endReason })
export type LeaveFields = z.infer<typeof leaveFields>

/** The reason kept where only the fact of a change is known, not its day: its date is the day it was recorded. */
export const unstatedReason = 'unstated'

type Span = { startsOn: string | null; endsOn: string | null }

/** True on the days of office. @param day ISO */
export function lasts(span: Span, day: string): boolean {
  return (span.startsOn === null || span.startsOn <= day) && (span.endsOn === null || span.endsOn >= day)
}

/** True when two spans share a day; an unknown start reaches back, an unknown end forward without limit. */
export function overlaps(a: Span, b: Span): boolean {
  return (
    (a.startsOn === null || b.endsOn === null || a.startsOn <= b.endsOn) &&
    (b.startsOn === null || a.endsOn === null || b.startsOn <= a.endsOn)
  )
}

/** The one who holds the post on a day: of several (old files) the one who came last. @param day ISO */
export function holderOn<H extends Span & { id: string }>(holdings: readonly H[], day: string): H | null {
  let best: H | null = null
  for (const one of holdings) {
    if (!lasts(one, day)) continue
    if (best === null || isLater(one, best)) best = one
  }
  return best
}

function isLater(a: Span & { id: string }, b: Span & { id: string }): boolean {
  const [startA, startB] = [a.startsOn ?? '', b.startsOn ?? '']
  return startA === startB ? a.id > b.id : startA > startB
}

/** Who is known to follow after a day, the nearest first one. @param day ISO */
export function nextAfter<H extends Span>(holdings: readonly H[], day: string): H | null {
  const coming = holdings
    .filter((one) => one.startsOn !== null && one.startsOn > day)
    .sort((a, b) => ((a.startsOn ?? '') < (b.startsOn ?? '') ? -1 : 1))
  return coming[0] ?? null
}

type Name = { title: string; firstName: string; lastName: string }

/**
 * Whether a name typed over another is the same person spelt right, rather than a successor:
 *  · the same first and last name under another title;
 *  · the same first name where one of the two had no last name, or the last names differ in few letters, or a woman's
 *    last name changed (marriage);
 *  · the same last name with a first name that sounds or is written nearly alike (สมชาย – สมชาญ: one letter of five and
 *    more);
 *  · both nearly alike, no more than two letters in all.
 * Everything else is somebody new: wrongly taken for a correction, a successor would inherit another's history. Titles
 * of man and woman side by side are never a spelling, unless the whole name is the same.
 */
export function isCorrection(before: Name, after: Name): boolean {
  const first = distance(nameKey(before.firstName), nameKey(after.firstName))
  const last = distance(nameKey(before.lastName), nameKey(after.lastName))
  if (first === 0 && last === 0) return true
  const sexes = [sexOf(before.title), sexOf(after.title)]
  if (sexes.includes('man') && sexes.includes('woman')) return false
  const few = (a: string, b: string) => Math.floor(Math.max(a.length, b.length) / 5)
  const firstAlike = first <= Math.min(2, few(nameKey(before.firstName), nameKey(after.firstName)))
  const lastAlike = last <= Math.min(2, few(nameKey(before.lastName), nameKey(after.lastName)))
  if (first === 0) {
    return (
      before.lastName === '' || after.lastName === '' || lastAlike || sexes.every((sex) => sex === 'woman')
    )
  }
  return firstAlike && (last === 0 ? before.lastName !== '' : lastAlike && first + last <= 2)
}

/** Name as one compares it: what sounds alike is alike, spaces do not count (ณ นคร, ณ  นคร). */
function nameKey(name: string): string {
  return looseKey(searchKey(name)).replace(/[\s.]/gu, '')
}

/** Key of a whole name: equal = the same name, however the blanks were typed. */
export function personKey(person: Name): string {
  return searchKey(fullName(person)).replace(/\s/gu, '')
}

function sexOf(title: string): 'man' | 'woman' | null {
  if (/^(นาง|น\.ส\.|ด\.ญ\.|เด็กหญิง|พญ\.|ทญ\.|ภญ\.|สพ\.ญ\.|แม่ชี)|หญิง(?:\s|$)/u.test(title)) return 'woman'
  return /^(นาย(?!กอง|หมวด)|ด\.ช\.|เด็กชาย|พระ|สามเณร)/u.test(title) ? 'man' : null
}

/** Letters to change, leave out or put in (Levenshtein). */
function distance(a: string, b: string): number {
  const [from, to] = [[...a], [...b]]
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [i, letter] of from.entries()) {
    const next = [i + 1]
    for (const [j, other] of to.entries()) {
      next.push(
        Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      )
    }
    row = next
  }
  return row[to.length] ?? 0
}

/** Key by which a post is known again: digits, blanks and the short forms of office do not make another post. */
export function postKey(name: string): string {
  const spelt = searchKey(name)
    .replace(/(^|\s)ม\.\s*(?=\d)/gu, 'หมู่ที่')
    .replace(/หมู่(?!ที่)\s*(?=\d)/gu, 'หมู่ที่')
    .replace(/(^|\s)ต\./gu, 'ตำบล')
    .replace(/(^|\s)อ\./gu, 'อำเภอ')
    .replace(/อบต\./gu, 'องค์การบริหารส่วนตำบล')
    .replace(/ทต\./gu, 'เทศบาลตำบล')
  return searchKey(spelt).replace(/[\s.]/gu, '')
}
