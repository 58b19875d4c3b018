import type { QueryContext } from '../kernel/context.ts'
import { layoutsOfTemplate } from '../layouts/queries.ts'
import { digitsOfPaper } from '../papers/digits.ts'
import { composePaper, linkedFonts, loadPaperResources, renderHtml } from '../papers/engine/index.ts'
import { fontsAddress } from '../papers/make.ts'
import { paperNames } from '../papers/names.ts'
import { withOwn } from '../papers/parts.ts'
import { reportPaper } from '../papers/report.ts'
import { templatesOfPaper } from '../templates/own.ts'
import { mustFit } from './forms.ts'
import type { ReportForm } from './rules.ts'

/**
 * A report in a form that is not kept yet, with its own data.
 *
 * @throws Fault record.notFound; input.invalid with every place of the form that is wrong
 */
export function previewForm(
  cx: QueryContext,
  input: { reportId: string; form: ReportForm },
): { html: string; title: string } {
  mustFit(cx, input.form)
  const made = {
    ...reportPaper(cx, input.reportId, input.form),
    layouts: layoutsOfTemplate(cx, 'resultsReport'),
    templates: templatesOfPaper(cx, 'resultsReport'),
  }
  const resources = withOwn(loadPaperResources(cx.resources.dir), made)
  const document = composePaper(made.kind, made.data, made.office, resources, {
    digits: digitsOfPaper(cx, made.kind, { kind: 'report', id: input.reportId }),
    names: paperNames(cx),
  })
  return {
    html: renderHtml(document, { fonts: linkedFonts(fontsAddress), screen: true }),
    title: document.title,
  }
}
