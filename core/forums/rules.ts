import { z } from 'zod'
import { count, isoDate, line, optionalLine, optionalText, optionalTime, satang } from '../kernel/fields.ts'
import { projectClasses } from '../plans/rules.ts'

export const forumLevels = ['village', 'tambon'] as const
export type ForumLevel = (typeof forumLevels)[number]
export type ForumState = 'planned' | 'held'
/** How the forum ranked: show of hands, sum of points, or by agreement (DOMAIN.md §3.4). */
export const rankMethods = ['hands', 'score', 'agreed'] as const
export type RankMethod = (typeof rankMethods)[number]
export const partnerKinds = ['lao', 'agency', 'other'] as const
export type PartnerKind = (typeof partnerKinds)[number]

/** Head of a forum: when, where, who; one joint forum with the agencies and อปท. that took part (DOMAIN.md §1.3). */
export const forumFields = z
  .object({
    /** While planned the day it is meant for, afterwards the day it was held. */
    heldOn: isoDate.nullable(),
    startsAt: optionalTime,
    endsAt: optionalTime,
    place: optionalLine(200),
    chairName: optionalLine(120),
    chairPosition: optionalLine(160),
    recorderName: optionalLine(120),
    recorderPosition: optionalLine(160),
    partners: z
      .array(z.object({ name: line(200), kind: z.enum(partnerKinds), persons: count(10_000) }))
      .max(80),
    attendance: z.array(z.object({ group: z.string().min(1).max(40), persons: count(100_000) })).max(40),
    opening: optionalText(6000),
    otherMatters: optionalText(6000),
    resolution: optionalText(4000),
    rankMethod: z.enum(rankMethods),
  })
  .refine((value) => value.startsAt === '' || value.endsAt === '' || value.endsAt > value.startsAt, {
    error: 'endTimeBeforeStart',
    path: ['endsAt'],
  })
export type ForumFields = z.infer<typeof forumFields>

/** A problem or need that was named; without a name of a project it is only a problem so far. */
export const needFields = z
  .object({
    problem: optionalText(2000),
    cause: optionalText(2000),
    name: optionalLine(400),
    issue: optionalLine(120),
    site: optionalLine(400),
    projectClass: z.enum(projectClasses).nullable(),
    amount: satang.nullable(),
    /** Hands counted or points given. */
    votes: count(1_000_000).nullable(),
  })
  .refine((value) => value.problem !== '' || value.name !== '', { error: 'required', path: ['problem'] })
export type NeedFields = z.infer<typeof needFields>

export type Ranked = { id: string; no: number; votes: number | null; rank: number | null }

/**
 * Places of the needs: by agreement the order in which they stand; by hands or points the most first, equal votes the
 * same place (1, 2, 2, 4) until the forum settled the tie, without votes none. A tie that was settled stays settled as
 * long as the same needs share it.
 *
 * @param needs with the place each has now
 * @returns place by id
 */
export function ranksOf(method: RankMethod, needs: readonly Ranked[]): Map<string, number | null> {
  const ordered = [...needs].sort((a, b) => a.no - b.no)
  if (method === 'agreed') return new Map(ordered.map((need, at) => [need.id, at + 1]))
  const ranks = new Map<string, number | null>()
  for (const need of ordered) if (need.votes === null) ranks.set(need.id, null)
  for (const tied of tiedGroups(ordered)) {
    const first = tied.first
    const last = first + tied.needs.length - 1
    const given = new Set(tied.needs.map((need) => need.rank))
    const settled =
      given.size === tied.needs.length &&
      tied.needs.every((need) => need.rank !== null && need.rank >= first && need.rank <= last)
    for (const need of tied.needs) ranks.set(need.id, settled ? need.rank : first)
  }
  return ranks
}

/** Needs with equal votes together, most votes first; `first` is the place they share. */
function tiedGroups<N extends Ranked>(ordered: readonly N[]): { first: number; needs: N[] }[] {
  const byVotes = new Map<number, N[]>()
  for (const need of ordered) {
    if (need.votes === null) continue
    const same = byVotes.get(need.votes)
    if (same) same.push(need)
    else byVotes.set(need.votes, [need])
  }
  let before = 0
  return [...byVotes.entries()]
    .sort(([a], [b]) => b - a)
    .map(([, group]) => {
      const first = before + 1
      before += group.length
      return { first, needs: group }
    })
}

/** Ids of needs that share a place nobody has settled yet. */
export function openTies(needs: readonly Ranked[]): Set<string> {
  const byRank = new Map<number, string[]>()
  for (const need of needs) {
    if (need.rank !== null) byRank.set(need.rank, [...(byRank.get(need.rank) ?? []), need.id])
  }
  return new Set([...byRank.values()].filter((ids) => ids.length > 1).flat())
}

/**
 * The forum settles a tie: this need comes first among those with as many votes, the others after it as they stood.
 *
 * @returns new places of all needs of the tie; empty when there is no tie
 */
export function settleTie(needs: readonly Ranked[], id: string): Map<string, number> {
  const ordered = [...needs].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.no - b.no)
  const group = tiedGroups(ordered).find((one) => one.needs.some((need) => need.id === id))
  if (!group || group.needs.length < 2) return new Map()
  const order = [id, ...group.needs.map((need) => need.id).filter((other) => other !== id)]
  return new Map(order.map((one, at) => [one, group.first + at]))
}

/** Needs that got more hands than persons were there; of points nobody can say what is too much. */
export function tooManyHands<N extends { votes: number | null }>(
  method: RankMethod,
  persons: number,
  needs: readonly N[],
): N[] {
  if (method !== 'hands' || persons === 0) return []
  return needs.filter((need) => need.votes !== null && need.votes > persons)
}

/**
 * What the grid sends when rows were moved, added or taken away: `order` first, then the others as they stood.
 *
 * @returns ids in their new order
 */
export function orderOf(standing: readonly string[], order: readonly string[]): string[] {
  const known = new Set(standing)
  return [...new Set([...order.filter((id) => known.has(id)), ...standing])]
}
