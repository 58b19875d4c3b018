/**
 * Templates write `{{signatory.name|orBlank:name}}` where the program puts a value in; on the screen this is a name
 * between marks: ‹ชื่อผู้ลงนาม›. The two ways are exact: what is read back is what stood there. Pure.
 */
import { valueAt } from '../../../core/papers/engine/template.ts'
import { type FieldNames, nameOf, nearest, tagsOf, usualTag } from '../../../core/templates/rules.ts'

export type Marks = {
  /** Inside of a tag → name between the marks. */
  names: ReadonlyMap<string, string>
  tags: ReadonlyMap<string, string>
  /** Whole tags with their names, for the palette. */
  palette: readonly { tag: string; name: string }[]
  /** Names that stand for something; a mistyped one is none of them. */
  known: readonly string[]
}

const TAGS = /\{\{([^{}]*)\}\}/gu
const insideOf = (tag: string) => tag.slice(2, -2)
const pathOf = (inside: string) => (inside.split('|')[0] ?? '').trim()

/**
 * @param texts where tags stand already: each keeps a name of its own
 * @param filterName how a way of showing is said; '' = not at all
 */
export function makeMarks(
  scope: Readonly<Record<string, unknown>>,
  texts: readonly string[],
  fields: FieldNames,
  filterName: (filter: string) => string,
): Marks {
  const usual = new Map(tagsOf(scope).map((fact) => [fact.path, insideOf(usualTag(fact))]))
  const used = texts.flatMap((text) => [...text.matchAll(TAGS)].map((match) => match[1] ?? ''))
  const names = new Map<string, string>()
  const tags = new Map<string, string>()
  const palette: { tag: string; name: string }[] = []
  const put = (inside: string): string => {
    const known = names.get(inside)
    if (known !== undefined) return known
    const [path = '', filter = ''] = inside.split('|').map((part) => part.trim())
    const way = inside === usual.get(path) ? '' : filterName(filter.split(':')[0] ?? '')
    const plain = way === '' ? nameOf(path, fields) : `${nameOf(path, fields)} (${way})`
    let name = plain
    for (let at = 2; tags.has(name); at += 1) name = `${plain} (${at})`
    names.set(inside, name)
    tags.set(name, inside)
    return name
  }
  for (const [path, inside] of usual) {
    // a field without a name of its own is the program's business
    if (nameOf(path, fields) === path) continue
    palette.push({ tag: `{{${inside}}}`, name: put(inside) })
  }
  for (const inside of used) if (valueAt(scope, pathOf(inside)) !== undefined) put(inside)
  const known = [...tags.keys()]
  // what names nothing here is shown as it was typed, so that it can be put right
  for (const inside of used)
    if (!names.has(inside) && !tags.has(inside)) {
      names.set(inside, inside)
      tags.set(inside, inside)
    }
  return { names, tags, palette, known }
}

/** Template text → what the person reads. */
export function toScreen(text: string, marks: Marks): string {
  return text.replaceAll(TAGS, (whole, inside: string) => {
    const name = marks.names.get(inside)
    return name === undefined ? whole : `‹${name}›`
  })
}

/** What the person typed → template text; an unknown name stays a tag, so that the check can say it. */
export function fromScreen(text: string, marks: Marks): string {
  return text.replaceAll(
    /‹([^‹›]*)›/gu,
    (_whole, name: string) => `{{${marks.tags.get(name.trim()) ?? name.trim()}}}`,
  )
}

/** A tag of a problem as the person knows it. */
export function tagOnScreen(tag: string, marks: Marks | null, fields: FieldNames): string {
  const inside = tag.startsWith('{{') ? insideOf(tag) : tag
  const name = marks?.names.get(inside) ?? nameOf(inside.split('|')[0] ?? '', fields)
  return `‹${name}›`
}

/** The name that a mistyped one was meant to be; null where none is near. */
export function nearName(name: string, marks: Marks): string | null {
  return nearest(name, marks.known)
}
