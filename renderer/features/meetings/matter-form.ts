import { z } from 'zod'
import { idField } from '../../../core/kernel/fields.ts'
import type { AgendaItem, Resolution, ResolutionKind } from '../../../core/meetings/contract.ts'
import {
  type About,
  agendaItemFields,
  type FollowUpState,
  resolutionFields,
} from '../../../core/meetings/rules.ts'

/** A resolution as it is written. */
export type ResolutionRow = {
  key: string
  id: string | null
  text: string
  kind: string
  about: About
  ownerName: string
  dueOn: string | null
  state: FollowUpState
}
/** One matter while it is discussed: what was said, what was resolved. */
export type MatterForm = { title: string; presenter: string; text: string; resolutions: ResolutionRow[] }

let fresh = 0
/** A resolution of a kind with the words that are usual for it. */
export function newResolution(kind: ResolutionKind, about: About): ResolutionRow {
  fresh += 1
  return {
    key: `new-${fresh}`,
    id: null,
    text: kind.text,
    kind: kind.key,
    about,
    ownerName: '',
    dueOn: null,
    state: kind.followUp ? 'open' : 'none',
  }
}

/**
 * The resolution as another kind: the usual words follow, those that somebody wrote stay; what is to be followed up from
 * the beginning is.
 */
export function asKind(
  row: ResolutionRow,
  kind: ResolutionKind,
  kinds: readonly ResolutionKind[],
): ResolutionRow {
  const untouched = row.text.trim() === '' || kinds.some((one) => one.text === row.text)
  return {
    ...row,
    kind: kind.key,
    text: untouched ? kind.text : row.text,
    state: kind.followUp && row.state === 'none' ? 'open' : row.state,
  }
}

const { title, presenter, text } = agendaItemFields.shape
export const matterForm = z.custom<MatterForm>().pipe(
  z.object({
    title,
    presenter,
    text,
    resolutions: z.array(z.object({ key: z.string(), id: idField.nullable(), ...resolutionFields.shape })),
  }),
)
export type Matter = z.infer<typeof matterForm>

export function matterOf(item: AgendaItem): MatterForm {
  return {
    title: item.title,
    presenter: item.presenter,
    text: item.text,
    resolutions: item.resolutions.map(rowOf),
  }
}

function rowOf({ id, text, kind, about, ownerName, dueOn, state }: Resolution): ResolutionRow {
  return { key: id, id, text, kind, about, ownerName, dueOn, state }
}

/** What was said, as far as saving it goes. */
export function wordsOf({ title, presenter, text }: MatterForm | Matter): string {
  return JSON.stringify([title, presenter, text])
}
/** What was resolved. */
export function resolvedOf({
  resolutions,
}: {
  resolutions: readonly Omit<ResolutionRow, 'key' | 'id'>[]
}): string {
  return JSON.stringify(
    resolutions.map(({ text, kind, about, ownerName, dueOn, state }) => [
      text,
      kind,
      about ? [about.table, about.id] : null,
      ownerName,
      dueOn,
      state,
    ]),
  )
}
