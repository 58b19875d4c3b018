import type { Handlers } from '../kernel/router.ts'
import type { bodiesContract } from './contract.ts'

export const bodiesHandlers = {} as unknown as Handlers<typeof bodiesContract>
