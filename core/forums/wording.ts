import type { QueryContext } from '../kernel/context.ts'
import { readWording } from '../templates/wording.ts'

/** Words and numbers of the forum's papers that an office may change (resources/papers/wording/forums.json). */
export type ForumWording = {
  /** Who leads a forum of this kind of area, as proposed. */
  chairPosition: Record<'village' | 'community' | 'tambon', string>
  /** What the paper calls the forum, with {{area}} {{tambon}}. */
  title: Record<'village' | 'community' | 'tambon', string>
  /** Which plan it is held for. */
  purpose: Record<'village' | 'community' | 'tambon', string>
  /** Rows for villagers on the sign-in sheet; whole pages are printed. */
  signInRows: Record<'village' | 'community' | 'tambon', number>
  signInRowsPerPage: number
  /** Empty rows for needs on the form to fill in by hand. */
  formNeeds: number
  /** What became of a matter of before, as the minutes say it. */
  outcome: Record<'notCarried' | 'nowhere' | 'inPlan' | 'fate' | 'fateWithReason' | 'amount' | 'year', string>
}

export function forumWording(cx: Pick<QueryContext, 'db' | 'resources'>): ForumWording {
  return readWording<ForumWording>(cx, 'forums')
}
