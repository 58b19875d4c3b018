import { useCallback, useEffect, useRef, useState } from 'react'

/** Puts the focus on the first of these that is there after the next drawing. */
export function useFocus(): (ids: readonly string[]) => void {
  const wanted = useRef<readonly string[]>([])
  const [asked, ask] = useState(0)
  useEffect(() => {
    if (asked === 0) return
    const found = wanted.current.map((id) => document.getElementById(id)).find((element) => element !== null)
    found?.focus()
    found?.scrollIntoView({ block: 'nearest' })
  }, [asked])
  return useCallback((ids) => {
    wanted.current = ids
    ask((n) => n + 1)
  }, [])
}
