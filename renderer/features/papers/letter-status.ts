import type { LetterState } from '../../../core/papers/contract.ts'

/** How the state of a letter looks in its chip. */
export function statusOf(state: LetterState): 'underWay' | 'notStarted' | 'done' {
  return state === 'draft' ? 'underWay' : state === 'cancelled' ? 'notStarted' : 'done'
}
