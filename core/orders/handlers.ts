import type { Handlers } from '../kernel/router.ts'
import type { ordersContract } from './contract.ts'

export const ordersHandlers = {} as unknown as Handlers<typeof ordersContract>
