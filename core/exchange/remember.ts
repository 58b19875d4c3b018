import { eq } from 'drizzle-orm'
import { office, packageIn } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import type { Profile } from '../kernel/meta.ts'
import type { RowPatch } from '../kernel/write.ts'
import type { Incoming, Shown } from './taker.ts'

export type Remembered = {
  /** Profile of the sender. */
  from: Profile
  /** Kept with the package for changesOf. */
  shown: Shown
  /** Record types whose file can be written again from the records here (read-rows.ts); null where they cannot. */
  exact: Record<string, string[]> | null
  /** Columns that only some kinds have. */
  more?: RowPatch<typeof packageIn>
}

/**
 * Remembers a package and who sent it, with what was signed (db/schema.ts packageIn.proof). A demo package is remembered
 * as the kind that it plays: there is no other in a demo office.
 *
 * @returns id of packageIn
 */
export function rememberPackage(cmd: CommandContext, incoming: Incoming, remembered: Remembered): string {
  const { pack, info } = incoming
  rememberSender(cmd, incoming, remembered.from)
  const id = cmd.own.insert(packageIn, {
    fromOfficeId: info.fromOfficeId,
    kind: incoming.kind,
    sequence: info.sequence,
    planFy: info.planFy,
    fileName: incoming.fileName,
    sha256: pack.sha256,
    counts: info.counts,
    createdOn: info.createdOn,
    receivedOn: cmd.today(),
    publicKey: info.publicKey,
    baseSequence: info.baseSequence,
    tambonCodes: info.tambonCodes,
    proof: { ...pack.proof, ...(remembered.exact === null ? {} : { exact: remembered.exact }) },
    differences: {
      changes: remembered.shown.changes,
      differences: remembered.shown.differences,
      more: remembered.shown.more,
    },
    ...remembered.more,
  })
  cmd.about('packageIn', id)
  return id
}

/** The sender's row belongs to this office: it is what we know of it, not what it says of itself. */
function rememberSender(cmd: CommandContext, { info }: Incoming, profile: Profile): void {
  const facts = {
    profile,
    provinceCode: info.fromProvinceCode,
    districtCode: info.fromDistrictCode,
    name: info.fromOfficeName,
    publicKey: info.publicKey,
  } as const
  const known = cmd.db.select().from(office).where(eq(office.id, info.fromOfficeId)).get()
  if (!known) cmd.own.insert(office, { id: info.fromOfficeId, ...facts, keyConfirmedOn: cmd.today() })
  else {
    const confirmed = known.publicKey === info.publicKey && known.keyConfirmedOn !== null
    cmd.own.update(office, info.fromOfficeId, {
      ...facts,
      ...(confirmed ? {} : { keyConfirmedOn: cmd.today() }),
    })
  }
}
