/**
 * The paginator: cuts the flow of a paper (core/papers/engine/html.ts) into sheets. DOM code, the same for the preview on
 * the screen and for the printer, so that both break lines and pages alike (DOCUMENTS.md §D.4). It reads first (all
 * positions once), decides on numbers alone, and writes last: linear in the length of the paper.
 *
 * What it holds to: at least two lines of a paragraph on either side of a break; closing words, signature and contact
 * on one page with at least two lines of body text before them (§A1); a table's head again on each page, no row cut
 * unless it is taller than a page, no group heading last and no sum first on a page; page number
 * from the second page; at the foot of each page but the last the mark "/first words of the next page...".
 *
 * The mark's words: the number (if the page begins with a numbered item) and as many whole words as make at least ten
 * characters. When the next page begins with a row of a table or list, the words come from that row's cells in order
 * (not from the repeated head). When it begins inside a paragraph, from the line that comes first there.
 */

export type PageReport = {
  pages: number
  /** Pages of each section, in order. */
  sections: number[]
  /** Continuation mark of each page, '' = none. */
  marks: string[]
  /** What did not fit even on a page of its own; empty for every paper that may be printed. */
  overflow: string[]
}

const PX_PER_MM = 96 / 25.4
/** Share of the line above which a composed word breaks at its places (as core/papers/engine/line-breaks.ts). */
const COMPOSED_SHARE = 0.5
/** Words of the mark: whole words until at least this many characters … */
const MARK_CHARACTERS = 10
/** … and never more than this many. */
const MARK_LIMIT = 34
const ORPHANS = 2
/** Where the mark's line ends, from the lower edge of the sheet. */
const MARK_BOTTOM_MM = 12
/** Empty lines between the last line and the mark are two: three line spaces (DOCUMENTS.md §A1). */
const MARK_LINES = 3

/** Chromium rounds A4 down to whole points; a box of the full size would spill onto a second, empty sheet (seen in 114). */
const HAIR_MM = 0.6

/** The smallest thing that is never cut: a line, a row, a seat, or a whole block. */
type Item = {
  block: number
  /** Index of the line, row or child in its block; 0 for a whole block. */
  part: number
  height: number
  /** Height when it stands first on a page (without the space above). */
  firstHeight: number
  /** A page may end before this item. */
  mayBreak: boolean
  /** Height of the table head that comes again when a page begins here. */
  headHeight: number
  /** Row of a table inside a group: the heading of the group, which comes again when a page begins here. */
  group?: HTMLElement
  /** In the middle of a row that flows: a page ends here only where it would lose more by ending before the row. */
  inRow: boolean
  pageBreak: boolean
}

type Cut = { node: Text; offset: number }

type Measured = {
  element: HTMLElement
  split: 'lines' | 'children' | 'rows' | undefined
  parts: HTMLElement[]
  /** For paragraphs: height of one line. */
  lineHeight: number
  lines: number
  /** Height of each row or child, and of what stands above the first of them (space and table head). */
  heights: number[]
  above: number
}

/** Rows of a table that were measured before, part by part. */
type MeasuredRows = { parts: HTMLElement[]; heights: number[]; above: number }

const num = (element: HTMLElement, name: string): number => Number(element.dataset[name] ?? 0)

const ranges = new WeakMap<Document, Range>()
/** The one range of a document: each that lives is mended at every change of the document. */
function rangeOf(document: Document): Range {
  const range = ranges.get(document) ?? document.createRange()
  ranges.set(document, range)
  return range
}

function textNodes(root: Node): Text[] {
  const document = root.ownerDocument
  if (!document) return []
  const walker = document.createTreeWalker(root, 4 /* SHOW_TEXT */)
  const out: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) out.push(node as Text)
  return out
}

/** Vertical middle of the character at `offset`, or undefined when it has no box (a collapsed space). */
function middleOf(range: Range, node: Text, offset: number): number | undefined {
  range.setStart(node, offset)
  range.setEnd(node, offset + 1)
  const rects = range.getClientRects()
  const rect = rects[rects.length - 1]
  return rect && (rect.width > 0 || rect.height > 0) ? (rect.top + rect.bottom) / 2 : undefined
}

/**
 * Where each line of `element` after the first begins: the first character whose middle is below the line's upper edge.
 * @param tops upper edges of the lines, relative to the viewport
 */
function lineStarts(element: HTMLElement, tops: readonly number[]): (Cut | undefined)[] {
  const range = rangeOf(element.ownerDocument)
  const starts: (Cut | undefined)[] = tops.map(() => undefined)
  let line = 1
  for (const node of textNodes(element)) {
    if (line >= tops.length) break
    // nearly every text node is one word on one line: ask for its letters only where it passes the edge
    range.selectNodeContents(node)
    const rects = range.getClientRects()
    const last = rects[rects.length - 1]
    if (!last || (last.top + last.bottom) / 2 <= (tops[line] ?? 0)) continue
    for (let offset = 0; offset < node.length && line < tops.length; offset += 1) {
      const middle = middleOf(range, node, offset)
      if (middle === undefined) continue
      while (line < tops.length && middle > (tops[line] ?? 0)) {
        starts[line] ??= { node, offset }
        line += 1
      }
    }
  }
  return starts
}

/** Upper edges of the lines of a block of text with one line height. */
function lineTops(element: HTMLElement, lineHeight: number, count: number): number[] {
  const view = element.ownerDocument.defaultView
  const style = view?.getComputedStyle(element)
  const top = element.getBoundingClientRect().top + Number.parseFloat(style?.paddingTop ?? '0')
  return Array.from({ length: count }, (_unused, index) => top + index * lineHeight)
}

