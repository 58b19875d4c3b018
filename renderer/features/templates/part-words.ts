import type { TFunction } from 'i18next'
import { type FieldNames, nameOf, type Part, type TemplateProblem } from '../../../core/templates/rules.ts'
import { type Marks, nearName, tagOnScreen } from './tag-marks.ts'

/** `signatory & !closing` → มี‹ผู้ลงนาม› และไม่มี‹คำลงท้าย› */
export function whenWords(when: string, fields: FieldNames, t: TFunction): string {
  return when
    .split('&')
    .map((part) => {
      const match = /^\s*(!?)\s*([^=!\s]+)\s*(?:(!?=)\s*(.*?))?\s*$/u.exec(part)
      if (!match) return part.trim()
      const field = nameOf(match[2] ?? '', fields)
      if (match[3] !== undefined)
        return t(match[3] === '=' ? 'templates.when.is' : 'templates.when.isNot', {
          field,
          value: t(`templates.code.${match[4]}`, { defaultValue: match[4] ?? '' }),
        })
      return t(match[1] === '!' ? 'templates.when.without' : 'templates.when.with', { field })
    })
    .join(t('templates.when.and'))
}

/** When a part stands, in a few words; '' = always. */
export function standsWhen(part: Pick<Part, 'when' | 'each'>, fields: FieldNames, t: TFunction): string {
  return [
    part.each === '' ? '' : t('templates.each', { field: nameOf(part.each, fields) }),
    part.when === '' ? '' : whenWords(part.when, fields, t),
  ]
    .filter((one) => one !== '')
    .join(' · ')
}

/** The sentence of a problem, its tags by their names on the screen. */
export function problemWords(
  problem: TemplateProblem,
  marks: Marks | null,
  fields: FieldNames,
  t: TFunction,
): string {
  const { tag, near, filter } = problem.params
  if (tag === undefined) return t(`validation:${problem.key}`, problem.params)
  const shown = tagOnScreen(String(tag), marks, fields)
  const meant =
    near !== undefined
      ? tagOnScreen(String(near), marks, fields)
      : problem.key === 'templateUnknownTag' && marks !== null
        ? nearName(String(tag), marks)
        : null
  if (problem.key === 'templateUnknownTag' && meant !== null)
    return t('validation:templateUnknownTagNear', { tag: shown, near: `‹${meant}›` })
  return t(`validation:${problem.key}`, {
    ...problem.params,
    tag: shown,
    ...(meant === null ? {} : { near: meant }),
    ...(filter === undefined
      ? {}
      : { filter: t(`templates.filter.${String(filter).split(':')[0]}`, { defaultValue: String(filter) }) }),
  })
}

export const pathKey = (path: readonly (string | number)[]): string => path.join('/')
export const isUnder = (path: readonly (string | number)[], root: readonly (string | number)[]): boolean =>
  root.every((key, at) => path[at] === key)
