import { setting } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { baseHash, type KeptTemplate, type KeptWording, keptTemplate, keptWording, ownKey } from './kept.ts'
import { programTemplate } from './own.ts'
import { allProblems, wordingProblems } from './queries.ts'
import type { TemplateNode, TemplateProblem, WordingEdit } from './rules.ts'
import { entriesOf } from './wording.ts'

function refuse(problems: readonly TemplateProblem[], under: string | null): void {
  if (problems.length > 0)
    throw new Fault('input.invalid', {
      issues: problems.map(({ path, ...issue }) => ({
        path: under === null ? path : [under, ...path],
        ...issue,
      })),
    })
}

/**
 * Keeps the office's own form of a template; the program's stays as it came, so that there is a way back.
 *
 * @throws Fault record.notFound, input.invalid with everything that keeps it from being printed
 */
export function saveTemplate(cx: CommandContext, input: { id: string; template: TemplateNode }): void {
  const program = programTemplate(cx, input.id)
  refuse(allProblems(cx, input.id, input.template), 'template')
  const value: KeptTemplate = {
    template: input.template,
    base: baseHash(program),
    at: cx.now(),
    by: cx.actor.name,
  }
  keep(cx, ownKey('template', input.id), keptTemplate(cx, input.id)?.rowId, value)
}

function keep(cx: CommandContext, key: string, rowId: string | undefined, value: unknown): void {
  if (rowId === undefined) cx.write.insert(setting, { key, value })
  else cx.write.update(setting, rowId, { value })
}

/** The program's template again; what the office had stays among its versions. */
export function resetTemplate(cx: CommandContext, input: { id: string }): void {
  const found = keptTemplate(cx, input.id)
  if (found) cx.write.remove(setting, found.rowId)
}

/**
 * Keeps what the office says otherwise; what is as the program says it is not kept, so that a better text of a later
 * program is used. Nothing otherwise = the program's again.
 *
 * @throws Fault record.notFound, input.invalid with the texts that cannot be used
 */
export function saveWording(cx: CommandContext, input: { id: string; edits: WordingEdit[] }): void {
  refuse(wordingProblems(cx, input.id, input.edits), null)
  const entries = new Map(entriesOf(cx, input.id, input.edits).map((entry) => [entry.path.join('\n'), entry]))
  const edits: KeptWording['edits'] = input.edits.flatMap(({ path, value }) => {
    const from = entries.get(path.join('\n'))?.program ?? null
    return JSON.stringify(from) === JSON.stringify(value) ? [] : [{ path, value, from }]
  })
  const found = keptWording(cx, input.id)
  if (edits.length === 0) {
    if (found) cx.write.remove(setting, found.rowId)
    return
  }
  const value: KeptWording = { edits, at: cx.now(), by: cx.actor.name }
  keep(cx, ownKey('wording', input.id), found?.rowId, value)
}

/** The program's words again. */
export function resetWording(cx: CommandContext, input: { id: string }): void {
  const found = keptWording(cx, input.id)
  if (found) cx.write.remove(setting, found.rowId)
}
