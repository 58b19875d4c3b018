import { z } from 'zod'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { loadPaperResources } from '../papers/engine/resources.ts'
import { type KeptTemplate, keptAll } from './kept.ts'
import {
  checkTemplate,
  isNode,
  nameOf,
  printable,
  type TemplateFacts,
  type TemplateNode,
  type TemplateProblem,
  wordingFacts,
} from './rules.ts'
import { kindOfTemplate, sampleScope } from './sample.ts'

/** resources/papers/wording/templates.json */
const about = z.strictObject({
  source: z.string(),
  /** Papers by the id of their template, and what each must say wherever the program's says it (DOCUMENTS.md §A). */
  papers: z.record(z.string(), z.strictObject({ name: z.string(), required: z.array(z.string()) })),
  /** Names of the fields of papers, by path or by last name. */
  names: z.record(z.string(), z.string()),
  wordings: z.record(z.string(), wordingFacts),
})
export type TemplatesAbout = z.infer<typeof about>

const read = new WeakMap<object, TemplatesAbout>()

/** What the program says of templates and wordings: what they must hold, what their fields are called. */
export function templatesAbout(cx: Pick<QueryContext, 'resources'>): TemplatesAbout {
  const raw = cx.resources.json<object>('papers/wording/templates.json')
  const known = read.get(raw) ?? about.parse(raw)
  read.set(raw, known)
  return known
}

/** What an office calls the paper of a template. */
export function paperName(cx: Pick<QueryContext, 'resources'>, id: string): string {
  const { papers } = templatesAbout(cx)
  return (Object.hasOwn(papers, id) ? papers[id]?.name : undefined) ?? id
}

/** The program's template of a paper. @throws Fault record.notFound */
export function programTemplate(cx: Pick<QueryContext, 'resources'>, id: string): TemplateNode {
  const { templates } = loadPaperResources(cx.resources.dir)
  const found = Object.hasOwn(templates, id) ? templates[id] : undefined
  if (!isNode(found) || kindOfTemplate(id) === null)
    throw new Fault('record.notFound', { kind: 'template', id })
  return found
}

const factsCache = new Map<string, TemplateFacts>()

/** What the template of a paper is checked against. @throws Fault record.notFound */
export function factsOfTemplate(cx: Pick<QueryContext, 'resources'>, id: string): TemplateFacts {
  const cacheKey = `${cx.resources.dir}\n${id}`
  const known = factsCache.get(cacheKey)
  if (known) return known
  const kind = kindOfTemplate(id)
  if (kind === null) throw new Fault('record.notFound', { kind: 'template', id })
  const facts = {
    scope: sampleScope(kind, templatesAbout(cx).names),
    words: loadPaperResources(cx.resources.dir).words,
  }
  factsCache.set(cacheKey, facts)
  return facts
}

/** Everything of its shape, parts and tags that keeps a template from being used. @throws Fault record.notFound */
export function problemsOf(
  cx: Pick<QueryContext, 'resources'>,
  id: string,
  template: unknown,
): TemplateProblem[] {
  return checkTemplate(template, programTemplate(cx, id), factsOfTemplate(cx, id))
}

/** Checked once, printed often: letters to many come one after the other. */
const checked = new Map<string, { problem: TemplateProblem | null; template: unknown }>()
const MOST_CHECKED = 100

function judged(cx: Pick<QueryContext, 'resources'>, id: string, kept: KeptTemplate) {
  const key = `${cx.resources.dir}\n${id}\n${JSON.stringify(kept.template)}`
  const known = checked.get(key)
  if (known) return known
  const problem = problemsOf(cx, id, kept.template)[0] ?? null
  const made = { problem, template: problem === null ? printable(kept.template) : null }
  if (checked.size >= MOST_CHECKED) checked.clear()
  checked.set(key, made)
  return made
}

/** Templates by id as the paper engine takes them. */
export type OwnTemplates = Readonly<Record<string, unknown>>

/**
 * The office's own templates that one paper is made with, checked: what does not fit is said before anything is
 * printed, never printed with a hole and never left out in silence.
 *
 * @param without templates that are not asked for
 * @throws Fault template.notFitting
 */
export function templatesOfPaper(
  cx: Pick<QueryContext, 'db' | 'resources'>,
  template: string,
  without: readonly string[] = [],
): OwnTemplates {
  const kept = keptAll<KeptTemplate>(cx, 'template')
  if (kept.size === 0) return {}
  const { templates } = loadPaperResources(cx.resources.dir)
  const base = templates[template]
  const ids = [template, ...(isNode(base) && typeof base.extends === 'string' ? [base.extends] : [])]
  return Object.fromEntries(
    ids.flatMap((id): [string, unknown][] => {
      const own = kept.get(id)
      if (own === undefined || without.includes(id) || kindOfTemplate(id) === null) return []
      const { problem, template: made } = judged(cx, id, own)
      if (problem !== null)
        throw new Fault('template.notFitting', { template: paperName(cx, id), what: saidOf(cx, problem), id })
      return [[id, made]]
    }),
  )
}

/** What is wrong in a word or two, for the sentence of the fault. */
function saidOf(cx: Pick<QueryContext, 'resources'>, problem: TemplateProblem): string {
  const { tag } = problem.params
  return tag === undefined ? '' : nameOf(String(tag), templatesAbout(cx).names)
}
