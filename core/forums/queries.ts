import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import {
  fate,
  forum,
  forumNeed,
  lao,
  plan,
  planEntry,
  project,
  village,
  villageLao,
} from '../../db/schema.ts'
import { windows } from '../calendar/queries.ts'
import { tambonsOfOffice, villages } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { areaNames } from '../plans/areas.ts'
import type { PlanLine } from '../plans/contract.ts'
import { readPlanLines } from '../plans/queries.ts'
import { levelHeight } from '../plans/rules.ts'
import { stepState } from '../progress/rules.ts'
import { readRules, ruleItems } from '../rules/queries.ts'
import { windowsFor } from '../rules/rules.ts'
import { daysBetween } from '../thai/dates.ts'
import { compareThai } from '../thai/text.ts'
import type { EarlierMatter, Forum, ForumArea, ForumBoard, ForumLine, Need, Standing } from './contract.ts'
import { type ForumLevel, openTies, type PartnerKind, tooManyHands } from './rules.ts'

export type ForumRow = typeof forum.$inferSelect
type NeedRow = typeof forumNeed.$inferSelect

/** Village id of a village's forum, tambon code of a tambon's: the `areaKey` of its plan. */
export function areaKeyOf(row: Pick<ForumRow, 'level' | 'villageId' | 'tambonCode'>): string {
  return row.level === 'village' && row.villageId !== null ? row.villageId : row.tambonCode
}

/** Persons of all groups together. */
export function personsOf(row: Pick<ForumRow, 'attendance'>): number {
  return row.attendance.reduce((sum, group) => sum + group.persons, 0)
}

const needCount = sql<number>`(SELECT count(*) FROM forumNeed n WHERE n.forumId = ${sql.raw('"forum"."id"')})`
/** Needs whose project stands in a plan of the same area and FY. */
const carriedCount = sql<number>`(SELECT count(DISTINCT n.id) FROM forumNeed n
  JOIN project pr ON pr.id = n.projectId
  JOIN planEntry e ON e.projectId = coalesce(pr.mergedIntoId, pr.id)
  JOIN plan p ON p.id = e.planId
  WHERE n.forumId = ${sql.raw('"forum"."id"')} AND p.planFy = ${sql.raw('"forum"."planFy"')}
    AND p.level = ${sql.raw('"forum"."level"')}
    AND p.areaKey = coalesce(${sql.raw('"forum"."villageId"')}, ${sql.raw('"forum"."tambonCode"')}))`

/** Forums of a plan FY by place and day; another office's, when this file holds its mirror. */
export function listForums(
  cx: QueryContext,
  input: { planFy: number; officeId?: string | undefined },
): ForumLine[] {
  const nameOf = areaNames(cx)
  return cx.db
    .select({
      row: forum,
      villageName: village.name,
      villageKind: village.kind,
      mooNo: village.mooNo,
      needs: needCount,
      carried: carriedCount,
    })
    .from(forum)
    .leftJoin(village, eq(village.id, forum.villageId))
    .where(and(eq(forum.officeId, input.officeId ?? cx.office().id), eq(forum.planFy, input.planFy)))
    .orderBy(asc(forum.tambonCode), asc(village.mooNo), asc(forum.heldOn), asc(forum.id))
    .all()
    .map(({ row, needs, carried, ...place }) => ({
      id: row.id,
      officeId: row.officeId,
      level: row.level,
      areaKey: areaKeyOf(row),
      villageId: row.villageId,
      tambonCode: row.tambonCode,
      tambonName: cx.geography.nameOf(row.tambonCode) ?? row.tambonCode,
      areaName: nameOf({ ...place, tambonCode: row.tambonCode }),
      planFy: row.planFy,
      state: row.state,
      heldOn: row.heldOn,
      place: row.place,
      persons: personsOf(row),
      needs,
      carried,
    }))
}

type Window = { startsOn: string; endsOn: string }

