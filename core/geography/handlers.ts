import type { Handlers } from '../kernel/router.ts'
import { removeVillage, saveLao, saveVillages } from './commands.ts'
import type { geographyContract } from './contract.ts'
import { districts, laos, ownTambons, provinces, tambons, villages } from './queries.ts'

export const geographyHandlers: Handlers<typeof geographyContract> = {
  provinces,
  districts,
  tambons,
  ownTambons,
  villages,
  saveVillages,
  removeVillage,
  laos,
  saveLao,
}
