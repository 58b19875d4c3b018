import { app } from 'electron'
import { appOrigin } from './app-scheme.ts'
import { isOwnAddress } from './trust.ts'

/** A window stays on its own page: no other address, no new window, no embedded browser. */
export function denyNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => {
      if (!isOwnAddress(event.url, appOrigin)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (!isOwnAddress(event.url, appOrigin)) event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      // The preview frame is written by the page (about:srcdoc, blob of our own origin); it goes nowhere else.
      if (!isOwnAddress(event.url.replace(/^blob:/u, ''), appOrigin) && event.url !== 'about:srcdoc')
        event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}
