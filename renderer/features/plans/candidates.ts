import type { Candidate } from '../../../core/plans/contract.ts'
import type { ProjectClass } from '../../../core/plans/rules.ts'
import { searchKey } from '../../../core/thai/text.ts'

/** How the list of what a lower plan offers is narrowed. */
export type CandidateFilter = {
  text: string
  /** Name of the village or tambon it comes from; empty = all. */
  origin: string
  projectClass: ProjectClass | ''
  /** Only projects that at least two areas put forward under the same name (DOMAIN.md §1.5). */
  several: boolean
  /** Only what the proposer cannot do alone: ทำร่วม and เกินศักยภาพ. */
  beyond: boolean
  /** Leave out what this plan has already taken up. */
  open: boolean
}

export const everyCandidate: CandidateFilter = {
  text: '',
  origin: '',
  projectClass: '',
  several: false,
  beyond: false,
  open: true,
}

/** In how many different areas each project name occurs. */
export function areasByName(candidates: readonly Candidate[]): Map<string, number> {
  const areas = new Map<string, Set<string>>()
  for (const candidate of candidates) {
    const key = searchKey(candidate.name)
    const known = areas.get(key) ?? new Set<string>()
    known.add(candidate.originName)
    areas.set(key, known)
  }
  return new Map([...areas].map(([key, names]) => [key, names.size]))
}

/** Area names in the order they come, each once. */
export function originsOf(candidates: readonly Candidate[]): string[] {
  return [...new Set(candidates.map((candidate) => candidate.originName))]
}

/** The candidates that pass the filter, in their own order. */
export function filterCandidates(candidates: readonly Candidate[], filter: CandidateFilter): Candidate[] {
  const areas = areasByName(candidates)
  const wanted = searchKey(filter.text)
  return candidates.filter(
    (candidate) =>
      (filter.origin === '' || candidate.originName === filter.origin) &&
      (filter.projectClass === '' || candidate.projectClass === filter.projectClass) &&
      (!filter.several || (areas.get(searchKey(candidate.name)) ?? 0) >= 2) &&
      (!filter.beyond || candidate.projectClass !== 'SELF') &&
      (!filter.open || candidate.alreadyTakenId === null) &&
      (wanted === '' ||
        searchKey(`${candidate.name} ${candidate.originName} ${candidate.site}`).includes(wanted)),
  )
}
