import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { directive, duty, dutyNote, reportFigure, reportText, resultsReport } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { groupBy } from '../kernel/group.ts'
import { readRules } from '../rules/queries.ts'
import type { RuleItemOf } from '../rules/rules.ts'
import { addYears } from '../thai/dates.ts'
import type { Figure, FigureShare, FigureSource, LastYear, Report, ReportLine } from './contract.ts'
import { countFigure, editionOf, figures, hasRecords, type Records, readRecords, shareOf } from './figures.ts'
import { type ReportPart, reportParts } from './rules.ts'

export type ReportRow = typeof resultsReport.$inferSelect
type FigureRule = RuleItemOf<'report-figures'>
type TypedRow = typeof reportFigure.$inferSelect
export type Frozen = Readonly<Record<string, number>>

/** Reports of an office (the own one by default), newest letter and version first. */
export function list(cx: QueryContext, input?: { officeId?: string | undefined }): ReportLine[] {
  const officeId = input?.officeId ?? cx.office().id
  const rows = cx.db
    .select({ report: resultsReport })
    .from(resultsReport)
    .innerJoin(directive, eq(directive.id, resultsReport.directiveId))
    .where(eq(resultsReport.officeId, officeId))
    .orderBy(desc(directive.dated), desc(resultsReport.versionNo))
    .all()
  return rows.map(({ report }) => line(cx, report))
}

function line(cx: QueryContext, row: ReportRow): ReportLine {
  const letter = editionOf(cx, row.directiveId)
  const next = cx.db
    .select({ id: resultsReport.id })
    .from(resultsReport)
    .where(eq(resultsReport.supersedesId, row.id))
    .get()
  return {
    id: row.id,
    officeId: row.officeId,
    directiveId: row.directiveId,
    directiveNumber: letter.number,
    editionFy: letter.editionFy,
    planFy: letter.planFy,
    versionNo: row.versionNo,
    asOf: row.asOf,
    state: row.state,
    signedOn: row.signedOn,
    letterId: row.letterId,
    dueOn: reportDuty(cx, row.directiveId)?.dueOn ?? null,
    form: row.form,
    reason: row.reason,
    supersedesId: row.supersedesId,
    supersededById: next?.id ?? null,
  }
}

/** The duty of a directive that asks for the report, if it has one. */
export function reportDuty(cx: QueryContext, directiveId: string): typeof duty.$inferSelect | undefined {
  return dutiesOf(cx, directiveId).find((row) => row.kind === 'report')
}

/** Duties of a directive in their order. */
export function dutiesOf(cx: QueryContext, directiveId: string): (typeof duty.$inferSelect)[] {
  return cx.db.select().from(duty).where(eq(duty.directiveId, directiveId)).orderBy(asc(duty.no)).all()
}

/** @throws Fault record.notFound */
export function mustGetReport(cx: QueryContext, id: string): ReportRow {
  const row = cx.db.select().from(resultsReport).where(eq(resultsReport.id, id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'resultsReport', id })
  return row
}

/** @throws Fault report.signed, record.notFound */
export function mustBeDraft(cx: QueryContext, id: string): ReportRow {
  const row = mustGetReport(cx, id)
  if (row.state === 'signed') throw new Fault('report.signed', {})
  return row
}

/** Records that a report counts. */
export function recordsOf(cx: QueryContext, row: ReportRow): Records {
  return readRecords(cx, {
    officeId: row.officeId,
    edition: editionOf(cx, row.directiveId),
    asOf: row.asOf,
  })
}

/** A figure that the records cannot give: its row says so, or no function counts it. */
export function isTyped(rule: Pick<FigureRule, 'key' | 'typed'>): boolean {
  return rule.typed === true || !Object.hasOwn(figures, rule.key)
}

export function textsOf(cx: QueryContext, reportId: string): Map<string, typeof reportText.$inferSelect> {
  const rows = cx.db.select().from(reportText).where(eq(reportText.reportId, reportId)).all()
  return new Map(rows.map((row) => [row.dutyId, row]))
}

/** The whole report: words as written, figures counted now; where a signed figure has changed since, both. */
export function get(cx: QueryContext, input: { id: string }): Report {
  return readReport(cx, mustGetReport(cx, input.id)).report
}

