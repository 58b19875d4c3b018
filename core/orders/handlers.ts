import type { Handlers } from '../kernel/router.ts'
import { openOrder, saveOrder, signOrder } from './commands.ts'
import type { ordersContract } from './contract.ts'
import { getOrder, listOrders } from './queries.ts'

export const ordersHandlers: Handlers<typeof ordersContract> = {
  list: listOrders,
  get: (cx, { id }) => getOrder(cx, id),
  open: openOrder,
  save: saveOrder,
  sign: signOrder,
}
