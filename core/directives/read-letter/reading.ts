import type { IsoDate } from '../../thai/dates.ts'
import type { DirectiveSpeed, PlanLevel } from '../rules.ts'

/** Words of LetterReading.text, from `at` up to before `end`. */
export type Span = { at: number; end: number }
/** A value and the words it was read from. */
export type Found<T> = Span & { value: T; seen: string }

export type ReadEnclosure = Span & { title: string; quantity: string }
export type ReadDuty = Span & {
  no: number
  text: string
  dueOn: IsoDate | null
  /** The words of the due date; of the closing words where one date is set for the whole letter. */
  due: (Span & { seen: string }) | null
  /** False for an instruction that had no number of its own. */
  numbered: boolean
  /** Key of resources/rules/duty-kinds. */
  kind: string
}
export type ReadWindow = Span & { level: PlanLevel; startsOn: IsoDate; endsOn: IsoDate; seen: string }

/** What the letter is by its outer shape: keys of resources/rules/directive-forms. */
export type ReadForm = 'letter' | 'stamped' | 'memo' | 'order' | 'radio' | 'notice'

/**
 * What was recognised in the text of an incoming letter, each with its words. Everything is shown to a person: what was
 * not found is null or empty, what contradicts itself or is unsure has a doubt at its field.
 */
export type LetterReading = {
  /** The letter as it was read: marks put right, lines of one paragraph joined, a paragraph a line. Spans point into it. */
  text: string
  /** Lines that are none of the letter's own words: page turns, page numbers. */
  leftOut: string[]
  form: ReadForm
  number: Found<string> | null
  dated: Found<IsoDate> | null
  receiveNo: Found<string> | null
  receivedOn: Found<IsoDate> | null
  speed: Found<DirectiveSpeed> | null
  fromOffice: Found<string> | null
  addressee: Found<string> | null
  subject: Found<string> | null
  references: Found<string>[]
  enclosures: ReadEnclosure[]
  /** พ.ศ. */
  editionFy: Found<number> | null
  planFy: Found<number> | null
  duties: ReadDuty[]
  /** Due date of the whole letter, from its closing words. */
  dueOn: Found<IsoDate> | null
  windows: ReadWindow[]
  doubts: Doubt[]
}

/** Sentences of a doubt: `directives.doubt.<key>`. */
export type DoubtKey =
  | 'ambiguousYear'
  | 'badYear'
  | 'brokenNumber'
  | 'christianYear'
  | 'datedFromText'
  | 'datedIncomplete'
  | 'datedInFuture'
  | 'dateNotDue'
  | 'dateUnplaced'
  | 'dueBefore'
  | 'dueBeforeLetter'
  | 'dueFarFromLetter'
  | 'dueMonth'
  | 'dueNoYear'
  | 'dueOfLetter'
  | 'dueQuarter'
  | 'dueRange'
  | 'dueRecurring'
  | 'dueRelative'
  | 'dueUnread'
  | 'dueUrgent'
  | 'dutiesFromProse'
  | 'dutyCut'
  | 'dutyNumbers'
  | 'dutySplit'
  | 'editionFar'
  | 'editionUnsure'
  | 'enclosureLong'
  | 'impossibleDate'
  | 'kindUnsure'
  | 'missing'
  | 'numberIncomplete'
  | 'numberNoSlash'
  | 'numberOdd'
  | 'officeCut'
  | 'officeFromText'
  | 'officeSeveral'
  | 'planUnsure'
  | 'severalDates'
  | 'severalDues'
  | 'severalEditions'
  | 'severalLetters'
  | 'severalLists'
  | 'severalNumbers'
  | 'subjectFromText'
  | 'subjectLong'
  | 'tooManyDuties'
  | 'unreadable'
  | 'unreadDate'
  | 'weekdayMismatch'
  | 'windowFarFromPlan'
  | 'windowFromDuty'
  | 'windowMoved'
  | 'windowNoYear'
  | 'windowTwice'
  | 'windowUnread'
  | 'yearGuessed'

/** Something a person must look at before the letter is registered. */
export type Doubt = {
  key: DoubtKey
  /** Path of the field it stands at: `number`, `duties`, `duties.2.dueOn`, `windows.0`. */
  field: string
  params: Record<string, string | number>
  /** The words in doubt; null for what is missing. */
  seen: Span | null
  /** What could be meant, for the field: offered, never filled in by itself. */
  proposal: IsoDate | number | null
}

/** Rows of resources/rules/duty-kinds that matter here. */
export type DutyKind = { key: string; keywords: readonly string[] }

/** Words of a paragraph, cut so that they fit into a sentence. */
export function brief(text: string, most = 60): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}
