import { and, desc, eq, inArray } from 'drizzle-orm'
import { office as officeTable, packageIn, packageOut } from '../../db/schema.ts'
import type { RemarkLine } from '../exchange/contract.ts'
import { recordNames } from '../exchange/differences.ts'
import { recordTypeOf } from '../exchange/records.ts'
import {
  answeredPackages,
  handedInRecords,
  isAnswered,
  type Records,
  recordsOfOffice,
} from '../exchange/remark-records.ts'
import { remarks } from '../exchange/remarks.ts'
import { answeredKinds } from '../exchange/rules.ts'
import { exchangeWords } from '../exchange/words.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { rulesByKey } from '../rules/queries.ts'
import { readWording } from '../templates/wording.ts'
import { formatThaiDate, isIsoDate } from '../thai/dates.ts'
import { formatBaht } from '../thai/money.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'

type Wording = {
  states: Record<'received' | 'accepted' | 'partly' | 'returned', string>
  /** Group of what belongs to no village or tambon. */
  whole: string
  wholePackage: string
  wholeRecord: string
  yes: string
  no: string
  none: string
  /** Name of a field, by `type.field` or `field`. */
  fields: Record<string, string>
  /** Word of a value, by `type.field.value` or `field.value`. */
  values: Record<string, string>
  /** Fields in satang. */
  money: string[]
}

/**
 * บัญชีรายการที่ขอให้แก้ไข: what one office asks another to correct of what it handed in, place by place: the value that
 * was handed in, the one that should stand, why. Of a package that came in: what is asked here; of a return that came
 * in: what this office is asked.
 *
 * @param id of a package that was taken in
 * @throws Fault record.notFound
 */
export function correctionsPaper(cx: QueryContext, id: string): MadePaper<'corrections'> {
  const row = cx.db
    .select()
    .from(packageIn)
    .where(and(eq(packageIn.id, id), eq(packageIn.officeId, cx.office().id)))
    .get()
  if (!row || row.kind === 'reference') throw new Fault('record.notFound', { kind: 'packageIn', id })
  const office = readOfficeHead(cx)
  const other = nameOfOffice(cx, row.fromOfficeId)
  const own = nameOfOffice(cx, cx.office().id)
  const isAsked = isAnswered(row)
  const head = isAsked ? row : answeredHere(cx, row)
  const words = readWording<Wording>(cx, 'corrections')
  const kindName = exchangeWords(cx).kinds[head.kind]
  return {
    kind: 'corrections',
    office,
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'corrections', {
      office: isAsked ? other : own,
      planFy: head.planFy,
      sequence: head.sequence,
    }),
    data: {
      asks: isAsked ? own : other,
      asked: isAsked ? other : own,
      kindName,
      planFy: head.planFy,
      sequence: head.sequence,
      receivedOn: head.receivedOn,
      state: words.states[head.state],
      reasons: head.reasons,
      asOf: isAsked ? cx.today() : row.createdOn,
      rows: correctionRows(cx, row.fromOfficeId, isAsked ? 'made' : 'got', words),
    },
  }
}

function nameOfOffice(cx: QueryContext, id: string): string {
  return (
    cx.db.select({ name: officeTable.name }).from(officeTable).where(eq(officeTable.id, id)).get()?.name ?? ''
  )
}

type Head = {
  kind: keyof ReturnType<typeof exchangeWords>['kinds']
  planFy: number
  sequence: number
  receivedOn: string
  state: keyof Wording['states']
  reasons: string
}

/** The own package that an answer is about: the newest of those that it told of. */
function answeredHere(cx: QueryContext, answer: typeof packageIn.$inferSelect): Head {
  const out = cx.db
    .select()
    .from(packageOut)
    .where(and(eq(packageOut.officeId, cx.office().id), inArray(packageOut.kind, [...answeredKinds])))
    .orderBy(desc(packageOut.sequence))
    .all()
    .find((one) => one.answer !== '')
  if (!out) throw new Fault('record.notFound', { kind: 'packageOut', id: answer.id })
  const { kind, planFy, sequence } = out
  return {
    ...{ kind, planFy, sequence },
    receivedOn: out.answerReceivedOn ?? '',
    state: out.answer === '' ? 'received' : out.answer,
    reasons: out.answerReasons,
  }
}

