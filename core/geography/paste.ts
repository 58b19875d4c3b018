/**
 * Lists that offices keep in Excel, pasted as a block: which villages an อปท. covers, and persons and households by
 * village. Nothing is guessed silently: whatever was not understood is said with its row. Pure.
 */
import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText, searchKey } from '../thai/text.ts'
import { type FigureFields, figureFields, type Lao, type laoTypes } from './rules.ts'

type LaoType = (typeof laoTypes)[number]
export type KnownVillage = { id: string; tambonCode: string; mooNo: number | null; name: string }
export type KnownTambon = { code: string; name: string }
/** Key in validation.json with its parameters. */
export type PasteProblem = { key: string; params: Record<string, string | number> }

/** Cells of a block from the clipboard; empty rows dropped, the number of the row kept. */
function cellsOf(pasted: string): { line: number; cells: string[] }[] {
  return pasted
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .map((row, at) => ({
      line: at + 1,
      cells: row.split('\t').map((cell) => normaliseText(cell.trim().replace(/^"|"$/gu, ''))),
    }))
    .filter((row) => row.cells.some((cell) => cell !== ''))
}

// ── อปท. ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** How names of local authorities begin, in full and shortened. */
const LAO_PREFIXES: readonly [RegExp, LaoType, string][] = [
  [/^(องค์การบริหารส่วนจังหวัด|อบจ\.?)\s*/u, 'PAO', 'อบจ.'],
  [/^(องค์การบริหารส่วนตำบล|อบต\.?)\s*/u, 'SAO', 'อบต.'],
  [/^(เทศบาลนคร|ทน\.?)\s*/u, 'CITY', 'ทน.'],
  [/^(เทศบาลเมือง|ทม\.?)\s*/u, 'TOWN', 'ทม.'],
  [/^(เทศบาลตำบล|ทต\.?)\s*/u, 'SUBDISTRICT_MUNI', 'ทต.'],
  [/^(เมืองพัทยา|กรุงเทพมหานคร)/u, 'SPECIAL', ''],
]

/** What kind of body a name belongs to; whatever begins otherwise is another agency. */
export function laoTypeOf(name: string): LaoType {
  return LAO_PREFIXES.find(([prefix]) => prefix.test(name))?.[1] ?? 'AGENCY'
}

/** อบต.พรหมโลก: how a column of the table says องค์การบริหารส่วนตำบลพรหมโลก. */
export function shortLaoName(name: string): string {
  const found = LAO_PREFIXES.find(([prefix, , short]) => short !== '' && prefix.test(name))
  return found ? `${found[2]}${name.replace(found[0], '')}` : name
}

/** Equal keys = the same body, however its name is shortened. */
export function laoKey(name: string): string {
  return searchKey(shortLaoName(name)).replace(/\s+/gu, '')
}

export type PastedLao = {
  line: number
  cells: string[]
  /** id = one that is already there. */
  lao: { id: string | null; name: string; laoType: LaoType } | null
  links: { villageId: string; part: boolean }[]
  problems: PasteProblem[]
}

/**
 * Understands อปท. | หมู่ที่ที่ครอบคลุม [| ตำบล]: "ม.1-5, ม.6 (บางส่วน)", "ต.บางละมุง หมู่ 1-5; ต.หนองปลาไหล ม.6 บางส่วน",
 * "ทุกหมู่บ้าน ยกเว้น ม.3", names of villages and communities (DOMAIN.md §8). A row without a name goes on with the อปท. above
 * it. Without a tambon the อปท.'s own name tells it, else the one chosen.
 */
