import type { BodyLine } from '../../../core/bodies/contract.ts'

/** A kind of body as the rule table has it; what the list needs of it. */
export type BodyKind = {
  key: string
  name: string
  shortName: string
  area: string
  nameTemplate: string
  reviewedYearly: boolean
}

/** A body, or one that the rules let expect and that is not set up yet. */
export type BodyRow = {
  key: string
  kind: string
  kindName: string
  areaName: string
  tambonCode: string | null
  body: BodyLine | null
}

/**
 * The office's bodies and those still to be set up: of every kind whose order is reviewed yearly one for each tambon or
 * for the district (DOMAIN.md §1.3 duty 2). What needs work comes first.
 */
export function bodyRows(
  bodies: readonly BodyLine[],
  kinds: readonly BodyKind[],
  tambons: readonly { code: string; name: string }[],
  words: { tambon: (name: string) => string; district: string },
): BodyRow[] {
  const own: BodyRow[] = bodies.map((body) => ({
    key: body.id,
    kind: body.kind,
    kindName: body.kindName,
    areaName: body.areaName,
    tambonCode: body.tambonCode,
    body,
  }))
  const missing = kinds
    .filter((kind) => kind.reviewedYearly)
    .flatMap((kind): BodyRow[] => {
      const made = (tambonCode: string | null) =>
        bodies.some((body) => body.kind === kind.key && body.tambonCode === tambonCode)
      const row = (tambonCode: string | null, areaName: string): BodyRow => ({
        key: `${kind.key}:${tambonCode ?? ''}`,
        kind: kind.key,
        kindName: kind.shortName || kind.name,
        areaName,
        tambonCode,
        body: null,
      })
      if (kind.area === 'tambon') {
        return tambons
          .filter((tambon) => !made(tambon.code))
          .map((tambon) => row(tambon.code, words.tambon(tambon.name)))
      }
      if (kind.area === 'district' && !bodies.some((body) => body.kind === kind.key))
        return [row(null, words.district)]
      return []
    })
  const rank = (row: BodyRow) => (row.body === null ? 0 : row.body.warnings.length > 0 ? 1 : 2)
  return [...missing, ...own]
    .map((row, at) => ({ row, at }))
    .sort((a, b) => rank(a.row) - rank(b.row) || a.at - b.at)
    .map(({ row }) => row)
}

/** The name of a body from its template: `คณะกรรมการ… ตำบล{{tambon}}`. */
export function nameOfBody(template: string, words: Readonly<Record<string, string>>): string {
  return template
    .replace(/\{\{(\w+)\}\}/gu, (_, word: string) => words[word] ?? '')
    .replace(/\s+/gu, ' ')
    .trim()
}
