import { z } from 'zod'
import { task, taskAnswer } from '../kernel/meta.ts'
import { districtCode } from '../office/rules.ts'

export const demoContract = {
  /** Makes the demo office in a folder of its own, by the program's own commands, and opens it. */
  start: task({ beforeSetUp: true })
    .input(
      z.object({
        which: z.enum(['demoDistrict', 'demoProvince']),
        /** The example told of another district (for the province: of the province it lies in); its own by default. */
        districtCode: districtCode.optional(),
      }),
    )
    .output(taskAnswer<void>()),
}