export function parseLaoPaste(
  pasted: string,
  known: { villages: readonly KnownVillage[]; tambons: readonly KnownTambon[]; laos: readonly Lao[] },
  onlyTambonCode: string | null,
): PastedLao[] {
  const rows = cellsOf(pasted)
  const head = rows[0]
  const body =
    head?.cells.some((cell) => /^(อปท\.?|ชื่อ ?อปท\.?|หน่วยงาน|องค์กรปกครอง.*|หมู่ที่.*|หมู่บ้าน.*)$/u.test(cell)) &&
    !head.cells.some((cell) => laoTypeOf(cell) !== 'AGENCY')
      ? rows.slice(1)
      : rows
  const byKey = new Map(known.laos.map((lao) => [laoKey(lao.name), lao]))
  let above: PastedLao['lao'] = null
  return body.map(({ line, cells }) => {
    const { name, tambon, coverage } = laoCells(cells, known.tambons)
    if (name !== '') {
      const lao = byKey.get(laoKey(name))
      above = lao
        ? { id: lao.id, name: lao.name, laoType: lao.laoType }
        : { id: null, name, laoType: laoTypeOf(name) }
    }
    if (above === null) {
      return { line, cells, lao: null, links: [], problems: [{ key: 'laoMissing', params: {} }] }
    }
    const bare = above.name.replace(
      LAO_PREFIXES.find(([prefix]) => prefix.test(above?.name ?? ''))?.[0] ?? '',
      '',
    )
    const named = known.tambons.filter((one) => one.name === bare)
    const own = named.length === 1 ? named[0]?.code : undefined
    const { links, problems } = readCoverage(coverage, tambon ?? own ?? onlyTambonCode, known)
    return { line, cells, lao: above, links, problems }
  })
}

/** Which cell says what; a running number at the left is dropped. */
function laoCells(
  cells: readonly string[],
  tambons: readonly KnownTambon[],
): { name: string; tambon: string | null; coverage: string } {
  const rest = cells.length > 2 && /^[0-9๐-๙]+\.?$/u.test(cells[0] ?? '') ? cells.slice(1) : [...cells]
  const name = rest.shift() ?? ''
  const at = rest.findIndex((cell) => tambonNamed(cell, tambons) !== undefined)
  const tambon = at < 0 ? null : (tambonNamed(rest[at] ?? '', tambons)?.code ?? null)
  if (at >= 0) rest.splice(at, 1)
  return { name, tambon, coverage: rest.filter((cell) => cell !== '').join(', ') }
}

function tambonNamed(cell: string, tambons: readonly KnownTambon[]): KnownTambon | undefined {
  const name = cell.replace(/^(ตำบล|ต\.)\s*/u, '')
  return tambons.find((tambon) => tambon.name === name || tambon.code === toArabicDigits(name))
}

