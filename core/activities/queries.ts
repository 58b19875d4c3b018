import { and, asc, eq } from 'drizzle-orm'
import { activity } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { Activity } from './contract.ts'
import { type ActivityKind, persons } from './rules.ts'

/** Activities of an edition by day; another office's, when this file holds its mirror. */
export function list(
  cx: QueryContext,
  input: { editionFy: number; kind: ActivityKind | null; officeId?: string | undefined },
): Activity[] {
  const mine = and(
    eq(activity.officeId, input.officeId ?? cx.office().id),
    eq(activity.editionFy, input.editionFy),
  )
  return cx.db
    .select()
    .from(activity)
    .where(input.kind === null ? mine : and(mine, eq(activity.kind, input.kind)))
    .orderBy(asc(activity.heldOn), asc(activity.id))
    .all()
    .map((row) => ({
      ...row,
      tambonName: row.tambonCode === null ? null : (cx.geography.nameOf(row.tambonCode) ?? row.tambonCode),
      persons: persons(row.attendance),
    }))
}
