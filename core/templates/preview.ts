import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { makePaper } from '../papers/catalogue.ts'
import { digitsOf } from '../papers/digits.ts'
import type { PaperDocument } from '../papers/engine/index.ts'
import { composePaper, linkedFonts, loadPaperResources, renderHtml } from '../papers/engine/index.ts'
import { fontsAddress } from '../papers/make.ts'
import { paperNames } from '../papers/names.ts'
import { readOfficeHead } from '../papers/office-head.ts'
import { withOwn } from '../papers/parts.ts'
import { recentPapers } from '../papers/recent.ts'
import type { PaperRef } from '../papers/rules.ts'
import type { TemplatePreview } from './contract.ts'
import { resourcesWith } from './deep-check.ts'
import { programTemplate, templatesAbout } from './own.ts'
import { allProblems } from './queries.ts'
import { changesOf, printable, type TemplateNode } from './rules.ts'
import { kindOfTemplate, sampleOf } from './sample.ts'

/**
 * A template as paper before it is kept, with a paper of the office or with examples; and all that is wrong with it.
 *
 * @throws Fault record.notFound
 */
export function previewTemplate(
  cx: QueryContext,
  input: { id: string; template: TemplateNode; of: PaperRef | 'sample' | null },
): TemplatePreview {
  const problems = allProblems(cx, input.id, input.template)
  const changes = changesOf(input.template, programTemplate(cx, input.id))
  const wrong = problems.some(({ key }) => key !== 'templateRequired' && key !== 'templateTooWide')
  if (wrong) return { html: null, title: '', problems, changes, sample: false }
  const { paper, sample } = composedWith(cx, input)
  return {
    html: renderHtml(paper, { fonts: linkedFonts(fontsAddress), screen: true }),
    title: paper.title,
    problems,
    changes,
    sample,
  }
}

function composedWith(
  cx: QueryContext,
  { id, template, of }: { id: string; template: TemplateNode; of: PaperRef | 'sample' | null },
): { paper: PaperDocument; sample: boolean } {
  const kind = kindOfTemplate(id)
  if (kind === null) throw new Fault('record.notFound', { kind: 'template', id })
  const ref = of === 'sample' ? null : (of ?? recentPapers(cx, kind, 1)[0]?.ref ?? null)
  const options = { digits: digitsOf(cx, kind), names: paperNames(cx) }
  if (ref !== null) {
    // the office's own that is being changed may be just the one that does not fit: it is not asked here
    const made = makePaper(cx, ref, [id])
    const resources = resourcesWith(
      withOwn(loadPaperResources(cx.resources.dir), made),
      id,
      printable(template),
    )
    return { paper: composePaper(made.kind, made.data, made.office, resources, options), sample: false }
  }
  const { data } = sampleOf(kind, templatesAbout(cx).names)
  const resources = resourcesWith(loadPaperResources(cx.resources.dir), id, printable(template))
  return { paper: composePaper(kind, data, readOfficeHead(cx), resources, options), sample: true }
}
