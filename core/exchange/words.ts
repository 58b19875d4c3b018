import type { QueryContext } from '../kernel/context.ts'
import type { PackageKind } from './rules.ts'

/** Words that go into packages and their names (resources/exchange/words.json). */
export type ExchangeWords = { toProvince: string; fileName: string; kinds: Record<PackageKind, string> }

export function exchangeWords(cx: Pick<QueryContext, 'resources'>): ExchangeWords {
  return cx.resources.json('exchange/words.json')
}

/** Puts values in the place of `{{name}}`. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => String(values[name] ?? ''))
}
