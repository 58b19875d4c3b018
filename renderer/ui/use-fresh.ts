import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * A form that saves itself keeps its own words while it is on screen. When the record says something else that did not
 * come from it (undo, another window), it is drawn anew, but never under the fingers of somebody who is typing in it.
 *
 * @param saying what the record says now
 * @param element the form on screen
 * @returns `key` for the form, and `said` to be told what it has saved
 */
export function useFresh(
  saying: string,
  element: RefObject<HTMLElement | null>,
): { key: number; said: (saved: string) => void } {
  const [key, setKey] = useState(0)
  const own = useRef(saying)
  useEffect(() => {
    if (own.current === saying || element.current?.contains(document.activeElement)) return
    own.current = saying
    setKey((now) => now + 1)
  }, [saying, element])
  return {
    key,
    said: (saved) => {
      own.current = saved
    },
  }
}
