import { and, eq } from 'drizzle-orm'
import { office, packageIn } from '../../db/schema.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { correctionsPaper } from '../papers/corrections.ts'
import { addresseeWords, type LetterWording, letterWording, modelLetter } from '../papers/letter-models.ts'
import { saveLetter } from '../papers/letters.ts'
import type { AddresseeFields, AnnexFields } from '../papers/rules.ts'
import { fillWords } from '../plans/areas.ts'
import { readWording } from '../templates/wording.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { readBoard } from './board.ts'
import type { Board, BoardLine } from './contract.ts'

/** A field of an addressee is one line of at most this many signs (core/papers/rules.ts). */
const LONGEST_FIELD = 1000

const dayOf = (iso: string) => formatThaiDate(iso.slice(0, 10), { style: 'weekday', digits: 'arabic' })

type Lacking = { name: string; done: number; expected: number; dueOn: string; lateDays: number }

/** What a district has not fulfilled although its day is over; before that day, what is still to come. */
function lackingOf(row: BoardLine, board: Board, packageName: string): Lacking[] {
  const all = [
    ...(row.packageId === null
      ? [
          {
            state: row.timing,
            name: packageName,
            done: 0,
            expected: 1,
            dueOn: row.dueOn,
            lateDays: row.lateDays,
          },
        ]
      : []),
    ...row.duties.flatMap((duty, at) =>
      duty.state === 'missing' || duty.state === 'notDue'
        ? [{ ...duty, name: board.duties[at]?.name ?? duty.key }]
        : [],
    ),
  ]
  const over = all.filter((one) => one.state === 'missing')
  return over.length > 0 ? over : all
}

/**
 * Drafts one letter to all districts that lack something, each copy with its own duties and its own days late. Without
 * `districtCodes` those to whom something is overdue, else those that have not handed in yet. Nothing is sent: the
 * letter opens as a draft.
 *
 * @throws Fault province.nothingMissing; exchange.notInProvince
 */
export function draftReminder(
  cx: CommandContext,
  input: { planFy: number; districtCodes?: string[] | undefined },
): { letterId: string } {
  const { planFy } = input
  const board = readBoard(cx, planFy)
  const packageName = readWording<{ columns: { package: string } }>(cx, 'board').columns.package
  const lacking = new Map(board.rows.map((row) => [row.districtCode, lackingOf(row, board, packageName)]))
  for (const code of input.districtCodes ?? [])
    if (!lacking.has(code)) throw new Fault('exchange.notInProvince', { code })
  const rows = chosen(board, lacking, input.districtCodes)
  if (rows.length === 0) throw new Fault('province.nothingMissing', { planFy })
  const wording = letterWording(cx)
  const words = wording.province
  const template = wording.groups.find(({ key }) => key === 'districtChiefs')?.addressee ?? ''
  const addressees = rows.map((row): AddresseeFields => {
    const mine = lacking.get(row.districtCode) ?? []
    const late = Math.max(...mine.map((one) => one.lateDays))
    // one number of days for all of it is said once, else each has its own
    const alike = mine.every((one) => one.lateDays === late)
    return {
      addressee: addresseeWords(template, { district: row.districtName }),
      fields: {
        [wording.columns.district]: row.districtName,
        [wording.columns.lacking]: listed(mine, !alike, words),
        [wording.columns.standing]:
          late > 0
            ? fillWords(alike ? words.late : words.longest, { days: late })
            : fillWords(words.due, { day: dayOf(mine.map((one) => one.dueOn).sort()[0] ?? row.dueOn) }),
      },
    }
  })
  const every = cx.geography.districtsOf(cx.office().provinceCode).length === rows.length
  const model = modelLetter(cx, 'provinceReminder', {
    planFy: String(planFy),
    // of districts with days of their own the first one
    dueOn: dayOf(rows.map((row) => row.dueOn).sort()[0] ?? board.asOf),
    asOf: dayOf(board.asOf),
  })
  const { id } = saveLetter(cx, {
    id: null,
    fields: {
      ...model,
      addressee: every ? words.everyDistrict : words.someDistricts,
      dated: null,
      signatoryId: null,
    },
    addressees,
    about: null,
  })
  return { letterId: id }
}

