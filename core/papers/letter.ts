import { eq } from 'drizzle-orm'
import { letter } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { fillWords } from '../plans/areas.ts'
import { buddhistYearOf } from '../thai/dates.ts'
import { keptParts } from './as-signed.ts'
import type { MadePaper } from './catalogue.ts'
import type { Addressee, LetterModel } from './contract.ts'
import type { PaperData } from './data.ts'
import { paperFileTitle } from './file-name.ts'
import { letterWording } from './letter-models.ts'
import { type BuiltInTags, filledFor, filling, tagsOf, withTags } from './letter-tags.ts'
import { orderIssuer, readOfficeHead, readSignatory } from './office-head.ts'
import { mustBeFillable, readAddressees } from './queries.ts'
import { paddedNumber, registerOf } from './registers.ts'
import { headedParts, type LetterFields, type LetterForm, type PaperRef } from './rules.ts'

type Row = typeof letter.$inferSelect
type Kind = 'letter' | 'memo' | 'announcement'
type Made = MadePaper<Kind>
type Ref = Extract<PaperRef, { kind: 'letter' | 'letterRun' }>

const kindOf: Record<LetterForm, Kind> = {
  external: 'letter',
  memo: 'memo',
  announcement: 'announcement',
}

/**
 * A letter as a paper: to all in one phrase, to one of its addressees, or all of them one after the other. A signed one
 * says what was signed; the addressees and their words are fixed by the signing as well.
 *
 * @throws Fault record.notFound; for a run letter.unknownTag, letter.brokenTag, letter.missingValue
 */
export function letterPaper(cx: QueryContext, ref: Ref): Made {
  const row = cx.db.select().from(letter).where(eq(letter.id, ref.id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'letter', id: ref.id })
  const addressees = readAddressees(cx, row.id)
  const { builtIn } = letterWording(cx)
  const base = baseOf(cx, row)
  const fileCopy = ref.fileCopy === true
  if (ref.kind === 'letter') {
    const addressee = addressees.find(({ id }) => id === ref.addresseeId)
    if (ref.addresseeId !== undefined && !addressee)
      throw new Fault('record.notFound', { kind: 'letterAddressee', id: ref.addresseeId })
    const data = addressee
      ? dataFor(cx, row, base.data, addressee, builtIn, fileCopy)
      : fileCopy && addressees.length > 0
        ? fileCopyOf(cx, row, base.data, addressees)
        : { ...numbered(cx, row, base.data, row.number), ...copyMark(row.form, fileCopy) }
    return { ...base, fileName: fileName(cx, row, addressee), data }
  }
  mustBeFillable(cx, row, addressees, 'print')
  const papers = addressees.map((one) => dataFor(cx, row, base.data, one, builtIn, false))
  const all = fileCopyOf(cx, row, base.data, addressees)
  if (fileCopy && ref.copies === 'each')
    papers.push(...addressees.map((one) => dataFor(cx, row, base.data, one, builtIn, true)))
  else if (fileCopy && addressees.length > 0) papers.push(all)
  const [first = all, ...also] = papers
  return { ...base, fileName: fileName(cx, row, undefined), data: first, also }
}

/** The letter's own data with its tags as typed: what is kept at signing, else what the records say now. */
function baseOf(
  cx: QueryContext,
  row: Row,
): Pick<Made, 'kind' | 'data' | 'office' | 'formats'> &
  Partial<Pick<Made, 'layouts' | 'templates' | 'digits' | 'signed'>> {
  const kind = kindOf[row.form]
  const formats = ['pdf', 'docx'] as const
  const now = readOfficeHead(cx)
  if (row.paperAsSigned === null) return { kind, formats, office: now, data: liveData(cx, row) }
  const { data, ...rest } = keptParts(row.paperAsSigned, now)
  return { kind, formats, ...rest, data: data as PaperData<Kind> }
}

/** A model letter as a paper, before anybody has written one from it. */
export function modelPaper(
  cx: QueryContext,
  fields: LetterModel['fields'],
): { kind: Kind; data: PaperData<Kind> } {
  return { kind: kindOf[fields.form], data: liveData(cx, { ...fields, dated: null, signatoryId: null }) }
}

function liveData(cx: QueryContext, row: LetterFields): PaperData<Kind> {
  const common = {
    secrecy: row.secrecy === '' ? ('none' as const) : row.secrecy,
    date: row.dated ?? '',
    subject: row.subject,
    body: headedParts(row.paragraphs),
    signatory: readSignatory(cx, row.signatoryId),
    annexes: row.annexes,
  }
  if (row.form === 'announcement')
    return { ...common, issuer: orderIssuer(cx), year: row.dated === null ? null : buddhistYearOf(row.dated) }
  const addressed = {
    ...common,
    speed: row.speed === '' ? ('none' as const) : row.speed,
    speedWithin: row.speedWithin,
    circular: row.circular,
    salutation: row.salutation,
    addressee: row.addressee,
  }
  if (row.form === 'memo') return addressed
  return {
    ...addressed,
    references: row.references,
    enclosures: row.enclosures.map(({ title, quantity }) => ({ text: title, count: quantity })),
    closing: row.closing,
    copies: row.copyTo === '' ? [] : [row.copyTo],
  }
}

