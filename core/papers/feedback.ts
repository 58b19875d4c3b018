import { asc, eq } from 'drizzle-orm'
import { village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames } from '../plans/areas.ts'
import { readFeedback } from '../plans/journeys.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'
import type { PaperRef } from './rules.ts'

/**
 * ใบแจ้งผลโครงการที่เสนอ of a village, or of a tambon village by village: what the next forum is told.
 *
 * @throws Fault record.notFound
 */
export function feedbackPaper(
  cx: QueryContext,
  ref: Extract<PaperRef, { kind: 'feedback' | 'tambonFeedback' }>,
): MadePaper<'feedback'> {
  const { planFy } = ref
  const nameOf = areaNames(cx)
  const told =
    ref.kind === 'feedback'
      ? readFeedback(cx, { villageId: ref.villageId, planFy })
      : readFeedback(cx, { tambonCode: ref.tambonCode, planFy })
  const tambonCode = ref.kind === 'tambonFeedback' ? ref.tambonCode : tambonOf(cx, ref.villageId)
  const order = villageOrder(cx, tambonCode)
  const rows = [...told.rows].sort(
    (a, b) => (order.get(a.originName) ?? order.size) - (order.get(b.originName) ?? order.size),
  )
  const isKnown = (name: string) => order.has(name)
  // Each plan of the way on a line of its own: the arrow is no sign of the papers' typeface.
  const { arrow } = cx.resources.json<{ arrow: string }>('papers/wording/journey.json')
  return {
    kind: 'feedback',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'feedback', { area: told.areaName, planFy: planFy ?? '' }),
    data: {
      village: ref.kind === 'feedback' ? told.areaName : '',
      tambon: nameOf({ tambonCode }),
      district: nameOf({ districtCode: tambonCode.slice(0, 4) }),
      province: nameOf({ provinceCode: tambonCode.slice(0, 2) }),
      planFy,
      asOf: cx.today(),
      rows: rows.map((row) => ({
        // The sheet of one village has no groups: its name stands above.
        village: ref.kind === 'feedback' || !isKnown(row.originName) ? '' : row.originName,
        rank: row.rank,
        name: row.name,
        satang: row.total,
        way: row.way.replaceAll(arrow, '\n'),
        outcome: row.fate,
        reason: row.reason,
      })),
    },
  }
}

function tambonOf(cx: QueryContext, villageId: string): string {
  return (
    cx.db.select({ code: village.tambonCode }).from(village).where(eq(village.id, villageId)).get()?.code ??
    ''
  )
}

/** Villages and communities of a tambon by name, in the order of their numbers. */
function villageOrder(cx: QueryContext, tambonCode: string): Map<string, number> {
  const nameOf = areaNames(cx)
  const rows = cx.db
    .select({ name: village.name, kind: village.kind, mooNo: village.mooNo })
    .from(village)
    .where(eq(village.tambonCode, tambonCode))
    .orderBy(asc(village.kind), asc(village.mooNo), asc(village.name))
    .all()
  // 'community' sorts before 'village': villages come first on paper
  const ordered = [
    ...rows.filter((row) => row.kind === 'village'),
    ...rows.filter((row) => row.kind === 'community'),
  ]
  return new Map(
    ordered.map((row, index) => [
      nameOf({ villageName: row.name, villageKind: row.kind, mooNo: row.mooNo }),
      index,
    ]),
  )
}
