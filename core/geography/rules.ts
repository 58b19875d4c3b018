import { z } from 'zod'
import { count, line, optionalLine } from '../kernel/fields.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText } from '../thai/text.ts'

/** A village (หมู่บ้าน) or municipal community (ชุมชน). */
export const villageFields = z
  .object({
    kind: z.enum(['village', 'community']),
    tambonCode: z.string().regex(/^\d{6}$/u, { error: 'areaCode' }),
    mooNo: z
      .number({ error: 'notNumber' })
      .int({ error: 'notWhole' })
      .min(1, { error: 'mooNo' })
      .max(99, { error: 'mooNo' })
      .nullable(),
    name: line(120),
    officialCode: z
      .string()
      .regex(/^\d{8}$/u, { error: 'areaCode' })
      .nullable(),
    population: count(1_000_000).nullable(),
    households: count(200_000).nullable(),
    headmanName: optionalLine(120),
    example: z.boolean(),
  })
  .refine((value) => value.kind === 'community' || value.mooNo !== null, {
    error: 'required',
    path: ['mooNo'],
  })
export type VillageFields = z.infer<typeof villageFields>
export type Village = VillageFields & { id: string }

export const laoTypes = ['PAO', 'CITY', 'TOWN', 'SUBDISTRICT_MUNI', 'SAO', 'SPECIAL', 'AGENCY'] as const
export const laoFields = z.object({
  name: line(160),
  laoType: z.enum(laoTypes),
  code: z
    .string()
    .regex(/^\d{8}$/u, { error: 'areaCode' })
    .nullable(),
  example: z.boolean(),
})
export type Lao = z.infer<typeof laoFields> & { id: string }

/** Persons and households of a village in one year; what is not known stays empty. */
export const figureFields = z
  .object({
    /** Calendar year, พ.ศ. */
    year: z
      .number({ error: 'notNumber' })
      .int({ error: 'notWhole' })
      .refine((year) => !(year >= 1900 && year < 2200), { error: 'christianYear' })
      .refine((year) => (year >= 1900 && year < 2200) || (year >= 2500 && year <= 2700), {
        error: 'yearOutOfRange',
      }),
    population: count(1_000_000).nullable(),
    male: count(1_000_000).nullable(),
    female: count(1_000_000).nullable(),
    households: count(200_000).nullable(),
    /** ทะเบียนราษฎร, จปฐ., กชช.2ค … */
    source: optionalLine(120),
  })
  .overwrite((value) =>
    value.population === null && value.male !== null && value.female !== null
      ? { ...value, population: value.male + value.female }
      : value,
  )
  .refine((value) => value.population === null || fitsSex(value), { error: 'sexSum', path: ['population'] })
export type FigureFields = z.infer<typeof figureFields>

/** True where men and women can be those of the population: they add up to it, or the one that is known is no more. */
export function fitsSex(value: {
  population: number | null
  male: number | null
  female: number | null
}): boolean {
  const { population, male, female } = value
  if (population === null) return male === null && female === null
  return male !== null && female !== null
    ? male + female === population
    : Math.max(male ?? 0, female ?? 0) <= population
}

/** Men and women that a new total left without a sum: of how many villages, in which years (พ.ศ.). */
export type SexCleared = { villages: number; years: number[] }

/** Nothing is known: the figure of that year is taken away. */
export function isEmptyFigure(figure: FigureFields): boolean {
  return [figure.population, figure.male, figure.female, figure.households].every((value) => value === null)
}

/** One row of a pasted list of villages: what was understood, or why not. */
export type PastedVillage = {
  line: number
  cells: string[]
  village: VillageFields | null
  /** Key in validation.json with the column it is about. */
  problem: { column: string; key: string; params: Record<string, string | number> } | null
}

const mostColumns = 8

/**
 * Understands a block pasted from Excel (TSV): ตำบล | หมู่ที่ | ชื่อหมู่บ้าน | ประชากร | ครัวเรือน | ผู้ใหญ่บ้าน, the first row may be
 * a head; a row that names a ชุมชน needs no หมู่ที่; with one tambon chosen the first column may be missing. Nothing is guessed silently: a row that is not
 * understood says which column and why.
 *
 * @param tambons the office's tambons, code and name
 */