function chosen(
  board: Board,
  lacking: ReadonlyMap<string, Lacking[]>,
  codes: readonly string[] | undefined,
): BoardLine[] {
  const open = board.rows.filter(({ districtCode }) => (lacking.get(districtCode) ?? []).length > 0)
  if (codes !== undefined) return open.filter(({ districtCode }) => codes.includes(districtCode))
  const over = open.filter(({ districtCode }) => lacking.get(districtCode)?.some((one) => one.lateDays > 0))
  return over.length > 0 ? over : open.filter(({ packageId }) => packageId === null)
}

/** แผนพัฒนาตำบล (มีแล้ว 3 จาก 5 แห่ง) … และแบบรายงาน …; with the days late of each where they differ. */
function listed(items: readonly Lacking[], withDays: boolean, words: LetterWording['province']): string {
  const texts = items.map(({ name, done, expected, lateDays }) => {
    const [item, part] = withDays ? [words.lateItem, words.latePart] : ['{{name}}', words.part]
    return fillWords(expected > 1 ? part : item, { name, done, expected, days: lateDays })
  })
  const last = texts.pop() ?? ''
  const text = texts.length === 0 ? last : `${texts.join(words.between)}${words.last}${last}`
  return text.slice(0, LONGEST_FIELD)
}

/**
 * Drafts the letter that goes with a returned package: the reasons, and the corrections asked for as its annex. The
 * letter opens as a draft; the return package is written on its own (exchange.exportAnswer).
 *
 * @throws Fault record.notFound; province.notReturned
 */
export function draftReturn(cx: CommandContext, input: { packageId: string }): { letterId: string } {
  const row = cx.db
    .select({
      id: packageIn.id,
      kind: packageIn.kind,
      sequence: packageIn.sequence,
      planFy: packageIn.planFy,
      receivedOn: packageIn.receivedOn,
      state: packageIn.state,
      reasons: packageIn.reasons,
      officeName: office.name,
      districtCode: office.districtCode,
    })
    .from(packageIn)
    .innerJoin(office, eq(packageIn.fromOfficeId, office.id))
    .where(and(eq(packageIn.id, input.packageId), eq(packageIn.officeId, cx.office().id)))
    .get()
  if (!row) throw new Fault('record.notFound', { kind: 'packageIn', id: input.packageId })
  if (row.state !== 'returned')
    throw new Fault('province.notReturned', { office: row.officeName, sequence: row.sequence })
  const words = letterWording(cx).province
  const district =
    row.districtCode === null ? '' : (cx.geography.nameOf(row.districtCode) ?? row.districtCode)
  const annex = remarkTable(cx, row.id, words, { district, planFy: row.planFy })
  const model = modelLetter(cx, 'packageReturn', {
    district,
    planFy: String(row.planFy),
    sequence: String(row.sequence),
    receivedOn: dayOf(row.receivedOn),
    reasons: reasonWords(row.reasons, words),
    details: annex === null ? '' : words.details,
  })
  const { id } = saveLetter(cx, {
    id: null,
    fields: {
      ...model,
      enclosures: annex === null ? [] : [{ title: words.enclosure, quantity: words.enclosureCount }],
      annexes: annex === null ? [] : [annex],
      dated: null,
      signatoryId: null,
    },
    about: null,
  })
  return { letterId: id }
}

/** One reason goes on in the sentence; several stand under each other, numbered (DOCUMENTS.md §A2.5). */
function reasonWords(reasons: string, words: LetterWording['province']): string {
  const lines = reasons
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length <= 1) return lines[0] === undefined ? '' : fillWords(words.reason, { reasons: lines[0] })
  const numbered = lines.map((line, at) =>
    /^[0-9๐-๙]{1,2}[.)]/u.test(line) ? line : `${at + 1}. ${line.replace(/^[-•]\s*/u, '')}`,
  )
  return [words.reasons, ...numbered].join('\n')
}

/** Corrections asked for as a table of an annex: the rows of บัญชีรายการที่ขอให้แก้ไข (core/papers/corrections.ts). */
function remarkTable(
  cx: QueryContext,
  packageId: string,
  words: LetterWording['province'],
  of: { district: string; planFy: number },
): AnnexFields | null {
  const rows = correctionsPaper(cx, packageId).data.rows ?? []
  if (rows.length === 0) return null
  return {
    title: fillWords(words.annexTitle, of),
    orientation: 'landscape',
    text: '',
    table: {
      head: words.annexHead,
      rows: rows.map(({ group, subject, field, handedIn, proposed, reason }, at) => [
        String(at + 1),
        ...[group, subject, field, handedIn, proposed, reason].map((cell) => cell || NOTHING),
      ]),
    },
  }
}
const NOTHING = '-'
