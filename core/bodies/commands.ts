import { and, eq, isNull } from 'drizzle-orm'
import { body, lao, person, seat, village, villageLao } from '../../db/schema.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { PersonFields } from '../people/rules.ts'
import { fillWords } from '../plans/areas.ts'
import { readRuleTable } from '../rules/queries.ts'
import { splitThaiName } from '../thai/names.ts'
import { type BodyKind, bodyKinds } from './queries.ts'
import type { BodyFields, SeatFields, SeatRole } from './rules.ts'

type Village = typeof village.$inferSelect
type Words = {
  village: string
  moo: number | ''
  tambon: string
  district: string
  province: string
  lao: string
}
type SeatTemplate = {
  body: string
  title: string
  role: SeatRole
  filledBy: 'post' | 'person'
  post: string
  repeat: 'once' | 'village' | 'community' | 'lao' | 'tambon'
  count: number
}

/**
 * Opens a body with the seats of its template; posts repeat per village, community, LAO or tambon of its area. A
 * headman the village list already names sits in his seat.
 *
 * @throws Fault body.unknownKind, body.areaOutside, record.duplicate, input.invalid
 */
export function openBody(cx: CommandContext, input: BodyFields): { id: string } {
  const kind = bodyKinds(cx).get(input.kind)
  if (!kind) throw new Fault('body.unknownKind', { kind: input.kind })
  const area = areaOf(cx, kind, input)
  const words = wordsOf(cx, area)
  const name = input.name === '' ? fillWords(kind.nameTemplate, words) : input.name
  if (name === '')
    throw new Fault('input.invalid', { issues: [{ path: ['name'], key: 'required', params: {} }] })
  refuseDouble(cx, kind, area, name)
  const id = cx.write.insert(body, {
    kind: kind.kind,
    name,
    tambonCode: area.tambonCode,
    districtCode: area.districtCode,
    villageId: area.village?.id ?? null,
  })
  cx.about('body', id)
  const people = peopleOf(cx)
  let no = 0
  for (const one of expandTemplate(cx, kind.kind, area, words)) {
    no += 1
    const { person: sits, ...fields } = one
    cx.write.insert(seat, {
      ...fields,
      bodyId: id,
      no,
      personId: sits === null ? null : people.find(sits, null),
    })
  }
  return { id }
}

type Area = { village: Village | null; tambonCode: string | null; districtCode: string | null }

function areaOf(cx: CommandContext, kind: BodyKind, input: BodyFields): Area {
  const office = cx.office()
  const outside = (area: string) => new Fault('body.areaOutside', { area })
  const mine = (code: string) => {
    if (!tambonsOfOffice(cx).some((tambon) => tambon.code === code))
      throw outside(cx.geography.nameOf(code) ?? code)
  }
  if (kind.area === 'village') {
    if (input.villageId === null) throw required('villageId')
    const row = cx.write.mustGet(village, input.villageId)
    if (row.officeId !== office.id) throw outside(row.name)
    return { village: row, tambonCode: row.tambonCode, districtCode: row.tambonCode.slice(0, 4) }
  }
  if (kind.area === 'tambon') {
    if (input.tambonCode === null) throw required('tambonCode')
    mine(input.tambonCode)
    return { village: null, tambonCode: input.tambonCode, districtCode: input.tambonCode.slice(0, 4) }
  }
  if ((kind.area === 'province') !== (office.profile === 'province')) throw outside(kind.name)
  // A body the office names itself may be of one tambon.
  if (kind.nameTemplate === '' && input.tambonCode !== null) mine(input.tambonCode)
  const tambonCode = kind.nameTemplate === '' ? input.tambonCode : null
  return { village: null, tambonCode, districtCode: office.districtCode }
}

function required(field: string): Fault {
  return new Fault('input.invalid', { issues: [{ path: [field], key: 'required', params: {} }] })
}

function wordsOf(cx: CommandContext, area: Area): Words {
  const name = (code: string | null) => (code === null ? '' : (cx.geography.nameOf(code) ?? code))
  return {
    village: area.village?.name ?? '',
    moo: area.village?.mooNo ?? '',
    tambon: name(area.tambonCode),
    district: name(area.districtCode),
    province: name(cx.office().provinceCode),
    lao: '',
  }
}

/** One body of a kind per area; of the bodies an office names itself one per name. */
function refuseDouble(cx: CommandContext, kind: BodyKind, area: Area, name: string): void {
  const same = cx.db
    .select({ name: body.name })
    .from(body)
    .where(
      and(
        eq(body.officeId, cx.office().id),
        eq(body.kind, kind.kind),
        area.tambonCode === null ? isNull(body.tambonCode) : eq(body.tambonCode, area.tambonCode),
        area.village === null ? isNull(body.villageId) : eq(body.villageId, area.village.id),
        kind.nameTemplate === '' ? eq(body.name, name) : undefined,
      ),
    )
    .get()
  if (same) throw new Fault('record.duplicate', { kind: 'body', what: same.name })
}

function expandTemplate(cx: CommandContext, kind: string, area: Area, words: Words): SeatFields[] {
  const templates = (readRuleTable(cx, 'seat-templates').items as unknown as SeatTemplate[]).filter(
    (template) => template.body === kind,
  )
  const places = placesOf(cx, area)
  return templates.flatMap(({ title, role, filledBy, post, repeat, count }) =>
    places[repeat].flatMap(({ headman, ...place }) => {
      const filled = fillWords(post, { ...words, ...place })
      // Of a village's own committee only the chair is the headman; his assistants are not in the village list.
      const isHeadman = filledBy === 'post' && headman !== '' && (repeat !== 'once' || role === 'chair')
      const sits = isHeadman ? holderOf(cx, headman, filled) : null
      return Array.from(
        { length: count },
        (): SeatFields => ({ title, role, filledBy, post: filled, person: sits }),
      )
    }),
  )
}

