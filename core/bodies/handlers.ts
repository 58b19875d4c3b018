import type { Handlers } from '../kernel/router.ts'
import {
  closeBody,
  openBody,
  openMany,
  removeBody,
  reopenBody,
  reviewBodies,
  saveBody,
  saveSeats,
} from './commands.ts'
import type { bodiesContract } from './contract.ts'
import { getBody, listBodies, listKinds, missingBodies } from './queries.ts'

export const bodiesHandlers: Handlers<typeof bodiesContract> = {
  kinds: listKinds,
  list: listBodies,
  missing: missingBodies,
  get: (cx, { id }) => getBody(cx, id),
  open: openBody,
  openMany,
  save: saveBody,
  close: closeBody,
  reopen: reopenBody,
  remove: removeBody,
  reviewed: reviewBodies,
  saveSeats,
}
