import { eq } from 'drizzle-orm'
import { office } from '../../db/schema.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { makeOfficeKey } from '../office/key.ts'
import { fingerprintOf } from './sign.ts'

/** What only the core itself can do: the file of the key in the open data folder. */
export type KeyDoors = {
  keepKey(privatePem: string): void
  keyState(publicKey: string): 'whole' | 'missing' | 'other'
}

/** The own key as others compare it, and whether its file is there to sign with. */
export function ownKey(
  cx: QueryContext,
  doors: KeyDoors,
): { fingerprint: string; state: 'whole' | 'missing' | 'other' } {
  const { id } = cx.office()
  const row = cx.db.select({ publicKey: office.publicKey }).from(office).where(eq(office.id, id)).get()
  if (!row) throw new Fault('office.notSetUp', {})
  return { fingerprint: fingerprintOf(row.publicKey), state: doors.keyState(row.publicKey) }
}

/**
 * Makes a new key pair, where the file of the old one is lost or somebody else may have it. Every receiver is told that
 * the key changed and compares the fingerprint by telephone once more; packages signed before stay what they are.
 *
 * @throws Fault disk.*; the record is as before then
 */
export function renewKey(cx: CommandContext, doors: KeyDoors): { fingerprint: string } {
  const { id } = cx.office()
  const key = makeOfficeKey(cx.random)
  cx.write.update(office, id, { publicKey: key.publicKey })
  cx.about('office', id)
  // Last, so that nothing but the commit itself stands between the file and the record.
  doors.keepKey(key.privatePem)
  return { fingerprint: fingerprintOf(key.publicKey) }
}
