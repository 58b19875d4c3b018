import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import type { QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import type { TemplateFile } from './contract.ts'
import { keptTemplate, keptWording } from './kept.ts'
import { paperName, programTemplate } from './own.ts'
import { allProblems, wordingProblems } from './queries.ts'
import { checkShape, MOST_TEMPLATE_BYTES, wordingEdits } from './rules.ts'
import { factsOfWording } from './wording.ts'

/** First words of such a file: tells it from any other JSON. */
const FORMAT = 'amphoe-plan/template/1'
const ENDING = '.amphoe-template.json'

const template = z.strictObject({
  format: z.literal(FORMAT),
  kind: z.literal('template'),
  id: z.string().max(60),
  template: z.record(z.string(), z.unknown()),
})
const wording = z.strictObject({
  format: z.literal(FORMAT),
  kind: z.literal('wording'),
  id: z.string().max(60),
  edits: wordingEdits,
})
const contents = z.discriminatedUnion('kind', [template, wording])

/** What the office has of one template or wording, as a file for other offices: nothing of its records is in it. */
export async function* handOut(
  cx: TaskContext,
  input: { kind: 'template' | 'wording'; id: string },
): TaskGenerator<FileTicket> {
  const name = input.kind === 'template' ? paperName(cx, input.id) : factsOfWording(cx, input.id).name
  yield { step: 'templates.progress.handOut', done: 0, total: 1, what: name }
  const content: z.infer<typeof contents> =
    input.kind === 'template'
      ? {
          format: FORMAT,
          kind: 'template',
          id: input.id,
          template: keptTemplate(cx, input.id)?.template ?? programTemplate(cx, input.id),
        }
      : {
          format: FORMAT,
          kind: 'wording',
          id: input.id,
          edits: (keptWording(cx, input.id)?.edits ?? []).map(({ path, value }) => ({ path, value })),
        }
  return await cx.files.produce(`${name}${ENDING}`, 'application/json', cx.session.id, (path) =>
    writeFile(path, `${JSON.stringify(content, null, 2)}\n`),
  )
}

/**
 * Reads a template that another office handed over, and judges it like any foreign file: its size before it is opened,
 * its shape before a word is read, its parts and tags as those of an own one. Nothing is kept.
 *
 * @throws Fault file.unknown, file.tooLarge, template.file, record.notFound
 */
export async function* takeIn(cx: TaskContext, input: { token: string }): TaskGenerator<TemplateFile> {
  const file = cx.files.look(input.token, cx.session.id)
  yield { step: 'templates.progress.takeIn', done: 0, total: 1, what: file.name }
  try {
    if (file.sizeBytes > MOST_TEMPLATE_BYTES)
      throw new Fault('file.tooLarge', { name: file.name, limit: MOST_TEMPLATE_BYTES })
    return understood(cx, file.name, await readFile(file.path, 'utf8'))
  } finally {
    cx.files.discard(input.token, cx.session.id)
  }
}

function understood(cx: QueryContext, name: string, text: string): TemplateFile {
  const strange = (what: string) => new Fault('template.file', { name, what })
  let raw: unknown
  try {
    raw = JSON.parse(text.replace(/^\ufeff/u, ''))
  } catch (cause) {
    throw new Fault('template.file', { name, what: 'JSON' }, { cause })
  }
  if (checkShape(raw).length > 0) throw strange('JSON')
  const parsed = contents.safeParse(raw)
  if (!parsed.success) throw strange(parsed.error.issues[0]?.path.join('.') || 'format')
  const given = parsed.data
  if (given.kind === 'wording')
    return {
      kind: 'wording',
      id: given.id,
      edits: given.edits,
      problems: wordingProblems(cx, given.id, given.edits),
    }
  return {
    kind: 'template',
    id: given.id,
    template: given.template,
    problems: allProblems(cx, given.id, given.template),
  }
}
