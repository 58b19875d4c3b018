import { writeFile } from 'node:fs/promises'
import { exchangeWords, fill } from '../exchange/words.ts'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { retargetFiles, withinTambons } from './retarget.ts'
import { demoSubmissions, loadDemoDistrict } from './schema.ts'
import { makeSubmission } from './submissions.ts'

/**
 * The districts of the demo province hand in: each a real package of an invented office, taken in on its day and decided
 * on, as a province does. The districts that are not yet there are missing on the board.
 *
 * @param own code of the district that the demo files tell of
 * @param example code of the district that the demo district plays
 * @param onDay sets the demo office's day (ISO)
 */
export async function* receiveSubmissions(
  cx: TaskContext,
  own: string,
  example: string,
  onDay: (day: string) => void,
): TaskGenerator<void> {
  const { provinceCode } = cx.office()
  const { districts, ...words } = demoSubmissions.parse(cx.resources.json('demo/submissions.json'))
  const toOffice = fill(exchangeWords(cx).toProvince, {
    province: cx.geography.nameOf(provinceCode) ?? provinceCode,
  })
  const coming = cx.geography
    .districtsOf(provinceCode)
    .flatMap(({ code, name }, at) => {
      const one = districts[at % districts.length]
      // The example's own district is left to the demo district: its package can be carried here on a stick.
      return one === undefined || one.on === null || code === example ? [] : [{ code, name, ...one, words }]
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  for (const [at, one] of coming.entries()) {
    cx.checkCancelled()
    yield { step: 'demo.progress.receiving', done: at, total: coming.length, what: one.name }
    const read = retargetFiles((name) => cx.resources.json<unknown>(name), cx.geography, own, one.code)
    const tambons = cx.geography.tambonsOf(one.code).map((tambon) => tambon.code)
    const demo = withinTambons(loadDemoDistrict(read, tambons), tambons)
    const bytes = await makeSubmission(demo, cx.geography, toOffice, one, one.on, cx.random)
    onDay(one.on)
    const { token } = await cx.files.produce(
      `${one.name}.amphoe.zip`,
      'application/zip',
      cx.session.id,
      (path) => writeFile(path, bytes),
    )
    try {
      for await (const event of await cx.client.exchange.takeIn({ token, confirmKey: true })) {
        if (event.kind === 'result' && one.decision !== null) {
          const { packageId } = event.result
          await cx.client.exchange.decide({ packageId, decision: one.decision, reasons: one.reasons })
        }
      }
    } finally {
      cx.files.discard(token, cx.session.id)
    }
  }
}
