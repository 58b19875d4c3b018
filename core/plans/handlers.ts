import type { Handlers } from '../kernel/router.ts'
import type { plansContract } from './contract.ts'

export const plansHandlers = {} as unknown as Handlers<typeof plansContract>
