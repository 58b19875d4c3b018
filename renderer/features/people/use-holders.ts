import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PostLine } from '../../../core/people/contract.ts'
import { client } from '../../app/client.ts'
import { faultOf, issuesOfFault } from '../../app/faults.ts'
import { useCommand } from '../../app/task.ts'
import { type HolderChange, rowOfChange } from './holder-changes.ts'
import { type HolderRow, holderRow, judgeRows, touchedRows } from './holder-rows.ts'

/**
 * The posts with what is being written over them. A first name, a spelling, a day go out at once as one command; where
 * somebody leaves, the change is handed to be asked first, and the table says meanwhile what is recorded.
 */
export function useHolders(posts: readonly PostLine[]) {
  const { t } = useTranslation()
  const [waiting, setWaiting] = useState<ReadonlyMap<string, HolderRow>>(new Map())
  const [asked, setAsked] = useState<HolderChange[] | null>(null)
  const [refused, setRefused] = useState<ReadonlyMap<string, Record<string, string>>>(new Map())
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.people.saveHolders)

  const rows = useMemo(
    () =>
      posts.map((post) => {
        const mine = waiting.get(post.id)
        return mine ? { ...mine, post } : holderRow(post)
      }),
    [posts, waiting],
  )
  const problems = useMemo(() => {
    const found = new Map(refused)
    for (const [id, cells] of judgeRows(rows).wrong)
      found.set(
        id,
        Object.fromEntries(
          Object.entries(cells).map(([column, { key, params }]) => [column, t(`validation:${key}`, params)]),
        ),
      )
    return found
  }, [rows, refused, t])

  const change = (next: HolderRow[]) => {
    const touched = touchedRows(rows, next)
    const verdict = judgeRows(touched)
    const kept = new Map(waiting)
    for (const row of touched) kept.set(row.id, row)
    for (const { postId } of verdict.asked) kept.delete(postId)
    setWaiting(kept)
    setRefused(new Map())
    if (verdict.ready.length > 0) void send(verdict.ready)
    if (verdict.asked.length > 0) setAsked(verdict.asked)
  }

  const drop = (ids: readonly string[]) =>
    setWaiting((now) => {
      const left = new Map(now)
      for (const id of ids) left.delete(id)
      return left
    })

  const send = async (changes: HolderChange[]) => {
    setFault(null)
    const ids = changes.map((one) => one.postId)
    try {
      await save.run({ rows: changes.map(rowOfChange), dryRun: false })
      drop(ids)
    } catch (error) {
      const found = new Map<string, Record<string, string>>()
      for (const { path, key, params } of issuesOfFault(faultOf(error))) {
        const id = ids[Number(path[1])]
        const column = path[2] === 'startsOn' ? 'startsOn' : 'name'
        if (id !== undefined) found.set(id, { [column]: t(`validation:${key}`, params) })
      }
      setRefused(found)
      if (found.size === 0) {
        drop(ids)
        setFault(error)
      }
    }
  }

  return {
    rows,
    change,
    problems,
    fault,
    clearFault: () => setFault(null),
    asked,
    /** Saved, or thrown away: the table says what is recorded. */
    answered: () => setAsked(null),
  }
}
