import { eq } from 'drizzle-orm'
import { lao, person, village } from '../../db/schema.ts'
import { bodyKinds } from '../bodies/queries.ts'
import type { QueryContext } from '../kernel/context.ts'

/**
 * Names that no line of a paper may cut, because the dictionary of line breaks knows few of them (พรหม|โลก): the office's
 * province and its districts, the tambons of its own district, and the villages, communities, LAOs and persons it has
 * entered. Without or with their prefix; DOCUMENTS.md §D.2.
 */
export function paperNames(cx: QueryContext): string[] {
  const office = cx.office()
  const { geography } = cx
  const districts = geography.districtsOf(office.provinceCode)
  const tambons = office.districtCode === null ? [] : geography.tambonsOf(office.districtCode)
  const places = cx.db
    .select({ name: village.name })
    .from(village)
    .where(eq(village.officeId, office.id))
    .all()
  const laos = cx.db.select({ name: lao.name }).from(lao).where(eq(lao.officeId, office.id)).all()
  const people = cx.db
    .select({ first: person.firstName, last: person.lastName })
    .from(person)
    .where(eq(person.officeId, office.id))
    .all()
  return [
    geography.nameOf(office.provinceCode) ?? '',
    ...districts.map(({ name }) => name),
    ...tambons.map(({ name }) => name),
    // a road is named by its villages without the word บ้าน: สายลำนาว–คลองขุด
    ...places.flatMap(({ name }) => [name, name.replace(/^(?:บ้าน|ชุมชน)\s*/u, '')]),
    ...laos.map(({ name }) => name),
    ...people.flatMap(({ first, last }) => [first, last]),
    // ศป.ปส.อ.: abbreviations with stops in them; a long name may be cut between its words
    ...[...bodyKinds(cx).values()].map(({ shortName }) => shortName).filter((name) => name.includes('.')),
  ].filter((name) => name !== '')
}
