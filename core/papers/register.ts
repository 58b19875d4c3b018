import { and, eq, isNotNull } from 'drizzle-orm'
import { letter } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { fillWords } from '../plans/areas.ts'
import { formatThaiDate } from '../thai/dates.ts'
import type { MadePaper } from './catalogue.ts'
import type { RegisterLine } from './contract.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'
import { type Of, readRegister } from './registers.ts'

type Wording = Record<RegisterLine['state'] | 'sent', string>

/** Numbers of which nothing is known but one reason stand in one line: 238 of the paper register are no 238 lines. */
function runsOf(rows: readonly RegisterLine[]): { row: RegisterLine; last: RegisterLine }[] {
  const runs: { row: RegisterLine; last: RegisterLine }[] = []
  const isBare = ({ paper, subject, dated }: RegisterLine) =>
    paper === null && subject === '' && dated === null
  for (const row of rows) {
    const run = runs.at(-1)
    if (run && isBare(row) && isBare(run.row) && row.state === run.row.state && row.reason === run.row.reason)
      run.last = row
    else runs.push({ row, last: row })
  }
  return runs
}

/** ทะเบียนหนังสือส่ง and its like for one calendar year, พ.ศ. (DOCUMENTS.md §A2, §A4). @throws Fault record.notFound */
export function registerPaper(cx: QueryContext, of: Of): MadePaper<'register'> {
  const { name, rows } = readRegister(cx, of)
  const wording = cx.resources.json<Wording>('papers/wording/registers.json')
  const sent = new Map(
    cx.db
      .select({ id: letter.id, on: letter.sentOn, how: letter.sentHow })
      .from(letter)
      .where(and(eq(letter.officeId, cx.office().id), isNotNull(letter.sentOn)))
      .all()
      .map(({ id, on, how }) => [
        id,
        fillWords(wording.sent, {
          on: on === null ? '' : formatThaiDate(on, { style: 'short', digits: 'arabic' }),
          how,
        }),
      ]),
  )
  return {
    kind: 'register',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'register', { name, year: of.year }),
    data: {
      name,
      year: of.year,
      asOf: cx.today(),
      rows: runsOf(rows).map(({ row, last }) => ({
        number: last === row ? row.shown : `${row.shown}–${last.shown}`,
        date: row.dated ?? '',
        subject: row.subject,
        addressee: row.addressee,
        sent: row.paper?.table === 'letter' ? (sent.get(row.paper.id) ?? '') : '',
        note: fillWords(wording[row.state], { reason: row.reason }),
      })),
    },
  }
}
