import type { Handlers } from '../kernel/router.ts'
import type { reportsContract } from './contract.ts'

export const reportsHandlers = {} as unknown as Handlers<typeof reportsContract>
