import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { loadPaperResources } from '../papers/engine/resources.ts'
import { recentPapers } from '../papers/recent.ts'
import type { TemplateDetail, TemplateLine, TemplateVersion, WordingDetail, WordingLine } from './contract.ts'
import { composeProblems } from './deep-check.ts'
import { baseHash, type KeptTemplate, type KeptWording, keptAll, versionsOf } from './kept.ts'
import { factsOfTemplate, problemsOf, programTemplate, templatesAbout } from './own.ts'
import { checkEdit, type TemplateNode, type TemplateProblem, type WordingEdit } from './rules.ts'
import { kindOfTemplate } from './sample.ts'
import { addableOf, entriesOf, titlesOf } from './wording.ts'

/** Papers of the office that a template may be looked at with. */
const MOST_RECORDS = 8

/** Ids of the papers whose template an office may change, in the order of the catalogue. */
function paperIds(cx: Pick<QueryContext, 'resources'>): string[] {
  const { papers } = templatesAbout(cx)
  const { templates } = loadPaperResources(cx.resources.dir)
  const known = Object.keys(papers).filter(
    (id) => Object.hasOwn(templates, id) && kindOfTemplate(id) !== null,
  )
  const others = Object.keys(templates).filter((id) => !known.includes(id) && kindOfTemplate(id) !== null)
  return [...known, ...others]
}

/** Everything that keeps a template from being used, the composing of it last. @throws Fault record.notFound */
export function allProblems(
  cx: Pick<QueryContext, 'resources'>,
  id: string,
  template: unknown,
): TemplateProblem[] {
  const problems = problemsOf(cx, id, template)
  return problems.length > 0 ? problems : composeProblems(cx, id, template)
}

function lineOf(cx: QueryContext, id: string, kept: KeptTemplate | undefined): TemplateLine {
  if (kept === undefined)
    return { id, state: 'program', broken: false, programChanged: false, at: '', by: '' }
  return {
    id,
    state: 'changed',
    broken: problemsOf(cx, id, kept.template).length > 0,
    programChanged: kept.base !== baseHash(programTemplate(cx, id)),
    at: kept.at,
    by: kept.by,
  }
}

function wordingLine(cx: QueryContext, id: string, kept: KeptWording | undefined): WordingLine {
  if (kept === undefined)
    return { id, state: 'program', broken: false, programChanged: false, at: '', by: '', changed: 0 }
  const entries = new Map(entriesOf(cx, id, kept.edits).map((entry) => [entry.path.join('\n'), entry]))
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
  return {
    id,
    state: 'changed',
    broken: wordingProblems(cx, id, kept.edits).length > 0,
    programChanged: kept.edits.some(({ path, from }) => {
      const entry = entries.get(path.join('\n'))
      return entry !== undefined && entry.program !== null && from !== null && !same(entry.program, from)
    }),
    at: kept.at,
    by: kept.by,
    changed: kept.edits.length,
  }
}

/** Everything that keeps texts of a wording from being used. */
export function wordingProblems(
  cx: Pick<QueryContext, 'db' | 'resources'>,
  id: string,
  edits: readonly WordingEdit[],
): TemplateProblem[] {
  const entries = new Map(entriesOf(cx, id, edits).map((entry) => [entry.path.join('\n'), entry]))
  const seen = new Set<string>()
  return edits.flatMap((edit, at): TemplateProblem[] => {
    const key = edit.path.join('\n')
    const entry = entries.get(key)
    if (entry === undefined || seen.has(key))
      return [{ path: ['edits', at, 'path'], key: 'templateUnknownPart', params: {} }]
    seen.add(key)
    return checkEdit(edit, entry, at)
  })
}

/** All templates and wordings with their state. */
export function listTemplates(cx: QueryContext): { papers: TemplateLine[]; wordings: WordingLine[] } {
  const templates = keptAll<KeptTemplate>(cx, 'template')
  const wordings = keptAll<KeptWording>(cx, 'wording')
  return {
    papers: paperIds(cx).map((id) => lineOf(cx, id, templates.get(id))),
    wordings: Object.keys(templatesAbout(cx).wordings).map((id) => wordingLine(cx, id, wordings.get(id))),
  }
}

const bare = ({ n, at, by }: TemplateVersion): TemplateVersion => ({ n, at, by })

/** One template for its editor, also one that does not fit: it can be mended, nothing of it is lost. */
export function getTemplate(cx: QueryContext, id: string): TemplateDetail {
  const program = programTemplate(cx, id)
  const kept = keptAll<KeptTemplate>(cx, 'template').get(id)
  const template = kept?.template ?? program
  const kind = kindOfTemplate(id)
  return {
    ...lineOf(cx, id, kept),
    template,
    program,
    facts: factsOfTemplate(cx, id),
    problems: kept === undefined ? [] : allProblems(cx, id, template),
    versions: versionsOf<KeptTemplate>(cx, 'template', id).map(bare),
    records: kind === null ? [] : recentPapers(cx, kind, MOST_RECORDS),
  }
}

/** An earlier form of the office's own. @throws Fault record.notFound */
export function templateVersion(
  cx: QueryContext,
  input: { id: string; n: number },
): { template: TemplateNode } {
  programTemplate(cx, input.id)
  const found = versionsOf<KeptTemplate>(cx, 'template', input.id).find((one) => one.n === input.n)
  if (found === undefined) throw new Fault('record.notFound', { kind: 'template', id: String(input.n) })
  return { template: found.kept.template }
}

/** One wording for its editor. @throws Fault record.notFound */
export function getWording(cx: QueryContext, id: string): WordingDetail {
  const kept = keptAll<KeptWording>(cx, 'wording').get(id)
  const entries = entriesOf(cx, id, kept?.edits ?? [])
  return {
    ...wordingLine(cx, id, kept),
    entries,
    titles: titlesOf(cx, id, entries),
    versions: versionsOf<KeptWording>(cx, 'wording', id).map(bare),
    addable: addableOf(cx, id),
  }
}

/** @throws Fault record.notFound */
export function wordingVersion(cx: QueryContext, input: { id: string; n: number }): { edits: WordingEdit[] } {
  const found = versionsOf<KeptWording>(cx, 'wording', input.id).find((one) => one.n === input.n)
  if (found === undefined) throw new Fault('record.notFound', { kind: 'wording', id: String(input.n) })
  return { edits: found.kept.edits.map(({ path, value }) => ({ path, value })) }
}

/** Names of papers, wordings and fields as the office says them (resources/papers/wording/templates.json). */
export function templateNames(cx: QueryContext): {
  papers: Record<string, string>
  wordings: Record<string, string>
  fields: Record<string, string>
} {
  const { papers, wordings, names } = templatesAbout(cx)
  const named = (all: Record<string, { name: string }>) =>
    Object.fromEntries(Object.entries(all).map(([id, one]) => [id, one.name]))
  return { papers: named(papers), wordings: named(wordings), fields: names }
}
