import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromScreen, toScreen } from './layout-marks.ts'

const marks = { '': '[ปี]', count: '[จำนวน]' }

describe('marks of a layout', () => {
  it('stand for the tags and go back into them', () => {
    expect(toScreen('รวม {{count}} โครงการ {{}}', marks)).toBe('รวม [จำนวน] โครงการ [ปี]')
    expect(fromScreen('รวม [จำนวน] โครงการ [ปี]', marks)).toBe('รวม {{count}} โครงการ {{}}')
  })

  it('leave an unknown tag as it is, so that it can be seen and mended', () => {
    expect(toScreen('{{salary}}', marks)).toBe('{{salary}}')
  })

  it('lose nothing', () => {
    const piece = fc.constantFrom('{{}}', '{{count}}', 'รวม', ' ', '\n', '{{x}}', '[', ']')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        expect(fromScreen(toScreen(text, marks), marks)).toBe(text)
      }),
    )
  })
})
