/**
 * Document model → one complete HTML page, the same for the screen and for the PDF. The page holds no script: the host
 * runs the paginator (renderer/paper/paginate.ts) on it, which cuts the flow into sheets of exactly 210 × 297 mm.
 * Pure.
 */

import { partsOf, type Unit, unitsOf } from './line-breaks.ts'
import {
  A4,
  axisMm,
  BASE_PT,
  type Block,
  type BlockOf,
  LINE_FACTOR,
  memoEmblemRoomMm,
  NAME_OFFSET_MM,
  type PaperDocument,
  type PaperSection,
  PICTURE_GAP_MM,
  PT_PER_MM,
  pageHeightMm,
  pageWidthMm,
  pictureSizes,
  type RichText,
  type SignatureLines,
  SPEED_PT,
  type TableBlock,
  type TableCell,
  type TableRow,
  textWidthMm,
} from './model.ts'
import { printable } from './printable.ts'
import type { BreakRules } from './protected-words.ts'
import { barMm } from './table.ts'

/** Where the four faces come from: data URLs (embeddedFonts) or addresses of the program's own host (linkedFonts). */
export type FontSource = { faces: readonly { weight: 400 | 700; style: 'normal' | 'italic'; url: string }[] }

export type HtmlOptions = {
  fonts: FontSource
  /** Preview: grey desk, sheets with a shadow, dashed box where the emblem's room is left blank. */
  screen?: boolean
}

