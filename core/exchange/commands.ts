import { packageIn } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'

/**
 * Accepts a submission or returns it with reasons. What was handed in stays as it is; the district hands in anew.
 *
 * @throws Fault record.notFound, also for what is no submission: a laptop's work is decided village by village
 */
export function decide(
  cx: CommandContext,
  input: { packageId: string; decision: 'accepted' | 'returned'; reasons: string },
): void {
  const row = cx.write.mustOwn(packageIn, input.packageId)
  if (row.kind !== 'submission') throw new Fault('record.notFound', { kind: 'packageIn', id: row.id })
  cx.write.update(packageIn, row.id, {
    state: input.decision,
    reasons: input.decision === 'returned' ? input.reasons : '',
    decidedOn: cx.today(),
    decidedBy: cx.actor.name,
  })
  cx.about('packageIn', row.id)
}
