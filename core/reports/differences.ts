/**
 * What is another than it was: a signed report against the records of today, a version against the one it corrects –
 * which figure, because of which records, since when and by whom (C19: never silently).
 */
import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import { audit, change } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { Figure, FigureDifference, RecordChange, Report, ReportDifferences } from './contract.ts'
import type { Records } from './figures.ts'
import { shown } from './notes.ts'
import {
  asSigned,
  dutiesOf,
  type Frozen,
  mustGetReport,
  notesOfDuties,
  type ReportRow,
  readReport,
  sourceKey,
  sourcesOf,
  textsOf,
} from './queries.ts'
import { describeRecord } from './records.ts'
import { reportParts } from './rules.ts'

/** @throws Fault record.notFound */
export function differences(
  cx: QueryContext,
  input: { id: string; with?: 'now' | 'version' | undefined },
): ReportDifferences {
  const row = mustGetReport(cx, input.id)
  const wanted = input.with ?? (row.state === 'signed' ? 'now' : 'version')
  const first = wanted === 'version' && row.supersedesId !== null ? mustGetReport(cx, row.supersedesId) : null
  const made = readReport(cx, row)
  if (wanted === 'version') {
    if (first === null) return { against: 'version', versionNo: null, figures: [], texts: [], notes: [] }
    return {
      against: 'version',
      versionNo: first.versionNo,
      figures: figureDifferences(cx, first, made, true),
      texts: textDifferences(cx, first, made.report),
      notes: [],
    }
  }
  const at = signedAt(cx, row.id)
  const merged = new Set([...textsOf(cx, row.id).values()].flatMap((text) => text.noteIds))
  const later =
    row.state === 'signed'
      ? notesOfDuties(cx, dutiesOf(cx, row.directiveId)).filter(
          (note) => !merged.has(note.id) && (at === null || isSince(cx, at, note.id)),
        )
      : []
  return {
    against: 'now',
    versionNo: row.versionNo,
    figures: row.state === 'signed' ? figureDifferences(cx, row, made, false) : [],
    texts: [],
    notes: shown(cx, later),
  }
}

/** Number of the log line of the signature; null for a report that came in a package. */
function signedAt(cx: QueryContext, reportId: string): number | null {
  const row = cx.db
    .select({ n: audit.n })
    .from(audit)
    .where(and(eq(audit.command, 'reports.sign'), eq(audit.subjectId, reportId)))
    .orderBy(desc(audit.n))
    .get()
  return row?.n ?? null
}

function isSince(cx: QueryContext, n: number, rowId: string): boolean {
  return (
    cx.db
      .select({ n: change.n })
      .from(change)
      .where(and(eq(change.rowId, rowId), gt(change.auditN, n)))
      .get() !== undefined
  )
}

type Made = { report: Report; records: Records }

/** @param signed the version whose frozen figures are compared; `made` is what they are compared with */
function figureDifferences(
  cx: QueryContext,
  signed: ReportRow,
  made: Made,
  isVersion: boolean,
): FigureDifference[] {
  const frozen = signed.frozen ?? {}
  const at = signedAt(cx, signed.id)
  return made.report.duties.flatMap((one) =>
    one.figures.flatMap((figure): FigureDifference[] => {
      // a figure that the signed version did not have says nothing about it
      const known = Object.hasOwn(frozen, figure.key)
      // both signed: what the later version said, not what its records say today
      const now = isVersion ? asSigned(figure) : { value: figure.value, expected: figure.expected }
      const before = { value: frozen[figure.key] ?? null, expected: frozen[`${figure.key}.of`] ?? null }
      const expectedKnown = before.expected !== null || figure.expected === null
      const same =
        before.value === now.value && (!expectedKnown || before.expected === (now.expected ?? null))
      if (same || (!known && !figure.typed)) return []
      return [
        {
          key: figure.key,
          name: figure.name,
          dutyNo: one.no,
          unit: figure.unit,
          typed: figure.typed,
          before,
          now,
          records: recordChanges(cx, figure, frozen, made, at),
        },
      ]
    }),
  )
}

/** The records that make the difference: those that came, those that went, those that count differently. */
function recordChanges(
  cx: QueryContext,
  figure: Figure,
  frozen: Frozen,
  made: Made,
  at: number | null,
): RecordChange[] {
  const prefix = `${figure.key}#`
  const then = new Map(Object.entries(frozen).filter(([key]) => key.startsWith(prefix)))
  const now = new Map<string, { label: string; href: string; value: number }>()
  for (const source of sourcesOf(made.records, figure, made.report.id)) {
    const key = sourceKey(figure.key, source)
    const known = now.get(key)
    now.set(key, { label: source.label, href: source.href, value: (known?.value ?? 0) + source.value })
  }
  // signed by a program that did not keep what it counted
  if (then.size === 0 && (frozen[figure.key] ?? 0) !== 0) return []
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((key): RecordChange[] => {
    const before = then.get(key) ?? null
    const found = now.get(key)
    if (before === (found?.value ?? null)) return []
    const [record = '', code = ''] = key.slice(prefix.length).split('@')
    const [table = '', id = ''] = record.split(':')
    const last = at === null ? null : lastChange(cx, table, id, at)
    const gone = found ?? describeRecord(cx, table, id)
    return [
      {
        record,
        tambonCode: code === '' ? null : code,
        label: gone?.label ?? last?.label ?? '',
        href: gone?.href ?? '',
        before,
        now: found?.value ?? null,
        changedAt: last?.at ?? null,
        changedBy: last?.by ?? '',
      },
    ]
  })
}

/** Tables whose rows change what another record counts for. */
const parts: Readonly<Record<string, string[]>> = {
  plan: ['plan', 'planEntry', 'entryBudget'],
  project: ['project', 'fate'],
  pledge: ['pledge', 'pledgeReceipt'],
}

/** The last log line since the signature that touched a record or its parts. */
function lastChange(
  cx: QueryContext,
  table: string,
  id: string,
  since: number,
): { at: string; by: string; label: string } | null {
  const tables = parts[table] ?? [table]
  const own = cx.db
    .select({ at: audit.at, by: audit.staffName, before: change.before })
    .from(change)
    .innerJoin(audit, eq(audit.n, change.auditN))
    .where(and(inArray(change.tableName, tables), eq(change.rowId, id), gt(change.auditN, since)))
    .orderBy(desc(change.n))
    .get()
  const about =
    own ??
    cx.db
      .select({ at: audit.at, by: audit.staffName })
      .from(audit)
      .where(and(eq(audit.subjectTable, table), eq(audit.subjectId, id), gt(audit.n, since)))
      .orderBy(desc(audit.n))
      .get()
  if (!about) return null
  const before = (own?.before ?? {}) as Record<string, unknown>
  const label = [before.subject, before.name, before.recipient, before.partnerName, before.what].find(
    (word) => typeof word === 'string' && word !== '',
  )
  return { at: about.at, by: about.by, label: typeof label === 'string' ? label : '' }
}

function textDifferences(cx: QueryContext, first: ReportRow, now: Report): ReportDifferences['texts'] {
  const before = textsOf(cx, first.id)
  return now.duties.flatMap((one) =>
    reportParts.flatMap((part) => {
      const was = before.get(one.dutyId)?.[part] ?? ''
      return was === one[part] ? [] : [{ dutyId: one.dutyId, no: one.no, part, before: was, now: one[part] }]
    }),
  )
}
