import { app } from 'electron'
import type { CoreProcess } from './core-process.ts'

/** The program ends only after the core has backed up and closed the records. */
export function closeInTurn(core: CoreProcess): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    core
      .close()
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        closed = true
        app.quit()
      })
  })
}
