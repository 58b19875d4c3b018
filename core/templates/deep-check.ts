import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { PaperData, PaperKind } from '../papers/data.ts'
import { composePaper, type PaperResources } from '../papers/engine/compose.ts'
import { paperDigits } from '../papers/engine/digits.ts'
import { atomsOf } from '../papers/engine/line-breaks.ts'
import { textWidthPt } from '../papers/engine/measure.ts'
import {
  BASE_PT,
  type Block,
  type PaperDocument,
  PT_PER_MM,
  plain,
  type RichText,
  textWidthMm,
} from '../papers/engine/model.ts'
import { loadPaperResources } from '../papers/engine/resources.ts'
import type { Scope } from '../papers/engine/template.ts'
import { viewOf } from '../papers/engine/views.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { bahtText, formatBaht } from '../thai/money.ts'
import { programTemplate, templatesAbout } from './own.ts'
import { isNode, nameOf, placeOfField, placeOfText, printable, type TemplateProblem } from './rules.ts'
import { kindOfTemplate, sampleHead, sampleOf } from './sample.ts'

/** Papers with one template replaced. */
export function resourcesWith(resources: PaperResources, id: string, template: unknown): PaperResources {
  return { ...resources, templates: { ...resources.templates, [id]: template } }
}

/**
 * What only composing shows of a template that its own check found right: that the paper comes out with every kind of
 * data, still says what it must wherever the program's says it (number, date, who signs), and fits its width.
 *
 * @throws Fault record.notFound
 */
export function composeProblems(
  cx: Pick<QueryContext, 'resources'>,
  id: string,
  template: unknown,
): TemplateProblem[] {
  const kind = kindOfTemplate(id)
  if (kind === null) throw new Fault('record.notFound', { kind: 'template', id })
  const { names, papers } = templatesAbout(cx)
  const resources = loadPaperResources(cx.resources.dir)
  const own = resourcesWith(resources, id, printable(template))
  const head = sampleHead(names)
  const { data, variants } = sampleOf(kind, names)
  const required = (Object.hasOwn(papers, id) ? papers[id]?.required : undefined) ?? []
  const missing = new Set<string>()
  const problems: TemplateProblem[] = []
  for (const [at, one] of [data, ...variants].entries()) {
    let made: PaperDocument
    try {
      made = composePaper(kind, one, head, own, { digits: 'arabic' })
    } catch (error) {
      if (!(error instanceof Fault) || !/^(?:template\.|paper\.dataInvalid)/u.test(error.code)) throw error
      const where = String(error.params.where ?? error.params.tag ?? '')
      return [{ path: [], key: 'templateNotComposed', params: { where } }]
    }
    if (at === 0) problems.push(...tooWide(made, resources, template))
    if (required.length === 0) continue
    const said = saidIn(made)
    const program = programSays(cx, id, kind, one, at)
    const scope = scopeOf(kind, one, head)
    for (const path of required)
      if (!missing.has(path) && formsOf(scope, path).some((form) => has(program, form) && !has(said, form)))
        missing.add(path)
  }
  return [
    ...[...missing].map((path) => ({
      path: placeOfField(template, programTemplate(cx, id), path),
      key: 'templateRequired',
      params: { what: nameOf(path, names) },
    })),
    ...problems,
  ]
}

function scopeOf(kind: PaperKind, data: PaperData, head: ReturnType<typeof sampleHead>): Scope {
  return { ...viewOf(kind, data, head), office: head }
}

const ofProgram = new Map<string, string>()

/** What the program's own paper says with the same data. */
function programSays(
  cx: Pick<QueryContext, 'resources'>,
  id: string,
  kind: PaperKind,
  data: PaperData,
  at: number,
): string {
  const key = `${cx.resources.dir}\n${id}\n${at}`
  const known = ofProgram.get(key)
  if (known !== undefined) return known
  const { names } = templatesAbout(cx)
  const resources = resourcesWith(loadPaperResources(cx.resources.dir), id, programTemplate(cx, id))
  const said = saidIn(composePaper(kind, data, sampleHead(names), resources, { digits: 'arabic' }))
  ofProgram.set(key, said)
  return said
}

