import { z } from 'zod'
import { isIsoDate, toChristianYear } from '../thai/dates.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { MAX_SATANG } from '../thai/money.ts'
import { normaliseLines, normaliseText } from '../thai/text.ts'

/**
 * The field kit: one zod object per kind of field, used by form, Excel row, package row and command alike.
 * Messages are keys of renderer/i18n/<lang>/validation.json; `issuesOf` turns a ZodError into FaultIssue[].
 */

/** Required text on one line; whitespace folded, zero-width and control characters dropped. */
export function line(max = 300) {
  return z
    .string({ error: 'required' })
    .overwrite(normaliseText)
    .min(1, { error: 'required' })
    .max(max, { error: 'tooLong' })
}

/** Text on one line that may be left empty. */
export function optionalLine(max = 300) {
  return z.string({ error: 'notText' }).overwrite(normaliseText).max(max, { error: 'tooLong' })
}

/** Text of several lines that may be left empty. */
export function optionalText(max = 4000) {
  return z.string({ error: 'notText' }).overwrite(normaliseLines).max(max, { error: 'tooLong' })
}

/** Random sortable id (core/kernel/ids.ts). */
export const idField = z.string({ error: 'required' }).regex(/^[0-9a-hjkmnp-tv-z]{26}$/u, { error: 'badId' })

/** A date in data: ISO, C.E., that exists in the calendar; a พ.ศ. year in it is refused by its own sentence. */
export const isoDate = z
  .string({ error: 'required' })
  .refine(isIsoDate, { error: ({ input }) => (isBuddhistIso(input) ? 'buddhistYearInDate' : 'badDate') })

/** 2565-07-01: a day that would exist if its year were not พ.ศ. */
function isBuddhistIso(text: unknown): boolean {
  const found = typeof text === 'string' ? /^(2[4-8]\d\d)(-\d\d-\d\d)$/u.exec(text) : null
  return found !== null && isIsoDate(`${toChristianYear(Number(found[1]))}${found[2]}`)
}

/** Time of day as typed: 9.30, 09:30, ๙.๓๐ น. → 09.30, as official papers write it. */
function readTime(text: string): string {
  const typed = toArabicDigits(text.trim()).replace(/\s*น\.?$/u, '')
  const parts = /^(\d{1,2})[.:](\d{2})$/u.exec(typed)
  return parts ? `${(parts[1] ?? '').padStart(2, '0')}.${parts[2]}` : typed
}

/** Time of day, 00.00 … 23.59, that may be left empty. */
export const optionalTime = z
  .string({ error: 'notText' })
  .overwrite(readTime)
  .refine((value) => value === '' || /^([01]\d|2[0-3])\.[0-5]\d$/u.test(value), { error: 'badTime' })

/** Fiscal year in พ.ศ.; a C.E. year is told apart from a wrong one so that the message can help. */
export const fiscalYear = z
  .number({ error: 'notNumber' })
  .int({ error: 'notWhole' })
  .refine((year) => !(year >= 1900 && year < 2200), { error: 'christianYear' })
  .refine((year) => (year >= 1900 && year < 2200) || (year >= 2500 && year <= 2700), {
    error: 'yearOutOfRange',
  })

/** Money in satang, 0 … MAX_SATANG. */
export const satang = z
  .number({ error: 'notNumber' })
  .int({ error: 'notWhole' })
  .min(0, { error: 'negativeMoney' })
  .max(MAX_SATANG, { error: 'absurdMoney' })

/** Whole number of things or persons, 0 … max. */
export function count(max = 10_000_000) {
  return z
    .number({ error: 'notNumber' })
    .int({ error: 'notWhole' })
    .min(0, { error: 'negative' })
    .max(max, { error: 'tooMany' })
}
