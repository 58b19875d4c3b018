import type { Handlers } from '../kernel/router.ts'
import { briefOf } from './brief.ts'
import { recordFate, saveBrief, saveDocument, savePlace, saveWorks, writeReadiness } from './commands.ts'
import type { projectsContract } from './contract.ts'
import { packProjects } from './pack.ts'
import { projectPage, readPlace } from './page.ts'
import { projectFacets, searchPapers, searchProjects } from './queries.ts'

export const projectsHandlers: Handlers<typeof projectsContract> = {
  search: searchProjects,
  facets: projectFacets,
  papers: searchPapers,
  get: projectPage,
  brief: briefOf,
  saveBrief,
  readPlace,
  savePlace,
  saveWorks,
  saveDocument,
  writeReadiness,
  pack: packProjects,
  recordFate,
}
