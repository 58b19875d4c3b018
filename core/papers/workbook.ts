import { Worker } from 'node:worker_threads'
import type { FaultCode } from '../faults.ts'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { PaperResources } from './engine/compose.ts'
import { loadPaperResources, renderXlsx } from './engine/index.ts'
import { assemble, type Parts, withOwn } from './parts.ts'

/** Everything that a workbook is made of; what a worker gets. */
export type WorkbookOrder = {
  parts: Parts
  resourcesDir: string
  /** Of the office itself. */
  own: Pick<PaperResources, 'layouts' | 'templates'>
  now: Date
}
/** What a worker says (./worker/workbook.worker.ts). */
export type WorkbookWord =
  | { rows: number; of: number }
  | { bytes: Uint8Array }
  | { fault: { code: string; params: Fault['params'] } }

/** Rows of the longest list in the data. */
export function rowsIn({ parts }: WorkbookOrder): number {
  const longest = (node: unknown): number => {
    if (node === null || typeof node !== 'object') return 0
    const inner = Array.isArray(node) ? node.slice(0, 1) : Object.values(node)
    return inner
      .map(longest)
      .reduce((most, one) => Math.max(most, one), Array.isArray(node) ? node.length : 0)
  }
  return parts.data.map(longest).reduce((sum, one) => sum + one, 0)
}

/** Makes a workbook. @throws Fault paper.dataInvalid, template.* */
export async function write(
  { parts, resourcesDir, own, now }: WorkbookOrder,
  onRows?: (done: number, total: number) => void,
): Promise<Uint8Array> {
  const resources = withOwn(loadPaperResources(resourcesDir), own)
  return renderXlsx(assemble(parts, resources), { advances: resources.advances, now, onRows })
}

/**
 * Makes a workbook in a worker, telling how far it is: the core goes on answering meanwhile.
 *
 * @throws Fault paper.dataInvalid, template.*, cancelled
 */
export async function* writeApart(
  cx: TaskContext,
  order: WorkbookOrder,
  what: string,
): TaskGenerator<Uint8Array> {
  cx.checkCancelled()
  const worker = new Worker(new URL('./worker/workbook.worker.ts', import.meta.url), { workerData: order })
  const words: (WorkbookWord | { failed: unknown })[] = []
  let wake = () => {}
  const hear = (word: (typeof words)[number]) => {
    words.push(word)
    wake()
  }
  const cancel = () => hear({ failed: new Fault('cancelled', {}) })
  worker.on('message', hear)
  worker.once('error', (failed) => hear({ failed }))
  worker.once('exit', () => hear({ failed: new Error('the worker of a workbook ended without it') }))
  cx.signal.addEventListener('abort', cancel)
  try {
    for (;;) {
      const word = words.shift()
      if (!word)
        await new Promise<void>((resolve) => {
          wake = resolve
          if (words.length > 0) resolve()
        })
      else if ('failed' in word) throw word.failed
      else if ('fault' in word) throw new Fault(word.fault.code as FaultCode, word.fault.params as never)
      else if ('bytes' in word) return word.bytes
      else yield { step: 'papers.progress.rows', done: word.rows, total: word.of, what }
    }
  } finally {
    cx.signal.removeEventListener('abort', cancel)
    worker.removeAllListeners()
    worker.on('error', () => undefined)
    void worker.terminate()
  }
}
