import type { Handlers } from '../kernel/router.ts'
import type { OfficeDoors } from '../office/handlers.ts'
import type { demoContract } from './contract.ts'

export function demoHandlers(_doors: OfficeDoors): Handlers<typeof demoContract> {
  return {} as unknown as Handlers<typeof demoContract>
}
