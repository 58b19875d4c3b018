import { and, desc, eq } from 'drizzle-orm'
import { forum, importBatch, plan, village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames } from '../plans/areas.ts'
import { readPlanLine } from '../plans/queries.ts'
import type { ImportBatchLine } from './contract.ts'
import type { SheetTarget } from './rules.ts'

/** Imports of this office, newest first. */
export function listBatches(
  cx: QueryContext,
  input: { target: string | null; targetId: string | null },
): ImportBatchLine[] {
  const rows = cx.db
    .select()
    .from(importBatch)
    .where(
      and(
        eq(importBatch.officeId, cx.office().id),
        input.target === null ? undefined : eq(importBatch.target, input.target),
        input.targetId === null ? undefined : eq(importBatch.targetId, input.targetId),
      ),
    )
    .orderBy(desc(importBatch.id))
    .limit(500)
    .all()
  const names = new Map<string, string>()
  return rows.map(({ officeId: _office, sha256: _hash, ...row }) => {
    const target = row.target as SheetTarget
    const key = `${target} ${row.targetId}`
    const targetName = names.get(key) ?? nameOf(cx, target, row.targetId)
    names.set(key, targetName)
    return { ...row, target, targetName }
  })
}

/** Name of the plan or forum; '' for lists of the office and for what is gone. */
function nameOf(cx: QueryContext, target: SheetTarget, id: string): string {
  if (target === 'planEntries') {
    const known = cx.db.select({ id: plan.id }).from(plan).where(eq(plan.id, id)).get()
    return known ? readPlanLine(cx, id).name : ''
  }
  if (target !== 'forumNeeds') return ''
  const row = cx.db
    .select({
      tambonCode: forum.tambonCode,
      villageName: village.name,
      villageKind: village.kind,
      mooNo: village.mooNo,
    })
    .from(forum)
    .leftJoin(village, eq(village.id, forum.villageId))
    .where(eq(forum.id, id))
    .get()
  return row ? areaNames(cx)(row) : ''
}
