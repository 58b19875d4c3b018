import { basename } from 'node:path'
import type { Actor, Workspace } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { Handlers } from '../kernel/router.ts'
import {
  chooseStaff,
  importEmblem,
  saveLaptopName,
  saveLetterhead,
  saveSignatory,
  saveStaff,
  setUp,
} from './commands.ts'
import type { officeContract } from './contract.ts'
import { emblem, history, readDraft, recordHistory, signatories, staffList, status } from './queries.ts'

/** What only the core itself can do for the office area: its open file and its history. */
export type OfficeDoors = {
  version: string
  workspace(): Workspace
  isReadOnly(): boolean
  openWorkspace(workspace: Workspace): void
  removeWorkspace(workspace: Workspace): void
  hasWorkspace(workspace: Workspace): boolean
  /** A demo office counts as being there only once it was made whole. */
  /** While a demo office is being made: today is the day that is being played (ISO), whatever the clock says. */
  liveOn(day: string): void
  /** @param day ISO date that is today in the demo office; the next day is the next day there too */
  finishWorkspace(workspace: Workspace, day: string): void
  undoState(): { undo: string | null; redo: string | null }
  undo(actor: Actor): { command: string }
  redo(actor: Actor): { command: string }
  /** Puts the office's private key into the data folder. */
  keepKey(privatePem: string): void
  /** How the file of the private key stands to the office's public key. */
  keyState(publicKey: string): 'whole' | 'missing' | 'other'
  /** @returns path of the verified copy */
  backUp(): string
  backups(): { name: string; sizeBytes: number; intact: boolean }[]
  /** Puts a verified backup in the place of the open file. */
  restore(name: string): void
  /** Typed-but-not-saved forms are not records: no audit, no undo. */
  saveDraft(form: string, data: unknown): void
}

export function officeHandlers(doors: OfficeDoors): Handlers<typeof officeContract> {
  return {
    status: (cx) =>
      status(cx, {
        version: doors.version,
        workspace: doors.workspace(),
        readOnly: doors.isReadOnly(),
        staffId: null,
      }),
    setUp: (cx, input) => setUp(cx, doors, input),
    saveLetterhead,
    saveLaptopName,
    signatories,
    saveSignatory,
    staff: staffList,
    saveStaff,
    chooseStaff,
    importEmblem,
    emblem,
    async *openWorkspace(_cx, input) {
      if (input.workspace !== 'office' && !doors.hasWorkspace(input.workspace))
        throw new Fault('office.demoMissing', {})
      yield { step: 'office.progress.opening', done: 0, total: 1 }
      doors.openWorkspace(input.workspace)
    },
    undoState: () => doors.undoState(),
    undo: (cx) => doors.undo(cx.actor),
    redo: (cx) => doors.redo(cx.actor),
    history,
    recordHistory,
    draft: readDraft,
    saveDraft: (_cx, input) => doors.saveDraft(input.form, input.data),
    backups: () => doors.backups().map(({ name, sizeBytes, intact }) => ({ name, sizeBytes, intact })),
    async *backUp() {
      yield { step: 'office.progress.backup', done: 0, total: 1 }
      return { name: basename(doors.backUp()) }
    },
    async *restore(_cx, input) {
      yield { step: 'office.progress.restore', done: 0, total: 1, what: input.name }
      doors.restore(input.name)
    },
  }
}
