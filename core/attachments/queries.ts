import { and, eq, sql } from 'drizzle-orm'
import { attachment } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { readRules } from '../rules/queries.ts'
import type { AttachmentLine, AttachmentList } from './contract.ts'
import { type AttachmentKind, type AttachmentSubject, attachmentLimits } from './rules.ts'

type AttachmentRow = typeof attachment.$inferSelect

/** What may be attached, with the office's own changes. */
export function attachmentKinds(cx: Pick<QueryContext, 'db' | 'resources'>): AttachmentKind[] {
  return readRules(cx, 'attachment-kinds').items
}

export function attachmentsOf(cx: Pick<QueryContext, 'db'>, subject: AttachmentSubject): AttachmentRow[] {
  return cx.db
    .select()
    .from(attachment)
    .where(and(eq(attachment.subjectTable, subject.table), eq(attachment.subjectId, subject.id)))
    .orderBy(attachment.id)
    .all()
}

export function listAttachments(cx: QueryContext, subject: AttachmentSubject): AttachmentList {
  const rows = attachmentsOf(cx, subject)
  const kinds = attachmentKinds(cx)
  const { fileBytes, recordBytes, officeBytes } = attachmentLimits
  return {
    rows: rows.map((row): AttachmentLine => {
      const stored = cx.hasAttachment(row.sha256, row.sizeBytes)
      return {
        id: row.id,
        name: row.name,
        mime: row.mime,
        sizeBytes: row.sizeBytes,
        picture: stored && isPicture(row),
        stored,
      }
    }),
    recordBytes: rows.reduce((sum, row) => sum + row.sizeBytes, 0),
    officeBytes: officeTotal(cx),
    limits: { fileBytes, recordBytes, officeBytes },
    endings: kinds.flatMap((kind) => kind.endings),
    kinds: kinds.map((kind) => kind.name),
  }
}

/** Bytes of all files of the own office, each content once. */
export function officeTotal(cx: Pick<QueryContext, 'db' | 'office'>): number {
  const row = cx.db.get<{ total: number | null }>(
    sql`SELECT sum(sizeBytes) AS total FROM (SELECT DISTINCT sha256, sizeBytes FROM attachment WHERE officeId = ${cx.office().id})`,
  )
  return row?.total ?? 0
}

/** Small enough a picture to be shown. */
export function isPicture(row: AttachmentRow): boolean {
  return (
    (row.mime === 'image/jpeg' || row.mime === 'image/png') && row.sizeBytes <= attachmentLimits.pictureBytes
  )
}

export function attachmentPicture(
  cx: QueryContext,
  input: { id: string },
): { mime: string; base64: string } | null {
  const row = cx.db.select().from(attachment).where(eq(attachment.id, input.id)).get()
  if (!row || !isPicture(row)) return null
  const bytes = cx.attachment(row.sha256)
  return bytes === null ? null : { mime: row.mime, base64: Buffer.from(bytes).toString('base64') }
}
