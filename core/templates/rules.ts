/**
 * Paper templates and wording as data of the office (PRODUCT.md C16, C23): what of a template an office may change,
 * and what keeps a changed one from being printed. Pure: the screen checks while typing with the very rules that the
 * command applies.
 *
 * An office's template is the program's with its parts in another order, hidden, in other words, or with texts of its
 * own between them. Page, margins, emblem, tables and the conditions under which a part stands stay the program's
 * (DOCUMENTS.md §A): so that a paper stays one of the kind that the regulation knows, and nothing foreign gets in.
 */
import { z } from 'zod'
import { notDrawn, printable as onPaper } from '../papers/engine/printable.ts'
import { type Scope, TAG, valueAt, type Words } from '../papers/engine/template.ts'

export type TemplateNode = { [key: string]: unknown }
/** Where something stands in a template: keys and places, from its root. */
export type TemplatePath = readonly (string | number)[]

export type TemplateProblem = {
  path: (string | number)[]
  /** Key in validation.json. */
  key: string
  params: Record<string, string | number>
}

/** What a template may be of at most; the largest of the program is a twentieth of it. */
export const MOST_TEMPLATE_BYTES = 256 * 1024
const MOST_DEPTH = 24
const MOST_NODES = 8_000
const MOST_OWN_PARTS = 60
const MOST_TEXT = 4_000
/** Type that can be read and still lets a word stand on its line, pt. */
const SIZE_RANGE = { minimum: 12, maximum: 32 } as const
/** Space above a part, pt. */
const BEFORE_RANGE = { minimum: 0, maximum: 72 } as const

/** Keys whose values belong to the program: conditions, lists, tables, codes of the model. */
const fixedKeys = new Set([
  'block',
  'when',
  'each',
  'as',
  'layout',
  'rows',
  'repeat',
  'at',
  'kind',
  'page',
  'secrecy',
  'extends',
  'sheet',
])
/** Looks that an office may give a part. */
const lookKeys = new Set(['before', 'align', 'bold', 'sizePt', 'hidden'])
/** Names that would reach into the language itself. */
const poison = new Set(['__proto__', 'constructor', 'prototype'])

/** Nothing of it is seen on paper. */
const isBlank = (value: string) => onPaper(value).trim() === ''

export function isNode(value: unknown): value is TemplateNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What of a part may be set beside its words. */
export type PartLook = {
  hidden?: boolean | undefined
  before?: number | undefined
  align?: 'left' | 'centre' | 'right' | 'justify' | undefined
  bold?: boolean | undefined
  sizePt?: number | undefined
}

const looks = {
  hidden: z.boolean().optional(),
  before: z
    .number({ error: 'notNumber' })
    .min(BEFORE_RANGE.minimum, { error: 'templateBefore' })
    .max(BEFORE_RANGE.maximum, { error: 'templateBefore' })
    .optional(),
  align: z.enum(['left', 'centre', 'right', 'justify'], { error: 'invalid' }).optional(),
  bold: z.boolean().optional(),
  sizePt: z
    .number({ error: 'notNumber' })
    .min(SIZE_RANGE.minimum, { error: 'templateSize' })
    .max(SIZE_RANGE.maximum, { error: 'templateSize' })
    .optional(),
}
/** A text that prints: not only spaces and signs that nobody sees. How long it may be, checkText says. */
const text = z.string({ error: 'notText' }).refine((value) => !isBlank(value), { error: 'required' })
/** A text that the office puts between the parts of the program. */
const ownPart = z.discriminatedUnion('block', [
  z.strictObject({
    own: z.literal(true),
    block: z.literal('paragraph'),
    text,
    indentMm: z.union([z.literal(0), z.literal(25)], { error: 'invalid' }),
    ...looks,
  }),
  z.strictObject({
    own: z.literal(true),
    block: z.literal('heading'),
    lines: z.array(text).min(1).max(10),
    ...looks,
  }),
])
export type OwnPart = z.infer<typeof ownPart>

/** A text of the office as it is put in: a paragraph at its 2.5 cm (DOCUMENTS.md §A2.5), or a heading. */
export function newOwnPart(block: OwnPart['block'], words: string): OwnPart {
  return block === 'paragraph'
    ? { own: true, block, before: 6, indentMm: 25, align: 'justify', text: words }
    : { own: true, block, before: 6, bold: true, align: 'left', lines: [words] }
}

// --- the tree -----------------------------------------------------------------------------------------------------

/** A part of a template as the person sees it. */
export type Part = {
  path: (string | number)[]
  /** Block of the model; `section` a run of pages; `group` parts that stand together; `words` texts of a wording. */
  kind: string
  /** Condition of the program; '' = always. */
  when: string
  /** List that it is repeated over; '' = once. */
  each: string
  hidden: boolean
  own: boolean
  children: Part[]
  /** Among its neighbours it may change places. */
  movable: boolean
}

/** The parts of a template in their order. */
export function partsOf(template: unknown): Part[] {
  if (!isNode(template)) return []
  if (isNode(template.data)) return wordParts(template.data)
  return sectionsOf(template.sections, ['sections']).map(({ section, path }) => ({
    ...headOf(section, path, 'section', false),
    children: listParts(section.blocks, [...path, 'blocks']),
  }))
}

