/**
 * Document model → DOCX: the copy to edit (the PDF is the print master, DOCUMENTS.md §E). Same input, same bytes.
 * Continuation marks cannot be made in DOCX, because Word flows the text anew; they are the PDF's alone.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeightRule,
  HorizontalPositionAlign,
  HorizontalPositionRelativeFrom,
  ImageRun,
  type ISectionOptions,
  LineRuleType,
  NumberFormat,
  Packer,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  UnderlineType,
  VerticalAlign,
  VerticalPositionRelativeFrom,
} from 'docx'
import { type Advances, textWidthPt } from './measure.ts'
import {
  A4,
  axisMm,
  BASE_PT,
  type Block,
  type BlockOf,
  type TableCell as Cell,
  LINE_FACTOR,
  memoEmblemRoomMm,
  NAME_OFFSET_MM,
  type PaperDocument,
  type PaperSection,
  PICTURE_GAP_MM,
  PT_PER_MM,
  pictureSizes,
  plain,
  type RichText,
  type SignatureLines,
  SPEED_PT,
  type TableBlock,
  textWidthMm,
} from './model.ts'
import { printable } from './printable.ts'
import { barMm } from './table.ts'
import { rezip } from './zip.ts'

export type DocxOptions = { advances: Advances; now: Date }

type Context = { document: PaperDocument; section: PaperSection; advances: Advances }
type Piece = Paragraph | Table

const noBorder = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const noBorders = { top: noBorder, bottom: noBorder, left: noBorder, right: noBorder }
const borders = { top: thin, bottom: thin, left: thin, right: thin }

/** mm → twentieths of a point, rounded (docx's own helper cuts off and loses A4 by one). */
const mm = (value: number) => Math.round((value / 25.4) * 1440)
const twips = (pt: number) => Math.round(pt * 20)
const LINE_MM = (BASE_PT * LINE_FACTOR) / PT_PER_MM

type RunLook = { bold?: boolean; sizePt?: number; colour?: string; dotted?: boolean }

function runs(text: RichText, look: RunLook = {}): TextRun[] {
  const pieces = typeof text === 'string' ? [{ text }] : text
  return pieces.flatMap((piece) => {
    const given = piece as { text: string; bold?: boolean; underline?: boolean }
    const bold = look.bold === true || given.bold === true
    return printable(given.text)
      .split('\n')
      .map(
        (line, index) =>
          new TextRun({
            text: line,
            ...(index > 0 ? { break: 1 } : {}),
            ...(bold ? { bold: true } : {}),
            ...(look.dotted ? { underline: { type: UnderlineType.DOTTED } } : {}),
            ...(given.underline ? { underline: {} } : {}),
            ...(look.sizePt === undefined ? {} : { size: look.sizePt * 2 }),
            ...(look.colour === undefined ? {} : { color: look.colour }),
          }),
      )
  })
}

const alignments = {
  left: AlignmentType.LEFT,
  centre: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.THAI_DISTRIBUTE,
} as const

const spacing = (beforePt = 0) => ({
  before: twips(beforePt),
  after: 0,
  line: 240,
  lineRule: LineRuleType.AUTO,
})

function width(text: string, context: Context): number {
  return textWidthPt(text, BASE_PT, context.advances) / PT_PER_MM
}

function picture(context: Context, heightMm: number, left: boolean): ImageRun[] {
  const { mode, picture: image } = context.document.emblem
  if (mode !== 'picture' || !image) return []
  const widthMm = (heightMm * image.widthPx) / image.heightPx
  const px = 96 / 25.4
  return [
    new ImageRun({
      type: image.mime === 'image/png' ? 'png' : 'jpg',
      data: Buffer.from(image.base64, 'base64'),
      transformation: { width: widthMm * px, height: heightMm * px },
      altText: { name: 'emblem', title: 'emblem', description: 'emblem' },
      floating: {
        horizontalPosition: left
          ? { relative: HorizontalPositionRelativeFrom.MARGIN, align: HorizontalPositionAlign.LEFT }
          : { relative: HorizontalPositionRelativeFrom.MARGIN, align: HorizontalPositionAlign.CENTER },
        verticalPosition: {
          relative: VerticalPositionRelativeFrom.PAGE,
          offset: Math.round(context.section.page.firstTopMm * 36_000),
        },
        allowOverlap: true,
        behindDocument: false,
      },
    }),
  ]
}

