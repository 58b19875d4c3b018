import type { RemarkLine } from '../../../core/exchange/contract.ts'

export type Settling = { line: RemarkLine; choice: 'taken' | 'kept' | 'done' | 'open' }

/** Nothing stands against the proposal: untouched here since and free to be written, or already as proposed. */
export function isAgreeing(line: Pick<RemarkLine, 'standing' | 'obstacle'>): boolean {
  return line.standing === 'same' || (line.standing === 'clean' && line.obstacle === null)
}

/** Takes what is proposed; what already stands so is only ticked off. */
export function settleAll(lines: readonly RemarkLine[]): Settling[] {
  return lines
    .filter(isAgreeing)
    .map((line) => ({ line, choice: line.standing === 'same' ? 'done' : 'taken' }))
}

export type CorrectionGroup = {
  key: string
  /** '' = of no village. */
  unitName: string
  /** Of lines without a village: what they are about; '' = the whole file. */
  recordType: string
  officeName: string
  /** ISO. */
  dated: string
  lines: RemarkLine[]
}

/** Lines by the return that brought them and their village, else their kind of record, in the order in which they came. */
export function groupCorrections(lines: readonly RemarkLine[]): CorrectionGroup[] {
  const groups = new Map<string, CorrectionGroup>()
  for (const line of lines) {
    const recordType = line.unitName === '' ? line.recordType : ''
    const key = [line.packageId, line.unit, line.unitName, recordType].join(' ')
    const group = groups.get(key) ?? {
      key,
      unitName: line.unitName,
      recordType,
      officeName: line.officeName,
      dated: line.dated,
      lines: [],
    }
    group.lines.push(line)
    groups.set(key, group)
  }
  return [...groups.values()]
}
