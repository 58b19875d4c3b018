/** The paper engine: data → document model → HTML (screen and PDF), DOCX, XLSX. */
export { type ComposeOptions, compose, composePaper, type PaperResources } from './compose.ts'
export { type DocxOptions, renderDocx } from './docx.ts'
export {
  type FontSource,
  type HtmlOptions,
  linkedFonts,
  renderHtml,
} from './html.ts'
export { joinPapers } from './join.ts'
export type { Block, PaperDocument, PaperSection } from './model.ts'
export { normalisePdf } from './pdf.ts'
export { embeddedFonts, loadPaperResources } from './resources.ts'
export { cellSource, type LayoutExtras, type LayoutRow, leaves } from './table.ts'
export { renderXlsx, type XlsxOptions } from './xlsx.ts'
