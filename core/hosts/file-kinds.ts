/**
 * Kinds of file a person is asked to choose, with the endings the dialog shows. The dialog only helps to find the file:
 * what is in it is judged by the core. Pure: the window's own chooser (web host) uses it too.
 */
export const fileKinds = {
  sheet: ['xlsx', 'xls', 'ods', 'csv'],
  package: ['zip', 'age'],
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

/** Files that a person may choose at once. */
export const mostFiles = 500

/** Several files that a person chose, and how many more there were than may be chosen at once. */
export type Chosen<F> = { files: F[]; left: number }

const packageNames = ['.amphoe.zip', '.amphoe.zip.age']

/**
 * Whether a file that lies in a folder is of this kind by its name. Nobody pointed at it, so only what is named as the
 * program names it counts: not any zip, nor what a Mac leaves beside every file (`._name`).
 */
export function isNamedAs(name: string, kind: FileKind): boolean {
  if (name.startsWith('.')) return false
  const endings: readonly string[] =
    kind === 'package' ? packageNames : fileKinds[kind].map((ending) => `.${ending}`)
  return endings.length === 0 || endings.some((ending) => name.toLowerCase().endsWith(ending))
}
