import { formatThaiDate, THAI_MONTHS_SHORT, toBuddhistYear } from '../../core/thai/dates.ts'
import { formatBaht as formatSatang } from '../../core/thai/money.ts'
import { currentLanguage } from './i18n.ts'

const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/**
 * A date of the data on screen, always พ.ศ. and Arabic digits (Thai digits are for papers).
 * @param iso `2022-01-18`, null gives an en dash
 * @param style long 18 มกราคม 2565 · short 18 ม.ค. 65 · weekday วันอังคารที่ 18 มกราคม 2565
 */
export function formatDate(iso: string | null, style: 'long' | 'short' | 'weekday' = 'long'): string {
  if (iso === null || !/^\d{4}-\d{2}-\d{2}/u.test(iso)) return '–'
  const day = iso.slice(0, 10)
  if (currentLanguage() === 'th')
    return formatThaiDate(day, { style: style === 'long' ? 'letter' : style, digits: 'arabic' })
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const name = englishMonths[month - 1] ?? ''
  return `${date} ${style === 'short' ? name.slice(0, 3) : name} ${toBuddhistYear(year)}`
}

/** The short name of a month (`2022-01-…`): ม.ค. */
export function formatMonth(iso: string): string {
  const at = Number(iso.slice(5, 7)) - 1
  return currentLanguage() === 'th' ? (THAI_MONTHS_SHORT[at] ?? '') : (englishMonths[at] ?? '').slice(0, 3)
}

/** A moment (`2022-07-15T02:00:00Z`) in the PC's own time: 15 ก.ค. 65 09:00 น. */
export function formatMoment(at: string): string {
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return '–'
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  return `${formatDate(day, 'short')} ${two(moment.getHours())}:${two(moment.getMinutes())}${currentLanguage() === 'th' ? ' น.' : ''}`
}

/** Satang as baht with commas, satang only where there are any; null gives an en dash. */
export function formatBaht(satang: number | null): string {
  return satang === null ? '–' : formatSatang(satang)
}

/** A whole number with commas; null gives an en dash. */
export function formatNumber(value: number | null): string {
  return value === null ? '–' : String(value).replace(/\B(?=(\d{3})+(?!\d))/gu, ',')
}

/** Bytes for people: 1.2 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KB`
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`
}
