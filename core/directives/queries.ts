import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import {
  attachment,
  directive,
  directiveTold,
  duty,
  dutyNote,
  guidelineEdition,
  letter,
  reportText,
  resultsReport,
} from '../../db/schema.ts'
import { readDaysOff } from '../calendar/queries.ts'
import { offDays } from '../calendar/working-days.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { countFigure, readRecords } from '../reports/figures.ts'
import { readRules, rulesByKey } from '../rules/queries.ts'
import { formatThaiDate, type IsoDate } from '../thai/dates.ts'
import type { Directive, DirectiveLine, Duty, DutyLine, DutyWork, EnclosureLine } from './contract.ts'
import { doorKey, doorsByKey, readDoors } from './doors.ts'
import { filesOf } from './files.ts'
import { offDay } from './last-year.ts'
import {
  type DirectiveSpeed,
  directiveSpeeds,
  dutyRoom,
  type EvidenceLink,
  evidenceTables,
  lateDays,
} from './rules.ts'

type DirectiveRow = typeof directive.$inferSelect
type DutyRow = typeof duty.$inferSelect
export type DirectiveHead = ReturnType<typeof directiveHeads>[number]

/** Letters of an office, expected ones first, then the newest first, with what each is called. */
export function directiveHeads(cx: QueryContext, officeId: string) {
  const forms = rulesByKey(cx, 'directive-forms')
  return cx.db
    .select()
    .from(directive)
    .where(eq(directive.officeId, officeId))
    .orderBy(asc(directive.state), desc(directive.dated), desc(directive.id))
    .all()
    .map((row) => headOf(row, forms))
}

function headOf(row: DirectiveRow, forms: ReadonlyMap<string, { name: string }>) {
  const formName = forms.get(row.form)?.name ?? row.form
  return { ...row, speed: speedOf(row.speed), formName, name: directiveName(row, formName) }
}

/** How a letter is called: its number; without one its form and day, of an expected one its form and edition. */
export function directiveName(
  row: Pick<DirectiveRow, 'number' | 'state' | 'dated' | 'editionFy'>,
  formName: string,
): string {
  if (row.number !== '') return row.number
  return row.state === 'expected'
    ? `${formName} ${row.editionFy}`
    : `${formName} ${formatThaiDate(row.dated, { style: 'short', digits: 'arabic' })}`
}

function speedOf(text: string): DirectiveSpeed {
  return directiveSpeeds.find((one) => one === text) ?? ''
}

/** Duties of letters with all that is counted beside them; a fixed number of statements. */
function dutiesOf(cx: QueryContext, officeId: string, heads: readonly DirectiveHead[]): Duty[] {
  const byId = new Map(heads.map((head) => [head.id, head]))
  const rows = cx.db
    .select()
    .from(duty)
    .where(and(eq(duty.officeId, officeId), inArray(duty.directiveId, [...byId.keys()])))
    .orderBy(asc(duty.directiveId), asc(duty.no), asc(duty.id))
    .all()
  const today = cx.today()
  const kinds = rulesByKey(cx, 'duty-kinds')
  const files = filesOf(cx, officeId, 'duty')
  const notes = new Map<string, number>()
  for (const row of cx.db
    .select({ dutyId: dutyNote.dutyId })
    .from(dutyNote)
    .where(eq(dutyNote.officeId, officeId))
    .all())
    notes.set(row.dutyId, (notes.get(row.dutyId) ?? 0) + 1)
  const off = daysOffOf(
    cx,
    rows.flatMap((row) => (row.dueOn === null ? [] : [row.dueOn])),
  )
  const doors = doorsByKey(
    cx,
    officeId,
    rows.flatMap((row) => row.evidenceLinks),
  )
  return rows.flatMap((row) => {
    const head = byId.get(row.directiveId)
    if (head === undefined) return []
    const { officeId: _owner, evidenceLinks, ...fields } = row
    return [
      {
        ...fields,
        evidenceLinks: evidenceLinks.map((link) => {
          const door = doors.get(doorKey(link))
          return { ...(link as EvidenceLink), name: door?.name ?? null, href: door?.href ?? null }
        }),
        // A letter that has not come cannot be late.
        lateDays: head.state === 'expected' ? 0 : lateDays(row, today),
        dueOff: row.dueOn === null ? null : offDay(row.dueOn, off),
        files: files.get(row.id) ?? 0,
        notes: notes.get(row.id) ?? 0,
        href: dutyRoom(kinds.get(row.kind), head),
      },
    ]
  })
}