/** The number stands in the record, not in what was kept: it may be written in later. */
function numbered(cx: QueryContext, row: Row, data: PaperData<Kind>, number: number | null): PaperData<Kind> {
  return { ...data, number: paddedNumber(cx, registerOf(cx, row.form), number) }
}

/** สำเนาคู่ฉบับ; an announcement has no such copy. */
function copyMark(form: LetterForm, fileCopy: boolean): { fileCopy?: boolean } {
  return fileCopy && form !== 'announcement' ? { fileCopy } : {}
}

/**
 * The one สำเนาคู่ฉบับ of a letter to many, to all of them in one phrase. Where the copies differ in more than the name of
 * the addressee – words of his own, a number each – the list of them stands behind it: the file must show who was told
 * what under which number, not hold the letter as often as it went out.
 */
function fileCopyOf(
  cx: QueryContext,
  row: Row,
  data: PaperData<Kind>,
  addressees: readonly Addressee[],
): PaperData<Kind> {
  const { builtIn, fileCopy: words } = letterWording(cx)
  const each = row.numbering === 'each' && addressees.length > 0
  const tags =
    addressees.length === 0 ? [] : tagsOf(row).filter((tag) => !Object.values(builtIn).includes(tag))
  const marked = { ...numbered(cx, row, data, row.number), ...copyMark(row.form, true) }
  if (!each && tags.length === 0) return marked
  const pad = (number: number | null) => paddedNumber(cx, registerOf(cx, row.form), number)
  const numbers = addressees.flatMap(({ number }) => (number === null ? [] : [number]))
  const [first = null, last = null] = [Math.min(...numbers), Math.max(...numbers)].filter(Number.isFinite)
  const inOneRun = first !== null && last !== null && last - first + 1 === numbers.length && last > first
  const shown = filledIn(marked, (text) =>
    withTags(text, (name) => fillWords(words.field, { name })),
  ) as PaperData<Kind>
  return {
    ...shown,
    ...(each && inOneRun ? { number: fillWords(words.numbers, { first: pad(first), last: pad(last) }) } : {}),
    annexes: [
      ...(shown.annexes ?? []),
      {
        title: words.annex,
        orientation: tags.length > MOST_ACROSS_UPRIGHT ? 'landscape' : 'portrait',
        text: '',
        table: {
          head: [builtIn.no, ...(each ? [words.number] : []), words.addressee, ...tags],
          rows: addressees.map((one) => [
            String(one.no),
            ...(each ? [pad(one.number)] : []),
            one.addressee,
            ...tags.map((tag) => filling(tag, one, one.no, builtIn)),
          ]),
        },
      },
    ],
  }
}
/** More columns than this beside number and addressee ask for a page across. */
const MOST_ACROSS_UPRIGHT = 3

function dataFor(
  cx: QueryContext,
  row: Row,
  data: PaperData<Kind>,
  addressee: Addressee,
  builtIn: BuiltInTags,
  fileCopy: boolean,
): PaperData<Kind> {
  const filled = filledIn(data, (text) => filledFor(text, addressee, addressee.no, builtIn))
  const number = row.numbering === 'each' ? addressee.number : row.number
  return {
    ...numbered(cx, row, filled as PaperData<Kind>, number),
    ...(row.form === 'announcement' ? {} : { addressee: addressee.addressee }),
    ...copyMark(row.form, fileCopy),
  }
}

/** Every text of a paper's data with its tags filled in. */
function filledIn(node: unknown, fill: (text: string) => string): unknown {
  if (typeof node === 'string') return fill(node)
  if (Array.isArray(node)) return node.map((part) => filledIn(part, fill))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, filledIn(value, fill)]))
}

/** 239-2565 นายอำเภอเมือง …: a slash cannot stand in a file's name. */
function fileName(cx: QueryContext, row: Row, addressee: Addressee | undefined): string {
  const number = addressee?.number ?? row.number
  return paperFileTitle(cx, kindOf[row.form], {
    number: number === null ? '' : `${number}-${row.numberYear ?? ''}`,
    addressee: addressee?.addressee ?? '',
    subject: addressee
      ? filledFor(row.subject, addressee, addressee.no, letterWording(cx).builtIn)
      : row.subject,
  })
}

/** The agenda that goes with each letter of a run, where it is asked for and the letter is about a meeting. */
export function agendaOfRun(cx: QueryContext, ref: PaperRef): PaperRef | null {
  if (ref.kind !== 'letterRun' || ref.agenda !== true) return null
  const row = cx.db.select().from(letter).where(eq(letter.id, ref.id)).get()
  if (row?.aboutTable !== 'meeting' || row.aboutId === null) return null
  return { kind: 'agenda', id: row.aboutId, bodyId: null }
}

/**
 * A draft whose text asks for words that its addressees do not have is looked at, not printed.
 *
 * @throws Fault letter.unknownTag, letter.brokenTag, letter.missingValue
 */
export function mustBePrintable(cx: QueryContext, { id }: { id: string }): void {
  const row = cx.db.select().from(letter).where(eq(letter.id, id)).get()
  if (row?.state === 'draft') mustBeFillable(cx, row, readAddressees(cx, id), 'print')
}
