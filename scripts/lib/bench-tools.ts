import { createCore } from '../../core/core.ts'
import type { TaskEvent } from '../../core/kernel/meta.ts'
import { emptyLetterhead } from '../../core/office/rules.ts'
import { at } from './project.ts'

export type BenchTable = { title: string; columns: string[]; rows: (string | number)[][]; notes: string[] }
export type BenchOffice = {
  profile: 'district' | 'province'
  provinceCode: string
  districtCode: string | null
}

/**
 * A core over a data folder of its own, with the real clock and randomness and no printer.
 *
 * @param stickDir folder that plays the drive `stick`
 */
export async function openBenchCore(dataDir: string, stickDir?: string) {
  const core = await createCore({
    dataDir,
    resourcesDir: at('resources'),
    version: 'bench',
    port: {
      printPdf: () => Promise.reject(new Error('no printer')),
      places: () =>
        Promise.resolve(
          stickDir === undefined ? [] : [{ id: 'stick', label: 'stick', path: stickDir, removable: true }],
        ),
    },
  })
  return { core, client: core.client({ id: 'bench' }) }
}

/** Sets an office up with the least it needs. @returns its id */
export async function setUpBenchOffice(
  client: Awaited<ReturnType<typeof openBenchCore>>['client'],
  office: BenchOffice,
): Promise<string> {
  const { officeId } = await client.office.setUp({
    ...office,
    tambonCodes: [],
    letterhead: { ...emptyLetterhead, name: 'สำนักงานวัดความเร็ว' },
    signatories: [{ name: 'นายตัวอย่าง วัดเร็ว', positionLines: ['นายอำเภอ'], signs: ['letter'] }],
    staffName: 'นายตัวอย่าง วัดเร็ว',
    staffPosition: 'ปลัดอำเภอ',
  })
  return officeId
}

/** Reads a task to its end. */
export async function finish<R>(events: Promise<AsyncIterable<TaskEvent<R>>>): Promise<R> {
  for await (const event of await events) if (event.kind === 'result') return event.result
  throw new Error('the task ended without a result')
}

/** Milliseconds that the work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** The value below which the given part of the sample lies. */
export function quantile(sample: readonly number[], part: number): number {
  const sorted = [...sample].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}

export function ms(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1)
}
