/**
 * The document model: what a paper says and how its parts stand, before any writer (HTML, DOCX, XLSX) draws it.
 * Pure. Lengths are mm, font sizes and vertical spaces pt. The zod objects also check what a template expands to.
 */
import { z } from 'zod'
import type { BreakRules } from './protected-words.ts'

export const run = z.strictObject({
  text: z.string(),
  bold: z.boolean().optional(),
  underline: z.boolean().optional(),
  /** Keeps its digits as they are (file names, fingerprints, e-mail). */
  verbatim: z.boolean().optional(),
})
export type Run = z.infer<typeof run>
/** A piece of text: plain, or runs with their own weight. '\n' is a line break. */
export const richText = z.union([z.string(), z.array(run)])
export type RichText = z.infer<typeof richText>

const common = {
  /** Space above in pt; none at the top of a page. */
  before: z.number().optional(),
  /** Stays on the page of the block after it. */
  keepNext: z.boolean().optional(),
  /** Stays on the page of the block before it. */
  keepPrevious: z.boolean().optional(),
}
const align = z.enum(['left', 'centre', 'right', 'justify'])
const signatureLines = z.strictObject({
  /** Typed above the name, e.g. ผู้ส่ง. */
  caption: z.string().optional(),
  name: z.string(),
  positionLines: z.array(z.string()),
  /** Typed after the blank for the signature, e.g. a date to fill in. */
  after: z.array(z.string()).optional(),
})
export type SignatureLines = z.infer<typeof signatureLines>

/** Speed class in red, at least 32 pt bold, or "ด่วนภายใน …" in its place (DOCUMENTS.md §A1). Empty = none. */
const speedWords = z.array(z.string()).max(2)

/** Top of a letter: the emblem with number and address level with its feet (DOCUMENTS.md §A2.1–2). */
const letterHead = z.strictObject({
  block: z.literal('letterHead'),
  ...common,
  emblemMm: z.number(),
  speed: speedWords,
  copyMark: z.string(),
  numberLabel: z.string(),
  numberPrefix: z.string(),
  number: z.string(),
  address: z.array(z.string()),
})
/**
 * Top of a memo: the emblem at the left, the name of the form centred beside it, the speed class between both
 * (DOCUMENTS.md §A3), above the name's line when it is too long for that.
 */
const memoHead = z.strictObject({
  block: z.literal('memoHead'),
  ...common,
  emblemMm: z.number(),
  title: z.string(),
  titlePt: z.number(),
  /** Exact height of the title's line, pt. */
  linePt: z.number(),
  speed: speedWords,
  copyMark: z.string(),
  /** Filled in when composed: the speed class fits between emblem and title. */
  speedBeside: z.boolean().optional(),
})
const emblem = z.strictObject({
  block: z.literal('emblem'),
  ...common,
  heightMm: z.number(),
  align: z.enum(['left', 'centre']),
})
/** Starts on the vertical axis of the text area: the garuda's tail (DOCUMENTS.md §A2.3). */
const dateOnAxis = z.strictObject({ block: z.literal('date'), ...common, text: z.string() })
/** Label with hanging values: เรื่อง, เรียน, อ้างถึง, สิ่งที่ส่งมาด้วย. */
const label = z.strictObject({
  block: z.literal('label'),
  ...common,
  label: z.string(),
  bold: z.boolean().optional(),
  /** Width of the label column; left out = as wide as the label. */
  labelMm: z.number().optional(),
  values: z.array(
    z.strictObject({
      number: z.string().optional(),
      text: richText,
      /** จำนวน ๑ ชุด, at the right. */
      count: z.string().optional(),
    }),
  ),
})
const paragraph = z.strictObject({
  block: z.literal('paragraph'),
  ...common,
  number: z.string().optional(),
  text: richText,
  /** First-line indent. */
  indentMm: z.number().optional(),
  /** Whole paragraph moved in from the left. */
  leftMm: z.number().optional(),
  align: align.optional(),
  sizePt: z.number().optional(),
  bold: z.boolean().optional(),
})
const heading = z.strictObject({
  block: z.literal('heading'),
  ...common,
  level: z.int().min(1).max(3).optional(),
  lines: z.array(z.string()),
  align: align.optional(),
  sizePt: z.number().optional(),
  bold: z.boolean().optional(),
})
/** Short centred rule under the head of an order (DOCUMENTS.md §A4). */
const rule = z.strictObject({ block: z.literal('rule'), ...common, widthMm: z.number().optional() })
const committee = z.strictObject({
  block: z.literal('committee'),
  ...common,
  leftMm: z.number(),
  /** Column widths in mm, 0 = no such column; filled in when composed, so that all pages and writers agree. */
  widthsMm: z
    .strictObject({ number: z.number(), name: z.number(), position: z.number(), role: z.number() })
    .optional(),
  seats: z.array(
    z.strictObject({ number: z.string(), name: z.string(), position: z.string(), role: z.string() }),
  ),
})
const closing = z.strictObject({
  block: z.literal('closing'),
  ...common,
  /** '' = none (a memo, DOCUMENTS.md §A3): the name stands where it would under the words of a letter. */
  words: z.string(),
  /** axis: the words begin on the axis; centre: the words are centred on the text area (orders). */
  at: z.enum(['axis', 'centre']),
  /** Room of the name and its position, from the axis of the words to the edge on both sides; filled in when composed. */
  namesMm: z.number().optional(),
  emptyLines: z.int().min(0).max(8),
  signature: signatureLines,
})
const signatureRow = z.strictObject({
  block: z.literal('signatureRow'),
  ...common,
  emptyLines: z.int().min(0).max(8),
  columns: z.array(signatureLines).max(4),
})
/** Contact block at the left margin; at the right: who drafted, typed and checked the copy for the file. */
const contact = z.strictObject({
  block: z.literal('contact'),
  ...common,
  align: z.enum(['left', 'right']).optional(),
  lines: z.array(richText),
})
const motto = z.strictObject({ block: z.literal('motto'), ...common, lines: z.array(z.string()) })
const tick = z.strictObject({
  block: z.literal('tick'),
  ...common,
  leftMm: z.number().optional(),
  ticked: z.boolean(),
  text: richText,
})
/** Labels with dotted value lines: head of the memo (DOCUMENTS.md §A3). */
const dotted = z.strictObject({
  block: z.literal('dotted'),
  ...common,
  items: z.array(z.strictObject({ label: z.string(), value: z.string(), widthMm: z.number().optional() })),
  labelPt: z.number().optional(),
})
/** A picture as it is shown: turned upright, its size in pixels after that. `verbatim`: its bytes have no digits to set. */
const paperPicture = z.strictObject({
  verbatim: z.literal(true),
  mime: z.enum(['image/png', 'image/jpeg']),
  base64: z.string(),
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
  /** Degrees clockwise by which its pixels lie wrong (a telephone held upright); HTML knows by itself, DOCX does not. */
  turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
})
/** Pictures side by side with what they show under each, none higher than `heightMm`; a row is never cut. */
const pictures = z.strictObject({
  block: z.literal('pictures'),
  ...common,
  perRow: z.int().min(1).max(4),
  heightMm: z.number().positive(),
  items: z.array(z.strictObject({ picture: paperPicture, caption: richText })),
})
const spacer = z.strictObject({ block: z.literal('spacer'), ...common, pt: z.number() })
const pageBreak = z.strictObject({ block: z.literal('pageBreak') })

