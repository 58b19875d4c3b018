import { dutyFacts } from '../province/facts.ts'
import { applyMirror, compareWithMirror } from './compare.ts'
import { showMirrorChanges } from './differences.ts'
import { rememberPackage } from './remember.ts'
import type { Taker } from './taker.ts'

/** A district's submission at its province: the rows become a mirror that nobody writes in by hand. */
export const submissionTaker: Taker = {
  profiles: ['province'],
  from: () => 'district',
  gaps: 'held',
  // A district of this province, addressed to it: said in standing.ts.
  isInPlace: () => true,
  writes: 'sender',
  async *compare(cx, incoming, staging) {
    const { pack, info } = incoming
    const comparison = yield* compareWithMirror(cx, pack, staging)
    return {
      show: (at) => showMirrorChanges(at, comparison.tables),
      attachments: comparison.attachments,
      apply(cmd, shown) {
        applyMirror(cmd, comparison, info.fromOfficeId)
        const facts = dutyFacts(cmd, info.fromOfficeId, info.planFy, info.fromDistrictCode)
        return rememberPackage(cmd, incoming, {
          from: 'district',
          shown,
          exact: comparison.exact,
          more: { facts },
        })
      },
    }
  },
}
