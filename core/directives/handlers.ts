import type { Handlers } from '../kernel/router.ts'
import { readRules } from '../rules/queries.ts'
import { register, setDuty, setWindow } from './commands.ts'
import type { directivesContract } from './contract.ts'
import { get, home, list, planYears, windows } from './queries.ts'
import { readLetter } from './read-letter.ts'

export const directivesHandlers: Handlers<typeof directivesContract> = {
  home,
  readLetter: (cx, { text }) => readLetter(text, readRules(cx, 'duty-kinds').items),
  list,
  get,
  register,
  setDuty,
  windows,
  setWindow,
  planYears,
}
