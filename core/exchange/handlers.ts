import type { Handlers } from '../kernel/router.ts'
import type { exchangeContract } from './contract.ts'

export const exchangeHandlers = {} as unknown as Handlers<typeof exchangeContract>
