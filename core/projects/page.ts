import { and, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import { attachment, fate, project, projectBrief, projectDocument } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { readPlanLine } from '../plans/queries.ts'
import { readRules } from '../rules/queries.ts'
import { briefWording, entriesOf, mustFindProject } from './brief.ts'
import type { PaperLine, ProjectEntry, ProjectPage } from './contract.ts'
import {
  type CoordinateReading,
  type Coordinates,
  checkNear,
  type NearCheck,
  readCoordinates,
} from './coordinates.ts'
import { kindOf, newestEntry } from './facts.ts'
import { type DocumentState, readinessOf, sourceFinder, worksGuesser } from './readiness.ts'

type Reading = Pick<QueryContext, 'db' | 'geography' | 'resources' | 'office'>

/** All of one project for its page. @throws Fault record.notFound */
export function projectPage(cx: QueryContext, input: { id: string }): ProjectPage {
  const found = mustFindProject(cx, input.id)
  const row = found.project
  const entries = entriesOf(cx, row.id)
  const newest = newestEntry(entries)
  const checklist = checklistOf(cx, row.id)
  const { latitude, longitude } = row
  const coordinates = latitude === null || longitude === null ? null : { latitude, longitude }
  return {
    id: row.id,
    officeId: row.officeId,
    own: row.officeId === cx.office().id && row.mergedIntoId === null,
    name: row.name,
    originName: areaNames(cx)({
      villageName: found.villageName,
      villageKind: found.villageKind,
      mooNo: found.mooNo,
      tambonCode: row.tambonCode,
      districtCode: row.districtCode,
    }),
    tambonName: row.tambonCode === null ? '' : (cx.geography.nameOf(row.tambonCode) ?? row.tambonCode),
    mergedIntoId: row.mergedIntoId,
    issue: newest?.entry.issue ?? '',
    projectClass: newest?.entry.projectClass ?? '',
    level: newest?.level ?? '',
    planFy: newest?.planFy ?? 0,
    total: newest?.total ?? 0,
    budgetSource: newest?.entry.budgetSource ?? '',
    sourceKey: checklist.sourceKey,
    fate: lastFate(cx, row.id),
    works: row.works,
    kind: checklist.kind,
    entries: entries.map(
      ({ entry, head, total }): ProjectEntry => ({
        id: entry.id,
        planId: head.id,
        planName: readPlanLine(cx, head.id).name,
        level: head.level,
        planFy: head.planFy,
        planState: head.state,
        rank: entry.rank,
        name: entry.name,
        site: entry.site,
        objective: entry.objective,
        total,
        budgetSource: entry.budgetSource,
        leadAgency: entry.leadAgency,
        readiness: entry.readiness,
      }),
    ),
    papers: checklist.papers,
    percent: checklist.percent,
    readinessWords: readinessWords(cx, checklist),
    coordinates,
    near: coordinates === null ? { kind: 'notKnown', known: 0 } : nearOthers(cx, row, coordinates),
    briefSaved: checklist.briefSaved,
  }
}

function lastFate(cx: Pick<QueryContext, 'db'>, projectId: string): string | null {
  return (
    cx.db
      .select({ kind: fate.kind })
      .from(fate)
      .where(eq(fate.projectId, projectId))
      .orderBy(fate.dated, fate.id)
      .all()
      .at(-1)?.kind ?? null
  )
}

export type Checklist = Pick<ProjectPage, 'papers' | 'percent' | 'sourceKey' | 'kind' | 'briefSaved'>

/** Papers that the project's budget source asks for, and those an officer noted besides. */
export function checklistOf(cx: Reading, projectId: string): Checklist {
  const row = mustFindProject(cx, projectId).project
  const newest = newestEntry(entriesOf(cx, projectId))
  const rules = readRules(cx, 'project-documents').items
  const sourceKey = sourceFinder(readRules(cx, 'budget-sources').items)(newest?.entry.budgetSource ?? '')
  const kind = kindOf(
    row.works,
    newest?.entry.name ?? row.name,
    worksGuesser(readRules(cx, 'works-words').items),
  )
  const noted = cx.db
    .select()
    .from(projectDocument)
    .where(eq(projectDocument.projectId, projectId))
    .orderBy(projectDocument.id)
    .all()
  const files = fileCounts(
    cx,
    noted.map((one) => one.id),
  )
  const briefSaved =
    cx.db
      .select({ id: projectBrief.id })
      .from(projectBrief)
      .where(eq(projectBrief.projectId, projectId))
      .get() !== undefined
  const states = new Map<string, DocumentState>()
  if (briefSaved) states.set('projectBrief', 'have')
  for (const one of noted) states.set(one.document, one.state)
  const { papers, percent } = readinessOf(rules, sourceKey, kind, states)
  const asked = new Set(papers.map((paper) => paper.key))
  const besides = noted
    .filter((one) => !asked.has(one.document))
    .map((one) => ({
      key: one.document,
      name: rules.find((rule) => rule.key === one.document)?.name ?? one.document,
      state: one.state,
    }))
  const lines = [...papers, ...besides].map((paper): PaperLine => {
    const row = noted.find((one) => one.document === paper.key)
    return {
      ...paper,
      asked: asked.has(paper.key),
      documentId: row?.id ?? null,
      number: row?.number ?? '',
      dated: row?.dated ?? null,
      note: row?.note ?? '',
      files: row === undefined ? 0 : (files.get(row.id) ?? 0),
      byProgram: row === undefined && paper.key === 'projectBrief' && briefSaved,
    }
  })
  return { papers: lines, percent, sourceKey, kind, briefSaved }
}

function fileCounts(cx: Pick<QueryContext, 'db'>, documentIds: readonly string[]): Map<string, number> {
  if (documentIds.length === 0) return new Map()
  const rows = cx.db
    .select({ id: attachment.subjectId, n: sql<number>`count(*)` })
    .from(attachment)
    .where(
      and(eq(attachment.subjectTable, 'projectDocument'), inArray(attachment.subjectId, [...documentIds])),
    )
    .groupBy(attachment.subjectId)
    .all()
  return new Map(rows.map((row) => [row.id, row.n]))
}

/** What the entry's column "ความพร้อม" may say; '' while nothing is asked for. */
export function readinessWords(cx: Pick<QueryContext, 'resources'>, checklist: Checklist): string {
  if (checklist.percent === null) return ''
  const wording = briefWording(cx)
  const missing = checklist.papers
    .filter((paper) => paper.asked && (paper.state === 'missing' || paper.state === 'asked'))
    .map((paper) => paper.name)
  return missing.length === 0
    ? wording.readinessComplete
    : fillWords(wording.readinessMissing, { papers: missing.join(', ') })
}

/** Compared with the other projects of the tambon; with those of the district while too few are known there. */
function nearOthers(
  cx: Pick<QueryContext, 'db'>,
  row: { id: string; officeId: string; tambonCode: string | null; districtCode: string | null },
  place: Coordinates,
): NearCheck {
  const known = (area: ReturnType<typeof eq>) =>
    cx.db
      .select({ latitude: project.latitude, longitude: project.longitude })
      .from(project)
      .where(
        and(eq(project.officeId, row.officeId), ne(project.id, row.id), area, isNotNull(project.latitude)),
      )
      .limit(500)
      .all()
      .flatMap(({ latitude, longitude }) =>
        latitude === null || longitude === null ? [] : [{ latitude, longitude }],
      )
  const inTambon =
    row.tambonCode === null
      ? ({ kind: 'notKnown', known: 0 } as const)
      : checkNear(place, known(eq(project.tambonCode, row.tambonCode)))
  if (inTambon.kind !== 'notKnown') return inTambon
  const districtCode = row.districtCode ?? row.tambonCode?.slice(0, 4)
  return districtCode === undefined
    ? inTambon
    : checkNear(place, known(eq(project.districtCode, districtCode)))
}

/** What was typed or pasted, read as a place and compared with the area. @throws Fault record.notFound */
export function readPlace(
  cx: QueryContext,
  input: { projectId: string; text: string },
): { reading: CoordinateReading; near: NearCheck | null } {
  const row = mustFindProject(cx, input.projectId).project
  const reading = readCoordinates(input.text)
  return { reading, near: reading.kind === 'read' ? nearOthers(cx, row, reading.coordinates) : null }
}
