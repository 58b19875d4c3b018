import type { QueryContext } from '../kernel/context.ts'
import { briefOf } from '../projects/brief.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'

/**
 * โครงการแบบย่อ แบบ จ.1-1 (DOMAIN.md §3.2).
 *
 * @throws Fault record.notFound
 */
export function projectBriefPaper(cx: QueryContext, projectId: string): MadePaper<'projectBrief'> {
  const { fields, name, total } = briefOf(cx, { projectId })
  const { projectId: _projectId, ...brief } = fields
  return {
    kind: 'projectBrief',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx'],
    fileName: paperFileTitle(cx, 'projectBrief', { name }),
    data: {
      ...brief,
      name,
      satang: total,
      activities: fields.activities.map(({ amount, ...activity }) => ({ ...activity, satang: amount })),
    },
  }
}
