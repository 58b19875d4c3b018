import { useEffect, useMemo, useState } from 'react'
import type { Place } from '../../../core/geography/contract.ts'
import { type PastedVillage, parseVillagePaste } from '../../../core/geography/rules.ts'
import { client } from '../../app/client.ts'
import { faultOf, issuesOfFault } from '../../app/faults.ts'

export type PasteVerdict = { rows: PastedVillage[]; good: PastedVillage[]; bad: number }

/**
 * A pasted list of villages with the verdict on each row: first what the text means, then, by a dry run of the very
 * command, what the records would refuse (a moo that is taken, a tambon of another office).
 *
 * @param saving while the rows are being saved nothing is asked: they would be found to be there already
 */
export function useVillagePaste(
  text: string,
  tambons: readonly Place[],
  tambonCode: string | null,
  saving: boolean,
): PasteVerdict {
  const read = useMemo(() => parseVillagePaste(text, tambons, tambonCode), [text, tambons, tambonCode])
  const [refused, setRefused] = useState<ReadonlyMap<PastedVillage, PastedVillage>>(new Map())
  useEffect(() => {
    if (saving) return
    const understood = read.filter((row) => row.village !== null)
    setRefused(new Map())
    if (understood.length === 0) return
    let here = true
    const timer = setTimeout(() => {
      client.geography
        .saveVillages({
          rows: understood.flatMap((row) => (row.village ? [{ id: null, fields: row.village }] : [])),
          dryRun: true,
        })
        .catch((error: unknown) => {
          if (!here) return
          const found = new Map<PastedVillage, PastedVillage>()
          for (const issue of issuesOfFault(faultOf(error))) {
            const row = understood[Number(issue.path[1])]
            const params: Record<string, string | number> = {}
            for (const [name, value] of Object.entries(issue.params))
              params[name] = typeof value === 'number' ? value : String(value)
            if (row)
              found.set(row, {
                ...row,
                village: null,
                problem: { column: String(issue.path.at(-1) ?? ''), key: issue.key, params },
              })
          }
          setRefused(found)
        })
    }, 350)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [read, saving])
  return useMemo(() => {
    const rows = read.map((row) => refused.get(row) ?? row)
    const good = rows.filter((row) => row.village !== null)
    return { rows, good, bad: rows.length - good.length }
  }, [read, refused])
}
