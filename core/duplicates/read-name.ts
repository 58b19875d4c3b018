/**
 * What a Thai project name says: the work, the thing it is done to, where, how much, which phase (DOMAIN.md §9.7).
 * Thai is written without spaces and offices abbreviate each in their own way, so a name is read by a list of words
 * (resources/rules/duplicate-words, editable); what no word explains stays as a name or a topic and is compared as such.
 */
import { searchKey } from '../thai/text.ts'

/** Search key with ำ as one letter, as the word lists and patterns here have it. */
const fold = (text: string) => searchKey(text).replaceAll('\u0E4D\u0E32', '\u0E33')
const plain = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/** A row of resources/rules/duplicate-words; `words` are separated by commas. */
export type WordRow = {
  key: string
  name: string
  group: string
  words: string
  parent: string
  factor: number | null
}

type Entry = { text: string; toneless: string; group: string; key: string; parent: string }

export type Lexicon = {
  abbreviations: readonly { from: string; to: string; bare: boolean }[]
  byFirst: ReadonlyMap<string, readonly Entry[]>
  sides: readonly string[]
  yearly: readonly string[]
  continued: readonly string[]
  titles: readonly string[]
  phase: RegExp
  quantity: RegExp
  /** dimension or unit word → [dimension, factor to metres, pieces …] */
  dimensions: ReadonlyMap<string, string>
  units: ReadonlyMap<string, { dimension: string; factor: number }>
}

/** A named road end, temple, water, person's house …; `key` is spelling-forgiving, `text` as read. */
export type Named = {
  type: string
  key: string
  digits: string
  side: string
  text: string
  /** Read as one end of a road or canal. */
  line: boolean
  /** Letters of the key that belong to a known word before it: ปลา of ปลาส้ม. */
  glued: number
}

/** A word that carries meaning: what the project is, not verb, place, figure or filler. `concept` '' = in no list. */
export type Word = { key: string; text: string; concept: string }

export type Reading = {
  actions: readonly string[]
  families: readonly string[]
  /** First object of the work, then the others; `parts` came after พร้อม. */
  objects: readonly string[]
  parts: readonly string[]
  people: readonly string[]
  attributes: readonly string[]
  positions: readonly string[]
  things: readonly Named[]
  topics: readonly Named[]
  villages: readonly Named[]
  moos: readonly number[]
  tambons: readonly string[]
  districts: readonly string[]
  /** 2 of "ระยะที่ 2"; 'more' of "ต่อเนื่อง"; null = none said. */
  phase: number | 'more' | null
  years: readonly number[]
  yearly: boolean
  quantities: ReadonlyMap<string, readonly number[]>
  /** Words that carry meaning, and the sound key of the whole name in which the other project's are looked up. */
  words: readonly Word[]
  whole: string
  /** Figures that are neither size, หมู่, phase nor year: ถนนเทศบาล 8. */
  numbers: readonly number[]
  /** Sorted codes of the three-letter pieces of the name without place and figures. */
  grams: readonly number[]
}

/** Builds the lists once a version of the table. Items of unknown groups are left out. */
export function compileWords(rows: readonly WordRow[]): Lexicon {
  const wordsOf = (row: WordRow) =>
    row.words
      .split(',')
      .map(fold)
      .filter((word) => word !== '')
  const of = (group: string) => rows.filter((row) => row.group === group)
  const listOf = (group: string) =>
    of(group)
      .flatMap(wordsOf)
      .sort((a, b) => b.length - a.length)
  const byFirst = new Map<string, Entry[]>()
  const scanned = new Set([
    'action',
    'object',
    'people',
    'attribute',
    'filler',
    'position',
    'connector',
    'aside',
    'becomes',
    'marker',
  ])
  for (const row of rows) {
    if (!scanned.has(row.group)) continue
    for (const word of wordsOf(row)) {
      const text = word.replaceAll(' ', '')
      const first = text.charAt(0)
      const list = byFirst.get(first) ?? []
      list.push({
        text,
        toneless: text.replace(tones, ''),
        group: row.group,
        key: row.key,
        parent: row.parent,
      })
      byFirst.set(first, list)
    }
  }
  // the longest word first; among equals an object before a marker before a filler, as the table has them
  for (const list of byFirst.values()) list.sort((a, b) => b.text.length - a.text.length)
  const dimensions = new Map(
    of('dimension').flatMap((row) => wordsOf(row).map((word) => [word, row.key] as const)),
  )
  const units = new Map(
    of('unit').flatMap((row) =>
      wordsOf(row).map((word) => [word, { dimension: row.parent, factor: row.factor ?? 1 }] as const),
    ),
  )
  const either = (words: Iterable<string>) =>
    [...words]
      .sort((a, b) => b.length - a.length)
      .map(plain)
      .join('|')
  return {
    abbreviations: of('abbreviation')
      .flatMap((row) => wordsOf(row).map((from) => ({ from, to: fold(row.name), bare: !from.endsWith('.') })))
      .sort((a, b) => b.from.length - a.from.length),
    byFirst,
    sides: listOf('side'),
    yearly: listOf('yearly').map((word) => word.replaceAll(' ', '')),
    continued: listOf('continued').map((word) => word.replaceAll(' ', '')),
    titles: listOf('title'),
    phase: new RegExp(
      `(?:${either(listOf('phase')) || '(?!)'})\\s*(\\d{1,2})|ระยะ\\s*(\\d)(?![\\d.,]|\\s*(?:กม|กิโล|เมตร|ม\\.))`,
      'gu',
    ),
    quantity: new RegExp(
      `(?:(${either(dimensions.keys()) || '(?!)'})\\s*)?(?:(?:ไม่น้อยกว่า|ประมาณ|เฉลี่ย|รวม|จำนวน|ขนาด|ความจุ|พื้นที่|ละ)\\s*)*(\\d[\\d,]*(?:\\.\\d+)?)\\s*(พัน|หมื่น|แสน|ล้าน)?\\s*(${either(units.keys()) || '(?!)'})?`,
      'gu',
    ),
    dimensions,
    units,
  }
}

