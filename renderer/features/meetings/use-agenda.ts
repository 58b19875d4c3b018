import { useCallback, useEffect, useRef, useState } from 'react'
import type { Meeting } from '../../../core/meetings/contract.ts'
import { client, refreshAll } from '../../app/client.ts'
import { useDraft } from '../../app/drafts.ts'
import { useSaveOnLeave } from '../../app/save-on-leave.ts'
import { type AgendaLine, keysOf, linesOf, rowsOf, saying, withoutWords } from './agenda-lines.ts'

const pause = 700

type Agenda = {
  lines: readonly AgendaLine[]
  change: (lines: readonly AgendaLine[]) => void
  state: 'saved' | 'saving' | 'waiting' | 'failed'
  fault: unknown
  retry: () => void
}

/**
 * The agenda as it is written, saved by itself as one command a moment after the last key. Lines that have lost their
 * words wait, and what waits is kept as a draft.
 *
 * @param busy somebody is typing in it: what comes from elsewhere waits
 */
export function useAgenda(meeting: Meeting, frozen: boolean, busy: () => boolean): Agenda {
  const [lines, setLines] = useState<readonly AgendaLine[]>(() => linesOf(meeting.items))
  const [state, setState] = useState<Agenda['state']>('saved')
  const [fault, setFault] = useState<unknown>(null)
  const draft = useDraft<AgendaLine[]>(frozen ? null : `meetings.agenda:${meeting.id}`)
  const live = useRef(lines)
  const items = useRef(meeting.items)
  items.current = meeting.items
  /** What the records say, as far as this screen has read or written it. */
  const known = useRef(saying(linesOf(meeting.items)))
  /** Items that this screen has read: what another window adds is not left out by it. */
  const seen = useRef<readonly string[]>(meeting.items.map(({ id }) => id))
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const running = useRef<Promise<void> | null>(null)
  const put = useCallback((next: readonly AgendaLine[]) => {
    live.current = next
    setLines(next)
  }, [])

  const { forget } = draft
  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current)
    timer.current = undefined
    while (running.current) await running.current
    const now = live.current
    if (saying(now) === known.current) {
      setState(withoutWords(now).length > 0 ? 'waiting' : 'saved')
      return
    }
    if (withoutWords(now).length > 0) {
      setState('waiting')
      return
    }
    const work = async () => {
      setState('saving')
      try {
        const { ids } = await client.meetings.saveAgenda({
          id: meeting.id,
          rows: rowsOf(now, items.current),
          seen: [...seen.current],
        })
        seen.current = ids.flatMap((head) => [head.id, ...head.matters])
        const given = new Map<string, string>()
        keysOf(now).forEach((head, at) => {
          const made = ids[at]
          if (made === undefined) return
          given.set(head.key, made.id)
          head.matters.forEach((key, under) => {
            const id = made.matters[under]
            if (id !== undefined) given.set(key, id)
          })
        })
        const named = (one: AgendaLine) =>
          one.id === null ? { ...one, id: given.get(one.key) ?? null } : one
        known.current = saying(now.map(named))
        put(live.current.map(named))
        setFault(null)
        setState(saying(live.current) === known.current ? 'saved' : 'waiting')
        await forget()
      } catch (error) {
        setFault(error)
        setState('failed')
      }
    }
    running.current = work()
    await running.current
    running.current = null
    await refreshAll()
  }, [meeting.id, put, forget])

  const change = (next: readonly AgendaLine[]) => {
    if (frozen) return
    put(next)
    setState('waiting')
    draft.keep([...next])
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush(), pause)
  }

  // what comes from elsewhere: undo, another window, matters carried over
  useEffect(() => {
    const said = saying(linesOf(meeting.items))
    if (said === known.current || timer.current !== undefined || running.current || busy()) return
    known.current = said
    seen.current = meeting.items.map(({ id }) => id)
    put(linesOf(meeting.items))
    setState('saved')
  }, [meeting.items, put, busy])

  // typing that a power cut left behind
  const taken = useRef(false)
  useEffect(() => {
    if (taken.current || !draft.found) return
    taken.current = true
    const still = new Set(items.current.map((item) => item.id))
    // a line that was taken away meanwhile is a new one
    const kept = draft.found.data.map((line) => (still.has(line.id ?? '') ? line : { ...line, id: null }))
    if (saying(kept) === known.current) return
    put(kept)
    setState('waiting')
    void flush()
  }, [draft.found, put, flush])

  useSaveOnLeave(flush, timer)
  return { lines, change, state, fault, retry: () => void flush() }
}
