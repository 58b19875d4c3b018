import type { Session, Workspace } from '../kernel/context.ts'
import type { Handlers } from '../kernel/router.ts'
import type { officeContract } from './contract.ts'

/** What only the core itself can do for the office area: its open file and its history. */
export type OfficeDoors = {
  version: string
  workspace(): Workspace
  isReadOnly(): boolean
  openWorkspace(workspace: Workspace): void
  removeWorkspace(workspace: Workspace): void
  hasWorkspace(workspace: Workspace): boolean
  undoState(): { undo: string | null; redo: string | null }
  undo(session: Session): { command: string }
  redo(session: Session): { command: string }
  /** @returns path of the verified copy */
  backUp(): string
  backups(): { name: string; sizeBytes: number; intact: boolean }[]
  /** Typed-but-not-saved forms are not records: no audit, no undo. */
  saveDraft(form: string, data: unknown): void
}

export function officeHandlers(_doors: OfficeDoors): Handlers<typeof officeContract> {
  return {} as unknown as Handlers<typeof officeContract>
}
