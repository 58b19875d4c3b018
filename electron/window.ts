import path from 'node:path'
import { app, BrowserWindow } from 'electron'
import words from '../renderer/i18n/th/hosts.json' with { type: 'json' }
import { appOrigin } from './app-scheme.ts'

let mainWindow: BrowserWindow | undefined

/** The window that a second start of the program brings to the front. */
export function windowInFront(window: BrowserWindow): void {
  mainWindow = window
}

/** Opens the one window of the program. */
export function openMainWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: words['hosts.name'],
    autoHideMenuBar: true,
    webPreferences: {
      preload: path.join(app.getAppPath(), 'dist', 'electron', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  windowInFront(window)
  window.removeMenu()
  window.once('ready-to-show', () => window.show())
  window.once('closed', () => {
    mainWindow = undefined
    // The hidden print window must not keep the program alive.
    app.quit()
  })
  void window.loadURL(`${appOrigin}/`)
  return window
}

/** Brings the window to the front. */
export function showMainWindow(): void {
  if (!mainWindow || mainWindow.isDestroyed()) return
  if (mainWindow.isMinimized()) mainWindow.restore()
  mainWindow.focus()
}
