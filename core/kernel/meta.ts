import { oc, type Schema, type as trusted } from '@orpc/contract'

/** Staff roles, least first (PRODUCT.md C26). */
export const roles = ['officer', 'checker', 'chief', 'admin'] as const
export type Role = (typeof roles)[number]

/** The three profiles of the one program (PRODUCT.md). */
export const profiles = ['district', 'tambon', 'province'] as const
export type Profile = (typeof profiles)[number]

type Access = {
  role: Role
  /** Which profiles may call; absent = all. */
  profiles?: readonly Profile[]
  /** True where the procedure may be called before the office is set up. */
  beforeSetUp?: boolean
}
export type QueryMeta = Access & { kind: 'query' }
/**
 * A command is one transaction, one audit row and one undo record, all made by the wrapper (core/kernel/run.ts).
 * `dryRun`: the input has a boolean `dryRun`; true = the real command in a transaction that is rolled back.
 */
export type CommandMeta = Access & { kind: 'command'; dryRun?: boolean; undoable: boolean }
/** Long work: an async generator that yields Progress and returns its result; can be cancelled. */
export type TaskMeta = Access & { kind: 'task' }
export type ProcedureMeta = QueryMeta | CommandMeta | TaskMeta

export type Progress = {
  /** i18n key of what is being done, e.g. `exchange.progress.hashing`. */
  step: string
  done: number
  /** Undefined while it cannot be known. */
  total?: number
  /** Name of the thing in hand (file, village), shown as is. */
  what?: string
}
export type TaskEvent<R> = { kind: 'progress'; progress: Progress } | { kind: 'result'; result: R }

/** A read-only question; anyone who may open the program may ask, unless said otherwise. */
export function query(access: Partial<Access> = {}) {
  return oc.$meta<QueryMeta>({ kind: 'query', role: 'officer', ...access })
}

/** A change of records. */
export function command(access: Partial<Access> & { dryRun?: boolean; undoable?: boolean } = {}) {
  return oc.$meta<CommandMeta>({ kind: 'command', role: 'officer', undoable: true, ...access })
}

/** Long work with progress; declare its output with `taskAnswer`. */
export function task(access: Partial<Access> = {}) {
  return oc.$meta<TaskMeta>({ kind: 'task', role: 'officer', ...access })
}

/**
 * Output of a procedure: typed, not parsed again at run time. Inputs cross a boundary of trust and are parsed by zod;
 * outputs come from our own typed queries, and parsing 75,000 rows on the way out would only cost the user time.
 */
export function answer<T>(): Schema<T, T> {
  return trusted<unknown>() as Schema<T, T>
}

/** Output of a task: a stream of TaskEvent<R>. */
export function taskAnswer<R>(): Schema<
  AsyncIterableIterator<TaskEvent<R>>,
  AsyncIterableIterator<TaskEvent<R>>
> {
  return answer<AsyncIterableIterator<TaskEvent<R>>>()
}
