import {
  BookOpen,
  CalendarCheck,
  CalendarRange,
  ChartNoAxesColumn,
  ClipboardList,
  FileText,
  House,
  Inbox,
  Laptop,
  LayoutGrid,
  type LucideIcon,
  Mails,
  Map as MapIcon,
  Megaphone,
  Presentation,
  Settings,
  Table2,
  UsbIcon,
  Users,
} from 'lucide-react'
import type { Profile } from '../../core/kernel/meta.ts'

export type Area = {
  href: string
  key: string
  icon: LucideIcon
  profiles: readonly Profile[]
  also?: readonly string[]
}

const own = ['district', 'tambon'] as const
const all = ['district', 'tambon', 'province'] as const

/** The rooms of the program in the order of the work; the profile decides which doors there are (PRODUCT.md). */
export const areas: readonly Area[] = [
  { href: '/', key: 'nav.home', icon: House, profiles: all },
  {
    href: '/province/board',
    key: 'nav.board',
    icon: LayoutGrid,
    profiles: ['province'],
    also: ['/province/district'],
  },
  { href: '/exchange/in', key: 'nav.received', icon: Inbox, profiles: ['province'] },
  { href: '/exchange', key: 'nav.exchange.province', icon: UsbIcon, profiles: ['province'] },
  { href: '/province/consolidated', key: 'nav.consolidated', icon: Table2, profiles: ['province'] },
  { href: '/directives', key: 'nav.directives', icon: BookOpen, profiles: all },
  { href: '/calendar', key: 'nav.calendar', icon: CalendarRange, profiles: own },
  { href: '/forums', key: 'nav.forums', icon: Megaphone, profiles: own },
  {
    href: '/plans',
    key: 'nav.plans',
    icon: ClipboardList,
    profiles: all,
    also: ['/projects', '/sheets', '/duplicates'],
  },
  { href: '/progress', key: 'nav.progress', icon: ChartNoAxesColumn, profiles: own },
  { href: '/bodies', key: 'nav.bodies', icon: Users, profiles: own, also: ['/orders', '/people'] },
  { href: '/meetings', key: 'nav.meetings', icon: CalendarCheck, profiles: own },
  { href: '/activities', key: 'nav.activities', icon: Presentation, profiles: own },
  { href: '/reports', key: 'nav.reports', icon: FileText, profiles: own },
  { href: '/papers', key: 'nav.papers', icon: Mails, profiles: all },
  { href: '/exchange', key: 'nav.exchange.district', icon: UsbIcon, profiles: ['district'] },
  { href: '/exchange', key: 'nav.exchange.tambon', icon: UsbIcon, profiles: ['tambon'] },
  { href: '/exchange/in', key: 'nav.takeIn', icon: Inbox, profiles: own },
  { href: '/fieldwork', key: 'nav.fieldwork', icon: Laptop, profiles: ['district'] },
  { href: '/geography', key: 'nav.geography', icon: MapIcon, profiles: own },
  { href: '/office', key: 'nav.office', icon: Settings, profiles: all },
]

/** The room that a path belongs to: the longest door that it begins with. */
export function areaOf(path: string): string {
  let best = '/'
  let length = 0
  for (const area of areas) {
    for (const door of [area.href, ...(area.also ?? [])]) {
      const inside = door === '/' ? path === '/' : path === door || path.startsWith(`${door}/`)
      if (inside && door.length > length) {
        best = area.href
        length = door.length
      }
    }
  }
  return best
}