/** Runs of pages, also those that stand under a condition or once per item of a list. */
function sectionsOf(
  list: unknown,
  path: TemplatePath,
): { section: TemplateNode; path: (string | number)[] }[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((node, at) => {
    if (!isNode(node)) return []
    if (Array.isArray(node.do)) return sectionsOf(node.do, [...path, at, 'do'])
    return Array.isArray(node.blocks) ? [{ section: node, path: [...path, at] }] : []
  })
}

/** The pages of a template without what stands on them. */
function pagesOf(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(pagesOf)
  if (!isNode(node)) return node
  return Object.fromEntries(
    Object.keys(node)
      .sort()
      .map((key) => [key, key === 'blocks' ? [] : pagesOf(node[key])]),
  )
}

function headOf(node: TemplateNode, path: TemplatePath, kind: string, movable: boolean): Part {
  return {
    path: [...path],
    kind,
    when: typeof node.when === 'string' ? node.when : '',
    each: typeof node.each === 'string' ? node.each : '',
    hidden: node.hidden === true,
    own: node.own === true,
    children: [],
    movable,
  }
}

/** Key of a node under which further parts stand. */
function innerKey(node: TemplateNode): 'do' | 'blocks' | null {
  if (Array.isArray(node.do)) return 'do'
  return node.block === 'keep' && Array.isArray(node.blocks) ? 'blocks' : null
}

function listParts(list: unknown, path: TemplatePath): Part[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((node, at): Part[] => {
    if (!isNode(node)) return []
    const here = [...path, at]
    const inner = innerKey(node)
    const head = headOf(
      node,
      here,
      inner === null ? String(node.block ?? node.kind ?? 'words') : 'group',
      true,
    )
    return [inner === null ? head : { ...head, children: listParts(node[inner], [...here, inner]) }]
  })
}

/** A wording that fills in another paper: its fields, and under a list its items. */
function wordParts(data: TemplateNode): Part[] {
  return Object.entries(data).flatMap(([key, value]): Part[] => {
    const path = ['data', key]
    const head = { ...headOf({}, path, 'words', false) }
    if (typeof value === 'string') return [head]
    if (!Array.isArray(value)) return []
    const children = value.flatMap((item, at): Part[] => {
      if (typeof item === 'string') return [headOf({}, [...path, at], 'words', false)]
      if (!isNode(item)) return []
      return [headOf(item, [...path, at], typeof item.kind === 'string' ? item.kind : 'words', true)]
    })
    return [{ ...head, kind: 'group', children }]
  })
}

/** What stands at a path; undefined where it ends. */
export function nodeAt(root: unknown, path: TemplatePath): unknown {
  let node = root
  for (const key of path) {
    if (Array.isArray(node)) node = typeof key === 'number' ? node[key] : undefined
    else if (isNode(node) && typeof key === 'string' && Object.hasOwn(node, key)) node = node[key]
    else return undefined
  }
  return node
}

/** The same tree with another value at a path; everything beside the path stays the same object. */
export function withAt<T>(root: T, path: TemplatePath, value: unknown): T {
  const [key, ...rest] = path
  if (key === undefined) return value as T
  if (Array.isArray(root)) return root.map((one, at) => (at === key ? withAt(one, rest, value) : one)) as T
  if (!isNode(root)) return root
  return { ...root, [key]: withAt((root as TemplateNode)[String(key)], rest, value) } as T
}

/** A part put before (-1) or after (1) its neighbour. @returns null where there is none */
export function moved<T>(
  root: T,
  path: TemplatePath,
  by: -1 | 1,
): { root: T; path: (string | number)[] } | null {
  const at = path.at(-1)
  const listPath = path.slice(0, -1)
  const list = nodeAt(root, listPath)
  if (typeof at !== 'number' || !Array.isArray(list) || list[at + by] === undefined) return null
  const next = [...list]
  next[at] = list[at + by]
  next[at + by] = list[at]
  return { root: withAt(root, listPath, next), path: [...listPath, at + by] }
}

/** Puts a text of the office behind a part, or at the end of a section. @returns also where it stands */
export function withPart<T>(
  root: T,
  after: TemplatePath,
  part: OwnPart,
): { root: T; path: (string | number)[] } {
  const at = nodeAt(root, after)
  const isSection = isNode(at) && Array.isArray(at.blocks) && at.block === undefined
  const listPath = isSection ? [...after, 'blocks'] : after.slice(0, -1)
  const list = nodeAt(root, listPath)
  if (!Array.isArray(list)) return { root, path: [...after] }
  const last = after.at(-1)
  const place = isSection || typeof last !== 'number' ? list.length : last + 1
  return {
    root: withAt(root, listPath, [...list.slice(0, place), part, ...list.slice(place)]),
    path: [...listPath, place],
  }
}

export function withoutPart<T>(root: T, path: TemplatePath): T {
  const list = nodeAt(root, path.slice(0, -1))
  return Array.isArray(list)
    ? withAt(
        root,
        path.slice(0, -1),
        list.filter((_one, at) => at !== path.at(-1)),
      )
    : root
}

/** One text of a part, where it stands in the template. */
export type TextSpot = { path: (string | number)[]; text: string; prop: string; when: string }

/**
 * The words of one part: every text in it that is printed. A tag that puts a whole list in is none: the list is data.
 *
 * @param scope what the tags of this part may name (`scopeAt`)
 */
