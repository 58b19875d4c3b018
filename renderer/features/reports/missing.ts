import type { Report } from '../../../core/reports/contract.ts'
import { type ReportPart, reportParts } from '../../../core/reports/rules.ts'

/** Something to look at before the report is signed, with the place where it is put right. */
export type Missing = {
  /** Key of its sentence under `reports.missing.`. */
  what: 'signatory' | 'reporter' | 'asOfFuture' | 'form' | 'texts' | 'figure' | 'notes'
  /** The core refuses the signature; else it is a remark: an empty cell of the form is the office's to decide. */
  stops: boolean
  /** Number of the duty in the letter; null = of the head. */
  no: number | null
  parts: ReportPart[]
  name: string
  count: number
  tab: 'duties' | 'head'
  /** `data-jump` of the place. */
  jump: string
}

const bare = { no: null, parts: [], name: '', count: 0 }

/**
 * What the report still lacks, what stops the signature first, then by duty.
 *
 * @param today ISO date
 * @param formBroken the chosen form names something that is not there any more
 */
export function missingOf(report: Report, today: string, formBroken: boolean): Missing[] {
  const head: Missing[] = []
  const stop = (what: Missing['what'], jump: string) =>
    head.push({ ...bare, what, stops: true, tab: 'head', jump: `head:${jump}` })
  if (report.signatoryId === null) stop('signatory', 'signatoryId')
  if (report.reporterName.trim() === '') stop('reporter', 'reporterName')
  if (report.asOf > today) stop('asOfFuture', 'asOf')
  if (formBroken) stop('form', 'form')
  const ofDuties = report.duties.flatMap((duty) => {
    const found: Missing[] = []
    const remark = (what: Missing['what'], jump: string, more: Partial<Missing> = {}) =>
      found.push({ ...bare, no: duty.no, what, stops: false, tab: 'duties', jump, ...more })
    for (const figure of duty.figures) {
      if (figure.typed && figure.value === null)
        remark('figure', `${figure.perTambon ? 'figure' : 'typed'}:${figure.key}`, { name: figure.name })
    }
    const parts = reportParts.filter((part) => duty[part].trim() === '')
    const [first] = parts
    if (first !== undefined) remark('texts', `${duty.dutyId}:${first}`, { parts: [...parts] })
    const count = reportParts.reduce((sum, part) => sum + duty.unmerged[part], 0)
    if (count > 0) remark('notes', `merge:${duty.dutyId}`, { count })
    return found
  })
  return [...head, ...ofDuties]
}
