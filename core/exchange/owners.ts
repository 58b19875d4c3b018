import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import {
  activity,
  body,
  directiveTold,
  duty,
  dutyNote,
  fate,
  forumNeed,
  plan,
  planEntry,
  pledge,
  pledgeReceipt,
  project,
  reportFigure,
  resultsReport,
  villageLao,
} from '../../db/schema.ts'
import { write as saveActivity, savePledge, saveReceipt } from '../activities/commands.ts'
import { activityFields, pledgeFields, receiptFields } from '../activities/rules.ts'
import { saveBody } from '../bodies/commands.ts'
import { setDuty } from '../directives/commands.ts'
import { dutyChange, toldFields } from '../directives/rules.ts'
import { saveTold } from '../directives/told.ts'
import { saveForum, saveNeeds } from '../forums/commands.ts'
import { forumFields, needFields } from '../forums/rules.ts'
import { saveFigures, saveLao, saveVillages } from '../geography/commands.ts'
import { figureFields, laoFields, villageFields } from '../geography/rules.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { issuesOf } from '../kernel/issues.ts'
import type { OwnedTable } from '../kernel/write.ts'
import { saveSignatory } from '../office/commands.ts'
import { signatoryFields } from '../office/rules.ts'
import { saveHolding, savePerson } from '../people/commands.ts'
import { holdingFields, personFields } from '../people/rules.ts'
import { budgetsOf, mustNotBeFuture, saveEntries } from '../plans/commands.ts'
import { readPlanLine } from '../plans/queries.ts'
import { type EntryFields, entryFields, entryTexts } from '../plans/rules.ts'
import { saveBrief, saveDocument, savePlace, saveWorks } from '../projects/commands.ts'
import { briefFields, coordinateFields, documentFields } from '../projects/rules.ts'
import { saveFigure, saveText } from '../reports/commands.ts'
import { saveNote } from '../reports/notes.ts'
import { noteFields, reportTextFields, typedFigureFields } from '../reports/rules.ts'
import { recordTypeOf } from './records.ts'
import { recordsOfOffice, standingRecord } from './remark-records.ts'

/**
 * How each area puts one of its own records right: the same command, the same checks and what follows from them, as if a
 * person had typed the value in its own room. What no command of a room can set alone is put right there by hand.
 */
type Values = Readonly<Record<string, unknown>>
export type OwnRow = Values & { id: string }

type Owner = {
  /** Fields that a proposal can set. */
  fields: readonly string[]
  /** Why it may not be changed now. */
  obstacle?(cx: QueryContext, row: OwnRow, field: string): Fault | null
  /** The record with the proposals in it. */
  save(cx: CommandContext, row: OwnRow): void
}

/** @throws Fault input.invalid with the field's path */
function read<S extends z.ZodType>(schema: S, row: Values): z.output<S> {
  const parsed = schema.safeParse(row)
  if (parsed.success) return parsed.data
  throw new Fault('input.invalid', { issues: issuesOf(parsed.error.issues) })
}

function keysOf(schema: { shape: object }, ...without: string[]): string[] {
  return Object.keys(schema.shape).filter((key) => !without.includes(key) && key !== 'example')
}

const text = (value: unknown) => String(value)

/** Adopted: only another edition changes it (DOMAIN.md §1.2). */
function planIsOpen(cx: QueryContext, planId: unknown): Fault | null {
  const head = cx.db
    .select({ state: plan.state })
    .from(plan)
    .where(eq(plan.id, text(planId)))
    .get()
  return head?.state === 'adopted'
    ? new Fault('plan.adopted', { name: readPlanLine(cx, text(planId)).name })
    : null
}

function reportIsOpen(cx: QueryContext, row: OwnRow): Fault | null {
  const report = cx.db
    .select({ state: resultsReport.state })
    .from(resultsReport)
    .where(eq(resultsReport.id, text(row.reportId)))
    .get()
  return report?.state === 'signed' ? new Fault('report.signed', {}) : null
}

/** An entry with its budgets, as the grid saves it. */
function saveEntry(cx: CommandContext, entry: OwnRow, budgets: EntryFields['budgets']): void {
  saveEntries(cx, {
    planId: text(entry.planId),
    rows: [{ id: entry.id, fields: read(entryFields, { ...entry, budgets }) }],
    removed: [],
    order: [],
  })
}

function budgetsOfEntry(cx: QueryContext, entry: Values & { id: string }): EntryFields['budgets'] {
  const budgets = budgetsOf(cx, text(entry.planId), [entry.id]).get(entry.id)
  return [...(budgets?.values() ?? [])].map(({ fiscalYear, amount }) => ({ fiscalYear, amount }))
}

