import { eq } from 'drizzle-orm'
import { attachment, office, signatory } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { pictureSize } from '../office/emblem.ts'
import { areaNames } from '../plans/areas.ts'
import type { OfficeHead, Signatory } from './data.ts'

/** Letterhead of the own office, with its picture where one was put in (DOCUMENTS.md §C). */
export function readOfficeHead(cx: QueryContext): OfficeHead {
  const own = cx.office()
  const row = cx.db.select().from(office).where(eq(office.id, own.id)).get()
  if (!row) throw new Fault('office.notSetUp', {})
  const nameOf = areaNames(cx)
  const picture =
    row.emblemMode === 'picture' && row.emblemId !== null ? emblemPicture(cx, row.emblemId) : undefined
  return {
    agencyCode: row.agencyCode,
    officeName: row.name,
    addressLines: row.addressLines.filter((line) => line !== ''),
    ownerUnit: row.ownerUnit,
    ownerGroup: row.ownerGroup,
    telephone: row.telephone,
    fax: row.fax,
    email: row.email,
    mottoLines: row.mottoLines.filter((line) => line !== ''),
    provinceName: nameOf({ provinceCode: row.provinceCode }),
    districtName: nameOf({ districtCode: row.districtCode }),
    ...(picture === undefined ? {} : { emblem: picture }),
    emblemMode: row.emblemMode,
    docxFont: row.docxFont as NonNullable<OfficeHead['docxFont']>,
  }
}

function emblemPicture(cx: QueryContext, id: string): OfficeHead['emblem'] {
  const row = cx.db.select().from(attachment).where(eq(attachment.id, id)).get()
  const bytes = row ? cx.attachment(row.sha256) : null
  if (!row || bytes === null) throw new Fault('paper.emblemInvalid', { reason: row?.name ?? '' })
  const size = pictureSize(bytes)
  if (size === null) throw new Fault('paper.emblemInvalid', { reason: row.name })
  return {
    mime: row.mime === 'image/jpeg' ? 'image/jpeg' : 'image/png',
    base64: Buffer.from(bytes).toString('base64'),
    ...size,
  }
}

/** Issuer as it stands after คำสั่ง; '' = the district's name. */
export function orderIssuer(cx: QueryContext): string {
  const row = cx.db
    .select({ issuer: office.orderIssuer })
    .from(office)
    .where(eq(office.id, cx.office().id))
    .get()
  return row?.issuer ?? ''
}

/** Who signs, as printed; empty for a paper without one. */
export function readSignatory(cx: QueryContext, id: string | null): Signatory {
  if (id === null) return { name: '', positionLines: [] }
  const row = cx.db.select().from(signatory).where(eq(signatory.id, id)).get()
  return row ? { name: row.name, positionLines: row.positionLines } : { name: '', positionLines: [] }
}