/** Addresses of the font files under `baseUrl` (the host serves resources/fonts there). */
export function linkedFonts(baseUrl: string): FontSource {
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`
  return {
    faces: [
      { weight: 400, style: 'normal', url: `${base}Laksaman.ttf` },
      { weight: 700, style: 'normal', url: `${base}Laksaman-Bold.ttf` },
      { weight: 400, style: 'italic', url: `${base}Laksaman-Italic.ttf` },
      { weight: 700, style: 'italic', url: `${base}Laksaman-BoldItalic.ttf` },
    ],
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/gu, (character) => escapes[character] ?? character)
}

type Writer = { rules: BreakRules; document: PaperDocument; section: PaperSection }

/** A unit that may break when it alone is wider than its line: the paginator sets its inner places free. */
function unitHtml(unit: Unit): string {
  if (unit.soft.length === 0) return escapeHtml(unit.text)
  return `<span class="nb${unit.composed ? ' composed' : ''}">${partsOf(unit).map(escapeHtml).join('<wbr>')}</span>`
}

/** The text stands in nowrap (css below), so that its lines end at these `<wbr>` and nowhere else (DOCUMENTS.md §D.2). */
function words(writer: Writer, text: string): string {
  return printable(text)
    .split('\n')
    .map((line) => unitsOf(line, writer.rules).map(unitHtml).join('<wbr>'))
    .join('<br>')
}

function rich(writer: Writer, text: RichText): string {
  if (typeof text === 'string') return words(writer, text)
  return text
    .map((piece) => {
      const inner = words(writer, piece.text)
      const underlined = piece.underline ? `<u>${inner}</u>` : inner
      return piece.bold ? `<b>${underlined}</b>` : underlined
    })
    .join('<wbr>')
}

const mm = (value: number): string => `${Math.round(value * 1000) / 1000}mm`
const pt = (value: number): string => `${Math.round(value * 1000) / 1000}pt`

type Attributes = { class: string; style?: string; split?: 'lines' | 'children' | 'rows'; extra?: string }

function open(
  tag: string,
  block: { before?: number | undefined; keepNext?: boolean | undefined; keepPrevious?: boolean | undefined },
  given: Attributes,
): string {
  const style = [block.before === undefined ? '' : `padding-top:${pt(block.before)}`, given.style ?? '']
    .filter(Boolean)
    .join(';')
  const keep = [block.keepNext ? 'next' : '', block.keepPrevious ? 'previous' : ''].filter(Boolean).join(' ')
  return [
    `<${tag} class="${given.class}"`,
    style === '' ? '' : ` style="${style}"`,
    given.split === undefined ? '' : ` data-split="${given.split}"`,
    keep === '' ? '' : ` data-keep="${keep}"`,
    given.extra ?? '',
    '>',
  ].join('')
}

/** The emblem, or exactly its room (DOCUMENTS.md §C). */
function emblemBox(writer: Writer, heightMm: number, className: string): string {
  const { mode, picture } = writer.document.emblem
  if (mode === 'none') return ''
  if (mode === 'picture' && picture) {
    const widthMm = (heightMm * picture.widthPx) / picture.heightPx
    return `<div class="${className}" style="height:${mm(heightMm)}"><img alt="" style="height:${mm(heightMm)};width:${mm(widthMm)}" src="data:${picture.mime};base64,${picture.base64.replace(/[^A-Za-z0-9+/=]/gu, '')}"></div>`
  }
  return `<div class="${className} room" style="height:${mm(heightMm)}"><i style="height:${mm(heightMm)};width:${mm(heightMm * 0.93)}"></i></div>`
}

/** Speed class, and its deadline under it, as far as the emblem. */
function speedHtml(writer: Writer, lines: readonly string[]): string {
  return lines.map((line) => `<div>${words(writer, line)}</div>`).join('')
}

function copyMark(text: string): string {
  return text === '' ? '' : `<div class="copymark">${escapeHtml(text)}</div>`
}

/** The form's name centred on the text area, its line ending where the emblem ends. */
function memoHead(writer: Writer, block: BlockOf<'memoHead'>): string {
  const roomMm = writer.document.emblem.mode === 'none' ? 0 : block.emblemMm
  const line = `font-size:${pt(block.titlePt)};line-height:${pt(block.linePt)}`
  const lift = Math.max(0, roomMm - block.linePt / PT_PER_MM)
  const speed = speedHtml(writer, block.speed)
  const beside =
    block.speedBeside === true
      ? `<div class="speed beside" style="left:${mm(memoEmblemRoomMm(block))};height:${mm(Math.max(roomMm, block.linePt / PT_PER_MM))}">${speed}</div>`
      : ''
  const above = block.speedBeside === true || speed === '' ? '' : `<div class="speed">${speed}</div>`
  return `${open('div', block, { class: 'memohead' })}${emblemBox(writer, block.emblemMm, 'emblem side')}${beside}${copyMark(block.copyMark)}<h1 class="title" style="padding-top:${mm(lift)};${line}">${words(writer, block.title)}</h1>${above}</div>`
}

function letterHead(writer: Writer, block: BlockOf<'letterHead'>): string {
  const roomMm = writer.document.emblem.mode === 'none' ? 0 : block.emblemMm
  // number and address stand level with the garuda's feet: their first line ends where the emblem ends
  const liftMm = roomMm === 0 ? 0 : roomMm - (BASE_PT * LINE_FACTOR) / (72 / 25.4)
  const number = `${block.numberPrefix}/${block.number}`
  const speed = `<div class="speed" style="min-height:${mm(liftMm)}">${speedHtml(writer, block.speed)}</div>`
  const mark = copyMark(block.copyMark)
  const address = block.address.map((line) => `<div>${words(writer, line)}</div>`).join('')
  return `${open('div', block, { class: 'head' })}${emblemBox(writer, block.emblemMm, 'emblem top')}${speed}${mark}<div class="number">${escapeHtml(block.numberLabel)} ${escapeHtml(number)}</div><div class="address">${address}</div></div>`
}

function label(writer: Writer, block: BlockOf<'label'>): string {
  const values = block.values
    .map((value) => {
      const number =
        value.number === undefined ? '' : `<span class="n">${escapeHtml(value.number)}&#32;</span>`
      const count =
        value.count === undefined || value.count === ''
          ? ''
          : `<span class="c">&#32;${words(writer, value.count)}</span>`
      return `<div class="v">${number}<span class="t">${rich(writer, value.text)}</span>${count}</div>`
    })
    .join('')
  const width = block.labelMm === undefined ? '' : ` style="width:${mm(block.labelMm)}"`
  return `${open('div', block, { class: `label${block.bold ? ' bold' : ''}` })}<span class="l"${width}>${words(writer, block.label)}&#32;</span><div class="vs">${values}</div></div>`
}

