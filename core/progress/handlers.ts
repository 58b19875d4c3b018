import type { Handlers } from '../kernel/router.ts'
import { acknowledge, snooze } from './commands.ts'
import type { progressContract } from './contract.ts'
import { plansProgress } from './plans.ts'
import { home, reminders } from './queries.ts'

export const progressHandlers: Handlers<typeof progressContract> = {
  home,
  plans: plansProgress,
  reminders,
  acknowledge,
  snooze,
}
