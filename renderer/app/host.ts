import { type Chosen, type FileKind, fileKinds, isNamedAs, mostFiles } from '../../core/hosts/file-kinds.ts'
import { electronDoor, type Granted, type PickedFile } from './door.ts'

/** A failure of the host itself, with the code of the fault catalogue. */
export type HostFailure = Error & { code: string; params: Record<string, unknown> }

/**
 * What the window asks of its host: choose a file, hand a file over. The window never sees a path.
 */
export const host = {
  /**
   * Lets the person choose a file and hands it to the core.
   * @returns its token, or null when the person changed their mind
   * @throws HostFailure file.tooLarge, disk.full …
   */
  async pickFile(kind: FileKind): Promise<PickedFile | null> {
    const door = electronDoor()
    if (door) return granted(await door.pickFile(kind))
    const [file] = await chooseFiles(kind, 'file')
    return file === undefined ? null : upload(file)
  },

  /**
   * Several files at once, or those of a folder and of the folders in it that are named as this kind is; at most 500.
   * @returns null when the person changed their mind
   */
  async pickFiles(kind: FileKind, from: 'files' | 'folder'): Promise<Chosen<PickedFile> | null> {
    const door = electronDoor()
    if (door) return granted(await door.pickFiles(kind, from))
    const chosen = await chooseFiles(kind, from)
    if (chosen.length === 0) return null
    const meant = chosen.filter((file) => from === 'files' || isNear(file, kind))
    const files: PickedFile[] = []
    for (const file of meant.slice(0, mostFiles)) files.push(await upload(file))
    return { files, left: meant.length - files.length }
  },

  /** Hands a file the person dropped on the window to the core. */
  async putFile(file: File): Promise<PickedFile> {
    const door = electronDoor()
    return door ? granted(await door.putFile(file.name, await file.arrayBuffer())) : upload(file)
  },

  /**
   * Hands a made file to the person: a save dialog in Electron, a download in a browser.
   * The token is used up by it, unless the person closed the dialog.
   * @returns false when the person changed their mind
   * @throws HostFailure file.unknown, disk.full, disk.readOnly, disk.missing, disk.io
   */
  async deliver(token: string, name: string): Promise<boolean> {
    const door = electronDoor()
    if (door) return granted(await door.deliver(token, name))
    const link = document.createElement('a')
    link.href = `/files/${encodeURIComponent(token)}`
    link.download = name
    link.click()
    return true
  },
}

function granted<T>(answer: Granted<T>): T {
  if ('value' in answer) return answer.value
  throw failure(answer.fault)
}

function failure({ code, params }: { code: string; params: Record<string, unknown> }): HostFailure {
  return Object.assign(new Error(code), { name: 'Fault', code, params })
}

/** In the folder that was chosen, or one deeper. */
function isNear(file: File, kind: FileKind): boolean {
  return isNamedAs(file.name, kind) && file.webkitRelativePath.split('/').length <= 3
}

function chooseFiles(kind: FileKind, from: 'file' | 'files' | 'folder'): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = from !== 'file'
    input.webkitdirectory = from === 'folder'
    input.accept = fileKinds[kind].map((ending) => `.${ending}`).join(',')
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

async function upload(file: File): Promise<PickedFile> {
  const response = await fetch(`/files?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer as PickedFile
  const { code = 'internal', params = {} } = (answer ?? {}) as {
    code?: string
    params?: Record<string, unknown>
  }
  throw failure({ code, params })
}
