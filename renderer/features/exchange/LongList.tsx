import Box from '@mui/material/Box'
import { type ReactNode, useEffect, useRef, useState } from 'react'

const LINES = 30

/**
 * A list of thousands of lines of any height: only those near what is in sight are drawn, the others keep their room.
 * Scrolled with the keys like any region.
 */
export function LongList<Row>({
  label,
  rows,
  rowKey,
  maxHeight,
  lineHeight = 64,
  head,
  children,
}: {
  label: string
  rows: readonly Row[]
  rowKey: (row: Row) => string
  maxHeight: string
  /** Pixels of a line that was never drawn, guessed. */
  lineHeight?: number
  /** Stays above the lines. */
  head?: ReactNode
  children: (row: Row) => ReactNode
}) {
  const [region, setRegion] = useState<HTMLElement | null>(null)
  const parts = Array.from({ length: Math.ceil(rows.length / LINES) }, (_, at) =>
    rows.slice(at * LINES, (at + 1) * LINES),
  )
  return (
    <Box
      ref={setRegion}
      role="region"
      aria-label={label}
      tabIndex={0}
      sx={{ maxHeight, overflow: 'auto', overflowAnchor: 'none' }}
    >
      {head === undefined ? null : <Box sx={{ position: 'sticky', top: 0, zIndex: 1 }}>{head}</Box>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {region === null
          ? null
          : parts.map((part, at) => {
              const [first] = part
              return (
                <Part
                  key={first === undefined ? at : rowKey(first)}
                  region={region}
                  guess={part.length * lineHeight}
                  shown={at === 0}
                >
                  {() => part.map((row) => <li key={rowKey(row)}>{children(row)}</li>)}
                </Part>
              )
            })}
      </Box>
    </Box>
  )
}

function Part({
  region,
  guess,
  shown,
  children,
}: {
  region: HTMLElement
  guess: number
  shown: boolean
  children: () => ReactNode
}) {
  const box = useRef<HTMLLIElement>(null)
  const height = useRef(guess)
  const [near, setNear] = useState(shown)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return
        // what leaves the neighbourhood leaves a room of its own height, so that nothing jumps
        if (!entry.isIntersecting && entry.boundingClientRect.height > 0)
          height.current = entry.boundingClientRect.height
        setNear(entry.isIntersecting)
      },
      { root: region, rootMargin: '800px 0px' },
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [region])
  return (
    <li ref={box} style={near ? undefined : { height: height.current }} aria-hidden={near ? undefined : true}>
      {near ? <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>{children()}</ul> : null}
    </li>
  )
}
