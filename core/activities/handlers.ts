import type { Handlers } from '../kernel/router.ts'
import { remove, save } from './commands.ts'
import type { activitiesContract } from './contract.ts'
import { list } from './queries.ts'

export const activitiesHandlers: Handlers<typeof activitiesContract> = { list, save, remove }
