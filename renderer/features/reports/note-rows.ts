import type { Note } from '../../../core/reports/contract.ts'
import { searchKey } from '../../../core/thai/text.ts'

type NoteFilter = {
  dutyId: string | null
  /** null = all; '' = of the whole district. */
  tambonCode: string | null
  part: string | null
  /** Only those that are not in the words of the report yet. */
  waiting: boolean
  text: string
}

/** True when a note is among those asked for; the words are looked for in its text, its record and who wrote it. */
export function matchesNote(note: Note, filter: NoteFilter): boolean {
  if (filter.dutyId !== null && note.dutyId !== filter.dutyId) return false
  if (filter.tambonCode !== null && (note.tambonCode ?? '') !== filter.tambonCode) return false
  if (filter.part !== null && note.part !== filter.part) return false
  if (filter.waiting && note.merged) return false
  const wanted = searchKey(filter.text)
  return (
    wanted === '' ||
    searchKey(`${note.text} ${note.about?.label ?? ''} ${note.notedBy} ${note.tambonName}`).includes(wanted)
  )
}