const tones = /[็-๋]/gu

const scales: Readonly<Record<string, number>> = { พัน: 1e3, หมื่น: 1e4, แสน: 1e5, ล้าน: 1e6 }
const thai = /[ก-๎]/u

/** Reads a name; `more` (site, target) adds place and quantities but no words of the work. */
export function readName(lexicon: Lexicon, name: string, more: readonly string[] = []): Reading {
  const collected = startCollecting()
  const rest = takeFigures(lexicon, prepare(lexicon, name), collected, true)
  scan(lexicon, rest, collected)
  for (const text of more) {
    if (text === '') continue
    const extra = startCollecting()
    const left = takeFigures(lexicon, prepare(lexicon, text), extra, false)
    // what the name says of the place wins over the columns beside it
    if (collected.moos.size === 0) for (const moo of extra.moos) collected.moos.add(moo)
    if (collected.tambons.size === 0) for (const tambon of extra.tambons) collected.tambons.add(tambon)
    for (const [dimension, values] of extra.quantities) {
      if (!collected.quantities.has(dimension)) collected.quantities.set(dimension, values)
    }
    if (collected.villages.length === 0) {
      scan(lexicon, left, extra)
      collected.villages.push(...extra.villages)
    }
  }
  deriveArea(collected.quantities)
  const built = collected.things.find(
    (one) => ends.has(one.type) && one.type !== 'line' && one.type !== 'lane',
  )
  // คสล. ซอยข้างวัด, เสริมผิวสายบ้านไสใน: what is made is the road itself
  if (
    collected.objects.every((one) => purposes.has(one.slice(0, one.indexOf(':')))) &&
    collected.isWay &&
    (worksOn(collected.families) || collected.attributes.has('material:reinforced'))
  )
    collected.objects.unshift(
      collected.attributes.has('material:reinforced') ? 'road:roadConcrete' : 'road:road',
    )
  // ก่อสร้างศูนย์พัฒนาเด็กเล็ก: the place itself is what is built
  if (collected.objects.length === 0 && built !== undefined && worksOn(collected.families))
    collected.objects.push('building:building')
  const compact = fold(name).replaceAll(' ', '')
  return {
    actions: [...collected.actions],
    families: [...collected.families],
    objects: collected.objects,
    parts: collected.parts,
    people: [...collected.people],
    attributes: [...collected.attributes],
    positions: [...collected.positions],
    things: collected.things,
    topics: collected.topics,
    villages: collected.villages,
    moos: [...collected.moos].sort((a, b) => a - b),
    tambons: [...collected.tambons],
    districts: [...collected.districts],
    phase: collected.phase,
    years: [...collected.years],
    yearly: lexicon.yearly.some((word) => compact.includes(word)),
    quantities: collected.quantities,
    words: wordsOfName(collected),
    numbers: [...collected.numbers],
    whole: soundKey(rest.replace(/[^ก-๎a-z0-9]/gu, '')),
    grams: gramsOf(rest.replace(/[^ก-๎a-z]/gu, '')),
  }
}

/** What the name is about: listed works, people and uses, then the names and words of no list. */
function wordsOfName(collected: Collected): Word[] {
  const listed = [...collected.surfaces]
    .filter(
      // the road on which lamps stand is not what is done
      ([concept]) =>
        !concept.startsWith('general:') && (concept !== 'road:road' || collected.objects[0] === concept),
    )
    .map(([concept, text]) => ({ key: soundKey(text), text, concept }))
  const unlisted = collected.unlisted.map((text) => ({ key: soundKey(text), text, concept: '' }))
  return [...listed, ...unlisted]
}

/** What a road may be mended for, never the road itself. */
const purposes = new Set(['rescue', 'drugs', 'general', 'traffic', 'tourism', 'sufficiency'])

const worksOn = (families: ReadonlySet<string>) => ['new', 'keep', 'improve'].some((one) => families.has(one))

