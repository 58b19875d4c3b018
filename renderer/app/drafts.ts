import { useCallback, useEffect, useRef, useState } from 'react'
import { client } from './client.ts'

const pause = 800

/** Forms on screen by the key of their draft: what is not yet written of it is let go. */
const onScreen = new Map<string, () => void>()

/** The form saved itself: what waited to be kept as its draft must not be written after it. */
export function holdDraft(form: string): void {
  onScreen.get(form)?.()
}

export type Draft<T> = {
  /** Undefined while it is being looked for; null when there is none. */
  found: { data: T; savedAt: string } | null | undefined
  /** Keeps what stands in the form; written within two seconds of the last key, at once when the window goes away. */
  keep: (data: T) => void
  /** Keeps it at once: a step was finished. */
  keepNow: (data: T) => void
  /** Lets what is not yet written wait: the form is being handed in. */
  hold: () => void
  /** Forgets the draft: the form was handed in or thrown away. */
  forget: () => Promise<void>
  savedAt: string | null
}

/**
 * A form's draft, kept by the core in the office's file, so that a power cut costs at most two seconds of typing (C24).
 * @param form key of the form, e.g. `plans.open` or `orders.save:<id>`; null keeps nothing
 */
export function useDraft<T>(form: string | null): Draft<T> {
  const [found, setFound] = useState<Draft<T>['found']>(form === null ? null : undefined)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const waiting = useRef<{ data: T } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    const next = waiting.current
    if (form === null || next === null) return
    waiting.current = null
    await client.office.saveDraft({ form, data: next.data }).then(
      () => setSavedAt(new Date().toISOString()),
      () => undefined, // a draft that cannot be kept must not stop the typing; the command itself will say why
    )
  }, [form])

  useEffect(() => {
    if (form === null) return
    let here = true
    client.office.draft({ form }).then(
      (draft) =>
        here &&
        setFound(
          draft === null || draft.data === null ? null : { data: draft.data as T, savedAt: draft.savedAt },
        ),
      () => here && setFound(null),
    )
    const leave = () => void flush()
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      here = false
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
      void flush()
    }
  }, [form, flush])

  const keep = useCallback(
    (data: T) => {
      if (form === null) return
      waiting.current = { data }
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pause)
    },
    [form, flush],
  )
  const keepNow = useCallback(
    (data: T) => {
      waiting.current = { data }
      void flush()
    },
    [flush],
  )
  const hold = useCallback(() => {
    clearTimeout(timer.current)
    waiting.current = null
  }, [])
  useEffect(() => {
    if (form === null) return
    onScreen.set(form, hold)
    return () => {
      if (onScreen.get(form) === hold) onScreen.delete(form)
    }
  }, [form, hold])
  const forget = useCallback(async () => {
    clearTimeout(timer.current)
    waiting.current = null
    setSavedAt(null)
    if (form !== null) await client.office.saveDraft({ form, data: null }).catch(() => undefined)
  }, [form])

  return { found, keep, keepNow, hold, forget, savedAt }
}
