/**
 * Lines of a sheet and a mapping → records: what each row says, field by field, with the groups above it. Pure.
 * Rules of the records themselves are not checked here: that is the work of the areas' own commands.
 */
import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText } from '../thai/text.ts'
import { kindOf } from './fields.ts'
import {
  type BodyLine,
  type HeadColumn,
  issueHeading,
  type Layout,
  moneyUnit,
  noteBook,
  programmeHeading,
} from './layout.ts'
import { readPeriod } from './periods.ts'
import { type PlaceHeading, placeHeading } from './places.ts'
import type { RowReason, SheetFieldKind, SheetMapping, SheetNote, SheetTarget } from './rules.ts'
import {
  brokenCell,
  type MoneyUnit,
  readCount,
  readMoney,
  readText,
  readTick,
  readYear,
  textOf,
} from './values.ts'
import { type Cell, columnIndex, columnName } from './workbook.ts'

/** What stands in a cell that was read: text, satang or count, moo text, tick. null = nothing. */
export type FieldValue = string | number | boolean | null
export type SheetRecord = {
  line: number
  /** As they stood, for the workbook of bad rows. */
  cells: Cell[]
  /** Only mapped fields, and those a group line gave. */
  values: ReadonlyMap<string, FieldValue>
  reasons: RowReason[]
  /** Lines of the groups it stands under. */
  groups: readonly number[]
}
export type Understood = {
  records: SheetRecord[]
  /** Lines that are no records, with why: group, total, repeated head, remark, empty row. */
  skipped: { line: number; kind: 'group' | 'total' | 'head' | 'numbers' | 'remark' | 'empty'; text: string }[]
  notes: SheetNote[]
}

/** Field → what the group lines above say of it, and in which line. */
type Group = Map<string, { text: string; line: number }>

type Column = {
  index: number
  name: string
  head: string
  field: string
  kind: SheetFieldKind
  unit: MoneyUnit
}

/** Fields that a group line or the row above may give. */
const groupFields: Record<SheetTarget, readonly string[]> = {
  planEntries: ['issue', 'programme', 'tambon', 'moo', 'village'],
  villages: ['tambon'],
  laos: ['name', 'tambon', 'laoType', 'code'],
  forumNeeds: ['issue'],
}

/** Two columns that say one village together. */
const villageFields: readonly string[] = ['moo', 'village']
const placeFields: readonly string[] = ['tambon', ...villageFields]

export type Places = { code: string; name: string }[]

/**
 * @param tambons those whose names a group line may say
 * @param from a sheet called หมู่ที่ 2 บ้านดอนงาม holds the rows of that village; `tambonCode` is the one its titles name
 */
export function understand(
  target: SheetTarget,
  layout: Layout,
  mapping: SheetMapping,
  tambons: Places,
  from: { sheetName?: string; tambonCode?: string | null } = {},
): Understood {
  const notes = noteBook()
  const columns = columnsOf(target, layout, mapping)
  const lines = fillDown(target, layout.lines, columns, notes)
  const records: SheetRecord[] = []
  const skipped: Understood['skipped'] = []
  const group: Group = new Map()
  const sums = totalBook(columns, notes)
  const usesGroups = groupFields[target]
  const nameColumn = columns.find((column) => column.field === 'name')
  const nameAt = nameColumn?.index ?? -1
  const nameNote = { column: nameColumn?.name ?? '', head: nameColumn?.head ?? '' }
  const { sheetName = '', tambonCode = null } = from
  if (tambonCode !== null && usesGroups.includes('tambon')) group.set('tambon', { text: tambonCode, line: 0 })
  const ofSheet = placeHeading(sheetName)
  if (ofSheet !== null && placeGroup(ofSheet, 0, group, usesGroups, tambons).length > 0)
    notes.add('sheetNameUsed', 0, { name: sheetName })
  for (const line of lines) {
    if (line.kind === 'group') {
      noteGroup(line, group, usesGroups, tambons, notes)
      sums.group(group.has('programme'))
    }
    if (line.kind === 'total') sums.check(line)
    if (line.kind !== 'data') {
      skipped.push({ line: line.line, kind: line.kind, text: line.text })
      if (line.kind === 'remark' || line.kind === 'head')
        notes.add(line.kind === 'head' ? 'headRepeated' : 'remarkLeftOut', line.line)
      continue
    }
    const record = recordOf(line, columns, group, notes)
    if (record === null) {
      // Words in columns that mean nothing are not swallowed.
      const text = line.cells.find((cell) => typeof cell === 'string' && /\p{L}/u.test(cell))
      skipped.push({
        line: line.line,
        kind: text === undefined ? 'empty' : 'remark',
        text: normaliseText(textOf(text ?? null)),
      })
      if (text !== undefined) notes.add('remarkLeftOut', line.line)
      continue
    }
    if (holdsMany(line.cells[nameAt] ?? null)) notes.add('cellHoldsMany', line.line, nameNote)
    sums.add(record)
    if (rowTotalDiffers(record)) notes.add('rowTotalDiffers', line.line)
    records.push(record)
  }
  return { records, skipped, notes: [...layout.notes, ...notes.all()] }
}