/** Moves everything from `cut` to the end of `element` into a copy of it that follows, and returns the copy. */
function splitAt(element: HTMLElement, cut: Cut): HTMLElement {
  const range = rangeOf(element.ownerDocument)
  range.setStart(cut.node, cut.offset)
  range.setEndAfter(element.lastChild ?? element)
  const tail = range.extractContents()
  const rest = element.cloneNode(false) as HTMLElement
  rest.append(tail)
  // the space at the end of the cut line was collapsed; as the last one of a justified line it must stay so
  element.classList.add('cut')
  rest.classList.add('rest')
  rest.classList.remove('cut')
  element.after(rest)
  // a break before the cut leaves an empty first line behind
  const first = rest.firstChild
  if (first && first.nodeName === 'BR') first.remove()
  return rest
}

/** What stands below one another in `box`: the height of each part goes as far as the next one. */
function heightsOf(box: DOMRect, parts: readonly HTMLElement[]): { heights: number[]; above: number } {
  const tops = parts.map((part) => part.getBoundingClientRect().top)
  return {
    heights: tops.map((top, index) => (tops[index + 1] ?? box.bottom) - top),
    above: (tops[0] ?? box.top) - box.top,
  }
}

function measure(element: HTMLElement, known: ReadonlyMap<HTMLElement, MeasuredRows>): Measured {
  const split = element.dataset.split as Measured['split']
  const none = { parts: [], lineHeight: 0, heights: [], above: 0 }
  const whole: Measured = { element, split: undefined, lines: 1, ...none }
  if (split === 'lines') {
    const style = element.ownerDocument.defaultView?.getComputedStyle(element)
    const lineHeight = Number.parseFloat(style?.lineHeight ?? '0')
    const padding = Number.parseFloat(style?.paddingTop ?? '0')
    const lines =
      lineHeight > 0 ? Math.round((element.getBoundingClientRect().height - padding) / lineHeight) : 1
    return lines > 1 ? { ...none, element, split, lineHeight, lines } : whole
  }
  if (split === 'children') {
    const parts = Array.from(element.children) as HTMLElement[]
    if (parts.length <= 1) return whole
    const measured = heightsOf(element.getBoundingClientRect(), parts)
    return { element, split, parts, lineHeight: 0, lines: parts.length, ...measured }
  }
  if (split === 'rows') {
    const long = known.get(element)
    if (long) return { element, split, lineHeight: 0, lines: long.parts.length, ...long }
    const parts = Array.from(element.querySelectorAll<HTMLElement>('tbody > tr'))
    if (parts.length === 0) return whole
    const measured = heightsOf(element.getBoundingClientRect(), parts)
    return { element, split, parts, lineHeight: 0, lines: parts.length, ...measured }
  }
  return whole
}

/** Cuts rows that are taller than `limit` (px) into pieces of a few lines each, so that each piece fits. */
function splitTallRows(table: HTMLElement, limit: number): void {
  const rows = Array.from(table.querySelectorAll<HTMLElement>('tbody > tr'))
  const heights = rows.map((row) => row.getBoundingClientRect().height)
  rows.forEach((row, index) => {
    const height = heights[index] ?? 0
    if (height > limit && textHeight(row) > limit) cutRow(row)
  })
}

/** Height of the tallest text of a row: a row may be higher, where it is room to write by hand. */
function textHeight(row: HTMLElement): number {
  const contents = Array.from(row.querySelectorAll<HTMLElement>('.c'))
  return Math.max(0, ...contents.map((content) => content.getBoundingClientRect().height))
}

/** The tallest row that stays whole (px). */
function rowLimit(table: HTMLElement, page: number): number {
  const head = table.querySelector('thead')?.getBoundingClientRect().height ?? 0
  return (page - head - 40) / (table.dataset.rows === 'flow' ? FLOWING_ROW : 1)
}

/** Rows of a long table that are laid out at a time. */
const ROWS_AT_A_TIME = 100

/**
 * A long table is laid out and measured part by part, because every word of it laid out at once would not find room in
 * the memory of a small PC. Its columns have fixed widths, so that the height of a row depends on the row alone.
 * @param page height of a page (px)
 * @param settled its lines may be joined already
 */
function measureLong(element: HTMLElement, page: number, settled: boolean): MeasuredRows {
  const table = element.querySelector('table') as HTMLElement
  const body = table.querySelector('tbody') as HTMLElement
  const rows = Array.from(body.children) as HTMLElement[]
  const out: MeasuredRows = { parts: [], heights: [], above: 0 }
  body.replaceChildren()
  table.classList.remove('long')
  freeWideUnits(table)
  const limit = rowLimit(element, page)
  for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) {
    body.replaceChildren(...rows.slice(from, from + ROWS_AT_A_TIME))
    freeWideUnits(body)
    splitTallRows(element, limit)
    if (settled) settle(body, '.c')
    const parts = Array.from(body.children) as HTMLElement[]
    const { heights, above } = heightsOf(element.getBoundingClientRect(), parts)
    for (const part of parts) out.parts.push(part)
    for (const height of heights) out.heights.push(height)
    out.above = above
  }
  body.replaceChildren()
  return out
}

const LINES_PER_PIECE = 3
/** Rows of a flowing table (long texts in the cells of a form) are cut from this part of a page on. */
const FLOWING_ROW = 4