/** The name of a project is that of its row where it began (DOMAIN.md §5), in the newest edition of that plan. */
function originOf(cx: QueryContext, projectId: string): OwnRow | undefined {
  const records = recordsOfOffice(cx, cx.office().id)
  const origin = records.entriesOf(projectId).find((entry) => entry.takenFromId === null)
  return origin && standingRecord(records, 'planEntry', origin.id)
}

function saveAnyLao(cx: CommandContext, row: OwnRow): void {
  const links = cx.db
    .select({ villageId: villageLao.villageId, part: villageLao.part })
    .from(villageLao)
    .where(and(eq(villageLao.officeId, cx.office().id), eq(villageLao.laoId, row.id)))
    .all()
  saveLao(cx, { id: row.id, fields: read(laoFields, row), villages: links })
}

/** What no room has more to say of than the record's own fields. */
function plain(
  recordType: string,
  table: OwnedTable,
  fields: readonly string[],
  check?: (cx: CommandContext, row: OwnRow) => void,
): Owner {
  return {
    fields,
    save(cx, row) {
      check?.(cx, row)
      const type = recordTypeOf(recordType)
      if (!type) return
      const whole = read(type.row, row) as Values
      cx.write.mustOwn(table, row.id)
      cx.write.update(table, row.id, Object.fromEntries(fields.map((field) => [field, whole[field]])))
    },
  }
}

const about = (row: Values) =>
  row.aboutTable === '' || row.aboutId === null ? null : { table: row.aboutTable, id: row.aboutId }

