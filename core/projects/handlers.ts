import type { Handlers } from '../kernel/router.ts'
import { recordFate } from './commands.ts'
import type { projectsContract } from './contract.ts'
import { searchProjects } from './queries.ts'

export const projectsHandlers: Handlers<typeof projectsContract> = {
  search: searchProjects,
  recordFate,
}
