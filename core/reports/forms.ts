/**
 * Forms of the report as data: those of resources/rules/report-forms with what the office laid over them or made itself,
 * so that the enclosure of a letter nobody has seen yet is matched without code. Kept where the other rules of the
 * office are kept (setting `rules.report-forms`), checked before anything is printed.
 */
import { and, eq } from 'drizzle-orm'
import { resultsReport, setting } from '../../db/schema.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { type Overlay, overlayKey, readOverlay, readRules, readRuleTable } from '../rules/queries.ts'
import { readWording } from '../templates/wording.ts'
import type { ReportFormDetail, ReportFormLine } from './contract.ts'
import { isTyped } from './queries.ts'
import {
  checkForm,
  type FormKnows,
  type FormProblem,
  formFields,
  formRows,
  formTags,
  type ReportForm,
  reportFormInput,
} from './rules.ts'
import type { ReportWording } from './wording.ts'

type Reader = Pick<QueryContext, 'db' | 'resources'>
const table = 'report-forms'
const ownPrefix = 'own-'

function knownOf(cx: Reader): FormKnows {
  return {
    figures: readRules(cx, 'report-figures').items.map((item) => item.key),
    dutyKinds: readRules(cx, 'duty-kinds').items.map((item) => item.key),
  }
}

/** The program's rows, whatever the office laid over them. */
function builtIn(cx: Reader): Map<string, Record<string, unknown>> {
  const { items } = cx.resources.json<{ items: Record<string, unknown>[] }>(`rules/${table}.json`)
  return new Map(items.map((item) => [String(item.key), item]))
}

/** Rows as they stand now, unread: one that does not fit must not hide the others. */
function rowsOf(cx: Reader): { row: Record<string, unknown>; state: ReportFormLine['state'] }[] {
  const rows = new Map(builtIn(cx))
  const states = new Map<string, ReportFormLine['state']>()
  for (const item of readOverlay(cx, table)?.value.items ?? []) {
    const program = rows.get(item.key)
    states.set(item.key, program === undefined ? 'own' : 'changed')
    rows.set(item.key, { ...program, ...item })
  }
  return [...rows.values()].map((row) => ({ row, state: states.get(String(row.key)) ?? 'program' }))
}

function formOf(row: Record<string, unknown>): { form: ReportForm; problems: FormProblem[] } {
  const { key: _key, certainty: _certainty, ...rest } = row
  const parsed = reportFormInput.safeParse(rest)
  if (parsed.success) return { form: parsed.data, problems: [] }
  return {
    form: { name: String(row.name ?? row.key), source: '', note: '', paperTitle: '-', sections: [] },
    problems: parsed.error.issues.map((issue) => ({
      path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
      key: issue.message,
      params: {},
    })),
  }
}

function lineOf(cx: Reader, { row, state }: ReturnType<typeof rowsOf>[number]): ReportFormLine {
  const { form, problems } = formOf(row)
  return {
    key: String(row.key),
    name: form.name,
    source: String(row.source ?? ''),
    certainty: String(row.certainty ?? ''),
    note: String(row.note ?? ''),
    state,
    broken: problems.length > 0 || checkForm(form, knownOf(cx)).length > 0,
  }
}

/** All forms, the office's own last. */
export function forms(cx: QueryContext): ReportFormLine[] {
  return rowsOf(cx).map((one) => lineOf(cx, one))
}

/** @throws Fault record.notFound */
function mustFind(cx: Reader, key: string) {
  const found = rowsOf(cx).find(({ row }) => row.key === key)
  if (!found) throw new Fault('record.notFound', { kind: 'reportForm', id: key })
  return found
}

/** One form for its editor, with all that it may name. @throws Fault record.notFound */
export function form(cx: QueryContext, input: { key: string }): ReportFormDetail {
  const found = mustFind(cx, input.key)
  const { form, problems } = formOf(found.row)
  const words = readWording<ReportWording>(cx, 'report')
  return {
    ...lineOf(cx, found),
    form,
    problems: problems.length > 0 ? problems : checkForm(form, knownOf(cx)),
    knows: {
      figures: readRules(cx, 'report-figures').items.map((item) => ({
        key: item.key,
        name: item.name,
        unit: item.unit,
        typed: isTyped(item),
      })),
      dutyKinds: readRules(cx, 'duty-kinds').items.map(({ key, name }) => ({ key, name })),
      fields: Object.fromEntries(
        formRows.map((rows) => [
          rows,
          Object.entries(formFields[rows]).map(([show, kind]) => ({
            show,
            name: words.fields[rows]?.[show] ?? show,
            kind,
          })),
        ]),
      ) as ReportFormDetail['knows']['fields'],
      tags: [...formTags, 'tambon'].map((tag) => ({ tag, name: words.tags[tag] ?? tag })),
    },
  }
}

