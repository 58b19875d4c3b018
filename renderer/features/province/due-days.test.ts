import { describe, expect, it } from 'vitest'
import { dueDays } from './due-days.ts'

const duties = [{ key: 'orders', shortName: 'คำสั่ง ก.บ.ต.' }]
const row = (code: string, dueOn: string, packageId: string | null, duty: object) => ({
  districtCode: code,
  dueOn,
  packageId,
  duties: [{ key: 'orders', dueOn, since: null, ...duty }],
})

describe('due days of the board', () => {
  it('counts each district on its own day, and a duty apart only where it has a day of its own', () => {
    const days = dueDays(
      {
        duties,
        rows: [
          row('8001', '2022-07-25', 'p1', {}),
          row('8002', '2022-07-25', null, { dueOn: '2022-03-31', since: '2022-03-01' }),
          row('8003', '2022-08-05', null, { dueOn: '2022-03-31' }),
        ],
      } as never,
      'แฟ้มของอำเภอ',
    )
    expect(days).toEqual([
      { dueOn: '2022-03-31', items: [{ key: 'orders', name: 'คำสั่ง ก.บ.ต.', done: 1, expected: 2 }] },
      { dueOn: '2022-07-25', items: [{ key: '', name: 'แฟ้มของอำเภอ', done: 1, expected: 2 }] },
      { dueOn: '2022-08-05', items: [{ key: '', name: 'แฟ้มของอำเภอ', done: 0, expected: 1 }] },
    ])
  })

  it('has none without districts', () => {
    expect(dueDays({ duties, rows: [] } as never, 'x')).toEqual([])
  })
})
