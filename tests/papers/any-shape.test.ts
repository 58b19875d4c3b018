/**
 * Letters, memos, announcements and orders of every length and shape: whatever is asked of a paper holds for each of
 * them. `AMPHOE_LETTERS` says how many letters (of the other kinds a tenth as many); 500 (by hand) is what was promised.
 */
import { afterAll, describe, expect, it } from 'vitest'
import type { BodyPart, OfficeHead, PaperData } from '../../core/papers/data.ts'
import { paperDigits } from '../../core/papers/engine/digits.ts'
import { joinPapers, type PaperDocument } from '../../core/papers/engine/index.ts'
import { type Measured, measurePaper, startInspector } from './quality.ts'
import { randomAnnouncement, randomLetterOfAnyShape, randomMemo, randomOrder } from './random-papers.ts'
import { districtOffice } from './samples.ts'
import { seedLetter, seedOffice } from './seed-letter.ts'
import { bare, canPrint, compose, html, startPrinter } from './tools.ts'

const letters = Number(process.env.AMPHOE_LETTERS ?? 500)
/** Printed and read in one run. */
const BATCH = 25

type Made = { document: PaperDocument; says: string[] }
const asParts = (body: unknown) =>
  (body as BodyPart[]).flatMap(({ number = '', text }) => (number === '' ? [text] : [number, text]))

/** Offices with and without the emblem's room, and digits of both kinds. */
function officeOf(batch: number): OfficeHead {
  const emblemMode = (['space', 'none', 'space'] as const)[batch % 3] ?? 'space'
  const digits = batch % 4 === 3 ? ('arabic' as const) : ('thai' as const)
  return { ...districtOffice, emblemMode, digits }
}

const kinds: Record<string, (seed: number, office: OfficeHead) => Made> = {
  letter(seed, office) {
    const data = randomLetterOfAnyShape(seed)
    return {
      document: compose('letter', data, office),
      says: [
        data.subject,
        data.addressee,
        ...(data.references ?? []),
        ...(data.enclosures ?? []).map(({ text }) => text),
        ...asParts(data.body),
      ],
    }
  },
  memo(seed, office) {
    const data = randomMemo(seed)
    return {
      document: compose('memo', data, office),
      says: [data.subject, data.addressee, ...asParts(data.body)],
    }
  },
  announcement(seed, office) {
    const data = randomAnnouncement(seed)
    return { document: compose('announcement', data, office), says: [data.subject, ...asParts(data.body)] }
  },
  order(seed, office) {
    const data = randomOrder(seed)
    return { document: compose('order', data, office), says: [data.subject, ...asParts(data.preamble)] }
  },
}

const batches = Object.keys(kinds).flatMap((kind) => {
  const count = kind === 'letter' ? letters : Math.ceil(letters / 10)
  return Array.from({ length: Math.ceil(count / BATCH) }, (_unused, batch) => ({
    kind,
    batch,
    from: batch * BATCH + 1,
    count: Math.min(BATCH, count - batch * BATCH),
  }))
})

describe.skipIf(!canPrint)('papers of any shape', () => {
  const printer = startPrinter()
  const inspector = startInspector()
  afterAll(async () => {
    await printer.close()
    await inspector.close()
  })

  it.each(batches)('$kind $from and $count more hold every rule', async ({ kind, batch, from, count }) => {
    const office = officeOf(batch)
    const make = kinds[kind]!
    const made = Array.from({ length: count }, (_unused, index) => make(from + index, office))
    const [first, ...others] = made.map(({ document }) => document)
    const paper = joinPapers([first!, ...others], 'รวม')
    const measured = await measurePaper(html(paper), 'รวม', printer, inspector)
    expect(measured.faults).toEqual([])
    // what the flow says is what the data says, in its order
    let at = 0
    for (const text of made.flatMap(({ says }) => says)) {
      const wanted = bare(paperDigits(text, office.digits ?? 'thai'))
      const place = measured.text.indexOf(wanted, at)
      expect(place, `not found in order: ${wanted.slice(0, 60)}`).toBeGreaterThanOrEqual(at)
      at = place + wanted.length
    }
    expect(measured.seen.paragraphs).toBeGreaterThan(count)
    expect(measured.seen.fullLines).toBeGreaterThanOrEqual(count)
    expect(measured.seen.closings).toBe(count)
    if (kind === 'letter' && count === BATCH) expect(measured.seen.marks).toBeGreaterThan(5)
  })
})

/** Fields that are codes or dates. */
const codes = new Set([
  'date',
  'kind',
  'speed',
  'secrecy',
  'orientation',
  'effectiveFrom',
  'emblemMode',
  'digits',
])
/** The data with `name` in the place of every text; numbers stay numbers. */
function withLongNames(data: unknown, name: string, key = ''): unknown {
  if (typeof data === 'string') return codes.has(key) || (key === 'number' && data.length < 9) ? data : name
  if (Array.isArray(data)) return data.map((one) => withLongNames(one, name, key))
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([at, one]) => [at, withLongNames(one, name, at)]))
}

