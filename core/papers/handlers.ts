import type { Handlers } from '../kernel/router.ts'
import type { papersContract } from './contract.ts'

export const papersHandlers = {} as unknown as Handlers<typeof papersContract>
