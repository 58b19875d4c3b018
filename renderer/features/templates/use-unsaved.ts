import { useCallback, useMemo, useRef } from 'react'
import { useDraft } from '../../app/drafts.ts'

export type Unsaved<T> = {
  /** What was typed and not kept, also before the screen was left; null when there is nothing. */
  read: () => T | null
  keep: (data: T) => void
  forget: () => void
}

/**
 * Typing of an editor that outlives the screen (C24): also another window that keeps the same record meanwhile takes
 * nothing of it away.
 *
 * @returns null while it is being looked for
 */
export function useUnsaved<T>(form: string): Unsaved<T> | null {
  const { found, keep: keepDraft, forget: forgetDraft } = useDraft<T>(form)
  const now = useRef<{ data: T } | null | undefined>(undefined)
  if (now.current === undefined && found !== undefined) now.current = found
  const read = useCallback(() => now.current?.data ?? null, [])
  const keep = useCallback(
    (data: T) => {
      now.current = { data }
      keepDraft(data)
    },
    [keepDraft],
  )
  const forget = useCallback(() => {
    if (now.current === null) return
    now.current = null
    void forgetDraft()
  }, [forgetDraft])
  const isReady = found !== undefined
  return useMemo(() => (isReady ? { read, keep, forget } : null), [isReady, read, keep, forget])
}
