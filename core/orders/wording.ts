import { eq } from 'drizzle-orm'
import { body, village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { fillWords } from '../plans/areas.ts'
import { readRuleTable } from '../rules/queries.ts'

export type OrderWords = { subject: string; reason: string; powers: string; duties: string[] }
type Wording = {
  supersedes: string
  supersedesBlank: string
  dutiesIntro: string
  kinds: Record<string, OrderWords>
}

/** Words that every order shares (resources/papers/wording/orders.json). */
export function orderWording(cx: Pick<QueryContext, 'resources'>): Wording {
  return cx.resources.json<Wording>('papers/wording/orders.json')
}

/**
 * What a new order of a body says: the wording of its kind, else the common one, with the names of its place and the
 * guideline edition it is reviewed for.
 *
 * @param editionFy guideline edition, พ.ศ.
 */
export function orderWords(cx: QueryContext, bodyId: string, editionFy: number): OrderWords {
  const found = cx.db
    .select({ body, villageName: village.name, mooNo: village.mooNo })
    .from(body)
    .leftJoin(village, eq(village.id, body.villageId))
    .where(eq(body.id, bodyId))
    .get()
  if (!found) throw new Fault('record.notFound', { kind: 'body', id: bodyId })
  const { kinds } = orderWording(cx)
  const template = kinds[found.body.kind] ?? kinds.other
  if (!template) throw new Fault('template.invalid', { template: 'wording/orders', where: found.body.kind })
  const guideline = readRuleTable(cx, 'guideline').items[0]
  const named = (code: string | null) => (code === null ? '' : (cx.geography.nameOf(code) ?? code))
  const words = {
    body: found.body.name,
    village: found.villageName ?? '',
    moo: found.mooNo ?? '',
    tambon: named(found.body.tambonCode),
    district: named(found.body.districtCode),
    province: named(cx.office().provinceCode),
    guideline: String(guideline?.name ?? ''),
    regulation: String(guideline?.regulation ?? ''),
    edition: fillWords(String(guideline?.editionTemplate ?? ''), { editionFy }),
  }
  const fill = (text: string) =>
    text
      .split('\n')
      .map((line) => fillWords(line, words))
      .join('\n')
  return {
    subject: fill(template.subject),
    reason: fill(template.reason),
    powers: fill(template.powers),
    duties: template.duties.map(fill),
  }
}
