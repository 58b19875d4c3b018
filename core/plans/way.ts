/** The way of a project on one line. Pure. */
import type { JourneyStep } from './contract.ts'
import type { PlanLevel } from './rules.ts'

/** Of each level the newest edition, an adopted one before a draft. */
export function wayOf(steps: readonly JourneyStep[]): JourneyStep[] {
  const byLevel = new Map<PlanLevel, JourneyStep>()
  for (const step of steps) {
    const known = byLevel.get(step.level)
    if (!known || step.state === 'adopted' || known.state !== 'adopted') byLevel.set(step.level, step)
  }
  return [...byLevel.values()]
}
