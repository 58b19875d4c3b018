import { and, count, desc, eq, inArray, sql } from 'drizzle-orm'
import { fate, plan, planEntry, project, village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames } from '../plans/areas.ts'
import { levelHeight } from '../plans/rules.ts'
import type { ProjectLine } from './contract.ts'
import { searchWords } from './rules.ts'

export type ProjectSearch = { text: string; offset: number; limit: number; officeId?: string | undefined }

/**
 * Projects whose name, site or place holds every word, in the order they were entered; five statements whatever is
 * found. Spaces, digits and repaired Thai marks do not matter (core/thai/text.ts).
 */
export function searchProjects(
  cx: QueryContext,
  input: ProjectSearch,
): { total: number; rows: ProjectLine[] } {
  const where = and(
    eq(project.officeId, input.officeId ?? cx.office().id),
    ...searchWords(input.text).map(
      (word) => sql`${project.searchKey} LIKE ${`%${escapeLike(word)}%`} ESCAPE '\\'`,
    ),
  )
  const total = cx.db.select({ n: count() }).from(project).where(where).get()?.n ?? 0
  const found = cx.db
    .select({ project, villageName: village.name, villageKind: village.kind, mooNo: village.mooNo })
    .from(project)
    .leftJoin(village, eq(village.id, project.villageId))
    .where(where)
    .orderBy(project.n)
    .limit(input.limit)
    .offset(input.offset)
    .all()
  const ids = found.map((row) => row.project.id)
  if (ids.length === 0) return { total, rows: [] }
  const newest = newestEntries(cx, ids)
  const fates = lastFates(cx, ids)
  const nameOf = areaNames(cx)
  const rows = found.map(({ project: row, ...place }): ProjectLine => {
    const entry = newest.get(row.id)
    return {
      id: row.id,
      officeId: row.officeId,
      name: row.name,
      originName: nameOf({ ...place, tambonCode: row.tambonCode, districtCode: row.districtCode }),
      tambonName: row.tambonCode === null ? '' : (cx.geography.nameOf(row.tambonCode) ?? row.tambonCode),
      level: entry?.level ?? '',
      planFy: entry?.planFy ?? 0,
      total: entry?.total ?? 0,
      fate: fates.get(row.id) ?? null,
    }
  })
  return { total, rows }
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/gu, (character) => `\\${character}`)
}

type Newest = {
  level: ProjectLine['level'] & Parameters<typeof levelHeight>[0]
  planFy: number
  total: number
}

/** The entry at the highest level, there the newest. */
function newestEntries(cx: QueryContext, projectIds: readonly string[]): Map<string, Newest> {
  const newest = new Map<string, Newest>()
  const rows = cx.db
    .select({
      projectId: planEntry.projectId,
      level: plan.level,
      planFy: plan.planFy,
      total: sql<number>`(SELECT coalesce(sum(amount), 0) FROM entryBudget WHERE entryId = planEntry.id)`,
    })
    .from(planEntry)
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(inArray(planEntry.projectId, [...projectIds]))
    .orderBy(plan.planFy, planEntry.id)
    .all()
  for (const { projectId, ...entry } of rows) {
    const known = newest.get(projectId)
    const isNewer =
      !known ||
      levelHeight(entry.level) > levelHeight(known.level) ||
      (entry.level === known.level && entry.planFy >= known.planFy)
    if (isNewer) newest.set(projectId, entry)
  }
  return newest
}

function lastFates(cx: QueryContext, projectIds: readonly string[]): Map<string, string> {
  const last = new Map<string, string>()
  const rows = cx.db
    .select({ projectId: fate.projectId, kind: fate.kind })
    .from(fate)
    .where(inArray(fate.projectId, [...projectIds]))
    .orderBy(desc(fate.dated), desc(fate.id))
    .all()
  for (const row of rows) if (!last.has(row.projectId)) last.set(row.projectId, row.kind)
  return last
}
