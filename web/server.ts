import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node'
import type { Core } from '../core/core.ts'
import { attachmentHeader, windowFile } from '../core/hosts/page-files.ts'
import type { StartChoice, StartTrouble } from '../core/hosts/start.ts'
import { securityHeaders } from '../core/kernel/csp.ts'
import { Fault, isFault } from '../core/kernel/fault.ts'
import {
  MAX_CALL_BYTES,
  type Refusal,
  type Request,
  refuseCall,
  refuseStranger,
  refuseUpload,
} from './guard.ts'
import { noticePage } from './notice-page.ts'
import { createSessions } from './sessions.ts'
import { createStartDesk } from './start-desk.ts'

/** Largest file taken in: the cap of a whole package (PEERS.md §3.6). */
const MAX_FILE_BYTES = 1024 ** 3

export type WebServer = {
  /** `http://127.0.0.1:PORT`, the page's origin. */
  origin: string
  /** Address for a new window; works once. */
  newAddress(): string
  /** From now on the page is the program. */
  serve(core: Core): void
  /** Shows why the program cannot be opened, and waits until the person has chosen what to do. */
  ask(trouble: StartTrouble): Promise<StartChoice>
  close(): Promise<void>
}

type Options = {
  /** Undefined: the program is still to be opened (see `serve`). */
  core?: Core
  /** Folder of the built window (dist/renderer). */
  pageDir: string
  /** Folder of the papers' fonts (resources/fonts), for the preview: `/fonts/NAME.ttf`. */
  fontsDir: string
  /** 0 = any free one. */
  port: number
}

/** Opens the loopback host: one page, one door to the core, and files in and out by token. */
export async function startServer({ core: opened, pageDir, fontsDir, port }: Options): Promise<WebServer> {
  const program = (core: Core) => ({
    core,
    rpc: new RPCHandler(core.router, { plugins: [new BodyLimitPlugin({ maxBodySize: MAX_CALL_BYTES })] }),
  })
  let served = opened && program(opened)
  const desk = createStartDesk()
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    answer(request, response).catch((error: unknown) => fail(response, error))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  const authority = `127.0.0.1:${bound}`
  const sessions = createSessions(bound)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    const { pathname, query } = targetOf(request)
    const facts: Request = {
      method: request.method ?? '',
      path: pathname,
      header: (name) => request.headersDistinct[name]?.join(', '),
    }
    const stranger = refuseStranger(facts, authority)
    if (stranger) return refuse(request, response, stranger)

    const session = sessions.of(request.headers.cookie)
    const key = query.get('key')
    if (pathname === '/' && key !== null) return enter(response, key, session !== undefined)
    if (!session) return refuse(request, response, { status: 401, reason: 'session' })
    if (!served) return desk.answer(request, response, pathname)
    const { core, rpc } = served

    if (pathname.startsWith('/rpc/')) {
      const refusal = refuseCall(facts)
      if (refusal) return refuse(request, response, refusal)
      response.setHeader('Cache-Control', 'no-store')
      const { matched } = await rpc.handle(request, response, {
        prefix: '/rpc',
        context: core.context(session),
      })
      if (!matched) notFound(response)
      return
    }
    if (pathname === '/files') {
      const refusal = refuseUpload(facts, MAX_FILE_BYTES)
      if (refusal) return refuse(request, response, refusal)
      const name = query.get('name') ?? ''
      const { token, name: kept, sizeBytes } = await core.files.put(name, capped(name, request), session.id)
      return sendJson(response, 200, { token, name: kept, size: sizeBytes })
    }
    if (pathname.startsWith('/files/'))
      return sendFile(core, response, pathname.slice('/files/'.length), session.id)
    if (pathname === '/favicon.ico') return void response.writeHead(204).end()
    await sendPage(request, response, pathname)
  }

  /** Trades the key of the address for a cookie and hides the key from the address bar. */
  function enter(response: ServerResponse, key: string, known: boolean): void {
    const cookie = sessions.enter(key)
    if (cookie === undefined && !known) {
      response.writeHead(401, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
      response.end(noticePage('closed'))
      return
    }
    if (cookie !== undefined) response.setHeader('Set-Cookie', cookie)
    response.writeHead(303, { Location: '/', 'Cache-Control': 'no-store' })
    response.end()
  }

  async function sendFile(
    core: Core,
    response: ServerResponse,
    token: string,
    sessionId: string,
  ): Promise<void> {
    const file = await core.files.take(token, sessionId)
    if (!file) return notFound(response)
    response.writeHead(200, {
      'Content-Type': file.mime,
      'Content-Length': file.sizeBytes,
      'Content-Disposition': attachmentHeader(file.name),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-store',
    })
    await pipeline(createReadStream(file.path), response)
  }

  async function sendPage(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
  ): Promise<void> {
    const page = request.method === 'POST' ? undefined : windowFile({ pageDir, fontsDir }, pathname)
    const found = page && (await stat(page.file).catch(() => undefined))
    if (!page || !found?.isFile()) return notFound(response)
    // Built files carry a hash in their name; the page itself must be asked for again after an update.
    const lasting = /^\/(assets|fonts)\//u.test(pathname)
    response.writeHead(200, {
      'Content-Type': page.type,
      'Content-Length': found.size,
      'Cache-Control': lasting ? 'private, max-age=31536000, immutable' : 'no-store',
    })
    if (request.method === 'HEAD') response.end()
    else await pipeline(createReadStream(page.file), response)
  }

  return {
    origin: `http://${authority}`,
    newAddress: () => `http://${authority}/?key=${sessions.newKey()}`,
    serve: (core) => {
      served = program(core)
    },
    ask: desk.ask,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Taken apart by hand: `//name` and `http://name/` must stay paths that do not exist and never become another host. */
function targetOf(request: IncomingMessage): { pathname: string; query: URLSearchParams } {
  const target = request.url ?? ''
  const mark = target.indexOf('?')
  return {
    pathname: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
  }
}

/** A body may come without a length: count it. Cutting the stream makes the core throw its half file away. */
async function* capped(name: string, request: IncomingMessage): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_FILE_BYTES) throw new Fault('file.tooLarge', { name, limit: MAX_FILE_BYTES })
    yield chunk
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const asks = request.headers['sec-fetch-dest'] === 'document' && refusal.status === 401
  response.setHeader('Cache-Control', 'no-store')
  // What a refused caller still sends is not read.
  response.setHeader('Connection', 'close')
  if (asks) {
    response.writeHead(401, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end(noticePage('closed'))
    return
  }
  sendJson(response, refusal.status, { refused: refusal.reason })
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(noticePage('missing'))
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(JSON.stringify(body))
}

/** Failures of the file routes; calls report theirs through the router. Nothing of an unknown error leaves the PC's log. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  response.setHeader('Connection', 'close')
  if (isFault(error)) {
    sendJson(response, error.code === 'file.tooLarge' ? 413 : 422, { code: error.code, params: error.params })
    return
  }
  console.error(error)
  sendJson(response, 500, { code: 'internal', params: { id: '' } })
}
