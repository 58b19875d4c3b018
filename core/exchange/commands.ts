import { and, eq } from 'drizzle-orm'
import { expectation, packageIn } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'

/**
 * The province's list of who hands in for a plan FY, and by when: afterwards exactly these districts are expected.
 *
 * @throws Fault exchange.notInProvince
 */
export function expect(
  cx: CommandContext,
  input: { planFy: number; dueOn: string; districtCodes: string[] },
): void {
  const own = cx.office()
  const codes = new Set(input.districtCodes)
  const known = new Set(cx.geography.districtsOf(own.provinceCode).map(({ code }) => code))
  for (const code of codes) if (!known.has(code)) throw new Fault('exchange.notInProvince', { code })
  const held = cx.db
    .select({ id: expectation.id, districtCode: expectation.districtCode })
    .from(expectation)
    .where(and(eq(expectation.officeId, own.id), eq(expectation.planFy, input.planFy)))
    .all()
  for (const { id, districtCode } of held) {
    if (codes.delete(districtCode)) cx.write.update(expectation, id, { dueOn: input.dueOn })
    else cx.write.remove(expectation, id)
  }
  for (const districtCode of codes)
    cx.write.insert(expectation, { districtCode, planFy: input.planFy, dueOn: input.dueOn })
}

/**
 * Accepts a package or returns it with reasons. What was handed in stays as it is; the district hands in anew.
 *
 * @throws Fault record.notFound
 */
export function decide(
  cx: CommandContext,
  input: { packageId: string; decision: 'accepted' | 'returned'; reasons: string },
): void {
  cx.write.mustGet(packageIn, input.packageId)
  cx.write.update(packageIn, input.packageId, {
    state: input.decision,
    reasons: input.decision === 'returned' ? input.reasons : '',
  })
}