/** The windows of the calendar; of a year without one those of the N−2 rule (DOMAIN.md §4.2). */
function forumWindows(cx: QueryContext, planFy: number): Record<ForumLevel, Window | null> {
  const kept = windows(cx, { planFy })
  const usual = windowsFor({ 'plan-windows': readRules(cx, 'plan-windows') }, planFy)
  const of = (level: ForumLevel) => {
    const found = kept.find((one) => one.level === level) ?? usual.find((one) => one.level === level)
    return found ? { startsOn: found.startsOn, endsOn: found.endsOn } : null
  }
  return { village: of('village'), tambon: of('tambon') }
}

/** Every village, community and tambon of the office with its forums of a plan FY: who has, who is late (C6). */
export function readBoard(cx: QueryContext, input: { planFy: number }): ForumBoard {
  const today = cx.today()
  const span = forumWindows(cx, input.planFy)
  const nameOf = areaNames(cx)
  const byArea = new Map<string, ForumLine[]>()
  for (const line of listForums(cx, input))
    byArea.set(line.areaKey, [...(byArea.get(line.areaKey) ?? []), line])
  const rows = villages(cx, { tambonCode: null })

  const areaOf = (place: Pick<ForumArea, 'level' | 'areaKey' | 'areaName' | 'kind' | 'mooNo'>): ForumArea => {
    const forums = (byArea.get(place.areaKey) ?? []).sort((a, b) =>
      (a.heldOn ?? '9999').localeCompare(b.heldOn ?? '9999'),
    )
    const held = forums.filter((one) => one.state === 'held')
    const endsOn = span[place.level]?.endsOn ?? null
    const until = held[0]?.heldOn ?? today
    return {
      ...place,
      state: stepState({ done: held.length, expected: 1, begun: forums.length, endsOn }, today),
      overdue: forums.some((one) => one.state === 'planned' && one.heldOn !== null && one.heldOn < today),
      lateDays: endsOn === null ? 0 : Math.max(0, daysBetween(endsOn, until)),
      forums,
    }
  }
  return {
    today,
    windows: span,
    tambons: tambonsOfOffice(cx).map(({ code, name }) => {
      const areas = rows
        .filter((row) => row.tambonCode === code)
        .map((row) =>
          areaOf({
            level: 'village',
            areaKey: row.id,
            areaName: nameOf({ villageName: row.name, villageKind: row.kind, mooNo: row.mooNo }),
            kind: row.kind,
            mooNo: row.mooNo,
          }),
        )
      return {
        tambonCode: code,
        tambonName: name,
        expected: areas.length,
        planned: areas.filter((area) => area.state !== 'done' && area.forums.length > 0).length,
        held: areas.filter((area) => area.state === 'done').length,
        late: areas.filter((area) => area.state === 'late').length,
        tambon: areaOf({
          level: 'tambon',
          areaKey: code,
          areaName: nameOf({ tambonCode: code }),
          kind: 'tambon',
          mooNo: null,
        }),
        areas,
      }
    }),
  }
}

/** @throws Fault record.notFound */
export function mustGetForum(cx: QueryContext, id: string): ForumRow {
  const row = cx.db.select().from(forum).where(eq(forum.id, id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'forum', id })
  return row
}

/** Needs of a forum as they stand. */
export function needRows(cx: QueryContext, forumId: string): NeedRow[] {
  return cx.db
    .select()
    .from(forumNeed)
    .where(eq(forumNeed.forumId, forumId))
    .orderBy(asc(forumNeed.no), asc(forumNeed.id))
    .all()
}

/** The project that each id turned out to be: itself, or the one that it was merged into. */
export function currentProjects(cx: QueryContext, ids: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  let open = [...new Set(ids)].map((id) => ({ asked: id, now: id }))
  // a chain of merges is short; a circle would be a fault of the records and ends here
  for (let step = 0; step < 8 && open.length > 0; step += 1) {
    const rows = new Map(
      cx.db
        .select({ id: project.id, mergedIntoId: project.mergedIntoId })
        .from(project)
        .where(
          inArray(
            project.id,
            open.map((one) => one.now),
          ),
        )
        .all()
        .map((row) => [row.id, row.mergedIntoId]),
    )
    const next: typeof open = []
    for (const { asked, now } of open) {
      const into = rows.get(now) ?? null
      if (into === null) found.set(asked, now)
      else next.push({ asked, now: into })
    }
    open = next
  }
  for (const { asked, now } of open) found.set(asked, now)
  return found
}

