/** Prints a paginated paper through any host's browser, a long one in parts that are joined. */
import { joinPdfs } from './join-pdf.ts'

const SHEETS_AT_A_TIME = 60
/** After so many parts the browser is told to give back what it no longer needs. */
const PARTS_BETWEEN_TIDYING = 2

type PaperBrowser = {
  /** Runs a script in the loaded paper. */
  run(script: string): Promise<unknown>
  /** Prints what the paper shows. */
  print(): Promise<Uint8Array>
  /** Gives memory back; half a second, hence not after each part. */
  tidy(): Promise<unknown>
}

/**
 * @param pages sheets of the paper
 * @param told called with the sheets printed so far before each part of a paper in several parts; may throw to stop
 * @returns the PDF of all sheets, in one tree of tags
 */
export async function printInParts(
  pages: number,
  browser: PaperBrowser,
  told: (done: number, total: number) => void,
): Promise<Uint8Array> {
  if (pages <= SHEETS_AT_A_TIME) return browser.print()
  const parts: Uint8Array[] = []
  for (let from = 0; from < pages; from += SHEETS_AT_A_TIME) {
    told(from, pages)
    await browser.run(`window.amphoeShowSheets(document, ${from}, ${from + SHEETS_AT_A_TIME})`)
    if (parts.length % PARTS_BETWEEN_TIDYING === 0) await browser.tidy()
    parts.push(await browser.print())
  }
  return joinPdfs(parts)
}
