import { z } from 'zod'
import { idField } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import { fateFields } from './rules.ts'

export type ProjectLine = {
  id: string
  officeId: string
  name: string
  originName: string
  tambonName: string
  /** Highest level it has reached. */
  level: string
  planFy: number
  /** Satang, of the newest entry. */
  total: number
  fate: string | null
}

export const projectsContract = {
  /** Forgiving Thai search over names and places (PEERS.md §4.5); empty text lists all. */
  search: query()
    .input(
      z.object({
        text: z.string().max(200),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
        officeId: idField.optional(),
      }),
    )
    .output(answer<{ total: number; rows: ProjectLine[] }>()),
  recordFate: command().input(fateFields).output(answer<{ id: string }>()),
}
