import { isFault } from '../kernel/fault.ts'

/**
 * The sentence of a fault where there is no window (the start, a locked database, the command line).
 * @param words the window's own translations: faults.json, and common.json for the names of reasons, in one object
 */
export function faultSentence(words: Readonly<Record<string, string>>, error: unknown): string {
  if (!isFault(error)) return error instanceof Error ? error.message : String(error)
  return fillSentence(words[error.code] ?? error.message, error.params, words)
}

/** Puts values in the places of a sentence; `words` has the names of those that are a choice of the program. */
export function fillSentence(
  sentence: string,
  params: Readonly<Record<string, unknown>>,
  words: Readonly<Record<string, string>> = {},
): string {
  return sentence.replaceAll(/\{\{\s*(\w+)\s*\}\}/gu, (_, name: string) => {
    const value = String(params[name] ?? '')
    return words[`common.${name}.${value}`] ?? value
  })
}