/** All texts of a paper, Arabic digits, one a line. */
function saidIn(paper: PaperDocument): string {
  const texts: string[] = []
  const look = (node: unknown): void => {
    if (typeof node === 'string') texts.push(node)
    else if (Array.isArray(node)) {
      if (
        node.length > 0 &&
        node.every((one) => isNode(one) && typeof one.text === 'string' && !('cells' in one))
      )
        texts.push(plain(node as RichText))
      for (const one of node) look(one)
    } else if (isNode(node)) for (const value of Object.values(node)) look(value)
  }
  look(paper.sections.map((section) => section.blocks))
  return paperDigits(texts.join('\n'), 'arabic')
}

/** The ways in which a paper may write a value; it says the value when it has one of them. */
type Form = readonly string[]
const has = (said: string, form: Form) => form.some((one) => said.includes(one))

function formsOf(scope: Scope, path: string): Form[] {
  const value = path
    .split('.')
    .reduce<unknown>((node, key) => (isNode(node) && Object.hasOwn(node, key) ? node[key] : undefined), scope)
  const forms: Form[] = []
  const look = (node: unknown): void => {
    if (typeof node === 'string') {
      if (node.trim() === '') return
      if (/^\d{4}-\d{2}-\d{2}$/u.test(node))
        forms.push(
          (['letter', 'order', 'weekday', 'short'] as const).map((style) =>
            formatThaiDate(node, { style, digits: 'arabic' }),
          ),
        )
      else forms.push([paperDigits(node.trim(), 'arabic'), ...groupsOf(node)])
    } else if (typeof node === 'number')
      forms.push([
        String(node),
        node.toLocaleString('en-US'),
        ...(Number.isInteger(node) ? [formatBaht(node, 'arabic'), bahtText(node)] : []),
      ])
    else if (Array.isArray(node)) for (const one of node) look(one)
    else if (isNode(node)) for (const one of Object.values(node)) look(one)
  }
  look(value)
  return forms
}

/** A fingerprint is printed in groups of four. */
function groupsOf(text: string): string[] {
  return /^[0-9a-f]{32,}$/u.test(text) ? [text.replace(/(.{4})(?=.)/gu, '$1 ')] : []
}

/** Words that no line can cut and that are wider than the line they stand on. */
function tooWide(paper: PaperDocument, resources: PaperResources, template: unknown): TemplateProblem[] {
  const problems: TemplateProblem[] = []
  for (const { page, blocks } of paper.sections) {
    const room = textWidthMm(page) * PT_PER_MM
    for (const block of blocks.flatMap((one) => (one.block === 'keep' ? (one.blocks as Block[]) : [one]))) {
      for (const { text, width, sizePt, bold } of linesOf(block, room)) {
        const wide = atomsOf(text, paper.breaks).find(
          (atom) => textWidthPt(atom, sizePt, resources.advances, bold) > width,
        )
        if (wide !== undefined)
          problems.push({
            path: placeOfText(template, wide),
            key: 'templateTooWide',
            params: { text: wide.length > 40 ? `${wide.slice(0, 40)}…` : wide },
          })
      }
    }
  }
  return problems
}

type Measured = { text: string; width: number; sizePt: number; bold: boolean }

function linesOf(block: Block, room: number): Measured[] {
  const measured = (text: RichText, width: number, bold = false, sizePt = BASE_PT): Measured => ({
    text: plain(text),
    width,
    sizePt,
    bold,
  })
  switch (block.block) {
    case 'paragraph':
      return [measured(block.text, room - (block.leftMm ?? 0) * PT_PER_MM, block.bold, block.sizePt)]
    case 'heading':
      return block.lines.map((line) => measured(line, room, block.bold, block.sizePt))
    case 'label':
      return [
        // a label may take half of the line; its words hang beside it
        measured(block.label, room / 2, block.bold),
        ...block.values.map((value) => measured(value.text, room / 2)),
      ]
    case 'contact':
      return block.lines.map((line) => measured(line, room))
    case 'motto':
      return block.lines.map((line) => measured(line, room))
    case 'tick':
      return [measured(block.text, room - (block.leftMm ?? 0) * PT_PER_MM)]
    case 'closing':
      return [measured(block.words, room / 2)]
    default:
      return []
  }
}
