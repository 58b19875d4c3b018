/**
 * Who may speak to the loopback host (PEERS.md §3.4). Pure functions over the facts of a request: each attack is one
 * line of tests/exploit/web-host.test.ts.
 */

export type Request = {
  method: string
  /** Path without the query. */
  path: string
  header(name: string): string | undefined
}

export type Refusal = { status: 400 | 401 | 403 | 405 | 413 | 415 | 421; reason: string }

/** Largest body of a call; files go their own way (`/files`). A pasted block of 5,000 rows is under 2 MiB. */
export const MAX_CALL_BYTES = 16 * 1024 * 1024

/**
 * Checks that hold before anyone is known: was it really meant for this host, and does it come from our own page?
 * @param authority `127.0.0.1:PORT`, the only name this host answers to
 */
export function refuseStranger(request: Request, authority: string): Refusal | undefined {
  // A foreign Host is a name that was made to point here (DNS rebinding).
  if (request.header('host') !== authority) return { status: 421, reason: 'host' }
  const origin = request.header('origin')
  if (origin !== undefined && origin !== `http://${authority}`) return { status: 403, reason: 'origin' }
  const site = request.header('sec-fetch-site')
  // Cookies do not know ports: another program's page on 127.0.0.1 counts as "same-site" and is refused here.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return { status: 403, reason: 'site' }
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  if (request.method !== 'POST') return { status: 405, reason: 'method' }
  if (origin === undefined) return { status: 403, reason: 'origin' }
  return undefined
}

/** Checks of a call to `/rpc`: JSON only (a form cannot send it), of bounded size. */
export function refuseCall(request: Request): Refusal | undefined {
  if (request.method !== 'POST') return { status: 405, reason: 'method' }
  if (mediaType(request) !== 'application/json') return { status: 415, reason: 'type' }
  return refuseSize(request, MAX_CALL_BYTES)
}

/** Checks of an upload to `/files`. */
export function refuseUpload(request: Request, maxBytes: number): Refusal | undefined {
  if (request.method !== 'POST') return { status: 405, reason: 'method' }
  if (mediaType(request) !== 'application/octet-stream') return { status: 415, reason: 'type' }
  return refuseSize(request, maxBytes)
}

function refuseSize(request: Request, maxBytes: number): Refusal | undefined {
  const length = request.header('content-length')
  if (length === undefined) return undefined
  if (!/^\d{1,15}$/u.test(length)) return { status: 400, reason: 'length' }
  return Number(length) > maxBytes ? { status: 413, reason: 'size' } : undefined
}

function mediaType(request: Request): string | undefined {
  return request.header('content-type')?.split(';')[0]?.trim().toLowerCase()
}
