import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useTranslation } from 'react-i18next'
import { useGo } from '../../app/routes.tsx'

const doors = ['/bodies', '/people', '/orders'] as const

/** The three lists of the room: committees, who holds which post, appointment orders. */
export function RoomTabs({ here }: { here: (typeof doors)[number] }) {
  const { t } = useTranslation()
  const go = useGo()
  return (
    <Tabs
      value={here}
      onChange={(_, door: string) => go(door)}
      aria-label={t('bodies.room')}
      sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
    >
      {doors.map((door) => (
        <Tab key={door} value={door} label={t(`bodies.room.${door.slice(1)}`)} />
      ))}
    </Tabs>
  )
}