function paragraph(writer: Writer, block: BlockOf<'paragraph'>): string {
  const number =
    block.number === undefined || block.number === ''
      ? ''
      : `<span class="num">${escapeHtml(block.number)}</span> <wbr>`
  const align = block.align ?? 'left'
  const style = [
    block.indentMm ? `text-indent:${mm(block.indentMm)}` : '',
    block.leftMm ? `margin-left:${mm(block.leftMm)}` : '',
    block.sizePt ? `font-size:${pt(block.sizePt)}` : '',
  ]
  return `${open('p', block, { class: `p ${align}${block.bold ? ' bold' : ''}`, style: style.filter(Boolean).join(';'), split: 'lines' })}${number}${rich(writer, block.text)}</p>`
}

function heading(writer: Writer, block: BlockOf<'heading'>): string {
  const tag = `h${block.level ?? 1}`
  const lines = block.lines.map((line) => `<span class="hl">${words(writer, line)}</span>`).join('')
  const style = block.sizePt ? `font-size:${pt(block.sizePt)}` : ''
  const keep = { ...block, keepNext: block.keepNext ?? true }
  return `${open(tag, keep, { class: `h ${block.align ?? 'centre'}${block.bold ? ' bold' : ''}`, style })}${lines}</${tag}>`
}

function committee(block: BlockOf<'committee'>, writer: Writer): string {
  const widths = block.widthsMm ?? { number: 9, name: 46, position: 42, role: 38 }
  const columns = [widths.number, widths.name, widths.position, widths.role].filter((width) => width > 0)
  const style = `grid-template-columns:${columns.map(mm).join(' ')}`
  const rows = block.seats
    .map((seat) => {
      // a seat of whoever holds the post: the post takes the room of the name too
      const post = seat.name === '' && widths.name > 0 && widths.position > 0
      const name =
        widths.name === 0
          ? ''
          : post
            ? `<span class="pad" style="grid-column:span 2">${words(writer, seat.position)}&#32;</span>`
            : `<span class="pad">${words(writer, seat.name)}&#32;</span>`
      const position =
        widths.position > 0 && !post ? `<span class="pad">${words(writer, seat.position)}&#32;</span>` : ''
      return `<div class="seat" style="${style}"><span>${escapeHtml(seat.number)}&#32;</span>${name}${position}${widths.role > 0 ? `<span>${words(writer, seat.role)}</span>` : ''}</div>`
    })
    .join('')
  return `${open('div', block, { class: 'committee', style: `margin-left:${mm(block.leftMm)}`, split: 'children' })}${rows}</div>`
}

function signature(writer: Writer, lines: SignatureLines, emptyLines: number): string {
  const parts = [
    ...(lines.caption === undefined || lines.caption === ''
      ? []
      : [`<div>${words(writer, lines.caption)}</div>`]),
    `<div style="height:${emptyLines * LINE_FACTOR}em"></div>`,
    `<div>${words(writer, lines.name)}</div>`,
    ...lines.positionLines.map((line) => `<div>${words(writer, line)}</div>`),
    ...(lines.after ?? []).map((line) => `<div>${words(writer, line)}</div>`),
  ]
  return parts.join('')
}

