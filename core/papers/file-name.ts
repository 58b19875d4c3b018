import type { QueryContext } from '../kernel/context.ts'
import { fillWords } from '../plans/areas.ts'
import type { PaperKind } from './data.ts'

/** Name of a paper's file without its ending, as one looks for it in a folder (resources/papers/wording/files.json). */
export function paperFileTitle(
  cx: Pick<QueryContext, 'resources'>,
  kind: PaperKind,
  words: Record<string, string | number>,
): string {
  const template = cx.resources.json<Partial<Record<PaperKind, string>>>('papers/wording/files.json')[kind]
  return fillWords(template ?? kind, words)
}
