import type { ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract'
import { isContractProcedure, ValidationError } from '@orpc/contract'
import { implement, ORPCError, type Router } from '@orpc/server'
import type { AppContract } from '../contract.ts'
import type { CommandContext, QueryContext, Session, TaskContext, TaskGenerator } from './context.ts'
import { Fault, isFault } from './fault.ts'
import { issuesOf } from './issues.ts'
import type { CommandMeta, ProcedureMeta, QueryMeta, TaskEvent, TaskMeta } from './meta.ts'

/**
 * What the handler of a contract procedure looks like. Its kind, named in the contract, decides what it gets:
 * a query cannot write, a command is synchronous and has the writer, a task is a generator of progress.
 */
export type HandlerOf<P> =
  // biome-ignore lint/suspicious/noExplicitAny: the error map is oRPC's own, of no use here
  P extends ContractProcedure<infer In, infer Out, any, infer Meta>
    ? Meta extends QueryMeta
      ? (
          cx: QueryContext,
          input: InferSchemaOutput<In>,
        ) => InferSchemaInput<Out> | Promise<InferSchemaInput<Out>>
      : Meta extends CommandMeta
        ? (cx: CommandContext, input: InferSchemaOutput<In>) => InferSchemaInput<Out>
        : Meta extends TaskMeta
          ? (cx: TaskContext, input: InferSchemaOutput<In>) => TaskGenerator<ResultOf<InferSchemaInput<Out>>>
          : never
    : never
type ResultOf<S> = S extends AsyncIterableIterator<TaskEvent<infer R>> ? R : never
export type Handlers<C> = { [K in keyof C]: HandlerOf<C[K]> }

/** Context that a host gives with each call. */
export type RequestContext = { session: Session }

/** How the core runs the three kinds; one place, so that no handler has to think of transactions, audit or roles. */
export type Runner = {
  query(name: string, meta: QueryMeta, session: Session, handler: (cx: QueryContext) => unknown): unknown
  command(
    name: string,
    meta: CommandMeta,
    session: Session,
    dryRun: boolean,
    handler: (cx: CommandContext) => unknown,
  ): unknown
  task(
    name: string,
    meta: TaskMeta,
    session: Session,
    signal: AbortSignal | undefined,
    handler: (cx: TaskContext) => TaskGenerator<unknown>,
  ): AsyncGenerator<TaskEvent<unknown>>
  /** Keeps the unknown error in the log and returns its number for the person to quote. */
  logUnknown(name: string, error: unknown): string
}

type AnyHandler = (cx: unknown, input: unknown) => unknown
type Tree = { [key: string]: Tree | AnyHandler }

/** Builds the one router of the program: every procedure of the contract with its handler, wrapped by its kind. */
export function buildRouter(
  contract: AppContract,
  handlers: { [A in keyof AppContract]: Handlers<AppContract[A]> },
  runner: Runner,
) {
  const os = implement(contract).$context<RequestContext>()
  const guarded = os.use(async ({ next, path }) => {
    try {
      return await next()
    } catch (error) {
      throw asOrpcError(error, path.join('.'), runner)
    }
  })
  const router = walk(contract, handlers as unknown as Tree, guarded as unknown as Implementer, [], runner)
  return router as Router<AppContract, RequestContext>
}

type Implementer = { [key: string]: Implementer } & { handler(fn: (call: Call) => unknown): unknown }
type Call = { input: unknown; context: RequestContext; signal?: AbortSignal }

function walk(
  contract: unknown,
  handlers: Tree,
  os: Implementer,
  path: readonly string[],
  runner: Runner,
): unknown {
  if (isContractProcedure(contract)) {
    const meta = contract['~orpc'].meta as ProcedureMeta
    return os.handler(wrap(path.join('.'), meta, handlers as unknown as AnyHandler, runner))
  }
  return Object.fromEntries(
    Object.entries(contract as Record<string, unknown>).map(([key, child]) => {
      const handler = handlers[key]
      const implementer = os[key]
      if (!handler || !implementer) throw new Error(`no handler for ${[...path, key].join('.')}`)
      return [key, walk(child, handler as Tree, implementer, [...path, key], runner)]
    }),
  )
}

function wrap(
  name: string,
  meta: ProcedureMeta,
  handler: AnyHandler,
  runner: Runner,
): (call: Call) => unknown {
  if (meta.kind === 'query') {
    return ({ input, context }) => runner.query(name, meta, context.session, (cx) => handler(cx, input))
  }
  if (meta.kind === 'command') {
    return ({ input, context }) => {
      const dryRun = meta.dryRun === true && (input as { dryRun?: boolean }).dryRun === true
      return runner.command(name, meta, context.session, dryRun, (cx) => handler(cx, input))
    }
  }
  return ({ input, context, signal }) =>
    guardTask(
      runner.task(name, meta, context.session, signal, (cx) => handler(cx, input) as TaskGenerator<unknown>),
      name,
      runner,
    )
}

/** A task fails while it is being read, after the guard around the call is gone: the same guard around the stream. */
async function* guardTask(
  stream: AsyncGenerator<TaskEvent<unknown>>,
  name: string,
  runner: Runner,
): AsyncGenerator<TaskEvent<unknown>> {
  try {
    yield* stream
  } catch (error) {
    throw asOrpcError(error, name, runner)
  }
}

/** Faults cross as `{ code, params }`; a wrong input names its fields; anything else only a number of the log. */
function asOrpcError(error: unknown, name: string, runner: Runner): ORPCError<string, unknown> {
  if (isFault(error)) return faultError(error)
  if (error instanceof ORPCError) {
    if (error.cause instanceof ValidationError) {
      return faultError(new Fault('input.invalid', { issues: issuesOf(error.cause.issues as never) }))
    }
    if (error.defined) return error
  }
  if (error instanceof Error && error.name === 'AbortError') return faultError(new Fault('cancelled', {}))
  return faultError(new Fault('internal', { id: runner.logUnknown(name, error) }))
}

function faultError(fault: Fault): ORPCError<string, unknown> {
  return new ORPCError('FAULT', {
    status: 422,
    message: fault.code,
    data: { code: fault.code, params: fault.params },
    defined: true,
  })
}