function cutRow(row: HTMLElement): void {
  const view = row.ownerDocument.defaultView
  const cells = Array.from(row.children) as HTMLElement[]
  const contents = cells.map((cell) => cell.querySelector<HTMLElement>('.c'))
  const measured = contents.map((content) => {
    if (!content) return { content, lineHeight: 0, count: 0 }
    const lineHeight = Number.parseFloat(view?.getComputedStyle(content).lineHeight ?? '0')
    const count = lineHeight > 0 ? Math.round(content.getBoundingClientRect().height / lineHeight) : 1
    return { content, lineHeight, count }
  })
  // cut at the same lines in every cell; what is left at the end is no line alone
  const longest = Math.max(0, ...measured.map(({ count }) => count))
  const lastCut = Math.floor((longest - ORPHANS) / LINES_PER_PIECE) * LINES_PER_PIECE
  const number = contents[0]?.textContent ?? ''
  const pieces = measured.map(({ content, lineHeight, count }): Node[] => {
    if (!content) return []
    const starts = lineStarts(content, lineTops(content, lineHeight, count))
    const out: HTMLElement[] = []
    // from the end, so that the earlier cuts stay valid
    const from = Math.min(lastCut, Math.floor((count - 1) / LINES_PER_PIECE) * LINES_PER_PIECE)
    for (let line = from; line > 0; line -= LINES_PER_PIECE) {
      const cut = starts[line]
      if (cut) {
        const rest = splitAt(content, cut)
        rest.remove()
        out.unshift(rest)
      }
    }
    return out
  })
  const most = Math.max(0, ...pieces.map((list) => list.length))
  // its text is higher than what was asked for
  if (most > 0) row.style.height = ''
  let last = row
  for (let index = 0; index < most; index += 1) {
    const next = row.cloneNode(false) as HTMLElement
    next.style.height = ''
    next.classList.add('after')
    next.dataset.row = number
    cells.forEach((cell, column) => {
      const copy = cell.cloneNode(false) as HTMLElement
      const piece = pieces[column]?.[index]
      if (piece) copy.append(piece)
      next.append(copy)
    })
    last.classList.add('piece')
    last.after(next)
    last = next
  }
}

/** Boxes that hold lines of text. */
const TEXT_BOXES =
  '.c,.p,.t,.l,.hl,.pad,.speed div,.title,.v,.seat>span,.number,.address>div,.contact>div,.names>div,.words,.signatures>div>div,.motto>div,.tick>span,.closing.centred>div,.date'

/**
 * A unit wider than its line breaks after all, because nothing may stick out (§D.3): first at the places it names itself,
 * then, if a piece of it is still too wide, between any two letters.
 */
function freeWideUnits(flow: HTMLElement): void {
  const boxes = Array.from(flow.querySelectorAll<HTMLElement>(TEXT_BOXES))
  const over = boxes.filter((box) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth)
  const view = flow.ownerDocument.defaultView
  const rooms = over.map((box) => {
    const style = view?.getComputedStyle(box)
    const indent = Number.parseFloat(style?.textIndent ?? '0')
    const padding =
      Number.parseFloat(style?.paddingLeft ?? '0') + Number.parseFloat(style?.paddingRight ?? '0')
    return box.clientWidth - padding - indent
  })
  // a composed word (องค์การบริหารส่วนตำบล) in a narrow column: whole it would leave half the line empty
  const wide: HTMLElement[] = Array.from(
    flow.querySelectorAll<HTMLElement>('.c .composed,.seat .composed,.t .composed'),
  ).filter((group) => {
    const box = group.closest<HTMLElement>(TEXT_BOXES)
    return box !== null && group.offsetWidth > box.clientWidth * COMPOSED_SHARE
  })
  over.forEach((box, index) => {
    for (const group of Array.from(box.querySelectorAll<HTMLElement>('.nb'))) {
      if (group.getBoundingClientRect().width > (rooms[index] ?? 0)) wide.push(group)
    }
  })
  for (const group of wide) group.classList.add('free')
  const nodes: Text[] = []
  const range = rangeOf(flow.ownerDocument)
  over.forEach((box, index) => {
    for (const node of textNodes(box)) {
      range.selectNodeContents(node)
      if (range.getBoundingClientRect().width > (rooms[index] ?? 0) + 0.5) nodes.push(node)
    }
  })
  for (const node of nodes) {
    const any = flow.ownerDocument.createElement('span')
    any.className = 'any'
    node.replaceWith(any)
    any.append(node)
  }
}

/** Boxes of lines whose words are joined once the marks have been read from them. */
const SETTLED =
  '.c,.p,.t,.hl,.seat>span,.address>div,.contact>div,.names>div,.words,.motto>div,.closing.centred>div,.dotted .v'

/**
 * Takes away the places to break that no line uses, and joins the words of each line to one text: the printer writes
 * lines in a fraction of the time of words, and the file says them with fewer tags. The lines stay as they are.
 */
