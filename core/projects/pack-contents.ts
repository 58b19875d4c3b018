import { asc, eq } from 'drizzle-orm'
import { type attachment, projectDocument } from '../../db/schema.ts'
import { attachmentsOf } from '../attachments/queries.ts'
import { endingOf } from '../attachments/rules.ts'
import type { QueryContext } from '../kernel/context.ts'
import { safeFileName } from '../kernel/files.ts'
import { briefWording } from './brief.ts'
import { checklistOf } from './page.ts'

type AttachmentRow = typeof attachment.$inferSelect

export type PackRow = {
  no: string
  paper: string
  /** Name of the file in the folder; '' = none. */
  file: string
  state: 'have' | 'asked' | 'notNeeded' | 'missing'
  note: string
}
export type PackContents = {
  rows: PackRow[]
  /** Files to put in under their numbered names. */
  files: { name: string; row: AttachmentRow }[]
  /** The brief's name without ending. */
  brief: string
}

/**
 * What goes into a project's folder: the brief as 01, every paper of the checklist with its files numbered on, then the
 * other files of the project. The names are safe on every disk and tell the paper by themselves.
 */
export function packContents(
  cx: Pick<QueryContext, 'db' | 'geography' | 'resources' | 'office'>,
  projectId: string,
): PackContents {
  const wording = briefWording(cx)
  const { papers } = checklistOf(cx, projectId)
  const documents = new Map(
    cx.db
      .select({ id: projectDocument.id, document: projectDocument.document })
      .from(projectDocument)
      .where(eq(projectDocument.projectId, projectId))
      .orderBy(asc(projectDocument.id))
      .all()
      .map((row) => [row.document, row.id]),
  )
  const contents: PackContents = { rows: [], files: [], brief: `01 ${wording.briefFile}` }
  contents.rows.push({
    no: '01',
    paper: wording.briefFile,
    file: `${contents.brief}.pdf`,
    state: 'have',
    note: '',
  })
  let number = 1
  const put = (row: AttachmentRow, paper: string): { no: string; name: string } => {
    number += 1
    const no = String(number).padStart(2, '0')
    const ending = endingOf(row.name)
    const stem = ending === '' ? row.name : row.name.slice(0, -ending.length - 1)
    const title = paper === '' || stem.includes(paper) ? stem : `${paper} ${stem}`
    const name = safeFileName(`${no} ${title}${ending === '' ? '' : `.${ending}`}`)
    contents.files.push({ name, row })
    return { no, name }
  }
  for (const paper of papers) {
    const documentId = documents.get(paper.key)
    const files =
      documentId === undefined ? [] : attachmentsOf(cx, { table: 'projectDocument', id: documentId })
    const note = [paper.number, paper.note].filter((part) => part !== '').join(' ')
    if (files.length === 0) {
      // the brief is in the folder already, made by the program
      if (paper.key === 'projectBrief') continue
      contents.rows.push({ no: '', paper: paper.name, file: '', state: paper.state, note })
    }
    for (const row of files) {
      const { no, name } = put(row, paper.name)
      contents.rows.push({ no, paper: paper.name, file: name, state: paper.state, note })
    }
  }
  for (const row of attachmentsOf(cx, { table: 'project', id: projectId })) {
    const { no, name } = put(row, '')
    contents.rows.push({ no, paper: '', file: name, state: 'have', note: '' })
  }
  return contents
}
