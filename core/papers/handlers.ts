import type { Handlers } from '../kernel/router.ts'
import { addresseesOf, listAddresseeGroups } from './addressees.ts'
import { makeBundle } from './bundle.ts'
import type { papersContract } from './contract.ts'
import { letterWords, listLetterModels } from './letter-models.ts'
import {
  annulLetter,
  copyLetter,
  removeLetter,
  saveLetter,
  sendLetter,
  setLetterNumber,
  signLetter,
} from './letters.ts'
import { listCoordination } from './lists.ts'
import { makeFile, previewPaper } from './make.ts'
import { paperNames } from './names.ts'
import { listLetters, readLetter } from './queries.ts'
import {
  beginRegister,
  cancelNumber,
  importRegister,
  listRegisters,
  readRegister,
  releaseNumbers,
  reserveNumbers,
} from './registers.ts'
import { setDigits } from './set-digits.ts'

export const papersHandlers: Handlers<typeof papersContract> = {
  preview: previewPaper,
  setDigits,
  make: makeFile,
  makeMany: makeBundle,
  coordination: listCoordination,
  names: paperNames,
  letters: listLetters,
  letter: (cx, { id }) => readLetter(cx, id),
  saveLetter,
  copyLetter,
  removeLetter,
  signLetter,
  setLetterNumber,
  sendLetter,
  annulLetter,
  letterModels: listLetterModels,
  letterWords,
  addresseeGroups: listAddresseeGroups,
  addresseesOf,
  registers: listRegisters,
  register: readRegister,
  cancelNumber,
  reserveNumbers,
  releaseNumbers,
  beginRegister,
  importRegister,
}
