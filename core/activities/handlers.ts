import type { Handlers } from '../kernel/router.ts'
import type { activitiesContract } from './contract.ts'

export const activitiesHandlers = {} as unknown as Handlers<typeof activitiesContract>