type ProjectEntry = { projectId: string; plan: PlanLine; rank: number }

/** Entries of the projects in all plans, the highest and newest plan first. */
function entriesOf(cx: QueryContext, projectIds: readonly string[]): ProjectEntry[] {
  if (projectIds.length === 0) return []
  const rows = cx.db
    .select({ projectId: planEntry.projectId, planId: planEntry.planId, rank: planEntry.rank })
    .from(planEntry)
    .where(inArray(planEntry.projectId, [...projectIds]))
    .all()
  const planIds = [...new Set(rows.map((row) => row.planId))]
  const plans = new Map(
    planIds.length === 0 ? [] : readPlanLines(cx, inArray(plan.id, planIds)).map((line) => [line.id, line]),
  )
  return rows
    .flatMap(({ projectId, planId, rank }) => {
      const of = plans.get(planId)
      return of ? [{ projectId, plan: of, rank }] : []
    })
    .sort(
      (a, b) =>
        levelHeight(b.plan.level) - levelHeight(a.plan.level) ||
        b.plan.planFy - a.plan.planFy ||
        (a.plan.id < b.plan.id ? 1 : -1),
    )
}

function fatesOf(cx: QueryContext, projectIds: readonly string[]): Map<string, Standing['fate']> {
  if (projectIds.length === 0) return new Map()
  const kinds = ruleItems(cx, 'fate-kinds')
  return new Map(
    cx.db
      .select()
      .from(fate)
      .where(inArray(fate.projectId, [...projectIds]))
      .orderBy(asc(fate.dated), asc(fate.id))
      .all()
      .map(({ projectId, kind, budgetSource, amount, fiscalYear, reason }) => [
        projectId,
        { kind, name: kinds.get(kind)?.name ?? kind, budgetSource, amount, fiscalYear, reason },
      ]),
  )
}

type Where = { level: ForumLevel; areaKey: string; planFy: number }

/** Where projects stand now, by the id asked; `inPlan` = in a plan of the forum's own area and FY. */
function standings(
  cx: QueryContext,
  ids: readonly string[],
  at: Where,
): Map<string, { standing: Standing; inPlan: boolean }> {
  const now = currentProjects(cx, ids)
  const current = [...new Set(now.values())]
  const entries = new Map<string, ProjectEntry[]>()
  for (const entry of entriesOf(cx, current))
    entries.set(entry.projectId, [...(entries.get(entry.projectId) ?? []), entry])
  const fates = fatesOf(cx, current)
  return new Map(
    [...now].map(([asked, projectId]) => {
      const own = entries.get(projectId) ?? []
      const top = own[0]
      return [
        asked,
        {
          inPlan: own.some(
            ({ plan: of }) => of.level === at.level && of.areaKey === at.areaKey && of.planFy === at.planFy,
          ),
          standing: {
            projectId,
            entry: top
              ? {
                  level: top.plan.level,
                  planId: top.plan.id,
                  planName: top.plan.name,
                  planFy: top.plan.planFy,
                  planState: top.plan.state,
                  rank: top.rank,
                }
              : null,
            fate: fates.get(projectId) ?? null,
          },
        },
      ]
    }),
  )
}

/** The plan into which needs of a forum go: the open one of its area and FY, else the newest adopted. */
export function planOfForum(
  cx: QueryContext,
  row: Pick<ForumRow, 'officeId' | 'level' | 'villageId' | 'tambonCode' | 'planFy'>,
): PlanLine | null {
  const lines = readPlanLines(
    cx,
    and(
      eq(plan.officeId, row.officeId),
      eq(plan.level, row.level),
      eq(plan.areaKey, areaKeyOf(row)),
      eq(plan.planFy, row.planFy),
    ),
  )
  return lines.find((line) => line.state !== 'adopted') ?? lines.at(-1) ?? null
}

