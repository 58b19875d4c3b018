/**
 * Joins the parts of one long paper, each printed by the browser on its own because all pages at once would not find
 * room in the memory of a small PC. Knows the files that Chromium writes (Skia: PDF 1.4, a plain table of references, no
 * object streams), and keeps their tags: one document with all children, one tree of marks. Pure.
 */

type Part = {
  text: string
  /** Number of an object → where its content begins and ends in the text. */
  objects: ReadonlyMap<number, { from: number; to: number }>
  size: number
  root: number
  info: number
}

const badPart = (what: string): Error => new Error(`not a PDF of Chromium: ${what}`)

function partOf(bytes: Uint8Array): Part {
  // one character a byte: places in the text are places in the file
  const text = latin1(bytes)
  const tail = text.slice(Math.max(0, text.length - 2_048))
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/u.exec(tail)?.[1] ?? Number.NaN)
  const trailer = text.slice(text.lastIndexOf('trailer'))
  const named = (name: string) => Number(new RegExp(`/${name} (\\d+)`, 'u').exec(trailer)?.[1] ?? Number.NaN)
  const [size, root, info] = [named('Size'), named('Root'), named('Info')]
  const table = /^xref\s+0 (\d+)\s*\n/u.exec(text.slice(start, start + 40))
  if (!table || ![size, root, info].every(Number.isInteger)) throw badPart('no table of references')
  const first = start + table[0].length
  const places: { number: number; at: number }[] = []
  for (let number = 1; number < size; number += 1) {
    const line = text.slice(first + number * 20, first + number * 20 + 18)
    if (line.endsWith('n')) places.push({ number, at: Number(line.slice(0, 10)) })
  }
  places.sort((a, b) => a.at - b.at)
  const objects = new Map<number, { from: number; to: number }>()
  for (const [index, { number, at }] of places.entries()) {
    const head = `${number} 0 obj`
    const to = text.lastIndexOf('endobj', places[index + 1]?.at ?? start)
    if (!text.startsWith(head, at) || to < at) throw badPart(`object ${number}`)
    objects.set(number, { from: at + head.length, to })
  }
  return { text, objects, size, root, info }
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)

/** The words of an object, without what a stream holds. */
function headOf(part: Part, number: number): string {
  const place = part.objects.get(number)
  if (!place) return ''
  const whole = part.text.slice(place.from, place.to)
  const stream = whole.indexOf('stream\n')
  return stream < 0 ? whole : whole.slice(0, stream)
}

/** The object that a name of another points to. */
function pointed(head: string, name: string): number | undefined {
  const found = new RegExp(`/${name} (\\d+) 0 R`, 'u').exec(head)?.[1]
  return found === undefined ? undefined : Number(found)
}

const REFERENCE = /\((?:\\[\s\S]|[^\\()])*\)|<[0-9A-Fa-f\s]*>|\b(\d+) 0 R\b/gu

/** Writes every reference of an object anew; texts are left alone. */
function renumbered(head: string, to: (number: number) => number): string {
  return head.replace(REFERENCE, (whole, number: string | undefined) =>
    number === undefined ? whole : `${to(Number(number))} 0 R`,
  )
}

/** The list behind a name, as it stands: `[1 0 R 2 0 R]` or one reference. */
function listOf(head: string, name: string): string {
  return (
    new RegExp(`/${name} \\[([^\\]]*)\\]`, 'u').exec(head)?.[1] ??
    new RegExp(`/${name} (\\d+ 0 R)`, 'u').exec(head)?.[1] ??
    ''
  )
}

/** The nodes of a tree of numbers or names, each with its own list (empty above the leaves). */
function nodesOf(
  part: Part,
  root: number | undefined,
  name: 'Nums' | 'Names',
): { number: number; list: string }[] {
  if (root === undefined) return []
  const head = headOf(part, root)
  const below = [...listOf(head, 'Kids').matchAll(/(\d+) 0 R/gu)].flatMap(({ 1: kid }) =>
    nodesOf(part, Number(kid), name),
  )
  return [{ number: root, list: listOf(head, name) }, ...below]
}

/** What a part says of itself. */
function outlineOf(part: Part) {
  const catalog = headOf(part, part.root)
  const pages = pointed(catalog, 'Pages')
  if (pages === undefined) throw badPart('no pages')
  const tags = pointed(catalog, 'StructTreeRoot')
  const tagsHead = tags === undefined ? '' : headOf(part, tags)
  const marks = pointed(tagsHead, 'ParentTree')
  const names = pointed(tagsHead, 'IDTree')
  return {
    pages,
    tags,
    document: pointed(tagsHead, 'K'),
    marks,
    marksTree: nodesOf(part, marks, 'Nums'),
    names,
    namesTree: nodesOf(part, names, 'Names'),
    nextMark: Number(/\/ParentTreeNextKey (\d+)/u.exec(tagsHead)?.[1] ?? 0),
    count: Number(/\/Count (\d+)/u.exec(headOf(part, pages))?.[1] ?? 0),
  }
}

/**
 * @param files PDF files of Chromium, in order; their tags, if the first has any, go on in one tree
 * @returns one file with all their pages; title and language of the first
 * @throws Error when a file is not of the kind Chromium writes
 */
