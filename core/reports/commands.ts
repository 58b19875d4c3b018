import { and, asc, desc, eq } from 'drizzle-orm'
import type { z } from 'zod'
import {
  directive,
  duty,
  letter,
  office,
  reportText,
  resultsReport,
  signatory,
  staff,
} from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readStaff } from '../office/queries.ts'
import { asSigned } from '../papers/as-signed.ts'
import { makePaper } from '../papers/catalogue.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { readRules } from '../rules/queries.ts'
import { fillPlaceholders } from '../rules/rules.ts'
import { readWording } from '../templates/wording.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { toThaiDigits } from '../thai/digits.ts'
import { freeze, get, mustGetReport, type ReportRow, reportDuty } from './queries.ts'
import type { reportHeadFields, reportTextFields } from './rules.ts'

/**
 * The report of a directive: the one that is being written, else a new one. After signing the next version starts
 * with the words of the last.
 */
export function open(cx: CommandContext, input: { directiveId: string }): { id: string } {
  const own = cx.office()
  const parent = cx.write.mustGet(directive, input.directiveId)
  const versions = cx.db
    .select()
    .from(resultsReport)
    .where(and(eq(resultsReport.officeId, own.id), eq(resultsReport.directiveId, parent.id)))
    .orderBy(desc(resultsReport.versionNo))
    .all()
  const last = versions[0]
  if (last?.state === 'draft') return { id: last.id }
  const id = cx.write.insert(resultsReport, {
    directiveId: parent.id,
    versionNo: (last?.versionNo ?? 0) + 1,
    asOf: cx.today(),
    ...(last === undefined ? firstHead(cx) : headOf(last)),
  })
  if (last) {
    const texts = cx.db
      .select()
      .from(reportText)
      .where(eq(reportText.reportId, last.id))
      .orderBy(asc(reportText.id))
      .all()
    for (const { dutyId, result, problem, suggestion } of texts) {
      cx.write.insert(reportText, { reportId: id, dutyId, result, problem, suggestion })
    }
  }
  return { id }
}

function headOf(row: ReportRow) {
  const { reporterName, reporterPosition, reporterTelephone, signatoryId } = row
  return { reporterName, reporterPosition, reporterTelephone, signatoryId }
}

/** Who reports: the person at the keyboard; who signs: the first who usually signs reports. */
function firstHead(cx: CommandContext) {
  const own = cx.office()
  const person = readStaff(cx.db, cx.actor.staffId)
  const position =
    person && cx.db.select({ position: staff.position }).from(staff).where(eq(staff.id, person.id)).get()
  const head = cx.db.select({ telephone: office.telephone }).from(office).where(eq(office.id, own.id)).get()
  const signer = activeSignatories(cx).find((row) => row.signs.includes('report'))
  return {
    reporterName: person?.name ?? '',
    reporterPosition: position?.position ?? '',
    reporterTelephone: head?.telephone ?? '',
    signatoryId: signer?.id ?? null,
  }
}

function activeSignatories(cx: CommandContext) {
  return cx.db
    .select()
    .from(signatory)
    .where(and(eq(signatory.officeId, cx.office().id), eq(signatory.active, true)))
    .orderBy(asc(signatory.id))
    .all()
}

/** @throws Fault report.signed */
function mustBeDraft(cx: CommandContext, id: string): ReportRow {
  const row = mustGetReport(cx, id)
  if (row.state === 'signed') throw new Fault('report.signed', {})
  return row
}

/** @throws Fault report.signed; record.notFound for an unknown signatory */
export function saveHead(
  cx: CommandContext,
  input: { id: string; fields: z.infer<typeof reportHeadFields> },
): void {
  mustBeDraft(cx, input.id)
  if (input.fields.signatoryId !== null) cx.write.mustGet(signatory, input.fields.signatoryId)
  cx.write.update(resultsReport, input.id, input.fields)
}

/** The narrative of one duty. @throws Fault report.signed; record.notFound for a duty of another letter */
export function saveText(cx: CommandContext, input: z.infer<typeof reportTextFields>): void {
  const report = mustBeDraft(cx, input.reportId)
  const parent = cx.write.mustGet(duty, input.dutyId)
  if (parent.directiveId !== report.directiveId)
    throw new Fault('record.notFound', { kind: 'duty', id: input.dutyId })
  const { reportId, dutyId, ...words } = input
  const known = cx.db
    .select({ id: reportText.id })
    .from(reportText)
    .where(and(eq(reportText.reportId, reportId), eq(reportText.dutyId, dutyId)))
    .get()
  if (known) cx.write.update(reportText, known.id, words)
  else cx.write.insert(reportText, { reportId, dutyId, ...words })
  cx.about('resultsReport', reportId)
}

