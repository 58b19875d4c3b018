import { and, asc, eq } from 'drizzle-orm'
import type { ReadableDb } from '../../db/open.ts'
import { office, staff } from '../../db/schema.ts'
import type { OwnOffice } from '../kernel/context.ts'
import type { Role } from '../kernel/meta.ts'

/** The office whose file this is, or null before set-up. Its own row is the one that belongs to itself. */
export function readOwnOffice(db: ReadableDb): OwnOffice | null {
  const row = db
    .select({
      id: office.id,
      profile: office.profile,
      provinceCode: office.provinceCode,
      districtCode: office.districtCode,
      demo: office.demo,
    })
    .from(office)
    .where(eq(office.id, office.officeId))
    .limit(1)
    .get()
  return row ?? null
}

export type StaffLine = { id: string; name: string; role: Role; tambonCodes: string[] }

/** The person at the keyboard; without sign-in the first active one. */
export function readStaff(db: ReadableDb, staffId: string | null): StaffLine | null {
  const columns = { id: staff.id, name: staff.name, role: staff.role, tambonCodes: staff.tambonCodes }
  const active = eq(staff.active, true)
  const found = db
    .select(columns)
    .from(staff)
    .where(staffId === null ? active : and(active, eq(staff.id, staffId)))
    .orderBy(asc(staff.id))
    .limit(1)
    .get()
  return found ?? null
}
