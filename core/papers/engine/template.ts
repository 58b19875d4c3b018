/**
 * Templates: JSON under resources/papers whose strings carry `{{tags}}`. Expanding is pure and generic over the tree:
 *
 * - `"… {{path}} …"`        text with a value put in; `{{path|filter}}` or `{{path|filter:argument}}`
 * - `"{{path}}"` alone      the value itself (a list stays a list)
 * - `{ "when": "path", … }` the object stands only when the value is there and neither empty, false, 0 nor 'none'
 *                           (`!path` the opposite; `path=text` and `path!=text` compare; `a & b` both)
 * - `{ "each": "path", "as": "name", "do": [ … ] }` inside a list: its parts once per element
 *                           (`name` is the element, `index` counts from 1)
 * - `{ "when": "path", "do": [ … ] }` inside a list: its parts or nothing
 *
 * A tag that names nothing in the data is a fault, so that a mistyped word in an office's own template is found
 * before paper comes out. @throws Fault template.unknownTag, template.invalid
 */
import { Fault } from '../../kernel/fault.ts'
import { formatThaiDate } from '../../thai/dates.ts'
import { bahtText, formatBaht } from '../../thai/money.ts'

export type Scope = Readonly<Record<string, unknown>>
export type Words = Readonly<Record<string, string | Readonly<Record<string, string>>>>

/** More values than any paper has: a template that repeats lists in lists comes to an end. */
const MOST_VALUES = 3_000_000

type Context = { template: string; words: Words; left?: number }

const MISSING = Symbol('missing')
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value that a path of a tag names; undefined where it names nothing. */
export function valueAt(scope: Scope, path: string): unknown {
  const value = lookUp(scope, path)
  return value === MISSING ? undefined : value
}

function lookUp(scope: Scope, path: string): unknown {
  let value: unknown = scope
  for (const key of path.split('.')) {
    if (Array.isArray(value)) value = key === 'length' ? value.length : (value[Number(key)] ?? MISSING)
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[key]
    else return MISSING
    if (value === undefined) return MISSING
  }
  return value
}

function word(context: Context, group: string, key: string): string {
  const words = context.words[group]
  const found = isObject(words) && Object.hasOwn(words, key) ? words[key] : undefined
  if (typeof found !== 'string')
    throw new Fault('template.unknownTag', { template: context.template, tag: `${group}.${key}` })
  return found
}

type Filter = (value: unknown, argument: string, context: Context) => unknown
/** A date left blank for handwriting keeps room for it. */
const dated =
  (style: 'letter' | 'order' | 'weekday' | 'short'): Filter =>
  (value, _argument, context) =>
    value === '' ? word(context, 'blank', style) : formatThaiDate(String(value), { style, digits: 'arabic' })

const filters: Readonly<Record<string, Filter>> = {
  letterDate: dated('letter'),
  orderDate: dated('order'),
  weekdayDate: dated('weekday'),
  shortDate: dated('short'),
  /** satang → 1,234,567 (satang only when there are any) */
  baht: (value) => formatBaht(Number(value), 'arabic'),
  bahtText: (value) => bahtText(Number(value)),
  number: (value) => Number(value).toLocaleString('en-US'),
  /** a code → its word in resources/papers/words.json */
  word: (value, group, context) => word(context, group, String(value)),
  /** characters in groups of four, for a fingerprint read over the telephone */
  groups: (value) => String(value).replace(/(.{4})(?=.)/gu, '$1 '),
  /** list of fiscal years → พ.ศ. 2567, (พ.ศ. 2566 - 2570) */
  span: (value, _argument, context) => {
    const years = Array.isArray(value) ? value : []
    return word(context, 'span', years.length > 1 ? 'many' : 'one')
      .replace('{first}', String(years[0] ?? ''))
      .replace('{last}', String(years.at(-1) ?? ''))
  },
  /** '' or an empty list → the word blank.<argument> (room for handwriting) */
  orBlank: (value, argument, context) => {
    if (Array.isArray(value)) return value.length === 0 ? [word(context, 'blank', argument)] : value
    return value === '' ? word(context, 'blank', argument) : value
  },
  join: (value, argument) => (Array.isArray(value) ? value.join(argument === '' ? ' ' : argument) : value),
}

