import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { ReadableDb } from '../../db/open.ts'
import { attachment, audit, change, draft, office, setting, signatory, staff } from '../../db/schema.ts'
import type { OwnOffice, QueryContext, Workspace } from '../kernel/context.ts'
import type { Role } from '../kernel/meta.ts'
import type { FieldChange, HistoryLine, OfficeHead, OfficeStatus, StaffMember } from './contract.ts'
import { pictureSize } from './emblem.ts'
import type { Signatory } from './rules.ts'

/** The office whose file this is, or null before set-up. Its own row is the one that belongs to itself. */
export function readOwnOffice(db: ReadableDb): OwnOffice | null {
  const row = db
    .select({
      id: office.id,
      profile: office.profile,
      provinceCode: office.provinceCode,
      districtCode: office.districtCode,
      demo: office.demo,
    })
    .from(office)
    .where(eq(office.id, office.officeId))
    // The file's own office is written at set-up, before any other can be known.
    .orderBy(sql`rowid`)
    .limit(1)
    .get()
  return row ?? null
}

export type StaffLine = { id: string; name: string; role: Role; tambonCodes: string[] }

/** Key of `setting` that says who works at this machine now. */
export const chosenStaffKey = 'office.staff'

/** Who was chosen as the one at this machine; null while nobody ever was. */
export function readChosenStaff(db: ReadableDb): { rowId: string; staffId: unknown } | null {
  return (
    db
      .select({ rowId: setting.id, staffId: setting.value })
      .from(setting)
      .where(eq(setting.key, chosenStaffKey))
      .get() ?? null
  )
}

/**
 * The person at the keyboard. There is no sign-in: it is who was chosen (office.chooseStaff), and the first active one
 * while nobody was, or the chosen one was set aside.
 */
export function readStaff(db: ReadableDb, staffId: string | null): StaffLine | null {
  const rows = db
    .select({ id: staff.id, name: staff.name, role: staff.role, tambonCodes: staff.tambonCodes })
    .from(staff)
    .where(eq(staff.active, true))
    .orderBy(asc(staff.id))
    .all()
  const wanted = staffId ?? readChosenStaff(db)?.staffId
  const found = rows.find((row) => row.id === wanted)
  return found ?? (staffId === null ? (rows[0] ?? null) : null)
}

/** Tambons that the person at the keyboard covers; none = whoever covers no tambon in particular covers them all. */
export function coveredTambons(db: ReadableDb): string[] {
  return readStaff(db, null)?.tambonCodes ?? []
}

/** What the program must know first: is there an office, which one is open, who sits here. */
export function status(
  cx: QueryContext,
  now: { version: string; workspace: Workspace; readOnly: boolean; staffId: string | null },
): OfficeStatus {
  const own = readOwnOffice(cx.db)
  return {
    state: own === null ? 'new' : 'ready',
    workspace: now.workspace,
    version: now.version,
    today: cx.today(),
    readOnly: now.readOnly,
    office: own === null ? null : readOfficeHead(cx, own.id),
    staff: readStaff(cx.db, now.staffId),
  }
}

/** Head of one office this file knows, its own by default; null for an unknown id. */
export function readOfficeHead(cx: Pick<QueryContext, 'db' | 'geography'>, id: string): OfficeHead | null {
  const row = cx.db.select().from(office).where(eq(office.id, id)).get()
  if (!row) return null
  const { officeId: _owner, publicKey: _key, keyConfirmedOn: _confirmed, docxFont, ...head } = row
  return {
    ...head,
    docxFont: docxFont as OfficeHead['docxFont'],
    provinceName: cx.geography.nameOf(row.provinceCode) ?? row.provinceCode,
    districtName:
      row.districtCode === null ? null : (cx.geography.nameOf(row.districtCode) ?? row.districtCode),
  }
}

export function signatories(cx: QueryContext): Signatory[] {
  return cx.db
    .select({
      id: signatory.id,
      name: signatory.name,
      positionLines: signatory.positionLines,
      signs: signatory.signs,
      active: signatory.active,
    })
    .from(signatory)
    .where(eq(signatory.officeId, cx.office().id))
    .orderBy(desc(signatory.active), asc(signatory.id))
    .all()
}

export function staffList(cx: QueryContext): StaffMember[] {
  return cx.db
    .select({
      id: staff.id,
      name: staff.name,
      position: staff.position,
      role: staff.role,
      tambonCodes: staff.tambonCodes,
      active: staff.active,
    })
    .from(staff)
    .where(eq(staff.officeId, cx.office().id))
    .orderBy(desc(staff.active), asc(staff.id))
    .all()
}

/** The picture at the head of the papers, or null when the office has none (then the space stays empty). */
export function emblem(
  cx: QueryContext,
): { mime: string; base64: string; widthPx: number; heightPx: number } | null {
  const row = cx.db
    .select({ sha256: attachment.sha256, mime: attachment.mime })
    .from(office)
    .innerJoin(attachment, eq(attachment.id, office.emblemId))
    .where(eq(office.id, cx.office().id))
    .get()
  if (!row) return null
  const bytes = cx.attachment(row.sha256)
  const size = bytes && pictureSize(bytes)
  if (!bytes || !size) return null
  return { mime: row.mime, base64: Buffer.from(bytes).toString('base64'), ...size }
}

/** The newest commands, newest first. */
export function history(cx: QueryContext, input: { limit: number }): HistoryLine[] {
  return cx.db
    .select({
      n: audit.n,
      at: audit.at,
      staffName: audit.staffName,
      command: audit.command,
      subjectTable: audit.subjectTable,
      subjectId: audit.subjectId,
      undoable: audit.undoable,
      undoOf: audit.undoOf,
      undoneBy: audit.undoneBy,
      changes: sql<number>`(SELECT count(*) FROM change WHERE change.auditN = ${audit.n})`,
    })
    .from(audit)
    .orderBy(desc(audit.n))
    .limit(input.limit)
    .all()
    .map(({ undoable, undoOf, undoneBy, ...line }) => ({
      ...line,
      undone: undoneBy !== null,
      kind: undoOf === null ? 'done' : undoable ? 'redo' : 'undo',
    }))
}

/** Everything that ever happened to one record, oldest first (C24). */
export function recordHistory(cx: QueryContext, input: { table: string; id: string }): FieldChange[] {
  return cx.db
    .select({
      n: change.n,
      at: audit.at,
      staffName: audit.staffName,
      command: audit.command,
      operation: change.operation,
      before: change.before,
      after: change.after,
    })
    .from(change)
    .innerJoin(audit, eq(audit.n, change.auditN))
    .where(and(eq(change.tableName, input.table), eq(change.rowId, input.id)))
    .orderBy(asc(change.n))
    .all()
}

/** What was typed into a form and not saved. */
export function readDraft(
  cx: QueryContext,
  input: { form: string },
): { data: unknown; savedAt: string } | null {
  return (
    cx.db
      .select({ data: draft.data, savedAt: draft.savedAt })
      .from(draft)
      .where(eq(draft.form, input.form))
      .get() ?? null
  )
}