const SEPARATOR = /^(?:[\s,;/&]+|และ|กับ|รวมทั้ง)/u
const TAMBON = /^(?:ตำบล|ต\.)\s*([^\s,;:()0-9]+)\s*:?/u
const ALL = /^(?:ทุก\s*(?:หมู่บ้าน|หมู่|ชุมชน)|ทั้ง\s*(?:ตำบล|หมด)|เต็ม(?:พื้นที่|ทั้งตำบล|ตำบล))(?:ในตำบล)?/u
const EXCEPT = /^\(?\s*(?:ยกเว้น|เว้น)\s*/u
const MOO = /^(?:หมู่บ้านที่|หมู่ที่|หมู่|ม\.?)?\s*(\d{1,3})(?:\s*(?:-|–|—|ถึง)\s*(?:หมู่ที่|หมู่|ม\.?)?\s*(\d{1,3}))?/u
const PART_AFTER = /^\s*(?:\(\s*(?:เฉพาะ)?บางส่วน\s*\)|(?:เฉพาะ)?บางส่วน(?!\s*(?:ของ|ม\.|หมู่)))/u
const PART_BEFORE = /^(?:เฉพาะ)?บางส่วน(?:ของ)?\s*/u
const WHOLE = /^\(?\s*(?:ทั้งหมู่บ้าน|ทั้งหมู่|เต็มหมู่|เต็ม)\s*\)?/u
const NAME = /^(?:บ้าน|ชุมชน)[^,;()]+/u

type Coverage = { links: PastedLao['links']; problems: PasteProblem[] }

/** Reads what an อปท. covers, as in parseLaoPaste. `tambonCode`: where numbers without a tambon lie. */
export function readCoverage(
  text: string,
  tambonCode: string | null,
  known: { villages: readonly KnownVillage[]; tambons: readonly KnownTambon[] },
): Coverage {
  const links = new Map<string, boolean>()
  const problems: PasteProblem[] = []
  const typed = toArabicDigits(text)
  for (const group of tambonGroups(typed, tambonCode, known.tambons, problems)) {
    const here = known.villages.filter((village) => village.tambonCode === group.code)
    readGroup(group.text, here, group.name, links, problems)
  }
  return { links: [...links].map(([villageId, part]) => ({ villageId, part })), problems }
}

/** Cuts at the names of tambons, which stand before their numbers, or, where the text begins with numbers, after them. */
function tambonGroups(
  text: string,
  usual: string | null,
  tambons: readonly KnownTambon[],
  problems: PasteProblem[],
): { code: string; name: string; text: string }[] {
  const marks: { name: string; at: number; end: number }[] = []
  for (let at = 0; at < text.length; at += 1) {
    const before = text[at - 1]
    if (before !== undefined && !/[\s,;(/]/u.test(before)) continue
    const found = TAMBON.exec(text.slice(at))
    if (found) marks.push({ name: found[1] ?? '', at, end: at + found[0].length })
  }
  const pieces: { name: string | null; text: string }[] = []
  if (marks.length === 0) pieces.push({ name: null, text })
  else if (text.slice(0, marks[0]?.at).trim() === '') {
    marks.forEach((mark, n) => {
      pieces.push({ name: mark.name, text: text.slice(mark.end, marks[n + 1]?.at) })
    })
  } else {
    let from = 0
    for (const mark of marks) {
      pieces.push({ name: mark.name, text: text.slice(from, mark.at) })
      from = mark.end
    }
    const rest = text.slice(from).replace(/^[\s,;)]+/u, '')
    if (rest !== '') pieces.push({ name: null, text: rest })
  }
  return pieces.flatMap((piece) => {
    const tambon =
      piece.name === null
        ? tambons.find((one) => one.code === usual)
        : tambons.find((one) => one.name === piece.name)
    if (tambon) return [{ code: tambon.code, name: tambon.name, text: piece.text }]
    if (piece.text.trim() === '' && piece.name === null) return []
    problems.push(
      piece.name === null
        ? { key: 'tambonMissing', params: { text: piece.text.trim() } }
        : { key: 'unknownTambon', params: { name: piece.name } },
    )
    return []
  })
}

function readGroup(
  text: string,
  villages: readonly KnownVillage[],
  tambonName: string,
  links: Map<string, boolean>,
  problems: PasteProblem[],
): void {
  let rest = text.trim()
  let partly = false
  let except = false
  let afterNumber = false
  const missing: number[] = []
  const put = (village: KnownVillage, part: boolean) => {
    if (except) links.delete(village.id)
    else links.set(village.id, part)
  }
  while (rest !== '') {
    const step = (pattern: RegExp): RegExpExecArray | null => {
      const found = pattern.exec(rest)
      if (found && found[0] !== '') rest = rest.slice(found[0].length)
      return found && found[0] !== '' ? found : null
    }
    if (step(/^[\s):]+/u)) continue
    if (step(SEPARATOR)) {
      afterNumber = false
      continue
    }
    if (step(EXCEPT)) {
      except = true
      continue
    }
    if (step(ALL)) {
      for (const village of villages) put(village, partly)
      continue
    }
    if (step(WHOLE)) {
      partly = false
      continue
    }
    const name = NAME.exec(rest)
    if (name) {
      const [words = ''] = name
      const part = /(?:เฉพาะ)?บางส่วน\s*$/u.exec(words)
      const bare = part ? words.slice(0, -part[0].length) : words
      rest = rest.slice(words.length)
      const village = villages.find((one) => sameVillage(one.name, bare))
      const marked = part !== null || step(PART_AFTER) !== null
      // after a number the name only says again which village it is
      if (afterNumber) {
        if (village && marked) put(village, true)
        continue
      }
      if (village) put(village, marked || partly)
      else problems.push({ key: 'unknownVillage', params: { name: bare.trim(), tambon: tambonName } })
      continue
    }
    const moo = step(MOO)
    if (moo) {
      const from = Number(moo[1])
      const to = moo[2] === undefined ? from : Number(moo[2])
      const part = partly || step(PART_AFTER) !== null
      if (to < from) problems.push({ key: 'coverageUnread', params: { text: moo[0] } })
      for (let number = from; number <= Math.min(to, 99); number += 1) {
        const village = villages.find((one) => one.mooNo === number)
        if (village) put(village, part)
        // a run may span numbers that a tambon does not have; its ends must exist
        else if (number === from || number === to) missing.push(number)
      }
      afterNumber = true
      continue
    }
    if (step(PART_BEFORE)) {
      partly = true
      continue
    }
    const unread = /^[^,;]+/u.exec(rest)?.[0] ?? rest
    problems.push({ key: 'coverageUnread', params: { text: unread.trim() } })
    rest = rest.slice(unread.length)
  }
  if (missing.length > 0)
    problems.push({ key: 'noSuchMoo', params: { moo: missing.join(', '), tambon: tambonName } })
}