/** `{{path}}`, `{{path|filter}}`, `{{path|filter:argument}}`. */
export const TAG = /\{\{\s*([^{}|]+?)\s*(?:\|\s*([A-Za-z]+)(?::([^{}]*))?)?\s*\}\}/gu

function tagValue(
  scope: Scope,
  path: string,
  filter: string | undefined,
  argument: string,
  context: Context,
): unknown {
  const value = lookUp(scope, path)
  if (value === MISSING) throw new Fault('template.unknownTag', { template: context.template, tag: path })
  if (filter === undefined) return value
  const apply = Object.hasOwn(filters, filter) ? filters[filter] : undefined
  if (!apply) throw new Fault('template.unknownTag', { template: context.template, tag: `${path}|${filter}` })
  return apply(value, argument, context)
}

function expandString(text: string, scope: Scope, context: Context): unknown {
  const whole = /^\{\{[^{}]+\}\}$/u.test(text) ? [...text.matchAll(TAG)][0] : undefined
  if (whole) {
    const value = tagValue(scope, whole[1] ?? '', whole[2], whole[3] ?? '', context)
    return typeof value === 'number' ? String(value) : value
  }
  return text.replace(TAG, (_all, path: string, filter: string | undefined, argument: string | undefined) => {
    const value = tagValue(scope, path, filter, argument ?? '', context)
    if (typeof value === 'object' && value !== null) {
      throw new Fault('template.unknownTag', { template: context.template, tag: path })
    }
    return String(value ?? '')
  })
}

function holds(condition: string, scope: Scope, context: Context): boolean {
  return condition.split('&').every((part) => {
    const match = /^\s*(!?)\s*([^=!\s]+)\s*(?:(!?=)\s*(.*?))?\s*$/u.exec(part)
    if (!match) throw new Fault('template.invalid', { template: context.template, where: condition })
    const value = lookUp(scope, match[2] ?? '')
    if (value === MISSING)
      throw new Fault('template.unknownTag', { template: context.template, tag: match[2] ?? '' })
    if (match[3] !== undefined) return (String(value) === match[4]) === (match[3] === '=')
    const empty =
      value === null ||
      value === '' ||
      value === false ||
      value === 0 ||
      value === 'none' ||
      (Array.isArray(value) && value.length === 0)
    return empty === (match[1] === '!')
  })
}

function expandList(list: readonly unknown[], scope: Scope, context: Context): unknown[] {
  return list.flatMap((entry) => {
    if (!isObject(entry)) return [expand(entry, scope, context)]
    const { when, each, as, do: parts, ...rest } = entry
    if (typeof when === 'string' && !holds(when, scope, context)) return []
    if (each !== undefined) {
      const items = typeof each === 'string' ? lookUp(scope, each) : MISSING
      if (!Array.isArray(items))
        throw new Fault('template.unknownTag', { template: context.template, tag: String(each) })
      const name = typeof as === 'string' ? as : 'item'
      const inner = Array.isArray(parts) ? parts : [rest]
      return items.flatMap((item, index) =>
        expandList(inner, { ...scope, [name]: item, index: index + 1 }, context),
      )
    }
    if (Array.isArray(parts)) return expandList(parts, scope, context)
    return [expand(rest, scope, context)]
  })
}

/** Expands any part of a template. Values are the scope's; nothing is evaluated. */
export function expand(node: unknown, scope: Scope, context: Context): unknown {
  context.left = (context.left ?? MOST_VALUES) - 1
  if (context.left < 0) throw new Fault('template.invalid', { template: context.template, where: 'each' })
  if (typeof node === 'string') return expandString(node, scope, context)
  if (Array.isArray(node)) return expandList(node, scope, context)
  if (!isObject(node)) return node
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(node)) out[key] = expand(value, scope, context)
  return out
}
