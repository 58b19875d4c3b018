import type { QueryContext } from '../kernel/context.ts'
import { areaNames } from '../plans/areas.ts'
import { mustFindProject } from '../projects/brief.ts'
import { packContents } from '../projects/pack-contents.ts'
import { projectPage } from '../projects/page.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'

/**
 * Contents of a ชุดเสนอโครงการ: every file in its folder, and what is still missing (DOMAIN.md §3.5).
 *
 * @throws Fault record.notFound
 */
export function projectPackPaper(cx: QueryContext, projectId: string): MadePaper<'projectPack'> {
  const page = projectPage(cx, { id: projectId })
  const { project } = mustFindProject(cx, projectId)
  const nameOf = areaNames(cx)
  const contents = packContents(cx, projectId)
  return {
    kind: 'projectPack',
    office: readOfficeHead(cx),
    formats: ['pdf', 'xlsx'],
    fileName: paperFileTitle(cx, 'projectPack', { name: page.name }),
    data: {
      name: page.name,
      place: [
        page.originName,
        project.tambonCode === null || project.villageId === null
          ? ''
          : nameOf({ tambonCode: project.tambonCode }),
      ]
        .filter((part) => part !== '')
        .join(' '),
      satang: page.total,
      source: page.budgetSource,
      asOf: cx.today(),
      percent: page.percent,
      rows: contents.rows,
    },
  }
}
