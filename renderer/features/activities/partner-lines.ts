import type { Activity, PartnerAccount, Pledge } from '../../../core/activities/contract.ts'
import type { PledgeState } from '../../../core/activities/rules.ts'
import { searchKey } from '../../../core/thai/text.ts'

/** A line under a partner: what it promised, or a meeting at which nothing was promised yet. */
export type PartnerLine =
  | { kind: 'pledge'; key: string; pledge: Pledge }
  | { kind: 'meeting'; key: string; activity: Activity }
export type PartnerGroup = { account: PartnerAccount; lines: PartnerLine[] }
export type PartnerFilter = { text: string; tambonCode: string | null; state: PledgeState | null }

/** Partners with their lines, narrowed; a partner of which nothing is left is left out. */
export function partnerGroups(
  accounts: readonly PartnerAccount[],
  meetings: readonly Activity[],
  filter: PartnerFilter,
): PartnerGroup[] {
  const wanted = searchKey(filter.text)
  const says = (...words: (string | null)[]) => words.some((word) => searchKey(word ?? '').includes(wanted))
  return accounts.flatMap((account) => {
    const promised = new Set(account.pledges.map((one) => one.activityId))
    const pledges = account.pledges
      .filter(
        (one) =>
          (filter.tambonCode === null || one.tambonCode === filter.tambonCode) &&
          (filter.state === null || one.state === filter.state) &&
          says(account.name, one.projectName, one.what, one.note, one.activitySubject),
      )
      .map((pledge): PartnerLine => ({ kind: 'pledge', key: pledge.id, pledge }))
    const bare = meetings
      .filter(
        (one) =>
          one.partnerName === account.name &&
          !promised.has(one.id) &&
          filter.state === null &&
          (filter.tambonCode === null || one.tambonCode === filter.tambonCode) &&
          says(account.name, one.subject, one.outcome),
      )
      .map((activity): PartnerLine => ({ kind: 'meeting', key: activity.id, activity }))
    const lines = [...pledges, ...bare]
    return lines.length === 0 ? [] : [{ account, lines }]
  })
}

/** Sums in satang over the lines on screen, of money only, as the account of each partner counts them. */
export function sumsOf(groups: readonly PartnerGroup[], isMoney: (pledge: Pledge) => boolean) {
  const pledges = groups.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === 'pledge' && isMoney(line.pledge) ? [line.pledge] : [])),
  )
  const sum = (of: (pledge: Pledge) => number | null) =>
    pledges.reduce((total, pledge) => total + (of(pledge) ?? 0), 0)
  return {
    pledged: sum((one) => one.counted),
    received: sum((one) => one.received),
    outstanding: sum((one) => one.outstanding),
  }
}
