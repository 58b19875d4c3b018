import path from 'node:path'

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '..', '..')

/** A path below the project's folder. */
export function at(...parts: string[]): string {
  return path.join(root, ...parts)
}
