import { z } from 'zod'
import { fiscalYear, idField, isoDate } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import type { DueMove, OffDay, TextChange } from './last-year.ts'
import type { LetterReading } from './read-letter.ts'
import {
  copiedDuties,
  type DirectiveFields,
  type DirectiveSpeed,
  directiveEdit,
  directiveFields,
  dutyChange,
  type dutyStates,
  type EditionFields,
  type Enclosure,
  type EvidenceLink,
  editionFields,
  type PlanLevel,
  type Recipient,
  type ToldFields,
  type ToldKind,
  tellFields,
  toldFields,
  type toldLinkTables,
} from './rules.ts'

export type Duty = {
  id: string
  directiveId: string
  no: number
  kind: string
  text: string
  ownerName: string
  dueOn: string | null
  state: (typeof dutyStates)[number]
  doneOn: string | null
  evidence: string
  /** Records that show it was done; `name` null = the record is gone. */
  evidenceLinks: (EvidenceLink & { name: string | null; href: string | null })[]
  /** Days after the due date, 0 when in time or without one. Late is not locked (PEERS.md §1.2). */
  lateDays: number
  /** Why the due date is no working day; null = it is one, or there is none. */
  dueOff: OffDay | null
  /** Files that hang on it, and notes of the year (dutyNote). */
  files: number
  notes: number
  /** Where its work is done; null where the program has no room for it. */
  href: string | null
  copiedFromId: string | null
}
/** A duty beside the letter that asks for it. */
export type DutyLine = Duty & {
  kindName: string
  directiveName: string
  directiveSubject: string
  directiveState: DirectiveFields['state']
  editionFy: number
  planFy: number
}
type Head = Omit<
  DirectiveFields,
  'duties' | 'windows' | 'replaceOwnWindows' | 'told' | 'intoId' | 'body' | 'enclosures' | 'speed'
> & {
  id: string
  officeId: string
  speed: DirectiveSpeed
  formName: string
  /** How lists, links and faults call it: its number, else form and date. */
  name: string
  copiedFromId: string | null
}
export type DirectiveLine = Head & {
  /** The next due date still open, or the last one when all is done. */
  dueOn: string | null
  done: number
  duties: number
  /** Duties past their due date. */
  late: number
  /** Enclosures that have no file yet. */
  missingFiles: number
}
/** An enclosure with its file; null = ยังไม่มีแฟ้ม. `stored` false = the bytes are not in this data folder. */
export type EnclosureLine = Enclosure & { file: { id: string; name: string; stored: boolean } | null }
export type Directive = Head & {
  body: string
  enclosures: EnclosureLine[]
  duties: Duty[]
  /** Records that hang on it, so that it is not simply removed. */
  reports: number
  letters: number
  told: number
  /** The letter its duties were copied from, and those copied from it. */
  copiedFrom: { id: string; name: string; editionFy: number } | null
  copies: { id: string; name: string; editionFy: number; state: DirectiveFields['state'] }[]
  edition: { id: string; editionFy: number; planFy: number; title: string; files: number } | null
}

/** What the records say of a kind of duty: n of n. */
export type DutyWork = {
  kind: string
  key: string
  name: string
  done: number
  expected: number
  href: string | null
}

export type EditionLine = EditionFields & {
  id: string
  officeId: string
  files: number
  directives: { id: string; name: string; subject: string; state: DirectiveFields['state'] }[]
  /** Letters of this edition that name another plan FY than the edition does. */
  otherPlanFys: number[]
}

export type ToldLine = Omit<ToldFields, 'about'> & {
  id: string
  directiveId: string
  about: { table: (typeof toldLinkTables)[number]; id: string } | null
  /** What `about` names, and where it is opened; null when there is none, or it is gone. */
  aboutName: string | null
  aboutHref: string | null
  meansName: string
  tambonName: string | null
  files: number
}
/** One who should be told, with the first time he was; null = ยังไม่ได้แจ้ง. */
export type Covered = Recipient & {
  toldOn: string | null
  acknowledgedOn: string | null
}
export type ToldBook = {
  rows: ToldLine[]
  coverage: {
    /** Tambons: told by its กำนัน, its headmen, a member of a body of it, or as typed. */
    tambons: Covered[]
    /** Headmen and heads of communities; told also by "every headman of the tambon". */
    villages: Covered[]
    laos: Covered[]
  }
  /** Own letters about the directive that went out and from which nobody has been written down as told. */
  unrecorded: { letterId: string; name: string; sentOn: string | null; addressees: number }[]
}
/** A group to pick recipients from, in the order of the office's lists. */
export type RecipientGroup = { kind: ToldKind; name: string; recipients: Recipient[] }
/** A record that can be named: what it is called, its day, where it is opened. */
export type RecordDoor<Table extends string = string> = {
  table: Table
  id: string
  name: string
  on: string | null
  href: string
}

/** A duty as it is proposed for another year. */
export type ProposedDuty = {
  fromDutyId: string
  no: number
  kind: string
  kindName: string
  ownerName: string
  before: string
  text: string
  changes: TextChange[]
  dueOn: string | null
  due: DueMove | null
  /** Duty of the letter that it goes into that says the same; it would stand there twice. */
  alike: { no: number; text: string } | null
}
export type CopyProposal = {
  from: { id: string; name: string; editionFy: number; planFy: number }
  years: number
  editionFy: number
  planFy: number
  /** Years (พ.ศ.) for which no announced holidays are known: only weekends and yearly ones were looked at. */
  unknownHolidays: number[]
  dated: string
  subject: string
  /** Subject as it was. */
  subjectBefore: string
  duties: ProposedDuty[]
}
/** A duty of the letter that has come, against the expected one. */
export type ArrivedDuty = {
  no: number
  is: 'same' | 'changed' | 'new' | 'gone'
  /** As it was expected; null for a new one. */
  expected: { id: string; no: number; text: string; dueOn: string | null; hangs: number } | null
  text: string
  dueOn: string | null
}

