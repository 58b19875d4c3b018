import type { CommandContext, QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import type { Profile } from '../kernel/meta.ts'
import type { PackagePreview } from './contract.ts'
import type { PackageInfo, PlayedKind } from './rules.ts'
import type { Staging } from './staging.ts'
import type { VerifiedPackage } from './verify.ts'

/** What is done with a package of one kind; the table of takers by kind is in takers.ts. */
export type Taker = {
  /** Offices that have a use for it. */
  profiles: readonly Profile[]
  /** Profile of the office that sends it, as it is remembered here. */
  from(own: { profile: Profile }): Profile
  /**
   * `held`: a package between the last one and this one was not taken in, and a person must say that it is lost;
   * `passed`: each package is whole by itself, whatever came between (receipt, return, reference).
   */
  gaps: 'held' | 'passed'
  /**
   * The kind's own part of "is it meant for this office". Judged before it (standing.ts): it is no own package, of this
   * province and this area, from an office of the right kind of place, addressed to this office where it names one.
   */
  isInPlace(cx: QueryContext, info: PackageInfo): boolean
  /** Whose rows `cmd.write` writes: a mirror of the sender, or this office's own records. */
  writes: 'sender' | 'own'
  /**
   * Reads every row of the verified package by readPackageRows (read-rows.ts) and compares it with what is here. Writes
   * nothing but staging files, which live until the package is taken in or looked at.
   *
   * @throws Fault package.*
   */
  compare(cx: TaskContext, incoming: Incoming, staging: Staging): TaskGenerator<Compared>
}

/** A verified package on its way in. */
export type Incoming = {
  pack: VerifiedPackage
  info: PackageInfo
  /** What it is, or plays in a demo. */
  kind: PlayedKind
  /** Name of the file that the person chose. */
  fileName: string
  /** It came in an envelope with a passphrase. */
  encrypted: boolean
  /** Reference data: where both had changed the same field. Empty in a preview. */
  choices: readonly MergeChoice[]
}

export type MergeChoice = { recordType: string; rowId: string; field: string; choice: 'theirs' | 'ours' }

export type Shown = Pick<PackagePreview, 'changes' | 'differences' | 'more' | 'verdicts'>

export type Compared = {
  /** What the preview shows; also kept with the package for changesOf. Made only when asked. */
  show(cx: QueryContext): Shown
  /** Content hashes of attached files that are put into the data folder before the rows that name them are written. */
  attachments: ReadonlySet<string>
  /**
   * Writes it all, inside the one transaction, and remembers the package (remember.ts). Judge again whatever another
   * window may have changed since.
   *
   * @returns id of packageIn
   */
  apply(cmd: CommandContext, shown: Shown): string
}
