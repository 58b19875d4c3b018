import type { Handlers } from '../kernel/router.ts'
import { saveLetter, signLetter } from './commands.ts'
import type { papersContract } from './contract.ts'
import { makeFile, previewPaper } from './make.ts'
import { listLetters, readLetter } from './queries.ts'
import { beginRegister, cancelNumber, readRegister } from './registers.ts'

export const papersHandlers: Handlers<typeof papersContract> = {
  preview: previewPaper,
  make: makeFile,
  letters: listLetters,
  letter: (cx, { id }) => readLetter(cx, id),
  saveLetter,
  signLetter,
  register: readRegister,
  cancelNumber,
  beginRegister,
}
