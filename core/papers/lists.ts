import { and, eq, inArray, lte } from 'drizzle-orm'
import { lao, plan, planEntry, projectBrief, village, villageLao } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import type { PlanEntry, PlanLine } from '../plans/contract.ts'
import { additiveEditions, readEntries, readPlanLines } from '../plans/queries.ts'
import { covers, inForce, levelHeight } from '../plans/rules.ts'
import { servedBy } from '../plans/served.ts'
import { readRules } from '../rules/queries.ts'
import type { MadePaper } from './catalogue.ts'
import type { CoordinationLine } from './contract.ts'
import type { PaperData } from './data.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'
import { byIssue, type PlanPaperRow, planRowMaker } from './plan-rows.ts'
import { isListed, listedRow, type NamedOffice, namedOffice } from './project-lists.ts'

type ListWords = { origin: string; originDraft: string; part: string }
type Entry = PlanEntry & { planId: string }
type Listed = { entry: Entry; line: PlanLine }

/** Plans of the levels that hold for a plan FY, lowest level first; with the entries of all of them. */
function readForce(
  cx: QueryContext,
  officeId: string,
  levels: readonly string[],
  planFy: number,
): { lines: Map<string, PlanLine>; entries: Entry[] } {
  const additive = additiveEditions(cx)
  const byArea = new Map<string, PlanLine[]>()
  const known = readPlanLines(
    cx,
    and(
      eq(plan.officeId, officeId),
      inArray(plan.level, [...levels] as PlanLine['level'][]),
      lte(plan.planFy, planFy),
    ),
  )
  for (const line of known) {
    if (!covers(line, planFy)) continue
    const key = `${line.level} ${line.areaKey}`
    byArea.set(key, [...(byArea.get(key) ?? []), line])
  }
  const inUse = [...byArea.values()].flatMap((editions) => inForce(editions, additive))
  const lines = new Map(inUse.map((line) => [line.id, line]))
  if (lines.size === 0) return { lines, entries: [] }
  const at = new Map(
    [...lines.values()]
      .sort((a, b) => levelHeight(a.level) - levelHeight(b.level))
      .map((line, index) => [line.id, index]),
  )
  const entries = readEntries(cx, inArray(planEntry.planId, [...lines.keys()])).sort(
    (a, b) => (at.get(a.planId) ?? 0) - (at.get(b.planId) ?? 0) || a.rank - b.rank,
  )
  return { lines, entries }
}

type Area = {
  villages: ReadonlySet<string>
  parts: ReadonlySet<string>
  tambons: ReadonlySet<string>
  /** `tambonCode mooNo` of its villages: what a text like "หมู่ที่ 3, 5" names. */
  moos: ReadonlySet<string>
}

/** Villages that lie in an อปท., which of them only in part, and the tambons they are of. */
function areaOf(cx: QueryContext, laoId: string): Area {
  const rows = cx.db
    .select({
      villageId: villageLao.villageId,
      part: villageLao.part,
      tambonCode: village.tambonCode,
      mooNo: village.mooNo,
    })
    .from(villageLao)
    .innerJoin(village, eq(village.id, villageLao.villageId))
    .where(eq(villageLao.laoId, laoId))
    .all()
  return {
    villages: new Set(rows.map((row) => row.villageId)),
    parts: new Set(rows.filter((row) => row.part).map((row) => row.villageId)),
    tambons: new Set(rows.map((row) => row.tambonCode)),
    moos: new Set(rows.filter((row) => row.mooNo !== null).map((row) => `${row.tambonCode} ${row.mooNo}`)),
  }
}

/**
 * A project of no single village belongs to the อปท. of the villages that its words name, and where they name none, to
 * every อปท. of its tambon.
 */
function isInside(entry: Entry, named: readonly number[], area: Area): boolean {
  if (entry.villageId !== null) return area.villages.has(entry.villageId)
  if (entry.tambonCode === null || !area.tambons.has(entry.tambonCode)) return false
  return named.length === 0 || named.some((moo) => area.moos.has(`${entry.tambonCode} ${moo}`))
}