/** The name stands centred on the closing words; both axes come from CSS, no width is guessed. */
function closing(writer: Writer, block: BlockOf<'closing'>): string {
  const under = signature(writer, block.signature, block.emptyLines)
  const keep = { ...block, keepPrevious: true }
  if (block.at === 'centre') {
    return `${open('div', keep, { class: 'closing centred', extra: ' data-role="closing"' })}<div>${words(writer, block.words)}</div>${under}</div>`
  }
  const axis = axisMm(writer.section.page)
  const closingWords =
    block.words === ''
      ? `<div style="width:${mm(2 * NAME_OFFSET_MM)}"></div>`
      : `<div class="words">${words(writer, block.words)}</div>`
  const room = block.namesMm ?? textWidthMm(writer.section.page) - axis
  return `${open('div', keep, { class: 'closing', extra: ' data-role="closing"' })}<div class="hang" style="margin-left:${mm(axis)};max-width:${mm(textWidthMm(writer.section.page) - axis)}">${closingWords}<div class="zero"><div class="names" style="width:${mm(room)};margin-left:${mm(-room / 2)}">${under}</div></div></div></div>`
}

function signatureRow(writer: Writer, block: BlockOf<'signatureRow'>): string {
  const columns = block.columns
    .map((lines) => `<div>${signature(writer, lines, block.emptyLines)}</div>`)
    .join('')
  return `${open('div', { ...block, keepPrevious: block.keepPrevious ?? true }, { class: 'signatures' })}${columns}</div>`
}

/** Each row of pictures is a block of its own: a page ends between two of them. */
function picturesHtml(writer: Writer, block: BlockOf<'pictures'>): string {
  const { columnMm, rows } = pictureSizes(block, writer.section.page)
  return rows
    .map((row, at) => {
      const figures = row
        .map(
          ({ picture, caption, widthMm, heightMm }) =>
            `<div style="width:${mm(columnMm)}"><div class="photo" style="height:${mm(heightMm)}"><img alt="" style="height:${mm(heightMm)};width:${mm(widthMm)}" src="data:${picture.mime};base64,${picture.base64.replace(/[^A-Za-z0-9+/=]/gu, '')}"></div><div>${rich(writer, caption)}</div></div>`,
        )
        .join('')
      return `${open('div', at === 0 ? block : { ...block, before: PICTURE_ROW_PT }, { class: 'pictures' })}${figures}</div>`
    })
    .join('')
}
const PICTURE_ROW_PT = 6

/** A bar in its frame, whole percent; the figure stands beside it. */
function barHtml(writer: Writer, cell: TableCell, columnMm: number): string {
  const percent = typeof cell.value === 'number' ? cell.value : 0
  return `<td class="bar"><div class="c"><span class="frame" style="width:${mm(barMm(100, columnMm))}"><span class="part" style="width:${Math.min(100, Math.max(0, percent))}%"></span></span>${rich(writer, cell.text)}</div></td>`
}

function cellHtml(writer: Writer, cell: TableCell, tag: 'td' | 'th', align: string, scope: string): string {
  const spans = `${cell.colSpan && cell.colSpan > 1 ? ` colspan="${cell.colSpan}"` : ''}${cell.rowSpan && cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : ''}`
  return `<${tag}${scope}${spans} class="${align}"><div class="c">${rich(writer, cell.text)}</div></${tag}>`
}

function rowHtml(writer: Writer, block: TableBlock, row: TableRow): string {
  let column = 0
  const cells = row.cells
    .map((cell) => {
      const at = block.columns[column]
      const align = cell.align ?? at?.align ?? 'left'
      column += cell.colSpan ?? 1
      if (at?.kind === 'bar' && cell.value !== undefined) return barHtml(writer, cell, at.widthMm)
      return cellHtml(writer, cell, 'td', align, '')
    })
    .join('')
  const least = row.minMm ?? (row.role === 'row' ? block.minRowMm : undefined)
  const height = least === undefined ? '' : ` style="height:${mm(least)}"`
  return `<tr class="${row.role}"${height}>${cells}</tr>`
}

/** From so many rows on a table stays out of the layout until the paginator takes it part by part. */
const LONG_TABLE = 150
function isLong(block: TableBlock): boolean {
  return block.rows.length > LONG_TABLE && block.rows.every((row) => row.cells.every((cell) => !cell.rowSpan))
}

