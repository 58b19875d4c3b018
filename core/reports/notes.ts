import { and, desc, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { directive, duty, dutyNote, reportText, resultsReport } from '../../db/schema.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { readWording } from '../templates/wording.ts'
import { formatThaiDate } from '../thai/dates.ts'
import type { Note, NotesProposal } from './contract.ts'
import { dutiesOf, mustBeDraft, mustGetReport, notesOfDuties, textsOf } from './queries.ts'
import { describeRecord } from './records.ts'
import type { mergeFields } from './rules.ts'
import { type NoteFields, type NoteSubject, noteSubjects, reportParts } from './rules.ts'
import type { ReportWording } from './wording.ts'

type NoteRow = typeof dutyNote.$inferSelect

/** The directive asked for, else the office's newest. */
function directiveOf(cx: QueryContext, directiveId: string | null): string | null {
  if (directiveId !== null) return directiveId
  const row = cx.db
    .select({ id: directive.id })
    .from(directive)
    .where(eq(directive.officeId, cx.office().id))
    .orderBy(desc(directive.editionFy), desc(directive.dated), desc(directive.id))
    .get()
  return row?.id ?? null
}

/** Duties a note can be written for. */
export function noteDuties(cx: QueryContext, input: { directiveId: string | null }) {
  const directiveId = directiveOf(cx, input.directiveId)
  if (directiveId === null) return []
  return dutiesOf(cx, directiveId).map(({ id, no, kind, text }) => ({
    directiveId,
    dutyId: id,
    no,
    kind,
    text,
  }))
}

/** Notes of the year, the newest first; those of one record from every year. */
export function notes(
  cx: QueryContext,
  input: {
    directiveId: string | null
    dutyId?: string | null | undefined
    about?: { table: string; id: string } | undefined
  },
): Note[] {
  const { about } = input
  if (about !== undefined) {
    const rows = cx.db
      .select()
      .from(dutyNote)
      .where(and(eq(dutyNote.aboutTable, about.table), eq(dutyNote.aboutId, about.id)))
      .all()
    return shown(cx, rows)
  }
  const directiveId = directiveOf(cx, input.directiveId)
  if (directiveId === null) return []
  const duties = dutiesOf(cx, directiveId).filter((one) => input.dutyId == null || one.id === input.dutyId)
  return shown(cx, notesOfDuties(cx, duties))
}

/** Rows as they are listed, the newest first. */
export function shown(cx: QueryContext, rows: readonly NoteRow[]): Note[] {
  const name = areaNames(cx)
  const merged = mergedIds(
    cx,
    rows.map((row) => row.dutyId),
  )
  const numbers = new Map(
    [...new Set(rows.map((row) => row.dutyId))].map((id) => [
      id,
      cx.db.select({ no: duty.no }).from(duty).where(eq(duty.id, id)).get()?.no ?? 0,
    ]),
  )
  return rows
    .map((row): Note => {
      const subject = noteSubjects.find((table) => table === row.aboutTable)
      const found =
        subject === undefined || row.aboutId === null ? null : describeRecord(cx, subject, row.aboutId)
      return {
        id: row.id,
        dutyId: row.dutyId,
        dutyNo: numbers.get(row.dutyId) ?? 0,
        tambonCode: row.tambonCode,
        tambonName: row.tambonCode === null ? '' : name({ tambonCode: row.tambonCode }),
        notedOn: row.notedOn,
        part: row.part,
        text: row.text,
        notedBy: row.notedBy,
        example: row.example,
        about:
          found === null || subject === undefined
            ? null
            : { table: subject, id: row.aboutId ?? '', label: found.label, href: found.href },
        merged: merged.has(row.id),
      }
    })
    .sort((a, b) => (a.notedOn === b.notedOn ? (a.id < b.id ? 1 : -1) : a.notedOn < b.notedOn ? 1 : -1))
}

/** Notes that stand in the words of the newest report of their directive. */
function mergedIds(cx: QueryContext, dutyIds: readonly string[]): Set<string> {
  const ids = new Set<string>()
  for (const dutyId of new Set(dutyIds)) {
    const newest = cx.db
      .select({ noteIds: reportText.noteIds })
      .from(reportText)
      .innerJoin(resultsReport, eq(resultsReport.id, reportText.reportId))
      .where(eq(reportText.dutyId, dutyId))
      .orderBy(desc(resultsReport.versionNo))
      .get()
    for (const id of newest?.noteIds ?? []) ids.add(id)
  }
  return ids
}

/**
 * @throws Fault record.notFound for an unknown duty or record, record.foreign for a duty of another office,
 *   date.inFuture; input.invalid for a tambon of another district
 */
export function saveNote(
  cx: CommandContext,
  input: { id: string | null; fields: NoteFields },
): { id: string } {
  const { about, ...fields } = input.fields
  cx.write.mustOwn(duty, fields.dutyId)
  mustNotBeFuture(cx, fields.notedOn)
  mustBeOwnTambon(cx, fields.tambonCode, ['fields', 'tambonCode'])
  if (about !== null) mustExist(cx, about)
  const row = {
    ...fields,
    notedBy: fields.notedBy === '' && input.id === null ? cx.actor.name : fields.notedBy,
    aboutTable: about?.table ?? '',
    aboutId: about?.id ?? null,
  }
  if (input.id === null) return { id: cx.write.insert(dutyNote, row) }
  cx.write.update(dutyNote, input.id, row)
  return { id: input.id }
}

function mustExist(cx: CommandContext, about: { table: NoteSubject; id: string }): void {
  const found = describeRecord(cx, about.table, about.id)
  if (found === null || found.officeId !== cx.office().id)
    throw new Fault('record.notFound', { kind: about.table, id: about.id })
}

/** @throws Fault input.invalid */
export function mustBeOwnTambon(cx: QueryContext, code: string | null, path: (string | number)[]): void {
  if (code === null || tambonsOfOffice(cx).some((tambon) => tambon.code === code)) return
  throw new Fault('input.invalid', { issues: [{ path, key: 'areaCode', params: {} }] })
}

/** @throws Fault record.notFound, record.foreign */
export function removeNote(cx: CommandContext, input: { id: string }): void {
  cx.write.remove(dutyNote, input.id)
}

/**
 * What the notes that are not in the words of a duty yet would add to them, grouped by tambon, each with its day: a
 * person reads, changes and confirms it. What was written is never part of the proposal.
 *
 * @throws Fault record.notFound
 */
export function notesProposal(
  cx: QueryContext,
  input: { reportId: string; dutyId: string; noteIds?: readonly string[] | undefined },
): NotesProposal {
  const report = mustGetReport(cx, input.reportId)
  const one = dutiesOf(cx, report.directiveId).find((row) => row.id === input.dutyId)
  if (!one) throw new Fault('record.notFound', { kind: 'duty', id: input.dutyId })
  const text = textsOf(cx, report.id).get(one.id)
  const merged = new Set(text?.noteIds ?? [])
  const left = notesOfDuties(cx, [one]).filter(
    (note) => !merged.has(note.id) && (input.noteIds === undefined || input.noteIds.includes(note.id)),
  )
  const wording = readWording<ReportWording>(cx, 'report').notes
  return reportParts.flatMap((part) => {
    const rows = left.filter((note) => note.part === part)
    if (rows.length === 0) return []
    return [
      {
        part,
        current: text?.[part] ?? '',
        addition: additionOf(cx, rows, wording),
        noteIds: rows.map((note) => note.id),
      },
    ]
  })
}

/** One line a tambon, the whole district first; in it the notes by day. */
export function additionOf(
  cx: QueryContext,
  rows: readonly NoteRow[],
  wording: ReportWording['notes'],
): string {
  const name = areaNames(cx)
  const codes = [...new Set(rows.map((note) => note.tambonCode ?? ''))].sort()
  return codes
    .map((code) => {
      const texts = rows
        .filter((note) => (note.tambonCode ?? '') === code)
        .map((note) =>
          fillWords(wording.one, {
            // a line of the report is one tambon
            text: note.text.replaceAll(/\s*\n\s*/gu, ' '),
            dated: formatThaiDate(note.notedOn, { style: 'short' }),
          }),
        )
        .join(wording.between)
      return code === ''
        ? fillWords(wording.district, { notes: texts })
        : fillWords(wording.tambon, { tambon: name({ tambonCode: code }), notes: texts })
    })
    .join('\n')
}

/** Longest narrative of a duty, as its form takes it. */
const LONGEST = 6000

/**
 * Adds under the words that stand and marks the notes as used, in one step.
 *
 * @throws Fault report.signed; record.notFound for a duty or note of another letter; input.invalid when the words get
 *   too long
 */
export function mergeNotes(cx: CommandContext, input: z.infer<typeof mergeFields>): void {
  const { reportId, dutyId, part, addition } = input
  const report = mustBeDraft(cx, reportId)
  const one = dutiesOf(cx, report.directiveId).find((row) => row.id === dutyId)
  if (!one) throw new Fault('record.notFound', { kind: 'duty', id: dutyId })
  const known = new Map(notesOfDuties(cx, [one]).map((note) => [note.id, note]))
  for (const id of input.noteIds)
    if (known.get(id)?.part !== part) throw new Fault('record.notFound', { kind: 'dutyNote', id })
  const text = textsOf(cx, reportId).get(dutyId)
  const words = [text?.[part] ?? '', addition].filter((piece) => piece !== '').join('\n')
  if (words.length > LONGEST)
    throw new Fault('input.invalid', {
      issues: [{ path: ['addition'], key: 'tooLong', params: { maximum: LONGEST } }],
    })
  const noteIds = [...new Set([...(text?.noteIds ?? []), ...input.noteIds])]
  if (text) cx.write.update(reportText, text.id, { [part]: words, noteIds })
  else cx.write.insert(reportText, { reportId, dutyId, [part]: words, noteIds })
  cx.about('resultsReport', reportId)
}
