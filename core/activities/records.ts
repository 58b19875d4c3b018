/** What several questions about activities read: days by which workshops are due, tambons, names. */
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { activity, attachment, directive, duty, guidelineEdition, planWindow } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { readRules } from '../rules/queries.ts'
import { searchKey } from '../thai/text.ts'
import type { Activity, Timing, Twin } from './contract.ts'
import { type ActivityKind, awaitsResult, lateDays, persons } from './rules.ts'

export type ActivityRow = typeof activity.$inferSelect

/** Plan FY (พ.ศ.) of an edition: as its letter says, two years on where none is here (DOMAIN.md §9.1). */
export function planFyOf(cx: Pick<QueryContext, 'db'>, officeId: string, editionFy: number): number {
  const said =
    cx.db
      .select({ planFy: guidelineEdition.planFy })
      .from(guidelineEdition)
      .where(and(eq(guidelineEdition.officeId, officeId), eq(guidelineEdition.editionFy, editionFy)))
      .get() ??
    cx.db
      .select({ planFy: directive.planFy })
      .from(directive)
      .where(and(eq(directive.officeId, officeId), eq(directive.editionFy, editionFy)))
      .orderBy(desc(directive.dated), desc(directive.id))
      .get()
  return said?.planFy ?? editionFy + 2
}

/** The day by which workshops of an edition are due: that of the duty, else the end of the tambon window; null = not known. */
export function workshopsDue(
  cx: Pick<QueryContext, 'db'>,
  officeId: string,
  editionFy: number,
): Omit<Timing, 'lateDays'> | null {
  const duties = cx.db
    .select({ dueOn: duty.dueOn })
    .from(duty)
    .innerJoin(directive, eq(directive.id, duty.directiveId))
    .where(and(eq(duty.officeId, officeId), eq(directive.editionFy, editionFy), eq(duty.kind, 'workshops')))
    .orderBy(desc(directive.dated), desc(directive.id))
    .all()
  const dueOn = duties.find((row) => row.dueOn !== null)?.dueOn
  if (dueOn != null) return { dueOn, from: 'duty' }
  const window = cx.db
    .select({ endsOn: planWindow.endsOn })
    .from(planWindow)
    .where(
      and(
        eq(planWindow.officeId, officeId),
        eq(planWindow.planFy, planFyOf(cx, officeId, editionFy)),
        eq(planWindow.level, 'tambon'),
      ),
    )
    .get()
  return window ? { dueOn: window.endsOn, from: 'window' } : null
}

/** Rows of an edition by day. */
export function rowsOf(
  cx: Pick<QueryContext, 'db'>,
  of: { officeId: string; editionFy: number | null; kind?: ActivityKind | null; tambonCode?: string | null },
): ActivityRow[] {
  return cx.db
    .select()
    .from(activity)
    .where(
      and(
        eq(activity.officeId, of.officeId),
        of.editionFy === null ? undefined : eq(activity.editionFy, of.editionFy),
        of.kind == null ? undefined : eq(activity.kind, of.kind),
        of.tambonCode == null ? undefined : eq(activity.tambonCode, of.tambonCode),
      ),
    )
    .orderBy(asc(activity.heldOn), asc(activity.id))
    .all()
}

/** Activities as they are shown; `rows` may be of several editions, of one office. */
export function activitiesOf(cx: QueryContext, rows: readonly ActivityRow[]): Activity[] {
  const today = cx.today()
  const files = filesOf(cx, rows)
  const twins = twinsOf(cx, rows)
  const due = new Map<number, Omit<Timing, 'lateDays'> | null>()
  const dueOf = (row: ActivityRow) => {
    if (!due.has(row.editionFy)) due.set(row.editionFy, workshopsDue(cx, row.officeId, row.editionFy))
    return due.get(row.editionFy) ?? null
  }
  return rows.map((row) => {
    const limit = row.kind === 'workshop' ? dueOf(row) : null
    return {
      ...row,
      tambonName: tambonName(cx, row.tambonCode),
      persons: persons(row.attendance),
      timing: limit === null ? null : { ...limit, lateDays: lateDays(row, limit.dueOn, today) },
      awaitsResult: awaitsResult(row, today),
      files: files.get(row.id) ?? 0,
      twinId: twins.get(row.id) ?? null,
    }
  })
}

