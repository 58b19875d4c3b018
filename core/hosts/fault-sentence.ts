import { isFault } from '../kernel/fault.ts'

/**
 * The sentence of a fault for the moments when there is no window yet (the start, a locked database).
 * @param sentences the window's own faults.json, with `{{name}}` placeholders
 */
export function faultSentence(sentences: Readonly<Record<string, string>>, error: unknown): string {
  if (!isFault(error)) return error instanceof Error ? error.message : String(error)
  const params: Readonly<Record<string, unknown>> = error.params
  const sentence = sentences[error.code] ?? error.message
  return sentence.replaceAll(/\{\{\s*(\w+)\s*\}\}/gu, (_, name: string) => String(params[name] ?? ''))
}