/** Space above the first paragraph so that it stands where the emblem's room ends, whether a picture is there or not. */
function belowEmblemPt(context: Context, heightMm: number): number {
  if (context.document.emblem.mode === 'none') return 0
  const { page } = context.section
  return Math.max(0, (page.firstTopMm + heightMm - page.topMm) * PT_PER_MM)
}

const speedLook: RunLook = { bold: true, sizePt: SPEED_PT, colour: 'CC0000' }

function copyMark(text: string): Piece[] {
  return text === ''
    ? []
    : [new Paragraph({ alignment: AlignmentType.RIGHT, children: runs(text, { bold: true, sizePt: 24 }) })]
}

/** Exact line of the form's name; the speed class before it at a tab, the emblem floating at the left (§A3). */
function memoHead(context: Context, block: BlockOf<'memoHead'>): Piece[] {
  const before = Math.max(0, belowEmblemPt(context, block.emblemMm) - block.linePt)
  const beside = block.speedBeside === true
  const centre = mm(axisMm(context.section.page))
  return [
    ...copyMark(block.copyMark),
    new Paragraph({
      spacing: {
        before: twips(before),
        after: 0,
        line: twips(block.linePt),
        lineRule: LineRuleType.EXACT,
      },
      ...(beside
        ? {
            tabStops: [
              { type: TabStopType.LEFT, position: mm(memoEmblemRoomMm(block)) },
              { type: TabStopType.CENTER, position: centre },
            ],
          }
        : { alignment: AlignmentType.CENTER }),
      keepNext: true,
      children: [
        ...picture(context, block.emblemMm, true),
        ...(beside
          ? [
              new TextRun({ children: [new Tab()] }),
              ...runs(block.speed[0] ?? '', speedLook),
              new TextRun({ children: [new Tab()] }),
            ]
          : []),
        ...runs(block.title, { bold: true, sizePt: block.titlePt }),
      ],
    }),
    ...(beside
      ? []
      : block.speed.map((line) => new Paragraph({ spacing: spacing(), children: runs(line, speedLook) }))),
  ]
}

function letterHead(context: Context, block: BlockOf<'letterHead'>): Piece[] {
  const rightMm = textWidthMm(context.section.page) * 0.63
  const tabs = [{ type: TabStopType.LEFT, position: mm(rightMm) }]
  const before = Math.max(0, belowEmblemPt(context, block.emblemMm) - LINE_MM * PT_PER_MM)
  const [first = '', ...others] = block.address
  const speedPt = SPEED_PT * LINE_FACTOR * block.speed.length
  return [
    ...copyMark(block.copyMark),
    ...block.speed.map(
      (line, index) =>
        new Paragraph({
          spacing: spacing(index === 0 ? Math.max(0, before - speedPt) : 0),
          children: [
            ...(index === 0 ? picture(context, block.emblemMm, false) : []),
            ...runs(line, speedLook),
          ],
        }),
    ),
    new Paragraph({
      spacing: spacing(block.speed.length === 0 ? before : 0),
      tabStops: tabs,
      children: [
        ...(block.speed.length === 0 ? picture(context, block.emblemMm, false) : []),
        ...runs(`${block.numberLabel} ${block.numberPrefix}/${block.number}`),
        new TextRun({ children: [new Tab(), first] }),
      ],
    }),
    ...others.map(
      (line) => new Paragraph({ spacing: spacing(), indent: { left: mm(rightMm) }, children: runs(line) }),
    ),
  ]
}

