import type { Handlers } from '../kernel/router.ts'
import type { geographyContract } from './contract.ts'

export const geographyHandlers = {} as unknown as Handlers<typeof geographyContract>
