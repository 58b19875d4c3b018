import type { Client as Call } from '@orpc/client'
import { useCallback, useRef, useState } from 'react'
import type { Progress, TaskEvent } from '../../core/kernel/meta.ts'
import { refreshAll } from './client.ts'
import { faultOf, type ScreenFault } from './faults.ts'
import { useNotice } from './notice.tsx'

export type Outcome<R> = { ok: true; value: R } | { ok: false; fault: ScreenFault }

type Procedure<I, O> = Call<Record<never, never>, I, O, Error>

export type Command<I, O> = {
  /** Runs it; rejects with the error (a Form shows it at its fields). */
  run: (input: I) => Promise<O>
  /** Runs it; a fault is shown as a notice and never thrown. For buttons. */
  attempt: (input: I) => Promise<Outcome<O>>
  running: boolean
}

/** A command of the contract for a button or a form; after success every query on screen is asked again. */
export function useCommand<I, O>(procedure: Procedure<I, O>): Command<I, O> {
  const [running, setRunning] = useState(false)
  const { showFault } = useNotice()
  // the typed client makes a new function at every access: what we hand out must stay the same
  const call = useRef(procedure)
  call.current = procedure
  const run = useCallback(async (input: I) => {
    setRunning(true)
    try {
      const value = await call.current(...([input] as unknown as Parameters<typeof procedure>))
      await refreshAll()
      return value
    } finally {
      setRunning(false)
    }
  }, [])
  const attempt = useCallback(
    (input: I) =>
      run(input).then(
        (value): Outcome<O> => ({ ok: true, value }),
        (error: unknown): Outcome<O> => {
          const fault = faultOf(error)
          showFault(fault)
          return { ok: false, fault }
        },
      ),
    [run, showFault],
  )
  return { run, attempt, running }
}

export type Task<I, R> = Command<I, R> & {
  progress: Progress | null
  /** Stops it; `run` then rejects with the fault `cancelled`, nothing is left half-done. */
  cancel: () => void
}

/** Long work of the contract with progress and cancel; show it with `<ProgressDialog task={…} />`. */
export function useTask<I, R>(procedure: Procedure<I, AsyncIterableIterator<TaskEvent<R>>>): Task<I, R> {
  const [progress, setProgress] = useState<Progress | null>(null)
  const [running, setRunning] = useState(false)
  const stop = useRef<AbortController | null>(null)
  const { showFault } = useNotice()
  const call = useRef(procedure)
  call.current = procedure

  const run = useCallback(async (input: I): Promise<R> => {
    const control = new AbortController()
    stop.current = control
    setRunning(true)
    setProgress(null)
    try {
      const events = await call.current(
        ...([input, { signal: control.signal }] as unknown as Parameters<typeof procedure>),
      )
      for await (const event of events) {
        if (control.signal.aborted)
          throw Object.assign(new Error('cancelled'), { code: 'cancelled', params: {} })
        if (event.kind === 'result') {
          await refreshAll()
          return event.result
        }
        setProgress(event.progress)
      }
      throw Object.assign(new Error('no result'), {
        code: control.signal.aborted ? 'cancelled' : 'internal',
        params: { id: '–' },
      })
    } catch (error) {
      if (control.signal.aborted)
        throw Object.assign(new Error('cancelled'), { code: 'cancelled', params: {} })
      throw error
    } finally {
      stop.current = null
      setRunning(false)
      setProgress(null)
    }
  }, [])
  const attempt = useCallback(
    (input: I) =>
      run(input).then(
        (value): Outcome<R> => ({ ok: true, value }),
        (error: unknown): Outcome<R> => {
          const fault = faultOf(error)
          showFault(fault)
          return { ok: false, fault }
        },
      ),
    [run, showFault],
  )
  const cancel = useCallback(() => stop.current?.abort(), [])
  return { run, attempt, running, progress, cancel }
}