function label(context: Context, block: BlockOf<'label'>): Piece[] {
  const wide = block.labelMm ?? width(block.label, context) + 3
  const numbered = block.values.some((value) => value.number !== undefined)
  const hang = wide + (numbered ? 6 : 0)
  const rightEdge = textWidthMm(context.section.page)
  return block.values.map((value, index) => {
    const children: ParagraphChild[] = []
    if (index === 0)
      children.push(
        ...runs(block.label, { bold: block.bold === true }),
        new TextRun({ children: [new Tab()] }),
      )
    if (value.number !== undefined)
      children.push(...runs(value.number), new TextRun({ children: [new Tab()] }))
    children.push(...runs(value.text))
    if (value.count !== undefined && value.count !== '')
      children.push(new TextRun({ children: [new Tab()] }), ...runs(value.count))
    return new Paragraph({
      spacing: spacing(index === 0 ? block.before : 0),
      indent: { left: mm(hang), hanging: mm(index === 0 ? hang : hang - wide) },
      tabStops: [
        { type: TabStopType.LEFT, position: mm(wide) },
        ...(numbered ? [{ type: TabStopType.LEFT, position: mm(hang) }] : []),
        ...(value.count ? [{ type: TabStopType.RIGHT, position: mm(rightEdge) }] : []),
      ],
      children,
    })
  })
}

function paragraph(block: BlockOf<'paragraph'>, keepNext: boolean): Piece {
  const look: RunLook = {
    ...(block.bold ? { bold: true } : {}),
    ...(block.sizePt === undefined ? {} : { sizePt: block.sizePt }),
  }
  return new Paragraph({
    alignment: alignments[block.align ?? 'left'],
    spacing: spacing(block.before),
    indent: {
      ...(block.indentMm ? { firstLine: mm(block.indentMm) } : {}),
      ...(block.leftMm ? { left: mm(block.leftMm) } : {}),
    },
    ...(block.keepNext || keepNext ? { keepNext: true } : {}),
    widowControl: true,
    children: [...(block.number ? runs(`${block.number} `, look) : []), ...runs(block.text, look)],
  })
}

/** Seats as lines with tabs, which are easy to edit; as a table without lines when something is too long for its column. */
function committee(context: Context, block: BlockOf<'committee'>): Piece[] {
  const widths = block.widthsMm ?? { number: 9, name: 46, position: 42, role: 38 }
  const nameAt = block.leftMm + widths.number
  const positionAt = nameAt + widths.name
  const roleAt = positionAt + widths.position
  const both = widths.name > 0 && widths.position > 0
  const fits = block.seats.every((seat) => {
    if (`${seat.position}${seat.role}`.includes('\n')) return false
    const post = both && seat.name === ''
    const slack = 1.5
    return (
      width(seat.role, context) <= widths.role + 0.5 &&
      (post
        ? width(seat.position, context) + slack <= widths.name + widths.position
        : (!both || width(seat.name, context) + slack <= widths.name) &&
          width(widths.position > 0 ? seat.position : seat.name, context) + slack <=
            (widths.position || widths.name))
    )
  })
  if (!fits) return committeeTable(block, widths)
  return block.seats.map((seat, index) => {
    const post = seat.name === '' && widths.name > 0
    return new Paragraph({
      spacing: spacing(index === 0 ? block.before : 0),
      indent: { left: mm(nameAt), hanging: mm(widths.number) },
      tabStops: [nameAt, ...(both && !post ? [positionAt] : []), ...(widths.role > 0 ? [roleAt] : [])].map(
        (at) => ({
          type: TabStopType.LEFT,
          position: mm(at),
        }),
      ),
      children: [
        ...runs(seat.number),
        new TextRun({ children: [new Tab()] }),
        ...runs(post || widths.name === 0 ? seat.position : seat.name),
        ...(both && !post ? [new TextRun({ children: [new Tab()] }), ...runs(seat.position)] : []),
        ...(widths.role > 0 ? [new TextRun({ children: [new Tab()] }), ...runs(seat.role)] : []),
      ],
    })
  })
}