/** The same with the records it was counted from, read once. */
export function readReport(cx: QueryContext, row: ReportRow): { report: Report; records: Records } {
  const records = recordsOf(cx, row)
  const duties = dutiesOf(cx, row.directiveId)
  const texts = textsOf(cx, row.id)
  const rules = readRules(cx, 'report-figures').items
  const typed = typedOf(cx, row.id)
  const before = lastYearOf(cx, row)
  const notes = groupBy(notesOfDuties(cx, duties), (note) => note.dutyId)
  const report = {
    ...line(cx, row),
    reporterName: row.reporterName,
    reporterPosition: row.reporterPosition,
    reporterTelephone: row.reporterTelephone,
    signatoryId: row.signatoryId,
    duties: duties.map((one) => {
      const text = texts.get(one.id)
      const merged = new Set(text?.noteIds ?? [])
      const left = (notes.get(one.id) ?? []).filter((note) => !merged.has(note.id))
      return {
        dutyId: one.id,
        no: one.no,
        kind: one.kind,
        text: one.text,
        figures: rules
          .filter((rule) => rule.dutyKind === one.kind)
          .map((rule) => figureOf({ records, rule, typed, frozen: row.frozen ?? null, before })),
        result: text?.result ?? '',
        problem: text?.problem ?? '',
        suggestion: text?.suggestion ?? '',
        unmerged: Object.fromEntries(
          reportParts.map((part) => [part, left.filter((note) => note.part === part).length]),
        ) as Record<ReportPart, number>,
      }
    }),
  }
  return { report, records }
}

export function notesOfDuties(
  cx: QueryContext,
  duties: readonly { id: string }[],
): (typeof dutyNote.$inferSelect)[] {
  if (duties.length === 0) return []
  return cx.db
    .select()
    .from(dutyNote)
    .where(
      inArray(
        dutyNote.dutyId,
        duties.map((one) => one.id),
      ),
    )
    .orderBy(asc(dutyNote.notedOn), asc(dutyNote.id))
    .all()
}

/** Typed figures of a report. */
export function typedOf(cx: QueryContext, reportId: string): TypedRow[] {
  return cx.db
    .select()
    .from(reportFigure)
    .where(eq(reportFigure.reportId, reportId))
    .orderBy(asc(reportFigure.figure), asc(reportFigure.tambonCode))
    .all()
}

// ── last year ───────────────────────────────────────────────────────────────────────────────────────────────────

type Before = (key: string) => LastYearOfFigure | null
type LastYearOfFigure = LastYear & { shares: (tambonCode: string | null) => number | null }

/**
 * What each figure was a year before: of the signed report of the edition before, else counted from the records on the
 * same day of that year; null where there is neither.
 */
function lastYearOf(cx: QueryContext, row: ReportRow): Before {
  const edition = editionOf(cx, row.directiveId)
  const letter = cx.db
    .select({ id: directive.id })
    .from(directive)
    .where(and(eq(directive.officeId, row.officeId), eq(directive.editionFy, edition.editionFy - 1)))
    .orderBy(desc(directive.dated), desc(directive.id))
    .all()
  const reports =
    letter.length === 0
      ? []
      : cx.db
          .select()
          .from(resultsReport)
          .where(
            inArray(
              resultsReport.directiveId,
              letter.map((one) => one.id),
            ),
          )
          .orderBy(desc(resultsReport.versionNo), desc(resultsReport.id))
          .all()
  const signed = reports.find((one) => one.state === 'signed' && one.frozen !== null)
  if (signed?.frozen) return ofFrozen(signed.id, signed.frozen)
  const draft = reports[0]
  const typed = draft === undefined ? [] : typedOf(cx, draft.id)
  const records = readRecords(cx, {
    officeId: row.officeId,
    edition: {
      id: draft?.directiveId ?? letter[0]?.id ?? null,
      editionFy: edition.editionFy - 1,
      planFy: edition.planFy - 1,
    },
    asOf: addYears(row.asOf, -1),
  })
  const known = hasRecords(records)
  return (key) => {
    const counted = countFigure(records, key)
    if (counted === null) {
      const rows = typed.filter((one) => one.figure === key)
      if (draft === undefined || rows.length === 0) return null
      const sums = sumTyped(rows)
      return {
        value: sums.value ?? 0,
        expected: sums.expected,
        from: 'counted',
        reportId: draft.id,
        shares: (code) => rows.find((one) => one.tambonCode === (code ?? ''))?.value ?? null,
      }
    }
    if (!known) return null
    return {
      value: counted.value,
      expected: counted.expected,
      from: 'counted',
      reportId: draft?.id ?? null,
      shares: (code) => shareOf(counted.sources, code),
    }
  }
}

