import { useTranslation } from 'react-i18next'
import type { Figure } from '../../../core/reports/contract.ts'
import { formatBaht, formatNumber } from '../../app/format.ts'

type Unit = Figure['unit']

/** A figure's number on screen: money in baht, without its unit; an en dash where there is none. */
export function showValue(unit: Unit, value: number | null): string {
  return unit === 'money' ? formatBaht(value) : formatNumber(value)
}

/** What the paper says: of a signed report as signed, of a draft what is counted now. */
export function onPaper(figure: Pick<Figure, 'value' | 'expected' | 'frozenValue' | 'frozenExpected'>): {
  value: number | null
  expected: number | null
} {
  return { value: figure.frozenValue ?? figure.value, expected: figure.frozenExpected ?? figure.expected }
}

/** True where the records say something else than the signed paper. */
export function hasChanged(figure: Pick<Figure, 'frozenValue' | 'frozenExpected'>): boolean {
  return figure.frozenValue !== null || figure.frozenExpected !== null
}

/** Now less before; null where one of the two is not known. */
export function differenceOf(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before
}

/** `+1,200`, `−3`, `0`; an en dash where it is not known. */
export function showDifference(unit: Unit, difference: number | null): string {
  if (difference === null) return '–'
  const size = showValue(unit, Math.abs(difference))
  return difference > 0 ? `+${size}` : difference < 0 ? `−${size}` : size
}

/** Share of what was expected in whole percent, never 100 before it is all; null where there is nothing to share. */
export function percentOf(value: number | null, expected: number | null): number | null {
  if (value === null || expected === null || expected <= 0) return null
  return value < expected
    ? Math.min(99, Math.round((100 * value) / expected))
    : Math.round((100 * value) / expected)
}

/** A figure in words: "3 จาก 5", "12 คน" … with its unit where it is money. */
export function useFigureText(): (unit: Unit, value: number | null, expected: number | null) => string {
  const { t } = useTranslation()
  return (unit, value, expected) => {
    const shown = value === null ? t('reports.figure.none') : showValue(unit, value)
    const text =
      expected === null
        ? shown
        : t('reports.page.figure.of', { value: shown, expected: showValue(unit, expected) })
    return unit === 'money' && value !== null ? `${text} ${t('common.baht')}` : text
  }
}

/** The figure that the address names: `villagePlans` or `villagePlans@800201`, `villagePlans@` for what is of no tambon. */
type Asked = { key: string; tambonCode: string | null | undefined }

export function askedOf(param: string | null): Asked | null {
  if (param === null || param === '') return null
  const at = param.indexOf('@')
  if (at < 0) return { key: param, tambonCode: undefined }
  const code = param.slice(at + 1)
  return { key: param.slice(0, at), tambonCode: code === '' ? null : code }
}

export function paramOf(key: string, tambonCode?: string | null): string {
  return tambonCode === undefined ? key : `${key}@${tambonCode ?? ''}`
}