function settle(root: ParentNode & Node, selector: string): void {
  const document = root.ownerDocument
  if (!document) return
  const range = rangeOf(document)
  const boxes = Array.from(root.querySelectorAll<HTMLElement>(selector)).filter(
    (box) =>
      box.querySelector('.any') === null &&
      (box.classList.contains('c') || box.querySelector('wbr') !== null),
  )
  const used = new Set<Node>()
  for (const box of boxes) {
    let last: DOMRect | undefined
    let waiting: Node | undefined
    const walker = document.createTreeWalker(box, 5 /* SHOW_ELEMENT | SHOW_TEXT */)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeName === 'WBR') waiting = node
      if (node.nodeType !== 3) continue
      range.selectNodeContents(node)
      const rect = range.getBoundingClientRect()
      // a space that ends a line has no box
      if (rect.height === 0) continue
      if (waiting && last && rect.top > last.top + last.height / 2) used.add(waiting)
      waiting = undefined
      last = rect
    }
  }
  for (const box of boxes) {
    const cell = box.classList.contains('c') ? box.closest('td,th') : null
    const copy = box.cloneNode(false)
    copyJoined(box, copy, used, cell !== null)
    if (cell) {
      cell.replaceChildren(...copy.childNodes)
      cell.classList.add('set')
    } else box.replaceChildren(...copy.childNodes)
  }
}

/**
 * The children of `from`, without unused places to break and the groups of units, neighbouring texts as one.
 * @param asText the ends of lines become line feeds: the whole cell is one text, hence one tag
 */
function copyJoined(from: Node, to: Node, used: ReadonlySet<Node>, asText: boolean): void {
  const add = (text: string) => {
    const last = to.lastChild
    if (last?.nodeType === 3) last.nodeValue += text
    else to.appendChild((from.ownerDocument as Document).createTextNode(text))
  }
  for (const node of from.childNodes) {
    if (node.nodeType === 3) add(node.nodeValue ?? '')
    else if (node.nodeName === 'WBR') {
      if (!used.has(node)) continue
      if (asText) add('\n')
      else to.appendChild(node.cloneNode())
    } else if ((node as Element).classList.contains('nb')) copyJoined(node, to, used, asText)
    else {
      const copy = node.cloneNode(false)
      to.appendChild(copy)
      copyJoined(node, copy, used, asText)
    }
  }
}

/** The heading of a group once more, for the page on which the group goes on. */
function continuedGroup(row: HTMLElement, words: string): HTMLElement {
  const copy = row.cloneNode(true) as HTMLElement
  copy.classList.add('again')
  const content = copy.querySelector('.c,td') ?? copy
  const document = row.ownerDocument
  content.append(document.createElement('wbr'), document.createTextNode(` ${words}`))
  return copy
}

/** The number of a row once more and (ต่อ), for the page on which the row goes on. */
function continuedRow(row: HTMLElement, words: string): void {
  const cell = row.children[0]
  const number = row.dataset.row ?? ''
  if (!cell || number === '' || cell.textContent !== '') return
  const document = row.ownerDocument
  const content = document.createElement('div')
  content.className = 'c'
  content.append(number, document.createElement('br'), words)
  cell.replaceChildren(content)
}

function keeps(element: HTMLElement, side: 'next' | 'previous'): boolean {
  return (element.dataset.keep ?? '').split(' ').includes(side)
}

/** Body text that counts as "two lines before the closing words". */
const isBody = (entry: Measured): boolean =>
  entry.element.classList.contains('p') || entry.split === 'children' || entry.split === 'rows'

function itemsOf(blocks: readonly Measured[]): Item[] {
  const items: Item[] = []
  blocks.forEach((entry, block) => {
    const { element } = entry
    const box = element.getBoundingClientRect()
    const style = element.ownerDocument.defaultView?.getComputedStyle(element)
    const space = Number.parseFloat(style?.paddingTop ?? '0')
    const previous = blocks[block - 1]?.element
    const pageBreak = element.dataset.break === 'page'
    const startsFree = previous !== undefined && !keeps(previous, 'next') && !keeps(element, 'previous')
    if (entry.split === 'lines') {
      for (let part = 0; part < entry.lines; part += 1) {
        items.push({
          block,
          part,
          height: entry.lineHeight + (part === 0 ? space : 0),
          firstHeight: entry.lineHeight,
          mayBreak: part === 0 ? startsFree : part >= ORPHANS && entry.lines - part >= ORPHANS,
          headHeight: 0,
          inRow: false,
          pageBreak: false,
        })
      }
      return
    }
    if (entry.split === 'children' || entry.split === 'rows') {
      const headHeight = entry.split === 'rows' ? entry.above - space : 0
      const again = element.dataset.continued !== undefined
      const flows = element.dataset.rows === 'flow'
      let group: { row: HTMLElement; height: number } | undefined
      entry.parts.forEach((row, part) => {
        if (again && row.classList.contains('group')) group = { row, height: entry.heights[part] ?? 0 }
        const inGroup = group !== undefined && group.row !== row && !row.classList.contains('total')
        const height = entry.heights[part] ?? 0
        const before = entry.parts[part - 1]
        const held =
          before !== undefined &&
          (before.classList.contains('group') ||
            row.classList.contains('subtotal') ||
            row.classList.contains('total'))
        const alone = entry.split === 'children' && (part === 1 || part === entry.parts.length - 1)
        items.push({
          block,
          part,
          height: height + (part === 0 ? entry.above : 0),
          firstHeight: height + (part === 0 ? entry.above - space - headHeight : 0),
          mayBreak: part === 0 ? startsFree : !held && !alone,
          headHeight: headHeight + (inGroup ? (group?.height ?? 0) : 0),
          ...(inGroup && group ? { group: group.row } : {}),
          inRow: flows && row.classList.contains('after'),
          pageBreak: false,
        })
      })
      return
    }
    items.push({
      block,
      part: 0,
      height: box.height,
      firstHeight: element.classList.contains('head') ? box.height : box.height - space,
      mayBreak: startsFree,
      headHeight: 0,
      inRow: false,
      pageBreak,
    })
  })
  // The closing words take at least two lines of body text with them.
  blocks.forEach((entry, block) => {
    if (entry.element.dataset.role !== 'closing') return
    const at = items.findIndex((item) => item.block === block)
    let lines = 0
    for (let index = at; index > 0 && lines < ORPHANS; index -= 1) {
      const item = items[index]
      if (item) item.mayBreak = false
      const before = items[index - 1]
      const owner = before ? blocks[before.block] : undefined
      if (owner && isBody(owner)) lines += owner.split === undefined ? Math.max(1, owner.lines) : 1
      else if (
        owner &&
        !isBody(owner) &&
        owner.element.dataset.role !== 'closing' &&
        !owner.element.classList.contains('tick')
      )
        break
    }
  })
  return items
}