function ofFrozen(reportId: string, frozen: Frozen): Before {
  return (key) => {
    const value = frozen[key]
    if (value === undefined) return null
    return {
      value,
      expected: frozen[expectedKey(key)] ?? null,
      from: 'signed',
      reportId,
      shares: (code) => frozen[shareKey(key, code)] ?? null,
    }
  }
}

// ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Keys of the frozen record: the figure's own, and with `.of` what was expected. */
const expectedKey = (key: string) => `${key}.of`
/** … the share of a tambon, after @; of no one tambon: nothing after it. */
const shareKey = (key: string, tambonCode: string | null) => `${key}@${tambonCode ?? ''}`
/** … a record that was counted, after #, for the tambon it was counted for. */
export const sourceKey = (key: string, source: Pick<FigureSource, 'record' | 'tambonCode'>) =>
  shareKey(`${key}#${source.record}`, source.tambonCode)
/** What a package takes as the name of a frozen number. */
const LONGEST_KEY = 80

type Making = {
  records: Records
  rule: FigureRule
  typed: readonly TypedRow[]
  frozen: Frozen | null
  before: Before
}

function sumTyped(rows: readonly { value: number; expected: number | null }[]) {
  const sum = (values: readonly (number | null)[]) => {
    const given = values.filter((value) => value !== null)
    return given.length === 0 ? null : given.reduce((all, value) => all + value, 0)
  }
  return { value: sum(rows.map((row) => row.value)), expected: sum(rows.map((row) => row.expected)) }
}

function figureOf(making: Making): Figure {
  const { rule, frozen, before, records } = making
  const lastYear = before(rule.key)
  const counted = isTyped(rule) ? null : countFigure(records, rule.key)
  const rows = making.typed.filter((row) => row.figure === rule.key)
  const perTambon = rule.perTambon === true
  const whole = rows.find((row) => row.tambonCode === '')
  const now =
    counted ??
    (perTambon
      ? sumTyped(rows.filter((row) => row.tambonCode !== ''))
      : { value: whole?.value ?? null, expected: whole?.expected ?? null })
  const value = now.value
  const expected = rule.hasExpected ? now.expected : null
  const { shares: lastShare, ...last } = lastYear ?? { shares: () => null }
  const share = (code: string | null): FigureShare => {
    const typedRow = rows.find((row) => row.tambonCode === (code ?? ''))
    const its = counted
      ? { value: shareOf(counted.sources, code), expected: shareOf(counted.wanted, code) }
      : { value: typedRow?.value ?? null, expected: typedRow?.expected ?? null }
    const wanted = rule.hasExpected ? its.expected : null
    return {
      tambonCode: code,
      tambonName: code === null ? records.tambonName(null) : (records.placeName(code) ?? code),
      value: its.value,
      expected: wanted,
      frozenValue: changedFrom(frozen, shareKey(rule.key, code), its.value),
      frozenExpected: changedFrom(frozen, shareKey(expectedKey(rule.key), code), wanted),
      lastYear: lastShare(code),
      source: typedRow?.source ?? '',
    }
  }
  return {
    key: rule.key,
    name: rule.name,
    dutyKind: rule.dutyKind,
    unit: rule.unit,
    typed: counted === null,
    perTambon,
    hasExpected: rule.hasExpected,
    value,
    expected,
    frozenValue: changedFrom(frozen, rule.key, value),
    frozenExpected: changedFrom(frozen, expectedKey(rule.key), expected),
    lastYear: lastYear === null ? null : (last as LastYear),
    source: whole?.source ?? '',
    shares: codesOf(records, counted, perTambon).map(share),
  }
}

/** Tambons among which a figure is shared out, the rest of the district last. */
function codesOf(
  records: Records,
  counted: ReturnType<typeof countFigure>,
  perTambon: boolean,
): (string | null)[] {
  const tambons = records.tambons.map((tambon) => tambon.code)
  if (counted === null) return perTambon ? tambons : []
  const items = [...counted.sources, ...counted.wanted]
  // asked of the district alone: its own plan, its own committee
  if (counted.wanted.length > 0 && items.every((item) => item.tambonCode === null)) return []
  const strange = items.flatMap(({ tambonCode }) =>
    tambonCode !== null && !tambons.includes(tambonCode) ? [tambonCode] : [],
  )
  const rest = items.some((item) => item.tambonCode === null) ? [null] : []
  return [...tambons, ...new Set(strange), ...rest]
}

