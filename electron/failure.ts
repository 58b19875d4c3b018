import { app, dialog } from 'electron'
import { faultSentence } from '../core/hosts/fault-sentence.ts'
import sentences from '../renderer/i18n/th/faults.json' with { type: 'json' }
import words from '../renderer/i18n/th/hosts.json' with { type: 'json' }

/** The program could not be opened: say why and end; never a blank window (PEERS.md §1.4). */
export function tellStartFailed(error: unknown): void {
  console.error(error)
  dialog.showErrorBox(words['hosts.start.failed'], faultSentence(sentences, error))
  app.exit(1)
}

/** The core's process ended by itself. What was acknowledged is on the disk. */
export function tellCoreStopped(): void {
  dialog.showErrorBox(words['hosts.name'], words['hosts.core.stopped'])
  app.exit(1)
}