type Sheet = { from: number; to: number; last: boolean }

/** Greedy filling: as much as fits, back to the last place where a page may end. Linear in items. */
function fill(items: readonly Item[], room: { first: number; other: number; mark: number }): Sheet[] {
  const sheets: Sheet[] = []
  // remaining height from each item to the end, as if it followed on: tells when the rest is the last page
  const rest = new Array<number>(items.length + 1).fill(0)
  const broken = new Array<boolean>(items.length + 1).fill(false)
  for (let index = items.length - 1; index >= 0; index -= 1) {
    rest[index] = (rest[index + 1] ?? 0) + (items[index]?.height ?? 0)
    broken[index] = (broken[index + 1] ?? false) || (items[index]?.pageBreak ?? false)
  }
  const TOLERANCE = 0.6
  let from = 0
  while (from < items.length) {
    if (items[from]?.pageBreak) {
      from += 1
      continue
    }
    const full = sheets.length === 0 ? room.first : room.other
    const start = items[from] as Item
    const begin = start.firstHeight + (start.part > 0 || start.headHeight > 0 ? start.headHeight : 0)
    if (!broken[from] && begin + (rest[from + 1] ?? 0) <= full + TOLERANCE) {
      sheets.push({ from, to: items.length, last: true })
      break
    }
    const limit = full - room.mark
    let used = begin
    let to = from + 1
    let good = -1
    let between = -1
    let lost = 0
    while (to < items.length) {
      const item = items[to] as Item
      if (item.pageBreak) {
        good = to
        between = to
        break
      }
      if (item.mayBreak) {
        good = to
        if (!item.inRow) {
          between = to
          lost = limit - used
        }
      }
      if (used + item.height > limit + TOLERANCE) break
      used += item.height
      to += 1
    }
    // a row that flows is cut only where more of the page would stand empty than a row takes that is never cut
    if (between > from && good !== between && lost <= limit / FLOWING_ROW) good = between
    // nothing may break here: cut where the page ends rather than lose anything
    if (good <= from) good = Math.max(to, from + 1)
    if (to >= items.length && good < from + 1) good = items.length
    sheets.push({ from, to: good, last: good >= items.length })
    from = good
  }
  return sheets
}

/** The first words of what begins a page. */
function firstWords(root: HTMLElement): string {
  const pieces: { text: string; together: boolean }[] = []
  const body = root.querySelector('tbody')
  const source: Element =
    body?.querySelector(':scope > tr:not(.again)') ??
    (root.classList.contains('committee') ? (root.firstElementChild ?? root) : root)
  const add = (node: Node): void => {
    if (node.nodeType === 3) {
      // each text is one unit of the line, with its space at the end
      const text = (node.nodeValue ?? '').replace(/\s+/gu, ' ')
      const word = text.trimEnd()
      if (word !== '') pieces.push({ text: word, together: true })
      if (word.length < text.length) pieces.push({ text: ' ', together: false })
    } else if (node.nodeName === 'BR') pieces.push({ text: ' ', together: false })
    else if ((node as Element).classList.contains('nb')) {
      const text = node.textContent ?? ''
      pieces.push({ text: text.trimEnd(), together: true })
      if (text.trimEnd() !== text) pieces.push({ text: ' ', together: false })
    } else {
      for (const child of Array.from(node.childNodes)) add(child)
      if (['TD', 'DIV'].includes(node.nodeName)) pieces.push({ text: ' ', together: false })
    }
  }
  add(source)
  return wordsForMark(pieces)
}

/** Exported for tests: whole words, number first, at least ten characters, a protected group whole. */
export function wordsForMark(pieces: readonly { text: string; together: boolean }[]): string {
  const text = pieces.map((piece) => piece.text).join('')
  const lead = text.length - text.trimStart().length
  const segmenter = new Intl.Segmenter('th', { granularity: 'word' })
  const ends: number[] = []
  let at = -lead
  for (const piece of pieces) {
    if (piece.together) ends.push(at + piece.text.length)
    else for (const word of segmenter.segment(piece.text)) ends.push(at + word.index + word.segment.length)
    at += piece.text.length
  }
  const body = text.slice(lead)
  const number = /^(?:[-–•]|\(?[๐-๙0-9]+(?:[./][๐-๙0-9]+)*[.)]?)\s+/u.exec(body)?.[0].length ?? 0
  let end = number
  let good = 0
  for (const place of ends) {
    if (place <= number) continue
    if (/^[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0e2f\u0e46]/u.test(body.slice(place, place + 1))) continue
    if (place - number > MARK_LIMIT && good > 0) break
    const isSpace = body.slice(end, place).trim() === ''
    end = place
    if (isSpace) continue
    good = end
    if (end - number >= MARK_CHARACTERS) break
  }
  const words = body
    .slice(0, good === 0 ? end : good)
    .replace(/\s+/gu, ' ')
    .trim()
  const clusters = Array.from(
    new Intl.Segmenter('th', { granularity: 'grapheme' }).segment(words),
    (part) => part.segment,
  )
  return clusters.length > MARK_LIMIT + number ? clusters.slice(0, MARK_LIMIT + number).join('') : words
}