function correctionRows(cx: QueryContext, officeId: string, direction: 'made' | 'got', words: Wording) {
  const last = answeredPackages(cx, officeId)[0]
  const records: Records =
    direction === 'made' && last ? handedInRecords(cx, last) : recordsOfOffice(cx, cx.office().id)
  const names = recordNames(cx, records.get)
  const inPackages = new Map(
    cx.db
      .select({ id: packageIn.id, fromOfficeId: packageIn.fromOfficeId })
      .from(packageIn)
      .all()
      .map((row) => [row.id, row.fromOfficeId]),
  )
  const place = (line: RemarkLine) => {
    if (line.unitName !== '') return line.unitName
    const record = line.rowId === null ? undefined : records.get(line.recordType, line.rowId)
    return record === undefined ? '' : names.placeOf(line.recordType, record)
  }
  return remarks(cx, { direction })
    .filter((line) => inPackages.get(line.packageId) === officeId)
    .map((line) => {
      const says = valueWords(cx, words, line)
      return {
        group: place(line) || words.whole,
        subject: line.subject === '' ? words.wholePackage : line.subject,
        field:
          line.field === ''
            ? line.recordType === ''
              ? ''
              : words.wholeRecord
            : (words.fields[`${line.recordType}.${line.field}`] ?? words.fields[line.field] ?? line.field),
        handedIn: line.field === '' ? '' : says(line.handedIn),
        proposed: line.field === '' ? '' : says(line.proposed),
        reason: line.text,
      }
    })
    .sort(
      (a, b) =>
        // What is said of the whole comes first.
        Number(b.group === words.whole) - Number(a.group === words.whole) ||
        a.group.localeCompare(b.group, 'th', { numeric: true }),
    )
}

/** Values as a person reads them: money in baht, days in words, keys by their names. */
function valueWords(cx: QueryContext, words: Wording, line: Pick<RemarkLine, 'recordType' | 'field'>) {
  const isMoney = words.money.includes(line.field) || words.money.includes(`${line.recordType}.${line.field}`)
  const groups = rulesByKey(cx, 'attendance-groups')
  const word = (field: string, value: string) =>
    words.values[`${line.recordType}.${field}.${value}`] ?? words.values[`${field}.${value}`]
  const say = (value: unknown, field: string): string => {
    if (value === null || value === undefined || value === '') return words.none
    if (typeof value === 'boolean') return value ? words.yes : words.no
    if (typeof value === 'number') {
      if (isMoney || field === 'amount') return formatBaht(value)
      // Years and numbers of things stand as they are; a count has its commas.
      return /Fy$|[yY]ear$|^no$|Moo|mooNo|itude$/u.test(field) ? String(value) : value.toLocaleString('en-US')
    }
    if (typeof value === 'string') {
      if (isIsoDate(value)) return formatThaiDate(value, { style: 'short', digits: 'arabic' })
      return field === 'group' ? (groups.get(value)?.name ?? value) : (word(field, value) ?? value)
    }
    if (Array.isArray(value))
      return value.length === 0 ? words.none : value.map((one) => say(one, field)).join('\n')
    return Object.entries(value as object)
      .filter(([, one]) => one !== '' && one !== null)
      .map(([key, one]) => say(one, key))
      .join(' ')
  }
  return (value: unknown) => {
    const text = say(value, line.field)
    const type = recordTypeOf(line.recordType)
    // A name that other records are known by stands alone; never an id on paper.
    return type?.references.some(({ field }) => field === line.field) ? words.none : text
  }
}
