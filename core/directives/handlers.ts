import type { Handlers } from '../kernel/router.ts'
import type { directivesContract } from './contract.ts'

export const directivesHandlers = {} as unknown as Handlers<typeof directivesContract>