export function joinPdfs(files: readonly Uint8Array[]): Uint8Array {
  const [only] = files
  if (only === undefined) throw badPart('no part')
  if (files.length === 1) return only
  const out = createWriter()
  let shift = 0
  let markShift = 0
  const kids: string[] = []
  const children: string[] = []
  const marks: string[] = []
  const names: { name: string; to: string }[] = []
  let pageCount = 0
  let first: { part: Part; outline: ReturnType<typeof outlineOf> } | undefined
  for (const bytes of files) {
    const part = partOf(bytes)
    const outline = outlineOf(part)
    first ??= { part, outline }
    // heads of the trees that all parts share
    const shared = new Map<number, number>([[outline.pages, first.outline.pages]])
    if (outline.tags !== undefined && first.outline.tags !== undefined)
      shared.set(outline.tags, first.outline.tags)
    if (outline.document !== undefined && first.outline.document !== undefined)
      shared.set(outline.document, first.outline.document)
    const to = (number: number) => shared.get(number) ?? number + shift
    const trees = [...outline.marksTree, ...outline.namesTree].map(({ number }) => number)
    const skipped = new Set([...shared.keys(), part.root, part.info, ...trees])
    kids.push(renumbered(listOf(headOf(part, outline.pages), 'Kids'), to))
    pageCount += outline.count
    if (outline.document !== undefined)
      children.push(renumbered(listOf(headOf(part, outline.document), 'K'), to))
    for (const { list } of outline.marksTree)
      marks.push(
        list.replace(
          /(\d+) (\d+) 0 R/gu,
          (_whole, mark, number) => `${Number(mark) + markShift} ${to(Number(number))} 0 R`,
        ),
      )
    for (const { list } of outline.namesTree)
      for (const { 1: name = '', 2: number } of list.matchAll(/\(([^)]*)\) (\d+) 0 R/gu))
        names.push({ name, to: `${to(Number(number))} 0 R` })
    for (const [number, { from, to: end }] of part.objects) {
      if (skipped.has(number)) continue
      const head = headOf(part, number)
      const plain = renumbered(head, to).replace(
        /\/StructParents (\d+)/u,
        (_whole, mark) => `/StructParents ${Number(mark) + markShift}`,
      )
      out.object(number + shift, plain, bytes.subarray(from + head.length, end))
    }
    shift += part.size
    markShift += outline.nextMark
  }
  if (!first) throw badPart('no part')
  const { part, outline } = first
  const none = new Uint8Array()
  const put = (number: number, content: string) => out.object(number, `\n${content}\n`, none)
  put(part.info, headOf(part, part.info).trim())
  put(part.root, headOf(part, part.root).trim())
  put(outline.pages, `<</Type /Pages\n/Kids [${kids.join(' ')}]\n/Count ${pageCount}>>`)
  if (outline.tags !== undefined && outline.document !== undefined && outline.marks !== undefined) {
    const byName = names.sort((a, b) => (a.name < b.name ? -1 : 1))
    const nameRoot = outline.names
    const tree = nameRoot === undefined ? '' : `\n/IDTree ${nameRoot} 0 R`
    put(
      outline.tags,
      `<</Type /StructTreeRoot\n/K ${outline.document} 0 R\n/ParentTreeNextKey ${markShift}\n/ParentTree ${outline.marks} 0 R${tree}>>`,
    )
    const own = headOf(part, outline.document)
    put(outline.document, own.replace(/\/K (?:\[[^\]]*\]|\d+ 0 R)/u, `/K [${children.join(' ')}]`).trim())
    put(outline.marks, `<</Type /ParentTree\n/Nums [${marks.join(' ')}]>>`)
    if (nameRoot !== undefined) {
      // the root of such a tree carries no limits, its leaves do: one leaf
      const leaf = shift
      shift += 1
      put(nameRoot, `<</Kids [${leaf} 0 R]>>`)
      put(
        leaf,
        `<</Limits [(${byName[0]?.name ?? ''}) (${byName.at(-1)?.name ?? ''})]\n/Names [${byName.map(({ name, to }) => `(${name}) ${to}`).join(' ')}]>>`,
      )
    }
  }
  return out.finish({ size: shift, root: part.root, info: part.info })
}

function createWriter() {
  const encoder = (text: string) => {
    const bytes = new Uint8Array(text.length)
    for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index)
    return bytes
  }
  const pieces: Uint8Array[] = [encoder('%PDF-1.4\n%\u00d3\u00eb\u00e9\u00e1\n')]
  let at = pieces[0]?.length ?? 0
  const places = new Map<number, number>()
  const add = (piece: Uint8Array) => {
    pieces.push(piece)
    at += piece.length
  }
  return {
    object(number: number, head: string, rest: Uint8Array): void {
      places.set(number, at)
      add(encoder(`${number} 0 obj${head}`))
      add(rest)
      add(encoder('endobj\n'))
    },
    finish({ size, root, info }: { size: number; root: number; info: number }): Uint8Array {
      const start = at
      const lines = Array.from({ length: size }, (_unused, number) => {
        const place = places.get(number)
        return place === undefined
          ? `0000000000 ${number === 0 ? '65535' : '00001'} f \n`
          : `${String(place).padStart(10, '0')} 00000 n \n`
      })
      add(
        encoder(
          `xref\n0 ${size}\n${lines.join('')}trailer\n<</Size ${size}\n/Root ${root} 0 R\n/Info ${info} 0 R>>\nstartxref\n${start}\n%%EOF\n`,
        ),
      )
      const out = new Uint8Array(at)
      let place = 0
      for (const piece of pieces) {
        out.set(piece, place)
        place += piece.length
      }
      return out
    },
  }
}