/** A name with an amount on a line of its own: project, work and money typed into one cell. */
function holdsMany(cell: Cell): boolean {
  if (typeof cell !== 'string' || !cell.includes('\n')) return false
  return cell
    .split(/\r?\n/u)
    .slice(1)
    .some((part) => {
      if (!/บาท|,\d{3}|งบ|ล้าน|แสน|หมื่น/u.test(toArabicDigits(part))) return false
      const read = readMoney(part, 'baht')
      return read.ok && read.value !== null
    })
}

function columnsOf(target: SheetTarget, layout: Layout, mapping: SheetMapping): Column[] {
  const columns = Object.entries(mapping)
    .flatMap(([name, field]): Column[] => {
      const kind = field === null ? undefined : kindOf(target, field)
      if (field === null || kind === undefined) return []
      const index = columnIndex(name)
      const head: HeadColumn = layout.columns[index] ?? { parts: [], head: '' }
      const unit = kind === 'money' || kind === 'total' ? moneyUnit(head, layout.titles) : 'baht'
      return [{ index, name: columnName(index), head: head.head, field, kind, unit }]
    })
    .sort((a, b) => a.index - b.index)
  // "(ล้านบาท)" over the years is meant for the sum beside them too, which says no unit of its own.
  const units = new Set(columns.filter((column) => column.kind === 'money').map((column) => column.unit))
  const [unit] = units
  if (units.size !== 1 || unit === undefined) return columns
  return columns.map((column) =>
    column.kind === 'total' && column.unit === 'baht' && !column.head.includes('บาท')
      ? { ...column, unit }
      : column,
  )
}

/** With fewer rows nobody can tell a group from a cell that was left empty. */
const fewestToFill = 3

/**
 * Group columns that are written once and left empty below: left of the name, the first row has a value, at least half
 * of the rows have none, and no value is written twice in a row (then an empty cell means nothing).
 */
function fillDown(
  target: SheetTarget,
  lines: readonly BodyLine[],
  columns: readonly Column[],
  notes: ReturnType<typeof noteBook>,
): BodyLine[] {
  const data = lines.filter((line) => line.kind === 'data')
  const name = columns.find((column) => column.field === 'name')?.index ?? 0
  const fill = columns.filter((column) => {
    if (!groupFields[target].includes(column.field) || data.length < fewestToFill) return false
    if (column.index >= name && column.field !== 'name') return false
    const cells = data.map((line) => line.cells[column.index] ?? null)
    const held = cells.filter((cell) => cell !== null).map((cell) => textOf(cell))
    const isRepeated = held.some((text, at) => at > 0 && text === held[at - 1])
    return cells[0] !== null && !isRepeated && held.length < cells.length && held.length <= cells.length / 2
  })
  if (fill.length === 0) return [...lines]
  const last = new Map<number, Cell>()
  return lines.map((line) => {
    if (line.kind === 'group') last.clear()
    if (line.kind !== 'data') return line
    const cells = [...line.cells]
    for (const [at, column] of fill.entries()) {
      const value = cells[column.index] ?? null
      if (value !== null) {
        last.set(column.index, value)
        // What stood under the former group does not stand under this one.
        for (const finer of fill.slice(at + 1)) last.delete(finer.index)
      } else if (last.has(column.index)) {
        while (cells.length <= column.index) cells.push(null)
        cells[column.index] = last.get(column.index) ?? null
        notes.add('filledDown', line.line, { column: column.name, head: column.head })
      }
    }
    return { ...line, cells }
  })
}