function sameVillage(a: string, b: string): boolean {
  const bare = (name: string) => searchKey(name).replace(/\s+/gu, '').replace(/^บ้าน/u, '')
  return bare(a) === bare(b)
}

// ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export type PastedFigure = {
  line: number
  cells: string[]
  villageId: string | null
  figure: FigureFields | null
  problem: PasteProblem | null
}

const FIGURE_HEADS: readonly [keyof typeof FIGURE_COLUMNS, RegExp][] = [
  ['male', /ชาย/u],
  ['female', /หญิง/u],
  ['households', /ครัวเรือน|หลังคาเรือน|จำนวนบ้าน|หลังคา/u],
  ['population', /รวม|ประชากร|จำนวนคน|ราษฎร/u],
  ['tambon', /^(ตำบล|ต\.)$/u],
  ['moo', /^(หมู่ที่|หมู่|ม\.)$/u],
  ['name', /^(ชื่อ.*|บ้าน|หมู่บ้าน|ชุมชน|หมู่บ้าน\/ชุมชน)$/u],
]
const FIGURE_COLUMNS = { male: 0, female: 0, households: 0, population: 0, tambon: 0, moo: 0, name: 0 }
type FigureColumn = keyof typeof FIGURE_COLUMNS

/**
 * Understands หมู่ที่ | [ชื่อ] | ชาย | หญิง | รวม | ครัวเรือน in any order that its head names. Without a head only what adds up
 * is understood: one figure = persons, two = persons and households, three or four where two of them are the third.
 *
 * @param year calendar year, พ.ศ., that the figures are of
 */
export function parseFigurePaste(
  pasted: string,
  known: { villages: readonly KnownVillage[]; tambons: readonly KnownTambon[] },
  onlyTambonCode: string | null,
  year: number,
  source: string,
): PastedFigure[] {
  const rows = cellsOf(pasted)
  const head = rows[0] ? headOf(rows[0].cells) : null
  const seen = new Set<string>()
  return (head === null ? rows : rows.slice(1)).map(({ line, cells }) => {
    const fail = (key: string, params: PasteProblem['params'] = {}): PastedFigure => ({
      line,
      cells,
      villageId: null,
      figure: null,
      problem: { key, params },
    })
    const read = head === null ? withoutHead(cells, known.tambons) : withHead(cells, head, known.tambons)
    if (read.tambonName !== '' && read.tambonCode === null)
      return fail('unknownTambon', { name: read.tambonName })
    const tambonCode = read.tambonCode ?? onlyTambonCode
    const here = known.villages.filter((one) => tambonCode === null || one.tambonCode === tambonCode)
    const found =
      read.moo === null
        ? here.filter((one) => sameVillage(one.name, read.name))
        : here.filter((one) => one.mooNo === read.moo)
    const [village, second] = found
    if (!village || second) return fail('villageUnread', { text: cells.join(' ').slice(0, 60) })
    if (seen.has(village.id)) return fail('villageTwice', { name: village.name })
    seen.add(village.id)
    if (read.numbers === 'notNumber') return fail('notNumber')
    if (read.numbers === 'unclear') return fail('figuresUnclear')
    const parsed = figureFields.safeParse({ ...read.numbers, year, source })
    if (!parsed.success) return fail(parsed.error.issues[0]?.message ?? 'invalid')
    return { line, cells, villageId: village.id, figure: parsed.data, problem: null }
  })
}

type Head = (FigureColumn | null)[]
type Numbers = Pick<FigureFields, 'population' | 'male' | 'female' | 'households'>
type ReadRow = {
  tambonCode: string | null
  tambonName: string
  moo: number | null
  name: string
  numbers: Numbers | 'notNumber' | 'unclear'
}

function headOf(cells: readonly string[]): Head | null {
  if (cells.some((cell) => /^[0-9๐-๙,]+$/u.test(cell))) return null
  const head = cells.map((cell) => FIGURE_HEADS.find(([, words]) => words.test(cell))?.[0] ?? null)
  const places = head.filter((one) => one === 'moo' || one === 'name')
  return places.length > 0 && head.some((one) => one !== null && !['moo', 'name', 'tambon'].includes(one))
    ? head
    : null
}

function mooOf(cell: string): number | null {
  const found = /^(?:หมู่ที่|หมู่|ม\.)?\s*(\d{1,2})$/u.exec(toArabicDigits(cell))
  return found ? Number(found[1]) : null
}

