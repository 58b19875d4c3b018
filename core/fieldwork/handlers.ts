import type { Handlers } from '../kernel/router.ts'
import { accept, sendBack } from './accept.ts'
import { conflicts } from './conflicts.ts'
import type { fieldworkContract } from './contract.ts'
import { exportReference, exportWork, referenceCheck, workCheck } from './export.ts'
import { look, type StartDoors, start } from './start.ts'
import { laptops, unit, work, works } from './works.ts'

export const fieldworkHandlers = (doors: StartDoors): Handlers<typeof fieldworkContract> => ({
  laptops,
  referenceCheck,
  exportReference,
  look: (cx, input) => look(cx, doors, input),
  start: (cx, input) => start(cx, doors, input),
  workCheck,
  exportWork,
  conflicts,
  works,
  work,
  unit,
  accept,
  sendBack,
})
