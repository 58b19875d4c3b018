/**
 * Kinds of file a person is asked to choose, with the endings the dialog shows. The dialog only helps to find the file:
 * what is in it is judged by the core. Pure: the window's own chooser (web host) uses it too.
 */
export const fileKinds = {
  sheet: ['xlsx', 'xls', 'ods', 'csv'],
  package: ['zip'],
  picture: ['png', 'jpg', 'jpeg'],
  backup: ['zip', 'sqlite'],
  attachment: ['pdf', 'jpg', 'jpeg', 'png', 'docx', 'xlsx', 'odt', 'ods', 'dwg', 'txt', 'csv', 'zip'],
  template: ['json'],
  any: [],
} as const satisfies Record<string, readonly string[]>

export type FileKind = keyof typeof fileKinds

/** Narrows what came over a boundary. */
export function isFileKind(value: unknown): value is FileKind {
  return typeof value === 'string' && Object.hasOwn(fileKinds, value)
}
