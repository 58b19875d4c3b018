import { describe, expect, it } from 'vitest'
import type { PlanProgress, TambonProgress } from '../../../core/progress/contract.ts'
import { fits, shownStates, tambonRows } from './progress-rows.ts'

type Line = Pick<PlanProgress, 'state' | 'lateDays' | 'begunOn'>
const lines: Record<string, Line> = {
  inTime: { state: 'done', lateDays: 0, begunOn: '2022-01-10' },
  adoptedLate: { state: 'done', lateDays: 12, begunOn: '2022-01-10' },
  lateBegun: { state: 'late', lateDays: 3, begunOn: '2022-02-01' },
  lateNotBegun: { state: 'late', lateDays: 3, begunOn: null },
  waiting: { state: 'notStarted', lateDays: 0, begunOn: null },
  underWay: { state: 'underWay', lateDays: 0, begunOn: '2022-02-01' },
}

describe('which plans are shown', () => {
  it('what is late and not begun stands under both names; what is adopted late is done', () => {
    const shown = Object.fromEntries(
      shownStates.map((state) => [state, Object.keys(lines).filter((key) => fits(lines[key]!, state))]),
    )
    expect(shown).toEqual({
      all: Object.keys(lines),
      late: ['lateBegun', 'lateNotBegun'],
      notStarted: ['lateNotBegun', 'waiting'],
      notDone: ['lateBegun', 'lateNotBegun', 'waiting', 'underWay'],
      adoptedLate: ['adoptedLate'],
    })
  })

  it('a tambon is shut until it is opened, opens by a filter, and is left out when nothing fits', () => {
    const tambon = {
      tambonCode: '800201',
      mine: false,
      tambon: { ...lines.inTime, kind: 'tambon' },
      areas: [{ ...lines.lateNotBegun, kind: 'village' }],
    } as unknown as TambonProgress
    const rows = (shown: (typeof shownStates)[number], open: string[] = [], mine = false) =>
      tambonRows(tambon, { shown, mine, open: new Set(open) })
    expect(rows('all')).toEqual({ isOpen: false, rows: [] })
    expect(rows('all', ['800201'])?.rows).toHaveLength(2)
    expect(rows('late')?.rows.map((row) => row.kind)).toEqual(['village'])
    expect(rows('adoptedLate')).toBeNull()
    expect(rows('all', [], true)).toBeNull()
  })
})