const cellAlign = z.enum(['left', 'centre', 'right'])
/** text is printed; number (in the unit of the kind: satang, count) and date are what a spreadsheet calculates with. */
/** bar: a whole number of percent, drawn as a bar with its figure beside it; tick: √ for what is there. */
export const cellKind = z.enum(['text', 'integer', 'decimal', 'baht', 'date', 'tick', 'rank', 'bar'])
export type CellKind = z.infer<typeof cellKind>
export const tableColumn = z.strictObject({
  key: z.string(),
  /** Width in mm; the widths of a table add up to the text width. */
  widthMm: z.number(),
  /** Its words stand on one line each. */
  fit: z.literal(true).optional(),
  align: cellAlign,
  kind: cellKind,
})
export type TableColumn = z.infer<typeof tableColumn>
export const tableCell = z.strictObject({
  text: richText,
  /** satang for baht, whole number for integer, rank and bar (percent), points with two decimals for decimal, ISO date for date. */
  value: z.union([z.number(), z.string()]).optional(),
  /** Where the value is of another kind than its column's: counts and money in one column. */
  kind: cellKind.optional(),
  /** + before what is more than nothing. */
  signed: z.boolean().optional(),
  /** After the figure: it was typed. */
  mark: z.string().optional(),
  colSpan: z.int().min(1).optional(),
  rowSpan: z.int().min(1).optional(),
  align: cellAlign.optional(),
})
export type TableCell = z.infer<typeof tableCell>
export const tableRow = z.strictObject({
  role: z.enum(['row', 'group', 'subtotal', 'total', 'empty']),
  /** Least height in mm: room to write by hand. */
  minMm: z.number().optional(),
  cells: z.array(tableCell),
  /** Values of the hidden columns; only spreadsheets carry them. */
  hidden: z.array(z.string()).optional(),
})
export type TableRow = z.infer<typeof tableRow>
export const table = z.strictObject({
  block: z.literal('table'),
  ...common,
  /** Name of the worksheet. */
  sheet: z.string(),
  sizePt: z.number(),
  digits: z.enum(['thai', 'arabic']),
  columns: z.array(tableColumn),
  head: z.array(z.array(tableCell)),
  /** Heads of the hidden columns, after the last column of a spreadsheet. */
  hiddenHead: z.array(z.string()).optional(),
  rows: z.array(tableRow),
  /** After the heading of a group, or under the number of a flowing row, that goes on on the next page, e.g. (ต่อ). */
  continued: z.string().optional(),
  minRowMm: z.number().optional(),
  rowsFlow: z.boolean().optional(),
  /** Rows that a person chooses and sorts in a spreadsheet. */
  filter: z.boolean().optional(),
})
export type TableBlock = z.infer<typeof table>

