import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Session } from '../core/core.ts'

export type Sessions = {
  /** A key for the address of a window: 256 bits, good once. */
  newKey(): string
  /** Trades a key for a cookie; undefined when the key was used before or never given out. */
  enter(key: string): string | undefined
  /** The session a Cookie header belongs to. */
  of(cookieHeader: string | undefined): Session | undefined
}

/**
 * Sessions of one run of the host. Keys and cookies are kept as hashes, so that looking them up tells nothing by its time.
 * @param port part of the cookie's name: two running programs must not overwrite each other's (cookies ignore ports)
 */
export function createSessions(port: number): Sessions {
  const name = `amphoe_${port}`
  const keys = new Set<string>()
  const sessions = new Map<string, Session>()
  const hash = (secret: string) => createHash('sha256').update(secret).digest('hex')
  const secret = () => randomBytes(32).toString('base64url')
  return {
    newKey() {
      const key = secret()
      keys.add(hash(key))
      return key
    },
    enter(key) {
      if (!keys.delete(hash(key))) return undefined
      const value = secret()
      sessions.set(hash(value), { id: randomUUID() })
      return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict`
    },
    of(cookieHeader) {
      for (const pair of (cookieHeader ?? '').split(';')) {
        const [key, value] = pair.trim().split('=')
        if (key === name && value !== undefined) return sessions.get(hash(value))
      }
      return undefined
    },
  }
}
