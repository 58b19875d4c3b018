/** ปฏิทินการปฏิบัติงาน on paper: months, the year on one page, the list by date (C2). */
import type { CalendarEvent, CalendarEvents } from '../calendar/contract.ts'
import { readEvents } from '../calendar/events.ts'
import { deadlineKinds, type EventKind } from '../calendar/rules.ts'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { readWording } from '../templates/wording.ts'
import {
  addDays,
  buddhistYearOf,
  daysInMonth,
  fiscalYearRange,
  formatThaiDate,
  THAI_MONTHS,
  THAI_WEEKDAYS,
  toChristianYear,
  weekdayIndex,
} from '../thai/dates.ts'
import type { MadePaper } from './catalogue.ts'
import type { PaperData } from './data.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'
import type { PaperRef } from './rules.ts'

type Wording = {
  /** In front of the title in a cell, by kind; '' = none. */
  marks: Record<EventKind, string>
  kinds: Record<EventKind, string>
  locks: Record<'adopted' | 'signed' | 'accepted', string>
  states: Record<'done' | 'doneLate' | 'late' | 'open' | 'locked', string>
  counts: Partial<Record<EventKind, string>>
  windowEnds: string
  plans: string
  planFy: string
  tambon: string
  more: string
  mine: string
  noLunar: string
}
type Month = { year: number; month: number }

/** Lines of a cell under its number, so that a month stands on one page: of a month of six weeks, of others. */
const CELL_LINES = { sixWeeks: 4, others: 5 } as const
/** Letters on a line of a cell, and on one above the table; marks above and below a letter take no room. */
const CELL_LETTERS = 25
const PAGE_LETTERS = 120
/** Lines of the windows above a month: of a month of six weeks, of others. */
const WINDOW_LINES = { sixWeeks: 2, others: 3 } as const
/** Letters that take more room than others, in those: WWW, 字. */
const WIDE = /[A-Z@%&\u1100-\uffdc]/gu
const widthOf = (text: string) => {
  const bare = text.replace(/\p{Mn}/gu, '')
  return bare.length + 0.8 * (bare.match(WIDE)?.length ?? 0)
}
/** Titles are cut on the pages that show much at once; the list has them whole. */
const CELL_TITLE = 60
const YEAR_TITLE = 34
const MOST_IN_YEAR_CELL = 4

/** @param ref fiscalYear พ.ศ.; month 1–12, of the form `month` */
export function calendarPaper(
  cx: QueryContext,
  ref: Extract<PaperRef, { kind: 'calendar' }>,
): MadePaper<'calendar'> {
  const words = readWording<Wording>(cx, 'calendar')
  const months = monthsOf(ref.fiscalYear)
  const shown = ref.form === 'month' ? months.filter((one) => one.month === (ref.month ?? 10)) : months
  const { start, end } = fiscalYearRange(ref.fiscalYear)
  const only = ref.form === 'month' ? shown[0] : undefined
  const found = readEvents(cx, {
    from: only ? firstDay(only) : start,
    to: only ? lastDay(only) : end,
    kinds: null,
    mine: ref.mine === true,
  })
  const own = cx.office()
  const area = areaNames(cx)(
    own.districtCode === null ? { provinceCode: own.provinceCode } : { districtCode: own.districtCode },
  )
  const isList = ref.form === 'list'
  const weekStart = ref.weekStart ?? 0
  const name = only ? `${THAI_MONTHS[only.month - 1]} ${only.year}` : ''
  const data: PaperData<'calendar'> = {
    form: ref.form === 'months' ? 'month' : ref.form,
    fiscalYear: ref.fiscalYear,
    area,
    asOf: cx.today(),
    scope: ref.mine === true ? words.mine : '',
    note:
      found.yearsWithoutLunar.length === 0
        ? ''
        : fillWords(words.noLunar, { years: found.yearsWithoutLunar.join(' ') }),
    weekdays: THAI_WEEKDAYS.map((_name, at) => THAI_WEEKDAYS[(at + weekStart) % 7] ?? ''),
    months:
      ref.form === 'month' || ref.form === 'months'
        ? shown.map((one) => monthPage(words, one, found, weekStart))
        : [],
    yearRows: ref.form === 'year' ? months.map((one) => yearRow(words, one, found)) : [],
    rows: isList ? listRows(words, found) : [],
  }
  return {
    kind: 'calendar',
    office: readOfficeHead(cx),
    formats: isList ? ['pdf', 'docx', 'xlsx'] : ['pdf', 'docx'],
    fileName: paperFileTitle(cx, 'calendar', { area, month: name, fiscalYear: ref.fiscalYear }),
    data,
  }
}

