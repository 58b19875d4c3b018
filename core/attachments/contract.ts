import { z } from 'zod'
import { idField, optionalLine } from '../kernel/fields.ts'
import { answer, command, query, task, taskAnswer } from '../kernel/meta.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import { attachmentSubject } from './rules.ts'

export type AttachmentLine = {
  id: string
  name: string
  mime: string
  sizeBytes: number
  /** Small enough a picture to be shown. */
  picture: boolean
  /** The bytes are in this data folder. */
  stored: boolean
}
export type AttachmentList = {
  rows: AttachmentLine[]
  /** Bytes of this record's files, of all files of the office (each content once), and how much each may be. */
  recordBytes: number
  officeBytes: number
  limits: { fileBytes: number; recordBytes: number; officeBytes: number }
  /** Endings that the chooser offers, and the same as words. */
  endings: string[]
  kinds: string[]
}

export const attachmentsContract = {
  /** Files of one record, in the order they were attached; those of another office's mirror can be looked at too. */
  list: query().input(attachmentSubject).output(answer<AttachmentList>()),
  /** A picture for the list, base64; null where it is too large, no picture, or its bytes are not here. */
  picture: query()
    .input(z.object({ id: idField }))
    .output(answer<{ mime: string; base64: string } | null>()),
  /**
   * Attaches a handed-in file: looked at by its bytes, kept once under its hash. The same content on the same record
   * is attached once.
   */
  add: task()
    .input(
      attachmentSubject.extend({ token: z.string().min(1).max(100), name: optionalLine(200).optional() }),
    )
    .output(taskAnswer<{ id: string; already: boolean }>()),
  remove: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** A copy to look at, handed over by the host; the stored file itself is never opened. */
  open: task()
    .input(z.object({ id: idField }))
    .output(taskAnswer<FileTicket>()),
}
