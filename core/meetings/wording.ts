import type { QueryContext } from '../kernel/context.ts'
import { fillWords } from '../plans/areas.ts'
import { readWording } from '../templates/wording.ts'
import type { CarryAction } from './rules.ts'

/** Words of meetings that an office may change (resources/papers/wording/meetings.json). */
export type MeetingWording = {
  /** Proposed title, with {{bodies}}: of one body, of several; `between` and before the `last` of them. */
  title: Record<'one' | 'joint' | 'between' | 'last', string>
  /** What a title may begin with: left out after "รายงานการประชุม". */
  prefixes: string[]
  name: string
  count: string
  bodyCount: string
  minutesName: string
  certifyItem: string
  carriedItem: string
  carriedText: Record<'resolution' | 'owner' | 'due', string>
  adoptedBy: string
  adoptedResolution: string
  evidence: string
  outcome: Record<CarryAction, string>
  about: Record<'planEntry' | 'duty', string>
  /** What one is in a meeting of several bodies, with {{title}} {{bodies}}. */
  roleOfBodies: string
  /** What a meeting resolves that certifies minutes: key of resolution-kinds and the words, with {{corrections}}. */
  certified: Record<'kind' | 'plain' | 'corrected', string>
  /** Beside the name of a stand-in (DOCUMENTS.md §A5). */
  standsFor: string
  chairOpens: string
  quorum: Record<'known' | 'short' | 'unknown', string>
  /** Empty rows of the sign-in sheet for those who are not members. */
  signInGuestRows: number
  /** Key of the model letter of the invitation (wording/letters.json). */
  invitationModel: string
  /** How a record stands that a resolution is about. */
  states: Record<string, string>
}

export function meetingWording(cx: Pick<QueryContext, 'db' | 'resources'>): MeetingWording {
  return readWording<MeetingWording>(cx, 'meetings')
}

/** Names in one phrase: ก, ข และค. */
export function joinedNames(words: MeetingWording, names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(words.title.between)}${words.title.last}${last}`
}

/** What the title says after การประชุม: คณะกรรมการบริหารงานอำเภอ … */
export function meetingSubject(words: MeetingWording, title: string): string {
  const prefix = [...words.prefixes].sort((a, b) => b.length - a.length).find((one) => title.startsWith(one))
  return prefix === undefined ? title : title.slice(prefix.length).trim()
}

/** Title with its number where it has one. */
export function meetingName(
  words: MeetingWording,
  row: { title: string; number: number | null; numberYear: number | null },
): string {
  if (row.number === null || row.numberYear === null) return row.title
  return fillWords(words.name, { title: row.title, number: row.number, year: row.numberYear })
}

/** ก.บ.อ. ครั้งที่ 3/2565; the short name alone when it is not counted. */
export function bodyCountWords(
  words: MeetingWording,
  body: { shortName: string; number: number | null; numberYear: number | null },
): string {
  if (body.number === null || body.numberYear === null) return body.shortName
  return fillWords(words.bodyCount, { body: body.shortName, number: body.number, year: body.numberYear })
}

/** ครั้งที่ 3/2565; '' when it is not counted. */
export function countWords(
  words: MeetingWording,
  row: { number: number | null; numberYear: number | null },
): string {
  if (row.number === null || row.numberYear === null) return ''
  return fillWords(words.count, { number: row.number, year: row.numberYear })
}

/** Cuts between letters, never inside one (Thai marks stay on theirs). */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter('th', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > most - 1) break
    kept += segment
  }
  return `${kept}…`
}
