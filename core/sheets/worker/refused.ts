/** Why a file is not read; the core makes the fault of it (core/sheets/read-workbook.ts). */
export type Refusal =
  | 'notWorkbook'
  | 'encrypted'
  | 'macros'
  | 'hostile'
  | 'damaged'
  | 'tooManyRows'
  | 'tooManyColumns'
  | 'tooManySheets'

export class WorkbookRefused extends Error {
  readonly refusal: Refusal
  /** More to it: which limit, how many. */
  readonly detail: string

  constructor(refusal: Refusal, detail = '') {
    super(`${refusal} ${detail}`)
    this.refusal = refusal
    this.detail = detail
  }
}
