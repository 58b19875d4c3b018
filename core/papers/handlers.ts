import type { Handlers } from '../kernel/router.ts'
import { makeBundle } from './bundle.ts'
import { saveLetter, signLetter } from './commands.ts'
import type { papersContract } from './contract.ts'
import { listCoordination } from './lists.ts'
import { makeFile, previewPaper } from './make.ts'
import { paperNames } from './names.ts'
import { listLetters, readLetter } from './queries.ts'
import { beginRegister, cancelNumber, readRegister } from './registers.ts'

export const papersHandlers: Handlers<typeof papersContract> = {
  preview: previewPaper,
  make: makeFile,
  makeMany: makeBundle,
  coordination: listCoordination,
  names: paperNames,
  letters: listLetters,
  letter: (cx, { id }) => readLetter(cx, id),
  saveLetter,
  signLetter,
  register: readRegister,
  cancelNumber,
  beginRegister,
}
