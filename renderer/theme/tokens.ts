/**
 * Every colour, size and weight of the program, in one place. A ministry desk: off-white paper, deep green ink,
 * one ochre accent; nothing that glows. Contrast of text on its ground is at least 4.5:1 (7:1 for ordinary text).
 */
export type Palette = {
  /** The desk behind everything. */
  ground: string
  /** Sheets, tables, dialogs. */
  sheet: string
  /** Table heads, bars, quiet panels. */
  quiet: string
  rule: string
  ruleStrong: string
  ink: string
  inkSoft: string
  primary: string
  /** The main button under the pointer. */
  primaryHover: string
  primaryInk: string
  primaryTint: string
  accent: string
  accentTint: string
  navGround: string
  navInk: string
  navInkSoft: string
  navSelected: string
  focus: string
  done: string
  doneTint: string
  underWay: string
  underWayTint: string
  late: string
  lateTint: string
  notStarted: string
  notStartedTint: string
  /** What no longer changes: adopted, signed, accepted. A deadline never has this colour (PEERS.md §1.2). */
  lock: string
  lockTint: string
  warning: string
  warningTint: string
}

export const light: Palette = {
  ground: '#f5f3ec',
  sheet: '#fffefb',
  quiet: '#eeebe1',
  rule: '#dcd7c9',
  ruleStrong: '#b4ad9a',
  ink: '#1d2723',
  inkSoft: '#55605a',
  primary: '#0f5345',
  primaryHover: '#0a3d33',
  primaryInk: '#ffffff',
  primaryTint: '#dfece5',
  accent: '#8a5a00',
  accentTint: '#f8ecd0',
  navGround: '#10362f',
  navInk: '#f3f1e7',
  navInkSoft: '#b9c9c0',
  navSelected: '#1f5448',
  focus: '#b36b00',
  done: '#1c6a3b',
  doneTint: '#dff0e2',
  underWay: '#1b5793',
  underWayTint: '#e0ebf6',
  late: '#a3261b',
  lateTint: '#fbe5e0',
  notStarted: '#5a6169',
  notStartedTint: '#ecebe6',
  lock: '#5a3a86',
  lockTint: '#ece5f5',
  warning: '#7a4f00',
  warningTint: '#faf0d6',
}

export const dark: Palette = {
  ground: '#14191a',
  sheet: '#1b2223',
  quiet: '#232c2c',
  rule: '#364140',
  ruleStrong: '#5b6967',
  ink: '#ebe9e0',
  inkSoft: '#a9b4ae',
  primary: '#8ccdb5',
  primaryHover: '#a9dcc9',
  primaryInk: '#0c2a22',
  primaryTint: '#1f3a33',
  accent: '#e2b864',
  accentTint: '#3a3018',
  navGround: '#0e1716',
  navInk: '#ebe9e0',
  navInkSoft: '#9fb0a8',
  navSelected: '#1f3a33',
  focus: '#f0b64c',
  done: '#86d39c',
  doneTint: '#1b3524',
  underWay: '#8dbdf0',
  underWayTint: '#1a2c40',
  late: '#ff9c8c',
  lateTint: '#44211c',
  notStarted: '#b3b8bd',
  notStartedTint: '#2b3132',
  lock: '#cdb4f2',
  lockTint: '#32284a',
  warning: '#e9c67c',
  warningTint: '#382d14',
}

/** Sizes: pixels at 100 % text; everything that holds text is in rem, so 125 % grows with it. */
export const size = {
  fontBase: 15,
  radius: 4,
  navWidth: '13.6rem',
  navWidthSmall: '3.6rem',
  barHeight: '2.9rem',
  rowHeight: 34,
  pagePadding: '1.1rem',
} as const

export const weight = { normal: 400, strong: 600 } as const
export const fontStack = "'Sarabun', 'TH Sarabun New', 'Leelawadee UI', Tahoma, sans-serif"
