import type { Handlers } from '../kernel/router.ts'
import {
  paste,
  quick,
  remove,
  removePledge,
  removeReceipt,
  removeRows,
  renamePartner,
  save,
  savePledge,
  saveReceipt,
} from './commands.ts'
import type { activitiesContract } from './contract.ts'
import { clearCells, correctCell, participation, saveParticipation } from './participation.ts'
import { partnerNames, partners, pledgesOf } from './partners.ts'
import { get, list, summary, usual } from './queries.ts'
import { saveRows } from './rows.ts'

export const activitiesHandlers: Handlers<typeof activitiesContract> = {
  list,
  get,
  summary,
  usual,
  participation,
  partnerNames,
  partners,
  pledgesOf,
  save,
  saveRows,
  remove,
  removeRows,
  quick,
  paste,
  saveParticipation,
  correctCell,
  clearCells,
  renamePartner,
  savePledge,
  removePledge,
  saveReceipt,
  removeReceipt,
}
