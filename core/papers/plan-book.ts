import { and, asc, eq } from 'drizzle-orm'
import { forum, forumNeed, lao, village, villageFigure, villageLao } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { headsToday } from '../people/holders.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import type { Plan } from '../plans/contract.ts'
import type { MadePaper } from './catalogue.ts'
import type { PaperData } from './data.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'
import { type PlanPlace, planRows } from './plan-rows.ts'

type Book = PaperData<'planBook'>
type Village = typeof village.$inferSelect
type Forum = typeof forum.$inferSelect
type BookWords = { part: string; forumVillage: string; forumTambon: string; and: string }

/** Years of figures that are printed, the newest last. */
const FIGURE_YEARS = 5

/**
 * The plan of a village, community or tambon as a book: basic data, problems and needs of its forums, its projects, the
 * resolution that adopted it (DOMAIN.md §3.3).
 *
 * @throws Fault paper.dataInvalid for a plan of another level
 */
export function planBookPaper(
  cx: QueryContext,
  { row, place, edition }: { row: Plan; place: PlanPlace; edition: string },
): MadePaper<'planBook'> {
  if (row.level !== 'village' && row.level !== 'tambon')
    throw new Fault('paper.dataInvalid', { kind: 'planBook', where: 'level' })
  const isVillage = row.level === 'village'
  const villages = villagesOf(cx, row)
  const own = isVillage ? villages[0] : undefined
  return {
    kind: 'planBook',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx'],
    fileName: paperFileTitle(cx, 'planBook', {
      name: row.name,
      tambon: isVillage ? place.tambon : '',
      planFy: row.planFy,
    }),
    data: {
      level: isVillage && place.isCommunity ? 'community' : row.level,
      planFy: row.planFy,
      village: isVillage ? row.areaName : '',
      tambon: place.tambon,
      district: place.district,
      province: place.province,
      firstYear: row.spanStart,
      lastYear: row.spanStart + row.spanLength - 1,
      edition,
      asOf: row.adoptedOn ?? cx.today(),
      headman: own?.headmanName ?? '',
      laos: laosOf(cx, villages),
      population: sumOf(villages, 'population'),
      households: sumOf(villages, 'households'),
      figures: isVillage ? figuresByYear(cx, row.villageId ?? '') : figuresByVillage(cx, villages),
      ...forumPart(cx, row, villages),
      rows: planRows(cx, row, place),
      adoption:
        row.adoptedOn === null
          ? null
          : { by: row.adoptedBy, on: row.adoptedOn, resolution: row.resolution, attendees: row.attendees },
    },
  }
}

/** The village of the plan, or all villages and communities of its tambon, villages first. */
function villagesOf(cx: QueryContext, row: Plan): Village[] {
  const heads = headsToday(cx, row.officeId)
  const rows = cx.db
    .select()
    .from(village)
    .where(
      row.villageId === null
        ? and(eq(village.officeId, row.officeId), eq(village.tambonCode, row.tambonCode ?? ''))
        : eq(village.id, row.villageId),
    )
    .orderBy(asc(village.mooNo), asc(village.name))
    .all()
    .map((one) => ({ ...one, headmanName: heads.nameOf(one) }))
  return [...rows.filter((one) => one.kind === 'village'), ...rows.filter((one) => one.kind === 'community')]
}

