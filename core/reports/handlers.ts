import type { Handlers } from '../kernel/router.ts'
import { open, saveHead, saveText, sign } from './commands.ts'
import type { reportsContract } from './contract.ts'
import { get, list, sources } from './queries.ts'

export const reportsHandlers: Handlers<typeof reportsContract> = {
  list,
  get,
  open,
  saveHead,
  saveText,
  sources,
  sign,
}