/** A forum with its needs and where each of them stands. @throws Fault record.notFound */
export function getForum(cx: QueryContext, input: { id: string }): Forum {
  const row = mustGetForum(cx, input.id)
  const place =
    row.villageId === null
      ? undefined
      : cx.db
          .select({ villageName: village.name, villageKind: village.kind, mooNo: village.mooNo })
          .from(village)
          .where(eq(village.id, row.villageId))
          .get()
  const rows = needRows(cx, row.id)
  const areaKey = areaKeyOf(row)
  const projectIds = rows.flatMap((need) => (need.projectId === null ? [] : [need.projectId]))
  const stand = standings(cx, projectIds, { level: row.level, areaKey, planFy: row.planFy })
  const ties = openTies(rows)
  const persons = personsOf(row)
  const tooMany = new Set(tooManyHands(row.rankMethod, persons, rows).map((need) => need.id))
  const of = planOfForum(cx, row)
  const { example: _example, ...head } = row
  return {
    ...head,
    areaKey,
    tambonName: cx.geography.nameOf(row.tambonCode) ?? row.tambonCode,
    areaName: areaNames(cx)({ ...place, tambonCode: row.tambonCode }),
    community: place?.villageKind === 'community',
    number: numberInYear(cx, row),
    persons,
    plan: of === null ? null : { id: of.id, name: of.name, state: of.state },
    needs: rows.map(({ officeId: _officeId, forumId: _forumId, ...need }): Need => {
      const found = need.projectId === null ? undefined : stand.get(need.projectId)
      return {
        ...need,
        tied: ties.has(need.id),
        tooManyHands: tooMany.has(need.id),
        inPlan: found?.inPlan ?? false,
        standing: found?.standing ?? null,
      }
    }),
  }
}

/** ครั้งที่: forums of one area count from 1 in each calendar year (DOCUMENTS.md §A5). */
function numberInYear(cx: QueryContext, row: ForumRow): number {
  const dateOf = (one: Pick<ForumRow, 'heldOn' | 'id'>) => `${one.heldOn ?? '9999'} ${one.id}`
  const year = row.heldOn?.slice(0, 4)
  const before = cx.db
    .select({ id: forum.id, heldOn: forum.heldOn, villageId: forum.villageId })
    .from(forum)
    .where(
      and(eq(forum.officeId, row.officeId), eq(forum.level, row.level), eq(forum.tambonCode, row.tambonCode)),
    )
    .all()
    .filter(
      (one) =>
        one.villageId === row.villageId &&
        (year === undefined || one.heldOn?.slice(0, 4) === year) &&
        dateOf(one) < dateOf(row),
    )
  return before.length + 1
}

/**
 * What the area said before: the needs of its last forum of an earlier plan FY, and the projects of its plans up to then
 * that no need of it became, each with what became of it. A forum that begins with this does not only list last year's
 * problems again (DOMAIN.md §5).
 */
