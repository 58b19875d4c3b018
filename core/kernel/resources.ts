import { readFileSync } from 'node:fs'
import { join, normalize, sep } from 'node:path'

/** Read access to `resources/`: fonts, geography, rules, papers, demo. Parsed JSON is kept. */
export type Resources = {
  dir: string
  json<T>(name: string): T
  text(name: string): string
  bytes(name: string): Uint8Array
}

export function openResources(dir: string): Resources {
  const parsed = new Map<string, unknown>()
  function path(name: string): string {
    const full = normalize(join(dir, name))
    if (!full.startsWith(normalize(dir + sep))) throw new Error(`outside resources: ${name}`)
    return full
  }
  return {
    dir,
    json<T>(name: string): T {
      if (!parsed.has(name)) parsed.set(name, JSON.parse(readFileSync(path(name), 'utf8')))
      return parsed.get(name) as T
    },
    text: (name) => readFileSync(path(name), 'utf8'),
    bytes: (name) => readFileSync(path(name)),
  }
}
