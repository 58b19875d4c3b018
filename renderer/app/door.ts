import type { FileKind } from '../../core/hosts/file-kinds.ts'

/** A file the core holds for this window: a token to name it by, never a path. `size` in bytes. */
export type PickedFile = { token: string; name: string; size: number }

/** The little that electron/preload.ts hands to the page. */
export type ElectronDoor = {
  knock(): void
  pickFile(kind: FileKind): Promise<PickedFile | null>
  putFile(name: string, bytes: ArrayBuffer): Promise<PickedFile>
  deliver(token: string, name: string): Promise<boolean>
}

/** Present in Electron only. */
export function electronDoor(): ElectronDoor | undefined {
  return (window as { amphoe?: ElectronDoor }).amphoe
}
