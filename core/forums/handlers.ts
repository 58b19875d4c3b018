import type { Handlers } from '../kernel/router.ts'
import {
  carryOver,
  holdForum,
  nameAgain,
  planForums,
  removeForum,
  reopenForum,
  saveForum,
  saveNeeds,
  settleTie,
} from './commands.ts'
import type { forumsContract } from './contract.ts'
import { getForum, listForums, readBefore, readBoard, readPartners } from './queries.ts'

export const forumsHandlers: Handlers<typeof forumsContract> = {
  board: readBoard,
  list: listForums,
  get: getForum,
  before: readBefore,
  partners: readPartners,
  plan: planForums,
  save: saveForum,
  hold: holdForum,
  reopen: reopenForum,
  remove: removeForum,
  saveNeeds,
  settleTie,
  nameAgain,
  carryOver,
}
