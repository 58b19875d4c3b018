import type { ClientLink } from '@orpc/client'
import { createORPCClient } from '@orpc/client'
import { RPCLink as HttpLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import type { Client } from '../../core/contract.ts'
import { electronDoor } from './door.ts'

type NoContext = Record<never, never>

/**
 * The window's way to the core: the same typed client over a message port (Electron) or over loopback HTTP (web host).
 * Calls made before the port has arrived wait for it.
 */
export function createClient(): Client {
  return createORPCClient(electronDoor() ? portLink() : httpLink())
}

function httpLink(): ClientLink<NoContext> {
  return new HttpLink({ url: `${location.origin}/rpc` })
}

function portLink(): ClientLink<NoContext> {
  const opened = openDoor().then((port) => new PortLink({ port }))
  return { call: async (path, input, options) => (await opened).call(path, input, options) }
}

/** Knocks at the one door of the Electron host; the port comes back as a message of our own window. */
function openDoor(): Promise<MessagePort> {
  return new Promise((resolve) => {
    window.addEventListener('message', function take(event: MessageEvent<unknown>) {
      const [port] = event.ports
      if (event.source !== window || event.data !== 'amphoe:door' || port === undefined) return
      window.removeEventListener('message', take)
      port.start()
      resolve(port)
    })
    electronDoor()?.knock()
  })
}
