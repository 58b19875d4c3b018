import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'

/** The office's tambons, those of the person at the keyboard first, and the one that a new record begins with. */
export function useTambons() {
  const { t } = useTranslation()
  const { office, staff } = useOffice()
  const all = useQuery(api.geography.ownTambons.queryOptions())
  const mineKey = (staff?.tambonCodes ?? []).join()
  const ownKey = office.profile === 'tambon' ? office.tambonCodes.join() : ''
  return useMemo(() => {
    const mine = mineKey === '' ? [] : mineKey.split(',')
    const own = ownKey === '' ? [] : ownKey.split(',')
    const place = (code: string) => (mine.includes(code) ? mine.indexOf(code) : mine.length)
    const tambons = [...(all.data ?? [])].sort((a, b) => place(a.code) - place(b.code))
    return {
      tambons,
      mine: new Set(mine),
      /** Null = of the whole district. */
      first: mine[0] ?? (own.length === 1 ? (own[0] ?? null) : null),
      options: tambons.map(({ code, name }) => ({ value: code, label: t('plans.area.tambon', { name }) })),
      place,
    }
  }, [all.data, mineKey, ownKey, t])
}
