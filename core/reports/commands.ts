import { and, asc, desc, eq } from 'drizzle-orm'
import type { z } from 'zod'
import {
  directive,
  duty,
  letter,
  office,
  reportFigure,
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
import { paddedNumber, registerOf } from '../papers/registers.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { readRules } from '../rules/queries.ts'
import { fillPlaceholders } from '../rules/rules.ts'
import { readWording } from '../templates/wording.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { toThaiDigits } from '../thai/digits.ts'
import { formatBaht } from '../thai/money.ts'
import { differences } from './differences.ts'
import { readForm, usualForm } from './forms.ts'
import { mustBeOwnTambon } from './notes.ts'
import {
  freeze,
  isTyped,
  mustBeDraft,
  mustGetReport,
  type ReportRow,
  readReport,
  reportDuty,
  textsOf,
  typedOf,
} from './queries.ts'
import {
  absurdCount,
  mostOfAnything,
  type reportHeadFields,
  type reportTextFields,
  type TypedFigureFields,
} from './rules.ts'
import type { ReportWording } from './wording.ts'

/**
 * The newest report of a directive, made when there is none. A signed one is corrected by `reopen`, never by writing it
 * anew.
 *
 * @throws Fault record.notFound; report.notCome for a letter that is only expected
 */
export function open(cx: CommandContext, input: { directiveId: string }): { id: string } {
  const own = cx.office()
  const parent = cx.write.mustGet(directive, input.directiveId)
  const last = cx.db
    .select({ id: resultsReport.id })
    .from(resultsReport)
    .where(and(eq(resultsReport.officeId, own.id), eq(resultsReport.directiveId, parent.id)))
    .orderBy(desc(resultsReport.versionNo))
    .get()
  if (last) return last
  mustHaveCome(parent)
  const before = cx.db
    .select({ form: resultsReport.form })
    .from(resultsReport)
    .where(eq(resultsReport.officeId, own.id))
    .orderBy(desc(resultsReport.id))
    .get()
  const id = cx.write.insert(resultsReport, {
    directiveId: parent.id,
    versionNo: 1,
    asOf: cx.today(),
    form: usualForm(cx, before?.form),
    ...firstHead(cx),
  })
  return { id }
}

/**
 * ฉบับแก้ไข: the next version of a signed report, as a draft with its words, its typed figures and its form. The signed
 * one stays as it was signed. Asked for twice, the draft that there is is opened.
 *
 * @throws Fault report.notSigned; record.notFound
 */
export function reopen(cx: CommandContext, input: { id: string; reason: string }): { id: string } {
  cx.write.mustOwn(resultsReport, input.id)
  let last = mustGetReport(cx, input.id)
  for (let next = versionAfter(cx, last.id); next; next = versionAfter(cx, next.id)) last = next
  if (last.state !== 'signed') {
    if (last.id === input.id) throw new Fault('report.notSigned', {})
    cx.write.update(resultsReport, last.id, { reason: input.reason })
    return { id: last.id }
  }
  const { reporterName, reporterPosition, reporterTelephone, signatoryId, form } = last
  const id = cx.write.insert(resultsReport, {
    ...{ directiveId: last.directiveId, versionNo: last.versionNo + 1, asOf: cx.today() },
    ...{ reporterName, reporterPosition, reporterTelephone, signatoryId, form },
    reason: input.reason,
    supersedesId: last.id,
  })
  for (const { dutyId, result, problem, suggestion, noteIds } of textsOf(cx, last.id).values())
    cx.write.insert(reportText, { reportId: id, dutyId, result, problem, suggestion, noteIds })
  for (const { figure, tambonCode, value, expected, source } of typedOf(cx, last.id))
    cx.write.insert(reportFigure, { reportId: id, figure, tambonCode, value, expected, source })
  cx.about('resultsReport', id)
  return { id }
}

function versionAfter(cx: CommandContext, id: string): ReportRow | undefined {
  return cx.db.select().from(resultsReport).where(eq(resultsReport.supersedesId, id)).get()
}

/** Throws a draft away with its words and typed figures; the notes of the year stay. @throws Fault report.signed */
export function discard(cx: CommandContext, input: { id: string }): void {
  const row = mustBeDraft(cx, input.id)
  for (const text of textsOf(cx, row.id).values()) cx.write.remove(reportText, text.id)
  for (const typed of typedOf(cx, row.id)) cx.write.remove(reportFigure, typed.id)
  cx.write.remove(resultsReport, row.id)
}

/** What a letter asks for is reported when it has come. @throws Fault report.notCome */
function mustHaveCome(letter: typeof directive.$inferSelect): void {
  if (letter.state === 'expected') throw new Fault('report.notCome', { name: letter.subject })
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

/**
 * @throws Fault report.signed; record.notFound for an unknown signatory or form; date.inFuture: what has not happened
 *   yet is not reported
 */
export function saveHead(
  cx: CommandContext,
  input: { id: string; fields: z.infer<typeof reportHeadFields> },
): void {
  mustBeDraft(cx, input.id)
  const { form, signatoryId, asOf } = input.fields
  mustNotBeFuture(cx, asOf)
  if (signatoryId !== null) cx.write.mustOwn(signatory, signatoryId)
  if (form !== undefined) readForm(cx, form)
  cx.write.update(resultsReport, input.id, input.fields)
}

/**
 * A figure that the records cannot give, as a person knows it; null takes it away.
 *
 * @throws Fault report.signed; record.notFound for an unknown figure; report.figureCounted for one that the records
 *   give; input.invalid for a number that cannot be, or the wrong place for it
 */
export function saveFigure(cx: CommandContext, input: TypedFigureFields): void {
  const report = mustBeDraft(cx, input.reportId)
  const { reportId, figure, tambonCode, value, expected, source } = input
  const rule = readRules(cx, 'report-figures').items.find((item) => item.key === figure)
  if (!rule) throw new Fault('record.notFound', { kind: 'reportFigure', id: figure })
  if (!isTyped(rule)) throw new Fault('report.figureCounted', { name: rule.name })
  const issues: { path: string[]; key: string; params: Record<string, number> }[] = []
  for (const [name, number] of [
    ['value', value],
    ['expected', expected],
  ] as const) {
    const key = absurdCount(rule.unit, number)
    if (key) issues.push({ path: [name], key, params: { maximum: mostOfAnything } })
  }
  if (!rule.hasExpected && expected !== null) issues.push({ path: ['expected'], key: 'invalid', params: {} })
  if (rule.hasExpected && value !== null && expected === null)
    issues.push({ path: ['expected'], key: 'required', params: {} })
  if ((tambonCode !== null) !== (rule.perTambon === true))
    issues.push({ path: ['tambonCode'], key: tambonCode === null ? 'required' : 'invalid', params: {} })
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  mustBeOwnTambon(cx, tambonCode, ['tambonCode'])
  const known = typedOf(cx, report.id).find(
    (row) => row.figure === figure && row.tambonCode === (tambonCode ?? ''),
  )
  const row = { value: value ?? 0, expected, source }
  if (value === null) {
    if (known) cx.write.remove(reportFigure, known.id)
  } else if (known) cx.write.update(reportFigure, known.id, row)
  else cx.write.insert(reportFigure, { reportId, figure, tambonCode: tambonCode ?? '', ...row })
  cx.about('resultsReport', reportId)
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
 * @throws Fault report.signed, report.noSignatory, report.noReporter, report.notCome, date.inFuture; input.invalid when signed before the day of its
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
  mustHaveCome(cx.write.mustGet(directive, row.directiveId))
  const wording = readWording<ReportWording>(cx, 'report')
  const frozen = freeze(readReport(cx, row))
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

/** Words of resources/papers/wording/report.json with what this report and its directive say; Thai digits (DOCUMENTS.md §A2). */
function coveringLetter(cx: CommandContext, row: ReportRow, signedOn: string, wording: ReportWording) {
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
  const base = {
    dated: signedOn,
    addressee: fill(wording.addressee),
    closing: wording.closing,
    aboutTable: 'resultsReport',
    aboutId: row.id,
    signatoryId:
      letterSigner?.id ??
      activeSignatories(cx).find((one) => one.signs.includes('letter'))?.id ??
      row.signatoryId,
  }
  if (row.supersedesId !== null)
    return { ...base, ...correctionLetter(cx, { row, wording, words, supersedesId: row.supersedesId }) }
  return {
    ...base,
    subject: fill(wording.subject),
    references: [fill(wording.reference)],
    enclosures: wording.enclosures,
    paragraphs: (dueOn === null ? wording.paragraphsWithoutDue : wording.paragraphsWithDue).map((text) => ({
      text: fill(text),
    })),
  }
}

/** Changes that stand in the letter itself; more of them go behind it. */
const MOST_IN_LETTER = 8

/** What the letter of a corrected version says: which letter it follows, why, and what changed. */
function correctionLetter(
  cx: CommandContext,
  of: { row: ReportRow; wording: ReportWording; words: Record<string, string>; supersedesId: string },
) {
  const { row, wording } = of
  const said = wording.correction
  const first = mustGetReport(cx, of.supersedesId)
  const sent =
    first.letterId === null
      ? undefined
      : cx.db.select().from(letter).where(eq(letter.id, first.letterId)).get()
  const own = cx.db.select().from(office).where(eq(office.id, cx.office().id)).get()
  const words = {
    ...of.words,
    reason: row.reason,
    firstAsOf: formatThaiDate(first.asOf),
    letterNumber:
      sent?.number == null
        ? ''
        : toThaiDigits(
            `${own?.agencyCode ?? ''}/${paddedNumber(cx, registerOf(cx, 'external'), sent.number)}`,
          ),
    letterDated: formatThaiDate(sent?.dated ?? first.signedOn ?? first.asOf),
  }
  const fill = (template: string) => fillPlaceholders(template, words)
  const changes = changesOf(cx, row, wording)
  const inAnnex = changes.length > MOST_IN_LETTER
  const list =
    changes.length === 0
      ? [said.noChanges]
      : inAnnex
        ? [fillPlaceholders(said.changesInAnnex, { count: toThaiDigits(changes.length) })]
        : [
            [
              said.changes,
              ...changes.map(({ no, name, before, now }, at) =>
                toThaiDigits(
                  `${at + 1}. ${fillPlaceholders(now === null ? said.changeText : said.change, {
                    no,
                    name,
                    before: before ?? '',
                    now: now ?? '',
                  })}`,
                ),
              ),
            ].join('\n'),
          ]
  return {
    subject: fill(said.subject),
    references: [
      fill(wording.reference),
      fill(words.letterNumber === '' ? said.referenceUnnumbered : said.reference),
    ],
    enclosures: wording.enclosures.map((one, at) =>
      at === 0 ? { ...one, title: said.enclosureTitle } : one,
    ),
    paragraphs: [...said.paragraphs.map(fill), ...list, said.end].map((text) => ({ text })),
    annexes: inAnnex
      ? [
          {
            title: said.annexTitle,
            orientation: 'portrait' as const,
            text: '',
            table: {
              head: said.annexHead,
              rows: changes.map(({ no, name, before, now }, at) => [
                String(at + 1),
                String(no),
                name,
                before ?? '',
                now ?? said.changedWords,
              ]),
            },
          },
        ]
      : [],
  }
}

/** What another version says otherwise, in words; `now` null where only the wording changed. */
function changesOf(
  cx: CommandContext,
  row: ReportRow,
  wording: ReportWording,
): { no: number; name: string; before: string | null; now: string | null }[] {
  const { figures, texts } = differences(cx, { id: row.id, with: 'version' })
  const shownAs = (unit: 'count' | 'money', of: { value: number | null; expected: number | null }) => {
    if (of.value === null) return wording.correction.none
    const one = (value: number) => (unit === 'money' ? formatBaht(value) : value.toLocaleString('en-US'))
    const value =
      of.expected === null
        ? one(of.value)
        : fillPlaceholders(wording.correction.of, { value: one(of.value), expected: one(of.expected) })
    return `${value} ${wording.figure.units[unit]}`.trim()
  }
  return [
    ...figures.map(({ dutyNo, name, unit, before, now }) => ({
      no: dutyNo,
      name,
      before: shownAs(unit, before),
      now: shownAs(unit, now),
    })),
    ...texts.map(({ no, part }) => ({ no, name: wording.parts[part], before: null, now: null })),
  ].sort((a, b) => a.no - b.no)
}
