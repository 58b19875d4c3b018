import type { BodyLine } from '../bodies/contract.ts'
import { bodyKinds, currentEdition, getBody, listBodies, missingBodies, seatNow } from '../bodies/queries.ts'
import type { BodyWarningKey, SeatRole } from '../bodies/rules.ts'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { formatThaiDate } from '../thai/dates.ts'
import type { MadePaper } from './catalogue.ts'
import type { PaperData } from './data.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'

type Wording = {
  order: string
  orderBlank: string
  orderNone: string
  memberListOrder: string
  summary: string
  states: Record<'current' | 'review' | 'missing' | 'notSetUp' | 'closed', string>
  reviewed: string
  acting: string
  until: string
  roles: Record<SeatRole, string>
  todo: Record<BodyWarningKey | 'notSetUp', string>
}

function wording(cx: Pick<QueryContext, 'resources'>): Wording {
  return cx.resources.json<Wording>('papers/wording/bodies.json')
}

const shortDate = (iso: string) => formatThaiDate(iso, { digits: 'arabic' })

function orderText(words: Wording, order: BodyLine['order']): string {
  if (order === null || order.signedOn === null) return ''
  const date = shortDate(order.signedOn)
  return order.number === null
    ? fillWords(words.orderBlank, { date })
    : fillWords(words.order, { number: order.number, year: order.year ?? '', date })
}

/** What is to be done for a body; of one that is in order, that it was looked at. */
function todoText(words: Wording, line: BodyLine): string {
  const asked = line.warnings.map(({ key, params }) => {
    const role = typeof params.role === 'string' ? words.roles[params.role as SeatRole] : ''
    return fillWords(words.todo[key], { ...params, role })
  })
  if (line.reviewedOn !== null && line.state === 'current')
    asked.push(fillWords(words.reviewed, { date: shortDate(line.reviewedOn) }))
  return asked.join('; ')
}

type Row = PaperData<'bodiesState'>['rows'][number]

/**
 * ผลการทบทวนคำสั่งแต่งตั้งคณะกรรมการ: all bodies of the office and those that ought to be there, place by place.
 *
 * @param editionFy guideline edition, พ.ศ.; null = the one in hand
 */
export function bodiesStatePaper(cx: QueryContext, editionFy: number | null): MadePaper<'bodiesState'> {
  const words = wording(cx)
  const nameOf = areaNames(cx)
  const office = cx.office()
  const lines = listBodies(cx, { editionFy }).filter((line) => line.state !== 'closed')
  const missing = missingBodies(cx, { kind: null })
  const kinds = bodyKinds(cx)
  const fy = editionFy ?? currentEdition(cx)
  const place = nameOf({ districtCode: office.districtCode, provinceCode: office.provinceCode })
  const rows: { tambonCode: string; row: Row }[] = [
    ...lines.map((line) => ({
      tambonCode: line.tambonCode ?? '',
      row: {
        area: line.areaName,
        name: line.name,
        order: orderText(words, line.order) || words.orderNone,
        members: line.filled,
        seats: line.seats,
        state: words.states[line.state],
        todo: todoText(words, line),
      },
    })),
    ...missing.map((one) => ({
      tambonCode: one.tambonCode ?? '',
      row: {
        area: one.areaName,
        name: kinds.get(one.kind)?.name ?? one.kindName,
        order: words.orderNone,
        members: 0,
        seats: 0,
        state: words.states.notSetUp,
        todo: words.todo.notSetUp,
      },
    })),
  ]
  const count = (state: BodyLine['state']) => lines.filter((line) => line.state === state).length
  return {
    kind: 'bodiesState',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'bodiesState', { area: place, editionFy: fy ?? '' }),
    data: {
      district: office.districtCode === null ? '' : nameOf({ districtCode: office.districtCode }),
      province: nameOf({ provinceCode: office.provinceCode }),
      editionFy: fy,
      asOf: cx.today(),
      summary: fillWords(words.summary, {
        all: rows.length,
        current: count('current'),
        review: count('review'),
        missing: count('missing'),
        notSetUp: missing.length,
      }),
      // Bodies of the district first, then tambon by tambon; within a place as the list has them.
      rows: rows
        .sort((a, b) => (a.tambonCode < b.tambonCode ? -1 : a.tambonCode > b.tambonCode ? 1 : 0))
        .map(({ row }) => row),
    },
  }
}

/** รายชื่อคณะกรรมการ as it is today. @throws Fault record.notFound */
export function memberListPaper(cx: QueryContext, id: string): MadePaper<'memberList'> {
  const words = wording(cx)
  const body = getBody(cx, id)
  const order = orderText(words, body.order)
  return {
    kind: 'memberList',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'memberList', { body: body.name }),
    data: {
      name: body.name,
      order: order === '' ? '' : fillWords(words.memberListOrder, { order }),
      asOf: cx.today(),
      rows: body.seatRows.map((seat) => {
        const { name, position, title } = seatNow(seat)
        const notes = [
          ...(seat.acting ? [words.acting] : []),
          ...(seat.untilOn === null ? [] : [fillWords(words.until, { date: shortDate(seat.untilOn) })]),
        ]
        return { name, position, title, note: notes.join(' ') }
      }),
    },
  }
}
