import { eq } from 'drizzle-orm'
import {
  activity,
  appointmentOrder,
  directiveTold,
  forum,
  meeting,
  plan,
  pledge,
  project,
  village,
} from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames } from '../plans/areas.ts'

/** A record as a figure or a note names it, and the place where it is opened; null when it is gone. */
export function describeRecord(
  cx: QueryContext,
  table: string,
  id: string,
): { label: string; href: string; officeId: string } | null {
  switch (table) {
    case 'activity': {
      const row = cx.db.select().from(activity).where(eq(activity.id, id)).get()
      return row
        ? { label: row.subject, href: `/activities?kind=${row.kind}&id=${id}`, officeId: row.officeId }
        : null
    }
    case 'pledge': {
      const row = cx.db
        .select({ what: pledge.what, partner: activity.partnerName, meeting: activity })
        .from(pledge)
        .innerJoin(activity, eq(activity.id, pledge.activityId))
        .where(eq(pledge.id, id))
        .get()
      // the two sums of an older program stand at the meeting itself
      if (!row) return describeRecord(cx, 'activity', id)
      const label = [row.partner, row.what].filter((part) => part !== '').join(' · ')
      return { label, href: `/activities?kind=partner&id=${row.meeting.id}`, officeId: row.meeting.officeId }
    }
    case 'meeting': {
      const row = cx.db.select().from(meeting).where(eq(meeting.id, id)).get()
      return row ? { label: row.title, href: `/meetings/${id}`, officeId: row.officeId } : null
    }
    case 'forum': {
      const row = cx.db.select().from(forum).where(eq(forum.id, id)).get()
      return row ? { label: placeOf(cx, row), href: `/forums/${id}`, officeId: row.officeId } : null
    }
    case 'plan': {
      const row = cx.db.select().from(plan).where(eq(plan.id, id)).get()
      return row ? { label: placeOf(cx, row), href: `/plans/${id}`, officeId: row.officeId } : null
    }
    case 'appointmentOrder': {
      const row = cx.db.select().from(appointmentOrder).where(eq(appointmentOrder.id, id)).get()
      return row ? { label: row.subject, href: `/orders/${id}`, officeId: row.officeId } : null
    }
    case 'project': {
      const row = cx.db.select().from(project).where(eq(project.id, id)).get()
      return row ? { label: row.name, href: `/projects/${id}`, officeId: row.officeId } : null
    }
    case 'directiveTold': {
      const row = cx.db.select().from(directiveTold).where(eq(directiveTold.id, id)).get()
      return row
        ? { label: row.recipient, href: `/directives/${row.directiveId}`, officeId: row.officeId }
        : null
    }
    default:
      return null
  }
}

function placeOf(
  cx: QueryContext,
  row: { villageId: string | null; tambonCode: string | null; districtCode?: string | null },
): string {
  const home =
    row.villageId === null
      ? undefined
      : cx.db.select().from(village).where(eq(village.id, row.villageId)).get()
  return areaNames(cx)({
    villageName: home?.name ?? null,
    villageKind: home?.kind ?? null,
    mooNo: home?.mooNo ?? null,
    tambonCode: row.tambonCode,
    districtCode: row.districtCode ?? cx.office().districtCode,
  })
}
