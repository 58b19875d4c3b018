import { AdapterDayjsBuddhist } from '@mui/x-date-pickers/AdapterDayjsBuddhist'
import dayjs, { type Dayjs } from 'dayjs'
import 'dayjs/locale/th'

/**
 * MUI's Buddhist adapter reads 29/02/2567 as a day of the Gregorian year 2567, which is no leap year, and so gives the
 * 28th (STACK.md finding 5). Here the year is turned into C.E. in the text, before it is read.
 */
export class ThaiDates extends AdapterDayjsBuddhist {
  override parse = (value: string, format: string): Dayjs | null => {
    if (value === '') return null
    if (!/BB/u.test(format)) return dayjs(value, format, this.locale, true)
    const christian = value.replace(/\d{4}(?!.*\d{4})/u, (year) =>
      String(Number(year) - 543).padStart(4, '0'),
    )
    return dayjs(christian, format.replaceAll('BBBB', 'YYYY').replaceAll('BB', 'YY'), this.locale, true)
  }
}
