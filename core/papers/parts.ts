/** What a paper is put together from, and how: free of the database, so that it can be done anywhere. Pure. */
import type { OfficeHead, PaperData, PaperKind } from './data.ts'
import { composePaper, type PaperResources } from './engine/compose.ts'
import { joinPapers } from './engine/join.ts'
import type { PaperDocument } from './engine/model.ts'
import type { PaperDigits } from './rules.ts'

export type Parts = {
  kind: PaperKind
  /** The paper, and those of the same kind that come after it in the same file. */
  data: readonly [PaperData<PaperKind>, ...PaperData<PaperKind>[]]
  office: OfficeHead
  /** One run of page numbers over all of them. */
  numberedTogether: boolean
  digits: PaperDigits
  /** Names that no line may cut. */
  names: readonly string[]
}

/** What papers are made of, with the office's own templates and table layouts in the place of the program's (C23). */
export function withOwn(
  resources: PaperResources,
  own: Partial<Pick<PaperResources, 'layouts' | 'templates'>>,
): PaperResources {
  return {
    ...resources,
    layouts: { ...resources.layouts, ...own.layouts },
    templates: { ...resources.templates, ...own.templates },
  }
}

/**
 * The whole paper.
 *
 * @param enclosed goes with each of them, e.g. the agenda with every copy of a letter
 * @throws Fault paper.dataInvalid, template.*
 */
export function assemble(
  parts: Parts,
  resources: PaperResources,
  enclosed: PaperDocument | null = null,
): PaperDocument {
  const { kind, data, office, digits, names } = parts
  const compose = (one: PaperData<PaperKind>) => composePaper(kind, one, office, resources, { digits, names })
  const first = compose(data[0])
  const also = data.slice(1).map(compose)
  if (enclosed !== null) return joinPapers([first, enclosed, ...also.flatMap((one) => [one, enclosed])])
  return also.length === 0
    ? first
    : joinPapers([first, ...also], first.title, parts.numberedTogether ? 'together' : 'each')
}
