import { asc, eq, inArray } from 'drizzle-orm'
import { lao, projectFacts, village, villageFigure, villageLao } from '../../db/schema.ts'
import { getForum } from '../forums/queries.ts'
import { villages as readVillages } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { listLayouts, readLayout } from '../layouts/queries.ts'
import type { LayoutExtras, LayoutRow } from '../papers/engine/index.ts'
import { readOfficeHead } from '../papers/office-head.ts'
import { placeWords, planRowMaker } from '../papers/plan-rows.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { getPlan } from '../plans/queries.ts'
import type { ProjectClass } from '../plans/rules.ts'
import { searchProjects } from '../projects/queries.ts'
import { readSheet } from '../ranking/queries.ts'
import { readRuleTable, ruleItems } from '../rules/queries.ts'
import type { ListLayout } from './contract.ts'
import type { ListName, ListRef } from './rules.ts'

/** Layout that a list is handed out in when none is chosen: it shows every field and takes itself in again. */
const firstLayouts: Readonly<Record<ListName, string>> = {
  planEntries: 'listEntries',
  villages: 'listVillages',
  laos: 'listLaos',
  projects: 'listProjects',
  forumNeeds: 'listNeeds',
  ranking: 'listRanking',
}

type Wording = Readonly<Record<ListName, { title: string; file: string }>> & {
  part: string
  moo: string
}

/** A list as the paper engine lays it out. */
export type ListData = {
  title: string
  subtitle: string
  /** Whose list it is, or which part of it. */
  place: string
  /** Name of the file without its ending. */
  fileName: string
  rows: LayoutRow[]
  extras: LayoutExtras
  /** Values of a field in the order in which their groups follow each other; others come after as they appear. */
  groupOrder?: Readonly<Record<string, readonly string[]>>
}

/** Rows in the order of a layout: those of one group together, else as they are. */
export function rowsInGroups(data: ListData, groupBy: string | undefined): LayoutRow[] {
  if (groupBy === undefined) return data.rows
  const place = new Map<string, number>()
  for (const value of data.groupOrder?.[groupBy] ?? []) place.set(value, place.size)
  const groupOf = (row: LayoutRow) => String(row[groupBy] ?? '')
  for (const row of data.rows) {
    const value = groupOf(row)
    if (value !== '' && !place.has(value)) place.set(value, place.size)
  }
  const at = (row: LayoutRow) => place.get(groupOf(row)) ?? place.size
  return [...data.rows].sort((a, b) => at(a) - at(b))
}

/** Layouts that a list can be handed out in: of the same table, the usual one first, the office's own at the end. */
export function listLayoutsOf(cx: QueryContext, list: ListName): ListLayout[] {
  const first = firstLayouts[list]
  const { table } = readLayout(cx, first)
  return listLayouts(cx)
    .filter((line) => line.table === table && !line.broken)
    .map(({ id, name, state }) => ({
      id,
      name,
      state,
      returns: readLayout(cx, id).layout.columns.some((column) => column.key === 'id'),
    }))
    .sort((a, b) => Number(b.id === first) - Number(a.id === first))
}

/**
 * Id of the layout to use.
 *
 * @throws Fault record.notFound for a layout of another table; layout.* for one that does not fit
 */
export function layoutFor(cx: QueryContext, list: ListName, layoutId: string | null): string {
  const first = firstLayouts[list]
  if (layoutId === null || layoutId === first) return first
  if (readLayout(cx, layoutId).table !== readLayout(cx, first).table)
    throw new Fault('record.notFound', { kind: 'layout', id: layoutId })
  return layoutId
}

/** The rows of a list with every field its table knows. @throws Fault record.notFound */
export function readList(cx: QueryContext, ref: ListRef): ListData {
  const words = cx.resources.json<Wording>('papers/wording/exports.json')
  switch (ref.list) {
    case 'planEntries':
      return planList(cx, ref.planId, words)
    case 'villages':
      return villageList(cx, ref, words)
    case 'laos':
      return laoList(cx, words)
    case 'projects':
      return projectList(cx, ref, words)
    case 'forumNeeds':
      return needList(cx, ref.forumId, words)
    case 'ranking':
      return rankList(cx, ref.planId, words)
  }
}

