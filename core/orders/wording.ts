import { and, eq, inArray } from 'drizzle-orm'
import { body, office, village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { fillWords } from '../plans/areas.ts'
import { readRuleTable } from '../rules/queries.ts'
import { readWording } from '../templates/wording.ts'
import { formatThaiDate } from '../thai/dates.ts'
import type { OrderInForce, OrderRow } from './in-force.ts'
import type { MemberChange, OrderAction, OrderMember } from './rules.ts'

export type OrderWords = { subject: string; reason: string; powers: string; duties: string[] }
type KindWording = OrderWords & {
  /** The power relied on, as it stands before "จึง…"; '' = none is named. */
  authority: string
  /** One order for several bodies of this kind. */
  together?: { subject: string; powers: string }
}
/** resources/papers/wording/orders.json */
type OrderWording = {
  reference: string
  referenceBlank: string
  andAmendments: string
  supersedes: string
  supersedesPart: string
  supersedesMany: string
  onlyPart: string
  dutiesIntro: string
  bodyHeading: string
  /** Position of who only acts in a post. */
  acting: string
  bodiesFew: string
  bodiesMany: string
  actions: {
    amend: { subject: string; again: string; reason: string; powers: string; rest: string }
    cancel: { subject: string; reason: string; powers: string }
  }
  changes: Record<'leaves' | 'instead' | 'joins' | 'name' | 'position' | 'title' | 'several', string>
  kinds: Record<string, KindWording>
}

/** The one place where the words of orders are read. */
export function orderWording(cx: Pick<QueryContext, 'db' | 'resources'>): OrderWording {
  return readWording<OrderWording>(cx, 'orders')
}

/** What a draft is about, as far as its words go. */
export type OrderAbout = {
  /** The first is the one the order is kept under. */
  bodyIds: readonly string[]
  /** Guideline edition it is reviewed for, พ.ศ. */
  editionFy: number
  action: OrderAction
  /** The order that an amendment changes or a cancelling order ends. */
  about: OrderInForce | null
}

type BodyPlace = {
  id: string
  kind: string
  name: string
  tambonCode: string | null
  districtCode: string | null
  village: string
  moo: number | ''
}

/** Bodies with their places, in the order asked for. @throws Fault record.notFound */
export function placesOfBodies(cx: QueryContext, bodyIds: readonly string[]): BodyPlace[] {
  const rows = cx.db
    .select({
      id: body.id,
      kind: body.kind,
      name: body.name,
      tambonCode: body.tambonCode,
      districtCode: body.districtCode,
      village: village.name,
      moo: village.mooNo,
    })
    .from(body)
    .leftJoin(village, and(eq(village.id, body.villageId)))
    .where(inArray(body.id, [...bodyIds]))
    .all()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return bodyIds.map((id) => {
    const row = byId.get(id)
    if (!row) throw new Fault('record.notFound', { kind: 'body', id })
    return { ...row, village: row.village ?? '', moo: row.moo ?? '' }
  })
}

/** More names than this in one line are said as the first and how many more. */
const NAMES_IN_FULL = 3

/** Tags of the wording with what they stand for in one order. */
export function orderTags(cx: QueryContext, of: OrderAbout): Record<string, string | number> {
  const places = placesOfBodies(cx, of.bodyIds)
  const one = <K extends 'tambonCode' | 'districtCode' | 'village' | 'moo'>(key: K) => {
    const values = new Set(places.map((place) => place[key]))
    return values.size === 1 ? (places[0]?.[key] ?? '') : ''
  }
  const named = (code: string | number) =>
    code === '' ? '' : (cx.geography.nameOf(String(code)) ?? String(code))
  const guideline = readRuleTable(cx, 'guideline').items[0]
  const { actions } = orderWording(cx)
  const names = places.map((place) => place.name)
  const times = (of.about?.amendments.length ?? 0) + 1
  const tags: Record<string, string | number> = {
    body: names[0] ?? '',
    bodies: namesTogether(cx, names),
    count: places.length,
    village: one('village'),
    moo: one('moo'),
    tambon: named(one('tambonCode')),
    district: named(one('districtCode')),
    province: named(cx.office().provinceCode),
    guideline: String(guideline?.name ?? ''),
    regulation: String(guideline?.regulation ?? ''),
    edition: fillWords(String(guideline?.editionTemplate ?? ''), { editionFy: of.editionFy }),
    before: of.about === null ? '' : referenceTo(cx, of.about.order, of.about.amendments.length > 0),
    subjectBefore: of.about?.order.subject ?? '',
    again: times > 1 ? fillWords(actions.amend.again, { times }) : '',
  }
  return { ...tags, authority: fillWords(kindWording(cx, places).authority, tags) }
}

/** ก, ก และข, ก ข และค, ก และอีก 4 คณะ */
export function namesTogether(cx: QueryContext, names: readonly string[]): string {
  const [first = '', ...others] = names
  if (others.length === 0) return first
  const { bodiesFew, bodiesMany } = orderWording(cx)
  return names.length > NAMES_IN_FULL
    ? fillWords(bodiesMany, { first, more: others.length })
    : fillWords(bodiesFew, { names: names.slice(0, -1).join(' '), last: names.at(-1) ?? '' })
}

/** Wording of the bodies' kind; of bodies of several kinds the common one. */
function kindWording(cx: QueryContext, places: readonly BodyPlace[]): KindWording {
  const { kinds } = orderWording(cx)
  const keys = [...new Set(places.map((place) => place.kind))]
  const found = (keys.length === 1 ? kinds[keys[0] ?? ''] : undefined) ?? kinds.other
  if (!found) throw new Fault('template.invalid', { template: 'wording/orders', where: keys.join(', ') })
  return found
}

/** What orders of this kind say before their tags are filled in. */
export function orderTemplate(cx: QueryContext, of: OrderAbout): OrderWords {
  const { actions, kinds } = orderWording(cx)
  if (of.action === 'amend' || of.action === 'cancel') {
    const { subject, reason, powers } = actions[of.action]
    return { subject, reason, powers, duties: [] }
  }
  const kind = kindWording(cx, placesOfBodies(cx, of.bodyIds))
  const together = of.bodyIds.length > 1 ? (kind.together ?? kinds.other?.together) : undefined
  const { subject, reason, powers, duties } = { ...kind, ...together }
  return { subject, reason, powers, duties }
}

/**
 * What a new order says: the wording of its kind and of its bodies' kind, else the common one, with the names of its
 * place and the guideline edition it is reviewed for.
 */
export function orderWords(cx: QueryContext, of: OrderAbout): OrderWords {
  return fillOrderWords(orderTemplate(cx, of), orderTags(cx, of))
}

/** @throws Fault template.unknownTag */
export function fillOrderWords<W extends Partial<OrderWords>>(
  template: W,
  tags: Readonly<Record<string, string | number>>,
): W {
  const filled: Partial<OrderWords> = {}
  if (template.subject !== undefined) filled.subject = fillWords(template.subject, tags)
  if (template.reason !== undefined) filled.reason = fillLines(template.reason, tags)
  if (template.powers !== undefined) filled.powers = fillLines(template.powers, tags)
  if (template.duties !== undefined) filled.duties = template.duties.map((duty) => fillWords(duty, tags))
  return { ...template, ...filled }
}

function fillLines(text: string, tags: Readonly<Record<string, string | number>>): string {
  return text
    .split('\n')
    .map((line) => fillWords(line, tags))
    .join('\n')
}

/** คำสั่งอำเภอ… ที่ 12/2565 เรื่อง … ลงวันที่ …, with "และที่แก้ไขเพิ่มเติม" where it was amended. */
export function referenceTo(cx: QueryContext, row: OrderRow, isAmended: boolean): string {
  const wording = orderWording(cx)
  const text = fillWords(row.number === null ? wording.referenceBlank : wording.reference, {
    issuer: issuerOf(cx),
    number: row.number ?? '',
    year: row.numberYear ?? '',
    subject: row.subject,
    signedOn: row.signedOn === null ? '' : formatThaiDate(row.signedOn, { digits: 'arabic' }),
  })
  return isAmended ? `${text} ${wording.andAmendments}` : text
}

/** As it stands after คำสั่ง: what the office set, else its district (DOCUMENTS.md §A4). */
function issuerOf(cx: QueryContext): string {
  const own = cx.office()
  const row = cx.db.select({ issuer: office.orderIssuer }).from(office).where(eq(office.id, own.id)).get()
  if (row && row.issuer !== '') return row.issuer
  const areas = cx.resources.json<{ district: string; province: string }>('papers/wording/areas.json')
  return own.districtCode === null
    ? fillWords(areas.province, { province: cx.geography.nameOf(own.provinceCode) ?? '' })
    : fillWords(areas.district, { district: cx.geography.nameOf(own.districtCode) ?? '' })
}

/** Name and position of a member on one line. */
function said(member: OrderMember): string {
  return [member.name, member.position].filter((part) => part !== '').join(' ')
}

/** What an amendment says of each change, a sentence each. */
export function changeSentences(cx: QueryContext, changes: readonly MemberChange[]): string[] {
  const wording = orderWording(cx).changes
  return changes.map((change) => {
    if (change.kind === 'joins') {
      return fillWords(wording.joins, { now: said(change.now), title: change.now.title })
    }
    const { no, was } = change
    if (change.kind === 'leaves') return fillWords(wording.leaves, { no, was: said(was), title: was.title })
    const { now } = change
    if (change.kind === 'instead') {
      return fillWords(wording.instead, { no, was: said(was), now: said(now), title: now.title })
    }
    const parts = (['name', 'position', 'title'] as const).filter((part) => was[part] !== now[part])
    const only = parts.length === 1 ? parts[0] : undefined
    if (only === 'title') {
      return fillWords(wording.title, { no, now: said(now), title: now.title, wasTitle: was.title })
    }
    if (only === 'name' && was.name !== '')
      return fillWords(wording.name, { no, was: was.name, now: now.name })
    if (only === 'position' && was.position !== '' && now.position !== '') {
      return fillWords(wording.position, { no, name: now.name, was: was.position, now: now.position })
    }
    return fillWords(wording.several, {
      no,
      was: said(was),
      wasTitle: was.title,
      now: said(now),
      title: now.title,
    })
  })
}
