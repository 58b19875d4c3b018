import { parentPort, workerData } from 'node:worker_threads'
import { parseWorkbook } from './parse.ts'
import { WorkbookRefused } from './refused.ts'

/** Reads one workbook in a thread of its own, with a limit on memory; the core ends it when it takes too long. */
parseWorkbook(workerData as Uint8Array).then(
  (workbook) => parentPort?.postMessage({ workbook }),
  (error: unknown) =>
    parentPort?.postMessage(
      error instanceof WorkbookRefused
        ? { refusal: error.refusal, detail: error.detail }
        : { refusal: 'damaged', detail: error instanceof Error ? error.message.slice(0, 200) : '' },
    ),
)