/** Village and tambon columns stand only where the rows of the plan come from several. */
function planList(cx: QueryContext, planId: string, words: Wording): ListData {
  const plan = getPlan(cx, planId)
  const place = placeWords(cx, plan)
  const toRow = planRowMaker(cx, plan, place)
  const rows = plan.rows.map((entry): LayoutRow => {
    const row = toRow(entry)
    return {
      ...row,
      id: entry.id,
      budget: Object.fromEntries(entry.budgets.map((one) => [String(one.fiscalYear), one.amount])),
      place: [row.village ?? '', row.tambon ?? ''].filter((part) => part !== '').join('\n'),
    }
  })
  return {
    title: words.planEntries.title,
    subtitle: plan.name,
    place: [plan.level === 'village' ? place.tambon : '', place.district, place.province]
      .filter((part) => part !== '')
      .join(' '),
    fileName: fillWords(words.planEntries.file, { title: plan.name, planFy: plan.planFy }),
    rows,
    extras: { years: plan.years },
    groupOrder: { issue: readRuleTable(cx, 'development-issues').items.map((item) => item.name) },
  }
}

function officePlace(cx: QueryContext): string {
  const head = readOfficeHead(cx)
  return [head.districtName ?? '', head.provinceName].filter((part) => part !== '').join(' ')
}

function villageList(cx: QueryContext, ref: ListRef & { list: 'villages' }, words: Wording): ListData {
  const officeId = ref.officeId ?? cx.office().id
  const found = readVillages(cx, { tambonCode: ref.tambonCode, officeId })
  const figures = cx.db
    .select()
    .from(villageFigure)
    .where(eq(villageFigure.officeId, officeId))
    .orderBy(asc(villageFigure.year))
    .all()
  const here = new Set(found.map((row) => row.id))
  const mine = figures.filter((figure) => here.has(figure.villageId))
  const ofVillage = groupedBy(mine, (figure) => figure.villageId)
  const byYear = (villageId: string, pick: (figure: (typeof mine)[number]) => number | null) =>
    Object.fromEntries(
      (ofVillage.get(villageId) ?? []).map((figure) => [String(figure.year), pick(figure) ?? undefined]),
    )
  const place =
    ref.tambonCode === null
      ? officePlace(cx)
      : `${areaNames(cx)({ tambonCode: ref.tambonCode })} ${officePlace(cx)}`
  return {
    title: words.villages.title,
    subtitle: '',
    place,
    fileName: fillWords(words.villages.file, { title: words.villages.title, place }),
    rows: found.map((row, at) => ({
      id: row.id,
      no: at + 1,
      tambon: row.tambonName,
      kind: row.kind,
      mooNo: row.mooNo,
      name: row.name,
      officialCode: row.officialCode ?? '',
      headman: row.headmanName,
      population: row.population,
      households: row.households,
      populationOf: byYear(row.id, (figure) => figure.population),
      maleOf: byYear(row.id, (figure) => figure.male),
      femaleOf: byYear(row.id, (figure) => figure.female),
      householdsOf: byYear(row.id, (figure) => figure.households),
      laos: row.laoNames.join(', '),
    })),
    extras: { years: [...new Set(mine.map((figure) => figure.year))].sort((a, b) => a - b) },
  }
}

/** One row an อปท., its villages tambon by tambon: ตำบลพรหมโลก หมู่ที่ 1, หมู่ที่ 2 (บางส่วน). */
function laoList(cx: QueryContext, words: Wording): ListData {
  const officeId = cx.office().id
  const types = ruleItems(cx, 'lao-types')
  const nameOf = areaNames(cx)
  const links = cx.db
    .select({
      laoId: villageLao.laoId,
      part: villageLao.part,
      tambonCode: village.tambonCode,
      kind: village.kind,
      mooNo: village.mooNo,
      name: village.name,
    })
    .from(villageLao)
    .innerJoin(village, eq(village.id, villageLao.villageId))
    .where(eq(villageLao.officeId, officeId))
    .orderBy(asc(village.tambonCode), asc(village.mooNo), asc(village.id))
    .all()
  const ofLao = groupedBy(links, (link) => link.laoId)
  const villageWords = (laoId: string) =>
    [...groupedBy(ofLao.get(laoId) ?? [], (link) => link.tambonCode)]
      .map(([tambonCode, rows]) => {
        const each = rows.map((row) => {
          const name =
            row.kind === 'community' || row.mooNo === null
              ? row.name
              : fillWords(words.moo, { moo: row.mooNo })
          return row.part ? `${name} ${words.part}` : name
        })
        return `${nameOf({ tambonCode })} ${each.join(', ')}`
      })
      .join('\n')
  const found = cx.db.select().from(lao).where(eq(lao.officeId, officeId)).orderBy(asc(lao.id)).all()
  const place = officePlace(cx)
  return {
    title: words.laos.title,
    subtitle: '',
    place,
    fileName: fillWords(words.laos.file, { title: words.laos.title, place }),
    rows: found.map((row, at) => ({
      id: row.id,
      no: at + 1,
      name: row.name,
      type: String(types.get(row.laoType)?.name ?? row.laoType),
      code: row.code ?? '',
      villages: villageWords(row.id),
      villageCount: (ofLao.get(row.id) ?? []).length,
    })),
    extras: {},
  }
}