function tableHtml(writer: Writer, block: TableBlock): string {
  const total = block.columns.reduce((sum, column) => sum + column.widthMm, 0)
  const columns = block.columns.map((column) => `<col style="width:${mm(column.widthMm)}">`).join('')
  const head = block.head
    .map(
      (cells) =>
        `<tr>${cells.map((cell) => cellHtml(writer, cell, 'th', cell.align ?? 'centre', ' scope="col"')).join('')}</tr>`,
    )
    .join('')
  const rows = block.rows.map((row) => rowHtml(writer, block, row)).join('')
  return `${open('div', block, { class: 'table', split: 'rows', extra: tableExtra(block) })}<table${isLong(block) ? ' class="long"' : ''} style="width:${mm(total)};font-size:${pt(block.sizePt)}"><colgroup>${columns}</colgroup><thead>${head}</thead><tbody>${rows}</tbody></table></div>`
}

function tableExtra(block: BlockOf<'table'>): string {
  const continued = block.continued === undefined ? '' : ` data-continued="${escapeHtml(block.continued)}"`
  return block.rowsFlow === true ? `${continued} data-rows="flow"` : continued
}

function blockHtml(writer: Writer, block: Block): string {
  switch (block.block) {
    case 'letterHead':
      return letterHead(writer, block)
    case 'memoHead':
      return memoHead(writer, block)
    case 'emblem':
      return writer.document.emblem.mode === 'none'
        ? ''
        : `${open('div', { ...block, keepNext: true }, { class: `emblemline ${block.align}` })}${emblemBox(writer, block.heightMm, 'emblem')}</div>`
    case 'date':
      return `${open('div', block, { class: 'date', style: `margin-left:${mm(axisMm(writer.section.page))}` })}${words(writer, block.text)}</div>`
    case 'label':
      return label(writer, block)
    case 'paragraph':
      return paragraph(writer, block)
    case 'heading':
      return heading(writer, block)
    case 'rule':
      return `${open('div', { ...block, keepPrevious: true, keepNext: true }, { class: 'rule' })}<hr style="width:${mm(block.widthMm ?? 35)}"></div>`
    case 'committee':
      return committee(block, writer)
    case 'closing':
      return closing(writer, block)
    case 'signatureRow':
      return signatureRow(writer, block)
    case 'contact':
      return `${open('div', { ...block, keepPrevious: true }, { class: `contact ${block.align ?? 'left'}` })}${block.lines.map((line) => `<div>${rich(writer, line)}</div>`).join('')}</div>`
    case 'motto':
      return `${open('div', { ...block, keepPrevious: true }, { class: 'motto' })}${block.lines.map((line) => `<div>${words(writer, line)}</div>`).join('')}</div>`
    case 'tick':
      return `${open('div', block, { class: 'tick', style: block.leftMm ? `margin-left:${mm(block.leftMm)}` : '' })}<span class="box${block.ticked ? ' on' : ''}"></span><span>${rich(writer, block.text)}</span></div>`
    case 'dotted':
      return `${open('div', block, { class: 'dotted' })}${block.items.map((item) => `<span class="l" style="font-size:${pt(block.labelPt ?? BASE_PT)}">${escapeHtml(item.label)}&#32;</span><span class="v"${item.widthMm === undefined ? '' : ` style="flex:none;width:${mm(item.widthMm)}"`}>${item.value === '' ? '&#160;' : words(writer, item.value)}&#32;</span>`).join('')}</div>`
    case 'pictures':
      return picturesHtml(writer, block)
    case 'spacer':
      return `<div style="height:${pt(block.pt)}"></div>`
    case 'pageBreak':
      return '<div class="break" data-break="page"></div>'
    case 'table':
      return tableHtml(writer, block)
    case 'keep':
      return `${open('div', block, { class: 'keep' })}${block.blocks.map((inner) => blockHtml(writer, inner)).join('')}</div>`
  }
}

