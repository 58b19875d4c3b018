import Box from '@mui/material/Box'
import { useTheme } from '@mui/material/styles'
import { Table2 } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Bar, LabelList, BarChart as RechartsBarChart, Tooltip, XAxis, YAxis } from 'recharts'
import { formatNumber } from '../../app/format.ts'
import { AppLink } from '../AppLink.tsx'
import { Button } from '../Button.tsx'
import { Table } from '../Table.tsx'
import { type ChartTone, fillOf, Patterns, Swatch, tones } from './patterns.tsx'

export type BarSeries = {
  key: string
  name: string
  /** Colour and pattern. */
  tone: ChartTone
}
export type BarRow = {
  key: string
  label: string
  /** Where the row leads, from its name in the table. */
  href?: string
  /** By key of the series; a missing one is 0. */
  values: Readonly<Record<string, number>>
}
export type BarChartProps = {
  /** What is shown; read aloud and head of the figures. */
  label: string
  /** What a row is: ตำบล, เดือน. */
  rowsLabel: string
  rows: readonly BarRow[]
  series: readonly BarSeries[]
  /** Bars lie beside the names (long Thai names), or stand above them (months). */
  bars?: 'lying' | 'standing'
  /** Series upon each other, or side by side. */
  stacked?: boolean
  /** A column of sums in the table. */
  total?: boolean
  /** How a figure is written; numbers by default. */
  format?: (value: number) => string
  /** How a figure is written at the axis, where `format` would be too long (ล้านบาท). */
  axis?: (value: number) => string
  /** The screen's own table of the same figures, instead of the plain one. */
  table?: ReactNode
  /** Said instead of the chart when there is nothing to show. */
  empty?: ReactNode
}

const lying = { line: 34, edge: 34 }
const standingHeight = 230

/**
 * Bars with their figures beside them: whoever does not see the chart, or wants the number, reads the table with the
 * same figures. Series differ by pattern too, never by colour alone; nothing moves; both can be printed.
 */
