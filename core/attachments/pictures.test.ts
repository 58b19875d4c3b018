/** Pictures that a paper draws: which way up, which fit, what is said of the others. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { photo } from '../../tests/support/photo.ts'
import { pictureTurn } from './pictures.ts'

describe('a photograph', () => {
  it.each([
    [1, 0],
    [3, 180],
    [6, 90],
    [8, 270],
    [77, 0],
  ])('that says %i was held so that it is turned by %i degrees', (said, turn) => {
    expect(pictureTurn(photo({ orientation: said }))).toBe(turn)
    expect(pictureTurn(photo({ orientation: said, little: true }))).toBe(turn)
  })

  it('that says nothing, or is none, stands as it lies; cut off anywhere it never fails', () => {
    expect(pictureTurn(photo())).toBe(0)
    const whole = photo({ orientation: 6 })
    for (let length = 0; length < whole.length; length += 1)
      expect([0, 90]).toContain(pictureTurn(whole.subarray(0, length)))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(pictureTurn(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), bytes]))).toBeTypeOf(
          'number',
        )
      }),
    )
  })
})
