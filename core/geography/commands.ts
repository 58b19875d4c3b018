import { and, desc, eq, inArray } from 'drizzle-orm'
import type { z } from 'zod'
import { body, forum, lao, plan, project, village, villageFigure, villageLao } from '../../db/schema.ts'
import type { FaultIssue } from '../faults.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { leaveLao, removePostsOfVillage, renameLaoPosts, saveHeads } from '../people/commands.ts'
import { buddhistYearOf } from '../thai/dates.ts'
import { tambonsOfOffice } from './queries.ts'
import {
  type FigureFields,
  fitsSex,
  isEmptyFigure,
  type laoFields,
  type SexCleared,
  type VillageFields,
} from './rules.ts'

type VillageInput = { id: string | null; fields: VillageFields }

/**
 * Adds or changes whole rows, all or none.
 *
 * @returns ids in the order of the rows, and where men and women of a year were cleared (see keepFigures)
 * @throws Fault input.invalid naming each row: a tambon of another office, a moo or a community that stands twice
 */
export function saveVillages(
  cx: CommandContext,
  input: { rows: VillageInput[] },
): { ids: string[]; sexCleared: SexCleared } {
  const officeId = cx.office().id
  const existing = cx.db.select().from(village).where(eq(village.officeId, officeId)).all()
  const byId = new Map(existing.map((row) => [row.id, row]))
  const issues = [...wrongTambons(cx, input.rows), ...doubles(existing, input.rows)]
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  // Two villages may change numbers with each other in one save: the number is free only once both let it go.
  for (const { id, fields } of input.rows) {
    const before = id === null ? undefined : byId.get(id)
    if (
      before &&
      before.mooNo !== null &&
      (before.mooNo !== fields.mooNo || before.tambonCode !== fields.tambonCode)
    ) {
      cx.write.update(village, before.id, { mooNo: null })
    }
  }
  const ids = input.rows.map(({ id, fields: { headmanName: _head, ...fields } }) => {
    if (id === null) return cx.write.insert(village, fields)
    cx.write.update(village, id, fields)
    return id
  })
  // Who heads a village is the holder of its post, here as in every body (core/people).
  saveHeads(
    cx,
    input.rows.map(({ id, fields }, at) => ({
      id: ids[at] ?? '',
      headmanName: fields.headmanName,
      before: (id === null ? undefined : byId.get(id)) ?? null,
    })),
  )
  return { ids, sexCleared: keepFigures(cx, byId, input.rows) }
}

/** The newest figure of each village, if it has any. */
function newestFigures(
  cx: CommandContext,
  villageIds: readonly string[],
): Map<string, typeof villageFigure.$inferSelect> {
  if (villageIds.length === 0) return new Map()
  const rows = cx.db
    .select()
    .from(villageFigure)
    .where(inArray(villageFigure.villageId, [...villageIds]))
    .orderBy(desc(villageFigure.year))
    .all()
  const newest = new Map<string, (typeof rows)[number]>()
  for (const row of rows) if (!newest.has(row.villageId)) newest.set(row.villageId, row)
  return newest
}

/**
 * What is typed in the list of villages is what is known today: where a village has figures by year, it becomes the figure
 * of this year (พ.ศ.), or corrects the newest one if that is of this year or later. What is only erased there corrects the
 * newest one too. Men and women that no longer add up to it are not known any more.
 *
 * @returns the years in which men and women were cleared, and of how many villages
 */
function keepFigures(
  cx: CommandContext,
  before: ReadonlyMap<string, { population: number | null; households: number | null }>,
  rows: readonly VillageInput[],
): SexCleared {
  const typed = rows.flatMap(({ id, fields: { population, households } }) => {
    const was = id === null ? undefined : before.get(id)
    if (id === null || !was) return []
    const changed = [
      ...(was.population === population ? [] : [population]),
      ...(was.households === households ? [] : [households]),
    ]
    return changed.length === 0
      ? []
      : [{ id, population, households, erased: changed.every((value) => value === null) }]
  })
  const newest = newestFigures(
    cx,
    typed.map((row) => row.id),
  )
  const thisYear = buddhistYearOf(cx.today())
  const years = new Set<number>()
  let villages = 0
  for (const { id, erased, ...totals } of typed) {
    const figure = newest.get(id)
    if (!figure) continue
    if (figure.year < thisYear && !erased) {
      cx.write.insert(villageFigure, {
        ...{ villageId: id, year: thisYear, ...totals },
        ...{ male: null, female: null, source: '' },
      })
      continue
    }
    const { male, female } = figure
    if ((male === null && female === null) || fitsSex({ ...totals, male, female })) {
      cx.write.update(villageFigure, figure.id, totals)
      continue
    }
    cx.write.update(villageFigure, figure.id, { ...totals, male: null, female: null })
    years.add(figure.year)
    villages += 1
  }
  return { villages, years: [...years].sort() }
}

