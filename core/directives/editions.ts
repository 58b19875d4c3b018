/** Editions of the guideline (ฉบับของแนวทางปฏิบัติ, C1): which sets the calendar of which plans. */
import { and, asc, desc, eq } from 'drizzle-orm'
import { directive, guidelineEdition } from '../../db/schema.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { fillWords } from '../plans/areas.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { readRules } from '../rules/queries.ts'
import type { EditionLine } from './contract.ts'
import { filesOf, removeFiles } from './files.ts'
import { directiveHeads } from './queries.ts'
import type { EditionFields } from './rules.ts'

/** Editions, the newest first, with the letters that name them. */
export function listEditions(cx: QueryContext, input?: { officeId?: string | undefined }): EditionLine[] {
  const officeId = input?.officeId ?? cx.office().id
  const letters = directiveHeads(cx, officeId)
  const files = filesOf(cx, officeId, 'guidelineEdition')
  return cx.db
    .select()
    .from(guidelineEdition)
    .where(eq(guidelineEdition.officeId, officeId))
    .orderBy(desc(guidelineEdition.editionFy), asc(guidelineEdition.id))
    .all()
    .map((row) => {
      const own = letters.filter((letter) => letter.editionFy === row.editionFy)
      return {
        ...row,
        files: files.get(row.id) ?? 0,
        directives: own.map(({ id, name, subject, state }) => ({ id, name, subject, state })),
        otherPlanFys: [
          ...new Set(own.map((letter) => letter.planFy).filter((planFy) => planFy !== row.planFy)),
        ].sort((a, b) => a - b),
      }
    })
}

/** The edition that a letter names, made when nobody has written it down: its words come from the guideline rule. */
export function ensureEdition(
  cx: CommandContext,
  letter: {
    editionFy: number
    planFy: number
    receivedOn: string | null
    number: string
    example: boolean
  },
): void {
  if (editionOf(cx, letter.editionFy)) return
  const rule = readRules(cx, 'guideline').items[0]
  const edition = fillWords(rule?.editionTemplate ?? '', { editionFy: letter.editionFy })
  cx.write.insert(guidelineEdition, {
    editionFy: letter.editionFy,
    planFy: letter.planFy,
    title: `${rule?.name ?? ''} ${edition}`.trim(),
    receivedOn: letter.receivedOn,
    source: letter.number,
    example: letter.example,
  })
}

function editionOf(
  cx: Pick<QueryContext, 'db' | 'office'>,
  editionFy: number,
): typeof guidelineEdition.$inferSelect | undefined {
  return cx.db
    .select()
    .from(guidelineEdition)
    .where(and(eq(guidelineEdition.officeId, cx.office().id), eq(guidelineEdition.editionFy, editionFy)))
    .get()
}

/** @throws Fault record.duplicate for a FY that has its edition; record.*; date.inFuture */
export function saveEdition(
  cx: CommandContext,
  input: { id: string | null; fields: EditionFields },
): { id: string } {
  const { id, fields } = input
  if (fields.receivedOn !== null) mustNotBeFuture(cx, fields.receivedOn)
  const same = editionOf(cx, fields.editionFy)
  if (same && same.id !== id)
    throw new Fault('record.duplicate', { kind: 'guidelineEdition', what: String(fields.editionFy) })
  if (id === null) return { id: cx.write.insert(guidelineEdition, fields) }
  const before = cx.write.mustOwn(guidelineEdition, id)
  // letters name their edition by its year: it cannot move away from under them
  if (before.editionFy !== fields.editionFy) mustBeUnnamed(cx, before.editionFy)
  cx.write.update(guidelineEdition, id, fields)
  return { id }
}

/** With its files. @throws Fault edition.inUse while a letter names it */
export function removeEdition(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(guidelineEdition, input.id)
  mustBeUnnamed(cx, row.editionFy)
  removeFiles(cx, 'guidelineEdition', row.id)
  cx.write.remove(guidelineEdition, row.id)
  cx.about('guidelineEdition', row.id)
}

function mustBeUnnamed(cx: CommandContext, editionFy: number): void {
  const named = cx.db
    .select({ id: directive.id })
    .from(directive)
    .where(and(eq(directive.officeId, cx.office().id), eq(directive.editionFy, editionFy)))
    .all()
  if (named.length > 0) throw new Fault('edition.inUse', { year: editionFy, directives: named.length })
}
