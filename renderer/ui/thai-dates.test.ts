import { describe, expect, it } from 'vitest'
import { ThaiDates } from './thai-dates.ts'

const adapter = new ThaiDates({ locale: 'th' })
const read = (text: string, format = 'DD/MM/BBBB') => adapter.parse(text, format)?.format('YYYY-MM-DD')

describe('ThaiDates', () => {
  it('reads พ.ศ. days, the leap day too (STACK.md finding 5)', () => {
    expect(read('29/02/2567')).toBe('2024-02-29')
    expect(read('05/03/2570')).toBe('2027-03-05')
    expect(adapter.parse('29/02/2566', 'DD/MM/BBBB')?.isValid()).toBe(false)
    expect(adapter.parse('', 'DD/MM/BBBB')).toBeNull()
  })
})