export function textsOf(node: unknown, path: TemplatePath, scope: Scope): TextSpot[] {
  const spots: TextSpot[] = []
  const look = (value: unknown, here: TemplatePath, prop: string, when: string, known: Scope): void => {
    if (typeof value === 'string') {
      if (!isListTag(value, known)) spots.push({ path: [...here], text: value, prop, when })
      return
    }
    if (Array.isArray(value)) {
      for (const [at, one] of value.entries()) look(one, [...here, at], prop, when, known)
      return
    }
    if (!isNode(value)) return
    const under = typeof value.when === 'string' ? value.when : when
    const inside = bound(value, known)
    for (const [key, one] of Object.entries(value))
      if (!fixedKeys.has(key) && !lookKeys.has(key) && key !== 'own')
        look(one, [...here, key], key === 'do' ? prop : key, under, inside)
  }
  look(node, path, '', '', scope)
  return spots
}

/** A scope in which the name of an `each` stands for the first of its list. */
function bound(node: TemplateNode, scope: Scope): Scope {
  if (typeof node.each !== 'string') return scope
  const list = valueAt(scope, node.each)
  const name = typeof node.as === 'string' ? node.as : 'item'
  return { ...scope, [name]: Array.isArray(list) ? list[0] : undefined, index: 1 }
}

/** What the tags of the part at `path` may name. */
export function scopeAt(template: unknown, path: TemplatePath, scope: Scope): Scope {
  let node = template
  let known = scope
  for (const key of path) {
    if (isNode(node)) known = bound(node, known)
    node = nodeAt(node, [key])
  }
  return isNode(node) ? bound(node, known) : known
}

/** The same, with the names that stand for the items of lists inside the part. */
export function scopeWithin(template: unknown, path: TemplatePath, scope: Scope): Scope {
  let known = scopeAt(template, path, scope)
  const look = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) look(one)
    else if (isNode(node)) {
      known = bound(node, known)
      for (const value of Object.values(node)) look(value)
    }
  }
  look(nodeAt(template, path))
  return known
}

function isListTag(value: string, scope: Scope): boolean {
  const only = /^\{\{\s*([^{}|]+?)\s*(?:\|[^{}]*)?\}\}$/u.exec(value)
  if (only === null || /\|\s*join/u.test(value)) return false
  const found = valueAt(scope, only[1] ?? '')
  return typeof found === 'object' && found !== null
}

// --- names ---

/** Names of fields as the screen shows them, by path or by last name. */
export type FieldNames = Readonly<Record<string, string>>

/** The name of a field: of its whole path, else of its end, else the field itself. */
export function nameOf(path: string, names: FieldNames): string {
  const parts = path.split('.').filter((part) => !/^\d+$/u.test(part))
  for (let from = 0; from < parts.length; from += 1) {
    const key = parts.slice(from).join('.')
    if (Object.hasOwn(names, key)) return names[key] ?? key
  }
  return path
}

// --- tags ---------------------------------------------------------------------------------------------------------

/** A tag that a part may name, for the palette. */
export type TagFact = { path: string; example: unknown }

/** A code of the model (urgent, village): printed only as its word. */
const isCode = (value: unknown) => typeof value === 'string' && /^[A-Za-z][A-Za-z0-9 ]*$/u.test(value)

/** Fields of a scope that print as text: texts, numbers, and lists of texts. */
export function tagsOf(scope: Scope): TagFact[] {
  const found: TagFact[] = []
  const look = (value: unknown, path: string, depth: number): void => {
    if (value === '' || isCode(value)) return
    if (typeof value === 'string' || typeof value === 'number') found.push({ path, example: value })
    else if (Array.isArray(value)) {
      if (value.length > 0 && value.every((one) => typeof one === 'string'))
        found.push({ path, example: value })
    } else if (isNode(value) && depth < 3)
      for (const [key, one] of Object.entries(value))
        look(one, path === '' ? key : `${path}.${key}`, depth + 1)
  }
  look(scope, '', 0)
  return found
}

/** How a value is put into a text as a person means it: a date written out, a sum in baht, a list in a row. */
export function usualTag(fact: TagFact): string {
  const { path, example } = fact
  if (Array.isArray(example)) return `{{${path}|join: }}`
  if (typeof example === 'string' && isDate(example)) return `{{${path}|letterDate}}`
  if (typeof example === 'number' && /(?:^|\.)(?:satang|total)/iu.test(path)) return `{{${path}|baht}}`
  return `{{${path}}}`
}

const isDate = (value: unknown) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value)
const dateFilters = new Set(['letterDate', 'orderDate', 'weekdayDate', 'shortDate'])
const isCount = (value: unknown) => typeof value === 'number'
const isWord = (value: unknown) => typeof value === 'string' || typeof value === 'boolean'

/** What a filter takes (core/papers/engine/template.ts). */
function filterTakes(filter: string, value: unknown): boolean | null {
  // left blank for handwriting
  if (dateFilters.has(filter)) return isDate(value) || value === ''
  switch (filter) {
    case 'baht':
    case 'bahtText':
    case 'number':
      return isCount(value)
    case 'word':
      return isWord(value)
    case 'groups':
      return typeof value === 'string'
    case 'span':
      return Array.isArray(value) && value.every(isCount)
    case 'join':
      return Array.isArray(value)
    case 'orBlank':
      return typeof value === 'string' || Array.isArray(value)
    default:
      return null
  }
}

