import type { QueryContext } from '../kernel/context.ts'
import type { PackageKind, PlayedKind } from './rules.ts'

/** Words that go into packages and their names (resources/exchange/words.json). */
export type ExchangeWords = {
  /** จังหวัด{{province}} */
  toProvince: string
  /** Of the package's file by kind, with {{prefix}} and {{district}} first: leftovers are known by them. */
  fileNames: Record<PlayedKind, string>
  /** Many tambons in a file's name. */
  tambons: string
  /** A laptop by its {{tambons}}. */
  laptopOf: string
  /** What a laptop is called: {{laptop}}, {{person}}. */
  laptop: string
  /** Many tambons in its name. */
  moreTambons: string
  coveringSheet: string
  kinds: Record<PackageKind, string>
  /** Behind the kind that a demo office plays. */
  demo: string
}

export function exchangeWords(cx: Pick<QueryContext, 'resources'>): ExchangeWords {
  return cx.resources.json('exchange/words.json')
}

/** Puts values in the place of `{{name}}`. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => String(values[name] ?? ''))
}
