import { and, desc, eq } from 'drizzle-orm'
import { appointmentOrder, body } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { bodiesOfOrder, type OrderInForce } from '../orders/in-force.ts'
import { readOrderRow, standingBefore } from '../orders/queries.ts'
import {
  fillOrderWords,
  type OrderAbout,
  type OrderWords,
  orderTags,
  orderTemplate,
  orderWording,
} from '../orders/wording.ts'
import { type PaperData, type PaperKind, paperKinds } from '../papers/data.ts'
import { digitsOf } from '../papers/digits.ts'
import { composePaper, linkedFonts, loadPaperResources, renderHtml } from '../papers/engine/index.ts'
import { modelPaper } from '../papers/letter.ts'
import { modelLetter } from '../papers/letter-models.ts'
import { fontsAddress } from '../papers/make.ts'
import { paperNames } from '../papers/names.ts'
import { readOfficeHead } from '../papers/office-head.ts'
import { orderPaper } from '../papers/order.ts'
import { withOwn } from '../papers/parts.ts'
import { bodyParts } from '../papers/rules.ts'
import type { WordingPreview } from './contract.ts'
import { templatesAbout, templatesOfPaper } from './own.ts'
import { wordingProblems } from './queries.ts'
import { hasPaper, nameOf, type WordingEdit, wordingAt } from './rules.ts'
import { sampleOf } from './sample.ts'
import { factsOfWording, readWording, type WordingDraft } from './wording.ts'

type Reader = QueryContext & WordingDraft
type Shown = { kind: PaperKind; data: PaperData; of: string }

/**
 * Words as they are being typed, on the paper that they are for: an order of the office with its words put in anew, or
 * a letter made from the model. Nothing is kept.
 *
 * @throws Fault record.notFound, template.notFitting
 */
export function previewWording(
  cx: QueryContext,
  input: { id: string; edits: WordingEdit[]; group: string[] },
): WordingPreview {
  const { id, edits, group } = input
  factsOfWording(cx, id)
  if (!hasPaper(id, group[0] ?? '') || wordingProblems(cx, id, edits).length > 0)
    return { html: null, title: '', of: '' }
  const reader: Reader = { ...cx, wordingDraft: { id, edits } }
  // a group that is being added: its texts come with the next words
  if (group[0] !== '' && wordingAt(readWording(reader, id), group) === undefined)
    return { html: null, title: '', of: '' }
  const { kind, data, of } =
    id === 'orders'
      ? orderWith(reader, group)
      : { ...modelPaper(reader, modelLetter(reader, group[1] ?? '', {})), of: '' }
  const resources = withOwn(loadPaperResources(cx.resources.dir), {
    templates: templatesOfPaper(cx, paperKinds[kind].template),
  })
  const paper = composePaper(kind, data, readOfficeHead(cx), resources, {
    digits: digitsOf(cx, kind),
    names: paperNames(cx),
  })
  return {
    html: renderHtml(paper, { fonts: linkedFonts(fontsAddress), screen: true }),
    title: paper.title,
    of,
  }
}

type Found = { id: string; subject: string; action: OrderAbout['action']; kind: string; several: boolean }

/** Orders of the office, the newest first. */
function ownOrders(cx: Reader): Found[] {
  return cx.db
    .select({
      id: appointmentOrder.id,
      subject: appointmentOrder.subject,
      action: appointmentOrder.action,
      kind: body.kind,
      more: appointmentOrder.moreBodyIds,
    })
    .from(appointmentOrder)
    .innerJoin(body, eq(body.id, appointmentOrder.bodyId))
    .where(eq(appointmentOrder.officeId, cx.office().id))
    .orderBy(desc(appointmentOrder.id))
    .all()
    .map(({ more, ...row }) => ({ ...row, several: more.length > 0 }))
}

