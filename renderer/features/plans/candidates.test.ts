import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../../core/plans/contract.ts'
import { everyCandidate, filterCandidates, originsOf } from './candidates.ts'

const candidate = (id: string, name: string, originName: string, change: Partial<Candidate> = {}) =>
  ({
    id,
    name,
    originName,
    site: '',
    projectClass: 'SELF',
    alreadyTakenId: null,
    planState: 'adopted',
    ...change,
  }) as Candidate

const all = [
  candidate('1', 'ขุดลอกคลองนา', 'บ้านเหนือ', { projectClass: 'BEYOND' }),
  candidate('2', 'ขุดลอกคลองนา', 'บ้านใต้', { projectClass: 'JOINT' }),
  candidate('3', 'ซ่อมศาลา', 'บ้านใต้'),
  candidate('4', 'ทำปุ๋ยหมัก', 'บ้านใต้', { alreadyTakenId: 'x', site: 'ริมคลองนา' }),
]
const ids = (change: Partial<typeof everyCandidate>) =>
  filterCandidates(all, { ...everyCandidate, ...change }).map((one) => one.id)

describe('narrowing what may be taken up', () => {
  it('hides what was taken up already until it is asked for', () => {
    expect(ids({})).toEqual(['1', '2', '3'])
    expect(ids({ open: false })).toEqual(['1', '2', '3', '4'])
  })
  it('finds what several areas put forward under one name', () => {
    expect(ids({ several: true })).toEqual(['1', '2'])
  })
  it('finds what the proposer cannot do alone', () => {
    expect(ids({ beyond: true })).toEqual(['1', '2'])
    expect(ids({ projectClass: 'BEYOND' })).toEqual(['1'])
  })
  it('searches name, origin and place, and filters by origin', () => {
    expect(ids({ text: 'คลองนา', open: false })).toEqual(['1', '2', '4'])
    expect(ids({ origin: 'บ้านใต้' })).toEqual(['2', '3'])
    expect(originsOf(all)).toEqual(['บ้านเหนือ', 'บ้านใต้'])
  })
})