/** Keeps population and households of villages those of their newest year. */
export function followNewest(cx: CommandContext, villageIds: readonly string[]): void {
  const newest = newestFigures(cx, villageIds)
  for (const id of villageIds) {
    const figure = newest.get(id)
    if (figure) {
      cx.write.update(village, id, { population: figure.population, households: figure.households })
    }
  }
}

/**
 * Figures of villages by year, all or none; an empty one takes that year away.
 *
 * @throws Fault record.notFound for a village of another office
 */
export function saveFigures(
  cx: CommandContext,
  input: { rows: { villageId: string; fields: FigureFields }[] },
): void {
  const own = ownVillages(cx)
  const known = new Map(
    cx.db
      .select({ id: villageFigure.id, villageId: villageFigure.villageId, year: villageFigure.year })
      .from(villageFigure)
      .where(eq(villageFigure.officeId, cx.office().id))
      .all()
      .map((row) => [`${row.villageId} ${row.year}`, row.id]),
  )
  for (const { villageId, fields } of input.rows) {
    if (!own.has(villageId)) throw new Fault('record.notFound', { kind: 'village', id: villageId })
    const key = `${villageId} ${fields.year}`
    const id = known.get(key)
    if (isEmptyFigure(fields)) {
      if (id !== undefined) cx.write.remove(villageFigure, id)
      known.delete(key)
    } else if (id === undefined) {
      known.set(key, cx.write.insert(villageFigure, { villageId, ...fields }))
    } else {
      cx.write.update(villageFigure, id, fields)
    }
  }
  followNewest(cx, [...new Set(input.rows.map((row) => row.villageId))])
}

function ownVillages(cx: CommandContext): Set<string> {
  return new Set(
    cx.db
      .select({ id: village.id })
      .from(village)
      .where(eq(village.officeId, cx.office().id))
      .all()
      .map((row) => row.id),
  )
}

function wrongTambons(cx: CommandContext, rows: readonly VillageInput[]): FaultIssue[] {
  const own = new Set(tambonsOfOffice(cx).map((tambon) => tambon.code))
  return rows.flatMap(({ fields }, at) =>
    own.has(fields.tambonCode)
      ? []
      : [
          {
            path: ['rows', at, 'fields', 'tambonCode'],
            key: 'foreignTambon',
            params: { code: fields.tambonCode },
          },
        ],
  )
}

function doubles(
  existing: readonly { id: string; kind: string; tambonCode: string; mooNo: number | null; name: string }[],
  rows: readonly VillageInput[],
): FaultIssue[] {
  const changed = new Set(rows.map((row) => row.id))
  const keyOf = (fields: { kind: string; tambonCode: string; mooNo: number | null; name: string }) =>
    fields.kind === 'village' ? `${fields.tambonCode} ${fields.mooNo}` : `${fields.tambonCode} ${fields.name}`
  const taken = new Set(existing.filter((row) => !changed.has(row.id)).map(keyOf))
  const issues: FaultIssue[] = []
  rows.forEach(({ fields }, at) => {
    const key = keyOf(fields)
    if (taken.has(key)) {
      issues.push(
        fields.kind === 'village'
          ? { path: ['rows', at, 'fields', 'mooNo'], key: 'mooTwice', params: { moo: fields.mooNo } }
          : { path: ['rows', at, 'fields', 'name'], key: 'communityTwice', params: { name: fields.name } },
      )
    }
    taken.add(key)
  })
  return issues
}

/** Its figures go with it. @throws Fault record.inUse while a plan, forum, project, body or LAO refers to the village */
export function removeVillage(cx: CommandContext, input: { id: string }): void {
  const used =
    cx.db.select({ id: plan.id }).from(plan).where(eq(plan.villageId, input.id)).limit(1).get() ??
    cx.db.select({ id: project.id }).from(project).where(eq(project.villageId, input.id)).limit(1).get() ??
    cx.db.select({ id: body.id }).from(body).where(eq(body.villageId, input.id)).limit(1).get() ??
    cx.db.select({ id: forum.id }).from(forum).where(eq(forum.villageId, input.id)).limit(1).get() ??
    cx.db
      .select({ id: villageLao.id })
      .from(villageLao)
      .where(eq(villageLao.villageId, input.id))
      .limit(1)
      .get()
  if (used) throw new Fault('record.inUse', { kind: 'village' })
  const figures = cx.db
    .select({ id: villageFigure.id })
    .from(villageFigure)
    .where(eq(villageFigure.villageId, input.id))
    .all()
  for (const { id } of figures) cx.write.remove(villageFigure, id)
  removePostsOfVillage(cx, input.id)
  cx.write.remove(village, input.id)
}

