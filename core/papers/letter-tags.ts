import type { AddresseeFields, LetterFields } from './rules.ts'

/**
 * The {{…}} in a letter to many: what each addressee's own words stand for. Pure; the same for the editor, which says
 * what is wrong while it is typed, and for signing and printing, which refuse it.
 */

/** Where in the letter: `at` is the paragraph, enclosure … counted from 1; 0 where there is only one. */
export type LetterPlace = {
  part: 'subject' | 'reference' | 'enclosure' | 'paragraph' | 'heading' | 'annex' | 'speedWithin'
  at: number
}
export type LetterProblem =
  /** No addressee has such a column. `nearest` is one that looks like it, or ''. */
  | { kind: 'unknownTag'; tag: string; place: LetterPlace; nearest: string }
  /** An opening {{ without its end, or the other way round. */
  | { kind: 'brokenTag'; tag: string; place: LetterPlace }
  /** Words of a model letter that were to be typed over: the paper is not signed with them in it. */
  | { kind: 'blank'; tag: string; place: LetterPlace }
  /** These addressees have nothing in a column that the text asks for. */
  | { kind: 'missingValue'; tag: string; place: LetterPlace; no: number; addressee: string; more: number }

type Words = Pick<
  LetterFields,
  'subject' | 'references' | 'enclosures' | 'paragraphs' | 'annexes' | 'speedWithin'
>
/** Names of what every addressee has without a column: his own เรียน, his place in the list. */
export type BuiltInTags = { addressee: string; no: string }

const TAG = /\{\{([^{}]*)\}\}/gu

/** Every text of a letter in which {{…}} count, with its place, in the order of the paper. */
function textsOf(letter: Words): { place: LetterPlace; text: string }[] {
  const numbered = (part: LetterPlace['part'], texts: readonly string[]) =>
    texts.map((text, index) => ({ place: { part, at: index + 1 }, text }))
  return [
    { place: { part: 'speedWithin', at: 0 }, text: letter.speedWithin },
    { place: { part: 'subject', at: 0 }, text: letter.subject },
    ...numbered('reference', letter.references),
    ...numbered(
      'enclosure',
      letter.enclosures.map(({ title, quantity }) => `${title} ${quantity}`),
    ),
    ...letter.paragraphs.flatMap(({ text, heading = '' }, index) => [
      { place: { part: 'heading' as const, at: index + 1 }, text: heading },
      { place: { part: 'paragraph' as const, at: index + 1 }, text },
    ]),
    ...numbered(
      'annex',
      letter.annexes.map(({ title, text, table }) =>
        [title, text, ...(table?.head ?? []), ...(table?.rows ?? []).flat()].join('\n'),
      ),
    ),
  ]
}

/** Names of the columns that the addressees have between them, in the order in which they first appear. */
export function fieldNames(addressees: readonly Pick<AddresseeFields, 'fields'>[]): string[] {
  return [...new Set(addressees.flatMap(({ fields }) => Object.keys(fields)))]
}

/**
 * What cannot be filled in, at most one problem for each tag and place.
 *
 * @param addressees [] = a letter to one: then every {{…}} is unknown
 * @param blanks what model letters leave to be typed over ([วันครบกำหนด])
 */
export function letterProblems(
  letter: Words,
  addressees: readonly AddresseeFields[],
  builtIn: BuiltInTags,
  blanks: readonly string[],
): LetterProblem[] {
  const known = new Set(addressees.length === 0 ? [] : [...fieldNames(addressees), ...Object.values(builtIn)])
  const problems: LetterProblem[] = []
  for (const { place, text } of textsOf(letter)) {
    const tags = new Set([...text.matchAll(TAG)].map((found) => (found[1] ?? '').trim()))
    for (const tag of tags) {
      if (!known.has(tag)) {
        problems.push({ kind: 'unknownTag', tag, place, nearest: nearest(tag, [...known]) })
        continue
      }
      const without = addressees.flatMap((one, index) =>
        filling(tag, one, index + 1, builtIn) === '' ? [{ one, no: index + 1 }] : [],
      )
      const first = without[0]
      if (first)
        problems.push({
          kind: 'missingValue',
          tag,
          place,
          no: first.no,
          addressee: first.one.addressee,
          more: without.length - 1,
        })
    }
    for (const blank of blanks) if (text.includes(blank)) problems.push({ kind: 'blank', tag: blank, place })
    const broken = /\{\{[^{}]{0,40}|[^{}]{0,40}\}\}/u.exec(text.replace(TAG, ''))
    if (broken) problems.push({ kind: 'brokenTag', tag: broken[0].trim(), place })
  }
  return problems
}

/** What stands in a tag for one addressee; '' = nothing. */
export function filling(
  tag: string,
  { addressee, fields }: AddresseeFields,
  no: number,
  builtIn: BuiltInTags,
): string {
  if (Object.hasOwn(fields, tag)) return fields[tag] ?? ''
  if (tag === builtIn.addressee) return addressee
  if (tag === builtIn.no) return String(no)
  // A column that others have and this one does not: nothing to fill in.
  return ''
}

/** A text for one addressee. A tag that nothing is known of stays as it was typed, so that it is seen. */
export function filledFor(
  text: string,
  addressee: AddresseeFields,
  no: number,
  builtIn: BuiltInTags,
): string {
  if (!text.includes('{{')) return text
  return text.replace(TAG, (whole, name: string) => filling(name.trim(), addressee, no, builtIn) || whole)
}

/** A text with what stands for each of its tags, whatever the addressee. */
export function withTags(text: string, shown: (name: string) => string): string {
  return text.replace(TAG, (_whole, name: string) => shown(name.trim()))
}

/** The tags of a letter, each once, in the order in which they first appear. */
export function tagsOf(letter: Words): string[] {
  return [
    ...new Set(
      textsOf(letter).flatMap(({ text }) => [...text.matchAll(TAG)].map((found) => (found[1] ?? '').trim())),
    ),
  ]
}

/** The name with the fewest changed letters, if that is less than half of them. */
function nearest(tag: string, names: readonly string[]): string {
  let best = ''
  let least = Math.max(1, Math.floor(tag.length / 2))
  for (const name of names) {
    const away = distance(tag.toLowerCase(), name.toLowerCase())
    if (away <= least && (away < least || best === '')) {
      best = name
      least = away
    }
  }
  return best
}

function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1
      now.push(
        Math.min((now[column - 1] ?? 0) + 1, (before[column] ?? 0) + 1, (before[column - 1] ?? 0) + change),
      )
    }
    before = now
  }
  return before[b.length] ?? 0
}
