import { describe, expect, it } from 'vitest'
import type { ParticipationCell, ParticipationRow } from '../../../core/activities/contract.ts'
import { blockBetween, chosenIn, isDone, isInside, moved, occasionsOf } from './step-block.ts'

const cell = (step: string, ...planned: boolean[]): ParticipationCell => ({
  step,
  occasions: planned.map((one, at) => ({
    activityId: `${step}${at}`,
    heldOn: '2022-03-01',
    endedOn: null,
    subject: '',
    evidence: '',
    persons: 0,
    files: 0,
    planned: one,
    otherSteps: [],
  })),
})
const row = (tambonCode: string, ...cells: ParticipationCell[]): ParticipationRow => ({
  tambonCode,
  tambonName: tambonCode,
  mine: false,
  plan: null,
  coordCentre: null,
  cells,
  done: 0,
})

describe('the matrix of tambons and steps', () => {
  const last = { row: 4, column: 6 }
  it.each([
    ['ArrowUp', { row: 0, column: 3 }],
    ['ArrowDown', { row: 1, column: 3 }],
    ['ArrowLeft', { row: 0, column: 2 }],
    ['End', { row: 0, column: 6 }],
    ['PageDown', { row: 4, column: 3 }],
    ['x', null],
  ])('%s leads to %o', (key, to) => {
    expect(moved({ row: 0, column: 3 }, key, last)).toEqual(to)
  })

  it('takes a block from any two of its corners', () => {
    const block = blockBetween({ row: 3, column: 1 }, { row: 1, column: 2 })
    expect(block).toEqual({ top: 1, bottom: 3, left: 1, right: 2 })
    expect(isInside(block, { row: 2, column: 2 })).toBe(true)
    expect(isInside(block, { row: 2, column: 3 })).toBe(false)
  })

  it('names every occasion of a block once, with its step', () => {
    const rows = [row('a', cell('p', false), cell('q')), row('b', cell('p', false, true), cell('q', true))]
    const { rows: chosen, cells } = chosenIn(rows, { top: 1, bottom: 1, left: 0, right: 1 })
    expect(chosen.map((one) => one.tambonCode)).toEqual(['b'])
    expect(occasionsOf(cells)).toEqual([
      { activityId: 'p0', step: 'p' },
      { activityId: 'p1', step: 'p' },
      { activityId: 'q0', step: 'q' },
    ])
    expect(cells.map(isDone)).toEqual([true, false])
  })
})
