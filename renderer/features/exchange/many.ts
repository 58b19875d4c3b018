import type { ManyLine } from '../../../core/exchange/contract.ts'

/** A package among many, with what became of it. */
export type Line = ManyLine & {
  /** The person compared this key; asked about the missing ones. */
  confirmKey: boolean
  confirmGap: boolean
  outcome:
    | { state: 'taken' | 'already'; packageId: string }
    | { state: 'fault'; fault: { code: string; params: Record<string, unknown> } }
    | null
}

/**
 * What a line of the list needs: nothing (`ready`), a person who compares the key or asks about a gap, the passphrase, to
 * be opened by itself; or it is done, was here before, cannot be taken in.
 */
export type Need = 'ready' | 'key' | 'gap' | 'passphrase' | 'open' | 'done' | 'already' | 'refused' | 'broken'

export const isLocked = (fault: { code: string } | null): boolean =>
  fault?.code === 'package.passphraseMissing' || fault?.code === 'package.passphraseWrong'

/** A whole package, but of another kind or for another office: on a stick that goes back and forth there are always some. */
const isElsewhere = (fault: { code: string } | null): boolean =>
  fault?.code === 'package.wrongKind' || fault?.code === 'package.wrongPlace'

/** The numbers between the one held and this one: `2` or `2–4`. */
export function missingOf({ held, info }: { held: number | null; info: { sequence: number } }): string {
  const from = (held ?? 0) + 1
  const until = info.sequence - 1
  return from === until ? String(from) : `${from}–${until}`
}

export const lineOf = (line: ManyLine): Line => ({
  ...line,
  confirmKey: false,
  confirmGap: false,
  outcome: null,
})

/** @param lines all of the list: a gap that packages of the list fill is none */
export function needOf(line: Line, lines: readonly Line[]): Need {
  if (line.outcome !== null && line.outcome.state !== 'fault') return 'done'
  const { preview } = line
  if (preview === null)
    return isLocked(line.fault) ? 'passphrase' : isElsewhere(line.fault) ? 'refused' : 'broken'
  if (preview.state === 'already') return 'already'
  if (preview.state === 'older' || preview.state === 'wrongPlace') return 'refused'
  // the envelope was opened by hand: its passphrase is not kept for the whole list
  if (preview.encrypted) return 'open'
  if (kindOf(preview.info) === 'reference') return 'open'
  if (preview.keyState !== 'known' && !line.confirmKey) return 'key'
  if (preview.state === 'gap' && !line.confirmGap && !isFilled(line, lines)) return 'gap'
  return 'ready'
}

/** Kind of a package, of one of a demo office the kind that it plays. */
export const kindOf = (info: { kind: string; plays: string | null }): string => info.plays ?? info.kind

/** Whether every sequence between the one held and this one is in the list too, to be taken in before it. */
function isFilled(line: Line, lines: readonly Line[]): boolean {
  const { preview } = line
  if (preview === null || preview.held === null) return false
  const there = new Set(
    lines.flatMap((one) => {
      const other = one.preview
      return other !== null &&
        other.info.fromOfficeId === preview.info.fromOfficeId &&
        kindOf(other.info) === kindOf(preview.info) &&
        other.fingerprint === preview.fingerprint &&
        !other.encrypted &&
        other.state !== 'wrongPlace' &&
        (other.keyState === 'known' || one.confirmKey) &&
        one.outcome?.state !== 'fault'
        ? [other.info.sequence]
        : []
    }),
  )
  for (let sequence = preview.held + 1; sequence < preview.info.sequence; sequence += 1)
    if (!there.has(sequence)) return false
  return true
}

/** A key compared once is compared for every package of that office in the list. */
export function withKey(lines: readonly Line[], confirmed: Line, confirmKey: boolean): Line[] {
  return lines.map((line) =>
    line.preview?.info.fromOfficeId === confirmed.preview?.info.fromOfficeId &&
    line.preview?.fingerprint === confirmed.preview?.fingerprint
      ? { ...line, confirmKey }
      : line,
  )
}

export type Counted = { added: number; changed: number; removed: number }
/** Records that a package brings, over all tables. */
export function countedOf(changes: readonly Counted[]): Counted {
  const sum = { added: 0, changed: 0, removed: 0 }
  for (const one of changes) {
    sum.added += one.added
    sum.changed += one.changed
    sum.removed += one.removed
  }
  return sum
}
