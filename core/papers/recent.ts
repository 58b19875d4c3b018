import { and, desc, eq } from 'drizzle-orm'
import {
  activity,
  appointmentOrder,
  body,
  forum,
  letter,
  meeting,
  packageOut,
  plan,
  planEntry,
  project,
  resultsReport,
} from '../../db/schema.ts'
import { planYears } from '../calendar/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { fiscalYearOf } from '../thai/dates.ts'
import type { PaperKind } from './data.ts'
import type { PaperRef } from './rules.ts'

export type RecentPaper = { ref: PaperRef; label: string }

/**
 * Papers of a kind that the office can make, the newest first: what a layout or a template is looked at with.
 *
 * @param level of plans, only those of one level
 */
export function recentPapers(
  cx: QueryContext,
  kind: PaperKind,
  most: number,
  level: 'village' | 'tambon' | 'district' | 'needs' | null = null,
): RecentPaper[] {
  const own = cx.office().id
  switch (kind) {
    case 'letter':
    case 'memo':
    case 'announcement':
      return cx.db
        .select({ id: letter.id, label: letter.subject })
        .from(letter)
        .where(and(eq(letter.officeId, own), eq(letter.form, kind === 'letter' ? 'external' : kind)))
        .orderBy(desc(letter.id))
        .limit(most)
        .all()
        .map(({ id, label }) => ({ ref: { kind: 'letter', id }, label }))
    case 'order':
      return cx.db
        .select({ id: appointmentOrder.id, label: appointmentOrder.subject })
        .from(appointmentOrder)
        .where(eq(appointmentOrder.officeId, own))
        .orderBy(desc(appointmentOrder.id))
        .limit(most)
        .all()
        .map(({ id, label }) => ({ ref: { kind: 'order', id }, label }))
    case 'agenda':
    case 'signInSheet':
    case 'minutes':
      return cx.db
        .select({ id: meeting.id, label: meeting.title })
        .from(meeting)
        .where(eq(meeting.officeId, own))
        .orderBy(desc(meeting.heldOn), desc(meeting.id))
        .limit(most)
        .all()
        .map(({ id, label }) => ({ ref: { kind, id, bodyId: null }, label }))
    case 'followUpList':
      return [{ ref: { kind: 'followUpList', state: null, bodyId: null }, label: '' }]
    case 'resultsReport':
      return cx.db
        .select({ id: resultsReport.id, asOf: resultsReport.asOf })
        .from(resultsReport)
        .where(eq(resultsReport.officeId, own))
        .orderBy(desc(resultsReport.id))
        .limit(most)
        .all()
        .map(({ id, asOf }) => ({ ref: { kind: 'report', id }, label: String(asOf) }))
    case 'transmittal':
      return cx.db
        .select({ id: packageOut.id, label: packageOut.fileName })
        .from(packageOut)
        .where(eq(packageOut.officeId, own))
        .orderBy(desc(packageOut.id))
        .limit(most)
        .all()
        .map(({ id, label }) => ({ ref: { kind: 'transmittal', id }, label }))
    case 'forumForm':
    case 'forumSignIn':
    case 'forumMinutes':
      return cx.db
        .select({ id: forum.id, heldOn: forum.heldOn, tambonCode: forum.tambonCode })
        .from(forum)
        .where(eq(forum.officeId, own))
        .orderBy(desc(forum.id))
        .limit(most)
        .all()
        .map(({ id, heldOn, tambonCode }) => ({
          ref: { kind, id },
          label: `${cx.geography.nameOf(tambonCode) ?? tambonCode} ${heldOn ?? ''}`.trim(),
        }))
    case 'projectBrief':
    case 'projectPack':
      return cx.db
        .select({ id: project.id, label: project.name })
        .from(project)
        .where(eq(project.officeId, own))
        .orderBy(desc(project.n))
        .limit(most)
        .all()
        .map(({ id, label }) => ({ ref: { kind, id }, label }))
    case 'planTable':
      return plans(cx, most, level).map(({ id, label }) => ({ ref: { kind: 'plan', id }, label }))
    case 'needsPlan':
      return plans(cx, most, 'needs').map(({ id, label }) => ({ ref: { kind: 'needsPlan', id }, label }))
    case 'planBook':
      return plans(cx, most, level ?? 'tambon').map(({ id, label }) => ({
        ref: { kind: 'planBook', id },
        label,
      }))
    case 'progress': {
      const planFy = planYears(cx).current
      return planFy === null ? [] : [{ ref: { kind: 'progress', planFy, asOf: null }, label: String(planFy) }]
    }
    case 'bodiesState':
      return [{ ref: { kind: 'bodiesState', editionFy: null }, label: '' }]
    case 'activityList':
      return editions(cx, most).map((editionFy) => ({
        ref: { kind: 'activityList', editionFy, activityKind: null, tambonCode: null },
        label: String(editionFy),
      }))
    case 'participationTable':
    case 'partnerAccounts':
      return editions(cx, most).map((editionFy) => ({ ref: { kind, editionFy }, label: String(editionFy) }))
    case 'activitySignIn':
    case 'activityReport':
      return cx.db
        .select({ id: activity.id, label: activity.subject })
        .from(activity)
        .where(eq(activity.officeId, own))
        .orderBy(desc(activity.heldOn), desc(activity.id))
        .limit(most)
        .all()
        .map(({ id, label }) => ({ ref: { kind, id }, label }))
    case 'calendar':
      return [
        {
          ref: { kind: 'calendar', form: 'list', fiscalYear: fiscalYearOf(cx.today()) },
          label: String(fiscalYearOf(cx.today())),
        },
      ]
    case 'memberList':
      return cx.db
        .select({ id: body.id, label: body.name })
        .from(body)
        .where(eq(body.officeId, own))
        .orderBy(desc(body.id))
        .limit(most)
        .all()
        .map(({ id, label }) => ({ ref: { kind: 'memberList', id }, label }))
    case 'rankList':
      return plans(cx, most, level).map(({ id, label }) => ({ ref: { kind: 'rankList', id }, label }))
    default:
      return []
  }
}

/** Guideline editions (พ.ศ.) of which the office has activities. */
function editions(cx: QueryContext, most: number): number[] {
  return cx.db
    .selectDistinct({ editionFy: activity.editionFy })
    .from(activity)
    .where(eq(activity.officeId, cx.office().id))
    .orderBy(desc(activity.editionFy))
    .limit(most)
    .all()
    .map((row) => row.editionFy)
}

/** Plans of the office that have rows; of any level but the needs plan for null. */
function plans(cx: QueryContext, most: number, level: string | null): { id: string; label: string }[] {
  return cx.db
    .selectDistinct({ id: plan.id, level: plan.level, areaKey: plan.areaKey, planFy: plan.planFy })
    .from(plan)
    .innerJoin(planEntry, eq(planEntry.planId, plan.id))
    .where(eq(plan.officeId, cx.office().id))
    .orderBy(desc(plan.id))
    .all()
    .filter((row) => (level === null ? row.level !== 'needs' : row.level === level))
    .slice(0, most)
    .map(({ id, areaKey, planFy }) => ({
      id,
      label: `${cx.geography.nameOf(areaKey) ?? ''} ${planFy}`.trim(),
    }))
}