function committeeTable(
  block: BlockOf<'committee'>,
  widths: NonNullable<BlockOf<'committee'>['widthsMm']>,
): Piece[] {
  const used = [widths.number, widths.name, widths.position, widths.role].filter((one) => one > 0)
  const both = widths.name > 0 && widths.position > 0
  return [
    new Table({
      layout: TableLayoutType.FIXED,
      columnWidths: used.map((one) => mm(one)),
      indent: { size: mm(block.leftMm), type: 'dxa' },
      borders: { ...noBorders, insideHorizontal: noBorder, insideVertical: noBorder },
      rows: block.seats.map((seat) => {
        const post = both && seat.name === ''
        const texts: { text: string; size: number; span: number }[] = [
          { text: seat.number, size: widths.number, span: 1 },
          ...(post
            ? [{ text: seat.position, size: widths.name + widths.position, span: 2 }]
            : [
                ...(widths.name > 0 ? [{ text: seat.name, size: widths.name, span: 1 }] : []),
                ...(widths.position > 0 ? [{ text: seat.position, size: widths.position, span: 1 }] : []),
              ]),
          ...(widths.role > 0 ? [{ text: seat.role, size: widths.role, span: 1 }] : []),
        ]
        return new TableRow({
          cantSplit: true,
          children: texts.map(
            (cell) =>
              new TableCell({
                width: { size: mm(cell.size), type: 'dxa' },
                borders: noBorders,
                margins: { left: 0, right: mm(1), top: 0, bottom: 0 },
                ...(cell.span > 1 ? { columnSpan: cell.span } : {}),
                children: [new Paragraph({ spacing: spacing(), children: runs(cell.text) })],
              }),
          ),
        })
      }),
    }),
  ]
}

/** Dots under every line of the values and on to the edge: dotted underline on the words and on the tab after them. */
function dotted(context: Context, block: BlockOf<'dotted'>): Piece {
  const labelPt = block.labelPt ?? BASE_PT
  const labelMm = (text: string) => textWidthPt(`${text} `, labelPt, context.advances, true) / PT_PER_MM + 1
  let at = 0
  const ends = block.items.map((item, index) => {
    at += labelMm(item.label) + (item.widthMm ?? 0)
    return item.widthMm === undefined || index === block.items.length - 1
      ? textWidthMm(context.section.page)
      : at
  })
  const hang = block.items.length === 1 ? mm(labelMm(block.items[0]?.label ?? '')) : 0
  return new Paragraph({
    spacing: spacing(block.before),
    ...(hang > 0 ? { indent: { left: hang, hanging: hang } } : {}),
    tabStops: ends.map((end, index) => ({
      type: index === ends.length - 1 ? TabStopType.RIGHT : TabStopType.LEFT,
      position: mm(end),
    })),
    children: block.items.flatMap((item) => [
      ...runs(`${item.label} `, { bold: true, sizePt: labelPt }),
      ...runs(` ${item.value}`, { dotted: true }),
      new TextRun({ children: [new Tab()], underline: { type: UnderlineType.DOTTED } }),
    ]),
  })
}

/** Lines of a signature, centred on `centreMm` from the left of the text area; all kept on one page. */
function signature(
  context: Context,
  lines: SignatureLines,
  emptyLines: number,
  centreMm: number,
  keepLast: boolean,
): Piece[] {
  const total = textWidthMm(context.section.page)
  const half = Math.min(centreMm, total - centreMm)
  const indent = { left: mm(Math.max(0, centreMm - half)), right: mm(Math.max(0, total - centreMm - half)) }
  const all = [
    ...(lines.caption ? [lines.caption] : []),
    ...Array.from({ length: emptyLines }, () => ''),
    lines.name,
    ...lines.positionLines,
    ...(lines.after ?? []),
  ]
  return all.map(
    (line, index) =>
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: spacing(),
        indent,
        keepLines: true,
        ...(keepLast || index < all.length - 1 ? { keepNext: true } : {}),
        children: runs(line),
      }),
  )
}