/** October to September. */
function monthsOf(fiscalYear: number): Month[] {
  return Array.from({ length: 12 }, (_unused, at) => {
    const month = ((at + 9) % 12) + 1
    return { year: month >= 10 ? fiscalYear - 1 : fiscalYear, month }
  })
}
const two = (value: number) => String(value).padStart(2, '0')
const firstDay = ({ year, month }: Month) => `${toChristianYear(year)}-${two(month)}-01`
const lastDay = ({ year, month }: Month) =>
  `${toChristianYear(year)}-${two(month)}-${two(daysInMonth(toChristianYear(year), month))}`
const short = (iso: string) => formatThaiDate(iso, { style: 'short', digits: 'arabic' })

const segmenter = new Intl.Segmenter('th', { granularity: 'word' })
/** At most so many characters, cut between words. */
function cut(text: string, most: number): string {
  const clean = text.replace(/\s+/gu, ' ')
  if (clean.length <= most) return clean
  let kept = ''
  for (const { segment } of segmenter.segment(clean)) {
    if (kept.length + segment.length > most - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

function titleOf(words: Wording, event: CalendarEvent): string {
  return [
    event.title,
    event.count > 1 ? fillWords(words.plans, { count: event.count }) : '',
    event.planFy === null ? '' : fillWords(words.planFy, { year: event.planFy }),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** Forums and adoptions of one day are counted from this many on: one line says them all. */
const MANY = 3
const countedKinds = ['forum', 'lock'] as const

function many(words: Wording, here: readonly CalendarEvent[]): string[] {
  return countedKinds.flatMap((kind) => {
    const rows = here.filter((event) => event.kind === kind)
    const count = rows.reduce((sum, event) => sum + event.count, 0)
    return rows.length < MANY ? [] : [fillWords(words.counts[kind] ?? '', { count })]
  })
}

/** What stands in the cell of a day: a window only where it ends, as a deadline. */
function inDay(
  words: Wording,
  event: CalendarEvent,
  day: string,
  here: readonly CalendarEvent[],
): string | null {
  if (event.kind === 'window')
    return event.endsOn === day ? fillWords(words.windowEnds, { level: titleOf(words, event) }) : null
  const isCounted = countedKinds.some((kind) => kind === event.kind)
  if (isCounted && here.filter((one) => one.kind === event.kind).length >= MANY) return null
  const late = event.state === 'late' ? ` (${stateOf(words, event)})` : ''
  // The name of a day off stands whole: some are those of the royal family.
  const title = event.kind === 'holiday' ? event.title : cut(titleOf(words, event), CELL_TITLE)
  const mark = event.lock === null ? words.marks[event.kind] : words.locks[event.lock]
  return `${mark === '' ? '' : `${mark} `}${title}${late}`
}

/** As many of the texts as have room, and how many there are besides. */
function inLines(words: Wording, texts: readonly string[], most: number): string[] {
  const linesOf = (text: string) => Math.ceil(widthOf(text) / CELL_LETTERS)
  const all = texts.reduce((sum, text) => sum + linesOf(text), 0)
  if (all <= most) return [...texts]
  const shown: string[] = []
  let left = most - 1
  for (const text of texts) {
    if (linesOf(text) > left) break
    shown.push(text)
    left -= linesOf(text)
  }
  return [...shown, fillWords(words.more, { count: texts.length - shown.length })]
}

/** As many of the windows as have room above the table, and how many there are besides. */
function inWidth(words: Wording, texts: readonly string[], lines: number): string {
  const room = lines * PAGE_LETTERS
  const all = texts.join('  ')
  if (widthOf(all) <= room) return all
  const shown: string[] = []
  for (const text of texts) {
    if (widthOf([...shown, text].join('  ')) > room - CELL_LETTERS) break
    shown.push(text)
  }
  return [...shown, fillWords(words.more, { count: texts.length - shown.length })].join('  ')
}

function monthPage(words: Wording, month: Month, { events }: CalendarEvents, weekStart: 0 | 1) {
  const first = firstDay(month)
  const last = lastDay(month)
  const weeks: string[][] = []
  const before = (weekdayIndex(first) - weekStart + 7) % 7
  const isLong = before + Number(last.slice(8)) > 35
  for (let start = addDays(first, -before); start <= last; start = addDays(start, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_unused, at) => {
        const day = addDays(start, at)
        if (day < first || day > last) return ''
        const here = events
          .filter((event) => event.startsOn <= day && event.endsOn >= day)
          // That it is a day off is never among "and n more".
          .sort((a, b) => Number(b.kind === 'holiday') - Number(a.kind === 'holiday'))
        const lines = inLines(
          words,
          [...many(words, here), ...here.flatMap((event) => inDay(words, event, day, here) ?? [])],
          isLong ? CELL_LINES.sixWeeks : CELL_LINES.others,
        )
        return [String(Number(day.slice(8))), ...lines].join('\n')
      }),
    )
  }
  const windows = events
    .filter((event) => event.kind === 'window' && event.startsOn <= last && event.endsOn >= first)
    .map((event) => `${titleOf(words, event)} ${short(event.startsOn)} – ${short(event.endsOn)}`)
  return {
    name: `${THAI_MONTHS[month.month - 1]} ${month.year}`,
    windows: inWidth(words, windows, isLong ? WINDOW_LINES.sixWeeks : WINDOW_LINES.others),
    weeks,
  }
}

function yearRow(words: Wording, month: Month, { events }: CalendarEvents) {
  const first = firstDay(month)
  const last = lastDay(month)
  const within = events.filter((event) => event.startsOn <= last && event.endsOn >= first)
  const day = (iso: string) => String(Number(iso.slice(8)))
  const list = (texts: readonly string[]) => {
    const rest = texts.length - MOST_IN_YEAR_CELL
    return (
      rest > 0
        ? [...texts.slice(0, MOST_IN_YEAR_CELL - 1), fillWords(words.more, { count: rest + 1 })]
        : texts
    ).join('\n')
  }
  const due = within
    .filter((event) => deadlineKinds.has(event.kind) && event.endsOn >= first && event.endsOn <= last)
    .sort((a, b) => (a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : 0))
  const counts = new Map<EventKind, number>()
  for (const event of within) counts.set(event.kind, (counts.get(event.kind) ?? 0) + event.count)
  return {
    month: `${THAI_MONTHS[month.month - 1]} ${month.year}`,
    windows: list(within.filter((event) => event.kind === 'window').map((event) => titleOf(words, event))),
    deadlines: list(
      due.map((event) =>
        event.kind === 'window'
          ? `${day(event.endsOn)} ${fillWords(words.windowEnds, { level: titleOf(words, event) })}`
          : `${day(event.endsOn)} ${cut(titleOf(words, event), YEAR_TITLE)}`,
      ),
    ),
    work: Object.entries(words.counts)
      .flatMap(([kind, text]) => {
        const count = counts.get(kind as EventKind) ?? 0
        return count === 0 ? [] : [fillWords(text, { count })]
      })
      .join('\n'),
    holidays: runs(within.filter((event) => event.kind === 'holiday')).join(', '),
  }
}

/** Days off with the same name one after the other as one: 13–15 วันสงกรานต์. */
function runs(days: readonly CalendarEvent[]): string[] {
  const found: { from: string; to: string; name: string }[] = []
  for (const { startsOn, title } of days) {
    const last = found.at(-1)
    if (last && last.name === title && addDays(last.to, 1) === startsOn) last.to = startsOn
    else found.push({ from: startsOn, to: startsOn, name: title })
  }
  return found.map(({ from, to, name }) => {
    const days = from === to ? Number(from.slice(8)) : `${Number(from.slice(8))}–${Number(to.slice(8))}`
    return `${days} ${name}`
  })
}

function stateOf(words: Wording, event: CalendarEvent): string {
  if (event.lateDays > 0)
    return fillWords(event.state === 'done' ? words.states.doneLate : words.states.late, {
      count: event.lateDays,
    })
  if (event.kind === 'lock') return words.states.locked
  return event.state === 'done' ? words.states.done : event.state === 'open' ? words.states.open : ''
}

function listRows(words: Wording, { events }: CalendarEvents) {
  return events.map((event) => ({
    month: `${THAI_MONTHS[Number(event.startsOn.slice(5, 7)) - 1]} ${buddhistYearOf(event.startsOn)}`,
    date: event.startsOn,
    until: event.endsOn === event.startsOn ? '' : event.endsOn,
    kind: event.lock === null ? words.kinds[event.kind] : words.locks[event.lock],
    title: titleOf(words, event),
    place: [
      event.tambonName === '' ? '' : fillWords(words.tambon, { tambon: event.tambonName }),
      event.kind === 'holiday' ? '' : event.detail,
    ]
      .filter((part) => part !== '')
      .join('\n'),
    state: stateOf(words, event),
  }))
}
