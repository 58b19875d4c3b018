import type { Handlers } from '../kernel/router.ts'
import type { projectsContract } from './contract.ts'

export const projectsHandlers = {} as unknown as Handlers<typeof projectsContract>