/** Steps of typing between two words (Levenshtein); how a mistyped tag finds the one that was meant. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_unused, at) => at)
  for (const [i, a] of [...one].entries()) {
    const next = [i + 1]
    for (const [j, b] of [...other].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (a === b ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}

/** The known name nearest to a mistyped one; null where none is near. */
export function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null
  let least = Math.max(2, Math.floor(name.length / 2))
  for (const one of known) {
    const far = distance(name.slice(0, 80).toLowerCase(), one.toLowerCase())
    if (far <= least && (best === null || far < least)) {
      best = one
      least = far
    }
  }
  return best
}

type Say = (key: string, params?: TemplateProblem['params']) => void

function checkText(value: string, scope: Scope, words: Words, lists: ReadonlySet<string>, say: Say): void {
  if (value.length > MOST_TEXT) say('tooLong', { maximum: MOST_TEXT })
  const strange = notDrawn(value)
  if (strange !== null) say('templateNoGlyph', { text: strange })
  if (/\{\{|\}\}/u.test(value.replace(TAG, ''))) say('templateBraces')
  const alone = /^\{\{[^{}]+\}\}$/u.test(value)
  for (const [tag, path = '', filter, argument = ''] of value.matchAll(TAG)) {
    const found = valueAt(scope, path)
    if (found === undefined) {
      const near = nearest(
        path,
        tagsOf(scope).map((fact) => fact.path),
      )
      if (near === null) say('templateUnknownTag', { tag: path })
      else say('templateUnknownTagNear', { tag: path, near })
      continue
    }
    if (filter !== undefined) {
      const takes = filterTakes(filter, found)
      if (takes === null) say('templateUnknownFilter', { tag, filter })
      else if (!takes) say('templateFilterMisfit', { tag, filter })
      else if (filter === 'word' || filter === 'orBlank') {
        const group = filter === 'word' ? argument : 'blank'
        const known = Object.hasOwn(words, group) ? words[group] : undefined
        if (!isNode(known) || !Object.hasOwn(known, filter === 'word' ? String(found) : argument))
          say('templateUnknownFilter', { tag, filter: `${filter}:${argument}` })
      }
    }
    const isList = typeof found === 'object' && found !== null && filter !== 'join' && filter !== 'span'
    if (isList && !(alone && lists.has(value))) say('templateListInText', { tag: path })
  }
}

// --- the check ----------------------------------------------------------------------------------------------------

/** What a template is checked against. */
export type TemplateFacts = {
  /** Everything its tags may name, filled with examples. */
  scope: Scope
  words: Words
}

/** Shape that any template has, before a word of it is read: nothing large, deep or strange. */
export function checkShape(value: unknown): TemplateProblem[] {
  let nodes = 0
  const look = (node: unknown, depth: number): string | null => {
    nodes += 1
    if (nodes > MOST_NODES || depth > MOST_DEPTH) return 'templateTooLarge'
    if (node === null || typeof node === 'function' || typeof node === 'undefined') return 'templateShape'
    if (typeof node === 'number' && !Number.isFinite(node)) return 'templateShape'
    if (typeof node !== 'object') return null
    if (Array.isArray(node)) {
      for (const one of node) {
        const wrong = look(one, depth + 1)
        if (wrong !== null) return wrong
      }
      return null
    }
    for (const [key, one] of Object.entries(node)) {
      if (poison.has(key)) return 'templateShape'
      const wrong = look(one, depth + 1)
      if (wrong !== null) return wrong
    }
    return null
  }
  const wrong = look(value, 0) ?? (isNode(value) ? null : 'templateShape')
  return wrong === null ? [] : [{ path: [], key: wrong, params: {} }]
}

/** What of a part the program alone sets, as a text: two parts with the same are the same part in other words. */
function skeleton(node: unknown, key = ''): unknown {
  if (typeof node === 'string') return fixedKeys.has(key) ? node : ''
  if (Array.isArray(node)) return node.map((one) => skeleton(one, key))
  if (!isNode(node)) return node
  return Object.fromEntries(
    Object.keys(node)
      .filter((name) => !lookKeys.has(name))
      .sort()
      .map((name) => [name, fixedKeys.has(name) ? node[name] : skeleton(node[name], name)]),
  )
}

const nameOfPart = (node: unknown): string => {
  if (!isNode(node)) return JSON.stringify(skeleton(node))
  const inner = innerKey(node)
  if (inner === null) return JSON.stringify(skeleton(node))
  return JSON.stringify(skeleton({ ...node, [inner]: [] }))
}

/**
 * The part of the program that each part of the office is: of several with the same skeleton the one in the very same
 * words, else the next in order.
 */
function matchParts(own: readonly unknown[], base: readonly unknown[]): (unknown | null)[] {
  const bare = (node: unknown) => JSON.stringify(isNode(node) ? sorted({ ...node, hidden: undefined }) : node)
  const rest = base.map((node) => ({ node, name: nameOfPart(node), words: bare(node), taken: false }))
  const take = (found: (typeof rest)[number] | undefined): unknown | null => {
    if (found === undefined) return null
    found.taken = true
    return found.node
  }
  const same = own.map((node) => {
    const words = bare(node)
    return take(rest.find((one) => !one.taken && one.words === words))
  })
  return own.map((node, at) => {
    const name = nameOfPart(node)
    return same[at] ?? take(rest.find((one) => !one.taken && one.name === name))
  })
}

/**
 * Everything that keeps a template from being used; empty = it can be composed.
 *
 * @param base the program's own template of this paper
 */
