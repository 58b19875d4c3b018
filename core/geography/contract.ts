import { z } from 'zod'
import { idField } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import { type Lao, laoFields, type Village, villageFields } from './rules.ts'

export type Place = { code: string; name: string }
export type VillageRow = Village & { tambonName: string; laoNames: string[] }

export const geographyContract = {
  provinces: query({ beforeSetUp: true }).output(answer<Place[]>()),
  districts: query({ beforeSetUp: true })
    .input(z.object({ provinceCode: z.string() }))
    .output(answer<Place[]>()),
  tambons: query({ beforeSetUp: true })
    .input(z.object({ districtCode: z.string() }))
    .output(answer<Place[]>()),
  /** The tambons this office works on: of its district, or the laptop's own. */
  ownTambons: query().output(answer<(Place & { villages: number })[]>()),
  villages: query()
    .input(z.object({ tambonCode: z.string().nullable(), officeId: idField.optional() }))
    .output(answer<VillageRow[]>()),
  /** Adds or changes whole rows; a pasted block is one command. Unknown tambon or double moo: refused, nothing written. */
  saveVillages: command({ dryRun: true })
    .input(
      z.object({
        rows: z
          .array(z.object({ id: idField.nullable(), fields: villageFields }))
          .max(2000, { error: 'tooManyRows' }),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<{ ids: string[] }>()),
  /** Refused while plans or links refer to the village. */
  removeVillage: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  laos: query().output(answer<(Lao & { villages: { villageId: string; part: boolean }[] })[]>()),
  saveLao: command()
    .input(
      z.object({
        id: idField.nullable(),
        fields: laoFields,
        villages: z.array(z.object({ villageId: idField, part: z.boolean() })),
      }),
    )
    .output(answer<{ id: string }>()),
}
