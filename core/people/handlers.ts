import type { Handlers } from '../kernel/router.ts'
import {
  appoint,
  openPosts,
  removeHolding,
  removePost,
  saveHolders,
  saveHolding,
  savePerson,
  savePost,
  vacate,
} from './commands.ts'
import type { peopleContract } from './contract.ts'
import { findPersons, getPost, listLeaveReasons, listPostKinds, listPosts } from './queries.ts'
import { personRecord } from './record.ts'

export const peopleHandlers: Handlers<typeof peopleContract> = {
  kinds: listPostKinds,
  leaveReasons: listLeaveReasons,
  list: listPosts,
  get: (cx, { id }) => getPost(cx, id),
  persons: findPersons,
  person: (cx, { id }) => personRecord(cx, id),
  savePost,
  removePost,
  openPosts,
  appoint,
  vacate,
  saveHolding,
  removeHolding,
  savePerson,
  saveHolders,
}