/** Null where nobody has entered a figure: nothing known is not nobody living there. */
function sumOf(villages: readonly Village[], field: 'population' | 'households'): number | null {
  const known = villages.flatMap((one) => (one[field] === null ? [] : [one[field]]))
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

/** อปท. of the villages; one that has all of its villages here only in part is marked so (DOMAIN.md §8). */
function laosOf(cx: QueryContext, villages: readonly Village[]): string[] {
  const words = bookWords(cx)
  const inside = new Set(villages.map((one) => one.id))
  const links = cx.db
    .select({ villageId: villageLao.villageId, part: villageLao.part, name: lao.name, type: lao.laoType })
    .from(villageLao)
    .innerJoin(lao, eq(lao.id, villageLao.laoId))
    .orderBy(asc(lao.id))
    .all()
    .filter((link) => inside.has(link.villageId) && link.type !== 'AGENCY')
  const isPart = new Map<string, boolean>()
  for (const { name, part } of links) isPart.set(name, (isPart.get(name) ?? true) && part)
  return [...isPart].map(([name, part]) => (part ? fillWords(words.part, { name }) : name))
}

function figuresByYear(cx: QueryContext, villageId: string): Book['figures'] {
  return cx.db
    .select()
    .from(villageFigure)
    .where(eq(villageFigure.villageId, villageId))
    .orderBy(asc(villageFigure.year))
    .all()
    .slice(-FIGURE_YEARS)
    .map(({ year, population, male, female, households, source }) => ({
      label: String(year),
      population,
      male,
      female,
      households,
      source,
    }))
}

function figuresByVillage(cx: QueryContext, villages: readonly Village[]): Book['figures'] {
  const nameOf = villageNames(cx)
  return villages.map((one) => ({
    label: nameOf(one),
    headman: one.headmanName,
    population: one.population,
    households: one.households,
  }))
}

function villageNames(cx: QueryContext): (row: Village) => string {
  const nameOf = areaNames(cx)
  return ({ name, kind, mooNo }) => nameOf({ villageName: name, villageKind: kind, mooNo })
}

function bookWords(cx: QueryContext): BookWords {
  return cx.resources.json<BookWords>('papers/wording/book.json')
}

/**
 * Forums that were held for the plan FY and what they named. A tambon's book prints the needs of its own forum; where
 * it held none, those of its villages' forums with the village.
 */
function forumPart(
  cx: QueryContext,
  row: Plan,
  villages: readonly Village[],
): Pick<Book, 'forums' | 'needs'> {
  const words = bookWords(cx)
  const nameOf = villageNames(cx)
  const byId = new Map(villages.map((one) => [one.id, one]))
  const held = cx.db
    .select()
    .from(forum)
    .where(
      and(
        eq(forum.officeId, row.officeId),
        eq(forum.planFy, row.planFy),
        eq(forum.state, 'held'),
        row.villageId === null
          ? eq(forum.tambonCode, row.tambonCode ?? '')
          : eq(forum.villageId, row.villageId),
      ),
    )
    .orderBy(asc(forum.heldOn), asc(forum.id))
    .all()
    .filter((one) => row.villageId !== null || one.level === 'tambon' || byId.has(one.villageId ?? ''))
  const tambonForums = held.filter((one) => one.level === 'tambon')
  const speaking = row.villageId === null && tambonForums.length > 0 ? tambonForums : held
  const villageOf = (one: Forum) => (one.villageId === null ? undefined : byId.get(one.villageId))
  return {
    forums: held.map((one) => {
      const place = villageOf(one)
      return {
        name: place ? fillWords(words.forumVillage, { village: nameOf(place) }) : words.forumTambon,
        heldOn: one.heldOn ?? '',
        place: one.place,
        persons: one.attendance.reduce((sum, group) => sum + group.persons, 0),
        partners: one.partners.map(({ name }) => name).join(words.and),
      }
    }),
    needs: needsOf(
      cx,
      speaking.map((one) => {
        const place = row.villageId === null ? villageOf(one) : undefined
        return { id: one.id, village: place ? nameOf(place) : '' }
      }),
    ),
  }
}

function needsOf(
  cx: QueryContext,
  forums: readonly { id: string; village: string }[],
): NonNullable<Book['needs']> {
  const needs = forums.flatMap(({ id, village: name }) =>
    cx.db
      .select()
      .from(forumNeed)
      .where(eq(forumNeed.forumId, id))
      .orderBy(asc(forumNeed.no))
      .all()
      .map((need) => ({
        rank: need.rank ?? need.no,
        issue: need.issue,
        problem: need.problem,
        cause: need.cause,
        name: need.name,
        village: name,
        votes: need.votes,
      })),
  )
  // Issues in the order in which they come up first, the most wanted of each first.
  const order = new Map<string, number>()
  for (const { issue } of needs) if (issue !== '' && !order.has(issue)) order.set(issue, order.size)
  return needs.sort(
    (a, b) => (order.get(a.issue) ?? order.size) - (order.get(b.issue) ?? order.size) || a.rank - b.rank,
  )
}
