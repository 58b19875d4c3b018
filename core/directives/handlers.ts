import type { Handlers } from '../kernel/router.ts'
import { readRules } from '../rules/queries.ts'
import { register, remove, setDuty, setEnclosureFile, update } from './commands.ts'
import type { directivesContract } from './contract.ts'
import { compareArrived, copyDuties, openExpected, proposeCopy } from './copy.ts'
import { listEditions, removeEdition, saveEdition } from './editions.ts'
import { dutyWork, evidenceDoors, get, list, listDuties } from './queries.ts'
import { readLetter } from './read-letter.ts'
import {
  acknowledge,
  passOn,
  recipientGroups,
  removeTold,
  saveTold,
  tell,
  toldBook,
  toldByLetter,
  toldDoors,
} from './told.ts'

export const directivesHandlers: Handlers<typeof directivesContract> = {
  readLetter: (cx, { text }) => readLetter(text, readRules(cx, 'duty-kinds').items, cx.today()),
  list,
  get,
  register,
  update,
  remove,
  setEnclosureFile,
  setDuty,
  duties: listDuties,
  dutyWork,
  evidenceDoors,
  told: toldBook,
  recipients: recipientGroups,
  toldDoors,
  tell,
  saveTold,
  acknowledge,
  removeTold,
  passOn,
  toldByLetter,
  editions: listEditions,
  saveEdition,
  removeEdition,
  proposeCopy,
  copyDuties,
  openExpected,
  compareArrived,
}
