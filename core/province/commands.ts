import { and, eq } from 'drizzle-orm'
import { expectation } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readRules } from '../rules/queries.ts'

/**
 * The province's list of who hands in for a plan FY, and by when: afterwards exactly these districts are expected, and
 * exactly these duties have a day of their own.
 *
 * @throws Fault exchange.notInProvince; record.notFound for a duty that is not in resources/rules/district-duties
 */
export function expect(
  cx: CommandContext,
  input: {
    planFy: number
    dueOn: string
    districtCodes: string[]
    duties?: { duty: string; dueOn: string }[] | undefined
  },
): void {
  const own = cx.office()
  const { planFy } = input
  const known = new Set(cx.geography.districtsOf(own.provinceCode).map(({ code }) => code))
  for (const code of input.districtCodes)
    if (!known.has(code)) throw new Fault('exchange.notInProvince', { code })
  const rules = new Set(readRules(cx, 'district-duties').items.map(({ key }) => key))
  const days = new Map([['', input.dueOn]])
  for (const { duty, dueOn } of input.duties ?? []) {
    if (!rules.has(duty)) throw new Fault('record.notFound', { kind: 'district-duties', id: duty })
    days.set(duty, dueOn)
  }
  const wanted = new Map(
    [...new Set(input.districtCodes)].flatMap((districtCode) =>
      [...days].map(([duty, dueOn]): [string, { districtCode: string; duty: string; dueOn: string }] => [
        `${districtCode} ${duty}`,
        { districtCode, duty, dueOn },
      ]),
    ),
  )
  const held = cx.db
    .select()
    .from(expectation)
    .where(and(eq(expectation.officeId, own.id), eq(expectation.planFy, planFy)))
    .all()
  for (const { id, districtCode, duty, dueOn } of held) {
    const key = `${districtCode} ${duty}`
    const next = wanted.get(key)
    wanted.delete(key)
    if (!next) cx.write.remove(expectation, id)
    else if (next.dueOn !== dueOn) cx.write.update(expectation, id, { dueOn: next.dueOn })
  }
  for (const { districtCode, duty, dueOn } of wanted.values())
    cx.write.insert(expectation, { districtCode, planFy, duty, dueOn })
}
