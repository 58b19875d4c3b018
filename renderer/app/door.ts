import type { Chosen, FileKind } from '../../core/hosts/file-kinds.ts'

/** A file the core holds for this window: a token to name it by, never a path. `size` in bytes. */
export type PickedFile = { token: string; name: string; size: number }

/** A wish granted, or the fault in its way, as data. */
export type Granted<T> = { value: T } | { fault: { code: string; params: Record<string, unknown> } }

/** The little that electron/preload.ts hands to the page. */
export type ElectronDoor = {
  knock(): void
  pickFile(kind: FileKind): Promise<Granted<PickedFile | null>>
  pickFiles(kind: FileKind, from: 'files' | 'folder'): Promise<Granted<Chosen<PickedFile> | null>>
  putFile(name: string, bytes: ArrayBuffer): Promise<Granted<PickedFile>>
  deliver(token: string, name: string): Promise<Granted<boolean>>
}

/** Present in Electron only. */
export function electronDoor(): ElectronDoor | undefined {
  return (window as { amphoe?: ElectronDoor }).amphoe
}
