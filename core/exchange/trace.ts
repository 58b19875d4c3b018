import { and, desc, eq } from 'drizzle-orm'
import { office, packageIn } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { RecordDifference, Trace } from './contract.ts'
import { manifestFile, readManifest, recordPath, signedStatement } from './format.ts'
import { lineIn } from './read-rows.ts'
import { type RecordType, recordTypeOf } from './records.ts'
import { rowTypes } from './row-types.ts'
import { rowsOf } from './select.ts'
import { fingerprintOf, isSignedBy, sha256, startSha256 } from './sign.ts'

type PackageRow = typeof packageIn.$inferSelect

/**
 * The signed package that a mirrored record comes from: the last one taken in of that office, for a submission is whole.
 * What was signed is checked anew: the kept signature, the list of hashes under it, and the file of this record's type,
 * written again from the mirror.
 *
 * @throws Fault record.notFound for a record that is not there or did not come in a package
 */
export function trace(cx: QueryContext, input: { recordType: string; rowId: string }): Trace {
  const { table } = recordTypeOf(input.recordType) ?? {}
  const missing = () => new Fault('record.notFound', { kind: input.recordType, id: input.rowId })
  if (!table) throw missing()
  const row = cx.db.select().from(table).where(eq(table.id, input.rowId)).get() as
    | { id: string; officeId: string }
    | undefined
  if (!row || row.officeId === cx.office().id) throw missing()
  const from = cx.db
    .select({ pack: packageIn, officeName: office.name })
    .from(packageIn)
    .innerJoin(office, eq(office.id, packageIn.fromOfficeId))
    .where(and(eq(packageIn.fromOfficeId, row.officeId), eq(packageIn.kind, 'submission')))
    .orderBy(desc(packageIn.id))
    .limit(1)
    .get()
  // A table may have its rows in several files of a package.
  const type = rowTypes(cx, table)(row)
  if (!from || !type) throw missing()
  const { pack } = from
  return {
    officeId: pack.fromOfficeId,
    officeName: from.officeName,
    packageId: pack.id,
    kind: pack.kind,
    sequence: pack.sequence,
    createdOn: pack.createdOn,
    receivedOn: pack.receivedOn,
    fileName: pack.fileName,
    sha256: pack.sha256,
    fingerprint: fingerprintOf(pack.publicKey),
    proof: proofOf(cx, pack, type),
  }
}

function proofOf(cx: QueryContext, pack: PackageRow, type: RecordType): Trace['proof'] {
  const { proof } = pack
  if (!proof) return 'kept'
  const statement = Buffer.from(signedStatement(proof.tagManifest), 'utf8')
  if (!isSignedBy(pack.publicKey, statement, proof.signature)) return 'broken'
  if (readManifest(proof.tagManifest)?.get(manifestFile) !== sha256(proof.manifest)) return 'broken'
  const signed = readManifest(proof.manifest)?.get(recordPath(type.name))
  if (signed === undefined) return 'broken'
  const fields = proof.exact?.[type.name]
  if (fields === undefined) return 'kept'
  return hashOfMirror(cx, pack.fromOfficeId, type, fields) === signed ? 'proved' : 'broken'
}

/** Hash of the records file as the sender's program wrote it, from the rows that are here now. */
function hashOfMirror(
  cx: QueryContext,
  officeId: string,
  type: RecordType,
  fields: readonly string[],
): string {
  const hash = startSha256()
  if (type.table) {
    const typeOf = rowTypes(cx, type.table)
    for (const row of rowsOf(cx.db, type.table, officeId)) {
      if (typeOf(row) === type) hash.update(`${lineIn(type, row, fields)}\n`)
    }
  }
  return hash.digest('hex')
}

/**
 * What a package changed when it was taken in, as its preview showed it; kept with the package, for the records of then
 * are not there any more. Nothing of packages that were taken in by a program of before.
 *
 * @throws Fault record.notFound
 */
export function changesOf(
  cx: QueryContext,
  input: { packageId: string },
): { differences: RecordDifference[]; more: number } {
  const row = cx.db
    .select({ differences: packageIn.differences })
    .from(packageIn)
    .where(and(eq(packageIn.id, input.packageId), eq(packageIn.officeId, cx.office().id)))
    .get()
  if (!row) throw new Fault('record.notFound', { kind: 'packageIn', id: input.packageId })
  return {
    differences: (row.differences?.differences ?? []) as RecordDifference[],
    more: row.differences?.more ?? 0,
  }
}
