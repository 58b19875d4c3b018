import type { Handlers } from '../kernel/router.ts'
import type { rulesContract } from './contract.ts'

export const rulesHandlers = {} as unknown as Handlers<typeof rulesContract>