function closing(context: Context, block: BlockOf<'closing'>, keepLast: boolean): Piece[] {
  const axis = axisMm(context.section.page)
  const centred = block.at === 'centre'
  const offset = block.words === '' ? NAME_OFFSET_MM : Math.min(width(block.words, context), axis) / 2
  const centre = centred ? axis : axis + offset
  const under = signature(context, block.signature, block.emptyLines, centre, keepLast)
  if (block.words === '') return under
  return [
    new Paragraph({
      spacing: spacing(block.before),
      keepNext: true,
      keepLines: true,
      ...(centred ? { alignment: AlignmentType.CENTER } : { indent: { left: mm(axis) } }),
      children: runs(block.words),
    }),
    ...under,
  ]
}

function signatureRow(context: Context, block: BlockOf<'signatureRow'>): Piece[] {
  const total = textWidthMm(context.section.page)
  const each = total / Math.max(1, block.columns.length)
  const inner: Context = {
    ...context,
    section: {
      ...context.section,
      page: {
        ...context.section.page,
        leftMm: 0,
        rightMm: context.section.page.orientation === 'portrait' ? A4.shortMm - each : A4.longMm - each,
      },
    },
  }
  return [
    ...(block.before
      ? [
          new Paragraph({
            spacing: { before: 0, after: 0, line: twips(block.before), lineRule: LineRuleType.EXACT },
            keepNext: true,
            children: [],
          }),
        ]
      : []),
    new Table({
      layout: TableLayoutType.FIXED,
      columnWidths: block.columns.map(() => mm(each)),
      borders: { ...noBorders, insideHorizontal: noBorder, insideVertical: noBorder },
      rows: [
        new TableRow({
          cantSplit: true,
          children: block.columns.map(
            (lines) =>
              new TableCell({
                width: { size: mm(each), type: 'dxa' },
                borders: noBorders,
                margins: { left: 0, right: 0 },
                children: signature(inner, lines, block.emptyLines, each / 2, false),
              }),
          ),
        }),
      ],
    }),
  ]
}

/** A table without lines, a row of it a row of pictures: Word keeps a row of it on one page. */
function pictures(context: Context, block: BlockOf<'pictures'>): Piece[] {
  const { columnMm, rows } = pictureSizes(block, context.section.page)
  const px = 96 / 25.4
  const cellMm = columnMm + PICTURE_GAP_MM / 2
  const paragraphOf = (item: (typeof rows)[number][number]) => {
    const { picture: image } = item
    const lies = image.turn === 90 || image.turn === 270
    return new Paragraph({
      alignment: AlignmentType.CENTER,
      // single and not exact: a line of exact height cuts a picture off
      spacing: { before: twips(6), after: 0 },
      keepNext: true,
      children: [
        new ImageRun({
          type: image.mime === 'image/png' ? 'png' : 'jpg',
          data: Buffer.from(image.base64, 'base64'),
          // turned about its middle after it was set: width and height are those of the pixels as they lie
          transformation: {
            width: (lies ? item.heightMm : item.widthMm) * px,
            height: (lies ? item.widthMm : item.heightMm) * px,
            ...(image.turn === 0 ? {} : { rotation: image.turn }),
          },
          altText: { name: 'picture', title: plain(item.caption), description: plain(item.caption) },
        }),
      ],
    })
  }
  const empty = () => new Paragraph({ children: [] })
  return [
    new Table({
      layout: TableLayoutType.FIXED,
      columnWidths: Array.from({ length: block.perRow }, () => mm(cellMm)),
      borders: { ...noBorders, insideHorizontal: noBorder, insideVertical: noBorder },
      rows: rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: Array.from({ length: block.perRow }, (_unused, at) => {
              const item = row[at]
              return new TableCell({
                width: { size: mm(cellMm), type: 'dxa' },
                borders: noBorders,
                margins: { left: 0, right: 0 },
                verticalAlign: VerticalAlign.BOTTOM,
                children: item
                  ? [
                      paragraphOf(item),
                      new Paragraph({
                        alignment: AlignmentType.CENTER,
                        spacing: spacing(),
                        children: runs(item.caption),
                      }),
                    ]
                  : [empty()],
              })
            }),
          }),
      ),
    }),
  ]
}

