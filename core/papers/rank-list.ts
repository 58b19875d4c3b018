import type { QueryContext } from '../kernel/context.ts'
import { readSheet } from '../ranking/queries.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'

/** บัญชีจัดลำดับความสำคัญ: the score sheet of a plan, both places side by side (PRODUCT.md C10). @throws Fault record.notFound */
export function rankListPaper(cx: QueryContext, planId: string): MadePaper<'rankList'> {
  const sheet = readSheet(cx, planId)
  return {
    kind: 'rankList',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'rankList', { name: sheet.planName, planFy: sheet.planFy }),
    data: {
      plan: sheet.planName,
      planFy: sheet.planFy,
      asOf: sheet.rankedOn ?? cx.today(),
      criteria: sheet.criteria,
      note: sheet.note,
      rows: [...sheet.rows]
        .sort((a, b) => a.rank - b.rank)
        .map((row) => ({
          rank: row.rank,
          name: row.name,
          village: row.originName,
          scores: Object.fromEntries(row.scores.map(({ criterion, score }) => [criterion, score])),
          total: row.total,
          scoreRank: row.scoreRank,
          tied: row.tied,
          reason: row.reason,
        })),
    },
  }
}
