import { sentencePage } from '../core/hosts/start-page.ts'
import { bothWords } from './words.ts'

/** The page a person sees when the window cannot be shown: what happened and what to do, without any script. */
export function noticePage(kind: 'closed' | 'missing'): string {
  return sentencePage(bothWords, `hosts.page.${kind}`)
}
