import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../../core/plans/contract.ts'
import { chosenByRule, everyCandidate, filterCandidates, originsOf, rulesMet } from './candidates.ts'

const candidate = (id: string, name: string, originName: string, change: Partial<Candidate> = {}) =>
  ({
    id,
    name,
    originName,
    site: '',
    projectClass: 'SELF',
    alreadyTakenId: null,
    planState: 'adopted',
    rules: [],
    returned: null,
    withdrawn: null,
    ...change,
  }) as Candidate

const rule = (key: string, selects: boolean) => ({
  key,
  name: key,
  selects,
  reason: { kind: 'allVillages' as const },
})
const all = [
  candidate('1', 'ขุดลอกคลองนา', 'บ้านเหนือ', {
    projectClass: 'BEYOND',
    rules: [rule('beyond', true), rule('villages', true)],
  }),
  candidate('2', 'ขุดลอกคลองนา', 'บ้านใต้', { projectClass: 'JOINT', rules: [rule('joint', false)] }),
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
  it('finds what meets a rule, one or any', () => {
    expect(ids({ rule: 'any' })).toEqual(['1', '2'])
    expect(ids({ rule: 'joint' })).toEqual(['2'])
    expect(ids({ projectClass: 'BEYOND' })).toEqual(['1'])
    expect(rulesMet(all).map(({ key, count }) => [key, count])).toEqual([
      ['beyond', 1],
      ['villages', 1],
      ['joint', 1],
    ])
  })
  it('chooses by rule what nothing stands against', () => {
    const chosen = (change: Partial<Candidate>, fromDrafts = false) =>
      chosenByRule([candidate('1', 'ก', 'ข', { rules: [rule('r', true)], ...change })], fromDrafts).length
    expect(chosen({})).toBe(1)
    expect(chosen({ rules: [rule('r', false)] })).toBe(0)
    expect(chosen({ alreadyTakenId: 'x' })).toBe(0)
    expect(chosen({ withdrawn: { reason: '', dated: '2022-01-01' } })).toBe(0)
    expect(chosen({ returned: { id: 'r', reason: '', dated: '2022-01-01', byPlanName: '' } })).toBe(0)
    expect(chosen({ planState: 'draft' })).toBe(0)
    expect(chosen({ planState: 'draft' }, true)).toBe(1)
  })
  it('searches name, origin and place, and filters by origin', () => {
    expect(ids({ text: 'คลองนา', open: false })).toEqual(['1', '2', '4'])
    expect(ids({ origin: 'บ้านใต้' })).toEqual(['2', '3'])
    expect(originsOf(all)).toEqual(['บ้านเหนือ', 'บ้านใต้'])
  })
})
