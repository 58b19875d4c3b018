import { useTranslation } from 'react-i18next'
import type { Place } from '../../../core/geography/contract.ts'
import { FilterSelect } from '../../ui/Filters.tsx'

/** Which tambon a table shows. */
export function TambonSelect({
  tambons,
  value,
  onChange,
  all = false,
}: {
  tambons: readonly (Place & { villages: number })[]
  value: string | null
  onChange: (code: string | null) => void
  /** Offers all tambons together. */
  all?: boolean
}) {
  const { t } = useTranslation()
  return (
    <FilterSelect
      label={t('geography.filter.label')}
      value={value ?? ''}
      width="16rem"
      options={[
        ...(all
          ? [
              {
                value: '',
                label: t('geography.filter.all', {
                  count: tambons.reduce((sum, one) => sum + one.villages, 0),
                }),
              },
            ]
          : []),
        ...tambons.map((one) => ({
          value: one.code,
          label: t('geography.filter.tambon', { name: one.name, count: one.villages }),
        })),
      ]}
      onChange={(code) => onChange(code === '' ? null : code)}
    />
  )
}
