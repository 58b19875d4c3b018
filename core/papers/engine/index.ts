/** The paper engine: data → document model → HTML (screen and PDF), DOCX, XLSX. */
export { compose, composePaper, type ComposeOptions, type PaperResources } from './compose.ts'
export { linkedFonts, pageNumberText, renderHtml, renderHtmlOf, type FontSource, type HtmlOptions } from './html.ts'
export type { PaperDocument, PaperSection, Block } from './model.ts'
export { checkedFonts, embeddedFonts, loadPaperResources } from './resources.ts'
export { paginatorBuild, paginatorSource } from './paginator-source.ts'
export { normalisePdf } from './pdf.ts'
export { renderDocx, type DocxOptions } from './docx.ts'
export { renderXlsx, type XlsxOptions } from './xlsx.ts'
