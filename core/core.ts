import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { backup, listBackups } from '../db/backup.ts'
import { defaultMigrationsDir, faultOfSqlite, openDb, type ReadableDb } from '../db/open.ts'
import type { Client } from './contract.ts'
import { bundledGeography } from './geography/bundled.ts'
import { hasAttachment, readAttachment, sweepAttachments } from './kernel/attachments.ts'
import { backUpOnClose, RestoreFailed, restoreBackup } from './kernel/backups.ts'
import type {
  Actor,
  OwnOffice,
  QueryContext,
  Session,
  Store,
  TaskContext,
  Workspace,
} from './kernel/context.ts'
import { saveDraft } from './kernel/drafts.ts'
import { Fault, isFault } from './kernel/fault.ts'
import { createFileStore } from './kernel/files.ts'
import { localDate } from './kernel/local-date.ts'
import { lockDataDir } from './kernel/lock.ts'
import type { ProcedureMeta, TaskEvent } from './kernel/meta.ts'
import { roles } from './kernel/meta.ts'
import type { Clock, HostPort, Random } from './kernel/ports.ts'
import { systemRandom } from './kernel/random.ts'
import { openResources } from './kernel/resources.ts'
import type { RequestContext, Runner } from './kernel/router.ts'
import { mustBeSetUp, runCommand } from './kernel/run.ts'
import { redoLast, undoLast, undoState } from './kernel/undo.ts'
import { keepOfficeKey, keyState } from './office/key.ts'
import { readOwnOffice, readStaff } from './office/queries.ts'
import { factRuleFiles, markIfOutdated, readFactRules, refreshFacts } from './projects/facts.ts'
import { type AppRouter, createRouter } from './router.ts'
import { addDays, daysBetween, isIsoDate } from './thai/dates.ts'

export type CoreOptions = {
  dataDir: string
  resourcesDir: string
  port: HostPort
  version: string
  clock?: Clock
  random?: Random
  migrationsDir?: string
}

export type Core = {
  router: AppRouter
  context(session: Session): RequestContext
  /** The same contract without a transport, for scripts, tests and tasks. Not a side door: same wrapper, same checks. */
  client(session: Session): Client
  files: ReturnType<typeof createFileStore>
  close(): Promise<void>
}

export type { Session } from './kernel/context.ts'
export type { RequestContext } from './kernel/router.ts'

