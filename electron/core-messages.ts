/**
 * What main and the core's process say to each other beside the calls of the page (those have their own port).
 * Plain data; the core's process never hands out a path to the page, only to main.
 */
import type { OfferedBackup, Restored } from '../core/hosts/start.ts'
import type { Place } from '../core/kernel/ports.ts'

export type CoreStart = {
  dataDir: string
  resourcesDir: string
  version: string
  demo?: 'district' | 'province'
}

/** Asked by main. */
export type MainQuestion =
  | { ask: 'start'; options: CoreStart }
  | { ask: 'backups'; dataDir: string }
  | { ask: 'recover'; dataDir: string; name: string }
  | { ask: 'session'; sessionId: string }
  | { ask: 'adopt'; sessionId: string; path: string; name: string }
  | { ask: 'put'; sessionId: string; name: string; bytes: ArrayBuffer }
  | { ask: 'take'; sessionId: string; token: string }
  | { ask: 'printed'; job: string; done: number; total: number }
  | { ask: 'close' }

/** Asked by the core's process. */
export type CoreQuestion =
  | { ask: 'printPdf'; job: string; html: string; title: string }
  | { ask: 'stopPrint'; job: string }
  | { ask: 'places' }

export type Ticket = { token: string; name: string; size: number }
export type MainAnswers = {
  start: null
  backups: OfferedBackup[]
  recover: Restored
  session: null
  adopt: Ticket
  put: Ticket
  take: { path: string; name: string } | null
  printed: null
  close: null
}
export type CoreAnswers = { printPdf: Uint8Array; stopPrint: null; places: Place[] }

/** A failure on its way between processes: a fault keeps its code. */
export type Failure = { message: string; code?: string; params?: unknown }
export type Envelope<Q> =
  | { kind: 'question'; id: number; question: Q }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; failure: Failure }