type Place = Partial<Words> & { headman: string }

/** What the seats of a template repeat over. */
function placesOf(cx: CommandContext, area: Area): Record<SeatTemplate['repeat'], Place[]> {
  const officeId = cx.office().id
  const villages = cx.db
    .select()
    .from(village)
    .where(
      and(
        eq(village.officeId, officeId),
        area.tambonCode === null ? undefined : eq(village.tambonCode, area.tambonCode),
      ),
    )
    .orderBy(village.tambonCode, village.mooNo, village.id)
    .all()
  const places = (kind: 'village' | 'community') =>
    villages
      .filter((row) => row.kind === kind)
      .map((row) => ({
        village: row.name,
        moo: row.mooNo ?? ('' as const),
        tambon: cx.geography.nameOf(row.tambonCode) ?? '',
        headman: row.headmanName,
      }))
  const linked =
    area.tambonCode === null
      ? null
      : new Set(
          cx.db
            .select({ laoId: villageLao.laoId })
            .from(villageLao)
            .innerJoin(village, eq(village.id, villageLao.villageId))
            .where(and(eq(villageLao.officeId, officeId), eq(village.tambonCode, area.tambonCode)))
            .all()
            .map((row) => row.laoId),
        )
  const laos = cx.db.select().from(lao).where(eq(lao.officeId, officeId)).orderBy(lao.id).all()
  return {
    once: [{ headman: area.village?.headmanName ?? '' }],
    village: places('village'),
    community: places('community'),
    lao: laos
      .filter((row) => linked === null || linked.has(row.id))
      .map((row) => ({ lao: row.name, headman: '' })),
    tambon: tambonsOfOffice(cx).map((tambon) => ({ tambon: tambon.name, headman: '' })),
  }
}

function holderOf(cx: CommandContext, name: string, post: string): PersonFields | null {
  const split = splitThaiName(name)
  return split.firstName === '' ? null : { ...split, position: post, example: cx.office().demo }
}

export type SaveSeats = { bodyId: string; seats: { id: string | null; fields: SeatFields }[] }

/**
 * Saves all seats of a body in their order: new ones, changed ones, and those left out are removed. Persons are made,
 * corrected or found again; a person nobody's seat needs any more is forgotten (PEERS.md §3.7: minimum data).
 *
 * @throws Fault record.notFound, record.foreign
 */
export function saveSeats(cx: CommandContext, input: SaveSeats): { ids: string[] } {
  const row = cx.write.mustOwn(body, input.bodyId)
  const before = new Map(
    cx.db
      .select()
      .from(seat)
      .where(eq(seat.bodyId, row.id))
      .all()
      .map((one) => [one.id, one]),
  )
  const people = peopleOf(cx)
  const kept = new Set<string>()
  const ids = input.seats.map(({ id, fields }, at) => {
    const { person: sits, ...words } = fields
    const old = id === null ? undefined : before.get(id)
    if (id !== null && (!old || kept.has(id))) throw new Fault('record.notFound', { kind: 'seat', id })
    const personId = sits === null ? null : people.find(sits, old?.personId ?? null)
    const values = { ...words, no: at + 1, personId }
    if (id === null) return cx.write.insert(seat, { ...values, bodyId: row.id })
    kept.add(id)
    cx.write.update(seat, id, values)
    return id
  })
  for (const id of before.keys()) if (!kept.has(id)) cx.write.remove(seat, id)
  const left = new Set([...before.values()].flatMap((one) => (one.personId === null ? [] : [one.personId])))
  people.forgetUnseated(left)
  cx.about('body', row.id)
  return { ids }
}

/** Persons of the office by what they are called and where they serve. */
function peopleOf(cx: CommandContext) {
  const officeId = cx.office().id
  const rows = new Map(
    cx.db
      .select()
      .from(person)
      .where(eq(person.officeId, officeId))
      .all()
      .map((row) => [row.id, row]),
  )
  const keyOf = (one: PersonFields) => [one.title, one.firstName, one.lastName, one.position].join('\u0000')
  const byKey = new Map([...rows.values()].map((row) => [keyOf(row), row.id]))

  return {
    /**
     * The person of a seat. The same name in the same position is the same person; the same name in this very seat
     * with another title or position is that person corrected; anything else is somebody new.
     */
    find(wanted: PersonFields, seatedId: string | null): string {
      const same = byKey.get(keyOf(wanted))
      if (same !== undefined) return same
      const seated = seatedId === null ? undefined : rows.get(seatedId)
      if (seated && seated.firstName === wanted.firstName && seated.lastName === wanted.lastName) {
        byKey.delete(keyOf(seated))
        cx.write.update(person, seated.id, wanted)
        rows.set(seated.id, { ...seated, ...wanted })
        byKey.set(keyOf(wanted), seated.id)
        return seated.id
      }
      const id = cx.write.insert(person, wanted)
      rows.set(id, { ...wanted, id, officeId })
      byKey.set(keyOf(wanted), id)
      return id
    },
    forgetUnseated(ids: ReadonlySet<string>): void {
      if (ids.size === 0) return
      const seated = new Set(
        cx.db
          .select({ id: seat.personId })
          .from(seat)
          .all()
          .map((row) => row.id),
      )
      for (const id of ids) if (!seated.has(id) && rows.has(id)) cx.write.remove(person, id)
    },
  }
}
