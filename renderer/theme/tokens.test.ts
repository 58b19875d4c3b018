import { describe, expect, it } from 'vitest'
import { dark, light, type Palette } from './tokens.ts'

/** WCAG 2.2 relative luminance of #rrggbb. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const pairs: readonly [keyof Palette, keyof Palette, number][] = [
  ['ink', 'ground', 7],
  ['ink', 'sheet', 7],
  ['inkSoft', 'ground', 4.5],
  ['inkSoft', 'sheet', 4.5],
  ['primaryInk', 'primary', 4.5],
  ['primaryInk', 'primaryHover', 4.5],
  ['primary', 'sheet', 4.5],
  ['navInk', 'navSelected', 4.5],
  ['navInkSoft', 'navGround', 4.5],
  ['late', 'lateTint', 4.5],
  ['lock', 'lockTint', 4.5],
  ['done', 'doneTint', 4.5],
  ['underWay', 'underWayTint', 4.5],
  ['notStarted', 'notStartedTint', 4.5],
  ['warning', 'warningTint', 4.5],
]

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('%s', (_mode, palette) => {
  it.each(pairs)('%s on %s can be read', (text, ground, least) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(least)
  })
})