const copy = { fromId: idField, rows: copiedDuties }

export const directivesContract = {
  /** What the pasted text of a letter says, for a person to confirm; nothing is stored. */
  readLetter: query()
    .input(z.object({ text: z.string().max(200_000) }))
    .output(answer<LetterReading>()),
  /** Letters, expected ones first, then newest first. */
  list: query()
    .input(z.object({ officeId: idField.exactOptional() }).optional())
    .output(answer<DirectiveLine[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Directive>()),
  /**
   * Registers an incoming letter with its duties and seeds the calendar of its plan FY by the N−2 rule; makes the
   * guideline edition that it names. With `intoId` the expected letter becomes this one.
   */
  register: command().input(directiveFields).output(answer<{ id: string }>()),
  /** Puts a registered letter right. A duty with notes, evidence or files is not removed by leaving it out. */
  update: command()
    .input(z.object({ id: idField, fields: directiveEdit }))
    .output(answer<void>()),
  /** With its duties, who was told and its files; refused once a report, a note, a letter or evidence hangs on it. */
  remove: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** Joins a line of สิ่งที่ส่งมาด้วย with a file of the directive or its edition; null takes it off the line. */
  setEnclosureFile: command()
    .input(z.object({ id: idField, at: z.number().int().min(0).max(19), attachmentId: idField.nullable() }))
    .output(answer<void>()),
  /** `done` needs evidence: words, a record or a file. A duty is not closed on nothing. */
  setDuty: command()
    .input(dutyChange.safeExtend({ id: idField }))
    .output(answer<void>()),
  /** Duties of all letters, the late ones first, then by due date. */
  duties: query()
    .input(z.object({ officeId: idField.exactOptional() }).optional())
    .output(answer<DutyLine[]>()),
  /** n of n by the records, of each kind of duty of a letter. */
  dutyWork: query()
    .input(z.object({ directiveId: idField }))
    .output(answer<DutyWork[]>()),
  /** Records that can be named as evidence, newest first. */
  evidenceDoors: query()
    .input(z.object({ directiveId: idField }))
    .output(answer<RecordDoor<EvidenceLink['table']>[]>()),

  told: query()
    .input(z.object({ directiveId: idField }))
    .output(answer<ToldBook>()),
  recipients: query().output(answer<RecipientGroup[]>()),
  toldDoors: query()
    .input(z.object({ directiveId: idField }))
    .output(answer<RecordDoor<(typeof toldLinkTables)[number]>[]>()),
  /** Notes that several were told; those who are down for the same letter, day and means already are left out. */
  tell: command()
    .input(z.object({ directiveId: idField, fields: tellFields }))
    .output(answer<{ ids: string[]; already: number }>()),
  saveTold: command()
    .input(z.object({ id: idField, fields: toldFields }))
    .output(answer<void>()),
  acknowledge: command()
    .input(
      z.object({ ids: z.array(idField).min(1, { error: 'required' }).max(1000), acknowledgedOn: isoDate }),
    )
    .output(answer<void>()),
  removeTold: command()
    .input(z.object({ ids: z.array(idField).min(1, { error: 'required' }).max(1000) }))
    .output(answer<void>()),
  /** A draft of an own letter that passes the directive on to a group of addressees (papers.addresseeGroups). */
  passOn: command()
    .input(z.object({ directiveId: idField, group: z.string().min(1, { error: 'required' }).max(40) }))
    .output(answer<{ letterId: string }>()),
  /** Writes down everybody that a letter about the directive went to. */
  toldByLetter: command()
    .input(z.object({ directiveId: idField, letterId: idField }))
    .output(answer<{ ids: string[]; already: number }>()),

  editions: query()
    .input(z.object({ officeId: idField.exactOptional() }).optional())
    .output(answer<EditionLine[]>()),
  saveEdition: command()
    .input(z.object({ id: idField.nullable(), fields: editionFields }))
    .output(answer<{ id: string }>()),
  removeEdition: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),

  /** Last year's duties as they would stand in another edition; `intoId` = a letter that is there already. */
  proposeCopy: query()
    .input(z.object({ fromId: idField, editionFy: fiscalYear.nullable(), intoId: idField.nullable() }))
    .output(answer<CopyProposal>()),
  copyDuties: command()
    .input(z.object({ ...copy, intoId: idField }))
    .output(answer<{ ids: string[] }>()),
  /** Next year's letter before it has come (C30), with the duties as confirmed. */
  openExpected: command()
    .input(
      z.object({
        ...copy,
        editionFy: fiscalYear,
        planFy: fiscalYear,
        dated: isoDate,
        subject: z.string().max(600),
      }),
    )
    .output(answer<{ id: string }>()),
  /** What the duties of a letter that came are against those of the expected one. */
  compareArrived: query()
    .input(
      z.object({
        id: idField,
        duties: z
          .array(
            z.object({
              no: z.number().int(),
              kind: z.string().max(40),
              text: z.string().max(4000),
              dueOn: z.string().nullable(),
            }),
          )
          .max(40),
      }),
    )
    .output(answer<ArrivedDuty[]>()),
}
export type { PlanLevel }
