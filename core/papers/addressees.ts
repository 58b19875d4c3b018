import { and, asc, eq, ne } from 'drizzle-orm'
import { lao, village } from '../../db/schema.ts'
import { getBody } from '../bodies/queries.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { fullName } from '../people/rules.ts'
import { rulesByKey } from '../rules/queries.ts'
import type { AddresseeGroup } from './contract.ts'
import { addresseeWords, type LetterWording, letterWording } from './letter-models.ts'
import type { AddresseeFields } from './rules.ts'

type Group = LetterWording['groups'][number]
type Column = keyof LetterWording['columns']
/** What is known of one addressee: words of the group's template and columns of the letter. */
type Known = Partial<Record<Column | 'laoMayor', string>>

/** Groups that the office can write to, with how many they are now. */
export function listAddresseeGroups(cx: QueryContext): AddresseeGroup[] {
  const { profile } = cx.office()
  return letterWording(cx)
    .groups.filter(({ profiles }) => profiles.includes(profile))
    .map((group) => ({
      key: group.key,
      name: group.name,
      needsBodies: group.of === 'body',
      count: group.of === 'body' ? 0 : knownOf(cx, group, []).length,
    }))
    .filter(({ needsBodies, count }) => needsBodies || count > 0)
}

/**
 * Those of a group now, in the order of the office's lists, each once, with the columns that the group gives.
 *
 * @throws Fault letter.unknownGroup; record.notFound for an unknown body
 */
export function addresseesOf(
  cx: QueryContext,
  input: { group: string; bodyIds: readonly string[] },
): { addressee: string; rows: AddresseeFields[] } {
  const wording = letterWording(cx)
  const group = wording.groups.find(({ key }) => key === input.group)
  if (!group) throw new Fault('letter.unknownGroup', { group: input.group })
  const known = knownOf(cx, group, input.bodyIds)
  const columns = (Object.keys(wording.columns) as Column[]).filter((column) =>
    known.some((one) => (one[column] ?? '') !== ''),
  )
  const rows = known.map(
    (one): AddresseeFields => ({
      addressee: addresseeWords(group.addressee, one),
      fields: Object.fromEntries(columns.map((column) => [wording.columns[column], one[column] ?? ''])),
    }),
  )
  return { addressee: group.collective, rows: rows.filter(({ addressee }) => addressee !== '') }
}

function knownOf(cx: QueryContext, group: Group, bodyIds: readonly string[]): Known[] {
  const own = cx.office()
  const nameOf = (code: string | null) => (code === null ? '' : (cx.geography.nameOf(code) ?? ''))
  const province = nameOf(own.provinceCode)
  switch (group.of) {
    case 'district':
      return cx.geography.districtsOf(own.provinceCode).map(({ name }) => ({ province, district: name }))
    case 'tambon':
      return tambonsOfOffice(cx).map(({ name }) => ({ district: nameOf(own.districtCode), tambon: name }))
    case 'village':
    case 'community':
      return cx.db
        .select()
        .from(village)
        .where(and(eq(village.officeId, own.id), eq(village.kind, group.of)))
        .orderBy(asc(village.tambonCode), asc(village.mooNo), asc(village.id))
        .all()
        .map(({ name, mooNo, tambonCode }) => ({
          district: nameOf(own.districtCode),
          tambon: nameOf(tambonCode),
          moo: mooNo === null ? '' : String(mooNo),
          village: name,
        }))
    case 'lao':
    case 'agency':
      return laosOf(cx, group.of)
    case 'body':
      return membersOf(cx, bodyIds)
  }
}

function laosOf(cx: QueryContext, of: 'lao' | 'agency'): Known[] {
  const types = rulesByKey(cx, 'lao-types')
  return cx.db
    .select()
    .from(lao)
    .where(
      and(
        eq(lao.officeId, cx.office().id),
        of === 'agency' ? eq(lao.laoType, 'AGENCY') : ne(lao.laoType, 'AGENCY'),
      ),
    )
    .orderBy(asc(lao.id))
    .all()
    .map(({ name, laoType }) => {
      const { prefix = '', mayor } = types.get(laoType) ?? {}
      // เทศบาลตำบลพรหมโลก is led by the นายกเทศมนตรีตำบลพรหมโลก
      const led =
        mayor !== undefined && name.startsWith(prefix) ? `${mayor}${name.slice(prefix.length)}` : name
      return { lao: name, laoMayor: led }
    })
}

/** Members of bodies in the order of their seats; one who sits in several of them is written to once. */
function membersOf(cx: QueryContext, bodyIds: readonly string[]): Known[] {
  const once = new Map<string, Known & { titles: string[]; bodies: string[] }>()
  for (const id of bodyIds) {
    const body = getBody(cx, id)
    for (const seat of body.seatRows) {
      const person = seat.person === null ? '' : fullName(seat.person)
      const position = seat.post !== '' ? seat.post : (seat.person?.position ?? '')
      const addressee = person === '' ? position : person
      if (addressee === '') continue
      const key = seat.personId ?? addressee
      const known = once.get(key) ?? { name: addressee, position, titles: [], bodies: [] }
      if (!known.titles.includes(seat.title)) known.titles.push(seat.title)
      if (!known.bodies.includes(body.name)) known.bodies.push(body.name)
      once.set(key, known)
    }
  }
  return [...once.values()].map(({ titles, bodies, ...known }) => ({
    ...known,
    title: titles.join(', '),
    body: bodies.join(', '),
  }))
}