/**
 * Signs the report: its figures are frozen, the duty that asked for it is done with the report as its evidence, and
 * the covering letter lies ready as a draft (C19).
 *
 * @throws Fault report.signed, report.noSignatory, report.noReporter, date.inFuture; input.invalid when signed before the day of its
 *   figures
 */
export function sign(cx: CommandContext, input: { id: string; signedOn: string }): { letterId: string } {
  const row = mustBeDraft(cx, input.id)
  if (row.signatoryId === null) throw new Fault('report.noSignatory', {})
  if (row.reporterName === '') throw new Fault('report.noReporter', {})
  if (input.signedOn < row.asOf) {
    throw new Fault('input.invalid', {
      issues: [{ path: ['signedOn'], key: 'signedBeforeData', params: {} }],
    })
  }
  mustNotBeFuture(cx, input.signedOn)
  const wording = readWording<Wording>(cx, 'report')
  const frozen = freeze(get(cx, { id: row.id }))
  const letterId = cx.write.insert(letter, coveringLetter(cx, row, input.signedOn, wording))
  cx.write.update(resultsReport, row.id, { state: 'signed', signedOn: input.signedOn, frozen, letterId })
  const paperAsSigned = asSigned(makePaper(cx, { kind: 'report', id: row.id }))
  cx.write.update(resultsReport, row.id, { paperAsSigned })
  const asked = reportDuty(cx, row.directiveId)
  if (asked && asked.state !== 'done') {
    const evidence = fillPlaceholders(wording.evidence, { signedOn: formatThaiDate(input.signedOn) })
    cx.write.update(duty, asked.id, { state: 'done', doneOn: input.signedOn, evidence })
  }
  cx.about('resultsReport', row.id)
  return { letterId }
}

type Wording = {
  evidence: string
  addressee: string
  subject: string
  reference: string
  enclosures: { title: string; quantity: string }[]
  paragraphsWithDue: string[]
  paragraphsWithoutDue: string[]
  closing: string
}

/** Words of resources/papers/wording/report.json with what this report and its directive say; Thai digits (DOCUMENTS.md §A2). */
function coveringLetter(cx: CommandContext, row: ReportRow, signedOn: string, wording: Wording) {
  const own = cx.office()
  const parent = cx.write.mustGet(directive, row.directiveId)
  const guideline = readRules(cx, 'guideline').items[0]
  const dueOn = reportDuty(cx, row.directiveId)?.dueOn ?? null
  const letterSigner = activeSignatories(cx).find(
    (one) => one.id === row.signatoryId && one.signs.includes('letter'),
  )
  const words = {
    province: cx.geography.nameOf(own.provinceCode) ?? '',
    district: own.districtCode === null ? '' : (cx.geography.nameOf(own.districtCode) ?? ''),
    regulation: guideline?.regulation ?? '',
    guideline: guideline?.shortName ?? '',
    edition: toThaiDigits(
      fillPlaceholders(guideline?.editionTemplate ?? '', { editionFy: parent.editionFy }),
    ),
    fromOffice: parent.fromOffice,
    number: toThaiDigits(parent.number.replace(/^ที่\s*/u, '')),
    dated: formatThaiDate(parent.dated),
    asOf: formatThaiDate(row.asOf),
    dueOn: dueOn === null ? '' : formatThaiDate(dueOn, { style: 'weekday' }),
  }
  const fill = (template: string) => fillPlaceholders(template, words)
  return {
    dated: signedOn,
    subject: fill(wording.subject),
    addressee: fill(wording.addressee),
    references: [fill(wording.reference)],
    enclosures: wording.enclosures,
    paragraphs: (dueOn === null ? wording.paragraphsWithoutDue : wording.paragraphsWithDue).map((text) => ({
      text: fill(text),
    })),
    closing: wording.closing,
    signatoryId:
      letterSigner?.id ??
      activeSignatories(cx).find((one) => one.signs.includes('letter'))?.id ??
      row.signatoryId,
  }
}