function changedFrom(frozen: Frozen | null, key: string, now: number | null): number | null {
  const then = frozen?.[key]
  return then === undefined || then === now ? null : then
}

/** What a figure says on the signed paper: as signed, whatever the records say today. */
export function asSigned(figure: Pick<Figure, 'value' | 'expected' | 'frozenValue' | 'frozenExpected'>): {
  value: number | null
  expected: number | null
} {
  return { value: figure.frozenValue ?? figure.value, expected: figure.frozenExpected ?? figure.expected }
}

/** All figures of a report as they are now, their shares and what they counted, to be frozen at signing. */
export function freeze({ report, records }: { report: Report; records: Records }): Record<string, number> {
  const frozen: Record<string, number> = {}
  const keep = (key: string, value: number | null) => {
    if (value !== null && key.length <= LONGEST_KEY) frozen[key] = value
  }
  for (const figure of report.duties.flatMap((one) => one.figures)) {
    keep(figure.key, figure.value)
    keep(expectedKey(figure.key), figure.expected)
    for (const share of figure.shares) {
      keep(shareKey(figure.key, share.tambonCode), share.value)
      keep(shareKey(expectedKey(figure.key), share.tambonCode), share.expected)
    }
    for (const source of sourcesOf(records, figure))
      keep(sourceKey(figure.key, source), (frozen[sourceKey(figure.key, source)] ?? 0) + source.value)
  }
  return frozen
}

/** Records that a figure of a report counts; of a typed one, what was typed. */
export function sourcesOf(
  records: Records,
  figure: Pick<Figure, 'key' | 'typed' | 'perTambon' | 'value' | 'source' | 'shares'>,
  reportId = '',
): FigureSource[] {
  if (!figure.typed) return countFigure(records, figure.key)?.sources ?? []
  const rows = figure.perTambon
    ? figure.shares
    : [{ tambonCode: null, tambonName: '', value: figure.value, source: figure.source }]
  return rows.flatMap((row) =>
    row.value === null
      ? []
      : [
          {
            record: 'typed',
            tambonCode: row.tambonCode,
            label: [row.tambonName, row.source].filter((part) => part !== '').join(' · '),
            date: null,
            value: row.value,
            href: `/reports/${reportId}?figure=${figure.key}`,
          },
        ],
  )
}

type FigureInput = { reportId: string; figure: string; tambonCode?: string | null | undefined }

const ofTambon =
  (code: string | null | undefined) =>
  (source: FigureSource): boolean =>
    code === undefined || code === null || source.tambonCode === (code === '' ? null : code)

/** The rule of a figure. @throws Fault record.notFound for an unknown figure */
function mustGetRule(cx: QueryContext, figure: string): FigureRule {
  const rule = readRules(cx, 'report-figures').items.find((item) => item.key === figure)
  if (!rule) throw new Fault('record.notFound', { kind: 'reportFigure', id: figure })
  return rule
}

/** What a figure counted. @throws Fault record.notFound for an unknown figure */
export function sources(cx: QueryContext, input: FigureInput): FigureSource[] {
  const row = mustGetReport(cx, input.reportId)
  const rule = mustGetRule(cx, input.figure)
  const records = recordsOf(cx, row)
  const figure = figureOf({
    ...{ records, rule, frozen: null, before: () => null },
    typed: isTyped(rule) ? typedOf(cx, row.id) : [],
  })
  return sourcesOf(records, figure, row.id).filter(ofTambon(input.tambonCode))
}

/** What a figure expected and did not find. @throws Fault record.notFound for an unknown figure */
export function missing(cx: QueryContext, input: FigureInput): FigureSource[] {
  const rule = mustGetRule(cx, input.figure)
  const records = recordsOf(cx, mustGetReport(cx, input.reportId))
  const counted = isTyped(rule) ? null : countFigure(records, rule.key)
  return (counted?.missing ?? []).filter(ofTambon(input.tambonCode))
}