export function readBefore(
  cx: QueryContext,
  input: { id: string },
): { planFy: number | null; matters: EarlierMatter[] } {
  const row = mustGetForum(cx, input.id)
  const areaKey = areaKeyOf(row)
  const earlier = cx.db
    .select()
    .from(forum)
    .where(
      and(
        eq(forum.officeId, row.officeId),
        eq(forum.level, row.level),
        eq(forum.tambonCode, row.tambonCode),
        lt(forum.planFy, row.planFy),
        eq(forum.state, 'held'),
      ),
    )
    .orderBy(desc(forum.planFy), desc(forum.heldOn), desc(forum.id))
    .all()
    .filter((one) => one.villageId === row.villageId)
  const last = earlier[0]
  const needs = last === undefined ? [] : needRows(cx, last.id)
  const plans = readPlanLines(
    cx,
    and(
      eq(plan.officeId, row.officeId),
      eq(plan.level, row.level),
      eq(plan.areaKey, areaKey),
      lt(plan.planFy, row.planFy),
    ),
  )
  const newest = plans.at(-1)
  const entries =
    newest === undefined
      ? []
      : cx.db
          .select({
            projectId: planEntry.projectId,
            name: planEntry.name,
            problem: planEntry.problem,
            rank: planEntry.rank,
          })
          .from(planEntry)
          .where(eq(planEntry.planId, newest.id))
          .orderBy(asc(planEntry.rank))
          .all()
  const ids = [
    ...needs.flatMap((need) => (need.projectId === null ? [] : [need.projectId])),
    ...entries.map((entry) => entry.projectId),
  ]
  const stand = standings(cx, ids, { level: row.level, areaKey, planFy: row.planFy })
  const now = currentProjects(cx, ids)
  const here = needRows(cx, row.id)
  const herePlain = new Set(here.map((need) => sameWords(need)))
  const hereNow = currentProjects(
    cx,
    here.flatMap((need) => (need.projectId === null ? [] : [need.projectId])),
  )
  const named = new Set(hereNow.values())
  const fromNeeds = needs
    .sort((a, b) => (a.rank ?? 9999) - (b.rank ?? 9999) || a.no - b.no)
    .map(
      (need): EarlierMatter => ({
        needId: need.id,
        projectId: need.projectId,
        planFy: last?.planFy ?? 0,
        name: need.name,
        problem: need.problem,
        rank: need.rank,
        standing: need.projectId === null ? null : (stand.get(need.projectId)?.standing ?? null),
        again:
          need.projectId === null
            ? herePlain.has(sameWords(need))
            : named.has(now.get(need.projectId) ?? need.projectId),
      }),
    )
  const known = new Set(
    needs.flatMap((need) => (need.projectId === null ? [] : [now.get(need.projectId) ?? need.projectId])),
  )
  const fromPlan = entries
    .filter((entry) => !known.has(now.get(entry.projectId) ?? entry.projectId))
    .map(
      (entry): EarlierMatter => ({
        needId: null,
        projectId: entry.projectId,
        planFy: newest?.planFy ?? 0,
        name: entry.name,
        problem: entry.problem,
        rank: entry.rank,
        standing: stand.get(entry.projectId)?.standing ?? null,
        again: named.has(now.get(entry.projectId) ?? entry.projectId),
      }),
    )
  const matters = [...fromNeeds, ...fromPlan]
  return { planFy: matters[0]?.planFy ?? null, matters }
}

/** Two needs without a project are the same matter when they say the same. */
function sameWords(need: Pick<NeedRow, 'name' | 'problem'>): string {
  return `${need.name}\n${need.problem}`
}

/** Names that fit a forum: อปท. of its villages first, then whoever took part in forums before. */
export function readPartners(cx: QueryContext, input: { id: string }): { name: string; kind: PartnerKind }[] {
  const row = mustGetForum(cx, input.id)
  const here = row.villageId === null ? eq(village.tambonCode, row.tambonCode) : eq(village.id, row.villageId)
  const laos = cx.db
    .selectDistinct({ name: lao.name, laoType: lao.laoType })
    .from(lao)
    .innerJoin(villageLao, eq(villageLao.laoId, lao.id))
    .innerJoin(village, eq(village.id, villageLao.villageId))
    .where(and(eq(lao.officeId, row.officeId), here))
    .all()
  const agencies = cx.db
    .select({ name: lao.name })
    .from(lao)
    .where(and(eq(lao.officeId, row.officeId), eq(lao.laoType, 'AGENCY')))
    .all()
  const used = cx.db
    .select({ partners: forum.partners })
    .from(forum)
    .where(eq(forum.officeId, row.officeId))
    .all()
    .flatMap((one) => one.partners)
  const times = new Map<string, { kind: PartnerKind; n: number }>()
  for (const { name, kind } of used) times.set(name, { kind, n: (times.get(name)?.n ?? 0) + 1 })
  const names = new Map<string, PartnerKind>()
  for (const one of laos) names.set(one.name, one.laoType === 'AGENCY' ? 'agency' : 'lao')
  const often = [...times].sort(([a, x], [b, y]) => y.n - x.n || compareThai(a, b))
  for (const [name, { kind }] of often) if (!names.has(name)) names.set(name, kind)
  for (const { name } of agencies) if (!names.has(name)) names.set(name, 'agency')
  return [...names].slice(0, 200).map(([name, kind]) => ({ name, kind }))
}