describe.skipIf(!canPrint)('names of 200 characters in every place, and lists with nothing in them', () => {
  const printer = startPrinter()
  const inspector = startInspector()
  afterAll(async () => {
    await printer.close()
    await inspector.close()
  })
  const more = { references: ['x'], copies: ['x'], salutation: 'x' }
  const samples = [
    ['letter', { ...seedLetter, ...more }],
    ['memo', { ...randomMemo(3), salutation: 'x', agency: 'x' }],
    ['announcement', { ...randomAnnouncement(2), issuer: 'x' }],
    ['order', randomOrder(6)],
  ] as const
  const names = [`นาย${'ก้อนหินยาวมาก'.repeat(16)}`.slice(0, 200), 'x'.repeat(200)]
  it.each(samples)('%s: nothing sticks out, nothing is lost', async (kind, data) => {
    for (const name of names) {
      const paper = compose(
        kind,
        withLongNames(data, name) as typeof data,
        // the contact lines stay with the signature: all of them so long would fill more than a page
        {
          ...districtOffice,
          agencyCode: name,
          officeName: name,
          districtName: name,
          addressLines: [name, name],
        },
      )
      expect((await measurePaper(html(paper), paper.title, printer, inspector)).faults).toEqual([])
    }
  })
  it.each([
    ['letter', { date: '', subject: 'ก', addressee: 'ข', body: [], signatory: {} }],
    ['memo', { date: '', subject: 'ก', addressee: 'ข', body: [], signatory: {} }],
    ['announcement', { date: '', subject: 'ก', body: [], signatory: {} }],
    ['order', { date: '', year: 2567, subject: 'ก', preamble: [{ text: 'ข' }], signatory: {} }],
  ] as const)('%s with empty lists is one page with room to write', async (kind, data) => {
    const paper = compose(kind, { ...data } as unknown as PaperData<typeof kind>, districtOffice)
    const measured = await measurePaper(html(paper), paper.title, printer, inspector)
    expect(measured.faults).toEqual([])
    expect(measured.pages).toBe(1)
    expect(measured.text).toContain('....')
  })
})

describe.skipIf(!canPrint)('the measure finds', () => {
  const printer = startPrinter()
  const inspector = startInspector()
  afterAll(async () => {
    await printer.close()
    await inspector.close()
  })
  const good = html(compose('letter', seedLetter, seedOffice))
  const title = compose('letter', seedLetter, seedOffice).title
  /** Measures a print that is not what was laid out. */
  const printed = (spoil: (page: string) => string): Promise<Measured> =>
    measurePaper(
      good,
      title,
      { ...printer, print: (page, options) => printer.print(spoil(page), options) },
      inspector,
    )
  const css = (rule: string) => (page: string) => page.replace('</style>', `${rule}</style>`)

  it('nothing in the letter itself', async () => {
    expect((await printed((page) => page)).faults).toEqual([])
  })

  it.each<[string, (page: string) => string, RegExp]>([
    ['a lost word', (page) => page.replace('เคร่งครัด', ''), /written .*เคร่งครัด/u],
    ['a smaller letter', css('html{font-size:15.6pt}'), /baseline|before the edge/u],
    ['a wider pitch', css('.p{line-height:1.18!important}'), /baseline|pages printed/u],
    ['a shifted text', css('.page .p{position:relative;left:.7mm}'), /begins 2\.0 pt off/u],
    ['a ragged edge', css('.page .justify{text-align:left!important}'), /before the edge/u],
    ['another font', css('.date{font-family:serif}'), /font: /u],
    ['another title', (page) => page.replace(/<title>.*?<\/title>/u, '<title>x</title>'), /title is x/u],
    ['a missing language', (page) => page.replace('<html lang="th">', '<html>'), /not Thai/u],
    ['a missing mark', css('.mark{display:none}'), /mark is/u],
    ['a mark too near', css('.mark{margin-top:-12pt}'), /mark \d+\.\d pt under/u],
    ['a missing page number', css('.number{visibility:hidden}'), /page number is|written/u],
    [
      'a line that ends inside a word',
      css('.page .p{white-space:normal!important;word-break:break-all}'),
      /inside a word/u,
    ],
  ])('%s', async (_what, spoil, fault) => {
    expect((await printed(spoil)).faults.join('\n')).toMatch(fault)
  })

  it('a signature alone on its page', async () => {
    const alone = good.replace(
      /<div class="closing"/u,
      '<div class="break" data-break="page"></div><div class="closing"',
    )
    expect((await measurePaper(alone, title, printer, inspector)).faults.join('\n')).toMatch(
      /closing words with 0 lines/u,
    )
  })
})
