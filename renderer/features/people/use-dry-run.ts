import { useEffect, useState } from 'react'
import type { TouchedBody } from '../../../core/people/contract.ts'
import { client } from '../../app/client.ts'
import { faultOf, issuesOfFault } from '../../app/faults.ts'
import { type HolderChange, rowOfChange } from './holder-changes.ts'

export type DryRun = {
  /** Bodies that would be touched; null while it is not known. */
  touched: TouchedBody[] | null
  /** What the records refuse: place of the change → key and params in validation.json. */
  refused: ReadonlyMap<number, { key: string; params: Record<string, unknown> }>
  fault: unknown
}
const nothing: DryRun = { touched: null, refused: new Map(), fault: null }
const pause = 250

/** What saving would do and refuse, by a dry run of the very command, a moment after the last key. */
export function useHoldersDryRun(changes: readonly HolderChange[]): DryRun {
  const [outcome, setOutcome] = useState<DryRun>(nothing)
  const asked = JSON.stringify(changes.map(rowOfChange))
  useEffect(() => {
    const rows = JSON.parse(asked) as ReturnType<typeof rowOfChange>[]
    if (rows.length === 0) {
      setOutcome({ ...nothing, touched: [] })
      return
    }
    let here = true
    const timer = setTimeout(() => {
      client.people.saveHolders({ rows, dryRun: true }).then(
        ({ touched }) => here && setOutcome({ ...nothing, touched }),
        (error: unknown) => {
          if (!here) return
          const refused = new Map<number, { key: string; params: Record<string, unknown> }>()
          for (const { path, key, params } of issuesOfFault(faultOf(error))) {
            const at = Number(path[1])
            if (!refused.has(at)) refused.set(at, { key, params })
          }
          setOutcome({ touched: null, refused, fault: refused.size > 0 ? null : error })
        },
      )
    }, pause)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [asked])
  return outcome
}
