import { postKey } from '../../../core/people/rules.ts'
import { parseThaiDate } from '../../../core/thai/dates.ts'
import { parseMoo } from '../../../core/thai/moo.ts'
import { searchKey } from '../../../core/thai/text.ts'
import { readClipboard } from '../../ui/grid-model.ts'
import { type HeldPost, type HolderChange, holderChange, nameProblem } from './holder-changes.ts'

/** A post that a pasted row may be about, with the place it is of. */
export type PasteTarget = HeldPost & {
  tambonCode: string | null
  mooNo: number | null
  villageName: string
  /** A head of village or community: what a row of a tambon and a moo means. */
  isHead: boolean
}

/** A pasted row with what it was understood as, or why not (`problem.key` in people.json `people.paste.problem.*`). */
export type PastedHolder = {
  line: number
  cells: string[]
  change: HolderChange | null
  problem: { key: string; params: Record<string, string | number> } | null
}

type Role = 'tambon' | 'moo' | 'village' | 'post' | 'name' | 'first' | 'last' | 'title' | 'date' | 'none'

const heads: readonly [Role, RegExp][] = [
  ['tambon', /^(ตำบล|ต\.)/u],
  ['moo', /^(หมู่(ที่|\s*$)|ม\.|ม$)/u],
  ['village', /^(หมู่บ้าน|บ้าน|ชุมชน|ชื่อหมู่บ้าน|ชื่อบ้าน|ชื่อชุมชน)/u],
  ['title', /^คำนำหน้า/u],
  ['last', /^(นาม)?สกุล$/u],
  ['date', /(วันที่|ตั้งแต่|วันเริ่ม|เริ่มดำรง|แต่งตั้งเมื่อ)/u],
  ['post', /^ตำแหน่ง/u],
  ['name', /(ชื่อ|ผู้ใหญ่บ้าน|กำนัน|ผู้ดำรง)/u],
]

/**
 * A list of holders as districts have it in Excel after an election: by heads of columns (ตำบล, หมู่ที่, ชื่อ–สกุล,
 * ตั้งแต่วันที่ … in any order, other columns are passed over), or without heads by what the cells look like. A row is
 * about the head of the village of its tambon and moo, or about the post that it names.
 */
export function parseHolderPaste(
  text: string,
  posts: readonly PasteTarget[],
  tambons: readonly { code: string; name: string }[],
  onlyTambonCode: string | null,
): PastedHolder[] {
  const rows = readClipboard(text)
    .map((cells, at) => ({ line: at + 1, cells: cells.map((cell) => cell.replace(/\s+/gu, ' ').trim()) }))
    .filter((row) => row.cells.some((cell) => cell !== ''))
  const roles = rolesOf(rows[0]?.cells ?? [])
  const body = roles === null ? rows : rows.slice(1)
  const known = index(posts)
  const seen = new Map<string, number>()
  return body.map(({ line, cells }) => {
    const fail = (key: string, params: Record<string, string | number> = {}): PastedHolder => ({
      line,
      cells,
      change: null,
      problem: { key, params },
    })
    const parts = roles === null ? guess(cells, tambons, known) : byRoles(cells, roles)
    const tambon = parts.tambon === '' ? onlyTambonCode : tambonOf(parts.tambon, tambons)
    if (tambon === undefined) return fail('unknownTambon', { name: parts.tambon })
    const found = postOf(parts, tambon, known)
    if (found === 'none') return fail('noPost')
    if (found === 'many') return fail('whichTambon', { moo: parts.moo || parts.village || parts.post })
    if (found === undefined) return fail('unknownPost', { name: placeWords(parts) })
    const twice = seen.get(found.id)
    if (twice !== undefined) return fail('twice', { name: found.name, line: twice })
    seen.set(found.id, line)
    const date = parts.date === '' ? null : parseThaiDate(parts.date)
    if (date !== null && !date.ok) return fail(`date.${date.reason}`, { text: parts.date })
    const vacant = /^([-–—]|ว่าง|ไม่มี)/u.test(parts.name)
    const change = holderChange(found, vacant ? '' : parts.name, date === null ? {} : { startsOn: date.iso })
    const wrong = nameProblem(change)
    if (wrong) return fail('badName', { name: parts.name })
    if (parts.name === '') return fail('noName', { post: found.name })
    return { line, cells, change, problem: null }
  })
}

type Parts = { tambon: string; moo: string; village: string; post: string; name: string; date: string }
const noParts: Parts = { tambon: '', moo: '', village: '', post: '', name: '', date: '' }

/** Roles of the columns by their heads; null = the first row is no head. */
function rolesOf(cells: readonly string[]): Role[] | null {
  const roles = cells.map((cell): Role => heads.find(([, pattern]) => pattern.test(cell))?.[0] ?? 'none')
  const bare = roles.some((role, at) => role === 'name' && isPersonName(cells[at] ?? ''))
  const told = new Set(roles.filter((role) => role !== 'none'))
  if (bare || told.size < 2 || cells.some((cell) => /^[0-9๐-๙]+$/u.test(cell))) return null
  // "ชื่อ" beside "สกุล" is the first name alone
  if (told.has('last')) return roles.map((role) => (role === 'name' ? 'first' : role))
  return roles
}

