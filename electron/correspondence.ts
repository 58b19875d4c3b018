import { isFault } from '../core/kernel/fault.ts'
import type { Envelope, Failure } from './core-messages.ts'

type Asked = { ask: string }

/** The two ends of a pipe between processes, as little as this needs of it. */
type Pipe<P> = {
  post(message: unknown, ports?: P[]): void
  onMessage(take: (message: unknown, ports: P[]) => void): void
}

/**
 * Questions and answers over a pipe, both ways. Answers may come in any order.
 * @param reply answers the other side's questions
 */
export function correspond<Mine extends Asked, Answers extends { [A in Mine['ask']]: unknown }, Theirs, P>(
  pipe: Pipe<P>,
  reply: (question: Theirs, ports: P[]) => Promise<unknown>,
) {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let last = 0

  pipe.onMessage((message, ports) => {
    const letter = message as Envelope<Theirs>
    if (letter.kind === 'question') {
      reply(letter.question, ports).then(
        (value) => pipe.post({ kind: 'answer', id: letter.id, value }),
        (error: unknown) => pipe.post({ kind: 'failure', id: letter.id, failure: toFailure(error) }),
      )
      return
    }
    const waiting = open.get(letter.id)
    open.delete(letter.id)
    if (letter.kind === 'answer') waiting?.resolve(letter.value)
    else waiting?.reject(fromFailure(letter.failure))
  })

  return {
    ask<Q extends Mine>(question: Q, ports?: P[]): Promise<Answers[Q['ask'] & keyof Answers]> {
      last += 1
      const id = last
      return new Promise((resolve, reject) => {
        open.set(id, { resolve: resolve as (value: unknown) => void, reject })
        pipe.post({ kind: 'question', id, question }, ports)
      })
    },
    /** The other side is gone: nothing waits for it any longer. */
    abandon(error: Error): void {
      for (const waiting of open.values()) waiting.reject(error)
      open.clear()
    },
  }
}

function toFailure(error: unknown): Failure {
  if (isFault(error)) return { message: error.message, code: error.code, params: error.params }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

/** Rebuilt so that isFault() knows it again. */
function fromFailure(failure: Failure): Error {
  const error = new Error(failure.message)
  if (failure.code === undefined) return error
  return Object.assign(error, { name: 'Fault', code: failure.code, params: failure.params })
}
