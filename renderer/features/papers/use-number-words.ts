import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

type Numbered = { number: number | null; lastNumber?: number | null; numberYear: number | null }

/** 12/2565, ว 12/2565, 12–34/2565; nothing for a number that is still to be written. */
export function useNumberWords(): (paper: Numbered & { circular?: boolean }) => string {
  const { t } = useTranslation()
  return useCallback(
    ({ number, lastNumber = null, numberYear, circular = false }) => {
      if (number === null) return ''
      const numbers =
        lastNumber !== null && lastNumber !== number ? `${number}–${lastNumber}` : String(number)
      return t(circular ? 'papers.number.circular' : 'papers.number.plain', {
        number: numbers,
        year: numberYear,
      })
    },
    [t],
  )
}
