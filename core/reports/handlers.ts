import type { Handlers } from '../kernel/router.ts'
import { discard, open, reopen, saveFigure, saveHead, saveText, sign } from './commands.ts'
import type { reportsContract } from './contract.ts'
import { differences } from './differences.ts'
import { createForm, form, forms, resetForm, saveForm } from './forms.ts'
import { mergeNotes, noteDuties, notes, notesProposal, removeNote, saveNote } from './notes.ts'
import { previewForm } from './preview.ts'
import { get, list, missing, sources } from './queries.ts'

export const reportsHandlers: Handlers<typeof reportsContract> = {
  list,
  get,
  open,
  reopen,
  discard,
  saveHead,
  saveText,
  saveFigure,
  sources,
  missing,
  differences,
  sign,
  notes,
  noteDuties,
  saveNote,
  removeNote,
  notesProposal,
  mergeNotes,
  forms,
  form,
  previewForm,
  saveForm,
  createForm,
  resetForm,
}