type LaoInput = {
  id: string | null
  fields: z.infer<typeof laoFields>
  villages: { villageId: string; part: boolean }[]
}

/** Saves a local authority with the villages it covers, some of them only in part (DOMAIN.md §8). */
export function saveLao(cx: CommandContext, input: LaoInput): { id: string } {
  const officeId = cx.office().id
  const own = ownVillages(cx)
  const wanted = new Map(input.villages.map((link) => [link.villageId, link.part]))
  for (const villageId of wanted.keys()) {
    if (!own.has(villageId)) throw new Fault('record.notFound', { kind: 'village', id: villageId })
  }
  const before = input.id === null ? null : cx.write.mustOwn(lao, input.id)
  const id = before?.id ?? cx.write.insert(lao, input.fields)
  if (before !== null) {
    cx.write.update(lao, id, input.fields)
    renameLaoPosts(cx, before)
  }
  const links = cx.db
    .select()
    .from(villageLao)
    .where(and(eq(villageLao.officeId, officeId), eq(villageLao.laoId, id)))
    .all()
  for (const link of links) {
    const part = wanted.get(link.villageId)
    if (part === undefined) cx.write.remove(villageLao, link.id)
    else cx.write.update(villageLao, link.id, { part })
    wanted.delete(link.villageId)
  }
  for (const [villageId, part] of wanted) cx.write.insert(villageLao, { villageId, laoId: id, part })
  cx.about('lao', id)
  return { id }
}

/** @throws Fault record.inUse while a plan of its own (its list of projects) is here */
export function removeLao(cx: CommandContext, input: { id: string }): void {
  cx.write.mustGet(lao, input.id)
  const used = cx.db
    .select({ id: plan.id })
    .from(plan)
    .where(and(eq(plan.level, 'local'), eq(plan.areaKey, input.id)))
    .limit(1)
    .get()
  if (used) throw new Fault('record.inUse', { kind: 'lao' })
  const links = cx.db
    .select({ id: villageLao.id })
    .from(villageLao)
    .where(eq(villageLao.laoId, input.id))
    .all()
  for (const { id } of links) cx.write.remove(villageLao, id)
  leaveLao(cx, input.id)
  cx.write.remove(lao, input.id)
}

type Coverage = {
  newLaos: z.infer<typeof laoFields>[]
  links: { villageId: string; lao: string | number; cover: 'none' | 'part' | 'whole' }[]
}

/**
 * Links of villages with local authorities, whole, in part or none; all or none of them are written (DOMAIN.md §8).
 *
 * @returns ids of the new local authorities in their order
 * @throws Fault record.notFound for a village or a local authority of another office; record.duplicate for a name that
 *   is there already
 */
export function saveCoverage(cx: CommandContext, input: Coverage): { laoIds: string[] } {
  const officeId = cx.office().id
  const own = ownVillages(cx)
  const known = cx.db.select().from(lao).where(eq(lao.officeId, officeId)).all()
  const names = new Set(known.map((row) => row.name))
  const laoIds = input.newLaos.map((fields) => {
    if (names.has(fields.name)) throw new Fault('record.duplicate', { kind: 'lao', what: fields.name })
    names.add(fields.name)
    return cx.write.insert(lao, fields)
  })
  const ids = new Set([...known.map((row) => row.id), ...laoIds])
  const links = new Map(
    cx.db
      .select()
      .from(villageLao)
      .where(eq(villageLao.officeId, officeId))
      .all()
      .map((row) => [`${row.villageId} ${row.laoId}`, row.id]),
  )
  for (const { villageId, lao: which, cover } of input.links) {
    const laoId = typeof which === 'number' ? laoIds[which] : which
    if (laoId === undefined || !ids.has(laoId))
      throw new Fault('record.notFound', { kind: 'lao', id: String(which) })
    if (!own.has(villageId)) throw new Fault('record.notFound', { kind: 'village', id: villageId })
    const key = `${villageId} ${laoId}`
    const id = links.get(key)
    if (cover === 'none') {
      if (id !== undefined) cx.write.remove(villageLao, id)
      links.delete(key)
    } else if (id === undefined) {
      links.set(key, cx.write.insert(villageLao, { villageId, laoId, part: cover === 'part' }))
    } else {
      cx.write.update(villageLao, id, { part: cover === 'part' })
    }
  }
  return { laoIds }
}
