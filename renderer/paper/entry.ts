/** Bundled to one script (dist/paper/paginate.js) that the print hosts run inside a loaded paper. */
import { paginate } from './paginate.ts'

declare global {
  interface Window {
    amphoePaginate: typeof paginate
  }
}

window.amphoePaginate = paginate
