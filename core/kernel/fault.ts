import type { FaultCode, FaultParam, FaultParams } from '../faults.ts'

/**
 * The only way a failure leaves the core: a code of the catalogue (core/faults.ts) and its parameters.
 * The Thai sentence (what, where, next step) is made in the renderer from `faults.json`.
 */
export class Fault<C extends FaultCode = FaultCode> extends Error {
  readonly code: C
  readonly params: Readonly<Record<string, FaultParam>>

  constructor(code: C, params: FaultParams<C>, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.name = 'Fault'
    this.code = code
    this.params = params
  }
}

/** True for a fault of our own, also when it was thrown in another bundle of the same program. */
export function isFault(error: unknown): error is Fault {
  return error instanceof Error && error.name === 'Fault' && 'code' in error && 'params' in error
}
