import { app } from 'electron'

/** The page may ask for nothing of the PC: no camera, no place, no notice, no device – except to copy text (C5: paste to Excel). */
const allowed = new Set(['clipboard-sanitized-write'])

/** Denies permissions in every session there will ever be. */
export function denyPermissions(): void {
  app.on('session-created', (session) => {
    session.setPermissionRequestHandler((_contents, permission, decide) => decide(allowed.has(permission)))
    session.setPermissionCheckHandler((_contents, permission) => allowed.has(permission))
    session.setDevicePermissionHandler(() => false)
    session.on('will-download', (event) => event.preventDefault())
  })
}
