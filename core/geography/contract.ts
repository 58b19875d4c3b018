import { z } from 'zod'
import { idField } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import {
  type FigureFields,
  figureFields,
  type Lao,
  laoFields,
  type SexCleared,
  type Village,
  villageFields,
} from './rules.ts'

export type Place = { code: string; name: string }
export type VillageRow = Village & {
  tambonName: string
  laoNames: string[]
  /** Year (พ.ศ.) that population and households are of; null where they have none. */
  figureYear: number | null
}
export type LaoRow = Lao & { villages: { villageId: string; part: boolean }[] }

/** A village with its figures of one year, and those of the year before that has any. */
export type FigureRow = {
  villageId: string
  tambonCode: string
  tambonName: string
  kind: Village['kind']
  mooNo: number | null
  name: string
  figure: FigureFields | null
  before: FigureFields | null
}

/** General information of an area, for the first page of its plan (DOMAIN.md §3.3). */
export type AreaProfile = {
  population: number | null
  male: number | null
  female: number | null
  households: number | null
  /** Year (พ.ศ.) of the figures; null = not known. Of a tambon the newest year that any of its villages has. */
  year: number | null
  source: string
  /** Villages and communities counted in the figures, of how many. */
  counted: number
  expected: number
  /** ผู้ใหญ่บ้าน/ประธานชุมชน of a village; '' for a tambon. */
  headman: string
  laos: { name: string; part: boolean }[]
}

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
  /**
   * Adds or changes whole rows; a pasted block is one command. Unknown tambon or double moo: refused, nothing written.
   * A new total is that of this year; men and women of the year who no longer add up to it are cleared.
   */
  saveVillages: command({ dryRun: true })
    .input(
      z.object({
        rows: z
          .array(z.object({ id: idField.nullable(), fields: villageFields }))
          .max(2000, { error: 'tooManyRows' }),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<{ ids: string[]; sexCleared: SexCleared }>()),
  /** Refused while plans or links refer to the village. */
  removeVillage: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  laos: query()
    .input(z.object({ officeId: idField.optional() }).optional())
    .output(answer<LaoRow[]>()),
  saveLao: command()
    .input(
      z.object({
        id: idField.nullable(),
        fields: laoFields,
        villages: z.array(z.object({ villageId: idField, part: z.boolean() })),
      }),
    )
    .output(answer<{ id: string }>()),
  /** Refused while a plan or a list of projects is its own; its coverage goes with it. */
  removeLao: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /**
   * What lies in which อปท.: cells of the table, or a pasted list, which may bring อปท. that are new. A link that is not
   * named stays as it is.
   */
  saveCoverage: command({ dryRun: true })
    .input(
      z.object({
        newLaos: z.array(laoFields).max(200, { error: 'tooManyRows' }),
        links: z
          .array(
            z.object({
              villageId: idField,
              /** Id, or the place in `newLaos`. */
              lao: z.union([idField, z.number().int().min(0)]),
              cover: z.enum(['none', 'part', 'whole']),
            }),
          )
          .max(20_000, { error: 'tooManyRows' }),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<{ laoIds: string[] }>()),
  /** Years (พ.ศ.) that there are figures of, newest first. */
  figureYears: query().output(answer<number[]>()),
  figures: query()
    .input(
      z.object({ tambonCode: z.string().nullable(), year: z.number().int(), officeId: idField.optional() }),
    )
    .output(answer<FigureRow[]>()),
  /** One grid edit or pasted block; an empty figure takes the year away. Population of the village follows the newest. */
  saveFigures: command({ dryRun: true })
    .input(
      z.object({
        rows: z
          .array(z.object({ villageId: idField, fields: figureFields }))
          .max(2000, { error: 'tooManyRows' }),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<void>()),
  /** Of a village or a whole tambon; `year` = not newer than this year, left out = the newest. */
  profile: query()
    .input(
      z.object({
        villageId: idField.nullable(),
        tambonCode: z.string().nullable(),
        year: z.number().int().optional(),
        officeId: idField.optional(),
      }),
    )
    .output(answer<AreaProfile>()),
}
