import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { Handlers } from '../kernel/router.ts'
import type { OfficeDoors } from '../office/handlers.ts'
import type { demoContract } from './contract.ts'
import { playDistrict, playProvince } from './play.ts'
import { receiveSubmissions } from './receive.ts'
import { retargetFiles, withinTambons } from './retarget.ts'
import { demoOffice, demoSeedLetter, loadDemoDistrict, loadDemoProvince } from './schema.ts'

export function demoHandlers(doors: OfficeDoors): Handlers<typeof demoContract> {
  return {
    start: (cx, input) => start(cx, doors, input),
  }
}

type Which = { which: 'demoDistrict' | 'demoProvince'; districtCode?: string | undefined }

/**
 * Makes a demo office afresh in a folder of its own and opens it (C28: one click in; out is office.openWorkspace).
 * When it fails or is cancelled, the real office is open again and nothing half-made is left.
 *
 * @throws Fault input.invalid for an unknown district
 */
async function* start(cx: TaskContext, doors: OfficeDoors, input: Which): TaskGenerator<void> {
  const { which } = input
  const own = demoOffice.parse(cx.resources.json('demo/office-district.json')).districtCode ?? ''
  const code = input.districtCode ?? own
  if (cx.geography.byCode(code)?.level !== 'district') {
    throw new Fault('input.invalid', {
      issues: [{ path: ['districtCode'], key: 'unknownArea', params: { code } }],
    })
  }
  const read = retargetFiles((name) => cx.resources.json<unknown>(name), cx.geography, own, code)
  doors.openWorkspace('office')
  doors.removeWorkspace(which)
  let whole = false
  try {
    doors.openWorkspace(which)
    let day: string
    if (which === 'demoProvince') {
      const demo = loadDemoProvince(read)
      day = demo.today
      doors.liveOn(day)
      yield* playProvince(cx.client, demo, demoSeedLetter.parse(read('demo/seed-letter.json')))
      yield* receiveSubmissions(cx, own, code, (received) => doors.liveOn(received))
      doors.liveOn(day)
    } else {
      const tambons = cx.geography.tambonsOf(code).map((tambon) => tambon.code)
      const demo = withinTambons(loadDemoDistrict(read, tambons), tambons)
      day = demo.office.today
      yield* playDistrict(cx.client, demo, (played) => doors.liveOn(played))
    }
    cx.checkCancelled()
    doors.finishWorkspace(which, day)
    whole = true
  } finally {
    if (!whole) {
      doors.openWorkspace('office')
      doors.removeWorkspace(which)
    }
  }
}
