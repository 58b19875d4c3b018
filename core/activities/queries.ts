import { eq, inArray } from 'drizzle-orm'
import { activity, pledge, project } from '../../db/schema.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readRules } from '../rules/queries.ts'
import type { Activity, ActivityDetail, TambonSummary } from './contract.ts'
import { alikeIn, pledgesWhere } from './partners.ts'
import { activitiesOf, rowsOf, tambonName, usualSubject, workshopsDue } from './records.ts'
import { type ActivityKind, activityKinds, lastDay } from './rules.ts'

/** Activities of an edition, or of all of them, by day; another office's, when this file holds its mirror. */
export function list(
  cx: QueryContext,
  input: {
    editionFy: number | null
    kind: ActivityKind | null
    tambonCode?: string | null | undefined
    officeId?: string | undefined
  },
): Activity[] {
  return activitiesOf(
    cx,
    rowsOf(cx, {
      officeId: input.officeId ?? cx.office().id,
      editionFy: input.editionFy,
      kind: input.kind,
      tambonCode: input.tambonCode ?? null,
    }),
  )
}

/** @throws Fault record.notFound */
export function get(cx: QueryContext, input: { id: string }): ActivityDetail {
  const row = cx.db.select().from(activity).where(eq(activity.id, input.id)).get()
  const [line] = row ? activitiesOf(cx, [row]) : []
  if (!line) throw new Fault('record.notFound', { kind: 'activity', id: input.id })
  const projects =
    line.projectIds.length === 0
      ? []
      : cx.db
          .select({ id: project.id, name: project.name })
          .from(project)
          .where(inArray(project.id, line.projectIds))
          .all()
  return {
    ...line,
    pledges: pledgesWhere(cx, line.officeId, eq(pledge.activityId, line.id)),
    projects,
    alike: line.kind === 'partner' ? alikeIn(cx, line.officeId, line.partnerName) : [],
  }
}

/** Names and usual subjects of the kinds. */
export function usual(
  cx: QueryContext,
  input: { tambonCode: string | null },
): { kind: ActivityKind; name: string; subject: string }[] {
  const rules = readRules(cx, 'activity-kinds').items
  return activityKinds.map((kind) => ({
    kind,
    name: rules.find((item) => item.key === kind)?.name ?? kind,
    subject: usualSubject(cx, kind, input.tambonCode),
  }))
}

/** What was done in an edition, tambon by tambon (C18). */
export function summary(cx: QueryContext, input: { editionFy: number; officeId?: string | undefined }) {
  const officeId = input.officeId ?? cx.office().id
  const rows = activitiesOf(cx, rowsOf(cx, { officeId, editionFy: input.editionFy }))
  const stepKeys = new Set(readRules(cx, 'participation-steps').items.map((item) => item.key))
  const tambons = tambonsOfOffice(cx, officeId)
  const codes: (string | null)[] = [null, ...tambons.map((tambon) => tambon.code)]
  // Rows of a tambon that the office no longer has are shown too: nothing that counts may be unseen.
  for (const row of rows) if (!codes.includes(row.tambonCode)) codes.push(row.tambonCode)
  const [district, ...each] = codes.map((code) =>
    summaryOf(
      rows.filter((row) => row.tambonCode === code),
      { code, name: tambonName(cx, code), stepKeys },
    ),
  )
  if (!district) throw new Error('the district itself is always the first')
  const all = [district, ...each]
  const sum = (of: (row: TambonSummary) => number) => all.reduce((total, row) => total + of(row), 0)
  return {
    district,
    tambons: each,
    all: {
      sessions: sum((row) => row.sessions),
      participations: sum((row) => row.participations),
      workshops: sum((row) => row.workshops),
      partners: sum((row) => row.partners),
      persons: sum((row) => row.persons),
      planned: sum((row) => row.planned),
      steps: sum((row) => row.steps),
      stepsExpected: sum((row) => row.stepsExpected),
      pledged: sum((row) => row.pledged),
      received: sum((row) => row.received),
    },
    counts: Object.fromEntries(
      activityKinds.map((kind) => [kind, rows.filter((row) => row.kind === kind).length]),
    ) as Record<ActivityKind, number>,
    awaiting: rows.filter((row) => row.awaitsResult).length,
    workshopsDue: workshopsDue(cx, officeId, input.editionFy),
  }
}

function summaryOf(
  rows: readonly Activity[],
  of: { code: string | null; name: string | null; stepKeys: ReadonlySet<string> },
): TambonSummary {
  const held = rows.filter((row) => row.state === 'held')
  const kind = (wanted: ActivityKind) => held.filter((row) => row.kind === wanted)
  const steps = new Set(
    kind('participation')
      .flatMap((row) => row.steps)
      .filter((step) => of.stepKeys.has(step)),
  )
  const workshop = kind('workshop')
    .sort((a, b) => (lastDay(a) < lastDay(b) ? -1 : 1))
    .at(-1)
  return {
    tambonCode: of.code,
    tambonName: of.name,
    sessions: kind('session').length,
    participations: kind('participation').length,
    workshops: kind('workshop').length,
    partners: kind('partner').length,
    persons: [...kind('session'), ...kind('workshop')].reduce((total, row) => total + row.persons, 0),
    planned: rows.length - held.length,
    steps: steps.size,
    stepsExpected: of.code === null ? 0 : of.stepKeys.size,
    workshop: workshop ? { id: workshop.id, heldOn: workshop.heldOn, timing: workshop.timing } : null,
    pledged: rows.reduce((total, row) => total + (row.pledged ?? 0), 0),
    received: rows.reduce((total, row) => total + (row.received ?? 0), 0),
  }
}
