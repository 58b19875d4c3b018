import type { AgendaItem } from '../../../core/meetings/contract.ts'
import type { AgendaRows } from '../../../core/meetings/rules.ts'
import { normaliseText } from '../../../core/thai/text.ts'

/** A line of the agenda as it is written: a head, or a matter of the head above it. */
export type AgendaLine = {
  key: string
  /** null = not kept yet. */
  id: string | null
  level: 'head' | 'matter'
  kind: string
  title: string
  presenter: string
  bodyIds: string[]
}

let fresh = 0
export function emptyLine(level: AgendaLine['level'], title = ''): AgendaLine {
  fresh += 1
  return { key: `new-${fresh}`, id: null, level, kind: '', title, presenter: '', bodyIds: [] }
}

/** The agenda of the records as lines, in the order of the paper. */
export function linesOf(items: readonly AgendaItem[]): AgendaLine[] {
  return items.map(({ id, parentId, kind, title, presenter, bodyIds }) => ({
    key: id,
    id,
    level: parentId === null ? 'head' : 'matter',
    kind,
    title,
    presenter,
    bodyIds,
  }))
}

/** 4, 4.1, 4.2 … by line. */
export function labelsOf(lines: readonly AgendaLine[]): string[] {
  let head = 0
  let matter = 0
  return lines.map((line) => {
    if (line.level === 'head') {
      head += 1
      matter = 0
      return String(head)
    }
    matter += 1
    return `${head}.${matter}`
  })
}

/** Where the head of a line and its matters end: the place after the last of them. */
export function endOfHead(lines: readonly AgendaLine[], at: number): number {
  const next = lines.findIndex((line, place) => place > at && line.level === 'head')
  return next < 0 ? lines.length : next
}

/** Puts lines behind a place. */
export function insertedAt(
  lines: readonly AgendaLine[],
  at: number,
  added: readonly AgendaLine[],
): AgendaLine[] {
  return [...lines.slice(0, at), ...added, ...lines.slice(at)]
}

/**
 * A matter one place up or down, over a head into the next one; a head with all its matters past its neighbour. The
 * first line stays a head.
 *
 * @returns the same lines where there is nowhere to go
 */
export function movedLine(lines: readonly AgendaLine[], key: string, by: -1 | 1): readonly AgendaLine[] {
  const at = lines.findIndex((line) => line.key === key)
  const line = lines[at]
  if (line === undefined) return lines
  if (line.level === 'matter') {
    const to = at + by
    // above the first head there is no place for a matter
    if (to < 1 || to >= lines.length) return lines
    const next = [...lines]
    next.splice(at, 1)
    next.splice(to, 0, line)
    return next
  }
  const end = endOfHead(lines, at)
  const own = lines.slice(at, end)
  const others = [...lines.slice(0, at), ...lines.slice(end)]
  if (by === 1) {
    if (end >= lines.length) return lines
    return insertedAt(others, at + (endOfHead(lines, end) - end), own)
  }
  const before = lines.slice(0, at).findLastIndex((one) => one.level === 'head')
  return before < 0 ? lines : insertedAt(others, before, own)
}

/** Without a line; a head goes only when nothing stands under it. */
export function withoutLine(lines: readonly AgendaLine[], key: string): readonly AgendaLine[] {
  const at = lines.findIndex((line) => line.key === key)
  const line = lines[at]
  if (line === undefined) return lines
  if (line.level === 'head' && endOfHead(lines, at) > at + 1) return lines
  return lines.filter((one) => one.key !== key)
}

/** Lines of a pasted text, one a matter, without the number that a list puts before it. */
export function pastedTitles(text: string): string[] {
  return text
    .split(/\r?\n/u)
    .map((line) =>
      normaliseText(line.split('\t').find((cell) => !isNumber(cell)) ?? '').replace(leadingNumber, ''),
    )
    .filter((line) => line !== '')
}
const leadingNumber = /^(?:[0-9๐-๙]+(?:\.[0-9๐-๙]+)+\.?\s+|[0-9๐-๙]+[.)]\s*|[-•–]\s+)/u
function isNumber(cell: string): boolean {
  return /^\s*[0-9๐-๙.]*\s*$/u.test(cell)
}

/** Lines that keep their place in the records but have lost their words. */
export function withoutWords(lines: readonly AgendaLine[]): AgendaLine[] {
  return lines.filter((line) => line.title.trim() === '' && (line.id !== null || line.level === 'head'))
}

/**
 * The lines as the core takes them. A new line without words is left out; what was said of a matter and what it is about
 * come from the records, for they are written elsewhere.
 */
export function rowsOf(lines: readonly AgendaLine[], items: readonly AgendaItem[]): AgendaRows {
  const known = new Map(items.map((item) => [item.id, item]))
  const rows: AgendaRows = []
  for (const line of lines) {
    if (line.title.trim() === '') continue
    const item = line.id === null ? undefined : known.get(line.id)
    const head = line.level === 'head' ? undefined : rows.at(-1)
    const row = {
      id: line.id,
      fields: {
        kind: head === undefined ? line.kind : head.fields.kind,
        title: line.title,
        presenter: line.presenter,
        bodyIds: line.bodyIds,
        text: item?.text ?? '',
        about: item?.about ?? null,
      },
    }
    if (head === undefined) rows.push({ ...row, matters: [] })
    else head.matters.push(row)
  }
  return rows
}

/** Keys of the lines in the order of `rowsOf`, heads with their matters: the ids that come back are theirs. */
export function keysOf(lines: readonly AgendaLine[]): { key: string; matters: string[] }[] {
  const keys: { key: string; matters: string[] }[] = []
  for (const line of lines) {
    if (line.title.trim() === '') continue
    const head = line.level === 'head' ? undefined : keys.at(-1)
    if (head === undefined) keys.push({ key: line.key, matters: [] })
    else head.matters.push(line.key)
  }
  return keys
}

/** What the lines say; equal = nothing to save. */
export function saying(lines: readonly AgendaLine[]): string {
  return JSON.stringify(
    lines
      .filter((line) => line.title.trim() !== '')
      .map(({ key: _key, kind: _kind, id, ...rest }) => [id, rest]),
  )
}
