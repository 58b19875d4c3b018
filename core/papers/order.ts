import { bodyKinds } from '../bodies/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { Order } from '../orders/contract.ts'
import { bodiesOfOrder, type OrderInForce, type OrderRow, ordersInForce } from '../orders/in-force.ts'
import { getOrder, readOrderRow, standingBefore } from '../orders/queries.ts'
import { namesTogether, orderWording, placesOfBodies, referenceTo } from '../orders/wording.ts'
import { fillWords } from '../plans/areas.ts'
import { buddhistYearOf } from '../thai/dates.ts'
import type { MadePaper } from './catalogue.ts'
import type { BodyPart, PaperData } from './data.ts'
import { paperFileTitle } from './file-name.ts'
import { orderIssuer, readOfficeHead, readSignatory } from './office-head.ts'
import { paddedNumber, registerOf } from './registers.ts'
import { bodyParts } from './rules.ts'

/** An order as a paper (DOCUMENTS.md §A4): members, what an amendment changes, or the end of an order. */
export function orderPaper(cx: QueryContext, id: string): MadePaper<'order'> {
  const order = getOrder(cx, id)
  const row = readOrderRow(cx, id)
  const before = standingBefore(cx, row)
  const preamble = bodyParts([order.reason, order.powers])
  return {
    kind: 'order',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx'],
    fileName: paperFileTitle(cx, 'order', {
      number: order.number === null ? '' : `${order.number}-${order.numberYear ?? ''}`,
      body: kindWords(cx, order),
      area: order.areaName,
    }),
    data: {
      secrecy: order.secrecy === '' ? 'none' : order.secrecy,
      issuer: orderIssuer(cx),
      number: paddedNumber(cx, registerOf(cx, 'order'), order.number),
      year: order.numberYear ?? buddhistYearOf(cx.today()),
      subject: order.subject,
      preamble: preamble.length === 0 ? [{ kind: 'paragraph', number: '', text: '' }] : preamble,
      committees: committees(cx, order, before),
      provisions: provisions(cx, order, before),
      effectiveFrom: order.effectiveOn ?? '',
      effectiveNow: true,
      date: order.signedOn ?? '',
      signatory: readSignatory(cx, order.signatoryId),
      annex: order.annex,
    },
  }
}

/** ก.บ.ต.; the name of a body whose kind has no short name; nothing for an order of several kinds. */
function kindWords(cx: QueryContext, order: Order): string {
  const [kind, ...others] = order.kinds
  if (kind === undefined || others.length > 0) return ''
  const short = bodyKinds(cx).get(kind)?.shortName ?? ''
  return short !== '' && kind !== 'other' ? short : order.bodies.length === 1 ? order.bodyName : ''
}

type Committees = NonNullable<PaperData<'order'>['committees']>

function committees(cx: QueryContext, order: Order, before: ReadonlyMap<string, OrderInForce>): Committees {
  if (order.action === 'cancel') return []
  const wording = orderWording(cx)
  const isAmendment = order.action === 'amend'
  const several = order.bodies.length > 1
  const last = order.bodies.length - 1
  // An amendment of one committee of an order for many has to say which.
  const isPart = isAmendment && [...before.values()].some(({ order: row }) => row.moreBodyIds.length > 0)
  return order.bodies.map((body, at) => {
    const numbered = several ? fillWords(wording.bodyHeading, { no: at + 1, body: body.name }) : ''
    const further = isAmendment && !several ? order.duties : []
    const duties = isAmendment || at < last ? [] : order.duties
    return {
      heading: isPart && !several ? body.name : numbered,
      seats: isAmendment
        ? []
        : body.members.map(({ name, position, title }) => ({ name, position, role: title })),
      changes: isAmendment ? [...body.changes, ...further] : [],
      dutiesIntro: duties.length === 0 ? '' : wording.dutiesIntro,
      duties,
    }
  })
}

function provisions(cx: QueryContext, order: Order, before: ReadonlyMap<string, OrderInForce>): BodyPart[] {
  if (order.action === 'cancel') return []
  if (order.action !== 'amend') return supersedes(cx, order, before)
  // Of several bodies the further changes belong to none of them alone.
  const further = order.bodies.length > 1 ? bodyParts(order.duties) : []
  return [...further, { kind: 'paragraph', number: '', text: orderWording(cx).actions.amend.rest }]
}

/** "ให้ยกเลิกคำสั่ง…": the orders that this one takes the place of, also in part. */
function supersedes(cx: QueryContext, order: Order, before: ReadonlyMap<string, OrderInForce>): BodyPart[] {
  const wording = orderWording(cx)
  const replaced = new Map<string, OrderInForce>()
  for (const standing of before.values()) {
    const known = replaced.get(standing.order.id)
    if (!known || standing.amendments.length > known.amendments.length) {
      replaced.set(standing.order.id, standing)
    }
  }
  const words = [...replaced.values()].map(({ order: row, amendments }) => ({
    before: referenceTo(cx, row, amendments.length > 0),
    body: partOf(cx, order, row),
  }))
  const paragraph = (text: string): BodyPart => ({ kind: 'paragraph', number: '', text })
  const [only, ...others] = words
  if (!only) return []
  if (others.length === 0) {
    return [paragraph(fillWords(only.body === '' ? wording.supersedes : wording.supersedesPart, only))]
  }
  return [
    paragraph(wording.supersedesMany),
    ...words.map(
      (one, at): BodyPart => ({
        kind: 'item',
        number: `${at + 1}.`,
        text: one.body === '' ? one.before : fillWords(wording.onlyPart, one),
      }),
    ),
  ]
}

/** Names of the bodies for which an order of many is replaced while it goes on for others; '' = it ends as a whole. */
function partOf(cx: QueryContext, order: Order, row: OrderRow): string {
  const others = bodiesOfOrder(row).filter((id) => !order.bodyIds.includes(id))
  const goesOn = [...ordersInForce(cx, others).values()].some((standing) => standing.order.id === row.id)
  if (!goesOn) return ''
  const mine = bodiesOfOrder(row).filter((id) => order.bodyIds.includes(id))
  return namesTogether(
    cx,
    placesOfBodies(cx, mine).map((place) => place.name),
  )
}
