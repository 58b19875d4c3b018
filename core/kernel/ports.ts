/**
 * What differs between the hosts (Electron, web, headless), handed in as one small object.
 * The core never asks in which host it runs. ARCHITECTURE.md "Two hosts over one core".
 */

/** A drive or folder where a package can be put down or taken from. */
export type Place = {
  /** Stable while the drive is plugged in; the host maps it to a path, the renderer never sees the path as an input. */
  id: string
  label: string
  /** Shown to the person; never parsed. */
  path: string
  removable: boolean
  /** Bytes; undefined when the system does not say (then: warn, never refuse – PEERS.md §1.7, Kolibri #4965). */
  freeBytes?: number
}

export type PrintOptions = {
  /** Document title, written into the PDF. */
  title: string
  signal?: AbortSignal
  /** Called between the parts of a long paper: sheets printed, sheets in all. */
  onProgress?: (done: number, total: number) => void
}

export type HostPort = {
  /** Prints a complete, not yet paginated paper HTML (core/papers/html.ts) to PDF bytes. Runs the paginator itself. */
  printPdf(html: string, options: PrintOptions): Promise<Uint8Array>
  /** Drives and known folders that packages can go to. */
  places(): Promise<Place[]>
}

/** Now and randomness are handed in (ARCHITECTURE.md rule 6), so that the same input gives the same papers. */
export type Clock = { now(): Date }
export type Random = { bytes(length: number): Uint8Array }
