/** Activities as offices list them in Excel, pasted as a block. Nothing is guessed silently: each row says why not. Pure. */
import { readCount, readMoney } from '../sheets/values.ts'
import { parseThaiDate } from '../thai/dates.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText, searchKey } from '../thai/text.ts'
import type { RowProblem } from './contract.ts'
import type { ActivityFields, ActivityKind } from './rules.ts'
import { persons, UNSORTED_GROUP } from './rules.ts'

type Named = { key: string; name: string }
type Known = {
  kind: ActivityKind
  tambons: readonly { code: string; name: string }[]
  /** Where neither the row nor one above names a tambon. */
  tambonCode: string | null
  groups: readonly Named[]
  steps: readonly Named[]
  sources: readonly Named[]
  usualSubject: (tambonCode: string | null) => string
  /** Fields of an activity on that day, the rest empty. */
  empty: (heldOn: string) => ActivityFields
}
type ReadRow = { line: number; cells: string[]; fields: ActivityFields | null; problems: RowProblem[] }

type Column =
  | 'tambon'
  | 'date'
  | 'until'
  | 'subject'
  | 'place'
  | 'persons'
  | 'steps'
  | 'evidence'
  | 'organiser'
  | 'cost'
  | 'costSource'
  | 'outcome'
  | 'note'
  | { group: string }
/** How such lists head their columns; the first that fits a head cell counts. */
const HEADS: readonly (readonly [Exclude<Column, object>, RegExp])[] = [
  ['until', /ถึงวันที่|วันสิ้นสุด|วันที่สิ้นสุด|^ถึง$/u],
  ['date', /วันที่|ว\/?ด\/?ป|วัน ?เดือน ?ปี|^วัน$|date/iu],
  ['tambon', /ตำบล|^ต\.$|tambon/iu],
  ['costSource', /แหล่ง(?:งบ|เงิน|ที่มา)/u],
  ['cost', /งบประมาณ|ค่าใช้จ่าย|จำนวนเงิน|\(บาท\)/u],
  ['persons', /จำนวน|ผู้เข้าร่วม|ผู้ร่วม|^คน$|รวม|persons/iu],
  ['steps', /ขั้นตอน/u],
  ['place', /สถานที่|place/iu],
  ['evidence', /หลักฐาน/u],
  ['organiser', /ผู้จัด|หน่วยงาน|ผู้รับผิดชอบ/u],
  ['outcome', /^ผล|ผลการ|ผลที่/u],
  ['note', /หมายเหตุ/u],
  ['subject', /เรื่อง|กิจกรรม|โครงการ|รายการ|การประชุม|subject/iu],
]
const USUAL: readonly Column[] = ['tambon', 'date', 'subject', 'place', 'persons', 'evidence']
const USUAL_STEPS: readonly Column[] = ['tambon', 'date', 'steps', 'place', 'persons', 'evidence']

/**
 * Rows of ตำบล, วันที่, เรื่อง, สถานที่, จำนวนคน in the order their heads say, in that order where they have none. Heads that
 * are groups of the rule table give attendance by group; a tambon cell left empty under another goes on with it
 * (merged cells).
 */
export function readActivityPaste(text: string, known: Known): ReadRow[] {
  const rows = cellsOf(text)
  let columns: (Column | null)[] | null = null
  let above: string | null = null
  const read: ReadRow[] = []
  for (const { line, cells } of rows) {
    const heads: (Column | null)[] | null =
      columns === null && read.length === 0 ? headsOf(cells, known) : null
    if (heads !== null) {
      columns = heads
      continue
    }
    const usual = known.kind === 'participation' ? USUAL_STEPS : USUAL
    const numbered = columns === null && /^[\d๐-๙]{1,4}[.)]?$/u.test(cells[0] ?? '') && cells.length > 2
    const own = columns ?? (numbered ? [null, ...usual] : usual)
    const row = readRow(cells, own, known, above)
    above = row.tambonCode ?? above
    read.push({ line, cells, fields: row.fields, problems: row.problems })
  }
  return read
}

/** A whole cell in quotes; one that is never closed is a cell that begins with a quote, and swallows nothing. */
const QUOTED = /"(?:[^"\t]|""){0,5000}"(?=\t|\n|$)/uy

