import { and, desc, eq } from 'drizzle-orm'
import { directive } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { Profile } from '../kernel/meta.ts'
import { readRules } from '../rules/queries.ts'
import { readWording } from '../templates/wording.ts'
import type { LetterModel, LetterWords } from './contract.ts'
import type { BuiltInTags, LetterPlace } from './letter-tags.ts'
import { orderIssuer, readOfficeHead } from './office-head.ts'
import type { LetterFields, LetterForm } from './rules.ts'

/** resources/papers/wording/letters.json: model letters, groups of addressees and the names of their columns. */
export type LetterWording = {
  source: string
  certainty: string
  builtIn: BuiltInTags
  columns: Record<
    | 'province'
    | 'district'
    | 'tambon'
    | 'moo'
    | 'village'
    | 'lao'
    | 'name'
    | 'position'
    | 'title'
    | 'body'
    | 'lacking'
    | 'standing',
    string
  >
  places: Record<LetterPlace['part'], string>
  /** To whom memos of the office go; with {{district}} {{province}}. */
  chief: Record<Profile, string>
  /**
   * สำเนาคู่ฉบับ of a letter whose copies differ: what stands for a field of the addressee, run of numbers, and the list of
   * addressees behind it.
   */
  fileCopy: { field: string; numbers: string; annex: string; number: string; addressee: string }
  usualClosing: string
  /** Usual headings of a memo (DOCUMENTS.md §A3), and ways in which a letter goes out: offered, not enforced. */
  headings: string[]
  sentHow: string[]
  /** What stands in the place of a tag that the program does not know yet, to be typed over. */
  blanks: Record<string, string>
  /** How a letter that came is referred to, by its form; `building`: where an office sits, left out of its name. */
  reference: { numbered: string; letter: string; unnumbered: string; building: string[] }
  /** What the letters drafted from the province's board say (core/province/letters.ts). */
  province: {
    everyDistrict: string
    someDistricts: string
    late: string
    longest: string
    due: string
    part: string
    lateItem: string
    latePart: string
    between: string
    last: string
    reason: string
    reasons: string
    details: string
    annexTitle: string
    annexHead: string[]
    enclosure: string
    enclosureCount: string
  }
  groups: {
    key: string
    name: string
    of: 'district' | 'tambon' | 'village' | 'community' | 'lao' | 'agency' | 'body'
    profiles: Profile[]
    addressee: string
    collective: string
  }[]
  models: {
    key: string
    name: string
    use: string
    form: LetterForm
    profiles: Profile[]
    group: string
    subject: string
    addressee: string
    salutation?: string
    speed?: LetterFields['speed']
    numbering?: LetterFields['numbering']
    references?: string[]
    enclosures?: { title: string; quantity: string }[]
    paragraphs: { text: string; heading?: string }[]
    closing?: string
  }[]
}

/** The one way to the words of letters. */
export function letterWording(cx: Pick<QueryContext, 'db' | 'resources'>): LetterWording {
  return readWording<LetterWording>(cx, 'letters')
}

/** Words of a model letter by tag; what the caller does not give, the office's records do, else a bracket stands there. */
type ModelWords = Readonly<Record<string, string>>

/** What the office's own records say for the tags of model letters. */
function knownWords(cx: QueryContext, wording: LetterWording): Record<string, string> {
  const head = readOfficeHead(cx)
  const latest = cx.db
    .select({ planFy: directive.planFy })
    .from(directive)
    .where(and(eq(directive.officeId, cx.office().id), eq(directive.state, 'received')))
    .orderBy(desc(directive.planFy))
    .get()
  const issuer = orderIssuer(cx)
  const own = head.districtName || head.provinceName
  const bare = (name: string, prefix: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name)
  const known: Record<string, string> = {
    issuer: issuer === '' ? own : issuer,
    province: bare(head.provinceName, 'จังหวัด'),
    district: bare(head.districtName ?? '', 'อำเภอ'),
    planFy: latest ? String(latest.planFy) : '',
    regulation: readRules(cx, 'guideline').items[0]?.regulation ?? '',
  }
  known.unit = head.ownerUnit || head.officeName
  known.chief = addresseeWords(wording.chief[cx.office().profile], known)
  for (const [tag, value] of Object.entries(known)) if (value === '') known[tag] = wording.blanks[tag] ?? ''
  return known
}

/** A short template with what is known; what is not, is left out. */
export function addresseeWords(template: string, known: Readonly<Record<string, string>>): string {
  return template
    .replace(/\{\{([^{}]*)\}\}/gu, (_, tag: string) => (Object.hasOwn(known, tag) ? (known[tag] ?? '') : ''))
    .replace(/ {2,}/gu, ' ')
    .trim()
}

function filled(
  model: LetterWording['models'][number],
  wording: LetterWording,
  words: ModelWords,
): LetterModel['fields'] {
  const fill = (text: string) =>
    text
      .replace(/\{\{([^{}]*)\}\}/gu, (whole, tag: string) =>
        Object.hasOwn(words, tag)
          ? (words[tag] ?? '')
          : Object.hasOwn(wording.blanks, tag)
            ? (wording.blanks[tag] ?? '')
            : // a column of the addressees
              whole,
      )
      .replace(/ {2,}/gu, ' ')
      .trim()
  return {
    form: model.form,
    subject: fill(model.subject),
    addressee: fill(model.addressee),
    salutation: model.salutation ?? '',
    references: (model.references ?? []).map(fill),
    enclosures: (model.enclosures ?? []).map(({ title, quantity }) => ({
      title: fill(title),
      quantity: fill(quantity),
    })),
    paragraphs: model.paragraphs.map(({ text, heading }) => ({
      text: fill(text),
      ...(heading === undefined ? {} : { heading }),
    })),
    annexes: [],
    closing: model.closing ?? (model.form === 'external' ? wording.usualClosing : ''),
    speed: model.speed ?? '',
    speedWithin: '',
    secrecy: '',
    circular: false,
    numbering: model.numbering ?? 'one',
    copyTo: '',
  }
}

/** Words that are offered while a letter is written. */
export function letterWords(cx: QueryContext): LetterWords {
  const { usualClosing, headings, sentHow } = letterWording(cx)
  return { closing: usualClosing, headings, sentHow }
}

/** Model letters for the office's profile, with what its records know filled in. */
export function listLetterModels(cx: QueryContext): LetterModel[] {
  const wording = letterWording(cx)
  const words = knownWords(cx, wording)
  const { profile } = cx.office()
  return wording.models
    .filter(({ profiles }) => profiles.includes(profile))
    .map((model) => ({
      key: model.key,
      name: model.name,
      use: model.use,
      group: model.group,
      certainty: wording.certainty,
      source: wording.source,
      fields: filled(model, wording, words),
    }))
}

/**
 * Words of one model letter for a caller that knows more, e.g. of a meeting: {{meeting}} {{meetingNo}} {{day}} {{time}}
 * {{place}}. What nobody knows stands in brackets, to be typed over.
 *
 * @throws Fault record.notFound for no such model
 */
export function modelLetter(cx: QueryContext, key: string, words: ModelWords): LetterModel['fields'] {
  const wording = letterWording(cx)
  const model = wording.models.find((one) => one.key === key)
  if (!model) throw new Fault('record.notFound', { kind: 'letterModel', id: key })
  return filled(model, wording, { ...knownWords(cx, wording), ...words })
}