/** Days off by date around some days, as the office has them. */
export function daysOffOf(cx: QueryContext, days: readonly IsoDate[]): ReadonlyMap<IsoDate, string> {
  const sorted = [...days].sort()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return new Map()
  return offDays(readDaysOff(cx, { from: first, to: last }).days)
}

/** Letters, expected ones first, then the newest first. */
export function list(cx: QueryContext, input?: { officeId?: string | undefined }): DirectiveLine[] {
  const officeId = input?.officeId ?? cx.office().id
  const heads = directiveHeads(cx, officeId)
  const duties = dutiesOf(cx, officeId, heads)
  const files = storedFiles(cx, officeId)
  return heads.map((head) => {
    const { body: _body, enclosures, ...row } = head
    const own = duties.filter((one) => one.directiveId === row.id)
    return {
      ...row,
      dueOn: nextDue(own),
      done: own.filter((one) => one.state === 'done').length,
      duties: own.length,
      late: own.filter((one) => one.state !== 'done' && one.lateDays > 0).length,
      missingFiles: enclosures.filter((one) => !files.has(one.attachmentId ?? '')).length,
    }
  })
}

/** Files that an enclosure can be: those of letters and of editions. */
function storedFiles(cx: QueryContext, officeId: string) {
  const rows = cx.db
    .select()
    .from(attachment)
    .where(
      and(
        eq(attachment.officeId, officeId),
        inArray(attachment.subjectTable, ['directive', 'guidelineEdition']),
      ),
    )
    .all()
  return new Map(rows.map((row) => [row.id, row]))
}

function nextDue(duties: readonly Duty[]): string | null {
  const due = (list: readonly Duty[]) => list.flatMap((one) => (one.dueOn === null ? [] : [one.dueOn])).sort()
  return due(duties.filter((one) => one.state !== 'done'))[0] ?? due(duties).at(-1) ?? null
}

/** @throws Fault record.notFound */
export function mustGetHead(cx: QueryContext, id: string): DirectiveHead {
  const row = cx.db.select().from(directive).where(eq(directive.id, id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'directive', id })
  return headOf(row, rulesByKey(cx, 'directive-forms'))
}

/** @throws Fault record.notFound */
export function get(cx: QueryContext, input: { id: string }): Directive {
  const head = mustGetHead(cx, input.id)
  const { officeId } = head
  const files = storedFiles(cx, officeId)
  const related = directiveHeads(cx, officeId)
  const from = related.find((one) => one.id === head.copiedFromId)
  const edition = cx.db
    .select()
    .from(guidelineEdition)
    .where(and(eq(guidelineEdition.officeId, officeId), eq(guidelineEdition.editionFy, head.editionFy)))
    .get()
  return {
    ...head,
    enclosures: head.enclosures.map((one): EnclosureLine => {
      const file = files.get(one.attachmentId ?? '')
      return {
        ...one,
        file:
          file === undefined
            ? null
            : { id: file.id, name: file.name, stored: cx.hasAttachment(file.sha256, file.sizeBytes) },
      }
    }),
    duties: dutiesOf(cx, officeId, [head]),
    ...hanging(cx, head.id),
    copiedFrom: from ? { id: from.id, name: from.name, editionFy: from.editionFy } : null,
    copies: related
      .filter((one) => one.copiedFromId === head.id)
      .map(({ id, name, editionFy, state }) => ({ id, name, editionFy, state })),
    edition: edition
      ? {
          id: edition.id,
          editionFy: edition.editionFy,
          planFy: edition.planFy,
          title: edition.title,
          files: filesOf(cx, officeId, 'guidelineEdition').get(edition.id) ?? 0,
        }
      : null,
  }
}

