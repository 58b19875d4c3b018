/** Words of resources/papers/wording/report.json: the covering letters and what the report says of itself. */
export type ReportWording = {
  evidence: string
  addressee: string
  subject: string
  reference: string
  enclosures: { title: string; quantity: string }[]
  paragraphsWithDue: string[]
  paragraphsWithoutDue: string[]
  closing: string
  /** The covering letter of a corrected version. */
  correction: {
    subject: string
    /** The letter that sent the version before, with or without its number. */
    reference: string
    referenceUnnumbered: string
    enclosureTitle: string
    paragraphs: string[]
    /** Before the list of what changed; nothing but words changed; nothing changed at all. */
    changes: string
    changesInAnnex: string
    noChanges: string
    change: string
    changeText: string
    /** In the list behind the letter, where only words changed. */
    changedWords: string
    annexTitle: string
    annexHead: string[]
    end: string
    none: string
    of: string
  }
  /** A note of the year in the words of the report. */
  notes: { one: string; between: string; tambon: string; district: string }
  parts: Record<'result' | 'problem' | 'suggestion', string>
  /** A figure that was typed. */
  typed: { mark: string; note: string; noteTambon: string; blank: string; counted: string }
  /** After the heading of a group, or under the number of a row, that goes on on the next page. */
  continued: string
  /** States of a duty. */
  states: Record<'open' | 'doing' | 'done', string>
  /** Figures in tables. */
  figure: { of: string; noData: string; units: Record<'count' | 'money', string> }
  /** Fields of a form and what its words may name, for its editor. */
  fields: Record<string, Record<string, string>>
  tags: Record<string, string>
}
