import { useState } from 'react'
import { type EventKind, eventKinds } from '../../../core/calendar/rules.ts'
import { isIsoDate } from '../../../core/thai/dates.ts'
import { useOffice } from '../../app/office.ts'
import { useQueryParam } from '../../app/routes.tsx'
import type { WeekStart } from './days.ts'

export const views = ['month', 'year', 'list', 'windows', 'holidays', 'print'] as const
export type View = (typeof views)[number]

/** What is looked at, all of it kept in the address: view, day in hand, kinds, whose tambons, fiscal or calendar year. */
export function useLookAt() {
  const { today } = useOffice()
  const [askedView, setView] = useQueryParam('view')
  const [planFy] = useQueryParam('planFy')
  const [askedDay, setDay] = useQueryParam('on')
  const [askedKind, setKind] = useQueryParam('kind')
  const [mine, setMine] = useQueryParam('mine')
  const [by, setBy] = useQueryParam('by')
  const view = views.find((one) => one === askedView) ?? (planFy === null ? 'month' : 'windows')
  const kind = eventKinds.find((one) => one === askedKind) ?? null
  return {
    today,
    view,
    setView: (next: View) => setView(next),
    day: askedDay !== null && isIsoDate(askedDay) ? askedDay : today,
    setDay: (next: string) => setDay(next),
    kind,
    setKind: (next: EventKind | null) => setKind(next),
    kinds: kind === null ? null : [kind],
    mine: mine === '1',
    setMine: (next: boolean) => setMine(next ? '1' : null),
    by: by === 'calendar' ? ('calendar' as const) : ('fiscal' as const),
    setBy: (next: 'fiscal' | 'calendar') => setBy(next),
  }
}
export type LookAt = ReturnType<typeof useLookAt>

const key = 'amphoe-plan.week-start'

/** On which day weeks begin for this person; kept by the window like its other looks, it is no record. */
export function useWeekStart(): [WeekStart, (start: WeekStart) => void] {
  const [start, setStart] = useState<WeekStart>(() => {
    try {
      return localStorage.getItem(key) === '1' ? 1 : 0
    } catch {
      return 0
    }
  })
  return [
    start,
    (next) => {
      setStart(next)
      try {
        localStorage.setItem(key, String(next))
      } catch {
        // a window without storage forgets it on closing
      }
    },
  ]
}