/**
 * The form a report is printed in.
 *
 * @throws Fault record.notFound; report.formBroken with the first place that does not fit the program (any more)
 */
export function readForm(cx: Reader, key: string): ReportForm {
  const { form, problems } = formOf(mustFind(cx, key).row)
  const [first] = problems.length > 0 ? problems : checkForm(form, knownOf(cx))
  if (first) throw new Fault('report.formBroken', { name: form.name, where: first.path.join('.') })
  return form
}

/** @throws Fault input.invalid with every place that is wrong */
export function mustFit(cx: Reader, form: ReportForm): void {
  const problems = checkForm(form, knownOf(cx))
  if (problems.length > 0)
    throw new Fault('input.invalid', {
      issues: problems.map(({ path, ...issue }) => ({ path: ['form', ...path], ...issue })),
    })
}

/**
 * Keeps the office's form of a row; the program's stays as it came, so that there is a way back.
 *
 * @throws Fault record.notFound; input.invalid with every place that is wrong
 */
export function saveForm(cx: CommandContext, input: { key: string; form: ReportForm }): void {
  mustFind(cx, input.key)
  mustFit(cx, input.form)
  const { source, note, ...rest } = input.form
  const item = {
    key: input.key,
    ...rest,
    ...(source === '' ? {} : { source }),
    ...(note === '' ? {} : { note }),
  }
  const overlay = readOverlay(cx, table)?.value ?? {}
  const before = overlay.items ?? []
  keep(cx, {
    ...overlay,
    items: before.some((one) => one.key === input.key)
      ? before.map((one) => (one.key === input.key ? item : one))
      : [...before, item],
  })
}

/** @throws Fault record.notFound, report.formBroken */
export function createForm(cx: CommandContext, input: { fromKey: string; name: string }): { key: string } {
  const form = readForm(cx, input.fromKey)
  const taken = new Set(rowsOf(cx).map(({ row }) => String(row.key)))
  let number = 1
  while (taken.has(`${ownPrefix}${number}`)) number += 1
  const key = `${ownPrefix}${number}`
  const overlay = readOverlay(cx, table)?.value ?? {}
  const { source: _source, note: _note, ...rest } = form
  keep(cx, { ...overlay, items: [...(overlay.items ?? []), { key, ...rest, name: input.name }] })
  return { key }
}

/**
 * The program's form again, or the office's own taken away.
 *
 * @throws Fault record.notFound; report.formInUse while a draft is written in it
 */
export function resetForm(cx: CommandContext, input: { key: string }): void {
  const { state, row } = mustFind(cx, input.key)
  if (state === 'own') {
    const drafts = cx.db
      .select({ id: resultsReport.id })
      .from(resultsReport)
      .where(and(eq(resultsReport.form, input.key), eq(resultsReport.state, 'draft')))
      .all()
    if (drafts.length > 0) throw new Fault('report.formInUse', { name: String(row.name) })
  }
  const overlay = readOverlay(cx, table)?.value
  if (!overlay) return
  keep(cx, { ...overlay, items: (overlay.items ?? []).filter((one) => one.key !== input.key) })
}

function keep(cx: CommandContext, value: Overlay): void {
  const found = readOverlay(cx, table)
  if (value.items?.length === 0 && found) cx.write.remove(setting, found.rowId)
  else if (found) cx.write.update(setting, found.rowId, { value })
  else cx.write.insert(setting, { key: overlayKey(table), value })
}

/** The form a new report begins in: the one of the report before, else the first that can be printed. */
export function usualForm(cx: Reader, before: string | undefined): string {
  const known = new Set(rowsOf(cx).map(({ row }) => String(row.key)))
  if (before !== undefined && known.has(before)) return before
  const [first] = readRuleTable(cx, table).items
  return first?.key ?? 'standard'
}
