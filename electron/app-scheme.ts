import { readFile } from 'node:fs/promises'
import { protocol, session } from 'electron'
import { windowFile } from '../core/hosts/page-files.ts'
import { securityHeaders } from '../core/kernel/csp.ts'

/** The page's own origin: a scheme of ours, so that no other page and no file of the PC shares it. */
export const appOrigin = 'app://amphoe'

/** Before the app is ready: a standard, secure scheme has an origin, storage and fetch of its own. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/**
 * Serves the built window and the papers' fonts, and nothing beside them.
 * @param dirs absolute folders: dist/renderer, resources/fonts
 */
export function serveApp(dirs: { pageDir: string; fontsDir: string }): void {
  session.defaultSession.protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    const page =
      url.host === 'amphoe' && request.method === 'GET' ? windowFile(dirs, url.pathname) : undefined
    const body = page && (await readFile(page.file).catch(() => undefined))
    if (!page || !body) return new Response(null, { status: 404, headers: securityHeaders })
    return new Response(new Uint8Array(body), { headers: { ...securityHeaders, 'Content-Type': page.type } })
  })
}