export function BarChart(props: BarChartProps) {
  const {
    label,
    rowsLabel,
    rows,
    series,
    bars = 'lying',
    stacked = true,
    total = false,
    empty,
    table,
  } = props
  const { format = (value: number) => formatNumber(value) } = props
  const { axis = format } = props
  const { t } = useTranslation()
  const { tokens } = useTheme()
  // an id that may stand in url(#…)
  const id = `chart${useId().replace(/[^a-zA-Z0-9]/gu, '')}`
  const [figures, setFigures] = useState(true)
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>
  const data = rows.map((row) => ({ ...row.values, key: row.key, label: row.label }))
  // An SVG counts in pixels: its text and the room for it grow with the text of the window.
  const scale = textScale()
  const tick = { fill: tokens.ink, fontSize: 13 * scale }
  const isLying = bars === 'lying'
  const names = isLying ? namesWidth(rows) * scale : 0
  const height = scale * (isLying ? rows.length * lying.line + lying.edge : standingHeight)
  const sumOf = (row: BarRow) => series.reduce((sum, one) => sum + (row.values[one.key] ?? 0), 0)
  return (
    <Box component="figure" role="group" aria-label={label} sx={{ m: 0, breakInside: 'avoid' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.6, mb: 0.4 }}>
        <Box
          component="ul"
          aria-label={t('common.chart.legend')}
          sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: 1.6, flex: 1 }}
        >
          {series.map((one) => (
            <Box
              component="li"
              key={one.key}
              sx={{ display: 'flex', alignItems: 'center', gap: 0.6, fontSize: '0.86rem' }}
            >
              <Swatch id={`${id}-${one.key}`} tone={one.tone} /> {one.name}
            </Box>
          ))}
        </Box>
        <Box sx={{ '@media print': { display: 'none' } }}>
          <Button look="quiet" icon={Table2} onClick={() => setFigures(!figures)}>
            {figures ? t('common.chart.hideFigures') : t('common.chart.showFigures')}
          </Button>
        </Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'flex-start' }}>
        <Box
          sx={{
            flex: table === undefined ? '3 1 22rem' : '2 1 18rem',
            minWidth: 0,
            '& .recharts-surface:focus-visible': {
              outline: `2px solid ${tokens.focus}`,
              outlineOffset: '2px',
            },
          }}
        >
          <RechartsBarChart
            responsive
            style={{
              width: '100%',
              height,
            }}
            data={data}
            layout={isLying ? 'vertical' : 'horizontal'}
            barCategoryGap={isLying ? 6 : '22%'}
            margin={{ top: isLying ? 2 : 18, right: 26, bottom: 2, left: 2 }}
            title={label}
            accessibilityLayer
          >
            <Patterns id={id} used={series.map((one) => one.tone)} />
            {isLying ? (
              <>
                <XAxis
                  type="number"
                  allowDecimals={false}
                  tick={tick}
                  tickFormatter={axis}
                  stroke={tokens.ruleStrong}
                />
                <YAxis
                  type="category"
                  dataKey="label"
                  width={names}
                  tick={tick}
                  stroke={tokens.ruleStrong}
                  interval={0}
                  tickLine={false}
                />
              </>
            ) : (
              <>
                <XAxis dataKey="label" tick={tick} stroke={tokens.ruleStrong} />
                <YAxis
                  allowDecimals={false}
                  tick={tick}
                  tickFormatter={axis}
                  stroke={tokens.ruleStrong}
                  width={34 * scale}
                />
              </>
            )}
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: tokens.quiet }}
              contentStyle={{
                background: tokens.sheet,
                border: `1px solid ${tokens.ruleStrong}`,
                borderRadius: 4,
                color: tokens.ink,
                fontSize: '0.86rem',
              }}
              formatter={(value, name) => [format(Number(value)), name]}
              itemStyle={{ color: tokens.ink, padding: 0 }}
            />
            {series.map((one) => (
              <Bar
                key={one.key}
                dataKey={one.key}
                name={one.name}
                {...(stacked ? { stackId: 'all' } : {})}
                fill={fillOf(id, one.tone)}
                stroke={tokens[tones[one.tone].ink]}
                strokeWidth={1}
                isAnimationActive={false}
                maxBarSize={scale * (isLying ? 24 : 52)}
              >
                <LabelList
                  dataKey={one.key}
                  position="center"
                  content={(given) => (
                    <BarFigure
                      x={Number(given.x)}
                      y={Number(given.y)}
                      width={Number(given.width)}
                      height={Number(given.height)}
                      value={Number(given.value ?? 0)}
                      format={format}
                      scale={scale}
                      ink={tokens[tones[one.tone].ink]}
                      ground={tokens.sheet}
                    />
                  )}
                />
              </Bar>
            ))}
          </RechartsBarChart>
        </Box>
        <Box
          sx={{
            // beside the chart while every column has room there, else below it
            flex: table === undefined ? `2 1 ${7 + 4.4 * (series.length + (total ? 1 : 0))}rem` : '3 1 36rem',
            minWidth: 0,
            display: figures ? 'block' : 'none',
            '@media print': { display: 'block' },
          }}
        >
          {table ?? (
            <Table
              label={t('common.chart.figuresOf', { what: label })}
              rows={rows}
              rowKey={(row) => row.key}
              maxHeight={`max(24rem, ${height}px)`}
              columns={[
                {
                  key: 'label',
                  title: rowsLabel,
                  rowHead: true,
                  nowrap: !isLying,
                  cell: (row) => (row.href ? <AppLink href={row.href}>{row.label}</AppLink> : row.label),
                  ...(rows.length > 1 ? { total: t('common.total') } : {}),
                },
                ...series.map((one) => ({
                  key: one.key,
                  title: one.name,
                  align: 'right' as const,
                  nowrap: true,
                  cell: (row: BarRow) => format(row.values[one.key] ?? 0),
                  ...(rows.length > 1
                    ? { total: format(rows.reduce((sum, row) => sum + (row.values[one.key] ?? 0), 0)) }
                    : {}),
                })),
                ...(total
                  ? [
                      {
                        key: 'total',
                        title: t('common.total'),
                        align: 'right' as const,
                        nowrap: true,
                        cell: (row: BarRow) => format(sumOf(row)),
                        ...(rows.length > 1
                          ? { total: format(rows.reduce((sum, row) => sum + sumOf(row), 0)) }
                          : {}),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Box>
      </Box>
    </Box>
  )
}

/** How large the person wants text: 1, 1.125 or 1.25 (theme/theme.ts sets it on the root). */
function textScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
}

/** Room for the longest name; Thai marks above and below take none. */
function namesWidth(rows: readonly BarRow[]): number {
  const longest = Math.max(
    4,
    ...rows.map((row) => row.label.replace(/[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]/gu, '').length),
  )
  return Math.min(190, 22 + longest * 7.5)
}

/** The figure in the bar on a small ground of its own, so that it is read on every pattern; left out where it has no room. */
function BarFigure(props: {
  x: number
  y: number
  width: number
  height: number
  value: number
  format: (value: number) => string
  scale: number
  ink: string
  ground: string
}) {
  const { x, y, width, height, value, format, scale, ink, ground } = props
  const text = format(value)
  const room = scale * (text.length * 8 + 6)
  if (value === 0 || width < room || height < 15 * scale) return null
  const middle = { x: x + width / 2, y: y + height / 2 }
  return (
    <g aria-hidden>
      <rect
        x={middle.x - room / 2}
        y={middle.y - 8 * scale}
        width={room}
        height={16 * scale}
        rx={3}
        fill={ground}
      />
      <text
        x={middle.x}
        y={middle.y + 4.5 * scale}
        textAnchor="middle"
        fontSize={12.5 * scale}
        fontWeight={600}
        fill={ink}
      >
        {text}
      </text>
    </g>
  )
}
