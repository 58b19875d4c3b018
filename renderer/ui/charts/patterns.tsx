import { useTheme } from '@mui/material/styles'
import type { Palette } from '../../theme/tokens.ts'

/** How a series looks: a colour and a pattern, so that it is known without the colour too, and in black and white. */
export const tones = {
  done: { ink: 'done', ground: 'doneTint', pattern: 'solid' },
  underWay: { ink: 'underWay', ground: 'underWayTint', pattern: 'stripes' },
  late: { ink: 'late', ground: 'lateTint', pattern: 'cross' },
  notStarted: { ink: 'notStarted', ground: 'sheet', pattern: 'open' },
  warning: { ink: 'warning', ground: 'warningTint', pattern: 'dots' },
  primary: { ink: 'primary', ground: 'primaryTint', pattern: 'solid' },
  accent: { ink: 'accent', ground: 'accentTint', pattern: 'lines' },
} as const satisfies Record<string, { ink: keyof Palette; ground: keyof Palette; pattern: string }>
export type ChartTone = keyof typeof tones

/** `url(#…)` of a tone's pattern in the chart `id`. */
export function fillOf(id: string, tone: ChartTone): string {
  return `url(#${id}-${tone})`
}

/** The patterns of some tones, for the `<defs>` of a chart or of a swatch. */
export function Patterns({ id, used }: { id: string; used: readonly ChartTone[] }) {
  const { tokens } = useTheme()
  return (
    <defs>
      {[...new Set(used)].map((tone) => {
        const { ink, ground, pattern } = tones[tone]
        const line = { stroke: tokens[ink], strokeWidth: 1.6 }
        return (
          <pattern
            key={tone}
            id={`${id}-${tone}`}
            width={8}
            height={8}
            patternUnits="userSpaceOnUse"
            {...(pattern === 'stripes' || pattern === 'cross' ? { patternTransform: 'rotate(45)' } : {})}
          >
            <rect width={8} height={8} fill={pattern === 'solid' ? tokens[ink] : tokens[ground]} />
            {pattern === 'stripes' || pattern === 'cross' ? <path d="M0 4H8" {...line} /> : null}
            {pattern === 'cross' ? <path d="M4 0V8" {...line} /> : null}
            {pattern === 'lines' ? <path d="M0 2H8M0 6H8" {...line} /> : null}
            {pattern === 'dots' ? <circle cx={4} cy={4} r={1.7} fill={tokens[ink]} /> : null}
          </pattern>
        )
      })}
    </defs>
  )
}

/** The sign of a series in the legend. */
export function Swatch({ id, tone }: { id: string; tone: ChartTone }) {
  const { tokens } = useTheme()
  return (
    <svg width={22} height={13} aria-hidden style={{ flex: 'none' }}>
      <Patterns id={`${id}-key`} used={[tone]} />
      <rect
        x={0.75}
        y={0.75}
        width={20.5}
        height={11.5}
        fill={fillOf(`${id}-key`, tone)}
        stroke={tokens[tones[tone].ink]}
        strokeWidth={1.2}
      />
    </svg>
  )
}
