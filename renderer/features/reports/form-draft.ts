import type { ReportFormDetail } from '../../../core/reports/contract.ts'
import type { FormPart, FormSection, ReportForm } from '../../../core/reports/rules.ts'

/** Words that the program puts in, as a form's texts name them: tag → the word in square brackets on the screen. */
export function marksOf(
  knows: ReportFormDetail['knows'],
  outOf: (name: string) => string,
): Record<string, string> {
  return Object.fromEntries([
    ...knows.tags.map(({ tag, name }) => [tag, `[${name}]`]),
    ...knows.figures.flatMap(({ key, name }) => [
      [`figure:${key}`, `[${name}]`],
      [`figure:${key}.of`, `[${outOf(name)}]`],
    ]),
  ])
}

/** The same list with the item at `at` moved by one; at its ends it stays as it is. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...list]
  const [item] = next.splice(at, 1)
  if (item === undefined || at + by < 0 || at + by > next.length) return [...list]
  next.splice(at + by, 0, item)
  return next
}

export function replaced<T>(list: readonly T[], at: number, item: T): T[] {
  return list.map((one, place) => (place === at ? item : one))
}

export function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, place) => place !== at)
}

/** A part as it begins; it can be printed at once. */
export function newPart(kind: FormPart['part'], knows: ReportFormDetail['knows']): FormPart {
  if (kind === 'text') return { part: 'text', title: '', lines: [''] }
  if (kind === 'blank') return { part: 'blank', title: '', lines: 5 }
  if (kind === 'narrative')
    return {
      part: 'narrative',
      title: '',
      duties: [],
      texts: ['result', 'problem', 'suggestion'],
      head: '{{no}}. {{kind}}',
      empty: '-',
    }
  const [no, second] = knows.fields.duties
  return {
    part: 'table',
    title: '',
    rows: 'duties',
    layout: '',
    columns: [no, second].flatMap((field, at) =>
      field === undefined
        ? []
        : [
            {
              show: field.show,
              head: field.name,
              under: '',
              width: at === 0 ? 12 : 60,
              align: at === 0 ? ('centre' as const) : ('left' as const),
              sum: false,
              tick: false,
            },
          ],
    ),
    duties: [],
    figures: [],
    group: '',
    total: '',
    empty: '',
    sizePt: 14,
  }
}

/** Another page set, upright, without parts. */
export function newSection(): FormSection {
  return { orientation: 'portrait', each: '', heading: [], head: [], parts: [], signatures: [] }
}

/** True where two drafts say the same. */
export function sameForm(a: ReportForm, b: ReportForm): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