/** More than this between two letters looks torn: the spaces of the line take the rest (in em). */
const MOST_STRETCH_EM = 0.12
/** What a space may take, and what letters take at most on a line without spaces (in em). */
const MOST_SPACE_EM = 2
const MOST_TORN_EM = 0.3

type MeasuredLine = { start: Cut; right: number }

/** Lines of a paragraph that stands unjustified: where each begins and where its text ends. */
function measureLines(paragraph: HTMLElement): MeasuredLine[] {
  const range = rangeOf(paragraph.ownerDocument)
  const lines: (MeasuredLine & { middle: number; height: number })[] = []
  const add = (node: Text, offset: number, rect: DOMRect) => {
    const middle = (rect.top + rect.bottom) / 2
    const line = lines.at(-1)
    if (line && Math.abs(line.middle - middle) < line.height / 2)
      line.right = Math.max(line.right, rect.right)
    else lines.push({ start: { node, offset }, right: rect.right, middle, height: rect.height })
  }
  for (const node of textNodes(paragraph)) {
    range.selectNodeContents(node)
    const rects = Array.from(range.getClientRects()).filter((rect) => rect.width > 0)
    if (rects.length === 1 && rects[0]) add(node, 0, rects[0])
    if (rects.length < 2) continue
    for (let offset = 0; offset < node.length; offset += 1) {
      range.setStart(node, offset)
      range.setEnd(node, offset + 1)
      const rect = range.getClientRects()[0]
      if (rect && rect.width > 0) add(node, offset, rect)
    }
  }
  return lines
}

/**
 * Justified lines that would be torn apart, because a long word had to go to the next line, are spread by hand: a little
 * between the letters and the rest in the spaces, as Word does. Chromium before `text-justify` (`all`) has every line of
 * every justified paragraph spread so.
 */
function spreadLines(bodies: readonly HTMLElement[], all: boolean): void {
  const paragraphs = bodies.flatMap((body) => Array.from(body.querySelectorAll<HTMLElement>('.p.justify')))
  for (const paragraph of paragraphs) paragraph.classList.add('natural')
  const clusters = new Intl.Segmenter('th', { granularity: 'grapheme' })
  const view = paragraphs[0]?.ownerDocument.defaultView
  const plans = paragraphs.map((paragraph) => {
    const style = view?.getComputedStyle(paragraph)
    const em = Number.parseFloat(style?.fontSize ?? '16')
    const indent = Number.parseFloat(style?.textIndent ?? '0')
    const edge = paragraph.getBoundingClientRect().right - Number.parseFloat(style?.paddingRight ?? '0')
    const lines = measureLines(paragraph)
    const cut = paragraph.classList.contains('cut')
    const breaks = paragraph.querySelector('br') !== null
    const range = rangeOf(paragraph.ownerDocument)
    const spreads = lines.map((line, index) => {
      const next = lines[index + 1]
      if (!next && !cut) return { letter: 0, word: 0 }
      range.setStart(line.start.node, line.start.offset)
      if (next) range.setEnd(next.start.node, next.start.offset)
      else range.setEndAfter(paragraph.lastChild ?? paragraph)
      // a line that ends because the text says so is not spread
      if (breaks && range.cloneContents().querySelector('br') !== null) return { letter: 0, word: 0 }
      return spreadOf(range.toString().trim(), edge - line.right, em, clusters)
    })
    return { paragraph, lines, indent, spreads, torn: spreads.some((one) => one.torn === true) }
  })
  for (const paragraph of paragraphs) paragraph.classList.remove('natural')
  for (const plan of plans) {
    if (plan.lines.length > 0 && (plan.torn || (all && (plan.lines.length > 1 || plan.spreads[0]?.letter))))
      writeLines(plan)
  }
}

type Spread = { letter: number; word: number; torn?: boolean }

function spreadOf(text: string, gap: number, em: number, clusters: Intl.Segmenter): Spread {
  // what follows the last letter stands in the margin and is not seen
  const between = Array.from(clusters.segment(text)).length - 1
  if (between < 1 || gap <= 0) return { letter: 0, word: 0 }
  const letter = gap / between
  if (letter <= MOST_STRETCH_EM * em) return { letter, word: 0 }
  const spaces = text.split(/\s+/u).length - 1
  if (spaces === 0) return { letter: Math.min(letter, MOST_TORN_EM * em), word: 0, torn: true }
  const kept = MOST_STRETCH_EM * em
  const word = Math.min((gap - kept * between) / spaces, MOST_SPACE_EM * em)
  return { letter: Math.min((gap - word * spaces) / between, MOST_TORN_EM * em), word, torn: true }
}

