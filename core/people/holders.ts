import { and, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm'
import { holding, person, post } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { fullName, holderOn } from './rules.ts'

export type HolderRow = typeof holding.$inferSelect & { who: typeof person.$inferSelect }

/** Who holds each post today; one statement. Posts that nobody holds are left out. */
export function holdersToday(
  cx: Pick<QueryContext, 'db' | 'today'>,
  postIds: readonly string[],
): Map<string, HolderRow> {
  if (postIds.length === 0) return new Map()
  const today = cx.today()
  const rows = cx.db
    .select({ holding, who: person })
    .from(holding)
    .innerJoin(person, eq(person.id, holding.personId))
    .where(
      and(
        inArray(holding.postId, [...postIds]),
        or(isNull(holding.startsOn), lte(holding.startsOn, today)),
        or(isNull(holding.endsOn), gte(holding.endsOn, today)),
      ),
    )
    .all()
    .map((row) => ({ ...row.holding, who: row.who }))
  const now = new Map<string, HolderRow>()
  for (const row of rows) {
    const known = now.get(row.postId)
    const best = known === undefined ? row : holderOn([known, row], today)
    if (best) now.set(row.postId, best)
  }
  return now
}

/**
 * Heads of villages by village id where the list of villages is behind: a successor whose first day has come since it
 * was written, or somebody whose last day has passed.
 */
export function headsToday(
  cx: Pick<QueryContext, 'db' | 'today'>,
  officeId: string,
): { nameOf(village: { id: string; headmanName: string }): string } {
  const today = cx.today()
  const dated = cx.db
    .select({ holding, who: person, villageId: post.villageId })
    .from(holding)
    .innerJoin(post, eq(post.id, holding.postId))
    .innerJoin(person, eq(person.id, holding.personId))
    .where(and(eq(holding.officeId, officeId), inArray(post.kind, ['villageHead', 'communityHead'])))
    .all()
  const byVillage = new Map<string, HolderRow[]>()
  for (const row of dated) {
    if (row.villageId === null) continue
    const rows = byVillage.get(row.villageId)
    const one = { ...row.holding, who: row.who }
    if (rows) rows.push(one)
    else byVillage.set(row.villageId, [one])
  }
  return {
    nameOf({ id, headmanName }) {
      const rows = byVillage.get(id)
      // Only days make a name wrong that the last command wrote.
      if (!rows?.some((row) => row.startsOn !== null || row.endsOn !== null)) return headmanName
      const now = holderOn(rows, today)
      if (now === null) return ''
      const name = fullName(now.who)
      return plain(name) === plain(headmanName) ? headmanName : name
    },
  }
}

function plain(name: string): string {
  return name.replace(/\s/gu, '')
}
