import type { SubmissionCheck } from './contract.ts'

type Missing = SubmissionCheck['missing'][number]

/** A line of what the receiver would miss: words of exchange.missing, and the room where it is made. */
export function missing(key: string, params: Missing['params'], href: string): Missing {
  return { key: `exchange.missing.${key}`, params, href }
}

/**
 * Villages and plans that are not there yet, of whatever area the office has: a district or a laptop's tambons.
 *
 * @param facts villages, and areas whose plan of the FY is adopted @param planFy พ.ศ.
 */
export function missingPlans(
  facts: { villages: number; villagePlans: number; tambonPlans: number },
  tambons: number,
  planFy: number,
): Missing[] {
  const plans = (level: 'village' | 'tambon', done: number, expected: number): Missing[] =>
    done < expected
      ? [missing(`${level}Plans`, { done, expected }, `/plans?level=${level}&planFy=${planFy}`)]
      : []
  return [
    ...(facts.villages === 0 ? [missing('villages', {}, '/geography')] : []),
    ...plans('village', facts.villagePlans, facts.villages),
    ...plans('tambon', facts.tambonPlans, tambons),
  ]
}
