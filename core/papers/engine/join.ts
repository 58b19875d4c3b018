/** Several papers as one: a letter to 23 addressees as one file. Pure. */
import type { PaperDocument } from './model.ts'

/**
 * Puts papers of one office one after the other, each numbered for itself and with its own groups that no line may cut;
 * emblem, digits and the name of the font are those of the first.
 * @param title of the whole; left out = the first paper's
 * @param numbered their pages each for itself, or all in one run
 */
export function joinPapers(
  documents: readonly [PaperDocument, ...PaperDocument[]],
  title: string = documents[0].title,
  numbered: 'each' | 'together' = 'each',
): PaperDocument {
  return {
    ...documents[0],
    title,
    sections: documents.flatMap(({ sections, breaks }) =>
      sections.map((section, index) => ({
        ...section,
        breaks: section.breaks ?? breaks,
        page: index === 0 && numbered === 'each' ? { ...section.page, restart: true } : section.page,
      })),
    ),
  }
}