function byRoles(cells: readonly string[], roles: readonly Role[]): Parts {
  const of = (role: Role) => cells.filter((_, at) => roles[at] === role).find((cell) => cell !== '') ?? ''
  const title = of('title')
  const name = of('first') === '' ? of('name') : [of('first'), of('last')].join(' ').trim()
  return {
    tambon: of('tambon'),
    moo: of('moo'),
    village: of('village'),
    post: of('post'),
    name: title === '' || name.startsWith(title) ? name : `${title}${name}`,
    date: of('date'),
  }
}

/** Without heads: a date, a number, a tambon, a post are known by their look; what is left with a title is the name. */
function guess(
  cells: readonly string[],
  tambons: readonly { code: string; name: string }[],
  known: Index,
): Parts {
  const parts = { ...noParts }
  const rest: string[] = []
  for (const [at, cell] of cells.entries()) {
    if (cell === '') continue
    if (parts.tambon === '' && tambonOf(cell, tambons) !== undefined) parts.tambon = cell
    else if (parts.date === '' && parseThaiDate(cell).ok) parts.date = cell
    else if (known.byName.has(postKey(cell))) parts.post = cell
    else if (/^(หมู่(ที่)?|ม\.)?\s*[0-9๐-๙]{1,2}$/u.test(cell)) {
      // the first bare number of several is the running number of the list
      if (parts.moo === '' || /^[0-9๐-๙]/u.test(parts.moo)) parts.moo = cell
    } else if (isPersonName(cell) || /^([-–—]|ว่าง)$/u.test(cell)) parts.name ||= cell
    else if (/^(บ้าน|ชุมชน|หมู่บ้าน)/u.test(cell) && at < cells.length - 1) parts.village = cell
    else if (/^(ผู้ใหญ่บ้าน|กำนัน)$/u.test(cell)) parts.post ||= cell
    else rest.push(cell)
  }
  if (parts.name === '')
    parts.name = rest.find((cell) => /^\p{L}[\p{L}\p{M}.]* \p{L}/u.test(cell)) ?? rest.at(-1) ?? ''
  return parts
}

function isPersonName(cell: string): boolean {
  return /^(นาย|นาง|น\.ส\.|ว่าที่|จ\.ส\.อ\.|จ่าสิบ|สิบ(เอก|โท|ตรี)|ร้อย(เอก|โท|ตรี)|พัน|ดาบ|ด\.ต\.|กำนัน[ก-๙]+ )\S/u.test(
    cell,
  )
}

function tambonOf(cell: string, tambons: readonly { code: string; name: string }[]): string | undefined {
  const name = searchKey(cell).replace(/^(ตำบล|ต\.)\s*/u, '')
  return tambons.find((tambon) => tambon.code === name || searchKey(tambon.name) === name)?.code
}

type Index = { byName: Map<string, PasteTarget[]>; heads: PasteTarget[] }

function index(posts: readonly PasteTarget[]): Index {
  const byName = new Map<string, PasteTarget[]>()
  for (const post of posts) byName.set(postKey(post.name), [...(byName.get(postKey(post.name)) ?? []), post])
  return { byName, heads: posts.filter((post) => post.isHead) }
}

/** The post of a row: by its name, else the head of the village of its moo or name. */
function postOf(
  parts: Parts,
  tambonCode: string | null,
  known: Index,
): PasteTarget | undefined | 'none' | 'many' {
  const inTambon = (post: PasteTarget) => tambonCode === null || post.tambonCode === tambonCode
  const named = parts.post === '' ? [] : (known.byName.get(postKey(parts.post)) ?? [])
  if (named.length === 1) return named[0]
  const kamnan = /^กำนัน/u.test(parts.post)
  if (kamnan && tambonCode !== null) {
    const heads = [...known.byName.values()]
      .flat()
      .filter((post) => inTambon(post) && post.name.startsWith('กำนัน'))
    return heads.length > 1 ? 'many' : heads[0]
  }
  const moo = parts.moo === '' ? null : parseMoo(parts.moo)
  const number = Array.isArray(moo) && moo.length === 1 ? moo[0] : undefined
  if (number === undefined && parts.village === '') return parts.post === '' ? 'none' : undefined
  const village = placeKey(parts.village)
  const fits = known.heads.filter(
    (post) =>
      inTambon(post) &&
      (number === undefined ? placeKey(post.villageName) === village : post.mooNo === number),
  )
  return fits.length > 1 ? 'many' : fits[0]
}

function placeKey(name: string): string {
  return searchKey(name).replace(/^(หมู่บ้าน|บ้าน|ชุมชน)\s*/u, '')
}

function placeWords(parts: Parts): string {
  return [parts.tambon, parts.moo, parts.village, parts.post].filter((part) => part !== '').join(' ')
}
