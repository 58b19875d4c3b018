import { addDays, buddhistYearOf, type IsoDate } from '../thai/dates.ts'
import { findDuties } from './read-letter/duties.ts'
import {
  type Doubting,
  findDates,
  findEnclosures,
  findLabel,
  findNumber,
  findOffice,
  findReceiveNo,
  findReferences,
  findSpeed,
  findSubject,
  formOf,
} from './read-letter/head.ts'
import { brief, type Doubt, type DutyKind, type LetterReading, type Span } from './read-letter/reading.ts'
import { letterText } from './read-letter/text.ts'
import { findEdition, findPlanFy, findWindows } from './read-letter/years.ts'

export type { Doubt, LetterReading, Span } from './read-letter/reading.ts'

/**
 * Reads the pasted text of an incoming letter (หนังสือสั่งการ) or of a notice and says what it recognised, with the words
 * it saw. Everything is shown to a person for confirmation: what is not found stays empty, what contradicts itself or is
 * unsure becomes a doubt at its field, nothing is filled in silently. Issue "Instructions", item 1.
 *
 * @param kinds duty kinds of the office's rules, for the kind of each duty (`other` if none fits)
 * @param today ISO; a letter of a later day is a doubt. Left out = not looked at
 */
export function readLetter(pasted: string, kinds: readonly DutyKind[], today?: IsoDate): LetterReading {
  const letter = letterText(pasted)
  const doubts: Doubt[] = []
  const doubt: Doubting = (field, key, params, seen = null, proposal = null) => {
    const same = (one: Doubt) =>
      one.key === key && one.field === field && JSON.stringify(one.params) === JSON.stringify(params)
    // more than anybody reads: the text is no letter
    if (doubts.length < 120 && !doubts.some(same)) doubts.push({ key, field, params, seen, proposal })
  }
  const number = findNumber(letter, doubt)
  const form = formOf(letter, number)
  const { dated, receivedOn } = findDates(letter, doubt)
  const day = dated?.value ?? null
  const fromOffice = findOffice(letter, number, doubt)
  const subject = findSubject(letter, form, doubt)
  const enclosures = findEnclosures(letter, doubt)
  const { duties, dueOn } = findDuties(letter, kinds, dated, doubt)
  const numbered = duties.filter((duty) => duty.numbered)
  const windows = findWindows(letter, numbered, doubt)
  const editionFy = findEdition(letter, day === null ? null : buddhistYearOf(day), doubt)
  const planFy = findPlanFy(letter, windows, editionFy?.value ?? null, doubt)
  if (dated !== null && today !== undefined && dated.value > addDays(today, 1))
    doubt('dated', 'datedInFuture', { seen: dated.seen }, spanOf(dated))
  const reading: LetterReading = {
    text: letter.text,
    leftOut: letter.leftOut,
    form,
    number,
    dated,
    receiveNo: findReceiveNo(letter),
    receivedOn,
    speed: findSpeed(letter),
    fromOffice,
    addressee: findLabel(letter, ['เรียน', 'กราบเรียน', 'ถึง']),
    subject,
    references: findReferences(letter),
    editionFy,
    planFy,
    enclosures,
    duties,
    dueOn,
    windows,
    doubts,
  }
  for (const field of ['number', 'dated', 'fromOffice', 'subject', 'editionFy'] as const) {
    if (reading[field] === null && !doubts.some((one) => one.field === field))
      doubt(field, 'missing', { field })
  }
  if (reading.addressee !== null && reading.addressee.value.length > 120)
    doubt('addressee', 'subjectLong', { seen: brief(reading.addressee.value) }, spanOf(reading.addressee))
  if (reading.addressee === null && form !== 'notice' && form !== 'order')
    doubt('addressee', 'missing', { field: 'addressee' })
  if (duties.length === 0) doubt('duties', 'missing', { field: 'duties' })
  const endings = letter.paragraphs.filter(({ plain }) => /^ขอแสดงความนับถือ/u.test(plain)).length
  if (endings > 1) doubt('subject', 'severalLetters', { count: endings })
  if (letter.damaged !== null) {
    const at = letter.text.indexOf(letter.damaged)
    doubt('body', 'unreadable', { seen: letter.damaged }, { at, end: at + letter.damaged.length })
  }
  return reading
}

function spanOf({ at, end }: Span): Span {
  return { at, end }
}
