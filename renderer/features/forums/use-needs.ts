import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Forum, Need } from '../../../core/forums/contract.ts'
import { type NeedFields, needFields } from '../../../core/forums/rules.ts'
import { issuesOf } from '../../../core/kernel/issues.ts'
import { client } from '../../app/client.ts'
import { faultOf, issuesOfFault } from '../../app/faults.ts'
import { useCommand } from '../../app/task.ts'
import { unreadOf } from '../../ui/grid-model.ts'
import type { GridChange } from '../../ui/index.ts'

/** A row of the table: a need of the record, or one that is being written and says too little yet. */
export type NeedRow = NeedFields & { key: string; id: string | null; need: Need | null }

let fresh = 0
export function emptyNeed(): NeedRow {
  fresh += 1
  return {
    key: `new-${fresh}`,
    id: null,
    need: null,
    problem: '',
    cause: '',
    name: '',
    issue: '',
    site: '',
    projectClass: null,
    amount: null,
    votes: null,
  }
}

function rowOf(need: Need): NeedRow {
  const { problem, cause, name, issue, site, projectClass, amount, votes } = need
  return { key: need.id, id: need.id, need, problem, cause, name, issue, site, projectClass, amount, votes }
}

function fieldsOf({ key: _key, id: _id, need: _need, ...fields }: NeedRow): NeedFields {
  return fields
}

/** What can be saved: it says enough, and nothing that was pasted into it waits to be read. */
function isReady(row: NeedRow): boolean {
  return unreadOf(row) === undefined && needFields.safeParse(fieldsOf(row)).success
}

/** The needs with what is being written over them; each change goes out at once as one command. */
export function useNeeds(forum: Forum) {
  const { t } = useTranslation()
  const [waiting, setWaiting] = useState<readonly NeedRow[]>([])
  const [refused, setRefused] = useState<ReadonlyMap<string, Record<string, string>>>(new Map())
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.forums.saveNeeds)
  /** Ids that new rows got, by key: a row may be typed on while it is being saved and must not be added twice. */
  const given = useRef(new Map<string, string>())
  const queue = useRef<Promise<void>>(Promise.resolve())

  const rows = useMemo(() => {
    const idOf = (row: NeedRow) => row.id ?? given.current.get(row.key) ?? null
    const over = new Map(waiting.map((row) => [idOf(row), row]))
    const known = new Set<string | null>(forum.needs.map((need) => need.id))
    return [
      ...forum.needs.map((need) => {
        const mine = over.get(need.id)
        return mine ? { ...mine, id: need.id, need } : rowOf(need)
      }),
      ...waiting.filter((row) => !known.has(idOf(row))),
    ]
  }, [forum.needs, waiting])

  const problems = useMemo(() => {
    const found = new Map<string, Record<string, string>>(refused)
    for (const row of rows) {
      if (row.need?.tooManyHands)
        found.set(row.key, {
          votes: t('validation:tooManyHands', { votes: row.votes ?? 0, persons: forum.persons }),
        })
    }
    for (const row of waiting) {
      const parsed = needFields.safeParse(fieldsOf(row))
      if (parsed.success) continue
      const cells: Record<string, string> = {}
      for (const issue of issuesOf(parsed.error.issues))
        cells[String(issue.path[0] ?? 'name')] ??= t(`validation:${issue.key}`, issue.params)
      found.set(row.key, cells)
    }
    return found
  }, [rows, waiting, refused, forum.persons, t])

  const send = (ready: readonly NeedRow[], removed: string[], order: string[]): Promise<void> => {
    queue.current = queue.current.then(() => sendNow(ready, removed, order))
    return queue.current
  }
  const sendNow = async (ready: readonly NeedRow[], removed: string[], order: string[]) => {
    setFault(null)
    try {
      const { ids } = await save.run({
        forumId: forum.id,
        rows: ready.map((row) => ({
          id: row.id ?? given.current.get(row.key) ?? null,
          fields: fieldsOf(row),
        })),
        removed,
        order,
        dryRun: false,
      })
      ready.forEach((row, at) => {
        const id = ids[at]
        if (row.id === null && id !== undefined) given.current.set(row.key, id)
      })
      const sent = new Set(ready)
      setWaiting((now) => now.filter((row) => !sent.has(row)))
      setRefused(new Map())
    } catch (error) {
      const found = new Map<string, Record<string, string>>()
      for (const issue of issuesOfFault(faultOf(error))) {
        const row = ready[Number(issue.path[1])]
        if (row)
          found.set(row.key, { [String(issue.path.at(-1))]: t(`validation:${issue.key}`, issue.params) })
      }
      setRefused(found)
      setFault(error)
    }
  }

  const change = (next: NeedRow[], what: GridChange<NeedRow>) => {
    if (what.kind === 'remove') {
      const keys = new Set(what.removed.map((row) => row.key))
      setWaiting((now) => now.filter((row) => !keys.has(row.key)))
      const ids = what.removed.flatMap((row) => (row.id === null ? [] : [row.id]))
      if (ids.length > 0) void send([], ids, [])
      return
    }
    if (what.kind === 'move') {
      void send(
        [],
        [],
        next.flatMap((row) => (row.id === null ? [] : [row.id])),
      )
      return
    }
    const before = new Map(rows.map((row) => [row.key, row]))
    const touched = next.filter((row) => before.get(row.key) !== row)
    const keys = new Set(touched.map((row) => row.key))
    const nowWaiting = [...waiting.filter((row) => !keys.has(row.key)), ...touched]
    setWaiting(nowWaiting)
    const ready = nowWaiting.filter(isReady)
    if (ready.length > 0) void send(ready, [], [])
  }
  return { rows, change, problems, pending: waiting.length, fault, clearFault: () => setFault(null) }
}
