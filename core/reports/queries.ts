import { and, asc, desc, eq } from 'drizzle-orm'
import { directive, duty, reportText, resultsReport } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readRules } from '../rules/queries.ts'
import type { Figure, FigureSource, Report, ReportLine } from './contract.ts'
import { type Annex, annexOf, countFigure, type Records, readRecords } from './figures.ts'

export type ReportRow = typeof resultsReport.$inferSelect

/** Reports of the office, newest letter and version first. */
export function list(cx: QueryContext): ReportLine[] {
  const officeId = cx.office().id
  return cx.db
    .select({ report: resultsReport, number: directive.number })
    .from(resultsReport)
    .innerJoin(directive, eq(directive.id, resultsReport.directiveId))
    .where(eq(resultsReport.officeId, officeId))
    .orderBy(desc(directive.dated), desc(resultsReport.versionNo))
    .all()
    .map(({ report, number }) => line(cx, report, number))
}

function line(cx: QueryContext, row: ReportRow, directiveNumber: string): ReportLine {
  return {
    id: row.id,
    directiveId: row.directiveId,
    directiveNumber,
    versionNo: row.versionNo,
    asOf: row.asOf,
    state: row.state,
    signedOn: row.signedOn,
    letterId: row.letterId,
    dueOn: reportDuty(cx, row.directiveId)?.dueOn ?? null,
  }
}

/** The duty of a directive that asks for the report, if it has one. */
export function reportDuty(cx: QueryContext, directiveId: string): typeof duty.$inferSelect | undefined {
  return cx.db
    .select()
    .from(duty)
    .where(and(eq(duty.directiveId, directiveId), eq(duty.kind, 'report')))
    .orderBy(asc(duty.no))
    .get()
}

/** @throws Fault record.notFound */
export function mustGetReport(cx: QueryContext, id: string): ReportRow {
  const row = cx.db.select().from(resultsReport).where(eq(resultsReport.id, id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'resultsReport', id })
  return row
}

/** The whole report: words as written, figures counted now; where a signed figure has changed since, both. */
export function get(cx: QueryContext, input: { id: string }): Report {
  const row = mustGetReport(cx, input.id)
  const records = readRecords(cx, row)
  const duties = cx.db
    .select()
    .from(duty)
    .where(eq(duty.directiveId, row.directiveId))
    .orderBy(asc(duty.no))
    .all()
  const texts = new Map(
    cx.db
      .select()
      .from(reportText)
      .where(eq(reportText.reportId, row.id))
      .all()
      .map((text) => [text.dutyId, text]),
  )
  const rules = readRules(cx, 'report-figures').items
  return {
    ...line(cx, row, records.letter.number),
    reporterName: row.reporterName,
    reporterPosition: row.reporterPosition,
    reporterTelephone: row.reporterTelephone,
    signatoryId: row.signatoryId,
    duties: duties.map((one) => {
      const text = texts.get(one.id)
      return {
        dutyId: one.id,
        no: one.no,
        kind: one.kind,
        text: one.text,
        figures: rules
          .filter((rule) => rule.dutyKind === one.kind)
          .flatMap((rule) => figureOf(records, rule, row.frozen ?? null)),
        result: text?.result ?? '',
        problem: text?.problem ?? '',
        suggestion: text?.suggestion ?? '',
      }
    }),
  }
}

type FigureRule = { key: string; dutyKind: string; unit: 'count' | 'money'; hasExpected: boolean }

/** Keys of the frozen record: the figure's own, and with `.of` what was expected. */
const expectedKey = (key: string) => `${key}.of`

function figureOf(records: Records, rule: FigureRule, frozen: Record<string, number> | null): Figure[] {
  const counted = countFigure(records, rule.key)
  // A figure that an office added to the table has no function yet: nothing is printed rather than a zero.
  if (!counted) return []
  const expected = rule.hasExpected ? counted.expected : null
  const changed = (key: string, now: number | null) => {
    const then = frozen?.[key]
    return then === undefined || then === now ? null : then
  }
  return [
    {
      key: rule.key,
      dutyKind: rule.dutyKind,
      unit: rule.unit,
      value: counted.value,
      expected,
      frozenValue: changed(rule.key, counted.value),
      frozenExpected: changed(expectedKey(rule.key), expected),
    },
  ]
}

/** What a figure says on the signed paper: as signed, whatever the records say today. */
export function asSigned(figure: Figure): { value: number; expected: number | null } {
  return { value: figure.frozenValue ?? figure.value, expected: figure.frozenExpected ?? figure.expected }
}

/** All figures of a report as they are now, to be frozen at signing. */
export function freeze(report: Report): Record<string, number> {
  const frozen: Record<string, number> = {}
  for (const figure of report.duties.flatMap((one) => one.figures)) {
    frozen[figure.key] = figure.value
    if (figure.expected !== null) frozen[expectedKey(figure.key)] = figure.expected
  }
  return frozen
}

/** @throws Fault record.notFound for an unknown figure */
export function sources(cx: QueryContext, input: { reportId: string; figure: string }): FigureSource[] {
  const counted = countFigure(readRecords(cx, mustGetReport(cx, input.reportId)), input.figure)
  if (!counted) throw new Fault('record.notFound', { kind: 'reportFigure', id: input.figure })
  return counted.sources
}

/** Annexes of a report, for its paper. */
export function annex(cx: QueryContext, reportId: string): Annex {
  return annexOf(readRecords(cx, mustGetReport(cx, reportId)))
}