export function checkTemplate(own: unknown, base: unknown, facts: TemplateFacts): TemplateProblem[] {
  const strange = checkShape(own)
  if (strange.length > 0 || !isNode(own) || !isNode(base)) return strange
  const problems: TemplateProblem[] = []
  const say = (path: TemplatePath, key: string, params: TemplateProblem['params'] = {}) =>
    problems.push({ path: [...path], key, params })
  let ownParts = 0

  const checkOwnPart = (node: TemplateNode, path: TemplatePath, scope: Scope): void => {
    ownParts += 1
    if (ownParts > MOST_OWN_PARTS && ownParts === MOST_OWN_PARTS + 1)
      say(path, 'templateOwnParts', { maximum: MOST_OWN_PARTS })
    const parsed = ownPart.safeParse(node)
    if (!parsed.success)
      for (const issue of parsed.error.issues)
        say(
          [...path, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))],
          ownMessage(issue.message),
          rangeOf(issue.message),
        )
    for (const spot of textsOf(node, path, {}))
      checkText(spot.text, scope, facts.words, new Set(), (key, params) => say(spot.path, key, params))
  }

  const checkWords = (node: unknown, from: unknown, path: TemplatePath, scope: Scope): void => {
    const lists = new Set(wordsIn(from))
    for (const spot of everyText(node, path, scope))
      checkText(spot.text, spot.scope, facts.words, lists, (key, params) => say(spot.path, key, params))
    if (isNode(node)) checkLooks(node, from, path, say)
  }

  const checkList = (
    list: readonly unknown[],
    from: readonly unknown[],
    path: TemplatePath,
    scope: Scope,
  ): void => {
    const matches = matchParts(
      list.filter((node) => !(isNode(node) && node.own === true)),
      from,
    )
    for (const [at, node] of list.entries()) {
      const here = [...path, at]
      if (isNode(node) && node.own === true) {
        // a text of the office is a part of a page; a wording that fills in another paper has none
        if (path[0] === 'sections') checkOwnPart(node, here, scope)
        else say(here, 'templateUnknownPart')
        continue
      }
      const match = matches.shift() ?? null
      if (match === null) {
        say(here, 'templateUnknownPart')
        continue
      }
      const inner = isNode(node) ? innerKey(node) : null
      if (inner === null || !isNode(node) || !isNode(match)) checkWords(node, match, here, scope)
      else {
        checkLooks(node, match, here, say)
        checkList(
          node[inner] as unknown[],
          (match[inner] ?? []) as unknown[],
          [...here, inner],
          bound(node, scope),
        )
      }
    }
  }

  if (isNode(base.data)) {
    checkFilling(own, base, facts, say, checkWords, checkList)
    return problems
  }
  const extra = Object.keys(own).find((key) => key !== 'title' && key !== 'sections')
  if (extra !== undefined) say([extra], 'templateShape')
  if (typeof own.title !== 'string' || own.title.trim() === '') say(['title'], 'required')
  else checkText(own.title, facts.scope, facts.words, new Set(), (key, params) => say(['title'], key, params))
  if (JSON.stringify(pagesOf(own.sections)) !== JSON.stringify(pagesOf(base.sections))) {
    say(['sections'], 'templatePages')
    return problems
  }
  for (const { section, path } of sectionsOf(own.sections, ['sections'])) {
    const from = nodeAt(base, [...path, 'blocks'])
    const blocks = [...path, 'blocks']
    checkList(
      section.blocks as unknown[],
      Array.isArray(from) ? from : [],
      blocks,
      scopeAt(own, path, facts.scope),
    )
  }
  return problems
}

/** A wording that fills in another paper: its fields stay, the items of its lists may change places. */
function checkFilling(
  own: TemplateNode,
  base: TemplateNode,
  facts: TemplateFacts,
  say: (path: TemplatePath, key: string) => void,
  checkWords: (node: unknown, from: unknown, path: TemplatePath, scope: Scope) => void,
  checkList: (list: readonly unknown[], from: readonly unknown[], path: TemplatePath, scope: Scope) => void,
): void {
  const data = own.data
  const from = base.data
  if (!isNode(data) || !isNode(from) || own.extends !== base.extends || Object.keys(own).length !== 2) {
    say([], 'templateShape')
    return
  }
  if (JSON.stringify(Object.keys(data).sort()) !== JSON.stringify(Object.keys(from).sort())) {
    say(['data'], 'templateUnknownPart')
    return
  }
  for (const [key, value] of Object.entries(from)) {
    const mine = data[key]
    const path = ['data', key]
    // a code of the paper (urgent) is handed on as it is: no words fit there
    const [, tag = ''] = (typeof value === 'string' && /^\{\{\s*([^{}|]+?)\s*\}\}$/u.exec(value)) || []
    if (tag !== '' && isCode(valueAt(facts.scope, tag)) && mine !== value) say(path, 'templateShape')
    else if (Array.isArray(value) && Array.isArray(mine)) checkList(mine, value, path, facts.scope)
    else if (JSON.stringify(skeleton(mine)) !== JSON.stringify(skeleton(value)))
      say(path, 'templateUnknownPart')
    else checkWords(mine, value, path, facts.scope)
  }
}

function checkLooks(
  node: TemplateNode,
  from: unknown,
  path: TemplatePath,
  say: (path: TemplatePath, key: string, params?: TemplateProblem['params']) => void,
): void {
  for (const [name, schema] of Object.entries(looks)) {
    if (!Object.hasOwn(node, name)) continue
    // what the program itself says of this part is right, whatever the limits of an office
    if (isNode(from) && JSON.stringify(from[name]) === JSON.stringify(node[name])) continue
    const parsed = schema.safeParse(node[name])
    const message = parsed.error?.issues[0]?.message
    if (message !== undefined) say([...path, name], ownMessage(message), rangeOf(message))
    else if (name !== 'hidden' && isNode(from) && !canLook(from, name)) say([...path, name], 'templateShape')
  }
}

