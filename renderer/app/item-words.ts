import { useTranslation } from 'react-i18next'
import type { DayItem, ItemKind } from '../../core/progress/reminders.ts'
import type { Status } from '../ui/StatusChip.tsx'
import { formatDate } from './format.ts'

/** Kinds whose lateness has words of its own. */
const unwritten: readonly ItemKind[] = ['meeting', 'forum', 'workshop', 'activity', 'letter', 'term']

/** Kinds of the exchange of packages: their sentence names the other office, their lateness is a wait. */
const betweenOffices: readonly ItemKind[] = [
  'correction',
  'laptopWork',
  'answerDue',
  'handInAgain',
  'noAnswer',
]

/** How something of the day is called: what it is, what helps to know it, and when. */
export function useItemWords(): {
  title: (item: DayItem) => string
  small: (item: DayItem) => string
  when: (item: DayItem, daysLeft: number) => { status: Status; label: string }
} {
  const { t } = useTranslation()
  return {
    title(item) {
      if (item.kind === 'window')
        return t('home.item.window', {
          level: t(`common.level.${item.params.level}`),
          year: item.params.planFy,
        })
      if (item.kind === 'duty')
        return t('home.item.duty', { no: item.params.no, text: shorten(item.title, 70) })
      if (item.kind === 'forum') return t('home.item.forum', { place: item.title })
      if (item.kind === 'term') return t('home.item.term', { body: item.title })
      if (betweenOffices.includes(item.kind))
        return t(`home.item.${item.kind}`, { ...item.params, office: shorten(item.title, 60) })
      return shorten(item.title === '' ? t(`home.kind.${item.kind}`) : item.title, 76)
    },
    small(item) {
      if (item.kind === 'window')
        return t('home.item.windowDone', { done: item.params.done, expected: item.params.expected })
      const tambon = item.tambonName === '' ? '' : t('home.item.tambon', { tambon: item.tambonName })
      return [t(`home.kind.${item.kind}`), item.detail, tambon].filter((part) => part !== '').join(' · ')
    },
    when(item, daysLeft) {
      if (daysLeft < 0) {
        const said = unwritten.includes(item.kind)
          ? item.kind
          : betweenOffices.includes(item.kind)
            ? 'waits'
            : 'other'
        return { status: 'late', label: t(`home.late.${said}`, { count: -daysLeft }) }
      }
      if (daysLeft === 0) return { status: 'underWay', label: t('home.when.today') }
      return {
        status: 'notStarted',
        label: t('home.when.in', { date: formatDate(item.on, 'short'), count: daysLeft }),
      }
    },
  }
}

/** The beginning of a long text; the whole stands in its record. Cut between Thai words. */
export function shorten(text: string, most = 110): string {
  if (text.length <= most) return text
  let cut = ''
  for (const { segment } of new Intl.Segmenter('th', { granularity: 'word' }).segment(text)) {
    if (cut.length + segment.length > most) break
    cut += segment
  }
  return `${cut.trimEnd()}…`
}
