import { z } from 'zod'
import { idField } from '../kernel/fields.ts'
import { answer, command, query, task, taskAnswer } from '../kernel/meta.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import type { CoordinateReading, Coordinates, NearCheck } from './coordinates.ts'
import type { DocumentState, WorksRule } from './readiness.ts'
import {
  type BriefFields,
  briefFields,
  coordinateFields,
  documentFields,
  fateFields,
  projectSearch,
  projectSorts,
  type SearchFacet,
} from './rules.ts'

export type ProjectLine = {
  id: string
  officeId: string
  name: string
  originName: string
  tambonName: string
  districtName: string
  /** Highest level it has reached. */
  level: string
  planFy: number
  /** Satang, of the newest entry. */
  total: number
  fate: string | null
  /** Percent of the papers asked for that are there; null = none is asked for. */
  readiness: number | null
}

export type FoundProjects = {
  /** At most COUNT_CAP; `more` = there are more than that. */
  total: number
  more: boolean
  /** exact: as typed · loose: with marks and letters mistaken · likely: only alike, nothing holds all words. */
  how: 'exact' | 'loose' | 'likely'
  /** Projects whose index is still being made (after a big take-in): ask again. */
  waiting: number
  rows: ProjectLine[]
}

export type FacetCount = { value: string; label: string; count: number }
export type ProjectFacets = {
  facets: Record<SearchFacet, FacetCount[]>
  /** Counted over the newest FACET_CAP only. */
  more: boolean
}

/** A letter, an order or a directive found by the same words. */
export type FoundPaper = {
  kind: 'letter' | 'order' | 'directive'
  id: string
  title: string
  /** Number, date, other party: what tells two of the same title apart. */
  detail: string
  href: string
}

/** A project as it stands in one plan. */
export type ProjectEntry = {
  id: string
  planId: string
  planName: string
  level: string
  planFy: number
  planState: string
  rank: number
  name: string
  site: string
  objective: string
  /** Satang over the span. */
  total: number
  budgetSource: string
  leadAgency: string
  readiness: string
}

export type PaperLine = {
  /** Key of resources/rules/project-documents. */
  key: string
  name: string
  state: DocumentState
  /** Asked for by the budget source; else only noted by an officer. */
  asked: boolean
  /** Row that files are attached to; null while nothing is noted. */
  documentId: string | null
  number: string
  dated: string | null
  note: string
  files: number
  /** There because the program itself holds it (จ.1-1). */
  byProgram: boolean
}

export type ProjectPage = {
  id: string
  officeId: string
  /** May be changed here; false = a mirror of what another office handed in, or merged away. */
  own: boolean
  name: string
  originName: string
  tambonName: string
  /** Project that this one turned out to be. */
  mergedIntoId: string | null
  issue: string
  projectClass: string
  level: string
  planFy: number
  total: number
  budgetSource: string
  /** Key of resources/rules/budget-sources, '' where it is not said or not known. */
  sourceKey: string
  fate: string | null
  works: boolean | null
  kind: WorksRule['kind'] | null
  entries: ProjectEntry[]
  papers: PaperLine[]
  /** Percent of the asked papers that are there; null = none is asked for. */
  percent: number | null
  /** What may be written into the entry's readiness column. */
  readinessWords: string
  coordinates: Coordinates | null
  near: NearCheck
  briefSaved: boolean
}

export type ProjectBrief = {
  /** As kept, or proposed from the newest entry. */
  fields: BriefFields
  saved: boolean
  name: string
  /** Satang of the newest entry. */
  total: number
}

export type PackResult = {
  fileName: string
  sizeBytes: number
  /** Where it lies on the drive; null when it comes behind the ticket. */
  path: string | null
  ticket: FileTicket | null
  /** Files that could not be put in, with the reason's fault code. */
  leftOut: { name: string; code: string }[]
}

export const projectsContract = {
  /** Forgiving Thai search over all that is known of projects (PEERS.md §4.5); empty text lists all. */
  search: query()
    .input(
      projectSearch.extend({
        offset: z.number().int().min(0).max(100_000),
        limit: z.number().int().min(1).max(500),
        sort: z.enum(projectSorts).optional(),
      }),
    )
    .output(answer<FoundProjects>()),
  /** Counts beside the list. */
  facets: query().input(projectSearch).output(answer<ProjectFacets>()),
  /** Letters, orders and directives that hold all words; the newest first, at most 20. */
  papers: query()
    .input(z.object({ text: z.string().max(200) }))
    .output(answer<FoundPaper[]>()),
  /** All of one project for its page. */
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<ProjectPage>()),
  brief: query()
    .input(z.object({ projectId: idField }))
    .output(answer<ProjectBrief>()),
  saveBrief: command().input(briefFields).output(answer<void>()),
  /** Reads what was typed or pasted as a place and compares it with the area; nothing is written. */
  readPlace: query()
    .input(z.object({ projectId: idField, text: z.string().max(200) }))
    .output(answer<{ reading: CoordinateReading; near: NearCheck | null }>()),
  savePlace: command().input(coordinateFields).output(answer<void>()),
  /** Says whether it is construction; null = as its name tells. */
  saveWorks: command()
    .input(z.object({ projectId: idField, works: z.boolean().nullable() }))
    .output(answer<void>()),
  /** Notes a paper of the checklist. @returns its row, to attach files to; null when the note was forgotten */
  saveDocument: command().input(documentFields).output(answer<{ id: string | null }>()),
  /** Writes what is missing into the readiness column of the newest entry, if its plan is still open. */
  writeReadiness: command()
    .input(z.object({ projectId: idField }))
    .output(answer<void>()),
  /**
   * ชุดเสนอโครงการ: the brief, the papers and files of each project and a list of contents with what is missing, as one
   * zip on a drive, or behind a ticket where `placeId` is null.
   */
  pack: task()
    .input(
      z.object({
        projectIds: z.array(idField).min(1, { error: 'required' }).max(200, { error: 'tooMany' }),
        placeId: z.string().max(200).nullable(),
      }),
    )
    .output(taskAnswer<PackResult>()),
  recordFate: command().input(fateFields).output(answer<{ id: string }>()),
}