const owners: Readonly<Record<string, Owner>> = {
  planEntry: {
    fields: [...entryTexts, 'projectClass'],
    obstacle: (cx, row) => planIsOpen(cx, row.planId),
    save: (cx, row) => saveEntry(cx, row, budgetsOfEntry(cx, row)),
  },
  entryBudget: {
    fields: ['amount'],
    obstacle(cx, row) {
      const entry = cx.db
        .select()
        .from(planEntry)
        .where(eq(planEntry.id, text(row.entryId)))
        .get()
      return entry === undefined ? null : planIsOpen(cx, entry.planId)
    },
    save(cx, row) {
      const entry = cx.write.mustOwn(planEntry, text(row.entryId))
      const year = { fiscalYear: Number(row.fiscalYear), amount: Number(row.amount) }
      const others = budgetsOfEntry(cx, entry).filter(({ fiscalYear }) => fiscalYear !== year.fiscalYear)
      saveEntry(cx, entry, [...others, year])
    },
  },
  project: {
    fields: ['name', 'latitude', 'longitude', 'works'],
    obstacle(cx, row, field) {
      if (field !== 'name') return null
      const entry = originOf(cx, row.id)
      return entry === undefined
        ? new Fault('remark.byHand', { subject: text(row.name) })
        : planIsOpen(cx, entry.planId)
    },
    save(cx, row) {
      const entry = originOf(cx, row.id)
      if (entry && row.name !== cx.write.mustOwn(project, row.id).name)
        saveEntry(cx, { ...entry, name: row.name }, budgetsOfEntry(cx, entry))
      savePlace(cx, read(coordinateFields, { ...row, projectId: row.id }))
      saveWorks(cx, { projectId: row.id, works: row.works as boolean | null })
    },
  },
  projectBrief: {
    fields: keysOf(briefFields, 'projectId'),
    save: (cx, row) => saveBrief(cx, read(briefFields, row)),
  },
  projectDocument: {
    fields: ['number', 'dated', 'note'],
    save(cx, row) {
      saveDocument(cx, read(documentFields, row))
    },
  },
  village: {
    fields: ['mooNo', 'name', 'officialCode', 'population', 'households', 'headmanName'],
    save(cx, row) {
      saveVillages(cx, { rows: [{ id: row.id, fields: read(villageFields, row) }] })
    },
  },
  villageFigure: {
    fields: keysOf(figureFields, 'year'),
    save: (cx, row) =>
      saveFigures(cx, { rows: [{ villageId: text(row.villageId), fields: read(figureFields, row) }] }),
  },
  lao: { fields: ['name', 'code'], save: saveAnyLao },
  agency: { fields: ['name', 'code'], save: saveAnyLao },
  villageLao: plain('villageLao', villageLao, ['part']),
  villageAgency: plain('villageAgency', villageLao, ['part']),
  person: {
    fields: keysOf(personFields),
    save: (cx, row) => savePerson(cx, { id: row.id, fields: read(personFields, row) }),
  },
  holding: {
    fields: keysOf(holdingFields),
    save: (cx, row) => saveHolding(cx, { id: row.id, fields: read(holdingFields, row) }),
  },
  signatory: {
    fields: keysOf(signatoryFields),
    save(cx, row) {
      saveSignatory(cx, { ...read(signatoryFields, row), id: row.id, active: row.active === true })
    },
  },
  forum: {
    fields: keysOf(forumFields),
    save: (cx, row) => saveForum(cx, { id: row.id, fields: read(forumFields, row) }),
  },
  forumNeed: {
    fields: keysOf(needFields),
    save(cx, row) {
      const { forumId } = cx.write.mustOwn(forumNeed, row.id)
      saveNeeds(cx, {
        forumId,
        rows: [{ id: row.id, fields: read(needFields, row) }],
        removed: [],
        order: [],
      })
    },
  },
  body: {
    fields: ['name'],
    save(cx, row) {
      const type = recordTypeOf('body')
      cx.write.mustOwn(body, row.id)
      if (type) saveBody(cx, { id: row.id, name: text((read(type.row, row) as Values).name) })
    },
  },
  duty: {
    fields: ['ownerName', 'dueOn', 'doneOn', 'evidence'],
    save(cx, row) {
      cx.write.mustOwn(duty, row.id)
      // Evidence that is another record stays as it is: a proposal has words.
      const { evidenceLinks: _links, ...fields } = row
      setDuty(cx, { ...read(dutyChange, fields), id: row.id })
    },
  },
  directiveTold: {
    fields: ['recipient', 'means', 'toldOn', 'acknowledgedOn', 'note'],
    save(cx, row) {
      cx.write.mustOwn(directiveTold, row.id)
      saveTold(cx, { id: row.id, fields: read(toldFields, { ...row, about: about(row) }) })
    },
  },
  dutyNote: {
    fields: ['notedOn', 'part', 'text', 'notedBy'],
    save(cx, row) {
      cx.write.mustOwn(dutyNote, row.id)
      saveNote(cx, { id: row.id, fields: read(noteFields, { ...row, about: about(row) }) })
    },
  },
  activity: {
    fields: keysOf(activityFields, 'kind', 'state', 'editionFy', 'projectIds'),
    save(cx, row) {
      cx.write.mustOwn(activity, row.id)
      saveActivity(cx, { id: row.id, fields: read(activityFields, row) })
    },
  },
  pledge: {
    fields: keysOf(pledgeFields, 'projectId'),
    save(cx, row) {
      const { activityId } = cx.write.mustOwn(pledge, row.id)
      savePledge(cx, { id: row.id, activityId, fields: read(pledgeFields, row) })
    },
  },
  pledgeReceipt: {
    fields: keysOf(receiptFields),
    save(cx, row) {
      const { pledgeId } = cx.write.mustOwn(pledgeReceipt, row.id)
      saveReceipt(cx, { id: row.id, pledgeId, fields: read(receiptFields, row) })
    },
  },
  fate: plain('fate', fate, ['budgetSource', 'amount', 'fiscalYear', 'reason', 'dated'], (cx, row) =>
    mustNotBeFuture(cx, text(row.dated)),
  ),
  reportText: {
    fields: ['result', 'problem', 'suggestion'],
    obstacle: reportIsOpen,
    save: (cx, row) => saveText(cx, read(reportTextFields, row)),
  },
  reportFigure: {
    fields: ['value', 'expected', 'source'],
    obstacle: reportIsOpen,
    save(cx, row) {
      cx.write.mustOwn(reportFigure, row.id)
      const tambonCode = row.tambonCode === '' ? null : row.tambonCode
      saveFigure(cx, read(typedFigureFields, { ...row, tambonCode }))
    },
  },
}

/**
 * Why a proposed value cannot be written by the program just now; null = it can.
 *
 * @param subject name of the record, for the sentence
 */
export function obstacleOf(
  cx: QueryContext,
  of: { recordType: string; field: string; subject: string },
  row: OwnRow,
): Fault | null {
  const owner = owners[of.recordType]
  if (!owner?.fields.includes(of.field)) return new Fault('remark.byHand', { subject: of.subject })
  return owner.obstacle?.(cx, row, of.field) ?? null
}

/**
 * Writes proposed values into an own record by the rules of its area.
 *
 * @param row the record as it stands
 * @throws Fault of the area's command; input.invalid with the field; record.foreign
 */
export function writeProposal(cx: CommandContext, recordType: string, row: OwnRow, values: Values): void {
  owners[recordType]?.save(cx, { ...row, ...values, id: row.id })
}
