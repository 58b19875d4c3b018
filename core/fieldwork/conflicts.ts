import type { RecordDifference } from '../exchange/contract.ts'
import { withPackage } from '../exchange/open-package.ts'
import { playedKind } from '../exchange/rules.ts'
import { takerOf } from '../exchange/standing.ts'
import { takers } from '../exchange/takers.ts'
import { exchangeWords } from '../exchange/words.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { WorkRecord } from './contract.ts'
import { compareReference, readRows, showMerged, withinTambons } from './take-in.ts'
import { asRecord, namesIn } from './works.ts'

/**
 * Of newer reference data: the records that both offices changed since, to be chosen before it is taken in, and what else
 * it changes. Nothing is written.
 *
 * @throws Fault package.*
 */
export async function* conflicts(
  cx: TaskContext,
  input: { token: string; passphrase?: string | undefined },
): TaskGenerator<{ records: WorkRecord[]; differences: RecordDifference[] }> {
  return yield* withPackage(cx, input, async function* ({ pack, staging }) {
    const { info } = pack
    takerOf(cx, info, takers)
    const kind = playedKind(info)
    const { kinds } = exchangeWords(cx)
    if (kind !== 'reference')
      throw new Fault('package.wrongKind', { kind: kinds[kind], expected: kinds.reference })
    const { rows } = yield* readRows(cx, { pack }, staging)
    const tambonCodes = tambonsOfOffice(cx).flatMap(({ code }) =>
      info.tambonCodes.includes(code) ? [code] : [],
    )
    const comparison = compareReference(cx, info, tambonCodes, withinTambons(rows, tambonCodes))
    const names = namesIn(cx, comparison)
    return {
      records: comparison.rows
        .filter(({ change }) => change === 'conflict')
        .map((row) => asRecord(names, row)),
      differences: showMerged(cx, comparison).differences,
    }
  })
}
