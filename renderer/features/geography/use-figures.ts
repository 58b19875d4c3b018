import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FigureRow } from '../../../core/geography/contract.ts'
import { type FigureFields, figureFields } from '../../../core/geography/rules.ts'
import { issuesOf } from '../../../core/kernel/issues.ts'
import { client } from '../../app/client.ts'
import { useCommand } from '../../app/task.ts'

export type EditedFigure = FigureRow & { now: FigureFields }

const emptyFigure = (year: number): FigureFields => ({
  year,
  population: null,
  male: null,
  female: null,
  households: null,
  source: '',
})

/** The figures of a year with what is being written over them; rows that add up go out at once as one command. */
export function useFigures(list: readonly FigureRow[], year: number) {
  const { t } = useTranslation()
  const [waiting, setWaiting] = useState<ReadonlyMap<string, FigureFields>>(new Map())
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.geography.saveFigures)
  const rows = useMemo(
    () =>
      list.map(
        (row): EditedFigure => ({
          ...row,
          now: waiting.get(row.villageId) ?? row.figure ?? emptyFigure(year),
        }),
      ),
    [list, waiting, year],
  )
  const problems = useMemo(() => {
    const found = new Map<string, Record<string, string>>()
    for (const [villageId, fields] of waiting) {
      const parsed = figureFields.safeParse(fields)
      if (parsed.success) continue
      const cells: Record<string, string> = {}
      for (const issue of issuesOf(parsed.error.issues))
        cells[String(issue.path[0] ?? 'population')] ??= t(`validation:${issue.key}`, issue.params)
      found.set(villageId, cells)
    }
    return found
  }, [waiting, t])

  const change = (next: readonly EditedFigure[]) => {
    const before = new Map(rows.map((row) => [row.villageId, row.now]))
    const touched = next.filter((row) => before.get(row.villageId) !== row.now)
    const now = new Map(waiting)
    for (const row of touched) now.set(row.villageId, row.now)
    setWaiting(now)
    const ready = [...now].filter(([, fields]) => figureFields.safeParse(fields).success)
    if (ready.length > 0) void send(ready)
  }
  const send = async (ready: [string, FigureFields][]) => {
    setFault(null)
    try {
      await save.run({
        rows: ready.map(([villageId, fields]) => ({ villageId, fields })),
        dryRun: false,
      })
      setWaiting((now) => {
        const left = new Map(now)
        for (const [villageId, fields] of ready) if (left.get(villageId) === fields) left.delete(villageId)
        return left
      })
    } catch (error) {
      setFault(error)
    }
  }
  return { rows, change, problems, pending: problems.size, fault, clearFault: () => setFault(null) }
}