function noteGroup(
  line: BodyLine,
  group: Group,
  used: readonly string[],
  tambons: Places,
  notes: ReturnType<typeof noteBook>,
): void {
  const text = toArabicDigits(line.text)
  const place = placeHeading(text)
  if (place !== null) {
    const fields = placeGroup(place, line.line, group, used, tambons)
    for (const field of fields) notes.add('groupUsed', line.line, { field })
    if (fields.length === 0) notes.add('groupNotUsed', line.line)
    return
  }
  const set = (field: string, value: string, finer: readonly string[]) => {
    group.set(field, { text: value, line: line.line })
    for (const name of finer) group.delete(name)
    notes.add('groupUsed', line.line, { field })
  }
  if (programmeHeading.test(text) && used.includes('programme')) set('programme', line.text, [])
  else if (
    used.includes('issue') &&
    (issueHeading.test(text) || !/^(?:บ้าน|ชุมชน|อบต|องค์การ|เทศบาล|อำเภอ|ตำบล|หมู่)/u.test(text))
  )
    set('issue', line.text, ['programme'])
  else notes.add('groupNotUsed', line.line)
}

/** Sets what a heading says of the place of the rows under it. @returns the fields that were set */
function placeGroup(
  place: PlaceHeading,
  line: number,
  group: Group,
  used: readonly string[],
  tambons: Places,
): string[] {
  const fields: string[] = []
  const set = (field: string, value: string) => {
    group.set(field, { text: value, line })
    fields.push(field)
  }
  const tambon = tambons.find((one) => one.name === place.tambon)
  if (tambon !== undefined && used.includes('tambon')) {
    // Another tambon, other villages.
    for (const finer of villageFields) group.delete(finer)
    set('tambon', tambon.code)
  }
  if (place.moo === null && place.village === '') return fields
  for (const finer of villageFields) group.delete(finer)
  if (place.moo !== null && used.includes('moo')) set('moo', String(place.moo))
  if (place.village !== '' && used.includes('village')) set('village', place.village)
  return fields
}

function recordOf(
  line: BodyLine,
  columns: readonly Column[],
  group: Group,
  notes: ReturnType<typeof noteBook>,
): SheetRecord | null {
  const values = new Map<string, FieldValue>()
  const reasons: RowReason[] = []
  let held = false
  for (const column of columns) {
    const cell = line.cells[column.index] ?? null
    const broken = brokenCell(cell)
    if (broken && column.kind !== 'number') {
      reasons.push({ column: column.name, head: column.head, ...broken })
      held = true
      continue
    }
    if (column.kind === 'number') continue
    const value = readCell(cell, column, reasons, (key) => notes.add(key, line.line))
    values.set(column.field, value)
    if (value !== null && value !== '' && value !== false) held = true
  }
  if (!held && reasons.length === 0) return null
  // Our own export says every field itself; its group lines are there for eyes.
  const isOurs = typeof values.get('id') === 'string' && values.get('id') !== ''
  // A row that names its own village does not stand in that of the heading.
  const saysVillage = villageFields.some((field) => (values.get(field) ?? '') !== '')
  for (const [field, { text }] of group) {
    const own = values.get(field)
    if (isOurs && placeFields.includes(field)) continue
    if (saysVillage && villageFields.includes(field)) continue
    if (own === undefined || (!isOurs && (own === null || own === ''))) values.set(field, text)
  }
  const groups = [...new Set([...group.values()].map((one) => one.line))]
    .filter((one) => one > 0)
    .sort((a, b) => a - b)
  return { line: line.line, cells: line.cells, values, reasons, groups }
}

