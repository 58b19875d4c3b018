/** How a print is asked for, followed and stopped between the core's process and main, which has the window. */
import { randomUUID } from 'node:crypto'
import { Fault } from '../core/kernel/fault.ts'
import type { HostPort, PrintOptions } from '../core/kernel/ports.ts'
import type { CoreAnswers, CoreQuestion, MainQuestion } from './core-messages.ts'

type Print = Extract<CoreQuestion, { ask: 'printPdf' }>
type Told = Extract<MainQuestion, { ask: 'printed' }>

/** The core's side. */
export function printThroughMain(ask: {
  print(question: Print): Promise<CoreAnswers['printPdf']>
  stop(question: Extract<CoreQuestion, { ask: 'stopPrint' }>): Promise<unknown>
}) {
  const open = new Map<string, NonNullable<PrintOptions['onProgress']>>()
  return {
    /** @throws Fault cancelled, and what main's printer throws */
    async print(html: string, { title, signal, onProgress }: PrintOptions): Promise<Uint8Array> {
      if (signal?.aborted) throw new Fault('cancelled', {})
      const job = randomUUID()
      // a print that is over meanwhile has nothing to stop
      const stop = () => void ask.stop({ ask: 'stopPrint', job }).catch(() => undefined)
      signal?.addEventListener('abort', stop, { once: true })
      if (onProgress) open.set(job, onProgress)
      try {
        return await ask.print({ ask: 'printPdf', job, html, title })
      } finally {
        signal?.removeEventListener('abort', stop)
        open.delete(job)
      }
    },
    told({ job, done, total }: Told): void {
      open.get(job)?.(done, total)
    },
  }
}

/** Main's side. @param tell carries to the core how far a print is */
export function printForCore(host: Pick<HostPort, 'printPdf'>, tell: (question: Told) => Promise<unknown>) {
  const running = new Map<string, AbortController>()
  return {
    async print({ job, html, title }: Print): Promise<Uint8Array> {
      const stop = new AbortController()
      running.set(job, stop)
      const onProgress = (done: number, total: number) =>
        void tell({ ask: 'printed', job, done, total }).catch(() => undefined)
      try {
        return await host.printPdf(html, { title, signal: stop.signal, onProgress })
      } finally {
        running.delete(job)
      }
    },
    stop(job: string): void {
      running.get(job)?.abort()
    },
  }
}