function numberOf(cell: string): number | null | undefined {
  if (cell === '' || /^[-–—]$/u.test(cell)) return null
  const digits = toArabicDigits(cell).replace(/[,\s]/gu, '').replace(/คน$/u, '')
  return /^\d+$/u.test(digits) ? Number(digits) : undefined
}

function withHead(cells: readonly string[], head: Head, tambons: readonly KnownTambon[]): ReadRow {
  const cell = (column: FigureColumn) => {
    const at = head.indexOf(column)
    return at < 0 ? '' : (cells[at] ?? '')
  }
  const numbers = { population: null, male: null, female: null, households: null } as Numbers
  let wrong = false
  for (const key of ['population', 'male', 'female', 'households'] as const) {
    const value = numberOf(cell(key))
    if (value === undefined) wrong = true
    else numbers[key] = value
  }
  const tambonName = cell('tambon')
  return {
    tambonCode: tambonNamed(tambonName, tambons)?.code ?? null,
    tambonName,
    moo: mooOf(cell('moo')),
    name: cell('name'),
    numbers: wrong ? 'notNumber' : numbers,
  }
}

function withoutHead(cells: readonly string[], tambons: readonly KnownTambon[]): ReadRow {
  const rest = [...cells]
  while (rest.length > 0 && rest.at(-1) === '') rest.pop()
  const tambon = tambonNamed(rest[0] ?? '', tambons)
  if (tambon) rest.shift()
  const moo = mooOf(rest[0] ?? '')
  if (moo !== null || rest[0] === '') rest.shift()
  const name =
    /[ก-๙]/u.test(rest[0] ?? '') && numberOf(rest[0] ?? '') === undefined ? (rest.shift() ?? '') : ''
  const values = rest.map(numberOf)
  const base = { tambonCode: tambon?.code ?? null, tambonName: '', moo, name }
  if (values.some((value) => value === undefined)) return { ...base, numbers: 'notNumber' }
  return { ...base, numbers: understood(values as (number | null)[]) }
}

/** What columns without a head can only mean. */
function understood(values: readonly (number | null)[]): Numbers | 'unclear' {
  const [a = null, b = null, c = null, d = null] = values
  const none = { population: null, male: null, female: null, households: null }
  if (values.length === 1) return { ...none, population: a }
  if (values.length === 2) return { ...none, population: a, households: b }
  if (values.length > 4 || a === null || b === null || c === null) return 'unclear'
  if (a + b === c) return { population: c, male: a, female: b, households: d }
  if (b + c === a) return { population: a, male: b, female: c, households: d }
  return 'unclear'
}

// ── coverage as a whole ─────────────────────────────────────────────────────────────────────────────────────────────

/** Bodies that divide the land among them; อบจ. covers all of it, another agency none. */
const TERRITORIAL: readonly LaoType[] = ['CITY', 'TOWN', 'SUBDISTRICT_MUNI', 'SAO', 'SPECIAL']

export type CoverageProblem = {
  villageId: string
  /** none: in no อปท. · partAlone: only a part lies in one, the rest nowhere · overlap: wholly in one and also in another */
  kind: 'none' | 'partAlone' | 'overlap'
  laoNames: string[]
}

/** Villages that lie in no อปท., or whose parts do not fit together. */
export function coverageProblems(
  villages: readonly { id: string }[],
  laos: readonly (Pick<Lao, 'name' | 'laoType'> & {
    villages: readonly { villageId: string; part: boolean }[]
  })[],
): CoverageProblem[] {
  const territorial = laos.filter((lao) => TERRITORIAL.includes(lao.laoType))
  const byVillage = new Map<string, { name: string; part: boolean }[]>()
  for (const lao of territorial) {
    for (const { villageId, part } of lao.villages)
      byVillage.set(villageId, [...(byVillage.get(villageId) ?? []), { name: lao.name, part }])
  }
  return villages.flatMap(({ id }) => {
    const links = byVillage.get(id) ?? []
    const kind =
      links.length === 0
        ? 'none'
        : links.length === 1 && links[0]?.part
          ? 'partAlone'
          : links.length > 1 && links.some((link) => !link.part)
            ? 'overlap'
            : null
    return kind === null ? [] : [{ villageId: id, kind, laoNames: links.map((link) => link.name) }]
  })
}