function writeLines(plan: {
  paragraph: HTMLElement
  lines: readonly MeasuredLine[]
  indent: number
  spreads: readonly Spread[]
}): void {
  const { paragraph, lines } = plan
  const boxes: HTMLElement[] = []
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const start = lines[index]?.start
    if (!start) continue
    const range = rangeOf(paragraph.ownerDocument)
    if (index === 0) range.setStart(paragraph, 0)
    else range.setStart(start.node, start.offset)
    range.setEndAfter(paragraph.lastChild ?? paragraph)
    const box = paragraph.ownerDocument.createElement('span')
    box.className = 'ln'
    box.append(range.extractContents())
    // its own box ends the line already
    for (const end of Array.from(box.querySelectorAll('br'))) end.remove()
    const { letter, word } = plan.spreads[index] ?? { letter: 0, word: 0 }
    if (letter === 0) box.dataset.loose = 'yes'
    else box.style.letterSpacing = `${letter}px`
    if (word > 0) box.style.wordSpacing = `${word}px`
    if (index === 0) box.style.textIndent = `${plan.indent}px`
    boxes.unshift(box)
  }
  paragraph.replaceChildren(...boxes)
}

function justifies(document: Document): boolean {
  const view = document.defaultView as
    | (Window & { CSS?: { supports(name: string, value: string): boolean } })
    | null
  return view?.CSS?.supports('text-justify', 'inter-character') ?? false
}

const thaiDigits = (text: string): string =>
  text.replace(/[0-9]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0x0e20))

function furniture(
  sheet: HTMLElement,
  className: string,
  text: string,
  place: Partial<CSSStyleDeclaration>,
): void {
  const box = sheet.ownerDocument.createElement('div')
  box.className = `furniture ${className}`
  box.setAttribute('aria-hidden', 'true')
  box.textContent = text
  Object.assign(box.style, place)
  sheet.append(box)
}

/** What a section tells and is told between its steps. */
type Step = { pages: number; bodies: readonly HTMLElement[] }

/**
 * One section in steps that only read or only write; all sections go step by step together, so that the browser lays the
 * paper out once a step and not once a section.
 * @param begins its pages are counted from 1
 */
function* paginateSection(
  flow: HTMLElement,
  begins: boolean,
  report: PageReport,
): Generator<Step, void, number> {
  const document = flow.ownerDocument
  const width = num(flow, 'width')
  const height = num(flow, 'height')
  const [top, firstTop, bottom, left, right] = ['top', 'firstTop', 'bottom', 'left', 'right'].map((name) =>
    num(flow, name),
  ) as [number, number, number, number, number]
  // a section that goes on numbering carries a number on its first page too: its text begins where that of other pages does
  const beginMm = !begins || flow.dataset.numbering === 'all' ? Math.max(firstTop, top) : firstTop
  const marked = flow.dataset.mark === 'true'
  const secrecy = flow.dataset.secrecy ?? ''
  const room = {
    first: (height - beginMm - bottom) * PX_PER_MM,
    other: (height - top - bottom) * PX_PER_MM,
    mark: 0,
  }
  const tables = Array.from(flow.querySelectorAll<HTMLElement>('[data-split="rows"]'))
  const long = new Map<HTMLElement, MeasuredRows>()
  for (const table of tables)
    if (table.querySelector('table.long')) long.set(table, measureLong(table, room.other, !marked))
  freeWideUnits(flow)
  const nothing: Step = { pages: 0, bodies: [] }
  yield nothing
  for (const table of tables) if (!long.has(table)) splitTallRows(table, rowLimit(table, room.other))
  // the words of the mark are read from the units
  if (!marked) settle(flow, '.c')
  yield nothing
  const lineHeight = 16 * 1.13 * (96 / 72)
  // three line spaces under the last line, and the mark's own line ends 12 mm above the edge
  if (marked) room.mark = Math.max(0, (MARK_BOTTOM_MM - bottom) * PX_PER_MM + MARK_LINES * lineHeight)
  const blocks = (Array.from(flow.children) as HTMLElement[]).map((element) => measure(element, long))
  const items = itemsOf(blocks)
  const sheets = fill(items, room)
  if (sheets.length === 0) sheets.push({ from: 0, to: 0, last: true })

  const cuts = sheets.flatMap(({ from }) => {
    const item = items[from]
    const entry = item && item.part > 0 ? blocks[item.block] : undefined
    if (!item || entry?.split !== 'lines') return []
    const starts = lineStarts(entry.element, lineTops(entry.element, entry.lineHeight, item.part + 1))
    const cut = starts[item.part]
    return cut ? [{ cut, entry, item }] : []
  })
  const numberFrom = yield { pages: sheets.length, bodies: [] }

  // Cut paragraphs while they still stand in the flow, last cut first so that earlier line starts stay valid.
  const pieces = new Map<number, Map<number, HTMLElement>>()
  for (const { cut, entry, item } of cuts.reverse()) {
    const known = pieces.get(item.block) ?? new Map<number, HTMLElement>()
    known.set(item.part, splitAt(entry.element, cut))
    pieces.set(item.block, known)
  }

  const holder = document.createDocumentFragment()
  const bodies: HTMLElement[] = []
  const boxes: HTMLElement[] = []
  sheets.forEach((sheet, index) => {
    const page = document.createElement('div')
    page.className = `page ${flow.dataset.orientation ?? 'portrait'}`
    page.style.width = `${width - HAIR_MM}mm`
    page.style.height = `${height - HAIR_MM}mm`
    const number = numberFrom + index
    const shown =
      flow.dataset.numbering === 'all' ||
      (flow.dataset.numbering === 'fromSecond' && (index > 0 || numberFrom > 1))
    const text = flow.dataset.digits === 'thai' ? thaiDigits(`- ${number} -`) : `- ${number} -`
    const above = index === 0 ? beginMm : top
    if (shown)
      furniture(page, 'number', text, {
        top: `${Math.max(6, above - 12)}mm`,
        left: `${left}mm`,
        right: `${right}mm`,
      })
    if (secrecy !== '')
      furniture(page, 'secrecy', secrecy, { top: '4mm', left: `${left}mm`, right: `${right}mm` })
    const body = document.createElement('div')
    body.className = 'body'
    const bodyTop = index === 0 ? beginMm : top
    Object.assign(body.style, { top: `${bodyTop}mm`, left: `${left}mm`, width: `${width - left - right}mm` })
    let at = sheet.from
    while (at < sheet.to) {
      const item = items[at] as Item
      const entry = blocks[item.block] as Measured
      let end = at
      while (end < sheet.to && items[end]?.block === item.block) end += 1
      const first = item.part
      const lastPart = (items[end - 1] as Item).part
      if (entry.split === undefined || (first === 0 && lastPart === entry.lines - 1)) {
        if (!item.pageBreak) body.append(entry.element)
      } else if (entry.split === 'lines') {
        body.append(first === 0 ? entry.element : (pieces.get(item.block)?.get(first) ?? entry.element))
      } else {
        const shell = entry.element.cloneNode(false) as HTMLElement
        const parts = entry.parts.slice(first, lastPart + 1)
        if (entry.split === 'children') shell.append(...parts)
        else {
          const table = entry.element.querySelector('table') as HTMLElement
          const copy = table.cloneNode(false) as HTMLElement
          const rows = document.createElement('tbody')
          if (item.group && first > 0)
            rows.append(continuedGroup(item.group, entry.element.dataset.continued ?? ''))
          rows.append(...parts)
          for (const name of ['colgroup', 'thead']) {
            const part = table.querySelector(name)
            if (part) copy.append(part.cloneNode(true))
          }
          copy.append(rows)
          shell.append(copy)
          // a row cut by the page has its line at the foot and at the top
          parts[parts.length - 1]?.classList.remove('piece')
          if (parts[0]?.classList.contains('after')) {
            parts[0].classList.remove('after')
            if (entry.element.dataset.continued !== undefined)
              continuedRow(parts[0], entry.element.dataset.continued)
          }
        }
        body.append(shell)
      }
      at = end
    }
    if (index > 0) body.firstElementChild?.classList.add('first')
    else if (!body.firstElementChild?.classList.contains('head'))
      body.firstElementChild?.classList.add('first')
    page.append(body)
    bodies.push(body)
    boxes.push(page)
    holder.append(page)
  })
  flow.replaceWith(holder)
  yield { pages: sheets.length, bodies }

  const heights = bodies.map((body) => body.scrollHeight)
  yield nothing

  boxes.forEach((page, index) => {
    const limit = index === 0 ? room.first : room.other
    const used = heights[index] ?? 0
    if (used > limit + 2)
      report.overflow.push(`page ${numberFrom + index}: ${Math.round((used - limit) / PX_PER_MM)} mm`)
    const next = bodies[index + 1]?.firstElementChild as HTMLElement | null | undefined
    let mark = ''
    if (marked && next) {
      const words = firstWords(next)
      if (words !== '') {
        mark = `/${words}...`
        const bodyTop = (index === 0 ? beginMm : top) * PX_PER_MM
        const topPx = Math.min(
          bodyTop + used + (MARK_LINES - 1) * lineHeight,
          (height - MARK_BOTTOM_MM) * PX_PER_MM - lineHeight,
        )
        furniture(page, 'mark', mark, { top: `${topPx}px`, right: `${right}mm`, left: `${left}mm` })
      }
    }
    report.marks.push(mark)
    if (secrecy !== '')
      furniture(page, 'secrecy', secrecy, { bottom: '3mm', left: `${left}mm`, right: `${right}mm` })
  })
  report.pages += sheets.length
  report.sections.push(sheets.length)
}

