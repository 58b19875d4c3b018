import { z } from 'zod'
import { task, taskAnswer } from '../kernel/meta.ts'

export const demoContract = {
  /** Makes the demo office in a folder of its own, by the program's own commands, and opens it. */
  start: task({ beforeSetUp: true })
    .input(z.object({ which: z.enum(['demoDistrict', 'demoProvince']) }))
    .output(taskAnswer<void>()),
}