/** Cells of a block from the clipboard: Excel puts a cell with a tab, a line break or a quote in quotes. */
function cellsOf(text: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  const endRow = () => {
    cells.push(normaliseText(cell))
    if (cells.some((one) => one !== '')) rows.push({ line, cells })
    cells = []
    cell = ''
    line += 1
  }
  const typed = text.replace(/\r\n?/gu, '\n')
  const opens = (at: number) => {
    QUOTED.lastIndex = at
    return QUOTED.test(typed)
  }
  for (let at = 0; at < typed.length; at += 1) {
    const letter = typed[at]
    if (quoted) {
      if (letter !== '"') cell += letter === '\n' ? ' ' : letter
      else if (typed[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (letter === '"' && cell === '' && opens(at)) quoted = true
    else if (letter === '\t') {
      cells.push(normaliseText(cell))
      cell = ''
    } else if (letter === '\n') endRow()
    else cell += letter
  }
  endRow()
  return rows
}

const squeeze = (text: string) => searchKey(text).replace(/[\s./()]+/gu, '')

/** The columns that a row of heads names; null = the row is no head. */
function headsOf(cells: readonly string[], known: Known): (Column | null)[] | null {
  const taken = new Set<string>()
  const columns = cells.map((cell): Column | null => {
    if (cell === '' || cell.length > 60) return null
    const group = known.groups.find((one) => squeeze(one.name) === squeeze(cell))
    if (group && !taken.has(group.key)) {
      taken.add(group.key)
      return { group: group.key }
    }
    const found = HEADS.find(([column, words]) => !taken.has(column) && words.test(cell))
    if (!found) return null
    taken.add(found[0])
    return found[0]
  })
  const at = columns.indexOf('date')
  return at >= 0 && taken.size >= 2 && !/[\d๐-๙]/u.test(cells[at] ?? '') ? columns : null
}

function readRow(
  cells: string[],
  columns: readonly (Column | null)[],
  known: Known,
  above: string | null,
): { fields: ActivityFields | null; problems: RowProblem[]; tambonCode: string | null } {
  const problems: RowProblem[] = []
  const wrong = (key: string, params: RowProblem['params'] = {}) => problems.push({ key, params })
  const cell = (column: Column) => cells[columns.indexOf(column)] ?? ''
  const tambonCode = tambonOf(cell('tambon'), known, above, wrong)
  const days = daysOf(cell('date'), cell('until'), wrong)
  const attendance = attendanceOf(cells, columns, cell('persons'), wrong)
  const steps = known.kind === 'participation' ? stepsOf(cell('steps'), known, wrong) : []
  const cost = readMoney(cell('cost') === '' ? null : cell('cost'), 'baht')
  if (!cost.ok) wrong(cost.key, cost.params)
  const costSource = sourceOf(cell('costSource'), known, wrong)
  const long = (column: Column, most: number) => {
    const text = cell(column)
    if ([...text].length > most) wrong('tooLong', { maximum: most })
    return text
  }
  const typedSubject = long('subject', 400)
  const texts = {
    place: long('place', 200),
    evidence: long('evidence', 600),
    organiser: long('organiser', 200),
    outcome: long('outcome', 4000),
    note: long('note', 2000),
  }
  if (days === null || tambonCode === undefined)
    return { fields: null, problems, tambonCode: tambonCode ?? null }
  const fields: ActivityFields = {
    ...known.empty(days.heldOn),
    ...texts,
    tambonCode,
    endedOn: days.endedOn,
    subject: typedSubject === '' ? known.usualSubject(tambonCode) : typedSubject,
    attendance,
    steps,
    cost: cost.ok ? cost.value : null,
    costSource,
  }
  return { fields, problems, tambonCode }
}

type Wrong = (key: string, params?: RowProblem['params']) => void

/** Undefined = the row cannot be placed (said); null = of the whole district. */
function tambonOf(text: string, known: Known, above: string | null, wrong: Wrong): string | null | undefined {
  const name = text.replace(/^(?:ตำบล|ต\.)\s*/u, '')
  if (name === '') {
    const code = above ?? known.tambonCode
    if (code !== null || known.kind === 'session') return code
    wrong('pasteTambonMissing')
    return undefined
  }
  const found = known.tambons.find(
    (one) => squeeze(one.name) === squeeze(name) || one.code === toArabicDigits(name),
  )
  if (found) return found.code
  if (known.kind === 'session' && /^(?:ทั้งอำเภอ|ทุกตำบล|อำเภอ|ระดับอำเภอ)/u.test(name)) return null
  wrong('unknownTambon', { name: name.slice(0, 60) })
  return undefined
}

/** "5-6 มี.ค. 2566", "5 - 6 มีนาคม 2566": two days of one month. */
const DAYS = /^(?:วันที่\s*)?(\d{1,2})\s*(?:-|–|—|ถึง|และ)\s*(?:วันที่\s*)?(\d{1,2})\s+(\D.*)$/u

function daysOf(
  from: string,
  until: string,
  wrong: Wrong,
): { heldOn: string; endedOn: string | null } | null {
  if (from === '') {
    wrong('pasteDateMissing')
    return null
  }
  const both = DAYS.exec(toArabicDigits(from))
  const texts = both ? [`${both[1]} ${both[3]}`, `${both[2]} ${both[3]}`] : [from, until]
  const [heldOn, endedOn] = texts.map((text) => {
    if (text === '') return null
    const read = parseThaiDate(text)
    if (!read.ok) {
      const key = { impossible: 'impossibleDate', ambiguousYear: 'ambiguousYear', unrecognised: 'badDate' }
      wrong(key[read.reason])
      return undefined
    }
    if (read.weekdayMismatch)
      wrong('weekdayDiffers', { said: read.weekdayMismatch.said, is: read.weekdayMismatch.is })
    return read.iso
  })
  if (heldOn == null || endedOn === undefined) return null
  if (endedOn !== null && endedOn < heldOn) wrong('endBeforeStart')
  return { heldOn, endedOn: endedOn === heldOn ? null : endedOn }
}

function attendanceOf(
  cells: readonly string[],
  columns: readonly (Column | null)[],
  total: string,
  wrong: Wrong,
): ActivityFields['attendance'] {
  const count = (text: string) => {
    const read = readCount(text === '' ? null : text)
    if (!read.ok) {
      wrong('personsUnread', { text: text.slice(0, 60) })
      return null
    }
    if ((read.value ?? 0) > 100_000) {
      wrong('tooMany', { maximum: 100_000 })
      return null
    }
    return read.value
  }
  const groups = columns.flatMap((column, at) => {
    if (column === null || typeof column !== 'object') return []
    const value = count(cells[at] ?? '')
    return value === null || value === 0 ? [] : [{ group: column.group, persons: value }]
  })
  const all = count(total)
  if (all === null || all === 0) return groups
  if (groups.length === 0) return [{ group: UNSORTED_GROUP, persons: all }]
  const sum = persons(groups)
  if (sum !== all) wrong('personsSum', { sum, total: all })
  return groups
}

/** "1-3, 5", "ขั้นตอนที่ ๒", names or parts of names that fit one step only, "ทุกขั้นตอน". */
function stepsOf(text: string, known: Known, wrong: Wrong): string[] {
  const typed = toArabicDigits(text).trim()
  if (typed === '') {
    wrong('pasteStepsMissing')
    return []
  }
  if (/^(?:ทุกขั้นตอน|ทั้งหมด|ครบทุกขั้นตอน)$/u.test(typed)) return known.steps.map((step) => step.key)
  const found = new Set<string>()
  const whole = named(typed, known.steps)
  if (whole) return [whole.key]
  for (const part of typed.split(/\s*(?:[,;/]|และ)\s*/u).filter((one) => one !== '')) {
    const range = /^(?:ขั้นตอน(?:ที่)?|ข้อ)?\s*(\d{1,2})(?:\s*(?:-|–|ถึง)\s*(\d{1,2}))?$/u.exec(part)
    const from = range ? Number(range[1]) : 0
    const to = range ? Number(range[2] ?? range[1]) : 0
    const steps = range
      ? known.steps.filter((_step, at) => at + 1 >= from && at + 1 <= to)
      : [named(part, known.steps)].flatMap((step) => (step ? [step] : []))
    if (steps.length === 0 || (range && to > known.steps.length))
      wrong('unknownStep', { text: part.slice(0, 60) })
    for (const step of steps) found.add(step.key)
  }
  return [...found]
}

function sourceOf(text: string, known: Known, wrong: Wrong): string {
  if (text === '') return ''
  const found = named(text, known.sources)
  if (!found) wrong('unknownSource', { text: text.slice(0, 60) })
  return found?.key ?? ''
}

/** The one row whose name this is, or, of three letters and more, the only one that has it in its name. */
function named(text: string, rows: readonly Named[]): Named | undefined {
  const key = squeeze(text)
  const same = rows.find((row) => squeeze(row.name) === key)
  if (same) return same
  const part = [...key].length < 3 ? [] : rows.filter((row) => squeeze(row.name).includes(key))
  return part.length === 1 ? part[0] : undefined
}
