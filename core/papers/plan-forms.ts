import type { QueryContext } from '../kernel/context.ts'
import type { Plan } from '../plans/contract.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { withBriefs } from './lists.ts'
import { readOfficeHead } from './office-head.ts'
import { byIssue, type PlanPlace, planRowMaker } from './plan-rows.ts'

/** Plans whose table is a form of others: แผนพัฒนาท้องถิ่น as แบบ ผ.02, แผนพัฒนาจังหวัด as แบบ จ.1 (DOMAIN.md §3.1, §3.2). */

type Head = { row: Plan; place: PlanPlace; edition: string }

const span = (row: Plan) => ({ firstYear: row.spanStart, lastYear: row.spanStart + row.spanLength - 1 })

/** Rows with the entries they are made of, by development issue. */
function rowsOf(cx: QueryContext, { row, place }: Head) {
  const make = planRowMaker(cx, row, place)
  return byIssue(cx, row.rows).map((entry) => ({
    entry,
    row: {
      ...make(entry),
      village: entry.villageId === null ? '' : entry.originName,
      tambon: entry.tambonCode === null ? '' : place.tambonOf(entry.tambonCode),
    },
  }))
}

export function localPlanPaper(cx: QueryContext, head: Head): MadePaper<'localPlan'> {
  const { row, place, edition } = head
  return {
    kind: 'localPlan',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'localPlan', { name: row.name, planFy: row.planFy }),
    data: {
      ...span(row),
      lao: row.areaName,
      province: place.province,
      edition,
      asOf: row.adoptedOn ?? cx.today(),
      rows: rowsOf(cx, head).map((made) => made.row),
    },
  }
}

export function provincePlanPaper(cx: QueryContext, head: Head): MadePaper<'provinceList'> {
  const { row, place, edition } = head
  return {
    kind: 'provinceList',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'provinceList', { name: row.name, planFy: row.planFy }),
    data: {
      ...span(row),
      province: place.province,
      edition,
      asOf: row.adoptedOn ?? cx.today(),
      rows: withBriefs(cx, rowsOf(cx, head)),
    },
  }
}
