import { and, eq, isNull } from 'drizzle-orm'
import { appointmentOrder, meetingMinutes, resultsReport } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { MadePaper } from './catalogue.ts'
import type { OfficeHead } from './data.ts'
import type { PaperDigits, PaperRef } from './rules.ts'

/**
 * What of a signed paper is kept: all that it says, in the office's own templates and table layouts of that day. The
 * emblem is the office's picture, not part of what was signed.
 */
export type PaperAsSigned = {
  data: Record<string, unknown>
  office: Record<string, unknown>
  layouts?: Record<string, unknown>
  templates?: Record<string, unknown>
  digits?: PaperDigits
}

/** The part of a paper to keep at the moment of signing. */
export function asSigned(
  paper: Pick<MadePaper, 'data' | 'office' | 'layouts' | 'templates' | 'digits'>,
): PaperAsSigned {
  const { emblem: _emblem, ...office } = paper.office
  return {
    data: paper.data as Record<string, unknown>,
    office: office as Record<string, unknown>,
    ...laidOver('layouts', paper.layouts),
    ...laidOver('templates', paper.templates),
    ...(paper.digits === undefined ? {} : { digits: paper.digits }),
  }
}

function laidOver<K extends string>(
  key: K,
  own: Readonly<Record<string, unknown>> | undefined,
): Partial<Record<K, Record<string, unknown>>> {
  if (own === undefined || Object.keys(own).length === 0) return {}
  return { [key]: { ...own } } as Record<K, Record<string, unknown>>
}

/**
 * A signed paper says for ever what was signed: the officer who moved, the new telephone, the member who left change
 * nothing in it. A paper that is still a draft is read live.
 */
export function withSigned(cx: QueryContext, ref: PaperRef, live: MadePaper): MadePaper {
  const kept = keptOf(cx, ref)
  return kept === null ? live : { ...live, ...keptParts(kept, live.office) }
}

/** What a signed paper says, with the picture of the emblem that the office has now. */
export function keptParts(
  kept: PaperAsSigned,
  { emblem }: Pick<OfficeHead, 'emblem'>,
): Pick<MadePaper, 'data' | 'office' | 'digits'> &
  Required<Pick<MadePaper, 'layouts' | 'templates' | 'signed'>> {
  return {
    data: kept.data as MadePaper['data'],
    office: { ...(kept.office as unknown as OfficeHead), ...(emblem === undefined ? {} : { emblem }) },
    layouts: kept.layouts ?? {},
    templates: kept.templates ?? {},
    ...(kept.digits === undefined ? {} : { digits: kept.digits }),
    signed: true,
  }
}

function keptOf(cx: QueryContext, ref: PaperRef): PaperAsSigned | null {
  if (ref.kind === 'minutes') {
    const { bodyId } = ref
    const row = cx.db
      .select({ kept: meetingMinutes.paperAsSigned })
      .from(meetingMinutes)
      .where(
        and(
          eq(meetingMinutes.meetingId, ref.id),
          bodyId === null ? isNull(meetingMinutes.bodyId) : eq(meetingMinutes.bodyId, bodyId),
        ),
      )
      .get()
    return row?.kept ?? null
  }
  // a signed report in another form is a table to work on, not what was signed
  if (ref.kind === 'report' && ref.form !== undefined) return null
  const table = ref.kind === 'order' ? appointmentOrder : ref.kind === 'report' ? resultsReport : null
  if (table === null || !('id' in ref)) return null
  const row = cx.db.select({ kept: table.paperAsSigned }).from(table).where(eq(table.id, ref.id)).get()
  return row?.kept ?? null
}
