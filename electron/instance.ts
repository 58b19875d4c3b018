import { app } from 'electron'

/**
 * One program per data folder: a second start shows the first one's window and ends.
 * (The core locks the folder as well, against another PC or the web host.)
 * @returns false when this is the second one
 */
export function holdSingleInstance(show: () => void): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return false
  }
  app.on('second-instance', show)
  return true
}
