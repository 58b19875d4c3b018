/** Bundled to one script (dist/paper/paginate.js) that the print hosts run inside a loaded paper. */
import { paginate, showSheets } from './paginate.ts'

declare global {
  interface Window {
    amphoePaginate: typeof paginate
    amphoeShowSheets: typeof showSheets
  }
}

window.amphoePaginate = paginate
window.amphoeShowSheets = showSheets
