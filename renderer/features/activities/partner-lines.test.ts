import { describe, expect, it } from 'vitest'
import type { Activity, PartnerAccount, Pledge } from '../../../core/activities/contract.ts'
import { partnerGroups, sumsOf } from './partner-lines.ts'

const pledge = (id: string, change: Partial<Pledge>) =>
  ({
    id,
    activityId: `a-${id}`,
    tambonCode: '800201',
    state: 'promised',
    what: '',
    note: '',
    activitySubject: '',
    projectName: null,
    amount: 100,
    counted: 100,
    received: 40,
    outstanding: 60,
    money: true,
    ...change,
  }) as Pledge
const meeting = (id: string, partnerName: string) =>
  ({ id, partnerName, tambonCode: null, subject: 'ประสานงาน', outcome: '' }) as Activity
const account = (name: string, ...pledges: Pledge[]) => ({ name, pledges }) as PartnerAccount

const accounts = [
  account(
    'อบจ.',
    pledge('1', { projectName: 'ถนนคอนกรีต' }),
    pledge('2', { state: 'overdue', tambonCode: '800202' }),
  ),
  account('พช.'),
]
const meetings = [meeting('a-1', 'อบจ.'), meeting('m', 'พช.'), meeting('n', 'ของคนอื่น')]
const keys = (filter: Partial<Parameters<typeof partnerGroups>[2]>) =>
  partnerGroups(accounts, meetings, { text: '', tambonCode: null, state: null, ...filter }).map(
    ({ account: { name }, lines }) => [name, lines.map((line) => line.key)],
  )

describe('partners on screen', () => {
  it('stand with their pledges, and with meetings at which none was made', () => {
    expect(keys({})).toEqual([
      ['อบจ.', ['1', '2']],
      ['พช.', ['m']],
    ])
  })
  it('are narrowed by tambon, state, and words of the project', () => {
    expect(keys({ tambonCode: '800202' })).toEqual([['อบจ.', ['2']]])
    expect(keys({ state: 'overdue' })).toEqual([['อบจ.', ['2']]])
    expect(keys({ text: 'คอนกรีต' })).toEqual([['อบจ.', ['1']]])
    expect(keys({ text: 'ไม่มี' })).toEqual([])
  })
  it('are added up over money alone', () => {
    const groups = partnerGroups(
      [
        account(
          'x',
          pledge('1', {}),
          pledge('2', { money: false }),
          pledge('3', { amount: null, counted: null, outstanding: null }),
          // withdrawn: of what was promised only what came counts
          pledge('4', { state: 'withdrawn', counted: 40, outstanding: 0 }),
        ),
      ],
      [],
      { text: '', tambonCode: null, state: null },
    )
    expect(sumsOf(groups, (one) => one.money)).toEqual({ pledged: 140, received: 120, outstanding: 60 })
  })
})
