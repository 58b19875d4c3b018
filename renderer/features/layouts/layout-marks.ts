/**
 * Layouts write `{{}}` and `{{count}}` where the program puts a value in; on the screen these are words in square
 * brackets: [ปี], [จำนวน]. Pure.
 */
export type Marks = Readonly<Record<string, string>>

/** Layout text → what the person reads. @param marks tag without braces → mark */
export function toScreen(text: string, marks: Marks): string {
  return text.replaceAll(/\{\{([^{}]*)\}\}/gu, (whole, name: string) => marks[name.trim()] ?? whole)
}

/** What the person typed → layout text. */
export function fromScreen(text: string, marks: Marks): string {
  return Object.entries(marks).reduce((rest, [name, mark]) => rest.replaceAll(mark, `{{${name}}}`), text)
}
