import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VillageRow } from '../../../core/geography/contract.ts'
import { type VillageFields, villageFields } from '../../../core/geography/rules.ts'
import { issuesOf } from '../../../core/kernel/issues.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import type { GridChange } from '../../ui/index.ts'
import { useConfirm } from '../../ui/index.ts'

/** A row of the table: a village of the records, or one that is being written and not yet complete. */
export type EditedVillage = VillageFields & { key: string; id: string | null; laoNames: string[] }

let fresh = 0
export function emptyVillage(tambonCode: string): EditedVillage {
  fresh += 1
  return {
    key: `new-${fresh}`,
    id: null,
    kind: 'village',
    tambonCode,
    mooNo: null,
    name: '',
    officialCode: null,
    population: null,
    households: null,
    headmanName: '',
    example: false,
    laoNames: [],
  }
}

function editedOf(row: VillageRow): EditedVillage {
  const { id, tambonName: _name, laoNames, ...fields } = row
  return { ...fields, key: id, id, laoNames }
}

function fieldsOf({ key: _key, id: _id, laoNames: _laos, ...fields }: EditedVillage): VillageFields {
  return fields
}

/**
 * The villages of the records with what is being written over them. A row that is complete goes out at once as one
 * command with the others of the same change; a row that is not waits, with a sentence at its wrong cells.
 */
export function useVillages(tambonCode: string | null) {
  const { t } = useTranslation()
  const query = useQuery(api.geography.villages.queryOptions({ input: { tambonCode } }))
  const [waiting, setWaiting] = useState<readonly EditedVillage[]>([])
  const [refused, setRefused] = useState<ReadonlyMap<string, Record<string, string>>>(new Map())
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.geography.saveVillages)
  const remove = useCommand(client.geography.removeVillage)
  const confirm = useConfirm()
  const { notify } = useNotice()
  const round = useRef(0)

  const rows = useMemo(() => {
    const over = new Map(waiting.map((row) => [row.key, row]))
    const known = (query.data ?? []).map((row) => over.get(row.id) ?? editedOf(row))
    const keys = new Set(known.map((row) => row.key))
    return [...known, ...waiting.filter((row) => !keys.has(row.key) && row.id === null)]
  }, [query.data, waiting])

  const problems = useMemo(() => {
    const found = new Map<string, Record<string, string>>(refused)
    for (const row of waiting) {
      const parsed = villageFields.safeParse(fieldsOf(row))
      if (parsed.success) continue
      const cells: Record<string, string> = {}
      for (const issue of issuesOf(parsed.error.issues))
        cells[String(issue.path[0] ?? 'name')] ??= t(`validation:${issue.key}`, issue.params)
      found.set(row.key, cells)
    }
    return found
  }, [waiting, refused, t])

  const change = (next: EditedVillage[], what: GridChange<EditedVillage>) => {
    if (what.kind === 'remove') {
      void takeAway(what.removed)
      return
    }
    const before = new Map(rows.map((row) => [row.key, row]))
    const touched = next.filter((row) => before.get(row.key) !== row)
    const keys = new Set(touched.map((row) => row.key))
    const nowWaiting = [...waiting.filter((row) => !keys.has(row.key)), ...touched]
    setWaiting(nowWaiting)
    const ready = nowWaiting.filter((row) => villageFields.safeParse(fieldsOf(row)).success)
    if (ready.length > 0) void send(ready)
  }

  const send = async (ready: EditedVillage[]) => {
    round.current += 1
    setFault(null)
    try {
      const done = await save.run({
        rows: ready.map((row) => ({ id: row.id, fields: fieldsOf(row) })),
        dryRun: false,
      })
      if (done.sexCleared.villages > 0) {
        const { villages, years } = done.sexCleared
        notify(t('geography.grid.sexCleared', { count: villages, year: years.join(', ') }), {
          severity: 'warning',
        })
      }
      const sent = new Set(ready)
      setWaiting((now) => now.filter((row) => !sent.has(row)))
      setRefused(new Map())
    } catch (error) {
      setFault(error)
    }
  }

  const takeAway = async (gone: EditedVillage[]) => {
    const kept = gone.filter((row) => row.id !== null)
    if (kept.length > 0) {
      const yes = await confirm({
        title: t('geography.remove.title', { count: kept.length }),
        text: t('geography.remove.text'),
        confirm: t('geography.remove.confirm'),
        danger: true,
      })
      if (!yes) return
    }
    const keys = new Set(gone.map((row) => row.key))
    setWaiting((now) => now.filter((row) => !keys.has(row.key)))
    for (const row of kept) {
      if (row.id === null) continue
      const done = await remove.attempt({ id: row.id })
      if (!done.ok) return
    }
  }

  return { query, rows, change, problems, pending: waiting.length, fault, clearFault: () => setFault(null) }
}