const simpleBlock = z.discriminatedUnion('block', [
  letterHead,
  memoHead,
  emblem,
  dateOnAxis,
  label,
  paragraph,
  heading,
  rule,
  committee,
  closing,
  signatureRow,
  contact,
  motto,
  tick,
  dotted,
  pictures,
  spacer,
  pageBreak,
  table,
])
const keep = z.strictObject({ block: z.literal('keep'), ...common, blocks: z.array(simpleBlock) })
export const block = z.discriminatedUnion('block', [...simpleBlock.options, keep])
export type Block = z.infer<typeof block>
export type BlockOf<B extends Block['block']> = Extract<Block, { block: B }>

export const pageSetup = z.strictObject({
  orientation: z.enum(['portrait', 'landscape']),
  /** Margins of every page; firstTop is where the first page of the section begins (the emblem's upper edge). */
  topMm: z.number(),
  firstTopMm: z.number(),
  rightMm: z.number(),
  bottomMm: z.number(),
  leftMm: z.number(),
  /** fromSecond: no number on the section's first page; all: on every page; none. Written "- ๒ -". */
  numbering: z.enum(['fromSecond', 'all', 'none']),
  /** Starts again at 1 (a second letter in the same print run, an annex that is its own paper). */
  restart: z.boolean(),
  /** "/first words of the next page..." at the foot of every page of the section but the last. */
  continuationMark: z.boolean(),
})
export type PageSetup = z.infer<typeof pageSetup>
export const section = z.strictObject({
  page: pageSetup,
  /** ลับ …, red, at the top and the foot of every page (DOCUMENTS.md §A1). '' = none. */
  secrecy: z.string(),
  blocks: z.array(block),
})
export type PaperSection = z.infer<typeof section> & {
  /** Of a section of another paper (join.ts): what its lines may not cut, in the place of the whole paper's. */
  breaks?: BreakRules
}

export type EmblemPicture = {
  mime: 'image/png' | 'image/jpeg'
  base64: string
  widthPx: number
  heightPx: number
}

export type PaperDocument = {
  kind: string
  title: string
  lang: 'th'
  digits: 'thai' | 'arabic'
  /** Words the writers need that are no part of a block, e.g. "..." of the mark; from resources/papers/words.json. */
  emblem: { mode: 'picture' | 'space' | 'none'; picture?: EmblemPicture }
  docxFont: string
  /** What no line may cut. */
  breaks: BreakRules
  sections: PaperSection[]
}

export const A4 = { shortMm: 210, longMm: 297 } as const
export const BASE_PT = 16
/** Line pitch of TH SarabunPSK: ascent .85 + descent .25 + gap .03 (DOCUMENTS.md §A6). */
export const LINE_FACTOR = 1.13
export const PT_PER_MM = 72 / 25.4
/** Speed class: not smaller than this (DOCUMENTS.md §A1). */
export const SPEED_PT = 32
/** Where the name of a paper without closing words is centred, right of the axis: half of ขอแสดงความนับถือ. */
export const NAME_OFFSET_MM = 18
/** What the emblem of a memo takes of the line beside it: as high as wide, and a gap. */
export function memoEmblemRoomMm(head: BlockOf<'memoHead'>): number {
  return head.emblemMm + 3
}

export function pageWidthMm(page: PageSetup): number {
  return page.orientation === 'portrait' ? A4.shortMm : A4.longMm
}
export function pageHeightMm(page: PageSetup): number {
  return page.orientation === 'portrait' ? A4.longMm : A4.shortMm
}
/** Width of the text area. */
export function textWidthMm(page: PageSetup): number {
  return pageWidthMm(page) - page.leftMm - page.rightMm
}
/** The axis of the garuda, measured from the left edge of the text area: 8.0 cm in a portrait letter (11.0 cm from the paper edge). */
export function axisMm(page: PageSetup): number {
  return textWidthMm(page) / 2
}

/** Room between pictures that stand side by side. */
export const PICTURE_GAP_MM = 6
/** Width of a column of pictures, and the size of each in it, mm. */
export function pictureSizes(
  block: BlockOf<'pictures'>,
  page: PageSetup,
): {
  columnMm: number
  rows: (BlockOf<'pictures'>['items'][number] & { widthMm: number; heightMm: number })[][]
} {
  const columnMm = (textWidthMm(page) - (block.perRow - 1) * PICTURE_GAP_MM) / block.perRow
  const sized = block.items.map((item) => {
    const { widthPx, heightPx } = item.picture
    const scale = Math.min(columnMm / widthPx, block.heightMm / heightPx)
    return { ...item, widthMm: widthPx * scale, heightMm: heightPx * scale }
  })
  const rows = Array.from({ length: Math.ceil(sized.length / block.perRow) }, (_unused, at) =>
    sized.slice(at * block.perRow, (at + 1) * block.perRow),
  )
  return { columnMm, rows }
}

export function plain(text: RichText): string {
  return typeof text === 'string' ? text : text.map((piece) => piece.text).join('')
}
