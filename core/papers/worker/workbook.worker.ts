import { parentPort, workerData } from 'node:worker_threads'
import { isFault } from '../../kernel/fault.ts'
import { type WorkbookOrder, type WorkbookWord, write } from '../workbook.ts'

const say = (word: WorkbookWord) => parentPort?.postMessage(word)

/** Makes one workbook in a thread of its own; the core ends it when it is cancelled. */
write(workerData as WorkbookOrder, (rows, of) => say({ rows, of })).then(
  (bytes) => say({ bytes }),
  (error: unknown) => {
    if (!isFault(error)) throw error
    say({ fault: { code: error.code, params: error.params } })
  },
)