/** Width of a no-break space of the paper's typeface, of its size. */
const BLANK_EM = 0.25

/** A bar of a table: blanks on a dark ground as far as it goes, on a light one to its end; the figure follows. */
function barRuns(cell: Cell, block: TableBlock, at: number): TextRun[] {
  const column = block.columns[at]
  if (column?.kind !== 'bar' || typeof cell.value !== 'number') return []
  const blankMm = (block.sizePt * BLANK_EM) / PT_PER_MM
  // a little short: another typeface in the place of the paper's is wider
  const whole = Math.floor((barMm(100, column.widthMm) * 0.8) / blankMm)
  const share = Math.round((whole * Math.min(100, Math.max(0, cell.value))) / 100)
  // a little is not nothing, and not quite all is not all
  const dark =
    cell.value <= 0 ? 0 : cell.value >= 100 ? whole : Math.min(Math.max(1, share), Math.max(0, whole - 1))
  const blanks = (count: number, fill: string) =>
    count === 0
      ? []
      : [
          new TextRun({
            text: '\u00a0'.repeat(count),
            size: block.sizePt * 2,
            shading: { type: ShadingType.CLEAR, color: 'auto', fill },
          }),
        ]
  return [...blanks(dark, '555555'), ...blanks(whole - dark, 'E4E4E4'), new TextRun({ text: ' ' })]
}

function cells(
  block: TableBlock,
  list: readonly Cell[],
  head: boolean,
  start: readonly number[],
  keepNext: boolean,
  strong: boolean,
  shade: boolean,
): TableCell[] {
  return list.map((cell, index) => {
    const at = start[index] ?? 0
    const span = cell.colSpan ?? 1
    const size = block.columns.slice(at, at + span).reduce((sum, column) => sum + column.widthMm, 0)
    const align = cell.align ?? (head ? 'centre' : (block.columns[at]?.align ?? 'left'))
    return new TableCell({
      width: { size: mm(size), type: 'dxa' },
      borders,
      margins: { left: mm(0.8), right: mm(0.8), top: 0, bottom: 0 },
      ...(span > 1 ? { columnSpan: span } : {}),
      ...(cell.rowSpan && cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
      ...(head ? { verticalAlign: VerticalAlign.CENTER } : {}),
      ...(shade ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'F0F0F0' } } : {}),
      children: [
        new Paragraph({
          alignment: alignments[align],
          spacing: spacing(),
          ...(keepNext ? { keepNext: true } : {}),
          children: [
            ...(head ? [] : barRuns(cell, block, at)),
            ...runs(cell.text, { sizePt: block.sizePt, ...(head || strong ? { bold: true } : {}) }),
          ],
        }),
      ],
    })
  })
}