/**
 * Cuts every flow of the document into sheets, in place. Call it once, after the page has loaded; it waits for the faces.
 */
export async function paginate(document: Document): Promise<PageReport> {
  await Promise.all(['400 16pt THS', '700 16pt THS'].map((face) => document.fonts.load(face, 'กA๐')))
  const report: PageReport = { pages: 0, sections: [], marks: [], overflow: [] }
  const flows = Array.from(document.querySelectorAll<HTMLElement>('section.flow'))
  const begins = flows.map((flow, index) => index === 0 || flow.dataset.restart === 'true')
  const sections = flows.map((flow, index) => paginateSection(flow, begins[index] ?? true, report))
  const together = (number: (index: number) => number = () => 0): Step[] =>
    sections.map((section, index) => section.next(number(index)).value ?? { pages: 0, bodies: [] })
  together()
  together()
  const counts = together().map(({ pages }) => pages)
  const numbers: number[] = []
  counts.forEach((_count, index) => {
    const before = (numbers[index - 1] ?? 1) + (counts[index - 1] ?? 0)
    numbers.push(begins[index] ? 1 : before)
  })
  const bodies = together((index) => numbers[index] ?? 1).flatMap((step) => step.bodies)
  spreadLines(bodies, !justifies(document))
  together()
  together()
  settle(document.body, SETTLED)
  return report
}

const sheetsOf = new WeakMap<Document, string[]>()

/**
 * Shows only some of the sheets of a paginated paper, for a printer that takes a long paper part by part. The sheets are
 * kept as text: as elements they take forty times the room.
 */
export function showSheets(document: Document, from: number, to: number): void {
  const sheets =
    sheetsOf.get(document) ?? Array.from(document.querySelectorAll('.page'), (sheet) => sheet.outerHTML)
  sheetsOf.set(document, sheets)
  document.body.innerHTML = sheets.slice(from, to).join('')
}
