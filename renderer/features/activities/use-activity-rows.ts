import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Activity } from '../../../core/activities/contract.ts'
import { type ActivityFields, activityFields, persons } from '../../../core/activities/rules.ts'
import { issuesOf } from '../../../core/kernel/issues.ts'
import { client } from '../../app/client.ts'
import { faultOf, issuesOfFault } from '../../app/faults.ts'
import { onSettle } from '../../app/settle.ts'
import { useCommand } from '../../app/task.ts'
import { fieldsOf } from './activity-form.ts'

/** A row of the table; `id` null until it was recorded. Its key stays the same when it is. */
export type ActivityRow = {
  key: string
  id: string | null
  activity: Activity | null
  fields: ActivityFields
}

export function attended(row: ActivityRow, group: string): number | null {
  return row.fields.attendance.find((one) => one.group === group)?.persons ?? null
}

export function withAttended(row: ActivityRow, group: string, count: number | null): ActivityRow {
  const others = row.fields.attendance.filter((one) => one.group !== group)
  const attendance = count === null || count === 0 ? others : [...others, { group, persons: count }]
  return { ...row, fields: { ...row.fields, attendance } }
}

export const personsOf = (row: ActivityRow) => persons(row.fields.attendance)

/** Why a row cannot be recorded as it stands: column key → key and params in validation.json. */
function wrongCells(fields: ActivityFields) {
  const parsed = activityFields.safeParse(fields)
  return parsed.success ? [] : issuesOf(parsed.error.issues)
}

/** The column of the table in which something wrong in the fields is shown. */
function columnOf(path: readonly (string | number)[], fields: ActivityFields): string {
  const [first, at] = path
  if (first !== 'attendance') return String(first ?? 'subject')
  const group = typeof at === 'number' ? fields.attendance[at]?.group : undefined
  return group === undefined ? 'persons' : `group.${group}`
}

/**
 * Activities with what is being written over them. Whatever is changed at once (one cell, a block) goes out as one
 * command; rows keep their places while they are worked on, so that the cursor never finds itself in another record.
 */
export function useActivityRows(activities: readonly Activity[]) {
  const { t } = useTranslation()
  const [waiting, setWaiting] = useState<ReadonlyMap<string, ActivityRow>>(new Map())
  const [refused, setRefused] = useState<ReadonlyMap<string, Record<string, string>>>(new Map())
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.activities.saveRows)
  const remove = useCommand(client.activities.removeRows)
  const order = useRef<string[]>([])
  const keyById = useRef(new Map<string, string>())
  const idByKey = useRef(new Map<string, string>())
  const chain = useRef<Promise<unknown>>(Promise.resolve())
  useEffect(() => onSettle(() => chain.current), [])

  const rows = useMemo(() => {
    const recorded = new Map<string, ActivityRow>()
    for (const activity of activities) {
      const key = keyById.current.get(activity.id) ?? activity.id
      recorded.set(key, { key, id: activity.id, activity, fields: fieldsOf(activity) })
    }
    const known = order.current.filter((key) => recorded.has(key) || waiting.get(key)?.id === null)
    const added = [...recorded.keys()].filter((key) => !order.current.includes(key))
    order.current = [...known, ...added]
    return order.current.flatMap((key) => {
      const mine = waiting.get(key)
      const row = recorded.get(key)
      if (mine === undefined) return row ?? []
      return row ? { ...mine, id: row.id, activity: row.activity } : mine
    })
  }, [activities, waiting])

  const problems = useMemo(() => {
    const found = new Map(refused)
    for (const row of waiting.values()) {
      const cells: Record<string, string> = {}
      for (const { path, key, params } of wrongCells(row.fields))
        cells[columnOf(path, row.fields)] = t(`validation:${key}`, params)
      if (Object.keys(cells).length > 0) found.set(row.key, { ...found.get(row.key), ...cells })
    }
    return found
  }, [waiting, refused, t])

  const send = async (sent: readonly ActivityRow[]) => {
    const asked = sent.map((row) => ({
      id: row.id ?? idByKey.current.get(row.key) ?? null,
      fields: row.fields,
    }))
    try {
      const { ids } = await save.run({ rows: asked })
      for (const [at, row] of sent.entries()) {
        const id = ids[at]
        if (id === undefined || row.id !== null) continue
        keyById.current.set(id, row.key)
        idByKey.current.set(row.key, id)
      }
      // what was typed meanwhile is newer than what was saved
      setWaiting((now) => {
        const left = new Map(now)
        for (const row of sent) if (left.get(row.key) === row) left.delete(row.key)
        return left
      })
    } catch (error) {
      const found = new Map<string, Record<string, string>>()
      for (const { path, key, params } of issuesOfFault(faultOf(error))) {
        const row = sent[Number(path[1])]
        if (row)
          found.set(row.key, {
            ...found.get(row.key),
            [columnOf(path.slice(3), row.fields)]: t(`validation:${key}`, params),
          })
      }
      setRefused(found)
      if (found.size === 0) setFault(error)
    }
  }

  const change = (next: readonly ActivityRow[]) => {
    const before = new Map(rows.map((row) => [row.key, row]))
    const touched = next.filter((row) => before.get(row.key) !== row)
    if (touched.length === 0) return
    next.forEach((row, at) => {
      if (order.current.includes(row.key)) return
      const before = next[at - 1]?.key
      order.current.splice(before === undefined ? 0 : order.current.indexOf(before) + 1, 0, row.key)
    })
    setRefused(new Map())
    setFault(null)
    setWaiting((now) => new Map([...now, ...touched.map((row) => [row.key, row] as const)]))
    const ready = touched.filter((row) => wrongCells(row.fields).length === 0)
    if (ready.length > 0) chain.current = chain.current.then(() => send(ready))
  }

  /** All at once, so that one undo brings all of them back. */
  const drop = (gone: readonly ActivityRow[]) => {
    chain.current = chain.current.then(async () => {
      setWaiting((now) => {
        const left = new Map(now)
        for (const row of gone) left.delete(row.key)
        return left
      })
      const ids = gone.flatMap((row) => row.id ?? idByKey.current.get(row.key) ?? [])
      if (ids.length > 0) await remove.attempt({ ids })
    })
  }

  return { rows, change, drop, problems, fault, clearFault: () => setFault(null) }
}