/**
 * Opens the data folder and serves the program. The host hands in all that is not the core's: printing, drives,
 * the clock and randomness.
 *
 * @throws Fault db.* and disk.* when the office's file cannot be opened; nothing is written then
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const clock: Clock = options.clock ?? { now: () => new Date() }
  const random: Random = options.random ?? systemRandom()
  const { dataDir } = options
  // SQLite's locks cannot be trusted over a network (PEERS.md §3.1): a Windows share is refused before it is touched.
  if (/^(\\\\|\/\/)[^\\/?.]/u.test(dataDir)) throw new Fault('db.network', { path: dataDir })
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (error) {
    throw faultOfSqlite(error, dataDir)
  }
  const release = lockDataDir(dataDir)
  try {
    return build(options, clock, random, release)
  } catch (error) {
    release()
    throw faultOfSqlite(error, dataDir)
  }
}

/** The core over a folder that is locked for it; whatever it throws, the caller gives the lock back. */
function build(options: CoreOptions, clock: Clock, random: Random, release: () => void): Core {
  const { dataDir, port } = options
  const resources = openResources(options.resourcesDir)
  const geography = bundledGeography(resources)
  const files = createFileStore(join(dataDir, 'staging'), random)
  const migrationsDir = options.migrationsDir ?? defaultMigrationsDir
  let readOnly = false

  function openStore(workspace: Workspace): Store {
    const dir = folderOf(dataDir, workspace)
    const db = openDb({
      path: join(dir, 'office.sqlite'),
      migrationsDir,
      backupsDir: join(dir, 'backups'),
      stamp: stamp(clock),
    })
    try {
      markIfOutdated(db.raw, factStamp())
    } catch {
      // A disk that cannot be written: what is there is read as it is, and the work itself will tell.
    }
    return { ...db, workspace, dir, shapes: new Map(), life: demoLife(dataDir, workspace) }
  }

  /** Changes with the rules that facts of projects are made by. */
  function factStamp(): string {
    const hash = createHash('sha256')
    for (const name of factRuleFiles) hash.update(resources.text(`rules/${name}.json`))
    return hash.digest('hex').slice(0, 16)
  }

  let store = openStore('office')
  sweepAttachments(store)

  function upToDate(most?: number): number {
    try {
      return refreshFacts(store.raw, () => readFactRules(base(store.writing)), most)
    } catch (error) {
      const fault = faultOfSqlite(error, store.path)
      // Reading must go on where writing cannot: the facts stay as they were.
      if (isFault(fault) && (fault.code.startsWith('disk.') || fault.code === 'db.busy')) return 0
      throw fault
    }
  }

  /** A demo office lives on from the day its example tells of, a day for every day since it was made. */
  function today(): string {
    const day = localDate(clock.now())
    if (store.life === null) return day
    return addDays(store.life.day, Math.max(0, daysBetween(store.life.madeOn, day)))
  }

  function base(db: ReadableDb): QueryContext {
    return {
      db,
      office: () => mustBeSetUp(readOwnOffice(db)),
      today,
      now: () => clock.now().toISOString(),
      geography,
      resources,
      attachment: (sha256) => readAttachment(store.dir, sha256),
      hasAttachment: (sha256, sizeBytes) => hasAttachment(store.dir, sha256, sizeBytes),
      upToDate,
      places: () => port.places(),
    }
  }

  function actorOf(session: Session): Actor {
    const staff = readStaff(store.reading, session.staffId ?? null)
    return staff
      ? { staffId: staff.id, name: staff.name, role: staff.role }
      : { staffId: null, name: '', role: 'admin' }
  }

  function admit(name: string, meta: ProcedureMeta, session: Session): Actor {
    const actor = actorOf(session)
    const office: OwnOffice | null = readOwnOffice(store.reading)
    if (office === null && meta.beforeSetUp !== true) throw new Fault('office.notSetUp', {})
    if (meta.profiles && office && !meta.profiles.includes(office.profile)) {
      throw new Fault('input.wrongProfile', { name, profile: office.profile })
    }
    if (roles.indexOf(actor.role) < roles.indexOf(meta.role))
      throw new Fault('input.notAllowed', { name, role: meta.role })
    return actor
  }

  function run<R>(
    name: string,
    actor: Actor,
    undoable: boolean,
    dryRun: boolean,
    handler: Parameters<typeof runCommand<R>>[1],
    asOffice?: string,
  ): R {
    try {
      const result = runCommand(
        {
          store,
          base,
          officeId: readOwnOffice(store.reading)?.id ?? '',
          actor,
          random,
          name,
          undoable,
          dryRun,
          ...(asOffice === undefined ? {} : { asOffice }),
        },
        handler,
      )
      readOnly = false
      return result
    } catch (error) {
      if (isFault(error) && (error.code === 'disk.full' || error.code === 'disk.readOnly')) readOnly = true
      throw error
    }
  }

  async function* runTask(
    name: string,
    meta: ProcedureMeta,
    session: Session,
    signal: AbortSignal | undefined,
    handler: (cx: TaskContext) => AsyncGenerator<import('./kernel/meta.ts').Progress, unknown, void>,
  ): AsyncGenerator<TaskEvent<unknown>> {
    const actor = admit(name, meta, session)
    const abort = new AbortController()
    const stop = () => abort.abort()
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
    const context: TaskContext = {
      ...base(store.reading),
      // A task may open another workspace on its way: always the store that is open now.
      get db() {
        return store.reading
      },
      office: () => base(store.reading).office(),
      signal: abort.signal,
      port,
      files,
      client: client(session),
      run: (step, handle, asOffice) => run(step, actor, asOffice === undefined, false, handle, asOffice),
      tryOut: (step, handle) => run(step, actor, false, true, handle),
      get dir() {
        return store.dir
      },
      session,
      clock,
      random,
      checkCancelled() {
        if (abort.signal.aborted) throw new Fault('cancelled', {})
      },
    }
    const steps = handler(context)
    try {
      for (;;) {
        const step = await steps.next()
        if (step.done) {
          yield { kind: 'result', result: step.value }
          return
        }
        if (abort.signal.aborted) throw new Fault('cancelled', {})
        yield { kind: 'progress', progress: step.value }
      }
    } catch (error) {
      throw faultOfSqlite(error, store.path)
    } finally {
      // Runs the generator's own `finally`: nothing half-made stays behind when the person cancels.
      await steps.return(undefined as never).catch(() => undefined)
      signal?.removeEventListener('abort', stop)
    }
  }

  const runner: Runner = {
    query(name, meta, session, handler) {
      try {
        admit(name, meta, session)
        const result = handler(base(store.reading))
        if (!(result instanceof Promise)) return result
        return result.catch((error: unknown) => {
          throw faultOfSqlite(error, store.path)
        })
      } catch (error) {
        throw faultOfSqlite(error, store.path)
      }
    },
    command: (name, meta, session, dryRun, handler) =>
      run(name, admit(name, meta, session), meta.undoable, dryRun, handler),
    task: runTask,
    logUnknown(name, error) {
      const id = Buffer.from(random.bytes(4)).toString('hex')
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      try {
        appendFileSync(join(dataDir, 'faults.log'), `${clock.now().toISOString()} ${id} ${name} ${text}\n`)
      } catch {
        // A full disk must not hide the fault it caused.
      }
      return id
    },
  }

  const router = createRouter(runner, {
    version: options.version,
    workspace: () => store.workspace,
    isReadOnly: () => readOnly,
    openWorkspace(workspace) {
      if (workspace === store.workspace) return
      const next = openStore(workspace)
      backUpOnClose(store, stamp(clock))
      store.close()
      store = next
    },
    removeWorkspace(workspace) {
      if (workspace === 'office') throw new Error('the real office is never removed')
      if (store.workspace === workspace) throw new Error('an open workspace is never removed')
      rmSync(folderOf(dataDir, workspace), { recursive: true, force: true })
    },
    hasWorkspace: (workspace) =>
      workspace === 'office' || existsSync(join(folderOf(dataDir, workspace), 'made')),
    liveOn(day) {
      store = { ...store, life: { day, madeOn: localDate(clock.now()) } }
    },
    finishWorkspace(workspace, day) {
      writeFileSync(join(folderOf(dataDir, workspace), 'made'), `${day} ${localDate(clock.now())}`)
      store = { ...store, life: demoLife(dataDir, store.workspace) }
    },
    undoState: () => undoState(store),
    saveDraft: (form, data) => saveDraft(store, form, data, clock.now().toISOString()),
    undo: (actor) => undoLast(store, actor, clock.now().toISOString()),
    redo: (actor) => redoLast(store, actor, clock.now().toISOString()),
    keepKey: (privatePem) => keepOfficeKey(store.dir, privatePem),
    keyState: (publicKey) => keyState(store.dir, publicKey),
    backUp: () => backup(store.raw, join(store.dir, 'backups'), stamp(clock), 'by-hand'),
    backups: () => listBackups(join(store.dir, 'backups')),
    restore(name) {
      try {
        store = restoreBackup(store, name, stamp(clock), openStore)
      } catch (error) {
        if (!(error instanceof RestoreFailed)) throw error
        store = error.store
        throw error.cause
      }
    },
  })

  function client(session: Session): Client {
    return createRouterClient(router, { context: { session } }) as unknown as Client
  }

  return {
    router,
    context: (session) => ({ session }),
    client,
    files,
    async close() {
      backUpOnClose(store, stamp(clock))
      store.close()
      files.clear()
      release()
    },
  }
}

function folderOf(dataDir: string, workspace: Workspace): string {
  if (workspace === 'demoDistrict') return join(dataDir, 'demo-district')
  if (workspace === 'demoProvince') return join(dataDir, 'demo-province')
  return dataDir
}

/**
 * The day a demo office tells of and the day it was made on: seen from the real today everything in it would be years
 * late. Null while it is being made, and for the real office.
 */
function demoLife(dataDir: string, workspace: Workspace): Store['life'] {
  if (workspace === 'office') return null
  try {
    const [day = '', madeOn = ''] = readFileSync(join(folderOf(dataDir, workspace), 'made'), 'utf8').split(
      ' ',
    )
    return isIsoDate(day) && isIsoDate(madeOn) ? { day, madeOn } : null
  } catch {
    return null
  }
}

function stamp(clock: Clock): string {
  return clock.now().toISOString().replace(/[:.]/gu, '-')
}
