import { useCallback, useState } from 'react'
import { api, queryClient } from '../app/client.ts'

/** How a person likes one table: drawn widths (px at 100 % text) and the columns that are put away. */
export type GridMemory = { widths: Record<string, number>; hidden: string[] | null }

/**
 * Kept by the window itself, per office and person (a shared PC has several): it is no record of the office.
 *
 * @param name of the table; undefined keeps nothing
 */
export function useGridMemory(name: string | undefined): [GridMemory, (change: Partial<GridMemory>) => void] {
  const [kept, setKept] = useState(() => read(name))
  const change = useCallback(
    (part: Partial<GridMemory>) => {
      setKept((now) => ({ ...now, ...part }))
      if (name === undefined) return
      try {
        // read again: two parts of a screen remember different things of one table
        localStorage.setItem(keyOf(name), JSON.stringify({ ...read(name), ...part }))
      } catch {
        // a window without storage forgets it on closing; nothing else is lost
      }
    },
    [name],
  )
  return [kept, change]
}

function keyOf(name: string): string {
  const status = queryClient.getQueryData(api.office.status.queryKey())
  return `amphoe-plan.grid:${status?.office?.id ?? ''}:${status?.staff?.id ?? ''}:${name}`
}

function read(name: string | undefined): GridMemory {
  const nothing: GridMemory = { widths: {}, hidden: null }
  if (name === undefined) return nothing
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(name)) ?? '{}') as Partial<GridMemory>
    const widths = Object.entries(kept.widths ?? {}).filter(([, width]) => Number.isFinite(width))
    return {
      widths: Object.fromEntries(widths),
      hidden: Array.isArray(kept.hidden) ? kept.hidden.filter((key) => typeof key === 'string') : null,
    }
  } catch {
    // what cannot be read counts as not kept
    return nothing
  }
}