/** A page of the search at a time. */
const PAGE = 5000

function projectList(cx: QueryContext, ref: ListRef & { list: 'projects' }, words: Wording): ListData {
  const levels = ruleItems(cx, 'plan-levels')
  const fates = ruleItems(cx, 'fate-kinds')
  const nameOf = (items: ReadonlyMap<string, { name: string }>, key: string) => items.get(key)?.name ?? key
  const rows: LayoutRow[] = []
  for (;;) {
    const page = searchProjects(cx, { ...ref.search, offset: rows.length, limit: PAGE })
    const facts = factsOf(
      cx,
      page.rows.map((row) => row.id),
    )
    for (const row of page.rows) {
      const fact = facts.get(row.id)
      rows.push({
        id: row.id,
        no: rows.length + 1,
        name: row.name,
        origin: row.originName,
        tambon: row.tambonName,
        level: row.level === '' ? '' : nameOf(levels, row.level),
        planFy: row.planFy === 0 ? undefined : row.planFy,
        issue: fact?.issue ?? '',
        workClass: fact === undefined ? '' : (workClasses[fact.projectClass as ProjectClass] ?? ''),
        source: fact?.budgetSource ?? '',
        agency: fact?.leadAgency ?? '',
        total: row.total,
        fate: row.fate === null ? '' : nameOf(fates, row.fate),
      })
    }
    if (page.rows.length < PAGE) break
  }
  const place = officePlace(cx)
  const text = ref.search.text.trim()
  return {
    title: words.projects.title,
    subtitle: text === '' ? '' : `“${text}”`,
    place,
    fileName: fillWords(words.projects.file, { title: words.projects.title, place }),
    rows,
    extras: {},
  }
}

function factsOf(cx: QueryContext, projectIds: readonly string[]) {
  if (projectIds.length === 0) return new Map<string, typeof projectFacts.$inferSelect>()
  const rows = cx.db
    .select()
    .from(projectFacts)
    .where(inArray(projectFacts.projectId, [...projectIds]))
    .all()
  return new Map(rows.map((row) => [row.projectId, row]))
}

function groupedBy<T, K>(list: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const one of list) {
    const known = groups.get(keyOf(one))
    if (known) known.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

const workClasses = { SELF: 'self', JOINT: 'joint', BEYOND: 'beyond' } as const

function needList(cx: QueryContext, forumId: string, words: Wording): ListData {
  const forum = getForum(cx, { id: forumId })
  return {
    title: words.forumNeeds.title,
    subtitle: forum.areaName,
    place: officePlace(cx),
    fileName: fillWords(words.forumNeeds.file, {
      title: words.forumNeeds.title,
      area: forum.areaName,
      planFy: forum.planFy,
    }),
    rows: forum.needs.map((need) => ({
      id: need.id,
      no: need.no,
      problem: need.problem,
      cause: need.cause,
      name: need.name,
      issue: need.issue,
      site: need.site,
      workClass: need.projectClass === null ? '' : workClasses[need.projectClass],
      amount: need.amount,
      votes: need.votes,
      rank: need.rank,
    })),
    extras: {},
  }
}

function rankList(cx: QueryContext, planId: string, words: Wording): ListData {
  const sheet = readSheet(cx, planId)
  const names = new Map(sheet.criteria.map((one) => [one.key, `${one.name} (${one.maximum})`]))
  return {
    title: words.ranking.title,
    subtitle: sheet.planName,
    place: officePlace(cx),
    fileName: fillWords(words.ranking.file, {
      title: words.ranking.title,
      area: sheet.planName,
      planFy: sheet.planFy,
    }),
    rows: sheet.rows.map((row) => ({
      id: row.entryId,
      rank: row.rank,
      name: row.name,
      origin: row.originName,
      score: Object.fromEntries(
        row.scores.map((one) => [names.get(one.criterion) ?? one.criterion, one.score]),
      ),
      total: row.total === null ? undefined : row.total / 100,
      scoreRank: row.scoreRank,
      reason: row.reason,
    })),
    extras: { criteria: [...names.values()] },
  }
}