/** What decides which rows are listed, read once for any number of lists. */
function lister(cx: QueryContext, list: 'coordination' | 'province', officeId: string, planFy: number) {
  const rules = readRules(cx, 'project-lists').items.filter((rule) => rule.list === list)
  const sources = readRules(cx, 'budget-sources').items.map(({ key, name, words }) => ({
    key,
    name,
    words: words ?? [],
  }))
  const { lines, entries } = readForce(
    cx,
    officeId,
    [...new Set(rules.flatMap((rule) => rule.levels))],
    planFy,
  )
  // What was withdrawn is asked of nobody.
  const rows = entries.flatMap((entry) => {
    const line = lines.get(entry.planId)
    if (!line || entry.withdrawn !== null) return []
    const plan = { level: line.level, isAdopted: line.state === 'adopted' }
    const named = entry.villageId === null ? servedBy([entry.name, entry.site, entry.target]).moo : []
    return [{ entry, line, named, row: listedRow(entry, plan, sources) }]
  })
  return (to: { office: NamedOffice; area: Area } | null): Listed[] => {
    const seen = new Set<string>()
    return rows.flatMap(({ entry, line, named, row }) => {
      // Once a project, in the words of the lowest plan that asks it.
      if (seen.has(entry.projectId)) return []
      const asked = to === null ? null : { office: to.office, isInside: isInside(entry, named, to.area) }
      if (!isListed(row, rules, asked)) return []
      seen.add(entry.projectId)
      return [{ entry, line }]
    })
  }
}

function spanOf(listed: readonly Listed[], planFy: number): { firstYear: number; lastYear: number } {
  const years = listed.flatMap(({ line }) => [line.spanStart, line.spanStart + line.spanLength - 1])
  return { firstYear: Math.min(planFy, ...years), lastYear: Math.max(planFy, ...years) }
}

/** Rows as the paper prints them: by development issue, with the plan and rank they come from. */
function paperRows(cx: QueryContext, listed: readonly Listed[]): { row: PlanPaperRow; entry: Entry }[] {
  const words = cx.resources.json<ListWords>('papers/wording/lists.json')
  const levels = new Map(readRules(cx, 'plan-levels').items.map((item) => [item.key, item.shortName]))
  const nameOf = areaNames(cx)
  const place = {
    isCommunity: false,
    tambon: '',
    district: '',
    province: '',
    tambonOf: (code: string) => nameOf({ tambonCode: code }),
  }
  const makers = new Map(
    listed.map(({ line }) => [line.id, planRowMaker(cx, { ...line, rows: [], years: [] }, place)]),
  )
  const lineOf = new Map(listed.map(({ entry, line }) => [entry.id, line]))
  return byIssue(
    cx,
    listed.map(({ entry }) => entry),
  ).flatMap((entry) => {
    const line = lineOf.get(entry.id)
    const make = line && makers.get(line.id)
    if (!line || !make) return []
    const origin = fillWords(line.state === 'adopted' ? words.origin : words.originDraft, {
      level: levels.get(line.level) ?? line.level,
      rank: entry.rank,
    })
    return [
      {
        entry: entry as Entry,
        row: {
          ...make(entry),
          village: entry.villageId === null ? '' : entry.originName,
          tambon: entry.tambonCode === null ? '' : place.tambonOf(entry.tambonCode),
          origin,
        },
      },
    ]
  })
}

function mustGetLao(cx: QueryContext, laoId: string): typeof lao.$inferSelect {
  const row = cx.db.select().from(lao).where(eq(lao.id, laoId)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'lao', id: laoId })
  return row
}

function laoTypes(cx: QueryContext) {
  return readRules(cx, 'lao-types').items.map(({ key, prefix, short }) => ({
    key,
    prefix,
    ...(short === undefined ? {} : { short }),
  }))
}

/** Every อปท. and agency with what is co-ordinated with it in a plan FY. */
export function listCoordination(
  cx: QueryContext,
  input: { planFy: number; officeId?: string | undefined },
): CoordinationLine[] {
  const officeId = input.officeId ?? cx.office().id
  const pick = lister(cx, 'coordination', officeId, input.planFy)
  const types = laoTypes(cx)
  return cx.db
    .select()
    .from(lao)
    .where(eq(lao.officeId, officeId))
    .orderBy(lao.id)
    .all()
    .map((row) => {
      const listed = pick({ office: namedOffice(row, types), area: areaOf(cx, row.id) })
      return {
        laoId: row.id,
        name: row.name,
        laoType: row.laoType,
        rows: listed.length,
        total: listed.flatMap(({ entry }) => entry.budgets).reduce((sum, budget) => sum + budget.amount, 0),
      }
    })
}