function table(block: TableBlock): Piece[] {
  // first column of each cell, with room taken by cells that span rows from above
  const starts = (list: readonly Cell[], taken: ReadonlySet<number>) => {
    let at = 0
    return list.map((cell) => {
      while (taken.has(at)) at += 1
      const mine = at
      at += cell.colSpan ?? 1
      return mine
    })
  }
  const none = new Set<number>()
  const spanned = new Set<number>()
  const headRows = block.head.map((list, index) => {
    const start = starts(list, index === 0 ? none : spanned)
    list.forEach((cell, position) => {
      if ((cell.rowSpan ?? 1) > 1) spanned.add(start[position] ?? 0)
    })
    return new TableRow({
      tableHeader: true,
      cantSplit: true,
      children: cells(block, list, true, start, true, true, false),
    })
  })
  const rows = block.rows.map((row) => {
    const strong = row.role !== 'row' && row.role !== 'empty'
    const least = row.minMm ?? (row.role === 'row' ? block.minRowMm : undefined)
    return new TableRow({
      ...(block.rowsFlow === true ? {} : { cantSplit: true }),
      ...(least === undefined ? {} : { height: { value: mm(least), rule: HeightRule.ATLEAST } }),
      children: cells(
        block,
        row.cells,
        false,
        starts(row.cells, none),
        row.role === 'group',
        strong,
        row.role === 'group' || row.role === 'total',
      ),
    })
  })
  return [
    ...(block.before
      ? [
          new Paragraph({
            spacing: { before: 0, after: 0, line: twips(block.before), lineRule: LineRuleType.EXACT },
            children: [],
          }),
        ]
      : []),
    new Table({
      layout: TableLayoutType.FIXED,
      columnWidths: block.columns.map((column) => mm(column.widthMm)),
      rows: [...headRows, ...rows],
    }),
  ]
}

function pieces(context: Context, block: Block, keepNext: boolean): Piece[] {
  switch (block.block) {
    case 'letterHead':
      return letterHead(context, block)
    case 'memoHead':
      return memoHead(context, block)
    case 'emblem':
      return [
        new Paragraph({
          spacing: {
            before: twips(belowEmblemPt(context, block.heightMm)),
            after: 0,
            line: twips(1),
            lineRule: LineRuleType.EXACT,
          },
          children: picture(context, block.heightMm, block.align === 'left'),
        }),
      ]
    case 'date':
      return [
        new Paragraph({
          spacing: spacing(block.before),
          indent: { left: mm(axisMm(context.section.page)) },
          children: runs(block.text),
        }),
      ]
    case 'label':
      return label(context, block)
    case 'paragraph':
      return [paragraph(block, keepNext)]
    case 'heading':
      return block.lines.map(
        (line, index) =>
          new Paragraph({
            alignment: alignments[block.align ?? 'centre'],
            spacing: spacing(index === 0 ? block.before : 0),
            keepNext: block.keepNext ?? true,
            children: runs(line, {
              ...(block.bold ? { bold: true } : {}),
              ...(block.sizePt === undefined ? {} : { sizePt: block.sizePt }),
            }),
          }),
      )
    case 'rule': {
      const side = (textWidthMm(context.section.page) - (block.widthMm ?? 35)) / 2
      return [
        new Paragraph({
          spacing: { before: 0, after: twips(4), line: twips(8), lineRule: LineRuleType.EXACT },
          indent: { left: mm(side), right: mm(side) },
          border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 0 } },
          keepNext: true,
          children: [],
        }),
      ]
    }
    case 'committee':
      return committee(context, block)
    case 'closing':
      return closing(context, block, keepNext)
    case 'signatureRow':
      return signatureRow(context, block)
    case 'contact':
      return block.lines.map(
        (line, index) =>
          new Paragraph({
            alignment: alignments[block.align ?? 'left'],
            spacing: spacing(index === 0 ? block.before : 0),
            keepLines: true,
            ...(keepNext || index < block.lines.length - 1 ? { keepNext: true } : {}),
            children: runs(line),
          }),
      )
    case 'motto':
      return block.lines.map(
        (line, index) =>
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: spacing(index === 0 ? block.before : 0),
            children: runs(line),
          }),
      )
    case 'tick':
      return [
        new Paragraph({
          spacing: spacing(block.before),
          indent: { left: mm(block.leftMm ?? 0) },
          children: [...runs(block.ticked ? '[/] ' : '[  ] '), ...runs(block.text)],
        }),
      ]
    case 'dotted':
      return [dotted(context, block)]
    case 'pictures':
      return pictures(context, block)
    case 'spacer':
      return [
        new Paragraph({
          spacing: { before: 0, after: 0, line: twips(block.pt), lineRule: LineRuleType.EXACT },
          children: [],
        }),
      ]
    case 'pageBreak':
      return [new Paragraph({ children: [new PageBreak()] })]
    case 'table':
      return table(block)
    case 'keep':
      return block.blocks.flatMap((inner, index) =>
        pieces(
          context,
          index === 0 && block.before !== undefined ? ({ ...inner, before: block.before } as Block) : inner,
          index < block.blocks.length - 1,
        ),
      )
  }
}