function readCell(cell: Cell, column: Column, reasons: RowReason[], note: (key: string) => void): FieldValue {
  const refuse = (key: string, params: Record<string, string | number> = {}): null => {
    reasons.push({ column: column.name, head: column.head, key, params })
    return null
  }
  if (column.kind === 'money' || column.kind === 'total') {
    const read = readMoney(cell, column.unit)
    return read.ok ? read.value : refuse(read.key, read.params)
  }
  if (column.kind === 'count') {
    const read = readCount(cell)
    return read.ok ? read.value : refuse(read.key, read.params)
  }
  if (column.kind === 'year') {
    const read = readYear(cell)
    if (!read.ok) return refuse(read.key, read.params)
    if (read.value?.christian) note('christianYear')
    return read.value?.year ?? null
  }
  if (column.kind === 'period') {
    const read = readPeriod(cell)
    if (!read.ok) return refuse(read.key, read.params)
    if (read.value === 'silent') {
      note('periodWithoutYear')
      return null
    }
    if (read.value?.christian) note('christianYear')
    return read.value?.year ?? null
  }
  if (column.kind === 'tick') return readTick(cell)
  if (column.kind === 'moo') return mooText(cell)
  if (column.kind === 'code' || column.kind === 'id') return toArabicDigits(readText(cell)).trim()
  return readText(cell)
}

/** Village numbers as the program writes them where they are certain ("3, 5"), else as typed: หลายหมู่ stays so. */
function mooText(cell: Cell): string {
  if (typeof cell === 'number') return String(cell)
  // Excel makes a date of 3/5 and of 1-4.
  if (cell !== null && typeof cell === 'object' && 'date' in cell) return textOf(cell)
  return normaliseText(readText(cell))
}

/** A sum beside the years that is not their sum. */
function rowTotalDiffers(record: SheetRecord): boolean {
  const total = record.values.get('total')
  if (typeof total !== 'number') return false
  let sum = 0
  let years = 0
  for (const [field, value] of record.values) {
    if (!field.startsWith('budget:')) continue
    years += 1
    if (typeof value === 'number') sum += value
  }
  return years > 0 && sum !== total
}

/** Sums of the money columns since the last total, group and issue, to compare what the sheet says with what it holds. */
function totalBook(columns: readonly Column[], notes: ReturnType<typeof noteBook>) {
  const money = columns.filter(
    (column) => column.kind === 'money' || column.kind === 'count' || column.kind === 'total',
  )
  const scopes = {
    lastTotal: new Map<string, number>(),
    group: new Map<string, number>(),
    issue: new Map<string, number>(),
    all: new Map<string, number>(),
  }
  return {
    add(record: SheetRecord): void {
      for (const { field } of money) {
        const value = record.values.get(field)
        if (typeof value !== 'number') continue
        for (const sums of Object.values(scopes)) sums.set(field, (sums.get(field) ?? 0) + value)
      }
    },
    group(isFiner: boolean): void {
      scopes.group.clear()
      if (!isFiner) scopes.issue.clear()
    },
    check(line: BodyLine): void {
      for (const column of money) {
        const cell = line.cells[column.index] ?? null
        const read = column.kind === 'count' ? readCount(cell) : readMoney(cell, column.unit)
        if (!read.ok || read.value === null || read.value === 0) continue
        const sums = Object.values(scopes).map((scope) => scope.get(column.field) ?? 0)
        if (sums.includes(read.value)) continue
        const divide = column.kind === 'count' ? 1 : 100
        notes.add('totalDiffers', line.line, {
          column: column.name,
          head: column.head,
          stated: read.value / divide,
          found:
            ((/ทั้งสิ้น|ทั้งหมด|grand/iu.test(line.text) ? scopes.all : scopes.lastTotal).get(column.field) ?? 0) /
            divide,
        })
      }
      scopes.lastTotal.clear()
    },
  }
}