/**
 * What two records of the same activity have in common: kind, place and day, and of what a tambon may well have two of a
 * day, what it was about. One key a step, since an activity of ศอช. may stand for several.
 */
function twinKeys(row: ActivityRow): string[] {
  const about = {
    workshop: [''],
    session: [searchKey(row.subject)],
    partner: [searchKey(row.partnerName)],
    participation: row.steps,
  }[row.kind]
  return about.map((one) => JSON.stringify([row.editionFy, row.kind, row.tambonCode, row.heldOn, one]))
}

/** By the id of a row: another one that seems to be the same. */
function twinsOf(cx: Pick<QueryContext, 'db'>, rows: readonly ActivityRow[]): Map<string, string> {
  const [first] = rows
  if (!first) return new Map()
  // a list holds all rows of the kinds and tambons it is of; one row alone is compared with those of its day
  const others =
    rows.length > 1
      ? rows
      : cx.db
          .select()
          .from(activity)
          .where(
            and(
              eq(activity.officeId, first.officeId),
              eq(activity.editionFy, first.editionFy),
              eq(activity.heldOn, first.heldOn),
            ),
          )
          .orderBy(asc(activity.id))
          .all()
  const byKey = new Map<string, string[]>()
  for (const row of others)
    for (const key of twinKeys(row)) byKey.set(key, [...(byKey.get(key) ?? []), row.id])
  return new Map(
    rows.flatMap((row) => {
      const twin = twinKeys(row)
        .flatMap((key) => byKey.get(key) ?? [])
        .find((id) => id !== row.id)
      return twin === undefined ? [] : [[row.id, twin]]
    }),
  )
}

/** The other record of what seems to be the same as the one just written. */
export function twinOf(cx: Pick<QueryContext, 'db'>, id: string): Twin | null {
  const row = cx.db.select().from(activity).where(eq(activity.id, id)).get()
  const twinId = row === undefined ? undefined : twinsOf(cx, [row]).get(id)
  if (twinId === undefined) return null
  const columns = { id: activity.id, subject: activity.subject, heldOn: activity.heldOn }
  return cx.db.select(columns).from(activity).where(eq(activity.id, twinId)).get() ?? null
}

export function tambonName(cx: Pick<QueryContext, 'geography'>, code: string | null): string | null {
  return code === null ? null : (cx.geography.nameOf(code) ?? code)
}

function filesOf(cx: QueryContext, rows: readonly ActivityRow[]): Map<string, number> {
  const [first] = rows
  if (!first) return new Map()
  // All files of activities of the office: a few hundred at most, and one statement for any number of rows.
  const counted = cx.db
    .select({ id: attachment.subjectId, n: sql<number>`count(*)` })
    .from(attachment)
    .where(
      rows.length === 1
        ? and(eq(attachment.subjectTable, 'activity'), eq(attachment.subjectId, first.id))
        : and(eq(attachment.subjectTable, 'activity'), eq(attachment.officeId, first.officeId)),
    )
    .groupBy(attachment.subjectId)
    .all()
  return new Map(counted.map((row) => [row.id, row.n]))
}

/** What an activity of the kind is called where nobody types it. */
export function usualSubject(
  cx: Pick<QueryContext, 'db' | 'resources' | 'geography'>,
  kind: ActivityKind,
  tambonCode: string | null,
): string {
  const rule = readRules(cx, 'activity-kinds').items.find((item) => item.key === kind)
  if (!rule) return kind
  return tambonCode === null
    ? rule.subject
    : rule.tambonSubject.replaceAll('{{tambon}}', tambonName(cx, tambonCode) ?? '')
}
