import type { FollowUp } from '../../../core/meetings/contract.ts'
import { searchKey } from '../../../core/thai/text.ts'

/** Every word that was typed stands somewhere in the row. */
export function matchesFollowUp(
  row: Pick<FollowUp, 'text' | 'itemTitle' | 'meetingName' | 'ownerName' | 'outcome' | 'aboutName'>,
  typed: string,
): boolean {
  const all = searchKey(
    [row.text, row.itemTitle, row.meetingName, row.ownerName, row.outcome, row.aboutName ?? ''].join(' '),
  )
  return searchKey(typed)
    .split(' ')
    .every((word) => all.includes(word))
}

/** Whole days from one day to a later one; 0 when it is not later. Both ISO. */
export function lateDays(dueOn: string | null, today: string): number {
  if (dueOn === null || today <= dueOn) return 0
  return Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000)
}
