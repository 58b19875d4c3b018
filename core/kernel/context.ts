import type { OpenDb, ReadableDb } from '../../db/open.ts'
import type { Client } from '../contract.ts'
import type { Geography } from '../geography/places.ts'
import type { FileStore } from './files.ts'
import type { Profile, Progress, Role } from './meta.ts'
import type { Clock, HostPort, Place, Random } from './ports.ts'
import type { Resources } from './resources.ts'
import type { Shapes, Writer } from './write.ts'

/** One window (Electron) or one browser (web). */
export type Session = { id: string; staffId?: string }

/** Who acts, for the audit row. */
export type Actor = { staffId: string | null; name: string; role: Role }

/** The own office's facts that nearly every handler needs; null before set-up. */
export type OwnOffice = {
  id: string
  profile: Profile
  provinceCode: string
  districtCode: string | null
  demo: boolean
}

/** An open data folder: the real office, or a demo office beside it. */
export type Workspace = 'office' | 'demoDistrict' | 'demoProvince'
export type Store = OpenDb & {
  workspace: Workspace
  dir: string
  shapes: Shapes
  /** Of a demo office: the day its example tells of and the day it was made on (ISO). */
  life: { day: string; madeOn: string } | null
}

/** What a query gets: nothing that can write. */
export type QueryContext = {
  db: ReadableDb
  /** Own office; throws Fault office.notSetUp when there is none. */
  office(): OwnOffice
  /** Today's date, ISO, from the handed-in clock; in a demo office counted on from the day its example tells of. */
  today(): string
  /** Instant, ISO with time. */
  now(): string
  geography: Geography
  resources: Resources
  /** Bytes of a stored file by its SHA-256, or null where the file is not in this data folder. */
  attachment(sha256: string): Uint8Array | null
  /** True when a file of this hash and size lies in the data folder; its content is checked when it is read. */
  hasAttachment(sha256: string, sizeBytes: number): boolean
  /**
   * Brings the derived facts of projects (core/projects/facts.ts) up to date before they are read: at most `most`
   * projects now. A disk that cannot be written leaves them as they are.
   *
   * @returns projects that still wait; 0 = all is fresh
   */
  upToDate(most?: number): number
  /** Drives and folders that packages can go to, as the host finds them now. */
  places(): Promise<Place[]>
}

/** What a command gets: the same, on the writing connection, and the writer. Synchronous from end to end. */
export type CommandContext = QueryContext & {
  write: Writer
  /** Writes as this office, also in a step that runs `asOffice`; the same writer everywhere else. */
  own: Writer
  actor: Actor
  random: Random
  /** What the audit row is about; the first changed record if not said. */
  about(table: string, id: string): void
  /**
   * Reverts, as part of this command, every change of the command `name` that was about this record. Throws Fault
   * undo.nothing when there is none, undo.changedSince when one of its records was changed afterwards.
   */
  takeBack(name: string, table: string, id: string): void
  /** A step that may fail as a whole while the command goes on: what it wrote is gone when it throws. */
  attempt<R>(step: () => R): R
}

/** What a task gets: long work that may read, run commands and make files, and must say how far it is. */
export type TaskContext = QueryContext & {
  signal: AbortSignal
  port: HostPort
  files: FileStore
  /** The whole program through its own contract, for work that is made of commands. */
  client: Client
  /**
   * Runs one command-like step: one transaction, one audit row, one undo record. `asOffice`: only the taking in of a
   * verified package writes rows of another office; such a step cannot be undone by hand.
   */
  run<R>(name: string, step: (cx: CommandContext) => R, asOffice?: string): R
  /** The same step, rolled back at its end: the dry run is the real thing (ARCHITECTURE.md rule 4). */
  tryOut<R>(name: string, step: (cx: CommandContext) => R): R
  /** Data folder of the open workspace; for attachments and staging only. */
  dir: string
  session: Session
  /** Throws Fault cancelled when the person cancelled. */
  checkCancelled(): void
  clock: Clock
  random: Random
}

export type TaskGenerator<R> = AsyncGenerator<Progress, R, void>
