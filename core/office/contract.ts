import { z } from 'zod'
import { idField } from '../kernel/fields.ts'
import { answer, command, type Profile, query, type Role, task, taskAnswer } from '../kernel/meta.ts'
import {
  type Letterhead,
  laptopNameFields,
  letterheadFields,
  type Signatory,
  type StaffFields,
  setUpFields,
  signatoryFields,
  staffFields,
} from './rules.ts'

export type OfficeStatus = {
  /** `new`: the assistant comes first. */
  state: 'new' | 'ready'
  workspace: 'office' | 'demoDistrict' | 'demoProvince'
  version: string
  today: string
  /** True when the disk refused the last write: the screen says so and offers to try again. */
  readOnly: boolean
  office: OfficeHead | null
  staff: { id: string; name: string; role: Role; tambonCodes: string[] } | null
}

export type OfficeHead = Letterhead & {
  id: string
  profile: Profile
  /** Of a laptop; else ''. */
  laptopName: string
  provinceCode: string
  provinceName: string
  districtCode: string | null
  districtName: string | null
  tambonCodes: string[]
  emblemId: string | null
  demo: boolean
}

/** One line of the history: who did what when, and whether it can still be taken back. */
export type HistoryLine = {
  n: number
  at: string
  staffName: string
  command: string
  subjectTable: string | null
  subjectId: string | null
  changes: number
  undone: boolean
  /** A taken-back command stands in the history too, and so does its return. */
  kind: 'done' | 'undo' | 'redo'
}

export type FieldChange = {
  n: number
  at: string
  staffName: string
  command: string
  operation: 'insert' | 'update' | 'remove'
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

export type StaffMember = StaffFields & { id: string; active: boolean }

export type UndoState = { undo: string | null; redo: string | null }

export const officeContract = {
  status: query({ beforeSetUp: true }).output(answer<OfficeStatus>()),
  setUp: command({ beforeSetUp: true, undoable: false })
    .input(setUpFields)
    .output(answer<{ officeId: string }>()),
  saveLetterhead: command().input(letterheadFields).output(answer<void>()),
  saveLaptopName: command({ profiles: ['tambon'] })
    .input(laptopNameFields)
    .output(answer<void>()),
  signatories: query().output(answer<Signatory[]>()),
  saveSignatory: command()
    .input(signatoryFields.extend({ id: idField.nullable(), active: z.boolean() }))
    .output(answer<{ id: string }>()),
  staff: query().output(answer<StaffMember[]>()),
  /** The last active admin stays one: an office that nobody may change is lost. */
  saveStaff: command({ role: 'admin' })
    .input(staffFields.extend({ id: idField.nullable(), active: z.boolean() }))
    .output(answer<{ id: string }>()),
  /**
   * Who works at this machine now: his tambons come first and his name stands in the history. It is no sign-in, anyone
   * may choose anyone; what it is for is to know who did what, and to help.
   */
  chooseStaff: command({ undoable: false })
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** Puts the office's own picture in; checked for kind, size and content (DOCUMENTS.md §C). */
  importEmblem: task()
    .input(z.object({ token: z.string() }))
    .output(taskAnswer<{ id: string; widthPx: number; heightPx: number; lowResolution: boolean }>()),
  emblem: query().output(
    answer<{ mime: string; base64: string; widthPx: number; heightPx: number } | null>(),
  ),

  /** Opens the real office or a demo office beside it; a demo that is not there yet is made by `startDemo`. */
  openWorkspace: task({ beforeSetUp: true })
    .input(z.object({ workspace: z.enum(['office', 'demoDistrict', 'demoProvince']) }))
    .output(taskAnswer<void>()),

  undoState: query({ beforeSetUp: true }).output(answer<UndoState>()),
  undo: command({ undoable: false }).output(answer<{ command: string }>()),
  redo: command({ undoable: false }).output(answer<{ command: string }>()),
  history: query()
    .input(z.object({ limit: z.number().int().min(1).max(500) }))
    .output(answer<HistoryLine[]>()),
  recordHistory: query()
    .input(z.object({ table: z.string(), id: z.string() }))
    .output(answer<FieldChange[]>()),

  draft: query({ beforeSetUp: true })
    .input(z.object({ form: z.string().max(120) }))
    .output(answer<{ data: unknown; savedAt: string } | null>()),
  saveDraft: command({ undoable: false, beforeSetUp: true })
    .input(z.object({ form: z.string().max(120), data: z.unknown() }))
    .output(answer<void>()),

  backups: query({ beforeSetUp: true }).output(
    answer<{ name: string; sizeBytes: number; intact: boolean }[]>(),
  ),
  backUp: task().output(taskAnswer<{ name: string }>()),
  /** Puts a backup in the place of the office's file; the file as it is now is backed up first. */
  restore: task({ role: 'admin', beforeSetUp: true })
    .input(z.object({ name: z.string().max(200) }))
    .output(taskAnswer<void>()),
}
