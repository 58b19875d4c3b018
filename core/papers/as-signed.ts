import { eq } from 'drizzle-orm'
import { appointmentOrder, letter, resultsReport } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { MadePaper } from './catalogue.ts'
import type { OfficeHead } from './data.ts'
import type { PaperRef } from './rules.ts'

/**
 * What of a signed paper is kept: all that it says, in the office's own table layouts of that day. The emblem is the
 * office's picture, not part of what was signed.
 */
export type PaperAsSigned = {
  data: Record<string, unknown>
  office: Record<string, unknown>
  layouts?: Record<string, unknown>
}

/** The part of a paper to keep at the moment of signing. */
export function asSigned(paper: Pick<MadePaper, 'data' | 'office' | 'layouts'>): PaperAsSigned {
  const { emblem: _emblem, ...office } = paper.office
  return {
    data: paper.data as Record<string, unknown>,
    office: office as Record<string, unknown>,
    ...(paper.layouts === undefined || Object.keys(paper.layouts).length === 0
      ? {}
      : { layouts: { ...paper.layouts } }),
  }
}

/**
 * A signed paper says for ever what was signed: the officer who moved, the new telephone, the member who left change
 * nothing in it. A paper that is still a draft is read live.
 */
export function withSigned(cx: QueryContext, ref: PaperRef, live: MadePaper): MadePaper {
  const kept = keptOf(cx, ref)
  if (kept === null) return live
  const { emblem } = live.office
  const office = { ...(kept.office as unknown as OfficeHead), ...(emblem === undefined ? {} : { emblem }) }
  return { ...live, data: kept.data as MadePaper['data'], office, layouts: kept.layouts ?? {} }
}

function keptOf(cx: QueryContext, ref: PaperRef): PaperAsSigned | null {
  const table =
    ref.kind === 'letter'
      ? letter
      : ref.kind === 'order'
        ? appointmentOrder
        : ref.kind === 'report'
          ? resultsReport
          : null
  if (table === null || !('id' in ref)) return null
  const row = cx.db.select({ kept: table.paperAsSigned }).from(table).where(eq(table.id, ref.id)).get()
  return row?.kept ?? null
}
