import { eq } from 'drizzle-orm'
import { entryBudget, plan, planEntry, project, projectBrief, village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import type { ProjectBrief } from './contract.ts'
import { newestEntry } from './facts.ts'
import type { BriefFields } from './rules.ts'

type Reading = Pick<QueryContext, 'db' | 'geography' | 'resources'>

export type BriefWording = Record<
  | 'duration'
  | 'readinessComplete'
  | 'readinessMissing'
  | 'packFolder'
  | 'packFile'
  | 'packFileMany'
  | 'contentsFile'
  | 'briefFile',
  string
>

export function briefWording(cx: Pick<QueryContext, 'resources'>): BriefWording {
  return cx.resources.json<BriefWording>('papers/wording/brief.json')
}

/** A project with its place. @throws Fault record.notFound */
export function mustFindProject(cx: Pick<QueryContext, 'db'>, id: string) {
  const row = cx.db
    .select({ project, villageName: village.name, villageKind: village.kind, mooNo: village.mooNo })
    .from(project)
    .leftJoin(village, eq(village.id, project.villageId))
    .where(eq(project.id, id))
    .get()
  if (!row) throw new Fault('record.notFound', { kind: 'project', id })
  return row
}

/** Its entries in the plans, lowest level and oldest year first, each with the satang of its years. */
export function entriesOf(cx: Pick<QueryContext, 'db'>, projectId: string) {
  const budgets = cx.db
    .select({ entryId: entryBudget.entryId, fiscalYear: entryBudget.fiscalYear, amount: entryBudget.amount })
    .from(entryBudget)
    .innerJoin(planEntry, eq(planEntry.id, entryBudget.entryId))
    .where(eq(planEntry.projectId, projectId))
    .orderBy(entryBudget.fiscalYear)
    .all()
  return cx.db
    .select({ entry: planEntry, plan })
    .from(planEntry)
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(eq(planEntry.projectId, projectId))
    .orderBy(plan.planFy, planEntry.id)
    .all()
    .map(({ entry, plan: head }) => {
      const own = budgets.filter((budget) => budget.entryId === entry.id)
      return {
        entry,
        head,
        level: head.level,
        planFy: head.planFy,
        budgets: own,
        total: own.reduce((sum, budget) => sum + budget.amount, 0),
      }
    })
}

/** แบบ จ.1-1 of a project: as kept; what was never kept is proposed from the newest entry, so that nothing is typed twice. */
export function briefOf(cx: Reading, input: { projectId: string }): ProjectBrief {
  const found = mustFindProject(cx, input.projectId)
  const newest = newestEntry(entriesOf(cx, input.projectId))
  const row = cx.db.select().from(projectBrief).where(eq(projectBrief.projectId, input.projectId)).get()
  const name = newest?.entry.name ?? found.project.name
  const total = newest?.total ?? 0
  if (row) {
    const { id: _id, officeId: _officeId, ...fields } = row
    return { fields, saved: true, name, total }
  }
  const place = {
    villageName: found.villageName,
    villageKind: found.villageKind,
    mooNo: found.mooNo,
  }
  const nameOf = areaNames(cx)
  const { tambonCode, districtCode } = found.project
  const area = [
    newest?.entry.site ?? '',
    nameOf(place),
    nameOf({ tambonCode }),
    nameOf({ districtCode: districtCode ?? tambonCode?.slice(0, 4) ?? null }),
    nameOf({ provinceCode: (districtCode ?? tambonCode)?.slice(0, 2) ?? null }),
  ]
  const years = (newest?.budgets ?? [])
    .filter((budget) => budget.amount > 0)
    .map((budget) => budget.fiscalYear)
  const fields: BriefFields = {
    projectId: input.projectId,
    provinceIssue: '',
    approach: '',
    issueKpi: '',
    mainProgramme: '',
    programme: '',
    rationale: newest?.entry.problem ?? '',
    objective: newest?.entry.objective ?? '',
    kpi: newest?.entry.kpi ?? '',
    targetArea: area.filter((part, at) => part !== '' && area.indexOf(part) === at).join(' '),
    activities: [],
    implementer: newest?.entry.leadAgency ?? '',
    duration: years.length === 0 ? '' : fillWords(briefWording(cx).duration, { years: yearSpan(years) }),
    output: newest?.entry.target ?? '',
    outcome: newest?.entry.expectedResult ?? '',
  }
  return { fields, saved: false, name, total }
}

/** 2567; 2567–2569; 2567, 2569 */
function yearSpan(years: readonly number[]): string {
  const sorted = [...new Set(years)].sort((a, b) => a - b)
  const first = sorted[0] ?? 0
  const last = sorted.at(-1) ?? 0
  const unbroken = last - first + 1 === sorted.length
  return sorted.length > 1 && unbroken ? `${first}–${last}` : sorted.join(', ')
}