/** Looks that the blocks of the model know (core/papers/engine/model.ts). */
const looksOfBlock: Readonly<Record<string, readonly (keyof PartLook)[]>> = {
  paragraph: ['before', 'align', 'bold', 'sizePt'],
  heading: ['before', 'align', 'bold', 'sizePt'],
  label: ['before', 'bold'],
}

/** Which looks a part may be given. */
export function looksOf(part: Pick<Part, 'kind'>): readonly (keyof PartLook)[] {
  if (part.kind === 'group' || part.kind === 'section' || part.kind === 'pageBreak') return []
  return looksOfBlock[part.kind] ?? (part.kind === 'words' ? [] : ['before'])
}

function canLook(base: TemplateNode, name: string): boolean {
  const kind = innerKey(base) === null ? String(base.block ?? '') : 'group'
  return kind !== '' && looksOf({ kind }).some((look) => look === name)
}

/** All texts of a part, those of whole lists too, each with what its tags may name. */
function everyText(
  node: unknown,
  path: TemplatePath,
  scope: Scope,
): { path: (string | number)[]; text: string; scope: Scope }[] {
  if (typeof node === 'string') return [{ path: [...path], text: node, scope }]
  if (Array.isArray(node)) return node.flatMap((one, at) => everyText(one, [...path, at], scope))
  if (!isNode(node)) return []
  const inside = bound(node, scope)
  return Object.entries(node).flatMap(([key, value]) =>
    fixedKeys.has(key) || lookKeys.has(key) ? [] : everyText(value, [...path, key], inside),
  )
}

/** Every text of a template, codes too. */
export function wordsIn(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  if (Array.isArray(node)) return node.flatMap(wordsIn)
  return isNode(node) ? Object.values(node).flatMap(wordsIn) : []
}

/** A value with the keys of its objects in one order: two that say the same are the same text. */
export function sorted(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(sorted)
  if (!isNode(node)) return node
  return Object.fromEntries(
    Object.keys(node)
      .sort()
      .map((key) => [key, sorted(node[key])]),
  )
}

/** zod's own English sentences have no key; a strange shape is said as one. */
function ownMessage(message: string): string {
  return /^[a-z][A-Za-z0-9]*$/u.test(message) ? message : 'templateShape'
}

function rangeOf(key: string): Record<string, number> {
  if (key === 'templateSize') return { ...SIZE_RANGE }
  if (key === 'templateBefore') return { ...BEFORE_RANGE }
  if (key === 'tooLong') return { maximum: MOST_TEXT }
  return {}
}

/** Whether a text names a field, or a part of it. */
const names = (text: string, field: string) =>
  [...text.matchAll(TAG)].some(([, path = '']) => path === field || path.startsWith(`${field}.`))

/**
 * Where a template lost a field that it must say: the hidden part that says it, else the part whose words the program
 * says it in. @returns [] where it cannot be told
 */
export function placeOfField(own: unknown, base: unknown, field: string): (string | number)[] {
  const says = (root: unknown, part: Part, over: string): boolean =>
    over === field ||
    over.startsWith(`${field}.`) ||
    wordsIn(nodeAt(root, part.path)).some((text) => names(text, field))
  const hidden: Part[] = []
  const look = (parts: readonly Part[], over: string): Part | null => {
    for (const part of parts) {
      const list = part.each === '' ? over : part.each
      if (part.hidden) hidden.push(part)
      const found = part.hidden ? (says(own, part, list) ? part : null) : look(part.children, list)
      if (found !== null) return found
    }
    return null
  }
  const found = look(partsOf(own), '')
  if (found !== null) return found.path
  const leaves = (root: unknown) =>
    flatParts(partsOf(root)).filter((part) => part.children.length === 0 && !part.own)
  const program = leaves(base).find((part) => says(base, part, part.each))
  const name = program === undefined ? '' : nameOfPart(nodeAt(base, program.path))
  const silent = leaves(own).find(
    (part) => nameOfPart(nodeAt(own, part.path)) === name && !says(own, part, part.each),
  )
  return (silent ?? hidden[0])?.path ?? []
}

/** Where a template says a text; [] where it comes with the data. */
export function placeOfText(own: unknown, text: string): (string | number)[] {
  return textsOf(own, [], {}).find((spot) => spot.text.includes(text))?.path ?? []
}

const flatParts = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part) => [part, ...flatParts(part.children)])

/** The template as the engine takes it: hidden parts and the marks of the editor are gone. */
export function printable<T>(template: T): T {
  const clean = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.filter((one) => !(isNode(one) && one.hidden === true)).map(clean)
    if (!isNode(node)) return node
    return Object.fromEntries(
      Object.entries(node)
        .filter(([key]) => key !== 'own' && key !== 'hidden')
        .map(([key, value]) => [key, clean(value)]),
    )
  }
  return clean(template) as T
}

// --- what is different ---------------------------------------------------------------------------------------------

/** One difference between the program's template and the office's. */
export type TemplateChange = {
  what: 'words' | 'look' | 'hidden' | 'moved' | 'added' | 'newInProgram'
  /** In the office's template; of `newInProgram` in the program's. */
  path: (string | number)[]
  kind: string
  before: string
  after: string
}