type Collected = ReturnType<typeof startCollecting>
function startCollecting() {
  return {
    actions: new Set<string>(),
    families: new Set<string>(),
    /** A สาย or ซอย is named. */
    isWay: false,
    objects: [] as string[],
    parts: [] as string[],
    people: new Set<string>(),
    attributes: new Set<string>(),
    positions: new Set<string>(),
    things: [] as Named[],
    topics: [] as Named[],
    villages: [] as Named[],
    /** Listed works and people as they are written, and every name and word of no list. */
    surfaces: new Map<string, string>(),
    unlisted: [] as string[],
    numbers: new Set<number>(),
    moos: new Set<number>(),
    tambons: new Set<string>(),
    districts: new Set<string>(),
    phase: null as Reading['phase'],
    years: new Set<number>(),
    quantities: new Map<string, number[]>(),
  }
}

/** One spelling: repaired, Arabic digits, one dash, abbreviations written out. */
function prepare(lexicon: Lexicon, name: string): string {
  let text = ` ${fold(name)} `
    .replace(/[‐-―−~～]/gu, '-')
    .replace(/[()[\]{}"'“”‘’«»:;!?]/gu, ' ')
    .replace(/ๆ/gu, ' ')
  for (const { from, to, bare } of lexicon.abbreviations) {
    if (!text.includes(from)) continue
    text = replaceWord(text, from, to, bare)
  }
  return (
    text
      // "ม.3", never the metres of "ยาว 200 ม. 3 แห่ง"
      .replace(
        /(?<![.ก-๎]|(?:กว้าง|ยาว|หนา|สูง|ลึก|ทาง)\s*[\d.,]+\s*)ม\.?\s*(?=\d{1,2}(?!\d|[.,]\d{3}|\s*(?:แห่ง|จุด|ข้าง)))|(?<=[ก-๎])(?<!ตร|ลบ|กม|ซม)ม\.\s*(?=\d)/gu,
        ' หมู่ที่ ',
      )
      .replace(/(?<![.])ต\.\s*(?=[ก-๎])/gu, ' ตำบล')
      .replace(/(?<![ผ.])อ\.\s*(?=[ก-๎])/gu, ' อำเภอ')
      .replace(/(?<![ก-๎.])จ\.\s*(?=[ก-๎])/gu, ' จังหวัด')
      .replace(/(?<![ก-๎.])บ\.\s*(?=[ก-๎])/gu, ' บ้าน')
      .replace(/(?<![ก-๎.])ซ\.\s*(?=[ก-๎0-9])/gu, ' ซอย')
      .replace(/(?<![ก-๎.])ถ\.\s*(?=[ก-๎])/gu, ' ถนน')
  )
}

/** Writes an abbreviation out; a short one without a dot only where no Thai letters stand on both sides of it. */
function replaceWord(text: string, from: string, to: string, bare: boolean): string {
  const latin = /[a-z]/u.test(from)
  const inOwn = to.indexOf(from)
  let out = ''
  let at = 0
  for (;;) {
    const found = text.indexOf(from, at)
    if (found < 0) return out + text.slice(at)
    const before = text.charAt(found - 1)
    const after = text.charAt(found + from.length)
    const inside = latin
      ? /[a-z]/u.test(before) || /[a-z]/u.test(after)
      : bare && from.length < 5 && thai.test(before) && thai.test(after)
    const isWritten = inOwn >= 0 && text.startsWith(to, found - inOwn)
    out += text.slice(at, found) + (inside || isWritten ? from : to)
    at = found + from.length
  }
}

const mooList =
  /(?:หมู่ที่|หมู่บ้านที่|หมู่)\s*(\d{1,2}(?!\d)(?:\s*(?:,|และ|กับ|-|ถึง|\/)\s*(?:หมู่ที่|หมู่)?\s*\d{1,2}(?!\d)(?!\s*(?:เมตร|กม|แห่ง|จุด)))*)/gu
const place = (word: string) =>
  new RegExp(`${word}\\s*([ก-๎]+?)(?=ตำบล|อำเภอ|จังหวัด|หมู่ที่|ประจำปี|ระยะที่|และ|เพื่อ|พร้อม|[^ก-๎]|$)`, 'gu')
/** ประจำตำบลวังน้ำซับ names the tambon, ประจำตำบลเพื่อบริการประชาชน does not. */
const unnamedTambon =
  '(?!เพื่อ|และ|พร้อม|จำนวน|ที่|ให้|แก่|โดย|ของ|ตาม|อย่าง|ประจำ|ทุก|ด้าน|สู่|เป็น|ร่วม|กับ|ด้วย|ต่าง|ดีเด่น|ต้นแบบ|นำร่อง)'
const tambonName = place(
  `(?:(?<!ประจำ|ระดับ|ภายใน|ทั้ง|ทุก|ใน)ตำบล|(?<=ประจำ|ภายใน|ใน)ตำบล(?=[ก-๎])${unnamedTambon})`,
)
const districtName = place('(?<!ประจำ|ระดับ|ทั้ง|ทุก|ใน)อำเภอ(?!ยิ้ม|เคลื่อนที่)')
const provinceName = place('จังหวัด')
const yearName =
  /(?:ประจำปีงบประมาณ|ประจำปีการศึกษา|ประจำปี|ปีงบประมาณ|ปีการศึกษา|ปี)?\s*(?:พ\.?ศ\.?\s*)?(25[5-9]\d)(?!\d)(?:\s*-\s*(25[5-9]\d))?/gu

/** Takes years, phase, หมู่, tambon and quantities out of a text. @returns what is left, each taken part as `|` */
function takeFigures(lexicon: Lexicon, text: string, into: Collected, isName: boolean): string {
  let rest = text.replace(yearName, (_all, year: string) => {
    if (isName) into.years.add(Number(year))
    return ' | '
  })
  for (const word of lexicon.continued) {
    if (!rest.replaceAll(' ', '').includes(word)) continue
    into.phase = 'more'
    rest = rest.replaceAll(word, ' | ')
  }
  rest = rest.replace(lexicon.phase, (_all, a?: string, b?: string) => {
    into.phase = Number(a ?? b)
    return ' | '
  })
  rest = rest.replace(mooList, (_all, list: string) => {
    for (const moo of readMoos(list)) into.moos.add(moo)
    return ' | '
  })
  rest = rest.replace(tambonName, (_all, name: string) => {
    if (name !== 'ละ') into.tambons.add(soundKey(name))
    return ' | '
  })
  rest = rest.replace(districtName, (_all, name: string) => {
    into.districts.add(soundKey(name))
    return ' | '
  })
  rest = rest.replace(provinceName, ' | ')
  rest = rest.replace(
    /(\d+(?:\.\d+)?)\s*(?:เมตร|ม\.)?\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(?:เมตร|ม\.)/gu,
    (_all, a: string, b: string) => {
      note(into, 'width', Math.min(Number(a), Number(b)))
      note(into, 'length', Math.max(Number(a), Number(b)))
      return ' | '
    },
  )
  return rest.replace(
    lexicon.quantity,
    (all: string, dimension?: string, figure?: string, scale?: string, unit?: string) => {
      if (figure === undefined || (dimension === undefined && unit === undefined)) return all
      const known = unit === undefined ? undefined : lexicon.units.get(unit)
      const value = Number(figure.replaceAll(',', '')) * (scale === undefined ? 1 : (scales[scale] ?? 1))
      const what =
        dimension === undefined
          ? (known?.dimension ?? '')
          : known && known.dimension !== 'length' && known.dimension !== 'size'
            ? known.dimension
            : (lexicon.dimensions.get(dimension) ?? '')
      note(into, what, value * (known?.factor ?? 1))
      return ' | '
    },
  )
}

function note(into: Collected, dimension: string, value: number): void {
  if (dimension === '' || !Number.isFinite(value) || value <= 0) return
  const values = into.quantities.get(dimension) ?? []
  values.push(Math.round(value * 1000) / 1000)
  into.quantities.set(dimension, values)
}

/** "3, 5-7" → 3 5 6 7; a range backwards or of more than thirty is read as two numbers. */
function readMoos(list: string): number[] {
  const found: number[] = []
  for (const part of list.split(/,|และ|กับ|\//u)) {
    const [from, to] = (part.match(/\d+/gu) ?? []).map(Number)
    if (from === undefined) continue
    if (to !== undefined && to > from && to - from < 30)
      for (let moo = from; moo <= to; moo += 1) found.push(moo)
    else found.push(...(to === undefined ? [from] : [from, to]))
  }
  return found.filter((moo) => moo > 0)
}

function deriveArea(quantities: Map<string, number[]>): void {
  const width = quantities.get('width')
  const length = quantities.get('length')
  if (!width || !length || quantities.has('area') || width.length !== 1 || length.length !== 1) return
  quantities.set('area', [(width[0] ?? 0) * (length[0] ?? 0)])
}

/** `marker`: the word that belongs to the name, หนอง; `glued`: the known word that it follows without a space: ส้ม of ปลาส้ม. */
type Run = { type: string; from: number; text: string; line: boolean; marker: string; glued: string }

/** Markers whose word belongs to the name itself: หนองบัว, เขาน้อย, น้ำตกผาเจริญ. */
const partOfName = new Set(['canal', 'swamp', 'stream', 'reservoir', 'hill', 'sight', 'market'])
/** Markers that end a name that runs before them without a space. */
const ends = new Set(['line', 'lane', 'temple', 'mosque', 'school', 'nursery', 'health'])

function scan(lexicon: Lexicon, spaced: string, into: Collected): void {
  const { text, gaps } = squeeze(spaced)
  let run: Run | null = null
  let line = false
  let aside = false
  let becomes = false
  let lastNamed: Named | null = null
  let lastOwn = ''
  let gluedEnd = -1
  let gluedText = ''
  /** A filler directly after a verb, until the next word. */
  let lastFiller = ''
  let afterVerb = false
  const flush = () => {
    const done = run
    run = null
    if (done === null) return
    for (const figure of done.text.match(/\d+/gu) ?? []) into.numbers.add(Number(figure))
    const read = nameOf(lexicon, done)
    if (read === null) return
    // ถนนเพชรเกษม ซอย 12 is ซอยเพชรเกษม 12
    const road = into.topics.at(-1)
    const isLaneOf = read.type === 'lane' && read.key === '' && road !== undefined && lastNamed === road
    const named = isLaneOf ? { ...read, key: soundKey(lastOwn), text: `${lastOwn} ${read.text}` } : read
    if (isLaneOf) into.topics.pop()
    lastNamed = named
    const own = (named.type === 'topic' ? done.text : named.text).replace(/^บ้าน|\s.*/gu, '')
    lastOwn = own
    if (own.length >= 2 && named.type !== 'village') into.unlisted.push(own)
    if (named.type === 'topic') into.topics.push(named)
    else if (named.type === 'village' && !done.line) into.villages.push(named)
    else into.things.push(named)
  }
  for (let at = 0; at < text.length; ) {
    const letter = text.charAt(at)
    if (letter === '|' || letter === ',' || letter === '/' || letter === '.' || letter === '+') {
      flush()
      if (letter === '|') line = false
      at += 1
      continue
    }
    if (letter === '-') {
      const hadName = (run as Run | null) !== null
      flush()
      at += 1
      if (!hadName) continue
      // the name before a dash is one end of a line, not the place of the project
      const before = lastNamed as Named | null
      if (before !== null && into.villages.at(-1) === before) {
        into.villages.pop()
        into.things.push({ ...before, line: true })
      }
      if (before !== null && into.things.at(-1) === before)
        into.things[into.things.length - 1] = { ...before, line: true }
      if (before !== null && into.topics.at(-1) === before) {
        into.topics.pop()
        into.things.push({ ...before, type: 'point', line: true })
      }
      line = true
      continue
    }
    const now = run as Run | null
    const filled = now !== null && now.text !== ''
    if (gaps.has(at) && filled) {
      // ซอยสุขใจ 2 is one name
      if (/\d/u.test(letter) && now.type !== 'topic') {
        now.text += letter
        at += 1
        while (/\d/u.test(text.charAt(at)) && !gaps.has(at)) {
          now.text += text.charAt(at)
          at += 1
        }
        continue
      }
      // นางบุญเรือน ใจดี: the family name belongs to the person
      if (
        now.type === 'person' &&
        !now.text.includes(' ') &&
        /[ก-ฮเ-ไ]/u.test(letter) &&
        entryAt(lexicon, text, at, null, false) === null
      ) {
        now.text += ` ${letter}`
        at += 1
        continue
      }
      flush()
      line = false
      continue
    }
    if (now !== null && !filled && now.type === 'villageSoft' && gaps.has(at)) {
      run = null
      continue
    }
    const title = titleAt(lexicon, text, at, now, line, gaps.has(at) || text.charAt(at - 1) === '|')
    if (title > 0 && !filled) {
      run = { type: 'person', from: at, text: '', line: true, marker: '', glued: '' }
      at += title
      continue
    }
    const found = entryAt(lexicon, text, at, now, line)
    // ถนนวัวลาย is named so, nobody drives cattle on it
    const isRoadName =
      now === null && found?.group === 'object' && found.length < 6 && gluedText === 'ถนน' && gluedEnd === at
    const entry = isRoadName && !gaps.has(at) ? null : found
    if (entry === null) {
      if (now === null)
        run = {
          type: line ? 'point' : 'topic',
          from: at,
          text: letter,
          line,
          marker: '',
          glued: gluedEnd === at && !gaps.has(at) ? gluedText : '',
        }
      else now.text += letter
      at += 1
      continue
    }
    at += entry.length
    const empty = now !== null && !filled ? now : null
    if (entry.group === 'marker') {
      if (
        empty !== null &&
        !gaps.has(at - entry.length) &&
        ((ends.has(empty.type) && empty.type !== 'line' && entry.parent === 'village') ||
          (empty.type === 'school' && (entry.parent === 'temple' || entry.parent === 'village')))
      ) {
        continue // วัดบ้านโพธิ์, โรงเรียนวัดท่าหลวง: the name of the one, with and without บ้าน or วัด
      }
      if (empty !== null && empty.type !== 'line' && partOfName.has(entry.parent)) {
        empty.text = entry.text // บ้านหนองบัว: หนอง belongs to the name of the village
        continue
      }
      flush()
      const inLine = line || empty?.line === true || entry.parent === 'line'
      if (entry.parent === 'line') line = true
      if (entry.parent === 'line' || entry.parent === 'lane') into.isWay = true
      const weak = partOfName.has(entry.parent)
      run = {
        type: entry.parent,
        from: at,
        text: weak ? entry.text : '',
        line: inLine,
        marker: weak ? entry.text : '',
        glued: '',
      }
      continue
    }
    flush()
    const head = lastFiller
    lastFiller = entry.group === 'filler' && afterVerb ? entry.text : ''
    afterVerb = entry.group === 'action'
    if (entry.group === 'connector') line = true
    else if (entry.group === 'aside') {
      // จัดซื้อพร้อมติดตั้ง: two verbs of one work
      aside = into.objects.length > 0
      line = false
    } else if (entry.group === 'becomes') becomes = true
    else if (entry.group === 'position') into.positions.add(`${entry.parent}:${entry.key}`)
    else if (entry.group === 'people') {
      into.people.add(entry.key)
      into.surfaces.set(`people:${entry.key}`, entry.text)
      // ซ่อมแซมศูนย์ผู้สูงอายุ: people are not mended, but what stands before them right after the verb
      if (empty?.type === 'village') {
        into.objects.push('house:house')
        into.surfaces.set('house:house', 'บ้าน')
      } else if (head !== '' && into.objects.length === 0 && into.families.has('keep')) {
        into.objects.push(`building:${head}`)
        into.surfaces.set(`building:${head}`, head)
      }
    } else if (entry.group === 'attribute') {
      into.attributes.add(`${entry.parent}:${entry.key}`)
      if (entry.parent !== 'material') into.surfaces.set(`${entry.parent}:${entry.key}`, entry.text)
    } else if (entry.group === 'action') {
      if (!aside) {
        into.actions.add(entry.key)
        into.families.add(entry.parent)
      }
      line = false
    } else if (entry.group === 'object') {
      const concept = `${entry.parent}:${entry.key}`
      // วางท่อส่งน้ำจากอ่างเก็บน้ำห้วยม่วง: where the water comes from is a place, not the work
      if (line && into.objects.length > 0 && waters.has(entry.parent)) {
        becomes = false
        continue
      }
      // จัดทำแผงกั้นถนนโค้ง: what stands right after the verb is what is made, the road is where
      if (
        concept === 'road:road' &&
        into.objects.length === 0 &&
        into.families.size > 0 &&
        (lastNamed as Named | null)?.type === 'topic' &&
        now?.type === 'topic'
      ) {
        becomes = false
        continue
      }
      if (
        becomes &&
        !into.families.has('produce') &&
        // หลอดไฟเป็นหลอด LED: another of the same is a change, not a new work
        !into.objects.includes(concept) &&
        into.objects.some((one) => one.startsWith(`${entry.parent}:`))
      ) {
        // ปรับปรุงถนนลูกรังเป็นถนนหินคลุก: what it becomes counts, and it is as good as new
        into.objects.splice(
          0,
          into.objects.length,
          ...into.objects.filter((one) => !one.startsWith(`${entry.parent}:`)),
        )
        into.actions.clear()
        into.families.clear()
        into.actions.add('build')
        into.families.add('new')
        into.objects.unshift(concept)
      } else {
        gluedEnd = at
        gluedText = entry.text
        into.surfaces.set(concept, entry.text)
        const list = aside ? into.parts : into.objects
        if (!list.includes(concept)) list.push(concept)
      }
      becomes = false
      if (now === null || !now.line) line = false
    }
  }
  flush()
}

function squeeze(spaced: string): { text: string; gaps: Set<number> } {
  let text = ''
  const gaps = new Set<number>()
  for (const letter of spaced) {
    if (letter === ' ') gaps.add(text.length)
    else text += letter
  }
  return { text, gaps }
}

/** The longest word of the list that may stand here, given what is being read. */
function entryAt(
  lexicon: Lexicon,
  text: string,
  at: number,
  run: Run | null,
  line: boolean,
): (Entry & { length: number }) | null {
  const list = lexicon.byFirst.get(text.charAt(at))
  if (!list) return null
  for (const entry of list) {
    const length = lengthAt(text, at, entry)
    // a word cannot end before a vowel or mark that hangs on its last letter
    if (length === 0 || /[ะ-ฺ็-๎]/u.test(text.charAt(at + length))) continue
    if (allowed(entry, run, line)) return { ...entry, length }
  }
  return null
}

/** Works that at the end of a road only say where it ends: สายบ้านเหนือ – โรงสีข้าว. */
const landmarks = new Set([
  'riceMill',
  'hall',
  'market',
  'school',
  'crematory',
  'chapel',
  'templeHall',
  'field',
  'landscape',
  'busStop',
  'pier',
  'waterTank',
  'building',
  'garage',
  'pump',
])

const waters = new Set(['reservoir', 'pond', 'weir', 'irrigation'])

/** Letters that the word takes up here, 0 = it does not stand here. In long words a forgotten or other tone is forgiven. */
function lengthAt(text: string, at: number, entry: Entry): number {
  if (text.startsWith(entry.text, at)) return entry.text.length
  if (entry.toneless.length < 7) return 0
  let here = at
  for (const letter of entry.toneless) {
    while (isTone(text.charCodeAt(here))) here += 1
    if (text[here] !== letter) return 0
    here += 1
  }
  while (isTone(text.charCodeAt(here))) here += 1
  return here - at
}

const isTone = (code: number) => code >= 0x0e47 && code <= 0x0e4b

function allowed(entry: Entry, run: Run | null, line: boolean): boolean {
  const { group, text } = entry
  if (run === null) {
    // after ถึง or a dash comes a name, whatever it begins with
    if (line) {
      return (
        !['object', 'action', 'filler', 'attribute', 'people'].includes(group) ||
        (text.length >= 6 && !landmarks.has(entry.parent)) ||
        entry.parent === 'road'
      )
    }
    return true
  }
  if (run.text === '') {
    if (run.type === 'villageSoft') return true
    if (group === 'marker' || group === 'position') return true
    // บ้านคนชรา is no village
    if (run.type === 'village' && !run.line && group === 'people' && text.length >= 5) return true
    return group === 'connector' || (group === 'filler' && text.length >= 6)
  }
  // บึงบ้านบึงเกลือ: the water of a village, not a name
  if (run.text === run.marker && group === 'marker' && entry.parent === 'village') return true
  // กระตุกหัวใจไฟฟ้า: a short word at the end of an unknown one belongs to it
  if (run.type === 'topic')
    return text.length >= 3 && (group !== 'object' || text.length >= 6 || run.text.length < 5)
  if (group === 'connector') return text.length >= 3 || text === 'ไป'
  if (group === 'aside') return true
  if (group === 'position') return text.length >= 6
  if (group === 'marker') return ends.has(entry.parent)
  if (group === 'filler') return text.length >= 6 || ['เพื่อ', 'ด้วย', 'โดย'].includes(text)
  if (group === 'object' || group === 'action' || group === 'attribute') return text.length >= 6
  return false
}

/** Length of a person's title here, 0 if none: "นาย" of นายดำ, not of บ้านนายาว. */
function titleAt(
  lexicon: Lexicon,
  text: string,
  at: number,
  run: Run | null,
  line: boolean,
  begins: boolean,
): number {
  const title = lexicon.titles.find((one) => text.startsWith(one, at))
  if (title === undefined) return 0
  // แม่น้ำ is no mother
  if (entryAt(lexicon, text, at, null, false)?.group === 'marker') return 0
  const next = text.charAt(at + title.length)
  if (!/[ก-ฮเ-ไ]/u.test(next)) return 0
  const certain =
    title.startsWith('นาย') ||
    title.startsWith('ผู้ใหญ่') ||
    title.startsWith('กำนัน') ||
    (begins && (title.startsWith('นาง') || title.includes('.')))
  return certain || line || run?.line === true ? title.length : 0
}

const numberWords =
  ',หนึ่ง,สอง,สาม,สี่,ห้า,หก,เจ็ด,แปด,เก้า,สิบ,สิบเอ็ด,สิบสอง,สิบสาม,สิบสี่,สิบห้า,สิบหก,สิบเจ็ด,สิบแปด,สิบเก้า,ยี่สิบ'.split(',')
const spelledNumber = new RegExp(`^(|คลอง|ซอย|สาย)(${numberWords.slice(1).reverse().join('|')})$`, 'u')

function nameOf(lexicon: Lexicon, run: Run): Named | null {
  // คลองสิบ is คลอง 10
  const spelt = run.type === 'topic' ? null : spelledNumber.exec(run.text)
  if (spelt !== null) {
    const figure = String(numberWords.indexOf(spelt[2] ?? ''))
    return nameOf(lexicon, { ...run, text: `${spelt[1] ?? ''}${figure}` })
  }
  const digits = (run.text.match(/\d+/gu) ?? []).join(',')
  let base = run.text.replace(/[\d\s]/gu, '')
  // หน้าโรงเรียน, without a name: the school of the place
  if (base === '' && digits === '' && !(ends.has(run.type) && run.type !== 'line' && run.type !== 'lane'))
    return null
  // a water or hill of no name is the one of the place; as the end of a road (สายหัวนา–ริมคลอง) it still tells roads apart
  if (run.marker !== '' && run.text === run.marker && !run.line) return null
  let side = ''
  if (run.type === 'person') {
    const [given = '', family = ''] = run.text.split(' ')
    return {
      type: 'person',
      key: soundKey(given),
      digits,
      side: family,
      text: run.text,
      line: run.line,
      glued: 0,
    }
  }
  if (digits !== '') base = base.replace(/^ทางหลวง/u, '')
  for (const word of lexicon.sides) {
    if (base.length > word.length + 1 && base.endsWith(word)) {
      side = word
      base = base.slice(0, -word.length)
      break
    }
  }
  const type = run.type === 'villageSoft' ? 'village' : run.type
  // ป่าช้าบ้านสันทราย, ป่าช้าสันทราย
  const key = soundKey(type === 'topic' ? run.glued + base : base.replace(/(?<=..)บ้าน(?=..)/u, ''))
  // leftovers of one or two letters say nothing
  if (type === 'topic' && key.length < 3) return null
  const glued = type === 'topic' ? soundKey(run.glued).length : 0
  return { type, key, digits, side, text: run.glued + run.text, line: run.line, glued }
}

const soundRules: readonly (readonly [RegExp, string])[] = [
  // ขะยูง, ขยูง
  [/(?<=[ก-ฮ])ะ(?=[ก-ฮ][ก-ฺเ-ๅ])/gu, ''],
  // a silenced letter, with the vowel on it
  [/[ก-ฮ][ิุ]?์/gu, ''],
  [/[็-๎]/gu, ''],
  [/ทร(?=[ก-ฮาิีึืุู])/gu, 'ซ'],
  [/รร(?=[ก-ฮ])/gu, 'ั'],
  [/รร/gu, 'ัน'],
  [/[ศษ]/gu, 'ส'],
  [/ณ/gu, 'น'],
  [/(?<=[ัาิีึืุูเแโ])ญ(?![าิีึืุูะั])/gu, 'น'],
  [/ญ/gu, 'ย'],
  [/[ฎฑ]/gu, 'ด'],
  [/ฏ/gu, 'ต'],
  [/[ฐฒธ]/gu, 'ท'],
  [/ฆ/gu, 'ค'],
  [/ฌ/gu, 'ช'],
  [/ฬ/gu, 'ล'],
  [/ภ/gu, 'พ'],
  [/ใ/gu, 'ไ'],
  [/ไย/gu, 'ไ'],
  [/ัย/gu, 'ไ'],
]

/** A spelling in which common misspellings are alike: no tones, one letter for each sound. */
export function soundKey(text: string): string {
  const held = heardKeys.get(text)
  if (held !== undefined) return held
  let key = text
  for (const [pattern, letter] of soundRules) key = key.replace(pattern, letter)
  if (heardKeys.size > 50_000) heardKeys.clear()
  heardKeys.set(text, key)
  return key
}

/** The same few thousand names come again and again. */
const heardKeys = new Map<string, string>()

/** Sorted codes of all pieces of three letters, without tones. */
function gramsOf(text: string): number[] {
  const key = soundKey(text)
  const grams = new Set<number>()
  for (let at = 0; at + 2 < key.length; at += 1) {
    grams.add(
      (key.charCodeAt(at) * 4096 + (key.charCodeAt(at + 1) & 4095)) * 4096 + (key.charCodeAt(at + 2) & 4095),
    )
  }
  return [...grams].sort((a, b) => a - b)
}

/** Share of pieces that two readings have in common, 0–1. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0
  let i = 0
  let j = 0
  let common = 0
  while (i < a.length && j < b.length) {
    const left = a[i] as number
    const right = b[j] as number
    if (left === right) {
      common += 1
      i += 1
      j += 1
    } else if (left < right) i += 1
    else j += 1
  }
  return (2 * common) / (a.length + b.length)
}

const water = new Set(['canal', 'swamp', 'stream', 'reservoir'])
const strong = new Set(['temple', 'mosque', 'school', 'nursery', 'health', 'person', 'lane'])
const loose = new Set(['point', 'topic', 'line', 'village', 'sight', 'hill', 'market'])

/** True when two names are the same one, spelling forgiven; numbers and เหนือ/ใต้ must agree. */
export function sameNamed(a: Named, b: Named): boolean {
  if (a.digits !== b.digits) return false
  if ((a.key === '' || b.key === '') && a.digits === '') return a.type === b.type
  const bothWater = water.has(a.type) && water.has(b.type)
  const compatible =
    a.type === b.type ||
    bothWater ||
    (a.line && b.line && !strong.has(a.type) && !strong.has(b.type)) ||
    (loose.has(a.type) && loose.has(b.type)) ||
    (['point', 'topic', 'line'].includes(a.type) !== ['point', 'topic', 'line'].includes(b.type) &&
      !['person', 'lane'].includes(a.type) &&
      !['person', 'lane'].includes(b.type))
  if (!compatible) return false
  // ซอย 5 ถนนประชาอุทิศ: the lane's own name may stand elsewhere
  if (a.type === 'lane' && b.type === 'lane' && a.digits !== '' && (a.key === '' || b.key === '')) return true
  if (a.type === 'person' && b.type === 'person') {
    // a name without the family name may be the same person
    const families = a.side === '' || b.side === '' || soundKey(a.side) === soundKey(b.side)
    return families && (a.key === b.key || isSlip(a.key, b.key))
  }
  if (a.side !== b.side) return soundKey(a.text) === soundKey(b.text)
  const unnamed = (one: Named) => one.type === 'point' || one.type === 'topic'
  const watery = bothWater || (water.has(a.type) && unnamed(b)) || (water.has(b.type) && unnamed(a))
  const left = watery ? a.key.replace(waterWord, '') : a.key
  const right = watery ? b.key.replace(waterWord, '') : b.key
  if (left === right) return left !== '' || a.digits !== ''
  if (a.type === 'topic' && b.type === 'topic') return alike(left, right)
  return isSlip(left, right)
}

// อ่างห้วยแก้ว, ห้วยแก้ว; of แม่น้ำ with เก่า taken off nothing may be left
const waterWord = /^(?:(?:ลำหวย|ลำนำ|ลำคลอง|ลำราง|แมนำ|อางเกบนำ|หวย|คลอง|อาง|นำ)(?=..))+/u

/** Untyped words: one inside the other, or most pieces shared. */
function alike(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= 4 && long.includes(short)) return true
  return isSlip(a, b) || likeness(gramsOf(a), gramsOf(b)) >= 0.5
}

const vowels = /[ะ-ฺเ-ๅ]/u
/** One vowel, short and long. */
const longAndShort = new Set(['ิี', 'ีิ', 'ึื', 'ืึ', 'ุู', 'ูุ'])

/**
 * One slip of the pen: a vowel more, less or other, a letter more or less, two letters swapped. Another consonant in
 * its place is another name (หนองแวง, หนองแสง).
 */
export function isSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 4) return false
  let from = 0
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1
  let endA = a.length
  let endB = b.length
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA -= 1
    endB -= 1
  }
  const left = a.slice(from, endA)
  const right = b.slice(from, endB)
  if (left.length + right.length === 1) return vowels.test(left + right) || Math.max(a.length, b.length) >= 6
  if (left.length === 1 && right.length === 1)
    return vowels.test(left) && vowels.test(right) && (a.length >= 5 || longAndShort.has(left + right))
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}
