import type { Handlers } from '../kernel/router.ts'
import { removeLao, removeVillage, saveCoverage, saveFigures, saveLao, saveVillages } from './commands.ts'
import type { geographyContract } from './contract.ts'
import {
  districts,
  figures,
  figureYears,
  laos,
  ownTambons,
  profile,
  provinces,
  tambons,
  villages,
} from './queries.ts'

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
  removeLao,
  saveCoverage,
  figureYears,
  figures,
  saveFigures,
  profile,
}
