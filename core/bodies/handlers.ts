import type { Handlers } from '../kernel/router.ts'
import { openBody, saveSeats } from './commands.ts'
import type { bodiesContract } from './contract.ts'
import { getBody, listBodies, listKinds } from './queries.ts'

export const bodiesHandlers: Handlers<typeof bodiesContract> = {
  kinds: listKinds,
  list: listBodies,
  get: (cx, { id }) => getBody(cx, id),
  open: openBody,
  saveSeats,
}