/** The newest order that says these words: of this kind of body, of this action, or just any with a standing one. */
function orderFor(cx: Reader, [part = '', key = '']: string[]): Found | undefined {
  const appoints = (one: Found) => one.action === 'appoint' || one.action === 'replace'
  const fits = (one: Found): boolean => {
    if (part === 'kinds') return appoints(one) && one.kind === key
    if (part === 'actions') return one.action === key
    return part === 'changes' ? one.action === 'amend' : true
  }
  const found = ownOrders(cx).filter(fits)
  if (part === '') return found.find((one) => one.action === 'replace') ?? found[0]
  return found.find((one) => !one.several) ?? found[0]
}

function orderWith(cx: Reader, group: string[]): Shown {
  const [part = '', key = ''] = group
  const found = orderFor(cx, group)
  if (found === undefined) return orderExample(cx, part, key)
  const { data } = orderPaper(cx, found.id)
  const shown = { kind: 'order' as const, of: found.subject }
  // what stands alone is put in when the paper is made, not when its draft is
  if (part === '' || part === 'changes') return { ...shown, data }
  const row = readOrderRow(cx, found.id)
  const before: OrderInForce | undefined = [...standingBefore(cx, row).values()][0]
  const of: OrderAbout = {
    bodyIds: bodiesOfOrder(row),
    editionFy: row.editionFy,
    action: row.action,
    about: before ?? null,
  }
  return { ...shown, data: withWords(data, fillOrderWords(orderTemplate(cx, of), orderTags(cx, of))) }
}

function withWords(data: PaperData<'order'>, words: OrderWords): PaperData<'order'> {
  const last = (data.committees ?? []).length - 1
  return {
    ...data,
    subject: words.subject,
    preamble: bodyParts([words.reason, words.powers]),
    committees: (data.committees ?? []).map((one, at) =>
      at === last && words.duties.length > 0 ? { ...one, duties: words.duties } : one,
    ),
  }
}

/** The office has no such order yet: one of a body of that kind, else with the names of the fields in their places. */
function orderExample(cx: Reader, part: string, key: string): Shown {
  const { names } = templatesAbout(cx)
  const wording = orderWording(cx)
  const named = Object.fromEntries(
    (factsOfWording(cx, 'orders').tags.kinds ?? [])
      .concat(factsOfWording(cx, 'orders').tags.actions ?? [])
      .map((tag) => [tag, names[`orders:${tag}`] ?? nameOf(tag, names)]),
  )
  const known = part === 'kinds' ? newestBody(cx, key) : undefined
  const of = known && { bodyIds: [known], editionFy: 0, action: 'appoint' as const, about: null }
  const raw = wordingAt(
    wording,
    part === 'actions' ? ['actions', key] : ['kinds', part === 'kinds' ? key : 'other'],
  )
  const { subject = '', reason = '', powers = '', duties = [] } = (raw ?? {}) as Partial<OrderWords>
  const tags = of ? { ...orderTags(cx, of), edition: named.edition ?? '' } : named
  const words = fillOrderWords({ subject, reason, powers, duties }, tags)
  const sample = sampleOf('order', names).data as PaperData<'order'>
  const committee = sample.committees?.[0]
  const isAppointment = part !== 'actions' && part !== 'changes'
  return {
    kind: 'order',
    of: '',
    data: withWords(
      {
        ...sample,
        provisions: [],
        committees:
          committee === undefined || (part === 'actions' && key === 'cancel')
            ? []
            : [
                {
                  ...committee,
                  heading: '',
                  changes: isAppointment ? [] : (committee.changes ?? []),
                  seats: isAppointment ? committee.seats : [],
                  dutiesIntro: isAppointment ? wording.dutiesIntro : '',
                  duties: [],
                },
              ],
      },
      words,
    ),
  }
}

function newestBody(cx: Reader, kind: string): string | undefined {
  return cx.db
    .select({ id: body.id })
    .from(body)
    .where(and(eq(body.officeId, cx.office().id), eq(body.kind, kind)))
    .orderBy(desc(body.id))
    .get()?.id
}