export function parseVillagePaste(
  pasted: string,
  tambons: readonly { code: string; name: string }[],
  onlyTambonCode: string | null,
): PastedVillage[] {
  const rows = pasted
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .map((row) => row.split('\t').map((cell) => normaliseText(cell).replace(/^"|"$/gu, '').trim()))
    .map((cells, at) => ({ line: at + 1, cells }))
    .filter((row) => row.cells.some((cell) => cell !== ''))
  const first = rows[0]
  const body = first && isHead(first.cells) ? rows.slice(1) : rows
  return body.map((row) => understandRow(row.line, row.cells, tambons, onlyTambonCode))
}

function isHead(cells: readonly string[]): boolean {
  return (
    cells.some((cell) => /^(ที่|ลำดับ(ที่)?|ตำบล|หมู่ที่|หมู่|ม\.|ชื่อ.*|หมู่บ้าน(\/ชุมชน)?|บ้าน|ชุมชน)$/u.test(cell)) &&
    !cells.some((cell) => /^[0-9๐-๙]+$/u.test(cell))
  )
}

function understandRow(
  lineNo: number,
  cells: string[],
  tambons: readonly { code: string; name: string }[],
  onlyTambonCode: string | null,
): PastedVillage {
  const fail = (
    column: string,
    key: string,
    params: Record<string, string | number> = {},
  ): PastedVillage => ({
    line: lineNo,
    cells,
    village: null,
    problem: { column, key, params },
  })
  const trimmed = cells.slice(0, lastFilled(cells) + 1)
  if (trimmed.length > mostColumns)
    return fail('', 'tooManyColumns', { found: trimmed.length, most: mostColumns })
  const named = matchTambon(trimmed[0] ?? '', tambons)
  const rest = named ? trimmed.slice(1) : [...trimmed]
  const tambonCode = named ?? onlyTambonCode
  if (tambonCode === null) return fail('tambonCode', 'unknownTambon', { name: trimmed[0] ?? '' })
  // a community has no หมู่ที่: the cell is empty, or its column is missing and the name stands there
  if (isCommunity(rest[0])) rest.unshift('')
  const community = /^[-–—]?$/u.test(rest[0] ?? '') && isCommunity(rest[1])
  const moo = community ? null : Number(toArabicDigits(rest[0] ?? '').replace(/^(หมู่ที่|หมู่|ม\.)\s*/u, ''))
  if (moo !== null && (!Number.isInteger(moo) || moo < 1 || moo > 99))
    return fail('mooNo', 'mooNo', { found: rest[0] ?? '' })
  const population = numberCell(rest[2])
  const households = numberCell(rest[3])
  if (population === undefined) return fail('population', 'notNumber')
  if (households === undefined) return fail('households', 'notNumber')
  const parsed = villageFields.safeParse({
    kind: community ? 'community' : 'village',
    tambonCode,
    mooNo: moo,
    name: rest[1] ?? '',
    officialCode: null,
    population,
    households,
    headmanName: rest[4] ?? '',
    example: false,
  })
  if (parsed.success) return { line: lineNo, cells, village: parsed.data, problem: null }
  const issue = parsed.error.issues[0]
  return fail(String(issue?.path[0] ?? ''), issue?.message ?? 'invalid')
}

function isCommunity(cell: string | undefined): boolean {
  return cell?.startsWith('ชุมชน') === true
}

function lastFilled(cells: readonly string[]): number {
  let last = cells.length - 1
  while (last > 0 && cells[last] === '') last -= 1
  return last
}

function matchTambon(cell: string, tambons: readonly { code: string; name: string }[]): string | undefined {
  const name = cell.replace(/^(ตำบล|ต\.)\s*/u, '')
  if (/^\d{6}$/u.test(toArabicDigits(name)))
    return tambons.find((tambon) => tambon.code === toArabicDigits(name))?.code
  return tambons.find((tambon) => tambon.name === name)?.code
}

function numberCell(cell: string | undefined): number | null | undefined {
  if (cell === undefined || cell === '' || cell === '-') return null
  const digits = toArabicDigits(cell).replace(/,/gu, '')
  return /^\d+$/u.test(digits) ? Number(digits) : undefined
}