const wordsOf = (node: unknown): string =>
  textsOf(node, [], {})
    .map((spot) => spot.text)
    .join('\n')
const looksIn = (node: unknown): string =>
  isNode(node)
    ? JSON.stringify(
        sorted(
          Object.fromEntries(Object.entries(node).filter(([key]) => lookKeys.has(key) && key !== 'hidden')),
        ),
      )
    : ''

/** Places that stand in order as they are: what is not among them was moved. */
function longestRise(places: readonly number[]): Set<number> {
  const best: number[][] = []
  for (const [at, place] of places.entries()) {
    const before = best
      .slice(0, at)
      .filter((run) => (run.at(-1) ?? -1) < place)
      .reduce<number[]>((longest, run) => (run.length > longest.length ? run : longest), [])
    best.push([...before, place])
  }
  return new Set(best.reduce((longest, run) => (run.length > longest.length ? run : longest), []))
}

/** What an office's template says otherwise than the program's, part by part. */
export function changesOf(own: unknown, base: unknown): TemplateChange[] {
  const changes: TemplateChange[] = []
  const put = (
    what: TemplateChange['what'],
    path: TemplatePath,
    node: unknown,
    before: string,
    after: string,
  ) => {
    const kind = isNode(node)
      ? innerKey(node) === null
        ? String(node.block ?? node.kind ?? 'words')
        : 'group'
      : 'words'
    changes.push({ what, path: [...path], kind, before, after })
  }
  const list = (
    mine: readonly unknown[],
    from: readonly unknown[],
    path: TemplatePath,
    fromPath: TemplatePath,
  ): void => {
    const known = mine.filter((node) => !(isNode(node) && node.own === true))
    const matches = matchParts(known, from)
    const kept: unknown[] = matches.filter((match) => match !== null)
    const inPlace = longestRise(kept.map((match) => from.indexOf(match)))
    for (const [at, node] of mine.entries()) {
      const here = [...path, at]
      if (isNode(node) && node.own === true) {
        put('added', here, node, '', wordsOf(node))
        continue
      }
      const match = matches[known.indexOf(node)] ?? null
      if (match === null) continue
      if (!inPlace.has(from.indexOf(match))) put('moved', here, node, '', wordsOf(node))
      if (isNode(node) && node.hidden === true) put('hidden', here, node, wordsOf(match), '')
      if (looksIn(node) !== looksIn(match)) put('look', here, node, wordsOf(match), wordsOf(node))
      const inner = isNode(node) ? innerKey(node) : null
      if (inner !== null && isNode(node) && isNode(match))
        list(
          node[inner] as unknown[],
          match[inner] as unknown[],
          [...here, inner],
          [...fromPath, from.indexOf(match), inner],
        )
      else if (wordsOf(node) !== wordsOf(match)) put('words', here, node, wordsOf(match), wordsOf(node))
    }
    for (const [at, node] of from.entries())
      if (!kept.includes(node)) put('newInProgram', [...fromPath, at], node, wordsOf(node), '')
  }
  if (!isNode(own) || !isNode(base)) return changes
  if (typeof base.title === 'string' && own.title !== base.title)
    put('words', ['title'], {}, base.title, String(own.title))
  for (const { section, path } of sectionsOf(own.sections, ['sections'])) {
    const from = nodeAt(base, [...path, 'blocks'])
    const blocks = [...path, 'blocks']
    if (Array.isArray(from)) list(section.blocks as unknown[], from, blocks, blocks)
  }
  if (isNode(own.data) && isNode(base.data))
    for (const [key, value] of Object.entries(base.data)) {
      const mine = own.data[key]
      if (Array.isArray(value) && Array.isArray(mine)) list(mine, value, ['data', key], ['data', key])
      else if (wordsOf(mine) !== wordsOf(value))
        put('words', ['data', key], {}, wordsOf(value), wordsOf(mine))
    }
  return changes
}

// --- wording --------------------------------------------------------------------------------------------------------

/** Texts of resources/papers/wording that an office may say in its own words. */
const editText = z.string({ error: 'notText' }).max(MOST_TEXT, { error: 'tooLong' })
const wordingEdit = z.strictObject({
  /** Keys and places from the root of the wording. */
  path: z.array(z.string().min(1).max(80)).min(1).max(8),
  value: z.union([editText, z.array(editText).max(60, { error: 'tooManyRows' })]),
})
export const wordingEdits = z.array(wordingEdit).max(600, { error: 'tooManyRows' })
export type WordingEdit = z.infer<typeof wordingEdit>

/** One text of a wording: a sentence, or a list of them (duties). */
export type WordingEntry = {
  path: string[]
  value: string | string[]
  /** What the program says; null in an entry that the office added. */
  program: string | string[] | null
  /** It may not be left empty. */
  needed: boolean
  /** Tags it may name. */
  tags: string[]
}

/** Texts of a wording that can be looked at on a paper: by the first key of their path; '' = those that stand alone. */
const shownOnPaper: Readonly<Record<string, readonly string[]>> = {
  orders: ['', 'actions', 'changes', 'kinds'],
  letters: ['models'],
}
/** Whether a group of texts of a wording has a paper to be looked at with. */
export function hasPaper(id: string, group: string): boolean {
  return Object.hasOwn(shownOnPaper, id) && (shownOnPaper[id] ?? []).includes(group)
}

