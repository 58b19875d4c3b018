import { z } from 'zod'
import { answer, command, query, task, taskAnswer } from '../kernel/meta.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import { type PaperRef, paperRefs } from '../papers/rules.ts'
import type {
  TemplateChange,
  TemplateFacts,
  TemplateNode,
  TemplateProblem,
  WordingEdit,
  WordingEntry,
} from './rules.ts'
import { wordingEdits } from './rules.ts'

/** `program`: as it came; `changed`: the office's own over it. */
type OwnState = {
  state: 'program' | 'changed'
  /** The office's own does not fit the program (any more): nothing is printed with it until it is mended or taken back. */
  broken: boolean
  /** The program's own has changed since the office made its own of it. */
  programChanged: boolean
  /** When and by whom the office's own was kept; '' = never. */
  at: string
  by: string
}
export type TemplateLine = OwnState & { id: string }
export type WordingLine = OwnState & {
  id: string
  /** Texts of the office's own. */
  changed: number
}
/** An earlier form of the office's own, newest first. `n` names it. */
export type TemplateVersion = { n: number; at: string; by: string }
export type TemplateDetail = TemplateLine & {
  template: TemplateNode
  /** The program's own of this paper. */
  program: TemplateNode
  facts: TemplateFacts
  problems: TemplateProblem[]
  versions: TemplateVersion[]
  /** Papers of the office that it can be looked at with. */
  records: { ref: PaperRef; label: string }[]
}
export type WordingDetail = WordingLine & {
  entries: WordingEntry[]
  /** Names of the groups of texts, by their path joined with a point. */
  titles: Record<string, string>
  versions: TemplateVersion[]
  /** Groups in which the office may add an entry of its own, with the keys that are still free. */
  addable: { path: string[]; key: string; name: string; like: string }[]
}
export type TemplatePreview = {
  /** null while the template cannot be composed. */
  html: string | null
  title: string
  problems: TemplateProblem[]
  changes: TemplateChange[]
  /** The office has no paper of this kind yet: shown with examples. */
  sample: boolean
}
/** Words on the paper they are for; html null where they have none, or cannot be used as they stand. */
export type WordingPreview = {
  html: string | null
  title: string
  /** Subject of the office's own paper that it is shown with; '' = with examples. */
  of: string
}
/** A file that another office handed over, read and judged; nothing is kept of it. */
export type TemplateFile =
  | { kind: 'template'; id: string; template: TemplateNode; problems: TemplateProblem[] }
  | { kind: 'wording'; id: string; edits: WordingEdit[]; problems: TemplateProblem[] }

const id = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,59}$/u, { error: 'invalid' })
/** Judged by checkTemplate (core/templates/rules.ts), not by zod: every problem is said with its place. */
const template = z.record(z.string(), z.unknown())
const version = z.object({ id, n: z.number().int().min(1) })

/** The office's own paper templates and wording (C16, C23): checked before they are kept and before they are printed. */
export const templatesContract = {
  list: query().output(answer<{ papers: TemplateLine[]; wordings: WordingLine[] }>()),
  /** Names of papers, wordings and fields as the office says them; `fields` by path or by last name. */
  names: query().output(answer<Record<'papers' | 'wordings' | 'fields', Record<string, string>>>()),
  get: query().input(z.object({ id })).output(answer<TemplateDetail>()),
  /** The template as paper before it is kept; `of` null = the newest paper of its kind, 'sample' = with examples. */
  preview: query()
    .input(z.object({ id, template, of: z.union([paperRefs, z.literal('sample')]).nullable() }))
    .output(answer<TemplatePreview>()),
  /** An earlier form, to be looked at and kept again. */
  version: query().input(version).output(answer<{ template: TemplateNode }>()),
  save: command({ role: 'checker' }).input(z.object({ id, template })).output(answer<void>()),
  /** The program's template again. */
  reset: command({ role: 'checker' }).input(z.object({ id })).output(answer<void>()),
  wording: query().input(z.object({ id })).output(answer<WordingDetail>()),
  /** The words that are being typed on their paper; `group` the first keys of their path, [''] of those that stand alone. */
  previewWording: query()
    .input(z.object({ id, edits: wordingEdits, group: z.array(z.string().max(80)).min(1).max(2) }))
    .output(answer<WordingPreview>()),
  wordingVersion: query().input(version).output(answer<{ edits: WordingEdit[] }>()),
  saveWording: command({ role: 'checker' })
    .input(z.object({ id, edits: wordingEdits }))
    .output(answer<void>()),
  resetWording: command({ role: 'checker' }).input(z.object({ id })).output(answer<void>()),
  /** One template or wording as a file that another office may take in. */
  handOut: task()
    .input(z.object({ kind: z.enum(['template', 'wording']), id }))
    .output(taskAnswer<FileTicket>()),
  /** Reads such a file. Nothing is kept: the person looks at it in the editor and keeps it there. */
  takeIn: task()
    .input(z.object({ token: z.string().max(200) }))
    .output(taskAnswer<TemplateFile>()),
}
