import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Enclosure } from '../../../core/directives/rules.ts'
import type { GridColumn } from '../../ui/index.ts'
import { GridField } from '../../ui/index.ts'

/** สิ่งที่ส่งมาด้วย of a letter as a table of its form: what each is, and how many. */
export function EnclosuresField() {
  const { t } = useTranslation()
  const columns = useMemo<GridColumn<Enclosure>[]>(
    () => [
      {
        key: 'title',
        title: t('directives.enclosure.title'),
        kind: 'text',
        width: 320,
        grow: 5,
        required: true,
      },
      { key: 'quantity', title: t('directives.enclosure.quantity'), kind: 'text', width: 130 },
    ],
    [t],
  )
  return (
    <GridField<Enclosure>
      name="enclosures"
      label={t('directives.enclosures')}
      columns={columns}
      movable
      newRow={() => ({ title: '', quantity: '' })}
    />
  )
}
