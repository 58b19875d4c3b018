import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { Fault } from '../kernel/fault.ts'
import { sheetLimits, type Workbook } from './workbook.ts'
import type { Refusal } from './worker/refused.ts'

export type ReadWorkbook = { sha256: string; workbook: Workbook }

/** The workbooks in hand, by the hash of their bytes: the steps of the import read a file once. */
const inHand = new Map<string, Workbook>()
const mostInHand = 2

/**
 * Reads a workbook in a worker that has a limit on memory and time; a file it cannot bear ends the worker, not the
 * program (PEERS.md §3.5 #28).
 *
 * @param path where the file lies; `fileName` is shown in faults
 * @throws Fault sheet.notWorkbook, sheet.encrypted, sheet.macros, sheet.hostile, sheet.damaged, sheet.tooLarge,
 *   sheet.tooManyRows, sheet.tooManyColumns, sheet.tooManySheets, sheet.tooSlow, cancelled
 */
export async function readWorkbook(
  path: string,
  fileName: string,
  signal?: AbortSignal,
): Promise<ReadWorkbook> {
  if (statSync(path).size > sheetLimits.fileBytes)
    throw new Fault('sheet.tooLarge', { file: fileName, limit: sheetLimits.fileBytes / 1024 ** 2 })
  const bytes = readFileSync(path)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const known = inHand.get(sha256)
  if (known) return { sha256, workbook: known }
  const workbook = await parseInWorker(bytes, fileName, signal)
  inHand.set(sha256, workbook)
  for (const key of inHand.keys()) if (inHand.size > mostInHand) inHand.delete(key)
  return { sha256, workbook }
}

type Answer = { workbook: Workbook } | { refusal: Refusal; detail: string }

function parseInWorker(bytes: Uint8Array, file: string, signal: AbortSignal | undefined): Promise<Workbook> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker/parse.worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: sheetLimits.heapMb, maxYoungGenerationSizeMb: 64 },
      // What the parser has to say about a strange file is for nobody's console.
      stdout: true,
      stderr: true,
    })
    const end = (finish: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      worker.removeAllListeners()
      worker.on('error', () => undefined)
      void worker.terminate()
      finish()
    }
    const cancel = () => end(() => reject(new Fault('cancelled', {})))
    const tooHeavy = () => end(() => reject(new Fault('sheet.tooSlow', { file })))
    const timer = setTimeout(tooHeavy, sheetLimits.parseMs)
    signal?.addEventListener('abort', cancel)
    if (signal?.aborted) return cancel()
    worker.once('message', (answer: Answer) =>
      end(() => {
        if ('workbook' in answer) resolve(answer.workbook)
        else reject(faultOf(answer.refusal, answer.detail, file))
      }),
    )
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') tooHeavy()
      else end(() => reject(new Fault('sheet.damaged', { file }, { cause: error })))
    })
    worker.once('exit', () => end(() => reject(new Fault('sheet.damaged', { file }))))
  })
}

function faultOf(refusal: Refusal, detail: string, file: string): Fault {
  if (refusal === 'hostile') return new Fault('sheet.hostile', { file, reason: detail })
  if (refusal === 'tooManyRows') return new Fault('sheet.tooManyRows', { file, limit: sheetLimits.rows })
  if (refusal === 'tooManyColumns')
    return new Fault('sheet.tooManyColumns', { file, limit: sheetLimits.columns })
  if (refusal === 'tooManySheets')
    return new Fault('sheet.tooManySheets', { file, limit: sheetLimits.sheets })
  return new Fault(`sheet.${refusal}`, { file })
}
