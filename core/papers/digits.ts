import { inArray } from 'drizzle-orm'
import { setting } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { PaperKind } from './data.ts'
import type { PaperDigits, PaperRef } from './rules.ts'

type Reader = Pick<QueryContext, 'db' | 'resources'>

/** Key of `setting` under which an office keeps the digits of a kind of paper. */
export function kindKey(kind: PaperKind): string {
  return `digits.${kind}`
}

/** Key of `setting` for one document; all papers of one letter (to each addressee, the copy of the file) share it. */
export function documentKey(ref: PaperRef): string {
  if (ref.kind === 'letter' || ref.kind === 'letterRun') return `digits.letter.${ref.id}`
  const parts = Object.entries(ref)
    .filter(([key, value]) => key !== 'kind' && value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => String(value))
  return ['digits', ref.kind, ...parts].join('.')
}

function kept(cx: Reader, keys: readonly string[]): Map<string, PaperDigits> {
  const rows = cx.db
    .select({ key: setting.key, value: setting.value })
    .from(setting)
    .where(inArray(setting.key, [...keys]))
    .all()
  return new Map(
    rows.flatMap(({ key, value }): [string, PaperDigits][] =>
      value === 'thai' || value === 'arabic' ? [[key, value]] : [],
    ),
  )
}

/** Digits of a kind of paper as the program has them: Thai in prose, Arabic in tables (DOCUMENTS.md §A1). */
export function programDigits(cx: Pick<QueryContext, 'resources'>, kind: PaperKind): PaperDigits {
  const { digits } = cx.resources.json<{ digits: Record<string, PaperDigits> }>('papers/wording/numbers.json')
  return digits[kind] ?? 'thai'
}

/** Digits of a kind of paper: the office's choice, else the program's. */
export function digitsOf(cx: Reader, kind: PaperKind): PaperDigits {
  const key = kindKey(kind)
  return kept(cx, [key]).get(key) ?? programDigits(cx, kind)
}

/** Digits of one document: its own, else the office's for its kind, else the program's. */
export function digitsOfPaper(cx: Reader, kind: PaperKind, ref: PaperRef): PaperDigits {
  const own = documentKey(ref)
  const forAll = kindKey(kind)
  const known = kept(cx, [own, forAll])
  return known.get(own) ?? known.get(forAll) ?? programDigits(cx, kind)
}