function sectionHtml(document: PaperDocument, section: PaperSection): string {
  const writer: Writer = { rules: section.breaks ?? document.breaks, document, section }
  const { page } = section
  const data = {
    orientation: page.orientation,
    width: pageWidthMm(page),
    height: pageHeightMm(page),
    top: page.topMm,
    'first-top': page.firstTopMm,
    bottom: page.bottomMm,
    left: page.leftMm,
    right: page.rightMm,
    numbering: page.numbering,
    restart: String(page.restart),
    mark: String(page.continuationMark),
    secrecy: section.secrecy,
    digits: document.digits,
  }
  const attributes = Object.entries(data)
    .map(([key, value]) => ` data-${key}="${escapeHtml(String(value))}"`)
    .join('')
  const blocks = section.blocks.map((block) => blockHtml(writer, block)).join('\n')
  return `<section class="flow"${attributes} style="width:${mm(textWidthMm(page))}">\n${blocks}\n</section>`
}

const LINE_PT = BASE_PT * LINE_FACTOR

function css(options: HtmlOptions): string {
  // nothing in a paper is italic; a face that is not used would still be read by every print
  const faces = options.fonts.faces
    .filter((face) => face.style === 'normal')
    .map(
      (face) =>
        `@font-face{font-family:THS;font-weight:${face.weight};font-style:${face.style};src:url("${face.url}") format("truetype");size-adjust:66.6667%;ascent-override:85%;descent-override:25%;line-gap-override:3%}`,
    )
    .join('\n')
  return `${faces}
@page{size:${A4.shortMm}mm ${A4.longMm}mm;margin:0}
@page wide{size:${A4.longMm}mm ${A4.shortMm}mm;margin:0}
*{box-sizing:border-box;margin:0;padding:0}
html{font:${BASE_PT}pt/${LINE_FACTOR} THS;color:#000;background:#fff;text-rendering:geometricPrecision;font-kerning:normal;-webkit-text-size-adjust:none;white-space:nowrap;hyphens:none}
body{margin:0}
.flow{position:relative}
.nb wbr{display:none}.nb.free wbr{display:inline}.any{white-space:normal;line-break:anywhere;overflow-wrap:anywhere}
.bold,b,th{font-weight:700}
.left{text-align:left}.centre{text-align:center}.right{text-align:right}.justify{text-align:justify;text-justify:inter-character}
h1,h2,h3{font-size:inherit;font-weight:400}
.h .hl{display:block}.h.bold{font-weight:700}
.justify.cut{text-align-last:justify}
.justify.natural{text-align:left;text-align-last:left}
.rest{text-indent:0!important}
.first{padding-top:0!important}
.head{display:grid;grid-template-columns:63% 37%}
.emblem.top{position:absolute;top:0;left:0;right:0;text-align:center}
.emblem img{display:inline-block;vertical-align:top}
.emblemline.centre .emblem{text-align:center}
.room i{display:inline-block;vertical-align:top}
.screen .room i{border:1px dashed #9aa3ad}
.speed{color:#c00;font-size:${SPEED_PT}pt;font-weight:700;line-height:1;min-width:0}
.head .speed{display:flex;flex-direction:column;justify-content:flex-end;width:62mm;grid-column:1/-1}
.memohead .title{text-align:center;font-weight:700}.emblem.side{position:absolute;left:0;top:0}
.speed.beside{position:absolute;top:0;display:flex;align-items:flex-end}
.copymark{position:absolute;right:0;top:0;font-size:24pt;font-weight:700}
.label{display:flex}.label .l{flex:none;max-width:45%;padding-right:.55em}.label .vs{flex:1;min-width:0}.label .v{display:flex;align-items:flex-end}
.label .n{flex:none;align-self:flex-start;white-space:pre;padding-right:.15em}.label .t{flex:1;min-width:0}.label .c{flex:none;max-width:40%;padding-left:1em}
.num{white-space:nowrap}
.rule{padding:8pt 0 4pt}.rule hr{border:0;border-top:.75pt solid #000;margin:0 auto}
.seat{display:grid}.seat .pad{padding-right:2.5mm}
.closing .hang{width:max-content}.closing .zero{width:0;margin-left:50%}.closing .names,.closing.centred{text-align:center}
.signatures{display:flex;gap:8mm}.signatures>div{flex:1;text-align:center;min-width:0}
.pictures{display:flex;gap:${mm(PICTURE_GAP_MM)};align-items:flex-end}.pictures>div{flex:none;text-align:center}.photo img{display:inline-block;vertical-align:top}
.motto{text-align:center}
.tick{display:flex;gap:2mm}.tick .box{flex:none;width:3.6mm;height:3.6mm;border:.3mm solid #000;margin-top:1.35mm;position:relative}
.tick .box.on::after{content:"";position:absolute;left:.95mm;top:-.15mm;width:1.1mm;height:2.3mm;border:solid #000;border-width:0 .5mm .5mm 0;transform:rotate(40deg)}
.dotted{display:flex;align-items:baseline}.dotted .l{flex:none;font-weight:700;padding-right:.3em;white-space:pre}
.dotted .v{flex:1;min-width:0;padding-left:.2em;background:radial-gradient(circle at 50% calc(100% - 1.5pt),#000 .4pt,transparent .5pt) 0 0/3pt ${pt(LINE_PT)} repeat}
.table{padding-right:.3mm}
table{border-collapse:collapse;table-layout:fixed}table.long{display:none}
.set{white-space-collapse:preserve-breaks}
td,th{border:.5pt solid #000;padding:0 .8mm;vertical-align:top;line-height:${LINE_FACTOR}}
th{vertical-align:middle;text-align:center;padding-top:.5mm;padding-bottom:.5mm}
td.bar{white-space:nowrap}.bar .frame{display:inline-block;box-sizing:border-box;vertical-align:middle;height:3.2mm;margin-right:1.2mm;border:.25mm solid #000;background:#fff}.bar .part{display:block;height:100%;background:#555}
tr.group td{font-weight:700;background:#f0f0f0}
tr.subtotal td,tr.total td{font-weight:700}
tr.total td{background:#f0f0f0}
tr.empty td{padding-top:2mm;padding-bottom:2mm}
tr.piece td{border-bottom:0}tr.after td{border-top:0}
.page{position:relative;overflow:hidden;background:#fff;break-inside:avoid}
.page+.page{break-before:page}
.page.landscape{page:wide}
.page .body{position:absolute}
.page .furniture{position:absolute;left:0;right:0;text-align:center;white-space:nowrap}
.page .mark{text-align:right}
.page .secrecy{color:#c00;font-size:24pt;font-weight:700}
.ln{display:block;white-space:nowrap;text-indent:0;text-align:left;text-align-last:auto}.ln wbr{display:none}
@media screen{body.screen{background:#e6e9ed;padding:6mm;width:max-content;min-width:100%}.screen .page{margin:0 auto 6mm;box-shadow:0 1px 5px rgba(0,0,0,.35)}}
@media print{.screen .room i{border:0}}
`
}

/**
 * The complete, not yet paginated page of a paper.
 * @param options.fonts embeddedFonts(dir) for the printer, linkedFonts(url) for the preview.
 */
export function renderHtml(document: PaperDocument, options: HtmlOptions): string {
  const fontSources = [
    ...new Set(options.fonts.faces.map((face) => (face.url.startsWith('data:') ? 'data:' : "'self'"))),
  ].join(' ')
  const policy = `default-src 'none'; style-src 'unsafe-inline'; font-src ${fontSources}; img-src data:; base-uri 'none'; form-action 'none'`
  const sections = document.sections.map((section, index) =>
    sectionHtml(document, index === 0 ? { ...section, page: { ...section.page, restart: true } } : section),
  )
  return `<!DOCTYPE html>
<html lang="th">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<title>${escapeHtml(document.title)}</title>
<style>
${css(options)}</style>
</head>
<body${options.screen ? ' class="screen"' : ''}>
${sections.join('\n')}
</body>
</html>
`
}
