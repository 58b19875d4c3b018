import type { BodyLine, BodyRule, MissingBody } from '../../../core/bodies/contract.ts'
import type { BodyState } from '../../../core/bodies/rules.ts'
import { groupBy } from '../../../core/kernel/group.ts'
import { searchKey } from '../../../core/thai/text.ts'

/** What a line of the list says of a body; notSetUp = the rules let expect one that is not there. */
export type RowState = BodyState | 'notSetUp'
export const rowStates = ['review', 'missing', 'notSetUp', 'current', 'closed'] as const satisfies RowState[]

/** A body of the office, or one that the rules let expect and that is not set up yet (DOMAIN.md §1.3 duty 2). */
export type BodyRow = {
  key: string
  kind: string
  /** Kinds of which there is one in every place stand by themselves, those of the whole office together. */
  group: string
  kindName: string
  areaName: string
  tambonCode: string | null
  /** '' = of no tambon. */
  tambonName: string
  villageId: string | null
  state: RowState
  body: BodyLine | null
}

/** The group of the bodies there is one of in the office: ก.บ.อ., ศอช.อ., centres of the district. */
export const officeGroup = 'office'

/** Bodies and those not set up as lines of one list, in the order they came. */
export function bodyRows(
  bodies: readonly BodyLine[],
  missing: readonly MissingBody[],
  rules: readonly BodyRule[],
  tambons: readonly { code: string; name: string }[],
): BodyRow[] {
  const names = new Map(tambons.map((tambon) => [tambon.code, tambon.name]))
  const manyOf = new Set(rules.filter(isOfManyPlaces).map((rule) => rule.kind))
  const groupOf = (kind: string) => (manyOf.has(kind) ? kind : officeGroup)
  return [
    ...bodies.map(
      (body): BodyRow => ({
        key: body.id,
        kind: body.kind,
        group: groupOf(body.kind),
        kindName: body.kindName,
        areaName: body.areaName,
        tambonCode: body.tambonCode,
        tambonName: names.get(body.tambonCode ?? '') ?? '',
        villageId: body.villageId,
        state: body.state,
        body,
      }),
    ),
    ...missing.map(
      (place): BodyRow => ({
        key: `${place.kind}:${place.tambonCode ?? ''}:${place.villageId ?? ''}`,
        kind: place.kind,
        group: groupOf(place.kind),
        kindName: place.kindName,
        areaName: place.areaName,
        tambonCode: place.tambonCode,
        tambonName: names.get(place.tambonCode ?? '') ?? '',
        villageId: place.villageId,
        state: 'notSetUp',
        body: null,
      }),
    ),
  ]
}

/** One in every tambon or village. */
export function isOfManyPlaces(rule: Pick<BodyRule, 'area'>): boolean {
  return rule.area === 'tambon' || rule.area === 'village'
}

export type RowFilter = {
  tambonCode: string | null
  group: string | null
  state: RowState | null
  text: string
}

/** Lines that are asked for; the text is looked for in name, place, order and in whom the reasons are about. */
export function filterRows(rows: readonly BodyRow[], filter: RowFilter): BodyRow[] {
  const wanted = searchKey(filter.text)
  return rows.filter(
    (row) =>
      (filter.tambonCode === null || row.tambonCode === filter.tambonCode) &&
      (filter.group === null || row.group === filter.group) &&
      (filter.state === null || row.state === filter.state) &&
      (wanted === '' || searchKey(wordsOf(row)).includes(wanted)),
  )
}

function wordsOf({ kindName, areaName, body }: BodyRow): string {
  const order = body?.order
  const number = order && order.number !== null ? `${order.number}/${order.year}` : ''
  const about = body?.warnings.flatMap(({ who }) => who.map((one) => `${one.name} ${one.post}`)) ?? []
  return [kindName, body?.name ?? '', areaName, number, ...about].join(' ')
}

export type RowCounts = { [state in RowState]: number } & {
  /** All that should be current: closed ones are not asked. */
  asked: number
}

export function countRows(rows: readonly BodyRow[]): RowCounts {
  const counts: RowCounts = { review: 0, missing: 0, notSetUp: 0, current: 0, closed: 0, asked: 0 }
  for (const row of rows) counts[row.state] += 1
  counts.asked = rows.length - counts.closed
  return counts
}

export type RowGroup = {
  key: string
  /** All lines, also those that are folded away: what is chosen at once is all of them. */
  all: BodyRow[]
  rows: BodyRow[]
  /** Lines left out until the group is opened: those that are in order, and what is more than one takes in. */
  folded: number
  counts: RowCounts
}

/** Lines of a group that are shown at once even if nothing is to be done with them. */
const fewRows = 15
/** Lines of a group that are shown at once at all: 250 with their reasons would be slow to draw and to read. */
const mostRows = 40

/**
 * Lines by kind or by tambon, what asks for work first. Of a long group only what asks for work is shown until it is
 * opened, so that 200 กม. that are in order do not hide the one that is not.
 *
 * @param open keys of groups to be shown whole; null = all of them
 */
export function groupRows(
  rows: readonly BodyRow[],
  by: 'kind' | 'tambon',
  open: ReadonlySet<string> | null,
): RowGroup[] {
  const groups = groupBy(rows, (row) => (by === 'kind' ? row.group : (row.tambonCode ?? '')))
  return [...groups].map(([key, all]) => {
    const sorted = all
      .map((row, at) => ({ row, at }))
      .sort((a, b) => rowStates.indexOf(a.row.state) - rowStates.indexOf(b.row.state) || a.at - b.at)
      .map(({ row }) => row)
    const needed = sorted.filter((row) => row.state !== 'current' && row.state !== 'closed')
    const whole = open === null || open.has(key) || sorted.length <= fewRows
    const shown = whole ? sorted : needed.slice(0, mostRows)
    return { key, all: sorted, rows: shown, folded: sorted.length - shown.length, counts: countRows(all) }
  })
}

/** Bodies that can be confirmed as reviewed without a new order: all that is asked of them is the year's review. */
export function canBeConfirmed(body: BodyLine): boolean {
  const asked = body.warnings.filter((warning) => warning.level === 'review')
  return body.state === 'review' && asked.every((warning) => warning.key === 'notReviewed')
}

/** The name of a body from its template: `คณะกรรมการ… ตำบล{{tambon}}`. */
export function nameOfBody(template: string, words: Readonly<Record<string, string>>): string {
  return template
    .replace(/\{\{(\w+)\}\}/gu, (_, word: string) => words[word] ?? '')
    .replace(/\s+/gu, ' ')
    .trim()
}
