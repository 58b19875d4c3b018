import { useTranslation } from 'react-i18next'
import type { RecordDoor } from '../../../core/directives/contract.ts'
import { formatDate } from '../../app/format.ts'
import { ChoiceBox } from '../../ui/index.ts'

const keyOf = (door: { table: string; id: string }) => `${door.table} ${door.id}`

/** One record of other rooms, found by typing a part of its name; its kind and day stand before it. */
export function RecordPicker<Table extends string>({
  label,
  help,
  doors,
  value,
  onChange,
  wide = false,
}: {
  label: string
  help?: string
  doors: readonly RecordDoor<Table>[]
  value: { table: string; id: string } | null
  onChange: (door: RecordDoor<Table> | null) => void
  wide?: boolean
}) {
  const { t } = useTranslation()
  return (
    <ChoiceBox
      label={label}
      wide={wide}
      {...(help === undefined ? {} : { help })}
      options={doors.map((door) => ({
        value: keyOf(door),
        label: [
          t(`directives.door.${String(door.table)}`),
          door.on === null ? '' : formatDate(door.on, 'short'),
          door.name,
        ]
          .filter((text) => text !== '')
          .join(' · '),
      }))}
      value={value === null ? null : keyOf(value)}
      onChange={(key) => onChange(doors.find((door) => keyOf(door) === key) ?? null)}
    />
  )
}