/** How many reports, own letters and told people hang on a letter. */
export function hanging(
  cx: QueryContext,
  directiveId: string,
): { reports: number; letters: number; told: number } {
  return {
    reports: cx.db
      .select({ id: resultsReport.id })
      .from(resultsReport)
      .where(eq(resultsReport.directiveId, directiveId))
      .all().length,
    letters: cx.db
      .select({ id: letter.id })
      .from(letter)
      .where(and(eq(letter.aboutTable, 'directive'), eq(letter.aboutId, directiveId)))
      .all().length,
    told: cx.db
      .select({ id: directiveTold.id })
      .from(directiveTold)
      .where(eq(directiveTold.directiveId, directiveId))
      .all().length,
  }
}

/** Duties of all letters: those that are late first, the latest on top, then by due date; done ones last. */
export function listDuties(cx: QueryContext, input?: { officeId?: string | undefined }): DutyLine[] {
  const officeId = input?.officeId ?? cx.office().id
  const heads = directiveHeads(cx, officeId)
  const byId = new Map(heads.map((head) => [head.id, head]))
  const kinds = rulesByKey(cx, 'duty-kinds')
  const rank = (one: Duty) => `${one.state === 'done' ? 1 : 0} ${one.dueOn ?? '9999'}`
  return dutiesOf(cx, officeId, heads)
    .flatMap((one): DutyLine[] => {
      const head = byId.get(one.directiveId)
      if (head === undefined) return []
      return [
        {
          ...one,
          kindName: kinds.get(one.kind)?.name ?? one.kind,
          directiveName: head.name,
          directiveSubject: head.subject,
          directiveState: head.state,
          editionFy: head.editionFy,
          planFy: head.planFy,
        },
      ]
    })
    .sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.no - b.no))
}

/**
 * What the records say of the duties of a letter, counted as the report counts it (resources/rules/report-figures), as
 * of today: the figures that have an end, n of n.
 *
 * @throws Fault record.notFound
 */
export function dutyWork(cx: QueryContext, input: { directiveId: string }): DutyWork[] {
  const head = mustGetHead(cx, input.directiveId)
  const kinds = rulesByKey(cx, 'duty-kinds')
  const rows = cx.db.select({ kind: duty.kind }).from(duty).where(eq(duty.directiveId, head.id)).all()
  const asked = new Set(rows.map((row) => row.kind))
  const records = readRecords(cx, { officeId: head.officeId, edition: head, asOf: cx.today() })
  return readRules(cx, 'report-figures').items.flatMap((rule): DutyWork[] => {
    if (!rule.hasExpected || rule.unit !== 'count' || !asked.has(rule.dutyKind)) return []
    const counted = countFigure(records, rule.key)
    if (counted === null || counted.expected === null || counted.expected === 0) return []
    return [
      {
        kind: rule.dutyKind,
        key: rule.key,
        name: rule.name,
        done: counted.value,
        expected: counted.expected,
        href: dutyRoom(kinds.get(rule.dutyKind), head),
      },
    ]
  })
}

/** Records that show that a duty of the letter was done. @throws Fault record.notFound */
export function evidenceDoors(cx: QueryContext, input: { directiveId: string }) {
  const head = mustGetHead(cx, input.directiveId)
  return readDoors(cx, head.officeId, evidenceTables, null, head.planFy)
}

/** What hangs on one duty, so that it does not vanish silently. */
export function hangsOnDuty(
  cx: QueryContext,
  row: DutyRow,
): { notes: number; evidence: number; files: number; told: number; reports: number } {
  const count = (rows: readonly unknown[]) => rows.length
  return {
    notes: count(cx.db.select({ id: dutyNote.id }).from(dutyNote).where(eq(dutyNote.dutyId, row.id)).all()),
    evidence: (row.evidence === '' ? 0 : 1) + row.evidenceLinks.length,
    files: count(
      cx.db
        .select({ id: attachment.id })
        .from(attachment)
        .where(and(eq(attachment.subjectTable, 'duty'), eq(attachment.subjectId, row.id)))
        .all(),
    ),
    told: count(
      cx.db
        .select({ id: directiveTold.id })
        .from(directiveTold)
        .where(eq(directiveTold.dutyId, row.id))
        .all(),
    ),
    reports: count(
      cx.db.select({ id: reportText.id }).from(reportText).where(eq(reportText.dutyId, row.id)).all(),
    ),
  }
}