/**
 * บัญชีประสานโครงการ: what the tambon and district plans ask of one อปท. or agency.
 *
 * @throws Fault record.notFound
 */
export function coordinationPaper(
  cx: QueryContext,
  ref: { laoId: string; planFy: number },
): MadePaper<'coordinationList'> {
  const row = mustGetLao(cx, ref.laoId)
  const area = areaOf(cx, row.id)
  const listed = lister(
    cx,
    'coordination',
    row.officeId,
    ref.planFy,
  )({
    office: namedOffice(row, laoTypes(cx)),
    area,
  })
  const words = cx.resources.json<ListWords>('papers/wording/lists.json')
  const office = readOfficeHead(cx)
  return {
    kind: 'coordinationList',
    office,
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'coordinationList', { lao: row.name, planFy: ref.planFy }),
    data: {
      ...headOf(cx, listed),
      ...spanOf(listed, ref.planFy),
      planFy: ref.planFy,
      lao: row.name,
      rows: paperRows(cx, listed).map(({ row: made, entry }) =>
        entry.villageId !== null && area.parts.has(entry.villageId)
          ? { ...made, village: fillWords(words.part, { village: made.village ?? '' }) }
          : made,
      ),
    },
  }
}

/** District and province of the plans listed; of an empty list, of this office. */
function headOf(
  cx: QueryContext,
  listed: readonly Listed[],
): Pick<PaperData<'coordinationList'>, 'district' | 'province' | 'asOf'> {
  const nameOf = areaNames(cx)
  const own = cx.office()
  const districtCode = listed[0]?.line.districtCode ?? own.districtCode
  return {
    district: districtCode === null ? '' : nameOf({ districtCode }),
    province: nameOf({ provinceCode: (districtCode ?? own.provinceCode).slice(0, 2) }),
    asOf: cx.today(),
  }
}

/**
 * The list for the province in the columns of แบบ จ.1: what the district's plan asks of the province's budget.
 *
 * @param ref officeId: of a district that handed in, at the province
 */
export function provinceListPaper(
  cx: QueryContext,
  ref: { planFy: number; officeId?: string | undefined },
): MadePaper<'provinceList'> {
  const listed = lister(cx, 'province', ref.officeId ?? cx.office().id, ref.planFy)(null)
  const head = headOf(cx, listed)
  return {
    kind: 'provinceList',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'provinceList', { name: head.district ?? '', planFy: ref.planFy }),
    data: {
      ...head,
      ...spanOf(listed, ref.planFy),
      rows: withBriefs(cx, paperRows(cx, listed)),
    },
  }
}

/** What the brief (แบบ จ.1-1) of a project says in the place of what its entry leaves open. */
export function withBriefs(
  cx: QueryContext,
  rows: readonly { row: PlanPaperRow; entry: PlanEntry }[],
): PlanPaperRow[] {
  const ids = rows.map(({ entry }) => entry.projectId)
  const briefs = new Map(
    ids.length === 0
      ? []
      : cx.db
          .select({
            projectId: projectBrief.projectId,
            issue: projectBrief.provinceIssue,
            kpi: projectBrief.kpi,
          })
          .from(projectBrief)
          .where(inArray(projectBrief.projectId, ids))
          .all()
          .map((brief) => [brief.projectId, brief]),
  )
  const made = rows.map(({ row, entry }) => {
    const brief = briefs.get(entry.projectId)
    return {
      ...row,
      issue: brief && brief.issue !== '' ? brief.issue : (row.issue ?? ''),
      kpi: brief && brief.kpi !== '' ? brief.kpi : (row.kpi ?? ''),
    }
  })
  return grouped(made)
}

/** Rows of one issue stand together, in the order in which the issues come up first; rows without one last. */
function grouped<R extends { issue: string }>(rows: readonly R[]): R[] {
  const order = new Map<string, number>()
  for (const { issue } of rows) if (issue !== '' && !order.has(issue)) order.set(issue, order.size)
  return [...rows].sort((a, b) => (order.get(a.issue) ?? order.size) - (order.get(b.issue) ?? order.size))
}
