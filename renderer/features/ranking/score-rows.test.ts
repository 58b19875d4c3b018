import { describe, expect, it } from 'vitest'
import {
  counted,
  formatTotal,
  type ScoreRow,
  scoreOf,
  scorePrint,
  scoreProblems,
  sheetCounts,
  withScore,
} from './score-rows.ts'

const criteria = [
  { key: 'a', name: 'ก', weight: 60, maximum: 5 },
  { key: 'b', name: 'ข', weight: 40, maximum: 10 },
]
const row = (no: number, a: number | null, b: number | null, reason = ''): ScoreRow => ({
  entryId: `e${no}`,
  projectId: `p${no}`,
  rank: no,
  name: `โครงการ ${no}`,
  originName: '',
  scores: [
    ...(a === null ? [] : [{ criterion: 'a', score: a }]),
    ...(b === null ? [] : [{ criterion: 'b', score: b }]),
  ],
  reason,
  total: null,
  missing: [],
  scoreRank: null,
  tied: false,
  differs: false,
})

describe('the score sheet on screen', () => {
  it('counts totals and places again, leaving untouched lines the same objects', () => {
    const rows = counted([row(1, 5, 5), row(2, 5, 10), row(3, 1, null)], criteria)
    expect(rows.map((one) => [formatTotal(one.total), one.scoreRank, one.differs])).toEqual([
      ['80.00', 2, true],
      ['100.00', 1, true],
      ['', null, false],
    ])
    const next = counted(
      [rows[0] as ScoreRow, rows[1] as ScoreRow, withScore(rows[2] as ScoreRow, 'b', 0)],
      criteria,
    )
    expect(next[0]).toBe(rows[0])
    expect(next[1]).toBe(rows[1])
    expect(next[2]).toMatchObject({ total: 1200, scoreRank: 3 })
    expect(sheetCounts(next)).toEqual({ scored: 3, tied: 0, differing: 2, withoutReason: 2 })
  })

  it('takes points away as well, and knows when nothing changed', () => {
    const one = row(1, 3, 4)
    expect(scoreOf(withScore(one, 'a', null), 'a')).toBeNull()
    expect(scorePrint(withScore(withScore(one, 'a', 1), 'a', 3))).toBe(scorePrint(one))
    expect(scorePrint({ ...one, reason: ' มติ ' })).toBe(scorePrint({ ...one, reason: 'มติ' }))
    expect(scorePrint(withScore(one, 'a', 0))).not.toBe(scorePrint(withScore(one, 'a', null)))
  })

  it('stops what is above the maximum and what cannot be read', () => {
    expect(scoreProblems(row(1, 5, 10), criteria)).toBeNull()
    expect(scoreProblems(row(1, 5.01, -1), criteria)).toEqual({
      a: { key: 'aboveMaximum', params: { maximum: 5 } },
      b: { key: 'negative', params: {} },
    })
    expect(
      scoreProblems({ ...row(1, 1, 1), unread: { b: { text: 'ดี', key: 'notNumber' } } }, criteria),
    ).toEqual({
      b: { key: 'notNumber', params: {} },
    })
  })
})