/** What the program says of one wording beside its words (resources/papers/wording/templates.json). */
export const wordingFacts = z.strictObject({
  name: z.string(),
  /** Tags that the texts under a key may name; elsewhere those that the program's own text names. */
  tags: z.record(z.string(), z.array(z.string())).default({}),
  /** Groups that the office may add an entry to, made like another of it. */
  maps: z
    .array(
      z.strictObject({
        path: z.array(z.string()),
        like: z.string(),
        /** Rule table whose keys may be added; 'own' = entries of the office's own kind. */
        keys: z.string(),
        /** Of 'own': their keys are own-1, own-2 … */
        prefix: z
          .string()
          .regex(/^[A-Za-z]+$/u)
          .default('own'),
        /** What an added entry has otherwise than the one it is made like. */
        set: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default([]),
  /** Keys whose texts are codes or sources, never printed. */
  codes: z.array(z.string()).default([]),
})
export type WordingFacts = z.infer<typeof wordingFacts>

/** Keys of every wording that are no words of papers. */
const wordingCodes = new Set(['source', 'certainty', 'key', 'id', 'kind', 'form'])

/** Items that are known by their key, wherever they stand in the list. */
const isKeyed = (list: readonly unknown[]): list is (TemplateNode & { key: string })[] =>
  list.length > 0 && list.every((one) => isNode(one) && typeof one.key === 'string')
/** Paragraphs of nothing but their text: edited as a list of texts. */
const isTextList = (list: readonly unknown[]): list is { text: string }[] =>
  list.length > 0 &&
  list.every((one) => isNode(one) && Object.keys(one).length === 1 && typeof one.text === 'string')

/** Texts of a wording in their order, with their paths: keys, keys of items, or places of those that have none. */
export function wordingTexts(
  words: unknown,
  facts: WordingFacts,
): { path: string[]; value: string | string[] }[] {
  const found: { path: string[]; value: string | string[] }[] = []
  const look = (node: unknown, path: string[]): void => {
    if (typeof node === 'string') found.push({ path, value: node })
    else if (Array.isArray(node)) {
      if (node.every((one) => typeof one === 'string')) found.push({ path, value: node })
      else if (isTextList(node)) found.push({ path, value: node.map((one) => one.text) })
      else if (isKeyed(node)) for (const one of node) look(one, [...path, one.key])
      else for (const [at, one] of node.entries()) look(one, [...path, String(at)])
    } else if (isNode(node))
      for (const [key, one] of Object.entries(node))
        if (!wordingCodes.has(key) && !facts.codes.includes(key)) look(one, [...path, key])
  }
  look(words, [])
  return found
}

/** What stands at a path of a wording. */
export function wordingAt(words: unknown, path: readonly string[]): unknown {
  return nodeAt(words, placesOf(words, path))
}

/** A wording with another text at a path. */
export function withWording(
  words: unknown,
  path: readonly string[],
  value: string | readonly string[],
): unknown {
  const places = placesOf(words, path)
  const now = nodeAt(words, places)
  const isTexts = Array.isArray(now) && isTextList(now) && Array.isArray(value)
  return withAt(words, places, isTexts ? value.map((text) => ({ text })) : value)
}

/** A path of a wording as one of the tree. */
function placesOf(words: unknown, path: readonly string[]): (string | number)[] {
  let node = words
  return path.map((key) => {
    const at = !Array.isArray(node)
      ? key
      : isKeyed(node)
        ? node.findIndex((one) => one.key === key)
        : Number(key)
    node = nodeAt(node, [at])
    return at
  })
}

const tagsIn = (value: string | readonly string[]): string[] =>
  [value].flat().flatMap((one) => [...one.matchAll(/\{\{([^{}]*)\}\}/gu)].map((match) => match[1] ?? ''))

/** Tags that a text at a path may name. */
export function wordingTags(
  path: readonly string[],
  program: string | readonly string[],
  facts: WordingFacts,
): string[] {
  const given = Object.hasOwn(facts.tags, path[0] ?? '') ? facts.tags[path[0] ?? ''] : undefined
  return [...new Set([...(given ?? []), ...tagsIn(program)])]
}

/** Everything that keeps a text from being used. @param at place of the edit among those that were handed in */
export function checkEdit(
  edit: WordingEdit,
  entry: Pick<WordingEntry, 'program' | 'tags' | 'needed'>,
  at: number,
): TemplateProblem[] {
  const problems: TemplateProblem[] = []
  const say = (key: string, params: TemplateProblem['params'] = {}) =>
    problems.push({ path: ['edits', at, 'value'], key, params })
  if (Array.isArray(edit.value) !== Array.isArray(entry.program ?? edit.value)) say('templateShape')
  if (typeof edit.value === 'string' ? entry.needed && isBlank(edit.value) : edit.value.some(isBlank))
    say('required')
  for (const text of [edit.value].flat()) {
    const strange = notDrawn(text)
    if (strange !== null) say('templateNoGlyph', { text: strange })
    if (/\{\{|\}\}/u.test(text.replace(/\{\{[^{}]*\}\}/gu, ''))) say('templateBraces')
    for (const tag of tagsIn(text)) {
      if (entry.tags.includes(tag)) continue
      const near = nearest(tag, entry.tags)
      if (near === null) say('templateUnknownTag', { tag })
      else say('templateUnknownTagNear', { tag, near })
    }
  }
  return problems
}
