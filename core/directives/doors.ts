/** Records of other rooms that a directive names: by which somebody was told, or which show that a duty was done. */
import { and, desc, eq, ne, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { activity, appointmentOrder, letter, meeting, plan } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { meetingName, meetingWording } from '../meetings/wording.ts'
import { among, planNamesById } from '../plans/queries.ts'
import type { RecordDoor } from './contract.ts'
import type { EvidenceLink } from './rules.ts'

export type DoorTable = EvidenceLink['table']

/**
 * Records of an office by table, the newest first.
 *
 * @param which ids of each table, or null for what is finished enough to be named (sent, held, signed, adopted)
 */
export function readDoors(
  cx: QueryContext,
  officeId: string,
  tables: readonly DoorTable[],
  which: ReadonlyMap<DoorTable, readonly string[]> | null,
  planFy: number | null = null,
): RecordDoor<DoorTable>[] {
  return tables.flatMap((table): RecordDoor<DoorTable>[] => {
    const ids = which === null ? null : (which.get(table) ?? [])
    if (ids !== null && ids.length === 0) return []
    const where = (column: SQLiteColumn, owner: SQLiteColumn, finished: SQL | undefined) =>
      ids === null ? and(eq(owner, officeId), finished) : among(column, ids)
    switch (table) {
      case 'letter':
        return cx.db
          .select()
          .from(letter)
          .where(where(letter.id, letter.officeId, ne(letter.state, 'cancelled')))
          .orderBy(desc(letter.dated), desc(letter.id))
          .all()
          .map((row) => ({
            table,
            id: row.id,
            name: numbered(row.subject, row.number, row.numberYear),
            on: row.sentOn ?? row.dated,
            href: `/papers/letters/${row.id}`,
          }))
      case 'activity':
        return cx.db
          .select()
          .from(activity)
          .where(where(activity.id, activity.officeId, undefined))
          .orderBy(desc(activity.heldOn), desc(activity.id))
          .all()
          .map((row) => ({
            table,
            id: row.id,
            name: row.subject,
            on: row.heldOn,
            href: `/activities?kind=${row.kind}&id=${row.id}`,
          }))
      case 'meeting': {
        const words = meetingWording(cx)
        return cx.db
          .select()
          .from(meeting)
          .where(where(meeting.id, meeting.officeId, undefined))
          .orderBy(desc(meeting.heldOn), desc(meeting.id))
          .all()
          .map((row) => ({
            table,
            id: row.id,
            name: meetingName(words, row),
            on: row.heldOn,
            href: `/meetings/${row.id}`,
          }))
      }
      case 'appointmentOrder':
        return cx.db
          .select()
          .from(appointmentOrder)
          .where(where(appointmentOrder.id, appointmentOrder.officeId, eq(appointmentOrder.state, 'signed')))
          .orderBy(desc(appointmentOrder.signedOn), desc(appointmentOrder.id))
          .all()
          .map((row) => ({
            table,
            id: row.id,
            name: numbered(row.subject, row.number, row.numberYear),
            on: row.signedOn,
            href: `/orders/${row.id}`,
          }))
      case 'plan': {
        const rows = cx.db
          .select({ id: plan.id, adoptedOn: plan.adoptedOn })
          .from(plan)
          .where(
            where(
              plan.id,
              plan.officeId,
              and(eq(plan.state, 'adopted'), planFy === null ? undefined : eq(plan.planFy, planFy)),
            ),
          )
          .orderBy(desc(plan.adoptedOn), desc(plan.id))
          .all()
        const names = planNamesById(
          cx,
          rows.map((row) => row.id),
        )
        return rows.map((row) => ({
          table,
          id: row.id,
          name: names.get(row.id) ?? '',
          on: row.adoptedOn,
          href: `/plans/${row.id}`,
        }))
      }
    }
    return []
  })
}

/** Names and places of linked records, by table and id; one statement a table. */
export function doorsByKey(
  cx: QueryContext,
  officeId: string,
  links: readonly { table: string; id: string }[],
): Map<string, RecordDoor<DoorTable>> {
  const which = new Map<DoorTable, string[]>()
  for (const { table, id } of links) {
    const known = which.get(table as DoorTable)
    if (known) known.push(id)
    else which.set(table as DoorTable, [id])
  }
  const doors = readDoors(cx, officeId, [...which.keys()], which)
  return new Map(doors.map((door) => [doorKey(door), door]))
}

export function doorKey(link: { table: string; id: string }): string {
  return `${link.table} ${link.id}`
}

function numbered(subject: string, number: number | null, year: number | null): string {
  return number === null ? subject : `${subject} (${number}/${year ?? ''})`
}