/** Closing, signature, contact and the paragraph before them stay together. */
function keepsWithNext(blocks: readonly Block[], index: number): boolean {
  const next = blocks[index + 1]
  return next !== undefined && ['closing', 'contact', 'motto', 'signatureRow'].includes(next.block)
}

function sectionOptions(context: Context, first: boolean): ISectionOptions {
  const { page, secrecy, blocks } = context.section
  const thai = context.document.digits === 'thai'
  const secret =
    secrecy === ''
      ? []
      : [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: runs(secrecy, { bold: true, sizePt: 24, colour: 'CC0000' }),
          }),
        ]
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: spacing(),
    children: [new TextRun({ children: ['- ', PageNumber.CURRENT, ' -'] })],
  })
  const numbered = page.numbering !== 'none'
  const hideFirst = page.numbering === 'fromSecond' && (first || page.restart)
  return {
    properties: {
      ...(hideFirst ? { titlePage: true } : {}),
      page: {
        size: {
          width: mm(A4.shortMm),
          height: mm(A4.longMm),
          orientation: page.orientation === 'portrait' ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE,
        },
        margin: {
          top: mm(page.topMm),
          right: mm(page.rightMm),
          bottom: mm(page.bottomMm),
          left: mm(page.leftMm),
          header: mm(Math.max(6, page.topMm - 12)),
          footer: mm(8),
          gutter: 0,
        },
        pageNumbers: {
          ...(first || page.restart ? { start: 1 } : {}),
          formatType: thai ? NumberFormat.THAI_NUMBERS : NumberFormat.DECIMAL,
        },
      },
    },
    headers: {
      default: new Header({
        children: [...secret, ...(numbered ? [number] : [new Paragraph({ children: [] })])],
      }),
      // a head of its own makes the first page a title page, also in a section that goes on counting
      ...(hideFirst
        ? { first: new Header({ children: secret.length > 0 ? secret : [new Paragraph({ children: [] })] }) }
        : {}),
    },
    ...(secret.length > 0
      ? {
          footers: {
            default: new Footer({ children: secret }),
            ...(hideFirst ? { first: new Footer({ children: secret }) } : {}),
          },
        }
      : {}),
    children: blocks.flatMap((block, index) => pieces(context, block, keepsWithNext(blocks, index))),
  }
}

/**
 * Writes the paper as DOCX.
 * @param options.now written as the moment of making; the same input and moment give the same bytes.
 */
export async function renderDocx(document: PaperDocument, options: DocxOptions): Promise<Uint8Array> {
  const font = {
    ascii: document.docxFont,
    hAnsi: document.docxFont,
    cs: document.docxFont,
    eastAsia: document.docxFont,
  }
  const file = new Document({
    title: document.title,
    creator: '',
    lastModifiedBy: '',
    styles: {
      default: {
        document: {
          run: {
            font,
            size: BASE_PT * 2,
            language: { value: 'th-TH', eastAsia: 'th-TH', bidirectional: 'th-TH' },
          },
          paragraph: { spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO } },
        },
      },
    },
    sections: document.sections.map((section, index) =>
      sectionOptions({ document, section, advances: options.advances }, index === 0),
    ),
  })
  return rezip(await Packer.toBuffer(file), options.now)
}
