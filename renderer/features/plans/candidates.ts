import type { Candidate } from '../../../core/plans/contract.ts'
import type { ProjectClass } from '../../../core/plans/rules.ts'
import { searchKey } from '../../../core/thai/text.ts'

/** How the list of what lower plans offer is narrowed. */
export type CandidateFilter = {
  text: string
  /** Name of the village or tambon it comes from; empty = all. */
  origin: string
  projectClass: ProjectClass | ''
  /** Key of a take-up rule that it meets; `any` = at least one, empty = all. */
  rule: string
  /** Leave out what this plan has already taken up. */
  open: boolean
}

export const everyCandidate: CandidateFilter = {
  text: '',
  origin: '',
  projectClass: '',
  rule: '',
  open: true,
}

/** Area names in the order they come, each once. */
export function originsOf(candidates: readonly Candidate[]): string[] {
  return [...new Set(candidates.map((candidate) => candidate.originName))]
}

/** The rules that at least one candidate meets, each with how many do. */
export function rulesMet(
  candidates: readonly Candidate[],
): { key: string; name: string; selects: boolean; count: number }[] {
  const rules = new Map<string, { key: string; name: string; selects: boolean; count: number }>()
  for (const { rules: met } of candidates) {
    for (const { key, name, selects } of met) {
      const known = rules.get(key) ?? { key, name, selects, count: 0 }
      known.count += 1
      rules.set(key, known)
    }
  }
  return [...rules.values()]
}

/** True when nothing stands against taking it up: not taken yet, not given back, not withdrawn. */
export function canBeTaken(candidate: Candidate): boolean {
  return candidate.alreadyTakenId === null && candidate.returned === null && candidate.withdrawn === null
}

/** What the button "by rule" chooses; a plan that is not adopted offers nothing unless the office takes from drafts. */
export function chosenByRule(candidates: readonly Candidate[], fromDrafts: boolean): Candidate[] {
  return candidates.filter(
    (candidate) =>
      canBeTaken(candidate) &&
      (fromDrafts || candidate.planState === 'adopted') &&
      candidate.rules.some((rule) => rule.selects),
  )
}

/** The candidates that pass the filter, in their own order. */
export function filterCandidates(candidates: readonly Candidate[], filter: CandidateFilter): Candidate[] {
  const wanted = searchKey(filter.text)
  return candidates.filter(
    (candidate) =>
      (filter.origin === '' || candidate.originName === filter.origin) &&
      (filter.projectClass === '' || candidate.projectClass === filter.projectClass) &&
      (filter.rule === '' ||
        (filter.rule === 'any'
          ? candidate.rules.length > 0
          : candidate.rules.some((rule) => rule.key === filter.rule))) &&
      (!filter.open || candidate.alreadyTakenId === null) &&
      (wanted === '' ||
        searchKey(`${candidate.name} ${candidate.originName} ${candidate.site}`).includes(wanted)),
  )
}
