import type { Handlers } from '../kernel/router.ts'
import {
  annulOrder,
  openMany,
  openOrder,
  removeOrder,
  saveMany,
  saveOrder,
  setAction,
  setBodies,
  setNumber,
  signMany,
  signOrder,
} from './commands.ts'
import type { ordersContract } from './contract.ts'
import { getOrder, listOrders, notesBeforeSigning, readBatch } from './queries.ts'

export const ordersHandlers: Handlers<typeof ordersContract> = {
  list: listOrders,
  get: (cx, { id }) => getOrder(cx, id),
  batch: (cx, { batchId }) => readBatch(cx, batchId),
  beforeSigning: notesBeforeSigning,
  open: openOrder,
  openMany,
  save: saveOrder,
  saveMany,
  setAction,
  setBodies,
  remove: removeOrder,
  sign: signOrder,
  signMany,
  setNumber,
  annul: annulOrder,
}
